"""Sizing on paper: a cluster for many articles, simulated from what one article was measured to take.

    python -m benchmarks.sizing [--articles 100000000] [--per-day 30000] [--bytes 4500] [--ms 2.5] …

``--bytes`` and ``--ms`` are printed by benchmarks/engines.py; everything else is a choice, with a common rule as its
default. Two layouts are reckoned: one version with all articles, as Fihris makes it, and yearly indexes behind one
alias, the newest on hot nodes and older ones on warm ones. The simulation puts every shard and its copies onto the
fewest nodes that hold them even when one of them is gone.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from typing import Final

GB: Final = 1e9
DAYS: Final = 365


@dataclass(frozen=True)
class Needs:
    """What is to be held: articles in all and a day, and what one takes: bytes on disk, milliseconds to load."""

    articles: int
    per_day: int
    bytes_each: float
    ms_each: float


@dataclass(frozen=True)
class Rules:
    """The choices: sizes in bytes, copies of each shard, months on hot nodes, share of a disk that may be filled."""

    shard: float
    replicas: int
    hot_months: int
    hot_disk: float
    warm_disk: float
    fill: float
    shards_per_heap_gb: int


@dataclass
class Node:
    """One node with what lies on it."""

    name: str
    disk: float
    used: float = 0.0
    shards: int = 0


def years_of_shards(needs: Needs, rules: Rules) -> list[tuple[int, float, int]]:
    """(years ago, bytes, primary shards) of each yearly index, newest first."""
    rest = needs.articles
    years: list[tuple[int, float, int]] = []
    while rest > 0:
        count = min(rest, needs.per_day * DAYS)
        size = count * needs.bytes_each
        years.append((len(years), size, max(1, math.ceil(size / rules.shard))))
        rest -= count
    return years


def place(shards: list[float], nodes: list[Node], copies: int, fill: float) -> bool:
    """Put every shard onto as many different nodes as it has copies, the emptiest first; False if they do not fit."""
    for size in sorted(shards, reverse=True):
        chosen = sorted(nodes, key=lambda node: node.used)[:copies]
        if len(chosen) < copies or any(node.used + size > node.disk * fill for node in chosen):
            return False
        for node in chosen:
            node.used += size
            node.shards += 1
    return True


def fewest_nodes(name: str, shards: list[float], disk: float, rules: Rules) -> list[Node]:
    """The fewest nodes that hold the shards with their copies, also when any one of them is gone."""
    count = rules.replicas + 2 if shards else 0
    while shards:
        left = [Node(f"{name}{number}", disk) for number in range(count - 1)]
        if place(shards, left, rules.replicas + 1, rules.fill):
            nodes = [Node(f"{name}{number}", disk) for number in range(count)]
            place(shards, nodes, rules.replicas + 1, rules.fill)
            return nodes
        count += 1
    return []


def nodes_line(name: str, shards: list[float], disk: float, rules: Rules) -> str:
    """What the nodes of one kind hold."""
    nodes = fewest_nodes(name, shards, disk, rules)
    fullest = max(nodes, key=lambda node: node.used)
    heap = max(1.0, fullest.shards / rules.shards_per_heap_gb)
    return (
        f"  {len(nodes)} {name} nodes of {disk / GB:,.0f} GB: at most {fullest.used / GB:,.0f} GB and {fullest.shards} "
        f"shards each, {heap:.0f} GB of heap at least for them; one node may be lost"
    )


def report(needs: Needs, rules: Rules) -> str:
    """The whole reckoning as text."""
    size = needs.articles * needs.bytes_each
    years = years_of_shards(needs, rules)
    hot_years = math.ceil(rules.hot_months / 12)
    hot = [size / n for age, size, n in years if age < hot_years for _ in range(n)]
    warm = [size / n for age, size, n in years if age >= hot_years for _ in range(n)]
    one = math.ceil(size / rules.shard)
    loading = needs.articles * needs.ms_each / 1000 / 3600
    daily = needs.per_day * needs.ms_each / 1000
    lines = [
        f"{needs.articles:,} articles at {needs.bytes_each:,.0f} bytes: {size / GB:,.0f} GB for each copy",
        f"One version in {one} primary shards of {size / one / GB:.0f} GB:",
        nodes_line("data", [size / one] * one, rules.warm_disk, rules),
        "  the same beside its successor, while that one is built without copies:",
        nodes_line("data", [size / one] * one + [size / one / (rules.replicas + 1)] * one, rules.warm_disk, rules),
        f"{len(years)} yearly indexes of {needs.per_day * DAYS:,} articles, {len(hot) + len(warm)} primary shards:",
        nodes_line("hot", hot, rules.hot_disk, rules),
        *([nodes_line("warm", warm, rules.warm_disk, rules)] if warm else []),
        f"Loading everything anew: {loading:,.0f} hours; the articles of a day: {daily:,.0f} s",
        f"A full snapshot: {size / GB:,.0f} GB; each one after it what is new",
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the reckoning for the options given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000_000)
    parser.add_argument("--per-day", type=int, default=30_000)
    parser.add_argument("--bytes", type=float, default=4_500, help="on disk an article, one copy")
    parser.add_argument("--ms", type=float, default=2.5, help="to load an article")
    parser.add_argument("--shard-gb", type=float, default=30)
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--hot-months", type=int, default=24)
    parser.add_argument("--hot-gb", type=float, default=500)
    parser.add_argument("--warm-gb", type=float, default=2000)
    parser.add_argument("--fill", type=float, default=0.75, help="share of a disk that may be filled")
    options = parser.parse_args()
    needs = Needs(options.articles, options.per_day, options.bytes, options.ms)
    disks = (options.hot_gb * GB, options.warm_gb * GB)
    print(report(needs, Rules(options.shard_gb * GB, options.replicas, options.hot_months, *disks, options.fill, 20)))


if __name__ == "__main__":
    main()
