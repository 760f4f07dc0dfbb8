"""The tokenizer: where the words of a text stand.

A word is a run of Arabic letters with their marks, a run of other letters and digits, or a number with its separators.
Arabic letters and what follows in another script are two words (``الـ20`` is ``الـ`` and ``20``), so that the number
is found whatever is attached to it. Everything else separates words, underscores and hyphens included.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from search.analysis.characters import ARABIC, HONORIFICS, INVISIBLE_RANGES, MARK_RANGES

_SKIP: Final = f"[{INVISIBLE_RANGES}]"
_MARK: Final = f"[{MARK_RANGES}]"
_LETTER: Final = f"[{ARABIC}]"
# \w is letters, digits and the underscore; marks are listed because some of them count as letters to Unicode.
_OTHER: Final = f"[^\\W_{ARABIC}{MARK_RANGES}{INVISIBLE_RANGES}{HONORIFICS}]"
# Plain repetition everywhere: possessive groups match wrongly in Python 3.11.2, the one that Debian 12 has.
_DIGITS: Final = rf"\d(?:{_SKIP}*\d)*"


def _run(letter: str) -> str:
    """Return the pattern of a run of ``letter`` with marks; invisible characters only between its letters."""
    return rf"{letter}{_MARK}*(?:(?:{_SKIP}[{INVISIBLE_RANGES}{MARK_RANGES}]*)?{letter}{_MARK}*)*"


_NUMBER: Final = (
    rf"(?<!\d[.\u066b])(?:{_DIGITS}(?:(?:\u066c\d{{3}})+|(?:[,،]\d{{3}}(?!\d))+)(?:[.\u066b]\d+)?|{_DIGITS}[.\u066b]\d+)"
    rf"(?![.\u066b]?(?:{_OTHER}|{_MARK}))"
)
_WORD: Final = re.compile(rf"{_run(_LETTER)}|{_NUMBER}|{_run(_OTHER)}")


class Word(NamedTuple):
    """A word as written, ``text == source[start:end]``; offsets in code points."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of ``text`` in order, as written, with their marks.

    >>> [word.text for word in words("قال: «وبالموصل» 1,500 قتيل")]
    ['قال', 'وبالموصل', '1,500', 'قتيل']
    """
    return [Word(match[0], *match.span()) for match in _WORD.finditer(text)]


def word_texts(text: str) -> list[str]:
    """Return the texts of `words` alone, for the fast path."""
    return _WORD.findall(text)
