"""Columns of facet values beside an embedded index: which places, actors, sources, days and years each article has.

tantivy says which articles match; what they have is counted here, in arrays, so that counts are exact whatever segments
there are. Every article written gets the next row number, which tantivy keeps; a row is never used again, so the row of
an article that was replaced or deleted stays behind, found by no search, until the index is built anew.

A version's file ``facets.columns`` is a sequence of blocks and only ever grows. A block is a line of JSON, ``{"first":
row, "rows": count, "bytes": length, "crc": checksum, "columns": {name: [values, terms, bytes of terms]}}``, and then
for each column

- how many values each row has (``<u4``), and all values in order of rows (``<i4``): numbers as they are, and for
  keywords the places of the terms in the column's list of terms;
- for keywords, the terms that no block before has: their lengths in bytes (``<u4``) and the terms themselves in UTF-8.

Blocks are on disk before tantivy commits their rows, so a killed writer leaves at most rows that no article has.
"""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search.schema import COUNTED, FIELDS

Rows = NDArray[np.int64]
"""Row numbers, ascending."""
Counts = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Values, ascending, and how many rows have each."""

_FILE: Final = "facets.columns"
_BLOCK_ROWS: Final = 20_000
"""Rows that a writer holds in memory at most."""
_BITS: Final = 28
_WIDTH: Final = 1 << _BITS
"""Codes of one column; those of eight fit into 31 bits."""
_ZERO: Final = 1 << (_BITS - 1)
"""What stands for the value 0 in a code: days before 1970 are negative. The last day that Python knows is 2,932,896."""
_FIRST: Final = range(0, len(COUNTED) * _WIDTH, _WIDTH)
"""The first code of each column."""
_MANY: Final = 100_000
"""Codes from which on counting them in an array is quicker than sorting."""


def _is_keyword(name: str) -> bool:
    return FIELDS[name].type == "keyword"


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of a keyword column by their places, and their places by the terms, filled when first asked for.

    States of one version share both dictionaries: another one may have filled them further, never otherwise.
    """

    text: bytes = b""
    ends: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    places: dict[str, int] = field(default_factory=dict)
    read: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: int) -> str:
        known = self.read.get(place)
        if known is None:
            known = self.text[self.ends[place] : self.ends[place + 1]].decode("utf-8", "surrogatepass")
            self.read[place] = known
        return known

    def place(self, term: str) -> int | None:
        """Where a term stands, None where this column has no such term."""
        for place in range(len(self.places), len(self)):
            self.places.setdefault(self[place], place)
        found = self.places.get(term)
        return found if found is not None and found < len(self) else None

    def longer(self, text: bytes, lengths: NDArray[np.int64]) -> _Terms:
        """The same with more terms."""
        ends = np.concatenate((self.ends, self.ends[-1] + np.cumsum(lengths)))
        return _Terms(self.text + text, ends, self.places, self.read)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of some rows have each value: ``codes`` of column and value, ascending, each with its count."""

    codes: NDArray[np.int64]
    counts: NDArray[np.int64]
    terms: Mapping[str, _Terms]

    def values(self, name: str) -> Counts:
        """The values of a number column, or places of terms, ascending, with how many rows have each."""
        first = _FIRST[COUNTED.index(name)]
        low, high = self.codes.searchsorted((first, first + _WIDTH)).tolist()
        return self.codes[low:high] - (first + _ZERO), self.counts[low:high]

    def most_frequent(self, name: str, size: int, also: Iterable[str] = ()) -> tuple[tuple[str, int], ...]:
        """The most frequent terms, equal counts in order of terms, and behind them those of ``also``."""
        terms = self.terms[name]
        places, counts = self.values(name)
        likely, times = places, counts
        if len(counts) > size:
            chosen = (counts >= np.partition(counts, -size)[-size]).nonzero()[0]
            likely, times = places.take(chosen), counts.take(chosen)
        named = zip(map(terms.__getitem__, likely.tolist()), times.tolist(), strict=True)
        ordered = sorted(named, key=lambda one: (-one[1], one[0]))
        kept = dict(ordered[:size])
        for term in also:
            if term not in kept:
                kept[term] = self._count(terms.place(term), places, counts)
        return tuple(kept.items())

    @staticmethod
    def _count(place: int | None, places: NDArray[np.int64], counts: NDArray[np.int64]) -> int:
        at = 0 if place is None else int(np.searchsorted(places, place))
        return int(counts[at]) if at < len(places) and places[at] == place else 0


@dataclass(frozen=True)
class Columns:
    """The columns of one version as of one moment: ``rows`` of them, read from ``size`` bytes.

    A row's values of every column lie side by side, since all facets of a search count the same rows:
    ``codes[ends[row]:ends[row + 1]]``, each the column's first code, `_ZERO` and the value in one number. ``bounds``
    are the lowest code of each column and the highest, 0 among them.
    """

    rows: int = 0
    size: int = 0
    ends: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    codes: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    bounds: NDArray[np.int64] = field(
        default_factory=lambda: np.array([(code + _ZERO, code + _ZERO) for code in _FIRST])
    )
    terms: Mapping[str, _Terms] = field(default_factory=lambda: {name: _Terms() for name in COUNTED})

    @classmethod
    def read(cls, folder: Path, known: Columns | None = None) -> Columns:
        """The columns in a version's folder, those ``known`` from before with what was added since.

        A block that was not written to its end, as a killed writer leaves it, is passed over.
        """
        before = known or cls()
        try:
            with (folder / _FILE).open("rb") as file:
                file.seek(before.size)
                data = file.read()
        except FileNotFoundError:
            return before
        blocks = []
        position, rows = 0, before.rows
        while (block := _block_at(data, position)) is not None and block.head["first"] == rows:
            blocks.append(block)
            position, rows = block.end, rows + block.head["rows"]
        if not blocks:
            return before
        lengths, codes, bounds = zip(*map(_side_by_side, blocks), strict=True)
        every = np.stack((before.bounds, *bounds))
        return cls(
            rows,
            before.size + position,
            np.concatenate((before.ends, before.ends[-1] + np.concatenate(lengths).cumsum())),
            np.concatenate((before.codes, *codes)),
            np.column_stack((every[:, :, 0].min(axis=0), every[:, :, 1].max(axis=0))),
            {name: _longer(terms, name, blocks) for name, terms in before.terms.items()},
        )

    def count(self, rows: Rows) -> Counted:
        """How many of these rows have each value of every column."""
        return self._everything if len(rows) == self.rows else self._counted(self._of_rows(rows))

    @cached_property
    def _everything(self) -> Counted:
        return self._counted(self.codes)

    def _counted(self, codes: NDArray[np.int32]) -> Counted:
        lows, highs = self.bounds.T
        behind = (highs - lows + 1).cumsum()
        if len(codes) < _MANY or behind[-1] > 4 * len(codes):
            found, counts = np.unique(codes, return_counts=True)
            return Counted(found.astype(np.int64), counts, self.terms)
        # in one array with a place for each value that a column may have
        moved = lows - np.concatenate(([0], behind[:-1]))
        every = np.bincount(codes - moved.astype(np.int32).take(codes >> _BITS), minlength=behind[-1])
        present = every.nonzero()[0]
        columns = behind.searchsorted(present, "right")
        return Counted(present + moved.take(columns), every.take(present), self.terms)

    def _of_rows(self, rows: Rows) -> NDArray[np.int32]:
        """All codes of these rows, one after the other."""
        if not len(rows):
            return self.codes[:0]
        if rows[-1] - rows[0] + 1 == len(rows):  # side by side
            return self.codes[self.ends[rows[0]] : self.ends[rows[-1] + 1]]
        starts = self.ends.take(rows)
        lengths = self.ends.take(rows + 1) - starts
        behind = lengths.cumsum()
        at = np.arange(behind[-1])
        at += (starts - (behind - lengths)).repeat(lengths)
        return self.codes.take(at)

    def term_places(self, name: str) -> dict[str, int]:
        """Every term of a keyword column with its place."""
        terms = self.terms[name]
        return {terms[place]: place for place in range(len(terms))}


def _side_by_side(block: _Block) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """How many values each row of a block has, their codes, row by row, and the bounds of each column's codes."""
    columns = [block.column(name)[:2] for name in COUNTED]
    lengths: NDArray[np.int64] = np.sum([lengths for lengths, _ in columns], axis=0, dtype=np.int64)
    codes = np.empty(lengths.sum(), np.int32)
    bounds = []
    free = lengths.cumsum() - lengths  # where the next column of each row goes
    for first, (each, values) in zip(_FIRST, columns, strict=True):
        place = (free - (each.cumsum(dtype=np.int64) - each)).repeat(each)
        codes[place + np.arange(len(values))] = values + (first + _ZERO)
        bounds.append([first + _ZERO + int(end(initial=0)) for end in (values.min, values.max)])
        free += each
    return lengths, codes, np.array(bounds)


def _longer(terms: _Terms, name: str, blocks: list[_Block]) -> _Terms:
    """The terms of a column with those that blocks add."""
    parts = [block.column(name)[2:] for block in blocks]
    lengths = np.concatenate([lengths for lengths, _ in parts]).astype(np.int64)
    return terms.longer(b"".join([text for _, text in parts]), lengths) if len(lengths) else terms


@dataclass(frozen=True, slots=True)
class _Block:
    """One block as it was read; ``start`` and ``end`` of its arrays in ``data``."""

    head: dict[str, Any]
    data: bytes
    start: int
    end: int

    def column(self, name: str) -> tuple[NDArray[np.uint32], NDArray[np.int32], NDArray[np.uint32], bytes]:
        """Values of each row, all values, lengths of the new terms, the new terms."""
        at = self.start
        for before, (values, terms, size) in self.head["columns"].items():
            if before == name:
                break
            at += 4 * (self.head["rows"] + values + terms) + size
        else:
            return np.zeros(self.head["rows"], np.uint32), np.zeros(0, np.int32), np.zeros(0, np.uint32), b""
        lengths = np.frombuffer(self.data, "<u4", self.head["rows"], at)
        at += lengths.nbytes
        found = np.frombuffer(self.data, "<i4", values, at)
        at += found.nbytes
        cuts = np.frombuffer(self.data, "<u4", terms, at)
        at += cuts.nbytes
        return lengths, found, cuts, self.data[at : at + size]


def _block_at(data: bytes, position: int) -> _Block | None:
    """The block that begins at a position; None where none does that is whole."""
    line = data.find(b"\n", position)
    if line < 0:
        return None
    try:
        head = json.loads(data[position:line])
        end = line + 1 + head["bytes"]
        whole = end <= len(data) and zlib.crc32(memoryview(data)[line + 1 : end]) == head["crc"]
    except (ValueError, KeyError, TypeError):
        return None
    return _Block(head, data, line + 1, end) if whole else None


class _Pending:
    """The rows of one column that are not written yet."""

    def __init__(self, places: dict[str, int]) -> None:
        self.places = places
        self.clear()

    def clear(self) -> None:
        self.lengths = array("I")
        self.values = array("i")
        self.terms: list[bytes] = []

    def add_terms(self, terms: Iterable[str]) -> None:
        distinct = dict.fromkeys(terms)
        for term in distinct:
            place = self.places.get(term)
            if place is None:
                place = self.places[term] = len(self.places)
                self.terms.append(term.encode("utf-8", "surrogatepass"))
            self.values.append(place)
        self.lengths.append(len(distinct))

    def add_numbers(self, numbers: Iterable[int]) -> None:
        distinct = dict.fromkeys(numbers)
        self.values.extend(distinct)
        self.lengths.append(len(distinct))

    def packed(self) -> list[bytes]:
        arrays = (
            np.array(self.lengths, "<u4"),
            np.array(self.values, "<i4"),
            np.array(list(map(len, self.terms)), "<u4"),
        )
        return [*(one.tobytes() for one in arrays), b"".join(self.terms)]


class ColumnWriter:
    """Adds rows behind those of a version; used by its one writer."""

    def __init__(self, folder: Path, columns: Columns) -> None:
        self._pending = {name: _Pending(columns.term_places(name) if _is_keyword(name) else {}) for name in COUNTED}
        self._written = columns.rows
        self._end = columns.size
        self._rows = 0
        self._file = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def add(self, keywords: Mapping[str, tuple[str, ...]], numbers: Mapping[str, tuple[int, ...]]) -> int:
        """Add the values of one article; returns its row."""
        if self._rows >= _BLOCK_ROWS:
            self._write()
        for name, pending in self._pending.items():
            if _is_keyword(name):
                pending.add_terms(keywords.get(name, ()))
            else:
                pending.add_numbers(numbers.get(name, ()))
        self._rows += 1
        return self._written + self._rows - 1

    def flush(self) -> None:
        """Bring every row added so far onto the disk."""
        self._write()
        os.fsync(self._file)

    def _write(self) -> None:
        if not self._rows:
            return
        packed = {name: pending.packed() for name, pending in self._pending.items()}
        payload = b"".join(part for parts in packed.values() for part in parts)
        head = {
            "first": self._written,
            "rows": self._rows,
            "bytes": len(payload),
            "crc": zlib.crc32(payload),
            "columns": {
                name: [len(parts[1]) // 4, len(parts[2]) // 4, len(parts[3])] for name, parts in packed.items()
            },
        }
        block = memoryview(json.dumps(head).encode() + b"\n" + payload)
        os.ftruncate(self._file, self._end)  # what a killed writer, or a full disk, left half written
        done = 0
        while done < len(block):
            done += os.pwrite(self._file, block[done:], self._end + done)
        self._end += len(block)
        self._written += self._rows
        self._rows = 0
        for pending in self._pending.values():
            pending.clear()

    def close(self) -> None:
        """Let go of the file; rows that were not flushed are forgotten."""
        os.close(self._file)
