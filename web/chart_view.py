"""The charts of publication dates: the whole time, and the months or days of what is selected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from search.request import DayRange, SearchRequest
from search.results import DateBar
from web import params
from web.addresses import Addresses
from web.site import Site
from web.timeline import Timeline, overview, timeline
from web.views import ChartView
from web.wording import Wording


def chart_views(
    site: Site, request: SearchRequest, bars: Sequence[DateBar], addresses: Addresses
) -> tuple[ChartView, ...]:
    """The whole time in months or years; below it the months of a selected year, or the days of a selected month."""
    wording = site.wording
    chosen = request.filters.published

    def href(days: DayRange) -> str:
        return addresses.with_days("published", days)

    unit, whole = overview(bars)
    charts = [_chart("whole", "تاريخ النشر", timeline(unit, whole, chosen, href, wording), wording)]
    first, last = chosen.first, chosen.last
    if first and last and first.year == last.year:
        if first.month == last.month:
            month = params.with_days(request, "published", DayRange())
            days = site.service.search(replace(month, limit=0, facets=("published",), interval="day")).date_facets
            inside = [
                bar
                for facet in days
                for bar in facet.bars
                if (bar.first.year, bar.first.month) == (first.year, first.month)
            ]
            whole_month = first.replace(day=1), _month_end(first)
            detail = timeline("day", inside, _unless_all(chosen, *whole_month), href, wording, within=whole_month)
            charts.append(_chart("detail", f"أيام {wording.month(first)}", detail, wording))
        elif unit == "year":
            inside = [bar for bar in bars if bar.first.year == first.year]
            whole_year = first.replace(month=1, day=1), first.replace(month=12, day=31)
            detail = timeline("month", inside, _unless_all(chosen, *whole_year), href, wording, within=whole_year)
            charts.append(_chart("detail", f"أشهر {wording.year(first.year)}", detail, wording))
    return tuple(chart for chart in charts if chart is not None)


def _month_end(day: dt.date) -> dt.date:
    following = day.replace(day=28) if day.month == 12 else day.replace(month=day.month + 1, day=1)  # noqa: PLR2004
    return day.replace(day=31) if day.month == 12 else following - dt.timedelta(days=1)  # noqa: PLR2004 - December


def _unless_all(chosen: DayRange, first: dt.date, last: dt.date) -> DayRange:
    """The selection as the chart of these days shows it: none where all of them are selected."""
    return DayRange() if chosen == DayRange(first, last) else chosen


def _chart(name: str, title: str, chart: Timeline | None, wording: Wording) -> ChartView | None:
    return None if chart is None else ChartView(name, title, chart, wording.number(chart.most))
