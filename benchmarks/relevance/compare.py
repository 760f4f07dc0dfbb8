"""Relevance compared: light10 baselines and ours on the same articles and queries, in one run.

    python -m benchmarks.relevance.compare [--elasticsearch ADDRESS | --node] [--losses N] [--seen-only]

Prints for each query set MRR@10, nDCG@10 and recall@100 of each system, and against the better baseline the cut of
1 - MRR@10 and the p of a paired randomisation test. The weights in use were chosen on these very sets; so a last table
shows, for the embedded engine against light10, weights searched on one half of the queries and measured on the other.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from benchmarks.relevance import tune
from benchmarks.relevance.measures import Quality, mean, quality, significance
from benchmarks.relevance.sets import Pool, QuerySet, news_titles, wikipedia
from benchmarks.relevance.systems import System, fihris_tantivy, light_tantivy


def judged(system: System, queries: QuerySet) -> list[Quality]:
    """The quality of each query's ranking."""
    return [quality(system.rank(query.text), query.relevant) for query in queries.queries]


def print_set(queries: QuerySet, results: dict[str, list[Quality]], ours: set[str]) -> dict[str, float]:
    """Print the rows of a set; returns by which share each of our systems cuts 1 - MRR@10."""
    means = {name: mean(result) for name, result in results.items()}
    best = max((name for name in results if name not in ours), key=lambda name: means[name].mrr10)
    print(f"\n{queries.name}: {len(queries.queries)} queries")
    print(f"{'':34}{'MRR@10':>8}{'nDCG@10':>9}{'R@100':>8}{'cut':>8}{'p':>9}")
    cuts = {}
    for name, of in means.items():
        row = f"{name:34}{of.mrr10:8.4f}{of.ndcg10:9.4f}{of.recall100:8.4f}"
        if name in ours:
            cuts[name] = 1 - (1 - of.mrr10) / (1 - means[best].mrr10)
            p = significance([one.mrr10 for one in results[name]], [one.mrr10 for one in results[best]])
            row += f"{cuts[name]:8.1%}{p:9.4f}"
        print(row)
    return cuts


def losses(queries: QuerySet, ours: System, baseline: System, count: int) -> None:
    """Print the queries where the baseline ranks higher, worst first."""
    rows = []
    for query in queries.queries:
        mine, theirs = (quality(system.rank(query.text), query.relevant).mrr10 for system in (ours, baseline))
        if mine < theirs:
            rows.append((theirs - mine, mine, theirs, query))
    rows.sort(key=lambda row: -row[0])
    for _, mine, theirs, query in rows[:count]:
        print(f"  {mine:.2f} {theirs:.2f}  {query.text}")


def compare(pool: Pool, address: str | None, show: int) -> list[dict[str, float]]:
    """Load a pool into every system and print its sets; returns the cuts on sets of questions."""
    cuts = []
    with ExitStack() as stack:
        systems: list[System] = [stack.enter_context(light_tantivy(pool)), stack.enter_context(fihris_tantivy(pool))]
        if address:
            from benchmarks.relevance.elastic import fihris_elastic, light_elastic  # noqa: PLC0415 - only with a server

            systems += [stack.enter_context(light_elastic(address, pool, k1, b)) for k1, b in ((1.2, 0.75), (0.9, 0.4))]
            systems.append(stack.enter_context(fihris_elastic(address, pool)))
        ours = {system.name for system in systems if system.name.startswith("Fihris")}
        for queries in pool.sets:
            found = print_set(queries, {system.name: judged(system, queries) for system in systems}, ours)
            if queries.questions:
                cuts.append(found)
            losses(queries, systems[1], systems[0], show)
    return cuts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elasticsearch", metavar="ADDRESS", help="a running server for the Elasticsearch systems")
    parser.add_argument("--node", action="store_true", help="start a node for this run")
    parser.add_argument("--losses", type=int, default=0, metavar="N", help="print N queries that the baseline wins")
    parser.add_argument(
        "--seen-only", action="store_true", help="leave out the table of weights held out, which is slow"
    )
    options = parser.parse_args()
    with ExitStack() as stack:
        address = options.elasticsearch
        if options.node:
            from tests.elasticsearch_node.cluster import Cluster  # noqa: PLC0415 - only with a server

            address = stack.enter_context(Cluster(1)).addresses
        cuts = [cut for pool in (wikipedia(), news_titles()) for cut in compare(pool, address, options.losses)]
    print("\n1 - MRR@10 cut, mean over the sets of questions (goal 30 %):")
    for name in cuts[0]:
        print(f"{name:34}{sum(cut[name] for cut in cuts) / len(cuts):8.1%}")
    if not options.seen_only:
        start = tune.current()
        tune.print_halves(tune.loaded(start), start, tune.ROUNDS)


if __name__ == "__main__":
    main()
