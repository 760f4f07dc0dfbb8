"""Reading many documents of one moment: through a point in time, page by page, in slices read side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch

from search.engines.elastic_client import server_errors
from search.engines.elastic_pages import KEEP_ALIVE

SLICES: Final = 4
"""Parts in which all articles are read: the server works on the next pages while the ones before are analysed."""
_PAGE: Final = 250
"""Documents read at once; four slices, of which each has a page ready and a page on its way, are 2,000 articles."""
_SCAN_KEEP_ALIVE: Final = "15m"
"""How long a point in time is kept after each page of a scan: what is done with an article may take its time."""

_Page = list[dict[str, Any]]


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
    client: Elasticsearch, index: str, query: Mapping[str, Any], fields: Sequence[str], slices: int = 1
) -> Iterator[dict[str, Any]]:
    """Every hit of a query, as of the moment of the call, with these fields of its source; in no order.

    Each slice is a part of the index that no other slice has, read by a thread of its own, a page ahead.
    """
    with server_errors():
        pit = open_point_in_time(client, index)
    parts = [{"slice": {"id": number, "max": slices}} if slices > 1 else {} for number in range(slices)]
    return _hits(client, pit, [_pages(client, pit, query, fields, part) for part in parts])


def _hits(client: Elasticsearch, pit: str, slices: Sequence[Iterator[_Page]]) -> Iterator[dict[str, Any]]:
    try:
        with ThreadPoolExecutor(len(slices), thread_name_prefix="scan") as readers:
            reading = {readers.submit(next, one, None): one for one in slices}
            while reading:
                for future in wait(reading, return_when=FIRST_COMPLETED).done:
                    one = reading.pop(future)
                    page = future.result()
                    if page is not None:
                        reading[readers.submit(next, one, None)] = one
                        yield from page
    finally:
        close_point_in_time(client, pit)


def _pages(
    client: Elasticsearch, pit: str, query: Mapping[str, Any], fields: Sequence[str], part: dict[str, Any]
) -> Iterator[_Page]:
    after: list[Any] | None = None
    while True:
        with server_errors():
            answer = client.search(
                pit={"id": pit, "keep_alive": _SCAN_KEEP_ALIVE},
                query=query,
                sort=[{"_shard_doc": "asc"}],
                search_after=after,
                size=_PAGE,
                source_includes=fields,
                track_total_hits=False,
                allow_partial_search_results=False,
                **part,
            ).body
        hits = answer["hits"]["hits"]
        if hits:
            yield hits
        if len(hits) < _PAGE:
            return
        pit = answer.get("pit_id", pit)
        after = hits[-1]["sort"]
