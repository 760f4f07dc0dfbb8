"""TLS and credentials as the settings name them, against a node behind a guard that asks for both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import trustme

from search.engines.elastic_engine import ElasticEngine
from search.errors import EngineUnavailable, SettingsError
from search.request import SearchRequest
from search.service import SearchService
from search.settings import load_settings
from tests.corpus import TEN, document
from tests.elasticsearch_node.fixtures import empty_elastic_engine
from tests.elasticsearch_node.guard import Account, Guard

pytestmark = pytest.mark.elasticsearch

WRITER = Account("fihris", "a long secret")
READER = Account("reader", "another secret", reads_only=True)
KEY = Account("key", "a2V5OnNlY3JldA==", api_key=True)
ACCOUNTS = [WRITER, READER, KEY]
USER = {"USERNAME": WRITER.name, "PASSWORD": WRITER.secret}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture(scope="module")
def guard(shared_address: str, authority: trustme.CA) -> Iterator[Guard]:
    certificate = authority.issue_cert("127.0.0.1")
    with Guard(shared_address, ACCOUNTS, certificate.configure_cert) as running:
        yield running


@pytest.fixture
def filled(shared_address: str) -> Iterator[ElasticEngine]:
    """An index with ten articles, written past the guard."""
    with empty_elastic_engine(shared_address) as engine:
        with engine.update() as writer:
            for one in TEN:
                writer.add(document(one))
            writer.commit()
        yield engine


@contextmanager
def opened(
    monkeypatch: pytest.MonkeyPatch, index: str, engine: ElasticEngine, **environment: str | Path
) -> Iterator[ElasticEngine]:
    """An engine over the same index as ``engine``, with nothing but the environment to go by."""
    for name, value in {"INDEX": index, "INDEX_NAME": engine._settings.index_name, "TIMEOUT": "5"}.items():
        monkeypatch.setenv(f"FIHRIS_{name}", value)
    for name, path in environment.items():
        monkeypatch.setenv(f"FIHRIS_{name}", str(path))
    settings = load_settings()
    with closing(ElasticEngine(settings.index, settings)) as secured:
        yield secured


@pytest.mark.parametrize("credentials", [USER, {"API_KEY": KEY.secret}], ids=["password", "key"])
def test_everything_works_through_tls_with_credentials(
    guard: Guard, ca: Path, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch, credentials: dict[str, str]
) -> None:
    guard.seen.clear()
    with opened(monkeypatch, guard.address, filled, CA=ca, **credentials) as engine:
        engine.ready()
        service = SearchService(engine)
        assert service.search(SearchRequest()).total == len(TEN)
        with engine.build() as builder:
            for one, _ in engine.articles():
                builder.add(document(one))
            builder.publish(expected=len(TEN))
        with engine.update() as writer:
            writer.delete(TEN[0].id)
            writer.commit()
        assert service.search(SearchRequest()).total == len(TEN) - 1
        assert service.suggest("بغد")
    assert len(guard.seen) > 10, "all of it went through the guard"


@pytest.mark.parametrize(
    "credentials",
    [{}, {"USERNAME": WRITER.name, "PASSWORD": "not that"}, {"API_KEY": "bm90OnRoYXQ="}],
    ids=["none", "password", "key"],
)
def test_wrong_credentials_are_told_and_not_shown(
    guard: Guard, ca: Path, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch, credentials: dict[str, str]
) -> None:
    with opened(monkeypatch, guard.address, filled, CA=ca, **credentials) as engine:
        for question in (engine.ready, lambda: SearchService(engine).search(SearchRequest()), engine.versions):
            with pytest.raises(EngineUnavailable, match=r"FIHRIS_API_KEY, or FIHRIS_USERNAME") as refused:
                question()
            assert not any(secret in str(refused.value) for secret in ("not that", "bm90OnRoYXQ="))


def test_an_account_that_only_reads_searches_and_is_refused_to_write(
    guard: Guard, ca: Path, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The privileges of docs/operations.md for searching are enough for all that the web service asks."""
    credentials = {"USERNAME": READER.name, "PASSWORD": READER.secret}
    with opened(monkeypatch, guard.address, filled, CA=ca, **credentials) as engine:
        engine.ready()
        service = SearchService(engine)
        first = service.search(SearchRequest(limit=3))
        assert first.total == len(TEN)
        assert service.search(SearchRequest(limit=3, cursor=first.next)).hits, "pages need a point in time"
        assert service.article(TEN[0].id) is not None
        assert service.suggest("بغد")
        assert service.explain(SearchRequest("بغداد"), first.hits[0].article.id).words
        assert engine.versions()
        with pytest.raises(EngineUnavailable, match=r"forbids this.*unauthorized for user"), engine.build():
            pass
        with engine.update() as writer:
            writer.delete(TEN[0].id)
            with pytest.raises(EngineUnavailable, match="forbids this"):
                writer.commit()
    assert SearchService(filled).search(SearchRequest()).total == len(TEN)


def test_a_certificate_of_another_authority_is_refused(
    guard: Guard, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    with (
        opened(monkeypatch, guard.address, filled, CA=other, **USER) as engine,
        pytest.raises(EngineUnavailable, match=r"certificate.*FIHRIS_CA"),
    ):
        engine.ready()


def test_without_an_authority_the_system_decides(
    guard: Guard, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        opened(monkeypatch, guard.address, filled, **USER) as engine,
        pytest.raises(EngineUnavailable, match=r"certificate.*FIHRIS_CA"),
    ):
        engine.ready()


def test_a_certificate_of_another_host_is_refused(
    shared_address: str, authority: trustme.CA, ca: Path, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = authority.issue_cert("elsewhere.example")
    with (
        Guard(shared_address, ACCOUNTS, elsewhere.configure_cert) as other,
        opened(monkeypatch, other.address, filled, CA=ca, **USER) as engine,
        pytest.raises(EngineUnavailable, match=r"certificate.*FIHRIS_CA"),
    ):
        engine.ready()


def test_plain_and_secured_servers_are_not_mixed_up(
    guard: Guard, shared_address: str, ca: Path, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in (guard.address.replace("https", "http"), shared_address.replace("http", "https")):
        with (
            opened(monkeypatch, index, filled, CA=ca, **USER) as engine,
            pytest.raises(EngineUnavailable, match=r"https?://"),
        ):
            engine.ready()


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "not a certificate"])
def test_a_file_that_holds_no_certificate_is_told(
    guard: Guard, filled: ElasticEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "none.pem"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with (
        pytest.raises(SettingsError, match=r"FIHRIS_CA .*none\.pem"),
        opened(monkeypatch, guard.address, filled, CA=file, **USER),
    ):
        pass
