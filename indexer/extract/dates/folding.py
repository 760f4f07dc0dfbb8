"""Folds a text for date matching while every folded character still knows where it stood.

Nearly all news text folds one character to one, and then offsets need no table at all. Only a text with
diacritics, tatweel, direction marks or presentation forms takes the slower way, which keeps a list of positions.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# What is written differently but read the same: أمس and امس, الثلاثآء, ٢٠١٤ and ۲۰۱۴.
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ک": "ك", "ة": "ه", "ۃ": "ه",
    "\u06d5": "ه",  # Kurdish ae, seen for ha
    "٫": ".", "٬": ",", "⁄": "/", "∕": "/",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "\u00a0": " ",
}  # fmt: skip
_DIGITS = {chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)}
_FOLD = str.maketrans(_LETTERS | _DIGITS)

# Harakat and Quranic marks, superscript alef, tatweel, zero-width and direction characters, soft hyphen.
_DROPPED = (
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f"
)
_PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
_needs_map = re.compile(f"[{_DROPPED}{_PRESENTATION}]").search
_dropped = re.compile(f"[{_DROPPED}]").match


class Folded(NamedTuple):
    """Folded text; ``origin[i]`` is where character i stood, or ``origin`` is None where nothing moved."""

    text: str
    origin: list[int] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of a non-empty folded span; marks inside it are covered."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def fold_for_dates(text: str) -> Folded:
    """Return ``text`` with letters unified, digits made ASCII and marks dropped, e.g. ``غداً`` as ``غدا``."""
    if _needs_map(text) is None:
        return Folded(text.translate(_FOLD), None)
    letters: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(text):
        if _dropped(char):
            continue
        plain = unicodedata.normalize("NFKC", char) if char >= "\ufb50" else char
        for letter in plain.translate(_FOLD):
            if not _dropped(letter):
                letters.append(letter)
                origin.append(position)
    return Folded("".join(letters), origin)
