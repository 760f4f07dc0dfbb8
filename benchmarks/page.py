"""How long the faceted page and the API take over HTTP, one request at a time.

    python benchmarks/page.py INDEX [--queries N]

Serves an index on a free port of 127.0.0.1 and asks for the page (10 hits with highlights, every facet, exact total)
with two-word queries made from the titles of random articles of that index, then for the same as JSON; before that, the
same searches without a server. Prints milliseconds from request to answer and, on Linux, those in which the server's
threads had a processor: on a machine with other work only the latter compare.
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import httpx

from search.analysis import words
from search.analysis.frames import load_frames
from search.engines import open_engine
from search.query.stop_words import STOP_WORDS
from search.request import FACETS, FacetName, SearchRequest
from search.service import SearchService


def queries(index: str, count: int) -> list[str]:
    """Two neighbouring words of the titles of articles drawn at random."""
    draw = random.Random(1)
    titles = [article.title for article, _ in islice(open_engine(index).articles(), 50_000)]
    found = []
    while len(found) < count:
        texts = [word.text for word in words(draw.choice(titles)) if word.text not in STOP_WORDS and len(word.text) > 2]
        if len(texts) >= 2:
            start = draw.randrange(len(texts) - 1)
            found.append(" ".join(texts[start : start + 2]))
    return found


@contextmanager
def serving(index: str) -> Iterator[tuple[str, int]]:
    """The address and process id of a server of the index, ended with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "indexer.cli",
        "serve",
        "--index",
        index,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                if httpx.get(f"{address}/readyz").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        _until_idle(process.pid)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def _until_idle(process: int) -> None:
    """Wait, at most five minutes, until a server that has just started has read ahead what it does.

    It reads the words of the index in a process of its own, beside which it looks idle; what that made it takes over
    later, and searches then wait.
    """
    for _ in range(150):
        busy = processor_milliseconds(process)
        time.sleep(2)
        if processor_milliseconds(process) - busy < 40 and not _children(process):
            return


def _children(process: int) -> bool:
    """Whether a process has begun others that compute: all but the one that multiprocessing keeps to tidy up."""
    found = [one for file in Path(f"/proc/{process}/task").glob("*/children") for one in file.read_text().split()]
    return any(b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes() for child in found)


def processor_milliseconds(process: int) -> float:
    """How long the threads of a process have run so far; 0 where the system does not tell."""
    nanoseconds = 0
    for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
        nanoseconds += int(thread.read_text().split()[0])
    return nanoseconds / 1e6


def in_process(index: str, asked: list[str]) -> None:
    """Print the processor time of the same searches without a server: with no facet, with one, with all."""
    service = SearchService(open_engine(index))
    load_frames()  # as the server does
    print("| in process | processor p50 ms | p95 |")
    print("|---|---|---|")
    kinds: tuple[tuple[str, tuple[FacetName, ...]], ...] = (
        ("hits alone", ()),
        ("hits and the actor facet", ("actor",)),
        ("hits and every facet", FACETS),
    )
    for query in asked:  # the words of the articles found are analysed once
        service.search(SearchRequest(query=query))
    for name, facets in kinds:
        times = []
        for query in asked:
            begun = time.thread_time()
            service.search(SearchRequest(query=query, facets=facets))
            times.append((time.thread_time() - begun) * 1000)
        cuts = statistics.quantiles(times, n=100)
        print(f"| {name} | {cuts[49]:.1f} | {cuts[94]:.1f} |")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    asked = queries(options.index, options.queries)
    in_process(options.index, asked)
    print("| request | p50 ms | p95 ms | p99 ms | largest | processor p50 | p95 | hits, median |")
    print("|---|---|---|---|---|---|---|---|")
    with serving(options.index) as (address, process), httpx.Client(base_url=address, timeout=60) as client:
        for name, path in (("page", "/search"), ("API", "/api/v1/search")):
            times, worked, totals = [], [], []
            for query in asked[:20]:
                client.get(path, params={"q": query})
            for query in asked:
                busy = processor_milliseconds(process)
                begun = time.perf_counter()
                answer = client.get(path, params={"q": query})
                times.append((time.perf_counter() - begun) * 1000)
                worked.append(processor_milliseconds(process) - busy)
                answer.raise_for_status()
                if path != "/search":
                    totals.append(answer.json()["total"])
            cuts, work = statistics.quantiles(times, n=100), statistics.quantiles(worked, n=100)
            middle = f"{statistics.median(totals):.0f}" if totals else ""
            print(
                f"| {name} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} | {max(times):.1f} "
                f"| {work[49]:.1f} | {work[94]:.1f} | {middle} |"
            )


if __name__ == "__main__":
    main()
