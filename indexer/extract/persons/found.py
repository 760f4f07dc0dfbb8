"""The persons of an article found so far, listed or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    COMMON_NAME,
    FAITH,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GENERIC,
    GIVEN,
    STOP,
)
from indexer.extract.persons.reading import PersonStep
from indexer.extract.persons.words import ARTICLE, RARE, SENTENCE_ENDS, calls, first_flags
from search.analysis import fold
from search.article import Candidate as Possible
from search.entities.gazetteer import SHARED, SHORT, STRONG, WEAK
from search.entities.names import word_key

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
#: The second words of first names of two: ضيف الله, صفي الدين.
_SECONDS: Final = frozenset({_GOD, "الدين"})
_TO_ME: Final = "لي"
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
        if self._dative(first, last):
            first += 1
            if first == last:
                return
        first -= self._second_of_two(first)
        if self._pious(first, last):
            return
        units = range(first, last + 1)
        if any(unit in self._taken or unit in self._organizations or unit in self._sites for unit in units):
            return
        before = self._units.before(first)
        word = self._types[first]
        if before is not None and (calls(before) or (before.unprefixed in _VESSELS and not _arab_name(word))):
            self._taken.update(range(first, last + 1))
            return
        key, cut = (word.bare_key, word.bare_cut) if attached else (word.key, 0)
        if "ك" in word.folded[:cut] and not _arab_name(word):  # كوبيس, but كأحمد
            key, cut = word.key, 0
        joined = self._lexicon.joined_key(word) if not cut else ""
        if joined and (first - 1 in self._taken or self._lexicon.marks(joined) & (GIVEN | FOREIGN_NAME) == GIVEN):
            key, cut = joined, 1
        keys = (key, *(one.key for one in self._types[first + 1 : last + 1]))
        known = self._lexicon.foreign_names.find(keys) if last > first and not _arab_name(word) else None
        if known is not None:
            self.add(first, last, cut, known.id, known.label, article=cut > 0 and word.bare_article)
            return
        persons = self._listed(keys) if last > first else []
        if persons:  # ابن علي العريض: the father is somebody too
            person, candidates = self.likeliest(persons)
            self.add(first, last, cut, person.id, person.label, article=cut > 0 and word.bare_article)
            self.hits[-1].candidates = candidates
            return
        article = cut > 0 and cut == word.bare_cut and word.bare_article
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        self.hits.append(PersonHit(first, last, cut, "person:" + "_".join(keys), label, keys, article))
        self._taken.update(range(first, last + 1))

    def _listed(self, keys: tuple[str, ...]) -> list[Entity]:
        """Return the known persons of a full name; who shares it with many is meant if the article speaks for it."""
        rows = [
            (self._lexicon.gazetteer.entity(n), how) for n, how in self._lexicon.gazetteer.names.get(" ".join(keys), ())
        ]
        persons = [(entity, how) for entity, how in rows if entity.kind == "person"]
        strong = [person for person, how in persons if how == STRONG]
        if strong or len(persons) != 1 or persons[0][1] != WEAK:
            return strong
        return [persons[0][0]] if self._spoken_for(persons[0][0]) else []

    def _spoken_for(self, person: Entity) -> bool:
        """Tell whether the article names what somebody is or was at the head of, or the office in their country.

        أحمد عسيري beside التحالف, محمد الطرابلسي in an article of Tunisia that speaks of a وزير.
        """
        for role in person.roles:
            if role.of == person.country:
                office = word_key(fold(role.title.split()[0]))
                leads = self._evidence.leading_country() == person.country
                if leads and role.held_on(self._day) and self._units.having({office, office.removeprefix(ARTICLE)}):
                    return True
            elif any(entity.id == role.of for one in self._at.values() for entity, _, _ in one.carriers):
                return True
        return False

    def _dative(self, first: int, last: int) -> bool:
        """Tell whether what would begin a name is لي, "to me": قال لي يوسف شاهين, but البريطاني لي نيلسون."""
        if self._types[first].folded != _TO_ME or last == first:
            return False
        before, following = self._units.before(first), self._types[first + 1]
        if before is not None and (before.titled or before.country):
            return False
        arab = following.flags & (GIVEN | FOREIGN_NAME) == GIVEN
        return arab or following.folded.startswith(ARTICLE) or following.count >= RARE

    def _second_of_two(self, first: int) -> int:
        """Return 1 where the word before belongs to the name: ضيف before الله بن سطام, صفي before الدين الحلي."""
        word, before = self._types[first], self._units.before(first)
        if before is None or word.bare_cut or before.flags & STOP or first - 1 in self._taken:
            return 0
        listed = self._lexicon.marks(before.folded + word.folded) & (GIVEN | FAMILY)
        return int(word.folded in _SECONDS and bool(listed or before.flags & FAITH))

    def _pious(self, first: int, last: int) -> bool:
        """Tell whether units name God or what is his, and nobody: الله عز وجل, بحمد الله, بعد توفيق الله."""
        word = self._types[first]
        if word.bare_key == _GOD:
            return True
        if last != first + 1 or self._types[last].folded != _GOD or word.folded.startswith(ARTICLE):
            return False
        before = self._units.before(first)
        if before is not None and (before.titled or before.flags & (GIVEN | FILIATION)):
            return False
        rows = self._lexicon.gazetteer.names.get(f"{word.bare_key} {_GOD}", ())
        return all(how not in {SHORT, SHARED} for _, how in rows)  # نصر الله

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
