"""The fields that a query may name, in Arabic and English, and how a period of days is typed after a date field."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

from search import calendar
from search.analysis import fold
from search.query.months import in_numbers, names_month
from search.query.syntax import Scope
from search.request import DateFacet

DateField = Literal["before", "after", "date", "mentioned"]

FIELD_NAMES: Final[dict[str, Scope]] = {
    "title": "title",
    "عنوان": "title",
    "العنوان": "title",
    "place": "place",
    "مكان": "place",
    "المكان": "place",
    "actor": "actor",
    "جهة": "actor",
    "الجهة": "actor",
    "source": "source",
    "مصدر": "source",
    "المصدر": "source",
    "section": "section",
    "قسم": "section",
    "القسم": "section",
}
"""Fields that hold words or names, as users write them."""

DATE_FIELD_NAMES: Final[dict[str, DateField]] = {
    "before": "before",
    "قبل": "before",
    "after": "after",
    "بعد": "after",
    "date": "date",
    "تاريخ": "date",
    "التاريخ": "date",
    "mentioned": "mentioned",
    "ذكر": "mentioned",
    "مذكور": "mentioned",
}
"""Fields that hold days: of publication, and ``mentioned`` the days named in the text."""

SENTENCE_NAMES: Final = ("sentence", "جملة", "الجملة")
"""Before a colon or after the ``~`` of a phrase: its words must stand in one sentence."""

_SENTENCES: Final = frozenset(map(fold, SENTENCE_NAMES))
_SCOPES: Final = {fold(name): scope for name, scope in FIELD_NAMES.items()}
_DATES: Final = {fold(name): field for name, field in DATE_FIELD_NAMES.items()}
_RANGE: Final = re.compile(r"\.{2,}|…")
_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_YEAR_FIRST: Final = re.compile(r"\d{4}(?:[-/.]\d{1,2}){0,2}")
_COMPARED: Final = re.compile(r"[<>]=?")

Days = tuple[dt.date | None, dt.date | None]
"""First and last day, both included; None is open."""


def scope_named(name: str) -> Scope | None:
    """The scope of a field name as typed, in any spelling that folds to it."""
    return _SCOPES.get(fold(name))


def names_sentence(name: str) -> bool:
    """Tell whether a name as typed asks for one sentence."""
    return fold(name) in _SENTENCES


def date_field_named(name: str) -> DateField | None:
    """The date field of a name as typed."""
    return _DATES.get(fold(name))


def facet_of(field: DateField) -> DateFacet:
    """Which days of an article a date field looks at."""
    return "mentioned" if field == "mentioned" else "published"


def days(field: DateField, typed: str) -> Days | None:
    """The days that ``typed`` stands for after ``field``; None where it is no period, or leaves no day.

    A period is a year, month or day, year first (``2016-10-24``) or day first (``24/10/2016``), its month perhaps by
    name (``أكتوبر 2016``), two of them with ``..`` between, of which one may be missing, or one behind ``>``, ``>=``,
    ``<``, ``<=``. ``before`` and ``after``
    leave out the whole period: after 2016-10 is from the first of November on.
    """
    text = fold(typed).strip()
    if field in ("date", "mentioned") and (compared := _COMPARED.match(text)):
        return _compared(compared[0], _period(text[compared.end() :]))
    low, cut, high = text, "", ""
    if found := _RANGE.search(text):
        low, cut, high = text[: found.start()], found[0], text[found.end() :]
    ends = [_period(part) for part in (low, high) if part]
    if not ends or None in ends:
        return None
    known = [end for end in ends if end is not None]
    first, last = min(end[0] for end in known), max(end[1] for end in known)
    if field == "before":
        return None if cut or first == dt.date.min else (None, first - dt.timedelta(days=1))
    if field == "after":
        return None if cut or last == dt.date.max else (last + dt.timedelta(days=1), None)
    if cut and not (low and high):
        return (first, None) if low else (None, last)
    return first, last


def _compared(sign: str, bounds: tuple[dt.date, dt.date] | None) -> Days | None:
    """The days that a sign and a period stand for: ``>2016-10`` is from the first of November on."""
    if bounds is None:
        return None
    first, last = bounds
    match sign:
        case ">=":
            return first, None
        case "<=":
            return None, last
        case ">":
            return None if last == dt.date.max else (last + dt.timedelta(days=1), None)
    return None if first == dt.date.min else (None, first - dt.timedelta(days=1))


def _period(text: str) -> tuple[dt.date, dt.date] | None:
    text = text.strip()
    if names_month(text):
        text = in_numbers(text) or ""
    if turned := _DAY_FIRST.fullmatch(text):
        text = "-".join(part for part in (turned[3], turned[2], turned[1]) if part)
    if not _YEAR_FIRST.fullmatch(text):
        return None
    try:
        return calendar.period(text.replace(".", "-"))
    except ValueError:
        return None
