"""What is called nearly so: names of places and actors, sources and sections one slip of the fingers away."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from search.analysis import fold
from search.corrected import Corrected
from search.engine import SearchEngine
from search.entities import Entity
from search.entities.names import name_key
from search.insight import Insight
from search.query.edits import edits
from search.results import NearValue

_LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
_VOWELS: Final = frozenset("اوي")
_ARTICLE: Final = "ال"
_SHORTEST: Final = 3
_LONGEST: Final = 40
"""Letters of a name up to which others are looked for."""
_LONG: Final = 7
"""Letters from which on a source or section may be two edits away."""
_MOST: Final = 3
"""Suggestions for one value."""
_ASKED: Final = 12
"""Entities whose articles are counted."""


def near_entities(view: Corrected, name: str, places: bool, count: Callable[[str], int]) -> tuple[NearValue, ...]:
    """The places, or else the actors, that are called nearly so and mentioned, those of most articles first."""
    key = name_key(name)
    if not _SHORTEST <= len(key) <= _LONGEST:
        return ()
    found: dict[str, Entity] = {}
    names = view.gazetteer.names
    for other in dict.fromkeys(_slips(key)):
        for number, _ in names.get(other, ()):
            entity = view.gazetteer.entity(number)
            if entity.is_place == places:
                found.setdefault(entity.id, entity)
    likely = heapq.nlargest(_ASKED, found.values(), key=lambda one: one.population)
    counted = [(count(one.id), one) for one in likely]
    best = heapq.nlargest(_MOST, [one for one in counted if one[0]], key=lambda one: one[0])
    return tuple(NearValue(one.id, one.label) for _, one in best)


def near_texts(engine: SearchEngine, field: str, value: str) -> tuple[NearValue, ...]:
    """The values of a keyword field that are written nearly so or hold all of it, nearest first, then most frequent."""
    folded = fold(value).strip()
    if not isinstance(engine, Insight) or not folded or len(folded) > _LONGEST:
        return ()
    most = 2 if len(folded) >= _LONG else 1
    found: list[tuple[int, int, str]] = []
    for other, count in engine.terms(field):
        text = fold(other).strip()
        distance = edits(folded, text, most) if len(text) <= _LONGEST else most + 1
        if distance <= most or (len(folded) >= _SHORTEST and folded in text):
            found.append((distance, -count, other))
    return tuple(NearValue(other, other) for _, _, other in heapq.nsmallest(_MOST, found))


def _slips(key: str) -> Iterator[str]:
    """Keys that one slip makes of this one: a letter more, less or another, two swapped, a vowel letter elsewhere.

    And the name with or without the article.
    """
    yield key.removeprefix(_ARTICLE)
    yield _ARTICLE + key
    for at, letter in enumerate(key):
        without = key[:at] + key[at + 1 :]
        yield without
        if letter in _VOWELS:
            yield from (without[:to] + letter + without[to:] for to in range(len(key)))
        yield from (key[:at] + other + key[at + 1 :] for other in _LETTERS)
    for at, (before, after) in enumerate(pairwise(key)):
        yield key[:at] + after + before + key[at + 2 :]
    for at in range(len(key) + 1):
        yield from (key[:at] + other + key[at:] for other in _LETTERS)
