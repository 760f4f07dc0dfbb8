"""What the date extractor returns, and the conventions by which it settles what Arabic leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

Precision = Literal["day", "week", "month", "season", "quarter", "year", "range"]
Direction = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """One date expression of a text with the days it names.

    ``start`` and ``end`` are code points of the original text and take whole words, attached particles included;
    ``text`` is the expression as written without them (``وأمس`` gives ``أمس``). ``first`` and ``last`` are the first
    and the last day, both included. ``doubt`` is the number of days by which either end may be off: 1 for a Hijri
    date, whose months differ by a day between countries.
    """

    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    precision: Precision
    doubt: int = 0


@dataclass(frozen=True, slots=True)
class Conventions:
    """Choices that differ between publishers and between annotated sets; the defaults are Fihris's own.

    - ``week_start``: the weekday a week begins on, Monday = 0; Sunday as in the Arab press.
    - ``direction``: read every bare weekday and month one way instead of by the tense of the verb beside it.
    - ``ago_to_the_day``: ``قبل عامين`` is the same day two years before, not the year.
    - ``halves``: ``مطلع``, ``أواخر`` and ``نهاية`` of a period are its first and second half, not its first days, last
      ten days and last day.
    - ``spoken``: a bare number after ``في`` or ``إلى`` is a day of the month and ``4.22`` a day, as in words said to an
      assistant; in news such numbers count things.
    - ``month_first``: ``08/12`` is the twelfth of August.
    """

    week_start: int = 6
    direction: Direction | None = None
    ago_to_the_day: bool = False
    halves: bool = False
    spoken: bool = False
    month_first: bool = False


NEWS = Conventions()
