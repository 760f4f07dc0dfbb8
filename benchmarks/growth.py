"""How both engines grow: time of a faceted page and size of the index with 36, 100 and 300 thousand articles.

    python -m benchmarks.growth INDEX [--sizes 36000 100000 300000] [--engines tantivy elasticsearch] [--address http://…]

INDEX is an embedded index whose stored articles are taken, so that nothing is extracted again; each is analysed once.
Where they are too few, they are added again with another id and another day of publication, drawn from ten years: words
stay as they are, so that lists of articles grow as the number of articles does, and the number of different words does
not. The first size is built as a version, the others are added to it as updates are, in commits of 5,000.

The requests are two words of a title, all of which must be found, with every facet and ten highlighted hits; each is
sent three times and its shortest time counts, since other work on the machine can only add to it. Without an address a
node of the tests' own is started for Elasticsearch.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Final

import orjson

from search import calendar
from search.analysis import words
from search.document import IndexDocument, index_document, sort_keys
from search.engine import SearchEngine
from search.engines.elastic_engine import ElasticEngine
from search.engines.tantivy_engine import TantivyEngine
from search.query.stop_words import is_stop_word
from search.request import SearchRequest
from search.service import SearchService
from search.settings import Settings
from tests.elasticsearch_node.cluster import Cluster

SIZES: Final = (36_000, 100_000, 300_000)
COMMIT: Final = 5_000
REQUESTS: Final = 60
ROUNDS: Final = 3
_FIRST_DAY: Final = dt.date(2010, 1, 1)
_DAYS: Final = 3652


def stored(index: Path, most: int | None = None) -> list[IndexDocument]:
    """The articles of an index, the first so many or all of them, analysed."""
    with closing(TantivyEngine(index)) as engine:
        return [index_document(article, digest) for article, digest in islice(engine.articles(), most)]


def many(originals: Sequence[IndexDocument]) -> Iterator[IndexDocument]:
    """The articles, then the same again and again under other ids and days."""
    yield from originals
    draw = random.Random(36)
    for turn in count(1):
        for one in originals:
            identity = f"{one.id}~{turn}"
            day = _FIRST_DAY + dt.timedelta(days=draw.randrange(_DAYS))
            newest, oldest = sort_keys(identity, day)
            dated = {
                "published_day": (calendar.day_number(day),),
                "published_month": (calendar.month_number(day),),
                "newest": (newest,),
                "oldest": (oldest,),
            }
            article = orjson.loads(one.article) | {"id": identity, "published": day.isoformat()}
            yield replace(one, id=identity, article=orjson.dumps(article), numbers=one.numbers | dated)


def two_words(originals: Sequence[IndexDocument]) -> list[SearchRequest]:
    """Requests of two words of a title each."""
    draw = random.Random(7)
    found: list[SearchRequest] = []
    while len(found) < REQUESTS:
        title = orjson.loads(draw.choice(originals).article)["title"]
        content = [word.text for word in words(title) if not is_stop_word(word.text) and len(word.text) > 2]
        if len(content) > 1:
            found.append(SearchRequest(" ".join(draw.sample(content, 2)), relax=False))
    return found


def page_times(service: SearchService, requests: Sequence[SearchRequest]) -> list[float]:
    """Milliseconds of each request, the shortest of its times."""
    best = [float("inf")] * len(requests)
    for _ in range(ROUNDS):
        for number, request in enumerate(requests):
            begun = time.perf_counter()
            service.search(request)
            best[number] = min(best[number], (time.perf_counter() - begun) * 1000)
    return best


def measure(name: str, engine: SearchEngine, originals: Sequence[IndexDocument], sizes: Sequence[int]) -> None:
    """Grow one index and print a line for each size."""
    source = many(originals)
    service = SearchService(engine)
    requests = two_words(originals)
    held = 0
    first: tuple[float, float] | None = None
    for size in sizes:
        begun = time.perf_counter()
        if not held:
            with engine.build() as builder:
                for one in islice(source, size):
                    builder.add(one)
                builder.publish(expected=size)
        else:
            with engine.update() as writer:
                for number, one in enumerate(islice(source, size - held), 1):
                    writer.add(one)
                    if number % COMMIT == 0:
                        writer.commit()
                writer.commit()
        speed = (size - held) / (time.perf_counter() - begun)
        held = size
        times = page_times(service, requests)
        assert service.search(SearchRequest(limit=0, facets=())).total == size
        middle, slow = statistics.median(times), statistics.quantiles(times, n=20)[18]
        first = first or (middle, slow)
        bytes_ = next(version.size for version in engine.versions() if version.published)
        print(
            f"{name:15}{size:>10,}{middle:9.1f}{middle / first[0]:7.2f}{slow:9.1f}{slow / first[1]:7.2f}"
            f"{bytes_ / 1e6:9.0f}{bytes_ / size:9,.0f}{speed:10,.0f}",
            flush=True,
        )


def main() -> None:
    """Grow the engines one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument(
        "--engines", nargs="+", choices=["tantivy", "elasticsearch"], default=["tantivy", "elasticsearch"]
    )
    parser.add_argument("--address", help="a running server; by default one is started")
    parser.add_argument("--heap", default="1g", help="of the node that is started")
    options = parser.parse_args()
    originals = stored(options.index, min(options.sizes))
    sizes = sorted({len(originals), *(size for size in options.sizes if size > len(originals))})
    print(f"{len(originals):,} articles, {REQUESTS} requests, milliseconds of a page")
    print(f"{'':15}{'articles':>10}{'p50':>9}{'times':>7}{'p95':>9}{'times':>7}{'MB':>9}{'B each':>9}{'added/s':>10}")
    with ExitStack() as stack:
        if "tantivy" in options.engines:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            with closing(TantivyEngine(Path(folder) / "index")) as engine:
                measure("tantivy", engine, originals, sizes)
        if "elasticsearch" in options.engines:
            address = options.address
            if not address:
                address = stack.enter_context(Cluster(1, long_lived=True, heap=options.heap)).addresses
            settings = Settings(index=address, index_name=f"growth_{uuid.uuid4().hex[:8]}", timeout=60)
            server = ElasticEngine(address, settings)
            stack.callback(_tidy, server, settings.index_name)
            measure("Elasticsearch", server, originals, sizes)


def _tidy(engine: ElasticEngine, name: str) -> None:
    client = engine._client  # noqa: SLF001 - all that this run made
    client.indices.delete(index=list(client.indices.get(index=f"{name}-*", expand_wildcards="all").body))
    engine.close()


if __name__ == "__main__":
    main()
