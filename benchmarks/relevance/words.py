"""Word pairs that should meet in search: misspellings with what was meant, and broken plurals with their singulars.

    python -m benchmarks.relevance.words [--apart]

Two words meet where they share a term of the norm or the family tier: a query of one finds the other. The sets
were taken from lexicons and text versions by rule; what is wrong in them was weeded by hand, pair by pair, before
counting: ``plurals_weeded.tsv`` and ``misspellings_weeded.tsv`` keep each pair with its reason. Both counts are shown.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.relevance.light10 import light10
from benchmarks.relevance.sets import DATA
from search.analysis import default_analyzer

Pair = tuple[str, str]

_HERE: Final = Path(__file__).parent


class PairSet(NamedTuple):
    """A set of pairs: its file, the columns of the two words, and the file of what was weeded."""

    name: str
    first: str
    second: str
    weeded: str
    goal: float


SETS: Final = (
    PairSet("misspellings_dev", "misspelled", "correct", "misspellings_weeded.tsv", 0.98),
    PairSet("plurals_dev", "singular", "plural", "plurals_weeded.tsv", 0.85),
)


def _rows(path: Path, first: str, second: str) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row[first], row[second]) for row in csv.DictReader(lines, delimiter="\t")]


def pairs(of: PairSet) -> list[Pair]:
    """All pairs of a set."""
    return _rows(DATA / "words" / f"{of.name}.tsv", of.first, of.second)


def weeded(of: PairSet) -> set[Pair]:
    """The pairs that are wrong."""
    return set(_rows(_HERE / of.weeded, of.first, of.second))


def meet(pair: Pair) -> bool:
    """Whether a query of either word finds the other."""
    first, second = (default_analyzer().terms(word) for word in pair)
    return first.norm == second.norm or first.family == second.family


def meet_light(pair: Pair) -> bool:
    """The same by light10 stems."""
    first, second = map(light10, pair)
    return bool(first) and first == second


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true", help="print the right pairs that do not meet")
    options = parser.parse_args()
    print(f"{'':18}{'pairs':>7}{'meet':>8}{'light10':>9}{'goal':>7}")
    for of in SETS:
        every = pairs(of)
        wrong = weeded(of)
        for name, kept in ((of.name, every), ("  weeded", [pair for pair in every if pair not in wrong])):
            share = sum(map(meet, kept)) / len(kept)
            light = sum(map(meet_light, kept)) / len(kept)
            print(f"{name:18}{len(kept):7}{share:8.1%}{light:9.1%}{of.goal:7.0%}")
        if options.apart:
            print(" ".join("/".join(pair) for pair in every if pair not in wrong and not meet(pair)))


if __name__ == "__main__":
    main()
