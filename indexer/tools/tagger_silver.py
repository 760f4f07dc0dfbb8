"""Choose news sentences for the teachers to label: those in which a first student suspects names and is unsure."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import Sentence, news
from indexer.tools.tagger_student import Batcher, Example, Student, probabilities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LENGTHS = range(5, 61)  # words: headlines without a verb and endless lists teach little
_EVERY = 3  # one article in three is read
_PORTION = 2000


def choose(
    student: Student,
    batcher: Batcher,
    example: Callable[[list[str]], Example],
    held_back: Sequence[Sentence],
    words: int,
    seed: int,
) -> list[list[str]]:
    """About `words` words of news in different sentences, none of which stands in `held_back`.

    A sentence's chance grows with the doubt and the names per word that `student` sees in it.
    """
    chance = random.Random(seed)
    seen = {_trace(sentence.words) for sentence in held_back}
    candidates: list[list[str]] = []
    for number, article in enumerate(news()):
        if number % _EVERY:
            continue
        for sentence in article:
            trace = _trace(sentence)
            if len(sentence) in _LENGTHS and trace not in seen:
                seen.add(trace)
                candidates.append(sentence)
    ranked: list[tuple[float, list[str]]] = []
    for start in range(0, len(candidates), _PORTION):
        portion = candidates[start : start + _PORTION]
        for sentence, found in zip(
            portion, probabilities(student, batcher, [example(words) for words in portion]), strict=True
        ):
            doubt = float((1 - found.max(axis=1)).sum())
            named = float((1 - found[:, 0]).sum())
            ranked.append(((doubt + 0.25 * named) / len(sentence) * (0.5 + chance.random()), sentence))
    ranked.sort(key=lambda pair: -pair[0])
    chosen: list[list[str]] = []
    for _, sentence in ranked:
        words -= len(sentence)
        if words < 0:
            break
        chosen.append(sentence)
    return chosen


def _trace(sentence: Sequence[str]) -> str:
    return " ".join(word for word in map(key, sentence) if word.isalnum())
