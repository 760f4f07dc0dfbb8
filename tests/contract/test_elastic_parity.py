"""The same articles in both engines answer the same: totals, facets and order by time exactly, by relevance nearly.

Three hundred queries of all kinds are made from the words of the articles themselves, with the places, actors and days
found in them as filters. `python -m benchmarks.parity` does the same over all articles of an index.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.parity import LEAST_OVERLAP, Outcome, compare, distinct_words, folded_otherwise, queries
from indexer.pipeline import article as read_article
from indexer.sources import RawArticle, find_files, read_file
from search.analysis import words
from search.article import Article
from search.document import index_document
from search.engine import SearchEngine
from search.engines.elastic_engine import ElasticEngine
from search.engines.tantivy_engine import TantivyEngine
from search.request import SearchRequest
from search.service import SearchService
from tests.elasticsearch_node.fixtures import empty_elastic_engine

pytestmark = pytest.mark.elasticsearch

ROOT = Path(__file__).parents[2]
QUERIES = 300
NEWS_QUERIES = 100
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


@pytest.fixture(scope="module")
def outcome(both: Both) -> Outcome:
    return compare(both.embedded, both.server, queries(both.articles, both.requests))


def test_exact_answers_are_the_same(outcome: Outcome) -> None:
    found = outcome.differences
    assert not found, f"{len(found)} differences:\n" + "\n".join(found[:10])
    assert outcome.finding > outcome.requests // 2, "most queries find something, or nothing was compared"


def test_ranking_is_nearly_the_same(outcome: Outcome) -> None:
    """Hits of one score may stand in any order: a hit counts unless it scores less than the other's last."""
    assert outcome.mean >= LEAST_OVERLAP, f"overlap {outcome.mean:.3f}:\n" + "\n".join(outcome.worst[:20])


def test_the_server_folds_words_as_we_do(both: Both) -> None:
    engine = both.server.engine
    assert isinstance(engine, ElasticEngine)
    distinct = distinct_words(both.articles, 1_000_000)
    odd = [
        "\u0958",
        "ﻻ",
        "ﷲ",
        "الـمُـوصِـل",
        "وﺑﺎﻟﻤﻮﺻﻞ",
        "ا\u0654دارة",
        "Ångström",
        "ΝΈΑ",
        "١٬٠٠٠",
        "1,000",
        "مسئول",
        "شئ",
        "فئة",
    ]
    assert len(distinct) > 1000
    assert folded_otherwise(engine._client, engine.versions()[0].name, [*odd, *distinct]) == []


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
