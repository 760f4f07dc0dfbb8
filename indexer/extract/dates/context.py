"""What a reading can ask about a match: its words, numbers and years, the day of publication, the words beside it."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from indexer.extract.dates.folding import folded_words
from indexer.extract.dates.lexicon import CENTURY, CLASS_NAME, CLASSES, DECADE, MONTH, WEEK, YEAR
from indexer.extract.dates.periods import Period
from indexer.extract.dates.tense import Tense, direction_beside, tense_beside, tense_of

if TYPE_CHECKING:
    from indexer.extract.dates.expression import Conventions, Direction
    from indexer.extract.dates.tokens import Tokens

Match = re.Match[str]

HUNDRED: Final = 100
# Years that need no other word beside them to be read as years.
EARLIEST_OF_NEWS, LATEST_OF_NEWS = 1900, 2060
# A year below is Hijri where digits alone tell: 15/10/1436.
GREGORIAN_FROM: Final = 1500

_PARTS: Final = ("start", "early", "mid", "middle", "late", "end", "rest")
HIJRI_YEARS: Final = range(1340, 1470)
CENTURY_YEARS: Final = 100
SAFAR: Final = 2  # also the word for zero
# A feast that names no year is the one around the publication, whatever the verbs say: greetings wish for the next.
AROUND: Final = 60
UNIT_CLASSES: Final = {"dweek": WEEK, "dmonth": MONTH, "dyear": YEAR, "ddecade": DECADE, "dcentury": CENTURY}
#: How words begin that point ahead: اعتبارا من, بدءا من, but not ابتداء من.
_COMING: Final = ("اعت", "بدء")
#: What is put off, to a day that is to come: أرجأت المحكمة النظر في القضية إلى 15 مارس.
_PUT_OFF: Final = folded_words(
    "أجل أجلت تأجل تأجلت يؤجل تؤجل تأجيل بتأجيل وتأجيل أرجأ أرجأت يرجئ ترجئ إرجاء وإرجاء بإرجاء إرجائه وأجلت وأرجأت "
    "مدد مددت تمديد وتمديد وتمديده يمدد تمدد التأجيل منح منحت ومنح ومنحت مهلة المهلة بمهلة أمهل أمهلت يمهل تمهل إمهال"
)
_HEARINGS: Final = folded_words("لجلسة بجلسة جلسة جلستها جلسته إجازة راحة")
_PUT_OFF_REACH: Final = 12  # words between the verb and the day
_BESIDE: Final = 40  # classes between a year or month and what counts from it: في يوليو ... عن الشهر السابق
#: Years that begin on another day than the first of January: مطلع العام الدراسي.
OTHER_YEARS: Final = folded_words(
    "الدراسي الجامعي المالي الهجري القضائي التدريبي الأكاديمي التكويني الدراسية الجامعية المالية الهجرية القضائية "
    "التدريبية الأكاديمية التكوينية"
)
OPENERS: Final = frozenset(
    CLASSES[name]
    for name in (
        *("in", "since", "until", "during", "from", "to", "before", "after", "between", "prep"),
        *("frombeginning", "beforelast"),  # اعتبارا من 2011, ما قبل 2011
        *_PARTS,
    )
)
_WITH_YEARS: Final = re.compile("[{full}{ym}{y4}]".format(**CLASSES))
_NUMBERS: Final = ("n12", "n31", "n99", "n3", "num")
_SENTENCE_ENDS: Final = frozenset((CLASSES["dot"], CLASSES["stop"]))
_BEFORE_A_DAY: Final = (*_PARTS, "yawmay")
# What reads as a date and is none, as in حركة 20 فبراير: no shorter reading inside it counts either.
NO_DATE: Final = Period(dt.date.min, dt.date.min, "day")


class NoAnchorError(ValueError):
    """The expression needs a day of publication and the text has none."""


class Context:
    """The matches of one text, its day of publication, and the years and months it has named so far."""

    def __init__(self, tokens: Tokens, anchor: dt.date | None, conventions: Conventions) -> None:
        self.tokens = tokens
        self._anchor = anchor
        self.conventions = conventions
        #: Where the match being read begins.
        self.at = 0
        self._year: tuple[int | None, int] = (None, 0)
        self._month: tuple[dt.date | None, int] = (None, 0)
        self._hijri_month: tuple[tuple[int, int] | None, int] = (None, 0)
        #: Year and number of the quarter named last, but for one of an earlier year, named to compare.
        self.quarter_in_text: tuple[int, int] | None = None
        #: The day that the text's own اليوم الخميس says it was written on, where that is not the publication's.
        self.written_on: dt.date | None = None

        #: The weekday read last, and the position after it.
        self.weekday_before: tuple[dt.date, int] = (dt.date.min, -1)

    @property
    def year_in_text(self) -> int | None:
        """The year named last."""
        return self._year[0]

    @year_in_text.setter
    def year_in_text(self, year: int) -> None:
        self._year = (year, self.at)

    def year_beside(self, adjective: str) -> int | None:
        """Return the year named a few words before, for ``العام السابق`` in the same sentence."""
        year, at = self._year
        near = self.at - at <= _BESIDE and (adjective != "previous" or self._in_one_sentence(at))
        return year if near else None

    def _in_one_sentence(self, at: int) -> bool:
        return not _SENTENCE_ENDS.intersection(self.tokens.classes[at : self.at])

    @property
    def month_in_text(self) -> dt.date | None:
        """The first day of the month named last."""
        return self._month[0]

    @month_in_text.setter
    def month_in_text(self, first: dt.date) -> None:
        self._month = (first, self.at)

    def name_quarter(self, year: int, number: int) -> None:
        """Remember a quarter for ``الربع السابق``."""
        if self.quarter_in_text is None or year >= self.quarter_in_text[0]:
            self.quarter_in_text = year, number

    @property
    def hijri_month_in_text(self) -> tuple[int, int] | None:
        """Year and number of the month named last, where it was a Hijri one."""
        return self._hijri_month[0] if self._hijri_month[1] > self._month[1] else None

    @hijri_month_in_text.setter
    def hijri_month_in_text(self, month: tuple[int, int]) -> None:
        self._hijri_month = (month, self.at)

    def hijri_month_beside(self) -> tuple[int, int] | None:
        """Return the Hijri month named last where that is a few words before."""
        return self.hijri_month_in_text if self.at - self._hijri_month[1] <= _BESIDE else None

    @cached_property
    def counts_hijri(self) -> bool:
        """Whether the text has a Hijri date: 7/11 may be one in it."""
        classes = self.tokens.classes
        if CLASSES["era_h"] in classes:
            return True
        return any(self.tokens.pair(found.start())[0] in HIJRI_YEARS for found in _WITH_YEARS.finditer(classes))

    def month_beside(self, adjective: str) -> dt.date | None:
        """Return the first day of the month named a few words before; as `year_beside`."""
        first, at = self._month
        near = self.at - at <= _BESIDE and (adjective != "previous" or self._in_one_sentence(at))
        return first if near else None

    def names_year(self, match: Match) -> bool:
        """Whether the year is written in the match."""
        return self.has(match, "yn", "yn3", "yw", "yd", "ya2", "full", "ym") is not None

    @property
    def anchor(self) -> dt.date:
        """The day of publication; raises NoAnchorError where there is none."""
        if self._anchor is None:
            raise NoAnchorError("no day of publication")
        return self._anchor

    def class_at(self, position: int) -> str:
        """Return the name of the class at a position, empty outside the text."""
        classes = self.tokens.classes
        return CLASS_NAME[classes[position]] if 0 <= position < len(classes) else ""

    def integer(self, match: Match, group: str) -> int:
        """Return the value of a captured word: a month's number, a weekday (Monday = 0), a number in digits."""
        return self.integer_at(match.start(group))

    def integer_at(self, position: int) -> int:
        """Return the value of the word at a position."""
        value = self.tokens.value(position)
        if not isinstance(value, int):
            raise ValueError("a single number was expected")  # noqa: TRY004 - the text is at fault; it reads as no date
        return value

    def numbers(self, match: Match, group: str) -> tuple[int, ...]:
        """Return the values of a captured word that holds several: year, month and day of ``24/10/2016``."""
        return self.tokens.pair(match.start(group))

    def number(self, match: Match, group: str) -> int:
        """Sum a number in digits or words; a unit right before مائة multiplies it."""
        total = last_unit = 0
        for position in range(match.start(group), match.end(group)):
            name = self.class_at(position)
            if name == "conj":
                last_unit = 0
                continue
            value = self.tokens.value(position)
            if not isinstance(value, int):
                continue
            if name in ("first", "fatih"):
                value = 1
            if name == "hundred" and value == HUNDRED and last_unit:
                total += (value - 1) * last_unit
                last_unit = 0
                continue
            total += value
            last_unit = value if name == "one" else 0
        return total

    def has(self, match: Match, *groups: str) -> str | None:
        """Return the first of ``groups`` that took part in the match."""
        for group in groups:
            if group in match.re.groupindex and match.start(group) >= 0:
                return group
        return None

    def adjective(self, match: Match, *groups: str) -> str:
        """Return the class of the direction word in the first of ``groups`` present: past, next, this and so on."""
        group = self.has(match, *groups)
        # A particle may stand before the word: 408 للهجرة.
        return self.class_at(match.end(group) - 1) if group else ""

    def direction(self, match: Match) -> Direction | None:
        """Return the way the conventions or the verb beside a match point."""
        at = self._opener(match)
        opener = self.class_at(at)
        if opener == "since":
            return self.conventions.direction or "past"
        if opener == "frombeginning" and self.tokens.word(at).startswith(_COMING):
            return self.conventions.direction or "future"
        put_off = opener in ("to", "until", "prep") or (at >= 0 and self.tokens.word(at) in _HEARINGS)
        if put_off and self._is_put_off(at):
            return self.conventions.direction or "future"
        return self.conventions.direction or direction_beside(self.tokens, match.start(), match.end() - 1)

    def _opener(self, match: Match) -> int:
        """Return the position before a match and the part of it: اعتبارا in اعتبارا من مطلع نوفمبر."""
        at = match.start() - 1
        while self.class_at(at) in _BEFORE_A_DAY:
            at -= 1
        return at

    def is_since(self, match: Match) -> bool:
        """Whether the match is told to have begun: ومنذ 22 فبراير يتظاهر."""
        return self.class_at(self._opener(match)) == "since"

    def begins(self, match: Match) -> bool:
        """Whether something is told to begin then: ابتداء من 1 أفريل."""
        return self.class_at(self._opener(match)) == "frombeginning"

    def tense(self, match: Match) -> Tense | None:
        """Return the tense of the verb beside a match."""
        return tense_beside(self.tokens, match.start(), match.end() - 1)

    def verb_before(self, match: Match, words: int) -> bool:
        """Whether the word so many words before a match is a verb that has a tense."""
        at = match.start() - words
        return at >= 0 and tense_of(self.tokens.word(at)) is not None

    def _is_put_off(self, at: int) -> bool:
        """Whether the words before a position put something off."""
        token = self.tokens.token_at(at)
        for number in range(token, max(-1, token - _PUT_OFF_REACH), -1):
            word = self.tokens.spelled(number)
            if word in _PUT_OFF:
                return True
            if word in ("", ".", "؟", "!", "؛"):
                return False
        return False

    def next_word(self, match: Match) -> str:
        """Return the folded word after a match, or an empty string."""
        end = match.end()
        return self.tokens.word(end) if end < len(self.tokens.classes) else ""

    def previous_word(self, match: Match) -> str:
        """Return the folded word before a match, or an empty string."""
        start = match.start()
        return self.tokens.word(start - 1) if start > 0 else ""

    def written_year(self, match: Match) -> tuple[int | None, bool]:
        """Return the year that a match names, or None, and whether it is certainly or likely a Hijri one."""
        era = self.adjective(match, "era", "era2", "era3")
        for group in ("yn", "yn3", "yz"):
            if self.has(match, group):
                number = self.integer(match, group)
                return number, era == "era_h" or (era != "era_m" and number in HIJRI_YEARS)
        if self.has(match, "yw"):
            number = self.number(match, "yw")
            return number, era == "era_h" or (era != "era_m" and number in HIJRI_YEARS)
        if self.has(match, "ys"):
            return self.year_in_text, False  # 26 يوليو من ذلك العام
        if self.has(match, "yd", "ya2", "yb"):
            return self.shifted_year(self.adjective(match, "ya", "ya2") or "this"), False
        return None, False

    def shifted_year(self, adjective: str) -> int:
        """Return the year of ``العام الماضي``, or of ``العام نفسه``: the one named last."""
        if adjective == "same":
            if self.year_in_text is None:
                raise ValueError("no year was named before")
            return self.year_in_text
        if adjective in ("following", "previous"):
            beside = self.year_beside(adjective)  # تأسس عام 1954، وفي العام التالي
            return (self.anchor.year if beside is None else beside) + self.step(adjective)
        return self.anchor.year + self.step(adjective)

    @staticmethod
    def step(adjective: str) -> int:
        """Return -1 for a word of the past, 1 for one of the future, else 0."""
        return {"past": -1, "previous": -1, "latest": -1, "next": 1, "following": 1}.get(adjective, 0)

    def recurs(self, match: Match) -> bool:
        """Whether the day or month is that of every year: ``15 مايو من كل عام``."""
        end = match.end()
        return self.class_at(end) == "from" and self.class_at(end + 1) == "every"

    def plain_number_ends(self, match: Match) -> bool:
        """Whether the number that ends the match counts nothing: ``الثلاثاء 13 وزير`` is not the 13th."""
        end = match.end()
        if end >= len(self.tokens.classes):
            return True
        if self.class_at(end) == "comma" and self.class_at(end + 1) in _NUMBERS:
            return False  # بنهاية يونيو 7,36 مليون
        if self.class_at(end) != "other":
            return self.class_at(end) in ("stop", "dot", "comma", "rpar", "in", "quote", "conj", "until")
        return self.tokens.word(end) in ("الساعه", "عند")

    def second_word(self, match: Match) -> str:
        """Return the folded word after the next."""
        end = match.end() + 1
        return self.tokens.word(end) if end < len(self.tokens.classes) else ""
