"""Facets of the Elasticsearch engine: asked with the hits in one request, exact over any number of shards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from search.engine import EngineSearch
from search.engines.elastic_clauses import to_query
from search.request import DateFacet, FacetName, TermFacet
from search.schema import FACET_FIELDS

_SHARD_SIZE: Final = 1_000
"""Values that each shard answers with at least: the more, the more seldom a second request is needed."""
_MOST_VALUES: Final = 65_000
"""The server's limit is 65,536 values in one answer."""
_SELECTED: Final = ":selected"
"""Ends the name of the aggregation that counts a facet's selected values."""

Aggregations = dict[str, dict[str, Any]]
Ask = Callable[[Aggregations], Mapping[str, Any]]
"""Sends aggregations over the query of the same search and returns their answers."""


def counted_facets(search: EngineSearch) -> tuple[FacetName, ...]:
    """The facets that a search asks for."""
    return (*search.term_facets, *(search.date_facets or {}))


def shared_filters(search: EngineSearch) -> list[dict[str, Any]]:
    """The filters that hits and all facets asked for share: those of facets that are not counted."""
    counted = counted_facets(search)
    return [to_query(clause) for facet, clause in search.filters.items() if facet not in counted]


def post_filters(search: EngineSearch) -> list[dict[str, Any]]:
    """The filters that only narrow the hits: each facet is counted without its own."""
    counted = counted_facets(search)
    return [to_query(clause) for facet, clause in search.filters.items() if facet in counted]


def facet_aggregations(search: EngineSearch) -> Aggregations:
    """One aggregation for each facet asked for, inside a filter by the other facets' selections."""
    asked: Aggregations = {}
    for facet in search.term_facets:
        asked[facet] = _scoped(search, facet, _values(FACET_FIELDS[facet], search.facet_size, _SHARD_SIZE))
        if selected := _selected(search, facet):
            asked[facet + _SELECTED] = _scoped(search, facet, _counts_of(FACET_FIELDS[facet], selected))
    for facet_name, field in (search.date_facets or {}).items():
        histogram = {"histogram": {"field": field, "interval": 1, "min_doc_count": 1}}
        asked[facet_name] = _scoped(search, facet_name, histogram)
    return asked


def read_facets(
    search: EngineSearch, answers: Mapping[str, Any], ask: Ask
) -> tuple[dict[TermFacet, tuple[tuple[str, int], ...]], dict[DateFacet, tuple[tuple[int, int], ...]]]:
    """The counts of every facet; ``ask`` is used where shards cut their lists too short to be sure."""
    terms = {facet: _read_terms(search, facet, answers, ask) for facet in search.term_facets}
    bars = {
        facet: tuple([(int(bar["key"]), bar["doc_count"]) for bar in _inner(answers[facet])["buckets"]])
        for facet in search.date_facets or {}
    }
    return terms, bars


def _selected(search: EngineSearch, facet: TermFacet) -> tuple[str, ...]:
    return tuple(dict.fromkeys((search.selected or {}).get(facet, ())))


def _scoped(search: EngineSearch, facet: FacetName, aggregation: dict[str, Any]) -> dict[str, Any]:
    counted = counted_facets(search)
    others = [to_query(clause) for name, clause in search.filters.items() if name != facet and name in counted]
    return {"filter": {"bool": {"filter": others}}, "aggs": {"inner": aggregation}} if others else aggregation


def _inner(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    inner: Mapping[str, Any] = answer.get("inner", answer)
    return inner


def _values(field: str, size: int, shard_size: int) -> dict[str, Any]:
    return {
        "terms": {
            "field": field,
            "size": size,
            "shard_size": max(size, shard_size),
            "order": [{"_count": "desc"}, {"_key": "asc"}],
            "show_term_doc_count_error": True,
        }
    }


def _counts_of(field: str, values: tuple[str, ...]) -> dict[str, Any]:
    """Exactly these values: each shard answers with all of them, so that nothing is cut."""
    return {"terms": {"field": field, "include": list(values), "size": len(values), "shard_size": len(values)}}


def _counts(answer: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def _read_terms(
    search: EngineSearch, facet: TermFacet, answers: Mapping[str, Any], ask: Ask
) -> tuple[tuple[str, int], ...]:
    answer = _inner(answers[facet])
    size = search.facet_size
    if not _is_exact(answer, size):
        answer = _inner(
            ask({facet: _scoped(search, facet, _values(FACET_FIELDS[facet], _MOST_VALUES, _MOST_VALUES))})[facet]
        )
        counts = _counts(answer)
        if not _is_exact(answer, size):
            # more values than one answer may hold: the likely ones are counted one by one
            likely = tuple(sorted(counts, key=lambda value: (-counts[value], value))[: 4 * size])
            counts = _counts(
                _inner(ask({facet: _scoped(search, facet, _counts_of(FACET_FIELDS[facet], likely))})[facet])
            )
    else:
        counts = _counts(answer)
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
    if selected := _selected(search, facet):
        chosen = _counts(_inner(answers[facet + _SELECTED]))
        shown = {value for value, _ in kept}
        kept += [(value, chosen.get(value, 0)) for value in selected if value not in shown]
    return tuple(kept)


def _is_exact(answer: Mapping[str, Any], size: int) -> bool:
    """Whether no count can be too small and no value that was cut off can belong among the first ``size``."""
    buckets = answer["buckets"][:size]
    bound = int(answer["doc_count_error_upper_bound"])
    if not bound:
        return True
    if any(int(bucket.get("doc_count_error_upper_bound", 0)) for bucket in buckets):
        return False
    # a value that no shard named has at most `bound` articles
    return len(buckets) == size and int(buckets[-1]["doc_count"]) > bound
