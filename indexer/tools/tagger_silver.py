"""Choose news sentences for the teachers to label: those in which a first student suspects names and is unsure."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.network import Network
from indexer.tools.tagger_corpora import Sentence, news, trace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from indexer.extract.tagger.network import Weights

    Tagging = Callable[[Sequence[list[str]]], list[NDArray[np.float32]]]

_LENGTHS = range(5, 61)  # words: headlines without a verb and endless lists teach little
_PORTION = 2000


def choose(
    tagging: Tagging, held_back: Sequence[Sentence], words: int, every: int, seed: int
) -> list[tuple[list[str], NDArray[np.float32]]]:
    """About `words` words of one news article in `every`, in different sentences, none of which is in `held_back`.

    A sentence's chance grows with the doubt and the names per word that `tagging` sees in it; what it sees comes along.
    """
    chance = random.Random(seed)
    seen = {trace(sentence.words) for sentence in held_back}
    candidates: list[list[str]] = []
    for article in news(every=every):
        for sentence in article:
            own = trace(sentence)
            if len(sentence) in _LENGTHS and own not in seen:
                seen.add(own)
                candidates.append(sentence)
    ranked: list[tuple[float, int]] = []
    probabilities: list[NDArray[np.float32]] = []
    for start in range(0, len(candidates), _PORTION):
        for number, found in enumerate(tagging(candidates[start : start + _PORTION]), start):
            doubt = float((1 - found.max(axis=1)).sum())
            named = float((1 - found[:, 0]).sum())
            ranked.append(((doubt + 0.25 * named) / len(found) * (0.5 + chance.random()), number))
            probabilities.append(found)
    ranked.sort(reverse=True)
    chosen: list[tuple[list[str], NDArray[np.float32]]] = []
    for _, number in ranked:
        words -= len(candidates[number])
        if words < 0:
            break
        chosen.append((candidates[number], probabilities[number]))
    return chosen


def tagging(weights: Weights) -> Tagging:
    """The probabilities [words, tags] of each of some sentences, by a model as it ships."""
    network = Network(weights)

    def tag(sentences: Sequence[list[str]]) -> list[NDArray[np.float32]]:
        ends = np.cumsum([len(words) for words in sentences])
        return np.split(np.ascontiguousarray(network.probabilities(sentences).T), ends[:-1])

    return tag
