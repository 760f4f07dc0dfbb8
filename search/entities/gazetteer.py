"""The names Fihris knows: places, people and organisations by id and by name.

The shipped tables are read once per process. Institutions which every state has (الجيش العراقي) are not listed one by
one: their entities are made from patterns when first met.
"""

from __future__ import annotations

import gc
import gzip
import re
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import orjson

from search.analysis import fold, words
from search.entities.corrected import corrected_rows
from search.entities.corrections import NONE, Corrections
from search.entities.entity import Entity, Role
from search.entities.institutions import (
    Institution,
    InstitutionPatterns,
    Nationality,
    institution_label,
    pattern_keys,
)
from search.entities.latin import LatinName, LatinNames, is_latin
from search.entities.names import name_key, readings, words_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SHIPPED: Final = Path(__file__).parent / "data"

#: A name's strength in the index.
STRONG: Final = 0
WEAK: Final = 1
SHORT: Final = 2
SHARED: Final = 3

#: The places that were written by hand, built into places.jsonl.gz with those of large sources.
_HANDWRITTEN: Final = ("places_arab.jsonl", "places_world.jsonl")

_QUALIFIER: Final = re.compile(r" \([^)]*\)$")
_WELL_KNOWN: Final = 50_000
"""People that a place of a large source must have for its name in Latin letters to be looked for."""
_LONGEST_COUNTRY_NAME: Final = 5
_LONGEST_GLUED_HEAD: Final = 4


class Gazetteer:
    """All known entities and the index of their names.

    ``names`` maps a name's key to (row number, strength) pairs; ``heads`` maps a first key to the lengths, in keys, of
    the names that begin with it, as a bit set. Both are for the extraction's scan; use `lookup` for a single name.
    ``regions`` are the ids of the regions above the countries.
    """

    def __init__(
        self,
        rows: Iterable[dict[str, Any]],
        nationalities: Iterable[tuple[Nationality, tuple[str, ...]]] = (),
        institutions: Iterable[Institution] = (),
        gathered: Iterable[dict[str, Any]] = (),
        regions: Iterable[tuple[str, tuple[str, ...], bool]] = (),
        corrections: Corrections = NONE,
        latin: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        """Index ``rows`` (the data files' objects), nationality adjectives with all their spellings, institutions.

        ``rows`` were written by hand, ``gathered`` come from a large source and are less sure to be meant. A later row
        with a known id is dropped. Rows below ``handmade`` are from ``rows``. ``regions`` are ids above the countries
        with what lies in each (countries, territories and other regions) and whether they are shown at the top.
        ``corrections`` have been written into the rows; what was merged into another entity is found as that.
        ``latin`` are names in Latin letters, by id, beside the English labels.
        """
        self._rows: list[dict[str, Any] | Entity] = []
        self._number: dict[str, int] = {}
        self.names: dict[str, list[tuple[int, int]]] = {}
        self.heads: dict[str, int] = {}
        self.handmade = 0
        for some in (rows, gathered):
            for row in some:
                if row["id"] not in self._number:
                    self._number[row["id"]] = len(self._rows)
                    self._rows.append(row)
            self.handmade = self.handmade or len(self._rows)
        self._index_names()
        self.corrections = corrections
        for key in corrections.blocked_names:
            self.names.pop(key, None)
        self.nationalities: dict[str, Nationality] = {}
        self.adjectives: dict[str, str] = {}
        for nationality, spellings in nationalities:
            self.nationalities.setdefault(nationality.country, nationality)
            for spelling in (nationality.masculine, nationality.feminine, *spellings):
                if spelling:
                    self.adjectives.setdefault(name_key(spelling), nationality.country)
        self._institutions = {one.slug: one for one in institutions}
        self.patterns = InstitutionPatterns(list(self._institutions.values()), self.adjectives, self._country_at)
        self._made: dict[str, Entity] = {}
        self._regions: dict[str, tuple[str, ...]] = {}
        self._top: set[str] = set()
        self.regions: set[str] = set()
        for region, members, top in regions:
            self.regions.add(region)
            if top:
                self._top.add(region)
            for member in members:
                self._regions[member] = (*self._regions.get(member, ()), region)
        self._parents: dict[str, str] = {}
        self._containing: dict[str, tuple[str, ...]] = {}
        self._inside: dict[str, tuple[str, ...]] | None = None
        self._children: dict[str, tuple[str, ...]] = {}
        self._latin_names = latin
        self._latin: LatinNames | None = None

    @classmethod
    def load(cls, corrections: Corrections = NONE) -> Gazetteer:
        """Return the shipped gazetteer, with these corrections made; read once per process and corrections."""
        return _corrected(corrections) if corrections else _shipped()

    @classmethod
    def read(cls, folder: Path, corrections: Corrections = NONE) -> Gazetteer:
        """Read a folder of gazetteer tables; files that are not there add nothing."""
        rows: list[dict[str, Any]] = []
        gathered: list[dict[str, Any]] = []
        collecting = gc.isenabled()
        gc.disable()  # tens of thousands of small objects that all stay: the collector would walk them again and again
        try:
            written = {row["id"] for name in _HANDWRITTEN for row in _read_lines(folder / name) if "ar" in row}
            for row in _read_lines(folder / "places.jsonl.gz"):
                (rows if row["id"] in written else gathered).append(row)
            rows += _read_lines(folder / "organizations.jsonl")
            rows += _read_lines(folder / "people.jsonl")
            nationalities = [_nationality(line) for line in _read_table(folder / "nationalities.tsv")]
            institutions = [_institution(row) for row in _read_lines(folder / "institutions.jsonl")]
            regions = [
                (cells[0], tuple(cells[1].split()), cells[2] == "top")
                for cells in _read_table(folder / "places_regions.tsv")
            ]
            if corrections:
                rows, gathered = corrected_rows(rows, gathered, corrections, lambda entity: _shipped().get(entity))
            latin = {
                corrections.merged.get(cells[0], cells[0]): tuple(cells[1].split("|"))
                for cells in _read_table(folder / "latin_names.tsv")
            }
            return cls(rows, nationalities, institutions, gathered, regions, corrections, latin)
        finally:
            if collecting:
                gc.enable()

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Entity]:
        """Every listed entity in file order; institutions made from patterns are not among them."""
        return (self.entity(number) for number in range(len(self._rows)))

    def get(self, entity_id: str) -> Entity | None:
        """Return the entity of this canonical id, an institution's (``iq.army``) too; None where unknown.

        For what was merged into another entity, that is returned.
        """
        entity_id = self.corrections.merged.get(entity_id, entity_id)
        number = self._number.get(entity_id)
        if number is not None:
            return self.entity(number)
        return self._institution_entity(entity_id)

    def entity(self, number: int) -> Entity:
        """Return the entity of a row number, as met in ``names``."""
        row = self._rows[number]
        if isinstance(row, Entity):
            return row
        made = self._rows[number] = _entity(row)
        return made

    def ancestors(self, entity_id: str) -> tuple[Entity, ...]:
        """Return what the entity lies in, nearest first, up to the country; empty where unknown.

        An organisation's ancestors are its parents and its country.
        """
        start = self.get(entity_id)
        if start is None:
            return ()
        found: dict[str, Entity] = {}
        waiting = [*start.parents, start.country]
        while waiting:
            parent_id = waiting.pop(0)
            if not parent_id or parent_id in found or parent_id == entity_id:
                continue
            parent = self.get(parent_id)
            if parent is not None:
                found[parent_id] = parent
                waiting += parent.parents
        return tuple(found.values())

    def parent(self, place_id: str) -> str | None:
        """Return the place that a place is shown in: its governorate, country, region; None at the top or if unknown.

        A country that lies in several regions is shown in the first that lists it.
        """
        known = self._parents.get(place_id)
        if known is None and place_id not in self._top and (above := self._above(place_id)):
            known = self._parents[place_id] = above[0]
        return known

    def containing(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of all places that a place lies in, nearest first, regions above the country included."""
        known = self._containing.get(place_id)
        if known is None:
            found: dict[str, None] = {}
            waiting = list(self._above(place_id))
            while waiting:
                above = waiting.pop(0)
                if above not in found and above != place_id:
                    found[above] = None
                    waiting += self._above(above)
            known = self._containing[place_id] = tuple(found)
        return known

    def children(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places whose `parent` this is, in file order."""
        known = self._children.get(place_id)
        if known is None:
            inside = self.inside(place_id)
            known = self._children[place_id] = tuple(inner for inner in inside if self.parent(inner) == place_id)
        return known

    def inside(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places directly in one, those that are shown elsewhere too, in file order."""
        if self._inside is None:
            found: dict[str, list[str]] = {}
            for place in self:
                if place.is_place:
                    for above in self._above(place.id):
                        found.setdefault(above, []).append(place.id)
            self._inside = {above: tuple(places) for above, places in found.items()}
        return self._inside.get(place_id, ())

    def _above(self, place_id: str) -> tuple[str, ...]:
        """Return the next places up: the first of the parents, which the others are above, or else the regions."""
        place = self.get(place_id)
        if place is None or not place.is_place:
            return ()
        blocked = self.corrections.blocked
        for parent in place.parents:
            if parent not in blocked:
                return (parent,)
        # what lies in a blocked country lies in that country's regions
        regions = self._regions.get(place.parents[-1] if place.parents else place_id, ())
        if not self.corrections:
            return regions
        shown = (self.corrections.shown(region) for region in regions)
        return tuple(dict.fromkeys(region for region in shown if region is not None and region != place_id))

    def lookup(self, name: str) -> tuple[Entity, ...]:
        """Return all entities that carry ``name``, best known first; without one, those of the name less its particles.

        Letters are folded, so ``الموصل``, ``وبالموصل`` and ``المُوصِل`` find the same; so does ``Mosul``.
        """
        if is_latin(name) and (numbers := self.latin().carriers(name)):
            return tuple(sorted(map(self.entity, numbers), key=_fame, reverse=True))
        folded = [fold(word.text) for word in words(name)]
        if not folded:
            return ()
        for reading in readings(folded[0]):
            first = folded[0] if not reading.cut else reading.key
            key = words_key([first, *folded[1:]])
            carriers = self.names.get(key)
            if carriers:
                entities = [self.entity(number) for number, _ in carriers]
                return tuple(sorted(entities, key=_fame, reverse=True))
            keys = key.split()
            if keys[0] in self.patterns.heads:
                met = self.patterns.match(keys, 0, len(keys))
                if met is not None and met[0] == len(keys):
                    entity = self.get(f"{met[1]}.{met[2].slug}")
                    return (entity,) if entity else ()
        return ()

    def latin(self) -> LatinNames:
        """Return the names in Latin letters, sorted out when first asked for: only queries need them."""
        if self._latin is None:
            self._latin = LatinNames(self._written_in_latin())
        return self._latin

    def latin_names(self, entity: Entity) -> tuple[str, ...]:
        """Return what an entity is called in Latin letters: its English label, then other names."""
        # Tripoli (Lebanon) is called Tripoli as well
        english = _QUALIFIER.sub("", entity.english) if entity.is_place else entity.english
        return (english, *self._latin_names.get(entity.id, ()))

    def _written_in_latin(self) -> Iterator[LatinName]:
        blocked = self.corrections.blocked
        for number, row in enumerate(self._rows):
            if number >= self.handmade:
                known = row.population if isinstance(row, Entity) else row.get("population", 0) or 0
                if known < _WELL_KNOWN:
                    continue  # Mansour is hardly the village
            one = self.entity(number)
            if one.id in blocked:
                continue
            carriers = self.names.get(name_key(one.label), ())
            if one.kind == "site" and any(not self.entity(other).is_place for other, _ in carriers):
                continue  # White House is rather the presidency
            alone = (
                dict(self.names.get(name_key(one.label.split()[-1]), ())).get(number) if one.kind == "person" else None
            )
            for name in self.latin_names(one):
                yield LatinName(number, name, alone in {STRONG, SHORT}, alone == SHARED)

    def _index_names(self) -> None:
        """Fill ``names`` and ``heads``, folding all names in one pass."""
        written: list[str] = []
        carriers: list[tuple[int, int]] = []
        for number, row in enumerate(self._rows):
            if isinstance(row, Entity):
                continue
            weak = row.get("weak", ())
            for name in (row["ar"], *row.get("names", ())):
                written.append(name)
                carriers.append((number, WEAK if name in weak else STRONG))
            for name in weak:
                written.append(name)
                carriers.append((number, WEAK))
            for name in row.get("short", ()):
                written.append(name)
                carriers.append((number, SHORT))
            for name in row.get("shared_short", ()):
                written.append(name)
                carriers.append((number, SHARED))
        for text, carrier in zip(fold("\n".join(written)).split("\n"), carriers, strict=True):
            if text.isascii() and not text:
                continue
            parts = text.split() if _plain(text) else [word.text for word in words(text)]
            if parts:
                key = words_key(parts)
                self._add(key, carrier)
                if " " in key:
                    self._add_glued(key, carrier)

    def _add(self, key: str, carrier: tuple[int, int]) -> None:
        known = self.names.get(key)
        if known is None:
            self.names[key] = [carrier]
            head, _, rest = key.partition(" ")
            length = 1 + rest.count(" ") + 1 if rest else 1
            self.heads[head] = self.heads.get(head, 0) | 1 << length
        elif all(number != carrier[0] for number, _ in known):
            known.append(carrier)

    def _add_glued(self, key: str, carrier: tuple[int, int]) -> None:
        """Let two-word names with a short first word be met in one word: نيو يورك and نيويورك."""
        head, _, rest = key.partition(" ")
        if " " not in rest and len(head) <= _LONGEST_GLUED_HEAD and not rest.startswith("ال"):
            glued = head + rest
            if glued not in self.names:
                self._add(glued, carrier)

    def _country_at(self, keys: Sequence[str], start: int) -> tuple[int, str] | None:
        lengths = self.heads.get(keys[start], 0)
        for length in range(_LONGEST_COUNTRY_NAME, 0, -1):
            if lengths >> length & 1 and start + length <= len(keys):
                for number, _ in self.names.get(" ".join(keys[start : start + length]), ()):
                    entity = self.entity(number)
                    if entity.kind == "country":
                        return length, entity.id
        return None

    def _institution_entity(self, entity_id: str) -> Entity | None:
        known = self._made.get(entity_id)
        if known is not None:
            return known
        country_id, _, slug = entity_id.partition(".")
        institution = self._institutions.get(slug)
        country = self._number.get(country_id)
        if institution is None or (country is None and country_id not in self.nationalities):
            return None
        place = None if country is None else self.entity(country)
        made = Entity(
            id=entity_id,
            kind="organization",
            type=institution.type,
            label=institution_label(institution, self.nationalities.get(country_id), place),
            english=institution.english.replace("{country}", place.english if place else country_id.upper()),
            country=country_id,
        )
        self._made[entity_id] = made
        return made


@lru_cache(maxsize=1)
def _shipped() -> Gazetteer:
    return Gazetteer.read(_SHIPPED)


@lru_cache(maxsize=2)
def _corrected(corrections: Corrections) -> Gazetteer:
    return Gazetteer.read(_SHIPPED, corrections)


def _plain(text: str) -> bool:
    """Whether a folded name is nothing but letters and spaces, so that splitting at spaces finds its words."""
    return text.replace(" ", "").isalnum()


def _fame(entity: Entity) -> tuple[bool, int]:
    return (entity.kind == "country", entity.population)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    raw = path.read_bytes()
    text = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return [orjson.loads(line) for line in text.splitlines() if line.strip()]


def _read_table(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def _nationality(cells: list[str]) -> tuple[Nationality, tuple[str, ...]]:
    country, masculine, feminine = cells[:3]
    others = cells[3].split("|") if len(cells) > 3 and cells[3] else []  # noqa: PLR2004 - the fourth column
    return Nationality(country, masculine, feminine), tuple(one.partition(":")[2] or one for one in others)


def _institution(row: dict[str, Any]) -> Institution:
    return Institution(
        slug=row["slug"],
        type=row["type"],
        label=row["ar"],
        english=row.get("en", ""),
        patterns=tuple(keys for keys in map(pattern_keys, row["patterns"]) if keys),
    )


def _entity(row: dict[str, Any]) -> Entity:
    parent = row.get("parent", "")
    return Entity(
        id=row["id"],
        kind=row["kind"],
        type=row.get("type", ""),
        label=row["ar"],
        english=row.get("en", ""),
        names=tuple(row.get("names", ())),
        parents=tuple(row.get("parents", ())) or ((parent,) if parent else ()),
        country=row.get("country", "") or _country_of(row),
        lat=row.get("lat"),
        lon=row.get("lon"),
        population=row.get("population", 0) or 0,
        roles=tuple(
            Role(role["title"], role.get("of", ""), role.get("from", ""), role.get("to", ""))
            for role in row.get("roles", ())
        ),
        weak=tuple(row.get("weak", ())),
        short=tuple(row.get("short", ())),
    )


def _country_of(row: dict[str, Any]) -> str:
    """Return a place's country: itself, or the last of its parents that is a country code."""
    if row["kind"] == "country":
        return str(row["id"])
    return next((parent for parent in reversed(row.get("parents", ())) if len(parent) == 2), "")  # noqa: PLR2004 - ISO 3166-1 alpha-2
