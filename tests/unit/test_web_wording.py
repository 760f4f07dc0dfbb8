"""Arabic wording: counts with their nouns, months with both names, ranges in the fewest words, digits of both kinds."""

from __future__ import annotations

import datetime as dt

import pytest

from web.wording import ARTICLE, RESULT, Noun, Wording

LATN, ARAB = Wording(), Wording("arab")


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, RESULT, "لا نتائج"),
        (1, ARTICLE, "مقال واحد"),
        (2, ARTICLE, "مقالان"),
        (3, ARTICLE, "3 مقالات"),
        (10, ARTICLE, "10 مقالات"),
        (11, ARTICLE, "11 مقالا"),
        (99, ARTICLE, "99 مقالا"),
        (100, ARTICLE, "100 مقال"),
        (101, ARTICLE, "101 مقال"),
        (103, ARTICLE, "103 مقالات"),
        (35879, ARTICLE, "35,879 مقالا"),
        (1000, RESULT, "1,000 نتيجة"),
    ],
)
def test_counts(count: int, noun: Noun, words: str) -> None:
    assert LATN.counted(count, noun) == words


def test_digits_as_the_reader_prefers() -> None:
    assert ARAB.counted(35879, ARTICLE) == "٣٥٬٨٧٩ مقالا"
    assert ARAB.year(2016) == "٢٠١٦"
    assert ARAB.day(dt.date(2016, 10, 24)) == "٢٤ أكتوبر/تشرين الأول ٢٠١٦"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-10-24", "2016-10-24", "24 أكتوبر/تشرين الأول 2016"),
        ("2016-02-01", "2016-02-29", "فبراير/شباط 2016"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2014-01-01", "2016-12-31", "2014 إلى 2016"),
        ("2014-06-01", "2014-08-31", "يونيو/حزيران 2014 إلى أغسطس/آب 2014"),
        ("2014-06-02", "2014-06-08", "2 يونيو/حزيران 2014 إلى 8 يونيو/حزيران 2014"),
        ("2014-06-02", None, "منذ 2 يونيو/حزيران 2014"),
        (None, "2014-06-02", "حتى 2 يونيو/حزيران 2014"),
        (None, None, ""),
        ("9999-12-01", "9999-12-31", "ديسمبر/كانون الأول 9999"),
    ],
)
def test_ranges_of_days(first: str | None, last: str | None, words: str) -> None:
    low = dt.date.fromisoformat(first) if first else None
    high = dt.date.fromisoformat(last) if last else None
    assert LATN.days(low, high) == words


def test_a_time_is_worded_as_the_source_gave_it() -> None:
    assert LATN.moment(dt.datetime(2016, 10, 24, 9, 5, tzinfo=dt.UTC)) == "24 أكتوبر/تشرين الأول 2016، 09:05"
    assert LATN.moment(dt.date(2016, 5, 1)) == "1 مايو/أيار 2016"


def test_a_doubtful_date_says_so() -> None:
    day = dt.date(2016, 5, 1)
    assert LATN.resolved(day, day, 1) == "1 مايو/أيار 2016 (±1)"
