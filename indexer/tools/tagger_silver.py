"""Choose news sentences for the teachers to label: those in which a first student suspects names and is unsure."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.network import Network
from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import Sentence, news, trace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from indexer.extract.tagger.network import Weights

    Tagging = Callable[[Sequence[list[str]]], list[NDArray[np.float32]]]

_LENGTHS = range(5, 61)  # words: headlines without a verb and endless lists teach little
_PORTION = 2000
_OFTEN = 6  # places of a spelling from which on more of them say nothing
_PLAIN = 0.35  # what a place of a spelling counts that is no proper noun, which counts 1


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


def covering(
    sentences: Sequence[Sequence[str]], vocabulary: Mapping[str, int], proper: AbstractSet[str], count: int
) -> list[int]:
    """The numbers of ``count`` sentences, the best first, that show as many spellings as often as is of use.

    A place of a spelling counts less the more there are already, and most where the spelling is one of ``proper``; what
    a sentence's places count is shared out among its words, so that long ones have no advantage.
    """
    spelled: dict[str, int] = {}
    rows: list[list[int]] = []
    for sentence in sentences:
        for word in sentence:
            if word not in spelled:
                spelled[word] = vocabulary.get(key(word), -1)
        rows.append([spelled[word] for word in sentence])
    weights = [1.0 if spelling in proper else _PLAIN for spelling in vocabulary]
    met: Counter[int] = Counter()

    def gain(at: int) -> float:
        here: Counter[int] = Counter()
        total = 0.0
        for row in rows[at]:
            times = met[row] + here[row]
            if row >= 0 and times < _OFTEN:
                total += weights[row] / (1 + times) ** 1.5
            here[row] += 1
        return total / (len(rows[at]) + 4)

    waiting = [(-gain(at), at) for at in range(len(rows))]
    heapq.heapify(waiting)
    found: list[int] = []
    while waiting and len(found) < count:
        _, at = heapq.heappop(waiting)
        own = gain(at)  # what has been found since may have made it less
        if waiting and own < -waiting[0][0]:
            heapq.heappush(waiting, (-own, at))
            continue
        found.append(at)
        met.update(row for row in rows[at] if row >= 0)
    return found


def tagging(weights: Weights) -> Tagging:
    """The probabilities [words, tags] of each of some sentences, by a model as it ships."""
    network = Network(weights)
    return lambda sentences: likelihoods(network, sentences)


def likelihoods(network: Network, sentences: Sequence[list[str]]) -> list[NDArray[np.float32]]:
    """The probabilities [words, tags] of each sentence."""
    ends = np.cumsum([len(words) for words in sentences])
    return np.split(np.ascontiguousarray(network.probabilities(sentences).T), ends[:-1])
