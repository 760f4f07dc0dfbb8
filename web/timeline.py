"""A date facet as a bar chart: which bars, where they stand and what they lead to.

Time runs as the page is read, from right to left: the oldest bar stands at the right edge. All horizontal measures are
per cent of the chart's width, so that the SVG needs no scripts and no styles to fit any width; heights are pixels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from search import calendar
from search.request import DayRange
from search.results import DateBar
from web.wording import Wording

Unit = Literal["year", "month", "day"]

HEIGHT: Final = 96
"""Pixels of the tallest bar."""
_GAP: Final = 0.18
"""Part of each step that stays empty between two bars."""
_MOST_MONTHS: Final = 72
"""A longer time is drawn in years."""
_MOST_TICKS: Final = 7
_FEWEST: Final = 3
"""Bars are drawn no wider than if there were so many."""
_LONGEST: Final = 400
"""Bars in one chart: without a limit, one article dated in the year 1 would draw twenty thousand."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``x`` is its left edge."""

    first: dt.date
    last: dt.date
    count: int
    selected: bool
    x: float
    width: float
    height: float
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the chart, centred on ``x``."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart; ``most`` is the count of its tallest bar."""

    unit: Unit
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    dimmed: bool
    """Whether some bars are selected, so that the others step back."""


def years_of(bars: Iterable[DateBar]) -> list[DateBar]:
    """Bars of months or days added up to years: right only where an article has one date, as for ``published``."""
    counts: dict[int, int] = {}
    for bar in bars:
        counts[bar.first.year] = counts.get(bar.first.year, 0) + bar.count
    return [
        DateBar(dt.date(year, 1, 1), dt.date(year, 12, 31), count, selected=False)
        for year, count in sorted(counts.items())
    ]


def overview(bars: Sequence[DateBar]) -> tuple[Unit, list[DateBar]]:
    """The bars for the whole time: months, or years where there would be too many."""
    if not bars:
        return "month", []
    span = calendar.month_number(bars[-1].first) - calendar.month_number(bars[0].first) + 1
    return ("year", years_of(bars)) if span > _MOST_MONTHS else ("month", list(bars))


def timeline(
    unit: Unit,
    bars: Sequence[DateBar],
    chosen: DayRange,
    href: Callable[[DayRange], str],
    wording: Wording,
    within: tuple[dt.date, dt.date] | None = None,
) -> Timeline | None:
    """Lay out a chart of bars of one unit, with the gaps between them; None where there is nothing to draw.

    The chart reaches from the first bar to the last, or over the days ``within``. ``href`` makes the link that selects
    a range of days; the bar that is the selection leads to no selection.
    """
    if not bars:
        return None
    slots = _slots(unit, *(within or (bars[0].first, bars[-1].first)))
    counts = {(bar.first, bar.last): bar.count for bar in bars}
    most = max(counts.values())
    step = 100 / max(len(slots), _FEWEST)
    drawn: list[Bar] = []
    for place, (first, last) in enumerate(slots):
        days = DayRange(first, last)
        count = counts.get((first, last), 0)
        drawn.append(
            Bar(
                first,
                last,
                count,
                bool(chosen) and _overlap(chosen, first, last),
                x=round(100 - (place + 1) * step + step * _GAP / 2, 3),
                width=round(step * (1 - _GAP), 3),
                height=round(max(HEIGHT * count / most, 2), 1) if count else 0,
                label=wording.days(first, last),
                href=href(DayRange() if chosen == days else days),
            )
        )
    return Timeline(unit, tuple(drawn), _ticks(unit, drawn, wording), most, bool(chosen))


def _overlap(chosen: DayRange, first: dt.date, last: dt.date) -> bool:
    return (chosen.first is None or chosen.first <= last) and (chosen.last is None or first <= chosen.last)


def _slots(unit: Unit, low: dt.date, high: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Every year, month or day between two days, without gaps; only the last ones of very many."""
    if unit == "year":
        years = range(max(low.year, high.year - _LONGEST + 1), high.year + 1)
        return [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in years]
    if unit == "month":
        return [calendar.month_days(month) for month in calendar.months(low, high)[-_LONGEST:]]
    days = range(max(low.toordinal(), high.toordinal() - _LONGEST + 1), high.toordinal() + 1)
    return [(dt.date.fromordinal(day),) * 2 for day in days]


def _ticks(unit: Unit, bars: Sequence[Bar], wording: Wording) -> tuple[Tick, ...]:
    if unit == "month" and len(bars) > 18:  # noqa: PLR2004 - more than a year and a half: years say enough
        marked = [bar for bar in bars if bar.first.month == 1] or [bars[0]]
        labels = [wording.year(bar.first.year) for bar in marked]
    else:
        marked = list(bars)
        labels = [_short(unit, bar, wording, first=bar is bars[0]) for bar in bars]
    every = -(-len(marked) // _MOST_TICKS)
    return tuple(
        Tick(round(bar.x + bar.width / 2, 3), label)
        for bar, label in list(zip(marked, labels, strict=True))[:: every or 1]
    )


def _short(unit: Unit, bar: Bar, wording: Wording, *, first: bool) -> str:
    if unit == "year":
        return wording.year(bar.first.year)
    if unit == "month":
        year = f" {wording.year(bar.first.year)}" if first or bar.first.month == 1 else ""
        return wording.short_month(bar.first) + year
    return wording.figures(str(bar.first.day))
