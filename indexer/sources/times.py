"""The publication time of a record, in the forms that news archives write it in."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Final

from search.analysis import fold
from search.document import parse_published
from search.query.months import in_numbers

YEARS: Final = range(1800, 2201)
"""Years that a news article can be of."""

_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", "\u200e\u200f\u061c\u202a\u202b\u202c")
"""Arabic and Persian digits; the marks of direction that editors put beside numbers are left out."""
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)", re.DOTALL)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)(.*)", re.DOTALL)
_WEEKDAY: Final = re.compile(
    r"(?:يوم\s+)?(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة)\s*[،,]?\s+"
)
_CLOCK: Final = re.compile(
    r"[\s،,\-–|]*(?:الساعة\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(ص|م|صباحا|صباحاً|مساء|مساءً|am|pm)?\Z", re.IGNORECASE
)
_AFTER_NOON: Final = frozenset({"م", "مساء", "مساءً", "pm"})
_NOON: Final = 12
_LONGEST: Final = 80
"""Characters; the longest form has two month names, a weekday and a clock time."""


class TimeError(ValueError):
    """Why a text is no publication time."""


def parse_time(text: str) -> dt.date:
    """A day or time of publication, a `datetime.datetime` where the text gives a time.

    ISO 8601, ``2016/10/24``, the day first as Arabic papers write (``24/10/2016``), months by name
    (``الاثنين 24 تشرين الأول/أكتوبر 2016 10:30``), or the form of RSS and e-mail (RFC 5322); digits of any script.

    Raises:
        TimeError: it is none of these, or outside `YEARS`.

    """
    plain = text.translate(_DIGITS).strip()
    found = None
    if len(plain) <= _LONGEST:
        found = _in_numbers(plain) or _named_month(plain) or _of_feeds(plain)
    if found is None:
        raise TimeError(f"{text!r} is not a date: write 2016-10-24 or 2016-10-24T09:00:00+03:00")
    if found.year not in YEARS:
        raise TimeError(f"{text!r} is not between {YEARS.start} and {YEARS.stop - 1}")
    return found


def _in_numbers(plain: str) -> dt.date | None:
    if match := _YEAR_FIRST.fullmatch(plain):
        year, _, month, day, rest = match.groups()
    elif match := _DAY_FIRST.fullmatch(plain):
        day, _, month, year, rest = match.groups()
    else:
        return _iso(plain)
    iso = f"{year}-{month:0>2}-{day:0>2}"
    return _iso(iso + rest) or _with_clock(iso, rest)


def _iso(plain: str) -> dt.date | None:
    try:
        return parse_published(plain)
    except ValueError:
        return None


def _with_clock(iso: str, rest: str) -> dt.date | None:
    """A day and the clock time behind it, on a clock of twelve or twenty-four hours: ``10:30 م``."""
    if not rest.strip():
        return _iso(iso)
    match = _CLOCK.match(rest)
    if match is None:
        return None
    hour, half = int(match[1]), (match[4] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half in _AFTER_NOON else 0)
    return _iso(f"{iso} {hour:02}:{match[2]}:{match[3] or '00'}")


def _named_month(plain: str) -> dt.date | None:
    """A day whose month is named, a weekday before it or a clock time behind it left out of the reading."""
    plain = plain[match.end() :] if (match := _WEEKDAY.match(plain)) else plain
    clock = _CLOCK.search(plain)
    ahead, rest = (plain[: clock.start()], clock[0]) if clock else (plain, "")
    iso = in_numbers(fold(ahead))
    return None if iso is None else _with_clock(iso, rest)


def _of_feeds(plain: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(plain)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
