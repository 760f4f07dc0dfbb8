"""Writing to an embedded index: the published version updated, or a new version filled and published."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, Self

import tantivy

from search.document import IndexDocument
from search.engine import Version
from search.engines.tantivy_columns import ColumnWriter
from search.engines.tantivy_index import ROW, ROW_BIT, RUN, engine_errors, index_schema, packed, register
from search.engines.tantivy_snapshots import checked_columns
from search.engines.tantivy_versions import VersionDirectory, require_schema
from search.errors import BuildFailed, IndexDamaged, IndexMissing

_WRITER_HEAP: Final = 192_000_000
"""Bytes of memory for postings before a segment is written: few large segments search faster than many small ones."""


class _Writer:
    """What writing to the published version and filling a new one have in common."""

    def __init__(self, versions: VersionDirectory) -> None:
        self._versions = versions
        self._lock: AbstractContextManager[None] = versions.writing()
        self._writer: tantivy.IndexWriter | None = None
        self._columns: ColumnWriter | None = None
        self._name = ""

    def _open(self, name: str, *, new: bool) -> None:
        folder = self._versions.path(name)
        with engine_errors():
            index = register(tantivy.Index(index_schema(), str(folder)) if new else tantivy.Index.open(str(folder)))
            self._columns = ColumnWriter(folder, checked_columns(folder, index.searcher()))
            # one thread: its segments are few and large, and the analysis has been done elsewhere already
            self._writer = index.writer(_WRITER_HEAP, 1)
        self._name = name

    @property
    def _open_columns(self) -> ColumnWriter:
        if self._columns is None:
            raise IndexMissing("writing is only possible inside the writer's `with` block")
        return self._columns

    @property
    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise IndexMissing("writing is only possible inside the writer's `with` block")
        return self._writer

    def add(self, document: IndexDocument) -> None:
        entry = tantivy.Document()
        entry.add_text("id", document.id)
        entry.add_bytes("digest", document.digest.encode())
        entry.add_bytes("article", packed(document.article))
        for field, text in document.texts.items():
            entry.add_text(field, text)
        for field, values in document.keywords.items():
            for value in values:
                entry.add_text(field, value)
        for field, numbers in document.numbers.items():
            for number in numbers:
                entry.add_integer(field, number)
        with engine_errors():
            row = self._open_columns.add(document.keywords, document.numbers)
            entry.add_unsigned(ROW, row)
            entry.add_unsigned(ROW_BIT, 1 << row % RUN)
            self._open_writer.delete_documents_by_term("id", document.id)
            self._open_writer.add_document(entry)

    def delete(self, article_id: str) -> None:
        with engine_errors():
            self._open_writer.delete_documents_by_term("id", article_id)

    def refused(self) -> tuple[tuple[str, str], ...]:
        return ()  # this engine takes whatever can be analysed

    def _commit(self) -> None:
        with engine_errors():
            self._open_columns.flush()  # first, so that every row that tantivy knows is there
            self._open_writer.commit()

    def _close_writer(self) -> None:
        if self._columns is not None:
            columns, self._columns = self._columns, None
            columns.close()
        if self._writer is not None:
            writer, self._writer = self._writer, None
            with engine_errors():
                writer.rollback()
                writer.wait_merging_threads()


class TantivyUpdate(_Writer):
    """Writes to the published version; makes the first one where there is none."""

    def __enter__(self) -> Self:
        self._lock.__enter__()
        try:
            published = self._versions.published()
            self._new = published is None
            if published is None:
                self._open(self._versions.begin(), new=True)
                return self
            facts = self._versions.facts(published)
            if facts is not None:
                require_schema(facts)
            self._open(published, new=False)
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def commit(self) -> None:
        self._commit()
        if self._new:
            self._versions.finish(self._name)
            self._versions.publish(self._name)
            self._new = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close_writer()
            if self._new:
                self._versions.remove(self._name)
        finally:
            self._lock.__exit__(None, None, None)


class TantivyBuilder(_Writer):
    """Fills a new version beside the published one."""

    def __enter__(self) -> Self:
        self._lock.__enter__()
        try:
            self._open(self._versions.begin(), new=True)
            self._published = False
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def commit(self) -> None:
        self._commit()

    def publish(self, expected: int) -> Version:
        self.commit()
        with engine_errors():
            writer, self._writer = self._open_writer, None
            writer.wait_merging_threads()
            index = tantivy.Index.open(str(self._versions.path(self._name)))
            count = index.searcher().num_docs
        if count != expected:
            raise BuildFailed(
                f"the new version holds {count} articles where {expected} were expected: "
                "it was not published and the published version is as it was"
            )
        self._versions.finish(self._name)
        self._versions.publish(self._name)
        self._published = True
        facts = self._versions.facts(self._name)
        if facts is None:
            raise IndexDamaged(f"the new version {self._name} vanished while it was published")
        return Version(self._name, facts.created, count, facts.schema, self._versions.size(self._name), published=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._close_writer()
            if not self._published:
                self._versions.remove(self._name)
        finally:
            self._lock.__exit__(None, None, None)
