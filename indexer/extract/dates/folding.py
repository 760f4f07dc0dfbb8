"""Folds a text for date matching while every folded character still knows where it stood.

Letters fold one for one, so offsets move only where a mark was dropped; the table of origins holds those places alone.
Speed is the reason for the plain calls to `str.replace`: on a news text they take a fortieth of ``str.translate``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import Final, NamedTuple

# What is written differently but read the same: أمس and امس, مئة and ميه.
_COMMON: Final = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ئ", "ي"), ("ؤ", "و"), ("ة", "ه"))
# Rarer: Persian letters, digits of two scripts, the many dashes, the no-break space.
_RARE_LETTERS: Final = {
    "ٱ": "ا", "ی": "ي", "ک": "ك", "ۃ": "ه",
    "\u06d5": "ه",  # Kurdish ae, seen for ha
    "٫": ".", "٬": ",", "٪": "%", "⁄": "/", "∕": "/", "\\": "/",
    "\u00a0": " ",
} | dict.fromkeys("‐‑‒–—―−", "-")  # fmt: skip
# A tatweel is a dash where papers write it so between numbers: 24 ـ 6 ـ 1431.
_dash_between_numbers: Final = re.compile(
    "(?<=[0-9\u0660-\u0669\u06f0-\u06f9])( ?)\u0640+(?= ?[0-9\u0660-\u0669\u06f0-\u06f9])"
)
# A full stop that typesetting has moved before the year: "في عام .1993".
_stop_before_year: Final = re.compile(r"(?<= )\.(?=[12][0-9]{3}(?![0-9.]))")
_DIGITS: Final = {chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)}
_RARE: Final = _RARE_LETTERS | _DIGITS
#: Whether a text is nothing but the Arabic alphabet: no marks, no blanks, no letters of other languages.
letters_alone: Final = re.compile("[\u0621-\u063a\u0641-\u064a]+").fullmatch
_harakat: Final = re.compile("[\u0640\u064b-\u0652]+")
_find_rare: Final = re.compile("[" + re.escape("".join(_RARE)) + "]").findall

# Harakat and Quranic marks, superscript alef, tatweel, zero-width and direction characters, soft hyphen.
_DROPPED: Final = (
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f"
)
# Those of them that belong to the word before them: أمسِ, 1436هـ.
MARKS: Final = frozenset("\u0640\u0670") | frozenset(map(chr, range(0x064B, 0x0660)))
_dropped: Final = re.compile(f"[{_DROPPED}]+")
# Marks, and the letter forms of old encodings, of which one may stand for several letters: ﻻ. One set, one at a time:
# that takes a tenth of the time of two sets, or of a set repeated.
_moving: Final = re.compile(f"[{_DROPPED}\ufb50-\ufdff\ufe70-\ufefc]")


class Folded(NamedTuple):
    """Folded text, and the places where it is shorter or longer than the text it came from.

    From folded position ``at[i]`` on, a character stands ``shift[i]`` characters further on in the original.
    """

    text: str
    at: list[int]
    shift: list[int]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of a non-empty folded span; marks inside it are covered."""
        return self.source_of(start), self.source_of(end - 1) + 1

    def source_of(self, position: int) -> int:
        """Return where the character at a folded position stood."""
        index = bisect_right(self.at, position)
        return position + self.shift[index - 1] if index else position


def fold_for_dates(text: str) -> Folded:
    """Return ``text`` with letters unified, digits made ASCII and marks dropped, e.g. ``غداً`` as ``غدا``."""
    at: list[int] = []
    shift: list[int] = []
    pieces: list[str] = []
    done = length = 0
    if " ." in text:
        text = _stop_before_year.sub("\u200f", text)  # dropped below
    if "\u0640" in text:
        text = _dash_between_numbers.sub(lambda found: found[1] + "-" * (len(found[0]) - len(found[1])), text)
    for found in _moving.finditer(text):
        start, end = found.span()
        kept = text[done:start]
        letters = "" if text[start] < "\ufb50" else _dropped.sub("", unicodedata.normalize("NFKC", found[0]))
        pieces += (kept, letters)
        length += len(kept)
        for _ in letters:
            at.append(length)
            shift.append(start - length)
            length += 1
        done = end
        at.append(length)
        shift.append(done - length)
    if pieces:
        text = "".join(pieces) + text[done:]
    text = fold_letters(text)
    for letter in set(_find_rare(text)):
        text = text.replace(letter, _RARE[letter])
    return Folded(text, at, shift)


def without_harakat(text: str) -> str:
    """Return ``text`` without harakat and tatweel: of a word of the Arabic alphabet, all that folding drops from it."""
    return _harakat.sub("", text)


def fold_letters(text: str) -> str:
    """Return ``text`` with the letters unified that writers mix up: all there is to fold where letters are alone."""
    for letter, plain in _COMMON:
        if letter in text:
            text = text.replace(letter, plain)
    return text


def with_prepositions(words: str) -> frozenset[str]:
    """Return words, folded, each also behind و and behind ب, ل and ك: والقرار, بالرقم, للرقم."""
    forms = folded_words(words)
    behind = {"ل" + form[1:] if form.startswith("ال") else "ل" + form for form in forms}
    return forms | behind | {mark + form for mark in "بكو" for form in forms}


def folded_words(words: str) -> frozenset[str]:
    """Return the words of a list written with blanks between, each folded as the text will be."""
    return frozenset(fold_for_dates(words).text.split())
