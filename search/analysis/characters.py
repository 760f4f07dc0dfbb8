"""Character classes of Arabic text: letters, marks that sit on letters, and characters that cannot be seen.

Each class is a string for use inside a regular expression's brackets, and a frozen set for membership.
"""

from __future__ import annotations

from typing import Final


def _expand(ranges: str) -> frozenset[str]:
    """Return the characters of a bracket expression written as single characters and a-b ranges."""
    chars: set[str] = set()
    index = 0
    while index < len(ranges):
        if index + 2 < len(ranges) and ranges[index + 1] == "-":
            chars.update(map(chr, range(ord(ranges[index]), ord(ranges[index + 2]) + 1)))
            index += 3
        else:
            chars.add(ranges[index])
            index += 1
    return frozenset(chars)


# Letters of the Arabic script with their presentation forms; no marks, no digits, no punctuation, no tatweel.
ARABIC: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c8"
    "\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdf9\ufdfc\ufe80-\ufefc"
)

MARK_RANGES: Final = (
    "\u0300-\u036f"  # accents written apart from their Latin letter
    "\u0483-\u0489"  # Cyrillic
    "\u0610-\u061a"  # honorifics and small high letters
    "\u0640"  # tatweel: الـمـوصل
    "\u064b-\u065f"  # harakat, shadda, sukun, and hamza or madda above a letter
    "\u0670"  # superscript alef: هٰذا
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Quranic marks
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"  # more of them
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"  # accents, extended
    "\ufc5e-\ufc63\ufcf2-\ufcf4"  # shadda with a haraka, as one glyph
    "\ufbb2-\ufbc2"  # dots shown alone
    "\ufe20-\ufe2f"  # half marks
    "\ufe70-\ufe7f"  # harakat shown alone or on tatweel
)
INVISIBLE_RANGES: Final = (
    "\u00ad"  # soft hyphen
    "\u034f"  # combining grapheme joiner
    "\u061c"  # Arabic letter mark
    "\u180e"  # Mongolian vowel separator
    "\u200b-\u200f"  # zero-width space, ZWNJ, ZWJ, LRM, RLM: Arabic words are joined across them
    "\u202a-\u202e"  # embeddings and overrides
    "\u2060-\u206f"  # word joiner, isolates, deprecated controls
    "\ufe00-\ufe0f"  # variation selectors
    "\ufeff"  # byte-order mark
)

# Glyphs that stand for a whole phrase of honour (ﷺ ﷻ ﷽): signs, not words of the sentence; neither indexed nor folded.
HONORIFICS: Final = "\ufdfa\ufdfb\ufdfd"

MARKS: Final = _expand(MARK_RANGES)
INVISIBLE: Final = _expand(INVISIBLE_RANGES)
ARABIC_LETTERS: Final = _expand(ARABIC)
