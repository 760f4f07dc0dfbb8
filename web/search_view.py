"""The page of a search: what was asked, what was found, and where each link leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from search.query.parse import parse
from search.query.syntax import ARABIC_NAMES, Exclude, Phrase, Scoped, Word
from search.request import (
    FACETS,
    MATCHES,
    MAX_QUERY_LENGTH,
    SORTS,
    TERM_FACETS,
    DayRange,
    Filters,
    SearchRequest,
    Sort,
    TermFacet,
)
from search.results import DateBar, Hit, NearValue, Notice, SearchResults, Understood
from web import params
from web.addresses import Addresses, search_href
from web.chart_view import chart_views
from web.facet_view import EXPANDED, FACET_TITLES, PLACES, SHOWN, facet_views
from web.hit_view import hit_view
from web.query_view import (
    Choice,
    Links,
    UnderstoodView,
    correction_view,
    options_view,
    relaxed_view,
    searched_view,
    understood_view,
)
from web.site import Site
from web.views import Chip, HitsView, Link, NoticeView, SearchView, Summary
from web.wording import ARTICLE, RESULT, SOURCE

_TITLE: Final = 80
"""Characters of a query in the title of its page."""
_SORT_LABELS: Final = {"relevance": "الأوثق صلة", "newest": "الأحدث", "oldest": "الأقدم"}
_MATCH_LABELS: Final = {"all": "كل الكلمات", "any": "أي كلمة"}


def page_request(request: SearchRequest, more: Sequence[str]) -> SearchRequest:
    """What the page asks of the service: every facet, with one value more than is shown, to know if there are more."""
    size = EXPANDED if more else SHOWN + 1
    return replace(request, facets=FACETS, facet_size=size, place_size=max(size, PLACES), interval="month")


def search_view(
    site: Site, request: SearchRequest, results: SearchResults, more: tuple[str, ...], *, home: bool
) -> SearchView:
    """Everything on the page of a search."""
    wording = site.wording

    def link(changed: SearchRequest) -> str:
        return search_href(changed, site, more)

    first = replace(request, cursor=None)
    addresses = _addresses(site, first, more)
    months = next((facet.bars for facet in results.date_facets if facet.name == "published"), ())
    published = request.filters.published
    words = request.query.strip()
    status = wording.counted(results.total, RESULT if words or request.filters != Filters() else ARTICLE)
    relaxed = relaxed_view(first, results.relaxed, link, wording)
    if relaxed is not None:
        status = f"{status} كما كُتب"
    return SearchView(
        title=f"{words[:_TITLE]} · فهرس"
        if words
        else ("فهرس: البحث في الأخبار العربية" if home else "كل المقالات · فهرس"),
        home=home,
        query=request.query,
        kept=_kept_by_query(site, first, more),
        status=status,
        partial=results.partial,
        notices=tuple(_notice(notice, first, link) for notice in results.notices),
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
        charts=chart_views(site, first, months, addresses),
        facets=facet_views(site, first, results, more, addresses),
        first_day=published.first.isoformat() if published.first else "",
        last_day=published.last.isoformat() if published.last else "",
        undated=link(params.with_days(first, "published", DayRange())) if published else "",
        kept_days=_kept(params.with_days(first, "published", DayRange()), site, more),
        results=hits_view(site, request, results, more),
        relaxed=relaxed,
        relaxed_results=_hits_view(site, relaxed.request, relaxed.found.hits, more) if relaxed else None,
        first_page=link(first) if request.cursor else "",
        suggestions=_suggestions(site, first, link, relaxed=relaxed is not None) if not results.total else (),
        summary=_summary(site, results, months) if home and results.total else None,
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
    return HitsView(tuple(hit_view(site, hit, addresses) for hit in hits), following)


def _addresses(site: Site, request: SearchRequest, more: tuple[str, ...]) -> Addresses:
    return Addresses(request, site.defaults, (("more", name) for name in more))


def _kept(request: SearchRequest, site: Site, more: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return (*params.write(request, site.defaults), *(("more", name) for name in more))


def _kept_by_query(site: Site, request: SearchRequest, more: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What typing another query keeps; newest first, where it was only meant for lack of words, is not kept."""
    sort: Sort = "relevance" if request.sort == site.defaults.sort(request.query) else request.sort
    kept = _kept(replace(request, query="_", sort=sort), site, more)
    return tuple(pair for pair in kept if pair[0] != "q")


def _notice(notice: Notice, request: SearchRequest, link: Links) -> NoticeView:
    query, facet = request.query, notice.facet
    part = query[notice.start : notice.end].strip()
    if facet is None:
        return NoticeView(part, notice.message_ar)

    def instead(one: NearValue) -> SearchRequest:
        if notice.end:
            label = f'"{one.label}"' if " " in one.label else one.label
            return replace(request, query=query[: notice.start] + label + query[notice.end :])
        others = (value if value != notice.value else one.id for value in request.filters.selected(facet))
        return params.with_values(request, facet, tuple(dict.fromkeys(others)))

    links = tuple(Link(one.label, link(instead(one))) for one in notice.suggestions)
    return NoticeView(part or notice.value, notice.message_ar, links)


def _understood(one: Understood, request: SearchRequest, link: Links) -> UnderstoodView:
    facet: TermFacet = "place" if one.kind == "place" else "actor"
    chosen = one.id in request.filters.selected(facet)
    return understood_view(one, request, "" if chosen else link(params.toggled(request, facet, one.id)))


def _chips(site: Site, request: SearchRequest, link: Links) -> tuple[Chip, ...]:
    filters = request.filters
    chips = [
        Chip(
            ARABIC_NAMES[facet],
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
        part = f"-{ARABIC_NAMES[facet]}:{written}"
        parsed = parse(part)
        match parsed.root:
            case Exclude(child=Scoped(scope=scope, child=Word(text=text) | Phrase(text=text))):
                query = f"{request.query} {part}".strip()
                if (scope, text) == (facet, value) and not parsed.notices and len(query) <= MAX_QUERY_LENGTH:
                    return link(replace(params.toggled(request, facet, value), query=query))
    return ""


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
