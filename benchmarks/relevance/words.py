"""Word pairs that should meet in search: misspellings with what was meant, and broken plurals with their singulars.

    python -m benchmarks.relevance.words [--apart]

Two words meet where they share a term of the norm or the family tier, or by a second reading of one: a query of one
finds the other. *At once* leaves second readings out. The sets were
taken from lexicons and text versions by rule, so some pairs are no such thing. Every pair was judged by what
dictionaries say, in alphabetical order and without looking at whether it meets; ``plurals_judged.tsv`` and
``misspellings_judged.tsv`` keep each that is not plainly right, with the reason. A *homograph* is a right pair of which
one word, written without vowels, is nearly always another word: عبرة (lesson), عبر (lessons, but through). Right pairs
are counted with and without them.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple

from benchmarks.relevance.light10 import light10
from benchmarks.relevance.sets import DATA
from search.analysis import TierTerms, default_analyzer
from search.query.readings import second_readings

Pair = tuple[str, str]
Judgement = Literal["right", "homograph", "wrong"]

_HERE: Final = Path(__file__).parent


class PairSet(NamedTuple):
    """A set of pairs: its file, the columns of the two words, and the file of the judgements."""

    name: str
    first: str
    second: str
    judged: str
    goal: float


SETS: Final = (
    PairSet("misspellings_dev", "misspelled", "correct", "misspellings_judged.tsv", 0.98),
    PairSet("plurals_dev", "singular", "plural", "plurals_judged.tsv", 0.85),
)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def pairs(of: PairSet) -> list[Pair]:
    """All pairs of a set."""
    return [(row[of.first], row[of.second]) for row in _rows(DATA / "words" / f"{of.name}.tsv")]


def judgements(of: PairSet) -> dict[Pair, Judgement]:
    """The judgement of every pair that is not plainly right."""
    found: dict[Pair, Judgement] = {}
    for row in _rows(_HERE / of.judged):
        judgement = row["judgement"]
        assert judgement == "homograph" or judgement == "wrong", row  # noqa: PLR1714 - narrows the type
        found[row[of.first], row[of.second]] = judgement
    return found


def meet(pair: Pair, *, seconds: bool = True) -> bool:
    """Whether a query of either word finds the other; ``seconds``: second readings count."""
    first, second = (default_analyzer().terms(word) for word in pair)
    if first.norm == second.norm or first.family == second.family:
        return True
    return seconds and (_finds(first, second) or _finds(second, first))


def _finds(asked: TierTerms, text: TierTerms) -> bool:
    """Whether a query of one word finds another by second readings."""
    if len(asked.norm) != 1 or len(text.norm) != 1:
        return False
    others = second_readings(asked.exact[0], asked.norm[0], asked.family[0])
    return text.family[0] in others.families or text.norm[0] in others.norms or text.exact[0] in others.exacts


def meet_at_once(pair: Pair) -> bool:
    """The same without second readings: one term meets the other."""
    return meet(pair, seconds=False)


def meet_light(pair: Pair) -> bool:
    """The same by light10 stems."""
    first, second = map(light10, pair)
    return bool(first) and first == second


def _row(name: str, kept: Iterable[Pair], goal: str) -> str:
    kept = list(kept)
    share, first, light = (sum(map(met, kept)) / len(kept) for met in (meet, meet_at_once, meet_light))
    return f"{name:26}{len(kept):7}{share:8.1%}{goal:>7}{first:9.1%}{light:9.1%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true", help="print the right pairs that do not meet")
    options = parser.parse_args()
    print(f"{'':26}{'pairs':>7}{'meet':>8}{'goal':>7}{'at once':>9}{'light10':>9}")
    for of in SETS:
        every = pairs(of)
        judged = judgements(of)
        right = [pair for pair in every if judged.get(pair) != "wrong"]
        print(_row(of.name, every, ""))
        print(_row("  right", right, f"{of.goal:.0%}"))
        if len(plain := [pair for pair in right if pair not in judged]) < len(right):
            print(_row("  right, no homograph", plain, ""))
            print(_row("  homographs", [pair for pair in right if pair in judged], ""))
        if options.apart:
            for name in ("right", "homograph"):
                apart = [pair for pair in right if judged.get(pair, "right") == name and not meet(pair)]
                print(f"{name}, apart: " + " ".join("/".join(pair) for pair in apart))


if __name__ == "__main__":
    main()
