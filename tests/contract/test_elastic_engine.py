"""What only an index on a server has: its mapping, several shards, points in time, a server that is away."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from search.article import Article
from search.engine import SearchEngine
from search.engines import open_engine
from search.engines.elastic_engine import ElasticEngine
from search.engines.elastic_mapping import META, creation, folding_filters
from search.errors import EngineUnavailable, SchemaMismatch, SettingsError
from search.request import Filters, SearchRequest
from search.schema import SCHEMA, SCHEMA_VERSION
from search.service import SearchService
from search.settings import Settings
from tests.corpus import TEN, article, document, random_articles
from tests.elasticsearch_node.fixtures import empty_elastic_engine

pytestmark = pytest.mark.elasticsearch


def fill(engine: SearchEngine, articles: list[Article] | tuple[Article, ...]) -> SearchService:
    with engine.update() as writer:
        for one in articles:
            writer.add(document(one))
        writer.commit()
    return SearchService(engine)


def published(engine: ElasticEngine) -> str:
    return next(version.name for version in engine.versions() if version.published)


# ---- mapping and analysis


def test_the_mapping_says_what_it_was_made_with(elastic: ElasticEngine) -> None:
    fill(elastic, TEN)
    name = published(elastic)
    mapping = elastic._client.indices.get_mapping(index=name).body[name]["mappings"]
    assert mapping["dynamic"] == "strict"
    assert mapping["_meta"][META]["schema"] == SCHEMA_VERSION
    assert set(mapping["properties"]) == {field.name for field in SCHEMA} | {"title", "body"}
    aliases = elastic._client.indices.get_alias(index=name).body[name]["aliases"]
    assert sorted(aliases) == [elastic._versions.read, elastic._versions.write]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("الـمُـوصِـل", ["موصل"]),  # marks and tatweel
        ("إدارة المدرسة", ["ادار", "مدرس"]),  # hamza, ta marbuta, article
        ("ایران \u200fوکرد", ["اير", "كرد"]),  # Persian letters, a direction mark
        ("عام ٢٠١٦", ["عام", "2016"]),  # digits
        ("من بغداد إلى القاهرة", ["بغداد", "قاهر"]),  # stop words
    ],
)
def test_other_clients_get_sensible_arabic(elastic: ElasticEngine, text: str, terms: list[str]) -> None:
    fill(elastic, TEN)
    answer = elastic._client.indices.analyze(index=elastic._versions.read, field="body", text=text).body
    assert [token["token"] for token in answer["tokens"]] == terms


def test_other_clients_search_title_and_body(elastic: ElasticEngine) -> None:
    fill(elastic, TEN)
    answer = elastic._client.search(index=elastic._versions.read, query={"match": {"body": "بالقاهره"}}, size=10).body
    assert [hit["_id"] for hit in answer["hits"]["hits"]] == ["cairo-1"]
    assert answer["hits"]["hits"][0]["_source"]["article"]["title"] == "معرض الكتاب"


def test_folding_rules_hold_no_invisible_characters() -> None:
    filters = folding_filters()
    rules = [rule for made in filters.values() for rule in made.get("mappings", ())]
    assert all(rule.isascii() for rule in rules)
    assert r"\u0640=>" in filters["fihris_plain"]["mappings"]
    assert r"\u0629=>\u0647" in filters["fihris_letters"]["mappings"]


def test_unknown_fields_are_refused(elastic: ElasticEngine) -> None:
    fill(elastic, TEN)
    answer = elastic._client.bulk(
        index=elastic._versions.write, operations=[{"index": {"_id": "x"}}, {"surprise": 1}]
    ).body
    assert answer["items"][0]["index"]["status"] == 400


def test_an_index_of_another_schema_is_refused_and_can_be_rebuilt(elastic: ElasticEngine) -> None:
    fill(elastic, TEN)
    name = published(elastic)
    meta = elastic._client.indices.get_mapping(index=name).body[name]["mappings"]["_meta"]
    meta[META]["schema"] = SCHEMA_VERSION + 1
    elastic._client.indices.put_mapping(index=name, meta=meta)
    elastic.close()
    for question in (lambda: SearchService(elastic).search(SearchRequest()), elastic.ready):
        with pytest.raises(SchemaMismatch, match="fihris reindex"):
            question()
    with pytest.raises(SchemaMismatch), elastic.update():
        pass
    with elastic.build() as builder:
        for one, _digest in elastic.articles():
            builder.add(document(one))
        builder.publish(expected=len(TEN))
    assert SearchService(elastic).search(SearchRequest()).total == len(TEN)


def test_other_indexes_are_left_alone(server_address: str) -> None:
    """Two indexes on one server, the name of one the beginning of the other's."""
    with empty_elastic_engine(server_address) as first:
        longer = f"{first._settings.index_name}x"
        second = ElasticEngine(server_address, first._settings.model_copy(update={"index_name": longer}))
        fill(first, TEN)
        fill(second, TEN[:2])
        assert [version.articles for version in first.versions()] == [len(TEN)]
        assert [version.articles for version in second.versions()] == [2]
        with first.build() as builder:
            builder.publish(expected=0)
        first.prune(0)
        assert SearchService(second).search(SearchRequest()).total == 2
        second.close()


# ---- several shards


@pytest.fixture(scope="module")
def shards(shared_address: str) -> Iterator[tuple[SearchService, SearchService]]:
    """The same 400 articles in one shard and in five; shards answer with few values, so that lists are cut."""
    articles = random_articles(400, seed=12)
    with empty_elastic_engine(shared_address) as one, empty_elastic_engine(shared_address, shards=5) as five:
        yield fill(one, articles), fill(five, articles)


@pytest.mark.parametrize("size", [1, 3, 20])
def test_facets_are_exact_over_shards(
    shards: tuple[SearchService, SearchService], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    one, five = shards
    monkeypatch.setattr("search.engines.elastic_facets._SHARD_SIZE", 1)
    for filters in (Filters(), Filters(place=("p3",), actor=("a1", "a399")), Filters(source=("س1",))):
        request = SearchRequest(filters=filters, facet_size=size, sort="newest")
        assert five.search(request) == one.search(request)
    monkeypatch.setattr("search.engines.elastic_facets._MOST_VALUES", 2 * size)
    request = SearchRequest(facet_size=size, facets=("place",), limit=0)
    assert five.search(request).term_facets[0].values[0] == one.search(request).term_facets[0].values[0]


def test_pages_over_shards(shards: tuple[SearchService, SearchService]) -> None:
    for request in (SearchRequest("ماء بيت", "any", limit=30), SearchRequest(sort="newest", limit=30)):
        found = [hit.article.id for hit in shards[1].every_hit(replace(request, facets=()))]
        assert len(found) == len(set(found)) == shards[1].search(request).total


# ---- points in time


def test_a_page_goes_on_when_its_point_in_time_has_ended(elastic: ElasticEngine) -> None:
    service = fill(elastic, random_articles(60, seed=6))
    request = SearchRequest("بيت", limit=5, facets=())
    whole = [hit.article.id for hit in service.search(replace(request, limit=100)).hits]
    first = service.search(request)
    second = service.search(replace(request, cursor=first.next))
    elastic._client.close_point_in_time(id=_point_in_time(second.next))
    third = service.search(replace(request, cursor=second.next))
    assert [hit.article.id for page in (first, second, third) for hit in page.hits] == whole[:15]


def test_pages_of_one_search_see_one_state(elastic: ElasticEngine) -> None:
    service = fill(elastic, random_articles(60, seed=6))
    request = SearchRequest("بيت", limit=5, facets=())
    first = service.search(request)
    second = service.search(replace(request, cursor=first.next))
    total = second.total
    with elastic.update() as writer:
        for number in range(10):
            writer.add(document(article(f"new{number}", "بيت")))
        writer.commit()
    third = service.search(replace(request, cursor=second.next))
    assert third.total == total
    assert service.search(request).total == total + 10


def _point_in_time(cursor: str | None) -> str:
    assert cursor is not None
    text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    found = json.loads(text[text.index("[") :])[3]
    assert isinstance(found, str)
    return found


# ---- a server that is away


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_no_server() -> None:
    engine = open_engine(f"http://127.0.0.1:{free_port()}", Settings(timeout=2))
    for question in (
        lambda: SearchService(engine).search(SearchRequest()),
        engine.ready,
        engine.versions,
        lambda: engine.article("x"),
        lambda: engine.digests(["x"]),
    ):
        with pytest.raises(EngineUnavailable, match="does not answer"):
            question()
    with pytest.raises(EngineUnavailable), engine.update():
        pass


class _Other(BaseHTTPRequestHandler):
    """A server that is not Elasticsearch."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def test_another_server() -> None:
    with HTTPServer(("127.0.0.1", 0), _Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        engine = open_engine(f"http://127.0.0.1:{server.server_address[1]}", Settings(timeout=2))
        with pytest.raises(EngineUnavailable, match="not Elasticsearch"):
            engine.ready()
        server.shutdown()


def test_several_addresses_one_of_them_dead(server_address: str) -> None:
    with empty_elastic_engine(f"http://127.0.0.1:{free_port()},{server_address}") as engine:
        service = fill(engine, TEN)
        for _ in range(6):
            assert service.search(SearchRequest()).total == len(TEN)
        engine.ready()


def test_a_red_index_is_not_ready(elastic: ElasticEngine) -> None:
    """A version whose one shard may be on no node, published by hand; once it may, all is well without a restart."""
    service = fill(elastic, TEN)
    elastic.ready()
    before = published(elastic)
    nowhere = f"{elastic._versions.read}-20260101t000000000000-abcdef"
    body = creation({"created": "2026-01-01T00:00:00+00:00", "complete": True}, shards=1)
    body["settings"]["index"]["routing.allocation.require._name"] = "nobody"
    elastic._client.indices.create(index=nowhere, wait_for_active_shards=0, **body)
    elastic._versions.publish(nowhere)
    elastic.close()
    with pytest.raises(EngineUnavailable, match="red"):
        elastic.ready()
    with pytest.raises(EngineUnavailable):
        service.search(SearchRequest())
    elastic._client.indices.put_settings(index=nowhere, settings={"index.routing.allocation.require._name": None})
    elastic._client.cluster.health(index=nowhere, wait_for_status="green", timeout="30s")
    elastic.ready()
    assert service.search(SearchRequest()).total == 0
    elastic._versions.publish(before)
    assert service.search(SearchRequest()).total == len(TEN)


@pytest.mark.parametrize(
    ("index", "settings", "said"),
    [
        ("http://", {}, "no http"),
        ("http://a:9200,ftp://b", {}, "no http"),
        ("http://a:99999", {}, "no address"),
        ("http://user:secret@a:9200", {}, "FIHRIS_USERNAME"),
        ("http://a:9200", {"username": "reader"}, "go together"),
    ],
)
def test_settings_that_cannot_be_used(index: str, settings: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        open_engine(index, Settings(**settings))  # type: ignore[arg-type]
    assert "secret" not in str(refused.value)


def test_credentials_are_sent_and_not_shown() -> None:
    settings = Settings(username="reader", password="long secret")  # noqa: S106 - invented
    assert "long secret" not in repr(settings)
    engine = ElasticEngine("http://127.0.0.1:9200", settings)
    assert "authorization" in engine._client._headers


def test_bodies_are_compressed_between_machines(server_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.elastic_client._is_local", lambda _address: False)
    with empty_elastic_engine(server_address) as engine:
        assert fill(engine, TEN).search(SearchRequest("بغداد")).total == 2


def test_deep_queries_are_answered(elastic: ElasticEngine) -> None:
    service = fill(elastic, TEN)
    for query in (
        "(" * 40 + "بغداد" + ")" * 40,
        "(قاهرة أو " * 30 + "بغداد" + ")" * 30,
        "-(" * 30 + "بغداد" + ")" * 30,
    ):
        service.search(SearchRequest(query))
