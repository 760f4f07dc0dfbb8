"""The facets of a page: their values worded and counted, what is folded away, and where each value leads."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import Final

from search.entities import Gazetteer
from search.request import TERM_FACETS, DayRange, SearchRequest, TermFacet
from search.results import FacetValue, SearchResults
from web.addresses import Addresses, search_href
from web.facet_tree import Drawing, tree
from web.site import Site
from web.views import FacetView, ValueView

SHOWN: Final = 8
"""Values of a facet before «المزيد»."""
EXPANDED: Final = 100
"""Values of a facet after it."""
PLACES: Final = 40
"""Places in the tree: the most frequent ones, most of them folded away in others."""
_INSIDE: Final = 6
"""Places shown in a place that is not unfolded."""
_YEARS_SHOWN: Final = 8
_COUNT: Final = itemgetter(1)

FACET_TITLES: Final[dict[str, str]] = {
    "place": "الأماكن",
    "actor": "الأشخاص والجهات",
    "source": "المصادر",
    "section": "الأقسام",
    "mentioned": "سنوات مذكورة في النص",
}


def facet_views(
    site: Site,
    request: SearchRequest,
    results: SearchResults,
    more: tuple[str, ...],
    addresses: Addresses,
) -> tuple[FacetView, ...]:
    """Every facet that has values: the tree of places, the lists of others, the years in the texts."""
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
    mentioned = next((facet.counts for facet in results.date_facets if facet.name == "mentioned"), ())
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
    cut = others or len(values) >= PLACES
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
    site: Site, request: SearchRequest, years: Sequence[tuple[int, int]], more: tuple[str, ...], addresses: Addresses
) -> FacetView | None:
    """Years that dates in the text lie in: the most frequent ones, newest first."""
    chosen = request.filters.mentioned
    expanded = "mentioned" in more
    whole = chosen.first is not None and chosen == _whole_year(chosen.first.year)
    selected = chosen.first.year if chosen.first is not None and whole else None
    most = EXPANDED if expanded else _YEARS_SHOWN
    # often hundreds: a range touches every year within it
    least = sorted(map(_COUNT, years))[-most:][:1]
    busiest = sorted((one for one in years[::-1] if one[1] >= least[0]), key=_COUNT, reverse=True)
    counts = dict(busiest[:most])
    shown = list(counts)
    if selected is not None and selected not in counts:
        found = dict(years).get(selected)
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
        more="" if expanded or len(years) <= _YEARS_SHOWN else search_href(request, site, (*more, "mentioned")),
        fewer=search_href(request, site, [one for one in more if one != "mentioned"]) if expanded else "",
        filterable=False,
    )
