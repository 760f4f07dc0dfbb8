"""Slips of spelling: what a word that no lexicon explains may have been meant to be.

Candidates only: the caller knows which of them are words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_DOUBLED: Final = "اا"
_SHORTEST: Final = 4
_LONG: Final = 7
_LONGEST: Final = 40
"""Longer than any word of Arabic: what is longer is no slip for one, and trying every letter of it would take long."""
_SHORTEST_FOREIGN: Final = 6
_SHORTEST_WITH_VOWEL: Final = 7
_G_LETTERS: Final = "غجقك"
_LONG_VOWELS: Final = "اوي"


def slips(norm: str) -> Iterator[str]:
    """Yield the words that a norm term may be a slip for, by the confusions of letters that writers of Arabic make."""
    if not _SHORTEST <= len(norm) <= _LONGEST:
        return
    for place, letter in enumerate(norm) if "ض" in norm or "ظ" in norm else ():
        if letter in "ضظ":  # ظابط for ضابط, منضمة for منظمة
            yield norm[:place] + ("ظ" if letter == "ض" else "ض") + norm[place + 1 :]
    if norm.startswith(_DOUBLED):  # االحوادث
        yield norm[1:]
    if norm.endswith("اءا"):  # انتهاءا: no alef after اء
        yield norm[:-1]
    elif norm.endswith("ا") and len(norm) >= _LONG:  # الثلاثا, but not البنا
        yield norm + "ء"
    if norm.endswith("ه") and len(norm) >= _LONG - 1:  # استمرة for استمرت
        yield norm[:-1] + "ت"


def foreign_spellings(norm: str) -> list[str]:
    """Return other spellings of a foreign name: another letter for its g, a long vowel more or less.

    Arabic names differ by vowels (حميدان, حمدان), so what has the article is left alone, and short words as well.
    """
    if not _SHORTEST_FOREIGN <= len(norm) <= _LONGEST or norm.startswith("ال"):
        return []
    found = [
        norm[:place] + other + norm[place + 1 :]
        for place, letter in enumerate(norm)
        if letter in _G_LETTERS  # جورباتشوف for غورباتشوف
        for other in _G_LETTERS
        if other != letter
    ]
    if len(norm) < _SHORTEST_WITH_VOWEL:
        return found
    found += [
        norm[:place] + norm[place + 1 :]
        for place, letter in enumerate(norm[1:-1], 1)
        if letter in _LONG_VOWELS  # بيرلسكوني for برلسكوني
    ]
    for place in range(1, len(norm)):  # كالفورنيا for كاليفورنيا
        before, after = norm[:place], norm[place:]
        found += [before + vowel + after for vowel in _LONG_VOWELS]
    return found
