"""Addresses of the many links of one page, which differ only in what is selected in a facet.

A page of results has some two hundred links. Writing every one of them from a request of its own takes longer than
filling in the templates; here all that they share is written once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

from search.request import TERM_FACETS, DateFacet, DayRange, SearchRequest, TermFacet
from web import params
from web.params import PARAMETERS, Pairs

_PATH: Final = "/search"
_ORDER: Final = {parameter.name: place for place, parameter in enumerate(PARAMETERS)}
_SHORT: Final = 64
"""Characters of names and values that are remembered in their written form; longer ones are rare."""
_DAYS: Final[dict[DateFacet, tuple[str, str]]] = {
    "published": ("from", "to"),
    "mentioned": ("mentioned_from", "mentioned_to"),
}


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return quote_plus(text)


def _written(text: str) -> str:
    return _remembered(text) if len(text) <= _SHORT else quote_plus(text)


def _joined(pairs: Pairs) -> str:
    return "&".join(f"{_written(name)}={_written(value)}" for name, value in pairs)


class _Varied:
    """The address of a search without some parameters, and with others in their place."""

    def __init__(self, pairs: list[tuple[str, str]], names: tuple[str, ...]) -> None:
        place = _ORDER[names[0]]
        others = [pair for pair in pairs if pair[0] not in names]
        self._head = _joined(pair for pair in others if _ORDER.get(pair[0], place) < place)
        self._tail = _joined(pair for pair in others if _ORDER.get(pair[0], place) >= place)

    def to(self, given: Pairs) -> str:
        query = "&".join(part for part in (self._head, _joined(given), self._tail) if part)
        return f"{_PATH}?{query}" if query else _PATH


class Addresses:
    """The first page of a search with another selection in one facet; ``extra`` are parameters that stay."""

    def __init__(self, request: SearchRequest, defaults: params.Defaults, extra: Pairs) -> None:
        pairs = [*((name, value) for name, value in params.write(request, defaults) if name != "cursor"), *extra]
        self._filters = request.filters
        self._terms = {facet: _Varied(pairs, (facet,)) for facet in TERM_FACETS}
        self._days = {facet: _Varied(pairs, names) for facet, names in _DAYS.items()}

    def toggled(self, facet: TermFacet, value: str) -> str:
        """With a value selected that was not, or the other way round."""
        chosen = self._filters.selected(facet)
        others = tuple(one for one in chosen if one != value)
        return self._with(facet, others if value in chosen else (*chosen, value))

    def narrowed(self, facet: TermFacet, value: str) -> str:
        """With a value selected besides those that are."""
        chosen = self._filters.selected(facet)
        return self._with(facet, chosen if value in chosen else (*chosen, value))

    def with_days(self, facet: DateFacet, days: DayRange) -> str:
        """With these days selected."""
        ends = zip(_DAYS[facet], (days.first, days.last), strict=True)
        return self._days[facet].to((name, day.isoformat()) for name, day in ends if day)

    def _with(self, facet: TermFacet, values: tuple[str, ...]) -> str:
        return self._terms[facet].to((facet, value) for value in values)
