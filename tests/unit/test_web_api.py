"""The JSON API: answers in their documented shape, problems as RFC 9457, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from search.engines import open_engine
from search.errors import EngineUnavailable
from search.results import SearchResults
from search.service import SearchService
from search.settings import Settings
from tests.site import HOSTILE, build_index, site
from web.answers import (
    EXPLAIN_EXAMPLE,
    SEARCH_EXAMPLE,
    SUGGEST_EXAMPLE,
    ArticleAnswer,
    ExplainAnswer,
    ProblemAnswer,
    SearchAnswer,
    SuggestAnswer,
)
from web.app import create_app
from web.params import PARAMETERS
from web.problems import WORDINGS, preferred_language

DOCS = Path(__file__).parents[2] / "docs/api.md"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = site(build_index(tmp_path_factory.mktemp("web") / "index"))
    with TestClient(app) as client:
        app.state.site.service.warm()
        yield client


def test_a_search_answers_in_the_documented_shape(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "الموصل", "place": "mosul.iq"})
    assert answer.headers["content-type"] == "application/json"
    found = SearchAnswer.model_validate_json(answer.content)
    assert found.total == 3
    assert {hit.id for hit in found.hits} == {"mosul-1", "mosul-2", HOSTILE.id}
    places = {value.id: value.model_dump() for value in found.facets.place}
    assert places["mosul.iq"] == {
        "id": "mosul.iq",
        "label": "الموصل",
        "count": 3,
        "selected": True,
        "parent": "iq-ni",
    }
    assert places["iq-ni"]["parent"] == "iq"
    assert [str(bar.first) for bar in found.facets.published] == ["2016-10-01", "2018-06-01"]
    assert found.next is None


def test_the_example_has_the_documented_shape() -> None:
    SearchAnswer.model_validate(SEARCH_EXAMPLE)
    SuggestAnswer.model_validate(SUGGEST_EXAMPLE)
    ExplainAnswer.model_validate(EXPLAIN_EXAMPLE)


def test_every_search_says_what_was_searched(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "الموصل -قوات في"}).json()
    assert answer["searched"] == "الموصل: وبالموصل؛ بدون قوات: القوات"
    assert [(word["text"], word["kind"], word["excluded"]) for word in answer["words"]] == [
        ("الموصل", "word", False),
        ("قوات", "word", True),
        ("في", "stop", False),
    ]
    assert {"text": "القوات", "count": 1} in answer["words"][1]["forms"]


def test_what_was_probably_meant(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "الموصلل"}).json()
    assert SearchAnswer.model_validate(answer).total == 0
    assert answer["did_you_mean"] == {
        "query": "الموصل",
        "replacements": [{"start": 0, "end": 7, "typed": "الموصلل", "text": "الموصل"}],
    }
    assert "did_you_mean" not in client.get("/api/v1/search?q=الموصل").json()


def test_what_a_less_strict_search_finds_comes_beside_the_empty_answer(client: TestClient) -> None:
    asked = {"q": '"الموصل القوات"'}
    answer = client.get("/api/v1/search", params=asked).json()
    SearchAnswer.model_validate(answer)
    assert (answer["total"], answer["hits"]) == (0, [])
    relaxed = answer["relaxed"]
    assert relaxed["steps"] == ["family", "words"]
    again = {name: str(relaxed[name]) for name in ("match", "phrases", "expand")} | {"q": relaxed["query"]}
    assert client.get("/api/v1/search", params=again).json()["total"] == relaxed["total"] == len(relaxed["hits"])
    assert "relaxed" not in client.get("/api/v1/search", params=asked | {"relax": "false"}).json()


def test_names_and_phrases_can_be_taken_as_typed(client: TestClient) -> None:
    named = client.get("/api/v1/search", params={"q": "الموصل"}).json()
    assert [one["id"] for one in named["understood"]] == ["mosul.iq"]
    typed = client.get("/api/v1/search", params={"q": "الموصل", "expand": "false"}).json()
    assert typed["understood"] == []
    totals = [
        client.get("/api/v1/search", params={"q": '"الموصلي"', "phrases": phrases, "relax": "false"}).json()["total"]
        for phrases in ("written", "spelling", "family")
    ]
    assert totals[0] <= totals[1] < totals[2]


def test_suggestions(client: TestClient) -> None:
    answer = client.get("/api/v1/suggest", params={"q": "موص"})
    found = SuggestAnswer.model_validate_json(answer.content)
    assert (found.suggestions[0].text, found.suggestions[0].kind, found.suggestions[0].id) == (
        "الموصل",
        "place",
        "mosul.iq",
    )
    titles = [one for one in found.suggestions if one.kind == "title"]
    assert ("القوات في الموصل", "mosul-1") in {(one.completion, one.id) for one in titles}
    for one in titles:
        hits = client.get("/api/v1/search", params={"q": one.text}).json()["hits"]
        assert one.id in {hit["id"] for hit in hits}
    assert client.get("/api/v1/suggest").json() == {"query": "", "suggestions": []}
    assert len(client.get("/api/v1/suggest?q=ا&limit=2").json()["suggestions"]) == 2
    wrong = client.get("/api/v1/suggest", params={"q": "الموصلل "}).json()
    assert wrong["suggestions"] == []
    assert wrong["did_you_mean"]["query"] == "الموصل "


def test_explanations(client: TestClient) -> None:
    asked = {"q": "القوات", "id": "mosul-1"}
    found = ExplainAnswer.model_validate_json(client.get("/api/v1/explain", params=asked).content)
    hits = client.get("/api/v1/search", params=asked).json()["hits"]
    assert found.score is not None
    assert found.score.value == pytest.approx(next(hit["score"] for hit in hits if hit["id"] == "mosul-1"))
    assert found.score.parts
    assert "text_family:" in found.clause
    assert client.get("/api/v1/explain", params=asked | {"id": "none"}).json()["score"] is None
    assert client.get("/api/v1/explain?q=القوات").json()["score"] is None


def test_an_article_answers_in_the_documented_shape(client: TestClient) -> None:
    found = ArticleAnswer.model_validate_json(client.get("/api/v1/articles/mosul-1").content)
    assert found.published == "2016-10-24T09:30:00+00:00"
    assert found.actors[0].id == "iq.army"


def test_highlights_are_escaped(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "مقال عنوان"}).json()
    assert answer["hits"][0]["highlights"]["title"] == (
        "&lt;script&gt;alert(1)&lt;/script&gt; <mark>مقال</mark> &amp; <mark>عنوان</mark>"
    )


def test_an_empty_query_matches_every_article_and_pages_reach_each_once(client: TestClient) -> None:
    seen: list[str] = []
    asked = {"limit": "4", "facets": "none", "sort": "oldest"}
    while True:
        answer = client.get("/api/v1/search", params=asked).json()
        assert answer["facets"] == {}
        seen += [hit["id"] for hit in answer["hits"]]
        if answer["next"] is None:
            break
        asked["cursor"] = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"] == 22


def test_days_as_bars(client: TestClient) -> None:
    answer = client.get("/api/v1/search?from=2016-10&to=2016-10&interval=day&facets=published").json()
    first = answer["facets"]["published"][0]
    assert first == {"from": "2016-10-24", "to": "2016-10-24", "count": 2, "selected": True}
    assert list(answer["facets"]) == ["published"]


def test_several_values_of_a_facet(client: TestClient) -> None:
    answer = client.get("/api/v1/search?source=وكالة أ&source=وكالة ج&facet_size=1").json()
    assert answer["total"] == 4
    assert [value["selected"] for value in answer["facets"]["source"]] == [False, True, True]


def test_unknown_parameters_are_ignored(client: TestClient) -> None:
    assert client.get("/api/v1/search?utm_source=x&q=القمح").json()["total"] == 1


@pytest.mark.parametrize(
    ("address", "status", "code", "parameter"),
    [
        ("/api/v1/search?limit=x", 400, "bad-parameter", "limit"),
        ("/api/v1/search?phrases=x", 400, "bad-parameter", "phrases"),
        ("/api/v1/search?relax=no", 400, "bad-parameter", "relax"),
        ("/api/v1/explain?expand=no", 400, "bad-parameter", "expand"),
        ("/api/v1/suggest?limit=51", 400, "bad-parameter", "limit"),
        ("/api/v1/search?from=2016-13", 400, "bad-parameter", "from"),
        ("/api/v1/search?from=2017&to=2016", 400, "bad-parameter", "from"),
        ("/api/v1/search?cursor=x", 400, "bad-cursor", "cursor"),
        ("/api/v1/articles/none", 404, "article-not-found", None),
        ("/api/v1/articles/", 404, "article-not-found", None),
        ("/api/v2/search", 404, "not-found", None),
        ("/export.csv?limit=x", 400, "bad-parameter", "limit"),
    ],
)
def test_problems(client: TestClient, address: str, status: int, code: str, parameter: str | None) -> None:
    english = client.get(address)
    arabic = client.get(address, headers={"accept-language": "ar-EG, en;q=0.5"})
    for answer, language in ((english, "en"), (arabic, "ar")):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == language
        problem = ProblemAnswer.model_validate_json(answer.content)
        assert problem.type == f"/help#problem-{code}"
        assert problem.status == status
        assert problem.parameter == parameter
    assert english.json()["title"] == WORDINGS[code].title
    assert arabic.json()["title"] == WORDINGS[code].title_ar
    assert any("\u0621" <= letter <= "\u064a" for letter in arabic.json()["detail"])


def test_every_problem_is_explained_where_its_type_leads(client: TestClient) -> None:
    page = client.get("/help").text
    for code in WORDINGS:
        assert f'id="problem-{code}"' in page


def test_dates_in_arabic_messages_are_shown_in_their_order(client: TestClient) -> None:
    """Behind Arabic letters 2016-10-24 is shown as 24-10-2016, which the parameter does not take."""
    for name in ("from", "to", "mentioned_from", "mentioned_to"):
        answer = client.get("/api/v1/search", params={name: "x"}, headers={"accept-language": "ar"}).json()
        assert "\u20662016-10-24\u2069" in answer["detail"]
        assert "\u20662016-10\u2069" in answer["detail"]
    many = {"source": [str(number) for number in range(60)], "place": [str(number) for number in range(41)]}
    assert client.get("/api/v1/search", params=many).json()["parameter"] == "source"
    assert client.get("/search", params=many).status_code == 400
    assert client.get("/api/v1/search", params={**many, "place": many["place"][1:]}).status_code == 200
    [notice] = client.get("/api/v1/search", params={"place": "الموصلل"}).json()["notices"]
    assert notice["suggestions"] == [{"id": "mosul.iq", "label": "الموصل"}]
    assert {name: notice[name] for name in ("code", "start", "end", "facet", "value")} == {
        "code": "unknown-value",
        "start": 0,
        "end": 0,
        "facet": "place",
        "value": "الموصلل",
    }
    [notice] = client.get("/api/v1/search", params={"q": "تاريخ:2016-99"}).json()["notices"]
    assert "facet" not in notice
    assert "\u20662016-10-24\u2069" in notice["message_ar"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/api/v1/search", "/", "/article/mosul-1", "/readyz", "/static/app.js"])
def test_wrong_methods(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ar", "ar"),
        ("ar-SA,ar;q=0.9,en;q=0.8", "ar"),
        ("en, ar;q=0.9", "en"),
        ("fr, ar;q=0.3", "ar"),
        ("ar;q=0", "en"),
        ("ar;q=x", "en"),
        (";;;,,,", "en"),
    ],
)
def test_the_language_that_is_preferred(header: str, language: str) -> None:
    assert preferred_language(header) == language


def test_an_engine_that_does_not_answer(tmp_path: Path) -> None:
    class Unavailable(SearchService):
        def search(self, *_: object) -> SearchResults:
            raise EngineUnavailable("no answer from http://node:9200")

    service = Unavailable(open_engine(str(tmp_path)))
    with TestClient(create_app(Settings(index=str(tmp_path)), service)) as client:
        answer = client.get("/api/v1/search")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "10"
        assert "node:9200" not in answer.text
        assert "محرك البحث لا يجيب" in client.get("/search").text


def test_a_fault_of_our_own_is_a_problem_document_too(tmp_path: Path) -> None:
    class Broken(SearchService):
        def search(self, *_: object) -> SearchResults:
            raise ZeroDivisionError

    app = create_app(Settings(index=str(tmp_path)), Broken(open_engine(str(tmp_path))))
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/search")
        assert answer.status_code == 500
        assert answer.json()["type"] == "/help#problem-internal-error"
        assert client.get("/search").status_code == 500


def test_the_description_is_complete(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    paths = {"/api/v1/search", "/api/v1/suggest", "/api/v1/explain", "/api/v1/articles/{id}", "/healthz", "/readyz"}
    assert set(document["paths"]) == paths
    search = document["paths"]["/api/v1/search"]["get"]
    assert [parameter["name"] for parameter in search["parameters"]] == [parameter.name for parameter in PARAMETERS]
    assert search["responses"]["200"]["content"]["application/json"]["example"]["hits"]
    references = set(json.dumps(document).split('"#/components/schemas/')[1:])
    assert {reference.split('"')[0] for reference in references} <= set(document["components"]["schemas"])


def test_every_parameter_field_and_problem_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for parameter in PARAMETERS:
        assert f"| `{parameter.name}` |" in text
    for model in (SearchAnswer, SuggestAnswer, ExplainAnswer, ArticleAnswer):
        for name in model.model_fields:
            assert f"`{name}`" in text, name
    for code in WORDINGS:
        assert f"`{code}`" in text, code
