"""A table of words that whole texts are looked up in at once, by arrays: no word of a text becomes a string.

A word is known by a hash of its code points, a polynomial modulo 2^64: the sums over all letters of a text give those
of all its words. Its base is drawn anew in each process, as Python's own hashes are; of a million words two share a
hash by chance once in some thirty million runs. Long words are read one by one: among them are pairs that share a hash
whatever the base is, Thue-Morse words, which go on as abbabaab and baababba do.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from search.analysis.cut import Offsets

_Hashes = NDArray[np.uint64]

LONGEST: Final = 1 << 15
"""Letters of a text that are read at once, at most."""
_WAITING: Final = 500
"""Words that are kept beside the table before it takes them in."""
_LONGEST_WORD: Final = 32
"""Letters of a word that is known by its hash: two Thue-Morse words of this length share 34 of its bits at most."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_NONE: Final = np.uint64(0)


def _powers() -> tuple[_Hashes, _Hashes]:
    """The powers of an odd number, and those of its inverse: what begins later in a text has the same hash."""
    base = secrets.randbits(64) & ~7 | 3  # neither it nor its square is near 1: swapped letters differ
    inverse = pow(base, -1, 1 << 64)
    counts = np.full(LONGEST + 1, base, np.uint64), np.full(LONGEST + 1, inverse, np.uint64)
    for powers in counts:
        powers[0] = 1
        np.multiply.accumulate(powers, out=powers)
    return counts


class WordTable:
    """Terms of words; ``make`` gives those of words met for the first time. Not safe to share between threads."""

    def __init__(self, make: Callable[[Sequence[str]], Iterable[tuple[str, ...]]], columns: int, most: int) -> None:
        """Remember ``most`` words at most, of each as many terms as there are ``columns``."""
        self._columns = columns
        self._make = make
        self._most = most
        self._powers, self._inverses = _powers()
        self._clear()

    def _clear(self) -> None:
        self._count = 0
        self._rows: NDArray[Any] = np.empty((4096, self._columns), object)
        self._waiting: dict[int, int] = {}
        self._bits = 13
        self._hashes: _Hashes = np.zeros(1 << self._bits, np.uint64)
        self._places: NDArray[np.int32] = np.zeros(1 << self._bits, np.int32)

    def __len__(self) -> int:
        return self._count

    def terms(self, text: str, codes: NDArray[Any], starts: Offsets, ends: Offsets) -> NDArray[Any]:
        """The terms of the words of a text, one row each [words, columns]."""
        if self._count > self._most:
            self._clear()
        hashes = self._hashed(codes, starts, ends)
        places = self._found(hashes)
        long = (ends - starts > _LONGEST_WORD).nonzero()[0]
        places[long] = 0
        missing = (places < 0).nonzero()[0]
        if len(missing):
            self._learn(text, hashes, places, missing, starts, ends)
        found: NDArray[Any] = self._rows.take(places, axis=0)
        if len(long):
            words = [text[start:end] for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)]
            found[long] = list(self._make(words))
        return found

    def _hashed(self, codes: NDArray[Any], starts: Offsets, ends: Offsets) -> _Hashes:
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.multiply(codes, self._powers[: len(codes)], out=sums[1:])
        np.cumsum(sums[1:], out=sums[1:])
        hashes: _Hashes = sums.take(ends)
        hashes -= sums.take(starts)
        hashes *= self._inverses.take(starts)
        return hashes

    def _slots(self, hashes: _Hashes) -> NDArray[np.int64]:
        slots = hashes * _MIX
        slots >>= np.uint64(64 - self._bits)
        return slots.view(np.int64)

    def _found(self, hashes: _Hashes) -> NDArray[np.int32]:
        """The place of each word's terms, -1 where it is not in the table."""
        slots = self._slots(hashes)
        held = self._hashes.take(slots)
        places = self._places.take(slots)
        other = (held != hashes).nonzero()[0]
        if len(other):
            places[other] = -1
            mask = len(self._hashes) - 1
            while len(other):
                other = other[held[other] != _NONE]
                slots[other] = (slots[other] + 1) & mask
                held[other] = self._hashes[slots[other]]
                same = held[other] == hashes[other]
                met = other[same]
                places[met] = self._places[slots[met]]
                other = other[~same]
        return places

    def _learn(
        self,
        text: str,
        hashes: _Hashes,
        places: NDArray[np.int32],
        missing: NDArray[np.intp],
        starts: Offsets,
        ends: Offsets,
    ) -> None:
        """Give places to the words that have none."""
        waiting = self._waiting
        found: list[int] = []
        words: list[str] = []
        for hashed, start, end in zip(
            hashes[missing].tolist(), starts[missing].tolist(), ends[missing].tolist(), strict=True
        ):
            place = waiting.get(hashed)
            if place is None:
                place = waiting[hashed] = self._count + len(words)
                words.append(text[start:end])
            found.append(place)
        places[missing] = found
        first, self._count = self._count, self._count + len(words)
        if self._count > len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty((self._count, self._columns), object)])
        made = self._make(words) if words else ()
        for tier, terms in enumerate(zip(*made, strict=True)):  # one by one would take ten times as long
            self._rows[first : self._count, tier] = terms
        if len(waiting) >= _WAITING:
            self._take_in()

    def _take_in(self) -> None:
        """Move the waiting words to the table, which is at most half full."""
        hashes = np.fromiter(self._waiting, np.uint64, len(self._waiting))
        places = np.fromiter(self._waiting.values(), np.int32, len(self._waiting))
        self._waiting = {}
        if 2 * self._count > len(self._hashes):
            held = self._hashes != _NONE
            hashes = np.concatenate([self._hashes[held], hashes])
            places = np.concatenate([self._places[held], places])
            self._bits = (2 * self._count).bit_length() + 1
            self._hashes = np.zeros(1 << self._bits, np.uint64)
            self._places = np.zeros(1 << self._bits, np.int32)
        slots = self._slots(hashes)
        mask = len(self._hashes) - 1
        left = np.arange(len(hashes))
        while len(left):
            own = slots[left]
            free = self._hashes[own] == _NONE
            self._hashes[own[free]] = hashes[left[free]]  # of several for one slot the last stays
            mine = self._hashes[own] == hashes[left]
            self._places[own[mine]] = places[left[mine]]
            left = left[~mine]
            slots[left] = (slots[left] + 1) & mask
