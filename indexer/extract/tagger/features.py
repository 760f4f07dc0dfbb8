"""What the model looks at in one word: its vocabulary row, its stem, its letters, its shape, and the lists it is on.

A word's features depend on its spelling alone, so they are computed once for each spelling and kept.
"""

from __future__ import annotations

import re
import zlib
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
_SHORTEST_STEM = 3
_MARKS = 14  # of a word's spelling, before those of its ending and of its particle
_ENDINGS = ("ات", "ون", "ين", "ان", "يه", "ي", "ه", "ا", "وف", "سكي")  # مسلمون, المصريه, بوتين
_PARTICLE_LETTERS = "وفبلكس"
SHAPES = _MARKS + len(_ENDINGS) + len(_PARTICLE_LETTERS) + 1
LONGEST = 24  # letters of a word that are read; longer "words" are web addresses and slips
_KEPT = 50_000  # beginnings and endings of words whose marks are remembered
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


def features(key: str, rows: Mapping[str, int], lists: Mapping[str, int]) -> Features:
    """Features of the word spelled `key` (see words.key); `rows` numbers the vocabulary, most frequent word first.

    `lists` says by bits on which lists of names a word is.
    """
    key = key[:LONGEST]
    row, stem_row, shape, listed, stem_listed = marks(key, rows, lists)
    return Features(row, stem_row, _ngrams(key), shape, listed, stem_listed)


def marks(key: str, rows: Mapping[str, int], lists: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    """The same but for the letter sequences, which `letters.letter_sequences` reads of many words at once."""
    row = rows.get(key, -1)
    length = len(key)
    bits, particles = _BEGINNINGS[key[:3]]
    stem_row, stem_listed, particle = -1, 0, 0
    for letters, restored, shortest, mark in particles:
        if length >= shortest:
            stem = restored + key[letters:]
            stem_listed |= lists.get(stem, 0)
            found = rows.get(stem, -1)
            if found >= 0 and (stem_row < 0 or found < stem_row):
                stem_row, particle = found, mark
    bits |= particle | _LENGTH_BITS[length] | (_ENDS[key[-3:]] if length > _ALL_ENDINGS else _ending(key[-3:], length))
    if row < 0:
        bits |= _UNKNOWN
    elif row < _FREQUENT:
        bits |= _FUNCTION_WORD
    if stem_row >= 0 and (stem_row < row or row < 0):
        bits |= _COMMONER_STEM
    if not key.isalpha():
        bits |= _letterless(key)
    else:
        bits |= (length == 1) << 3
        if key.islower() and _latin(key) is not None:  # hardly a word: Arabic letters are neither lower nor upper
            bits |= _LATIN
    return row, stem_row, bits, lists.get(key, 0), stem_listed


# Bit n of a shape: 0 a mark of punctuation, 1 it has digits, 2 it has Latin letters, 3 one letter, 4 to 6 by length, 7
# the article, 8 unknown, 9 a function word, nearly always, 10 the stem is the commoner word, 11 to 13 some marks of
# punctuation; then the endings and the particles.
_LATIN, _ARTICLE, _UNKNOWN, _FUNCTION_WORD, _COMMONER_STEM = 1 << 2, 1 << 7, 1 << 8, 1 << 9, 1 << 10


def _letterless(key: str) -> int:
    """The bits of a word that has something else than letters."""
    alphabetic = any(char.isalpha() for char in key)
    numeric = any(char.isdigit() for char in key)
    bits = (not alphabetic and not numeric) | numeric << 1
    bits |= (_latin(key) is not None) << 2 | (alphabetic and len(key) == 1) << 3
    return bits | (key in {'"', "'"}) << 11 | (key in {"(", ")", "[", "]"}) << 12 | (key in {".", "،", ","}) << 13


def stems(key: str) -> list[str]:
    """What a spelling may be without attached particles, the longest first: وللعراق → العراق, للعراق."""
    _, particles = _BEGINNINGS[key[:3]]
    return [restored + key[letters:] for letters, restored, shortest, _ in particles if len(key) >= shortest]


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


def _ending(end: str, length: int) -> int:
    """The marks of the last three letters of a word of so many: of an ending that leaves more than two before it."""
    bits = 0
    for place, ending in enumerate(_ENDINGS):
        if end.endswith(ending) and length > len(ending) + 2:
            bits |= 1 << _MARKS + place
    return bits


class _Endings(dict[str, int]):
    """The marks of the last three letters of a word that is long enough for every ending."""

    def __missing__(self, end: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        found = self[end] = _ending(end, LONGEST)
        return found


class _Beginnings(dict[str, tuple[int, tuple[tuple[int, str, int, int], ...]]]):
    """By a word's first three letters: its marks, and the particles that may be attached to it.

    Of each particle its letters, what stands there in the bare word, the fewest letters of a word that it may be
    attached to, and the marks that it gives.
    """

    def __missing__(self, begin: str) -> tuple[int, tuple[tuple[int, str, int, int], ...]]:
        if len(self) >= _KEPT:
            self.clear()
        found = self[begin] = (
            _ARTICLE * begin.startswith("ال"),
            tuple(
                (len(proclitic), restored, _SHORTEST_STEM + len(proclitic) - len(restored), _particle(proclitic))
                for proclitic, restored in _PROCLITICS
                if begin.startswith(proclitic)
            ),
        )
        return found


def _particle(proclitic: str) -> int:
    """The marks of an attached particle: its last letter, and that there is one."""
    return 1 << SHAPES - 1 | 1 << _MARKS + len(_ENDINGS) + _PARTICLE_LETTERS.index(proclitic[-1])


_ALL_ENDINGS = max(map(len, _ENDINGS)) + 2  # letters of the longest word that is too short for one of the endings
_ENDS, _BEGINNINGS = _Endings(), _Beginnings()


def columns(bits: Sequence[int], count: int) -> NDArray[np.float32]:
    """The first ``count`` bits of each number as 0 and 1, [numbers, count]."""
    words = np.array(bits, "<u8").view(np.uint8).reshape(len(bits), 8)
    return np.unpackbits(words, axis=1, count=count, bitorder="little").astype(np.float32)
