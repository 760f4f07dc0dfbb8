"""Places, actors and dates of one article: scan, decide, and point back into the text.

The order matters: known names are found first; persons are decided before organisations and both before places, so
that a family name or a bank made of a place (أحمد المصري, بنك مصر) is not a place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from indexer.extract.bylines import own_text
from indexer.extract.candidates import find_candidates
from indexer.extract.dates import find_dates
from indexer.extract.dedications import find_dedications
from indexer.extract.evidence import Evidence, name_spans
from indexer.extract.lexicon import Lexicon
from indexer.extract.organizations import OrganizationReading, find_organizations
from indexer.extract.persons import PersonReading, find_persons
from indexer.extract.places import PlaceHit, PlaceReading, find_places
from indexer.extract.units import Units
from search.article import ActorKind, ActorMention, DateMention, FieldName, PlaceMention
from search.blocks import blocks
from search.entities import NONE, Corrections

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from indexer.extract.evidence import NameSpan
    from indexer.extract.organizations import OrganizationHit
    from indexer.extract.persons import PersonHit

BLOCK: Final = 100_000
"""Characters of a body above which it is read in blocks of at most as many, each like an article of its own.

The longest of 35,879 articles of the news has 33,683 characters: what is longer than a block is a book, a year's
protocol or a file that was never cut into articles. Who is called by one name there, and which country it is about,
changes from part to part, and to compare each name with all others of ten million characters would take minutes and
gigabytes.
"""
_MARKS: Final = frozenset("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")

_Mention = TypeVar("_Mention", PlaceMention, ActorMention, DateMention)


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
    found = iter(_read([text for text in texts if len(text.body) <= BLOCK], lexicon))
    return [next(found) if len(text.body) <= BLOCK else _read_in_blocks(text, lexicon) for text in texts]


def _read(texts: Sequence[Text], lexicon: Lexicon, *, whole: bool = False) -> list[Extraction]:
    """Read articles together; ``whole`` says that nothing of their bodies is a byline."""
    pieces = lexicon.pieces
    units = [Units(text.title, text.body, lexicon, pieces, whole=whole) for text in texts]
    articles = [_Article(*one, lexicon) for one in zip(texts, units, name_spans(units), strict=True)]
    # each step of all articles, then the next step: its code and tables are in the processor's caches by then
    for step in (_Article.know, _Article.find_persons, _Article.find_organizations, _Article.find_places):
        for article in articles:
            step(article)
    return [article.extraction() for article in articles]


def _read_in_blocks(text: Text, lexicon: Lexicon) -> Extraction:
    """Read an article block by block, each below its title; one after the other, for memory's sake."""
    found: list[Extraction] = []
    for start, end in blocks(text.body, *own_text(text.body), BLOCK):
        (block,) = _read([replace(text, body=text.body[start:end])], lexicon, whole=True)
        found.append(_moved(block, start, with_title=not found))
    return Extraction(
        tuple(chain.from_iterable(block.places for block in found)),
        tuple(chain.from_iterable(block.actors for block in found)),
        tuple(chain.from_iterable(block.dates for block in found)),
    )


def _moved(block: Extraction, start: int, *, with_title: bool) -> Extraction:
    """Return what was found in a block with its places in the whole body, which the block is of from ``start`` on."""

    def moved(mentions: Iterable[_Mention]) -> tuple[_Mention, ...]:
        return tuple(
            replace(one, start=one.start + start, end=one.end + start) if one.field == "body" else one
            for one in mentions
            if with_title or one.field == "body"
        )

    return Extraction(moved(block.places), moved(block.actors), moved(block.dates))


class _Article:
    """An article on its way through the steps, which are taken in the order of the methods."""

    def __init__(self, text: Text, units: Units, spans: Sequence[NameSpan], lexicon: Lexicon) -> None:
        self._text = text
        self._units = units
        self._spans = spans
        self._lexicon = lexicon

    def know(self) -> None:
        """Find known names, what the article says of them as a whole, and what is called after a person."""
        self._candidates = find_candidates(self._units, self._lexicon)
        self._evidence = Evidence(self._units, self._candidates, self._spans, self._text.home)
        self._dedications = find_dedications(self._units, self._candidates)
        self._taken = {unit for one in self._dedications for unit in range(one.first, one.last + 1)}

    def find_persons(self) -> None:
        """Find persons, before all others."""
        reading = PersonReading(
            self._units, self._lexicon, self._candidates, self._evidence, self._text.published, self._taken
        )
        self._persons = find_persons(reading)

    def find_organizations(self) -> None:
        """Find organisations where no person is."""
        reading = OrganizationReading(self._units, self._lexicon, self._candidates, self._evidence, self._taken)
        self._organizations = find_organizations(reading, self._dedications)

    def find_places(self) -> None:
        """Find places where neither is."""
        reading = PlaceReading(self._units, self._lexicon, self._candidates, self._evidence, self._taken)
        self._places = find_places(reading, self._dedications)

    def extraction(self) -> Extraction:
        """Return what was found, and the dates."""
        units, published = self._units, self._text.published
        actors = [_actor(units, hit, "person") for hit in self._persons]
        actors += [_actor(units, hit, "organization") for hit in self._organizations]
        actors.sort(key=lambda mention: (mention.field == "body", mention.start))
        return Extraction(
            places=tuple(
                PlaceMention(
                    *_where(units, hit),
                    id=hit.id,
                    label=hit.label,
                    lat=hit.lat,
                    lon=hit.lon,
                    candidates=hit.candidates,
                )
                for hit in self._places
            ),
            actors=tuple(actors),
            dates=_dates("title", units, published) + _dates("body", units, published),
        )


def _dates(field: FieldName, units: Units, anchor: dt.date | None) -> tuple[DateMention, ...]:
    number = int(field == "body")
    return tuple(
        DateMention(field, one.start, one.end, one.text, one.first, one.last, one.precision, one.doubt)
        for one in find_dates(
            units.fields[number],
            anchor,
            pieces=units.cuts[number],
            classes=units.classes[number],
        )
    )


def _where(units: Units, hit: PersonHit | OrganizationHit | PlaceHit) -> tuple[FieldName, int, int, str]:
    """Return a mention's field, start, end and bare name."""
    field: FieldName = "title" if hit.first < units.body else "body"
    name = _name(units, hit.first, hit.last, hit.cut, article=hit.article)
    return field, units.starts[hit.first], units.ends[hit.last], name


def _actor(units: Units, hit: PersonHit | OrganizationHit, kind: ActorKind) -> ActorMention:
    return ActorMention(
        *_where(units, hit),
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
