"""Golden pairs of words: those that must meet in a tier, and those that must not.

Each row of the tables is: one word, the other, the tier, the reason, separated by tabs.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from search.analysis import TIERS, default_analyzer

_HERE = Path(__file__).parent
Pair = tuple[str, str, str, str]


def _pairs(name: str) -> list[Pair]:
    rows = [line.split("\t") for line in (_HERE / name).read_text(encoding="utf-8").splitlines()]
    return [(one, other, tier, reason) for one, other, tier, reason in rows]


MUST_MATCH = _pairs("analysis_must_match.tsv")
MUST_NOT_MATCH = _pairs("analysis_must_not_match.tsv")


def _terms(word: str, tier: str) -> list[str]:
    return list(getattr(default_analyzer().terms(word), tier))


@pytest.mark.parametrize(("one", "other", "tier", "reason"), MUST_MATCH)
def test_words_that_must_match(one: str, other: str, tier: str, reason: str) -> None:
    assert _terms(one, tier) == _terms(other, tier), reason


@pytest.mark.parametrize(("one", "other", "tier", "reason"), MUST_NOT_MATCH)
def test_words_that_must_not_match(one: str, other: str, tier: str, reason: str) -> None:
    assert _terms(one, tier) != _terms(other, tier), reason


def test_words_that_differ_in_a_tier_differ_in_every_finer_one() -> None:
    for one, other, tier, _ in MUST_NOT_MATCH:
        for finer in TIERS[: TIERS.index("norm" if tier == "family" else "exact") + 1]:
            assert _terms(one, finer) != _terms(other, finer)


@pytest.mark.parametrize("pairs", [MUST_MATCH, MUST_NOT_MATCH], ids=["must match", "must not match"])
def test_the_tables_are_large_and_hold_no_pair_twice(pairs: list[Pair]) -> None:
    assert len(pairs) >= 200
    assert len({frozenset(pair[:2]) | {pair[2]} for pair in pairs}) == len(pairs)
    assert all(reason and tier in TIERS for _, _, tier, reason in pairs)
