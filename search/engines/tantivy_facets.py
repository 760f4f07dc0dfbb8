"""Facets of the embedded engine, counted exactly over any number of segments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tantivy import Occur, Query

from search.engine import EngineSearch
from search.engines.tantivy_pages import hit_count, scoped_query
from search.engines.tantivy_snapshots import Snapshot
from search.request import DateFacet, FacetName, TermFacet
from search.schema import FACET_FIELDS

_FIRST_BUCKETS: Final = 1_000
_ALL_BUCKETS: Final = 65_000
"""tantivy's limit is 65,535 values in one answer."""


def count_facets(
    snapshot: Snapshot, search: EngineSearch
) -> tuple[Mapping[TermFacet, tuple[tuple[str, int], ...]], Mapping[DateFacet, tuple[tuple[int, int], ...]]]:
    """Count every facet over what matches all selections but its own, in as few passes over the hits as possible."""
    dates = search.date_facets or {}
    asked: dict[FacetName, dict[str, Any]] = {
        **{facet: _buckets(FACET_FIELDS[facet], search.facet_size) for facet in search.term_facets},
        **{facet: _histogram(field) for facet, field in dates.items()},
    }
    # facets without a selection share one pass; one with a selection needs its own, without its filter
    passes: dict[FacetName | None, dict[FacetName, dict[str, Any]]] = {}
    for facet, aggregation in asked.items():
        passes.setdefault(facet if facet in search.filters else None, {})[facet] = aggregation
    answers: dict[FacetName, dict[str, Any]] = {}
    for without, aggregations in passes.items():
        answers.update(snapshot.searcher.aggregate(scoped_query(snapshot, search, without), aggregations))
    terms = {
        facet: _exact(snapshot, scoped_query(snapshot, search, facet), search, facet, answers[facet])
        for facet in search.term_facets
    }
    bars = {
        facet: tuple((int(bar["key"]), int(bar["doc_count"])) for bar in answers[facet]["buckets"]) for facet in dates
    }
    return terms, bars


def _histogram(field: str) -> dict[str, Any]:
    return {"histogram": {"field": field, "interval": 1, "min_doc_count": 1}}


def _buckets(field: str, size: int, depth: int = _FIRST_BUCKETS) -> dict[str, Any]:
    # more than asked for, to see whether equal counts go on behind the last value
    return {
        "terms": {"field": field, "size": min(max(size + 1, depth // 4), depth), "segment_size": max(size + 1, depth)}
    }


def _exact(
    snapshot: Snapshot, scope: Query, search: EngineSearch, facet: TermFacet, answer: dict[str, Any]
) -> tuple[tuple[str, int], ...]:
    """The most frequent values with exact counts, equal counts in order of value, selected values always there.

    tantivy cuts each segment's list before it adds the lists up, so a count can be too small and a value missing. Where
    it says so, the lists are made as long as it allows; what may then still be short is counted value by value.
    """
    size = search.facet_size
    counts = _counts(answer)
    if answer["doc_count_error_upper_bound"] or _tied_at_cut(counts, size, answer["sum_other_doc_count"]):
        answer = snapshot.searcher.aggregate(scope, {"f": _buckets(FACET_FIELDS[facet], _ALL_BUCKETS, _ALL_BUCKETS)})[
            "f"
        ]
        counts = _counts(answer)
        if answer["doc_count_error_upper_bound"]:
            likely = sorted(counts, key=lambda value: (-counts[value], value))[: 4 * size]
            counts = {value: _count_of(snapshot, scope, facet, value) for value in likely}
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
    shown = {value for value, _ in kept}
    for value in (search.selected or {}).get(facet, ()):
        if value not in shown:
            kept.append((value, counts[value] if value in counts else _count_of(snapshot, scope, facet, value)))
            shown.add(value)
    return tuple(kept)


def _counts(answer: dict[str, Any]) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer["buckets"]}


def _tied_at_cut(counts: dict[str, int], size: int, others: int) -> bool:
    """Whether values that were left out may have the count of the last one shown."""
    if not others or len(counts) <= size:
        return bool(others)
    ordered = sorted(counts.values(), reverse=True)
    return ordered[size - 1] == ordered[-1]


def _count_of(snapshot: Snapshot, scope: Query, facet: TermFacet, value: str) -> int:
    one = Query.term_query(snapshot.schema, FACET_FIELDS[facet], value, "basic")
    return hit_count(
        snapshot.searcher.search(Query.boolean_query([(Occur.Must, scope), (Occur.Must, one)]), 1, count=True)
    )
