"""Days, months and the calendar tree by which a period of days is searched for overlap.

A date in the text may be a day, a month, a year or any range, and an article may have many. To ask "does one of them
overlap these days?" with nothing but keyword terms, every period is cut into the largest whole nodes of the tree
century → decade → year → month → day that fill it. Two periods overlap exactly where a node of one is a node of the
other, or lies above or below it. So an article carries

- each node of its periods and every node above it, plain: ``2014-06``, ``2014``, ``201``, ``20``;
- each node of its periods again with ``=``: ``=2014-06``.

and a search for a period asks for its nodes plain (the article's node is that node or below it) or for the nodes above
them with ``=`` (the article's node contains it). Example: "صيف 2014" is ``=2014-06 =2014-07 =2014-08``; a search for
the day 2014-06-10 asks for ``2014-06-10``, ``=2014-06``, ``=2014``, ``=201`` and ``=20``, and finds it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EPOCH = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01 (negative before)."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> dt.date:
    """The day of a `day_number`."""
    return dt.date.fromordinal(number + _EPOCH)


def month_number(day: dt.date) -> int:
    """Months since year 0: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=20_000)
def month_days(number: int) -> tuple[dt.date, dt.date]:
    """First and last day of a `month_number`."""
    year, month = divmod(number, 12)
    return dt.date(year, month + 1, 1), dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def months(first: dt.date, last: dt.date) -> range:
    """The month numbers that the days from ``first`` to ``last`` touch."""
    return range(month_number(first), month_number(last) + 1)


def _bounds(node: str) -> tuple[dt.date, dt.date]:
    """First and last day of a tree node, clipped to the days Python knows (years 1 to 9999)."""
    if len(node) == 10:  # noqa: PLR2004 - YYYY-MM-DD
        day = dt.date.fromisoformat(node)
        return day, day
    if len(node) == 7:  # noqa: PLR2004 - YYYY-MM
        return month_days(int(node[:4]) * 12 + int(node[5:]) - 1)
    span = 10 ** (4 - len(node))
    first_year = int(node) * span
    return dt.date(max(first_year, 1), 1, 1), dt.date(first_year + span - 1, 12, 31)


def _children(node: str) -> Iterator[str]:
    if len(node) < 4:  # noqa: PLR2004 - a century or decade: one more digit of the year
        yield from (f"{node}{digit}" for digit in range(10) if f"{node}{digit}" != "0000")
    elif len(node) == 4:  # noqa: PLR2004 - a year
        yield from (f"{node}-{month:02d}" for month in range(1, 13))
    else:
        first, last = _bounds(node)
        yield from (f"{node}-{day:02d}" for day in range(first.day, last.day + 1))


def _cover(node: str, first: dt.date, last: dt.date) -> Iterator[str]:
    low, high = _bounds(node)
    if last < low or high < first:
        return
    if first <= low and high <= last:
        yield node
        return
    for child in _children(node):
        yield from _cover(child, first, last)


@lru_cache(maxsize=100_000)
def nodes(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """The fewest nodes of the calendar tree that make up the days from ``first`` to ``last``, in order."""
    if first == last:
        return (first.isoformat(),)
    centuries = range(first.year // 100, last.year // 100 + 1)
    return tuple(node for century in centuries for node in _cover(f"{century:02d}", first, last))


def above(node: str) -> Iterator[str]:
    """The nodes above a node: ``2014-06-10`` gives ``2014-06``, ``2014``, ``201``, ``20``."""
    if len(node) == 10:  # noqa: PLR2004 - YYYY-MM-DD
        yield node[:7]
    if len(node) >= 7:  # noqa: PLR2004 - YYYY-MM
        yield node[:4]
    if len(node) >= 4:  # noqa: PLR2004 - YYYY
        yield node[:3]
    if len(node) >= 3:  # noqa: PLR2004 - a decade
        yield node[:2]


def indexed_nodes(periods: Iterable[tuple[dt.date, dt.date]]) -> tuple[str, ...]:
    """The terms under which an article with these periods (first and last day each) is indexed, sorted."""
    terms: set[str] = set()
    for first, last in periods:
        for node in nodes(first, last):
            terms.add("=" + node)
            terms.add(node)
            terms.update(above(node))
    return tuple(sorted(terms))


def overlap_nodes(first: dt.date | None, last: dt.date | None) -> tuple[str, ...]:
    """The terms any of which an article must have to overlap the days from ``first`` to ``last``, sorted.

    An open end reaches to the first or last day that Python knows.
    """
    low, high = first or dt.date.min, last or dt.date.max
    if high < low:
        return ()
    terms: set[str] = set()
    for node in nodes(low, high):
        terms.add(node)
        terms.update("=" + upper for upper in above(node))
    return tuple(sorted(terms))


def period(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a day, month or year as typed: ``2016-10-24``, ``2016-10``, ``2016``, in any digits.

    Raises:
        ValueError: it is none of these, or no such day exists.

    """
    plain = text.translate(_DIGITS).strip().replace("/", "-")
    parts = plain.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:  # noqa: PLR2004
        raise ValueError(f"{text!r} is not a day, month or year: write 2016-10-24, 2016-10 or 2016")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:  # noqa: PLR2004 - a day
            day = dt.date(*numbers)
            return day, day
        if len(numbers) == 2:  # noqa: PLR2004 - a month
            first = dt.date(numbers[0], numbers[1], 1)
            return month_days(month_number(first))
        return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a day of the calendar: write 2016-10-24, 2016-10 or 2016") from None
