"""Properties of the analysis that hold for every text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import TIERS, clitic_splits, default_analyzer, fold, fold_with_offsets, words
from search.analysis.folding import fold_all

# Arabic letters, marks, digits and invisible characters are met far too seldom in text drawn from all of Unicode.
ARABIC_TEXT = st.text(
    st.sampled_from(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئٱیک"
        "\u064b\u064c\u064e\u0651\u0652\u0653\u0654\u0655\u0670\u0640"  # harakat, hamza marks, small alef, tatweel
        "\u200b\u200c\u200f\u202b\ufeff"  # invisible characters
        "\ufefb\ufdf2\ufdfa\ufe8b\ufe7d"  # presentation forms
        "٠١٢0123٬٫.,،؛ -_\n«»abÉß²"
    )
)
ANY_TEXT = st.one_of(ARABIC_TEXT, st.text())


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_folding_with_offsets_is_folding(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset < len(text) for offset in offsets[:-1])


@given(ANY_TEXT)
def test_words_slice_back_and_do_not_overlap(text: str) -> None:
    end = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert end <= word.start < word.end
        end = word.end


@given(ANY_TEXT)
def test_tokens_slice_to_a_text_that_folds_to_their_norm_term(text: str) -> None:
    for token in default_analyzer().tokens(text):
        written = text[token.start : token.end]
        if token.tier == "norm":
            assert fold(written) == token.term
        assert token.term
        assert not re.search(r"\s", token.term)


@given(ANY_TEXT)
def test_terms_and_tokens_agree(text: str) -> None:
    analyzer = default_analyzer()
    terms = analyzer.terms(text)
    tokens = analyzer.tokens(text)
    assert len(terms.exact) == len(terms.norm) == len(terms.family) == len(words(text))
    for tier in TIERS:
        assert getattr(terms, tier) == [token.term for token in tokens if token.tier == tier]
    assert [token.position for token in tokens] == [position for position in range(len(terms.norm)) for _ in TIERS]


@given(st.lists(ANY_TEXT))
def test_texts_together_have_the_terms_that_they_have_alone(texts: list[str]) -> None:
    analyzer = default_analyzer()
    long = "وقال الوزير: «إن المؤتمر» " * 20  # so that arrays are used
    assert analyzer.terms_of([*texts, long, *texts]) == [analyzer.terms(text) for text in [*texts, long, *texts]]


@given(ANY_TEXT)
def test_words_fold_together_as_alone(text: str) -> None:
    every = [word.text for word in words(text)]
    assert fold_all(every) == [fold(word) for word in every]


@given(ANY_TEXT)
def test_equal_norm_terms_have_equal_families(text: str) -> None:
    terms = default_analyzer().terms(f"{text} {fold(text)}")
    families: dict[str, str] = {}
    for norm, family in zip(terms.norm, terms.family, strict=True):
        assert families.setdefault(norm, family) == family


@given(ARABIC_TEXT)
def test_clitic_splits_join_back_to_the_word(text: str) -> None:
    for word in words(text):
        splits = clitic_splits(word.text)
        assert splits[-1] == (0, fold(word.text))
        for length, rest in splits:
            assert fold(word.text[length:]) in {rest, rest.removeprefix("ال")}
