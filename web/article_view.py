"""The page of an article: its text in pieces, its mentions, and the search that each leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from search.article import ActorMention, Article, Candidate, DateMention, PlaceMention
from search.request import DateFacet, DayRange, SearchRequest, TermFacet
from web import params
from web.addresses import search_href
from web.doubt import open_candidates, others, told_apart
from web.hit_view import frequent, kind_of, untitled
from web.marking import Mention, Piece, body_paragraphs, title_pieces
from web.query_view import KIND_LABELS
from web.site import Site
from web.views import ArticleView, DateView, Link, PieceView


def article_view(site: Site, article: Article) -> ArticleView:
    """Everything on the page of an article."""

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

    of_kind = {
        kind: links("actor", [actor for actor in article.actors if kind_of(article, actor.id) == kind], kind)
        for kind in ("person", "organization")
    }
    every: tuple[Mention, ...] = (*article.places, *article.actors, *article.dates)
    kinds = dict.fromkeys(_kind(one) for one in every)
    return ArticleView(
        id=article.id,
        title=untitled(article),
        title_pieces=pieces(title_pieces(article)) if article.title.strip() else (PieceView(untitled(article)),),
        paragraphs=tuple(pieces(paragraph) for paragraph in body_paragraphs(article)),
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
