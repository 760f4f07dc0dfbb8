"""The pages over a small index built with the real embedded engine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from search.entities import EntitiesFile
from search.entities.changes import new_change
from tests.corpus import TEN
from tests.site import ARTICLES, EVIL, HOSTILE, ODD_IDS, build_index, served, site
from web.params import article_href
from web.security import CONTENT_SECURITY_POLICY


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_index(tmp_path_factory.mktemp("web") / "index")


@pytest.fixture(scope="module")
def client(index: str) -> Iterator[TestClient]:
    app = site(index, page_size=3)
    with TestClient(app) as client:
        app.state.site.service.warm()
        yield client


class Tags(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def links(html: str, css_class: str) -> list[str]:
    """The addresses of the links of a class, in order."""
    found = re.findall(r"<a\b[^>]*>", html)
    chosen = [tag for tag in found if re.search(rf'class="[^"]*\b{css_class}\b', tag)]
    return [unescape(re.search(r'href="([^"]*)"', tag)[1]) for tag in chosen]  # type: ignore[index] # every link has one


def titles(html: str) -> list[str]:
    return [re.sub("<[^>]+>", "", title) for title in re.findall(r'<a class="title"[^>]*>(.*?)</a>', html)]


# ---- search


def test_the_first_page_shows_the_latest_articles_and_what_the_index_holds(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "<title>فهرس: البحث في الأخبار العربية</title>" in page.text
    assert "<strong>22 مقالا</strong>" in page.text
    assert "<strong>6 مصادر</strong>" in page.text
    assert "من أكتوبر/تشرين الأول 2016 إلى أغسطس/آب 2018" in page.text
    assert titles(page.text)[0] == "متن بلا عنوان يكفي ليُعرف به المقال في القوائم"
    assert page.text.count('<li class="hit">') == 3


def test_a_search_shows_highlights_source_date_and_count(client: TestClient) -> None:
    page = client.get("/search", params={"q": "سوريا"})
    assert "<title>سوريا · فهرس</title>" in page.text
    assert 'tabindex="-1">نتيجتان' in page.text
    assert "<mark>سوريا</mark>" in page.text
    assert "24 أكتوبر/تشرين الأول 2016" in page.text
    assert "<bdi>وكالة ب</bdi>" in page.text


def test_facet_values_are_links_that_narrow_and_their_counts_hold(client: TestClient) -> None:
    page = client.get("/search", params={"q": "الموصل"})
    facet = re.search(r'id="facet-place".*?</section>', page.text, re.DOTALL)
    assert facet
    counts = re.findall(r'<span class="count">([\d,]+)</span>', facet[0])
    addresses = links(facet[0], "value")
    assert len(addresses) == len(counts) >= 2
    for address, count in zip(addresses, counts, strict=True):
        narrowed = client.get(address)
        title = re.search(r'id="results-title"[^>]*>([^<]*)', narrowed.text)
        assert title
        assert {"1": "نتيجة واحدة", "2": "نتيجتان"}.get(count, f"{count} نتائج") == title[1].strip()
        assert 'aria-current="true"' in narrowed.text


def test_chips_remove_what_is_selected(client: TestClient) -> None:
    page = client.get("/search?q=الموصل&place=mosul.iq&source=وكالة أ&from=2016-10&to=2016-10")
    chips = links(page.text, "chip")
    assert len(chips) == 3
    kept = [set(parse_qs(urlsplit(chip).query)) for chip in chips]
    assert kept == [{"q", "source", "from", "to"}, {"q", "place", "from", "to"}, {"q", "place", "source"}]
    assert links(page.text, "clear") == ["/search?q=%D8%A7%D9%84%D9%85%D9%88%D8%B5%D9%84"]


def test_what_is_selected_can_be_excluded_instead(client: TestClient) -> None:
    page = client.get("/search?q=الموصل&source=وكالة أ&place=mosul.iq").text
    place, source = links(page, "exclude")
    assert parse_qs(urlsplit(source).query) == {"q": ['الموصل -مصدر:"وكالة أ"'], "place": ["mosul.iq"]}
    for address, name, value in ((source, "source", "وكالة أ"), (place, "place", "mosul.iq")):
        asked = address.replace("/search?", "/api/v1/search?") + "&facets=none&limit=100"
        answer = client.get(asked).json()
        assert answer["notices"] == []
        others = client.get(asked + f"&{name}={value}").json()
        assert others["total"] == 0, "nothing found has it"
    everything = client.get("/api/v1/search?facets=none&limit=0").json()["total"]
    (address,) = links(client.get("/search?place=mosul.iq").text, "exclude")
    chosen = client.get("/api/v1/search?place=mosul.iq").json()["total"]
    assert client.get(address.replace("/search?", "/api/v1/search?")).json()["total"] == everything - chosen
    assert links(client.get('/search?source=a"b').text, "exclude") == []


def test_paging_by_links_alone_reaches_every_article_once(client: TestClient) -> None:
    address, seen = "/search", []
    while address:
        page = client.get(address)
        seen += [unescape(href) for href in links(page.text, "title")]
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        assert (following is None) or 'id="more"' in page.text
        if "cursor" in address:
            assert 'rel="first"' in page.text
        address = unescape(following[1]) if following else ""
    assert sorted(seen) == sorted(article_href(one.id) for one in ARTICLES)


def test_htmx_gets_the_part_that_changes(client: TestClient) -> None:
    part = client.get("/search?q=الموصل", headers={"HX-Request": "true"})
    assert part.headers["vary"].startswith("HX-Request, HX-Target")
    assert part.text.startswith("<title>")
    assert "<html" not in part.text
    assert '<p hx-swap-oob="innerHTML:#status">4 نتائج</p>' in part.text
    assert 'id="box"' in part.text
    whole = client.get("/search?q=الموصل", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole.text


def test_htmx_gets_only_the_following_results(client: TestClient) -> None:
    following = re.search(r'hx-get="([^"]+)"', client.get("/search").text)
    assert following
    more = client.get(unescape(following[1]), headers={"HX-Request": "true", "HX-Target": "more"})
    assert more.text.lstrip().startswith('<li class="hit">')
    assert "facet" not in more.text


def test_months_lead_to_days(client: TestClient) -> None:
    page = client.get("/search?from=2016-10&to=2016-10")
    assert page.text.count('<figure class="timeline"') == 2
    assert "أيام أكتوبر/تشرين الأول 2016" in page.text
    assert "from=2016-10-24&amp;to=2016-10-24" in page.text
    assert client.get("/search").text.count('<figure class="timeline"') == 1


def test_the_table_holds_what_the_chart_shows(client: TestClient) -> None:
    page = client.get("/search").text
    bars = re.findall(r"<title>([^<]+): (\d+)</title>", page)
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a></th><td>(\d+)</td>', page)
    assert bars == rows
    assert sum(int(count) for _, count in bars) == len([one for one in ARTICLES if one.published])


def test_years_of_dates_in_the_text_are_counted_by_article(client: TestClient) -> None:
    page = client.get("/search").text
    facet = re.search(r'id="facet-mentioned".*?</section>', page, re.DOTALL)
    assert facet
    found = re.findall(r'class="label">(\d+)</bdi><span class="count">(\d+)', facet[0])
    # mosul-1 names June 2014 and mosul-2 the whole year: two articles, though thirteen months
    assert found == [("2018", "1"), ("2017", "1"), ("2016", "2"), ("2014", "2")]


def facet_of(page: str, name: str) -> str:
    found = re.search(rf'id="facet-{name}".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def test_values_beyond_the_first_eight_are_a_link_away(client: TestClient) -> None:
    facet = facet_of(client.get("/search").text, "place")
    assert facet.count('<bdi class="label">القرية') < 11
    more = links(facet, "more")[-1]
    assert more == "/search?more=place"
    longer = facet_of(client.get(more).text, "place")
    assert longer.count('<bdi class="label">القرية') == 11
    assert links(longer, "more")[-1] == "/search"


def test_places_unfold_as_a_tree_without_javascript(client: TestClient) -> None:
    facet = facet_of(client.get("/search").text, "place")
    # the region is open, the country in it folded with its city inside
    assert re.search(r'<details id="[^"]*" open><summary><span class="unseen">أماكن في الشرق الأوسط</span>', facet)
    country = re.search(r'<details id="[^"]*"><summary><span class="unseen">أماكن في العراق</span>.*', facet, re.DOTALL)
    assert country
    assert "الموصل" in country[0]
    unfold = next(href for href in links(facet, "more") if href.endswith("unfold=iq"))
    whole = facet_of(client.get(unfold).text, "place")
    assert re.search(r'<details id="[^"]*" open><summary><span class="unseen">أماكن في العراق</span>', whole)
    assert not any(href.endswith("unfold=iq&unfold=iq") for href in links(whole, "more"))
    chosen = client.get("/search?place=iq").text
    assert "الموصل" in facet_of(chosen, "place")
    assert re.search(r"مكان</span> *<bdi>العراق", chosen)


def test_a_place_selected_by_name_is_the_place(client: TestClient) -> None:
    by_id, by_name = (client.get(f"/search?place={value}").text for value in ("mosul.iq", "Mosul"))
    assert by_name == by_id
    by_id, by_name = (client.get(f"/api/v1/search?place={value}").json() for value in ("mosul.iq", "الموصل"))
    assert by_name["total"] == by_id["total"] > 0
    assert by_name["facets"] == by_id["facets"]


def test_a_new_query_keeps_what_is_selected_but_not_the_page(client: TestClient) -> None:
    page = client.get("/search?q=الموصل&place=mosul.iq&sort=oldest&match=any").text
    form = re.search(r'<form id="box".*?</form>', page, re.DOTALL)
    assert form
    hidden = set(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    assert hidden == {("place", "mosul.iq"), ("sort", "oldest"), ("match", "any")}


def test_a_new_query_from_a_page_without_words_is_sorted_by_relevance(client: TestClient) -> None:
    form = re.search(r'<form id="box".*?</form>', client.get("/search").text, re.DOTALL)
    assert form
    assert "sort" not in form[0]


@pytest.mark.parametrize(
    ("parameters", "href"),
    [
        ({"place": "الموصلل", "q": "قوات"}, {"place": ["mosul.iq"], "q": ["قوات"]}),
        ({"q": "مكان:الموصلل"}, {"q": ["مكان:الموصل"]}),
        ({"q": 'جهة:"الأمم المتحده" نص'}, None),
        ({"q": 'جهة:"الأمم المتحدد" نص'}, {"q": ['جهة:"الأمم المتحدة" نص']}),
    ],
)
def test_what_no_article_has_is_told_with_what_may_be_meant(
    client: TestClient, parameters: dict[str, str], href: dict[str, list[str]] | None
) -> None:
    page = client.get("/search", params=parameters).text
    notice = re.search(r'<li class="notice">(.*?)</li>', page)
    if href is None:
        assert notice is None
        return
    assert notice
    assert "هل تقصد" in notice[1]
    link = re.search(r'href="([^"]+)"', notice[1])
    assert link
    assert parse_qs(urlsplit(unescape(link[1])).query) == href


def test_notices_name_the_part_of_the_query(client: TestClient) -> None:
    page = client.get("/search", params={"q": "الموصل (بغداد"}).text
    assert "<q><bdi>(</bdi></q>" in page
    assert "هذا القوس غير مغلق" in page


def test_a_name_in_the_query_is_said_to_be_understood_and_can_be_narrowed_to(client: TestClient) -> None:
    page = client.get("/search?q=الموصل").text
    understood = re.search(r'<ul class="understood".*?</ul>', page, re.DOTALL)
    assert understood
    assert "<bdi>الموصل</bdi></q> مكان" in understood[0]
    assert "place=mosul.iq" in understood[0]
    assert "حصر" not in client.get("/search?q=الموصل&place=mosul.iq").text


def test_names_can_be_taken_as_typed(client: TestClient) -> None:
    page = client.get("/search?q=الموصل").text
    (address,) = re.findall(r'id="as-typed" href="([^"]+)"', page)
    assert parse_qs(urlsplit(unescape(address)).query) == {"q": ["الموصل"], "expand": ["false"]}
    typed = client.get(unescape(address)).text
    assert 'class="understood"' not in typed
    assert "خيارات البحث: <span" in typed
    assert "الأسماء كما كُتبت" in typed
    form = re.search(r'<form id="box".*?</form>', typed, re.DOTALL)
    assert form
    assert '<input type="hidden" name="expand" value="false">' in form[0], "another query keeps it"


def test_every_choice_of_an_option_is_a_link_that_changes_it_alone(client: TestClient) -> None:
    page = client.get("/search?q=الموصل&place=mosul.iq&phrases=written").text
    options = re.search(r'<details id="options">.*?</details>', page, re.DOTALL)
    assert options
    addresses = [parse_qs(urlsplit(unescape(one)).query) for one in re.findall(r'href="([^"]+)"', options[0])]
    for asked in addresses:
        assert asked.pop("q") == ["الموصل"]
        assert asked.pop("place") == ["mosul.iq"]
    assert addresses == [
        {},
        {"phrases": ["written"]},
        {"phrases": ["family"]},
        {"phrases": ["written"]},
        {"phrases": ["written"], "expand": ["false"]},
        {"phrases": ["written"]},
        {"phrases": ["written"], "relax": ["false"]},
    ]
    assert options[0].count('aria-current="true"') == 3


def test_what_was_searched_is_told_word_by_word(client: TestClient) -> None:
    page = client.get("/search", params={"q": 'الموصل في "سوريا" -قوات'}).text
    told = re.search(r'<details id="searched">.*?</details>', page, re.DOTALL)
    assert told
    lines = [unescape(re.sub("<[^>]+>", "", line)) for line in re.findall(r"<div>(.*?)</div>", told[0])]
    assert lines[:3] == ["الموصلوبالموصل", '"سوريا"العبارة بأي رسم', "بدون قواتالقوات"]
    assert lines[-1] == "فيترتّب النتائج ولا تُشترط"
    assert 'id="searched"' not in client.get("/").text


def test_a_less_strict_search_is_set_apart_from_the_empty_one(client: TestClient) -> None:
    page = client.get("/search", params={"q": '"الموصل القوات"'}).text
    assert "لا مقال يطابق هذا البحث كما كُتب." in page
    apart = re.search(r'<section class="relaxed".*?</section>', page, re.DOTALL)
    assert apart
    assert "لا مقال فيه الكلمات المقتبسة متجاورة" in apart[0]
    assert "تُرك من شروط البحث: صيغة الكلمات المقتبسة، ثم تجاور الكلمات المقتبسة." in apart[0]
    (address,) = re.findall(r'id="relaxed-search" href="([^"]+)"', apart[0])
    itself = client.get(unescape(address)).text
    assert titles(itself) == titles(apart[0])
    assert 'class="relaxed"' not in itself
    assert 'class="hits" id="hits"' not in page
    assert 'class="relaxed"' not in client.get("/search", params={"q": '"الموصل القوات"', "relax": "false"}).text


def test_what_was_probably_meant_is_a_link(client: TestClient) -> None:
    page = client.get("/search", params={"q": "الموصلل", "relax": "false"}).text
    meant = re.search(r'<p class="meant">هل تقصد: <a id="meant" href="([^"]+)"><bdi>الموصل</bdi></a>؟</p>', page)
    assert meant
    assert parse_qs(urlsplit(unescape(meant[1])).query) == {"q": ["الموصل"], "relax": ["false"]}
    corrected = client.get("/search", params={"q": "الموصلل"}).text
    assert 'class="meant"' not in corrected, "the less strict search below says it"
    assert "ما يُرجّح أنه المقصود" in corrected


def test_completions_are_options_of_a_list(client: TestClient) -> None:
    answer = client.get("/suggest", params={"q": "موص"})
    assert answer.headers["content-type"].startswith("text/html")
    tags = Tags()
    tags.feed(answer.text)
    options = [attributes for tag, attributes in tags.found if tag == "li"]
    assert [one["id"] for one in options] == [f"q-option-{number}" for number in range(1, len(options) + 1)]
    assert {one["role"] for one in options} == {"option"}
    assert options[0]["data-text"] == "الموصل"
    assert "data-href" not in options[0]
    assert "/article/mosul-1" in {one.get("data-href") for one in options}
    assert client.get("/suggest").text.strip() == ""
    assert EVIL not in client.get("/suggest", params={"q": "script"}).text
    assert client.get("/suggest?limit=51").status_code == 400


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    page = client.get("/search", params={"q": "القمح زززز", "source": "وكالة أ"}).text
    assert "لا مقال يطابق هذا البحث" in page
    assert "أي كلمة من الكلمات، بلا تحديدات (نتيجة واحدة)" in page


def test_arab_digits(index: str) -> None:
    with TestClient(site(index, digits="arab")) as client:
        page = client.get("/search?q=الموصل").text
        assert "٤ نتائج" in page
        assert "٢٤ أكتوبر/تشرين الأول ٢٠١٦" in page


# ---- article


def test_an_article_with_its_mentions_marked(client: TestClient) -> None:
    page = client.get("/article/mosul-1")
    assert page.status_code == 200
    assert re.search(
        r'<a class="mention place" href="/search\?place=mosul.iq"', client.get(article_href(HOSTILE.id)).text
    )
    assert "<title>القوات في الموصل · فهرس</title>" in page.text


def test_the_text_of_an_article_is_all_there(client: TestClient) -> None:
    page = client.get(article_href(HOSTILE.id)).text
    body = re.search(r'<div class="body">(.*?)</div>', page, re.DOTALL)
    assert body
    paragraphs = re.findall(r"<p dir=\"auto\">(.*?)</p>", body[1], re.DOTALL)
    assert [unescape(re.sub("<[^>]+>", "", text)) for text in paragraphs] == HOSTILE.body.split("\n\n")
    assert 'title="جهة: جامعة الموصل · مكان: &lt;script&gt;' in page
    assert "4 يونيو/حزيران 2018" in page


def test_every_article_is_where_the_links_lead(index: str) -> None:
    # over a real server: the test client decodes paths twice and takes a%2Fb for a/b
    with served(site(index)) as address, httpx.Client(base_url=address) as browser:
        for one in ARTICLES:
            assert browser.get(article_href(one.id)).status_code == 200, one.id
            assert browser.get(article_href(one.id, "/api/v1/articles")).json()["id"] == one.id


def test_odd_ids_are_among_them() -> None:
    assert {one.id for one in ARTICLES} >= set(ODD_IDS)


def test_an_article_that_is_not_there(client: TestClient) -> None:
    page = client.get("/article/none")
    assert page.status_code == 404
    assert "لا مقال بهذا المعرّف" in page.text


# ---- injection


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=مقال",
        f"/search?q={EVIL}",
        f"/search?place={EVIL}&source={EVIL}&actor={EVIL}&section={EVIL}",
        f'/search?q="><img src=x onerror=alert(1)>&more={EVIL}',
        f"/search?from={EVIL}",
        f"/search?cursor={EVIL}",
        f"/article/{EVIL}",
        article_href(HOSTILE.id),
        f"/feed?q={EVIL}",
    ],
)
def test_nothing_that_is_shown_is_taken_for_markup(client: TestClient, address: str) -> None:
    tags = Tags()
    tags.feed(client.get(address).text)
    for tag, attributes in tags.found:
        assert tag not in {"img", "b", "iframe", "style"}
        if tag == "script":
            assert re.match(r"/(static|htmx)/[a-z.]+js\?v=[0-9a-f]+$", attributes["src"] or "")
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            assert not (name in {"href", "src", "action"} and (value or "").lower().startswith("javascript"))


def test_only_web_addresses_become_links(client: TestClient) -> None:
    assert "المقال في موقعه" not in client.get(article_href(HOSTILE.id)).text


# ---- around the pages


def test_the_content_security_policy_and_the_other_headers_are_everywhere(client: TestClient) -> None:
    for address in ("/", "/api/v1/search", "/static/app.js", "/nope", "/search?from=x", "/healthz"):
        headers = client.get(address).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_static_files_are_kept_for_good_under_their_hash(client: TestClient) -> None:
    page = client.get("/").text
    addresses = re.findall(r'"((?:/static|/htmx)/[^"]+)"', page)
    assert len(addresses) == 5
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        again = client.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
    assert client.get("/static/app.js").headers["cache-control"] == "no-cache"
    assert client.get("/static/none.js").status_code == 404


@pytest.mark.parametrize("address", ["/", "/search?q=قمح", "/api/v1/search", "/export.jsonl"])
def test_answers_are_compressed_where_that_is_accepted(client: TestClient, address: str) -> None:
    packed, plain = (client.get(address, headers={"accept-encoding": accepted}) for accepted in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["vary"]
    assert packed.content == plain.content


def test_short_answers_are_not_compressed(client: TestClient) -> None:
    assert "content-encoding" not in client.get("/healthz", headers={"accept-encoding": "gzip"}).headers


@pytest.mark.parametrize(
    "address", ["/", "/search?q=قمح", "/article/mosul-1", "/help", "/api/v1/search", "/export.csv"]
)
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    head, whole = client.head(address), client.get(address)
    assert head.status_code == whole.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_help_explains_by_examples_that_find(client: TestClient) -> None:
    page = client.get("/help").text
    examples = [unescape(address) for address in re.findall(r'href="(/search\?q=[^"]+)"', page)]
    assert len(examples) >= 10
    for address in examples:
        answer = client.get(address.replace("/search", "/api/v1/search"))
        # read as typed; that no article of these mentions Cairo is another matter
        assert [notice for notice in answer.json()["notices"] if "facet" not in notice] == []


def test_wrong_addresses_on_the_page_are_explained_in_arabic(client: TestClient) -> None:
    page = client.get("/search?from=yesterday&q=قمح")
    assert page.status_code == 400
    assert "التاريخ يوم أو شهر أو عام" in page.text
    assert 'href="/search?q=%D9%82%D9%85%D8%AD"' in page.text
    lost = client.get("/nowhere", headers={"accept": "text/html"})
    assert lost.status_code == 404
    assert "لا شيء هنا" in lost.text


# ---- without an index


@pytest.fixture
def empty_site(tmp_path: Path) -> FastAPI:
    return site(str(tmp_path / "index"))


def test_without_an_index_the_page_says_what_to_do_and_the_index_may_appear_later(
    empty_site: FastAPI, tmp_path: Path
) -> None:
    with TestClient(empty_site) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").status_code == 503
        page = client.get("/")
        assert page.status_code == 503
        assert "لا فهرس بعد" in page.text
        assert "fihris index" in page.text
        build_index(tmp_path / "index", TEN[:3])
        assert client.get("/readyz").status_code == 200
        assert "3 مقالات" in client.get("/").text


def test_a_damaged_index(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    index = build_index(directory, TEN[:3])
    for path in directory.glob("versions/*"):
        shutil.rmtree(path)
    with TestClient(site(index)) as client:
        page = client.get("/search")
        assert page.status_code == 503
        assert client.get("/readyz").headers["content-type"] == "application/problem+json"


def test_corrections_show_on_every_page_without_a_restart(tmp_path: Path) -> None:
    index = build_index(tmp_path / "index")
    with TestClient(site(index)) as client:
        assert "الموصل" in facet_of(client.get("/search").text, "place")
        file = EntitiesFile(tmp_path / "index" / "entities.jsonl")
        rename = new_change("rename", "amal", "a test", entity="mosul.iq", label="أم الربيعين")
        merge = new_change("merge", "amal", "a test", entity="baghdad.iq", into="mosul.iq")
        file.append(lambda _: [rename, merge])
        facet = facet_of(client.get("/search").text, "place")
        assert "أم الربيعين" in facet
        assert "بغداد" not in facet
        page = client.get("/article/baghdad-1").text
        assert "place=mosul.iq" in page
        assert "place=baghdad.iq" not in page
        assert "أم الربيعين" in page
        assert client.get("/api/v1/search?place=baghdad.iq").json()["total"] == 4
        file.append(lambda _: [new_change("undo", "amal", "a test", change=merge.id)])
        assert client.get("/api/v1/search?place=baghdad.iq").json()["total"] == 1
        # damage does not end a running server, but one that starts says what is wrong
        with file.path.open("ab") as out:
            out.write(b"half a li")
        assert client.get("/search").status_code == 200
    with TestClient(site(index)) as client:
        answer = client.get("/api/v1/search")
        assert answer.status_code == 503
        assert answer.json()["type"].endswith("corrections-damaged")
        assert client.get("/search").status_code == 503
        assert client.get("/help").status_code == 200
