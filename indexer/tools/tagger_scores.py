"""Precision, recall and F1 of a tagging by names, as CoNLL counts: a name is right if its words and its kind are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KINDS = ("LOC", "PER", "ORG")


@dataclass(frozen=True)
class Score:
    """Counts of right, spurious and missed names, and what follows from them (each 0..1)."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the predicted names that are right."""
        return self.right / max(1, self.right + self.spurious)

    @property
    def recall(self) -> float:
        """Share of the gold names that are found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.spurious + self.missed)


def names(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """(first word, word after the last, kind) of each name; an I- that continues nothing begins a name."""
    found: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            found.add((start, place, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = place, tag[2:]
    return found


def scores(pairs: Iterable[tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]]) -> dict[str, Score]:
    """Score by kind, and of all together under "all", from (gold names, predicted names) of each sentence."""
    right: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for gold, predicted in pairs:
        right.update(kind for *_, kind in gold & predicted)
        spurious.update(kind for *_, kind in predicted - gold)
        missed.update(kind for *_, kind in gold - predicted)
    found = {kind: Score(right[kind], spurious[kind], missed[kind]) for kind in KINDS}
    found["all"] = Score(right.total(), spurious.total(), missed.total())
    return found
