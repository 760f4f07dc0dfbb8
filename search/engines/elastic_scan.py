"""Reading many documents of one moment: through a point in time, a page after the other, in the order they lie in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch

from search.engines.elastic_client import server_errors
from search.engines.elastic_pages import KEEP_ALIVE

_PAGE: Final = 500
"""Documents read at once."""


def open_point_in_time(client: Elasticsearch, index: str, preference: str | None = None) -> str:
    """A state of an index that the server keeps for `KEEP_ALIVE`, on the copies preferred; its id."""
    return str(client.open_point_in_time(index=index, keep_alive=KEEP_ALIVE, preference=preference).body["id"])


def close_point_in_time(client: Elasticsearch, pit: str) -> None:
    """Let the server forget a point in time; one that cannot be closed ends by itself soon."""
    try:
        client.close_point_in_time(id=pit)
    except ApiError:
        return  # it has ended already
    except Exception:  # noqa: BLE001 - it ends by itself soon
        return


def scan(
    client: Elasticsearch, index: str, query: Mapping[str, Any], fields: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Every hit of a query, as of the moment of the call, with these fields of its source."""
    with server_errors():
        pit = open_point_in_time(client, index)
    return _pages(client, pit, query, fields)


def _pages(
    client: Elasticsearch, pit: str, query: Mapping[str, Any], fields: Sequence[str]
) -> Iterator[dict[str, Any]]:
    after: list[Any] | None = None
    try:
        while True:
            with server_errors():
                answer = client.search(
                    pit={"id": pit, "keep_alive": KEEP_ALIVE},
                    query=query,
                    sort=[{"_shard_doc": "asc"}],
                    search_after=after,
                    size=_PAGE,
                    source_includes=fields,
                    track_total_hits=False,
                    allow_partial_search_results=False,
                ).body
            pit = answer.get("pit_id", pit)
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]
    finally:
        close_point_in_time(client, pit)
