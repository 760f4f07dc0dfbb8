"""The port: what Fihris asks of a search engine. The adapters are in `search.engines`.

An index is a place (a directory or a server) that holds *versions*; one of them is published and is what every search
sees. All methods raise only `search.errors.EngineError` and its kinds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from search.article import Article
from search.document import IndexDocument
from search.query.clauses import Clause
from search.request import DateFacet, FacetName, Sort, TermFacet


@dataclass(frozen=True, slots=True)
class EngineSearch:
    """A search as an engine gets it.

    ``filters`` holds one clause for each facet with a selection: hits must match all of them, and each facet is counted
    over what matches all but its own. ``selected`` values are counted even if they are not among the ``facet_size``
    most frequent. ``after`` is the ``next`` of the page before. With ``ids_only`` hits carry no article.
    """

    clause: Clause
    filters: Mapping[FacetName, Clause]
    sort: Sort
    limit: int
    after: str | None = None
    term_facets: tuple[TermFacet, ...] = ()
    facet_size: int = 20
    selected: Mapping[TermFacet, tuple[str, ...]] | None = None
    date_facets: Mapping[DateFacet, str] | None = None
    """The number field whose values make the bars of each date facet."""
    ids_only: bool = False


@dataclass(frozen=True, slots=True)
class EngineHit:
    """One hit; ``score`` is None when the sort is not by relevance, ``article`` when only ids were asked for."""

    id: str
    score: float | None
    article: Article | None


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """``terms`` are (value, count), most frequent first, equal counts by value; ``bars`` (number, count), ascending."""

    total: int
    hits: tuple[EngineHit, ...]
    terms: Mapping[TermFacet, tuple[tuple[str, int], ...]]
    bars: Mapping[DateFacet, tuple[tuple[int, int], ...]]
    next: str | None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an index; ``size`` is in bytes."""

    name: str
    created: dt.datetime
    articles: int
    schema: int
    size: int
    published: bool


class IndexWriter(Protocol):
    """Adds, replaces and deletes articles; leaving the block without `commit` or `publish` discards what is pending."""

    def add(self, document: IndexDocument) -> None:
        """Add an article, in place of one with the same id."""

    def delete(self, article_id: str) -> None:
        """Delete an article; an unknown id is no error."""

    def commit(self) -> None:
        """Make everything so far durable; in the published version also visible to searches."""

    def refused(self) -> Sequence[tuple[str, str]]:
        """The articles that the engine did not take, id and reason: those committed since the last call."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class IndexBuilder(IndexWriter, Protocol):
    """Fills a new version; leaving the block before `publish` deletes it."""

    def publish(self, expected: int) -> Version:
        """Check that the version holds ``expected`` articles and make it the published one, at once.

        Raises:
            BuildFailed: the counts differ; the version published before stays.

        """


class SearchEngine(Protocol):
    """An index that can be searched, written to and rebuilt."""

    def search(self, search: EngineSearch) -> EngineAnswer:
        """Find, count and page. Raises CursorError for an ``after`` that this index did not give."""

    def article(self, article_id: str) -> Article | None:
        """The stored article, or None."""

    def labels(self, facet: TermFacet, values: Sequence[str]) -> dict[str, str]:
        """For each of these places or actors the label under which the newest article that mentions it does so."""

    def digests(self, article_ids: Sequence[str]) -> dict[str, str]:
        """The stored digest of each of these articles that is there."""

    def articles(self) -> Iterator[tuple[Article, str]]:
        """Every stored article of the published version with its digest, as of the moment of the call."""

    def versions(self) -> tuple[Version, ...]:
        """All complete versions, newest first."""

    def update(self) -> IndexWriter:
        """Write to the published version; the first write makes and publishes one. Raises IndexBusy."""

    def build(self) -> IndexBuilder:
        """Begin a new version beside the published one. Raises IndexBusy."""

    def rollback(self) -> Version:
        """Publish the version that was published before this one. Raises IndexMissing if there is none."""

    def prune(self, keep: int) -> tuple[str, ...]:
        """Delete old versions but for the published one and the ``keep`` newest others; returns their names."""

    def ready(self) -> None:
        """Return if searches can be answered; raise the reason if not."""

    def close(self) -> None:
        """Let go of files and connections."""
