"""Pages of hits of the Elasticsearch engine: the search request, positions between pages, and reading the answer.

A page's ``next`` says the sort values of its last hit. By time that is enough: sort keys never change. By relevance the
pages that follow run inside a point in time, a state of the index that the server keeps for some minutes; when that is
gone, the last hit is looked up once more, for its score may have changed with the articles around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from search.article import Article
from search.document import article_of
from search.engine import EngineHit, EngineSearch
from search.engines.elastic_clauses import JsonQuery, to_query
from search.engines.elastic_facets import facet_aggregations, post_filters, shared_filters
from search.errors import CursorError, IndexDamaged

KEEP_ALIVE: Final = "3m"
"""How long a point in time is kept after each page."""
_PIT: Final = re.compile(r"[A-Za-z0-9_+/=-]{1,4096}")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the last hit's id, score (None by time) and sort key; the point in time, if there is one."""

    id: str
    score: float | None
    key: int
    pit: str | None = None

    def write(self) -> str:
        """As text, for `EngineAnswer.next`."""
        return json.dumps([self.id, self.score, self.key, self.pit])

    @classmethod
    def read(cls, text: str, search: EngineSearch) -> Position:
        """The position that `write` wrote. Raises CursorError if this engine did not, or for another sort."""
        damaged = CursorError("the cursor is damaged: start again from the first page")
        try:
            identity, score, key, pit = json.loads(text)
        except (ValueError, TypeError) as error:
            raise damaged from error
        if not isinstance(identity, str) or type(key) is not int or not 0 <= key < 1 << 62:
            raise damaged
        if not isinstance(score, float | None) or not (pit is None or (isinstance(pit, str) and _PIT.fullmatch(pit))):
            raise damaged
        if (score is None) == (search.sort == "relevance"):
            raise CursorError("the cursor belongs to a search with another sort")
        return cls(identity, score, key, pit)

    @property
    def sort_values(self) -> list[float | int]:
        """What the server goes on after."""
        return [self.key] if self.score is None else [self.score, self.key]


def scope(search: EngineSearch) -> JsonQuery:
    """The query of hits and facets; the selections of counted facets narrow the hits afterwards."""
    query = to_query(search.clause)
    filters = shared_filters(search)
    return {"bool": {"must": [query], "filter": filters}} if filters else query


def request_body(search: EngineSearch, after: Position | None) -> dict[str, Any]:
    """The whole search in one request: hits, exact total and facets."""
    body: dict[str, Any] = {
        "query": scope(search),
        # one more than asked for, to know whether another page follows
        "size": search.limit + 1 if search.limit else 0,
        "track_total_hits": True,
        "sort": sort_order(search),
    }
    if search.ids_only:
        # read beside the terms: articles are compressed many at a time, and none is unpacked for its id
        body |= {"stored_fields": "_none_", "docvalue_fields": ["id"]}
    if filters := post_filters(search):
        body["post_filter"] = {"bool": {"filter": filters}} if len(filters) > 1 else filters[0]
    if aggregations := facet_aggregations(search):
        body["aggs"] = aggregations
    if after is not None:
        body["search_after"] = after.sort_values
    return body


def sort_order(search: EngineSearch) -> list[dict[str, str]]:
    """Hits of one score stand in order of time, so that the order is total."""
    if search.sort == "oldest":
        return [{"oldest": "asc"}]
    newest = [{"newest": "desc"}]
    return newest if search.sort == "newest" else [{"_score": "desc"}, *newest]


def last_hit_query(search: EngineSearch, after: Position) -> dict[str, Any]:
    """A request for the score that the last hit of the page before has now."""
    query = {"bool": {"must": [scope(search)], "filter": [{"ids": {"values": [after.id]}}]}}
    return {"query": query, "size": 1, "_source": False, "sort": sort_order(search), "track_total_hits": False}


def read_hits(search: EngineSearch, hits: list[Mapping[str, Any]]) -> tuple[EngineHit, ...]:
    """The page's hits; the one beyond the page is left out."""
    by_relevance = search.sort == "relevance"
    return tuple(
        EngineHit(
            hit_id(hit),
            float(hit["sort"][0]) if by_relevance else None,
            None if search.ids_only else stored_article(hit),
        )
        for hit in hits[: search.limit]
    )


def hit_id(hit: Mapping[str, Any]) -> str:
    """The article's id, wherever the answer has it."""
    return str(hit["_id"] if "_id" in hit else hit["fields"]["id"][0])


def next_position(search: EngineSearch, hits: list[Mapping[str, Any]], pit: str | None) -> str | None:
    """Where the page ended, None where no other follows."""
    if not search.limit or len(hits) <= search.limit:
        return None
    last = hits[search.limit - 1]
    if search.sort == "relevance":
        score, key = sort_values(last)
        return Position(hit_id(last), score, key, pit).write()
    return Position(hit_id(last), None, int(last["sort"][0]), pit).write()


def sort_values(hit: Mapping[str, Any]) -> tuple[float, int]:
    """Score and sort key of a hit found by relevance; in a point in time the server adds a third value."""
    score, key, *_ = hit["sort"]
    return float(score), int(key)


def stored_article(found: Mapping[str, Any]) -> Article:
    """The article of a hit or of a document. Raises IndexDamaged where it is not there."""
    record = found.get("_source", {}).get("article")
    if record is None:
        raise IndexDamaged("an article is missing from the index's store: roll back or reindex")
    return article_of(record)
