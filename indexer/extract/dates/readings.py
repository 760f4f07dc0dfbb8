"""Which function reads which rule of the grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.dates import read_amounts, read_days, read_months, read_named, read_weekdays, read_years

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.dates.context import Context, Match
    from indexer.extract.dates.periods import Period

READERS: Final[dict[str, Callable[[Context, Match], Period | None]]] = {
    "day_of_month": read_days.day_of_month,
    "day_short_year": read_days.day_short_year,
    "listed_day": read_days.listed_day,
    "month_then_day": read_days.month_then_day,
    "day_of_hijri_month": read_days.day_of_hijri_month,
    "numeric_day": read_days.numeric_day,
    "days_to_numeric": read_days.days_to_numeric,
    "day_slash_month": read_days.day_slash_month,
    "libyan_month": read_days.libyan_month,
    "libyan_day": read_days.libyan_day,
    "spoken_day": read_days.spoken_day,
    "spoken_decimal": read_days.spoken_decimal,
    "weekday_number": read_days.weekday_number,
    "day_number": read_days.day_number,
    "day_of_this_month": read_days.day_of_this_month,
    "day_of_named_month": read_days.day_of_named_month,
    "nth_day": read_days.nth_day,
    "days_of_month": read_days.days_of_month,
    "month": read_months.month,
    "month_short_year": read_months.month_short_year,
    "hijri_month": read_months.hijri_month,
    "numeric_month": read_months.numeric_month,
    "spoken_unit": read_months.spoken_unit,
    "half_of_month": read_months.half_of_month,
    "season": read_months.season,
    "this_season": read_months.season,
    "two_seasons": read_months.two_seasons,
    "quarter": read_months.quarter,
    "part_of_year": read_months.part_of_year,
    "two_quarters": read_months.two_quarters,
    "bare_quarter": read_months.bare_quarter,
    "this_quarter": read_months.this_quarter,
    "months_from_to": read_months.months_from_to,
    "day_of_the_paper": read_weekdays.day_of_the_paper,
    "relative_day": read_weekdays.relative_day,
    "weekdays_in_week": read_weekdays.weekdays_in_week,
    "weekdays": read_weekdays.weekdays_in_week,
    "weekday_after_next": read_weekdays.weekday_after_next,
    "tonight": read_weekdays.tonight,
    "this_part_of_day": read_weekdays.this_part_of_day,
    "day_of_other_year": read_weekdays.day_of_other_year,
    "today_marked": read_weekdays.this_part_of_day,
    "weekday": read_weekdays.weekday,
    "night_between": read_weekdays.night_between,
    "night_from_to": read_weekdays.night_from_to,
    "night_of_days": read_days.night_of_days,
    "bare_weekday": read_weekdays.bare_weekday,
    "week_then_weekday": read_weekdays.week_then_weekday,
    "week_of": read_weekdays.week_of,
    "nth_weekday": read_weekdays.nth_weekday,
    "from_now": read_amounts.from_now,
    "ago_from": read_amounts.ago_from,
    "ago": read_amounts.ago,
    "ago_few": read_amounts.ago_few,
    "ahead": read_amounts.ahead,
    "last_units": read_amounts.last_units,
    "last_count": read_amounts.last_count,
    "last_days": read_amounts.last_days,
    "final_units": read_amounts.final_units,
    "two_thousands": read_years.two_thousands,
    "year": read_years.year,
    "year_of_two_digits": read_years.year_of_two_digits,
    "year_of_era": read_years.year_of_era,
    "bare_year": read_years.bare_year,
    "years": read_years.years,
    "new_year": read_years.new_year,
    "the_unit": read_years.the_unit,
    "this_unit": read_years.the_unit,
    "unit_beside": read_years.unit_beside,
    "that_year": read_years.that_year,
    "from_then": read_amounts.from_then,
    "unit_before_last": read_years.unit_before_last,
    "two_units": read_years.two_units,
    "first_days": read_months.first_days,
    "first_months": read_months.first_months,
    "month_of_other_year": read_months.month_of_other_year,
    "unit_after_next": read_years.unit_after_next,
    "decade": read_years.decade,
    "part_of_century": read_years.part_of_century,
    "century": read_years.century,
    "two_centuries": read_years.two_centuries,
    "years_from_to": read_years.years_from_to,
    "short_years": read_years.short_years,
    "first_short_year": read_years.short_year_listed,
    "second_short_year": read_years.short_year_listed,
    "years_in_words": read_years.years_in_words,
    "named": read_named.named,
    "event_day": read_named.event_day,
    "event_month": read_named.event_month,
}


def read(ctx: Context, rule: str, match: Match) -> Period | None:
    """Return the period that a rule's match means, or None where it names no date or needs a missing anchor."""
    ctx.at = match.start()
    try:
        return READERS[rule](ctx, match)
    except (ValueError, OverflowError):
        return None
