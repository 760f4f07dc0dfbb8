"""The interface of the date extractor: offsets, anchors, overlaps and conventions."""

import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from indexer.extract.dates import Conventions, find_dates

MONDAY = dt.date(2016, 10, 24)


def only(text: str, anchor: dt.date | None = MONDAY):
    found = find_dates(text, anchor)
    assert len(found) == 1, found
    return found[0]


def test_attached_particle_belongs_to_the_span_and_not_to_the_text():
    text = "التقيا أول أمس وأمس"
    before, yesterday = find_dates(text, MONDAY)
    assert (text[before.start : before.end], before.first) == ("أول أمس", dt.date(2016, 10, 22))
    assert text[yesterday.start : yesterday.end] == "وأمس"
    assert yesterday.text == "أمس"


def test_article_swallowed_by_a_particle_comes_back_in_the_text():
    text = "تأجل للأسبوع المقبل"
    found = only(text)
    assert found.text == "الأسبوع المقبل"
    assert text[found.start : found.end] == "للأسبوع المقبل"


def test_particle_before_a_number_belongs_to_its_word():
    text = "بين عامي 2014 و2018 ثم و2020"
    last = find_dates(text, MONDAY)[-1]
    assert text[last.start : last.end] == "و2020"
    assert last.text == "2020"


def test_without_an_anchor_only_what_stands_by_itself_is_found():
    found = find_dates("أمس والأحد الماضي وفي 15 أيار 2015 وقبل عامين وفي 3 مايو", None)
    assert [date.text for date in found] == ["15 أيار 2015"]


def test_time_of_publication_counts_as_its_day():
    assert only("وصل أمس", dt.datetime(2016, 10, 24, 23, 30, tzinfo=dt.UTC)).first == dt.date(2016, 10, 23)


def test_expression_is_frozen():
    with pytest.raises(FrozenInstanceError):
        only("أمس").doubt = 3  # type: ignore[misc]  # the assignment is what must fail


def test_marks_and_tatweel_inside_words_are_covered_by_the_span():
    text = "وصل أَمْسِ، وغداً يغـــادر"
    first, second = find_dates(text, MONDAY)
    assert text[first.start : first.end] == "أَمْسِ"
    assert text[second.start : second.end] == "وغداً"


def test_direction_convention_overrides_the_verb():
    assert find_dates("يجتمع الثلاثاء", MONDAY)[0].first == dt.date(2016, 10, 25)
    assert find_dates("يجتمع الثلاثاء", MONDAY, Conventions(direction="past"))[0].first == dt.date(2016, 10, 18)


def test_week_start_convention():
    week = find_dates("الأسبوع المقبل", MONDAY, Conventions(week_start=0))[0]
    assert (week.first, week.last) == (dt.date(2016, 10, 31), dt.date(2016, 11, 6))


def test_ago_to_the_day_convention():
    assert find_dates("قبل عامين", MONDAY, Conventions(ago_to_the_day=True))[0].first == dt.date(2014, 10, 24)


def test_a_date_that_no_calendar_holds_is_none():
    assert find_dates("في 31 فبراير 2015 و45/13/2015", MONDAY)[0].precision == "month"
    assert find_dates("قبل 99999 عاما", MONDAY) == []


@pytest.mark.parametrize("text", ["  جلسة الخميس", "\n\nجلسة الجمعة", "جلسة الأحد"])
def test_a_meeting_that_begins_a_text_has_no_word_before_it(text: str) -> None:
    assert find_dates(text, dt.date(2016, 10, 24))
