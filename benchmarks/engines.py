"""Speed of the Elasticsearch engine beside Elasticsearch alone: what our layer costs, in one run on one server.

    python -m benchmarks.engines [--address http://…] [--articles PATH] [--count 5000] [--rounds 5]
    python -m benchmarks.engines --index INDEX        # pages alone, on the stored articles of an embedded index
    python -m benchmarks.engines --address http://… --published NAME    # pages alone, on an index that is there

- A faceted page: our search and its whole service (query language, labels, highlights, articles as values) against the
  same request sent raw by the same client, its answer decoded and nothing more. Where nothing is found and the service
  asks again, less strictly, these requests are sent raw as well, and such pages stand apart.
- Loading: our builder against `elasticsearch.helpers.parallel_bulk` with the same documents, analysed before, into an
  index made the same way.
- Bytes and milliseconds an article, on which the sizing (benchmarks/sizing.py) rests.

Both sides take turns; the median of the rounds counts. Without an address a node of the tests' own is started.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

import orjson
from elasticsearch import helpers

from benchmarks.growth import stored
from indexer.pipeline import article as read_article
from indexer.sources import RawArticle, find_files, read_file
from search.analysis.cut import recent
from search.analysis.frames import load_frames
from search.document import IndexDocument, index_document
from search.engine import EngineAnswer, EngineSearch
from search.engines.elastic_bulk import THREADS, add_operation
from search.engines.elastic_engine import ElasticEngine
from search.engines.elastic_pages import request_body
from search.request import Filters, SearchRequest
from search.service import SearchService
from search.settings import Settings
from tests.elasticsearch_node.cluster import Cluster

SAMPLE: Final = Path(__file__).parents[1] / "indexer" / "sample" / "articles.jsonl"
QUERIES: Final = ("وزير الدفاع", "بغداد", "الموصل أو البصرة", '"الأمم المتحدة"', "اقتصاد النفط", "", "جامع*")
FILTERS: Final = (Filters(), Filters(place=("iq",)))


def documents(path: Path, count: int) -> list[IndexDocument]:
    """So many documents: the articles of a file, again under other ids where they are too few."""
    records = [one for file in find_files([path]) for one in read_file(file, None, lambda _size: None)]
    articles = [read_article(one) for one in islice((r for r in records if isinstance(r, RawArticle)), count)]
    analysed = [index_document(one, "digest") for one in articles]
    copies = []
    for number, (one, made) in enumerate(islice(cycle(zip(articles, analysed, strict=True)), count)):
        identity = f"{one.id}-{number}"
        stored = orjson.dumps({**orjson.loads(made.article), "id": identity})
        copies.append(replace(made, id=identity, article=stored))
    return copies


def timed(action: Callable[[], float | None]) -> float:
    """Seconds that an action takes, by its own account where it gives one."""
    begun = time.perf_counter()
    said = action()
    return time.perf_counter() - begun if said is None else said


def taking_turns(rounds: int, **sides: Callable[[], float | None]) -> dict[str, float]:
    """The median seconds of each side; each round runs every side once, in turning order."""
    names = list(sides)
    found: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 else names[::-1]:
            found[name].append(timed(sides[name]))
    return {name: statistics.median(times) for name, times in found.items()}


def recorded(engine: ElasticEngine, requests: list[SearchRequest]) -> list[list[EngineSearch]]:
    """What the service asks the engine for each request: once, and once more for each less strict form it tries."""
    asked: list[EngineSearch] = []

    class Recorder:
        def __getattr__(self, name: str) -> Any:
            return getattr(engine, name)

        def search(self, search: EngineSearch) -> EngineAnswer:
            asked.append(search)
            return engine.search(search)

    service = SearchService(Recorder())
    found = []
    for request in requests:
        asked.clear()
        service.search(request)
        found.append(list(asked))
    return found


def pages(engine: ElasticEngine, rounds: int) -> None:
    """Print what a faceted page takes: those that find something, and those after which less strict forms are tried."""
    service = SearchService(engine)
    load_frames()  # as the web service does
    requests = [SearchRequest(query, filters=filters) for query in QUERIES for filters in FILTERS]
    sides = list(zip(requests, recorded(engine, requests), strict=True))
    found = [side for side in sides if len(side[1]) == 1]
    relaxed = [side for side in sides if len(side[1]) > 1]
    _compare(engine, service, found, rounds, f"A faceted page, {len(found)} requests")
    if relaxed:
        count = sum(len(searches) for _, searches in relaxed)
        title = f"A page that finds nothing and then asks less strictly, {len(relaxed)} pages, {count} requests"
        _compare(engine, service, relaxed, rounds, title)


def _compare(
    engine: ElasticEngine,
    service: SearchService,
    sides: list[tuple[SearchRequest, list[EngineSearch]]],
    rounds: int,
    title: str,
) -> None:
    searches = [search for _, several in sides for search in several]
    bodies = [request_body(search, None) for search in searches]
    client, index = engine._client, engine._versions.read  # noqa: SLF001 - the same client for both sides

    def raw() -> None:
        for body in bodies:
            client.search(index=index, body=body)

    def ours() -> None:
        for search in searches:
            engine.search(search)

    def whole() -> None:
        recent.cache_clear()  # the same pages come again and again, which would find every text cut
        for request, _ in sides:
            service.search(request)

    taking_turns(3, raw=raw, ours=ours, whole=whole)
    gc.collect()
    gc.freeze()  # as the web service does: what it has loaded is not searched for garbage while requests wait
    taken = taking_turns(rounds, raw=raw, ours=ours, whole=whole)
    print(f"\n{title}, median of {rounds} rounds")
    for name, label in (("raw", "requests sent raw"), ("ours", "engine"), ("whole", "engine and service")):
        print(f"  {label:20} {taken[name] / len(sides) * 1000:7.2f} ms a page   {taken[name] / taken['raw']:.2f}×")


def loading(engine: ElasticEngine, made: list[IndexDocument], rounds: int) -> None:
    """Print what loading takes."""
    client = engine._client  # noqa: SLF001 - the same client for both sides
    actions = [{"_id": one.id, "_source": orjson.loads(add_operation(one).lines.partition(b"\n")[2])} for one in made]

    def ours() -> float:
        with engine.build() as builder:
            begun = time.perf_counter()
            for one in made:
                builder.add(one)
            builder.commit()
            # what is timed ends here: publishing waits for copies and checks counts
            client.indices.refresh(index=builder._open[1].name)  # noqa: SLF001 - the version being built
            return time.perf_counter() - begun

    def theirs() -> float:
        facts = engine._versions.begin()  # noqa: SLF001 - an index made the same way
        begun = time.perf_counter()
        loaded = helpers.parallel_bulk(client, actions, thread_count=THREADS, chunk_size=500, index=facts.name)
        assert all(good for good, _ in loaded)
        client.indices.refresh(index=facts.name)
        taken = time.perf_counter() - begun
        engine._versions.remove(facts.name)  # noqa: SLF001 - the same
        return taken

    taking_turns(1, ours=ours, theirs=theirs)
    found = taking_turns(rounds, ours=ours, theirs=theirs)
    print(f"\nLoading {len(made):,} documents made before, median of {rounds} rounds")
    for name, label in (("theirs", "helpers.parallel_bulk"), ("ours", "our builder")):
        speed = len(made) / found[name]
        print(f"  {label:22} {speed:8.0f} articles/s   {found['theirs'] / found[name]:.2f}×")
    print(f"  {found['ours'] / len(made) * 1000:.2f} ms an article")


def load(engine: ElasticEngine, made: list[IndexDocument]) -> None:
    """Build and publish what pages are searched in, and print what an article weighs."""
    with engine.build() as builder:
        for one in made:
            builder.add(one)
        builder.publish(expected=len(made))
    version = next(version for version in engine.versions() if version.published)
    print(f"\n{len(made):,} articles published, {version.size / len(made):,.0f} bytes each on disk")


def main() -> None:
    """Run all of it and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="a running server; by default one is started")
    parser.add_argument("--articles", type=Path, default=SAMPLE)
    parser.add_argument("--index", type=Path, help="take all stored articles of this index and time pages alone")
    parser.add_argument("--published", help="name of an index on that server: time pages alone, and leave it as it is")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.published:
        pages(ElasticEngine(options.address, Settings(index_name=options.published, timeout=60)), options.rounds * 3)
        return
    made = documents(options.articles, options.count) if options.index is None else stored(options.index)
    with ExitStack() as stack:
        address = options.address or stack.enter_context(Cluster(1, long_lived=True)).addresses
        engine = ElasticEngine(address, Settings(index_name=f"bench_{uuid.uuid4().hex[:8]}", timeout=60))
        stack.callback(_tidy, engine)
        if options.index is None:
            loading(engine, made, options.rounds)
        load(engine, made)
        pages(engine, options.rounds * 3)


def _tidy(engine: ElasticEngine) -> None:
    client, versions = engine._client, engine._versions  # noqa: SLF001 - all that this run made
    names = list(client.indices.get(index=f"{versions.read}-*", expand_wildcards="all").body)
    if names:
        client.indices.delete(index=names)
    engine.close()


if __name__ == "__main__":
    main()
