"""Places and actors of one article: scan, decide, and point back into the text.

The order matters: known names are found first; persons are decided before places, so that a family name made of a
place (أحمد المصري) is not a place; organisations take their words before places for the same reason (بنك مصر).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import find_candidates
from indexer.extract.lexicon import Lexicon
from indexer.extract.persons import PersonFinder
from indexer.extract.places import PlaceChoice
from indexer.extract.units import Units
from search.article import ActorMention, DateMention, PlaceMention

if TYPE_CHECKING:
    import datetime as dt

    from indexer.extract.candidates import Candidate
    from search.entities import Entity

_MARKS: Final = frozenset("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in an article, each kind in text order, title first, no two mentions of a kind overlapping."""

    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...] = ()


def extract(title: str, body: str, published: dt.date | None, home: str = "") -> Extraction:
    """The places, actors and dates of an article; any text is fine, nothing is raised.

    ``published`` anchors relative dates and offices ("وزير الدفاع الفرنسي" on that day); ``home`` is the country of the
    source (``sa``), where known: it helps to tell towns of one name apart.
    """
    units = Units(title, body, Lexicon.load())
    lexicon = Lexicon.load()
    candidates = find_candidates(units, lexicon)
    finder = PersonFinder(units, lexicon, candidates, published)
    persons = finder.find()
    taken = set(finder.taken)
    actors = [
        _actor(units, hit.first, hit.last, _name(units, hit.first, hit.last, hit.cut), hit.id, hit.label, "person")
        for hit in persons
    ]
    open_candidates: list[Candidate] = []
    for one in candidates:
        if any(unit in taken for unit in range(one.first, one.last + 1)):
            continue
        organization = _organization(one)
        if organization is not None:
            taken.update(range(one.first, one.last + 1))
            name = _name(units, one.first, one.last, one.cut, article=one.article)
            actors.append(_actor(units, one.first, one.last, name, organization.id, organization.label, "organization"))
        elif one.of_kind("place"):
            open_candidates.append(one)
    places = [
        PlaceMention(
            field="title" if one.first < units.body else "body",
            start=units.starts[one.first],
            end=units.ends[one.last],
            name=_name(units, one.first, one.last, one.cut, article=one.article),
            id=place.id,
            label=place.label,
            lat=place.lat,
            lon=place.lon,
        )
        for one, place in PlaceChoice(units, lexicon, open_candidates, taken, home).choose()
    ]
    actors.sort(key=_position)
    return Extraction(tuple(places), tuple(actors))


def _organization(one: Candidate) -> Entity | None:
    """The organisation a candidate is, where it is one."""
    organizations = one.of_kind("organization")
    strong = [entity for entity, how in organizations if how == 0]
    if not strong:
        return None
    if any(how == 0 for _, how in one.of_kind("place")):
        return None
    return strong[0]


def _position(mention: ActorMention | PlaceMention) -> tuple[bool, int]:
    return (mention.field == "body", mention.start)


def _actor(units: Units, first: int, last: int, name: str, actor_id: str, label: str, kind: str) -> ActorMention:
    return ActorMention(
        field="title" if first < units.body else "body",
        start=units.starts[first],
        end=units.ends[last],
        name=name,
        id=actor_id,
        label=label,
        kind="person" if kind == "person" else "organization",
    )


def _name(units: Units, first: int, last: int, cut: int, article: bool = False) -> str:
    """The name as written without ``cut`` letters of particles; the article's alef put back (للعراق → العراق)."""
    written = units.slice(first, last)
    if not cut:
        return written
    at = 0
    while cut or (at < len(written) and written[at] in _MARKS):
        if written[at] not in _MARKS:
            cut -= 1
        at += 1
    return ("ال" if article else "") + written[at:]
