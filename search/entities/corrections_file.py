"""The file that keeps the changes people made to the entities: read, watched, and added to.

One change a line of JSON, in the order in which they were made; lines are only ever added. A change is written by
putting a whole new file in the place of the old one, under a lock beside it (``entities.jsonl.lock``), so that a reader
or a crash sees the old file or the new one, and of two writers the second sees what the first wrote. A file that
cannot be read is reported with its line and never written over.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import orjson

from search.entities.changes import Change, ChangeError, read_change, write_change
from search.entities.corrections import NONE, Corrections
from search.errors import CorrectionsDamaged, InputError

_PATIENCE: Final = 10.0
"""Seconds to wait for another writer."""
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes; a file of corrections that is larger is none."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no change: where it stands, the field at fault, and why."""

    line: int
    field: str
    reason: str


def read_lines(raw: bytes) -> tuple[dict[int, Change], list[BadLine]]:
    """Every change of a file by its line, and every line that is none; empty lines count for nothing."""
    changes: dict[int, Change] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(raw.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            changes[number] = read_change(orjson.loads(line))
        except ChangeError as error:
            bad.append(BadLine(number, error.field, _reason(error)))
        except ValueError as error:
            bad.append(BadLine(number, "line", f"is no JSON: {error}"))
    if not bad:
        bad += _inconsistent(list(changes.values()), list(changes))
    return changes, bad


def _inconsistent(changes: Sequence[Change], numbers: Sequence[int]) -> list[BadLine]:
    """The first line that does not go together with those before it."""
    try:
        Corrections(changes)
    except ChangeError:
        for last in range(1, len(changes) + 1):
            try:
                Corrections(changes[:last])
            except ChangeError as error:
                return [BadLine(numbers[last - 1], error.field, _reason(error))]
        # only all together they do not: an undone change was what another needs
        return [BadLine(numbers[-1], "line", "the changes before it do not go together")]
    return []


def _reason(error: ChangeError) -> str:
    return str(error).removeprefix(f"{error.field}: ")


def read_changes(path: Path) -> dict[int, Change]:
    """The changes of a file that is given to import, by line.

    Raises:
        InputError: the file cannot be read, or a line is no change; names every such line and its field.

    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    changes, bad = read_lines(raw)
    if bad:
        raise InputError("\n".join(f"{path}:{one.line}: {one.field}: {one.reason}" for one in bad))
    return changes


class EntitiesFile:
    """One file of changes; it need not be there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._seen: tuple[int, int, int] | None = None
        self._corrections = NONE

    def corrections(self) -> Corrections:
        """What the file says now; read anew only when it has changed.

        Where a change has damaged the file, what it said before still holds, and the damage is logged.

        Raises:
            CorrectionsDamaged: the file cannot be read, and never could since it is watched.

        """
        stamp = self._stamp()
        with self._lock:
            if stamp == self._seen:
                return self._corrections
            try:
                self._corrections = self.read()
            except CorrectionsDamaged as error:
                if self._seen is None:
                    raise
                _log.error("%s; what it said before still holds", error)
            self._seen = stamp
            return self._corrections

    def read(self) -> Corrections:
        """What the file says, read now.

        Raises:
            CorrectionsDamaged: names the line and the field.

        """
        try:
            if self.path.stat().st_size > _LARGEST:
                raise CorrectionsDamaged(f"{self.path} is larger than a file of corrections can be")
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return NONE
        except OSError as error:
            raise CorrectionsDamaged(f"{self.path} cannot be read: {error.strerror}") from error
        changes, bad = read_lines(raw)
        if bad:
            more = f" (and {len(bad) - 1} more lines)" if len(bad) > 1 else ""
            raise CorrectionsDamaged(
                f"{self.path}:{bad[0].line}: {bad[0].field}: {bad[0].reason}{more}; "
                "correct the line or restore the file"
            )
        return Corrections(changes.values())

    def append(self, make: Callable[[Corrections], Sequence[Change]]) -> Corrections:
        """Add changes at the end; ``make`` gets what holds now, under the lock, and says which.

        Raises:
            CorrectionsDamaged: the file cannot be read or written; it is as it was.
            ChangeError: from ``make``, or the changes do not go together with those before; nothing is written.

        """
        with self._writing():
            before = self.read()
            changes = tuple(make(before))
            after = Corrections((*before.changes, *changes))
            if changes:
                self._replace(b"".join(map(write_change, changes)))
            return after

    def _stamp(self) -> tuple[int, int, int]:
        try:
            found = self.path.stat()
        except OSError:
            return 0, 0, 0
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _replace(self, lines: bytes) -> None:
        old = self.path.read_bytes() if self.path.exists() else b""
        if old and not old.endswith(b"\n"):
            old += b"\n"
        temporary = self.path.with_name(f"{self.path.name}.{uuid.uuid4().hex}.tmp")
        try:
            with temporary.open("wb") as file:
                file.write(old + lines)
                file.flush()
                os.fsync(file.fileno())
            if self.path.exists():
                temporary.chmod(self.path.stat().st_mode & 0o777)
            temporary.replace(self.path)
        except OSError as error:
            raise CorrectionsDamaged(f"{self.path} cannot be written: {error.strerror}") from error
        finally:
            temporary.unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the right to write; the operating system lets go of it when the process ends."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise CorrectionsDamaged(f"{self.path} cannot be written: {error.strerror}") from error
        try:
            deadline = time.monotonic() + _PATIENCE
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError as error:
                    if time.monotonic() > deadline:
                        raise CorrectionsDamaged(f"another process is writing to {self.path}: try again") from error
                    time.sleep(0.05)
            yield
        finally:
            os.close(lock)


__all__ = ["BadLine", "EntitiesFile", "read_changes", "read_lines"]
