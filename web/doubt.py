"""What a mention may mean where the article leaves that open: «طرابلس (ليبيا) أو طرابلس (لبنان)»."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from search.article import ActorMention, Candidate, PlaceMention
from search.entities import Gazetteer

_MOST: Final = 5
"""Candidates that are named; صحيفة الوطن is a paper in six countries."""


def open_candidates(mentions: Iterable[PlaceMention | ActorMention]) -> dict[str, tuple[Candidate, ...]]:
    """What else each entity's mentions may mean, likeliest first; entities that are not in doubt are left out."""
    found: dict[str, tuple[Candidate, ...]] = {}
    for mention in mentions:
        if mention.candidates:
            found.setdefault(mention.id, others(mention))
    return found


def others(mention: PlaceMention | ActorMention) -> tuple[Candidate, ...]:
    """The likeliest candidates of a mention beside the one it is counted as."""
    return tuple(one for one in mention.candidates if one.id != mention.id)[: _MOST - 1]


def told_apart(gazetteer: Gazetteer, entity_id: str, label: str) -> str:
    """A label by which a place is told from others of its name: طرابلس (ليبيا)."""
    known = gazetteer.get(entity_id)
    if known is None or not known.is_place or not known.country or known.country == known.id:
        return label
    country = gazetteer.get(known.country)
    return f"{label} ({country.label})" if country is not None else label
