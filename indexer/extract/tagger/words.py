"""Cut article text into sentences of words, the way the tagger's training text is cut.

The training text (ANERcorp) sets punctuation apart from words and leaves attached particles on:
"وقال الرئيس (جاك شيراك)." is وقال · الرئيس · ( · جاك · شيراك · ) · . — and one sentence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Invisible marks inside a word belong to it: soft hyphen, zero-width space … right-to-left mark, bidi embeddings and
# isolates, byte order mark.
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# Harakat, superscript alef and Quranic marks: \w does not cover combining marks.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0300-\u036f"
_WORD = re.compile(
    rf"\d+(?:[.,/٫٬:]\d+)+%?"  # 3.5, 1,200, 12/3, 10:30
    rf"|[\w{_MARKS}]+(?:[{_INVISIBLE}]+[\w{_MARKS}]+)*"  # وقال, with invisible marks between letters
    rf"|\.\.+|[^\w\s{_INVISIBLE}]|\n",  # one punctuation mark, an ellipsis, or the end of a line
)
_DROPPED = re.compile(rf"[{_INVISIBLE}{_MARKS}\u0640]+")  # \u0640 tatweel, مـــن
_ENDS = frozenset({".", "!", "?", "؟", "؛", "..", "...", "\n"})
# What a word means for where sentences end, as bits.
END, LINE_END, FULL_STOP, LETTER, COMMA = 1, 2, 4, 8, 16
_an_end = re.compile(bytes([*b"[", END, END | LINE_END, END | FULL_STOP, *b"]"]))
_LONGEST = 120  # words; a list without full stops is cut here, at the last comma where there is one

# Spellings that name the same word. ى/ي and ة/ه are mixed up in much of the press; hamza seats too.
_FOLDED = str.maketrans(
    {
        "أ": "ا",  # أحمد = احمد
        "إ": "ا",  # إيران = ايران
        "آ": "ا",  # آسيا = اسيا
        "ٱ": "ا",
        "ى": "ي",  # موسى = موسي
        "ی": "ي",  # Persian yeh, as pasted from the web
        "ئ": "ي",  # رئيس = ريس, مسئول/مسؤول meet nearly
        "ؤ": "و",  # مؤتمر = موتمر
        "ة": "ه",  # القاهرة = القاهره
        "ک": "ك",  # Persian kaf
        "گ": "ك",  # كرغيزستان written with gaf
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "„": '"',
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "−": "-",
    }
)
_DIGITS = re.compile(r"\d")
_letters_alone = re.compile("[\u0621-\u063a\u0641-\u064a]*").fullmatch
_FOLDINGS = tuple((chr(letter), folded) for letter, folded in _FOLDED.items())
_SEATS = tuple((letter, _FOLDED[ord(letter)]) for letter in "أإآىئؤة")


class Word(NamedTuple):
    """A word or punctuation mark as written, and where it stands: [start, end) in code points of the text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words and marks of `text`, ends of lines among them; nothing of it is split into sentences yet."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


def kind_of(word: str) -> int:
    """What a word means for where sentences end: bits of END, LINE_END, FULL_STOP, LETTER and COMMA."""
    if len(word) > 1:
        return END * (word in _ENDS)
    return (
        END * (word in _ENDS)
        | LINE_END * (word == "\n")
        | FULL_STOP * (word == ".")
        | LETTER * word.isalpha()
        | COMMA * (word in {"،", ","})
    )


def sentences_of(kinds: bytes) -> list[tuple[int, int]]:
    """The sentences of a text as runs of words [first, last), by each word's `kind_of`; an end of a line is in none."""
    found: list[tuple[int, int]] = []
    begin = 0
    for match in _an_end.finditer(kinds):
        end = match.start()
        begin = _cut_long(kinds, begin, end, found)
        if kinds[end] & LINE_END:
            if end > begin:
                found.append((begin, end))
        elif kinds[end] & FULL_STOP and end > begin and kinds[end - 1] & LETTER:
            continue  # د. محمد
        else:
            found.append((begin, end + 1))
        begin = end + 1
    begin = _cut_long(kinds, begin, len(kinds), found)
    if len(kinds) > begin:
        found.append((begin, len(kinds)))
    return found


def _cut_long(kinds: bytes, begin: int, end: int, sentences: list[tuple[int, int]]) -> int:
    """Cut what is too long for a sentence off the words from ``begin`` to ``end``; return where the rest begins."""
    while end - begin >= _LONGEST:
        comma = next((place for place in range(begin + _LONGEST - 1, begin - 1, -1) if kinds[place] & COMMA), -1)
        after = comma + 1 if comma >= 0 else begin + _LONGEST
        sentences.append((begin, after))
        begin = after
    return begin


def split(text: str) -> list[list[Word]]:
    """Sentences of `text`, each a non-empty list of words in order; white space and stray invisible marks fall out.

    A sentence ends at . ! ? ؟ ؛ and at the end of a line, but not after a letter that abbreviates a title (د. محمد).
    """
    words = words_of(text)
    return [words[first:last] for first, last in sentences_of(bytes([kind_of(word.text) for word in words]))]


def key(word: str) -> str:
    """The spelling under which the model knows a word: folded, without marks, every digit 0. "إيرانَ" → "ايران"."""
    if _letters_alone(word):  # nearly every word: on it this takes a third of the time
        for letter, folded in _SEATS:
            if letter in word:
                word = word.replace(letter, folded)
        return word
    if not word.isascii():
        word = _DROPPED.sub("", unicodedata.normalize("NFKC", word)).translate(_FOLDED)
    return _DIGITS.sub("0", word).lower().strip()


def keys(words: Sequence[str]) -> list[str]:
    """Return the `key` of each word: all are folded in one text, which takes less time than one by one."""
    text = "\n".join(words)  # an end of a line goes together with nothing
    if not text.isascii():
        text = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
        for letter, folded in _FOLDINGS:
            text = text.replace(letter, folded)
    found = [word.strip() for word in _DIGITS.sub("0", text).lower().split("\n")]
    return found if len(found) == len(words) else list(map(key, words))  # where a word holds an end of a line
