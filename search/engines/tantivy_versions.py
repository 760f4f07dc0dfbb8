"""The directory of an embedded index: its versions on disk, which one is published, and who may write.

    INDEX/
      published.json             {"version": NAME, "before": [NAME, …]}, replaced in one step
      write.lock                 held by the one process that writes
      versions/NAME/             one tantivy index
      versions/NAME/version.json {"created": …, "schema": N}, written when the version is complete

A version directory without ``version.json`` is what a killed build left behind; the next writer removes it.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.errors import IndexBusy, IndexDamaged, IndexMissing, SchemaMismatch
from search.schema import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What ``version.json`` says."""

    name: str
    created: dt.datetime
    schema: int


def require_schema(facts: VersionFacts) -> None:
    """Raise SchemaMismatch if a version was made with another schema than this program's."""
    if facts.schema != SCHEMA_VERSION:
        raise SchemaMismatch(
            f"the index was made with schema {facts.schema}, this program uses {SCHEMA_VERSION}: run `fihris reindex`"
        )


def _replace(path: Path, content: dict[str, object]) -> None:
    """Write a small JSON file so that a reader or a crash sees the old one or the new one, never half of it."""
    temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class VersionDirectory:
    """The versions of one embedded index."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where a version's tantivy index lies."""
        return self.root / "versions" / name

    def published_file(self) -> Path:
        """The file that says which version is published."""
        return self.root / "published.json"

    def _published(self) -> tuple[str, list[str]] | None:
        try:
            content = json.loads(self.published_file().read_text(encoding="utf-8"))
            return str(content["version"]), [str(name) for name in content["before"]]
        except FileNotFoundError:
            return None
        except NotADirectoryError as error:
            raise IndexMissing(f"{self.root} is not a directory: name another with --index or FIHRIS_INDEX") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(
                f"{self.published_file()} cannot be read ({error}): reindex, or restore the file"
            ) from error

    def published(self) -> str | None:
        """The name of the published version, or None where nothing is published."""
        found = self._published()
        return found[0] if found else None

    def required(self) -> str:
        """The name of the published version. Raises IndexMissing where there is none."""
        name = self.published()
        if name is None:
            raise IndexMissing(f"there is no index in {self.root}: make one with `fihris index PATH...`")
        return name

    def facts(self, name: str) -> VersionFacts | None:
        """What is known of a complete version, None if it is incomplete or gone."""
        try:
            content = json.loads((self.path(name) / "version.json").read_text(encoding="utf-8"))
            return VersionFacts(name, dt.datetime.fromisoformat(content["created"]), int(content["schema"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(
                f"{self.path(name) / 'version.json'} cannot be read ({error}): roll back or reindex"
            ) from error

    def complete(self) -> list[VersionFacts]:
        """All complete versions, newest first."""
        folder = self.root / "versions"
        names = (
            sorted((entry.name for entry in folder.iterdir() if entry.is_dir()), reverse=True)
            if folder.is_dir()
            else []
        )
        return [facts for name in names if (facts := self.facts(name)) is not None]

    def size(self, name: str) -> int:
        """Bytes on disk of a version; a file that a merge removes meanwhile counts nothing."""
        total = 0
        for entry in os.scandir(self.path(name)):
            try:
                total += entry.stat().st_size
            except FileNotFoundError:
                continue
        return total

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write; the operating system lets go of it when the process ends, however it ends.

        Raises:
            IndexBusy: another process holds it.

        """
        try:
            (self.root / "versions").mkdir(parents=True, exist_ok=True)
            lock = os.open(self.root / "write.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise IndexMissing(
                f"{self.root} cannot be written to ({error.strerror}): name another directory"
            ) from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise IndexBusy(f"another process is writing to {self.root}: wait until it is done") from error
            self._remove_incomplete()
            yield
        finally:
            os.close(lock)

    def _remove_incomplete(self) -> None:
        for entry in (self.root / "versions").iterdir():
            if not (entry / "version.json").exists():
                shutil.rmtree(entry, ignore_errors=True)

    def begin(self) -> str:
        """Make an empty directory for a new version; names sort by the time they were made."""
        name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:6]}"
        self.path(name).mkdir(parents=True)
        return name

    def finish(self, name: str) -> None:
        """Mark a version complete."""
        _replace(
            self.path(name) / "version.json",
            {"created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "schema": SCHEMA_VERSION},
        )

    def publish(self, name: str) -> None:
        """Make a complete version the one that searches see."""
        found = self._published()
        before = [found[0], *found[1]] if found else []
        _replace(self.published_file(), {"version": name, "before": [old for old in before if old != name][:100]})

    def roll_back(self) -> str:
        """Publish the version published before; the one left behind can be published again by a reindex only."""
        found = self._published()
        before = [name for name in found[1] if self.facts(name)] if found else []
        if not before:
            raise IndexMissing("there is no earlier version to roll back to")
        _replace(self.published_file(), {"version": before[0], "before": before[1:]})
        return before[0]

    def remove(self, name: str) -> None:
        """Delete a version; a process that still searches it keeps its open files."""
        (self.path(name) / "version.json").unlink(missing_ok=True)
        shutil.rmtree(self.path(name), ignore_errors=True)
