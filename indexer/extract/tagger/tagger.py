"""Mark the names of persons, organisations and places in sentences of words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from zipfile import BadZipFile

import numpy as np

from indexer.extract.tagger.network import Network, read_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Kind = Literal["person", "organization", "place"]
_KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
# A person or place less sure than this is left out. Organisations are not held to that: most are long, so that even a
# right one seldom has much confidence, and too few are found as it is. Chosen on articles: docs/tagger-model-card.md.
_LEAST: dict[str, float] = {"PER": 0.4, "LOC": 0.6, "ORG": 0.0}
#: From here on 93 names of a hundred are right: the facets' threshold for a name that only the tagger speaks for.
SURE: Final[dict[Kind, float]] = {"person": 0.95, "organization": 0.8, "place": 0.85}
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
        lengths = [len(sentence) for sentence in sentences]
        return _spans(self._network.probabilities(sentences), lengths, names, self._allowed)


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


def _spans(
    probabilities: NDArray[np.float32], lengths: Sequence[int], names: Sequence[str], allowed: NDArray[np.bool_]
) -> list[list[Span]]:
    """The names of sentences that lie end to end in ``probabilities`` [tags, words]."""
    found: list[list[Span]] = [[] for _ in lengths]
    sizes = np.array(lengths, np.intp)
    ends = sizes.cumsum()
    best = _likeliest(probabilities)
    before = np.concatenate([[0], best[:-1]])[: len(best)]
    before[(ends - sizes)[sizes > 0]] = 0  # tag 0 is O; a sentence begins as after it
    barred = np.flatnonzero(~allowed[before, best])
    for sentence in np.unique(ends.searchsorted(barred, side="right")).tolist():
        own = slice(int(ends[sentence]) - lengths[sentence], int(ends[sentence]))
        best[own] = _best_path(probabilities[:, own].T, names, allowed)
    begins = np.flatnonzero(np.array([name[0] == "B" for name in names])[best])
    if not len(begins):
        return found
    tags: list[int] = best.tolist()
    inside = {names.index(f"I-{kind}") for kind in _KINDS}
    continued = {names.index(f"B-{kind}"): names.index(f"I-{kind}") for kind in _KINDS}
    for start, sentence in zip(begins.tolist(), ends.searchsorted(begins, side="right").tolist(), strict=True):
        last = int(ends[sentence])
        end = start + 1
        certain = float(probabilities[tags[start], start])
        while end < last and tags[end] in inside:
            certain *= float(probabilities[tags[end], end])
            end += 1
        if end < last:  # and the name does not go on
            certain *= 1.0 - float(probabilities[continued[tags[start]], end])
        kind = names[tags[start]][2:]
        if certain >= _LEAST[kind]:
            first = last - lengths[sentence]
            found[sentence].append(Span(start - first, end - first, _KINDS[kind], min(1.0, certain)))
    return found


def _likeliest(probabilities: NDArray[np.float32]) -> NDArray[np.intp]:
    """The likeliest tag of each word; row by row, which is many times as fast as column by column."""
    best = np.zeros(probabilities.shape[1], np.intp)
    highest = probabilities[0].copy()
    for tag, row in enumerate(probabilities[1:], 1):
        best[row > highest] = tag
        np.maximum(highest, row, out=highest)
    return best


def _best_path(
    probabilities: NDArray[np.float32], names: Sequence[str], allowed: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """The most probable tags in which every I- continues a name of its kind (Viterbi)."""
    # few tags and short sentences: plain lists take a fraction of the time that arrays do
    follows = [(tag, np.flatnonzero(of).tolist()) for tag, of in enumerate(allowed.T) if not of.all()]
    first, *rest = np.log(probabilities + np.float32(1e-12)).tolist()
    score = [one if names[tag][0] != "I" else -np.inf for tag, one in enumerate(first)]
    back: list[list[int]] = []
    for step in rest:
        highest = max(score)
        before = [score.index(highest)] * len(step)
        new = [highest + one for one in step]
        for tag, of in follows:
            best = of[0]
            for other in of[1:]:
                if score[other] > score[best]:
                    best = other
            before[tag], new[tag] = best, score[best] + step[tag]
        back.append(before)
        score = new
    path = [score.index(max(score))]
    for before in reversed(back):
        path.append(before[path[-1]])
    return np.array(path[::-1])
