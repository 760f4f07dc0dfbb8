"""An article's words as units of matching, with where each stands and which follow one another unbroken.

A unit is a written word, or a compound name's two written words (عبد الله, أبو ظبي), so that both spellings meet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from indexer.extract.bylines import own_text

if TYPE_CHECKING:
    from indexer.extract.lexicon import Lexicon, WordType

#: What may stand inside a name: blanks, quotation marks, direction marks. حزب «العدالة والتنمية»
_SOFT: Final = frozenset(" \t\u00a0\"«»“”'’‘\u200f\u200e")
#: A word as it is read here: letters, digits, marks and the invisible characters inside. Simpler than the tokenizer's
#: words, whose care for numbers no name needs, and several times as fast.
WORD: Final = re.compile("[^\\W_](?:[\\w\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f](?<!_))*")


class Units:
    """Parallel lists over an article's units, title first.

    ``reach[i]`` is how many units from ``i`` on stand unbroken: nothing but blanks and quotation marks between them.
    ``starts`` and ``ends`` are code points in the unit's own field; units before ``body`` belong to the title. ``own``
    is the part of each field that is read: a byline has no units. ``marked`` are the units whose words carry any mark.
    """

    __slots__ = ("body", "ends", "fields", "marked", "own", "reach", "starts", "types")

    def __init__(self, title: str, body: str, lexicon: Lexicon) -> None:
        self.fields = (title, body)
        self.own = ((0, len(title)), own_text(body))
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.types: list[WordType] = []
        joined: list[bool] = []
        self._read(title, self.own[0], lexicon, joined)
        self.body = len(self.types)
        self._read(body, self.own[1], lexicon, joined)
        reach = [1] * len(joined)
        for i in range(len(joined) - 2, -1, -1):
            if joined[i]:
                reach[i] = reach[i + 1] + 1
        self.reach = reach
        self.marked = [i for i, word in enumerate(self.types) if word.marked]

    def __len__(self) -> int:
        return len(self.types)

    def slice(self, first: int, last: int) -> str:
        """Return the text from the unit ``first`` through ``last`` as written."""
        return self.fields[first >= self.body][self.starts[first] : self.ends[last]]

    def before(self, unit: int) -> WordType | None:
        """Return the word just before a unit with nothing but blanks between; None where there is none."""
        return self.types[unit - 1] if unit and self.reach[unit - 1] > 1 else None

    def gap(self, unit: int) -> str:
        """Return what stands between a unit and the next of its field; empty at the field's end."""
        if unit + 1 >= len(self.types) or unit < self.body <= unit + 1:
            return ""
        return self.fields[unit >= self.body][self.ends[unit] : self.starts[unit + 1]]

    def at(self, offset: int, *, in_title: bool) -> int:
        """Return the unit that holds or ends before a code point of a field; -1 before the first."""
        low, high = (0, self.body) if in_title else (self.body, len(self.types))
        return bisect_right(self.starts, offset, low, high) - 1

    def _read(self, text: str, own: tuple[int, int], lexicon: Lexicon, joined: list[bool]) -> None:
        type_of = lexicon.type_of
        starts, ends, types = self.starts, self.ends, self.types
        spans = [match.span() for match in WORD.finditer(text, *own)]
        count = len(spans)
        i = 0
        while i < count:
            start, end = spans[i]
            i += 1
            written = text[start:end]
            kind = type_of(written)
            if kind.compound and i < count and text[end : spans[i][0]] == " ":
                kind = type_of(kind.compound + text[spans[i][0] : spans[i][1]])
                end = spans[i][1]
                i += 1
            starts.append(start)
            ends.append(end)
            types.append(kind)
            if i == count:
                joined.append(False)
            else:
                gap = text[end : spans[i][0]]
                joined.append(gap == " " or _SOFT.issuperset(gap) or (end - start == 1 and gap.strip() in {".", "/"}))
