"""Readings of days with a name: feasts, national days, the attacks of 11 September."""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import datetime as dt
from typing import Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import AROUND, NO_DATE, Context, Match
from indexer.extract.dates.lexicon import EVENT_MONTHS, EVENT_YEARS, EVENTS
from indexer.extract.dates.nearest import hijri_year_in, nearest_hijri, nearest_year
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.read_years import last_century

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
    if kind == 6:
        return _beside_easter(ctx, match, rest[0], year)
    if kind == 7:
        return _the_feast(ctx, match)
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


def eastern_easter(year: int) -> dt.date:
    """Return the Easter of the Orthodox and Coptic churches, 1900 to 2099, by Meeus's rule for the Julian calendar."""
    full_moon = (19 * (year % 19) + 15) % 30
    days = full_moon + (2 * (year % 4) + 4 * (year % 7) - full_moon + 34) % 7 + 114
    return dt.date(year, days // 31, days % 31 + 1) + 13 * ONE_DAY


def _beside_easter(ctx: Context, match: Match, days: int, year: int | None) -> Period:
    """Read ``شم النسيم``: the nearest, or that of the year named."""
    if year is None:
        adjective = ctx.adjective(match, "a")
        near = [eastern_easter(ctx.anchor.year + n) + days * ONE_DAY for n in (-1, 0, 1)]
        if adjective in ("past", "latest", "previous"):
            return periods.day(max(day for day in near if day < ctx.anchor))
        if adjective == "next":
            return periods.day(min(day for day in near if day > ctx.anchor))
        return periods.day(min(near, key=lambda day: abs(day - ctx.anchor)))
    return periods.day(eastern_easter(year) + days * ONE_DAY)


#: The feasts that are called العيد alone: the Hijri month and day.
_FEASTS: Final = ((10, 1), (12, 10))


def _the_feast(ctx: Context, match: Match) -> Period | None:
    """Read ``رابع أيام العيد``, ``يوم العيد``: a day of the feast within some weeks of the publication."""
    if match.start("x") == match.start() or match.end("x") < match.end():
        return None  # العيد alone
    current = periods.hijri_year_of(ctx.anchor)
    feasts = [
        periods.hijri_day(year, month, day) for year in (current - 1, current, current + 1) for month, day in _FEASTS
    ]
    first = min(feasts, key=lambda feast: abs(feast.first - ctx.anchor))
    if abs(first.first - ctx.anchor).days > AROUND // 2:
        return None
    if ctx.has(match, "nth"):
        nth = 1 if ctx.class_at(match.start("nth")) == "first" else ctx.integer(match, "nth")
        return periods.day(first.first + (nth - 1) * ONE_DAY, first.doubt)
    night = ctx.tokens.word(match.start()).lstrip("وف").startswith("ليل")
    return periods.day(first.first - ONE_DAY * night, first.doubt)


def event_day(ctx: Context, match: Match) -> Period | None:
    """Read ``هجمات 11 سبتمبر``."""
    month, day = ctx.integer(match, "m"), ctx.number(match, "d")
    year, _ = ctx.written_year(match)
    if ctx.has(match, "yy"):
        year = last_century(ctx, match, "yy")  # أحداث 5 أكتوبر 88
    elif year is None:
        event = ctx.tokens.word(match.start())
        year = next((then for (noun, *on), then in EVENTS.items() if on == [month, day] and event.endswith(noun)), None)
        year = year or EVENT_YEARS.get((month, day))
    if year is None:
        return None
    ctx.month_in_text = dt.date(year, month, 1)
    return periods.day(dt.date(year, month, day))


def event_month(ctx: Context, match: Match) -> Period | None:
    """Read ``حرب أكتوبر``, ``زلزال أكتوبر 92``."""
    month, name = ctx.integer(match, "m"), ctx.tokens.word(match.start("m"))
    if ctx.has(match, "yy"):
        short = last_century(ctx, match, "yy")
        return periods.month(short, month) if short else None
    noun = ctx.tokens.word(match.start())
    for event, names, year in EVENT_MONTHS:
        named_so = not ctx.has(match, "yn") or ctx.integer(match, "yn") == year
        if named_so and name in names.split() and noun.endswith(event):
            ctx.month_in_text = dt.date(year, month, 1)  # ثورة يوليو ... في 26 منه
            return periods.month(year, month)
    return None
