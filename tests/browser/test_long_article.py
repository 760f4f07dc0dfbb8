"""A very long article in a real browser: leafed through in place, with the back button, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_page import PHONE, violations
from tests.corpus import article
from tests.site import build_index, served, site
from web.article_view import PART

pytestmark = pytest.mark.browser

LINE = "زار وزير الثقافة مدينة الموصل يوم الاثنين وعاد منها.\n"
LONG = article("long", LINE * (5 * PART // 2 // len(LINE)), "زيارة طويلة")


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has one long article, in place of the usual one."""
    assert browser.is_connected()
    with served(site(build_index(tmp_path_factory.mktemp("long") / "index", (LONG,)))) as address:
        yield address


def test_the_parts_follow_in_place_and_go_back(open_page: OpenPage) -> None:
    page = open_page("/article/long")
    page.evaluate("window.sameDocument = true")
    page.locator("#part-next").click()
    expect(page.locator(".part")).to_have_text("الجزء 2 من 3")
    assert page.url.endswith("/article/long?part=2")
    assert page.evaluate("window.sameDocument")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator("#status")).to_have_text("الجزء 2 من 3")
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.locator("#reading").count() == 1
    page.locator("#part-next").click()
    expect(page.locator(".part")).to_have_text("الجزء 3 من 3")
    expect(page.locator("#part-next")).to_have_count(0)
    page.go_back()
    expect(page.locator(".part")).to_have_text("الجزء 2 من 3")
    page.locator("#part-before").click()
    expect(page.locator(".part")).to_have_text("الجزء 1 من 3")


def test_the_parts_follow_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/article/long", java_script_enabled=False)
    page.locator("#part-next").click()
    assert page.url.endswith("/article/long?part=2")
    assert page.locator(".part").inner_text() == "الجزء 2 من 3"
    page.locator("#part-before").click()
    assert page.url.endswith("/article/long")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_between_the_parts(open_page: OpenPage, screen: dict[str, object]) -> None:
    page = open_page("/article/long?part=2", **screen)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
