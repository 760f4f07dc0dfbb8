"""Every engine that the contract runs on; each test gets an empty index of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search.engine import SearchEngine
from search.engines.tantivy_engine import TantivyEngine
from tests.elasticsearch_node.fixtures import (
    elastic,
    elasticsearch_server,
    empty_elastic_engine,
    server_address,
    shared_address,
)

__all__ = ["elastic", "elasticsearch_server", "engine", "server_address", "shared_address"]


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine over an empty index."""
    if request.param == "tantivy":
        with closing(TantivyEngine(tmp_path / "index")) as opened:
            yield opened
        return
    with empty_elastic_engine(request.getfixturevalue("server_address")) as server:
        yield server
