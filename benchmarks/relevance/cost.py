"""What better ranking costs: index size and query time of ours and of a light10 index of the same engine.

    python -m benchmarks.relevance.cost [--elasticsearch ADDRESS | --node]

The same news in both, without mentions. The light10 index stores each article too, as an index that shows results must.
Queries are the questions (any word), one at a time, ids alone; the first round warms up and is not counted. The
embedded engine runs in this thread and its time is processor time, which other work on the machine leaves alone; that
of a server is from request to answer.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack

from benchmarks.relevance.sets import news_titles, wikipedia
from benchmarks.relevance.systems import System, fihris_tantivy, light_tantivy


def milliseconds(system: System, queries: list[str], clock: Callable[[], float]) -> list[float]:
    """How long each query takes by a clock of seconds, in order."""
    for query in queries:
        system.rank(query)
    taken = []
    for query in queries:
        start = clock()
        system.rank(query)
        taken.append((clock() - start) * 1000)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elasticsearch", metavar="ADDRESS", help="a running server, for its engine as well")
    parser.add_argument("--node", action="store_true", help="start a node for this run")
    options = parser.parse_args()
    pool = news_titles()
    queries = [query.text for queries in wikipedia().sets for query in queries.queries][::4]
    with ExitStack() as stack:
        address = options.elasticsearch
        if options.node:
            from tests.elasticsearch_node.cluster import Cluster  # noqa: PLC0415 - only with a server

            address = stack.enter_context(Cluster(1)).addresses
        pairs: list[tuple[System, System]] = [
            (stack.enter_context(light_tantivy(pool, stored=True)), stack.enter_context(fihris_tantivy(pool)))
        ]
        if address:
            from benchmarks.relevance.elastic import fihris_elastic, light_elastic  # noqa: PLC0415 - only with a server

            pairs.append(
                (
                    stack.enter_context(light_elastic(address, pool, 1.2, 0.75, stored=True)),
                    stack.enter_context(fihris_elastic(address, pool)),
                )
            )
        print(f"{len(pool.articles)} articles, {len(queries)} queries")
        print(f"{'':34}{'MB':>8}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}{'times':>7}")
        for number, pair in enumerate(pairs):
            first: tuple[float, float] | None = None
            for system in pair:
                size = system.bytes_on_disk() / 1e6
                cuts = statistics.quantiles(
                    milliseconds(system, queries, time.perf_counter if number else time.thread_time), n=20
                )
                first = first or (size, cuts[18])
                print(
                    f"{system.name:34}{size:8.1f}{size / first[0]:7.2f}"
                    f"{cuts[9]:9.2f}{cuts[18]:9.2f}{cuts[18] / first[1]:7.2f}"
                )


if __name__ == "__main__":
    main()
