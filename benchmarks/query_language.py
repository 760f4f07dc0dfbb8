"""Measure the query language on an index: what beginnings find, and how long everything takes.

    python -m benchmarks.query_language INDEX leads      how often letters before a beginning are particles
    python -m benchmarks.query_language INDEX speed      milliseconds of each kind of query, ids alone
    python -m benchmarks.query_language INDEX suggest    milliseconds and what is suggested while a title is typed
    python -m benchmarks.query_language INDEX correct    mistyped words that are corrected to what they were
    python -m benchmarks.query_language INDEX names      articles that the other names of a name add

INDEX is the directory of an embedded index.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from search.analysis import default_analyzer, fold, words
from search.engines import open_engine
from search.entities import Gazetteer
from search.insight import Insight
from search.query.names import understand
from search.query.parse import parse
from search.query.stop_words import is_stop_word
from search.request import SearchRequest
from search.service import SearchService

_LEADS = {
    "article": ("ال", "وال", "فال", "بال", "وبال", "كال", "لل", "ولل"),
    "و": ("و",),
    "ب": ("ب",),
    "ل": ("ل",),
    "ف": ("ف",),
    "ك": ("ك",),
    "stacks": ("وب", "ول", "وك", "فب", "فل"),
}
_QUERIES = (
    "الموصل",
    "وزير الدفاع",
    '"وزير الدفاع"',
    '"وزير الدفاع"~5',
    "موصل*",
    "بغد*",
    "وزير*",
    "ال*",
    "نتنياهو~1",
    "نتنياهو~2",
    "الحكومة~",
    "تاريخ:2016",
    "وزير ذكر:2015",
    "داعش",
    "وزير -الدفاع (بغداد أو القاهرة)",
)
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def _family(norm: str) -> str:
    return default_analyzer().word_terms(norm)[2]


def _median(action: Callable[[], object], times: int = 7) -> float:
    """Milliseconds, the median of several runs after a first."""
    action()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def leads(service: SearchService) -> None:
    """For beginnings of frequent words: the share of occurrences behind each lead whose family is that of the rest."""
    assert isinstance(service.engine, Insight)
    counts = dict(service.engine.terms("text_norm"))
    draw = random.Random(1)
    bare = [norm for norm, count in counts.items() if count >= 20 and norm.isalpha() and _family(norm) == norm]
    print(f"{'letters':>8}", *(f"{name:>9}" for name in _LEADS))
    for length in (2, 3, 4, 5):
        pool = [norm for norm in bare if len(norm) >= length]
        chosen = {one[:length] for one in draw.choices(pool, [counts[one] ** 0.5 for one in pool], k=400)}
        cells = []
        for group in _LEADS.values():
            seen: Counter[bool] = Counter()
            for norm, count in counts.items():
                for lead in group:
                    if norm.startswith(lead) and norm[len(lead) : len(lead) + length] in chosen:
                        rest = norm[len(lead) :]
                        rests = {rest, "ال" + rest} if lead.endswith(("ال", "لل")) else {rest}
                        seen[_family(norm) in {_family(one) for one in rests}] += count
            cells.append(f"{seen[True] / max(1, seen.total()):9.2f}")
        print(f"{length:>8}", *cells)


def speed(service: SearchService) -> None:
    """Every kind of query, without facets, highlights and articles."""
    print("articles   ms  query")
    for query in _QUERIES:
        request = SearchRequest(query)
        total = service.ids(request).total
        print(f"{total:8} {_median(lambda request=request: service.ids(request)):6.1f}  {query}")  # type: ignore[misc]


def _titles(service: SearchService, count: int) -> list[str]:
    titles = [article.title for article, _ in islice(service.engine.articles(), 20_000) if article.title]
    return random.Random(2).sample(titles, min(count, len(titles)))


def suggest(service: SearchService) -> None:
    """Titles typed letter by letter, up to their third word."""
    begin = time.perf_counter()
    service.warm()
    print(f"words read in {time.perf_counter() - begin:.1f} s")
    taken, hits, asked = [], 0, 0
    for title in _titles(service, 200):
        found = words(title)[:3]
        for word in found:
            for end in range(word.start + 2, word.end):
                begin = time.perf_counter()
                given = service.suggest(title[:end])
                taken.append((time.perf_counter() - begin) * 1000)
            asked += 1
            hits += any(fold(one.text).startswith(fold(title[: word.end])) for one in given)
    median, slow = statistics.median(taken), sorted(taken)[len(taken) * 95 // 100]
    print(f"{len(taken)} prefixes: median {median:.1f} ms, 95 % within {slow:.1f} ms")
    print(f"the word is among the suggestions before its last letter: {hits / asked:.0%} of {asked}")


def correct(service: SearchService) -> None:
    """Words of titles with one letter wrong that then stand nowhere."""
    service.warm()
    draw = random.Random(3)
    right = asked = none = 0
    taken = []
    for title in _titles(service, 400):
        typed = [word.text for word in words(title) if len(word.text) > 4 and word.text.isalpha()]
        typed = [word for word in typed if not is_stop_word(word) and word[0] in _LETTERS]
        if not typed:
            continue
        word = draw.choice(typed)
        at = draw.randrange(1, len(word))
        wrong = draw.choice(
            [word[:at] + word[at + 1 :], word[:at] + draw.choice(_LETTERS) + word[at + 1 :], word[: at + 1] + word[at:]]
        )
        if service.ids(SearchRequest(wrong, limit=0)).total:
            continue
        asked += 1
        begin = time.perf_counter()
        found = service.did_you_mean(wrong)
        taken.append((time.perf_counter() - begin) * 1000)
        none += found is None
        right += found is not None and _family(fold(found.query)) == _family(fold(word))
    print(f"{asked} mistyped words: {right / asked:.0%} corrected to the word meant, {none / asked:.0%} left alone")
    print(f"median {statistics.median(taken):.0f} ms")


def names(service: SearchService) -> None:
    """Frequent words that are understood as names, and what that adds."""
    assert isinstance(service.engine, Insight)
    gazetteer = Gazetteer.load()
    frequent = [norm for norm, count in service.engine.terms("text_norm") if count >= 40 and len(norm) > 2]
    rows = []
    for norm in frequent:
        _, understood = understand(parse(norm).root, gazetteer)
        if understood:
            off = service.ids(SearchRequest(norm, limit=0, expand=False)).total
            on = service.ids(SearchRequest(norm, limit=0)).total
            rows.append((on - off, off, norm, understood[0].label))
    rows.sort(reverse=True)
    print(f"{len(frequent)} words in 40 articles or more, {len(rows)} understood as names")
    print("added  articles  word, understood as")
    for added, off, norm, label in rows[:30]:
        print(f"{added:5} {off:9}  {norm}, {label}")


def main(arguments: Sequence[str]) -> None:
    """Run one measurement."""
    parts = {one.__name__: one for one in (leads, speed, suggest, correct, names)}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", metavar="INDEX")
    parser.add_argument("part", choices=parts)
    options = parser.parse_args(arguments)
    parts[options.part](SearchService(open_engine(options.index)))


if __name__ == "__main__":
    main(sys.argv[1:])
