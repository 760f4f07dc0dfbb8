"""What single words say about the names of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    FOREIGN_NAME,
    GIVEN,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    STOP,
    TRIGGER,
)
from search.analysis import fold

if TYPE_CHECKING:
    from indexer.extract.lexicon import WordType
    from indexer.extract.units import Units

ARTICLE: Final = "ال"
COMMON: Final = 1500
SURE_OF_NAME: Final = 0.5
SURE_AGAINST_PLACE: Final = 0.85
RARE: Final = 30
COMMON_NISBA: Final = 300
RARE_WITH_ARTICLE: Final = 150
TINY_NAME: Final = 2
NEVER: Final = STOP | DAY | LATIN | PREPOSITION | NO_NAME
SENTENCE_ENDS: Final = frozenset(".؟!\n")
#: A rare word that begins so and has no long vowel inside is a verb: يقتنص. A foreign name has one: ياكوب.
_VERB_LETTERS: Final = "يتن"
_LONG_VOWELS: Final = frozenset("اوي")
_PLURAL_VERB: Final = ("ون", "ان", "وا")
_SHORTEST_PLURAL_VERB: Final = 4
SHORTEST_FULL: Final = 2
#: What is called after somebody, who is not meant: دوري عبداللطيف جميل, جائزة نجيب محفوظ, مؤشر «نايت فرانك».
_CALLED_AFTER: Final = frozenset({"دوري", "كاس", "جايزه", "مسابقه", "موشر"})  # not بطولة: من بطولة فلان
#: Verbs behind which stands who speaks, and what stands behind him: وأضاف عمر أنهم.
_SAYS: Final = frozenset(
    fold(
        "قال قالت أكد أكدت أضاف أضافت صرح صرحت أوضح أوضحت ذكر ذكرت أفاد أفادت شدد شددت تابع تابعت واصل بين بينت "
        "يقول تقول يضيف تضيف يؤكد تؤكد يوضح توضح يتابع تتابع يرى ترى يذكر اعتبر اعتبرت أشار أشارت لفت كشف كشفت أردف"
    ).split()
)
_THAT: Final = frozenset(fold("أن إن أنه إنه أنها إنها أنهم إنهم بأن بأنه بأنها بأنهم إلى قائلا قائلة").split())
#: How names of one God's servants begin, which are no other words: عبدالعزيز.
SERVANT: Final = "عبدال"
SON_OF: Final = frozenset({"بن", "ابن", "بنت"})


def first_flags(word: WordType) -> int:
    """Return the marks of a name's first word, without what is attached before it: وريتشارد."""
    return word.bare_flags if word.bare_cut else word.flags


def calls(word: WordType) -> bool:
    """Tell whether a word, particles aside, is called after the person named behind it: كأس, جائزة."""
    return word.unprefixed in _CALLED_AFTER


def speaks(units: Units, first: int, last: int) -> bool:
    """Tell whether a verb of speech stands before the units and what is said behind them: وأضاف عمر أنهم."""
    before = units.before(first)
    return before is not None and before.folded.removeprefix("و") in _SAYS and is_quoted(units, last)


def is_quoted(units: Units, last: int) -> bool:
    """Tell whether what somebody says stands behind a unit: that or a colon."""
    if units.gap(last).strip().startswith(":"):
        return True
    return units.reach[last] > 1 and units.types[last + 1].folded in _THAT


def _verb(folded: str) -> bool:
    """Tell whether an unknown word has the form of a present-tense verb or of a plural one: يقتنص, سيوجهون, صنعوا."""
    if folded.endswith(_PLURAL_VERB[-1]) and len(folded) >= _SHORTEST_PLURAL_VERB:
        return True
    future = folded.startswith(("سي", "ست", "سن"))
    stem = folded[1:] if future else folded
    if stem[0] not in _VERB_LETTERS:
        return False
    return stem.endswith(_PLURAL_VERB) or _LONG_VOWELS.isdisjoint(stem[1:-1])


def rare(word: WordType, limit: int = RARE) -> bool:
    """Tell whether a word is so rare that it may be a foreign name's: تاوسند."""
    marks = NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD
    if word.count >= limit or word.flags & marks or word.country:
        return False
    foreign = word.bare_flags & GIVEN and word.bare_flags & FOREIGN_NAME
    like = word.count or not word.folded.startswith("ك") or word.folded.startswith("كك") or not foreign
    if word.bare_cut and like:
        return False  # كبيلي is hardly "like بيلي", but كآدم is "like آدم", ككائن "like كائن"
    if (word.folded.startswith("و") and limit == RARE) or _verb(word.folded):
        return False
    return not word.folded.startswith((ARTICLE, "لل")) and len(word.folded) > TINY_NAME


def part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether a name is a shorter form of another: its words in order, the first or the last one among them."""
    if len(part) == 1 and len(whole) > 1 and whole[-1] == ARTICLE + part[0]:
        return True  # سرحان beside وائل السرحان
    if len(part) >= len(whole) or (part[0] != whole[0] and part[-1] != whole[-1]):
        return False
    rest = iter(whole)
    return all(word in rest for word in part)
