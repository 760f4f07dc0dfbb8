"""Writing to an index on a server: the published version updated, or a new version filled and published."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final, Self

import orjson
from elasticsearch import Elasticsearch

from search.document import IndexDocument
from search.engine import Version
from search.engines.elastic_bulk import BulkSender, Operation, WriteBlockedError, add_operation, delete_operation
from search.engines.elastic_catchup import CatchUp, set_write_block
from search.engines.elastic_client import server_errors
from search.engines.elastic_compaction import compact
from search.engines.elastic_mapping import serving_settings
from search.engines.elastic_state import BuildLease, make_state_index, tombstones
from search.engines.elastic_versions import ServerVersions, VersionFacts, require_schema
from search.errors import BuildFailed, EngineError, EngineUnavailable, IndexBusy, IndexMissing

_SPOOL_MEMORY: Final = 16 << 20
"""Bytes of pending changes kept in memory; more go to a temporary file."""
_SWITCH_SECONDS: Final = 120.0
"""How long an update waits while another version is being published."""


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """How to load: ``timeout`` of one request, ``patience`` with a server that is away, both in seconds."""

    timeout: float
    patience: float
    replicas: int


def _sender(client: Elasticsearch, target: str, settings: LoadSettings, *, alias: bool = False) -> BulkSender:
    return BulkSender(client, target, timeout=settings.timeout, patience=settings.patience, alias=alias)


def _refresh(client: Elasticsearch, index: str, settings: LoadSettings) -> None:
    with server_errors():
        client.options(request_timeout=settings.timeout).indices.refresh(index=index)


def _start_serving(client: Elasticsearch, name: str, settings: LoadSettings) -> None:
    """Set a version up to be searched and wait until its copies are made.

    Raises:
        BuildFailed: they are not made in time.

    """
    with server_errors():
        client.indices.put_settings(index=name, settings=serving_settings(settings.replicas))
        end = time.monotonic() + settings.patience
        while time.monotonic() < end:
            health = client.cluster.health(
                index=name, wait_for_status="green", wait_for_no_initializing_shards=True, timeout="5s"
            ).body
            if not health["timed_out"]:
                return
    raise BuildFailed(f"the copies of the new version were not made in {settings.patience:.0f} s: it was not published")


class _Spool:
    """Changes that wait for a commit, in a file once they are many."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOL_MEMORY)  # noqa: SIM115 - closed by `close`
        self.deleted: dict[str, None] = {}
        self.empty = True

    def put(self, operation: Operation) -> None:
        self._file.write(operation.lines + b"\n")
        self.empty = False

    def operations(self) -> Iterator[Operation]:
        self._file.seek(0)
        while action := self._file.readline():
            [(kind, header)] = orjson.loads(action).items()
            source = self._file.readline() if kind == "index" else b""
            yield Operation(header["_id"], (action + source).rstrip(b"\n"))
        self._file.seek(0, 2)

    def clear(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self.deleted.clear()
        self.empty = True

    def close(self) -> None:
        self._file.close()


class ElasticUpdate:
    """Writes to the published version; makes the first one where there is none.

    The server has no transactions, so changes wait here until they are committed. A commit that fails half-way may be
    repeated: it leaves every article as it is meant to be.
    """

    def __init__(self, versions: ServerVersions, settings: LoadSettings) -> None:
        self._versions = versions
        self._settings = settings
        self._spool: _Spool | None = None
        self._refused: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        published = self._versions.published()
        if published is not None:
            require_schema(published)
        self._spool = _Spool()
        return self

    @property
    def _open_spool(self) -> _Spool:
        if self._spool is None:
            raise IndexMissing("writing is only possible inside the writer's `with` block")
        return self._spool

    def add(self, document: IndexDocument) -> None:
        self._open_spool.put(add_operation(document))

    def delete(self, article_id: str) -> None:
        self._open_spool.put(delete_operation(article_id))
        self._open_spool.deleted[article_id] = None

    def commit(self) -> None:
        spool = self._open_spool
        if self._versions.published() is None:
            self._first_commit(spool)
        elif not spool.empty:
            self._record_deletions(list(spool.deleted))
            self._send_to_published(spool)
            _refresh(self._versions.client, self._versions.write, self._settings)
        spool.clear()

    def refused(self) -> Sequence[tuple[str, str]]:
        refused, self._refused = self._refused, []
        return refused

    def _send(self, spool: _Spool, target: str, *, alias: bool) -> None:
        sender = _sender(self._versions.client, target, self._settings, alias=alias)
        try:
            for operation in spool.operations():
                sender.put(operation)
            sender.flush()
        finally:
            sender.close()
        self._refused += sender.take_refused()

    def _first_commit(self, spool: _Spool) -> None:
        with BuildLease(self._versions.client, self._versions.state):
            if self._versions.published() is None:
                facts = self._versions.begin()
                try:
                    self._send(spool, facts.name, alias=False)
                    _refresh(self._versions.client, facts.name, self._settings)
                    _start_serving(self._versions.client, facts.name, self._settings)
                    self._versions.finish(facts, ())
                    self._versions.publish(facts.name)
                except BaseException:
                    with contextlib.suppress(EngineError):
                        self._versions.remove(facts.name)
                    raise
                return
        # another process has made the first version meanwhile
        self._send_to_published(spool)
        _refresh(self._versions.client, self._versions.write, self._settings)

    def _record_deletions(self, deleted: list[str]) -> None:
        """Say first what will be deleted, so that a build running meanwhile deletes it too."""
        if not deleted:
            return
        make_state_index(self._versions.client, self._versions.state)
        sender = _sender(self._versions.client, self._versions.state, self._settings)
        try:
            for identity, document in tombstones(deleted):
                line = b'{"index":{"_id":' + orjson.dumps(identity) + b"}}\n" + orjson.dumps(document)
                sender.put(Operation(identity, line))
            sender.flush()
        finally:
            sender.close()

    def _send_to_published(self, spool: _Spool) -> None:
        """Send through the write alias; wait while it is being moved to another version, and send all of it again."""
        end = time.monotonic() + _SWITCH_SECONDS
        while True:
            try:
                self._send(spool, self._versions.write, alias=True)
            except WriteBlockedError:
                if time.monotonic() > end:
                    raise IndexBusy("the published version takes no writes: wait until the build is done") from None
                self._lift_abandoned_block()
                time.sleep(0.2)
            else:
                return

    def _lift_abandoned_block(self) -> None:
        """A build that was killed while it published leaves its block behind; nobody builds then."""
        with contextlib.suppress(IndexBusy), BuildLease(self._versions.client, self._versions.state):
            published = self._versions.required()
            set_write_block(self._versions.client, published.name, blocked=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._spool is not None:
            self._spool.close()
            self._spool = None


class ElasticBuilder:
    """Fills a new version beside the published one, which may be written to meanwhile."""

    def __init__(self, versions: ServerVersions, settings: LoadSettings) -> None:
        self._versions = versions
        self._settings = settings
        self._client = versions.client
        self._lease = BuildLease(versions.client, versions.state)
        self._sender: BulkSender | None = None
        self._facts: VersionFacts | None = None
        self._catch_up: CatchUp | None = None
        self._old: VersionFacts | None = None
        self._published = False

    def __enter__(self) -> Self:
        self._lease.__enter__()
        try:
            self._versions.remove_incomplete()
            self._old = self._versions.published()
            if self._old is not None:
                set_write_block(self._client, self._old.name, blocked=False)
                self._catch_up = CatchUp(self._client, self._old.name, self._versions.state)
            self._facts = self._versions.begin()
            self._sender = _sender(self._client, self._facts.name, self._settings)
            self._published = False
        except BaseException:
            self._lease.__exit__(None, None, None)
            raise
        return self

    @property
    def _open(self) -> tuple[BulkSender, VersionFacts]:
        if self._sender is None or self._facts is None:
            raise IndexMissing("writing is only possible inside the builder's `with` block")
        return self._sender, self._facts

    def add(self, document: IndexDocument) -> None:
        self._open[0].put(add_operation(document))

    def delete(self, article_id: str) -> None:
        self._open[0].put(delete_operation(article_id))

    def commit(self) -> None:
        self._open[0].flush()

    def refused(self) -> Sequence[tuple[str, str]]:
        return self._open[0].take_refused()

    def publish(self, expected: int) -> Version:
        sender, facts = self._open
        sender.flush()
        self._check_count(facts.name, expected)
        compact(self._client, facts.name, timeout=self._settings.timeout, still_ours=self._lease.check)
        _start_serving(self._client, facts.name, self._settings)
        before = (self._old.name, *self._old.before) if self._old else ()
        if self._catch_up is None:
            self._switch(facts, before)
        else:
            sender.counts.created = sender.counts.deleted = 0
            self._catch_up.run(sender)  # most of it while the old version is still written to
            with self._catch_up.writes_stopped():
                self._catch_up.run(sender)
                self._check_count(facts.name, expected + sender.counts.created - sender.counts.deleted)
                self._switch(facts, before)
            self._catch_up.forget_deletions()
        return next(version for version in self._versions.describe() if version.name == facts.name)

    def _switch(self, facts: VersionFacts, before: tuple[str, ...]) -> None:
        self._lease.check()
        self._versions.finish(facts, before)
        self._versions.publish(facts.name)
        self._published = True

    def _check_count(self, name: str, expected: int) -> None:
        _refresh(self._client, name, self._settings)
        with server_errors():
            count = int(self._client.count(index=name).body["count"])
        if count != expected:
            raise BuildFailed(
                f"the new version holds {count} articles where {expected} were expected: "
                "it was not published and the published version is as it was"
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._sender is not None:
                self._sender.close()
            if self._facts is not None and not self._published:
                # a server that is away cannot delete it either; the next build does
                with contextlib.suppress(EngineUnavailable):
                    self._versions.remove(self._facts.name)
        finally:
            self._lease.__exit__(None, None, None)
            self._sender = self._facts = None
