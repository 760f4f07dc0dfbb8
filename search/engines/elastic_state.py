"""The small index NAME-state beside an index: who builds a version, and which articles were deleted of late.

Only one process at a time makes or publishes versions. It holds a *lease*: a document that it alone renews, and that
lapses by itself when the process is gone. Times in it are compared between machines, whose clocks must agree to some
seconds.
"""

from __future__ import annotations

import hashlib
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Final, Self

from elasticsearch import ApiError, BadRequestError, ConflictError, Elasticsearch, NotFoundError

from search.engines.elastic_client import may_pass, server_errors
from search.errors import IndexBusy

LEASE_SECONDS: Final = 30.0
"""How long a claim stands unless it is renewed."""
_BUILD: Final = "build"
_PROPERTIES: Final[dict[str, Any]] = {
    "kind": {"type": "keyword"},
    "owner": {"type": "keyword"},
    "until": {"type": "double"},
    "article": {"type": "keyword"},
}


def make_state_index(client: Elasticsearch, name: str) -> None:
    """Make the index of leases and deletions where it is not there yet."""
    with server_errors():
        if client.indices.exists(index=name):
            return
        try:
            client.indices.create(
                index=name,
                settings={"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "hidden": True}},
                mappings={"dynamic": "strict", "properties": _PROPERTIES},
            )
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise


class BuildLease:
    """The right to make, publish and delete versions of one index."""

    def __init__(self, client: Elasticsearch, state: str) -> None:
        self._client = client
        self._state = state
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._ended = threading.Event()
        self._renewer: threading.Thread | None = None
        self._seen: tuple[int, int] = (0, 0)
        self._valid_until = 0.0
        self._lost = False

    def __enter__(self) -> Self:
        make_state_index(self._client, self._state)
        with server_errors():
            self._claim()
        self._ended.clear()
        self._renewer = threading.Thread(target=self._renew, name="fihris-lease", daemon=True)
        self._renewer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._renewer is not None:
            self._renewer.join()
        try:
            number, term = self._seen
            self._client.delete(index=self._state, id=_BUILD, if_seq_no=number, if_primary_term=term)
        except Exception:  # noqa: BLE001 - a lease that cannot be given back lapses by itself
            return

    def check(self) -> None:
        """Raise IndexBusy if the lease was lost: this process was cut off for longer than it stands."""
        if self._lost or time.monotonic() > self._valid_until:
            raise IndexBusy(
                "this process was cut off from the server for too long and may no longer publish: run again"
            )

    def _body(self) -> dict[str, Any]:
        return {"kind": "lease", "owner": self._owner, "until": time.time() + LEASE_SECONDS}

    def _claim(self) -> None:
        begun = time.monotonic()
        try:
            answer = self._client.create(index=self._state, id=_BUILD, document=self._body()).body
        except ConflictError:
            answer = self._take_over()
        self._seen = (answer["_seq_no"], answer["_primary_term"])
        self._valid_until = begun + LEASE_SECONDS

    def _take_over(self) -> dict[str, Any]:
        """Claim a lapsed lease; of two who try, the server lets one through."""
        busy = "another process is building this index"
        try:
            held = self._client.get(index=self._state, id=_BUILD).body
            left = held["_source"]["until"] - time.time()
            if left > 0 and held["_source"]["owner"] != self._owner:
                raise IndexBusy(
                    f"{busy} ({held['_source']['owner'].rpartition(':')[0]}): wait until it is done; "
                    f"if it was killed, its claim lapses in {left:.0f} s"
                )
            answer: dict[str, Any] = self._client.index(
                index=self._state,
                id=_BUILD,
                document=self._body(),
                if_seq_no=held["_seq_no"],
                if_primary_term=held["_primary_term"],
            ).body
        except (ConflictError, NotFoundError) as error:
            raise IndexBusy(f"{busy}: wait until it is done") from error
        return answer

    def _renew(self) -> None:
        while not self._ended.wait(LEASE_SECONDS / 4):
            number, term = self._seen
            begun = time.monotonic()
            try:
                answer = self._client.index(
                    index=self._state, id=_BUILD, document=self._body(), if_seq_no=number, if_primary_term=term
                ).body
            except Exception as error:  # noqa: BLE001 - whatever it is, the lease was not renewed
                if isinstance(error, ConflictError) and not self._still_ours():
                    self._lost = True
                    return
                continue
            self._seen = (answer["_seq_no"], answer["_primary_term"])
            self._valid_until = begun + LEASE_SECONDS

    def _still_ours(self) -> bool:
        """After a renewal whose answer was lost the document is newer than we know, and still ours."""
        try:
            held = self._client.get(index=self._state, id=_BUILD).body
        except Exception as error:  # noqa: BLE001 - decided by the next renewal
            return not isinstance(error, ApiError) or may_pass(error)
        if held["_source"]["owner"] != self._owner:
            return False
        self._seen = (held["_seq_no"], held["_primary_term"])
        return True


# ---- deletions


def tombstone_id(article_id: str) -> str:
    """The id of the document that records an article's deletion."""
    return f"deleted-{hashlib.blake2b(article_id.encode(), digest_size=16).hexdigest()}"


def tombstones(article_ids: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """The documents, with their ids, that record deletions for a build that may be running."""
    now = time.time()
    return [(tombstone_id(one), {"kind": "deleted", "article": one, "until": now}) for one in article_ids]
