"""What a search answers: frozen values shared by the service, the API, the page and the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import starmap
from typing import Final, Literal, NamedTuple

from search import calendar
from search.article import Article
from search.request import DayRange, FacetName, Match, Phrases, TermFacet
from search.vocabulary import WordCount


@dataclass(frozen=True, slots=True)
class NearValue:
    """A value of a facet that may be meant in place of one that no article has."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in the query that was read otherwise than typed, or that no article has.

    ``start`` and ``end`` are code points in the query as typed; ``code`` is stable, ``message`` is English and
    ``message_ar`` Arabic. What no article has is a ``value`` of a facet; one that was selected and does not stand in
    the query has 0 for ``start`` and ``end``. ``suggestions`` may be meant in its place.
    """

    code: str
    start: int
    end: int
    message: str
    message_ar: str
    facet: TermFacet | None = None
    value: str = ""
    suggestions: tuple[NearValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """Words of the query that name a known entity, by whose other names articles were found as well.

    ``start`` and ``end`` are code points in the query as typed; ``kind`` is ``place``, ``person`` or ``organization``.
    """

    id: str
    label: str
    kind: Literal["place", "person", "organization"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordForms:
    """A part of the query and the words of the index that it finds, most frequent first.

    ``text`` is the part without signs, ``start`` and ``end`` are code points in the query as typed. ``kind`` is
    ``stop`` for a word that only ranks; ``excluded`` parts must not be found. There are no forms of a phrase, of a
    name asked for in a field, nor where the words of the index are not known.
    """

    text: str
    start: int
    end: int
    forms: tuple[WordCount, ...]
    kind: Literal["word", "stop", "prefix", "fuzzy", "phrase", "sentence"] = "word"
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """One word of a corrected query: ``start`` and ``end`` are code points in the query as typed."""

    start: int
    end: int
    typed: str
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A query with mistyped words replaced, the rest as typed."""

    query: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Highlights:
    """The title and fragments of the body as escaped HTML with ``<mark>`` around whole matching words."""

    title: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found; ``score`` is None when the sort is not by relevance."""

    article: Article
    score: float | None
    highlights: Highlights


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: ``count`` articles have it among those that match everything but this facet's selection.

    A place is had by an article that mentions it or a place within it; ``parent`` is the id of the place that it is
    shown in, which is among the values too, None at the top and for all other facets.
    """

    id: str
    label: str
    count: int
    selected: bool
    parent: str | None = None


class DateBar(NamedTuple):
    """One bar of a date facet: the days from ``first`` to ``last``, both included.

    A tuple, since there may be thousands: a period in a text, like "for two thousand years", has a bar for each year.
    """

    first: dt.date
    last: dt.date
    count: int  # type: ignore[assignment]  # nobody asks a bar how often it holds a value, as tuples can be
    selected: bool


@dataclass(frozen=True, slots=True)
class TermFacetResult:
    """Values of a term facet, most frequent first, selected ones always among them."""

    name: FacetName
    values: tuple[FacetValue, ...]


BarUnit = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateFacetResult:
    """How many articles have each day, month or year, in order of time; those that no article has are left out.

    ``counts`` are (number, count): a day or month as `search.calendar` numbers it, or a year. ``chosen`` are the days
    that are selected.
    """

    name: FacetName
    unit: BarUnit
    counts: tuple[tuple[int, int], ...]
    chosen: DayRange

    @property
    def bars(self) -> tuple[DateBar, ...]:
        """A bar for each, made when it is asked for."""
        bars = tuple(starmap(partial(_bar, self.unit), self.counts))
        if not self.chosen:
            return bars
        return tuple(bar._replace(selected=self.chosen.contains(DayRange(bar.first, bar.last))) for bar in bars)


def _day_days(number: int) -> tuple[dt.date, dt.date]:
    day = calendar.day_of(number)
    return day, day


def _year_days(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


_BAR_DAYS: Final[dict[BarUnit, Callable[[int], tuple[dt.date, dt.date]]]] = {
    "day": _day_days,
    "month": calendar.month_days,
    "year": _year_days,
}
"""First and last day of a bar."""


@lru_cache(maxsize=50_000)
def _bar(unit: BarUnit, number: int, count: int) -> DateBar:
    """A bar that is not selected. Most of the hundreds that a search has were in other searches too."""
    return DateBar(*_BAR_DAYS[unit](number), count, selected=False)


RelaxedStep = Literal["spelling", "family", "words", "names", "corrected", "fuzzy", "any"]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What a less strict search finds where the query itself finds nothing.

    ``steps`` are what was given up, in order; ``message`` says in English and ``message_ar`` in Arabic what the last
    of them means. ``query``, ``match``, ``phrases`` and ``expand`` make the search that found ``total`` articles, of
    which ``hits`` are the first.
    """

    steps: tuple[RelaxedStep, ...]
    message: str
    message_ar: str
    query: str
    match: Match
    phrases: Phrases
    expand: bool
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a `SearchRequest`; ``next`` is the cursor of the following page, None on the last one.

    ``relaxed`` is only there where ``total`` is 0 and something less strict finds articles; ``did_you_mean`` only where
    hardly anything is found and a word has a likelier spelling; ``words`` are those of the query and what they find.
    """

    query: str
    notices: tuple[Notice, ...]
    total: int
    hits: tuple[Hit, ...]
    term_facets: tuple[TermFacetResult, ...]
    date_facets: tuple[DateFacetResult, ...]
    next: str | None
    partial: bool = False
    understood: tuple[Understood, ...] = ()
    words: tuple[WordForms, ...] = ()
    did_you_mean: Correction | None = None
    relaxed: Relaxed | None = None
