"""The choice of sentences for the teachers of steps 20 and 24 to label: of the news, and of passages of Wikipedia.

Taken are sentences in which the network suspects names and is unsure, those first that show spellings not shown yet,
and some drawn from the others. Wikipedia's are few: they show the network history, geography and science, of which the
news says little.
"""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.network import Network
from indexer.extract.tagger.words import split
from indexer.tools.tagger_corpora import folder, news, trace
from indexer.tools.tagger_silver import covering, likelihoods

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.extract.tagger.network import Weights

    Floats = NDArray[np.float32]

_LENGTHS = range(5, 51)  # words
_PORTION = 2000
_PASSAGES = ("arcd_train/passages.jsonl", "aqad/passages.jsonl.gz")  # of Wikipedia
_PROPER = "proper noun in the news, 15 of a hundred or more"
_NEWS_EVERY = 3  # one article in so many


@dataclass(frozen=True)
class Choice:
    """How many sentences are chosen, and from which third of the news.

    Of the news and of Wikipedia: in how many sentences most is suspected, how many of these are taken, and how many of
    the others are drawn.
    """

    seed: int
    third: int
    news: tuple[int, int, int]
    wikipedia: tuple[int, int, int]


FIRST = Choice(seed=5, third=0, news=(32_000, 18_000, 3500), wikipedia=(3200, 2200, 300))
SECOND = Choice(seed=7, third=1, news=(28_000, 16_000, 2000), wikipedia=(2300, 2300, 300))
THIRD = Choice(seed=9, third=2, news=(28_000, 16_000, 2000), wikipedia=(2000, 2000, 300))


def choose(weights: Weights, choice: Choice, without: Iterable[Sequence[str]]) -> list[list[str]]:
    """Sentences for teachers to label, none of which is one of ``without``: of Wikipedia, then of the news."""
    chance = random.Random(choice.seed)
    network = Network(weights)
    bit = 1 << weights.list_names.index(_PROPER)
    proper = {spelling for spelling, bits in weights.lists.items() if bits & bit}
    seen = {trace(words) for words in without}
    source = chain.from_iterable(news(every=_NEWS_EVERY, after=choice.third))
    suspected, drawn = _parts(source, choice.news, network, seen, chance)
    of_news = [suspected[at] for at in covering(suspected, weights.vocabulary, proper, choice.news[1])] + drawn
    suspected, drawn = _parts(_passages(), choice.wikipedia, network, seen, chance)
    return [*suspected[: choice.wikipedia[1]], *drawn, *of_news]


def _parts(
    source: Iterable[list[str]], counts: tuple[int, int, int], network: Network, seen: set[str], chance: random.Random
) -> tuple[list[list[str]], list[list[str]]]:
    """The sentences with the most names and doubts, the best first, and some drawn from the others."""
    candidates: list[list[str]] = []
    for words in source:
        own = trace(words)
        if len(words) in _LENGTHS and own not in seen:
            seen.add(own)
            candidates.append(words)
    best = _ranked(network, candidates, chance)
    drawn = chance.sample(best[counts[0] :], counts[0] // 4)[: counts[2]]
    return [candidates[at] for at in best[: counts[0]]], [candidates[at] for at in drawn]


def _passages() -> Iterator[list[str]]:
    for name in _PASSAGES:
        raw = (folder() / "retrieval" / name).read_bytes()
        for line in (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8").split("\n"):
            if line:
                yield from ([word.text for word in sentence] for sentence in split(json.loads(line)["text"]))


def _ranked(network: Network, sentences: Sequence[list[str]], chance: random.Random) -> list[int]:
    """The numbers of sentences, first those with the most names and doubts for their length, more or less."""
    ranked: list[tuple[float, int]] = []
    for start in range(0, len(sentences), _PORTION):
        portion = sentences[start : start + _PORTION]
        for at, found in enumerate(likelihoods(network, portion), start):
            weight = float((1 - found.max(axis=1)).sum()) + 0.25 * float((1 - found[:, 0]).sum())
            ranked.append((weight / len(found) * (0.5 + chance.random()), at))
    ranked.sort(reverse=True)
    return [at for _, at in ranked]
