"""Measure the Arabic analysis: speed, the lexicon's size, and what its families merge.

    python -m benchmarks.analysis speed       tokens a second, many texts at a time and one by one, cold and warm
    python -m benchmarks.analysis meet        plural pairs, misspellings and newspaper stems that meet
    python -m benchmarks.analysis tiers       what each tier brings: pairs that meet in it, pairs that must not
    python -m benchmarks.analysis sample      500 random pairs of words that the family tier merges, to judge
    python -m benchmarks.analysis precision   the shares judged right in benchmarks/relevance/judgements_*.tsv

The development data is found through the environment variable FIHRIS_DATA, or in ``shared/data`` beside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path

from benchmarks.relevance import words as pair_sets
from search.analysis import Analyzer, Tier, default_analyzer, fold, load_lexicon, words, written

_ROOT = Path(__file__).resolve().parent.parent
_JUDGEMENTS = tuple(
    _ROOT / "benchmarks" / "relevance" / f"judgements_family{number}.tsv"
    for number in ("", "_2", "_3", "_4", "_5", "_6", "_7", "_8", "_9", "_10", "_11", "_12", "_13", "_14")
)
_SECONDS = _ROOT / "benchmarks" / "relevance" / "judgements_second_readings.tsv"
_GOLDEN = _ROOT / "tests" / "golden"
_TOGETHER = 32
_NEWS = ("saudinewsnet.jsonl.gz", "antcorpus.jsonl.gz")


def data_folder() -> Path:
    """Return the folder of the development data; exits with a message where it is absent."""
    folder = Path(os.environ.get("FIHRIS_DATA") or _ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        sys.exit(f"no development data in {folder.name}: set FIHRIS_DATA")
    return folder


def articles() -> Iterator[str]:
    """Yield title and text of every article of the news sets."""
    for name in _NEWS:
        with gzip.open(data_folder() / "news" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield f"{article['title']}\n{article['text']}"


def speed() -> None:
    """Print processor time, so that other programs on the machine do not count."""
    start = time.process_time()
    lexicon = load_lexicon()
    print(f"lexicon loaded in\t{time.process_time() - start:.2f} s")
    packed = resources.files("search.analysis").joinpath("data", "lexicon.tsv.xz").read_bytes()
    print(f"lexicon size\t{len(packed) / 1e6:.2f} MB")
    texts = list(articles())
    chunks = [texts[at : at + _TOGETHER] for at in range(0, len(texts), _TOGETHER)]
    for way, chunked in ((f"{_TOGETHER} texts at a time, as in loading", True), ("text by text", False)):
        analyzer = Analyzer(lexicon.family, lexicon.attested)
        read = analyzer.terms_of if chunked else lambda chunk: map(analyzer.terms, chunk)  # noqa: B023 - called below
        for state in ("cold", "warm"):
            start = time.process_time()
            count = sum(len(terms.norm) for chunk in chunks for terms in read(chunk))
            spent = time.process_time() - start
            print(f"terms, {way}, {state}\t{count:,} tokens\t{spent:.1f} s\t{count / spent:,.0f} tokens/s")
    sample = texts[::20]
    start = time.process_time()
    count = sum(len(analyzer.tokens(text)) // 3 for text in sample)
    spent = time.process_time() - start
    print(f"tokens, with offsets\t{count:,} tokens\t{spent:.1f} s\t{count / spent:,.0f} tokens/s")


def _rows(name: str) -> Iterator[list[str]]:
    lines = (data_folder() / "words" / name).read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        yield line.split("\t")


def meet() -> None:
    """Print how many pairs of each development list meet, and the newspaper stems' agreement with the families."""
    family = _family()
    plurals = [(row[0], row[1]) for row in _rows("plurals_dev.tsv")]
    _report("plural pairs, as listed", plurals, lambda one, other: family(one) == family(other))
    slips = [(row[0], row[1]) for row in _rows("misspellings_dev.tsv")]
    letters = [pair for pair in slips if _letter_slip(*pair)]
    _report("misspellings, as listed", slips, lambda one, other: family(one) == family(other))
    _report("  of hamza, ة, ى, digits or marks", letters, lambda one, other: fold(one) == fold(other))
    lemmas = {row[0]: set(row[3].split(";")) for row in _rows("kabi_stems.tsv") if len(row) > 3}
    roots = {row[0]: set(row[1].split(";")) for row in _rows("kabi_stems.tsv") if len(row) > 3}
    of_lemma: dict[str, list[str]] = defaultdict(list)
    of_family: dict[str, list[str]] = defaultdict(list)
    for word, found in lemmas.items():
        of_family[family(word)].append(word)
        if len(found) == 1:
            of_lemma[min(found)].append(word)
    _report("newspaper words of one lemma", _neighbours(of_lemma), lambda one, other: family(one) == family(other))
    _report("words of one family, same root", _neighbours(of_family), lambda a, b: bool(roots[a] & roots[b]))


def tiers() -> None:
    """Print what share of several lists of pairs meets in each tier, and by light10."""
    golden = {
        name: [
            (row[0], row[1])
            for line in (_GOLDEN / f"analysis_{name}.tsv").read_text(encoding="utf-8").splitlines()
            if (row := line.split("\t"))[2] == "family"
        ]
        for name in ("must_match", "must_not_match")
    }
    lists: dict[str, list[pair_sets.Pair]] = {
        "must match": golden["must_match"],
        "must not": golden["must_not_match"],
        **{
            of.name: [pair for pair in pair_sets.pairs(of) if pair_sets.judgements(of).get(pair) != "wrong"]
            for of in pair_sets.SETS
        },
    }
    print(f"{'':34}" + "".join(f"{name:>18}" for name in lists))
    print(f"{'pairs':34}" + "".join(f"{len(pairs):18}" for pairs in lists.values()))
    for name, met in _WAYS_TO_MEET.items():
        shares = [sum(met(pair) for pair in pairs) / len(pairs) for pairs in lists.values()]
        print(f"{name:34}" + "".join(f"{share:18.1%}" for share in shares))


def _meets(tier: Tier) -> Callable[[pair_sets.Pair], bool]:
    def met(pair: pair_sets.Pair) -> bool:
        one, other = (getattr(default_analyzer().terms(word), tier) for word in pair)
        return bool(one == other)

    return met


_WAYS_TO_MEET: dict[str, Callable[[pair_sets.Pair], bool]] = {
    "exact: as written": _meets("exact"),
    "norm: spelling folded": _meets("norm"),
    "family": pair_sets.meet_at_once,
    "family and second readings": pair_sets.meet,
    "light10": pair_sets.meet_light,
}


def _letter_slip(one: str, other: str) -> bool:
    """Tell a slip of spelling from another word: the list holds synonyms too (فترة, مدة)."""
    bare = str.maketrans("أإآىةؤئ", "ااايهوي", "ء")
    return one.translate(bare) == other.translate(bare)


def _neighbours(groups: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [pair for group in groups.values() for pair in pairwise(group)]


def _report(name: str, pairs: list[tuple[str, str]], met: Callable[[str, str], bool]) -> None:
    count = sum(met(one, other) for one, other in pairs)
    print(f"{name}\t{count} of {len(pairs)}\t{count / len(pairs):.1%}")


def _family() -> Callable[[str], str]:
    lexicon = load_lexicon()
    return lambda word: lexicon.family(fold(word))


def sample(count: int, seed: int, at_least: int) -> None:
    """Print pairs of words of the news that share a family: each word, as most often written, then the family."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in articles():
        for word in words(text):
            if "\u0620" <= word.text[0] <= "\u06d3":
                spellings[fold(word.text)][written(word.text)] += 1
    lexicon = load_lexicon()
    families: dict[str, list[str]] = defaultdict(list)
    for norm in sorted(spellings):
        if sum(spellings[norm].values()) >= at_least:
            families[lexicon.family(norm)].append(norm)
    pool = sorted(norm for members in families.values() if len(members) > 1 for norm in members)
    chance = random.Random(seed)
    seen: set[frozenset[str]] = set()
    while len(seen) < count:
        one = chance.choice(pool)
        other = chance.choice(families[lexicon.family(one)])
        if one == other or frozenset((one, other)) in seen:
            continue
        seen.add(frozenset((one, other)))
        shown = [min(spellings[norm], key=lambda word: (-spellings[norm][word], word)) for norm in (one, other)]
        print(*shown, lexicon.family(one), sep="\t")


def precision() -> None:
    """Print the judged precision of the family tier, and how many judged pairs it still merges."""
    family = _family()
    for file in _JUDGEMENTS:
        rows = _judged(file)
        right = sum(row[2] == "right" for row in rows)
        print(f"{file.stem}: judged right\t{right} of {len(rows)}\t{right / len(rows):.1%}")
        merged = [row for row in rows if family(row[0]) == family(row[1])]
        still = sum(row[2] == "right" for row in merged)
        print(f"  of those merged today\t{still} of {len(merged)}\t{still / len(merged):.1%}")
    seconds = _judged(_SECONDS)
    right = sum(row[3] == "right" for row in seconds)
    print(f"second readings: judged right\t{right} of {len(seconds)}\t{right / len(seconds):.1%}")


def _judged(file: Path) -> list[list[str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measurement", choices=["speed", "meet", "tiers", "sample", "precision"])
    parser.add_argument("--count", type=int, default=500, help="pairs to sample")
    parser.add_argument("--seed", type=int, default=2015, help="seed of the sample")
    parser.add_argument("--at-least", type=int, default=3, help="how often a sampled word stands in the news")
    arguments = parser.parse_args()
    match arguments.measurement:
        case "speed":
            speed()
        case "meet":
            meet()
        case "tiers":
            tiers()
        case "sample":
            sample(arguments.count, arguments.seed, arguments.at_least)
        case "precision":
            precision()


if __name__ == "__main__":
    main()
