"""The chart: time from right to left, gaps kept, very long times in years, the selection stepping forward."""

from __future__ import annotations

import datetime as dt

from search.request import DayRange
from search.results import DateBar
from web.timeline import HEIGHT, overview, timeline
from web.wording import Wording


def month(year: int, number: int, count: int) -> DateBar:
    first = dt.date(year, number, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return DateBar(first, last, count, selected=False)


def href(days: DayRange) -> str:
    return f"{days.first}..{days.last}"


def test_the_oldest_bar_is_the_rightmost_and_empty_months_have_their_place() -> None:
    chart = timeline("month", [month(2016, 1, 4), month(2016, 4, 2)], DayRange(), href, Wording())
    assert chart is not None
    assert [bar.count for bar in chart.bars] == [4, 0, 0, 2]
    assert [bar.x for bar in chart.bars] == sorted((bar.x for bar in chart.bars), reverse=True)
    assert [bar.height for bar in chart.bars] == [HEIGHT, 0, 0, HEIGHT / 2]
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)
    assert chart.bars[0].href == "2016-01-01..2016-01-31"
    assert not chart.dimmed


def test_the_selected_bar_leads_back_to_no_selection() -> None:
    january = DayRange(dt.date(2016, 1, 1), dt.date(2016, 1, 31))
    chart = timeline("month", [month(2016, 1, 4), month(2016, 2, 2)], january, href, Wording())
    assert chart is not None
    assert [bar.selected for bar in chart.bars] == [True, False]
    assert chart.bars[0].href == "None..None"
    assert chart.dimmed


def test_a_long_time_is_drawn_in_years() -> None:
    bars = [month(2000, 1, 1), month(2000, 5, 2), month(2010, 3, 4)]
    unit, whole = overview(bars)
    assert unit == "year"
    assert [(bar.first.year, bar.count) for bar in whole] == [(2000, 3), (2010, 4)]
    assert overview(bars[:2])[0] == "month"


def test_days_of_a_month_are_all_there() -> None:
    day = dt.date(2016, 2, 10)
    bars = [DateBar(day, day, 3, selected=False)]
    chart = timeline("day", bars, DayRange(), href, Wording(), within=(dt.date(2016, 2, 1), dt.date(2016, 2, 29)))
    assert chart is not None
    assert len(chart.bars) == 29
    assert len(chart.ticks) <= 8


def test_nothing_is_drawn_of_nothing() -> None:
    assert overview([]) == ("month", [])
    assert timeline("month", [], DayRange(), href, Wording()) is None


def test_a_stray_ancient_date_does_not_make_an_endless_chart() -> None:
    bars = [month(1, 1, 1), month(9999, 11, 1)]
    unit, whole = overview(bars)
    chart = timeline(unit, whole, DayRange(), href, Wording())
    assert chart is not None
    assert len(chart.bars) == 400
