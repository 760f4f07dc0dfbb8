"""One node for all tests of a run that need a server: `server_address` starts it when it is first asked for.

``FIHRIS_TEST_ELASTICSEARCH`` names a running server to use instead. Where there is neither, tests are skipped and say
why; in continuous integration (``CI`` is set) they fail, so that nothing is left out unseen.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from search.engines.elastic_engine import ElasticEngine
from search.settings import Settings
from tests.elasticsearch_node.build import NodesImpossibleError
from tests.elasticsearch_node.cluster import Cluster


def skip(reason: str) -> None:
    """Skip the test, or fail it in continuous integration."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; with CI set nothing may be skipped")
    pytest.skip(f"{reason}; FIHRIS_TEST_ELASTICSEARCH can name a running server instead")


class _Server:
    """The one node of this run, or why there is none."""

    def __init__(self) -> None:
        self.cluster: Cluster | None = None
        self.missing = ""

    def address(self) -> str | None:
        if self.cluster is None and not self.missing:
            try:
                self.cluster = Cluster(1).__enter__()
            except NodesImpossibleError as error:
                self.missing = str(error)
        return self.cluster.addresses if self.cluster else None

    def close(self) -> None:
        if self.cluster is not None:
            self.cluster.__exit__(None, None, None)
            self.cluster = None


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[_Server]:
    """Starts the node when its address is asked for, ends it with the run."""
    server = _Server()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared_address(elasticsearch_server: _Server) -> str:
    """The address of a server that tests may use."""
    given = os.environ.get("FIHRIS_TEST_ELASTICSEARCH")
    address = given or elasticsearch_server.address()
    if address is None:
        skip(elasticsearch_server.missing)
    assert address is not None
    return address


@pytest.fixture
def server_address(shared_address: str) -> str:
    """The same, for one test."""
    return shared_address


@contextmanager
def empty_elastic_engine(address: str, **settings: object) -> Iterator[ElasticEngine]:
    """An engine over an index of its own, with everything of it deleted at the end."""
    chosen = Settings(index=address, index_name=f"test_{uuid.uuid4().hex[:12]}", **settings)  # type: ignore[arg-type]
    engine = ElasticEngine(address, chosen)
    try:
        yield engine
    finally:
        names = list(engine._client.indices.get(index=f"{chosen.index_name}*", expand_wildcards="all").body)
        if names:
            engine._client.indices.delete(index=names)
        engine.close()


@pytest.fixture
def elastic(server_address: str) -> Iterator[ElasticEngine]:
    """An engine over an empty index."""
    with empty_elastic_engine(server_address) as engine:
        yield engine
