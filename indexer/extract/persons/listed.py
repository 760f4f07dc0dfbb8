"""Names that stand in a list of persons: فلان الفلاني، ورسول بداقي وعلي غيدان; and the one that a list begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    ALI,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GENERIC,
    GIVEN,
    HEAD,
    PROPER_HEAD,
    QUALIFIER,
    TRIGGER,
)
from indexer.extract.persons.reading import TakingStep
from indexer.extract.persons.words import (
    ARTICLE,
    COMMON_NISBA,
    NEVER,
    RARE_WITH_ARTICLE,
    SHORTEST_FULL,
    first_flags,
    rare,
)

if TYPE_CHECKING:
    from indexer.extract.lexicon import WordType
    from indexer.extract.persons.found import PersonHit

#: A list of names without known first names in it is of foreigners, whose names news hardly has: وتريز غيبسون.
_HARDLY_MET: Final = 4


class ListedPersons(TakingStep):
    """Takes names of two words that و or a comma joins to a person's full name, of which less is asked."""

    def take(self) -> None:
        """Take what goes on a list of persons, and the name at its head."""
        for hit in [hit for hit in self._found.hits if hit.last > hit.first]:
            self._go_on(hit)
            first = hit.first - SHORTEST_FULL
            joined = hit.cut == 1 and self._types[hit.first].folded.startswith("و")
            if joined and first >= 0 and self._units.reach[first] > SHORTEST_FULL and self._free(first, hit.first - 1):
                last = self._name(first, foreign=False)
                before = self._units.before(first)
                family = before is not None and (first_flags(before) & (GIVEN | FILIATION) or before.bare_flags & HEAD)
                if last == hit.first - 1 and not family:
                    self._found.unknown(first, last)

    def _go_on(self, hit: PersonHit) -> None:
        foreign = first_flags(self._types[hit.first]) & (GIVEN | FOREIGN_NAME) != GIVEN
        at = hit.last + 1
        while at + 1 < len(self._types) and self._parted(at):
            last = self._name(at, foreign=foreign)
            if last is None:
                break
            self._found.unknown(at, last)
            if at not in self._taken:
                break
            at = last + 1

    def _parted(self, i: int) -> bool:
        """Tell whether و or a comma parts a unit from the one before it, in one field."""
        if i == self._units.body:
            return False
        if self._units.reach[i - 1] > 1:
            return self._types[i].folded.startswith("و")
        return self._units.comma(i - 1)

    def _name(self, i: int, *, foreign: bool) -> int | None:
        """Return the last unit of a name of two words or more that begins here; None where none does."""
        if self._units.reach[i] < SHORTEST_FULL or not self._free(i, i + 1) or i in self._places:
            return None
        word, following = self._types[i], self._types[i + 1]
        key = self._lexicon.joined_key(word)
        flags = self._lexicon.marks(key) if key else first_flags(word)
        if word.flags & ALI and self._bounds.distinct_ali:
            last = self._bounds.name_end(i)
            return i + 1 if last is None and rare(following) else last
        if flags & (NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD) or word.flags & NEVER or word.country:
            return None
        if not flags & GIVEN:
            unknown = foreign and key and word.count < _HARDLY_MET and self._lexicon.count(key) < _HARDLY_MET
            known = following.flags & FOREIGN_NAME
            if not (unknown and (known or (following.count < _HARDLY_MET and rare(following)))):
                return None
        elif not self._second(following):
            return None
        last = self._bounds.name_end(i)
        return self._bounds.more(max(i + 1, last or 0))

    def _second(self, word: WordType) -> bool:
        """Tell whether a word goes on from a first name in a list of names."""
        marks = NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD | GENERIC | FILIATION
        if word.flags & marks or word.country or word.titled:
            return False
        if word.flags & (GIVEN | FAMILY):
            return True
        if word.folded.startswith(ARTICLE):
            return word.count < (COMMON_NISBA if word.folded.endswith("ي") else RARE_WITH_ARTICLE)
        return rare(word)
