"""Persons of the gazetteer, by their full names and by short forms that hardly mean anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    FILIATION,
    GIVEN,
    HEAD,
    PREPOSITION,
    PROPER_HEAD,
    STOP,
    TRIGGER,
)
from indexer.extract.persons.reading import TakingStep
from indexer.extract.persons.words import ARTICLE, COMMON, NEVER, RARE, SON_OF, calls, first_flags, rare
from search.entities.gazetteer import SHARED, SHORT, WEAK

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate
    from search.entities import Entity

_SURE_OF_SHORT: Final = 0.3
#: What is called by whoever heads it on the day: حكومة الشاهد, إدارة بايدن.
_LED: Final = frozenset({"حكومه", "اداره", "نظام", "عهد", "رييس"})


class KnownPersons(TakingStep):
    """Takes full names and unique short forms of the gazetteer."""

    def take(self) -> None:
        """Take full names and unique short forms of the gazetteer."""
        for one in self._at.values():
            if not one.of_kind("person") or not self._free(one.first, one.last):
                continue
            full = one.strong("person")
            if full:
                if not self._is_site(one) and not self._is_father(one):
                    person, candidates = self._found.likeliest(full)
                    first = self._first_name(one, person)
                    self._hit_from(first, one, self._bounds.lineage_end(one.last), person)
                    self._found.hits[-1].candidates = candidates
                continue
            shared = [person for person, how, _ in one.carriers if how == SHARED]
            enough = len(shared) > 1 or (shared and self._evidence.votes.get(shared[0].country, 0.0) >= 1)
            if one.last > one.first and enough and len(shared) == len(one.carriers):
                if not self._is_site(one) and not self._is_father(one):
                    person, candidates = self._found.likeliest(shared)
                    last = self._bounds.lineage_end(one.last)
                    self._found.add(one.first, last, one.cut, person.id, person.label, article=one.article)
                    self._found.hits[-1].candidates = candidates
                continue
            short = [person for person, how, _ in one.carriers if how == SHORT]
            leader = self._leader(one)
            if leader is not None:
                self._found.add(one.first, one.last, one.cut, leader.id, leader.label, article=one.article)
                continue
            if (
                len(short) != 1
                or self._called_after(one)
                or self._bounds.site_before(one.first)
                or not self._hardly_place(one)
            ):
                continue
            if one.first == one.last and "ك" in self._types[one.first].folded[: one.cut]:
                continue  # كاسبر is not "like إسبر"
            first = self._first_name(one, short[0])
            if first < one.first or (self._means_person(one) and not self._part_of_other_name(one)):
                self._hit_from(first, one, one.last, short[0])

    def _first_name(self, one: Candidate, person: Entity) -> int:
        """Return where a foreign person's name begins whose first name stands before in some spelling.

        دييجو أرماندو مارادونا for the listed مارادونا: the first name at once before, or one name word between.
        """
        if one.last > one.first or one.cut:
            return one.first
        for first in (one.first - 1, one.first - 2):
            if first < 0 or self._units.reach[first] <= one.first - first or first in self._taken:
                break
            word = self._types[first]
            if word.flags & NEVER:
                break
            if self._lexicon.foreign_names.is_first_name(self._lexicon.joined_key(word) or word.bare_key, person):
                return first
        return one.first

    def _hit_from(self, first: int, one: Candidate, last: int, person: Entity) -> None:
        """Take a known person's name, from its first name on where that stands before."""
        if first == one.first:
            self._found.add(first, last, one.cut, person.id, person.label, article=one.article)
        else:
            word = self._types[first]
            self._found.add(
                first, last, 1 if self._lexicon.joined_key(word) else word.bare_cut, person.id, person.label
            )

    def _is_site(self, one: Candidate) -> bool:
        """Tell whether the noun before makes the name an institution's or a site's: جامعة الملك عبدالعزيز."""
        before = self._units.before(one.first)
        definite = before is not None and before.folded.startswith(ARTICLE)  # رئيس النادي إبراهيم البلوي is himself
        if before is not None and not definite and not one.cut and before.flags & (HEAD | PROPER_HEAD | TRIGGER):
            return True
        return self._called_after(one)

    def _called_after(self, one: Candidate) -> bool:
        """Tell whether a cup, a league or a prize is called by the name."""
        before = self._units.before(one.first)
        return before is not None and not one.cut and calls(before)

    def _is_father(self, one: Candidate) -> bool:
        """Tell whether the name is that of a father or forefather: سعود بن خالد الفيصل is not خالد الفيصل."""
        before = self._units.before(one.first)
        titled = self._types[one.first].titled and one.last > one.first  # ابن الملك فيصل بن عبدالعزيز names the king
        return before is not None and not one.cut and not titled and before.folded in SON_OF

    def _means_person(self, one: Candidate) -> bool:
        """Tell whether a short form that is a word or a first name too (مبارك) is a person here: the tagger says so."""
        if one.first != one.last:
            return True
        marks = self._lexicon.marks(one.key)
        if not marks & (GIVEN | STOP) and self._lexicon.count(one.key) < COMMON:
            return True
        before = self._units.before(one.first)
        return self._evidence.tagged(one.first, "person") >= _SURE_OF_SHORT or (before is not None and before.titled)

    def _hardly_place(self, one: Candidate) -> bool:
        """Tell whether none but a person has a name, or a place that weakly has it and no preposition speaks for.

        السادات is the president, but في السادات is said of the city.
        """
        others = [(entity, how) for entity, how, _ in one.carriers if how != SHORT]
        if not others:
            return len(one.carriers) == 1
        before = self._units.before(one.first)
        spoken_for = one.cut > 0 or (before is not None and bool(before.flags & PREPOSITION))
        return not spoken_for and all(how == WEAK and entity.is_place for entity, how in others)

    def _part_of_other_name(self, one: Candidate) -> bool:
        """Tell whether a name word just before makes a short form somebody else's: ميشيل أوباما."""
        before = self._units.before(one.first)
        span = self._evidence.by_unit.get(one.first)
        if before is None or one.cut or before.flags & STOP:
            return False
        if one.last == one.first and before.count < RARE and rare(before) and not before.titled:
            return True  # نايل بلير
        return (span is None or span.first != one.first) and bool(first_flags(before) & (GIVEN | FILIATION))

    def _leader(self, one: Candidate) -> Entity | None:
        """Return who of those with a short name was in office on the day, behind what is led: فشل حكومة الشاهد."""
        before = self._units.before(one.first)
        if before is None or one.cut or before.bare_key not in _LED or self._day is None:
            return None
        day = self._day
        named = [person for person, how, _ in one.carriers if how in {SHORT, SHARED}]
        leaders = [person for person in named if any(role.held_on(day) for role in person.roles)]
        return leaders[0] if len(leaders) == 1 else None
