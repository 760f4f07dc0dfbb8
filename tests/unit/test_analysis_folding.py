"""Folding: every rule with its example, and the offsets back into the original."""

from __future__ import annotations

import re

import pytest

from search.analysis import fold, fold_with_offsets, written
from search.analysis.folding import NUMBER_RULES, SEAT_RULES, ContextRule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أرز", "ارز"),
        ("إدارة", "ادارة"),
        ("آسيا", "اسيا"),
        ("\u0671لموصل", "الموصل"),  # alef wasla
        ("مصطفى", "مصطفي"),
        ("\u06a9تاب", "كتاب"),  # Persian kaf
        ("ا\u06ccران", "ايران"),  # Persian yeh
        ("مدرسة", "مدرسه"),
        ("مؤتمر", "موتمر"),
        ("عائشة", "عايشه"),
        ("مسئول", "مسؤول"),
        ("المُوصِل", "الموصل"),
        ("الـمـوصل", "الموصل"),
        ("هٰذا", "هذا"),
        ("\u200fداعش\u200e", "داعش"),  # RLM and LRM
        ("می\u200cروم", "ميروم"),  # ZWNJ
        ("\ufefb", "لا"),  # lam-alef as one glyph
        ("\ufdf2", "الله"),  # Allah as one glyph
        ("\ufee3\ufeef\ufeb4", "ميس"),  # contextual glyphs
        ("مسي\u0654ول", "مسئول"),  # hamza as a mark
        ("٢٠١٥", "2015"),
        ("۲۰۱۵", "2015"),  # Persian digits
        ("١٬٥٠٠", "1500"),
        ("٣٫٥", "3.5"),
        ("1,500,000", "1500000"),
        ("É", "e"),
        ("BBC", "bbc"),
    ],
)
def test_variants_fold_to_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("x²", "x2"), ("شيء", "شي"), ("علي", "على "), ("سماء", "سما"), ("ماء", "ما"), ("1,5", "15"), ("3.5", "35")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("rule", [*SEAT_RULES, *NUMBER_RULES], ids=lambda rule: rule.example)
def test_every_context_rule_does_what_its_example_says(rule: ContextRule) -> None:
    for example in rule.example.split(", "):
        before, after = example.split(" = ")
        assert re.search(rule.pattern, before)
        assert fold(before) == fold(after)


def test_offsets_lead_back_to_the_original() -> None:
    text = "\u200fوبالـمُوصِل\u200f"
    folded, offsets = fold_with_offsets(text)
    assert folded == "وبالموصل"
    assert len(offsets) == len(folded) + 1
    assert text[offsets[0] : offsets[1]] == "و"
    assert offsets[-1] == len(text)
    assert fold(text[offsets[4] : offsets[8]]) == "موصل"


def test_written_keeps_what_a_reader_distinguishes() -> None:
    assert written("عليّ") == "علي"
    assert written("على") != written("علي")
    assert written("الـمُوصل\u200f") == "الموصل"
    assert written("مسي\u0654ول") == "مسئول"


@pytest.mark.parametrize("word", ["فئة", "الفئة", "وفئة", "للفئات", "فئتين", "بفئاتها"])
def test_the_hamza_of_one_word_stays_for_another_word_would_be_left(word: str) -> None:
    assert "فء" in fold(word)
    assert fold("فيه") == "فيه"


def test_every_character_folds_and_folding_again_changes_nothing() -> None:
    text = " ".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert fold(fold(text)) == fold(text)
