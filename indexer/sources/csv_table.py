"""CSV with a header line; the separator may be a comma, semicolon, tab or vertical bar."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from indexer.sources.encoding import NOT_UTF8
from indexer.sources.record import BadRecord

_SEPARATORS: Final = ",;\t|"
_LONGEST_CELL: Final = 1 << 26
_NAMED_SEPARATOR: Final = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)
"""What spreadsheets put before a header to say the separator: ``sep=;``."""
_UNDECODED: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as lone surrogates (PEP 383)."""


def _separator(header: str) -> str:
    """The separator that a header line has most of."""
    return max(_SEPARATORS, key=header.count)


class _Lines:
    """The lines of a file; those of the row being read are kept and can be read again."""

    def __init__(self, text: TextIO, number: int) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.row: list[str] = []
        self.number = number
        """Lines read, the header among them."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._text)
        self.row.append(line)
        self.number += 1
        return line

    def begin(self) -> int:
        """Begin a row; the number of its first line."""
        self.row.clear()
        return self.number + 1

    def return_after_first(self) -> None:
        """Let all lines of this row but its first be read again."""
        self._again.extendleft(reversed(self.row[1:]))
        self.number -= len(self.row) - 1
        del self.row[1:]


def records(file: BinaryIO, *, keep_empty: bool = False) -> Iterator[tuple[int, object]]:
    """Yield (number of the record's first line, record).

    Cells left empty are left out, and rows of nothing else, or both are kept with ``keep_empty``.

    After a row that is no CSV, such as one whose quotation mark is never closed, reading goes on with the next line
    that is a whole row.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    header = text.readline()
    named = _NAMED_SEPARATOR.match(header)
    if named:
        header = text.readline()
    if not header.strip():
        return
    separator = named[1] if named else _separator(header)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=separator))]
    lines = _Lines(text, 2 if named else 1)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    bad: tuple[int, str, list[str]] | None = None  # what is no CSV: its first line, why, the lines
    while True:
        first = lines.begin()
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            lines.return_after_first()
            bad = bad or (first, f"it is not CSV: {error}", [])
            bad[2].append(lines.row[0])
            rows = csv.reader(lines, delimiter=separator, strict=True)
            continue
        if bad is not None and len(row) != len(names):  # what a broken row goes on with, or its last lines
            bad[2].extend(lines.row)
            continue
        if bad is not None:
            yield _broken(*bad)
            bad = None
        if any(row) or (row and keep_empty):
            yield first, _record(row, names, separator, keep_empty=keep_empty)
    if bad is not None:
        yield _broken(*bad)


def _broken(first: int, reason: str, lines: list[str]) -> tuple[int, BadRecord]:
    return first, BadRecord(reason, _shown("".join(lines).rstrip("\r\n")))


def _shown(text: str) -> str:
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _record(row: list[str], names: list[str], separator: str, *, keep_empty: bool) -> object:
    if _UNDECODED.search("".join((*names, *row))):
        return BadRecord(NOT_UTF8, _shown(separator.join(row)))
    if len(row) > len(names):
        reason = f"it has {len(row)} cells where the header names {len(names)}: quote cells that hold the separator"
        return BadRecord(reason, separator.join(row))
    return {name: cell for name, cell in zip(names, row, strict=False) if cell or keep_empty}
