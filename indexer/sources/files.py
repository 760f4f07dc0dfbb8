"""The files a user names: found, opened (plain or gzip) and handed to the reader of their format.

``-`` is standard input, whose format is named or JSON Lines.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from typing_extensions import Buffer

from indexer.sources import csv_table, json_document, json_lines, plain_text
from indexer.sources.encoding import as_utf8
from indexer.sources.record import Origin, RawArticle, RecordError, Rejection, raw_article
from indexer.sources.standard_input import FORMAT, GZIP, STDIN, standard_input
from indexer.sources.times import TimeError, parse_time
from search.errors import InputError

Reader = Callable[[BinaryIO], Iterator[tuple[int, object]]]
"""Bytes of a file → (line, record) pairs; a record that cannot be read is a `BadRecord`."""

READERS: Final[dict[str, Reader]] = {
    ".txt": plain_text.records,
    ".json": json_document.records,
    ".jsonl": json_lines.records,
    ".csv": csv_table.records,
}
"""The reader of each file name's ending; each may be followed by ``.gz``."""

_DAY_IN_NAME = re.compile(r"(?<!\d)((?:18|19|20|21)\d\d-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read; ``size`` is in bytes as it lies on disk.

    ``encoding`` is a codec's name; where it is None the text is UTF-8, or UTF-16 or UTF-32 by its bytes. ``unreadable``
    says why something below a named directory cannot be read; it is rejected and the rest goes on. ``format`` is one of
    `READERS` where the name does not tell. With the path `STDIN` it is standard input, which can be read once.
    """

    path: Path
    size: int
    encoding: str | None = None
    unreadable: str = ""
    format: str = ""


def ending(path: Path) -> tuple[str, bool]:
    """The ending that says a file's format, ``.gz`` left out, and whether it is compressed."""
    name = path.name.lower()
    compressed = name.endswith(".gz")
    return Path(name.removesuffix(".gz")).suffix, compressed


def find_files(
    paths: Iterable[Path], encoding: str | None = None, leave_out: Collection[Path] = (), kind: str = ""
) -> list[SourceFile]:
    """The files named, and for each directory all below it, sorted; hidden ones are left out, links to directories too.

    ``encoding`` is that of all of them (see `SourceFile`). ``leave_out`` are directories and files below a named
    directory that are no sources, such as the index itself. ``kind`` is the format of standard input (``-``) and of
    files named one by one whose ending tells none.

    Raises:
        InputError: a path is not there, has an ending that no reader knows, or is a directory without articles; or
            nothing is piped into standard input.

    """
    found: list[SourceFile] = []
    for path in paths:
        if path == STDIN:
            standard_input()
            if any(file.path == STDIN for file in found):
                raise InputError("-: standard input can be read only once")
            found.append(SourceFile(path, 0, encoding, format=kind or FORMAT))
            continue
        try:
            if path.is_dir():
                inside = _below(path, encoding, {os.path.realpath(one) for one in leave_out})
                if not inside:
                    raise InputError(
                        f"{path}: no {', '.join(READERS)} file (or such a file with .gz) in this directory"
                    )
                found += inside
                continue
            size = path.stat().st_size
        except FileNotFoundError as error:
            raise InputError(f"{path}: there is no such file or directory") from error
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read ({_why(error)})") from error
        if ending(path)[0] in READERS:
            found.append(SourceFile(path, size, encoding))
        elif kind:
            found.append(SourceFile(path, size, encoding, format=kind))
        else:
            raise InputError(f"{path}: is none of {', '.join(READERS)} (or such a file with .gz): name its --format")
    return found


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _below(top: Path, encoding: str | None, leave_out: Collection[str]) -> list[SourceFile]:
    """What is to be read below a directory, in the order of its paths."""
    found: list[SourceFile] = []

    def unreadable(error: OSError) -> None:
        if error.filename == str(top):
            raise error
        found.append(SourceFile(Path(error.filename), 0, encoding, f"the directory cannot be read: {_why(error)}"))

    for folder, folders, names in os.walk(top, onerror=unreadable):
        here = Path(folder)
        folders[:] = [
            name for name in folders if not name.startswith(".") and os.path.realpath(here / name) not in leave_out
        ]
        for name in names:
            path = here / name
            if name.startswith(".") or ending(path)[0] not in READERS:
                continue
            try:
                if os.path.realpath(path) in leave_out or not (path.is_symlink() or path.is_file()):
                    continue  # what is no file, such as a pipe, would be waited for
                found.append(SourceFile(path, path.stat().st_size, encoding))
            except OSError as error:  # a link to nowhere, or to itself
                found.append(SourceFile(path, 0, encoding, f"the file cannot be read: {_why(error)}"))
    return sorted(found, key=lambda file: file.path)


class _Counting(io.RawIOBase):
    """A file that reports how many bytes have been read of it."""

    def __init__(self, file: BinaryIO, report: Callable[[int], None]) -> None:
        self.file = file
        self.report = report

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        content = self.file.read(len(view))
        view[: len(content)] = content
        self.report(len(content))
        return len(content)


def read_file(
    file: SourceFile, published: dt.date | None = None, report: Callable[[int], None] = lambda _: None
) -> Iterator[RawArticle | Rejection]:
    """Every record of a file as an article or a rejection; a file that breaks off in the middle ends with a rejection.

    ``published`` is for records without a date; where it is None, a day in the file's name is taken (2016-10-24.txt).
    ``report`` is called with the number of bytes read since the last call.
    """
    if file.unreadable:
        yield Rejection(str(file.path), 0, file.unreadable, "")
        return
    kind = file.format or ending(file.path)[0]
    line = 0
    if published is None and (named := _DAY_IN_NAME.search(file.path.name)):
        try:
            published = parse_time(named[1])
        except TimeError:
            published = None
    try:
        with nullcontext(standard_input()) if file.path == STDIN else file.path.open("rb") as raw:
            counted = io.BufferedReader(_Counting(raw, report), 1 << 18)
            compressed = _is_compressed(file, counted.peek(len(GZIP)))
            with gzip.GzipFile(fileobj=counted) if compressed else counted as content:
                for line, record in READERS[kind](as_utf8(content, file.encoding)):
                    try:
                        yield raw_article(record, published, Origin(str(file.path), line))
                    except RecordError as error:
                        yield Rejection(str(file.path), line, str(error), json_lines.as_text(record))
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        yield Rejection(str(file.path), line, _broken(error, line), "")


def _is_compressed(file: SourceFile, beginning: bytes) -> bool:
    """Whether a file is gzip, by its name; standard input has none, so its first bytes say so."""
    return beginning.startswith(GZIP) if file.path == STDIN else ending(file.path)[1]


def _broken(error: Exception, line: int) -> str:
    """Why a file cannot be read to its end, and what to do; ``line`` is the last one that was read."""
    if isinstance(error, gzip.BadGzipFile) and not line:
        return f"it is no gzip file ({error}): if it is not compressed, take .gz from its name"
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return f"the gzip file is damaged behind this line ({error}): get a whole copy of it and index that"
    if isinstance(error, UnicodeError):
        return f"the file cannot be read further: {error}; name its encoding with --encoding"
    return f"the file cannot be read{' further' if line else ''}: {_why(error)}"
