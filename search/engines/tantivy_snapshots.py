"""States of an embedded index: the newest one for a new search, earlier ones for the pages that follow."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tantivy

from search.engines.tantivy_columns import Columns
from search.engines.tantivy_index import ROW, engine_errors, register
from search.engines.tantivy_versions import VersionDirectory, require_schema
from search.errors import IndexDamaged

_SNAPSHOTS: Final = 8
"""States of the index kept for the following pages of searches begun on them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of one version: searches of a snapshot always see the same articles."""

    name: str
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    columns: Columns


def checked_columns(folder: Path, searcher: tantivy.Searcher, known: Columns | None = None) -> Columns:
    """The columns with the rows of every article that a searcher sees.

    Raises:
        IndexDamaged: some of those rows are not there.

    """
    columns = Columns.read(folder, known)  # after the searcher was made: rows are on disk before they are committed
    last = searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field=ROW, order=tantivy.Order.Desc).hits
    if last and last[0][0] >= columns.rows:
        raise IndexDamaged(
            f"the facet values of articles are missing ({columns.rows} rows are readable): roll back or reindex"
        )
    return columns


class Reader:
    """Opens the published version and notices when another is published or more is committed."""

    def __init__(self, versions: VersionDirectory) -> None:
        self.versions = versions
        self.lock = threading.Lock()
        self.index: tantivy.Index | None = None
        self.seen: tuple[object, ...] = ()
        self.columns = Columns()
        self.version = ""
        self.snapshots: OrderedDict[str, Snapshot] = OrderedDict()

    @staticmethod
    def _stamp(path: Path) -> tuple[int, int, int] | None:
        try:
            stat = path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def current(self) -> Snapshot:
        """The newest state of the published version."""
        with self.lock, engine_errors():
            published = self._stamp(self.versions.published_file())
            meta = self._stamp(self.versions.path(self.version) / "meta.json") if self.version else None
            if self.seen == (published, meta) and published is not None and self.snapshots:
                return next(reversed(self.snapshots.values()))
            version = self.versions.required()
            if version != self.version or self.index is None:
                self.index = self._open(version)
                self.columns = Columns()
                self.version = version
            else:
                self.index.reload()
            meta_path = self.versions.path(version) / "meta.json"
            meta = self._stamp(meta_path)
            opstamp = json.loads(meta_path.read_bytes())["opstamp"]
            searcher = self.index.searcher()
            self.columns = checked_columns(meta_path.parent, searcher, self.columns)
            snapshot = Snapshot(f"{version}:{opstamp}", searcher, self.index.schema, self.columns)
            self.snapshots.pop(snapshot.name, None)
            self.snapshots[snapshot.name] = snapshot
            while len(self.snapshots) > _SNAPSHOTS:
                self.snapshots.popitem(last=False)
            self.seen = (published, meta)
            return snapshot

    def _open(self, version: str) -> tantivy.Index:
        facts = self.versions.facts(version)
        if facts is None:
            raise IndexDamaged(f"the published version {version} is gone: roll back or reindex")
        require_schema(facts)
        index = tantivy.Index.open(str(self.versions.path(version)))
        index.config_reader("manual")
        index.reload()
        return register(index)

    def of_any_schema(self) -> Snapshot:
        """The newest state of the published version even if its schema is another: for reading stored articles only."""
        with engine_errors():
            version = self.versions.required()
            index = tantivy.Index.open(str(self.versions.path(version)))
            return Snapshot(version, index.searcher(), index.schema, Columns())

    def kept(self, name: str) -> Snapshot | None:
        """An earlier state, if it is still kept."""
        with self.lock:
            return self.snapshots.get(name)
