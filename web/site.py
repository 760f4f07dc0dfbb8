"""What every request needs of the running site: its settings, the service, the words and the templates."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader
from starlette.requests import Request

from search.service import SearchService
from search.settings import Settings
from web.params import Defaults, article_href
from web.templating import Templates
from web.wording import Wording

_STATIC: Final = (("web", "static", "/static/"), ("js_lib_htmx", "static/htmx", "/htmx/"))
"""Packages with static files, the folder in each and the path they are served under."""


@lru_cache(maxsize=64)
def static_href(name: str) -> str:
    """The address of a static file with a hash of its content, so that browsers may keep it for good.

    ``app.js`` is one of ours, ``htmx.min.js`` is found in the package of htmx.
    """
    for package, folder, prefix in _STATIC:
        file = resources.files(package).joinpath(folder, name)
        if file.is_file():
            digest = hashlib.blake2b(file.read_bytes(), digest_size=6).hexdigest()
            return f"{prefix}{name}?v={digest}"
    raise LookupError(name)


def _environment(wording: Wording) -> Environment:
    environment = Templates(PackageLoader("web"))
    environment.filters["figures"] = wording.figures
    environment.filters["number"] = wording.number
    environment.globals["static"] = static_href
    environment.globals["article_href"] = article_href
    return environment


@dataclass(frozen=True, slots=True)
class Site:
    """One site over one index."""

    settings: Settings
    service: SearchService
    wording: Wording
    templates: Environment
    defaults: Defaults

    @classmethod
    def over(cls, settings: Settings, service: SearchService) -> Site:
        """The site of an index."""
        wording = Wording(settings.digits)
        defaults = Defaults(limit=settings.page_size, latest_first=True)
        return cls(settings, service, wording, _environment(wording), defaults)


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site
