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
_COMPACT: Final = re.compile(r"\d{8}")
_WEEKDAY: Final = re.compile(
    r"(?:يوم\s+)?(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s*[،,]?\s+",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NO_DAY: Final = re.compile(
    r"(?<!\d)\d{1,2}([-/.])(?:1[3-9]|[2-9]\d)\1\d{4}(?!\d)"
    r"|(?<!\d)\d{4}([-/.])(?:1[3-9]|[2-9]\d)\2\d{1,2}(?!\d)"
    r"|(?<![\d:])(?:2[4-9]|[3-9]\d):\d\d"
)
"""A thirteenth month or a twenty-fourth hour: who writes ``10/24/2016`` means 10/11/2016 as no Arabic paper does."""
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
    (``الاثنين 24 تشرين الأول/أكتوبر 2016 10:30``), the form of RSS and e-mail (RFC 5322), or words in which one day is
    named, also of the Hijri calendar (``23 محرم 1438هـ الموافق 24 أكتوبر 2016م``); digits of any script.

    Raises:
        TimeError: it is none of these, or outside `YEARS`.

    """
    plain = text.translate(_DIGITS).strip()
    found = None
    if len(plain) <= _LONGEST:
        found = _in_numbers(plain) or _named_month(plain) or _of_feeds(plain)
        if found is None or found.year not in YEARS:
            found = _in_words(plain) or found
    if found is None:
        raise TimeError(
            f"{text!r} is not a date with its day, month and year: write 2016-10-24 or 2016-10-24T09:00:00+03:00"
        )
    if found.year not in YEARS:
        raise TimeError(f"{text!r} is not between {YEARS.start} and {YEARS.stop - 1}")
    return found


def _in_numbers(plain: str) -> dt.date | None:
    if _COMPACT.fullmatch(plain):
        return _iso(f"{plain[:4]}-{plain[4:6]}-{plain[6:]}")
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


def _in_words(plain: str) -> dt.date | None:
    """The one day that a text names with its year, read as in an article."""
    if not _YEAR.search(plain) or _NO_DAY.search(plain):
        return None
    from indexer.extract.dates import find_dates  # noqa: PLC0415 - few archives need it, and every command would wait

    found = {(date.first, date.last) for date in find_dates(plain, None) if date.precision == "day"}
    [first, last] = found.pop() if len(found) == 1 else (None, None)
    return first if first == last else None
