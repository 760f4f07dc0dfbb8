"""Feeds and exports: well-formed, complete, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from search.article import Article
from tests.corpus import article
from tests.site import ARTICLES, HOSTILE, build_index, site

ATOM = "{http://www.w3.org/2005/Atom}"

FORMULA = article("formula", "نص", '=HYPERLINK("http://x")', source="@س", author="عادي")
CONTROL = article("control", "نص\x0b فيه\x00 \ufffe رموز", "عنوان\x1f غريب", published=ARTICLES[0].published)


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return (*ARTICLES, FORMULA, CONTROL)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, articles: tuple[Article, ...]) -> Iterator[TestClient]:
    index = build_index(tmp_path_factory.mktemp("web") / "index", articles)
    with TestClient(site(index)) as client:
        yield client


def test_a_feed_of_a_search_newest_first(client: TestClient, articles: tuple[Article, ...]) -> None:
    answer = client.get("/feed")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    times = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert len(times) == len([one for one in articles if one.published])
    assert times == sorted(times, key=str, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == times[0]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    hrefs = [str(link.get("href")) for link in feed.iter(f"{ATOM}link")]
    assert all(href.startswith("http://testserver/") for href in hrefs)


def test_a_feed_of_words(client: TestClient) -> None:
    feed = ET.fromstring(client.get("/feed?q=القمح").content)  # noqa: S314 - our own answer
    assert feed.findtext(f"{ATOM}title") == "فهرس: القمح"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["القمح"]


def test_a_feed_of_what_xml_cannot_hold(client: TestClient) -> None:
    feed = ET.fromstring(client.get("/feed?q=رموز%00%0b").content)  # noqa: S314 - our own answer
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["عنوان غريب"]


@pytest.mark.parametrize("host", ["a b", "[", "x/y", '"><x', "evil.example:99999999", ""])
def test_a_host_that_is_none_is_not_repeated(client: TestClient, host: str) -> None:
    for address in ("/feed", "/opensearch.xml", "/search", "/nope", "/api/v1/search?limit=x"):
        answer = client.get(address, headers={"host": host})
        assert answer.status_code in {200, 400, 404}
        assert f"//{host}/" not in answer.text


def test_csv_has_every_hit_a_line(client: TestClient, articles: tuple[Article, ...]) -> None:
    answer = client.get("/export.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="fihris.csv"'
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {row["id"] for row in rows} == {one.id for one in articles}
    formula = next(row for row in rows if row["id"] == "formula")
    assert formula["title"] == '\'=HYPERLINK("http://x")'
    assert formula["source"] == "'@س"
    assert formula["author"] == "عادي"
    hostile = next(row for row in rows if row["id"] == HOSTILE.id)
    assert hostile["actors"] == "جامعة الموصل | سعاد الطحان"


def test_json_lines_are_the_articles_as_the_api_gives_them(client: TestClient) -> None:
    lines = client.get("/export.jsonl?q=الموصل&place=mosul.iq").text.splitlines()
    answers = [json.loads(line) for line in lines]
    assert {answer["id"] for answer in answers} == {"mosul-1", "mosul-2", HOSTILE.id}
    for answer in answers:
        assert client.get("/api/v1/articles", params={"id": answer["id"]}).json() == answer


def test_an_export_of_nothing(client: TestClient) -> None:
    assert client.get("/export.jsonl?q=زززز").content == b""
    assert client.get("/export.csv?q=زززز").text.count("\n") == 1


def test_browsers_can_add_the_search(client: TestClient) -> None:
    description = ET.fromstring(client.get("/opensearch.xml").content)  # noqa: S314 - our own answer
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    urls = {url.get("type"): url.get("template") for url in description.iter(f"{space}Url")}
    assert urls["text/html"] == "http://testserver/search?q={searchTerms}"
    assert "opensearch.xml" in client.get("/").text
