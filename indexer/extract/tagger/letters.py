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
_ALL_ONES = np.uint32(0xFFFFFFFF)


def letter_sequences(keys: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of the letter sequences of ``keys``, one word's after another's, and how many each word has."""
    lettered = [any(map(str.isalpha, key)) for key in keys]
    framed = [f"^{key}$" if letters else "" for key, letters in zip(keys, lettered, strict=True)]
    lengths = np.array([len(word) for word in framed], np.intp)
    word = np.repeat(np.arange(len(keys)), lengths)  # of each letter
    left = np.cumsum(lengths)[word] - np.arange(len(word))  # letters from this one to its word's end
    letters = np.frombuffer("".join(framed).encode("utf-32-le"), np.uint32)
    state = np.full(len(letters), _ALL_ONES)
    plain = [number for number, has in enumerate(lettered) if not has]
    words = [np.array(plain, np.intp)]
    rows = [np.array([zlib.crc32(keys[number].encode()) % (NGRAM_ROWS - 1) for number in plain], np.intp)]
    for size in range(1, _LONGEST + 1):
        fits = np.flatnonzero(left >= size)  # where a sequence of this size begins
        state[fits] = _after(state[fits], letters[fits + size - 1])
        if size >= _SHORTEST:
            words.append(word[fits])
            rows.append(((state[fits] ^ _ALL_ONES) % np.uint32(NGRAM_ROWS - 1)).astype(np.intp))
    of = np.concatenate(words)
    return np.concatenate(rows)[np.argsort(of, kind="stable")], np.bincount(of, minlength=len(keys))


def _after(state: NDArray[np.uint32], letters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """CRC states after one more letter each, in UTF-8."""
    one, two, three = letters < 0x80, letters < 0x800, letters < 0x10000  # noqa: PLR2004 - UTF-8's bounds
    lead = np.select([one, two, three], [letters, 0xC0 | letters >> 6, 0xE0 | letters >> 12], 0xF0 | letters >> 18)
    state = _CRC[(state ^ lead) & 0xFF] ^ state >> np.uint32(8)
    for shift, needless in ((12, three), (6, two), (0, one)):
        followed = np.flatnonzero(~needless)
        if len(followed):
            byte = 0x80 | (letters[followed] >> np.uint32(shift) & 0x3F)
            state[followed] = _CRC[(state[followed] ^ byte) & 0xFF] ^ state[followed] >> np.uint32(8)
    return state
