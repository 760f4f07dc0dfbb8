"""Frames: the letters that every word of a family keeps, so that most words of a text can be passed over unread.

A word's frame is its norm term without the letters ا و ي ء, and with one sign for letters that the lexicon takes for
each other. Whatever `Lexicon.family` takes off, changes or adds leaves the frame of what it then looks up standing in
the word's frame: وبالوزراء (وبلزر) holds that of وزراء (زر). So a word that holds none of a family's frames is not of
that family, however rare it is and whatever is attached to it. The other way round nothing follows: زار holds زر too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.analysis.characters import ARABIC_LETTERS, INVISIBLE, MARKS
from search.analysis.folding import fold_character
from search.analysis.lexicon import Lexicon, load_lexicon
from search.analysis.tokenizer import word_texts

SEPARATOR: Final = 1
"""What stands between words."""
SPACE: Final = 2
"""The same, and no word reaches over it."""
ODD: Final = 3
"""What only the tokenizer can judge: digits, other scripts, invisible characters, ligatures."""
MARK: Final = 4
VOWEL: Final = 5
"""A letter that a frame leaves out."""
FIRST: Final = 6
"""The first kind of a letter that a frame keeps."""
BEYOND: Final = 0xFFFF
"""The code point that stands for those with five digits and more: no character, and odd."""

_LEFT_OUT: Final = frozenset("اويء")  # فعال and فعول, شيء and شئ, a long vowel more or less in a foreign name
_SAME: Final = {
    "ت": "ه",  # مدرسته is مدرسه; استمرة is a slip for استمرت
    "ظ": "ض",  # منضمة is a slip for منظمة
    "غ": "ك",  # the g of foreign names
    "ج": "ك",
    "ق": "ك",
}
_SIGNS: Final = 256
"""So many kinds fit into a byte; the last letters, of languages of Africa, are odd if there are more."""


@lru_cache(maxsize=1)
def kinds() -> NDArray[np.uint8]:
    """The kind of each code point up to `BEYOND`: one of the constants above, or the sign of a letter of frames."""
    table = np.full(BEYOND + 1, SEPARATOR, np.uint8)
    every = "".join(map(chr, range(BEYOND)))
    for text in word_texts(every):
        table[[ord(char) for char in text]] = ODD
    table[[ord(char) for char in INVISIBLE if ord(char) <= BEYOND]] = ODD
    table[[code for code, char in enumerate(every) if char.isspace()]] = SPACE
    table[[ord(char) for char in MARKS if ord(char) <= BEYOND]] = MARK
    signs: dict[str, int] = dict.fromkeys(_LEFT_OUT, VOWEL)
    next_sign = FIRST
    for char in sorted(ARABIC_LETTERS):
        folded = fold_character(char)
        letter = _SAME.get(folded, folded)
        if len(letter) == 1 and letter in ARABIC_LETTERS and (letter in signs or next_sign < _SIGNS):
            table[ord(char)] = signs.setdefault(letter, next_sign)
            next_sign = FIRST + len(signs) - len(_LEFT_OUT)
    table[BEYOND] = ODD
    return table


ODD_FRAME: Final = bytes([ODD])
"""The frame of a term with anything else than letters of which frames are made: a word of that term is odd, too."""


def frame(norm: str) -> bytes:
    """The frame of a norm term."""
    signs = _signs()
    found = [signs.get(char, ODD) for char in norm]
    return ODD_FRAME if ODD in found else bytes(sign for sign in found if sign != VOWEL)


@lru_cache(maxsize=1)
def _signs() -> dict[str, int]:
    """The kinds of letters, those of folded letters among them."""
    return {chr(code): int(kinds()[code]) for code in np.flatnonzero(kinds() >= VOWEL).tolist()}


def shortest(found: Iterable[bytes]) -> frozenset[bytes]:
    """The frames that hold no other one of these."""
    kept: list[bytes] = []
    for one in sorted(set(found), key=len):
        if not any(other in one for other in kept):
            kept.append(one)
    return frozenset(kept)


class Frames:
    """The frames of the families of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.words_of_families()
        self.of_family = lru_cache(maxsize=20_000)(self._of_family)

    def _of_family(self, family: str) -> frozenset[bytes]:
        """Frames of which every word of a family holds one."""
        return shortest(map(frame, (family, *self._words.get(family, ()))))


class _Shared:
    """The frames of the shipped lexicon, once they are made."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.made: Frames | None = None

    def make(self) -> Frames:
        with self._lock:
            if self.made is None:
                _signs()
                self.made = Frames(load_lexicon())
            return self.made


_SHARED: Final = _Shared()


def load_frames() -> Frames:
    """The frames of the shipped lexicon; the first call takes a third of a second."""
    return _SHARED.make()


def frames_at_hand() -> Frames | None:
    """The same where `load_frames` was called before: for one search they are not worth making."""
    return _SHARED.made
