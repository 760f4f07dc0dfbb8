"""The embedded engine: tantivy in this process, an index in a directory, no server.

The terms come ready from our own analyzer, so every text field is cut on spaces alone. The parts: `tantivy_versions`
(the directory), `tantivy_snapshots` (states to search), `tantivy_clauses` (queries), `tantivy_pages`, `tantivy_facets`
and `tantivy_writers`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from search.article import Article
from search.engine import EngineAnswer, EngineSearch, Version
from search.engines.tantivy_facets import Groups, count_facets
from search.engines.tantivy_index import engine_errors
from search.engines.tantivy_insight import explain_score, terms_of
from search.engines.tantivy_pages import (
    address_of,
    all_articles,
    article_of,
    by_relevance,
    by_time,
    digest_of,
    label_in,
    read_hit,
    read_position,
    scoped_query,
)
from search.engines.tantivy_snapshots import Reader, Snapshot
from search.engines.tantivy_versions import VersionDirectory
from search.engines.tantivy_writers import TantivyBuilder, TantivyUpdate
from search.insight import ScorePart
from search.query.clauses import Clause
from search.request import FacetName, TermFacet


class TantivyEngine:
    """An embedded index in a directory; see `search.engine.SearchEngine` and `search.insight.Insight` for promises."""

    def __init__(self, root: Path) -> None:
        self._versions = VersionDirectory(root)
        self._reader = Reader(self._versions)
        self._groups = Groups()

    # ---- searching

    def search(self, search: EngineSearch) -> EngineAnswer:
        snapshot = self._reader.current()
        after: dict[str, Any] = {}
        if search.after is not None:
            after = read_position(search.after)
            snapshot = self._reader.kept(after["snapshot"]) or snapshot
        with engine_errors():
            query = scoped_query(snapshot, search, without=None)
            if search.sort == "relevance":
                total, found, following = by_relevance(snapshot, query, search, after)
            else:
                total, found, following = by_time(snapshot, query, search, after)
            hits = tuple(read_hit(snapshot, search, score, address) for score, address in found)
            terms, bars = count_facets(snapshot, search, total)
            if following is not None and hits:
                following |= {"snapshot": snapshot.name, "id": hits[-1].id}
            position = json.dumps(following) if following is not None and hits else None
        return EngineAnswer(total, hits, terms, bars, position)

    def article(self, article_id: str) -> Article | None:
        snapshot = self._reader.current()
        with engine_errors():
            address = address_of(snapshot, article_id)
            return None if address is None else article_of(snapshot.searcher.doc(address))

    def labels(self, facet: TermFacet, values: Sequence[str]) -> dict[str, str]:
        snapshot = self._reader.current()
        found = {value: self._label(snapshot, facet, value) for value in values}
        return {value: label for value, label in found.items() if label is not None}

    @staticmethod
    def _label(snapshot: Snapshot, facet: TermFacet, value: str) -> str | None:
        with engine_errors():
            query = Query.term_query(snapshot.schema, facet, value, "basic")
            # the newest, so that every engine gives the same label
            found = snapshot.searcher.search(
                query, 1, count=False, order_by_field="newest", order=tantivy.Order.Desc
            ).hits
            if not found:
                return None
            return label_in(snapshot.searcher.doc(found[0][1]), facet, value)

    def digests(self, article_ids: Sequence[str]) -> dict[str, str]:
        if self._versions.published() is None or not article_ids:
            return {}
        snapshot = self._reader.current()
        with engine_errors():
            query = Query.term_set_query(snapshot.schema, "id", list(article_ids))
            found = snapshot.searcher.search(query, len(article_ids), count=False).hits
            documents = [snapshot.searcher.doc(address) for _, address in found]
        return {str(document.get_first("id")): digest_of(document) for document in documents}

    def articles(self) -> Iterator[tuple[Article, str]]:
        return all_articles(self._reader.of_any_schema())

    def ready(self) -> None:
        self._reader.current()

    # ---- insight

    def group_counts(self, search: EngineSearch, facet: FacetName, groups: Sequence[Clause]) -> tuple[int, ...]:
        snapshot = self._reader.current()
        with engine_errors():
            return self._groups.counts(snapshot, scoped_query(snapshot, search, without=facet), groups)

    def state(self) -> str:
        return self._reader.current().name

    def terms(
        self, field: str, prefix: str = "", within: Clause | None = None, limit: int | None = None
    ) -> tuple[tuple[str, int], ...]:
        with engine_errors():
            return terms_of(self._reader.current(), field, prefix, within, limit)

    def explain(self, clause: Clause, article_id: str) -> ScorePart | None:
        with engine_errors():
            return explain_score(self._reader.current(), clause, article_id)

    # ---- versions

    def versions(self) -> tuple[Version, ...]:
        published = self._versions.published()
        found = []
        for facts in self._versions.complete():
            with engine_errors():
                index = tantivy.Index.open(str(self._versions.path(facts.name)))
                count = index.searcher().num_docs
            found.append(
                Version(
                    facts.name,
                    facts.created,
                    count,
                    facts.schema,
                    self._versions.size(facts.name),
                    facts.name == published,
                )
            )
        return tuple(found)

    def update(self) -> TantivyUpdate:
        return TantivyUpdate(self._versions)

    def build(self) -> TantivyBuilder:
        return TantivyBuilder(self._versions)

    def rollback(self) -> Version:
        with self._versions.writing():
            name = self._versions.roll_back()
        return next(version for version in self.versions() if version.name == name)

    def prune(self, keep: int) -> tuple[str, ...]:
        with self._versions.writing():
            published = self._versions.published()
            others = [facts.name for facts in self._versions.complete() if facts.name != published]
            for name in others[keep:]:
                self._versions.remove(name)
            return tuple(others[keep:])

    def close(self) -> None:
        self._reader = Reader(self._versions)
