"""A search as an Atom feed, as CSV and as JSON Lines, and the OpenSearch description of the site."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from search.answer import article_answer
from search.article import Article
from search.request import SearchRequest
from search.results import Hit
from web import params
from web.article_view import safe_url
from web.hit_view import untitled
from web.security import HEAD_KEY
from web.site import site_of

router = APIRouter(include_in_schema=False)

_ENTRIES: Final = 50
"""Entries of a feed."""
_PAGE: Final = 200
"""Articles read at a time by an export: what it holds in memory."""
_COLUMNS: Final = ("id", "title", "published", "source", "section", "author", "url", "places", "actors")
_HOST: Final = re.compile(r"[A-Za-z0-9._\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
# what XML 1.0 cannot hold, escaped or not: control characters but tab and line ends, surrogates, U+FFFE and U+FFFF
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def base_address(request: Request) -> str:
    """Scheme and host under which the reader sees the site; a ``Host`` header that is none is not repeated."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.scope.get('scheme', 'http')}://{host}"


def _asked(request: Request) -> SearchRequest:
    site = site_of(request)
    asked = site.service.named(params.read(request.query_params.multi_items(), site.defaults))
    return replace(asked, facets=(), cursor=None, relax=False)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))


@router.get("/feed")
def feed(request: Request) -> Response:
    """The newest articles of a search as Atom; articles without a date are left out, for an entry must have one."""
    asked = replace(_asked(request), sort="newest", limit=_ENTRIES)
    results = site_of(request).service.search(asked)
    base = base_address(request)
    pairs = params.write(asked, params.Defaults(limit=_ENTRIES, latest_first=True))
    entries = [_entry(base, hit) for hit in results.hits if hit.article.published is not None]
    days = [hit.article.published for hit in results.hits if hit.article.published is not None]
    updated = _moment(days[0]) if days else "1970-01-01T00:00:00+00:00"
    title = f"فهرس: {asked.query}" if asked.query.strip() else "فهرس"
    address = base + params.href("/feed", pairs)
    document = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">\n'
        f"<title>{_text(title)}</title>\n"
        f"<id>{_text(address)}</id>\n"
        f'<link rel="self" type="application/atom+xml" href={_attribute(address)}/>\n'
        f'<link rel="alternate" type="text/html" href={_attribute(base + params.href("/search", pairs))}/>\n'
        f"<updated>{updated}</updated>\n"
        "<author><name>فهرس</name></author>\n"
        f"{''.join(entries)}</feed>\n"
    )
    return Response(document.encode(), media_type="application/atom+xml; charset=utf-8")


def _moment(day: dt.date) -> str:
    """An RFC 3339 time; a day is its midnight, and what has no zone counts as UTC."""
    time = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time.min)
    return (time if time.tzinfo else time.replace(tzinfo=dt.UTC)).replace(microsecond=0).isoformat()


def _entry(base: str, hit: Hit) -> str:
    article = hit.article
    address = base + params.article_href(article.id)
    via = safe_url(article.url)
    summary = " … ".join(re.sub(r"</?mark>", "", fragment) for fragment in hit.highlights.body)
    author = article.author or article.source
    parts = [
        f"<title>{_text(untitled(article))}</title>",
        f"<id>{_text(address)}</id>",
        f'<link rel="alternate" type="text/html" href={_attribute(address)}/>',
        f'<link rel="via" href={_attribute(via)}/>' if via else "",
        f"<updated>{_moment(article.published)}</updated>" if article.published else "",
        f"<author><name>{_text(author)}</name></author>" if author else "",
        f"<category term={_attribute(article.section)}/>" if article.section else "",
        f'<summary type="html">{_text(summary)}</summary>' if summary else "",
    ]
    return f"<entry>{''.join(parts)}</entry>\n"


@router.get("/export.csv")
def export_csv(request: Request) -> Response:
    """Every hit, a line each; with a byte order mark, so that spreadsheets read the Arabic as UTF-8."""
    return _export(request, "csv", "text/csv; charset=utf-8", _csv_lines)


@router.get("/export.jsonl")
def export_json_lines(request: Request) -> Response:
    """Every hit as the whole article with its mentions, a line each, as ``/api/v1/articles/{id}`` answers."""
    return _export(request, "jsonl", "application/jsonl; charset=utf-8", _json_lines)


def _export(
    request: Request, extension: str, media_type: str, lines: Callable[[Iterable[Article]], Iterator[bytes]]
) -> Response:
    asked = replace(_asked(request), limit=_PAGE, highlight=False)
    hits = site_of(request).service.every_hit(asked)
    first = list(islice(hits, 1))  # before anything is sent: an index that cannot answer is a problem document
    articles = (hit.article for hit in chain(first, hits))
    body: Iterable[bytes] = () if HEAD_KEY in request.scope else lines(articles)
    disposition = f'attachment; filename="fihris.{extension}"'
    return StreamingResponse(body, media_type=media_type, headers={"content-disposition": disposition})


def _json_lines(articles: Iterable[Article]) -> Iterator[bytes]:
    for article in articles:
        yield orjson.dumps(article_answer(article), option=orjson.OPT_APPEND_NEWLINE)


def _csv_lines(articles: Iterable[Article]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")  # byte order mark
    writer.writerow(_COLUMNS)
    for article in articles:
        writer.writerow([_cell(cell) for cell in _row(article)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _row(article: Article) -> tuple[str, ...]:
    published = article.published.isoformat() if article.published else ""
    places = " | ".join(dict.fromkeys(place.label for place in article.places))
    actors = " | ".join(dict.fromkeys(actor.label for actor in article.actors))
    return (
        article.id,
        article.title,
        published,
        article.source,
        article.section,
        article.author,
        article.url,
        places,
        actors,
    )


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: ``=1+1`` gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


@router.get("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """What a browser needs to add Fihris to its search engines."""
    base = _attribute(base_address(request))[1:-1]
    document = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>فهرس</ShortName>\n"
        "<Description>البحث في الأخبار العربية</Description>\n"
        "<Language>ar</Language>\n<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
        f'<Image type="image/svg+xml">{base}/static/favicon.svg</Image>\n'
        f'<Url type="text/html" template="{base}/search?q={{searchTerms}}"/>\n'
        f'<Url type="application/atom+xml" template="{base}/feed?q={{searchTerms}}"/>\n'
        f'<Url rel="self" type="application/opensearchdescription+xml" template="{base}/opensearch.xml"/>\n'
        "</OpenSearchDescription>\n"
    )
    return Response(document.encode(), media_type="application/opensearchdescription+xml; charset=utf-8")
