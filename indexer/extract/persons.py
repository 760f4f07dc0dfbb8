"""Persons: those the gazetteer knows, and those a title or their own name words announce.

After a title (وزير الدفاع الأميركي, المتحدث باسم التحالف الدولي الكولونيل) the words that look like a name are a person's,
known or not. Once a full name has been met, its last word alone means the same person.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import DAY, FILIATION, FOREIGN, GIVEN, LATIN, PREPOSITION, QUALIFIER, STOP, TRIGGER
from search.entities.gazetteer import SHARED, SHORT, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.lexicon import Lexicon, WordType
    from indexer.extract.units import Units
    from search.entities import Entity

_LONGEST_NAME: Final = 5
_LONGEST_LINEAGE: Final = 9
_LONGEST_TAIL: Final = 12
_MOST_OFFICE_WORDS: Final = 5
_ARTICLE: Final = "ال"


class PersonHit:
    """A person at units ``first`` through ``last``; ``cut`` letters of particles stand before the name."""

    __slots__ = ("cut", "first", "id", "label", "last")

    def __init__(self, first: int, last: int, cut: int, person_id: str, label: str) -> None:
        self.first = first
        self.last = last
        self.cut = cut
        self.id = person_id
        self.label = label


class PersonFinder:
    """Finds one article's persons."""

    def __init__(self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], day: dt.date | None) -> None:
        self._units = units
        self._types = units.types
        self._lexicon = lexicon
        self._day = day
        self._at: dict[int, Candidate] = {one.first: one for one in candidates}
        self.hits: list[PersonHit] = []
        self._taken: set[int] = set()

    def find(self) -> list[PersonHit]:
        """All persons in text order."""
        self._known()
        self._titled()
        self._bare_names()
        self._short_forms()
        self.hits.sort(key=lambda hit: hit.first)
        return self.hits

    @property
    def taken(self) -> set[int]:
        """The units that belong to a person's name."""
        return self._taken

    def _hit(self, first: int, last: int, cut: int, person_id: str, label: str) -> None:
        self.hits.append(PersonHit(first, last, cut, person_id, label))
        self._taken.update(range(first, last + 1))

    def _known(self) -> None:
        """Full names and short forms of the gazetteer."""
        for one in self._at.values():
            people = one.of_kind("person")
            if not people:
                continue
            full = [person for person, how in people if how == STRONG]
            if full:
                if len(full) == 1 or not self._several(full):
                    last = self._house(one.last)
                    self._hit(one.first, last, one.cut, full[0].id, full[0].label)
            else:
                short = [person for person, how in people if how == SHORT]
                if len(short) == 1 and len(people) == len(one.carriers) and not self._part_of_other_name(one):
                    self._hit(one.first, one.last, one.cut, short[0].id, short[0].label)

    def _several(self, people: list[Entity]) -> bool:
        return len({person.id for person in people}) > 1

    def _part_of_other_name(self, one: Candidate) -> bool:
        """Whether a name word just before makes a short form somebody else's: ميشيل أوباما."""
        if one.cut or one.first in (0, self._units.body) or self._units.reach[one.first - 1] < 2:  # noqa: PLR2004 - unbroken
            return False
        before = self._types[one.first - 1]
        return bool(before.flags & (GIVEN | FILIATION)) and not before.flags & STOP

    def _house(self, last: int) -> int:
        """The end of a name with the house after it: سلمان بن عبدالعزيز آل سعود."""
        if self._units.reach[last] > 2 and self._types[last + 1].folded == _ARTICLE:  # noqa: PLR2004 - two more units
            return last + 2
        return last

    def _titled(self) -> None:
        """Names after titles, and offices whose holder on the day of publication is known."""
        i = 0
        count = len(self._types)
        while i < count:
            title = self._title_at(i)
            if title is None:
                i += 1
                continue
            i = max(i + 1, self._after_title(i, *title))

    def _title_at(self, i: int) -> tuple[int, str, int] | None:
        """The longest title at a unit: its last unit, key and cut letters."""
        word = self._types[i]
        best: tuple[int, str, int] | None = None
        for start in word.starts:
            lengths = start.title
            for length in range(min(self._units.reach[i], lengths.bit_length() - 1), 0, -1):
                if lengths >> length & 1 and (best is None or i + length - 1 > best[0]):
                    key = " ".join([start.key, *(one.key for one in self._types[i + 1 : i + length])])
                    if key in self._lexicon.titles.keys:
                        best = (i + length - 1, key, start.cut)
                        break
        return best

    def _after_title(self, first: int, last: int, key: str, cut: int) -> int:
        """Read what follows a title; returns the unit to go on from."""
        end = first + self._units.reach[first]
        i = last + 1
        of = ""
        office_end = last
        plain = True
        skipped = 0
        while i < min(end, last + _LONGEST_TAIL):
            word = self._types[i]
            known = self._at.get(i)
            if i in self._taken:
                return i
            if word.country and not (word.flags & GIVEN and self._name_end(i)):
                of = of or word.country
                office_end = i if plain else office_end
                i += 1
            elif word.flags & QUALIFIER:
                plain = plain and word.flags & QUALIFIER == 0
                i += 1
            elif known is not None and known.of_kind("person") and not known.of_kind("place"):
                return i
            elif (title := self._title_at(i)) is not None:
                plain = False
                i = title[0] + 1
            elif known is not None and (not known.weak or known.first != known.last) and not self._name_end(i):
                of = of or known.carriers[0][0].id
                office_end = known.last if plain else office_end
                i = known.last + 1
            elif (name_end := self._name_end(i, titled=True)) is not None:
                if skipped and not self._sure_name(i, name_end):
                    skipped += 1
                    i += 1
                    continue
                self._unknown(i, name_end)
                return name_end + 1
            elif skipped < _MOST_OFFICE_WORDS and not word.flags & STOP | (word.flags & PREPOSITION):
                skipped += 1
                plain = False
                i += 1
            else:
                break
        if of and plain:
            holder = self._lexicon.titles.holder(key, of, self._day)
            if holder is not None:
                self._hit(first, office_end, cut, holder.id, holder.label)
        return last + 1

    def _name_end(self, i: int, titled: bool = False) -> int | None:
        """The last unit of the person's name that begins at ``i``; None where none does."""
        end = i + self._units.reach[i]
        word = self._types[i]
        if not self._begins_name(word, titled):
            return None
        known = word.flags & GIVEN
        last = i
        j = i + 1
        filiation = False
        foreign = bool(word.flags & FOREIGN) or not known
        while j < end and j - i < _LONGEST_LINEAGE:
            nxt = self._types[j]
            if nxt.flags & FILIATION or nxt.folded == _ARTICLE:
                if j + 1 >= end or self._types[j + 1].flags & STOP:
                    break
                filiation = True
                j += 1
                continue
            if not (filiation or self._continues_name(nxt, foreign, j - i)):
                break
            last = j
            filiation = False
            if j - i >= _LONGEST_NAME and not nxt.flags & GIVEN:
                break
            j += 1
        if last == i:
            return None
        if not known and not any(self._types[k].flags & GIVEN for k in range(i + 1, last + 1)) and not titled:
            return None
        return last

    def _begins_name(self, word: WordType, titled: bool) -> bool:
        flags = word.flags
        if flags & (STOP | DAY | TRIGGER | LATIN | PREPOSITION | FILIATION) or word.country:
            return False
        if flags & GIVEN:
            return True
        return titled and not word.folded.startswith(_ARTICLE) and self._unknown_word(word)

    def _unknown_word(self, word: WordType) -> bool:
        """Whether a word is none that ordinary text is made of."""
        return not word.flags & (STOP | DAY | TRIGGER | LATIN | PREPOSITION | QUALIFIER) and len(word.folded) > 2  # noqa: PLR2004

    def _continues_name(self, word: WordType, foreign: bool, position: int) -> bool:
        flags = word.flags
        if flags & (STOP | DAY | PREPOSITION | LATIN | TRIGGER | QUALIFIER):
            return False
        if flags & GIVEN:
            return True
        if word.folded.startswith(_ARTICLE):
            return word.folded.endswith("ي") and len(word.folded) > 4  # noqa: PLR2004 - الـxي at least
        return foreign and position == 1 and self._unknown_word(word)

    def _sure_name(self, first: int, last: int) -> bool:
        return sum(1 for k in range(first, last + 1) if self._types[k].flags & GIVEN) > 1

    def _bare_names(self) -> None:
        """Runs of name words that no title announces: two given names at least."""
        count = len(self._types)
        i = 0
        while i < count:
            if i in self._taken or not self._types[i].flags & GIVEN:
                i += 1
                continue
            last = self._name_end(i)
            if last is None or any(k in self._taken for k in range(i, last + 1)) or not self._sure_name(i, last):
                i += 1
                continue
            if not any(k in self._at and not self._at[k].weak for k in range(i, last + 1)):
                self._unknown(i, last)
            i = last + 1

    def _unknown(self, first: int, last: int) -> None:
        key = "_".join(one.key for one in self._types[first : last + 1])
        self._hit(first, last, 0, f"person:{key}", self._units.slice(first, last))

    def _short_forms(self) -> None:
        """Last words of full names met before, and shared short forms of persons met: كارتر after آشتون كارتر."""
        if not self.hits:
            return
        owners: dict[str, set[str]] = {}
        labels: dict[str, str] = {}
        since: dict[str, int] = {}
        for hit in self.hits:
            labels.setdefault(hit.id, hit.label)
            since[hit.id] = min(since.get(hit.id, hit.first), hit.first)
            if hit.last > hit.first:
                word = self._types[hit.last]
                if not word.flags & STOP:
                    owners.setdefault(word.key, set()).add(hit.id)
        for one in self._at.values():
            shared = {person.id for person, how in one.of_kind("person") if how == SHARED and person.id in labels}
            if shared:
                owners.setdefault(one.key, set()).update(shared)
        for i, word in enumerate(self._types):
            if i in self._taken:
                continue
            for key, cut in ((word.key, 0), *((start.key, start.cut) for start in word.starts if start.cut)):
                ids = owners.get(key)
                if ids and len(ids) == 1:
                    person_id = next(iter(ids))
                    if since[person_id] < i and not self._joins(i):
                        self._hit(i, i, cut, person_id, labels[person_id])
                    break

    def _joins(self, i: int) -> bool:
        """Whether a unit goes on a name or begins one, so that it is somebody else's: حسن كارتر."""
        if i and i != self._units.body and self._units.reach[i - 1] > 1:
            before = self._types[i - 1]
            if before.flags & (GIVEN | FILIATION) and not before.flags & STOP and i - 1 not in self._taken:
                return True
        return False
