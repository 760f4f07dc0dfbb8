"""What holds for every text: nothing is raised, offsets are true, mentions do not overlap, marks do not matter."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Extraction, extract
from search.analysis import fold
from search.entities.names import name_key

DAY = dt.date(2016, 10, 24)
PIECES = [
    "وبالموصل", "للعراق", "الولايات المتحدة", "للأمم المتحدة", "داعش", "تنظيم الدولة الإسلامية", "قال", "في",
    "أبو بكر البغدادي", "وزير الدفاع الأميركي آشتون كارتر", "كارتر", "وزير الدفاع الفرنسي", "محافظ كركوك",
    "مدينة", "صور", "عمان", "الأحد", "عبد", "الجيش العراقي", "جامعة الملك سعود", "غرفة أبها", "شركة «ريكاردو»",
    "لـ«عكاظ»", "أبو", "آل", "بن", "لل", "المملكة", "24 أكتوبر", ".", "،", ":", "\n", "-", "(", "«", "»", "ـ", "ل",
    "و", "\u200f", "AT&T", "1437",
]  # fmt: skip
ARTICLES = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
TEXTS = st.one_of(
    ARTICLES, st.text(max_size=200), st.text(alphabet="ابتلوكفيمنهةىأإآء \u064b\u0640\u200f.-:«»\n", max_size=120)
)
#: Sentences whose names stand still whatever marks are put on them.
SENTENCES = [
    "وصل الوفد إلى بغداد ثم توجه إلى البصرة والموصل.",
    "أعلنت الأمم المتحدة مساعدة للعراق وسوريا.",
    "قال باراك أوباما إن تنظيم الدولة الإسلامية يخسر.",
    "رفضت الحكومة العراقية طلب الجيش التركي.",
]
MARKS = "\u064e\u064f\u0650\u0652\u0640"


def check(title: str, body: str, found: Extraction) -> None:
    fields = {"title": title, "body": body}
    for kind in (found.places, found.actors):
        for mention in kind:
            written = fields[mention.field][mention.start : mention.end]
            assert written
            assert name_key(mention.name)
            bare = fold(mention.name)
            assert fold(written).endswith(bare.removeprefix("ال"))
        for one, other in pairwise(kind):
            assert one.field != other.field or one.end <= other.start
        assert [mention.field for mention in kind] == sorted((mention.field for mention in kind), reverse=True)
    for place in found.places:
        for actor in found.actors:
            assert place.field != actor.field or place.end <= actor.start or actor.end <= place.start


@given(title=TEXTS, body=TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_offset_is_true(title: str, body: str):
    found = extract(title, body, DAY, "sa")
    check(title, body, found)
    assert extract(title, body, DAY, "sa") == found


@given(st.sampled_from(SENTENCES), st.data())
@settings(max_examples=60, deadline=None)
def test_marks_and_tatweel_change_nothing_that_is_found(sentence: str, data: st.DataObject):
    marked = ""
    for i, letter in enumerate(sentence):
        marked += letter
        inside = letter.isalpha() and i + 1 < len(sentence) and sentence[i + 1].isalpha()
        if inside and data.draw(st.booleans()):
            marked += data.draw(st.sampled_from(MARKS))
    plain, dressed = extract("", sentence, DAY), extract("", marked, DAY)
    assert [place.id for place in dressed.places] == [place.id for place in plain.places]
    assert [actor.id for actor in dressed.actors] == [actor.id for actor in plain.actors]
    check("", marked, dressed)


@given(ARTICLES)
@settings(max_examples=60, deadline=None)
def test_without_a_day_only_what_needs_none_is_found(body: str):
    dated, undated = extract("", body, DAY), extract("", body, None)
    assert [place.id for place in undated.places] == [place.id for place in dated.places]
    assert len(undated.dates) <= len(dated.dates)
