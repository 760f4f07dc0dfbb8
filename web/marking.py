"""The text of an article cut into plain pieces and mentions, paragraph by paragraph.

Links cannot lie in one another, so of mentions that overlap the longest is the link and the others are named in it:
in «جامعة الموصل» the university is the link, and the city is named beside it. Joined again, the pieces are the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from search.article import ActorMention, Article, DateMention, FieldName, PlaceMention

Mention = PlaceMention | ActorMention | DateMention


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``mentions`` are those it is marked for, the one to link first; none for plain text."""

    text: str
    mentions: tuple[Mention, ...] = ()


_LINE: Final = re.compile(r"[^\r\n]+")


def _rank(mention: Mention) -> tuple[int, int]:
    """Longest first; an actor before a place before a date of the same length."""
    kind = 0 if isinstance(mention, ActorMention) else 1 if isinstance(mention, PlaceMention) else 2
    return mention.start - mention.end, kind


def _mentions(article: Article, field: FieldName, length: int) -> list[Mention]:
    every: Iterable[Mention] = (*article.places, *article.actors, *article.dates)
    return [one for one in every if one.field == field and 0 <= one.start < one.end <= length]


def _cut(text: str, start: int, end: int, mentions: list[Mention]) -> Iterator[Piece]:
    """The pieces of ``text[start:end]``."""
    inside = [one for one in mentions if start <= one.start and one.end <= end]
    chosen: list[Mention] = []
    for mention in sorted(inside, key=_rank):
        if all(mention.end <= one.start or one.end <= mention.start for one in chosen):
            chosen.append(mention)
    position = start
    for mention in sorted(chosen, key=lambda one: one.start):
        if position < mention.start:
            yield Piece(text[position : mention.start])
        others = tuple(
            one for one in inside if one is not mention and one.start < mention.end and mention.start < one.end
        )
        yield Piece(text[mention.start : mention.end], (mention, *others))
        position = mention.end
    if position < end:
        yield Piece(text[position:end])


def title_pieces(article: Article) -> tuple[Piece, ...]:
    """The title with its mentions."""
    mentions = _mentions(article, "title", len(article.title))
    return tuple(_cut(article.title, 0, len(article.title), mentions))


def body_paragraphs(article: Article, start: int = 0, end: int | None = None) -> tuple[tuple[Piece, ...], ...]:
    """The lines that are not blank of the body, or of a part of it, each with its mentions."""
    end = len(article.body) if end is None else end
    mentions = sorted(_mentions(article, "body", len(article.body)), key=lambda one: one.start)
    starts = [one.start for one in mentions]

    def inside(low: int, high: int) -> list[Mention]:
        return mentions[bisect_left(starts, low) : bisect_left(starts, high)]

    return tuple(
        tuple(_cut(article.body, line.start(), line.end(), inside(line.start(), line.end())))
        for line in _LINE.finditer(article.body, start, end)
        if line[0].strip()
    )
