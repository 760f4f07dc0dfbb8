"""What a caller may ask of an index: one frozen `SearchRequest`, the same for page, API and command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Match = Literal["all", "any"]
Phrases = Literal["spelling", "written", "family"]
Sort = Literal["relevance", "newest", "oldest"]
Interval = Literal["month", "day"]
TermFacet = Literal["place", "actor", "source", "section"]
DateFacet = Literal["published", "mentioned"]
FacetName = Literal["place", "actor", "source", "section", "published", "mentioned"]

TERM_FACETS: tuple[TermFacet, ...] = ("place", "actor", "source", "section")
DATE_FACETS: tuple[DateFacet, ...] = ("published", "mentioned")
FACETS: tuple[FacetName, ...] = (*TERM_FACETS, *DATE_FACETS)
MATCHES: tuple[Match, ...] = ("all", "any")
PHRASES: tuple[Phrases, ...] = ("spelling", "written", "family")
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")

MAX_LIMIT = 1000
MAX_QUERY_LENGTH = 4096
MAX_SELECTED = 100
"""Values that may be selected, those of all facets together: every link of a page of results repeats them."""
MAX_UNFOLDED = 20
"""Places that one search may unfold: each one's places are counted one by one."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from ``first`` to ``last``, both included; None leaves that end open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def contains(self, other: DayRange) -> bool:
        """Whether every day of a closed range ``other`` lies in this one."""
        if other.first is None or other.last is None:
            return False
        after = self.first is None or other.first >= self.first
        return after and (self.last is None or other.last <= self.last)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is selected in each facet: OR within a facet, AND across facets.

    ``published`` bounds the publication day; ``mentioned`` keeps articles with a date in the text that overlaps it.
    """

    place: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    published: DayRange = field(default=DayRange())
    mentioned: DayRange = field(default=DayRange())

    def selected(self, facet: TermFacet) -> tuple[str, ...]:
        """The values selected in a term facet."""
        chosen: tuple[str, ...] = getattr(self, facet)
        return chosen

    def days(self, facet: DateFacet) -> DayRange:
        """The days selected in a date facet."""
        chosen: DayRange = getattr(self, facet)
        return chosen


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search.

    ``query`` is the user's text in Fihris's query language (docs/query-syntax.md); empty matches every article.
    ``facets`` are those to count; ``facet_size`` is how many values of a term facet to return, ``place_size`` how many
    places where that is another number; places directly in one of ``unfold`` come on top. ``interval`` is the
    width of the bars of the date facets. ``cursor`` is the ``next`` of the page before. ``phrases`` is how strictly
    quoted words are taken: ``written`` letter by letter, ``spelling`` with spelling variants, ``family`` in any form.
    With ``expand`` places and actors that the query names are also found by their other names; with ``relax`` a search
    that finds nothing is tried less strictly, and what that finds comes beside the empty answer.
    """

    query: str = ""
    match: Match = "all"
    filters: Filters = field(default=Filters())
    sort: Sort = "relevance"
    limit: int = 10
    cursor: str | None = None
    facets: tuple[FacetName, ...] = FACETS
    facet_size: int = 20
    place_size: int | None = None
    unfold: tuple[str, ...] = ()
    interval: Interval = "month"
    highlight: bool = True
    phrases: Phrases = "spelling"
    expand: bool = True
    relax: bool = True
