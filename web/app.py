"""`create_app`: the site over one index as an ASGI application."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

import orjson
from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from search.analysis import default_analyzer
from search.analysis.frames import load_frames
from search.engines import open_engine
from search.entities import EntitiesFile, Gazetteer
from search.errors import FihrisError
from search.service import SearchService
from search.settings import Settings, entities_file, load_settings
from web import api, feeds, pages
from web.answers import ProblemAnswer
from web.compression import Compression
from web.problems import MEDIA_TYPE, ArticleNotFound, Problem, http_problem, preferred_language, problem_of
from web.security import HeadAsGet, SecurityHeaders
from web.site import Site

_ALWAYS_JSON: Final = (
    "/api/",
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/feed",
    "/export",
    "/opensearch",
    "/static/",
    "/htmx/",
)
_ALWAYS_PAGES: Final = ("/search", "/suggest", "/article", "/help")
_FOREVER: Final = "public, max-age=31536000, immutable"


class _Static(StaticFiles):
    """Static files: for good where the address carries the hash of the content, else to be checked by ETag."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        response.headers["cache-control"] = _FOREVER if versioned else "no-cache"
        return response


def create_app(settings: Settings | None = None, service: SearchService | None = None) -> FastAPI:
    """The site; the index named in the settings is opened when first asked for, and may appear later.

    Raises:
        SettingsError: a setting cannot be used.

    """
    settings = settings or load_settings()
    service = service or SearchService(
        open_engine(settings.index, settings), ahead=True, entities=_corrections(settings)
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await to_thread.run_sync(_warm_up)
        await to_thread.run_sync(service.read_ahead)
        yield
        service.engine.close()

    app = FastAPI(
        title="Fihris",
        summary="Full-text search for Arabic news",
        description="Search Arabic news articles by words, places, actors and dates.",
        version="1.0",  # of the API, as in its paths; not of the distribution
        license_info={"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        openapi_url=None,
        docs_url=None,  # these pages load scripts from elsewhere; /help describes the API
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.site = Site.over(settings, service)
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(feeds.router)
    app.mount("/static", _Static(packages=[("web", "static")]), name="static")
    app.mount("/htmx", _Static(packages=[("js_lib_htmx", "static/htmx")]), name="htmx")
    _describe(app)
    _handle_errors(app)
    # the last one added is the outermost
    app.add_middleware(Compression, minimum_size=1024)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SecurityHeaders)
    return app


def _corrections(settings: Settings) -> EntitiesFile | None:
    path = entities_file(settings.index, settings)
    return None if path is None else EntitiesFile(path)


def _warm_up() -> None:
    """Read the gazetteer and the analyzer's tables before the first request waits for them."""
    Gazetteer.load()
    default_analyzer().terms("فهرس")
    load_frames()
    gc.freeze()  # all of it stays: searching it for cyclic garbage would hold up requests


def _describe(app: FastAPI) -> None:
    """Serve the OpenAPI description, with the problem document among its schemas."""

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        """The description of the API."""
        return Response(orjson.dumps(described(app)), media_type="application/json")


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of the API."""
    document = app.openapi()
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.setdefault(ProblemAnswer.__name__, ProblemAnswer.model_json_schema())
    return document


def _handle_errors(app: FastAPI) -> None:
    """Every error becomes a problem document, or a page where a reader asked for one."""

    @app.exception_handler(FihrisError)
    @app.exception_handler(ArticleNotFound)
    @app.exception_handler(Exception)
    async def on_error(request: Request, error: Exception) -> Response:
        return await _answer(request, problem_of(error))

    @app.exception_handler(HTTPException)
    async def on_http_error(request: Request, error: HTTPException) -> Response:
        return await _answer(request, http_problem(error.status_code, dict(error.headers or {})))

    @app.exception_handler(RequestValidationError)
    async def on_validation_error(request: Request, _: RequestValidationError) -> Response:
        return await _answer(request, http_problem(400))


async def _answer(request: Request, problem: Problem) -> Response:
    if _wants_page(request):
        return await to_thread.run_sync(pages.error_page, request, problem)
    language = preferred_language(request.headers.get("accept-language", ""))
    document = problem.document(language, quote(request.scope["path"]))
    return Response(
        orjson.dumps(document),
        problem.status,
        media_type=MEDIA_TYPE,
        headers={"content-language": language, "vary": "Accept-Language", **problem.headers},
    )


def _wants_page(request: Request) -> bool:
    """Whether a page answers: for the pages' own paths always, elsewhere if the client says that it reads HTML."""
    path = request.scope["path"]
    if path.startswith(_ALWAYS_JSON):
        return False
    return path == "/" or path.startswith(_ALWAYS_PAGES) or "text/html" in request.headers.get("accept", "")
