"""What the gazetteer says about one place, person or organisation.

An entity has one canonical id, one Arabic label and any number of other names. Values only: the look-up by name is in
`search.entities.gazetteer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person held: ``title`` as written (``وزير الدفاع``), ``of`` a country's or an organisation's id.

    ``since`` and ``until`` are ISO years, months or days (``2015-02``), both included; empty where open or unknown.
    """

    title: str
    of: str
    since: str = ""
    until: str = ""

    def held_on(self, day: dt.date | None) -> bool:
        """Whether the role covers ``day``; without a day, whether it is still held (no end known).

        A month's end counts as held: two people may both hold a role in the month it changed hands.
        """
        if day is None:
            return not self.until
        written = day.isoformat()
        return (not self.since or self.since <= written[: len(self.since)]) and (
            not self.until or written[: len(self.until)] <= self.until
        )


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry of the gazetteer.

    ``kind`` is ``person``, ``organization`` or a place's kind (``country``, ``city``, ``river`` …); ``type`` is an
    organisation's type (``ministry``, ``armed-group`` …) and empty for all others. ``names`` are other Arabic names
    beside ``label``; ``weak`` those of them (or the label) which are common words or person names too; ``short`` the
    forms which alone mean only this person. ``parents`` are ids, nearest first, up to the country. ``lat`` and ``lon``
    are degrees, None where unknown; ``population`` is 0 where unknown.
    """

    id: str
    kind: str
    type: str
    label: str
    english: str
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    roles: tuple[Role, ...] = ()
    weak: tuple[str, ...] = ()
    short: tuple[str, ...] = ()

    @property
    def is_place(self) -> bool:
        """Whether the entity is neither a person nor an organisation."""
        return self.kind not in {"person", "organization"}
