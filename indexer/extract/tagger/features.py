"""What the model looks at in one word: its vocabulary row, its stem, its letters, its shape, and the lists it is on.

A word's features depend on its spelling alone, so they are computed once for each spelling and kept.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

NGRAM_ROWS = 16384  # rows of the hashed table of letter sequences; the last row stays for words without any
_NGRAM_SIZES = (2, 3, 4, 5)

# Attached particles, longest first, and what stands there in the bare word: وللعراق → العراق.
_PROCLITICS = (
    ("ولل", "ال"),  # وللعراق → العراق
    ("فلل", "ال"),  # فللعراق → العراق
    ("لل", "ال"),  # للعراق → العراق
    ("وب", ""),  # وبيروت → يروت (loses to بيروت, which is more frequent)
    ("ول", ""),  # ولمحمد → محمد
    ("وك", ""),  # وكسوريا → سوريا
    ("فب", ""),  # فبغداد → غداد
    ("فل", ""),  # فلمصر → مصر
    ("وس", ""),  # وسيقول → يقول
    ("و", ""),  # ومصر → مصر
    ("ف", ""),  # فمصر → مصر
    ("ب", ""),  # بمصر → مصر
    ("ل", ""),  # لمصر → مصر
    ("ك", ""),  # كمصر → مصر
    ("س", ""),  # سيقول → يقول
)
_BY_FIRST_LETTER = {
    letter: tuple(pair for pair in _PROCLITICS if pair[0][0] == letter)
    for letter in {proclitic[0] for proclitic, _ in _PROCLITICS}
}
_SHORTEST_STEM = 3
_MARKS = 14  # of a word's spelling, before those of its ending and of its particle
_ENDINGS = ("ات", "ون", "ين", "ان", "يه", "ي", "ه", "ا", "وف", "سكي")  # مسلمون, المصريه, بوتين
_ENDING_BITS = tuple(
    {ending: 1 << _MARKS + place for place, ending in enumerate(_ENDINGS) if len(ending) == length}
    for length in (1, 2, 3)
)
_PARTICLE_LETTERS = "وفبلكس"
SHAPES = _MARKS + len(_ENDINGS) + len(_PARTICLE_LETTERS) + 1
_PARTICLE_BITS = {
    particle: sum(
        1 << _MARKS + len(_ENDINGS) + n for n, letter in enumerate(_PARTICLE_LETTERS) if particle[-1] == letter
    )
    | 1 << SHAPES - 1
    for particle, _ in _PROCLITICS
} | {"": 0}
LONGEST = 24  # letters of a word that are read; longer "words" are web addresses and slips
# Marks by length: two letters, three or four, nine or more.
_LENGTH_BITS = tuple((n == 2) << 4 | (n in (3, 4)) << 5 | (n >= 9) << 6 for n in range(LONGEST + 1))  # noqa: PLR2004
_FREQUENT = 500
_latin = re.compile("[a-zA-Z]").search


class Features(NamedTuple):
    """One word's features; -1 stands for no row."""

    row: int
    stem_row: int
    ngrams: list[int]
    shape: int  # bit n: the word has mark n (see _shape)
    listed: int  # bit n: the word is on list n (indexer/tools/tagger_lists.py says which that is)
    stem_listed: int  # the same of the word without an attached particle, all readings together


def features(key: str, rows: Mapping[str, int], lists: Mapping[str, int], *, letters: bool = True) -> Features:
    """Features of the word spelled `key` (see words.key); `rows` numbers the vocabulary, most frequent word first.

    `lists` says by bits on which lists of names a word is. Without `letters` no letter sequences are read:
    `letters.letter_sequences` reads those of many words at once.
    """
    key = key[:LONGEST]
    row = rows.get(key, -1)
    stem_row, particle = -1, ""
    stem_listed = 0
    for proclitic, restored in _BY_FIRST_LETTER.get(key[:1], ()):
        if key.startswith(proclitic) and len(key) - len(proclitic) + len(restored) >= _SHORTEST_STEM:
            stem = restored + key[len(proclitic) :]
            stem_listed |= lists.get(stem, 0)
            found = rows.get(stem, -1)
            if found >= 0 and (stem_row < 0 or found < stem_row):
                stem_row, particle = found, proclitic
    ngrams = _ngrams(key) if letters else []
    return Features(row, stem_row, ngrams, _shape(key, row, stem_row, particle), lists.get(key, 0), stem_listed)


def _ngrams(key: str) -> list[int]:
    if not (key.isalpha() or any(char.isalpha() for char in key)):
        return [zlib.crc32(key.encode()) % (NGRAM_ROWS - 1)]
    framed = f"^{key}$"
    hashed = zlib.crc32
    return [
        hashed(framed[start : start + size].encode()) % (NGRAM_ROWS - 1)
        for size in _NGRAM_SIZES
        for start in range(len(framed) - size + 1)
    ] or [NGRAM_ROWS - 1]


def _shape(key: str, row: int, stem_row: int, particle: str) -> int:
    length = len(key)
    bits = _LENGTH_BITS[length]
    if key.isalpha():  # nearly every word: nothing more is asked of each letter
        bits |= (_latin(key) is not None) << 2 | (length == 1) << 3
    else:
        alphabetic = any(char.isalpha() for char in key)
        numeric = any(char.isdigit() for char in key)
        bits |= (not alphabetic and not numeric) | numeric << 1  # the first says punctuation
        bits |= (_latin(key) is not None) << 2 | (alphabetic and length == 1) << 3
        bits |= (key in {'"', "'"}) << 11 | (key in {"(", ")", "[", "]"}) << 12 | (key in {".", "،", ","}) << 13
    bits |= key.startswith("ال") << 7 | (row < 0) << 8
    bits |= (0 <= row < _FREQUENT) << 9  # a function word, nearly always
    bits |= (0 <= stem_row < row or row < 0 <= stem_row) << 10  # the stem is the commoner word
    return bits | _ending(key[-3:], length) | _PARTICLE_BITS[particle]


@lru_cache(maxsize=50_000)
def _ending(end: str, length: int) -> int:
    """The marks of the last three letters of a word of so many."""
    bits = 0
    for size, endings in enumerate(_ENDING_BITS, 1):
        if length > size + 2:
            bits |= endings.get(end[-size:], 0)
    return bits


def columns(bits: Sequence[int], count: int) -> NDArray[np.float32]:
    """The first ``count`` bits of each number as 0 and 1, [numbers, count]."""
    words = np.array(bits, "<u4").view(np.uint8).reshape(len(bits), 4)
    return np.unpackbits(words, axis=1, count=count, bitorder="little").astype(np.float32)
