"""Numbers for words as written: what is known of a word then stands in arrays, and none is looked up more than once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

from indexer.extract.tagger.features import LONGEST
from indexer.extract.tagger.words import keys, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]

_MOST: Final = 300_000
_FIRST: Final = 8192


class Numbering:
    """The words met so far, numbered from 0 on; a word keeps its number as long as this object is used."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._kinds = np.zeros(_FIRST, np.uint8)
        self._spellings: list[str] = []
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._words)

    @property
    def full(self) -> bool:
        """Whether another one should be begun; what has numbers of this one goes on with it."""
        return len(self) >= _MOST

    def word(self, number: int) -> str:
        """The word as written."""
        return self._words[number]

    def number(self, word: str) -> int:
        """The number of a word as written."""
        found = self._numbers.get(word)
        return self._add(word) if found is None else found

    def numbers(self, words: Iterable[str]) -> Numbers:
        """The number of each word."""
        return np.array([self.number(word) for word in words], np.intp)

    def _add(self, word: str) -> int:
        with self._lock:
            known = self._numbers.get(word)
            if known is not None:
                return known
            found = len(self._words)
            if found == len(self._kinds):
                self._kinds = np.concatenate([self._kinds, np.zeros_like(self._kinds)])
            self._kinds[found] = kind_of(word)
            self._words.append(word)
            self._numbers[word] = found  # last: whoever finds it here finds the rest
            return found

    def kinds(self, numbers: Numbers) -> NDArray[np.uint8]:
        """What each word means for where sentences end: see `words.kind_of`."""
        return self._kinds[numbers]

    def spellings(self, numbers: Sequence[int]) -> list[str]:
        """The spelling under which the model knows each word (see `words.key`)."""
        with self._lock:  # those of all new words together: one by one takes longer
            known = self._spellings
            known += [spelling[:LONGEST] for spelling in keys(self._words[len(known) :])]
        return [known[number] for number in numbers]


class Learnt:
    """A number for each word, which depends on its spelling alone and is learnt when it is first asked for."""

    def __init__(self, learn: Callable[[list[str]], Sequence[int]]) -> None:
        """Take what gives numbers, 1 or more, for spellings."""
        self._learn = learn
        self._known: WeakKeyDictionary[Numbering, Numbers] = WeakKeyDictionary()

    def forget(self) -> None:
        """Learn all of it anew from now on."""
        self._known.clear()

    def of(self, words: Numbers, numbering: Numbering) -> Numbers:
        """The number of each word."""
        known = self._known.get(numbering)
        if known is None or len(known) < len(numbering):
            more = np.zeros(max(_FIRST, 2 * len(numbering)), np.intp)  # 0: not learnt yet
            if known is not None:
                more[: len(known)] = known
            self._known[numbering] = known = more
        found = known[words]
        if not found.all():
            new = np.unique(words[found == 0])
            known[new] = self._learn(numbering.spellings(new.tolist()))
            found = known[words]
        return found
