"""Addresses of searches on the page: of one, and of the many links of a page, which differ in what is selected.

A page of results has some two hundred links. Writing every one of them from a request of its own takes longer than
filling in the templates; here all that they share is written once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search.request import MAX_UNFOLDED, TERM_FACETS, DateFacet, DayRange, SearchRequest, TermFacet
from web import params
from web.params import PARAMETERS, Pairs, query_string, quoted
from web.site import Site

_PATH: Final = "/search"
_ORDER: Final = {parameter.name: place for place, parameter in enumerate(PARAMETERS)}
_DAYS: Final[dict[DateFacet, tuple[str, str]]] = {
    "published": ("from", "to"),
    "mentioned": ("mentioned_from", "mentioned_to"),
}


class _Varied:
    """The address of a search without some parameters, and with others in their place."""

    def __init__(self, pairs: list[tuple[str, str]], names: tuple[str, ...]) -> None:
        place = _ORDER[names[0]]
        others = [pair for pair in pairs if pair[0] not in names]
        head = query_string(pair for pair in others if _ORDER.get(pair[0], place) < place)
        tail = query_string(pair for pair in others if _ORDER.get(pair[0], place) >= place)
        self._before = f"{_PATH}?{head}&" if head else f"{_PATH}?"
        self._after = f"&{tail}" if tail else ""
        self._without = f"{_PATH}?{head}&{tail}" if head and tail else f"{_PATH}?{head or tail}" if others else _PATH

    def to(self, query: str) -> str:
        """With a query string in the place of those parameters."""
        return f"{self._before}{query}{self._after}" if query else self._without


class Addresses:
    """The first page of a search with another selection in one facet; ``extra`` are parameters that stay."""

    def __init__(self, request: SearchRequest, defaults: params.Defaults, extra: Pairs) -> None:
        pairs = [*((name, value) for name, value in params.write(request, defaults) if name != "cursor"), *extra]
        self._filters = request.filters
        self._unfold = request.unfold
        self._terms = {facet: _Varied(pairs, (facet,)) for facet in TERM_FACETS}
        self._days = {facet: _Varied(pairs, names) for facet, names in _DAYS.items()}
        self._unfolded = _Varied(pairs, ("unfold",))

    def toggled(self, facet: TermFacet, value: str) -> str:
        """With a value selected that was not, or the other way round."""
        chosen = self._filters.selected(facet)
        others = tuple([one for one in chosen if one != value])
        return self._with(facet, others if value in chosen else (*chosen, value))

    def narrowed(self, facet: TermFacet, value: str) -> str:
        """With a value selected besides those that are."""
        chosen = self._filters.selected(facet)
        return self._with(facet, chosen if value in chosen else (*chosen, value))

    def with_days(self, facet: DateFacet, days: DayRange) -> str:
        """With these days selected."""
        low, high = _DAYS[facet]
        first = f"{low}={days.first.isoformat()}" if days.first else ""
        last = f"{high}={days.last.isoformat()}" if days.last else ""
        return self._days[facet].to(f"{first}&{last}" if first and last else first or last)

    def unfolded(self, place: str) -> str:
        """With all places in this one shown too; the one unfolded first gives way where there are too many."""
        places = (*self._unfold, place)[-MAX_UNFOLDED:]
        return self._unfolded.to("&".join([f"unfold={quoted(one)}" for one in places]))

    def _with(self, facet: TermFacet, values: tuple[str, ...]) -> str:
        return self._terms[facet].to("&".join([f"{facet}={quoted(value)}" for value in values]))


def search_href(request: SearchRequest, site: Site, more: Sequence[str] = (), path: str = "/search") -> str:
    """The address of a search on the page, with the facets that are expanded."""
    return params.href(path, [*params.write(request, site.defaults), *(("more", name) for name in more)])
