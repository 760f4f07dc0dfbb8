"""Months by name in date fields: ``أكتوبر 2016``, ``24-تشرين الأول-2016``, ``يونيو/حزيران 2014``, ``October 2016``.

After a date field a name is a month and nothing else, so names that are other words too (مارس, آب, أوت) count here.
"""

from __future__ import annotations

import re
from typing import Final

from search.analysis import fold

MONTH_NAMES: Final[dict[int, tuple[str, ...]]] = {
    1: ("يناير", "كانون الثاني", "جانفي", "January", "Jan"),
    2: ("فبراير", "شباط", "فيفري", "February", "Feb"),
    3: ("مارس", "آذار", "March", "Mar"),
    4: ("أبريل", "إبريل", "نيسان", "أفريل", "April", "Apr"),
    5: ("مايو", "أيار", "ماي", "May"),
    6: ("يونيو", "يونيه", "حزيران", "جوان", "June", "Jun"),
    7: ("يوليو", "يوليه", "تموز", "جويلية", "يوليوز", "July", "Jul"),
    8: ("أغسطس", "آب", "أوت", "غشت", "August", "Aug"),
    9: ("سبتمبر", "أيلول", "شتنبر", "September", "Sep", "Sept"),
    10: ("أكتوبر", "تشرين الأول", "October", "Oct"),
    11: ("نوفمبر", "تشرين الثاني", "نونبر", "November", "Nov"),
    12: ("ديسمبر", "كانون الأول", "دجنبر", "December", "Dec"),
}
"""Names by the number of the month: Egyptian and Gulf, Levantine, Maghrebi, English."""

_NUMBERS: Final = {fold(name): number for number, names in MONTH_NAMES.items() for name in names}
_NAME: Final = re.compile(r"\b(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b")
_BETWEEN: Final = re.compile(r"[-/\s،,.]+")
_FILLERS: Final = frozenset(map(fold, ("شهر", "من", "عام", "سنة", "of")))
_DAY: Final = re.compile(r"\d{1,2}")
_YEAR: Final = re.compile(r"\d{4}")


def names_month(text: str) -> bool:
    """Tell whether folded ``text`` names a month somewhere."""
    return _NAME.search(text) is not None


def in_numbers(text: str) -> str | None:
    """A month, or a day of one, named in folded ``text``, in numbers with the year first; None where it is none.

    Several names must be of one month; the day may stand before the month or after it.

    >>> in_numbers(fold("24 تشرين الأول/أكتوبر 2016")), in_numbers(fold("أكتوبر"))
    ('2016-10-24', None)
    """
    months = {_NUMBERS[name] for name in _NAME.findall(text)}
    parts = [part for part in _BETWEEN.split(_NAME.sub(" # ", text)) if part and part not in _FILLERS]
    shape = [part for at, part in enumerate(parts) if part != "#" or parts[at - 1 : at] != ["#"]]
    if len(months) != 1:
        return None
    match shape:
        case ["#", year] | [year, "#"] if _YEAR.fullmatch(year):
            return f"{year}-{min(months):02d}"
        case [day, "#", year] | [year, "#", day] | ["#", day, year] if _YEAR.fullmatch(year) and _DAY.fullmatch(day):
            return f"{year}-{min(months):02d}-{int(day):02d}"
    return None
