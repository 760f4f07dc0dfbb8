"""The page of an article: its text in pieces, its mentions, and the search that each leads to.

A body of millions of characters is shown in parts, each with the mentions in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from search.article import ActorMention, Article, Candidate, DateMention, PlaceMention
from search.blocks import blocks
from search.errors import RequestError
from search.request import DateFacet, DayRange, SearchRequest, TermFacet
from web import params
from web.addresses import search_href
from web.doubt import open_candidates, others, told_apart
from web.hit_view import frequent, untitled
from web.marking import Mention, Piece, body_paragraphs, title_pieces
from web.query_view import KIND_LABELS
from web.site import Site
from web.views import ArticleView, DateView, Link, PartView, PieceView

PART: Final = 50_000
"""Characters of a body that one page shows at most; the longest of 35,879 articles of the news has 33,683."""


def article_view(site: Site, article: Article, number: int = 1) -> ArticleView:
    """Everything on the page of an article, or of one part of it.

    Raises:
        RequestError: the article has no part of this number.

    """
    parts = blocks(article.body, 0, len(article.body), PART)
    if not 1 <= number <= len(parts):
        raise RequestError("part", f"part must be a whole number from 1 to {len(parts)}")
    start, end = parts[number - 1]
    if len(parts) > 1:
        article = _with_mentions_of(article, start, end)

    def find(facet: TermFacet, value: str) -> str:
        return search_href(params.with_values(_everything(site), facet, (value,)), site) if value else ""

    def pieces(cut: Iterable[Piece]) -> tuple[PieceView, ...]:
        return tuple(_piece(site, piece) for piece in cut)

    day = article.published_day
    address = safe_url(article.url)
    gazetteer = site.service.corrected().gazetteer

    def links(facet: TermFacet, mentions: Sequence[PlaceMention | ActorMention], kind: str) -> tuple[Link, ...]:
        doubts = open_candidates(mentions)
        return tuple(
            Link(
                told_apart(gazetteer, value, label) if value in doubts else label,
                find(facet, value),
                kind,
                tuple(
                    Link(told_apart(gazetteer, one.id, one.label), find(facet, one.id), kind)
                    for one in doubts.get(value, ())
                ),
            )
            for value, label in frequent(mentions)
        )

    kind_of: dict[str, str] = {}
    for actor in article.actors:
        kind_of.setdefault(actor.id, actor.kind)
    of_kind = {
        kind: links("actor", [actor for actor in article.actors if kind_of[actor.id] == kind], kind)
        for kind in ("person", "organization")
    }
    every: tuple[Mention, ...] = (*article.places, *article.actors, *article.dates)
    kinds = dict.fromkeys(_kind(one) for one in every)
    return ArticleView(
        id=article.id,
        title=untitled(article),
        title_pieces=pieces(title_pieces(article)) if article.title.strip() else (PieceView(untitled(article)),),
        paragraphs=tuple(pieces(paragraph) for paragraph in body_paragraphs(article, start, end)),
        part=_part(site, article, number, len(parts)),
        source=article.source,
        source_href=find("source", article.source),
        section=article.section,
        section_href=find("section", article.section),
        author=article.author,
        date=site.wording.moment(article.published) if article.published else "",
        iso=article.published.isoformat() if article.published else "",
        day_href=_days_href(site, "published", DayRange(day, day)) if day else "",
        url=address,
        host=urlsplit(address).hostname or "" if address else "",
        places=links("place", article.places, "place"),
        people=of_kind["person"],
        organizations=of_kind["organization"],
        dates=_dates(site, article.dates),
        kinds=tuple(kinds),
        json=params.article_href(article.id, "/api/v1/articles"),
    )


def _with_mentions_of(article: Article, start: int, end: int) -> Article:
    """The article with the mentions of its title and of a part of its body alone."""

    def shown(one: Mention) -> bool:
        return one.field == "title" or start <= one.start < end

    return replace(
        article,
        places=tuple(filter(shown, article.places)),
        actors=tuple(filter(shown, article.actors)),
        dates=tuple(filter(shown, article.dates)),
    )


def _part(site: Site, article: Article, number: int, last: int) -> PartView | None:
    """Which part is shown and the ways to the others; None where there is but one."""
    if last == 1:
        return None

    def href(part: int) -> str:
        return params.article_href(article.id, part=part) if 1 <= part <= last else ""

    label = f"الجزء {site.wording.number(number)} من {site.wording.number(last)}"
    return PartView(label, href(number - 1), href(number + 1))


def safe_url(url: str) -> str:
    """The address if it is an http(s) one that can be linked to, else empty: ``javascript:`` never becomes a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def _days_href(site: Site, facet: str, days: DayRange) -> str:
    name: DateFacet = "published" if facet == "published" else "mentioned"
    return search_href(params.with_days(_everything(site), name, days), site)


def _everything(site: Site) -> SearchRequest:
    """The search for every article, newest first."""
    return SearchRequest(sort="newest", limit=site.defaults.limit)


def _kind(mention: Mention) -> str:
    if isinstance(mention, ActorMention):
        return mention.kind
    return "place" if isinstance(mention, PlaceMention) else "date"


def _meaning(site: Site, mention: Mention) -> str:
    if isinstance(mention, DateMention):
        words = site.wording.resolved(mention.first, mention.last, mention.doubt)
    elif mention.candidates:
        gazetteer = site.service.corrected().gazetteer
        every = (Candidate(mention.id, mention.label), *others(mention))
        words = " أو ".join(told_apart(gazetteer, one.id, one.label) for one in every)
    else:
        words = mention.label
    return f"{KIND_LABELS[_kind(mention)]}: {words}"


def _piece(site: Site, piece: Piece) -> PieceView:
    if not piece.mentions:
        return PieceView(piece.text)
    first = piece.mentions[0]
    if isinstance(first, DateMention):
        href = _days_href(site, "mentioned", DayRange(first.first, first.last))
    else:
        facet: TermFacet = "place" if isinstance(first, PlaceMention) else "actor"
        href = search_href(params.with_values(_everything(site), facet, (first.id,)), site)
    title = " · ".join(dict.fromkeys(_meaning(site, mention) for mention in piece.mentions))
    kinds = _kind(first)
    if not isinstance(first, DateMention) and first.candidates:
        kinds += " doubt"
    return PieceView(piece.text, href, kinds, title)


def _dates(site: Site, dates: Iterable[DateMention]) -> tuple[DateView, ...]:
    distinct = {(date.first, date.last, date.text): date for date in dates}
    return tuple(
        DateView(
            date.text,
            site.wording.resolved(date.first, date.last, date.doubt),
            _days_href(site, "mentioned", DayRange(date.first, date.last)),
        )
        for _, date in sorted(distinct.items(), key=lambda item: item[0][:2])
    )
