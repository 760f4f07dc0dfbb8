"""The words of an index in memory: completions, near spellings, families; checked against plain Python."""

from __future__ import annotations

import random

import pytest

from search.analysis import default_analyzer, fold
from search.query.edits import edits
from search.vocabulary import Vocabulary

TERMS = [
    ("الموصل", 27),
    ("بالموصل", 3),
    ("موصل", 2),
    ("موصول", 5),
    ("مدرسة", 9),
    ("مدرسه", 2),
    ("المدرسة", 4),
    ("مدارس", 3),
    ("وزير", 40),
    ("وزارة", 30),
    ("الوزير", 12),
    ("ووزير", 4),
    ("لوزير", 50),
    ("من", 900),
    ("2016", 8),
    ("Reuters", 3),
]


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary(TERMS)


def texts(found: list[object]) -> list[str]:
    return [one.text for one in found]  # type: ignore[attr-defined]


def test_spellings_are_one_word_shown_as_most_write_it(words: Vocabulary) -> None:
    assert words.count(fold("مدرسة")) == 11
    assert words.word(fold("مدرسه")).text == "مدرسة"
    assert words.count("nothing") == 0
    assert words.word("nothing").text == "nothing"
    assert len(words) == len(TERMS) - 1


def test_completion_ignores_the_article_and_leaves_out_attached_particles(words: Vocabulary) -> None:
    assert texts(words.complete("موص", 5)) == ["الموصل", "موصول", "موصل"]
    assert texts(words.complete("الم", 5)) == ["الموصل", "المدرسة"]
    assert texts(words.complete("و", 5)) == ["وزير", "وزارة", "الوزير"]
    assert texts(words.complete("لوز", 5)) == ["لوزير"], "here the word with the particle is the more frequent one"
    assert texts(words.complete("م", 9)) == ["الموصل", "مدرسة", "موصول", "المدرسة", "مدارس", "موصل"]
    assert texts(words.complete("reu", 5)) == ["Reuters"]
    assert texts(words.complete("موصولات", 5)) == []
    assert texts(words.complete("م", 1)) == ["الموصل"]


def test_families_and_beginnings(words: Vocabulary) -> None:
    assert texts(words.family("وزير", 9)) == ["لوزير", "وزير", "الوزير", "ووزير"]
    assert texts(words.beginning(["وزي", "لوزي"], 9)) == ["لوزير", "وزير"]
    assert words.family("nothing", 9) == []
    assert (words.number("وز"), words.number("nothing")) == (2, 0)


def test_long_and_short_beginnings_agree() -> None:
    draw = random.Random(2)
    terms = [("".join(draw.choices("دسرن", k=draw.randrange(1, 8))), draw.randrange(1, 99)) for _ in range(900)]
    words = Vocabulary(terms)
    for prefix in ("د", "دس", "دسر", "دسرن", "ن"):
        short = [one.count for one in words.complete(prefix, 20)]
        assert short == [one.count for one in words.complete(prefix, 60)][:20]
        assert all(one.norm.startswith(prefix) for one in words.complete(prefix, 60))


@pytest.mark.parametrize("most", [1, 2])
def test_near_finds_every_word_at_that_distance(most: int) -> None:
    draw = random.Random(3)
    terms = {"".join(draw.choices("ابترس", k=draw.randrange(1, 8))): draw.randrange(1, 99) for _ in range(700)}
    words = Vocabulary(terms.items())
    for typed in ("ابتر", "سسس", "را", "تارابس"):
        expected = {word for word in terms if word != typed and edits(typed, word, most) <= most}
        found = words.near(typed, most, 10_000)
        assert {one.norm for one in found} == expected
        ranks = [(edits(typed, one.norm, most), -one.count) for one in found]
        assert ranks == sorted(ranks)


def test_nothing_is_in_an_empty_vocabulary() -> None:
    empty = Vocabulary([])
    assert (len(empty), empty.complete("م", 5), empty.near("موصل", 2, 5), empty.family("وزير", 5)) == (0, [], [], [])


def test_the_most_frequent_words_come_with_their_terms(words: Vocabulary) -> None:
    known = list(words.most_frequent(4))
    assert [text for text, _, _ in known] == ["من", "لوزير", "وزير", "وزارة"]
    assert known == [default_analyzer().word_terms(text) for text, _, _ in known]
