"""The restricted edit distance, against its definition."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.edits import edits

WORDS = st.text("ابت", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("ماء", "ماء", 0),
        ("سوريا", "سويرا", 1),
        ("نتنياهو", "نتانياهو", 1),
        ("اب", "بتا", 3),
        ("كتب", "كاتب", 1),
    ],
)
def test_examples(one: str, other: str, distance: int) -> None:
    assert edits(one, other, 5) == distance


@given(WORDS, WORDS, st.integers(0, 4))
def test_the_definition(one: str, other: str, most: int) -> None:
    @cache
    def distance(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        costs = [distance(a[:-1], b) + 1, distance(a, b[:-1]) + 1, distance(a[:-1], b[:-1]) + (a[-1] != b[-1])]
        if len(a) > 1 and len(b) > 1 and a[-1] == b[-2] and a[-2] == b[-1]:
            costs.append(distance(a[:-2], b[:-2]) + 1)
        return min(costs)

    assert edits(one, other, most) == min(distance(one, other), most + 1)
