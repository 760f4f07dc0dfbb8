"""Splits folded text into tokens and writes it as a string of word classes, one character for each class.

A phrase (``كانون الثاني``) is one class; an attached particle is a class of its own before its word's. So a position in
the string of classes is not a token; `Tokens` keeps the way back.
"""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, repeat
from typing import Final

from indexer.extract.dates.lexicon import (
    CLASSES,
    COMPOSITE,
    EARLIEST_YEAR,
    LATEST_YEAR,
    OTHER,
    PHRASES_BY_FIRST,
    WORD_CLASSES,
    WORDS,
    Value,
)

# A token takes the blanks after it along, so that every token's offset is the sum of the lengths before it.
_TOKEN: Final = re.compile(
    r"(?:[\u0621-\u064a\u066e-\u06d5]+"
    r"|[0-9]{1,2} ?- ?[0-9]{1,2} ?- ?[0-9]{4}(?![0-9])"
    r"|[0-9]+(?:(?: ?/ ?[0-9]+)+|(?:-[0-9]+)+|(?:\.[0-9]+)+|(?::[0-9]+)+|(?:,[0-9]{3})+(?![0-9]))?%?"
    r"|\n+|[^\W\d_]+|\S)[^\S\n]*"
)
_find_tokens: Final = _TOKEN.findall
_leading_blanks: Final = re.compile(r"[^\S\n]*").match
_has_numbers_with_signs: Final = re.compile(r"[0-9](?: ?/|[:.,-][0-9]| ?- ?[0-9]|%|[0-9]{4})").search
_NUMBER_CLASSES: Final = {name: CLASSES[name] for name in ("n12", "n31", "n99", "n3", "y4", "num", "clock")}
_WRITTEN_PARTICLES: Final = frozenset(("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب"))
_HIJRI_YEARS: Final = range(1300, 1501)
_MONTHS, _DAYS = 12, 31


def _year_of_two_digits(year: int) -> int:
    """Return the full year of ``16`` (2016) or ``98`` (1998)."""
    pivot = 50
    return year + (2000 if year < pivot else 1900)


def _full_date(parts: list[str]) -> tuple[str, Value] | None:
    """Read d/m/y, y/m/d and, where the middle part cannot be a month, m/d/y; also with a year of two digits."""
    a, b, c = (int(part) for part in parts)
    year_digits = 4
    if len(parts[0]) == year_digits and len(parts[1]) <= 2 and len(parts[2]) <= 2:
        year, month, day = a, b, c
        if month > _MONTHS >= day:
            month, day = day, month
    elif len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) in (2, year_digits):
        day, month = a, b
        year = c if len(parts[2]) == year_digits else _year_of_two_digits(c)
        if month > _MONTHS >= day:
            month, day = day, month
    else:
        return None
    if 1 <= month <= _MONTHS and 1 <= day <= _DAYS and EARLIEST_YEAR <= year <= LATEST_YEAR:
        return CLASSES["full"], (year, month, day)
    return None


def _two_numbers(parts: list[str], separator: str) -> tuple[str, Value] | None:
    """Read ``2014-2016`` and ``2015/16`` as years, ``3/2015`` and ``2015-3`` as a month, ``22/4`` as day and month."""
    a, b = (int(part) for part in parts)
    long = [len(part) for part in parts]
    if long == [4, 4] and EARLIEST_YEAR <= a < b <= min(a + 120, LATEST_YEAR):
        return CLASSES["years"], (a, b)
    if long == [4, 4] and separator == "/" and a in range(1900, 2100) and b in _HIJRI_YEARS:
        return None
    if long == [4, 2] and separator in "/-" and b == (a + 1) % 100 and b > _MONTHS:
        return CLASSES["years"], (a, a + 1)
    if separator == ".":
        return (CLASSES["decimal"], (a, b)) if max(long) <= 4 else None
    if long[0] == 4 and long[1] <= 2 and 1 <= b <= _MONTHS and EARLIEST_YEAR <= a <= LATEST_YEAR:
        return CLASSES["ym"], (a, b)
    if long[1] == 4 and long[0] <= 2 and 1 <= a <= _MONTHS and EARLIEST_YEAR <= b <= LATEST_YEAR:
        return CLASSES["ym"], (b, a)
    if max(long) <= 2 and 1 <= a <= _DAYS and 1 <= b <= _DAYS:
        zero = int(parts[0][0] == "0" or parts[1][0] == "0")
        return CLASSES["slashdm" if separator == "/" else "dashdm"], (a, b, zero)
    return None


def read_number(token: str) -> tuple[str, Value]:
    """Return the class and the value of a token that begins with a digit, e.g. ``24/10/2016`` or ``15``."""
    token = token.replace(" ", "")  # 22/ 8/ 2015
    if token.isdigit():
        if len(token) <= 2:
            value = int(token)
            name = "n12" if 1 <= value <= _MONTHS else "n31" if _MONTHS < value <= _DAYS else "n99"
            return _NUMBER_CLASSES[name], value
        if len(token) == 4 and EARLIEST_YEAR <= int(token) <= LATEST_YEAR:
            return _NUMBER_CLASSES["y4"], int(token)
        if len(token) == 3:
            return _NUMBER_CLASSES["n3"], int(token)
        return _NUMBER_CLASSES["num"], 0
    if ":" in token:
        return _NUMBER_CLASSES["clock"], 0
    if "%" in token or "," in token:
        return _NUMBER_CLASSES["num"], 0
    separator = next(char for char in token if not char.isdigit())
    parts = token.split(separator)
    reading = None
    if len(parts) == 3:
        reading = _full_date(parts)
    elif len(parts) == 2:
        reading = _two_numbers(parts, separator)
    return reading or (_NUMBER_CLASSES["num"], 0)


class Tokens:
    """A text as tokens and as a string of classes; positions are those of ``classes`` unless said otherwise."""

    __slots__ = ("_ahead", "_changes", "_phrases", "classes", "starts", "words")

    def __init__(self, folded: str) -> None:
        pieces = _find_tokens(folded)
        words = self.words = list(map(str.rstrip, pieces))  # a line's end becomes the empty word
        leading = _leading_blanks(folded)
        blanks = leading.end() if leading else 0
        self.starts: list[int] = list(accumulate(map(len, pieces), initial=blanks))
        self._phrases: dict[int, tuple[int, Value, int]] = {}
        codes = list(map(WORD_CLASSES.get, words, repeat(OTHER)))
        if _has_numbers_with_signs(folded):
            for number in [number for number, word in enumerate(words) if "0" <= word < ":"]:
                codes[number] = read_number(words[number])[0]
        # Positions and tokens go together but where a word has a particle's class too, or a phrase's one for several.
        self._changes: list[int] = []
        self._ahead: list[int] = []
        ahead = after = 0
        for number in [number for number, word in enumerate(words) if word in COMPOSITE]:
            if number < after:
                continue
            position = number + ahead
            if words[number] in PHRASES_BY_FIRST:
                after = self._read_phrase(number, codes)
            extra = len(codes[number]) - 1
            for change in range(position + 1, position + extra + 1):
                ahead += 1
                self._changes.append(change)
                self._ahead.append(ahead)
            if after > number + 1:
                ahead -= after - number - 1
                self._changes.append(position + extra + 1)
                self._ahead.append(ahead)
        self.classes = "".join(codes)

    def token_at(self, position: int) -> int:
        """Return the number of the token at a position."""
        index = bisect_right(self._changes, position)
        return position - self._ahead[index - 1] if index else position

    def _read_phrase(self, number: int, codes: list[str]) -> int:
        """Give the longest phrase at a token one class, its other words none; return the number after it."""
        words = self.words
        for rest, word in PHRASES_BY_FIRST[words[number]]:
            after = number + 1 + len(rest)
            if tuple(words[number + 1 : after]) == rest:
                codes[number] = word.classes
                codes[number + 1 : after] = [""] * len(rest)
                self._phrases[number] = (after, word.value, word.particle)
                return after
        if codes[number] == CLASSES["opening"]:
            codes[number] = OTHER
        return number + 1

    def end(self, number: int) -> int:
        """Return the folded offset after a token."""
        return self.starts[number] + len(self.words[number])

    def value(self, position: int) -> Value:
        """Return the value of the word, number or phrase at ``position``."""
        number = self.token_at(position)
        if number in self._phrases:
            return self._phrases[number][1]
        word = self.words[number]
        known = WORDS.get(word)
        return known.value if known is not None else read_number(word)[1]

    def pair(self, position: int) -> tuple[int, ...]:
        """Return the numbers of a class that holds several, such as a whole date."""
        value = self.value(position)
        return (value,) if isinstance(value, int) else value

    def is_phrase(self, position: int) -> bool:
        """Whether the class at ``position`` stands for several words."""
        return self.token_at(position) in self._phrases

    def word(self, position: int) -> str:
        """Return the folded word at ``position``, particles included; a phrase's first word."""
        return self.words[self.token_at(position)]

    def span(self, first: int, last: int) -> tuple[int, int, int]:
        """Return the folded span of whole words, ``first`` through ``last``, and the length of the first's particle."""
        number = self.token_at(first)
        particle = 0
        # A match that begins at the particle itself keeps it.
        if first > 0 and self.token_at(first - 1) == number:
            known = WORDS.get(self.words[number])
            particle = self._phrases[number][2] if number in self._phrases else known.particle if known else 0
        starts = self.starts
        start = starts[number]
        if self.words[number][0] in "0123456789":
            while (
                number > 0 and self.words[number - 1] in _WRITTEN_PARTICLES and self.end(number - 1) == starts[number]
            ):
                # A particle before a number is a token of its own: و2018, لـ15.
                number -= 1
                particle = start - starts[number]
        ending = self.token_at(last)
        if ending in self._phrases:
            ending = self._phrases[ending][0] - 1
        return starts[number], self.end(ending), particle
