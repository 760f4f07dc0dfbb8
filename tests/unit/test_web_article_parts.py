"""A very long article on its page: in parts of bounded size, each with its mentions, left by links alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from fastapi.testclient import TestClient

from search.article import ActorMention, DateMention, PlaceMention
from tests.corpus import article
from tests.site import build_index, site
from web.article_view import PART
from web.params import article_href

LINE = "زار وزير الثقافة مدينة الموصل يوم الاثنين <b> وعاد منها.\n"
LINES = 5 * PART // 2 // len(LINE)
BODY = LINE * LINES + "وقال خالد العبيدي إن الزيارة ناجحة."
TITLE = "زيارة إلى بغداد"
PLACES = (
    PlaceMention("title", 10, 15, "بغداد", "baghdad.iq", "بغداد"),
    *(
        PlaceMention("body", at, at + 6, "الموصل", "mosul.iq", "الموصل")
        for at in range(LINE.index("الموصل"), LINES * len(LINE), len(LINE))
    ),
)
SPEAKER = ActorMention(
    "body", BODY.index("خالد"), BODY.index(" إن الزيارة"), "خالد العبيدي", "khalid-al-obaidi", "خالد العبيدي", "person"
)
DATE = DateMention("body", 29, 41, "يوم الاثنين", dt.date(2016, 10, 24), dt.date(2016, 10, 24), "day")
LONG = article("طويل/1", BODY, TITLE, published=dt.date(2016, 10, 25), places=PLACES, actors=(SPEAKER,), dates=(DATE,))
SHORT = article("short", LINE, TITLE, places=PLACES[:2])
ONE_LINE = article("line", "كلمة " * (PART // 3), "سطر واحد")
HTMX = {"hx-request": "true", "hx-target": "reading"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    index = build_index(tmp_path_factory.mktemp("long") / "index", (LONG, SHORT, ONE_LINE, replace(LONG, id="..")))
    with TestClient(site(index)) as client:
        yield client


def shown(page: str) -> str:
    """The text of a page's body."""
    body = re.search(r'<div class="body">(.*?)</div>', page, re.DOTALL)
    assert body
    paragraphs = re.findall(r"<p dir=\"auto\">(.*?)</p>", body[1], re.DOTALL)
    return "\n".join(unescape(re.sub("<[^>]+>", "", text)) for text in paragraphs)


def following(page: str, relation: str) -> str:
    link = re.search(rf'<a id="part-\w+" rel="{relation}" href="([^"]+)"', page)
    return unescape(link[1]) if link else ""


def test_the_parts_are_reached_by_links_and_are_the_text(client: TestClient) -> None:
    address = article_href(LONG.id)
    texts, pages = [], []
    while address:
        page = client.get(address)
        assert page.status_code == 200
        texts.append(shown(page.text))
        pages.append(page.text)
        assert len(texts[-1]) <= PART
        address = following(page.text, "next")
    assert "\n".join(texts) == BODY
    assert len(pages) == 3
    assert "الجزء 2 من 3" in pages[1]
    assert following(pages[2], "prev").endswith("?part=2")
    assert following(pages[1], "prev") == article_href(LONG.id)
    assert not following(pages[0], "prev")


def test_a_part_has_its_own_mentions_and_those_of_the_title(client: TestClient) -> None:
    first = client.get(article_href(LONG.id)).text
    last = client.get(article_href(LONG.id, part=3)).text
    assert first.count('class="mention place"') == shown(first).count("الموصل") + 2  # of the title, of the legend
    assert last.count('class="mention place"') == shown(last).count("الموصل") + 2
    for page, speaker, date in ((first, False, True), (last, True, False)):
        assert 'href="/search?place=baghdad.iq"' in page
        assert ("خالد العبيدي</a>" in page) is speaker
        assert ('<dl class="dates">' in page) is date
        assert 'aria-label="ما ذُكر في هذا الجزء"' in page


def test_htmx_gets_the_part_alone(client: TestClient) -> None:
    page = client.get(article_href(LONG.id, part=2), headers=HTMX).text
    assert page.startswith("<title>")
    assert "<html" not in page
    assert 'id="reading"' in page
    assert '<p hx-swap-oob="innerHTML:#status">الجزء 2 من 3</p>' in page
    assert shown(page) == shown(client.get(article_href(LONG.id, part=2)).text)


def test_an_article_of_one_part_says_nothing_of_parts(client: TestClient) -> None:
    page = client.get(article_href(SHORT.id)).text
    assert '<nav class="parts"' not in page
    assert "الجزء" not in page
    assert shown(page) == LINE.strip()


def test_a_line_without_an_end_is_cut_between_words(client: TestClient) -> None:
    first, second = (shown(client.get(article_href("line", part=part)).text) for part in (1, 2))
    assert len(first) <= PART
    assert first + second == ONE_LINE.body


def test_parts_of_an_article_that_is_asked_for_by_parameter(client: TestClient) -> None:
    assert following(client.get("/article", params={"id": ".."}).text, "next") == "/article?id=..&part=2"
    assert "الجزء 2 من 3" in client.get("/article", params={"id": "..", "part": "2"}).text


@pytest.mark.parametrize("part", ["0", "4", "-1", "x", "1.5", "9" * 30])
def test_a_part_that_is_not_there(client: TestClient, part: str) -> None:
    answer = client.get(article_href(LONG.id), params={"part": part})
    assert answer.status_code == 400
    assert "ليس في المقال جزء بهذا الرقم" in answer.text
    assert f'<a href="{article_href(LONG.id)}">المقال من أوله</a>' in answer.text


def test_an_empty_part_is_as_if_not_given(client: TestClient) -> None:
    assert client.get(article_href(LONG.id) + "?part=").text == client.get(article_href(LONG.id)).text
