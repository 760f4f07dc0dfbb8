"""Bringing into a new version what was written to the published one while the new one was filled.

The server numbers every write of a shard. A build notes the numbers before it reads anything; what has a higher number
at the end was written meanwhile and is copied, and what was recorded as deleted and is not there is deleted. This runs
once while the old version is still written to, and once more, on the little that is left, with its writes stopped for
that moment. Whatever is copied twice is the same both times.

Deletions are seen only if they come through Fihris, which records them (`elastic_state`): the server forgets them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from elasticsearch import Elasticsearch

from search.document import index_document
from search.engines.elastic_bulk import BulkSender, add_operation, delete_operation
from search.engines.elastic_client import server_errors
from search.engines.elastic_pages import stored_article
from search.engines.elastic_state import tombstone_id

_PAGE: Final = 200
_REMEMBERED_SECONDS: Final = 600.0
"""Deletions recorded longer than this before a build began are forgotten when it is published."""


def set_write_block(client: Elasticsearch, index: str, *, blocked: bool) -> None:
    """Stop or allow writes to a version. To stop them waits for those under way."""
    with server_errors():
        if blocked:
            client.indices.add_block(index=index, block="write")
        else:
            client.indices.put_settings(index=index, settings={"index.blocks.write": None})


class CatchUp:
    """What changes in the version ``old`` from now on."""

    def __init__(self, client: Elasticsearch, old: str, state: str) -> None:
        self._client = client
        self._old = old
        self._state = state
        self._begun = time.time()
        self._seen = self._write_numbers()

    def _write_numbers(self) -> dict[int, int]:
        """For each shard the number up to which every write is done."""
        with server_errors():
            answer = self._client.indices.stats(
                index=self._old, metric="docs", level="shards", filter_path="indices.*.shards"
            ).body
        [index] = answer["indices"].values()
        return {
            int(shard): max(copy["seq_no"]["local_checkpoint"] for copy in copies if copy["routing"]["primary"])
            for shard, copies in index["shards"].items()
        }

    def run(self, sender: BulkSender) -> None:
        """Copy what was written since the last run, and delete what was deleted."""
        reached = self._write_numbers()
        with server_errors():
            self._client.indices.refresh(index=[self._old, self._state])
        for shard, seen in self._seen.items():
            for hit in self._written(shard, seen):
                article = stored_article(hit)
                sender.put(add_operation(index_document(article, hit["_source"]["digest"])))
        sender.flush()
        for page in self._deleted():
            for article_id in self._absent(page):
                sender.put(delete_operation(article_id))
        sender.flush()
        self._seen = reached

    def _written(self, shard: int, seen: int) -> Iterator[dict[str, Any]]:
        after: list[Any] | None = None
        while True:
            with server_errors():
                hits = self._client.search(
                    index=self._old,
                    preference=f"_shards:{shard}",
                    query={"range": {"_seq_no": {"gt": seen}}},
                    sort=[{"_seq_no": "asc"}],
                    search_after=after,
                    size=_PAGE,
                    source_includes=["article", "digest"],
                    allow_partial_search_results=False,
                    track_total_hits=False,
                ).body["hits"]["hits"]
            yield from hits
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def _deleted(self, before: float | None = None) -> Iterator[list[str]]:
        """Ids recorded as deleted, a page at a time; with ``before`` only those recorded before that time."""
        after: list[Any] | None = None
        filters: list[dict[str, Any]] = [{"term": {"kind": "deleted"}}]
        if before is not None:
            filters.append({"range": {"until": {"lt": before}}})
        while True:
            with server_errors():
                hits = self._client.search(
                    index=self._state,
                    query={"bool": {"filter": filters}},
                    sort=[{"article": "asc"}],
                    search_after=after,
                    size=_PAGE,
                    source_includes=["article"],
                    allow_partial_search_results=False,
                    track_total_hits=False,
                ).body["hits"]["hits"]
            if hits:
                yield [hit["_source"]["article"] for hit in hits]
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def _absent(self, article_ids: list[str]) -> list[str]:
        """Those that are not there: one that was deleted and added again is no deletion."""
        with server_errors():
            answer = self._client.mget(index=self._old, ids=article_ids, source=False).body
        return [str(document["_id"]) for document in answer["docs"] if not document.get("found")]

    @contextmanager
    def writes_stopped(self) -> Iterator[None]:
        """A block in which nobody writes to the old version."""
        set_write_block(self._client, self._old, blocked=True)
        try:
            yield
        finally:
            set_write_block(self._client, self._old, blocked=False)

    def forget_deletions(self) -> None:
        """Drop records of deletions that no build can need any more."""
        for page in self._deleted(before=self._begun - _REMEMBERED_SECONDS):
            operations = [{"delete": {"_id": tombstone_id(article_id)}} for article_id in page]
            with server_errors():
                self._client.bulk(index=self._state, operations=operations)
