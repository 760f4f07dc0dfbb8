"""What the templates are given, as frozen values: already worded, with the address of each link."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from web.facet_tree import Node
from web.query_view import Choice, CorrectionView, OptionsView, RelaxedView, SearchedView, UnderstoodView
from web.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Link:
    """A label and where it leads; ``kind`` chooses its look, ``others`` are what may be meant instead."""

    label: str
    href: str
    kind: str = ""
    others: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is selected; ``href`` removes it, ``exclude`` turns the selection round where that can be done."""

    kind: str
    label: str
    href: str
    exclude: str = ""


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value of a facet; ``key`` stays the same from page to page, so that the focus can stay on it."""

    key: str
    label: str
    count: str
    selected: bool
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its values, the selected ones first; ``more`` leads to more values, ``fewer`` back.

    Places have a ``tree`` in place of ``values``.
    """

    name: str
    title: str
    values: tuple[ValueView, ...]
    more: str
    fewer: str
    filterable: bool
    tree: tuple[Node[ValueView], ...] = ()


@dataclass(frozen=True, slots=True)
class ChartView:
    """A timeline and the heading over it."""

    name: str
    title: str
    chart: Timeline
    most: str


@dataclass(frozen=True, slots=True)
class HitView:
    """One result."""

    title: Markup
    href: str
    source: str
    source_href: str
    section: str
    date: str
    iso: str
    fragments: tuple[Markup, ...]
    cut_before: bool
    """Whether the body begins before the first fragment."""
    cut_after: bool
    places: tuple[Link, ...]
    actors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice, the part of the query or the selected value that it is about, and what may be meant in its place."""

    part: str
    message: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What the whole index holds, for the first page."""

    articles: str
    sources: str
    period: str


@dataclass(frozen=True, slots=True)
class HitsView:
    """A page of results and what follows; ``more`` is empty on the last page."""

    hits: tuple[HitView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page of a search."""

    title: str
    home: bool
    query: str
    kept: tuple[tuple[str, str], ...]
    """Parameters that a new query keeps."""
    status: str
    partial: bool
    notices: tuple[NoticeView, ...]
    understood: tuple[UnderstoodView, ...]
    as_typed: str
    """The same search without the other names of what was understood."""
    searched: tuple[SearchedView, ...]
    options: OptionsView
    did_you_mean: CorrectionView | None
    chips: tuple[Chip, ...]
    clear: str
    matches: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    charts: tuple[ChartView, ...]
    facets: tuple[FacetView, ...]
    first_day: str
    last_day: str
    undated: str
    """Where the publication days are selected: the same search without them."""
    kept_days: tuple[tuple[str, str], ...]
    """Parameters that a new range of days keeps."""
    results: HitsView
    relaxed: RelaxedView | None
    relaxed_results: HitsView | None
    first_page: str
    suggestions: tuple[Link, ...]
    summary: Summary | None
    feed: str
    csv: str
    jsonl: str


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of an article; ``kinds`` is empty for plain text."""

    text: str
    href: str = ""
    kinds: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class DateView:
    """A date of the text: as written, the days it means in words, and the search for them."""

    text: str
    meaning: str
    href: str


@dataclass(frozen=True, slots=True)
class PartView:
    """Which part of a long article is shown, and where the one before and the next are; empty where there is none."""

    label: str
    before: str
    next: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page of an article; of a long one ``part`` says which part of its body is shown, mentions and all."""

    id: str
    title: str
    title_pieces: tuple[PieceView, ...]
    paragraphs: tuple[tuple[PieceView, ...], ...]
    part: PartView | None
    source: str
    source_href: str
    section: str
    section_href: str
    author: str
    date: str
    iso: str
    day_href: str
    url: str
    host: str
    places: tuple[Link, ...]
    people: tuple[Link, ...]
    organizations: tuple[Link, ...]
    dates: tuple[DateView, ...]
    kinds: tuple[str, ...]
    """Kinds of mention that the text has, for the legend."""
    json: str
