"""Whether both engines answer the same over the same articles, and the server folds words as we do.

    python -m benchmarks.parity INDEX [--articles 40000] [--queries 300] [--words 1000000] [--address http://…]
    python -m benchmarks.parity INDEX --embedded DIRECTORY --address http://… --server NAME

INDEX is an embedded index whose stored articles are taken, so that nothing is extracted again. They are analysed and
loaded into both engines anew. The queries are of every kind, made from the words of the articles with places, actors
and days found in them as filters, from a fixed seed. Totals, every facet count and the ids of the first page must be
the same under explicit sort. Of the first ten by relevance those count that belong there: hits of one score may stand
in any order, so a hit does unless it scores less than the last of the other engine. The words are all distinct ones of
the articles, folded by us and by the char filters of the server's own analyzer. With --embedded and --server the two
indexes named are compared as they are.

Prints what differs, and ends with status 1 if anything does that must not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from elasticsearch import Elasticsearch

from search.analysis import fold, words
from search.article import Article
from search.document import index_document
from search.engines.elastic_engine import ElasticEngine
from search.engines.elastic_mapping import folding_filters
from search.engines.tantivy_engine import TantivyEngine
from search.request import DayRange, Filters, SearchRequest
from search.service import SearchService
from search.settings import Settings
from tests.elasticsearch_node.cluster import Cluster

TOP: Final = 10
LEAST_OVERLAP: Final = 0.95
_AT_ONCE: Final = 2_000
"""Words folded in one request."""
_SHOWN: Final = 20


def queries(articles: Sequence[Article], count: int) -> Iterator[SearchRequest]:
    """Requests of every kind in turn, from a fixed seed."""
    draw = random.Random(2026)

    def run(length: int) -> list[str]:
        while True:
            found = [word.text for word in words(draw.choice(articles).body)]
            if len(found) > length:
                start = draw.randrange(len(found) - length)
                return found[start : start + length]

    def word() -> str:
        return run(1)[0]

    kinds: list[Callable[[], str]] = [
        word,
        lambda: f"{word()} {word()}",
        lambda: " ".join(run(3)),
        lambda: f'"{" ".join(run(2))}"',
        lambda: f'"{" ".join(run(3))}"',
        lambda: f'"{" ".join(run(4)[::3])}"~{draw.randrange(1, 5)}',
        lambda: f'"{" ".join(run(5)[::-2])}"~{draw.randrange(2, 8)}',
        lambda: f"{word()[:3]}*",
        lambda: f"{word()}~",
        lambda: f"{word()} أو {word()}",
        lambda: f"{word()} -{word()}",
        lambda: f"-{word()}",
        lambda: f"({word()} OR {word()}) {word()}",
        lambda: f"title:{word()}",
        lambda: f'مكان:"{draw.choice([m.name for one in articles for m in one.places][:500])}"',
        lambda: f'جهة:"{draw.choice([m.name for one in articles for m in one.actors][:500])}"',
        lambda: "",
    ]
    for number in range(count):
        request = SearchRequest(
            kinds[number % len(kinds)](),
            draw.choice(["all", "all", "any"]),
            sort=draw.choice(["relevance", "newest", "oldest"]),
            facet_size=draw.choice([3, 20]),
            interval=draw.choice(["month", "day"]),
            phrases=draw.choice(["spelling", "written", "family"]),
            highlight=False,
        )
        yield replace(request, filters=filters(articles, draw)) if number % 2 else request


def filters(articles: Sequence[Article], draw: random.Random) -> Filters:
    chosen = Filters()
    for one in draw.sample(list(articles), 3):
        match draw.randrange(6):
            case 0:
                chosen = replace(chosen, place=tuple(sorted({m.id for m in one.places})[:2]))
            case 1:
                chosen = replace(chosen, actor=tuple(sorted({m.id for m in one.actors})[:2]))
            case 2 if one.source:
                chosen = replace(chosen, source=(one.source,))
            case 3 if one.section:
                chosen = replace(chosen, section=(one.section, "غير موجود"))
            case 4 if one.published_day:
                first = one.published_day - dt.timedelta(days=draw.randrange(90))
                chosen = replace(chosen, published=DayRange(first, first + dt.timedelta(days=60)))
            case 5 if one.dates:
                chosen = replace(chosen, mentioned=DayRange(one.dates[0].first, one.dates[0].last))
    return chosen


def exact_differences(embedded: SearchService, server: SearchService, request: SearchRequest) -> list[str]:
    """What differs in the answers to a request, sorted by time where it asks for relevance."""
    timed = request if request.sort != "relevance" else replace(request, sort="newest")
    mine, theirs = embedded.search(timed), server.search(timed)
    differences = []
    for what, one, other in (
        ("total", (mine.total,), (theirs.total,)),
        ("ids", [hit.article.id for hit in mine.hits], [hit.article.id for hit in theirs.hits]),
        *((a.name, a.values, b.values) for a, b in zip(mine.term_facets, theirs.term_facets, strict=True)),
        *((a.name, a.bars, b.bars) for a, b in zip(mine.date_facets, theirs.date_facets, strict=True)),
    ):
        if one != other:
            only = [value for value in one if value not in other]
            extra = [value for value in other if value not in one]
            differences.append(f"{timed}\n  {what}: embedded only {only}\n  server only {extra}")
    return differences


def overlap(embedded: SearchService, server: SearchService, request: SearchRequest) -> float | None:
    """The share of the embedded engine's first ten that belong there on the server; None where nothing is found."""
    ranked = replace(request, sort="relevance", limit=TOP, facets=(), relax=False)
    mine, theirs = embedded.search(ranked), server.search(replace(ranked, limit=1000))
    if not mine.hits or not theirs.hits:
        return None if not mine.hits and not theirs.hits else 0.0
    cut = theirs.hits[min(TOP, len(theirs.hits)) - 1].score or 0.0
    scores = {hit.article.id: hit.score or 0.0 for hit in theirs.hits}
    return sum(scores.get(hit.article.id, 0.0) >= cut * 0.999 for hit in mine.hits) / len(mine.hits)


def folded_otherwise(client: Elasticsearch, index: str, words: Sequence[str]) -> list[tuple[str, str, str]]:
    """The words that the server's analyzer folds otherwise: (word, as we do, as the server does)."""
    found = []
    # a word of marks alone folds to nothing on both sides, or would shift the answers
    folded = [(word, fold(word)) for word in words]
    whole = [(word, ours) for word, ours in folded if ours]
    for start in range(0, len(whole), _AT_ONCE):
        part = whole[start : start + _AT_ONCE]
        answer = client.indices.analyze(
            index=index,
            tokenizer="fihris_spaces",
            char_filter=list(folding_filters()),
            filter=["lowercase"],
            text=[word for word, _ in part],
        ).body
        theirs = [token["token"] for token in answer["tokens"]]
        if len(theirs) != len(part):
            raise ValueError(f"{len(part)} words gave {len(theirs)} tokens")
        found += [(word, ours, other) for (word, ours), other in zip(part, theirs, strict=True) if ours != other]
    return found


@dataclass
class Outcome:
    """What the comparison of many requests found."""

    requests: int = 0
    finding: int = 0
    differences: list[str] = field(default_factory=list)
    overlaps: list[float] = field(default_factory=list)
    worst: list[str] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """The mean overlap of the first ten."""
        return sum(self.overlaps) / max(len(self.overlaps), 1)


def compare(embedded: SearchService, server: SearchService, requests: Iterator[SearchRequest]) -> Outcome:
    """Send every request to both engines."""
    outcome = Outcome()
    for request in requests:
        outcome.requests += 1
        outcome.differences += exact_differences(embedded, server, request)
        share = overlap(embedded, server, request)
        if share is not None:
            outcome.finding += 1
            outcome.overlaps.append(share)
            if share < 1:
                outcome.worst.append(f"{share:.2f} {request.query!r} {request.match} {request.filters}")
    outcome.worst.sort()
    return outcome


def distinct_words(articles: Sequence[Article], most: int) -> list[str]:
    """The distinct words of titles and bodies, in the order in which they first stand."""
    found = (word.text for one in articles for text in (one.title, one.body) for word in words(text))
    return list(islice(dict.fromkeys(found), most))


def main() -> None:
    """Compare both engines and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--articles", type=int, default=40_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--address", help="a running server; by default one is started")
    parser.add_argument("--embedded", type=Path, help="an index of the embedded engine to compare")
    parser.add_argument("--server", metavar="NAME", help="the name of an index on the server to compare it with")
    options = parser.parse_args()
    if (options.embedded is None) != (options.server is None):
        parser.error("--embedded and --server go together")
    with closing(TantivyEngine(options.index)) as source:
        articles = [article for article, _ in islice(source.articles(), options.articles)]
    with ExitStack() as stack:
        address = options.address or stack.enter_context(Cluster(1, long_lived=True, heap="1g")).addresses
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        embedded = stack.enter_context(closing(TantivyEngine(options.embedded or folder / "index")))
        name = options.server or f"parity_{uuid.uuid4().hex[:8]}"
        server = stack.enter_context(
            closing(ElasticEngine(address, Settings(index=address, index_name=name, timeout=60)))
        )
        if options.server is None:
            stack.callback(_tidy, server)
            _fill(embedded, server, articles)
        for engine in (embedded, server):
            version = engine.versions()[0]
            print(
                f"  {type(engine).__name__:15}{version.articles:9,} articles {version.size / 1e6:7.1f} MB", flush=True
            )
        outcome = compare(SearchService(embedded), SearchService(server), queries(articles, options.queries))
        print(f"{outcome.requests} queries, {outcome.finding} of them find something")
        print(f"differences of totals, facets and ids: {len(outcome.differences)}")
        print("\n".join(outcome.differences[:_SHOWN]))
        print(f"overlap of the first {TOP}: {outcome.mean:.4f}, {len(outcome.worst)} queries below 1")
        print("\n".join(outcome.worst[:_SHOWN]), flush=True)
        distinct = distinct_words(articles, options.words)
        client = server._client  # noqa: SLF001 - the server's analyzer is asked directly
        otherwise = folded_otherwise(client, server.versions()[0].name, distinct)
        print(f"{len(distinct):,} distinct words, {len(otherwise)} folded otherwise by the server")
        for word, ours, other in otherwise[:_SHOWN]:
            print(f"  {word}: {ours}, the server {other}")
    sys.exit(bool(outcome.differences or otherwise or outcome.mean < LEAST_OVERLAP))


def _fill(embedded: TantivyEngine, server: ElasticEngine, articles: Sequence[Article]) -> None:
    begun = time.perf_counter()
    with embedded.build() as mine, server.build() as theirs:
        for article in articles:
            document = index_document(article, "digest")
            mine.add(document)
            theirs.add(document)
        mine.publish(expected=len(articles))
        theirs.publish(expected=len(articles))
    print(f"{len(articles):,} articles in both engines after {time.perf_counter() - begun:.0f} s", flush=True)


def _tidy(engine: ElasticEngine) -> None:
    client, name = engine._client, engine._versions.read  # noqa: SLF001 - all that this run made
    client.indices.delete(index=list(client.indices.get(index=f"{name}-*", expand_wildcards="all").body))


if __name__ == "__main__":
    main()
