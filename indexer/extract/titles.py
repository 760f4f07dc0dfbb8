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

_DATA: Final = Path(search.entities.__file__).parent / "data"


class TitleIndex:
    """Titles by key, with the lengths of those beginning with a key as a bit set, and offices with their holders."""

    def __init__(self, titles: Iterable[str], people: Iterable[Entity] = ()) -> None:
        """Index ``titles`` as written and the roles of ``people``."""
        self.keys: set[str] = set()
        self.heads: dict[str, int] = {}
        self._holders: dict[tuple[str, str], list[tuple[Role, Entity]]] = {}
        for title in titles:
            self._add(title)
        for person in people:
            for role in person.roles:
                key = self._add(role.title)
                self._holders.setdefault((key, role.of or person.country), []).append((role, person))

    @classmethod
    def load(cls, gazetteer: Gazetteer) -> TitleIndex:
        """The shipped titles with the roles of the gazetteer's people."""
        path = _DATA / "titles.jsonl"
        listed: list[str] = []
        if path.exists():
            for line in path.read_bytes().splitlines():
                row = orjson.loads(line)
                listed += [row["ar"], *row.get("names", ())]
        return cls(listed, (entity for entity in gazetteer if entity.kind == "person" and entity.roles))

    def holder(self, title_key: str, of: str, day: dt.date | None) -> Entity | None:
        """Who alone held the office ``title_key`` of ``of`` (a country's or organisation's id) on ``day``.

        None where nobody is known, where two different people are, or without a day.
        """
        if day is None:
            return None
        held = {person.id: person for role, person in self._holders.get((title_key, of), ()) if role.held_on(day)}
        return next(iter(held.values())) if len(held) == 1 else None

    def _add(self, title: str) -> str:
        key = name_key(title)
        if key and key not in self.keys:
            self.keys.add(key)
            head = key.partition(" ")[0]
            self.heads[head] = self.heads.get(head, 0) | 1 << (key.count(" ") + 1)
        return key
