"""Which year, Hijri year, week or day is meant where the text leaves it out: by direction words, tense and nearness."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import AROUND, CENTURY_YEARS, Context, Match
from indexer.extract.dates.lexicon import CENTURY, DECADE, MONTH, WEEK, YEAR
from indexer.extract.dates.periods import ONE_DAY, Period

# A day that names no year lies ahead when it comes within so many days and was last long ago: "15 نوفمبر" in October.
# After a verb of the past, which may report a plan, it must come sooner.
_SOON: Final = 31
_COMING: Final = 75
_FAR: Final = 240


def nearest_year(ctx: Context, match: Match, month: int, day: int | None, adjective: str) -> int:
    """Return the year of a day or month that names none, by its adjective, its weekday or the tense beside it."""
    anchor = ctx.anchor
    if adjective == "this":
        return anchor.year

    def period(year: int) -> Period:
        return periods.month(year, month) if day is None else periods.day(dt.date(year, month, day))

    before, ahead = _years_beside(anchor, month, day)
    if adjective in ("past", "latest", "previous"):
        return before if period(before).last < anchor else before - 1
    if adjective == "next":
        return ahead if period(ahead).first > anchor else ahead + 1
    if ctx.has(match, "wd") and day is not None:
        weekday = ctx.integer(match, "wd")
        fitting = [y for y in (before, ahead) if dt.date(y, month, day).weekday() == weekday]
        if len(fitting) == 1:
            return fitting[0]
    if ctx.has(match, "rel"):
        return min((before, ahead), key=lambda y: abs((period(y).first - anchor).days))
    direction = ctx.direction(match)
    if direction == "past" and ctx.is_since(match):
        return before
    if direction == "future":
        # Nobody calls a month ten months ahead by its bare name when the last one was two months ago.
        lately = ctx.conventions.direction is None and (anchor - period(before).last).days <= AROUND
        return before if lately and (period(ahead).first - anchor).days > _FAR else ahead
    if direction is None or day is not None:
        far = (anchor - period(before).last).days
        near = (period(ahead).first - anchor).days
        soon = _SOON if direction and not ctx.begins(match) else _COMING
        if ctx.conventions.direction is None and near <= soon < far:
            return ahead
    return before


@lru_cache(4096)
def _years_beside(anchor: dt.date, month: int, day: int | None) -> tuple[int, int]:
    """Return the last year in which a month or day has begun, and the first in which it is not over."""
    exist = [
        year for year in range(anchor.year - 8, anchor.year + 9) if day is None or periods.exists(year, month, day)
    ]
    spans = [
        (year, periods.month(year, month) if day is None else periods.day(dt.date(year, month, day))) for year in exist
    ]
    before = max((year for year, span in spans if span.first <= anchor), default=anchor.year)
    ahead = min((year for year, span in spans if span.last >= anchor), default=anchor.year)
    return before, ahead


def nearest_hijri(ctx: Context, match: Match, month: int, day: int | None) -> int:
    """Return the Hijri year of a day or month that names none; as `nearest_year`."""
    anchor = ctx.anchor
    current = periods.hijri_year_of(anchor)
    adjective = ctx.adjective(match, "a", "a1")
    if adjective == "this":
        return current

    def period(year: int) -> Period:
        return periods.hijri_month(year, month) if day is None else periods.hijri_day(year, month, day)

    years = (current - 1, current, current + 1)
    before = max((y for y in years if period(y).first <= anchor), default=current)
    ahead = min((y for y in years if period(y).last >= anchor), default=current)
    if adjective in ("past", "latest", "previous"):
        return before if period(before).last < anchor else before - 1
    if adjective == "next":
        return ahead if period(ahead).first > anchor else ahead + 1
    direction = ctx.direction(match)
    if direction == "future" and (anchor - period(before).last).days > AROUND:
        return ahead
    far, near = (anchor - period(before).last).days, (period(ahead).first - anchor).days
    if near <= (_SOON if direction else _COMING) < far:
        return ahead
    return before


def _listed_with(ctx: Context, match: Match, weekday: int) -> dt.date | None:
    """Return the day of a weekday that the last of a list has a direction for: ``السبت والأحد المقبلين``."""
    end = match.end()
    while ctx.class_at(end) in ("conj", "to") and ctx.class_at(end + 1) == "weekday":
        end += 2
    if end == match.end() or ctx.class_at(end) not in ("past", "next"):
        return None
    closing = ctx.tokens.pair(end - 1)[0]
    anchor = ctx.anchor
    if ctx.class_at(end) == "past":
        last = anchor - ONE_DAY * ((anchor.weekday() - closing) % 7 or 7)
        return last - ONE_DAY * ((closing - weekday) % 7)
    return anchor + ONE_DAY * ((weekday - anchor.weekday()) % 7 or 7)


def weekday_in_week(ctx: Context, weekday: int, step: int) -> dt.date:
    """Return a weekday of this week, or of the one ``step`` weeks away."""
    start = ctx.conventions.week_start
    first = periods.week(ctx.anchor, start).first + 7 * step * ONE_DAY
    return first + ((weekday - start) % 7) * ONE_DAY


def nearest_weekday(ctx: Context, match: Match, weekday: int, adjective: str) -> dt.date:
    """Return the day of a bare weekday, by its direction word or by the tense beside it."""
    anchor = ctx.anchor
    back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
    listed = None if adjective else _listed_with(ctx, match, weekday)
    if listed is not None:
        return listed
    if adjective in ("past", "latest", "previous"):
        return anchor - ONE_DAY * (back or 7)
    if adjective == "next":
        return anchor + ONE_DAY * (ahead or 7)
    if adjective == "this":
        return weekday_in_week(ctx, weekday, 0)
    if ctx.direction(match) == "future":
        # ترامب يعلن الأربعاء, in the paper of Thursday: the present of headlines, not the Wednesday six days ahead.
        yesterday = back == 1 and not ctx.conventions.direction and ctx.tense(match) == "present"
        return anchor - ONE_DAY if yesterday else anchor + ONE_DAY * ahead
    if ctx.conventions.direction:
        back = back or 7
    return anchor - ONE_DAY * back


def unit_period(ctx: Context, unit: int, adjective: str, times: int = 1) -> Period:
    """Return this, the last or the next week, month, year, decade or century."""
    anchor = ctx.anchor
    step = ctx.step(adjective) * times
    if adjective == "same" and unit == MONTH and ctx.hijri_month_in_text is not None:
        return periods.hijri_month(*ctx.hijri_month_in_text)
    if adjective == "same" and unit == MONTH and ctx.month_in_text is not None:
        return periods.month(ctx.month_in_text.year, ctx.month_in_text.month)
    if adjective == "same" and unit in (WEEK, MONTH):
        raise ValueError("no month was named before")
    if unit == WEEK:
        return periods.week(anchor + 7 * step * ONE_DAY, ctx.conventions.week_start)
    if unit == MONTH:
        beside = ctx.month_beside(adjective) if adjective in ("following", "previous") else None
        shifted = periods.shift_months(beside or anchor, step)  # في يوليو ... مقارنة بالشهر السابق
        return periods.month(shifted.year, shifted.month)
    if unit == YEAR:
        return periods.year(ctx.shifted_year(adjective) if times == 1 else anchor.year + step)
    length = 10 if unit == DECADE else CENTURY_YEARS
    if unit == CENTURY:
        first = (anchor.year - 1) // CENTURY_YEARS * CENTURY_YEARS + 1 + step * length
    else:
        first = anchor.year // length * length + step * length
    return periods.years(first, first + length - 1)


def hijri_year_in(gregorian: int, month: int, day: int) -> int:
    """Return the Hijri year whose given day falls in a Gregorian year, the earlier of two."""
    current = periods.hijri_year_of(dt.date(gregorian, 1, 1))
    for year in (current, current + 1, current + 2):
        if periods.hijri_day(year, month, day).first.year == gregorian:
            return year
    raise ValueError("no such day in that year")


def enclosing_period(ctx: Context, match: Match) -> Period:
    """Return the month or year within which a match counts: ``من يوليو``, ``من هذا العام``."""
    if ctx.has(match, "h"):
        year, hijri = ctx.written_year(match)
        number = ctx.integer(match, "h")
        return periods.hijri_month(year if year and hijri else nearest_hijri(ctx, match, number, None), number)
    if ctx.has(match, "m"):
        year, _ = ctx.written_year(match)
        number = ctx.integer(match, "m")
        if year is None:
            year = nearest_year(ctx, match, number, None, ctx.adjective(match, "a"))
        return periods.month(year, number)
    if ctx.has(match, "mo"):
        return unit_period(ctx, MONTH, ctx.adjective(match, "a2", "a") or "this")
    if ctx.has(match, "ye"):
        return unit_period(ctx, YEAR, ctx.adjective(match, "a3") or "this")
    if ctx.has(match, "y2"):
        return periods.year(ctx.integer(match, "y2"))
    return periods.year(ctx.number(match, "yw2"))
