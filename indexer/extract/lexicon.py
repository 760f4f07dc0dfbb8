"""Everything the name extraction knows about a written word, worked out once per word and process.

A `WordType` holds a word's folded form, the ways it can begin a known name (with or without attached particles), the
country whose adjective it is, and a few marks. News repeats its words: a cache of types makes the scan a walk over
ready answers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from search.entities import Gazetteer
from search.analysis import fold, load_lexicon
from search.entities.names import COMPOUND_HEADS, name_key, readings, word_key

from indexer.extract import wordlists
from indexer.extract.titles import TitleIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Marks of a word.
GIVEN: Final = 1  #: a person's name word
STOP: Final = 2  #: never part of a person's name
TRIGGER: Final = 4  #: a noun that says a place's name follows: مدينة
PREPOSITION: Final = 8  #: في, إلى, من …
FILIATION: Final = 16  #: بن, ابن, بنت, آل
DAY: Final = 32  #: a weekday with the article: الأحد
QUALIFIER: Final = 64  #: an adjective that may stand between a title and the name: السابق
CONJOINED: Final = 128  #: begins with و that is no part of the word
FOREIGN: Final = 256  #: a given name from outside the Arab world: جون
LATIN: Final = 512  #: not in Arabic letters

_CACHE_LIMIT: Final = 200_000
_PROCLITICS: Final = frozenset("وفبلك")
_ARABIC: Final = re.compile("[\u0621-\u064a]")


class Start:
    """One way a word can begin a known name: the key left after ``cut`` letters of particles."""

    __slots__ = ("article", "cut", "key", "lengths", "pattern", "title")

    def __init__(self, key: str, cut: int, article: bool, lengths: int, pattern: bool, title: int) -> None:
        self.key = key
        self.cut = cut
        self.article = article
        self.lengths = lengths
        self.pattern = pattern
        self.title = title


class WordType:
    """What is known about one written word.

    ``compound`` is the folded word in its keys' case where it is the first part of a compound name (لأبي → لابو), else
    empty; ``count`` how often the word stands in the news text the analysis lexicon was built from.
    """

    __slots__ = ("compound", "count", "country", "flags", "folded", "key", "starts")

    def __init__(
        self, folded: str, key: str, starts: tuple[Start, ...], country: str, flags: int, compound: str, count: int
    ) -> None:
        self.folded = folded
        self.key = key
        self.starts = starts
        self.country = country
        self.flags = flags
        self.compound = compound
        self.count = count


class Lexicon:
    """The gazetteer with titles, person-name words and word lists, as types of written words."""

    def __init__(self, gazetteer: Gazetteer, titles: TitleIndex, given_names: Iterable[tuple[str, bool]] = ()) -> None:
        """Take the gazetteer, the titles and the person-name words, each with whether it is foreign."""
        self.gazetteer = gazetteer
        self.titles = titles
        self.given: dict[str, int] = {}
        for name, foreign in given_names:
            self.given[word_key(fold(name).replace(" ", ""))] = GIVEN | (FOREIGN if foreign else 0)
        self._types: dict[str, WordType] = {}
        self._marks = _marks()
        self._count = load_lexicon().count

    @classmethod
    def load(cls) -> Lexicon:
        """The shipped lexicon, built once per process."""
        return _shipped()

    def type_of(self, written: str) -> WordType:
        """The type of a word as written (or of a compound's parts joined)."""
        known = self._types.get(written)
        if known is None:
            if len(self._types) >= _CACHE_LIMIT:
                self._types.clear()
            known = self._types[written] = self._make(fold(written))
        return known

    def _make(self, folded: str) -> WordType:
        gazetteer = self.gazetteer
        starts: list[Start] = []
        key = word_key(folded)
        for reading in readings(folded):
            lengths = gazetteer.heads.get(reading.key, 0)
            pattern = reading.key in gazetteer.patterns.heads
            title = self.titles.heads.get(reading.key, 0)
            if lengths or pattern or title:
                starts.append(Start(reading.key, reading.cut, reading.article, lengths, pattern, title))
        flags = self._marks.get(key, 0) | self.given.get(key, 0)
        if key.startswith(("عبدال", "ابو")) and len(key) > 5:  # noqa: PLR2004 - longer than the first part alone
            flags |= GIVEN
        if not _ARABIC.search(folded):
            flags |= LATIN
        if folded.startswith("و") and not flags & GIVEN and self._marks.get(word_key(folded[1:]), 0) & (STOP | DAY):
            flags |= STOP | CONJOINED
        return WordType(
            folded,
            key,
            tuple(starts),
            gazetteer.adjectives.get(key, ""),
            flags,
            _compound_head(folded),
            self._count(folded),
        )


def _compound_head(folded: str) -> str:
    """A folded word that is a compound's first part, particles before it allowed, as keys write it: لأبي → لابو."""
    if folded in COMPOUND_HEADS or (
        folded[:1] in _PROCLITICS and (folded[1:] in COMPOUND_HEADS or folded[2:] in COMPOUND_HEADS)
    ):
        return folded[:-1] + "و" if folded.endswith(("ابي", "ابا")) else folded
    return ""


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    gazetteer = Gazetteer.load()
    return Lexicon(gazetteer, TitleIndex.load(gazetteer), wordlists.given_names())


def _marks() -> dict[str, int]:
    """The word lists as marks by key."""
    marks: dict[str, int] = {}
    for flag, listed in (
        (STOP, wordlists.STOP_WORDS),
        (TRIGGER, wordlists.PLACE_TRIGGERS),
        (PREPOSITION | STOP, wordlists.PREPOSITIONS),
        (FILIATION, wordlists.FILIATIONS),
        (DAY | STOP, wordlists.WEEKDAYS),
        (QUALIFIER | STOP, wordlists.QUALIFIERS),
    ):
        for word in listed:
            key = name_key(word)
            marks[key] = marks.get(key, 0) | flag
    return marks
