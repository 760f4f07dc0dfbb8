"""Compounds: names and words that some write as two words and others as one, عبد الله and عبدالله.

``data/compounds.tsv`` says which: two words, or one and a ``*`` for any. Nothing else is joined or parted, for most
pairs of words that make a third have nothing to do with it (بن زين, a name, and بنزين, petrol).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Final

from search.analysis.clitics import proclitic_splits
from search.analysis.folding import fold

_ANY: Final = "*"
_SHORTEST: Final = 3
"""Letters of a word that may stand for ``*``: أبواب is not أبو and اب."""


class _Table:
    def __init__(self, rows: list[tuple[str, str]]) -> None:
        self.pairs = frozenset((first, second) for first, second in rows if _ANY not in (first, second))
        self.firsts = frozenset(first for first, second in rows if second == _ANY)
        self.seconds = frozenset(second for first, second in rows if first == _ANY)
        #: What says quickest that a word is no compound, as most are: how they begin, and how others end.
        self.begins = re.compile("|".join(sorted(self.firsts | {first for first, _ in self.pairs}))).match
        self.ends = tuple(self.seconds)

    def holds(self, first: str, second: str) -> bool:
        """Whether two folded words, without particles before the first, may be written as one."""
        if (first, second) in self.pairs:
            return True
        return (first in self.firsts and len(second) >= _SHORTEST) or (
            second in self.seconds and len(first) >= _SHORTEST
        )


@lru_cache(maxsize=1)
def _table() -> _Table:
    text = resources.files("search.analysis").joinpath("data", "compounds.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return _Table([(fold(first), fold(second)) for first, second in rows])


def may_be_joined(first: str, second: str) -> bool:
    """Tell whether two words as typed are also written as one; the first may have particles.

    >>> may_be_joined("لعبد", "الله"), may_be_joined("وزير", "الدفاع")
    (True, False)
    """
    folded = fold(second)
    return any(_table().holds(rest, folded) for _, rest in proclitic_splits(fold(first)))


def parted(word: str, *, bare: bool = True) -> tuple[str, str] | None:
    """The two folded words that a word as typed is also written as; None where it is no compound.

    ``bare`` leaves out what is written onto the first.

    >>> parted("لعبدالله"), parted("وزير")
    (('عبد', 'الله'), None)
    """
    return parted_in(proclitic_splits(fold(word)), bare=bare)


def parted_in(splits: Iterable[tuple[str, str]], *, bare: bool = True) -> tuple[str, str] | None:
    """What `parted` returns of a word that `proclitic_splits` has split already."""
    table = _table()
    for stack, rest in splits:
        if table.begins(rest) is None and not rest.endswith(table.ends):
            continue
        for at in range(2, len(rest) - 1):
            if table.holds(rest[:at], rest[at:]):
                return rest[:at] if bare else stack + rest[:at], rest[at:]
    return None
