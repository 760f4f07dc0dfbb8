"""Mark the names of persons, organisations and places in sentences of words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zipfile import BadZipFile

import numpy as np

from indexer.extract.tagger.network import Network, read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Kind = Literal["person", "organization", "place"]
_KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
# A person or place that is more likely wrong than right is left out. Organisations are not held to that: most are long,
# so that even a right one seldom has much confidence, and too few are found as it is.
_LEAST: dict[str, float] = {"PER": 0.5, "LOC": 0.5, "ORG": 0.0}
MODEL = Path(__file__).parent / "model" / "names.npz"


@dataclass(frozen=True, slots=True)
class Span:
    """A name: words [start_word, end_word) of its sentence, attached particles included.

    `confidence` is the model's probability, 0..1, that exactly these words are a name of this kind; see
    docs/tagger-model-card.md for what a threshold buys.
    """

    start_word: int
    end_word: int
    kind: Kind
    confidence: float


class Tagger:
    """The trained name tagger. Without its model file it finds no names; it never raises."""

    def __init__(self, network: Network | None) -> None:
        self._network = network
        if network is not None:
            self._allowed = _allowed(network.weights.tag_names)

    @staticmethod
    def load() -> Tagger:
        """The tagger of the shipped model: read from disk at the first call, the same object ever after."""
        return _load(MODEL)

    @property
    def ready(self) -> bool:
        """Whether the model could be read."""
        return self._network is not None

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Span]]:
        """Names of each sentence, in order, none overlapping. Many sentences at once are tagged faster than one by one.

        Words are as written, as `words.split` gives them; an empty sentence has no names.
        """
        if self._network is None:
            return [[] for _ in sentences]
        names = self._network.weights.tag_names
        return [
            _spans(probabilities, names, self._allowed) if len(probabilities) else []
            for probabilities in self._network.probabilities(sentences)
        ]


@cache
def _load(path: Path) -> Tagger:
    try:
        return Tagger(Network(read_weights(path)))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return Tagger(None)


def _allowed(names: Sequence[str]) -> NDArray[np.bool_]:
    """[before, after]: whether a tag may follow another; I-PER only B-PER and I-PER, B- and O any."""
    return np.array(
        [[after[0] != "I" or (before[0] != "O" and before[2:] == after[2:]) for after in names] for before in names]
    )


def _spans(probabilities: NDArray[np.float32], names: Sequence[str], allowed: NDArray[np.bool_]) -> list[Span]:
    best = probabilities.argmax(axis=1)
    if not best.any():  # tag 0 is O: most sentences name nobody
        return []
    if names[best[0]][0] == "I" or not allowed[best[:-1], best[1:]].all():
        best = _best_path(probabilities, names, allowed)
    spans: list[Span] = []
    start = -1
    tags = [names[tag] for tag in best] + ["O"]
    for place, tag in enumerate(tags):
        if start >= 0 and tag[0] != "I":
            kind = tags[start][2:]
            certain = float(probabilities[np.arange(start, place), best[start:place]].prod())
            if place < len(best):  # and the name does not go on
                certain *= 1.0 - float(probabilities[place, names.index(f"I-{kind}")])
            if certain >= _LEAST[kind]:
                spans.append(Span(start, place, _KINDS[kind], min(1.0, certain)))
            start = -1
        if tag[0] == "B":
            start = place
    return spans


def _best_path(
    probabilities: NDArray[np.float32], names: Sequence[str], allowed: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """The most probable tags in which every I- continues a name of its kind (Viterbi)."""
    logs = np.log(probabilities + np.float32(1e-12))
    barred = np.where(allowed, np.float32(0), np.float32(-1e6))
    score = logs[0] + np.array([-1e6 if name[0] == "I" else 0.0 for name in names], np.float32)
    back: list[NDArray[np.intp]] = []
    for step in logs[1:]:
        ways = score[:, None] + barred
        before = ways.argmax(axis=0)
        back.append(before)
        score = ways[before, np.arange(len(names))] + step
    path = [int(score.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return np.array(path[::-1])
