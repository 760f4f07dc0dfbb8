"""All that the templates see, as frozen values: what is shown, already worded, and where each link leads."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from operator import itemgetter
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from search.article import ActorMention, Article, Candidate, DateMention, PlaceMention
from search.entities import Gazetteer
from search.query.parse import parse
from search.query.syntax import Exclude, Phrase, Scoped, Word
from search.request import (
    FACETS,
    MATCHES,
    MAX_QUERY_LENGTH,
    SORTS,
    TERM_FACETS,
    DateFacet,
    DayRange,
    Filters,
    SearchRequest,
    Sort,
    TermFacet,
)
from search.results import DateBar, FacetValue, Hit, Notice, SearchResults, Understood
from web import params
from web.addresses import Addresses
from web.doubt import open_candidates, others, told_apart
from web.facet_tree import Drawing, Node, tree
from web.marking import Mention, Piece, body_paragraphs, title_pieces
from web.query_view import (
    KIND_LABELS,
    Choice,
    CorrectionView,
    Links,
    OptionsView,
    RelaxedView,
    SearchedView,
    UnderstoodView,
    correction_view,
    options_view,
    relaxed_view,
    searched_view,
    understood_view,
)
from web.site import Site
from web.timeline import Timeline, overview, timeline
from web.wording import ARTICLE, RESULT, SOURCE, Wording

SHOWN: Final = 8
"""Values of a facet before «المزيد»."""
EXPANDED: Final = 100
"""Values of a facet after it."""
_PLACES: Final = 40
"""Places in the tree: the most frequent ones, most of them folded away in others."""
_INSIDE: Final = 6
"""Places shown in a place that is not unfolded."""
_YEARS_SHOWN: Final = 8
_COUNT: Final = itemgetter(DateBar._fields.index("count"))
_HIT_ENTITIES: Final = 3
"""Places, and actors, named under a result: those mentioned most."""
_UNTITLED: Final = 80
"""Characters of the body that stand in for a missing title."""

FACET_TITLES: Final[dict[str, str]] = {
    "place": "الأماكن",
    "actor": "الأشخاص والجهات",
    "source": "المصادر",
    "section": "الأقسام",
    "mentioned": "سنوات مذكورة في النص",
}
_CHIP_KINDS: Final[dict[TermFacet, str]] = {"place": "مكان", "actor": "جهة", "source": "مصدر", "section": "قسم"}
_FIELD_NAMES: Final[dict[TermFacet, str]] = {"place": "مكان", "actor": "جهة", "source": "مصدر", "section": "قسم"}
"""What the fields are called in the query language."""
_SORT_LABELS: Final = {"relevance": "الأوثق صلة", "newest": "الأحدث", "oldest": "الأقدم"}
_MATCH_LABELS: Final = {"all": "كل الكلمات", "any": "أي كلمة"}


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
    """A notice and the part of the query that it is about."""

    part: str
    message: str


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
class ArticleView:
    """The page of an article."""

    id: str
    title: str
    title_pieces: tuple[PieceView, ...]
    paragraphs: tuple[tuple[PieceView, ...], ...]
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


def search_href(request: SearchRequest, site: Site, more: Sequence[str] = (), path: str = "/search") -> str:
    """The address of a search on the page, with the facets that are expanded."""
    return params.href(path, [*params.write(request, site.defaults), *(("more", name) for name in more)])


def page_request(request: SearchRequest, more: Sequence[str]) -> SearchRequest:
    """What the page asks of the service: every facet, with one value more than is shown, to know if there are more."""
    size = EXPANDED if more else SHOWN + 1
    return replace(request, facets=FACETS, facet_size=size, place_size=max(size, _PLACES), interval="month")


# ---- the page of a search


def search_view(
    site: Site, request: SearchRequest, results: SearchResults, more: tuple[str, ...], *, home: bool
) -> SearchView:
    """Everything on the page of a search."""
    wording = site.wording

    def link(changed: SearchRequest) -> str:
        return search_href(changed, site, more)

    first = replace(request, cursor=None)
    addresses = _addresses(site, first, more)
    bars = {facet.name: facet.bars for facet in results.date_facets}
    published = request.filters.published
    words = request.query.strip()
    status = wording.counted(results.total, RESULT if words or request.filters != Filters() else ARTICLE)
    relaxed = relaxed_view(first, results.relaxed, link, wording)
    if relaxed is not None:
        status = f"{status} كما كُتب"
    return SearchView(
        title=f"{words[:_UNTITLED]} · فهرس"
        if words
        else ("فهرس: البحث في الأخبار العربية" if home else "كل المقالات · فهرس"),
        home=home,
        query=request.query,
        kept=_kept_by_query(site, first, more),
        status=status,
        partial=results.partial,
        notices=tuple(_notice(notice, request.query) for notice in results.notices),
        understood=tuple(_understood(one, first, link) for one in results.understood),
        as_typed=link(replace(first, expand=False)),
        searched=searched_view(request, results, site.service.corrected().gazetteer),
        options=options_view(first, link),
        did_you_mean=correction_view(first, results, link),
        chips=_chips(site, first, link),
        clear=link(replace(first, filters=Filters())),
        matches=tuple(
            Choice(_MATCH_LABELS[match], link(replace(first, match=match)), request.match == match) for match in MATCHES
        )
        if len(words.split()) > 1
        else (),
        sorts=tuple(
            Choice(_SORT_LABELS[sort], link(replace(first, sort=sort)), request.sort == sort)
            for sort in SORTS
            if words or sort != "relevance"
        ),
        charts=_charts(site, first, bars.get("published", ()), addresses),
        facets=_facets(site, first, results, bars.get("mentioned", ()), more, addresses),
        first_day=published.first.isoformat() if published.first else "",
        last_day=published.last.isoformat() if published.last else "",
        undated=link(params.with_days(first, "published", DayRange())) if published else "",
        kept_days=_kept(params.with_days(first, "published", DayRange()), site, more),
        results=hits_view(site, request, results, more),
        relaxed=relaxed,
        relaxed_results=_hits_view(site, relaxed.request, relaxed.found.hits, more) if relaxed else None,
        first_page=link(first) if request.cursor else "",
        suggestions=_suggestions(site, first, link, relaxed=relaxed is not None) if not results.total else (),
        summary=_summary(site, results, bars.get("published", ())) if home and results.total else None,
        feed=search_href(replace(first, sort="newest"), site, path="/feed"),
        csv=search_href(first, site, path="/export.csv"),
        jsonl=search_href(first, site, path="/export.jsonl"),
    )


def hits_view(site: Site, request: SearchRequest, results: SearchResults, more: tuple[str, ...]) -> HitsView:
    """The results of one page."""
    following = search_href(replace(request, cursor=results.next), site, more) if results.next else ""
    return _hits_view(site, request, results.hits, more, following)


def _hits_view(
    site: Site, request: SearchRequest, hits: Iterable[Hit], more: tuple[str, ...], following: str = ""
) -> HitsView:
    addresses = _addresses(site, request, more)
    return HitsView(tuple(_hit(site, hit, addresses) for hit in hits), following)


def _addresses(site: Site, request: SearchRequest, more: tuple[str, ...]) -> Addresses:
    return Addresses(request, site.defaults, (("more", name) for name in more))


def _kept(request: SearchRequest, site: Site, more: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return (*params.write(request, site.defaults), *(("more", name) for name in more))


def _kept_by_query(site: Site, request: SearchRequest, more: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What typing another query keeps; newest first, where it was only meant for lack of words, is not kept."""
    sort: Sort = "relevance" if request.sort == site.defaults.sort(request.query) else request.sort
    kept = _kept(replace(request, query="_", sort=sort), site, more)
    return tuple(pair for pair in kept if pair[0] != "q")


def _notice(notice: Notice, query: str) -> NoticeView:
    return NoticeView(query[notice.start : notice.end].strip(), notice.message_ar)


def _understood(one: Understood, request: SearchRequest, link: Links) -> UnderstoodView:
    facet: TermFacet = "place" if one.kind == "place" else "actor"
    chosen = one.id in request.filters.selected(facet)
    return understood_view(one, request, "" if chosen else link(params.toggled(request, facet, one.id)))


def _chips(site: Site, request: SearchRequest, link: Links) -> tuple[Chip, ...]:
    filters = request.filters
    chips = [
        Chip(
            _CHIP_KINDS[facet],
            site.service.label(facet, value),
            link(params.toggled(request, facet, value)),
            _without(request, facet, value, link),
        )
        for facet in TERM_FACETS
        for value in filters.selected(facet)
    ]
    for facet, kind in (("published", "نُشر"), ("mentioned", "تاريخ مذكور")):
        days = filters.published if facet == "published" else filters.mentioned
        if days:
            without = params.with_days(request, "published" if facet == "published" else "mentioned", DayRange())
            chips.append(Chip(kind, site.wording.days(days.first, days.last), link(without)))
    return tuple(chips)


def _without(request: SearchRequest, facet: TermFacet, value: str, link: Links) -> str:
    """The search for what does not have a value, in the query language; empty where that cannot say it."""
    for written in (value, f"\\{value}", f'"{value}"'):
        part = f"-{_FIELD_NAMES[facet]}:{written}"
        parsed = parse(part)
        match parsed.root:
            case Exclude(child=Scoped(scope=scope, child=Word(text=text) | Phrase(text=text))):
                query = f"{request.query} {part}".strip()
                if (scope, text) == (facet, value) and not parsed.notices and len(query) <= MAX_QUERY_LENGTH:
                    return link(replace(params.toggled(request, facet, value), query=query))
    return ""


def _charts(site: Site, request: SearchRequest, bars: Sequence[DateBar], addresses: Addresses) -> tuple[ChartView, ...]:
    """The whole time in months or years; below it the months of a selected year, or the days of a selected month."""
    wording = site.wording
    chosen = request.filters.published

    def href(days: DayRange) -> str:
        return addresses.with_days("published", days)

    unit, whole = overview(bars)
    charts = [_chart("whole", "تاريخ النشر", timeline(unit, whole, chosen, href, wording), wording)]
    first, last = chosen.first, chosen.last
    if first and last and first.year == last.year:
        if first.month == last.month:
            month = params.with_days(request, "published", DayRange())
            days = site.service.search(replace(month, limit=0, facets=("published",), interval="day")).date_facets
            inside = [
                bar
                for facet in days
                for bar in facet.bars
                if (bar.first.year, bar.first.month) == (first.year, first.month)
            ]
            whole_month = first.replace(day=1), _month_end(first)
            detail = timeline("day", inside, _unless_all(chosen, *whole_month), href, wording, within=whole_month)
            charts.append(_chart("detail", f"أيام {wording.month(first)}", detail, wording))
        elif unit == "year":
            inside = [bar for bar in bars if bar.first.year == first.year]
            whole_year = first.replace(month=1, day=1), first.replace(month=12, day=31)
            detail = timeline("month", inside, _unless_all(chosen, *whole_year), href, wording, within=whole_year)
            charts.append(_chart("detail", f"أشهر {wording.year(first.year)}", detail, wording))
    return tuple(chart for chart in charts if chart is not None)


def _month_end(day: dt.date) -> dt.date:
    following = day.replace(day=28) if day.month == 12 else day.replace(month=day.month + 1, day=1)  # noqa: PLR2004
    return day.replace(day=31) if day.month == 12 else following - dt.timedelta(days=1)  # noqa: PLR2004 - December


def _unless_all(chosen: DayRange, first: dt.date, last: dt.date) -> DayRange:
    """The selection as the chart of these days shows it: none where all of them are selected."""
    return DayRange() if chosen == DayRange(first, last) else chosen


def _chart(name: str, title: str, chart: Timeline | None, wording: Wording) -> ChartView | None:
    return None if chart is None else ChartView(name, title, chart, wording.number(chart.most))


def _facets(
    site: Site,
    request: SearchRequest,
    results: SearchResults,
    mentioned: Sequence[DateBar],
    more: tuple[str, ...],
    addresses: Addresses,
) -> tuple[FacetView, ...]:
    views = []
    gazetteer = site.service.corrected().gazetteer
    for facet in results.term_facets:
        name = _term_facet(facet.name)
        if name == "place":
            views.append(_places(site, request, facet.values, more, addresses))
            continue
        values = sorted(facet.values, key=lambda value: not value.selected)  # stable: the most frequent stay first
        expanded = name in more
        most = EXPANDED if expanded else max(SHOWN, sum(value.selected for value in values))
        views.append(
            FacetView(
                name,
                FACET_TITLES[name],
                tuple(_value(site, name, value, addresses, gazetteer) for value in values[:most]),
                more="" if expanded or len(values) <= most else search_href(request, site, (*more, name)),
                fewer=search_href(request, site, [one for one in more if one != name]) if expanded else "",
                filterable=len(values[:most]) >= SHOWN,
            )
        )
    years = _years(site, request, mentioned, more, addresses)
    if years is not None:
        views.append(years)
    return tuple(view for view in views if view.values or view.tree)


def _places(
    site: Site,
    request: SearchRequest,
    values: Sequence[FacetValue],
    more: tuple[str, ...],
    addresses: Addresses,
) -> FacetView:
    gazetteer = site.service.corrected().gazetteer
    expanded = "place" in more
    nodes, others = tree(
        values,
        Drawing(
            view=lambda value: _value(site, "place", value, addresses, gazetteer),
            unfolded=addresses.unfolded,
            inside=gazetteer.children,
            across=lambda place: _is_region(gazetteer, place) and not gazetteer.children(place),
            region=lambda place: _is_region(gazetteer, place),
            unfold=request.unfold,
            top=EXPANDED if expanded else SHOWN,
            most=EXPANDED if expanded else _INSIDE,
        ),
    )
    cut = others or len(values) >= _PLACES
    return FacetView(
        "place",
        FACET_TITLES["place"],
        (),
        more=search_href(request, site, (*more, "place")) if cut and not expanded else "",
        fewer=search_href(replace(request, unfold=()), site, [one for one in more if one != "place"])
        if expanded or request.unfold
        else "",
        filterable=len(values) >= SHOWN,
        tree=nodes,
    )


def _is_region(gazetteer: Gazetteer, place: str) -> bool:
    known = gazetteer.get(place)
    return known is not None and known.kind in ("region", "continent")


def _term_facet(name: str) -> TermFacet:
    return next(facet for facet in TERM_FACETS if facet == name)


def _value(site: Site, facet: TermFacet, value: FacetValue, addresses: Addresses, gazetteer: Gazetteer) -> ValueView:
    return ValueView(
        key=_key(facet, value.id),
        label=value.label,
        count=site.wording.number(value.count),
        selected=value.selected,
        href=addresses.toggled(facet, value.id),
        kind=actor_kind(gazetteer, value.id) if facet == "actor" else "",
    )


@lru_cache(maxsize=8192)
def _key(facet: str, value: str) -> str:
    return f"v-{facet}-{hashlib.blake2b(value.encode(), digest_size=6).hexdigest()}"


def actor_kind(gazetteer: Gazetteer, actor_id: str) -> str:
    """``person`` or ``organization`` where the gazetteer knows or the id tells, else empty."""
    known = gazetteer.get(actor_id)
    if known is not None:
        return "" if known.is_place else known.kind
    if actor_id.startswith("person:"):
        return "person"
    return "organization" if actor_id.startswith("org:") else ""


def _whole_year(year: int) -> DayRange:
    return DayRange(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _years(
    site: Site, request: SearchRequest, bars: Sequence[DateBar], more: tuple[str, ...], addresses: Addresses
) -> FacetView | None:
    """Years that dates in the text lie in: the most frequent ones, newest first."""
    chosen = request.filters.mentioned
    expanded = "mentioned" in more
    whole = chosen.first is not None and chosen == _whole_year(chosen.first.year)
    selected = chosen.first.year if chosen.first is not None and whole else None
    most = EXPANDED if expanded else _YEARS_SHOWN
    # often hundreds: a range touches every year within it
    least = sorted(map(_COUNT, bars))[-most:][:1]
    busiest = sorted((bar for bar in bars[::-1] if bar.count >= least[0]), key=_COUNT, reverse=True)
    counts = {bar.first.year: bar.count for bar in busiest[:most]}
    shown = list(counts)
    if selected is not None and selected not in counts:
        found = next((bar.count for bar in bars if bar.first.year == selected), None)
        if found is not None:
            counts[selected] = found
            shown[-1] = selected
    shown.sort(key=lambda year: (year != selected, -year))
    values = tuple(
        ValueView(
            key=f"v-mentioned-{year}",
            label=site.wording.year(year),
            count=site.wording.number(counts[year]),
            selected=year == selected,
            href=addresses.with_days("mentioned", DayRange() if year == selected else _whole_year(year)),
            kind="",
        )
        for year in shown
    )
    if not values:
        return None
    return FacetView(
        "mentioned",
        FACET_TITLES["mentioned"],
        values,
        more="" if expanded or len(bars) <= _YEARS_SHOWN else search_href(request, site, (*more, "mentioned")),
        fewer=search_href(request, site, [one for one in more if one != "mentioned"]) if expanded else "",
        filterable=False,
    )


def _suggestions(site: Site, request: SearchRequest, link: Links, *, relaxed: bool) -> tuple[Link, ...]:
    """Wider searches that do find something, with what they find."""
    wider: list[tuple[str, SearchRequest]] = []
    if request.match == "all" and len(request.query.split()) > 1 and not relaxed:
        wider.append(("البحث عن أي كلمة من الكلمات", replace(request, match="any")))
    if request.filters != Filters():
        wider.extend(
            (f"بلا تحديد {FACET_TITLES[facet]}", params.with_values(request, facet, ()))
            for facet in TERM_FACETS
            if request.filters.selected(facet)
        )
        if request.filters.published:
            wider.append(("في كل تواريخ النشر", params.with_days(request, "published", DayRange())))
        if request.filters.mentioned:
            wider.append(("بلا تحديد للتواريخ المذكورة", params.with_days(request, "mentioned", DayRange())))
        wider.append(("إزالة كل التحديدات", replace(request, filters=Filters())))
        wider.append(("أي كلمة من الكلمات، بلا تحديدات", replace(request, match="any", filters=Filters())))
    found: dict[int, Link] = {}
    for label, asked in wider:
        total = site.service.ids(replace(asked, limit=0)).total
        if total and total not in found:  # a wider search that finds no more than the one before is no other way on
            found[total] = Link(f"{label} ({site.wording.counted(total, RESULT)})", link(asked))
    return tuple(found.values())


def _summary(site: Site, results: SearchResults, bars: Sequence[DateBar]) -> Summary:
    everything = SearchRequest(limit=0, facets=("source",), facet_size=1000)
    sources = sum(len(facet.values) for facet in site.service.search(everything).term_facets)
    wording = site.wording
    period = f"من {wording.month(bars[0].first)} إلى {wording.month(bars[-1].last)}" if bars else ""
    return Summary(wording.counted(results.total, ARTICLE), wording.counted(sources, SOURCE), period)


def _hit(site: Site, hit: Hit, addresses: Addresses) -> HitView:
    article, narrowed = hit.article, addresses.narrowed
    return HitView(
        # escaped by search.highlight, with nothing but <mark> added
        title=Markup(hit.highlights.title) if article.title.strip() else Markup.escape(untitled(article)),  # noqa: S704
        href=params.article_href(article.id),
        source=article.source,
        source_href=narrowed("source", article.source) if article.source else "",
        section=article.section,
        date=site.wording.day(article.published_day) if article.published_day else "",
        iso=article.published.isoformat() if article.published else "",
        fragments=tuple(Markup(fragment) for fragment in hit.highlights.body),  # noqa: S704 - the same
        cut_before=not _at_edge(hit, 0, str.startswith),
        cut_after=not _at_edge(hit, -1, str.endswith),
        places=tuple(
            Link(label, narrowed("place", value)) for value, label in _frequent(article.places)[:_HIT_ENTITIES]
        ),
        actors=tuple(
            Link(label, narrowed("actor", value), kind)
            for value, label, kind in (
                (value, label, _kind_of(article, value)) for value, label in _frequent(article.actors)[:_HIT_ENTITIES]
            )
        ),
    )


def _at_edge(hit: Hit, place: int, edge: Callable[[str, str], bool]) -> bool:
    """Whether a fragment is the beginning, or the end, of the body."""
    if not hit.highlights.body:
        return True
    text = hit.highlights.body[place].replace("<mark>", "").replace("</mark>", "")
    return edge(hit.article.body.strip(".!؟ \r\n"), unescape(text))


def _kind_of(article: Article, actor_id: str) -> str:
    return next(actor.kind for actor in article.actors if actor.id == actor_id)


def untitled(article: Article) -> str:
    """What stands for the title of an article without one: the beginning of its body, or its id."""
    title = " ".join(article.title.split())
    if title:
        return title
    body = " ".join(article.body[: 4 * _UNTITLED].split())
    return f"{body[:_UNTITLED]}…" if len(body) > _UNTITLED else body or article.id


def _frequent(mentions: Iterable[PlaceMention | ActorMention]) -> list[tuple[str, str]]:
    """Distinct (id, label), those mentioned most first, equal ones in order of the text."""
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for mention in mentions:
        value = mention.id
        if value in counts:
            counts[value] += 1
        else:
            counts[value], labels[value] = 1, mention.label
    return [(value, labels[value]) for value in sorted(labels, key=counts.__getitem__, reverse=True)]


# ---- the page of an article


def article_view(site: Site, article: Article) -> ArticleView:
    """Everything on the page of an article."""

    def find(facet: TermFacet, value: str) -> str:
        return search_href(params.with_values(_everything(site), facet, (value,)), site) if value else ""

    def pieces(cut: Iterable[Piece]) -> tuple[PieceView, ...]:
        return tuple(_piece(site, piece) for piece in cut)

    day = article.published_day
    address = safe_url(article.url)
    gazetteer = site.service.corrected().gazetteer

    def links(facet: TermFacet, mentions: Sequence[PlaceMention | ActorMention], kind: str) -> tuple[Link, ...]:
        doubts = open_candidates(mentions)
        return tuple(
            Link(
                told_apart(gazetteer, value, label) if value in doubts else label,
                find(facet, value),
                kind,
                tuple(
                    Link(told_apart(gazetteer, one.id, one.label), find(facet, one.id), kind)
                    for one in doubts.get(value, ())
                ),
            )
            for value, label in _frequent(mentions)
        )

    of_kind = {
        kind: links("actor", [actor for actor in article.actors if _kind_of(article, actor.id) == kind], kind)
        for kind in ("person", "organization")
    }
    every: tuple[Mention, ...] = (*article.places, *article.actors, *article.dates)
    kinds = dict.fromkeys(_kind(one) for one in every)
    return ArticleView(
        id=article.id,
        title=untitled(article),
        title_pieces=pieces(title_pieces(article)) if article.title.strip() else (PieceView(untitled(article)),),
        paragraphs=tuple(pieces(paragraph) for paragraph in body_paragraphs(article)),
        source=article.source,
        source_href=find("source", article.source),
        section=article.section,
        section_href=find("section", article.section),
        author=article.author,
        date=site.wording.moment(article.published) if article.published else "",
        iso=article.published.isoformat() if article.published else "",
        day_href=_days_href(site, "published", DayRange(day, day)) if day else "",
        url=address,
        host=urlsplit(address).hostname or "" if address else "",
        places=links("place", article.places, "place"),
        people=of_kind["person"],
        organizations=of_kind["organization"],
        dates=_dates(site, article.dates),
        kinds=tuple(kinds),
        json=params.article_href(article.id, "/api/v1/articles"),
    )


def safe_url(url: str) -> str:
    """The address if it is an http(s) one that can be linked to, else empty: ``javascript:`` never becomes a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def _days_href(site: Site, facet: str, days: DayRange) -> str:
    name: DateFacet = "published" if facet == "published" else "mentioned"
    return search_href(params.with_days(_everything(site), name, days), site)


def _everything(site: Site) -> SearchRequest:
    """The search for every article, newest first."""
    return SearchRequest(sort="newest", limit=site.defaults.limit)


def _kind(mention: Mention) -> str:
    if isinstance(mention, ActorMention):
        return mention.kind
    return "place" if isinstance(mention, PlaceMention) else "date"


def _meaning(site: Site, mention: Mention) -> str:
    if isinstance(mention, DateMention):
        words = site.wording.resolved(mention.first, mention.last, mention.doubt)
    elif mention.candidates:
        gazetteer = site.service.corrected().gazetteer
        every = (Candidate(mention.id, mention.label), *others(mention))
        words = " أو ".join(told_apart(gazetteer, one.id, one.label) for one in every)
    else:
        words = mention.label
    return f"{KIND_LABELS[_kind(mention)]}: {words}"


def _piece(site: Site, piece: Piece) -> PieceView:
    if not piece.mentions:
        return PieceView(piece.text)
    first = piece.mentions[0]
    if isinstance(first, DateMention):
        href = _days_href(site, "mentioned", DayRange(first.first, first.last))
    else:
        facet: TermFacet = "place" if isinstance(first, PlaceMention) else "actor"
        href = search_href(params.with_values(_everything(site), facet, (first.id,)), site)
    title = " · ".join(dict.fromkeys(_meaning(site, mention) for mention in piece.mentions))
    kinds = _kind(first)
    if not isinstance(first, DateMention) and first.candidates:
        kinds += " doubt"
    return PieceView(piece.text, href, kinds, title)


def _dates(site: Site, dates: Iterable[DateMention]) -> tuple[DateView, ...]:
    distinct = {(date.first, date.last, date.text): date for date in dates}
    return tuple(
        DateView(
            date.text,
            site.wording.resolved(date.first, date.last, date.doubt),
            _days_href(site, "mentioned", DayRange(date.first, date.last)),
        )
        for _, date in sorted(distinct.items(), key=lambda item: item[0][:2])
    )
