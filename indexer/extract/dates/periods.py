"""Calendar arithmetic of periods: a week, a month, a season, the part of one, a Hijri month as Gregorian days.

Every function may raise ValueError or OverflowError for what no calendar holds (31 June, the year 12000).
"""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from hijridate import Hijri

if TYPE_CHECKING:
    from indexer.extract.dates.expression import Precision

MONTHS, DAYS = 12, 31
ONE_DAY: Final = dt.timedelta(days=1)
_QUARTER_MONTHS: Final = 3
_UMM_AL_QURA: Final = range(1343, 1501)
_TEN_DAYS: Final = 10
_LONG: Final = 3000  # days: decades and centuries
_KEPT: Final = 4096  # months, Hijri days and years worked out: texts of one time name the same ones


class Period(NamedTuple):
    """First and last day, both included; ``doubt`` in days."""

    first: dt.date
    last: dt.date
    precision: Precision
    doubt: int = 0


def day(date: dt.date, doubt: int = 0) -> Period:
    """Return the period of one day."""
    return Period(date, date, "day", doubt)


def week(date: dt.date, week_start: int) -> Period:
    """Return the week of ``date`` that begins on weekday ``week_start`` (Monday = 0)."""
    first = date - dt.timedelta(days=(date.weekday() - week_start) % 7)
    return Period(first, first + dt.timedelta(days=6), "week")


def exists(of_year: int, of_month: int, of_day: int) -> bool:
    """Whether the Gregorian calendar holds the day."""
    return 1 <= of_day <= calendar.monthrange(of_year, of_month)[1]


@lru_cache(_KEPT)
def month(year: int, number: int) -> Period:
    """Return a Gregorian month."""
    return Period(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> Period:
    """Return a Gregorian year."""
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31), "year")


def years(first: int, last: int) -> Period:
    """Return whole years from ``first`` through ``last``."""
    if last < first:
        raise ValueError("the last year lies before the first")
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31), "range")


def span(first: dt.date, last: dt.date, doubt: int = 0) -> Period:
    """Return the range of two days, both included."""
    if last < first:
        raise ValueError("the last day lies before the first")
    return Period(first, last, "range", doubt)


def quarter(of_year: int, number: int) -> Period:
    """Return the first to the fourth quarter of a year."""
    if not 1 <= number <= 4:
        raise ValueError("a year has four quarters")
    first_month = _QUARTER_MONTHS * number - 2
    return Period(month(of_year, first_month).first, month(of_year, first_month + 2).last, "quarter")


def half(of_year: int, number: int) -> Period:
    """Return the first or the second half of a year."""
    if number == 1:
        return span(dt.date(of_year, 1, 1), dt.date(of_year, 6, 30))
    if number == 2:
        return span(dt.date(of_year, 7, 1), dt.date(of_year, 12, 31))
    raise ValueError("a year has two halves")


def season(of_year: int, number: int) -> Period:
    """Return spring (1), summer, autumn or winter (4) as whole months; winter runs into the next year."""
    if number == 4:
        return Period(dt.date(of_year, 12, 1), month(of_year + 1, 2).last, "season")
    first_month = 3 * number
    return Period(dt.date(of_year, first_month, 1), month(of_year, first_month + 2).last, "season")


def shift_months(date: dt.date, months: int) -> dt.date:
    """Return ``date`` some months away; the 31st becomes the last day of a shorter month."""
    count = date.year * 12 + date.month - 1 + months
    of_year, index = divmod(count, 12)
    return dt.date(of_year, index + 1, min(date.day, calendar.monthrange(of_year, index + 1)[1]))


def _tabular(of_year: int, of_month: int, of_day: int) -> dt.date:
    """Return a Hijri day by the arithmetic calendar, for years that Umm al-Qura's tables do not hold."""
    ordinal = of_day + (59 * (of_month - 1) + 1) // 2 + (of_year - 1) * 354 + (3 + 11 * of_year) // 30 + 227014
    return dt.date.fromordinal(ordinal)


@lru_cache(_KEPT)
def hijri_day(of_year: int, of_month: int, of_day: int) -> Period:
    """Return a Hijri day by Umm al-Qura, in doubt by a day; before 1343 and after 1500 by arithmetic, by two."""
    if of_year in _UMM_AL_QURA:
        length = Hijri(of_year, of_month, 1).month_length()
        # The 30th of a month that Umm al-Qura gave 29 days was the 30th where another country sighted the moon.
        date = Hijri(of_year, of_month, min(of_day, length)).to_gregorian() + ONE_DAY * max(0, min(of_day - length, 1))
        if of_day > 30:
            raise ValueError("no Hijri month has 31 days")
        return day(dt.date(date.year, date.month, date.day), 1)
    if not 1 <= of_day <= 30 or of_year < 1:
        raise ValueError("not a Hijri day")
    return day(_tabular(of_year, of_month, of_day), 2)


@lru_cache(_KEPT)
def hijri_month(of_year: int, of_month: int) -> Period:
    """Return a Hijri month as Gregorian days."""
    first = hijri_day(of_year, of_month, 1)
    following = hijri_day(of_year + of_month // 12, of_month % 12 + 1, 1)
    return Period(first.first, following.first - ONE_DAY, "month", first.doubt)


def hijri_year(number: int) -> Period:
    """Return a Hijri year as Gregorian days."""
    first = hijri_day(number, 1, 1)
    return Period(first.first, hijri_day(number + 1, 1, 1).first - ONE_DAY, "year", first.doubt)


@lru_cache(_KEPT)
def hijri_year_of(date: dt.date) -> int:
    """Return the Hijri year in which ``date`` lies, roughly outside the Umm al-Qura tables."""
    guess = int((date.year - 622) * 33 / 32) + 2
    while hijri_year(guess).first > date:
        guess -= 1
    return guess


@lru_cache(_KEPT)
def hijri_month_of(date: dt.date) -> tuple[int, int]:
    """Return the Hijri year and month in which ``date`` lies."""
    year = hijri_year_of(date)
    return year, next(number for number in range(12, 0, -1) if hijri_month(year, number).first <= date)


def part_of(whole: Period, part: str, *, halves: bool = False) -> Period:
    """Return the start, early, mid, middle, late, end or rest of a period; ``halves`` as in `Conventions`."""
    first, last, precision, doubt = whole
    days = (last - first).days
    if halves and part != "rest":
        middle = first + dt.timedelta(days=(days + 1) // 2)
        if precision == "year":
            middle = dt.date(first.year, 7, 1)
        elif precision == "month":
            middle = first + dt.timedelta(days=15)
        elif precision == "week":
            middle = first + dt.timedelta(days=3)
            if part in ("mid", "middle"):
                return span(first + ONE_DAY, last - 2 * ONE_DAY, doubt)
        if part in ("start", "early"):
            return span(first, middle - ONE_DAY, doubt)
        if part in ("late", "end"):
            return span(middle, last, doubt)
        return span(first + dt.timedelta(days=days // 4), last - dt.timedelta(days=days // 4), doubt)
    if precision == "week" and part in ("end", "late"):
        return span(last - ONE_DAY, last, doubt)  # the weekend, Friday and Saturday
    if precision == "range" and days > _LONG:
        # The early eighties are their first three years; a century's start is its first third too.
        third = (last.year - first.year + 1) // 3
        if part in ("start", "early"):
            return span(first, dt.date(first.year + third - 1, 12, 31), doubt)
        if part in ("end", "late"):
            return span(dt.date(last.year - third + 1, 1, 1), last, doubt)
        return span(dt.date(first.year + third, 1, 1), dt.date(last.year - third, 12, 31), doubt)
    if part == "start":
        return day(first, doubt)
    if part == "end":
        return day(last, doubt)
    if precision == "month":
        if part == "early":
            return span(first, first + (_TEN_DAYS - 1) * ONE_DAY, doubt)
        if part == "late":
            return span(last - (_TEN_DAYS - 1) * ONE_DAY, last, doubt)
        if part == "mid":
            return day(first + 14 * ONE_DAY, doubt)
        return span(first + _TEN_DAYS * ONE_DAY, last - _TEN_DAYS * ONE_DAY, doubt)
    third = (days + 1) // 3 if precision != "year" else 0
    if part == "early":
        ending = (
            dt.date(first.year, 3, 31)
            if precision == "year" and first.day == 1
            else first + dt.timedelta(days=days // 4)
        )
        return span(first, ending, doubt)
    if part == "late":
        beginning = (
            dt.date(first.year, 10, 1)
            if precision == "year" and first.day == 1
            else last - dt.timedelta(days=days // 4)
        )
        return span(beginning, last, doubt)
    if precision == "year" and first.day == 1:
        if part == "mid":
            return span(dt.date(first.year, 6, 1), dt.date(first.year, 7, 31), doubt)
        return span(dt.date(first.year, 5, 1), dt.date(first.year, 8, 31), doubt)
    third = third or days // 3
    return span(first + dt.timedelta(days=third), last - dt.timedelta(days=third), doubt)
