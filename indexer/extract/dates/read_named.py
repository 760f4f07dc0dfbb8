"""Readings of days with a name: feasts, national days, the attacks of 11 September."""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import datetime as dt

from indexer.extract.dates import periods
from indexer.extract.dates.context import AROUND, NO_DATE, Context, Match
from indexer.extract.dates.lexicon import EVENT_MONTHS, EVENT_YEARS, EVENTS
from indexer.extract.dates.nearest import hijri_year_in, nearest_hijri, nearest_year
from indexer.extract.dates.periods import ONE_DAY, Period

_EVE = "عشيه"


def named(ctx: Context, match: Match) -> Period | None:
    """Read ``عيد الفطر``."""
    kind, *rest = ctx.numbers(match, "x")
    if kind == 0:
        return NO_DATE
    year, hijri = ctx.written_year(match)
    if kind == 5:
        month, weekday, nth = rest
        if year is None:
            year = nearest_year(ctx, match, month, 22, ctx.adjective(match, "a"))
        first = dt.date(year, month, 1)
        return periods.day(first + ONE_DAY * ((weekday - first.weekday()) % 7 + 7 * (nth - 1)))
    if kind == 4:
        return periods.years(rest[0], rest[1])
    adjective = ctx.adjective(match, "a")
    tense = bool(adjective or ctx.conventions.direction)
    if kind == 1:
        month, day = rest
        if year is None and not tense:
            anchor = ctx.anchor
            near = (anchor.year - 1, anchor.year, anchor.year + 1)
            year = next((y for y in near if abs((dt.date(y, month, day) - anchor).days) <= AROUND), None)
        if year is None:
            year = nearest_year(ctx, match, month, day, adjective)
        return periods.day(dt.date(year, month, day))
    month, day = rest[:2]
    length = rest[2] if len(rest) > 2 else 1
    hijri_year: int | None = None
    if year is None:
        if not tense:
            anchor = ctx.anchor
            current = periods.hijri_year_of(anchor)
            near = (current - 1, current, current + 1)
            hijri_year = next(
                (y for y in near if abs((periods.hijri_day(y, month, day).first - anchor).days) <= AROUND), None
            )
        if hijri_year is None:
            hijri_year = nearest_hijri(ctx, match, month, day)
    elif hijri:
        hijri_year = year
    else:
        hijri_year = hijri_year_in(year, month, day)
    beginning = periods.hijri_day(hijri_year, month, day)
    if ctx.has(match, "nth"):
        nth = 1 if ctx.class_at(match.start("nth")) == "first" else ctx.integer(match, "nth")
        return periods.day(beginning.first + (nth - 1) * ONE_DAY, beginning.doubt)
    if ctx.tokens.word(match.start()).endswith(_EVE) and ctx.class_at(match.start()) != "named":
        return periods.day(beginning.first - ONE_DAY, beginning.doubt)  # عشية عيد الأضحى
    if length > 1:
        return periods.span(beginning.first, beginning.first + (length - 1) * ONE_DAY, beginning.doubt)
    return beginning


def event_day(ctx: Context, match: Match) -> Period | None:
    """Read ``هجمات 11 سبتمبر``."""
    month, day = ctx.integer(match, "m"), ctx.number(match, "d")
    year, _ = ctx.written_year(match)
    if year is None:
        event = ctx.tokens.word(match.start())
        year = next((then for (noun, *on), then in EVENTS.items() if on == [month, day] and event.endswith(noun)), None)
        year = year or EVENT_YEARS.get((month, day))
    return None if year is None else periods.day(dt.date(year, month, day))


def event_month(ctx: Context, match: Match) -> Period | None:
    """Read ``حرب أكتوبر``."""
    month = ctx.integer(match, "m")
    for event, number, year in EVENT_MONTHS:
        if number == month and ctx.tokens.word(match.start()).endswith(event):
            return periods.month(year, month)
    return None
