"""Very long bodies cut into blocks, each of which is read like an article of its own.

The longest of 35,879 articles of the news has 33,683 characters: what is longer than a block is a book, a year's
protocol or a file that was never cut into articles. Who is called by one name there, and which country it is about,
changes from part to part, and to compare each name with all others of ten million characters would take minutes and
gigabytes.
"""

from __future__ import annotations

import re
from typing import Final

BLOCK: Final = 100_000
"""Characters of a block at most; a body that is no longer is read as a whole."""
_BLANK: Final = re.compile(r"\s")


def blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the code points [start, end) of each block of ``text[start:end]``, in order and without gaps.

    A block ends with a line where one ends in its second half, else with a sentence, else before a word.
    """
    cut: list[tuple[int, int]] = []
    while end - start > BLOCK:
        stop = _stop(text, start + BLOCK // 2, start + BLOCK)
        cut.append((start, stop))
        start = stop
    return [*cut, (start, end)]


def _stop(text: str, low: int, high: int) -> int:
    """Return where to cut between two code points."""
    for mark in ("\n", ". ", "؟ ", "! "):
        at = text.rfind(mark, low, high)
        if at >= 0:
            return at + len(mark)
    for at in range(high, low, -1):
        if _BLANK.match(text, at - 1):
            return at
    return high
