"""Steps 10 to 13 of the training: what teachers who are told the parts of speech know is taught to the wide network.

    python -m indexer.tools.train_tagger --work FOLDER --wide FILE --jars FOLDER    # begins here

10. speech.pkl: the parts of speech of the labelled sentences and of every second news article.
11. speech0.pt to speech5.pt: networks like the wide one that also see those, the gazetteers and the domain, trained on
    all labelled corpora. Two begin with the wide network's weights, the others with its vectors of the vocabulary
    alone; three have not seen ANERcorp's ninth tenth, so that choices can be made by it.
12. third_silver.pkl: news sentences labelled by the first three and the wide network together, and by all seven.
13. third.npz: the wide network trained on with the labelled corpora and the silver, first the one, then the other.
"""

from __future__ import annotations

import pickle
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch import nn

from indexer.extract.tagger.network import Network, read_weights
from indexer.tools.tagger_corpora import Sentence, news, trace
from indexer.tools.tagger_export import export, read_student
from indexer.tools.tagger_gazetteers import SIDE as GAZETTEER_SIDE
from indexer.tools.tagger_gazetteers import Gazetteers
from indexer.tools.tagger_lists import name_lists
from indexer.tools.tagger_silver import tagging
from indexer.tools.tagger_speech import PROPER, SPEECH, proper_shares, speech, speech_columns, speech_side
from indexer.tools.tagger_speech import SIDE as SPEECH_SIDE
from indexer.tools.tagger_student import TAGS, Batcher, Example, Student, fit, probabilities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Lesson = tuple[str, "Tagged", NDArray[np.float32]]
    """A domain, a sentence of it and the probability of each tag at its words."""


@dataclass(frozen=True)
class _Course:
    """How a teacher is trained."""

    seed: int
    epochs: int
    warm: bool = False  # begins with the wide network's weights
    eight_tenths: bool = False  # of ANERcorp, not nine
    dropout: float = 0.5
    hide: float = 0.2


_TEACHERS = (
    _Course(seed=11, epochs=9),
    _Course(seed=21, epochs=4, warm=True, hide=0.3),
    _Course(seed=22, epochs=4, warm=True, hide=0.3, dropout=0.4),
    _Course(seed=11, epochs=9, eight_tenths=True),
    _Course(seed=12, epochs=7, eight_tenths=True),
    _Course(seed=13, epochs=7, eight_tenths=True, hide=0.3, dropout=0.45),
)
_LESSONS = ((4, 3), (7, 2))  # of the wide network and the teachers how many label, and for how many epochs
_LENGTHS = range(5, 61)  # words of a sentence to label
_PORTION = 2000
_CHOSEN = 40_000  # sentences to label, four fifths of them chosen, the others drawn
_BATCH_WORDS = 2500


@dataclass(frozen=True)
class Tagged:
    """A sentence with the part of speech of each word."""

    words: list[str]
    speech: list[str]


def tagged_sentences(
    work: Path, jars: Path, labelled: Mapping[str, Sequence[Sentence]], held: Sequence[Sentence]
) -> tuple[dict[str, list[Tagged]], list[Tagged]]:
    """Step 10: the labelled sentences of each domain, and those of the news that are not in `held`."""
    path = work / "speech.pkl"
    if not path.exists():
        seen = {trace(sentence.words) for sentence in held}
        sentences: list[list[str]] = [one.words for own in labelled.values() for one in own]
        before = len(sentences)
        for article in news(every=2):
            for words in article:
                own = trace(words)
                if own not in seen and 3 <= len(words) <= 100:  # noqa: PLR2004
                    seen.add(own)
                    sentences.append(words)
        found = [Tagged(words, tags) for words, tags in zip(sentences, speech(sentences, jars), strict=True)]
        domains = iter(found[:before])
        path.write_bytes(
            pickle.dumps(({name: [next(domains) for _ in own] for name, own in labelled.items()}, found[before:]))
        )
    result: tuple[dict[str, list[Tagged]], list[Tagged]] = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    return result


class Informed:
    """Makes the teachers' examples: their side inputs are the domain, the gazetteers' word and the parts of speech."""

    def __init__(self, domains: Sequence[str], shares: Mapping[str, float]) -> None:
        self._domains, self._shares, self._gazetteers = domains, shares, Gazetteers()
        self.domains = len(domains)
        self.width = len(domains) + GAZETTEER_SIDE + SPEECH_SIDE

    def make(self, sentence: Tagged, domain: str, targets: NDArray[np.float32] | None = None) -> Example:
        """An example of `domain`; without targets it is one to be labelled."""
        side = np.zeros((len(sentence.words), len(self._domains)), np.float32)
        side[:, self._domains.index(domain)] = 1
        told = speech_side(sentence.words, sentence.speech, self._shares)
        side = np.concatenate([side, self._gazetteers.side(sentence.words), told], axis=1)
        empty = np.zeros((len(sentence.words), len(TAGS)), np.float32)
        return Example(sentence.words, empty if targets is None else targets, side)


def third_student(
    work: Path, wide: Path, jars: Path, labelled: Mapping[str, Sequence[Sentence]], held: Sequence[Sentence]
) -> Path:
    """Steps 10 to 13; `labelled` are the sentences to learn from by domain, the first domain being the news'.

    Returns the path of the student's model file.
    """
    out = work / "third.npz"
    if out.exists():
        return out
    domains = list(labelled)
    with_speech, news_sentences = tagged_sentences(work, jars, labelled, held)
    shares = proper_shares((one.words, one.speech) for one in news_sentences)
    lists = name_lists(shares)
    weights = read_weights(wide)
    gold = gold_lessons(labelled, with_speech)
    path = work / "third_silver.pkl"
    if not path.exists():
        chosen = choose_by_speech(Network(weights), news_sentences)
        nine = len(labelled[domains[0]])  # tenths, which stand first
        unseen = range(nine - nine // 9, nine)
        by_each = _labels(work, wide, lists, Informed(domains, shares), gold, unseen, chosen)
        path.write_bytes(pickle.dumps((chosen, by_each)))
    chosen, by_each = pickle.loads(path.read_bytes())  # noqa: S301 - written above

    before = wide
    for labellers, epochs in _LESSONS:
        silver: list[Lesson] = [
            (domains[0], sentence, np.mean(rows, axis=0, dtype=np.float32))
            for sentence, rows in zip(chosen, zip(*by_each[:labellers], strict=True), strict=True)
        ]
        after = out if labellers > len(_TEACHERS) else work / f"third_by_{labellers}.npz"
        train_on(before, [*gold, *silver], lists, domains, after, epochs=epochs, dropout=0.2, hide=0.3)
        before = after
    return out


def gold_lessons(
    labelled: Mapping[str, Sequence[Sentence]], with_speech: Mapping[str, Sequence[Tagged]]
) -> list[Lesson]:
    """The labelled sentences of each domain, with their parts of speech and their tags for certain."""
    certain = np.eye(len(TAGS), dtype=np.float32)
    return [
        (domain, sentence, certain[[TAGS.index(tag) for tag in one.tags]])
        for domain, own in labelled.items()
        for sentence, one in zip(with_speech[domain], own, strict=True)
    ]


def train_on(
    start: Path,
    lessons: Sequence[Lesson],
    lists: Mapping[str, int],
    domains: Sequence[str],
    out: Path,
    *,
    epochs: int,
    dropout: float,
    hide: float,
) -> None:
    """Train the model file `start` on with `lessons`, the parts of speech beside the tags, and write `out`."""
    examples = []
    for domain, sentence, targets in lessons:
        side = np.zeros((len(sentence.words), len(domains)), np.float32)
        side[:, domains.index(domain)] = 1
        examples.append(Example(sentence.words, targets, side, speech_columns(sentence.speech)))
    vocabulary = read_weights(start).vocabulary
    torch.manual_seed(1)
    student = read_student(start, len(domains), len(domains), dropout=dropout)
    fit(
        student,
        Batcher(vocabulary, lists, 1),
        examples,
        epochs=epochs,
        rate=1e-3,
        row_rate=5e-4,
        hide=hide,
        batch_words=_BATCH_WORDS,
        speech=nn.Linear(student.tags.in_features, len(SPEECH) + 1),
        averaged=True,
    )
    export(student, list(vocabulary), lists, out)


def choose_by_speech(network: Network, sentences: Sequence[Tagged]) -> list[Tagged]:
    """Step 12's sentences: those in which names are likely or in doubt, by `network` and by the parts of speech."""
    chance = random.Random(1)
    ranked: list[tuple[float, int]] = []
    for start in range(0, len(sentences), _PORTION):
        portion = [one.words for one in sentences[start : start + _PORTION]]
        ends = np.cumsum([len(words) for words in portion])
        for number, found in enumerate(np.split(network.probabilities(portion).T, ends[:-1]), start):
            if len(found) in _LENGTHS:
                none = found[:, 0]
                proper = np.array([tag in PROPER for tag in sentences[number].speech])
                weight = float((1 - found.max(axis=1)).sum()) + 0.25 * float((1 - none).sum())
                weight += 0.15 * float(none[proper].sum())
                ranked.append((weight / len(found) * (0.5 + chance.random()), number))
    ranked.sort(reverse=True)
    best = [number for _, number in ranked]
    edge = _CHOSEN * 4 // 5
    return [sentences[number] for number in sorted(best[:edge] + chance.sample(best[edge:], _CHOSEN // 5))]


def _labels(
    work: Path,
    wide: Path,
    lists: Mapping[str, int],
    informed: Informed,
    gold: Sequence[Lesson],
    unseen: range,
    chosen: Sequence[Tagged],
) -> list[list[NDArray[np.float16]]]:
    """Steps 11 and 12: the probabilities of the wide network and of each teacher for the chosen sentences.

    `unseen` are the places in `gold` of the sentences that some teachers do not see.
    """
    weights = read_weights(wide)
    found = [_halves(tagging(weights)([one.words for one in chosen]))]
    asked = [informed.make(sentence, gold[0][0]) for sentence in chosen]
    examples = [informed.make(sentence, domain, targets) for domain, sentence, targets in gold]
    for number, course in enumerate(_TEACHERS):
        torch.manual_seed(course.seed)
        if course.warm:
            teacher = read_student(wide, informed.width, informed.domains, dropout=course.dropout)
        else:
            table = weights.rows[:-1] * weights.row_scales[:-1, None]
            teacher = Student(table, dropout=course.dropout, side=informed.width)
        batcher = Batcher(weights.vocabulary, lists, course.seed)
        kept = work / f"speech{number}.pt"
        if kept.exists():
            teacher.load_state_dict(torch.load(kept, weights_only=True))
        else:
            seen = [one for at, one in enumerate(examples) if not (course.eight_tenths and at in unseen)]
            rate = 1e-3 if course.warm else 2e-3
            fit(teacher, batcher, seen, epochs=course.epochs, rate=rate, hide=course.hide, seed=course.seed)
            torch.save(teacher.state_dict(), kept)
        found.append(_halves(probabilities(teacher, batcher, asked)))
    return found


def _halves(rows: Sequence[NDArray[np.float32]]) -> list[NDArray[np.float16]]:
    return [one.astype(np.float16) for one in rows]
