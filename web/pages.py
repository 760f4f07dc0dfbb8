"""The pages: search, article and help. The same address serves the whole page and, to htmx, the part that changes."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from search.request import MAX_QUERY_LENGTH, SearchRequest
from web import params, whole_path
from web.article_view import article_view
from web.facet_view import FACET_TITLES
from web.params import PARAMETERS, article_href, read_part, read_suggest
from web.problems import WORDINGS, ArticleNotFound, Problem
from web.query_view import suggestion_view
from web.search_view import hits_view, page_request, search_view
from web.site import site_of

whole_path.register()
router = APIRouter(include_in_schema=False)

MORE_TARGET: Final = "more"
"""The element that htmx replaces by the following results."""
_MOST_RESULTS: Final = 100
"""On one page, whatever ``limit`` says."""


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from a template."""
    site = site_of(request)
    html = site.templates.get_template(template).render(site=site, **context)
    return HTMLResponse(html, status, headers={"vary": "HX-Request, HX-Target", "cache-control": "no-cache"})


def is_partial(request: Request) -> bool:
    """Whether htmx asks for the part of the page that changes; after going back it wants the whole page."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The latest articles, what the index holds, and the search box."""
    asked, more = _asked(request)
    untouched = asked == SearchRequest(sort="newest", limit=site_of(request).defaults.limit)
    return _search(request, asked, more, home=untouched)


@router.get("/search")
def search(request: Request) -> HTMLResponse:
    """The results of a search with its facets."""
    asked, more = _asked(request)
    return _search(request, asked, more, home=False)


def _asked(request: Request) -> tuple[SearchRequest, tuple[str, ...]]:
    pairs = request.query_params.multi_items()
    site = site_of(request)
    asked = site.service.named(params.read(pairs, site.defaults))
    # the page chooses its facets itself, and shows at least one result
    asked = replace(
        asked,
        limit=min(max(asked.limit, 1), _MOST_RESULTS),
        facets=SearchRequest().facets,
        facet_size=SearchRequest().facet_size,
        interval="month",
    )
    expanded = {value for name, value in pairs if name == "more"}
    return asked, tuple(name for name in FACET_TITLES if name in expanded)


def _search(request: Request, asked: SearchRequest, more: tuple[str, ...], *, home: bool) -> HTMLResponse:
    site = site_of(request)
    if is_partial(request) and request.headers.get("hx-target") == MORE_TARGET:
        results = site.service.search(replace(asked, facets=()))
        return render(request, "_hits.html", results=hits_view(site, asked, results, more))
    results = site.service.search(page_request(asked, more))
    view = search_view(site, asked, results, more, home=home)
    return render(request, "_partial.html" if is_partial(request) else "search.html", page=view)


@router.get("/suggest")
def suggest(request: Request) -> HTMLResponse:
    """The completions of a query being typed, for the list under the search box."""
    site = site_of(request)
    query, limit = read_suggest(request.query_params.multi_items())
    found = site.service.suggest(query, limit, wait=False)
    return render(request, "_suggestions.html", suggestions=[suggestion_view(one, site.wording) for one in found])


@router.get("/article/{id:whole}")  # noqa: FAST003 - read from the path as it is, without validation
def article(request: Request) -> HTMLResponse:
    """An article with its mentions marked."""
    return _article(request, request.path_params["id"])


@router.get("/article")
def article_by_parameter(request: Request) -> HTMLResponse:
    """The articles whose ids cannot stand in a path (``.`` and ``..``)."""
    return _article(request, request.query_params.get("id", ""))


def _article(request: Request, article_id: str) -> HTMLResponse:
    site = site_of(request)
    found = site.service.article(article_id)
    if found is None:
        raise ArticleNotFound
    view = article_view(site, found, read_part(request.query_params.multi_items()))
    return render(request, "_article_partial.html" if is_partial(request) else "article.html", page=view)


@router.get("/help")
def help_page(request: Request) -> HTMLResponse:
    """The query language by example, the keys, the API's parameters and its problems."""
    return render(request, "help.html", parameters=PARAMETERS, problems=WORDINGS)


def error_page(request: Request, problem: Problem) -> Response:
    """A problem as a page in Arabic, with a way on."""
    pairs = request.query_params.multi_items()
    if problem.parameter == "part":
        without = article_href(request.path_params.get("id") or request.query_params.get("id", ""))
    else:
        without = params.href("/search", [pair for pair in pairs if pair[0] not in {problem.parameter, "cursor"}])
    query = "".join(value for name, value in pairs[-50:] if name == "q" and request.scope["path"] in {"/", "/search"})
    response = render(
        request,
        "_error_partial.html" if is_partial(request) else "error.html",
        problem.status,
        problem=problem,
        query=query[:MAX_QUERY_LENGTH],
        without=without if problem.status == HTTPStatus.BAD_REQUEST else "",
    )
    response.headers.update(problem.headers)
    return response
