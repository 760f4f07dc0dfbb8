"""Pages of hits of the embedded engine: by relevance within a snapshot, by time from a sort key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import orjson
import tantivy
from tantivy import Occur, Order, Query

from search.article import Article
from search.document import decode_article
from search.engine import EngineHit, EngineSearch
from search.engines.tantivy_clauses import to_query
from search.engines.tantivy_index import engine_errors, unpacked
from search.engines.tantivy_snapshots import Snapshot
from search.errors import CursorError, IndexDamaged
from search.query.clauses import Clause, Combined, NumberRange
from search.request import FacetName, TermFacet

_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
"""A string in JSON."""
_BATCH: Final = 2_000
"""Hits looked at in one go where all of many are wanted."""


def scoped_query(snapshot: Snapshot, search: EngineSearch, without: FacetName | None) -> Query:
    """The query with the filters of every facet but one."""
    filters = tuple(clause for facet, clause in search.filters.items() if facet != without)
    clause: Clause = Combined(must=(search.clause,), filters=filters) if filters else search.clause
    return to_query(snapshot.schema, clause)


def read_position(text: str) -> dict[str, Any]:
    """What a page's ``next`` says: snapshot, last id, and offset with score or the last sort key.

    Raises:
        CursorError: this engine did not write it.

    """
    try:
        position = json.loads(text)
        for name, kind in (("snapshot", str), ("id", str)):
            if not isinstance(position[name], kind):
                raise TypeError(name)  # noqa: TRY301 - one way out for everything that is not ours
        number = position["offset"] if "offset" in position else position["key"]
        if not isinstance(number, int) or not 0 <= number < 1 << 62:
            raise TypeError(number)  # noqa: TRY301 - the same
        if "offset" in position:
            position["score"] = float(position["score"])
    except (ValueError, KeyError, TypeError) as error:
        raise CursorError("the cursor is damaged: start again from the first page") from error
    found: dict[str, Any] = position
    return found


Found = list[tuple[float | None, tantivy.DocAddress]]


def by_relevance(
    snapshot: Snapshot, query: Query, search: EngineSearch, after: dict[str, Any]
) -> tuple[int, Found, dict[str, Any] | None]:
    """Pages by offset in one snapshot; when that is gone, from where the last hit of the page before stands now."""
    offset = 0
    if after:
        if "offset" not in after:
            raise CursorError("the cursor belongs to a search with another sort")
        same = after["snapshot"] == snapshot.name
        offset = after["offset"] if same else _place_now(snapshot, query, after)
    result = snapshot.searcher.search(query, max(search.limit, 1), count=True, offset=offset)
    found: Found = [(float(score), address) for score, address in result.hits[: search.limit]]
    end = offset + len(found)
    following = {"offset": end, "score": found[-1][0]} if found and end < hit_count(result) else None
    return hit_count(result), found, following


def _place_now(snapshot: Snapshot, query: Query, after: dict[str, Any]) -> int:
    """How many hits come before the next page, in a state of the index other than that of the page before."""
    last = address_of(snapshot, after["id"])
    lower = 0
    while True:
        hits = snapshot.searcher.search(query, _BATCH, count=False, offset=lower).hits
        for place, (score, address) in enumerate(hits, lower):
            if last is not None and (address.segment_ord, address.doc) == (last.segment_ord, last.doc):
                return place + 1
            if last is None and score < after["score"]:
                return place
        if len(hits) < _BATCH:
            return lower + len(hits)
        lower += _BATCH


def by_time(
    snapshot: Snapshot, query: Query, search: EngineSearch, after: dict[str, Any]
) -> tuple[int, Found, dict[str, Any] | None]:
    """Pages by sort key: exact in any state of the index."""
    field, order = ("newest", Order.Desc) if search.sort == "newest" else ("oldest", Order.Asc)
    rest = query
    if after:
        if "key" not in after:
            raise CursorError("the cursor belongs to a search with another sort")
        low, high = (None, after["key"] - 1) if search.sort == "newest" else (after["key"] + 1, None)
        bounds = to_query(snapshot.schema, NumberRange(field, low, high))
        rest = Query.boolean_query([(Occur.Must, query), (Occur.Must, bounds)])
    result = snapshot.searcher.search(rest, max(search.limit, 1), count=True, order_by_field=field, order=order)
    total = hit_count(snapshot.searcher.search(query, 1, count=True)) if after else hit_count(result)
    keys = result.hits[: search.limit]
    more = len(keys) < hit_count(result)
    following = {"key": int(keys[-1][0])} if keys and more else None
    return total, [(None, address) for _, address in keys], following


def hit_count(result: tantivy.SearchResult) -> int:
    """How many articles a search matched."""
    return int(getattr(result, "count"))  # noqa: B009 - missing from the library's type stubs


def read_hit(snapshot: Snapshot, search: EngineSearch, score: float | None, address: tantivy.DocAddress) -> EngineHit:
    """One hit, with its article unless only ids were asked for."""
    document = snapshot.searcher.doc(address)
    article = None if search.ids_only else article_of(document)
    return EngineHit(str(document.get_first("id")), score, article)


def stored_bytes(document: tantivy.Document, field: str) -> bytes:
    """A stored field of a document. Raises IndexDamaged where it is not there."""
    value = document.get_first(field)
    if value is None:
        raise IndexDamaged("an article is missing from the index's store: roll back or reindex")
    return bytes(value)


def digest_of(document: tantivy.Document) -> str:
    """The digest stored with an article."""
    value = document.get_first("digest")
    return value if isinstance(value, str) else stored_bytes(document, "digest").decode()  # text up to schema 3


def article_of(document: tantivy.Document) -> Article:
    """The article stored in a document. Raises IndexDamaged where it cannot be read."""
    return decode_article(unpacked(stored_bytes(document, "article")))


def label_in(document: tantivy.Document, facet: TermFacet, value: str) -> str | None:
    """The label that the article of a document has for a place or actor; None where it mentions no such one."""
    stored = unpacked(stored_bytes(document, "article"))
    # the mention itself, as it was encoded: reading the whole article would take ten times as long
    before = b',"id":' + orjson.dumps(value) + b',"label":'
    at = stored.find(before, 0 if facet == "place" else stored.find(b'"actors":['))
    found = _STRING.match(stored, at + len(before)) if at >= 0 else None
    if found is not None:
        return str(orjson.loads(found[0]))
    article = decode_article(stored)
    mentions = article.places if facet == "place" else article.actors
    return next((mention.label for mention in mentions if mention.id == value), None)


def address_of(snapshot: Snapshot, article_id: str) -> tantivy.DocAddress | None:
    """Where an article lies in a snapshot, None if it is not there."""
    query = Query.term_query(snapshot.schema, "id", article_id, "basic")
    found = snapshot.searcher.search(query, 1, count=False).hits
    return found[0][1] if found else None


def all_articles(snapshot: Snapshot) -> Iterator[tuple[Article, str]]:
    """Page through a snapshot by sort key, so that memory stays bounded."""
    last: int | None = None
    while True:
        with engine_errors():
            bounds = NumberRange("newest", None, None if last is None else last - 1)
            found = snapshot.searcher.search(
                to_query(snapshot.schema, bounds), _BATCH, count=False, order_by_field="newest", order=Order.Desc
            ).hits
            documents = [snapshot.searcher.doc(address) for _, address in found]
        for document in documents:
            yield article_of(document), digest_of(document)
        if len(found) < _BATCH:
            return
        last = int(found[-1][0])
