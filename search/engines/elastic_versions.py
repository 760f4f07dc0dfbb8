"""The versions of an index on an Elasticsearch server: their names, what is known of them, and which is published.

    NAME                          alias: what searches read
    NAME-write                    alias: what updates write to; both always point to the one published version
    NAME-20261123t071500123456-ab12cd
                                  one version; its mapping's _meta.fihris says {schema, created, complete, before}
    NAME-state                    who builds, and what was deleted of late (`elastic_state`)

``complete`` is written last, so that a version without it is what a killed build left behind. ``before`` lists the
versions published earlier, newest first.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from search.engine import Version
from search.engines.elastic_client import error_type, server_errors
from search.engines.elastic_mapping import META, creation
from search.errors import EngineUnavailable, IndexMissing, SchemaMismatch
from search.schema import SCHEMA_VERSION

_MOST_BEFORE: Final = 100
_MASTER_TIMEOUT: Final = "30s"


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a version's ``_meta`` says."""

    name: str
    created: dt.datetime
    schema: int
    complete: bool
    before: tuple[str, ...]


def require_schema(facts: VersionFacts) -> None:
    """Raise SchemaMismatch if a version was made with another schema than this program's."""
    if facts.schema != SCHEMA_VERSION:
        raise SchemaMismatch(
            f"the index was made with schema {facts.schema}, this program uses {SCHEMA_VERSION}: run `fihris reindex`"
        )


class ServerVersions:
    """The versions of the index ``name`` on one server.

    ``patience`` is how many seconds a change of them may take. The server makes an index or moves an alias in the time
    that the whole cluster needs to agree on it, which has nothing to do with how long a search may take.
    """

    def __init__(self, client: Elasticsearch, name: str, shards: int, patience: float) -> None:
        self.client = client
        self._patient = client.options(request_timeout=patience)
        self.read = name
        self.write = f"{name}-write"
        self.state = f"{name}-state"
        self.moves = 0  # how often this process has published a version: what was known before is old then
        self._shards = shards
        self._pattern = re.compile(re.escape(name) + r"-\d{8}t\d{12}-[0-9a-f]{6}")

    def _facts(self, name: str, mapping: dict[str, Any]) -> VersionFacts | None:
        meta = mapping.get("mappings", {}).get("_meta", {}).get(META)
        if not isinstance(meta, dict) or not self._pattern.fullmatch(name):
            return None
        return VersionFacts(
            name,
            dt.datetime.fromisoformat(meta["created"]),
            int(meta["schema"]),
            bool(meta.get("complete")),
            tuple(meta.get("before", ())),
        )

    def published(self) -> VersionFacts | None:
        """The published version, None where nothing is published."""
        with server_errors():
            try:
                answer = self.client.indices.get_mapping(index=self.read, filter_path="*.mappings._meta").body
            except NotFoundError:
                return None
        found = [facts for name, mapping in answer.items() if (facts := self._facts(name, mapping))]
        return found[0] if found else None

    def required(self) -> VersionFacts:
        """The published version. Raises IndexMissing where there is none."""
        facts = self.published()
        if facts is None:
            raise IndexMissing(
                f"there is no index {self.read!r} on this server: make one with `fihris index PATH...`, "
                "or name another with FIHRIS_INDEX_NAME"
            )
        return facts

    def all(self) -> list[VersionFacts]:
        """Every version, complete or not, newest first."""
        with server_errors():
            answer = self.client.indices.get_mapping(
                index=f"{self.read}-*", filter_path="*.mappings._meta", allow_no_indices=True
            ).body
        found = [facts for name, mapping in answer.items() if (facts := self._facts(name, mapping))]
        return sorted(found, key=lambda facts: facts.name, reverse=True)

    def describe(self) -> tuple[Version, ...]:
        """All complete versions, newest first, with what they hold."""
        complete = [facts for facts in self.all() if facts.complete]
        if not complete:
            return ()
        published = self.published()
        names = [facts.name for facts in complete]
        with server_errors():
            stats = self.client.indices.stats(
                index=names, metric="store", filter_path="indices.*.primaries.store"
            ).body.get("indices", {})
            counts = {name: int(self.client.count(index=name).body["count"]) for name in names}
        return tuple(
            Version(
                facts.name,
                facts.created,
                counts[facts.name],
                facts.schema,
                int(stats.get(facts.name, {}).get("primaries", {}).get("store", {}).get("size_in_bytes", 0)),
                published is not None and facts.name == published.name,
            )
            for facts in complete
        )

    def begin(self) -> VersionFacts:
        """Make an empty version, set for loading; names sort by the time they were made."""
        now = dt.datetime.now(dt.UTC)
        name = f"{self.read}-{now:%Y%m%dt%H%M%S%f}-{uuid.uuid4().hex[:6]}"
        facts = VersionFacts(name, now.replace(microsecond=0), SCHEMA_VERSION, complete=False, before=())
        body = creation({"created": facts.created.isoformat()}, shards=self._shards)
        with server_errors():
            try:
                created = self._patient.indices.create(index=name, wait_for_active_shards=1, **body).body
                started = bool(created.get("shards_acknowledged"))
            except BadRequestError as error:
                # the name is ours alone: the first try timed out here, but not on the server
                if error_type(error) != "resource_already_exists_exception":
                    raise
                started = not self._patient.cluster.health(index=name, wait_for_active_shards=1).body["timed_out"]
        if not started:
            self.remove(name)
            raise EngineUnavailable("the server could not start a new version's shards in time")
        return facts

    def finish(self, facts: VersionFacts, before: tuple[str, ...]) -> None:
        """Mark a version complete, to be published over those of ``before``."""
        meta = {
            "schema": facts.schema,
            "created": facts.created.isoformat(),
            "complete": True,
            "before": list(before[:_MOST_BEFORE]),
        }
        with server_errors():
            self._patient.indices.put_mapping(index=facts.name, meta={META: meta})

    def publish(self, name: str) -> None:
        """Point both aliases to a version in one action: a search sees the old one or the new one, never none."""
        actions: list[dict[str, Any]] = [
            {"remove": {"index": f"{self.read}-*", "alias": alias, "must_exist": False}}
            for alias in (self.read, self.write)
        ]
        actions += [
            {"add": {"index": name, "alias": self.read}},
            {"add": {"index": name, "alias": self.write, "is_write_index": True}},
        ]
        with server_errors():
            self._patient.indices.update_aliases(actions=actions, master_timeout=_MASTER_TIMEOUT)
        self.moves += 1

    def roll_back(self) -> str:
        """Publish the version published before; the one left behind can be published again by a reindex only."""
        published = self.published()
        there = {facts.name for facts in self.all() if facts.complete}
        before = [name for name in published.before if name in there] if published else []
        if not before:
            raise IndexMissing("there is no earlier version to roll back to")
        self.publish(before[0])
        return before[0]

    def remove(self, name: str) -> None:
        """Delete a version; one that is gone already is no error."""
        with server_errors():
            self._patient.indices.delete(index=name, ignore_unavailable=True)

    def remove_incomplete(self) -> None:
        """Delete what killed builds left behind."""
        for facts in self.all():
            if not facts.complete:
                self.remove(facts.name)
