"""The article as Fihris stores and returns it, with what was found in its text.

Values only: nothing here reads a file or touches an index. An article's id, title and body are exactly as its
source was read, without HTML; every mention points back into them by code-point offsets.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

FieldName = Literal["title", "body"]
ActorKind = Literal["person", "organization"]
Precision = Literal["day", "week", "month", "season", "quarter", "year", "range"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the entities that a mention in doubt may mean."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place as it stands in the text, e.g. ``وبالموصل`` (start, end) for the bare name ``الموصل``.

    ``start`` and ``end`` are code points in the original ``field``, whole words with attached particles included;
    ``name`` is the bare name as written, ``id`` the canonical id and ``label`` the place's Arabic label.
    ``candidates`` are all the places it may be, likeliest first, ``id`` among them, where the article leaves that open
    (طرابلس in Libya or in Lebanon); empty where it does not.
    """

    field: FieldName
    start: int
    end: int
    name: str
    id: str
    label: str
    lat: int | float | None = None  # whole degrees are stored and shown without a point
    lon: int | float | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One person or organisation as it stands in the text; offsets, names and candidates as in `PlaceMention`."""

    field: FieldName
    start: int
    end: int
    name: str
    id: str
    label: str
    kind: ActorKind
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression of the text with the days it resolves to, both ends included.

    ``first`` and ``last`` are the same day for a precision of ``day``. A doubtful Hijri day keeps its one day here;
    ``doubt`` is the number of days by which either end may be off.
    """

    field: FieldName
    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date
    precision: Precision
    doubt: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A news article with its mentions.

    ``published`` is a ``datetime`` where the source gave a time and a plain ``date`` where it gave a day; None where it
    gave neither. ``source``, ``section``, ``author`` and ``url`` are empty strings where unknown.
    """

    id: str
    title: str
    body: str
    url: str = ""
    source: str = ""
    section: str = ""
    author: str = ""
    published: dt.date | None = None
    places: tuple[PlaceMention, ...] = field(default=())
    actors: tuple[ActorMention, ...] = field(default=())
    dates: tuple[DateMention, ...] = field(default=())

    @property
    def published_day(self) -> dt.date | None:
        """The day of publication as written by the source, without a time."""
        return self.published.date() if isinstance(self.published, dt.datetime) else self.published
