"""The JSON API, health and readiness."""

from __future__ import annotations

from typing import Any, Final

import orjson
from fastapi import APIRouter, Request, Response

from search.answer import article_answer, explanation_answer, search_answer, suggestions_answer
from web import whole_path
from web.answers import (
    EXPLAIN_EXAMPLE,
    SEARCH_EXAMPLE,
    SUGGEST_EXAMPLE,
    ArticleAnswer,
    ExplainAnswer,
    HealthAnswer,
    ProblemAnswer,
    SearchAnswer,
    SuggestAnswer,
)
from web.params import PARAMETERS, SUGGEST_PARAMETERS, Parameter, read, read_suggest
from web.problems import MEDIA_TYPE, ArticleNotFound
from web.site import site_of

whole_path.register()
router = APIRouter(tags=["search"])


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemAnswer.__name__}"}}},
    }


_UNAVAILABLE: Final = _problem("There is no index, it is damaged, or the search server does not answer.")

_BAD_PARAMETER: Final = _problem("A parameter cannot be used; `parameter` names it.")


def _described(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.description,
        "schema": parameter.schema,
        **({"style": "form", "explode": True} if parameter.repeated else {}),
        **({"example": parameter.example} if parameter.name in {"q", "limit", "sort", "match", "phrases"} else {}),
    }


SEARCH_PARAMETERS: Final[list[dict[str, Any]]] = [_described(parameter) for parameter in PARAMETERS]
_EXPLAINED: Final = ("q", "match", "phrases", "expand")
"""Parameters that decide what is searched; filters only limit it."""
_ARTICLE_ID: Final[dict[str, Any]] = {
    "name": "id",
    "in": "query",
    "required": False,
    "description": "Id of an article whose score is explained.",
    "schema": {"type": "string"},
    "example": "nakheel-20260701-1",
}
EXPLAIN_PARAMETERS: Final[list[dict[str, Any]]] = [
    *(_described(parameter) for parameter in PARAMETERS if parameter.name in _EXPLAINED),
    _ARTICLE_ID,
]

_ID: Final[dict[str, Any]] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The article's id, percent-encoded throughout (a slash as %2F).",
    "schema": {"type": "string", "minLength": 1},
    "example": "nakheel-20260701-1",
}


def json_response(answer: Any) -> Response:
    """An answer as JSON."""
    return Response(orjson.dumps(answer), media_type="application/json")


@router.get(
    "/api/v1/search",
    summary="Search articles",
    response_class=Response,
    responses={
        200: {
            "model": SearchAnswer,
            "description": "The hits, the facets and the cursor of the next page.",
            "content": {"application/json": {"example": SEARCH_EXAMPLE}},
        },
        400: _BAD_PARAMETER,
        503: _UNAVAILABLE,
    },
    openapi_extra={"parameters": SEARCH_PARAMETERS},
)
def search(request: Request) -> Response:
    """Search the index. An empty `q` matches every article."""
    service = site_of(request).service
    asked = service.named(read(request.query_params.multi_items()))
    return json_response(search_answer(service.search(asked)))


@router.get(
    "/api/v1/suggest",
    summary="Complete a query while it is typed",
    response_class=Response,
    responses={
        200: {
            "model": SuggestAnswer,
            "description": "Words, names and titles that the last word may become.",
            "content": {"application/json": {"example": SUGGEST_EXAMPLE}},
        },
        400: _BAD_PARAMETER,
        503: _UNAVAILABLE,
    },
    openapi_extra={"parameters": [_described(parameter) for parameter in SUGGEST_PARAMETERS]},
)
def suggest(request: Request) -> Response:
    """Complete the last word from what the index holds, also where a letter of it is wrong."""
    query, limit = read_suggest(request.query_params.multi_items())
    service = site_of(request).service
    suggestions = service.suggest(query, limit)
    # what can be completed is on its way to being right; only the rest may be a mistake
    correction = None if suggestions else service.did_you_mean(query)
    return json_response(suggestions_answer(query, suggestions, correction))


@router.get(
    "/api/v1/explain",
    summary="What a query searches for",
    response_class=Response,
    responses={
        200: {
            "model": ExplainAnswer,
            "description": "The words with their forms, the clauses, and the score of an article in parts.",
            "content": {"application/json": {"example": EXPLAIN_EXAMPLE}},
        },
        400: _BAD_PARAMETER,
        503: _UNAVAILABLE,
    },
    openapi_extra={"parameters": EXPLAIN_PARAMETERS},
)
def explain(request: Request) -> Response:
    """Explain a search; it takes every parameter of one, and `id` for the article whose score is asked about."""
    pairs = request.query_params.multi_items()
    article_id = next((value for name, value in reversed(pairs) if name == "id" and value), None)
    service = site_of(request).service
    return json_response(explanation_answer(service.explain(service.named(read(pairs)), article_id)))


@router.get(
    "/api/v1/articles/{id:whole}",  # noqa: FAST003 - read from the path as it is, without validation
    summary="One article",
    response_class=Response,
    responses={
        200: {"model": ArticleAnswer, "description": "The article with every mention."},
        404: _problem("No article has this id."),
        503: _UNAVAILABLE,
    },
    openapi_extra={"parameters": [_ID]},
)
def article(request: Request) -> Response:
    """The whole article with every place, actor and date found in it."""
    return _article(request, request.path_params["id"])


@router.get("/api/v1/articles", include_in_schema=False)
def article_by_parameter(request: Request) -> Response:
    """Answer for the ids that cannot stand in a path (``.`` and ``..``)."""
    return _article(request, request.query_params.get("id", ""))


def _article(request: Request, article_id: str) -> Response:
    found = site_of(request).service.article(article_id)
    if found is None:
        raise ArticleNotFound
    return json_response(article_answer(found))


@router.get(
    "/healthz",
    summary="Whether the server runs",
    tags=["operation"],
    response_class=Response,
    responses={200: {"model": HealthAnswer, "description": "It runs."}},
)
async def health() -> Response:
    """Answer as long as the process lives, whatever the state of the index."""
    return json_response({"status": "ok"})


@router.get(
    "/readyz",
    summary="Whether searches can be answered",
    tags=["operation"],
    response_class=Response,
    responses={200: {"model": HealthAnswer, "description": "They can."}, 503: _UNAVAILABLE},
)
def ready(request: Request) -> Response:
    """Look at the index; the problem document says what is wrong with it."""
    service = site_of(request).service
    service.engine.ready()
    service.corrected()
    return json_response({"status": "ok"})
