"""A result as the page shows it: title, fragments, and the places and actors it mentions most."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from typing import Final

from markupsafe import Markup

from search.article import ActorMention, Article, PlaceMention
from search.results import Hit
from web import params
from web.addresses import Addresses
from web.site import Site
from web.views import HitView, Link

_HIT_ENTITIES: Final = 3
"""Places, and actors, named under a result: those mentioned most."""
_AROUND: Final = ".!؟ \r\n"
"""What may stand before the first word of a body and behind its last."""
_UNTITLED: Final = 80
"""Characters of the body that stand in for a missing title."""


def hit_view(site: Site, hit: Hit, addresses: Addresses) -> HitView:
    """One result."""
    article, narrowed = hit.article, addresses.narrowed
    return HitView(
        # escaped by search.highlight, with nothing but <mark> added
        title=Markup(hit.highlights.title) if article.title.strip() else Markup.escape(untitled(article)),  # noqa: S704
        href=params.article_href(article.id),
        source=article.source,
        source_href=narrowed("source", article.source) if article.source else "",
        section=article.section,
        date=site.wording.day(article.published_day) if article.published_day else "",
        iso=article.published.isoformat() if article.published else "",
        fragments=tuple(Markup(fragment) for fragment in hit.highlights.body),  # noqa: S704 - the same
        cut_before=not _begins(hit),
        cut_after=not _ends(hit),
        places=tuple(
            Link(label, narrowed("place", value)) for value, label in frequent(article.places)[:_HIT_ENTITIES]
        ),
        actors=tuple(
            Link(label, narrowed("actor", value), kind)
            for value, label, kind in (
                (value, label, kind_of(article, value)) for value, label in frequent(article.actors)[:_HIT_ENTITIES]
            )
        ),
    )


def _begins(hit: Hit) -> bool:
    """Whether the first fragment is the beginning of the body."""
    if not hit.highlights.body:
        return True
    body = hit.article.body
    # texts of a hundred thousand letters are not copied for that
    at = next((place for place, char in enumerate(body) if char not in _AROUND), len(body))
    return body.startswith(_plain(hit.highlights.body[0]), at)


def _ends(hit: Hit) -> bool:
    """Whether the last fragment is the end of the body."""
    if not hit.highlights.body:
        return True
    body = hit.article.body
    end = len(body)
    while end and body[end - 1] in _AROUND:
        end -= 1
    return body.endswith(_plain(hit.highlights.body[-1]), 0, end)


def _plain(fragment: str) -> str:
    return unescape(fragment.replace("<mark>", "").replace("</mark>", ""))


def kind_of(article: Article, actor_id: str) -> str:
    """``person`` or ``organization``, as the article has an actor that it mentions."""
    return next(actor.kind for actor in article.actors if actor.id == actor_id)


def untitled(article: Article) -> str:
    """What stands for the title of an article without one: the beginning of its body, or its id."""
    title = " ".join(article.title.split())
    if title:
        return title
    body = " ".join(article.body[: 4 * _UNTITLED].split())
    return f"{body[:_UNTITLED]}…" if len(body) > _UNTITLED else body or article.id


def frequent(mentions: Iterable[PlaceMention | ActorMention]) -> list[tuple[str, str]]:
    """Distinct (id, label), those mentioned most first, equal ones in order of the text."""
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for mention in mentions:
        value = mention.id
        if value in counts:
            counts[value] += 1
        else:
            counts[value], labels[value] = 1, mention.label
    return [(value, labels[value]) for value in sorted(labels, key=counts.__getitem__, reverse=True)]
