"""Places, actors and dates of one article: scan, decide, and point back into the text.

The order matters: known names are found first; persons are decided before organisations and both before places, so
that a family name or a bank made of a place (أحمد المصري, بنك مصر) is not a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import find_candidates
from indexer.extract.dates import find_dates
from indexer.extract.dedications import find_dedications
from indexer.extract.evidence import Evidence, name_spans
from indexer.extract.lexicon import Lexicon
from indexer.extract.organizations import OrganizationReading, find_organizations
from indexer.extract.persons import PersonReading, find_persons
from indexer.extract.places import PlaceReading, find_places
from indexer.extract.units import Units
from search.article import ActorKind, ActorMention, DateMention, FieldName, PlaceMention
from search.entities import NONE, Corrections

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from indexer.extract.evidence import NameSpan
    from indexer.extract.organizations import OrganizationHit
    from indexer.extract.persons import PersonHit

_MARKS: Final = frozenset("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in an article, each kind in text order, title first, no two mentions of a kind overlapping."""

    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What is read of an article, and what is known about it.

    ``published`` anchors relative dates and offices ("وزير الدفاع الفرنسي" on that day); ``home`` is the country of the
    source (``sa``), where known: it tells whose ministry is meant where none is named, and towns of one name apart.
    """

    title: str
    body: str
    published: dt.date | None
    home: str = ""


def extract(
    title: str, body: str, published: dt.date | None, home: str = "", corrections: Corrections = NONE
) -> Extraction:
    """Return the places, actors and dates of an article (see `Text`); any text is fine, nothing is raised.

    With ``corrections`` the names that people added are known, and those they removed are not.
    """
    return extract_all([Text(title, body, published, home)], corrections)[0]


def extract_all(texts: Sequence[Text], corrections: Corrections = NONE) -> list[Extraction]:
    """Return what `extract` returns of each article, in less time than one by one: the tagger reads them together."""
    lexicon = Lexicon.load(corrections)
    articles = [Units(text.title, text.body, lexicon) for text in texts]
    return [
        _extraction(text, units, spans, lexicon)
        for text, units, spans in zip(texts, articles, name_spans(articles), strict=True)
    ]


def _extraction(text: Text, units: Units, spans: Sequence[NameSpan], lexicon: Lexicon) -> Extraction:
    candidates = find_candidates(units, lexicon)
    evidence = Evidence(units, candidates, spans, text.home)
    dedications = find_dedications(units, candidates)
    taken = {unit for one in dedications for unit in range(one.first, one.last + 1)}
    persons = find_persons(PersonReading(units, lexicon, candidates, evidence, text.published, taken))
    organizations = find_organizations(OrganizationReading(units, lexicon, candidates, evidence, taken), dedications)
    places = find_places(PlaceReading(units, lexicon, candidates, evidence, taken), dedications)
    actors = [_actor(units, hit, "person") for hit in persons]
    actors += [_actor(units, hit, "organization") for hit in organizations]
    actors.sort(key=lambda mention: (mention.field == "body", mention.start))
    return Extraction(
        places=tuple(
            PlaceMention(
                field=_field(units, hit.first),
                start=units.starts[hit.first],
                end=units.ends[hit.last],
                name=_name(units, hit.first, hit.last, hit.cut, article=hit.article),
                id=hit.id,
                label=hit.label,
                lat=hit.lat,
                lon=hit.lon,
                candidates=hit.candidates,
            )
            for hit in places
        ),
        actors=tuple(actors),
        dates=_dates("title", units, text.published) + _dates("body", units, text.published),
    )


def _dates(field: FieldName, units: Units, anchor: dt.date | None) -> tuple[DateMention, ...]:
    number = int(field == "body")
    return tuple(
        DateMention(field, one.start, one.end, one.text, one.first, one.last, one.precision, one.doubt)
        for one in find_dates(
            units.fields[number],
            anchor,
            pieces=units.cuts[number],
            classes=[piece.classes for piece in units.pieces[number]],
        )
    )


def _field(units: Units, unit: int) -> FieldName:
    return "title" if unit < units.body else "body"


def _actor(units: Units, hit: PersonHit | OrganizationHit, kind: ActorKind) -> ActorMention:
    return ActorMention(
        field=_field(units, hit.first),
        start=units.starts[hit.first],
        end=units.ends[hit.last],
        name=_name(units, hit.first, hit.last, hit.cut, article=hit.article),
        id=hit.id,
        label=hit.label,
        kind=kind,
        candidates=hit.candidates,
    )


def _name(units: Units, first: int, last: int, cut: int, *, article: bool = False) -> str:
    """Return the name as written without ``cut`` letters of particles, the article put back (للعراق → العراق)."""
    written = units.slice(first, last)
    if not cut:
        return written
    at = 0
    while at < len(written) and (cut or written[at] in _MARKS):
        if written[at] not in _MARKS:
            cut -= 1
        at += 1
    return ("ال" if article else "") + written[at:]
