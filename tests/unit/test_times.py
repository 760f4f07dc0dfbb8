"""Clock times, durations and what recurs: found beside the dates, and never among them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dates import find_dates
from indexer.extract.dates.times import find_times

CASES = [
    ("تبدأ المباراة الساعة 8 مساء.", "الساعة 8 مساء", "time", "T20:00:00"),
    ("وصل في الساعة الثالثة والنصف عصرًا.", "الساعة الثالثة والنصف عصرًا", "time", "T15:30:00"),
    ("عند الساعة الواحدة إلا ربعا ظهرا", "الساعة الواحدة إلا ربعا ظهرا", "time", "T12:45:00"),
    ("الساعة الثانية عشرة ليلا", "الساعة الثانية عشرة ليلا", "time", "T00:00:00"),
    ("الساعة الحادية عشرة صباحا بالتوقيت المحلي", "الساعة الحادية عشرة صباحا", "time", "T11:00:00"),
    ("الساعة ٢٢:١٥", "الساعة ٢٢:١٥", "time", "T22:15:00"),
    ("عند منتصف الليل", "منتصف الليل", "time", "T00:00:00"),
    ("من الساعة 9 صباحا إلى 2 ظهرا", "من الساعة 9 صباحا إلى 2 ظهرا", "time-range", "T09:00:00/T14:00:00"),
    ("هدنة لمدة 72 ساعة", "لمدة 72 ساعة", "duration", "PT72H"),
    ("سجن لمدة ثلاثة أشهر", "لمدة ثلاثة أشهر", "duration", "P3M"),
    ("توقف لمدة أسبوعين", "لمدة أسبوعين", "duration", "P2W"),
    ("على مدى خمسة وعشرين عاما", "على مدى خمسة وعشرين عاما", "duration", "P25Y"),
    ("ينشر يوميا", "يوميا", "repetition", "R/P1D"),
    ("يجتمع كل يوم خميس الساعة 4 مساء", "كل يوم خميس الساعة 4 مساء", "repetition", "R/P1W"),
    ("غادر قبل ساعتين", "قبل ساعتين", "distance", "-PT2H"),
]


@pytest.mark.parametrize(("sentence", "text", "kind", "value"), CASES)
def test_times(sentence: str, text: str, kind: str, value: str):
    (found,) = find_times(sentence)
    assert (found.text, found.kind, found.value) == (text, kind, value)
    assert sentence[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "sentence",
    [
        "بلغ عدد القتلى 20 شخصا صباحا",
        "قبل 3 أيام",  # a date
        "كل الناس",
        "الساعة الأخيرة",
        "الساعة 27:80",
        "لمدة طويلة",
        "في عام 2016 مساء",
        "",
    ],
)
def test_what_is_none(sentence: str):
    assert find_times(sentence) == []


@pytest.mark.parametrize("sentence", [case[0] for case in CASES])
def test_they_enter_no_facet(sentence: str):
    assert find_dates(sentence, dt.date(2016, 10, 24)) == []


@given(st.text(alphabet="الساعة 123:.-مساءصباحاكليوملمدةقبلبعدمنحتىو٣\u064b\n", max_size=60))
def test_any_text_is_fine(text: str):
    last = 0
    for one in find_times(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
