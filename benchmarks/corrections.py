"""What the tree of places and corrections to the entities cost a faceted search, on the embedded engine.

    python benchmarks/corrections.py INDEX [--queries N]

Asks an index for the page's faceted search (10 hits, every facet, exact total) with two-word queries from its titles,
with no corrections, then with 10, 100 and 1,000: half of them merges of ids that its articles mention, half blocks,
drawn at random, and once with merges of the most frequent ids alone. Prints milliseconds of processor time, and how
many values the tree adds to an article.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

from page import queries

from search.engine import EngineSearch
from search.engines import open_engine
from search.entities import EntitiesFile, Gazetteer
from search.entities.changes import Change, ChangeError, new_change
from search.entities.corrections import Corrections
from search.query.clauses import Everything
from search.request import SearchRequest
from search.service import SearchService


def frequent(service: SearchService) -> dict[str, list[str]]:
    """The ids that articles mention, the most frequent first, by facet."""
    found: dict[str, list[str]] = {}
    for facet in ("place", "actor"):
        asked = EngineSearch(Everything(), {}, "newest", 0, term_facets=(facet,), facet_size=20_000, ids_only=True)
        found[facet] = [value for value, _ in service.engine.search(asked).terms[facet]]
    return found


def corrections(ids: dict[str, list[str]], count: int, draw: random.Random, *, top: bool) -> list[Change]:
    """So many changes that go together."""
    changes: list[Change] = []
    while len(changes) < count:
        some = ids[draw.choice(["place", "actor"])]
        one, other = draw.sample(some[:60] if top else some, 2)
        if top or draw.random() < 0.5:
            change = new_change("merge", "benchmark", "to measure", entity=one, into=other)
        else:
            change = new_change("block", "benchmark", "to measure", entity=one)
        try:
            Corrections([*changes, change])
        except ChangeError:
            continue
        changes.append(change)
    return changes


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index")
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    engine = open_engine(options.index)
    service = SearchService(engine)
    draw = random.Random(1)
    asked = queries(options.index, options.queries)
    gazetteer = Gazetteer.load()
    mentioned = added = articles = 0
    for article, _ in islice(engine.articles(), 5_000):
        ids = {place.id for place in article.places}
        mentioned += len(ids)
        added += len({above for one in ids for above in gazetteer.containing(one)} - ids)
        articles += 1
    print(f"places an article: {mentioned / articles:.1f} mentioned, {added / articles:.1f} added by the tree")
    ids_by_facet = frequent(service)
    print(f"\n| corrections | mean ms | p95 ms | first search after the change, ms |\n|{'---|' * 4}")
    with tempfile.TemporaryDirectory() as folder:
        for count, top in ((0, False), (10, False), (100, False), (1000, False), (20, True)):
            file = EntitiesFile(Path(folder) / f"{count}-{top}.jsonl")
            made = corrections(ids_by_facet, count, draw, top=top)
            file.append(lambda _, made=made: made)  # type: ignore[misc]
            corrected = SearchService(engine, entities=file)
            start = time.process_time()
            corrected.search(SearchRequest("الموصل"))
            first = (time.process_time() - start) * 1000
            times = []
            for query in asked:
                start = time.process_time()
                corrected.search(SearchRequest(query, facet_size=9, place_size=40))
                times.append((time.process_time() - start) * 1000)
            times = times[len(times) // 10 :]  # what is read once and kept is not what a search costs
            name = f"{count} merges of frequent ids" if top else f"{count:,}"
            p95 = statistics.quantiles(times, n=20)[-1]
            print(f"| {name} | {statistics.mean(times):.1f} | {p95:.1f} | {first:.0f} |")


if __name__ == "__main__":
    main()
