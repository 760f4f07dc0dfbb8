"""The analyzer: three tiers side by side."""

from __future__ import annotations

import pytest

from search.analysis import Analyzer, clitic_splits, default_analyzer
from search.analysis.cut import words_at_once
from search.analysis.word_table import WordTable

ANALYZER = default_analyzer()
ANALYZER_UPPER = Analyzer(str.upper)


def test_tokens_carry_tier_offsets_and_position() -> None:
    tokens = ANALYZER.tokens("في «المُوصِل»")
    assert [(t.tier, t.term, t.start, t.end, t.position) for t in tokens[3:]] == [
        ("exact", "الموصل", 4, 12, 1),
        ("norm", "الموصل", 4, 12, 1),
        ("family", "موصل", 4, 12, 1),
    ]


def test_tokens_of_chosen_tiers() -> None:
    assert [t.tier for t in ANALYZER.tokens("إلى الموصل", tiers=("norm",))] == ["norm", "norm"]


def test_terms_agree_with_tokens() -> None:
    text = "وبالموصل، قُتل الـ20... (1,500)_F16"
    terms = ANALYZER.terms(text)
    for tier in ("exact", "norm", "family"):
        assert getattr(terms, tier) == [t.term for t in ANALYZER.tokens(text, tiers=(tier,))]


@pytest.mark.parametrize("word", ["الموصل", "المُوصِل", "وبالموصل", "بالموصل", "للموصل"])
def test_one_place_one_family(word: str) -> None:
    assert ANALYZER.word_terms(word)[2] == ANALYZER.word_terms("الموصل")[2]


def test_clitic_splits_count_original_characters() -> None:
    assert clitic_splits("وبالمُوصِل") == [(4, "موصل"), (2, "الموصل"), (1, "بالموصل"), (0, "وبالموصل")]
    assert (2, "الموصل") in clitic_splits("للموصل")
    assert clitic_splits("و") == [(0, "و")]


def test_a_line_without_spaces_is_analysed_like_any_other() -> None:
    line = "/".join(["الموصل"] * 50)
    assert ANALYZER.terms(line).family == ["موصل"] * 50
    assert ANALYZER.terms("").norm == []


def test_what_is_learnt_is_what_would_be_worked_out() -> None:
    taught, asked = Analyzer(str.upper), Analyzer(str.upper)
    texts = ["وزير", "موصل،", "abc", "مسؤول"]
    taught.learn([asked.word_terms(text.strip("،")) for text in texts])
    taught.learn([("وزير", "x", "y"), ("e-mail", "x", "y")])  # known already; not one word of letters
    for text in [*texts, "e-mail"]:
        assert taught.terms(text) == asked.terms(text)


@pytest.mark.parametrize("token", ["«الموصل»،", "(الموصل).", "“الموصل”", "الموصل...", "-الموصل-"])
def test_punctuation_around_a_word_changes_nothing(token: str) -> None:
    assert default_analyzer().token_terms(token) == default_analyzer().token_terms("الموصل")


def test_punctuation_alone_has_no_terms() -> None:
    assert default_analyzer().token_terms("،...") == ()


def test_many_long_texts_together_have_the_terms_that_they_have_alone() -> None:
    words = [f"{first}{second}{ending}" for first in "ابتثجحخ" for second in "مسؤولون" for ending in ("", "َ،", "12")]
    texts = [
        " ".join(words[at:] * (1 + at)) for at in range(0, len(words), 7)
    ]  # the last is longer than is read at once
    analyzer = Analyzer(str.upper)
    for _ in ("met for the first time", "known"):
        assert analyzer.terms_of(texts) == [ANALYZER_UPPER.terms(text) for text in texts]


def test_letters_of_five_digits_are_told_apart_in_texts_read_together() -> None:
    gothic = [f"{chr(0x10330)}{chr(code)}" for code in range(0x10330, 0x1034A)]
    text = " ".join(["الموصل"] * 60 + gothic)
    assert ANALYZER.terms_of([text, text])[1].exact[60:] == gothic


@pytest.mark.parametrize("doublings", [4, 5, 6, 7, 9, 11, 12])
def test_words_that_share_a_hash_whatever_the_base_are_told_apart(doublings: int) -> None:
    word, other = "ب", "ت"
    for _ in range(doublings):  # Thue-Morse words
        word, other = word + other, other + word
    text = " ".join(["الموصل"] * 60)
    for table in (Analyzer(str.upper), Analyzer(str.upper)):
        assert table.terms_of([text, word])[1].norm == [word]
        assert table.terms_of([text, other, word, text])[1:3] == [table.terms(other), table.terms(word)]


def test_a_full_table_forgets_its_words() -> None:
    table = WordTable(lambda words: [(word, word.upper()) for word in words], 2, 600)
    for part in range(4):
        text = " ".join(f"w{part}x{number}" for number in range(500))
        read = words_at_once(text)
        assert read is not None
        for _ in range(2):
            assert table.terms(text, *read)[:, 1].tolist() == text.upper().split()
        assert len(table) <= 1000
