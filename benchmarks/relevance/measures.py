"""Measures of a ranking and the significance of a difference between two systems on the same queries."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

_ROUNDS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Quality:
    """What one ranking, or the mean of many, is worth; every measure from 0 to 1."""

    mrr10: float
    ndcg10: float
    recall100: float


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """One over the rank of the first relevant article, 0 where there is none among the first ``depth``."""
    return next((1 / rank for rank, one in enumerate(ranking[:depth], 1) if one in relevant), 0.0)


def ndcg(ranking: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """Discounted gain of the first ``depth``, as a share of the best possible."""
    if not relevant:
        return 0.0
    gain = sum(1 / math.log2(rank + 1) for rank, one in enumerate(ranking[:depth], 1) if one in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), depth) + 1))
    return gain / best


def recall(ranking: Sequence[str], relevant: Collection[str], depth: int = 100) -> float:
    """Share of the relevant articles among the first ``depth``."""
    return len(set(ranking[:depth]) & set(relevant)) / len(relevant) if relevant else 0.0


def quality(ranking: Sequence[str], relevant: Collection[str]) -> Quality:
    """All measures of one ranking."""
    return Quality(reciprocal_rank(ranking, relevant), ndcg(ranking, relevant), recall(ranking, relevant))


def mean(qualities: Collection[Quality]) -> Quality:
    """The mean of each measure."""
    count = max(len(qualities), 1)
    return Quality(
        sum(one.mrr10 for one in qualities) / count,
        sum(one.ndcg10 for one in qualities) / count,
        sum(one.recall100 for one in qualities) / count,
    )


def significance(first: Sequence[float], second: Sequence[float], rounds: int = _ROUNDS) -> float:
    """Two-sided p of a paired randomisation test: how often chance signs give a difference of means as large.

    The sequences hold one value a query, in the same order.
    """
    differences = [one - other for one, other in zip(first, second, strict=True) if one != other]
    observed = abs(sum(differences))
    if not differences:
        return 1.0
    draw = random.Random(1)
    count = len(differences)
    larger = 0
    for _ in range(rounds):
        signs = draw.getrandbits(count)
        total = sum(value if signs >> place & 1 else -value for place, value in enumerate(differences))
        larger += abs(total) >= observed - 1e-12
    return (larger + 1) / (rounds + 1)
