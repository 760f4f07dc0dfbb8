"""Joins readings into larger ones: part of a period, from one to another, one day written in two calendars."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.extract.dates import periods
from indexer.extract.dates.context import NO_DATE
from indexer.extract.dates.lexicon import CLASS_NAME, CLASSES
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.read_parts import part_of, part_of_unit

if TYPE_CHECKING:
    from indexer.extract.dates.context import Context

PARTS: Final = frozenset(("start", "begin", "early", "mid", "middle", "late", "end", "rest", "later", "earlier"))
_BARE_UNITS: Final = frozenset(("dweek", "dmonth", "dyear", "myweek"))
_YEAR_RULES: Final = frozenset(("year", "bare_year"))
_SLIP: Final = 3  # days by which the two calendars of a written pair may disagree


class Found(NamedTuple):
    """A reading over the class positions [start, end), and whether its year is written."""

    start: int
    end: int
    period: Period
    rule: str
    dated: bool = False


_Join = Callable[[str, Found, Found], "Found | None"]


def _set(*names: str) -> str:
    return "[" + "".join(CLASSES[name] for name in names) + "]"


_PART: Final = re.compile(_set(*sorted(PARTS)))
# What stands between the two ends of a range, and between the two calendars of one day.
_TO: Final = re.compile(f"{_set('comma')}?{_set('conj')}?{_set('to', 'until', 'dash')}{_set('yawm', 'end')}?").fullmatch
_AND: Final = re.compile(f"{_set('conj')}{_set('between')}?").fullmatch
_SAME: Final = re.compile(
    f"{_set('comma')}?{_set('lpar', 'rpar', 'slash', 'dash', 'era_h')}?{_set('comma')}?"
    f"{_set('date')}?{_set('prep')}?{_set('yawm')}?{_set('lpar')}?"
).fullmatch


_LIST: Final = re.compile(f"{_set('comma')}|{_set('comma')}?{_set('conj')}").fullmatch
_LISTED: Final = frozenset(("day_of_month", "days_of_month", "listed_day", "month"))
_DIRECTIONS: Final = ("past", "next", "this", "latest", "previous", "following", "same")


def parts(classes: str, bases: dict[int, Found], ctx: Context) -> list[Found]:
    """Return the readings of ``مطلع``, ``أواخر``, ``نهاية`` … with the period after it."""
    found: list[Found] = []
    for part in _PART.finditer(classes):
        position, at = part.start(), part.end()
        name = CLASS_NAME[part[0]]
        if CLASS_NAME.get(classes[at : at + 1]) in ("from", "in"):
            if name == "start" and classes[at] == CLASSES["from"]:
                continue  # بداية من شهر ماي
            at += 1
        base = bases.get(at)
        if name == "begin":
            if CLASS_NAME.get(classes[at : at + 1]) not in ("dmonth", "dyear", "sana", "shahr"):
                continue  # بدء الأسبوع المقبل
            name = "start"
        before = CLASS_NAME[classes[position - 1]] if position else ""
        if before == "weekend" or (before == "in" and name in ("later", "earlier")):
            position -= 1  # عطلة نهاية الأسبوع, في وقت سابق من هذا الشهر
        unit = CLASS_NAME.get(classes[at : at + 1], "")
        if unit == "dem" and base is not None and base.end == at + 2 and classes[at + 1] == CLASSES["dweek"]:
            base, at, unit = None, at + 1, "dweek"  # نهاية هذا الأسبوع, as نهاية الأسبوع
        if base is None and unit in _BARE_UNITS:
            period = part_of_unit(ctx, unit, name, position, at + 1)
            if period is not None:
                found.append(Found(position, at + 1, period, "part"))
        elif base is not None and name in ("later", "earlier") and base.rule in ("relative_day", "day_of_the_paper"):
            found.append(base._replace(start=position))
        elif base is not None and base.period.first != base.period.last:
            period = part_of(ctx, base.period, name)
            if period is not None:
                found.append(Found(position, base.end, period, "part", base.dated))
    return found


def without_recurring(classes: str, kept: list[Found]) -> list[Found]:
    """Drop what is no date, and the day before it in ``من 15 مايو حتى 15 يونيو من كل عام``."""
    dates: list[Found] = []
    for one in kept:
        if one.period is not NO_DATE:
            dates.append(one)
        elif dates and _TO(classes[dates[-1].end : one.start]):
            dates.pop()
    return dates


def ranges(classes: str, kept: list[Found]) -> list[Found]:
    """Return ``kept`` with ``من … إلى …`` and ``بين … و…`` as one reading, and the two calendars of one day as one."""
    for join in (_two_calendars, _from_to):
        joined: list[Found] = []
        for one in kept:
            both = _joined(join, classes, joined[-1], one) if joined else None
            if both is None:
                joined.append(one)
            else:
                joined[-1] = both
        kept = joined
    return _with_the_year_of_the_last(classes, kept)


def _with_the_year_of_the_last(classes: str, kept: list[Found]) -> list[Found]:
    """Give days and months of a list the year written at its end: ``25 يناير و3 فبراير 2011``."""
    for at in range(len(kept) - 2, -1, -1):
        one, other = kept[at], kept[at + 1]
        if (
            one.dated
            or not other.dated
            or {one.rule, other.rule} - _LISTED
            or _LIST(classes[one.end : other.start]) is None
        ):
            continue
        if CLASS_NAME[classes[one.end - 1]] in _DIRECTIONS:
            continue  # يناير الماضي ومارس 2011
        first, last = one.period.first, other.period.first
        year = last.year - ((first.month, first.day) > (last.month, last.day))
        if one.rule == "month":
            moved = periods.month(year, first.month)
        elif periods.exists(year, first.month, first.day):
            moved = Period(
                first.replace(year=year), first.replace(year=year) + (one.period.last - first), one.period.precision
            )
        else:
            continue  # 29 February of another year
        kept[at] = one._replace(period=moved, dated=True)
    return kept


def _joined(join: _Join, classes: str, one: Found, other: Found) -> Found | None:
    try:
        return join(classes, one, other)
    except (ValueError, OverflowError):
        return None  # 29 February of another year


def _two_calendars(classes: str, one: Found, other: Found) -> Found | None:
    between = classes[one.end : other.start]
    if _SAME(between) is None or one.period.precision != other.period.precision:
        return None
    # The surer calendar gives the day: a Gregorian one has no doubt.
    if (one.period.doubt > 0) == (other.period.doubt > 0):
        return None
    hijri, gregorian = (one, other) if one.period.doubt else (other, one)
    apart = abs((hijri.period.first - gregorian.period.first).days)
    overlap = hijri.period.first <= gregorian.period.last and gregorian.period.first <= hijri.period.last
    agree = apart <= _SLIP or overlap
    if not between and (not agree or one.rule not in _YEAR_RULES):
        return None  # side by side: only عام 1981م 1401هـ
    if not agree and hijri.dated == gregorian.dated:
        return None
    if hijri.rule == "named" and between == CLASSES["prep"]:
        return None  # يحتفلون الخميس المقبل بالمولد النبوي
    end = other.end
    if CLASSES["lpar"] in between and CLASS_NAME.get(classes[end : end + 1]) == "rpar":
        end += 1
    period = gregorian.period
    if hijri.dated and not gregorian.dated and not agree:  # the year is written on the Hijri side
        year = hijri.period.first.year
        period = period._replace(first=period.first.replace(year=year), last=period.last.replace(year=year))
    return Found(one.start, end, period, "two_calendars", True)


def _from_to(classes: str, one: Found, other: Found) -> Found | None:
    opener = CLASS_NAME.get(classes[one.start - 1 : one.start], "") if one.start else ""
    between = classes[one.end : other.start]
    if not between:
        return None
    joined = _TO(between) is not None
    if opener == "between":
        joined = joined or _AND(between) is not None
    elif opener not in ("from", "since", "start"):
        # Without من only حتى and a dash join, and never two weekdays: تأجل من الأحد إلى الاثنين.
        joined = joined and CLASSES["to"] not in between and "weekday" not in (one.rule, other.rule)
    if not joined or (between[0] == CLASSES["dash"] and one.period.precision != other.period.precision):
        return None
    first, last = one.period.first, other.period.last
    if one.rule == "weekday" and other.period.first < last and first.weekday() == other.period.first.weekday():
        first = other.period.first  # من الأحد إلى الخميس 23-27 أغسطس
    elif one.rule == "weekday_number" and other.rule == "day_of_month":  # من الجمعة 17 إلى الأحد 26 مارس
        month = periods.shift_months(last.replace(day=1), -(first.day > last.day))
        first = month.replace(day=first.day)
    elif one.rule == other.rule == "weekday" and last < first and CLASS_NAME[classes[one.end - 1]] in ("next", "past"):
        last += ONE_DAY * ((last - first).days % 7 - (last - first).days)  # من الاثنين القادم إلى الجمعة
    elif one.rule == "weekday" and last < first:
        first -= 7 * ONE_DAY
    elif not one.dated and one.rule in ("day_of_month", "month"):
        year = last.year - ((first.month, first.day) > (last.month, last.day))
        first = dt.date(year, first.month, min(first.day, periods.month(year, first.month).last.day))
    if last < first:
        return None
    start = one.start
    if opener in ("from", "between"):
        start -= 1
    doubt = max(one.period.doubt, other.period.doubt)
    return Found(start, other.end, Period(first, last, "range", doubt), "from_to", True)
