"""What people should look at: frequent names that no gazetteer knows, and names that articles leave open.

For each: in how many articles, where, and what it may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from search.article import ActorMention, Article, Candidate, PlaceMention
from search.corrected import Corrected
from search.engine import EngineSearch, SearchEngine
from search.entities import Entity, Gazetteer
from search.entities.changes import Act
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


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the entities that a name left open may mean, and the changes after which it means that alone.

    A change is what it does (``remove-name``) and its fields, as `search.entities.changes.new_change` takes them.
    """

    id: str
    label: str
    changes: tuple[tuple[Act, dict[str, str]], ...]


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name left open in ``count`` articles between ``choices``, the likeliest of most articles first."""

    name: str
    kind: str
    count: int
    samples: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(slots=True)
class _Met:
    """A name left open, as met so far: as it was first written, in how many articles, and words around it."""

    name: str
    kind: str
    candidates: tuple[Candidate, ...]
    count: int = 0
    samples: list[str] = field(default_factory=list)


def open_names(service: SearchService, kinds: tuple[str, ...], least: int, limit: int) -> list[OpenName]:
    """The names most often left open, of these kinds and in ``least`` articles or more, as corrections now have them.

    Every stored article is read for it: no index of doubts is kept.
    """
    view = service.corrected()
    left_open: dict[tuple[str, frozenset[str]], _Met] = {}
    for stored, _ in service.engine.articles():
        if not any(one.candidates for one in _mentions(stored)):
            continue
        article = view.article(stored)
        here: set[tuple[str, frozenset[str]]] = set()
        for one in _mentions(article):
            kind = "place" if isinstance(one, PlaceMention) else one.kind
            key = (name_key(one.name), frozenset(candidate.id for candidate in one.candidates))
            if not one.candidates or kind not in kinds or key in here:
                continue
            here.add(key)
            met = left_open.setdefault(key, _Met(one.name, kind, one.candidates))
            met.count += 1
            if len(met.samples) < _SAMPLES:
                met.samples.append(_words_around(article, one))
    found: list[OpenName] = []
    for _, met in sorted(left_open.items(), key=lambda item: (-item[1].count, item[0][0]))[:limit]:
        if met.count >= least:
            choices = tuple(_choice(one, met.name, met.candidates, view.gazetteer) for one in met.candidates)
            found.append(OpenName(met.name, met.kind, met.count, tuple(met.samples), choices))
    return found


def _choice(chosen: Candidate, name: str, candidates: tuple[Candidate, ...], gazetteer: Gazetteer) -> Choice:
    """The changes after which a name means one of its candidates: the others lose it, what no list has is merged."""
    changes: list[tuple[Act, dict[str, str]]] = []
    for other in candidates:
        known = gazetteer.get(other.id)
        if other.id == chosen.id:
            continue
        if known is None:
            changes.append(("merge", {"entity": other.id, "into": chosen.id}))
            continue
        if name_key(known.label) == name_key(name):  # what an entity is called it cannot lose
            country = gazetteer.get(known.country) if known.country != known.id else None
            beside = country.label if country is not None else known.english or known.id
            changes.append(("rename", {"entity": other.id, "label": f"{known.label} ({beside})"}))
        changes.append(("remove-name", {"entity": other.id, "name": name}))
    if gazetteer.get(chosen.id) is None:  # nothing is given to what no list has before it is accepted
        kind = next(kind for kind, prefix in _PREFIXES.items() if chosen.id.startswith(prefix))
        accepted = {"entity": chosen.id, "kind": {"place": "site"}.get(kind, kind), "label": chosen.label}
        changes.insert(0, ("add", accepted))
    return Choice(chosen.id, chosen.label, tuple(changes))


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
    for one in _mentions(article):
        if one.id == value:
            return _words_around(article, one)
    return ""


def _mentions(article: Article) -> tuple[PlaceMention | ActorMention, ...]:
    return (*article.places, *article.actors)


def _words_around(article: Article, one: PlaceMention | ActorMention) -> str:
    text = article.title if one.field == "title" else article.body
    start, end = max(0, one.start - _AROUND), one.end + _AROUND
    # whole words
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) >= 0 else len(text)
    return " ".join(text[start:end].split())


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
