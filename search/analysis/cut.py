"""Where the words of a long text stand, and which of them may belong to a family: without looking at each.

`words` reads a text letter by letter, in Python's regular expressions. Here whole texts are read by kinds of characters
in arrays; only what is odd, digits or other scripts for instance, goes through the tokenizer. Most words of a text are
never asked for, so none of them becomes a Python object before it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search.analysis import frames
from search.analysis.tokenizer import words

_SHORT: Final = 300
"""Letters up to which reading word by word is quicker."""
_SEPARATOR: Final = bytes([frames.SEPARATOR])
_ODD: Final = frames.ODD_FRAME
_LEFT_OUT: Final = bytes([frames.MARK, frames.VOWEL])
"""What stands between the letters of a frame: kinds with nothing above or below between them."""

Offsets = NDArray[np.int64]


class Cut:
    """A text and its words, those of `words` in each of the pieces between spaces."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._kinds: NDArray[np.uint8] | None = None
        self._start: Callable[[int], int]
        self._end: Callable[[int], int]
        if len(text) > _SHORT:
            self._kinds = frames.kinds().take(_codes(text))
            self._starts, self._ends, self._judged = _read_kinds(text, self._kinds)
            self._start, self._end = self._starts.item, self._ends.item
            self._length = len(self._starts)
        else:
            starts, ends = _read_pieces(text)
            self._start, self._end = starts.__getitem__, ends.__getitem__
            self._length = len(starts)

    def __len__(self) -> int:
        return self._length

    def word(self, index: int) -> str:
        """The word at an index."""
        return self.text[self._start(index) : self._end(index)]

    def words(self, indexes: Iterable[int]) -> list[str]:
        """The words at some indexes."""
        text = self.text
        return [text[start:end] for start, end in self.spans(indexes)]

    def spans(self, indexes: Iterable[int]) -> list[tuple[int, int]]:
        """Where the words at some indexes begin and end, in code points."""
        start, end = self._start, self._end
        return [(start(index), end(index)) for index in indexes]

    def between(self, low: int, high: int) -> range:
        """The indexes of the words that a span of the text touches."""
        every = range(self._length)
        return range(bisect_right(every, low, key=self._end), bisect_left(every, high, key=self._start))

    def holding(self, wanted: frozenset[bytes]) -> Sequence[int]:
        """The indexes, ascending, of the words that may hold one of these frames: of a short text all."""
        if self._kinds is None:
            return range(self._length)
        text = self._kinds.tobytes().translate(None, _LEFT_OUT)
        found: list[int] = []
        for one in wanted:
            at = text.find(one)
            while at >= 0:
                found.append(at)
                at = text.find(one, at + 1)
        odd = [index for index, plain in self._judged if plain or _ODD in wanted]
        if not found:
            return odd
        # a kind is left out if it is one of the two that follow on each other
        kept = (self._kinds - np.uint8(frames.MARK) > frames.VOWEL - frames.MARK).nonzero()[0]
        places = self._starts.searchsorted(kept[found], "right") - 1
        return sorted({*places.tolist(), *odd})


recent = lru_cache(maxsize=512)(Cut)
"""A `Cut` of a text, that of before where the text was among the last: who chooses a facet sees most articles again."""


def words_at_once(text: str) -> tuple[NDArray[Any], Offsets, Offsets] | None:
    """The code points of a text, and where the words of `words` start and end; None where a code point has five digits.

    For long texts: a few words are read quicker one by one.
    """
    codes = _codes(text)
    if codes.itemsize > 2:  # noqa: PLR2004 - bytes of a code point that has four digits at most
        return None
    starts, ends, _ = _read_kinds(text, frames.kinds().take(codes))
    return codes, starts, ends


def _read_pieces(text: str) -> tuple[list[int], list[int]]:
    """Starts and ends of the words of a text, piece by piece."""
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece in text.split():
        at = text.index(piece, at)
        for start, end, _ in _spans(piece):
            starts.append(at + start)
            ends.append(at + end)
        at += len(piece)
    return starts, ends


def _read_kinds(text: str, kinds: NDArray[np.uint8]) -> tuple[Offsets, Offsets, list[tuple[int, bool]]]:
    """Starts and ends of the words of a text of these kinds.

    And the indexes of those that the tokenizer has judged, each with whether its terms may be Arabic letters alone.
    """
    inside = np.zeros(len(kinds) + 2, np.bool_)
    np.greater_equal(kinds, frames.ODD, out=inside[1:-1])
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    pieces = [(low, high, spans) for low, high in _odd_pieces(kinds) if (spans := _judged(text[low:high])) is not None]
    if not pieces:
        return starts, ends, []
    cuts = starts.searchsorted(np.array([bound for low, high, _ in pieces for bound in (low, high)])).tolist()
    judged: list[tuple[int, bool]] = []
    parts: list[Offsets] = []
    read = count = 0
    for (low, _, spans), before, behind in zip(pieces, cuts[::2], cuts[1::2], strict=True):
        places = [low + at for start, end, _ in spans for at in (start, end)]
        parts += [edges[2 * read : 2 * before], np.array(places, np.int64)]
        count += before - read
        judged += enumerate([plain for _, _, plain in spans], count)
        count += len(spans)
        read = behind
    edges = np.concatenate([*parts, edges[2 * read :]])
    return edges[::2], edges[1::2], judged


def _odd_pieces(kinds: NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """Where pieces between spaces start and end that only the tokenizer can judge."""
    odd = kinds == frames.ODD
    marks = (kinds == frames.MARK).nonzero()[0]
    if len(marks):
        # with no letter before it, as in ـه for "of the Hijra", a mark is not where the word begins
        odd[marks[(marks == 0) | (kinds[marks - 1] <= frames.SPACE)]] = True
    places = odd.nonzero()[0]
    if not len(places):
        return
    spaces = (kinds == frames.SPACE).nonzero()[0]
    pieces = np.unique(spaces.searchsorted(places))  # the number of the space behind
    bounds = np.concatenate([[-1], spaces, [len(kinds)]])
    yield from zip((bounds[pieces] + 1).tolist(), bounds[pieces + 1].tolist(), strict=True)


@lru_cache(maxsize=50_000)
def _judged(piece: str) -> tuple[tuple[int, int, bool], ...] | None:
    """`_spans` of a text without spaces; None where it is one number or Latin word, perhaps between separators.

    2016 and (F16) are, but not 1,500.
    """
    kinds = frames.kinds().take(_codes(piece)).tobytes()
    core = kinds.strip(_SEPARATOR)
    if not core.strip(_ODD):
        word = piece[kinds.find(_ODD) :][: len(core)]
        if word.isdecimal() or (word.isascii() and word.isalnum()):
            return None
    return _spans(piece)


def _codes(text: str) -> NDArray[Any]:
    """The code points of a text, one number each."""
    codes: NDArray[Any] = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(codes) == len(text):
        return codes
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").copy()
    codes[codes > frames.BEYOND] = frames.BEYOND
    return codes


@lru_cache(maxsize=50_000)
def _spans(piece: str) -> tuple[tuple[int, int, bool], ...]:
    """Where the words of a text without spaces stand, and which of them may have terms of Arabic letters alone.

    These are ligatures, for instance, and what stands beside a digit.
    """
    return tuple([(word.start, word.end, not (word.text.isascii() or word.text.isdecimal())) for word in words(piece)])
