"""Where known names stand in an article: leftmost first, longest wins, nothing decided yet.

Every hit keeps all the entities that carry the name; `indexer.extract.places` and `indexer.extract.persons` decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from search.entities.gazetteer import STRONG

if TYPE_CHECKING:
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.units import Units
    from search.entities import Entity, Gazetteer

_LONGEST_NAME: Final = 9


class Candidate:
    """A known name at units ``first`` through ``last``.

    ``cut`` is the number of letters of attached particles before the name in its first word, ``article`` whether ل
    swallowed the article's alef there. ``carriers`` are the entities of that name with the name's strength for each.
    """

    __slots__ = ("article", "carriers", "cut", "first", "key", "last")

    def __init__(
        self, first: int, last: int, key: str, cut: int, article: bool, carriers: list[tuple[Entity, int]]
    ) -> None:
        self.first = first
        self.last = last
        self.key = key
        self.cut = cut
        self.article = article
        self.carriers = carriers

    def of_kind(self, kind: str) -> list[tuple[Entity, int]]:
        """The carriers that are of this kind: ``person``, ``organization`` or ``place``."""
        if kind == "place":
            return [one for one in self.carriers if one[0].is_place]
        return [one for one in self.carriers if one[0].kind == kind]

    @property
    def weak(self) -> bool:
        """Whether no carrier has the name as a strong one."""
        return all(strength != STRONG for _, strength in self.carriers)


def find_candidates(units: Units, lexicon: Lexicon, from_unit: int = 0) -> list[Candidate]:
    """All known names, leftmost longest, in text order and without overlaps."""
    found: list[Candidate] = []
    types, reach = units.types, units.reach
    gazetteer = lexicon.gazetteer
    names = gazetteer.names
    count = len(types)
    i = from_unit
    keys: list[str] | None = None
    while i < count:
        word = types[i]
        if not word.starts:
            i += 1
            continue
        best_length = 0
        best: Candidate | None = None
        limit = min(reach[i], _LONGEST_NAME)
        for start in word.starts:
            lengths = start.lengths
            if lengths == 2:  # noqa: PLR2004 - the bit of one-word names alone, by far the commonest case
                if best_length < 1:
                    best_length = 1
                    best = _listed(gazetteer, i, i, start.key, start.cut, start.article)
            elif lengths:
                for length in range(min(limit, lengths.bit_length() - 1), best_length, -1):
                    if lengths >> length & 1:
                        key = start.key
                        if length > 1:
                            key += " " + " ".join([one.key for one in types[i + 1 : i + length]])
                        if key in names:
                            best_length = length
                            best = _listed(gazetteer, i, i + length - 1, key, start.cut, start.article)
                            break
            if start.pattern:
                if keys is None:
                    keys = [one.key for one in types]
                kept = keys[i]
                keys[i] = start.key
                met = gazetteer.patterns.match(keys, i, i + limit)
                keys[i] = kept
                if met is not None and met[0] > best_length:
                    entity = gazetteer.get(f"{met[1]}.{met[2].slug}")
                    if entity is not None:
                        best_length = met[0]
                        best = Candidate(i, i + met[0] - 1, entity.id, start.cut, start.article, [(entity, STRONG)])
        if best is None:
            i += 1
        else:
            found.append(best)
            i += best_length
    return found


def _listed(gazetteer: Gazetteer, first: int, last: int, key: str, cut: int, article: bool) -> Candidate:
    carriers = [(gazetteer.entity(number), how) for number, how in gazetteer.names[key]]
    return Candidate(first, last, key, cut, article, carriers)
