"""The calendar tree and the numbers of days and months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import calendar

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
NEAR_DAYS = st.dates(dt.date(1999, 12, 1), dt.date(2001, 2, 15))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "nodes"),
    [
        ("2014-06-10", "2014-06-10", ("2014-06-10",)),
        ("2014-06-01", "2014-06-30", ("2014-06",)),
        ("2014-06-01", "2014-08-31", ("2014-06", "2014-07", "2014-08")),
        ("2014-01-01", "2014-12-31", ("2014",)),
        ("1980-01-01", "1989-12-31", ("198",)),
        ("1900-01-01", "1999-12-31", ("19",)),
        ("2014-12-31", "2015-01-01", ("2014-12-31", "2015-01-01")),
        ("2012-02-28", "2012-03-01", ("2012-02-28", "2012-02-29", "2012-03-01")),
        ("2016-01-01", "2016-02-01", ("2016-01", "2016-02-01")),
    ],
)
def test_fewest_nodes(first: str, last: str, nodes: tuple[str, ...]) -> None:
    assert calendar.nodes(day(first), day(last)) == nodes


def test_nodes_above() -> None:
    assert list(calendar.above("2014-06-10")) == ["2014-06", "2014", "201", "20"]
    assert list(calendar.above("20")) == []


def overlaps(article: list[tuple[dt.date, dt.date]], first: dt.date | None, last: dt.date | None) -> bool:
    return bool(set(calendar.indexed_nodes(article)) & set(calendar.overlap_nodes(first, last)))


@given(NEAR_DAYS, NEAR_DAYS, NEAR_DAYS, NEAR_DAYS)
def test_overlap_is_exact(a: dt.date, b: dt.date, c: dt.date, d: dt.date) -> None:
    (low, high), (first, last) = sorted([a, b]), sorted([c, d])
    assert overlaps([(low, high)], first, last) == (low <= last and first <= high)


@given(DAYS, DAYS, DAYS)
def test_open_ends(a: dt.date, b: dt.date, bound: dt.date) -> None:
    low, high = sorted([a, b])
    assert overlaps([(low, high)], bound, None) == (high >= bound)
    assert overlaps([(low, high)], None, bound) == (low <= bound)
    assert overlaps([(low, high)], None, None)


def test_two_periods_do_not_join_over_a_gap() -> None:
    article = [(day("2014-01-01"), day("2014-01-31")), (day("2016-01-01"), day("2016-01-31"))]
    assert not overlaps(article, day("2015-01-01"), day("2015-12-31"))


@given(DAYS)
def test_numbers_and_back(one: dt.date) -> None:
    assert calendar.day_of(calendar.day_number(one)) == one
    first, last = calendar.month_days(calendar.month_number(one))
    assert first <= one <= last
    assert first.day == 1
    assert list(calendar.months(first, last)) == [calendar.month_number(one)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016-10-24", "2016-10-24", "2016-10-24"),
        ("2016/10", "2016-10-01", "2016-10-31"),
        ("٢٠١٦", "2016-01-01", "2016-12-31"),
        ("2016-2", "2016-02-01", "2016-02-29"),
    ],
)
def test_periods_as_typed(text: str, first: str, last: str) -> None:
    assert calendar.period(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text", ["", "2016-13", "2016-02-30", "10000", "0", "x", "2016-10-24-1", "-5", "²٠", "1" * 9999]
)
def test_no_periods(text: str) -> None:
    with pytest.raises(ValueError, match="write 2016-10-24"):
        calendar.period(text)
