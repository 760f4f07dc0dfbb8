"""Titles that announce a person (وزير الدفاع, الجنرال, المتحدث باسم), and who held an office when.

A title is matched by key, longest first. An office's holder is known where the gazetteer's people carry roles:
"وزير الدفاع الفرنسي" is the person who was that country's defence minister on the day of publication.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

import search.entities
from search.entities.names import name_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from search.entities import Entity, Gazetteer, Role

_TITLES: Final = Path(search.entities.__file__).parent / "data" / "titles.jsonl"


class TitleIndex:
    """Titles by key, with the lengths of those beginning with a key as a bit set, and offices with their holders."""

    def __init__(self, titles: Iterable[tuple[str, str]], people: Iterable[Entity] = ()) -> None:
        """Index titles as written, each with the title whose office it is too (or empty), and the people's roles."""
        self.same_as: dict[str, str] = {}
        self.heads: dict[str, int] = {}
        self._holders: dict[tuple[str, str], list[tuple[Role, Entity]]] = {}
        for title, same in titles:
            self._add(title, name_key(same))
        for person in people:
            for role in person.roles:
                key = self.office(self._add(role.title, ""))
                self._holders.setdefault((key, role.of or person.country), []).append((role, person))

    @classmethod
    def load(cls, gazetteer: Gazetteer) -> TitleIndex:
        """Index the shipped titles with the roles of the gazetteer's people."""
        listed: list[tuple[str, str]] = []
        if _TITLES.exists():
            for line in _TITLES.read_bytes().splitlines():
                row = orjson.loads(line)
                listed.append((row["ar"], row.get("same_as", "")))
        return cls(listed, (entity for entity in gazetteer if entity.roles))

    def __contains__(self, key: str) -> bool:
        return key in self.same_as

    def office(self, key: str) -> str:
        """Return the key under which an office's holders are kept: that of الملك for العاهل."""
        return self.same_as.get(key) or key

    def holder(self, title_key: str, of: str, day: dt.date | None) -> Entity | None:
        """Return who alone held the office ``title_key`` of ``of`` (a country's or organisation's id) on ``day``.

        None where nobody is known, where two different people are, or without a day.
        """
        if day is None:
            return None
        kept = self._holders.get((self.office(title_key), of), ())
        held = {person.id: person for role, person in kept if role.held_on(day)}
        return next(iter(held.values())) if len(held) == 1 else None

    def _add(self, title: str, same_as: str) -> str:
        key = name_key(title)
        if key and key not in self.same_as:
            self.same_as[key] = same_as
            head = key.partition(" ")[0]
            self.heads[head] = self.heads.get(head, 0) | 1 << (key.count(" ") + 1)
        return key
