"""What a page of results costs in processor time, part by part, in one process.

    python -m benchmarks.page_parts INDEX [--queries N]

Two-word queries made from titles (as in benchmarks/page.py) are searched, shown, filled into the templates and
compressed; each part is measured on its own over all queries, after a first round of it. Prints milliseconds of
processor time a query and, where Linux tells, millions of instructions, which other work on the machine does not
change; of completing all but the last letter of a query too.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

import orjson

from benchmarks.instructions import Instructions
from benchmarks.page import queries
from search.answer import search_answer
from search.engines import open_engine
from search.explain import word_forms
from search.query.parse import parse
from search.service import SearchService
from search.settings import Settings
from web import params
from web.compression import compressed
from web.search_view import page_request, search_view
from web.site import Site


def measured(part: Callable[[str], object], asked: Sequence[str], instructions: Instructions) -> str:
    """Processor time of a part in milliseconds, averaged over the queries, and millions of instructions."""
    for query in asked:
        part(query)
    begun = time.process_time()
    counts = []
    for query in asked:
        before = instructions.count()
        part(query)
        counts.append((instructions.count() - before) / 1e6)
    cuts = statistics.quantiles(counts, n=20)
    taken = (time.process_time() - begun) / len(asked) * 1000
    return f"{taken:.2f} | {statistics.mean(counts):.1f} | {cuts[9]:.1f} | {cuts[18]:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    service = SearchService(open_engine(options.index))
    service.warm()
    site = Site.over(Settings(index=options.index), service)
    asked = queries(options.index, options.queries)
    requests = {query: params.read([("q", query)], site.defaults) for query in asked}
    results = {query: service.search(page_request(requests[query], ())) for query in asked}
    template = site.templates.get_template("search.html")
    views = {query: search_view(site, requests[query], results[query], (), home=False) for query in asked}
    pages = {query: template.render(site=site, page=views[query]).encode() for query in asked}
    words = service._suggester.families_at_hand()  # noqa: SLF001 - a part of a search that has no name of its own
    parts: dict[str, Callable[[str], object]] = {
        "search with every facet": lambda query: service.search(page_request(requests[query], ())),
        "of it the forms of each word": lambda query: word_forms(parse(query).root, words),
        "what the page shows, its links": lambda query: search_view(
            site, requests[query], results[query], (), home=False
        ),
        "templates": lambda query: template.render(site=site, page=views[query]),
        "compression": lambda query: compressed(pages[query]),
        "JSON of the API": lambda query: orjson.dumps(search_answer(results[query])),
        "completing all but the last letter": lambda query: service.suggest(query[:-1]),
    }
    print("| part | ms | million instructions | p50 | p95 |")
    print("|---|---|---|---|---|")
    instructions = Instructions()
    for name, part in parts.items():
        print(f"| {name} | {measured(part, asked, instructions)} |")


if __name__ == "__main__":
    main()
