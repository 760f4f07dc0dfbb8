"""Which rows of the columns a query matches: all of them, quickly.

The library gives hits as Python objects, about 0.4 µs each, which is right for some thousands. Where much of the index
matches, it is asked for sums instead: every article has a bit, 1 << (row % 48), and the sum of the bits in each run of
48 rows is the set of those that match. Such a sum is exact in the floating-point numbers that it comes in.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from tantivy import FieldType, Occur, Order, Query

from search.engines.tantivy_columns import Rows
from search.engines.tantivy_index import ROW, ROW_BIT, RUN
from search.engines.tantivy_snapshots import Snapshot

_MANY: Final = 9
"""One hit in so many rows: from there on sums are faster than hits."""
_FEW: Final = 1_000
"""Hits up to which hits are fast enough anywhere."""
_MOST_RUNS: Final = 60_000
"""Runs in one answer; the library's limit is 65,000."""


def matching_rows(snapshot: Snapshot, query: Query, matches: int | None = None) -> Rows:
    """The rows of the articles that a query matches, ascending; ``matches`` is their number, where it is known."""
    rows = snapshot.columns.rows
    few = max(rows // _MANY, _FEW)
    if matches is None or matches <= few:
        found = snapshot.searcher.search(query, few, count=True, order_by_field=ROW, order=Order.Asc)
        if int(getattr(found, "count")) <= few:  # noqa: B009 - missing from the library's type stubs
            return np.array([row for row, _ in found.hits], np.int64)
    span = RUN * _MOST_RUNS
    if rows <= span:
        return _from_sums(snapshot, query)
    parts = []
    for start in range(0, rows, span):
        within = Query.range_query(snapshot.schema, ROW, FieldType.Unsigned, start, min(start + span, rows) - 1)
        parts.append(_from_sums(snapshot, Query.boolean_query([(Occur.Must, query), (Occur.Must, within)])))
    return np.concatenate(parts)


def _from_sums(snapshot: Snapshot, query: Query) -> Rows:
    sums = {
        "histogram": {"field": ROW, "interval": RUN, "min_doc_count": 1},
        "aggs": {"bits": {"sum": {"field": ROW_BIT}}},
    }
    runs = snapshot.searcher.aggregate(query, {"runs": sums})["runs"]["buckets"]
    firsts = np.array([run["key"] for run in runs], np.float64).astype(np.int64)
    bits = np.array([run["bits"]["value"] for run in runs], np.float64).astype("<u8")
    places = np.unpackbits(bits.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")[:, :RUN]
    run, bit = np.nonzero(places)
    return firsts[run] + bit
