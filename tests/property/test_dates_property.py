"""What the date extractor promises for every text: no errors, spans that slice back, whatever the digits or marks."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.dates import Conventions, DateExpression, find_dates, tense
from indexer.extract.dates.grammar import RULES
from indexer.extract.dates.lexicon import PHRASES_BY_FIRST, WORDS

ANCHORS = st.none() | st.dates()
# Words of the lexicon, examples of the rules, numbers and signs: texts that are dense with almost-dates.
PIECES = st.one_of(
    st.sampled_from(sorted(WORDS)),
    st.sampled_from(sorted(PHRASES_BY_FIRST)),
    st.sampled_from([rule.example for rule in RULES]),
    st.sampled_from(sorted(set().union(*(words for words in vars(tense).values() if isinstance(words, frozenset))))),
    st.integers(0, 2500).map(str),
    st.sampled_from(
        ["من", "إلى", "بين", "في", "و", "/", "-", "(", ")", "،", ".", "\n", "هـ", "قال", "سيجتمع", "2016-10-24", "٪"]
    ),
    st.text(max_size=4),
)
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=8).map("".join) | st.text()
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def days(found: list[DateExpression]) -> list[tuple[dt.date, dt.date, str, int]]:
    return [(date.first, date.last, date.precision, date.doubt) for date in found]


@settings(max_examples=600, deadline=None)
@given(TEXTS, ANCHORS)
def test_spans_slice_back_in_order_without_overlap(text: str, anchor: dt.date | None):
    end = 0
    for date in find_dates(text, anchor):
        assert end <= date.start < date.end <= len(text)
        written = text[date.start : date.end]
        assert written == written.strip()
        assert written.endswith(date.text.removeprefix("ا"))
        assert date.first <= date.last
        assert date.doubt >= 0
        assert (date.first == date.last) or date.precision != "day"
        end = date.end


@settings(max_examples=300, deadline=None)
@given(TEXTS, ANCHORS)
def test_other_conventions_never_raise(text: str, anchor: dt.date | None):
    other = Conventions(0, "past", ago_to_the_day=True, halves=True, spoken=True, month_first=True)
    for date in find_dates(text, anchor, other):
        assert date.first <= date.last


@settings(max_examples=300, deadline=None)
@given(TEXTS, ANCHORS)
def test_digits_of_three_scripts_read_the_same(text: str, anchor: dt.date | None):
    western = find_dates(text, anchor)
    for digits in (EASTERN, PERSIAN):
        other = find_dates(text.translate(digits), anchor)
        assert days(other) == days(western)
        assert [(date.start, date.end) for date in other] == [(date.start, date.end) for date in western]


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES.filter(str.isalnum), max_size=12), ANCHORS, st.data())
def test_tatweel_and_diacritics_do_not_matter(words: list[str], anchor: dt.date | None, data: st.DataObject):
    plain = " ".join(words)
    marked = ""
    for char in plain:
        marked += char
        if "\u0621" <= char <= "\u064a":
            marked += data.draw(st.sampled_from(["", "", "\u0640", "\u064e", "\u0651\u064f"]))
    found = find_dates(marked, anchor)
    assert days(found) == days(find_dates(plain, anchor))
    for date in found:
        assert date.end == len(marked) or not ("\u064b" <= marked[date.end] <= "\u0652")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_found_without_an_anchor_needs_none(text: str):
    alone = {(date.start, date.end, date.first, date.last) for date in find_dates(text, None)}
    near = find_dates(text, dt.date(2016, 10, 24))
    # With an anchor a longer reading may take its place, but no date disappears.
    for start, end, _, _ in alone:
        assert any(date.start < end and start < date.end for date in near)
