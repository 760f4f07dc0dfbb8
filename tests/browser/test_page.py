"""The page as a reader meets it: in a real browser, with JavaScript and without, by mouse and by keyboard."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.site import HOSTILE
from web.params import article_href

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """What axe finds: rule, weight and the first elements."""
    wanted = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=wanted).response["violations"]
    return [(one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


def search(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


# ---- with JavaScript


def test_a_search_from_the_first_page(open_page: OpenPage) -> None:
    page = open_page("/")
    search(page, "الموصل")
    expect(page.locator("#results-title")).to_contain_text("4 نتائج")
    assert asked(page) == {"q": ["الموصل"]}
    expect(page.locator(".hit mark").first).to_be_visible()
    expect(page).to_have_title("الموصل · فهرس")


def test_a_facet_changes_the_address_the_count_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    page.evaluate("window.sameDocument = true")
    value = page.locator("#facet-source a.value").first
    name, count, key = (
        value.locator(".label").inner_text(),
        value.locator(".count").inner_text(),
        value.get_attribute("id"),
    )
    value.click()
    expect(page.locator(f"#{key}")).to_have_attribute("aria-current", "true")
    assert asked(page) == {"q": ["الموصل"], "source": [name]}
    assert page.evaluate("window.sameDocument") is True
    title = {"1": "نتيجة واحدة", "2": "نتيجتان"}.get(count, f"{count} نتائج")
    expect(page.locator("#results-title")).to_contain_text(title)
    expect(page.locator("[role=status]")).to_have_text(title)
    assert page.evaluate("document.activeElement.id") == key
    expect(page.locator(".chip")).to_contain_text(name)


def open_place(page: Page, name: str) -> None:
    """Show the places in a place."""
    page.locator("#facet-place summary").filter(has_text=f"أماكن في {name}").click()


def value_of(page: Page, name: str) -> Locator:
    return page.locator("#facet-place a.value").filter(has_text=name)


def test_places_unfold_to_the_city(open_page: OpenPage) -> None:
    page = open_page("/search")
    expect(value_of(page, "الشرق الأوسط")).to_be_visible()
    expect(value_of(page, "محافظة نينوى")).to_be_hidden()
    open_place(page, "العراق")
    expect(value_of(page, "محافظة نينوى")).to_be_visible()
    value_of(page, "العراق").click()
    expect(page.locator("#results-title")).to_contain_text("5 نتائج")
    assert asked(page) == {"place": ["iq"]}
    expect(value_of(page, "العراق")).to_be_focused()


def test_the_back_button_brings_back_the_results(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    page.locator("#facet-place a.value").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    assert asked(page) == {"q": ["الموصل"]}
    expect(page.locator("#results-title")).to_contain_text("4 نتائج")
    page.go_forward()
    expect(page.locator(".chip")).to_have_count(1)


def test_chips_are_removed_one_by_one_and_the_focus_is_not_lost(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل&place=mosul.iq&from=2016-10&to=2016-10")
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".chip").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    assert set(asked(page)) == {"q", "from", "to"}
    expect(page.locator("#results-title")).to_be_focused()
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_another_query_keeps_what_was_selected_on_the_way(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    open_place(page, "العراق")
    open_place(page, "محافظة نينوى")
    value_of(page, "الموصل").click()
    expect(page.locator(".chip")).to_have_count(1)
    search(page, "القوات")
    expect(page.locator("#results-title")).to_contain_text("القوات")
    assert asked(page) == {"q": ["القوات"], "place": ["mosul.iq"]}
    expect(page.locator("#q")).to_be_focused()


def test_more_results_come_after_the_first_and_take_the_focus(open_page: OpenPage) -> None:
    page = open_page("/search")
    expect(page.locator(".hit")).to_have_count(5)
    page.locator("#more-results").click()
    expect(page.locator(".hit")).to_have_count(10)
    expect(page.locator(".hit .title").nth(5)).to_be_focused()
    assert asked(page) == {}


def test_a_bar_of_the_timeline_selects_its_month(open_page: OpenPage) -> None:
    page = open_page("/search")
    page.locator("#timeline-whole .bar").last.click()
    expect(page.locator("#timeline-detail")).to_be_visible()
    assert asked(page) == {"from": ["2018-08-01"], "to": ["2018-08-31"]}
    page.locator("#timeline-detail .bar").first.click()
    expect(page.locator(".chip")).to_contain_text("1 أغسطس/آب 2018")
    assert asked(page) == {"from": ["2018-08-01"], "to": ["2018-08-01"]}


def test_the_range_of_days_is_the_way_without_the_chart(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    page.locator("#from").fill("2016-10-01")
    page.locator("#to").fill("2016-12-31")
    page.locator("#range-go").click()
    expect(page.locator("#results-title")).to_contain_text("نتيجتان")
    assert asked(page) == {"q": ["الموصل"], "from": ["2016-10-01"], "to": ["2016-12-31"]}


def test_a_list_is_narrowed_by_typing(open_page: OpenPage) -> None:
    page = open_page("/search?more=place")
    values = page.locator("#facet-place a.value:visible")
    every = values.count()
    box = page.locator("[data-narrows=facet-place]")
    box.fill("قريه")
    expect(values).to_have_count(11)
    box.fill("القرية ث")
    expect(values).to_have_count(1)
    box.fill("الموص")  # folded away in three others, which stay
    expect(values).to_have_count(4)
    box.fill("")
    assert values.count() >= every


def test_keys(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    page.keyboard.press("j")
    expect(page.locator(".hit .title").nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".hit .title").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".hit .title").nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#results-title").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.locator("#results-title").focus()
    page.keyboard.press("/")
    expect(page.locator("#results-title")).to_be_focused()
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.locator("#keys-button").click()
    expect(page.locator("#keys-on")).not_to_be_checked()


def test_the_skip_link_is_the_first_stop(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_wrong_address_is_explained_and_left_by_a_link(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل", expected="status of 400")
    page.locator("#from").fill("2017-01-01")
    page.locator("#to").fill("2016-01-01")
    with page.expect_response(lambda response: response.status == 400):
        page.locator("#range-go").click()
    expect(page.locator("h1")).to_have_text("معامل لا يمكن استعماله")
    page.get_by_text("البحث من دونه").click()
    expect(page.locator("#results-title")).to_be_visible()


# ---- completions


def options(page: Page) -> Locator:
    return page.locator("#q-options [role=option]")


def test_the_box_is_a_combobox_that_the_keyboard_can_work(open_page: OpenPage) -> None:
    page = open_page("/")
    box = page.locator("#q")
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("موص")
    expect(options(page).first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-controls") == "q-options"
    assert box.get_attribute("aria-activedescendant") is None, "nothing is chosen before a key says so"
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "q-option-1")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("#results-title")).to_contain_text("الموصل")
    assert asked(page) == {"q": ["الموصل"]}
    expect(page.locator("#q-options")).to_be_hidden()


def test_escape_closes_the_list_and_leaves_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("/search?q=بغداد")
    box = page.locator("#q")
    box.fill("")
    box.press_sequentially("الموص")
    expect(options(page).first).to_be_visible()
    box.press("ArrowDown")
    box.press("Escape")
    expect(page.locator("#q-options")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("الموص")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    box.press("Enter")  # nothing is chosen: what was typed is searched
    expect(page).to_have_title("الموص · فهرس")
    assert asked(page) == {"q": ["الموص"]}
    box.press("Tab")
    expect(page.locator("#q-options")).to_be_hidden()


def test_the_box_completes_after_an_update_of_the_page_too(open_page: OpenPage) -> None:
    page = open_page("/search?q=بغداد")
    search(page, "القوات")
    expect(page.locator("#results-title")).to_contain_text("القوات")
    box = page.locator("#q")
    expect(box).to_have_attribute("role", "combobox")
    box.press_sequentially(" في المو")
    expect(options(page).filter(has_text="القوات في الموصل").first).to_be_visible()


def test_a_completion_is_chosen_with_the_mouse_and_a_title_is_its_article(open_page: OpenPage) -> None:
    page = open_page("/search?place=mosul.iq")
    box = page.locator("#q")
    box.press_sequentially("موص")
    options(page).first.click()
    expect(page.locator("#results-title")).to_contain_text("الموصل")
    assert asked(page) == {"q": ["الموصل"], "place": ["mosul.iq"]}
    box.fill("")
    box.press_sequentially("القوات في الم")
    title = options(page).filter(has_text="مقال")
    title.first.click()
    page.wait_for_url("**/article/mosul-1")


def test_the_list_closes_when_the_box_is_left(open_page: OpenPage) -> None:
    page = open_page("/")
    page.locator("#q").press_sequentially("موص")
    expect(options(page).first).to_be_visible()
    page.locator("footer p").click()
    expect(page.locator("#q-options")).to_be_hidden()


def test_completions_read_from_right_to_left(open_page: OpenPage) -> None:
    page = open_page("/")
    page.locator("#q").fill("موص")  # at once: letter by letter the list is replaced while it is measured
    option = options(page).first
    expect(option).to_be_visible()
    sign, label, count = (option.locator(name).bounding_box() for name in (".icon", ".label", ".count"))
    assert sign is not None
    assert label is not None
    assert count is not None
    assert sign["x"] > label["x"] > count["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_list(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/search?q=بغداد", color_scheme=scheme)
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("موص")
    expect(options(page).first).to_be_visible()
    page.locator("#q").press("ArrowDown")
    assert violations(page) == []


# ---- options, and what a less strict search finds


def test_an_option_is_changed_in_place_and_stays_unfolded(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    expect(page.locator(".understood")).to_be_visible()
    page.locator("#options > summary").click()
    page.locator("#o-expand-2").click()
    expect(page.locator(".understood")).to_have_count(0)
    assert asked(page) == {"q": ["الموصل"], "expand": ["false"]}
    expect(page.locator("#o-expand-2")).to_be_focused()
    expect(page.locator("#o-expand-2")).to_have_attribute("aria-current", "true")
    expect(page.locator("#options > summary")).to_contain_text("الأسماء كما كُتبت")
    search(page, "القوات")
    expect(page.locator("#results-title")).to_contain_text("القوات")
    assert asked(page) == {"q": ["القوات"], "expand": ["false"]}


def test_a_less_strict_search_stands_apart_and_can_be_made_the_search(open_page: OpenPage) -> None:
    page = open_page('/search?q="الموصل القوات"')
    expect(page.locator("#results-title")).to_contain_text("لا نتائج كما كُتب")
    expect(page.locator("#hits")).to_have_count(0)
    found = page.locator("#relaxed-hits .hit").count()
    assert found
    page.locator("#relaxed-search").click()
    expect(page.locator("#hits .hit")).to_have_count(found)
    expect(page.locator(".relaxed")).to_have_count(0)


# ---- without JavaScript


def test_options_work_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل", java_script_enabled=False)
    assert page.locator("#q").get_attribute("role") is None
    assert page.locator("#q-options").is_hidden()
    page.locator("#options > summary").click()
    page.locator("#o-phrases-2").click()
    assert asked(page) == {"q": ["الموصل"], "phrases": ["written"]}
    search(page, "القوات")
    assert asked(page) == {"q": ["القوات"], "phrases": ["written"]}
    page.locator("#searched > summary").click()
    assert page.locator("#searched dd").first.is_visible()


def test_everything_works_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    search(page, "الموصل")
    assert asked(page) == {"q": ["الموصل"]}
    assert value_of(page, "الموصل").is_hidden()
    open_place(page, "العراق")
    open_place(page, "محافظة نينوى")
    value_of(page, "الموصل").click()
    assert asked(page) == {"q": ["الموصل"], "place": ["mosul.iq"]}
    assert value_of(page, "الموصل").is_visible()
    assert page.locator(".chip").count() == 1
    page.locator(".chip").click()
    assert page.locator(".chip").count() == 0
    page.locator(".choice a").filter(has_text="الأقدم").click()
    assert asked(page)["sort"] == ["oldest"]
    assert page.locator("[data-narrows]:visible").count() == 0
    assert page.locator("#keys-button").is_hidden()
    page.goto("/search")
    first = page.locator(".hit .title").first.inner_text()
    page.locator("#more-results").click()
    assert "cursor" in asked(page)
    assert page.locator(".hit").count() == 5
    assert page.locator(".hit .title").first.inner_text() != first
    page.locator("[rel=first]").click()
    assert page.locator(".hit .title").first.inner_text() == first
    page.locator("#timeline-whole .table summary").click()
    page.locator("#timeline-whole .table a").first.click()
    assert asked(page) == {"from": ["2016-10-01"], "to": ["2016-10-31"]}
    page.locator(".hit .title").first.click()
    assert "/article/" in page.url
    page.locator(".text a.source").click()
    assert set(asked(page)) == {"source"}


def test_filters_unfold_on_a_phone_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/search", java_script_enabled=False, **PHONE)
    value = page.locator("#facet-place a.value").first
    assert value.is_hidden()
    page.locator("#filters > summary").click()
    assert value.is_visible()


# ---- right to left


@pytest.mark.parametrize("path", ["/", "/search?q=الموصل", article_href(HOSTILE.id), "/help"])
def test_the_page_runs_from_right_to_left(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    wordmark = page.locator("header .wordmark").bounding_box()
    help_link = page.locator("header nav").bounding_box()
    assert wordmark is not None
    assert help_link is not None
    assert wordmark["x"] > help_link["x"]


def test_facets_stand_right_and_counts_at_the_left_of_their_values(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    side, results = page.locator(".side").bounding_box(), page.locator(".results").bounding_box()
    assert side is not None
    assert results is not None
    assert side["x"] >= results["x"] + results["width"]
    value = page.locator("a.value").first
    tick, label, count = (value.locator(name).bounding_box() for name in (".tick", ".label", ".count"))
    assert tick is not None
    assert label is not None
    assert count is not None
    assert tick["x"] > label["x"] > count["x"]


def test_time_runs_from_right_to_left(open_page: OpenPage) -> None:
    page = open_page("/search")
    bars = page.locator("#timeline-whole .bar .fill")
    first, last = bars.first.bounding_box(), bars.last.bounding_box()
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=الموصل",
        f"/search?q={'كلمةطويلة' * 20}&source={'مصدرلاوجودله' * 10}&phrases=written",
        article_href(HOSTILE.id),
        "/help",
        "/nowhere",
    ],
)
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, expected="status of 404", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_title_without_an_end_leaves_the_other_results_in_sight(open_page: OpenPage) -> None:
    page = open_page("/search?q=")
    lines = page.locator(".hit .title").first.evaluate(
        """title => {
            const height = () => title.getBoundingClientRect().height;
            title.textContent = "عنوان";
            const one = height();
            title.textContent = "عنوان ".repeat(500);
            return height() / one;
        }"""
    )
    assert round(lines) == 3


def test_arabic_is_neither_spaced_nor_slanted(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل")
    odd = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
            const style = getComputedStyle(element);
            return style.letterSpacing !== "normal" || style.fontStyle !== "normal";
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert odd == []


# ---- for everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=الموصل&place=mosul.iq&from=2016-10&to=2016-10",
        "/search?q=زززز",
        '/search?q="الموصل القوات" -قمح&phrases=written',
        article_href(HOSTILE.id),
        "/help",
    ],
    ids=["first", "results", "nothing", "less strict", "article", "help"],
)
def test_axe_finds_nothing(open_page: OpenPage, path: str, screen: dict[str, object], scheme: str) -> None:
    page = open_page(path, color_scheme=scheme, **screen)
    if page.locator("#filters > summary").is_visible():
        page.locator("#filters > summary").click()
    for name in ("#searched", "#options"):
        if page.locator(f"{name} > summary").count():
            page.locator(f"{name} > summary").click()
    assert violations(page) == []


def test_targets_are_large_enough(open_page: OpenPage) -> None:
    page = open_page("/search?q=الموصل&place=mosul.iq")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")]
            .filter((element) => element.tabIndex >= 0 && element.checkVisibility() && !element.closest("td, p.lead"))
            .map((element) => [element.getBoundingClientRect(), element.outerHTML.slice(0, 90)])
            .filter(([box]) => box.width > 2 && (box.width < 24 || box.height < 23.9))
            .map(([box, html]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""
    )
    assert small == []


def test_an_article_is_not_a_script(open_page: OpenPage) -> None:
    page = open_page(article_href(HOSTILE.id))
    assert re.search("<script>alert", page.locator("h1").inner_text())
    assert page.locator(".mention.organization").first.inner_text() == "جامعة الموصل"
    page.locator(".body .mention.place").first.click()
    assert asked(page) == {"place": ["mosul.iq"]}
