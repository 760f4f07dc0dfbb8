"""What single words say about the names of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    STOP,
    TRIGGER,
)

if TYPE_CHECKING:
    from indexer.extract.lexicon import WordType

ARTICLE: Final = "ال"
COMMON: Final = 1500
SURE_OF_NAME: Final = 0.5
SURE_AGAINST_PLACE: Final = 0.85
RARE: Final = 30
COMMON_NISBA: Final = 300
TINY_NAME: Final = 2
NEVER: Final = STOP | DAY | LATIN | PREPOSITION | NO_NAME
SENTENCE_ENDS: Final = frozenset(".؟!\n")
#: A rare word that begins so and has no long vowel inside is a verb: يقتنص. A foreign name has one: ياكوب.
_VERB_LETTERS: Final = "يتن"
_LONG_VOWELS: Final = frozenset("اوي")
_PLURAL_VERB: Final = ("ون", "ان", "وا")
SHORTEST_FULL: Final = 2
#: What is called after somebody, who is not meant: دوري عبداللطيف جميل, جائزة نجيب محفوظ.
_CALLED_AFTER: Final = frozenset({"دوري", "كاس", "جايزه", "مسابقه"})  # not بطولة: من بطولة فلان
SON_OF: Final = frozenset({"بن", "ابن", "بنت"})


def first_flags(word: WordType) -> int:
    """Return the marks of a name's first word, without what is attached before it: وريتشارد."""
    return word.bare_flags if word.bare_cut else word.flags


def calls(word: WordType) -> bool:
    """Tell whether a word, particles aside, is called after the person named behind it: كأس, جائزة."""
    return word.unprefixed in _CALLED_AFTER


def _verb(folded: str) -> bool:
    """Tell whether an unknown word has the form of a present-tense verb: يقتنص, سيوجهون."""
    future = folded.startswith(("سي", "ست", "سن"))
    stem = folded[1:] if future else folded
    if stem[0] not in _VERB_LETTERS:
        return False
    return stem.endswith(_PLURAL_VERB) or _LONG_VOWELS.isdisjoint(stem[1:-1])


def rare(word: WordType, limit: int = RARE) -> bool:
    """Tell whether a word is so rare that it may be a foreign name's: تاوسند."""
    marks = NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD
    if word.count >= limit or word.flags & marks or word.country or word.bare_cut:
        return False
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
