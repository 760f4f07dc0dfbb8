"""CSV with a header line; the separator may be a comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from indexer.sources.encoding import NOT_UTF8
from indexer.sources.record import BadRecord

_SEPARATORS: Final = ",;\t"
_LONGEST_CELL: Final = 1 << 26
_UNDECODED: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as lone surrogates (PEP 383)."""


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def records(file: BinaryIO) -> Iterator[tuple[int, object]]:
    """Yield (number of the record's last line, record); cells left empty are left out."""
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    header = text.readline()
    if not header.strip():
        return
    separator = _separator(header)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=separator))]
    rows = csv.reader(text, delimiter=separator, strict=True)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield rows.line_num + 1, BadRecord(f"it is not CSV: {error}", "")
            continue
        if not row:
            continue
        line = rows.line_num + 1
        if _UNDECODED.search(header + "".join(row)):
            yield (
                line,
                BadRecord(NOT_UTF8, separator.join(row).encode(errors="surrogateescape").decode(errors="replace")),
            )
            continue
        if len(row) > len(names):
            reason = f"it has {len(row)} cells where the header names {len(names)}: quote cells that hold the separator"
            yield line, BadRecord(reason, separator.join(row))
            continue
        yield line, {name: cell for name, cell in zip(names, row, strict=False) if cell}
