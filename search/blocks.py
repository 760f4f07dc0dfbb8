"""Long texts cut into blocks, for whatever cannot take ten million characters at once."""

from __future__ import annotations

import re
from typing import Final

_BLANK: Final = re.compile(r"\s")


def blocks(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    """Return the code points [start, end) of each block of ``text[start:end]``, in order and without gaps.

    A block has ``most`` characters at most. It ends with a line where one ends in its second half, else with a
    sentence, else before a word; there is one block of an empty text.
    """
    cut: list[tuple[int, int]] = []
    while end - start > most:
        stop = _stop(text, start + most // 2, start + most)
        cut.append((start, stop))
        start = stop
    return [*cut, (start, end)]


def _stop(text: str, low: int, high: int) -> int:
    """Return where to cut between two code points."""
    for mark in ("\n", "\r", ". ", "؟ ", "! "):
        at = text.rfind(mark, low, high)
        if at >= 0:
            return at + len(mark)
    for at in range(high, low, -1):
        if _BLANK.match(text, at - 1):
            return at
    return high
