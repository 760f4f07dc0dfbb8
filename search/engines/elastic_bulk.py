"""Sending many documents: chunks of bounded size over a few connections, what fails for the moment tried again.

Every article goes the way of its id, one of a few threads, so that of two writes of one article the later one is the
last that the server sees. A thread takes a new chunk only when its last one is answered: a slow server slows down
whoever adds.
"""

from __future__ import annotations

import queue
import random
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from elasticsearch import ApiError, Elasticsearch

from search.document import IndexDocument
from search.engines.elastic_client import blocked, may_pass, reason, server_errors
from search.errors import EngineError, EngineUnavailable
from search.schema import WIDE_GAP

THREADS: Final = 2
CHUNK_BYTES: Final = 4 << 20
"""Bytes of one request; a document larger than this goes alone."""
CHUNK_DOCUMENTS: Final = 500
_PASSING: Final = frozenset({429, 502, 503, 504})
_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 10.0
_ANSWER: Final = "errors,items.*.status,items.*.result,items.*.error.reason,items.*.error.caused_by.reason"


class WriteBlockedError(Exception):
    """Writes to this version are stopped for a moment, since another one is being published."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One line or two of a bulk request, and the article that it is about."""

    article_id: str
    lines: bytes


def add_operation(document: IndexDocument) -> Operation:
    """The operation that adds a document in place of the one with its id."""
    fields: dict[str, Any] = {
        "id": document.id,
        "digest": document.digest,
        "article": orjson.Fragment(document.article),
        # sentences are values of their own: the server keeps the gap between values, and need not read it
        **{name: text.split(WIDE_GAP) if WIDE_GAP in text else text for name, text in document.texts.items()},
        **{name: values for name, values in document.keywords.items() if values},
        **{name: numbers for name, numbers in document.numbers.items() if numbers},
    }
    article = orjson.loads(document.article)
    fields["title"], fields["body"] = article["title"], article["body"]
    return Operation(document.id, b'{"index":{"_id":' + orjson.dumps(document.id) + b"}}\n" + orjson.dumps(fields))


def delete_operation(article_id: str) -> Operation:
    """The operation that deletes an article."""
    return Operation(article_id, b'{"delete":{"_id":' + orjson.dumps(article_id) + b"}}")


@dataclass(slots=True)
class SentCounts:
    """What the server made of the operations sent so far."""

    created: int = 0
    deleted: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


class _Lane(threading.Thread):
    """One connection's worth of chunks, in order."""

    def __init__(self, send: Callable[[list[Operation]], None]) -> None:
        super().__init__(name="fihris-bulk", daemon=True)
        self._send = send
        self.chunks: queue.Queue[list[Operation] | None] = queue.Queue(maxsize=1)
        self.filling: list[Operation] = []
        self.size = 0
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        while (chunk := self.chunks.get()) is not None:
            try:
                if self.error is None:
                    self._send(chunk)
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that adds
                self.error = error
            finally:
                self.chunks.task_done()
        self.chunks.task_done()

    def put(self, operation: Operation) -> None:
        if self.filling and (self.size + len(operation.lines) > CHUNK_BYTES or len(self.filling) >= CHUNK_DOCUMENTS):
            self.pass_on()
        self.filling.append(operation)
        self.size += len(operation.lines)

    def pass_on(self) -> None:
        chunk, self.filling, self.size = self.filling, [], 0
        if chunk:
            self.chunks.put(chunk)


class BulkSender:
    """Sends operations to one index or alias.

    ``patience`` is how many seconds a chunk is tried again while the server is away or has too much to do.
    """

    def __init__(
        self, client: Elasticsearch, target: str, *, timeout: float, patience: float, alias: bool = False
    ) -> None:
        # tried again here, with pauses, and not a second time inside the client
        self._client = client.options(request_timeout=timeout, max_retries=0)
        self._target = target
        self._alias = alias
        self._patience = patience
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self.counts = SentCounts()
        self._lanes = [_Lane(self._send) for _ in range(THREADS)]

    def put(self, operation: Operation) -> None:
        """Take one operation on; waits while the server is behind.

        Raises:
            EngineError: an operation given before could not be sent.
            WriteBlockedError: writes are stopped for a moment.

        """
        lane = self._lanes[zlib.crc32(operation.article_id.encode()) % THREADS]
        self._raise()
        lane.put(operation)

    def flush(self) -> None:
        """Wait until the server has answered everything; raises what `put` raises."""
        for lane in self._lanes:
            lane.pass_on()
        for lane in self._lanes:
            lane.chunks.join()
        self._raise()

    def take_refused(self) -> list[tuple[str, str]]:
        """The articles that the server refused since the last call, each with its reason."""
        with self._lock:
            refused, self.counts.refused = self.counts.refused, []
        return refused

    def close(self) -> None:
        """End the threads; what was not flushed is dropped."""
        self._stopped.set()
        for lane in self._lanes:
            lane.filling = []
            lane.chunks.put(None)
        for lane in self._lanes:
            lane.join()

    def _raise(self) -> None:
        for lane in self._lanes:
            if lane.error is not None:
                with server_errors():
                    raise lane.error

    def _send(self, chunk: list[Operation]) -> None:
        """Send one chunk, and again what is turned away for the moment, until every operation is settled."""
        end = time.monotonic() + self._patience
        pause = _FIRST_PAUSE
        while chunk:
            chunk, why = self._try(chunk)
            if not chunk:
                return
            if time.monotonic() + pause > end:
                raise EngineUnavailable(
                    f"the Elasticsearch server did not take {len(chunk)} articles for {self._patience:.0f} s: {why}"
                )
            if self._stopped.wait(pause * random.uniform(0.7, 1.3)):
                return
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _try(self, chunk: list[Operation]) -> tuple[list[Operation], str]:
        """Send a chunk once; what may be tried again, and why it must be."""
        try:
            body = b"\n".join(operation.lines for operation in chunk) + b"\n"
            answer = self._client.perform_request(
                "POST",
                f"/{self._target}/_bulk",
                params={"filter_path": _ANSWER, **({"require_alias": "true"} if self._alias else {})},
                headers={"content-type": "application/x-ndjson", "accept": "application/json"},
                body=body,
            ).body
        except Exception as error:
            if isinstance(error, ApiError) and error.status_code == 413:  # noqa: PLR2004 - HTTP: content too large
                return self._halved(chunk, reason(error))
            said = reason(error) if isinstance(error, ApiError) else str(error)
            if (full := blocked(said)) is not None:
                raise EngineUnavailable(full) from error
            if may_pass(error):
                return chunk, said
            raise
        return self._settle(chunk, answer["items"])

    def _halved(self, chunk: list[Operation], said: str) -> tuple[list[Operation], str]:
        """A chunk too large for the server goes in halves; a single document too large is refused."""
        if len(chunk) == 1:
            with self._lock:
                self.counts.refused.append((chunk[0].article_id, said))
            return [], said
        left: list[Operation] = []
        for half in (chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :]):
            rest, said = self._try(half)
            left += rest
        return left, said

    def _settle(self, chunk: list[Operation], items: list[dict[str, Any]]) -> tuple[list[Operation], str]:
        again: list[Operation] = []
        why = ""
        for operation, item in zip(chunk, items, strict=True):
            [answer] = item.values()
            status = answer["status"]
            if "error" not in answer:
                with self._lock:
                    self.counts.created += answer["result"] == "created"
                    self.counts.deleted += answer["result"] == "deleted"
                continue
            said = answer["error"].get("reason") or f"HTTP status {status}"
            if cause := answer["error"].get("caused_by", {}).get("reason"):
                said = f"{said} ({cause})"
            if (full := blocked(said)) is not None:
                raise EngineUnavailable(full)
            if status == 403 and "index write (api)" in said:  # noqa: PLR2004 - HTTP: forbidden
                raise WriteBlockedError
            if status == 404 and self._alias:  # noqa: PLR2004 - HTTP: not found; the alias or its index went away
                raise EngineError(f"the index was taken away while it was written to: {said}")
            if status in _PASSING:
                again.append(operation)
                why = said
            else:
                with self._lock:
                    self.counts.refused.append((operation.article_id, said))
        return again, why
