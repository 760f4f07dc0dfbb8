"""Facets of the embedded engine, counted exactly over the rows that a search matches."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from search.engine import EngineSearch
from search.engines.tantivy_columns import Rows
from search.engines.tantivy_matches import matching_rows
from search.engines.tantivy_pages import scoped_query
from search.engines.tantivy_snapshots import Snapshot
from search.request import DateFacet, FacetName, TermFacet
from search.schema import FACET_FIELDS


def count_facets(
    snapshot: Snapshot, search: EngineSearch
) -> tuple[Mapping[TermFacet, tuple[tuple[str, int], ...]], Mapping[DateFacet, tuple[tuple[int, int], ...]]]:
    """Count every facet over what matches all selections but its own."""

    @cache
    def rows(without: FacetName | None) -> Rows:
        return matching_rows(snapshot, scoped_query(snapshot, search, without))

    def counted(facet: FacetName) -> Rows:
        # facets without a selection share their rows; one with a selection has its own, found without its filter
        return rows(facet if facet in search.filters else None)

    columns = snapshot.columns
    selected = search.selected or {}
    terms = {
        facet: columns.most_frequent(FACET_FIELDS[facet], counted(facet), search.facet_size, selected.get(facet, ()))
        for facet in search.term_facets
    }
    bars = {
        facet: tuple(zip(*(one.tolist() for one in columns.values(field, counted(facet))), strict=True))
        for facet, field in (search.date_facets or {}).items()
    }
    return terms, bars
