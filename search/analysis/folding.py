"""Folding: the one spelling under which the different ways to write an Arabic word meet.

Folding changes letters, never meanings that a reader would keep apart in search: it drops what is invisible or optional
(direction marks, harakat, tatweel), gives letters that writers swap one form (hamza seats, alef maqsura, ta marbuta,
Persian letters), and writes numbers one way. It runs before tokenising and keeps the original offsets on request.

The rules are tables: `LETTER_RULES` maps one character to its folded text, `DROPPED` lists what disappears,
`CONTEXT_RULES` are the few rules that look at neighbours, in the order in which they run.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from pyarabic import araby

from search.analysis.characters import ARABIC, HONORIFICS, INVISIBLE, MARKS

# One letter, what it becomes, an example. Hamza on its seat goes to the bare seat, so that a text that leaves the hamza
# out (الاردن, موتمر, عايشه) meets the one that writes it.
LETTER_RULES: Final[dict[str, str]] = {
    "\u0671": araby.ALEF,  # alef wasla: ٱلموصل = الموصل
    araby.ALEF_HAMZA_ABOVE: araby.ALEF,  # أرز = ارز
    araby.ALEF_HAMZA_BELOW: araby.ALEF,  # إدارة = ادارة
    araby.ALEF_MADDA: araby.ALEF,  # آسيا = اسيا
    "\u0672": araby.ALEF,  # alef with wavy hamza above, Kashmiri
    "\u0673": araby.ALEF,  # alef with wavy hamza below, Kashmiri
    "\u0675": araby.ALEF,  # high hamza alef, Kazakh
    araby.WAW_HAMZA: araby.WAW,  # مؤتمر = موتمر
    araby.YEH_HAMZA: araby.YEH,  # عائشة = عايشه
    araby.ALEF_MAKSURA: araby.YEH,  # مصطفى = مصطفي
    "\u06cc": araby.YEH,  # Persian yeh: ایران = ايران
    "\u06d2": araby.YEH,  # Urdu yeh barree: پے
    "\u06d3": araby.YEH,  # the same with hamza
    "\u06a9": araby.KAF,  # Persian keheh: بکر = بكر
    "\u06aa": araby.KAF,  # swash kaf: ڪتاب = كتاب
    araby.TEH_MARBUTA: araby.HEH,  # مدرسة = مدرسه
    "\u06be": araby.HEH,  # heh doachashmee: ھذا = هذا
    "\u06c0": araby.HEH,  # heh with yeh above: خانۀ = خانه
    "\u06c1": araby.HEH,  # heh goal: ہند = هند
    "\u06c2": araby.HEH,  # heh goal with hamza
    "\u06c3": araby.HEH,  # teh marbuta goal
    "\u06d5": araby.HEH,  # Kurdish and Uyghur ae: کوردە = كورده
    "\u066b": ".",  # decimal separator: ٣٫٥ = 3.5
}


@dataclass(frozen=True, slots=True)
class ContextRule:
    """A rewrite that looks at neighbouring letters; ``example`` is written ``before = after``."""

    pattern: re.Pattern[str]
    replacement: str
    example: str


# Before letters are folded, while hamza seats and ta marbuta are still visible.
SEAT_RULES: Final = (
    # Egyptian ئو and the old ءو for ؤو; no Arabic word pair differs in this alone.
    ContextRule(re.compile("[ئء]+[وؤ]"), "وو", "مسئول = مسؤول, شئون = شؤون, رءوس = رؤوس"),
    # Without its hamza this one frequent word would be another still more frequent one.
    ContextRule(
        re.compile(rf"(?:(?<![{ARABIC}])|(?<=[ولبكف]))فئ(?=[ةه](?![{ARABIC}])|ات|ت)"),
        "فء",
        "فئه = فئة, وبالفئة = وبالفئه",
    ),
    ContextRule(re.compile(rf"يأة(?![{ARABIC}])"), "ييه", "هيأة = هيئة"),
    # Only with ة as written: وزرائه is a plural with a pronoun. The old مائة, hundred, is for the lexicon to know.
    ContextRule(re.compile(rf"(?<=[{ARABIC}]ا)(?<!ما)ئة(?![{ARABIC}])"), "ءه", "قرائة = قراءة, كفائة = كفاءة"),
    ContextRule(re.compile(rf"يآت(?![{ARABIC}])"), "ييات", "هيآت = هيئات"),
    # A final ئ is what others write يء, ىء or يئ; kept apart from a final ي, so شيء and شئ do not meet شي (Xi).
    ContextRule(re.compile(rf"[يىی]?ئ(?![{ARABIC}])"), "يء", "شئ = شيء, قارئ = قاريء, سيئ = سيء"),
)
# After letters and digits are folded.
NUMBER_RULES: Final = (
    ContextRule(re.compile(r"(?<=[0-9])\u066c(?=[0-9])"), "", "1٬000 = 1000"),
    ContextRule(re.compile(r"(?<=[0-9])[,،](?=[0-9]{3}(?![0-9]))"), "", "1,000 = 1000"),
)


class _FoldTable(dict[int, str]):
    """Maps a code point to its folded text; filled as characters are met, for all of Unicode stands behind it."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        self[code] = folded
        return folded


def fold_character(char: str) -> str:
    """Return the folded text of one character without its neighbours: one letter, several, or none.

    >>> fold_character("آ"), fold_character("ﻻ"), fold_character("٣"), fold_character("É")
    ('ا', 'لا', '3', 'e')
    """
    if char in MARKS or char in INVISIBLE or char in HONORIFICS:
        return ""
    if char in LETTER_RULES:
        return LETTER_RULES[char]
    char = unicodedata.normalize("NFC", char)  # the Angstrom sign is the letter Å
    if len(char) > 1:  # some letters of Hebrew and of India come apart: क़ is क and a mark
        return "".join(map(fold_character, char))
    if is_presentation_form(char):
        # NFKC only here: on other text it would turn x² into x2. Space is the carrier of an isolated haraka.
        parts = unicodedata.normalize("NFKC", char)
        return "".join(fold_character(part) for part in parts if part != " ") if parts != char else char
    digit = unicodedata.digit(char, None)
    if digit is not None and char.isdecimal():
        return str(digit)
    if ord(char) < _FIRST_UNACCENTED or _LATIN_ADDITIONAL <= ord(char) <= _GREEK_EXTENDED_END:
        return "".join(_bare(part) for part in char.lower())
    return char.lower()


_FIRST_UNACCENTED: Final = 0x0590  # Latin, Greek, Cyrillic and Armenian come before
_LATIN_ADDITIONAL: Final = 0x1E00
_GREEK_EXTENDED_END: Final = 0x1FFF


def _bare(char: str) -> str:
    """Return ``char`` without the accents it decomposes into: é → e; a letter without accents stays."""
    return "".join(part for part in unicodedata.normalize("NFD", char) if part not in MARKS).lower()


def is_presentation_form(char: str) -> bool:
    """Tell whether ``char`` is a contextual glyph (FB50-FDFF, FE70-FEFC); NFKC turns most back into letters."""
    return len(char) == 1 and ("\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc")


_FOLD_TABLE: Final = _FoldTable()


class _PlainTable(dict[int, str]):
    """Maps a code point to its text without marks, invisible characters and presentation forms; letters stay."""

    def __missing__(self, code: int) -> str:
        plain = plain_character(chr(code))
        self[code] = plain
        return plain


def plain_character(char: str) -> str:
    """Return the text of one character without marks, invisible characters and presentation forms.

    >>> plain_character("ﻻ"), plain_character("آ"), plain_character("\u0640")
    ('لا', 'آ', '')
    """
    if char in MARKS or char in INVISIBLE or char in HONORIFICS:
        return ""
    if is_presentation_form(char):
        return "".join(part for part in unicodedata.normalize("NFKC", char) if part not in MARKS and part != " ")
    return char


_PLAIN_TABLE: Final = _PlainTable()
# A hamza or madda written as a mark over its seat, which NFC would join; the marks themselves are dropped.
COMPOSED_HAMZA: Final = {
    "ا\u0653": "آ",
    "ا\u0654": "أ",
    "ا\u0655": "إ",
    "و\u0654": "ؤ",
    "ي\u0654": "ئ",
    "ى\u0654": "ئ",
}
_LOOSE_HAMZA: Final = re.compile("[\u0653-\u0655]")


def written(word: str) -> str:
    """Return the word as written but for what cannot be seen or is optional: harakat, tatweel, bidi controls.

    The term of the exact tier: علي and على stay apart, الموصل and المُوصِل meet. Hamza marks join their seats (NFC).
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).translate(_PLAIN_TABLE).lower()


# Nearly every word is of these letters alone, which `LETTER_RULES` unify one by one.
_BARE: Final = "ابةتثجحخدذرزسشصضطظعغفقكلمنهوىيإأآؤئء"
_BARE_LETTERS: Final = re.compile(f"[{_BARE}]*").fullmatch
_NOT_BARE: Final = re.compile(f"[^{_BARE}\n]+").finditer
_SEPARATORS: Final = ("\u066c", ",", "،")  # and none of `NUMBER_RULES` without one of these
_LETTERS: Final = tuple((letter, LETTER_RULES[letter]) for letter in _BARE if letter in LETTER_RULES)


def bare_letters(text: str) -> bool:
    """Tell whether ``text`` is Arabic letters alone, and so one word, which is its own term of the exact tier."""
    return _BARE_LETTERS(text) is not None


def _has_seats(text: str) -> bool:
    """Tell whether `SEAT_RULES` may match: no rule does without one of these."""
    return "ئ" in text or "ء" in text or "يأ" in text or "يآ" in text


def fold_bare(text: str) -> str:
    """Return what `fold` does for a text of `bare_letters`."""
    if _has_seats(text):
        for rule in SEAT_RULES:
            text = rule.pattern.sub(rule.replacement, text)
    for letter, plain in _LETTERS:  # on a word this takes a sixth of the time of `str.translate`
        if letter in text:
            text = text.replace(letter, plain)
    return text


def fold_all(words: Sequence[str]) -> list[str]:
    """Return what `fold` does of each word; none holds a line's end. Of many words at once in a tenth of the time."""
    starts = list(accumulate([len(word) + 1 for word in words], initial=0))
    odd = {bisect_right(starts, found.start()) - 1 for found in _NOT_BARE("\n".join(words))}
    if not odd:
        return fold_bare("\n".join(words)).split("\n") if words else []
    bare = iter(fold_all([word for place, word in enumerate(words) if place not in odd]))
    return [fold(word) if place in odd else next(bare) for place, word in enumerate(words)]


def fold(text: str) -> str:
    """Return ``text`` in the spelling of the norm tier; folding twice changes nothing.

    >>> fold("المُؤسّسـة") == fold("الموسسه")
    True
    """
    if bare_letters(text):
        return fold_bare(text)
    if _LOOSE_HAMZA.search(text):
        return fold_with_offsets(text)[0]
    folded = text.translate(_PLAIN_TABLE)
    if bare_letters(folded):  # but for its harakat
        return fold_bare(folded)
    if _has_seats(folded):
        for rule in SEAT_RULES:
            folded = rule.pattern.sub(rule.replacement, folded)
    folded = folded.translate(_FOLD_TABLE)
    if any(map(folded.__contains__, _SEPARATORS)):
        for rule in NUMBER_RULES:
            folded = rule.pattern.sub(rule.replacement, folded)
    return folded


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Fold ``text`` and say where each folded character comes from.

    Returns the folded string and a list one longer: ``offsets[i]`` is the code-point index in ``text`` of folded
    character ``i``, and the last entry is ``len(text)``. So ``text[offsets[i]:offsets[j]]`` is what was folded to
    ``folded[i:j]``, with the marks that follow its last letter.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        if pieces and (seat := COMPOSED_HAMZA.get(pieces[-1] + char)):
            pieces[-1] = seat
            continue
        for part in _PLAIN_TABLE[ord(char)]:
            pieces.append(part)
            offsets.append(index)
    folded = "".join(pieces)
    for rule in SEAT_RULES:
        folded, offsets = _rewrite(rule, folded, offsets)
    letters: list[str] = []
    letter_offsets: list[int] = []
    for char, offset in zip(folded, offsets, strict=True):
        piece = _FOLD_TABLE[ord(char)]
        letters.append(piece)
        letter_offsets.extend([offset] * len(piece))
    folded = "".join(letters)
    for rule in NUMBER_RULES:
        folded, letter_offsets = _rewrite(rule, folded, letter_offsets)
    return folded, [*letter_offsets, len(text)]


def _rewrite(rule: ContextRule, text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Apply one rule everywhere; a replacement's characters take the offsets of what they replace, in order."""
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for match in rule.pattern.finditer(text):
        start, end = match.span()
        pieces += (text[last:start], rule.replacement)
        kept += offsets[last:start]
        kept += [offsets[min(start + i, end - 1)] for i in range(len(rule.replacement))]
        last = end
    if not last:
        return text, offsets
    return "".join([*pieces, text[last:]]), kept + offsets[last:]
