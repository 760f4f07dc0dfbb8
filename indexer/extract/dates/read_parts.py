"""Readings of a part of a period: its beginning, its last ten days, the weekend, what is left of it."""

from __future__ import annotations

from typing import Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import OTHER_YEARS, UNIT_CLASSES, Context
from indexer.extract.dates.nearest import unit_period
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.tense import direction_beside

#: What schools have in the middle of their year: إجازة منتصف العام.
_HOLIDAYS: Final = ("اجازه", "الاجازه", "عطله", "العطله", "اجازات", "عطل")
_EXAMS: Final = ("امتحانات", "اختبارات", "الامتحانات", "الاختبارات", "امتحان", "اختبار")


def _of_school(word: str, part: str) -> bool:
    """Whether a word makes the year after it a school's."""
    return word.endswith(_EXAMS) or (part == "mid" and word.endswith(_HOLIDAYS))


def part_of(ctx: Context, whole: Period, part: str) -> Period | None:
    """Return a part of a period: its first day, its last ten days, what is left of it."""
    try:
        if part in ("later", "earlier", "rest"):
            if not whole.first <= ctx.anchor <= whole.last:
                return None
            if part == "earlier":
                return periods.span(whole.first, ctx.anchor)
            if part == "rest" or not ctx.conventions.halves:
                return periods.span(ctx.anchor, whole.last)
            part = "late"
        if (
            ctx.conventions.halves
            and part == "end"
            and whole.precision == "week"
            and whole.first <= ctx.anchor <= whole.last
        ):
            return periods.span(whole.last - ONE_DAY, whole.last)
        return periods.part_of(whole, part, halves=ctx.conventions.halves)
    except (ValueError, OverflowError):
        return None


def part_of_unit(ctx: Context, unit: str, part: str, start: int, end: int) -> Period | None:
    """Return the part of this week, month or year: ``مطلع العام``. A weekend follows the tense beside it."""
    try:
        if unit in ("dweek", "myweek"):
            whole = periods.week(ctx.anchor, ctx.conventions.week_start)
            direction = ctx.conventions.direction or direction_beside(ctx.tokens, start, end - 1)
            weekend_ahead = part in ("end", "late") and whole.last - ONE_DAY > ctx.anchor
            if weekend_ahead and direction != "future" and not ctx.conventions.halves:
                whole = periods.week(ctx.anchor - 7 * ONE_DAY, ctx.conventions.week_start)
        elif end < len(ctx.tokens.classes) and ctx.tokens.word(end) in OTHER_YEARS:
            return None  # مطلع العام الدراسي
        elif unit == "dyear" and start and _of_school(ctx.tokens.word(start - 1), part):
            return None
        else:
            whole = unit_period(ctx, UNIT_CLASSES[unit], "this")
    except (ValueError, OverflowError):
        return None
    return part_of(ctx, whole, part)
