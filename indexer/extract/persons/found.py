"""The persons of an article found so far, listed or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    COMMON_NAME,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GENERIC,
    GIVEN,
)
from indexer.extract.persons.reading import PersonStep
from indexer.extract.persons.words import ARTICLE, SENTENCE_ENDS, calls, first_flags
from search.analysis import fold
from search.article import Candidate as Possible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.lexicon import WordType
    from indexer.extract.persons.reading import PersonReading
    from search.entities import Entity

#: What has a name of its own that may be a foreigner's: السفينة إيفر غيفن, الإعصار إيان.
_VESSELS: Final = frozenset(
    fold(
        "سفينة السفينة ناقلة الناقلة باخرة الباخرة اليخت العبارة الغواصة المدمرة الفرقاطة إعصار الإعصار عاصفة العاصفة"
    ).split()
)
#: What a verb stands behind, and no name.
_BEFORE_VERBS: Final = frozenset(fold("كما بعدما عندما حينما قد لقد وقد فقد ولقد").split())
#: What an office held on the day says for one of several persons of a name, beside votes for countries.
_OFFICE_VOTE: Final = 2.0
_MOST_VOTES: Final = 3.0
_COMMON_NOUN: Final = 60
#: The second word of names like خير الله.
_GOD: Final = "الله"
#: A lead that settles who of them is meant.
_SETTLED: Final = 1.0


@dataclass(slots=True)
class PersonHit:
    """A person at units ``first`` through ``last``; ``cut`` letters of particles stand before the name."""

    first: int
    last: int
    cut: int
    id: str
    label: str
    keys: tuple[str, ...] = ()
    article: bool = False
    candidates: tuple[Possible, ...] = ()


class FoundPersons(PersonStep):
    """The persons found so far, and whose units they are."""

    def __init__(self, reading: PersonReading) -> None:
        super().__init__(reading)
        self.hits: list[PersonHit] = []

    def add(self, first: int, last: int, cut: int, person_id: str, label: str, *, article: bool = False) -> None:
        """Take a known person at some units."""
        self.hits.append(PersonHit(first, last, cut, person_id, label, article=article))
        self._taken.update(range(first, last + 1))

    def unknown(self, first: int, last: int, *, attached: bool = True) -> None:
        """Take a name that no list has; right after a title nothing is ``attached`` before it: المدرب برانكو كوفاتش."""
        if self._verb_first(first):
            first += 1
            if first > last:
                return
        while last > first + 1 and self._no_part(first, last):
            last -= 1
        if any(unit in self._taken or unit in self._organizations for unit in range(first, last + 1)):
            return
        before = self._units.before(first)
        word = self._types[first]
        if before is not None and (calls(before) or (before.unprefixed in _VESSELS and not _arab_name(word))):
            self._taken.update(range(first, last + 1))
            return
        key, cut = (word.bare_key, word.bare_cut) if attached else (word.key, 0)
        if "ك" in word.folded[:cut] and not _arab_name(word):  # كوبيس, but كأحمد
            key, cut = word.key, 0
        joined = self._lexicon.joined_key(word) if not cut and first - 1 in self._taken else ""
        if joined:
            key, cut = joined, 1
        keys = (key, *(one.key for one in self._types[first + 1 : last + 1]))
        known = self._lexicon.foreign_names.find(keys) if last > first and not _arab_name(word) else None
        if known is not None:
            self.add(first, last, cut, known.id, known.label, article=cut > 0 and word.bare_article)
            return
        article = cut > 0 and cut == word.bare_cut and word.bare_article
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        self.hits.append(PersonHit(first, last, cut, "person:" + "_".join(keys), label, keys, article))
        self._taken.update(range(first, last + 1))

    def _no_part(self, first: int, i: int) -> bool:
        """Tell whether a word behind a full name is a noun for what somebody or something is: وائل غنيم الناشط."""
        word = self._types[i]
        before = self._types[i - 1]
        if not word.folded.startswith(ARTICLE) or before.flags & FILIATION:
            return False
        if word.folded == _GOD:  # خير الله, but ندعو للشيخ فلان المقهوي الله
            return before.folded.startswith(ARTICLE)
        if word.flags & (GIVEN | FAMILY) or word.count <= _COMMON_NOUN:
            return False
        lineage = any(one.flags & FILIATION for one in self._types[first + 1 : i])  # سالم بن محمد الشاعر
        return bool(word.flags & GENERIC) or (word.titled and not lineage)

    def _verb_first(self, first: int) -> bool:
        """Tell whether a name word is a verb: behind و that joins it to the sentence before (وواصل البدري) or كما."""
        word = self._types[first]
        before = self._units.before(first)
        if before is not None and before.folded in _BEFORE_VERBS:
            return bool(word.flags & COMMON_NAME)  # كما واصل الحقباني
        begins = first in {0, self._units.body} or not SENTENCE_ENDS.isdisjoint(self._units.gap(first - 1))
        return begins and word.bare_cut == 1 and word.folded[0] == "و" and bool(word.bare_flags & COMMON_NAME)

    def likeliest(self, persons: Sequence[Entity]) -> tuple[Entity, tuple[Possible, ...]]:
        """Return who of several persons of one name is meant and, where that is open, all of them, likeliest first.

        For one speak an office held on the day and the article's votes for the country; among equals who left office
        last is the likelier.
        """
        every = list({person.id: person for person in persons}.values())
        if len(every) == 1:
            return every[0], ()
        votes = self._evidence.votes

        def points(person: Entity) -> float:
            office = self._day is not None and any(role.held_on(self._day) for role in person.roles)
            return _OFFICE_VOTE * office + min(votes.get(person.country, 0.0), _MOST_VOTES)

        ranked = sorted(
            every, key=lambda one: (points(one), max((role.until or "9" for role in one.roles), default=""))
        )
        ranked.reverse()
        if points(ranked[0]) - points(ranked[1]) >= _SETTLED:
            return ranked[0], ()
        return ranked[0], possible(ranked)


def _arab_name(word: WordType) -> bool:
    """Tell whether a word is a first name of the Arab world and of nowhere else."""
    return first_flags(word) & (GIVEN | FOREIGN_NAME) == GIVEN
