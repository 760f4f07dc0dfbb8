"""The letter sequences of many words at once: rows of the model's hashed table, by whole arrays.

A word's sequences are those of 2 to 5 letters in it and its two ends, ``^العراق$``; each is hashed (CRC-32 of its
UTF-8) to a row. Words without letters are one sequence. `features.features` says the same word by word, and slower.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.features import NGRAM_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SHORTEST, _LONGEST = 2, 5


def _crc_table() -> NDArray[np.uint32]:
    """What one byte does to a CRC-32: zlib's, which is that of the polynomial EDB88320 read backwards."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(0xEDB88320), table >> 1).astype(np.uint32)
    return table


_CRC = _crc_table()
_CRC_BEFORE = _CRC[_CRC & 0xFF] ^ _CRC >> np.uint32(8)
"""What a byte does that another one follows."""
_ALL_ONES = np.uint32(0xFFFFFFFF)


def letter_sequences(keys: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of the letter sequences of ``keys``, one word's after another's, and how many each word has."""
    lettered = [key.isalpha() or any(map(str.isalpha, key)) for key in keys]
    framed = [f"^{key}$" if letters else "" for key, letters in zip(keys, lettered, strict=True)]
    lengths = np.array([len(word) for word in framed], np.intp)
    # a word's sequences of two letters come first, then those of three and so on
    of_size = np.maximum(lengths - np.arange(_SHORTEST - 1, _LONGEST)[:, None], 0)  # [sizes, words]
    counts = of_size.sum(axis=0)
    counts[lengths == 0] = 1  # without letters: the word itself
    starts = np.cumsum(counts) - counts
    rows = np.empty(int(counts.sum()), np.intp)
    plain = np.flatnonzero(lengths == 0)
    rows[starts[plain]] = [zlib.crc32(keys[number].encode()) % (NGRAM_ROWS - 1) for number in plain.tolist()]
    word = np.repeat(np.arange(len(keys)), lengths)  # of each letter
    place = np.arange(len(word)) - (np.cumsum(lengths) - lengths)[word]
    left = lengths[word] - place  # letters from this one to its word's end
    place += starts[word]
    letters = np.frombuffer("".join(framed).encode("utf-32-le"), np.uint32)
    state = np.full(len(letters), _ALL_ONES)
    fits = np.arange(len(letters))  # where a sequence of this size begins
    for size in range(1, _LONGEST + 1):
        fits = fits[left[fits] >= size]
        state[fits] = _after(state[fits], letters[fits + size - 1])
        if size >= _SHORTEST:
            rows[place[fits]] = (state[fits] ^ _ALL_ONES) % np.uint32(NGRAM_ROWS - 1)
            place += of_size[size - _SHORTEST][word]
    return rows, counts


def _after(state: NDArray[np.uint32], letters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """CRC states after one more letter each, in UTF-8: nearly all of them have two bytes."""
    two = 0xC0 | letters >> 6 | (0x80 | letters & 0x3F) << 8
    two ^= state
    after: NDArray[np.uint32] = _CRC_BEFORE[two & 0xFF]
    after ^= _CRC[two >> 8 & 0xFF]
    after ^= two >> 16
    for bound, other in ((letters < 0x80, _after_one), (letters >= 0x800, _after_many)):  # noqa: PLR2004 - UTF-8's bounds
        places = np.flatnonzero(bound)
        if len(places):
            after[places] = other(state[places], letters[places])
    return after


def _after_one(state: NDArray[np.uint32], byte: NDArray[np.uint32]) -> NDArray[np.uint32]:
    after: NDArray[np.uint32] = _CRC[(state ^ byte) & 0xFF] ^ state >> np.uint32(8)
    return after


def _after_many(state: NDArray[np.uint32], letters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The same of letters of three bytes or four."""
    long = letters >= 0x10000  # noqa: PLR2004 - UTF-8's bound
    lead = np.where(long, 0xF0 | letters >> np.uint32(18), 0xE0 | letters >> np.uint32(12)).astype(np.uint32)
    state = _after_one(state, lead)
    state[long] = _after_one(state[long], _following(letters[long], 12))
    return _after_one(_after_one(state, _following(letters, 6)), _following(letters, 0))


def _following(letters: NDArray[np.uint32], shift: int) -> NDArray[np.uint32]:
    """A byte of UTF-8 that is not its letter's first."""
    return np.uint32(0x80) | letters >> np.uint32(shift) & np.uint32(0x3F)
