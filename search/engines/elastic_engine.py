"""The Elasticsearch engine: an index on a server or a cluster, reached over HTTP.

The terms come ready from our own analyzer, as for the embedded engine. The parts: `elastic_client` (connection and
errors), `elastic_detour` (nodes that hang), `elastic_mapping` (what a version is made with), `elastic_versions` and
`elastic_state` (what there is and who builds), `elastic_clauses` (queries), `elastic_pages`, `elastic_facets`,
`elastic_insight` (words and scores), `elastic_bulk`, `elastic_writers`, `elastic_catchup` and `elastic_compaction`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from elastic_transport import ConnectionTimeout
from elasticsearch import BadRequestError, NotFoundError

from search.article import Article
from search.engine import EngineAnswer, EngineSearch, Version
from search.engines.elastic_client import connect, error_type, server_errors
from search.engines.elastic_detour import TRIES, Detour
from search.engines.elastic_facets import Aggregations, read_facets
from search.engines.elastic_insight import ElasticInsight
from search.engines.elastic_mapping import STORED
from search.engines.elastic_pages import (
    KEEP_ALIVE,
    Position,
    last_hit_query,
    next_position,
    read_hits,
    request_body,
    scope,
    sort_values,
    stored_article,
)
from search.engines.elastic_scan import SLICES, close_point_in_time, open_point_in_time, scan
from search.engines.elastic_state import BuildLease
from search.engines.elastic_versions import ServerVersions, VersionFacts, require_schema
from search.engines.elastic_writers import ElasticBuilder, ElasticUpdate, LoadSettings
from search.errors import CursorError, EngineUnavailable, IndexMissing
from search.insight import ScorePart
from search.query.clauses import Clause
from search.request import TermFacet
from search.settings import Settings

_SCHEMA_SECONDS: Final = 5.0
"""How long the published version is taken to be the same before it is asked for again."""


class ElasticEngine:
    """An index on an Elasticsearch server; see `search.engine.SearchEngine` for what each method promises."""

    def __init__(self, index: str, settings: Settings) -> None:
        self._index = index
        self._settings = settings
        self._open()
        self._load = LoadSettings(settings.load_timeout, settings.load_patience, settings.replicas)
        # the server ends a search a little before the client gives up on it, and answers what it has
        self._soft_timeout = f"{max(int(settings.timeout * 900), 1)}ms"
        self._lock = threading.Lock()
        self._known: tuple[VersionFacts, float, int] | None = None

    def _open(self) -> None:
        self._client = connect(self._index, self._settings)
        self._versions = ServerVersions(
            self._client, self._settings.index_name, self._settings.shards, self._settings.load_timeout
        )
        self._insight = ElasticInsight(self._client, self._versions.read)
        self._detour = Detour(self._client)

    # ---- searching

    def _current(self, seen: str | None = None) -> VersionFacts:
        """The published version, of our schema; asked for again when a search has seen another or we published one."""
        with self._lock:
            known = self._known
        moves = self._versions.moves
        if known is not None and known[2] == moves and time.monotonic() < known[1] and seen in (None, known[0].name):
            return known[0]
        facts = self._versions.required()
        require_schema(facts)
        with self._lock:
            self._known = (facts, time.monotonic() + _SCHEMA_SECONDS, moves)
        return facts

    def search(self, search: EngineSearch) -> EngineAnswer:
        self._current()
        after = None if search.after is None else Position.read(search.after, search)
        with server_errors():
            answer, pit = self._page(search, after)
        hits = answer["hits"]["hits"]
        if hits and pit is None:
            self._current(seen=hits[0]["_index"])
        asked_again: list[bool] = []

        def ask(aggregations: Aggregations) -> Mapping[str, Any]:
            again = self._ask({"query": scope(search), "size": 0, "aggs": aggregations}, pit)
            asked_again.append(_is_partial(again))
            found: Mapping[str, Any] = again["aggregations"]
            return found

        with server_errors():
            terms, bars = read_facets(search, answer.get("aggregations", {}), ask)
        following = next_position(search, hits, pit)
        if pit is not None and following is None:
            close_point_in_time(self._client, pit)  # this was the last page
        return EngineAnswer(
            total=int(answer["hits"]["total"]["value"]),
            hits=read_hits(search, hits),
            terms=terms,
            bars=bars,
            next=following,
            partial=_is_partial(answer) or any(asked_again),
        )

    def _page(self, search: EngineSearch, after: Position | None) -> tuple[Mapping[str, Any], str | None]:
        """The answer of the server, and the point in time that it was given in."""
        if after is None or search.sort != "relevance":
            return self._ask(request_body(search, after), None), None
        if after.pit is not None:
            try:
                # its copies were chosen when it was opened: waiting for them again helps nobody
                answer = self._ask(request_body(search, after), after.pit, tries=1)
                return answer, answer.get("pit_id", after.pit)
            except (NotFoundError, ConnectionTimeout):
                pass  # the point in time has ended, or the copies that it holds are on a node that hangs
            except BadRequestError as error:
                raise CursorError("the cursor is damaged: start again from the first page") from error
        pit = self._detour.read(lambda client, copies: open_point_in_time(client, self._versions.read, copies))
        found = self._ask(last_hit_query(search, after), pit)["hits"]["hits"]
        if found:
            after = Position(after.id, *sort_values(found[0]))
        return self._ask(request_body(search, after), pit), pit

    def _ask(self, body: dict[str, Any], pit: str | None, tries: int = TRIES) -> Mapping[str, Any]:
        """Send a search; once more where it met a version that was just deleted, or a copy that was just lost."""
        timed = {**body, "timeout": self._soft_timeout}
        try:
            answer = self._send(timed, pit, tries)
        except NotFoundError as error:
            if pit is not None or error_type(error) != "index_not_found_exception":
                raise
            return self._send(timed, pit, tries)
        return self._send(timed, pit, tries) if answer["_shards"]["failed"] else answer

    def _send(self, body: dict[str, Any], pit: str | None, tries: int) -> Mapping[str, Any]:
        if pit is None:
            answer = self._detour.read(
                lambda client, copies: client.search(index=self._versions.read, body=body, preference=copies), tries
            )
        else:
            inside = {**body, "pit": {"id": pit, "keep_alive": KEEP_ALIVE}}
            answer = self._detour.read(lambda client, _: client.search(body=inside), tries)
        found: Mapping[str, Any] = answer.body
        return found

    def article(self, article_id: str) -> Article | None:
        self._current()
        with server_errors():
            try:
                found = self._detour.read(
                    lambda client, copies: client.get(
                        index=self._versions.read, id=article_id, source_includes=["article"], preference=copies
                    )
                )
            except NotFoundError as error:
                if error.body.get("found") is False:  # the index is there, the article is not
                    return None
                raise
        return stored_article(found.body)

    def labels(self, facet: TermFacet, values: Sequence[str]) -> dict[str, str]:
        if not values:
            return {}
        self._current()
        newest_of: list[dict[str, Any]] = []
        for value in values:
            newest = {
                "query": {"constant_score": {"filter": {"term": {facet: value}}}},
                "size": 1,
                "sort": [{"newest": "desc"}],  # so that every engine gives the same label
                "_source": ["article.places" if facet == "place" else "article.actors"],
                "track_total_hits": False,
                "timeout": self._soft_timeout,
            }
            newest_of.append(newest)
        with server_errors():
            answers = self._detour.read(
                lambda client, copies: client.msearch(
                    index=self._versions.read,
                    searches=[line for one in newest_of for line in ({"preference": copies} if copies else {}, one)],
                )
            ).body["responses"]
        found = {}
        for value, answer in zip(values, answers, strict=True):
            # a value that cannot be looked up now is shown by its id, which is no reason to answer nothing
            for hit in answer.get("hits", {}).get("hits", ()):
                [mentions] = hit["_source"]["article"].values()
                label = next((mention["label"] for mention in mentions if mention["id"] == value), None)
                if label is not None:
                    found[value] = str(label)
        return found

    def digests(self, article_ids: Sequence[str]) -> dict[str, str]:
        if not article_ids:
            return {}
        try:
            self._current()
        except IndexMissing:
            return {}
        with server_errors():
            answer = self._detour.read(
                lambda client, copies: client.mget(
                    index=self._versions.read, ids=list(article_ids), source_includes=["digest"], preference=copies
                )
            ).body
        return {
            str(document["_id"]): str(document["_source"]["digest"])
            for document in answer["docs"]
            if document.get("found")
        }

    def articles(self) -> Iterator[tuple[Article, str]]:
        facts = self._versions.required()
        with server_errors():
            # what a build is to copy must be in the point in time, or have a later number (elastic_catchup)
            self._client.indices.refresh(index=facts.name)
        hits = scan(self._client, facts.name, {"match_all": {}}, STORED, SLICES)
        return ((stored_article(hit), str(hit["_source"]["digest"])) for hit in hits)

    # ---- insight

    def state(self) -> str:
        return self._insight.state(self._current())

    def terms(
        self, field: str, prefix: str = "", within: Clause | None = None, limit: int | None = None
    ) -> tuple[tuple[str, int], ...]:
        return self._insight.terms(self._current(), field, prefix, within, limit)

    def explain(self, clause: Clause, article_id: str) -> ScorePart | None:
        self._current()
        return self._insight.explain(clause, article_id)

    def ready(self) -> None:
        facts = self._current()
        with server_errors():
            health = self._client.cluster.health(index=facts.name, timeout="1s").body
        if health["status"] == "red":
            raise EngineUnavailable(
                f"the cluster is red: {health['unassigned_shards']} parts of the index {facts.name} are on no node; "
                "bring the missing node back, or restore a snapshot"
            )

    # ---- versions

    def versions(self) -> tuple[Version, ...]:
        return self._versions.describe()

    def update(self) -> ElasticUpdate:
        self._insight.forget_state()
        return ElasticUpdate(self._versions, self._load)

    def build(self) -> ElasticBuilder:
        return ElasticBuilder(self._versions, self._load)

    def rollback(self) -> Version:
        if self._versions.published() is None:
            raise IndexMissing("there is no earlier version to roll back to")
        with BuildLease(self._client, self._versions.state):
            name = self._versions.roll_back()
        return next(version for version in self.versions() if version.name == name)

    def prune(self, keep: int) -> tuple[str, ...]:
        with BuildLease(self._client, self._versions.state):
            published = self._versions.required().name
            others = [facts.name for facts in self._versions.all() if facts.complete and facts.name != published]
            for name in others[keep:]:
                self._versions.remove(name)
            return tuple(others[keep:])

    def close(self) -> None:
        with self._lock:
            self._known = None
        self._client.close()
        self._open()  # nothing is connected until the next call


def _is_partial(answer: Mapping[str, Any]) -> bool:
    return bool(answer["timed_out"] or answer["_shards"]["failed"])
