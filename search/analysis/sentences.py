"""Sentences: a text cut where they end, for searches that want words of one sentence."""

from __future__ import annotations

import re
from itertools import repeat
from typing import Final

_MARKS: Final = ".!?؟۔\n"
# A mark and what may stand between it and the space after it: quotes, brackets, direction marks.
_MARK: Final = re.compile("[.!?؟۔\n][\"'“”»«’)\\]\u200e\u200f\u202a-\u202e\u2066-\u2069]*")
_BEFORE_STOP: Final = 5
"""Characters before a full stop that are looked at."""
_ABBREVIATED: Final = re.compile(r"(?:^|[\s(\[\"«“.])(?:و?[^\W\d_]|\d{1,2})$|\.$")
"""Ends no sentence: "د. محمد", "أ. د.", "1. الأول"; two or three stops are a pause in newspapers: قال.. ثم مضى."""
_NO_SPACE: Final = re.compile("[\u0620-\u064a]{2}")
_WRAPPED_AT: Final = 130
"""Longest line, in characters, of a text that is broken into lines to fit a width."""
_WRAPPED_LINES: Final = 4
_FULL_LINE: Final = 0.7


def sentences(text: str) -> list[str]:
    """Cut a text where sentences end; no word is cut, and the pieces hold all words of the text in order.

    A sentence ends with . ! ? ؟ ۔ before a space, or with its paragraph: at the end of a line, and in a text that is
    broken into lines of one width at an empty line. Not with an abbreviation of one letter or a number of a list.
    """
    wrapped = "\n" in text and _is_wrapped(text)
    pieces: list[str] = []
    start = 0
    for mark in _marks(text):
        if not _is_end(text, mark, wrapped=wrapped):
            continue
        pieces.append(text[start : mark.end()])
        start = mark.end()
    pieces.append(text[start:])
    return [piece for piece in pieces if piece and not piece.isspace()]


def _marks(text: str) -> list[re.Match[str]]:
    """The marks of a text in order; to look for each by itself takes a fifth of the time of one search for all."""
    places: list[int] = []
    for mark in _MARKS:
        place = text.find(mark)
        while place >= 0:
            places.append(place)
            place = text.find(mark, place + 1)
    places.sort()
    return [match for match in map(_MARK.match, repeat(text), places) if match is not None]


def _is_end(text: str, mark: re.Match[str], *, wrapped: bool) -> bool:
    at, after = mark.span()
    if text[at] == "\n":
        return not wrapped or _empty_line_after(text, at + 1)
    spaced = text[after : after + 1].isspace()
    if text[at] != ".":
        return spaced
    if not spaced:  # no space after the full stop: في القاهرة.وقال
        return bool(after == at + 1 and _NO_SPACE.match(text, after) and _NO_SPACE.fullmatch(text, max(at - 2, 0), at))
    return _ABBREVIATED.search(text[max(at - _BEFORE_STOP, 0) : at]) is None


def _empty_line_after(text: str, at: int) -> bool:
    following = text.find("\n", at)
    return not text[at : following if following >= 0 else len(text)].strip()


def _is_wrapped(text: str) -> bool:
    """Whether lines end where a width is full, not where a paragraph does: most are nearly as long as the longest."""
    paragraphs = [paragraph.split("\n") for paragraph in re.split(r"\n\s*\n", text)]
    broken = [line for paragraph in paragraphs for line in paragraph[:-1]]
    longest = max(map(len, text.split("\n")))
    if longest > _WRAPPED_AT or len(broken) < _WRAPPED_LINES:
        return False
    return sum(len(line) >= _FULL_LINE * longest for line in broken) >= _FULL_LINE * len(broken)
