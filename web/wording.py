"""Arabic wording of numbers, counts and dates for the page.

Months carry both names that Arabic newspapers use, «أكتوبر/تشرين الأول»: the one of Egypt and the Gulf and the one of
Iraq and the Levant.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Digits = Literal["latn", "arab"]

MONTHS: Final[tuple[tuple[str, str], ...]] = (
    ("يناير", "كانون الثاني"),
    ("فبراير", "شباط"),
    ("مارس", "آذار"),
    ("أبريل", "نيسان"),
    ("مايو", "أيار"),
    ("يونيو", "حزيران"),
    ("يوليو", "تموز"),
    ("أغسطس", "آب"),
    ("سبتمبر", "أيلول"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني"),
    ("ديسمبر", "كانون الأول"),
)

_ARAB: Final = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun in the forms that Arabic numbers ask for."""

    none: str
    one: str
    two: str
    few: str
    """After 3 to 10, in the genitive plural: ثلاثة مقالات."""
    many: str
    """After 11 to 99, in the accusative singular: أحد عشر مقالا."""
    hundreds: str
    """After whole hundreds, in the genitive singular: مئة مقال."""


ARTICLE: Final = Noun("لا مقالات", "مقال واحد", "مقالان", "مقالات", "مقالا", "مقال")
RESULT: Final = Noun("لا نتائج", "نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة")
SOURCE: Final = Noun("لا مصادر", "مصدر واحد", "مصدران", "مصادر", "مصدرا", "مصدر")
DAY: Final = Noun("", "يوم", "يومين", "أيام", "يوما", "يوم")


class Wording:
    """Words numbers and dates with the digits of a setting."""

    def __init__(self, digits: Digits = "latn") -> None:
        self.digits = digits
        self.days = lru_cache(maxsize=8192)(self._days)
        """A range of days in the fewest words: a day, a month, a year, or from … to …; an open end is left out."""

    def figures(self, text: str) -> str:
        """The text with its ASCII digits (and , . between them) as the reader prefers them."""
        return text.translate(_ARAB) if self.digits == "arab" else text

    def number(self, count: int) -> str:
        """A count with its thousands set apart: 35,879 or ٣٥٬٨٧٩."""
        return self.figures(f"{count:,}")

    def counted(self, count: int, noun: Noun) -> str:
        """A count with its noun in the form it asks for: 3 مقالات, 11 مقالا, 100 مقال."""
        if count <= 2:  # noqa: PLR2004 - none, one, two
            return (noun.none, noun.one, noun.two)[count]
        tail = count % 100
        if 3 <= tail <= 10:  # noqa: PLR2004 - three to ten
            form = noun.few
        elif tail >= 11:  # noqa: PLR2004 - eleven to ninety-nine
            form = noun.many
        else:
            form = noun.hundreds
        return f"{self.number(count)} {form}"

    def year(self, year: int) -> str:
        """A year, without a thousands separator."""
        return self.figures(str(year))

    def month(self, day: dt.date) -> str:
        """The month of a day: «أكتوبر/تشرين الأول 2016»."""
        return f"{'/'.join(MONTHS[day.month - 1])} {self.year(day.year)}"

    def short_month(self, day: dt.date) -> str:
        """The month of a day in one name, for narrow places: «أكتوبر»."""
        return MONTHS[day.month - 1][0]

    def day(self, day: dt.date) -> str:
        """A day: «24 أكتوبر/تشرين الأول 2016»."""
        return f"{self.figures(str(day.day))} {self.month(day)}"

    def moment(self, time: dt.date) -> str:
        """A day, with the hour where one is given: «24 أكتوبر/تشرين الأول 2016، 09:30»."""
        if isinstance(time, dt.datetime):
            return f"{self.day(time.date())}، {self.figures(time.strftime('%H:%M'))}"
        return self.day(time)

    def _days(self, first: dt.date | None, last: dt.date | None) -> str:
        if first is not None and last is not None:
            if first == last:
                return self.day(first)
            if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
                if first.year == last.year:
                    return self.year(first.year)
                return f"{self.year(first.year)} إلى {self.year(last.year)}"
            begins, ends = first.day == 1, (last + dt.timedelta(days=1)).day == 1 if last < dt.date.max else True
            if begins and ends:
                if (first.year, first.month) == (last.year, last.month):
                    return self.month(first)
                return f"{self.month(first)} إلى {self.month(last)}"
            return f"{self.day(first)} إلى {self.day(last)}"
        if first is not None:
            return f"منذ {self.day(first)}"
        if last is not None:
            return f"حتى {self.day(last)}"
        return ""

    def resolved(self, first: dt.date, last: dt.date, doubt: int) -> str:
        """The days that a date in the text means, with its doubt."""
        words = self.days(first, last)
        return f"{words} (±{self.figures(str(doubt))})" if doubt else words
