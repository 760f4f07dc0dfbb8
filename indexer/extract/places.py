"""Which of the places that carry a name is meant, and whether the name is a place at all.

The article decides: unambiguous places and nationality adjectives vote for their country; a noun before the name
(محافظة, نهر) asks for a kind; population breaks what is left. A weak name (صور, also "pictures") counts only behind such
a noun, or behind a preposition in an article with other places of its country.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import DAY, FILIATION, GIVEN, PREPOSITION, STOP, TRIGGER
from search.entities.gazetteer import STRONG
from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.units import Units
    from search.entities import Entity

#: What a noun before a name asks for: "ولاية أريانة" is the division, "مدينة أريانة" the city.
_ASKED: Final = {
    name_key(noun): frozenset(kinds.split())
    for noun, kinds in {
        "مدينة": "city town",
        "بلدة": "town city village",
        "قرية": "village town",
        "محافظة": "governorate",
        "ولاية": "governorate",
        "منطقة": "governorate region quarter",
        "إقليم": "region governorate",
        "مقاطعة": "governorate region",
        "حي": "quarter",
        "ضاحية": "quarter town",
        "نهر": "river",
        "بحيرة": "lake",
        "بحر": "sea",
        "مضيق": "strait",
        "قناة": "canal",
        "جبل": "mountain",
        "جبال": "mountain",
        "صحراء": "desert",
        "جزيرة": "island",
        "جزر": "island country",
        "مخيم": "camp",
        "معبر": "crossing",
        "منفذ": "crossing",
        "مطار": "airport",
        "ميناء": "port",
        "قاعدة": "base",
        "سجن": "prison",
        "جمهورية": "country",
        "مملكة": "country",
        "سلطنة": "country",
        "دولة": "country",
    }.items()
}

_DIVISIONS: Final = frozenset({"governorate", "region"})
_KIND_PRIOR: Final = {"country": 6.0, "territory": 4.0, "sea": 3.0, "region": 2.5, "governorate": 2.0, "city": 1.5}
_ASKED_BONUS: Final = 4.0
_VOTE_WEIGHT: Final = 2.0
_MOST_VOTES: Final = 3.0
_HOME_VOTE: Final = 1.5
_LARGE_POPULATION: Final = 300_000
_TINY_NAME: Final = 3


class PlaceChoice:
    """One article's place candidates and their evidence."""

    def __init__(
        self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], taken: set[int], home: str = ""
    ) -> None:
        """Take the candidates with place carriers; ``taken`` are units that belong to a person or an organisation."""
        self._units = units
        self._lexicon = lexicon
        self._candidates = [one for one in candidates if not (one.first in taken or one.last in taken)]
        self.votes: Counter[str] = Counter()
        if home:
            self.votes[home] += _HOME_VOTE
        seen: set[str] = set()
        for word in units.types:
            if word.country and word.key not in seen:
                seen.add(word.key)
                self.votes[word.country] += 0.5
        for one in self._candidates:
            places = one.of_kind("place")
            if one.key in seen or self._weak(one, places):
                continue
            countries = {place.country for place, _ in places}
            if len(countries) == 1:
                seen.add(one.key)
                self.votes[countries.pop()] += 2.0 if places[0][0].kind == "country" else 1.0

    def choose(self) -> list[tuple[Candidate, Entity]]:
        """The candidates that are places, each with the one meant, city and governorate of one name as one."""
        chosen: list[tuple[Candidate, Entity]] = []
        for one in self._candidates:
            places = one.of_kind("place")
            asked = self._asked(one)
            if not self._accepted(one, places, asked):
                continue
            chosen.append((one, max((place for place, _ in places), key=lambda place: self._score(place, asked))))
        return _one_per_name(chosen)

    def _asked(self, one: Candidate) -> frozenset[str] | None:
        """The kinds that the noun before the candidate asks for; None without such a noun, empty for one that is open."""
        units = self._units
        if one.cut and one.key != "" and not self._lam_after_noun(one):
            return None
        if one.first == 0 or one.first == units.body or units.reach[one.first - 1] < 2:  # noqa: PLR2004 - unbroken
            return None
        before = units.types[one.first - 1]
        if not before.flags & TRIGGER:
            stripped = before.key[1:] if before.key[:1] in "وبلف" else ""
            if stripped in _ASKED:
                return _ASKED[stripped]
            if before.key.startswith("لل") and ("ال" + before.key[2:]) in _ASKED:
                return _ASKED["ال" + before.key[2:]]
            return None
        return _ASKED.get(before.key, frozenset())

    def _lam_after_noun(self, one: Candidate) -> bool:
        return False

    def _weak(self, one: Candidate, places: Sequence[tuple[Entity, int]]) -> bool:
        if all(strength != STRONG for _, strength in places):
            return True
        if any(place.kind in {"country", "territory"} for place, _ in places):
            return False
        if one.first != one.last:
            return False
        marks = self._lexicon.type_of(one.key).flags
        if marks & (STOP | DAY):
            return True
        large = any(place.population >= _LARGE_POPULATION for place, _ in places)
        return not large and (bool(marks & GIVEN) or len(one.key) <= _TINY_NAME)

    def _accepted(self, one: Candidate, places: Sequence[tuple[Entity, int]], asked: frozenset[str] | None) -> bool:
        units = self._units
        before = None
        if one.first not in (0, units.body) and units.reach[one.first - 1] > 1:
            before = units.types[one.first - 1]
        if asked is not None:
            return True
        after_name = (
            before is not None
            and not one.cut
            and before.flags & (GIVEN | FILIATION)
            and not before.flags & (STOP | TRIGGER)
        )
        country = any(place.kind == "country" for place, _ in places)
        if after_name and not country:
            return False
        if not self._weak(one, places):
            return True
        placed = bool(one.cut) or (before is not None and bool(before.flags & PREPOSITION))
        return placed and any(self.votes[place.country] >= 1 for place, _ in places)

    def _score(self, place: Entity, asked: frozenset[str] | None) -> float:
        score = _KIND_PRIOR.get(place.kind, 1.0) + math.log10(place.population + 1) / 2
        score += _VOTE_WEIGHT * min(self.votes[place.country], _MOST_VOTES)
        if asked and place.kind in asked:
            score += _ASKED_BONUS
        return score


def _one_per_name(chosen: list[tuple[Candidate, Entity]]) -> list[tuple[Candidate, Entity]]:
    """Let a city and the division of its name be one place in an article: the city, unless only the division is met."""
    by_key: dict[str, dict[str, Entity]] = {}
    for one, place in chosen:
        by_key.setdefault(_bare(one.key), {})[place.id] = place
    merged: dict[tuple[str, str], Entity] = {}
    for key, places in by_key.items():
        if len(places) < 2:  # noqa: PLR2004 - nothing to merge
            continue
        for place in places.values():
            if place.kind in _DIVISIONS:
                inner = [other for other in places.values() if place.id in other.parents]
                if len(inner) == 1:
                    merged[key, place.id] = inner[0]
    return [(one, merged.get((_bare(one.key), place.id), place)) for one, place in chosen]


def _bare(key: str) -> str:
    """A key without the noun that says what it is: محافظه نينوي → نينوي."""
    head, _, rest = key.partition(" ")
    return rest if rest and head in _ASKED else key
