"""A browser, a small site served on this machine, and a page that fails the test on any error it reports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.site import build_index, served, site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium without a window."""
    if CHROMIUM is None:
        message = "there is no chromium: apt-get install chromium fonts-noto-core"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site; asked for after the browser, so that nothing is indexed where there is none."""
    assert browser.is_connected()
    index = build_index(tmp_path_factory.mktemp("browser") / "index")
    app = site(index, page_size=5)
    with served(app) as address:
        app.state.site.service.warm()
        yield address


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Open an address of the site in a context of its own.

    Any error or warning that the page reports, a violation of the Content-Security-Policy among them, fails the test,
    unless it holds the ``expected`` words.
    """
    reported: list[str] = []
    contexts = []

    def opened(path: str, expected: str = "", **options: Any) -> Page:
        def heard(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"} and not (expected and expected in message.text):
                reported.append(message.text)

        context = browser.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", heard)
        page.on("pageerror", lambda error: reported.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert reported == []
