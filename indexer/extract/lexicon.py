"""Everything the name extraction knows about a written word, worked out once per word and process.

A `WordType` holds a word's folded form, the ways it can begin a known name (with or without attached particles), the
country whose adjective it is, and a few marks. News repeats its words: a cache of types makes the scan a walk over
ready answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import KnownNames
from indexer.extract.pieces import Pieces
from indexer.extract.spellings import ForeignNames
from indexer.extract.titles import TitleIndex
from indexer.extract.wordlists import gathered_names, given_names, word_classes, word_counts
from search.analysis import fold
from search.entities import NONE, Corrections, Gazetteer
from search.entities.names import COMPOUND_HEADS, Reading, name_key, readings, word_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Marks of a word.
GIVEN: Final = 1  #: a person's name word
STOP: Final = 2  #: never part of a person's name
TRIGGER: Final = 4  #: a noun that says a place's name follows: مدينة
PREPOSITION: Final = 8  #: في, إلى, من …
FILIATION: Final = 16  #: بن, ابن, بنت, آل
DAY: Final = 32  #: a weekday with the article: الأحد
QUALIFIER: Final = 64  #: an adjective that may stand between a title and the name: السابق
HEAD: Final = 128  #: begins an organisation's name: غرفة
PROPER_HEAD: Final = 256  #: same, the name following as it is: شركة
GENERIC: Final = 512  #: names nobody after a head: مجلس الإدارة
SPORT: Final = 1024  #: a word of sports pages
SITE: Final = 2048  #: a noun before a place too small for any list: شارع
DEDICATED: Final = 8192  #: a title within the name of what is called after a person: جامعة الملك سعود
FAMILY: Final = 16384  #: a word of a known person's name, beside the first
COMMON_NAME: Final = 32768  #: a name word that is an ordinary word too: كريم, أمل
FOREIGN_NAME: Final = 65536  #: a name word from outside the Arab world: جون
KINGDOM: Final = 131072  #: what a country is called in its own region: المملكة
ALI: Final = 524288  #: علي with two points: the name, where the text writes على with none
FAITH: Final = 1048576  #: the first word of a first name of two: فخر الدين
LATIN: Final = 4096  #: not in Arabic letters
NO_NAME: Final = 262144  #: a common word with a pronoun (مواقفكم) or a nationality without the article (أرجنتيني)
_BEGINS: Final = 2097152  #: begins a known name, an institution's pattern or a title: most words begin none
ALONE: Final = 4194304  #: is a known name by itself or begins an institution's pattern
GOES_ON: Final = 8388608  #: the second word of a known name
#: What says nothing of a word in the rules for names.
_UNMARKED: Final = STOP | PREPOSITION | LATIN | _BEGINS | ALONE | GOES_ON

_CLASS_MARKS: Final = {
    "stop": STOP,
    "trigger": TRIGGER,
    "preposition": PREPOSITION | STOP,
    "filiation": FILIATION,
    "weekday": DAY | STOP,
    "qualifier": QUALIFIER | STOP,
    "head": HEAD,
    "proper-head": PROPER_HEAD,
    "generic": GENERIC,
    "sport": SPORT,
    "site": SITE | TRIGGER,
    "dedicated": DEDICATED,
    "kingdom": KINGDOM,
    "club": NO_NAME,
}
_NAME_MARKS: Final = {"given": GIVEN, "family": FAMILY, "both": GIVEN | FAMILY}
_COMMON_WORD: Final = 1000
_ALI: Final = frozenset({"علي", "وعلي"})
_CACHE_LIMIT: Final = 75_000
_LONGEST_PARTICLES: Final = 3
#: Letters, the article among them, that a word behind the article and ب or و must have to be hardly anything else.
_DEFINITE: Final = {"بال": 6, "وال": 5}
#: A word with ب commoner than this is a phrase: بالتعاون, not the club التعاون.
_COMMON_WITH_PARTICLE: Final = 150
#: A word with particles off may be a name of its own only if it is not much commoner as it stands: "وجيزة" is a word,
#: and "و" with the city الجيزة's short name is not meant.
_COMMONER: Final = 0.7
_RARE: Final = 3
#: A word that much commoner than an Arab first name without its particles is another word: بيان beside يان.
_COMMONER_THAN_NAME: Final = 3
#: Small towns stand with a particle more often than without: برادس is commoner than رادس.
_MOST_WITH_PARTICLE: Final = 3
_SHORTEST_BARE: Final = 3
_PRONOUNS: Final = ("هما", "ها", "هم", "كم", "نا", "ه")
_PRONOUN_ENDINGS: Final = (*_PRONOUNS, "تي")
_COMMON_BEFORE_PRONOUN: Final = 100
_PROCLITICS: Final = frozenset("وفبلك")
#: Letters of a compound's first part with two particles: ولأبي.
_LONGEST_COMPOUND_HEAD: Final = 2 + max(map(len, COMPOUND_HEADS))
_RELIGION: Final = "الدين"
_ARTICLE: Final = "ال"
_NONE: Final[Mapping[str, int]] = {}
_ARABIC: Final = re.compile("[\u0621-\u064a]")


@dataclass(slots=True)  # not frozen: they are made by the thousand, and freezing trebles what that costs
class Start:
    """One way a word can begin a known name or title: its ``key`` left after ``cut`` letters of particles.

    ``lengths`` and ``titles`` are bit sets of lengths in words, ``longer`` those of the known names of several words by
    their second key; ``pattern`` says that an institution's pattern begins so; ``alone`` whether the reading is likely
    enough to be a name by itself.
    """

    key: str
    cut: int
    article: bool
    lengths: int
    longer: Mapping[str, int]
    titles: int
    pattern: bool
    alone: bool


@dataclass(slots=True)  # not frozen: as above
class WordType:
    """What is known about one written word.

    ``count`` is how often the word stands in nine million words of news; ``compound`` the folded
    word in its keys' case where it is the first part of a compound name (لأبي → لابو), else empty. ``bare_key``,
    ``bare_cut``, ``bare_article`` and ``bare_flags`` are the key, the letters cut, whether the article's alef was put
    back, and the marks of the word without what seem to be particles: those of the word itself where it is likelier
    whole.
    """

    folded: str
    key: str
    starts: tuple[Start, ...]
    country: str
    flags: int
    count: int
    compound: str
    titled: bool
    bare_key: str
    bare_cut: int
    bare_article: bool
    bare_flags: int
    marked: bool

    @property
    def unprefixed(self) -> str:
        """The folded word without any و, ب and ل that it begins with, attached or its own: وبكأس is كاس."""
        return self.folded.lstrip("وبل")


class Lexicon:
    """The gazetteer with titles, person-name words and word classes, as types of written words."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        titles: TitleIndex,
        classes: Mapping[str, Iterable[str]],
        names: Iterable[tuple[str, str, str, str]] = (),
        counts: Mapping[str, int] | None = None,
        gathered: Iterable[tuple[str, str, Iterable[str]]] = (),
    ) -> None:
        """Take the gazetteer, the titles, word classes by name, person-name words, and counts of folded words.

        ``gathered`` are keys of more person-name words by class and origin.
        ``carriers`` are who has the known names met so far.
        """
        self.gazetteer = gazetteer
        self.titles = titles
        self.carriers = KnownNames(gazetteer)
        self._counts = counts or {}
        self._marks: dict[str, int] = {}
        for name, keys in classes.items():
            for key in keys:
                self._marks[key] = self._marks.get(key, 0) | _CLASS_MARKS[name]
        for name, class_, common, origin in names:
            key = word_key(fold(name).replace(" ", ""))
            marks = _name_marks(class_, origin) | (COMMON_NAME if common == "1" else 0)
            self._marks[key] = self._marks.get(key, 0) | marks
        for class_, origin, keys in gathered:
            marks = _name_marks(class_, origin)
            for key in keys:
                self._marks[key] = self._marks.get(key, 0) | marks
        for words in _person_words(gazetteer):
            for mark, word in zip((GIVEN, *[FAMILY] * (len(words) - 1)), words, strict=True):
                if self.count(word) < _COMMON_WORD and word not in titles:
                    self._marks[word] = self._marks.get(word, 0) | mark
        for key in {*gazetteer.heads, *gazetteer.patterns.heads, *titles.heads}:
            self._marks[key] = self._marks.get(key, 0) | _BEGINS
        for key in [key for key, marks in self._marks.items() if marks & GIVEN and key.endswith(_RELIGION)]:
            first = key.removesuffix(_RELIGION)  # نور الدين
            self._marks[first] = self._marks.get(first, 0) | FAITH
        #: The adjectives of countries without the article: عراقي.
        self._indefinite = {key.removeprefix(_ARTICLE) for key in gazetteer.adjectives if key.startswith(_ARTICLE)}
        # two generations: when the newer is full the older is dropped, and what is met again moves on; never is a full
        # one gone through to weed it, which a vocabulary of frequent words would ask for again and again
        self._types: dict[str, WordType] = {}
        self._types_before: dict[str, WordType] = {}
        self._pieces = Pieces(self.type_of)
        self._longer: dict[str, dict[str, int]] = {}
        for name in gazetteer.names:
            first, _, rest = name.partition(" ")
            if rest:
                lengths = self._longer.setdefault(first, {})
                second = rest.partition(" ")[0]
                lengths[second] = lengths.get(second, 0) | 1 << name.count(" ") + 1
                self._marks[second] = self._marks.get(second, 0) | GOES_ON

    @classmethod
    def load(cls, corrections: Corrections = NONE) -> Lexicon:
        """Return the shipped lexicon over the gazetteer as corrected, built once per process and corrections."""
        return _over(corrections)

    @property
    def pieces(self) -> Pieces:
        """The texts between spaces met so far, read; others from time to time, since words are numbered there."""
        if self._pieces.numbering.full:
            self._pieces = Pieces(self.type_of)
        return self._pieces

    def type_of(self, written: str) -> WordType:
        """Return the type of a word as written (or of a compound's parts joined)."""
        known = self._types.get(written)
        if known is None:
            known = self._types_before.get(written) or self._make(fold(written))
            if len(self._types) >= _CACHE_LIMIT:
                self._types, self._types_before = {}, self._types
            if written in _ALI:  # not على, which folds to the same
                known.flags |= ALI
            self._types[written] = known
        return known

    def count(self, folded: str) -> int:
        """Return how often a folded word stands in the news that was counted."""
        return self._counts.get(folded, 0)

    @cached_property
    def foreign_names(self) -> ForeignNames:
        """The names of foreign persons, for spellings that no list has; built when first asked for."""
        return ForeignNames(self.gazetteer)

    def joined_key(self, word: WordType) -> str:
        """Return the key of a word without the و that joins it to a name before (ديغاو وكواك); empty where none does.

        Unlike in ``bare_key``, a و comes off here before a word that nobody knows.
        """
        if word.folded.startswith("و") and not word.flags & (GIVEN | LATIN):
            rest = word_key(word.folded[1:])
            if len(rest) > 1 and (self.count(rest) >= word.count or self.marks(rest) & GIVEN):
                return rest
        return ""

    def marks(self, key: str) -> int:
        """Return the marks of a key."""
        return self._marks.get(key, 0)

    def _make(self, folded: str) -> WordType:
        ways = readings(folded)
        key = ways[0].key
        own = self.count(folded)
        flags = self._marks.get(key, 0)
        starts: list[Start] = []
        titled = False
        for reading in ways:
            marks = self._marks.get(reading.key, 0)
            flags |= marks & FAITH
            if marks & _BEGINS:
                start = self._start(folded, own, reading)
                titled |= bool(start.titles)
                if start.alone or start.pattern or start.titles or start.lengths != 2:  # noqa: PLR2004 - the bit of one-word names
                    starts.append(start)
                if start.pattern or (start.alone and start.lengths & 2):
                    flags |= ALONE
        if key.startswith(("عبدال", "ابو")) and len(key) > 5:  # noqa: PLR2004 - longer than the first part alone
            flags |= GIVEN
        if not "\u0621" <= folded[:1] <= "\u064a" and not _ARABIC.search(folded):
            flags |= LATIN
        if folded.startswith("و") and not flags & GIVEN:
            flags |= self._marks.get(word_key(folded[1:]), 0) & (STOP | DAY)
        country = self.gazetteer.adjectives.get(key, "")
        if not flags & (GIVEN | FAMILY | LATIN) and self._no_name(folded, own):
            flags |= NO_NAME
        foreign_family = flags & (FAMILY | FOREIGN_NAME | COMMON_NAME) == FAMILY | FOREIGN_NAME  # فورد is not ف + ورد
        one_way = len(ways) == 1 or flags & (GIVEN | LATIN) or foreign_family
        bare_key, bare_cut = (key, 0) if one_way else self._bare(folded, key, own, ways)
        bare_article = bare_cut > 0 and bare_key.startswith("ال") and not folded.startswith("ال", bare_cut)
        bare_flags = self._marks.get(bare_key, 0) if bare_cut else flags
        head = _compound_head(folded)
        marked = bool((flags | bare_flags) & ~_UNMARKED) or titled or bool(country)
        return WordType(
            folded,
            key,
            tuple(starts),
            country,
            flags,
            own,
            head,
            titled,
            bare_key,
            bare_cut,
            bare_article,
            bare_flags,
            marked,
        )

    def _start(self, folded: str, own: int, reading: Reading) -> Start:
        """Return how a word that the news has ``own`` times begins a known name or title where it is read so."""
        key, cut, article = reading
        rest = self.count(key) or self.count(folded[cut:])  # the key of العيون is that of a plural
        alone = (
            not cut
            or own <= max(_RARE, _COMMONER * rest)
            or (own <= _MOST_WITH_PARTICLE * rest and self._handmade(key))
        )
        least = _DEFINITE.get(folded[:3])
        definite = least is not None and cut == 1 and len(key) >= least
        if rest and definite and own < _COMMON_WITH_PARTICLE:
            alone = True  # بالقصبة and والقصبة are never anything else
        if own and folded.startswith("ك") and cut == 1:  # كسرت is a verb far oftener than "like Sirte"
            alone = False
        return Start(
            key,
            cut,
            article,
            self.gazetteer.heads.get(key, 0),
            self._longer.get(key, _NONE),
            self.titles.heads.get(key, 0),
            key in self.gazetteer.patterns.heads,
            alone,
        )

    def _no_name(self, folded: str, own: int) -> bool:
        """Tell whether a word that is no name word is a common one with a pronoun, or a nationality."""
        if folded in self._indefinite or folded.removesuffix("ا") in self._indefinite:
            return True
        if folded.startswith("ال"):  # what has the article takes no pronoun
            return False
        least = max(_COMMON_BEFORE_PRONOUN, 2 * own)
        if folded.endswith("ا") and self.count(folded[:-1]) >= least:  # إنجازا
            return True
        if not folded.endswith(_PRONOUN_ENDINGS):
            return False
        if folded.endswith("تي"):  # مدرستي, تحياتي
            return max(self.count(folded[:-2] + "ه"), self.count(folded[:-1])) >= least
        for pronoun in _PRONOUNS:
            if folded.endswith(pronoun) and self.count(folded.removesuffix(pronoun)) >= least:
                return True
        return False

    def _handmade(self, key: str) -> bool:
        """Tell whether a name is a strong one in a table made by hand."""
        gazetteer = self.gazetteer
        return any(how == 0 and number < gazetteer.handmade for number, how in gazetteer.names.get(key, ()))

    def _rather_name(self, marks: int, count: int, written: int, *, joined: bool) -> bool:
        """Tell whether a word with particles, whose rest has such marks, is rather a first name than a word.

        The news has ``written`` the word so often, and its rest ``count`` times.
        """
        if not marks & GIVEN:
            return False
        often = joined or not marks & FOREIGN_NAME  # foreign names stand less often behind ب, ل and ك
        return written <= _RARE or written <= (_COMMONER_THAN_NAME * count if often else count)

    def _bare(self, folded: str, key: str, own: int, ways: list[Reading]) -> tuple[str, int]:
        """Return a word's key without particles and how many letters those are, where they seem to be particles.

        و comes off before a word commoner without it; ب, ل and ك before one twice as common; all before a first name
        that the word as it stands is not much commoner than: بيان is not "in يان", nor بنيتو "in نيتو".
        """
        best, written = (key, 0), own
        for rest, cut, _ in ways[1:]:
            if folded[cut - 1] == "ك" and own > _RARE:  # كبير is no "like بير"
                continue
            marks = self._marks.get(rest, 0)
            if len(rest) < _SHORTEST_BARE and not marks & SITE:  # بحي النسيم
                continue
            joined = cut == 1 and folded[0] in "وف"
            count = self.count(rest)
            if count > (own if joined else 2 * own) or self._rather_name(marks, count, written, joined=joined):
                best, own = (rest, cut), max(count, own)
        return best


def _name_marks(class_: str, origin: str) -> int:
    """Return the marks of a person-name word of a class and origin."""
    return _NAME_MARKS[class_] | (FOREIGN_NAME if origin == "foreign" else 0)


def _compound_head(folded: str) -> str:
    """Return a compound's first part as keys write it, particles before it kept (لأبي → لابو); else nothing."""
    if len(folded) > _LONGEST_COMPOUND_HEAD:
        return ""
    if folded in COMPOUND_HEADS or (
        folded[:1] in _PROCLITICS and (folded[1:] in COMPOUND_HEADS or folded[2:] in COMPOUND_HEADS)
    ):
        return folded[:-1] + "و" if folded.endswith(("ابي", "ابا")) else folded
    return ""


def _person_words(gazetteer: Gazetteer) -> Iterable[list[str]]:
    """Yield the keys of the words of every known person's names of two words or more."""
    for entity in gazetteer:
        if entity.kind == "person":
            for name in (entity.label, *entity.names):
                keys = name_key(name).split()
                if len(keys) > 1:
                    yield keys


@lru_cache(maxsize=2)
def _over(corrections: Corrections) -> Lexicon:
    gazetteer = Gazetteer.load(corrections)
    return Lexicon(
        gazetteer, TitleIndex.load(gazetteer), word_classes(), given_names(), word_counts(), gathered_names()
    )
