"""The files a user names: found, opened (plain or gzip) and handed to the reader of their format."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from typing_extensions import Buffer

from indexer.sources import csv_table, json_document, json_lines, plain_text
from indexer.sources.encoding import as_utf8
from indexer.sources.record import RawArticle, RecordError, Rejection, raw_article
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

    ``encoding`` is a codec's name; where it is None the text is UTF-8, or UTF-16 with a byte order mark.
    """

    path: Path
    size: int
    encoding: str | None = None


def ending(path: Path) -> tuple[str, bool]:
    """The ending that says a file's format, ``.gz`` left out, and whether it is compressed."""
    name = path.name.lower()
    compressed = name.endswith(".gz")
    return Path(name.removesuffix(".gz")).suffix, compressed


def find_files(paths: Iterable[Path], encoding: str | None = None) -> list[SourceFile]:
    """The files named, and for each directory all readable ones below it, sorted; hidden ones are left out.

    ``encoding`` is that of all of them (see `SourceFile`).

    Raises:
        InputError: a path is not there, has an ending that no reader knows, or is a directory without articles.

    """
    found: list[SourceFile] = []
    for path in paths:
        try:
            if path.is_dir():
                inside = [
                    entry
                    for entry in sorted(path.rglob("*"))
                    if ending(entry)[0] in READERS
                    and entry.is_file()
                    and not any(part.startswith(".") for part in entry.relative_to(path).parts)
                ]
                if not inside:
                    raise InputError(
                        f"{path}: no {', '.join(READERS)} file (or such a file with .gz) in this directory"
                    )
                found += [SourceFile(entry, entry.stat().st_size, encoding) for entry in inside]
                continue
            size = path.stat().st_size
        except FileNotFoundError as error:
            raise InputError(f"{path}: there is no such file or directory") from error
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read ({error})") from error
        if ending(path)[0] not in READERS:
            raise InputError(f"{path}: is none of {', '.join(READERS)} (or such a file with .gz)")
        found.append(SourceFile(path, size, encoding))
    return found


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
    kind, compressed = ending(file.path)
    line = 0
    if published is None and (named := _DAY_IN_NAME.search(file.path.name)):
        try:
            published = parse_time(named[1])
        except TimeError:
            published = None
    try:
        with file.path.open("rb") as raw:
            counted = io.BufferedReader(_Counting(raw, report), 1 << 18)
            with gzip.GzipFile(fileobj=counted) if compressed else counted as content:
                for line, record in READERS[kind](as_utf8(content, file.encoding)):
                    try:
                        yield raw_article(record, published)
                    except RecordError as error:
                        yield Rejection(str(file.path), line, str(error), json_lines.as_text(record))
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        yield Rejection(str(file.path), line, f"the file cannot be read further: {error}", "")
