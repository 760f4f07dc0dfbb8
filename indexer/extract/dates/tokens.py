"""Splits a text into folded tokens and writes it as a string of word classes, one character for each class.

A phrase (``كانون الثاني``) is one class; an attached particle is a class of its own before its word's. So a position in
the string of classes is not a token; `Tokens` keeps the way back.

News repeats its words, so what stands between two spaces is folded and cut into tokens once and kept. Only a number
with signs is one token across spaces, ``24 - 10 - 2016``: pieces that may belong to one are read together.
"""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from operator import eq
from typing import Final, NamedTuple

from indexer.extract.dates.folding import Folded, fold_for_dates, fold_letters, letters_alone, without_harakat
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
    Word,
)

_TOKEN: Final = re.compile(
    r"[\u0621-\u064a\u066e-\u06d5]+"
    r"|[0-9]{1,2} ?- ?[0-9]{1,2} ?- ?[0-9]{4}(?![0-9])"
    r"|[0-9]+(?:(?: ?/ ?[0-9]+)+|(?:-[0-9]+)+|(?:\.[0-9]+)+|(?::[0-9]+)+|(?:,[0-9]{3})+(?![0-9]))?%?"
    r"|\n+|[^\W\d_]+|\S"
)
#: What may stand at the edge of a piece that goes on behind a space: digits, strokes, and dashes, tatweel among them.
_NUMBER_EDGE: Final = re.compile("[0-9/\u0640-]")
_KEPT: Final = 30_000  # pieces with their words: one in twenty is asked for
_CLASSES_KEPT: Final = 150_000
_LONGEST_KEPT: Final = 40
Cut = tuple[list[str], list[int]]
"""Texts without spaces, and where each begins, of a text cut at spaces; a number may still hold spaces."""
#: Marks that often end a piece and are tokens of their own: "أمس،".
_MARKS_AFTER: Final = frozenset('.،,:؛!؟?)»"')
_UNMOVED: Final = Folded("", [], [])
_COMPOSITE: Final = "\0"
"""Stands in a piece's classes for a word whose classes depend on what follows or are several."""
_CLASS_OF: Final = WORD_CLASSES | dict.fromkeys(COMPOSITE, _COMPOSITE)
_NUMBER_CLASSES: Final = {name: CLASSES[name] for name in ("n12", "n31", "n99", "n3", "y4", "num", "clock")}
_WRITTEN_PARTICLES: Final = frozenset(("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب"))
_HIJRI_YEARS: Final = range(1300, 1501)
_MONTHS, _DAYS = 12, 31


def _by_two_words() -> dict[str, dict[str | None, list[tuple[tuple[str, ...], Word]]]]:
    """Return the phrases by their first word and their second, if there is one, longest first."""
    phrases: dict[str, dict[str | None, list[tuple[tuple[str, ...], Word]]]] = {}
    for first, readings in PHRASES_BY_FIRST.items():
        for rest, word in readings:
            phrases.setdefault(first, {}).setdefault(rest[0] if rest else None, []).append((rest, word))
    return phrases


_PHRASES: Final = _by_two_words()


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
    if long == [4, 4] and a == b + 1:
        a, b = b, a  # موسم 2015-2014, typed from right to left
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


class _Piece(NamedTuple):
    """What stands between two spaces: its tokens' classes, the tokens folded, and where each begins in the folded text.

    ``folded`` leads back to the text. ``before`` and ``after`` say that a number may go on across the space there.
    """

    classes: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    folded: Folded
    before: bool
    after: bool


class _Pieces(dict[str, _Piece]):
    """Maps a text without spaces to its piece; filled as texts are met."""

    def __missing__(self, text: str) -> _Piece:
        piece = read_whole(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = piece
        return piece


def read_whole(text: str) -> _Piece:
    """Read a text without spaces letter by letter; `classes_of` says the same of most with less work."""
    if letters_alone(text):  # nearly every piece
        word = fold_letters(text)
        return _Piece(_class_of(word), (word,), (0,), _UNMOVED, before=False, after=False)
    if text[-1:] in _MARKS_AFTER and letters_alone(text[:-1]):  # most others
        word, mark = fold_letters(text[:-1]), text[-1]
        return _Piece(
            _class_of(word) + _class_of(mark), (word, mark), (0, len(word)), _UNMOVED, before=False, after=False
        )
    folded = fold_for_dates(text)
    found = [(match.group().strip("\n"), match.start()) for match in _TOKEN.finditer(folded.text)]
    words = tuple([word for word, _ in found])  # a line's end becomes the empty word
    classes = "".join(map(_class_of, words))
    edges = fold_for_dates(text.replace("\u0640", "-")).text if "\u0640" in text else folded.text
    before, after = _NUMBER_EDGE.match(edges[:1]) is not None, _NUMBER_EDGE.match(edges[-1:]) is not None
    origins = folded._replace(text="") if folded.at else _UNMOVED
    return _Piece(classes, words, tuple([start for _, start in found]), origins, before, after)


def _class_of(word: str) -> str:
    """Return the one class of a word, `_COMPOSITE` where that is not all there is to say."""
    if "0" <= word < ":":
        return read_number(word)[0]
    return _CLASS_OF.get(word, OTHER)


_PIECES: Final = _Pieces()


class _Classes(dict[str, str]):
    """Maps a text without spaces to its piece's classes: all that is asked of most pieces."""

    def __missing__(self, text: str) -> str:
        classes = classes_of(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _CLASSES_KEPT:
                self.clear()
            self[text] = classes
        return classes


_CLASSES: Final = _Classes()


def classes_of(text: str) -> str:
    """Return the classes of a text without spaces; nothing is remembered, for who asks for many of them does."""
    if letters_alone(text):
        return _class_of(fold_letters(text))
    if len(text) > 1 and text[-1] in _MARKS_AFTER and letters_alone(text[:-1]):
        return _class_of(fold_letters(text[:-1])) + _CLASSES[text[-1]]
    bare = without_harakat(text)
    if letters_alone(bare):
        return _class_of(fold_letters(bare))
    return "".join([_class_of(word.strip("\n")) for word in _TOKEN.findall(fold_for_dates(text).text)])


LINE_END: Final = _class_of("")
"""The class of the end of a line, or of several in a row."""
_SIGNS: Final = "".join([*_NUMBER_CLASSES.values(), CLASSES["slash"], CLASSES["dash"]])
_EDGES: Final = frozenset(_SIGNS).union(
    CLASSES[name] for name in ("full", "years", "ym", "decimal", "slashdm", "dashdm")
)
_may_go_across: Final = re.compile(f"[{_SIGNS}]{{2}}").search


def cut(text: str) -> Cut:
    """Cut a text at spaces."""
    texts = text.split(" ")
    return texts, list(accumulate([len(one) + 1 for one in texts], initial=0))


def _joined(texts: list[str], begins: list[int], classes: list[str]) -> tuple[list[str], list[int], list[str]]:
    """Return pieces that a number may go across as one, with the space between them."""
    may_end, may_begin = (
        [not of or of[edge] in _EDGES for of in classes] for edge in (-1, 0)
    )  # few do, and only those are read
    across = [
        number
        for number in range(1, len(texts))
        if may_end[number - 1]
        and may_begin[number]
        and _PIECES[texts[number]].before
        and _PIECES[texts[number - 1]].after
    ]
    if not across:
        return texts, begins, classes
    texts, begins, classes = texts.copy(), begins.copy(), classes.copy()
    for number in reversed(across):
        joined = f"{texts[number - 1]} {texts[number]}"
        texts[number - 1 : number + 1] = [joined]
        classes[number - 1 : number + 1] = [_CLASSES[joined]]
        del begins[number]
    return texts, begins, classes


class Tokens:
    """A text as tokens and as a string of classes; positions are those of ``classes`` unless said otherwise.

    ``pieces`` is the text cut at spaces, or a part of it, and ``by_piece`` what `classes_of` says of each, where that
    has been done already.
    """

    def __init__(self, text: str, pieces: Cut | None = None, by_piece: list[str] | None = None) -> None:
        self._texts, self._begins = pieces or cut(text)
        if by_piece is None:
            by_piece = list(map(_CLASSES.__getitem__, self._texts))
        classes = "".join(by_piece)
        if _may_go_across(classes):
            self._texts, self._begins, by_piece = _joined(self._texts, self._begins, by_piece)
            classes = "".join(by_piece)
        self._by_piece = by_piece
        self._phrases: dict[int, tuple[int, Value, int]] = {}
        # Positions and tokens go together but where a word has a particle's class too, or a phrase's one for several.
        self._changes: list[int] = []
        self._ahead: list[int] = []
        parts: list[str] = []
        ahead = after = 0
        number = classes.find(_COMPOSITE)
        while number >= 0:
            parts.append(classes[after:number])
            position = number + ahead
            code, after = self._composite(number)
            parts.append(code)
            extra = len(code) - 1
            for change in range(position + 1, position + extra + 1):
                ahead += 1
                self._changes.append(change)
                self._ahead.append(ahead)
            if after > number + 1:
                ahead -= after - number - 1
                self._changes.append(position + extra + 1)
                self._ahead.append(ahead)
            number = classes.find(_COMPOSITE, after)
        self.classes = "".join(parts) + classes[after:] if parts else classes

    @cached_property
    def _counts(self) -> list[int]:
        """The number of tokens up to the end of each piece."""
        return list(accumulate(map(len, self._by_piece)))

    def __len__(self) -> int:
        return self._counts[-1]

    def token_at(self, position: int) -> int:
        """Return the number of the token at a position."""
        index = bisect_right(self._changes, position)
        return position - self._ahead[index - 1] if index else position

    def _composite(self, number: int) -> tuple[str, int]:
        """Return the classes of a token, or of the longest phrase that begins with it, and the token after it."""
        word = self.spelled(number)
        seconds = _PHRASES.get(word)
        if seconds is not None:
            second = self.spelled(number + 1) if number + 1 < len(self) else None
            for rest, phrase in (*seconds.get(second, ()), *seconds.get(None, ())):
                after = number + 1 + len(rest)
                if after <= len(self) and all(map(eq, map(self.spelled, range(number + 1, after)), rest)):
                    self._phrases[number] = (after, phrase.value, phrase.particle)
                    return phrase.classes, after
        code = WORD_CLASSES[word]
        return (OTHER if code == CLASSES["opening"] else code), number + 1

    def _place(self, number: int) -> tuple[int, int]:
        """Return the piece of a token, and which of the piece's tokens it is."""
        piece = bisect_right(self._counts, number)
        return piece, number - (self._counts[piece - 1] if piece else 0)

    def spelled(self, number: int) -> str:
        """Return a token, folded; a line's end is the empty word."""
        counts = self._counts
        piece = bisect_right(counts, number)
        return _PIECES[self._texts[piece]].words[number - counts[piece]]  # counted from the piece's end

    def value(self, position: int) -> Value:
        """Return the value of the word, number or phrase at ``position``."""
        number = self.token_at(position)
        if number in self._phrases:
            return self._phrases[number][1]
        word = self.spelled(number)
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
        return self.spelled(self.token_at(position))

    def span(self, first: int, last: int) -> tuple[int, int, int, bool]:
        """Return where whole words stand, ``first`` through ``last``.

        In code points of the text: the start, the start without the first word's particle, the end; and whether that
        particle swallowed the alef of an article (للشهر).
        """
        number = self.token_at(first)
        particle = 0
        # A match that begins at the particle itself keeps it.
        if first > 0 and self.token_at(first - 1) == number:
            known = WORDS.get(self.spelled(number))
            particle = self._phrases[number][2] if number in self._phrases else known.particle if known else 0
        place, token = self._place(number)
        piece = _PIECES[self._texts[place]]
        start = bare = piece.starts[token]
        if "0" <= self.spelled(number) < ":":
            # A particle before a number is a token of its own: و2018, لـ15.
            while token and piece.words[token - 1] in _WRITTEN_PARTICLES:
                if piece.starts[token - 1] + len(piece.words[token - 1]) != start:
                    break
                token -= 1
                start = piece.starts[token]
        bare += abs(particle)
        ending = self.token_at(last)
        if ending in self._phrases:
            ending = self._phrases[ending][0] - 1
        end_place, token = self._place(ending)
        end_piece = _PIECES[self._texts[end_place]]
        end = end_piece.starts[token] + len(end_piece.words[token])
        begin = self._begins[place]
        return (
            begin + piece.folded.source_of(start),
            begin + piece.folded.source_of(bare),
            self._begins[end_place] + end_piece.folded.source_of(end - 1) + 1,
            particle < 0,
        )
