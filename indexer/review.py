"""Frequent names that no gazetteer knows, for people to look at: in how many articles, where, and who it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from search.article import ActorMention, Article, PlaceMention
from search.corrected import Corrected
from search.engine import EngineSearch, SearchEngine
from search.entities import Entity, Gazetteer
from search.entities.corrections import UNKNOWN_KINDS
from search.entities.names import name_key
from search.query.clauses import Everything, OneOf
from search.request import TermFacet
from search.service import SearchService

_DEPTH: Final = 20_000
"""Values of a facet that are looked through."""
_SAMPLES: Final = 3
_AROUND: Final = 50
"""Characters of a sample on either side of the name."""
_ALIKE: Final = 0.75
"""How alike two names must be for one to be offered for the other, 1 being the same."""
_MAYBE: Final = 3

FACETS: Final[dict[str, TermFacet]] = {"person": "actor", "organization": "actor", "place": "place"}
"""What can be reviewed, and the facet it is in."""
_PREFIXES: Final = {"person": "person:", "organization": "org:", "place": "place:"}


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name found in ``count`` articles; ``samples`` are words around it, ``maybe`` known entities of a like name."""

    id: str
    label: str
    kind: str
    count: int
    samples: tuple[str, ...]
    maybe: tuple[Entity, ...]


def unknown_names(service: SearchService, kinds: tuple[str, ...], least: int, limit: int) -> Iterator[UnknownName]:
    """The most frequent unknown names of these kinds in ``least`` articles or more, but for those reviewed already."""
    view = service.corrected()
    found: list[tuple[int, str, str]] = []
    for facet in dict.fromkeys(FACETS[kind] for kind in kinds):
        asked = EngineSearch(Everything(), {}, "newest", 0, term_facets=(facet,), facet_size=_DEPTH, ids_only=True)
        for value, count in service.engine.search(asked).terms[facet]:
            kind = next((kind for kind in kinds if value.startswith(_PREFIXES[kind])), None)
            if count >= least and kind is not None and is_unreviewed(value, view):
                found.append((count, value, kind))
    found.sort(key=lambda one: (-one[0], one[1]))
    finder = _Alike(view.gazetteer)
    for count, value, kind in found[:limit]:
        label = service.label(FACETS[kind], value)
        samples = tuple(_samples(service.engine, FACETS[kind], value))
        yield UnknownName(value, label, kind, count, samples, finder.to(label, is_place=kind == "place"))


def is_unreviewed(entity_id: str, view: Corrected) -> bool:
    """Whether no change speaks of a name yet: it is neither accepted, nor merged, nor blocked."""
    corrections = view.corrections
    return (
        view.shown(entity_id) == entity_id
        and entity_id not in corrections.added
        and entity_id not in corrections.labels
        and entity_id.startswith(tuple(UNKNOWN_KINDS))
    )


def _samples(engine: SearchEngine, facet: TermFacet, value: str) -> Iterator[str]:
    found = engine.search(EngineSearch(OneOf(facet, (value,)), {}, "newest", _SAMPLES))
    for hit in found.hits:
        if hit.article is not None and (sample := _around(hit.article, value)):
            yield sample


def _around(article: Article, value: str) -> str:
    mentions: tuple[PlaceMention | ActorMention, ...] = (*article.places, *article.actors)
    for one in mentions:
        if one.id == value:
            text = article.title if one.field == "title" else article.body
            start, end = max(0, one.start - _AROUND), one.end + _AROUND
            # whole words
            start = text.rfind(" ", 0, start) + 1 if start else 0
            end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
            return " ".join(text[start:end].split())
    return ""


class _Alike:
    """Known entities of a name that is nearly the same: one letter more, another vowel, another order."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        for key, carriers in gazetteer.names.items():
            for word in key.split():
                self._by_word.setdefault(word, []).extend((key, number) for number, _ in carriers)

    def to(self, label: str, *, is_place: bool) -> tuple[Entity, ...]:
        """At most three, the likest first."""
        wanted = name_key(label)
        best: dict[int, float] = {}
        for word in wanted.split():
            for key, number in self._by_word.get(word, ()):
                likeness = SequenceMatcher(None, wanted, key, autojunk=False).ratio()
                if likeness >= _ALIKE and likeness > best.get(number, 0.0):
                    best[number] = likeness
        entities = (self._gazetteer.entity(number) for number in sorted(best, key=lambda one: (-best[one], one)))
        return tuple(entity for entity in entities if entity.is_place == is_place)[:_MAYBE]
