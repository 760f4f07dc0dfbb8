"""Facets of the embedded engine, counted exactly over the rows that a search matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Final

import numpy as np
from tantivy import Query

from search.engine import EngineSearch
from search.engines.tantivy_clauses import to_query
from search.engines.tantivy_columns import Counted, Rows
from search.engines.tantivy_matches import matching_rows
from search.engines.tantivy_pages import scoped_query
from search.engines.tantivy_snapshots import Snapshot
from search.query.clauses import Clause
from search.request import DateFacet, FacetName, TermFacet
from search.schema import FACET_FIELDS

_MOST_GROUPS: Final = 4_000
"""Groups whose rows are kept: what a set of corrections merges is asked for by every search."""


class Groups:
    """Counts of groups of values; which rows a group has is found once for each state of the index."""

    def __init__(self) -> None:
        self._state = ""
        self._rows: dict[Clause, Rows] = {}
        self._lock = Lock()

    def counts(self, snapshot: Snapshot, scope: Query, groups: Sequence[Clause]) -> tuple[int, ...]:
        """How many of the rows that ``scope`` matches are in each group."""
        inside = np.zeros(snapshot.columns.rows, np.bool_)
        inside[matching_rows(snapshot, scope)] = True
        return tuple(int(np.count_nonzero(inside[self._of(snapshot, group)])) for group in groups)

    def _of(self, snapshot: Snapshot, group: Clause) -> Rows:
        with self._lock:
            if self._state != snapshot.name or len(self._rows) >= _MOST_GROUPS:
                self._state, self._rows = snapshot.name, {}
            known = self._rows.get(group)
        if known is None:
            known = matching_rows(snapshot, to_query(snapshot.schema, group))
            with self._lock:
                if self._state == snapshot.name:
                    self._rows[group] = known
        return known


def count_facets(
    snapshot: Snapshot, search: EngineSearch, total: int
) -> tuple[Mapping[TermFacet, tuple[tuple[str, int], ...]], Mapping[DateFacet, tuple[tuple[int, int], ...]]]:
    """Count every facet over what matches all selections but its own; ``total`` articles match all of them."""

    @cache
    def counts(without: FacetName | None) -> Counted:
        query = scoped_query(snapshot, search, without)
        return snapshot.columns.count(matching_rows(snapshot, query, None if without else total))

    def counted(facet: FacetName) -> Counted:
        # facets without a selection share their rows; one with a selection has its own, found without its filter
        return counts(facet if facet in search.filters else None)

    selected = search.selected or {}
    terms = {
        facet: counted(facet).most_frequent(FACET_FIELDS[facet], search.facet_size, selected.get(facet, ()))
        for facet in search.term_facets
    }
    bars = {
        facet: tuple(zip(*(one.tolist() for one in counted(facet).values(field)), strict=True))
        for facet, field in (search.date_facets or {}).items()
    }
    return terms, bars
