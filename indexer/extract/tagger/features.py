"""What the model looks at in one word: its vocabulary row, its stem, its letters, its shape, and the lists it is on.

A word's features depend on its spelling alone, so they are computed once for each spelling and kept.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NGRAM_ROWS = 16384  # rows of the hashed table of letter sequences; the last row stays for words without any
_NGRAM_SIZES = (2, 3, 4, 5)
LONGEST = 24  # letters of a word that are read; longer "words" are web addresses and slips

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
_PROCLITIC_LETTERS = frozenset(proclitic[0] for proclitic, _ in _PROCLITICS)
_SHORTEST_STEM = 3
_ENDINGS = ("ات", "ون", "ين", "ان", "يه", "ي", "ه", "ا", "وف", "سكي")  # مسلمون, المصريه, بوتين
_LEAST = tuple((ending, len(ending) + 2) for ending in _ENDINGS)
_PARTICLE_SHAPE = {
    particle: [*(float(particle.endswith(letter)) for letter in "وفبلكس"), float(particle != "")]
    for particle in ("", *(proclitic for proclitic, _ in _PROCLITICS))
}


class Features(NamedTuple):
    """One word's features; -1 stands for no row."""

    row: int
    stem_row: int
    ngrams: list[int]
    shape: list[float]
    listed: int  # bit n: the word is on list n (indexer/tools/tagger_lists.py says which that is)
    stem_listed: int  # the same of the word without an attached particle, all readings together


SHAPES = 14 + len(_ENDINGS) + 7


def features(key: str, rows: Mapping[str, int], lists: Mapping[str, int], *, letters: bool = True) -> Features:
    """Features of the word spelled `key` (see words.key); `rows` numbers the vocabulary, most frequent word first.

    `lists` says by bits on which lists of names a word is. Without `letters` no letter sequences are read:
    `letters.letter_sequences` reads those of many words at once.
    """
    key = key[:LONGEST]
    row = rows.get(key, -1)
    stem_row, particle = -1, ""
    stem_listed = 0
    for proclitic, restored in _PROCLITICS if key[:1] in _PROCLITIC_LETTERS else ():
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


def _shape(key: str, row: int, stem_row: int, particle: str) -> list[float]:
    letters_only = key.isalpha()  # nearly every word: nothing more is asked of each letter
    alphabetic = letters_only or any(char.isalpha() for char in key)
    numeric = not letters_only and any(char.isdigit() for char in key)
    latin = alphabetic and any(char.isascii() and char.isalpha() for char in key)
    flags = [
        not alphabetic and not numeric,  # punctuation
        numeric,
        latin,
        alphabetic and len(key) == 1,
        len(key) == 2,  # noqa: PLR2004 - lengths are their own names
        3 <= len(key) <= 4,  # noqa: PLR2004
        len(key) >= 9,  # noqa: PLR2004
        key.startswith("ال"),
        row < 0,
        row >= 0 and row < 500,  # noqa: PLR2004 - a function word, nearly always
        0 <= stem_row < row or (row < 0 <= stem_row),  # the stem is the commoner word
        key in {'"', "'"},
        key in {"(", ")", "[", "]"},
        key in {".", "،", ","},
    ]
    length = len(key)
    flags += [length > least and key.endswith(ending) for ending, least in _LEAST]
    return [*map(float, flags), *_PARTICLE_SHAPE[particle]]
