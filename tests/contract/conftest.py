"""Every engine that the contract runs on; each test gets an empty index of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search.engine import SearchEngine
from search.engines.tantivy_engine import TantivyEngine


@pytest.fixture(params=["tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    """An engine over an empty index."""
    assert request.param == "tantivy"
    with closing(TantivyEngine(tmp_path / "index")) as opened:
        yield opened
