"""An article's words as units of matching, with where each stands and which follow one another unbroken.

A unit is a written word, or a compound name's two written words (عبد الله, أبو ظبي), so that both spellings meet.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from indexer.extract.bylines import own_text
from indexer.extract.lexicon import ALONE, DAY, GOES_ON, STOP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from indexer.extract.lexicon import Lexicon, WordType
    from indexer.extract.pieces import Piece, Pieces

_COMMAS: Final = frozenset({"،", ","})
_FATHATAN: Final = "\u064b"  # before or behind the alef that carries it
_TANWIN: Final = 2
#: What looks like a kunya's first part and is a family's name: always, or before a word of no name.
_KUNYA_AS_NAME: Final = {"آبي": True, "ابي": False, "أبي": False}


class Units:
    """Parallel lists over an article's units, title first.

    ``reach[i]`` is how many units from ``i`` on stand unbroken: nothing but blanks and quotation marks between them.
    ``starts`` and ``ends`` are code points in the unit's own field; units before ``body`` belong to the title. ``own``
    is the part of each field that is read: a byline has no units. ``marked`` are the units whose words carry any mark,
    ``begins`` those where a known name may begin, ``keys`` has the key of each unit. ``cuts`` are each field's
    own part cut at spaces: the texts between them, and where each begins; ``classes`` are what the dates ask of each
    of them, ``words`` the tagger's words of each, numbered by ``numbering``.
    """

    def __init__(
        self, title: str, body: str, lexicon: Lexicon, read: Pieces | None = None, *, whole: bool = False
    ) -> None:
        """Take the fields, the lexicon, and what reads pieces: articles that are tagged together need the same.

        ``whole`` says that nothing of the body is a byline.
        """
        read = lexicon.pieces if read is None else read
        self.numbering = read.numbering
        self.fields = (title, body)
        self.own = ((0, len(title)), (0, len(body)) if whole else own_text(body))
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.types: list[WordType] = []
        joined: list[bool] = []
        self.cuts = tuple([_cut(text, own) for text, own in zip(self.fields, self.own, strict=True)])
        in_title = self._read(title, self.cuts[0], read, lexicon, joined)
        self.body = len(self.types)
        fields = (in_title, self._read(body, self.cuts[1], read, lexicon, joined))
        self.classes = tuple([[piece.classes for piece in pieces] for pieces in fields])
        self.words = tuple([[piece.words for piece in pieces] for pieces in fields])
        reach = [1] * len(joined)
        for i in range(len(joined) - 2, -1, -1):
            if joined[i]:
                reach[i] = reach[i + 1] + 1
        self.reach = reach
        # one list right behind the other, while what they read of the types is in the processor's caches
        types = self.types
        self.marked = [i for i, word in enumerate(types) if word.marked]
        self.begins = [
            i
            for i, (word, following) in enumerate(zip(types, [*types[1:], *types[-1:]], strict=True))
            if word.starts and (word.flags & ALONE or following.flags & GOES_ON)
        ]
        self.keys = [word.key for word in types]
        self._cut = [i for i, word in enumerate(types) if word.bare_cut]
        #: The keys of all units, then those without particles of the units that have some.
        self._forms = [*self.keys, *[types[i].bare_key for i in self._cut]]

    def __len__(self) -> int:
        return len(self.types)

    @cached_property
    def _last(self) -> dict[str, int]:
        """Where each form is last."""
        return dict(zip(self._forms, range(len(self._forms)), strict=True))

    def having(self, keys: AbstractSet[str]) -> Sequence[int]:
        """Return the units whose key, with or without particles, is one of ``keys``, in order.

        Most words asked for are in no article, and those that are once or twice: no unit is looked at but those.
        """
        last = self._last
        if last.keys().isdisjoint(keys):
            return ()
        units: set[int] = set()
        for key in last.keys() & keys:
            at = -1
            while at < last[key]:
                at = self._forms.index(key, at + 1)
                units.add(at if at < len(self.types) else self._cut[at - len(self.types)])
        return sorted(units)

    def of_key(self, key: str) -> Sequence[int]:
        """Return the units whose own key this is, in order."""
        return [i for i in self.having({key}) if self.keys[i] == key]

    def slice(self, first: int, last: int) -> str:
        """Return the text from the unit ``first`` through ``last`` as written."""
        return self.fields[first >= self.body][self.starts[first] : self.ends[last]]

    def accusative(self, unit: int) -> bool:
        """Tell whether a unit is written with the tanwin of a common noun's accusative, which no name has: درعاً."""
        return _FATHATAN in self.fields[unit >= self.body][self.ends[unit] - _TANWIN : self.ends[unit]]

    def before(self, unit: int) -> WordType | None:
        """Return the word just before a unit with nothing but blanks between; None where there is none."""
        return self.types[unit - 1] if unit and self.reach[unit - 1] > 1 else None

    def gap(self, unit: int) -> str:
        """Return what stands between a unit and the next of its field; empty at the field's end."""
        if unit + 1 >= len(self.types) or unit < self.body <= unit + 1:
            return ""
        return self.fields[unit >= self.body][self.ends[unit] : self.starts[unit + 1]]

    def comma(self, unit: int) -> bool:
        """Return whether a comma and nothing else stands between a unit and the next of its field."""
        return self.gap(unit).strip() in _COMMAS

    def at(self, offset: int, *, in_title: bool) -> int:
        """Return the unit that holds or ends before a code point of a field; -1 before the first."""
        low, high = (0, self.body) if in_title else (self.body, len(self.types))
        return bisect_right(self.starts, offset, low, high) - 1

    def _read(
        self, text: str, cut: tuple[list[str], list[int]], read: Pieces, lexicon: Lexicon, joined: list[bool]
    ) -> list[Piece]:
        """Add the units of a field; return its pieces."""
        texts, begins = cut
        pieces = list(map(read.__getitem__, texts))
        starts: list[int] = []
        ends: list[int] = []
        types: list[WordType] = []
        joins: list[bool] = []  # whether a unit and the one before stand unbroken
        compounds: list[int] = []
        soft = True  # whether nothing but what may stand inside a name has come since the last unit
        for piece, begin, after in zip(pieces, begins, begins[1:], strict=False):
            plain = piece.plain
            if plain is not None:  # nearly every piece
                joins.append(soft or _initial(text, starts, ends, begin))
                starts.append(begin)
                ends.append(after - 1)
                types.append(plain)
                soft = True
                continue
            soft = soft and piece.soft[0]
            for number, (kind, start, end) in enumerate(piece.units, 1):
                if kind.compound:
                    compounds.append(len(types))
                joins.append(soft or _initial(text, starts, ends, begin + start))
                starts.append(begin + start)
                ends.append(begin + end)
                types.append(kind)
                soft = piece.soft[number]
        for unit in reversed(_first_parts(text, starts, ends, types, compounds)):
            types[unit] = lexicon.type_of(types[unit].compound + text[starts[unit + 1] : ends[unit + 1]])
            ends[unit] = ends[unit + 1]
            del types[unit + 1], starts[unit + 1], ends[unit + 1], joins[unit + 1]
        self.starts += starts
        self.ends += ends
        self.types += types
        if joins:
            joined += [*joins[1:], False]
        return pieces


def _cut(text: str, own: tuple[int, int]) -> tuple[list[str], list[int]]:
    """Return the texts between the spaces of a field's own part, and where each begins."""
    start, end = own
    texts = text[start:end].split(" ")
    return texts, list(accumulate([len(one) + 1 for one in texts], initial=start))


def _initial(text: str, starts: list[int], ends: list[int], start: int) -> bool:
    """Tell whether the last unit so far is one letter, and a full stop or stroke goes on from it: د. محمد."""
    return bool(ends) and ends[-1] - starts[-1] == 1 and text[ends[-1] : start].strip() in {".", "/"}


def _first_parts(
    text: str, starts: list[int], ends: list[int], types: Sequence[WordType], compounds: list[int]
) -> list[int]:
    """Return which units that may be a compound's first part have their second part behind a space: عبد الله.

    A kunya ends where a word of no name follows, and آبي is none: شينزو آبي الجمعة, شينزو ابي لكن.
    """
    found: list[int] = []
    for unit in compounds:
        second = bool(found) and found[-1] == unit - 1
        if second or unit + 1 >= len(starts) or text[ends[unit] : starts[unit + 1]] != " ":
            continue
        own = _KUNYA_AS_NAME.get(text[starts[unit] : ends[unit]])
        if own is None or not (own or types[unit + 1].flags & (STOP | DAY)):
            found.append(unit)
    return found
