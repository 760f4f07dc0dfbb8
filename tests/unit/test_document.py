"""Articles as they are stored and sorted."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.document import decode_article, encode_article, index_document, sort_keys
from search.errors import IndexDamaged
from search.schema import FIELDS, GAP, LONGEST_SENTENCE, SCHEMA, SENTENCE_GAP, TIERS
from tests.corpus import TEN, article, document, random_articles

EARLIEST, LATEST = dt.datetime(1800, 1, 2), dt.datetime(2200, 12, 30)  # noqa: DTZ001 - sources give times without zones
TIMES = st.one_of(
    st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31)),
    st.datetimes(EARLIEST, LATEST),
    st.datetimes(EARLIEST, LATEST, timezones=st.just(dt.timezone(dt.timedelta(hours=3)))),
)


@pytest.mark.parametrize("one", [*TEN, *random_articles(20, seed=1)], ids=lambda one: one.id)
def test_articles_survive_storing(one: object) -> None:
    assert decode_article(encode_article(one)) == one  # type: ignore[arg-type]


@pytest.mark.parametrize("stored", [b"", b"{}", b"[]", b'{"id": "x", "published": "yesterday"}', b"\xff"])
def test_damage_is_named(stored: bytes) -> None:
    with pytest.raises(IndexDamaged, match="reindex"):
        decode_article(stored)


def seconds(published: dt.date) -> dt.datetime:
    time = published if isinstance(published, dt.datetime) else dt.datetime.combine(published, dt.time.min)
    return (time if time.tzinfo else time.replace(tzinfo=dt.UTC)).replace(microsecond=0)


@given(TIMES, TIMES)
def test_sort_keys_follow_time(a: dt.date, b: dt.date) -> None:
    for key in (0, 1):
        first, second = sort_keys("a", a)[key], sort_keys("b", b)[key]
        if seconds(a) != seconds(b):
            assert (first < second) == (seconds(a) < seconds(b))
        else:
            assert first != second, "equal times are told apart by id"
        assert 0 < first < 2**62


@given(TIMES)
def test_undated_articles_come_last(published: dt.date) -> None:
    newest, oldest = sort_keys("a", published)
    undated_newest, undated_oldest = sort_keys("b", None)
    assert undated_newest < newest
    assert undated_oldest > oldest


def test_every_field_of_the_schema_is_filled() -> None:
    made = index_document(TEN[0], "d")
    filled = {"id", "digest", "article", *made.texts, *made.keywords, *made.numbers}
    assert filled == {field.name for field in SCHEMA}
    for kind, values in (("text", made.texts), ("keyword", made.keywords), ("number", made.numbers)):
        assert {FIELDS[name].type for name in values} == {kind}
    for values in (*made.keywords.items(), *made.numbers.items()):
        assert FIELDS[values[0]].multi or len(values[1]) <= 1


def test_the_tiers_of_a_text_stand_side_by_side() -> None:
    made = index_document(TEN[1], "d")
    words = {tier: [term for term in made.texts[f"text_{tier}"].split() if term != GAP] for tier in TIERS}
    assert len({len(terms) for terms in words.values()}) == 1


def test_sentences_are_wide_apart() -> None:
    one = document(article("a", "قمر بحر. نهر", "باب")).texts["text_family"].split()
    assert [term for term in one if term != GAP] == ["باب", "قمر", "بحر", "نهر"]
    assert one.count(GAP) == 2 * SENTENCE_GAP
    long = document(article("a", "قمر " * (LONGEST_SENTENCE + 1))).texts["text_family"].split()
    assert long.count(GAP) == SENTENCE_GAP, "a title without words is no sentence"


def test_each_skeleton_of_a_text_stands_once() -> None:
    for times in (1, 100):  # few letters are read word by word, many at once
        made = document(article("a", "حضور وزير حضارة. " * times, "وزير"))
        assert made.texts["text_skeleton"] == "وزير حضر"


def test_names_have_a_gap_between_them() -> None:
    names = index_document(TEN[4], "d").texts["place_name"]
    assert names.split() == ["عمان", GAP, "سوريا", GAP, "العراق"]
