"""The same articles in both engines answer the same: totals, facets and order by time exactly, by relevance nearly.

Three hundred queries of all kinds are made from the words of the articles themselves, with the places, actors and days
found in them as filters.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest

from indexer.pipeline import article as read_article
from indexer.sources import RawArticle, find_files, read_file
from search.analysis import words
from search.article import Article
from search.document import index_document
from search.engine import SearchEngine
from search.engines.tantivy_engine import TantivyEngine
from search.request import DayRange, Filters, SearchRequest
from search.service import SearchService
from tests.elasticsearch_node.fixtures import empty_elastic_engine

pytestmark = pytest.mark.elasticsearch

ROOT = Path(__file__).parents[2]
QUERIES = 300
NEWS_QUERIES = 100
TOP = 10
LEAST_OVERLAP = 0.95
NEWS = 300
"""Articles taken of the news sets."""


def records(*paths: Path, limit: int) -> list[RawArticle]:
    found = (one for file in find_files(list(paths)) for one in read_file(file, None, lambda _size: None))
    return list(islice((one for one in found if isinstance(one, RawArticle)), limit))


def news_folder() -> Path | None:
    folder = Path(os.environ.get("FIHRIS_DATA", ROOT.parent / "shared" / "data")) / "news"
    return folder if folder.is_dir() else None


def fill(engine: SearchEngine, articles: Sequence[Article]) -> SearchService:
    with engine.update() as writer:
        for number, one in enumerate(articles, 1):
            writer.add(index_document(one, "digest"))
            if number % 100 == 0:
                writer.commit()
        writer.commit()
    return SearchService(engine)


@dataclass(frozen=True)
class Both:
    articles: Sequence[Article]
    requests: int
    embedded: SearchService
    server: SearchService


@pytest.fixture(scope="module", params=["sample", pytest.param("news", marks=pytest.mark.newsdata)])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared_address: str
) -> Iterator[Both]:
    """Both engines with the sample articles, and with a part of the news where it is there."""
    if request.param == "sample":
        raws, requests = records(ROOT / "indexer" / "sample" / "articles.jsonl", limit=10_000), QUERIES
    elif (folder := news_folder()) is not None:
        raws, requests = records(*sorted(folder.glob("*.jsonl*"))[:1], limit=NEWS), NEWS_QUERIES
    else:
        pytest.skip("no news sets: FIHRIS_DATA names no folder with them")
    articles = [read_article(one) for one in raws]
    embedded = TantivyEngine(tmp_path_factory.mktemp("parity") / "index")
    with closing(embedded), empty_elastic_engine(shared_address) as server:
        yield Both(articles, requests, fill(embedded, articles), fill(server, articles))


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


def test_exact_answers_are_the_same(both: Both) -> None:
    differences = []
    found = 0
    for request in queries(both.articles, both.requests):
        timed = request if request.sort != "relevance" else replace(request, sort="newest")
        mine, theirs = both.embedded.search(timed), both.server.search(timed)
        found += mine.total > 0
        for what, one, other in (
            ("total", (mine.total,), (theirs.total,)),
            ("ids", [hit.article.id for hit in mine.hits], [hit.article.id for hit in theirs.hits]),
            *(
                (facet.name, facet.values, counted.values)
                for facet, counted in zip(mine.term_facets, theirs.term_facets, strict=True)
            ),
            *(
                (facet.name, facet.bars, counted.bars)
                for facet, counted in zip(mine.date_facets, theirs.date_facets, strict=True)
            ),
        ):
            if one != other:
                only = [value for value in one if value not in other]
                extra = [value for value in other if value not in one]
                differences.append(f"{timed}\n  {what}: embedded only {only}\n  server only {extra}")
    assert not differences, f"{len(differences)} differences:\n" + "\n".join(differences[:10])
    assert found > both.requests // 2, "most queries find something, or nothing was compared"


def test_ranking_is_nearly_the_same(both: Both) -> None:
    """Hits of one score may stand in any order: a hit counts unless it scores less than the other's last."""
    shares = []
    worst = []
    for request in queries(both.articles, both.requests):
        ranked = replace(request, sort="relevance", limit=TOP, facets=())
        mine, theirs = both.embedded.search(ranked), both.server.search(replace(ranked, limit=1000))
        if not mine.hits or not theirs.hits:
            assert not mine.hits and not theirs.hits, ranked  # noqa: PT018 - both or neither
            continue
        cut = theirs.hits[min(TOP, len(theirs.hits)) - 1].score or 0.0
        scores = {hit.article.id: hit.score or 0.0 for hit in theirs.hits}
        share = sum(scores[hit.article.id] >= cut * 0.999 for hit in mine.hits) / len(mine.hits)
        shares.append(share)
        if share < 1:
            worst.append(f"{share:.2f} {ranked.query!r} {ranked.match} {ranked.filters}")
    mean = sum(shares) / len(shares)
    assert mean >= LEAST_OVERLAP, f"overlap {mean:.3f}:\n" + "\n".join(sorted(worst)[:20])
    assert len(shares) > both.requests // 2


def test_scores_are_the_same(both: Both) -> None:
    """A word's BM25 is computed alike, so that whatever weighs scores against each other is right for both."""
    draw = random.Random(9)
    compared = 0
    for _ in range(20):
        found = [word.text for word in words(draw.choice(both.articles).body)]
        request = SearchRequest(draw.choice(found), facets=(), limit=100, expand=False)
        mine = {hit.article.id: hit.score for hit in both.embedded.search(request).hits}
        theirs = {hit.article.id: hit.score for hit in both.server.search(request).hits}
        for identity in mine.keys() & theirs.keys():
            assert mine[identity] == pytest.approx(theirs[identity], rel=0.01), request.query
            compared += 1
    assert compared > 20
