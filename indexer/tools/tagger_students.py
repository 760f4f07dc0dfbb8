"""Students that learn from labelled sentences and from what teachers say of others, and the mean of their weights.

Training only. Each student has another seed and another mean of the teachers; their mean is better than any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.network import read_weights
from indexer.tools.tagger_export import export, read_student
from indexer.tools.tagger_gazetteers import SIDE, Gazetteers
from indexer.tools.tagger_student import TAGS, Batcher, Example, fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.extract.tagger.network import Weights
    from indexer.tools.tagger_corpora import Sentence

    Halves = NDArray[np.float16]
    Floats = NDArray[np.float32]
    Labelled = Sequence[tuple[str, Sentence]]
    """Sentences with the names of their domains."""

_DROPOUT = 0.15
_ROW_RATE = 5e-4
_HIDDEN = 0.25  # share of the spellings that are met as unknown
_BATCH_WORDS = 2500


@dataclass(frozen=True)
class Course:
    """How a student is trained: on which mean of the teachers' probabilities, by their parts in it."""

    seed: int
    epochs: int
    parts: Mapping[str, float]
    rate: float = 1e-3


class Informed:
    """Makes examples whose side inputs are the domain and what the gazetteers say."""

    def __init__(self, domains: Sequence[str], *, gazetteers: bool = True) -> None:
        self._domains, self._gazetteers = list(domains), Gazetteers() if gazetteers else None
        self.width = len(domains) + (SIDE if gazetteers else 0)

    def make(self, words: list[str], domain: str, targets: Floats | None = None) -> Example:
        """An example of ``domain``; without targets it is one to be labelled."""
        side = np.zeros((len(words), len(self._domains)), np.float32)
        side[:, self._domains.index(domain)] = 1
        if self._gazetteers:
            side = np.concatenate([side, self._gazetteers.side(words)], axis=1)
        return Example(words, np.zeros((len(words), len(TAGS)), np.float32) if targets is None else targets, side)

    def gold(self, labelled: Labelled) -> list[Example]:
        """The labelled sentences with their tags for certain."""
        certain = np.eye(len(TAGS), dtype=np.float32)
        return [
            self.make(one.words, domain, certain[[TAGS.index(tag) for tag in one.tags]]) for domain, one in labelled
        ]


def word_table(weights: Weights) -> Floats:
    """The vectors [spellings, width] of a model file's vocabulary, which its teachers begin with."""
    table: Floats = (weights.rows[:-1] * weights.row_scales[:-1, None]).astype(np.float32)
    return table


def kept(network: torch.nn.Module, path: Path) -> bool:
    """Whether a network's weights were kept in ``path``; then it has them."""
    if path.exists():
        network.load_state_dict(torch.load(path, weights_only=True))
    return path.exists()


def halves(rows: Sequence[Floats]) -> list[Halves]:
    """Probabilities in half precision, as they are kept."""
    return [one.astype(np.float16) for one in rows]


def taught(labels: Mapping[str, Sequence[Halves]], parts: Mapping[str, float]) -> list[Floats]:
    """What teachers say together of each sentence: the mean of their probabilities, each having its part."""
    weights = np.array(list(parts.values()), np.float32)
    weights /= weights.sum()
    found: list[Floats] = []
    for rows in zip(*(labels[name] for name in parts), strict=True):
        mean: Floats = np.tensordot(weights, np.array(rows, np.float32), axes=1)
        found.append(mean)
    return found


def averaged_students(
    start: Path,
    named: Path,
    courses: Sequence[Course],
    labelled: Labelled,
    sentences: Sequence[list[str]],
    labels: Mapping[str, Sequence[Halves]],
    *,
    surer: float,
    out: Path,
) -> None:
    """Train the model file ``start`` on along each of the courses and write the mean of the students to ``out``.

    Each student is kept in ``named`` with its number. ``labels`` are what each teacher says of the ``sentences``, the
    first domain of the labelled ones being theirs. The scores of the tags are multiplied by ``surer`` at the end.
    """
    weights = read_weights(start)
    plain = Informed(list(dict.fromkeys(domain for domain, _ in labelled)), gazetteers=False)
    gold = plain.gold(labelled)
    mean: dict[str, torch.Tensor] = {}
    for number, course in enumerate(courses):
        torch.manual_seed(course.seed)
        student = read_student(start, plain.width, plain.width, dropout=_DROPOUT)
        path = named.with_name(f"{named.name}{number}.pt")
        if not kept(student, path):
            silver = [
                plain.make(words, labelled[0][0], rows)
                for words, rows in zip(sentences, taught(labels, course.parts), strict=True)
            ]
            fit(
                student,
                Batcher(weights.vocabulary, weights.lists, course.seed),
                gold + silver,
                epochs=course.epochs,
                rate=course.rate,
                row_rate=_ROW_RATE,
                hide=_HIDDEN,
                seed=course.seed,
                batch_words=_BATCH_WORDS,
                averaged=True,
            )
            torch.save(student.state_dict(), path)
        for name, value in student.state_dict().items():
            mean[name] = mean.get(name, 0.0) + value / len(courses)
    for name in ("tags.weight", "tags.bias"):
        mean[name] *= surer
    student.load_state_dict(mean)
    export(student, list(weights.vocabulary), weights.lists, out)
