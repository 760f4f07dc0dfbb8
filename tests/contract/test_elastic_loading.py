"""Loading into a server: what it turns away, what is written during a build, and searches during the switch."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import orjson
import pytest
from elastic_transport import ConnectionTimeout, HttpHeaders
from elasticsearch import ApiError
from elasticsearch.exceptions import GeneralAvailabilityWarning

from indexer.loading import rebuild_index, update_index
from indexer.rejects import Rejects
from indexer.sources import find_files, raw_article
from search.engines import elastic_bulk, elastic_compaction
from search.engines.elastic_bulk import BulkSender, WriteBlockedError, add_operation
from search.engines.elastic_catchup import set_write_block
from search.engines.elastic_engine import ElasticEngine
from search.engines.elastic_state import BuildLease
from search.errors import BuildFailed, EngineUnavailable, IndexBusy
from search.request import SearchRequest
from search.service import SearchService
from tests.corpus import TEN, article, document, random_articles
from tests.elasticsearch_node.fixtures import empty_elastic_engine

pytestmark = pytest.mark.elasticsearch


def fill(engine: ElasticEngine, articles: Any = TEN) -> SearchService:
    with engine.update() as writer:
        for one in articles:
            writer.add(document(one))
        writer.commit()
    return SearchService(engine)


def published(engine: ElasticEngine) -> str:
    return next(version.name for version in engine.versions() if version.published)


def total(engine: ElasticEngine) -> int:
    return SearchService(engine).search(SearchRequest(limit=0, facets=())).total


class Answers:
    """Stands between the sender and the server and spoils what the server answers."""

    def __init__(self, client: Any, spoil: Any) -> None:
        self.client = client
        self.spoil = spoil
        self.requests = 0

    def options(self, **options: Any) -> Answers:
        return Answers(self.client.options(**options), self.spoil)

    def perform_request(self, *arguments: Any, **named: Any) -> Any:
        self.requests += 1
        return self.spoil(self.requests, lambda: self.client.perform_request(*arguments, **named))


def sender(engine: ElasticEngine, spoil: Any, patience: float = 30) -> BulkSender:
    return BulkSender(
        Answers(engine._client, spoil),  # type: ignore[arg-type]
        published(engine),
        timeout=10,
        patience=patience,
    )


class Body:
    def __init__(self, body: Any) -> None:
        self.body = body


# ---- what the server turns away


def test_rejected_items_are_sent_again(elastic: ElasticEngine) -> None:
    """A full queue rejects some items of a request with status 429: those alone are sent again."""
    fill(elastic)

    def spoil(request: int, answer: Any) -> Any:
        items = answer().body["items"]
        if request < 3:
            for item in items[::2]:
                item["index"] = {"status": 429, "error": {"reason": "rejected execution"}}
        return Body({"items": items})

    bulk = sender(elastic, spoil)
    for one in random_articles(30, seed=1):
        bulk.put(add_operation(document(one)))
    bulk.flush()
    bulk.close()
    elastic._client.indices.refresh(index=published(elastic))
    assert total(elastic) == len(TEN) + 30
    assert bulk.take_refused() == []


def test_a_server_that_stays_busy_is_given_up_on_in_words(elastic: ElasticEngine) -> None:
    fill(elastic)

    def spoil(_request: int, _answer: Any) -> Any:
        return Body({"items": [{"index": {"status": 429, "error": {"reason": "queue is full"}}}]})

    bulk = sender(elastic, spoil, patience=0.5)
    bulk.put(add_operation(document(TEN[0])))
    with pytest.raises(EngineUnavailable, match=r"did not take 1 articles .* queue is full"):
        bulk.flush()
    bulk.close()


def test_refused_articles_are_in_the_rejects(elastic: ElasticEngine, tmp_path: Path) -> None:
    """A field that cannot be mapped refuses its article alone; the others are loaded and counted."""
    lines = [orjson.dumps({"id": one.id, "title": one.title, "body": one.body}) for one in TEN]
    source = tmp_path / "articles.jsonl"
    source.write_bytes(b"\n".join(lines))
    [line] = [number for number, one in enumerate(TEN, 1) if one.id == "cairo-1"]
    real = elastic_bulk.add_operation

    def spoiled(one: Any) -> Any:
        operation = real(one)
        if one.id != "cairo-1":
            return operation
        return elastic_bulk.Operation(one.id, operation.lines.replace(b'"newest":[', b'"newest":["x",'))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.engines.elastic_writers.add_operation", spoiled)
        for load in (update_index, rebuild_index):
            with Rejects(tmp_path / f"{load.__name__}.jsonl") as rejects:
                load(elastic, find_files([source]), workers=1, rejects=rejects)
            [rejected] = [orjson.loads(line) for line in rejects.path.read_bytes().splitlines()]
            assert (rejected["file"], rejected["line"]) == (str(source), line)
            assert raw_article(rejected) == raw_article(orjson.loads(lines[line - 1])), "the record itself is there"
            assert "newest" in rejected["reason"]
            assert total(elastic) == len(TEN) - 1


def test_an_article_larger_than_a_chunk_goes_alone(elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_bulk, "CHUNK_BYTES", 2000)
    fill(elastic, [article("long", "كلمة " * 5000), *TEN])
    assert total(elastic) == len(TEN) + 1


def test_a_word_too_long_for_the_server_is_cut_and_not_refused(elastic: ElasticEngine) -> None:
    fill(elastic, [article("long", "ا" * 40_000), article("x", "نص", source="س" * 20_000)])
    assert total(elastic) == 2


def test_the_last_of_many_writes_of_one_article_counts(elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_bulk, "CHUNK_DOCUMENTS", 2)
    with elastic.update() as writer:
        for number in range(50):
            writer.add(document(article(f"a{number % 5}", f"نص {number}")))
            if number % 7 == 0:
                writer.delete(f"a{(number + 1) % 5}")
        writer.commit()
    for number in range(45, 50):
        stored = elastic.article(f"a{number % 5}")
        assert stored is None or stored.body == f"نص {number}"
    assert elastic.article("a0") is None  # deleted after its last writing, by number 49
    assert elastic.article("a3") is not None


def test_a_full_disk_is_reported_in_words(elastic: ElasticEngine) -> None:
    service = fill(elastic)
    name = published(elastic)
    elastic._client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
    with pytest.raises(EngineUnavailable, match="disk is nearly full"), elastic.update() as writer:
        writer.add(document(article("more", "نص")))
        writer.commit()
    assert service.search(SearchRequest()).total == len(TEN), "searches go on"
    elastic._client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})
    fill(elastic, [article("more", "نص")])
    assert total(elastic) == len(TEN) + 1


def test_a_request_that_times_out_or_is_turned_away_is_sent_again(elastic: ElasticEngine) -> None:
    fill(elastic)

    def spoil(request: int, answer: Any) -> Any:
        if request == 1:
            raise ConnectionTimeout("timed out")
        taken = answer()
        if request == 2:  # the server has done its work, its answer says otherwise
            raise ApiError("busy", meta=taken.meta.__class__(429, "1.1", HttpHeaders(), 0.1, taken.meta.node), body={})
        return taken

    bulk = sender(elastic, spoil)
    bulk.put(add_operation(document(article("late", "نص"))))
    bulk.flush()
    bulk.close()
    assert elastic.article("late") is not None


# ---- builds


def test_a_build_is_set_for_loading_and_then_for_searching(elastic: ElasticEngine) -> None:
    fill(elastic)

    def settings(name: str) -> Any:
        return elastic._client.indices.get_settings(index=name, flat_settings=True).body[name]["settings"]

    with elastic.build() as builder:
        facts = builder._facts
        assert facts is not None
        building = settings(facts.name)
        builder.publish(expected=0)
    assert building["index.refresh_interval"] == "-1"
    assert building["index.number_of_replicas"] == "0"
    serving = settings(facts.name)
    assert serving["index.refresh_interval"] == "5s"
    assert serving["index.auto_expand_replicas"] == "0-1"


def test_a_build_is_merged_and_keeps_articles_once(elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only recovery needs, every document with all its terms, is dropped before the version is published."""
    monkeypatch.setattr(elastic_compaction, "WORTH_MERGING", 0)
    with elastic.build() as builder:
        for one in TEN:
            builder.add(document(one))
            builder.commit()
            elastic._client.indices.refresh(index=builder._open[1].name)
        name = builder.publish(expected=len(TEN)).name
    [segments] = elastic._client.indices.segments(index=name).body["indices"][name]["shards"]["0"]
    assert len(segments["segments"]) == 1
    with pytest.warns(GeneralAvailabilityWarning):
        fields = elastic._client.indices.disk_usage(index=name, run_expensive_tasks=True).body[name]["fields"]
    assert not fields.get("_recovery_source", {}).get("stored_fields_in_bytes")
    assert fields["_source"]["stored_fields_in_bytes"]
    assert "positions" not in str(fields["text_skeleton"]["inverted_index"])
    assert total(elastic) == len(TEN)
    stored = elastic._client.get(index=name, id=TEN[0].id).body["_source"]
    assert sorted(stored) == ["article", "digest"]


def test_writes_and_deletions_during_a_build_are_in_the_new_version(elastic: ElasticEngine) -> None:
    """Written before, while and after the stored articles are read; deleted, and deleted and written again."""
    articles = random_articles(300, seed=8)
    fill(elastic, articles)

    def write(*added: Any, deleted: tuple[str, ...] = ()) -> None:
        with elastic.update() as writer:
            for one in added:
                writer.add(document(one))
            for identity in deleted:
                writer.delete(identity)
            writer.commit()

    with elastic.build() as builder:
        write(article("early", "زيتون"), deleted=("r0",))
        stored = elastic.articles()
        for number, (one, _digest) in enumerate(stored):
            if number == 100:
                write(article("middle", "زيتون"), article("r1", "زيتون"), deleted=("r2", "r3"))
            builder.add(document(one))
        write(article("late", "زيتون"), article("r3", "زيتون"), deleted=("r4", "early"))
        builder.publish(expected=300)
    service = SearchService(elastic)
    found = {hit.article.id for hit in service.search(SearchRequest("زيتون", limit=100)).hits}
    assert found == {"middle", "late", "r1", "r3"}
    assert all(elastic.article(gone) is None for gone in ("r0", "r2", "r4", "early"))
    assert total(elastic) == 300 - 3 + 2


@pytest.mark.parametrize("shards", [1, 3])
def test_stored_articles_are_read_once_each_in_slices(server_address: str, shards: int) -> None:
    """More than a page a slice; what is written later is not seen, and whoever stops early leaves nothing open."""
    articles = random_articles(2300, seed=12)
    with empty_elastic_engine(server_address, shards=shards) as engine:
        fill(engine, articles)
        stored = engine.articles()
        fill(engine, [article("after", "نص")])
        read = [one for one, _digest in stored]
        assert sorted(read, key=lambda one: one.id) == sorted(articles, key=lambda one: one.id)
        stopped = engine.articles()
        next(stopped)
        stopped.close()  # type: ignore[attr-defined]
        assert _open_contexts(engine) == 0


def _open_contexts(engine: ElasticEngine) -> int:
    """Points in time, and searches that are not at their end, that the server keeps for the published version."""
    stats = engine._client.indices.stats(index=published(engine), metric=["search"]).body
    return int(stats["_all"]["total"]["search"]["open_contexts"])


def test_an_update_waits_for_the_switch(elastic: ElasticEngine) -> None:
    """While writes are stopped an update waits, and then goes to the new version."""
    fill(elastic)
    old = published(elastic)
    with elastic.build() as builder:
        set_write_block(elastic._client, old, blocked=True)
        writing = threading.Thread(target=fill, args=(elastic, [article("waited", "نص")]))
        writing.start()
        time.sleep(1)
        assert elastic.article("waited") is None
        builder.publish(expected=0)
    writing.join()
    assert published(elastic) != old
    assert elastic.article("waited") is not None


def test_the_block_of_a_killed_build_is_lifted(elastic: ElasticEngine) -> None:
    fill(elastic)
    set_write_block(elastic._client, published(elastic), blocked=True)
    fill(elastic, [article("after", "نص")])
    assert elastic.article("after") is not None


def test_no_search_fails_while_versions_are_switched(elastic: ElasticEngine) -> None:
    fill(elastic)
    failures: list[BaseException] = []
    totals: set[int] = set()
    done = threading.Event()

    def search() -> None:
        service = SearchService(elastic)
        while not done.is_set():
            try:
                totals.add(service.search(SearchRequest("الموصل")).total)
            except BaseException as error:  # noqa: BLE001 - counted below
                failures.append(error)

    searching = [threading.Thread(target=search) for _ in range(2)]
    for thread in searching:
        thread.start()
    for _ in range(4):
        with elastic.build() as builder:
            for one, _digest in elastic.articles():
                builder.add(document(one))
            builder.publish(expected=len(TEN))
        elastic.prune(0)
    done.set()
    for thread in searching:
        thread.join()
    assert failures == []
    assert totals == {3}
    assert len(elastic.versions()) == 1


def test_a_wrong_count_leaves_the_old_version_writable(elastic: ElasticEngine) -> None:
    fill(elastic)
    with pytest.raises(BuildFailed), elastic.build() as builder:
        builder.add(document(TEN[0]))
        builder.publish(expected=3)
    fill(elastic, [article("more", "نص")])
    assert total(elastic) == len(TEN) + 1
    assert len(elastic._versions.all()) == 1


def test_a_killed_build_is_tidied_up_by_the_next(elastic: ElasticEngine) -> None:
    fill(elastic)
    left = elastic._versions.begin()
    assert left.name in {facts.name for facts in elastic._versions.all()}
    assert left.name not in {version.name for version in elastic.versions()}
    with elastic.build():
        assert left.name not in {facts.name for facts in elastic._versions.all()}


# ---- who builds


def test_a_lapsed_lease_is_taken_over(elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    state = elastic._versions.state
    monkeypatch.setattr("search.engines.elastic_state.LEASE_SECONDS", 0.0)
    killed = BuildLease(elastic._client, state)
    monkeypatch.setattr(BuildLease, "_renew", lambda _self: None)
    killed.__enter__()
    monkeypatch.undo()
    with BuildLease(elastic._client, state) as second:
        second.check()
        with pytest.raises(IndexBusy, match="lapses in"), BuildLease(elastic._client, state):
            pass
    with pytest.raises(IndexBusy, match="cut off"):
        killed.check()


def test_a_lease_is_renewed(elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.elastic_state.LEASE_SECONDS", 1.0)
    with BuildLease(elastic._client, elastic._versions.state) as lease:
        time.sleep(2)
        lease.check()
        with pytest.raises(IndexBusy), BuildLease(elastic._client, elastic._versions.state):
            pass


def test_a_blocked_write_is_told_apart(elastic: ElasticEngine) -> None:
    fill(elastic)
    set_write_block(elastic._client, published(elastic), blocked=True)
    bulk = sender(elastic, lambda _request, answer: answer())
    bulk.put(add_operation(document(TEN[0])))
    with pytest.raises(WriteBlockedError):
        bulk.flush()
    bulk.close()
