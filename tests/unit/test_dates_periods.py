"""Calendar arithmetic of the date extractor."""

import datetime as dt

import pytest

from indexer.extract.dates import periods
from indexer.extract.dates.lexicon import CLASSES
from indexer.extract.dates.tense import direction_beside
from indexer.extract.dates.tokens import Tokens

SUNDAY = 6


def days(period: periods.Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


def test_week_runs_from_sunday_to_saturday():
    assert days(periods.week(dt.date(2016, 10, 24), SUNDAY)) == ("2016-10-23", "2016-10-29")
    assert days(periods.week(dt.date(2016, 10, 23), SUNDAY)) == ("2016-10-23", "2016-10-29")


def test_seasons_are_whole_months_and_winter_crosses_the_year():
    assert days(periods.season(2014, 2)) == ("2014-06-01", "2014-08-31")
    assert days(periods.season(2013, 4)) == ("2013-12-01", "2014-02-28")


def test_shift_keeps_to_the_shorter_month():
    assert periods.shift_months(dt.date(2016, 3, 31), -1) == dt.date(2016, 2, 29)
    assert periods.shift_months(dt.date(2016, 1, 15), -1) == dt.date(2015, 12, 15)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("start", ("2016-09-01", "2016-09-01")),
        ("early", ("2016-09-01", "2016-09-10")),
        ("mid", ("2016-09-15", "2016-09-15")),
        ("middle", ("2016-09-11", "2016-09-20")),
        ("late", ("2016-09-21", "2016-09-30")),
        ("end", ("2016-09-30", "2016-09-30")),
    ],
)
def test_parts_of_a_month(part: str, expected: tuple[str, str]):
    assert days(periods.part_of(periods.month(2016, 9), part)) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("early", ("2016-01-01", "2016-03-31")),
        ("mid", ("2016-06-01", "2016-07-31")),
        ("late", ("2016-10-01", "2016-12-31")),
        ("end", ("2016-12-31", "2016-12-31")),
    ],
)
def test_parts_of_a_year(part: str, expected: tuple[str, str]):
    assert days(periods.part_of(periods.year(2016), part)) == expected


def test_end_of_the_week_is_the_arab_weekend():
    assert days(periods.part_of(periods.week(dt.date(2016, 10, 24), SUNDAY), "end")) == ("2016-10-28", "2016-10-29")


def test_hijri_day_is_in_doubt_by_a_day():
    ramadan = periods.hijri_day(1436, 9, 15)
    assert (ramadan.first, ramadan.doubt) == (dt.date(2015, 7, 2), 1)


def test_hijri_years_outside_the_tables_are_in_doubt_by_two():
    baghdad = periods.hijri_year(656)
    assert (baghdad.first.year, baghdad.doubt) == (1258, 2)
    assert periods.hijri_day(1, 1, 1).first == dt.date(622, 7, 19)


def test_a_30th_that_umm_al_qura_did_not_give_is_the_day_after_its_29th():
    short = next(m for m in range(1, 13) if periods.hijri_month(1436, m).last == periods.hijri_day(1436, m, 29).first)
    assert periods.hijri_day(1436, short, 30).first == periods.hijri_month(1436, short).last + dt.timedelta(days=1)


def test_hijri_year_of_a_day():
    assert periods.hijri_year_of(dt.date(2016, 10, 24)) == 1438
    assert periods.hijri_year_of(dt.date(2016, 1, 1)) == 1437


@pytest.mark.parametrize(("year", "month", "day"), [(1436, 1, 31), (1436, 13, 1), (0, 1, 1), (1, 1, 0)])
def test_no_such_hijri_day(year: int, month: int, day: int):
    with pytest.raises((ValueError, OverflowError)):
        periods.hijri_day(year, month, day)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("دعا الاحد", "past"),
        ("يجتمع الاحد", "future"),
        ("سيجتمع الوزراء الاحد", "future"),
        ("من المقرر ان يجتمع الاحد", "future"),
        ("لم يجتمع الاحد", "past"),
        ("كان يجتمع الاحد", "past"),
        ("قال الجنرال الذي يقود الجيش الاحد", "past"),
        ("ستعيد فتح ابوابها الاحد", "future"),
        ("بعد قتل رجل الاحد", "past"),
        ("استمرار الحر حتي الاحد", "future"),
        ("الاحد سياره", None),
        ("انتهي. الاحد عطله", None),
    ],
)
def test_direction_of_the_verb_beside(sentence: str, expected: str | None):
    tokens = Tokens(sentence)
    position = tokens.classes.index(CLASSES["weekday"])
    assert direction_beside(tokens, position, position) == expected
