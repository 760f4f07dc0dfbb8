"""Where known names stand in an article: leftmost first, longest wins, nothing decided yet.

Every hit keeps all the entities that carry the name; the finders of persons, organisations and places decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from search.entities.gazetteer import STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.extract.lexicon import Lexicon, Start
    from indexer.extract.units import Units
    from search.entities import Entity, Gazetteer
    from search.entities.institutions import Institution

_LONGEST_NAME: Final = 10
_LONGEST_WITHOUT_CLAUSE: Final = 2
#: Words that begin a clause within a listed name: "التحالف بقيادة السعودية" is the coalition; السعودية is named too.
_CLAUSES: Final = frozenset({"بقياده", "الذي", "التي"})


class Carriers(tuple["tuple[Entity, int, bool]", ...]):  # noqa: SLOT001 - a tuple's subclass cannot fill any
    """The entities that carry a name, each with the name's strength for it and whether it is from a handmade table.

    ``by_kind`` are those of each kind (``person``, ``organization``, ``place``), whatever the name's strength,
    ``strong_by_kind`` those for which the name is a strong one.
    """

    def __init__(self, _carriers: Iterable[tuple[Entity, int, bool]] = ()) -> None:
        self.by_kind: dict[str, list[Entity]] = {}
        self.strong_by_kind: dict[str, list[Entity]] = {}
        for entity, how, _ in self:
            kind = "place" if entity.is_place else entity.kind
            self.by_kind.setdefault(kind, []).append(entity)
            if how == STRONG:
                self.strong_by_kind.setdefault(kind, []).append(entity)

    @cached_property
    def countries(self) -> Sequence[str]:
        """The ids of the countries that the name may mean."""
        return [place.id for place in self.by_kind.get("place", ()) if place.kind == "country"]

    @cached_property
    def office(self) -> str:
        """The country of the one person in office who strongly has the name; empty without one."""
        officials = [one for one in self.strong_by_kind.get("person", ()) if one.roles and one.country]
        return officials[0].country if len(officials) == 1 else ""

    @cached_property
    def spoken_for(self) -> tuple[str, bool] | None:
        """The one country of all places that strongly have the name, and whether the first is that country itself."""
        return _one_country(self.strong_by_kind.get("place", ()))

    @cached_property
    def spoken_for_by_hand(self) -> tuple[str, bool] | None:
        """The same of the places from tables made by hand alone."""
        return _one_country([place for place, how, by_hand in self if place.is_place and how == STRONG and by_hand])


def _one_country(places: Sequence[Entity]) -> tuple[str, bool] | None:
    if len({place.country for place in places}) != 1:
        return None
    return places[0].country, places[0].kind == "country"


_NOBODY: Final = Carriers()


class KnownNames(dict[str, Carriers]):
    """Maps the key of a name of the gazetteer to its `Carriers`; filled as names are met.

    ``institutions`` are those of a state's institutions by their ids, named by a pattern.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self.institutions: dict[str, Carriers] = {}

    def __missing__(self, key: str) -> Carriers:
        gazetteer = self._gazetteer
        made = Carriers(
            [(gazetteer.entity(number), how, number < gazetteer.handmade) for number, how in gazetteer.names[key]]
        )
        self[key] = made
        return made


@dataclass(slots=True)
class Candidate:
    """A known name at units ``first`` through ``last``.

    ``cut`` is the number of letters of attached particles before the name in its first word, ``article`` whether ل
    swallowed the article's alef there. ``institution`` is set where a state's institution is named without the state.
    """

    first: int
    last: int
    key: str
    cut: int
    article: bool
    carriers: Carriers = _NOBODY
    institution: Institution | None = None

    def of_kind(self, kind: str) -> Sequence[Entity]:
        """Return the carriers of a kind (``person``, ``organization``, ``place``), whatever the name's strength."""
        return self.carriers.by_kind.get(kind, ())

    def strong(self, kind: str) -> Sequence[Entity]:
        """Return the carriers of a kind for which the name is a strong one."""
        return self.carriers.strong_by_kind.get(kind, ())


def find_candidates(units: Units, lexicon: Lexicon) -> list[Candidate]:
    """Return all known names, leftmost longest, in text order and without overlaps."""
    found: list[Candidate] = []
    types, reach = units.types, units.reach
    gazetteer = lexicon.gazetteer
    names = gazetteer.names
    keys = units.keys
    after = 0
    for i in units.begins:
        if i < after:
            continue
        best: Candidate | None = None
        best_length = 0
        limit = min(reach[i], _LONGEST_NAME)
        for start in types[i].starts:
            lengths = start.lengths
            if lengths > 2:  # noqa: PLR2004 - names of several words: those that the next word goes on with
                lengths &= 2 | (start.longer.get(keys[i + 1], 0) if limit > 1 else 0)
            if lengths > 2 or (lengths and start.alone):  # noqa: PLR2004 - as above
                least = 1 if best_length == 1 and best is not None and _weaker(best) else best_length + 1
                for length in range(min(limit, lengths.bit_length() - 1), least - 1, -1):
                    if lengths >> length & 1 and (length > 1 or start.alone):
                        key = start.key
                        if length > 1:
                            key = " ".join([key, *keys[i + 1 : i + length]])
                        if key in names:
                            met = _listed(lexicon, i, i + length - 1, start, key)
                            # وجدة is weak for Oujda, but و and جدة a strong one
                            if length > best_length or not _weaker(met):
                                best_length, best = length, met
                            break
            if start.pattern:
                made = _institution(lexicon, keys, i, i + limit, start)
                if made is not None and made.last - i + 1 > best_length:
                    best_length, best = made.last - i + 1, made
        if best is not None:
            if best_length > _LONGEST_WITHOUT_CLAUSE:
                _cut_clause(best, best_length)
            if best_length > 1:
                _go_on(best, units, lexicon)
            found.append(best)
            after = best.last + 1
    return found


def _cut_clause(one: Candidate, length: int) -> None:
    """End a name where its clause begins, so that what the clause names is found too."""
    keys = one.key.split()
    if len(keys) == length:
        for place, key in enumerate(keys[1:], 1):
            if key in _CLAUSES:
                one.last = one.first + place - 1
                return


def _go_on(one: Candidate, units: Units, lexicon: Lexicon) -> None:
    """Let a name end where a longer name of the same entity within it does.

    مسلحو الدولة الإسلامية goes on with في العراق والشام, as الدولة الإسلامية does; but never over a clause.
    """
    names, keys = lexicon.gazetteer.names, units.keys
    own = {entity.id for entity, _, _ in one.carriers}
    for i in range(one.first + 1, one.last + 1):
        for start in units.types[i].starts:
            lengths = start.lengths >> (one.last - i + 2)
            length = one.last - i + 2
            while lengths and length <= min(units.reach[i], _LONGEST_NAME):
                if lengths & 1:
                    key = " ".join([start.key, *keys[i + 1 : i + length]])
                    clause = not _CLAUSES.isdisjoint(keys[one.last + 1 : i + length])
                    if not clause and any(
                        lexicon.gazetteer.entity(number).id in own for number, _ in names.get(key, ())
                    ):
                        one.last = i + length - 1
                lengths >>= 1
                length += 1


def _weaker(one: Candidate) -> bool:
    """Tell whether no carrier has the name as a strong one."""
    return not one.carriers.strong_by_kind


def _listed(lexicon: Lexicon, first: int, last: int, start: Start, key: str) -> Candidate:
    return Candidate(first, last, key, start.cut, start.article, lexicon.carriers[key])


def _institution(lexicon: Lexicon, keys: list[str], first: int, end: int, start: Start) -> Candidate | None:
    """Return a state's institution by its patterns; without the state where none is named."""
    kept = keys[first]
    keys[first] = start.key
    patterns = lexicon.gazetteer.patterns
    met = patterns.match(keys, first, end)
    bare = patterns.match_bare(keys, first, end)
    keys[first] = kept
    if met is not None and (bare is None or met[0] >= bare[0]):
        entity = lexicon.gazetteer.get(f"{met[1]}.{met[2].slug}")
        if entity is not None:
            own = lexicon.carriers.institutions.get(entity.id)
            if own is None:
                own = lexicon.carriers.institutions[entity.id] = Carriers([(entity, STRONG, True)])
            return Candidate(first, first + met[0] - 1, entity.id, start.cut, start.article, own)
    if bare is not None:
        return Candidate(first, first + bare[0] - 1, bare[1].slug, start.cut, start.article, institution=bare[1])
    return None
