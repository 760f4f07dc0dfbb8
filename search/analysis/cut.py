"""Where the words of a long text stand, and which of them may belong to a family: without looking at each.

`words` reads a text letter by letter, in Python's regular expressions. Here whole texts are read by kinds of characters
in arrays; only what is odd, digits or other scripts for instance, goes through the tokenizer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search.analysis import frames
from search.analysis.tokenizer import words

_SHORT: Final = 300
"""Letters up to which reading word by word is quicker."""
_SPACE: Final = bytes([frames.SPACE])
_ODD: Final = bytes([frames.ODD])
_MARK_FIRST: Final = tuple(bytes([before, frames.MARK]) for before in (frames.SEPARATOR, frames.SPACE))


class Cut:
    """A text and its words, those of `words` in each of the pieces between spaces.

    ``starts`` and ``ends`` are code points, one each for every word.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # of a short text all words count as odd
        self._kinds: NDArray[np.uint8] | None = None
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._odd: list[int] = []
        if len(text) > _SHORT:
            self._kinds = frames.kinds()[_codes(text)]
            self._read_kinds(self._kinds)
        else:
            self._read_pieces()

    def _read_pieces(self) -> None:
        at = 0
        for piece in self.text.split():
            at = self.text.index(piece, at)
            self._add_piece(piece, at)
            at += len(piece)

    def _add_piece(self, piece: str, at: int) -> None:
        """Add the words of a piece that stands at a place: the tokenizer cuts it, and all of them are odd."""
        for start, end in _spans(piece):
            self._odd.append(len(self.starts))
            self.starts.append(at + start)
            self.ends.append(at + end)

    def _read_kinds(self, kinds: NDArray[np.uint8]) -> None:
        inside = np.zeros(len(kinds) + 2, np.bool_)
        np.greater_equal(kinds, frames.MARK, out=inside[1:-1])
        edges = np.flatnonzero(inside[1:] != inside[:-1]).tolist()
        starts, ends = edges[::2], edges[1::2]
        read = 0
        for low, high in _odd_pieces(kinds.tobytes()):
            upto = bisect_left(starts, low, read)
            self.starts += starts[read:upto]
            self.ends += ends[read:upto]
            self._add_piece(self.text[low:high], low)
            read = bisect_left(starts, high, upto)
        self.starts += starts[read:]
        self.ends += ends[read:]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """The word at an index."""
        return self.text[self.starts[index] : self.ends[index]]

    def between(self, low: int, high: int) -> range:
        """The indexes of the words that a span of the text touches."""
        return range(bisect_right(self.ends, low), bisect_left(self.starts, high))

    def holding(self, wanted: frozenset[bytes]) -> list[int]:
        """The indexes, ascending, of the words that may hold one of these frames."""
        odd = self._odd if frames.ODD_FRAME in wanted else self._perhaps_plain()
        if self._kinds is None:
            return odd
        kept = np.flatnonzero((self._kinds >= frames.FIRST) | (self._kinds < frames.MARK))
        text = self._kinds[kept].tobytes()
        found: list[int] = []
        for one in wanted - {frames.ODD_FRAME}:
            at = text.find(one)
            while at >= 0:
                found.append(at)
                at = text.find(one, at + 1)
        if not found:
            return odd
        places = {bisect_right(self.starts, place) - 1 for place in kept[found].tolist()}
        return sorted(places.union(odd))

    def _perhaps_plain(self) -> list[int]:
        """The indexes of odd words whose terms may be Arabic letters alone: ligatures, what stands beside a digit."""
        read = [(index, self.word(index)) for index in self._odd]
        return [index for index, word in read if not (word.isascii() or word.isdecimal())]


def _odd_pieces(kinds: bytes) -> Iterator[tuple[int, int]]:
    """Where pieces between spaces stand that only the tokenizer can judge."""
    # a mark with no letter before it, as in ـه for "of the Hijra", is not where the word begins
    odd = [0] if kinds[0] == frames.MARK else []
    for what in (_ODD, *_MARK_FIRST):
        at = kinds.find(what)
        while at >= 0:
            odd.append(at + len(what) - 1)
            at = kinds.find(what, at + 1)
    end = 0
    for at in sorted(odd):
        if at >= end:
            start = kinds.rfind(_SPACE, end, at) + 1 or end
            end = kinds.find(_SPACE, at)
            end = len(kinds) if end < 0 else end
            yield start, end


def _codes(text: str) -> NDArray[Any]:
    """The code points of a text, one number each."""
    codes: NDArray[Any] = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(codes) == len(text):
        return codes
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").copy()
    codes[codes > frames.BEYOND] = frames.BEYOND
    return codes


@lru_cache(maxsize=50_000)
def _spans(piece: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a text without spaces stand."""
    return tuple([(word.start, word.end) for word in words(piece)])
