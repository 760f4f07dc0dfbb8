"""The site over a small index built with the real embedded engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from search.engines import open_engine
from search.service import SearchService
from search.settings import Settings
from tests.corpus import TEN, document
from web.app import create_app


def build(directory: Path) -> str:
    engine = open_engine(str(directory))
    with engine.update() as writer:
        for one in TEN:
            writer.add(document(one))
        writer.commit()
    engine.close()
    return str(directory)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    index = build(tmp_path_factory.mktemp("web") / "index")
    settings = Settings(index=index, page_size=3)
    with TestClient(create_app(settings, SearchService(open_engine(index)))) as client:
        yield client


def test_the_first_page_shows_the_latest_articles_and_what_the_index_holds(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "10 مقالات" in page.text
    assert page.text.index("القمح") < page.text.index("&lt;b&gt;")


def test_a_search_over_the_api(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "الموصل"}).json()
    assert answer["total"] == 3
    assert {hit["id"] for hit in answer["hits"]} == {"mosul-1", "mosul-2", "markup-1"}
