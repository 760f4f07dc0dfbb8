"""Compounds written as two words or as one."""

from __future__ import annotations

import pytest

from search.analysis.compounds import may_be_joined, parted
from search.query.parse import parse
from search.query.spellings import respelled
from search.query.syntax import Group, Phrase, Spelled, Word, to_text


@pytest.mark.parametrize("word", ["عبدالله", "لعبدالله", "أبوظبي", "بورسعيد", "نصرالله", "وحضرموت", "بنغازي", "فيسبوك"])
def test_one_word_may_be_two(word: str) -> None:
    found = parted(word)
    assert found is not None
    assert may_be_joined(*found)


@pytest.mark.parametrize("word", ["أبواب", "بنزين", "بنوك", "والدين", "بالله", "عبدة", "وزير", "مجاهدين", "الله", ""])
def test_other_words_are_no_compounds(word: str) -> None:
    assert parted(word) is None


@pytest.mark.parametrize(("first", "second"), [("وزير", "الدفاع"), ("بن", "زين"), ("أبو", "اب"), ("في", "الله"[:2])])
def test_other_pairs_are_not_joined(first: str, second: str) -> None:
    assert not may_be_joined(first, second)


def test_both_ways_are_searched() -> None:
    root = respelled(parse("زيارة عبد الرحمن إلى أبوظبي").root)  # type: ignore[arg-type]
    assert isinstance(root, Group)
    _, name, _, city = root.children
    assert isinstance(name, Spelled)
    assert isinstance(name.child, Group)
    assert isinstance(name.other, Word)
    assert name.other.text == "عبدالرحمن"
    assert isinstance(city, Spelled)
    assert isinstance(city.other, Phrase)
    assert to_text(root) == "زيارة (عبد الرحمن) إلى أبوظبي"
