"""Making a loaded version small before it is published: its segments merged, and what only recovery needs dropped.

The server keeps every document whole, with all terms sent, until it is sure that no copy asks for it again, and drops
it when the segment is merged. It learns that it may only every half minute, so a version merged at once would stay
twice as large. Merging is of use and never needed: where it does not end well, the version is published as it is.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from elasticsearch import Elasticsearch, NotFoundError

from search.engines.elastic_client import may_pass, server_errors

WORTH_MERGING: Final = 16 << 20
"""Bytes from which on a version is merged: less is not worth the wait."""
_LARGEST_SEGMENT: Final = 4 << 30
"""Bytes: the server itself makes none above 5 GB, and does not merge a larger one again when much of it is replaced."""
_RELEASED_SECONDS: Final = 45.0
"""How long the server may take to know what it can drop: its copies are asked every 30 s."""


def compact(client: Elasticsearch, index: str, *, timeout: float, still_ours: Callable[[], None]) -> None:
    """Merge the segments of a version that is loaded and not yet served; ``timeout`` is seconds of one request.

    ``still_ours`` raises when the version may no longer be worked on; it is asked while this waits.
    """
    patient = client.options(request_timeout=timeout)
    with server_errors():
        shards = _shards(client, index)
        largest = max((int(shard["store"]["size_in_bytes"]) for shard in shards), default=0)
        if sum(int(shard["store"]["size_in_bytes"]) for shard in shards) < WORTH_MERGING:
            return
        end = time.monotonic() + _RELEASED_SECONDS
        while not all(map(_is_released, _shards(client, index))) and time.monotonic() < end:
            still_ours()
            time.sleep(1)
        patient.indices.flush(index=index, force=True, wait_if_ongoing=True)
        task = client.indices.forcemerge(
            index=index, max_num_segments=math.ceil(largest / _LARGEST_SEGMENT), wait_for_completion=False
        ).body["task"]
    while not _is_done(client, str(task)):
        still_ours()
        time.sleep(0.5)


def _shards(client: Elasticsearch, index: str) -> list[dict[str, Any]]:
    """What the server says of each primary shard."""
    indices = client.indices.stats(
        index=index,
        metric=["store"],
        level="shards",
        filter_path="indices.*.shards.*.routing.primary,indices.*.shards.*.store,indices.*.shards.*.seq_no,"
        "indices.*.shards.*.retention_leases",
    ).body["indices"]
    return [
        shard
        for found in indices.values()
        for copies in found["shards"].values()
        for shard in copies
        if shard["routing"]["primary"]
    ]


def _is_released(shard: dict[str, Any]) -> bool:
    """Whether no copy can ask for a document again."""
    leases = shard["retention_leases"]["leases"]
    return all(int(lease["retaining_seq_no"]) > int(shard["seq_no"]["max_seq_no"]) for lease in leases)


def _is_done(client: Elasticsearch, task: str) -> bool:
    """Whether a merge has ended; one that the server has forgotten, since its node was lost, counts as ended."""
    with server_errors():
        try:
            path = f"/_tasks/{quote(task)}"
            return bool(client.perform_request("GET", path, headers={"accept": "application/json"}).body["completed"])
        except NotFoundError:
            return True
        except Exception as error:
            if may_pass(error):  # `still_ours` ends the wait for a server that stays away
                return False
            raise
