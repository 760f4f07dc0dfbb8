"""Persons whom a title announces: وزير الدفاع الأميركي آشتون كارتر, المخرج: ...; and holders of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    COMMON_NAME,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GIVEN,
    HEAD,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    STOP,
    TRIGGER,
)
from indexer.extract.persons.reading import TakingStep
from indexer.extract.persons.words import (
    ARTICLE,
    COMMON_NISBA,
    NEVER,
    SHORTEST_FULL,
    calls,
    first_flags,
    is_quoted,
    part_of,
    rare,
    speaks,
)
from indexer.extract.spellings import ARAB_STATES
from search.analysis import fold
from search.article import Candidate as Possible
from search.entities.gazetteer import SHARED, SHORT, STRONG
from search.entities.names import name_key

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate
    from indexer.extract.lexicon import WordType
    from search.entities import Entity

_LONGEST_TAIL: Final = 12
_MOST_OFFICE_WORDS: Final = 5
#: Ministers have longer titles: وزير العلاقة مع الهيئات الدستورية والمجتمع المدني وحقوق الإنسان.
_MOST_MINISTRY_WORDS: Final = 9
_MINISTER: Final = ("وزير", "كاتب", "وزيره", "كاتبه")
#: Titles behind which a name that several people bear is the famous bearer's.
_PRINCELY: Final = frozenset({"الامير", "الاميره", "الملك", "الملكه", "السلطان"})
_LONGEST_APPOSED: Final = 4
#: What is said before a family's name alone: الدكتور الزهراني.
_CALLED_BY_FAMILY: Final = frozenset(
    fold(
        "د الدكتور الدكتورة المهندس المهندسة العقيد العميد اللواء المقدم الرائد النقيب الكابتن الشيخ السيد السيدة "
        "المحامي المحامية الأستاذ الأستاذة البروفيسور القنصل الجنرال الكولونيل"
    ).split()
)
#: Kinds of places that somebody governs.
_GOVERNED: Final = frozenset({"country", "governorate", "region"})


class TitledPersons(TakingStep):
    """Takes names after titles, and offices whose holder is known."""

    def take(self) -> None:
        """Take names after titles, and offices whose holder on the day of publication is known."""
        after = 0
        for i in self._units.marked:
            word = self._types[i]
            if i < after or not word.titled or i in self._taken:
                continue
            before = self._units.before(i)
            if before is not None and calls(before):
                continue
            title = self._bounds.title_at(i)
            if title is not None:
                after = max(i + 1, self._after_title(i, *title))

    def _after_title(self, first: int, last: int, key: str, cut: int) -> int:
        """Read what follows a title; return the unit to go on from."""
        end = min(first + self._units.reach[first], last + _LONGEST_TAIL)
        i = last + 1
        of = ""
        office_end = last
        plain = near = True
        skipped = 0
        most = _MOST_MINISTRY_WORDS if key.startswith(_MINISTER) else _MOST_OFFICE_WORDS
        while i < end:
            word = self._types[i]
            known = self._at.get(i)
            if i in self._taken:
                return i
            name_end = None if skipped > most else self._bounds.name_end(i, titled=not skipped)
            if i == last + 1 and self._foreigner(last, i):
                i += 1  # نائب كندي يصوم
                skipped += 1
                plain = False
                continue
            if word.country and (name_end is None or not word.flags & GIVEN):
                of, office_end = (of or word.country), (i if plain else office_end)
                i += 1
            elif word.flags & QUALIFIER:
                plain = plain and bool(of)
                i += 1
            elif known is not None and known.cut and known.of_kind("organization") and not known.of_kind("person"):
                of, plain, near = of or known.of_kind("organization")[0].id, False, False  # لروتانا سالم الهندي
                i = known.last + 1
            elif word.titled and word.folded.startswith(ARTICLE) and self._announces(i):
                plain = False
                i += 1
            elif known is not None and name_end is not None and known.last < name_end and _only_place(known):
                of, office_end = of or known.strong("place")[0].id, (known.last if plain else office_end)
                i = known.last + 1  # رئيسة وزراء بربادوس ميا موتلي, حاكم مينيسوتا تيم والز
            elif not skipped and known is not None and (person := self._weakly_named(known, name_end)) is not None:
                last_of_name = self._bounds.lineage_end(known.last)
                self._found.add(i, last_of_name, known.cut, person.id, person.label, article=known.article)
                return last_of_name + 1
            elif (
                not skipped and known is not None and (met := self._shortly_named(known, name_end, key, of)) is not None
            ):
                self._found.add(i, known.last, known.cut, met[0].id, met[0].label, article=known.article)
                self._found.hits[-1].candidates = met[1]
                return known.last + 1
            elif name_end is not None and (not skipped or self._bounds.sure_name(i, name_end)):
                self._found.unknown(i, name_end, attached=bool(skipped) or bool(word.flags & GIVEN))
                if of and not skipped:
                    self._in_office(i, key, of)
                return name_end + 1
            elif near and self._single_name(i):
                self._found.unknown(i, i)
                return i + 1
            elif (title := self._bounds.title_at(i)) is not None:
                plain = False
                i = title[0] + 1
            elif known is not None and (known.strong("place") or known.strong("organization")):
                of = of or (known.strong("organization") or known.strong("place"))[0].id
                office_end = known.last if plain else office_end
                near = near and bool(known.strong("place"))
                i = known.last + 1
            elif known is not None and known.institution is not None:  # المتحدث باسم وزارة الداخلية سعد معن
                plain = near = False
                i = known.last + 1
            elif skipped < most and (not word.flags & STOP or word.flags & PREPOSITION):
                skipped += 1
                plain = near = False
                i += 1
            else:
                break
        else:
            apposed = (self._apposed(i) or self._after_colon(i, last)) if i < last + _LONGEST_TAIL else None
            if apposed is not None:
                self._found.unknown(i, apposed)
                return apposed + 1
        if of and plain:
            holder = self._lexicon.titles.holder(key, of, self._day)
            if holder is not None:
                self._found.add(first, office_end, cut, holder.id, holder.label)
        return last + 1

    def _foreigner(self, title: int, i: int) -> bool:
        """Tell whether an adjective without the article goes with a title without it, and is no name: نائب كندي."""
        noun, word = self._types[title], self._types[i]
        if noun.bare_key.startswith(ARTICLE) or ARTICLE + word.key not in self._lexicon.gazetteer.adjectives:
            return False
        return not (word.flags & GIVEN and self._evidence.tagged(i, "person"))

    def _announces(self, i: int) -> bool:
        """Tell whether a title that may be a family name too stands before a first name: العريف حسن إبراهيم."""
        return self._units.reach[i] > 1 and bool(self._types[i + 1].flags & GIVEN)

    def _apposed(self, i: int) -> int | None:
        """Return the last unit of a name between commas behind a title: الممثل التونسي، مجد مستورة، ..."""
        if i >= len(self._types) or not self._units.comma(i - 1) or i in self._taken:
            return None
        flags = first_flags(self._types[i])
        begins = flags & GIVEN or self._bounds.in_religion(i) or rare(self._types[i])
        if flags & (NEVER | TRIGGER | FILIATION | HEAD | PROPER_HEAD) or not begins:
            return None
        last = self._bounds.name_end(i, titled=True)
        if last is not None and self._bounds.sure_name(i, last):
            return last
        count = self._units.reach[i]
        words = self._types[i + 1 : i + count]
        whole = SHORTEST_FULL <= count <= _LONGEST_APPOSED and self._units.comma(i + count - 1)
        return i + count - 1 if whole and all(map(_may_go_on, words)) else None

    def _after_colon(self, i: int, title_end: int) -> int | None:
        """Return the last unit of a name that a colon parts from its title: الحكم : أمير لوصيف, المخرج: ..."""
        if i != title_end + 1 or i >= len(self._types) or self._units.gap(i - 1).strip() != ":" or i in self._taken:
            return None
        return self._bounds.name_end(i, titled=True)

    def _weakly_named(self, one: Candidate, name_end: int | None) -> Entity | None:
        """Return the one person whose weak name of several words stands where a title has announced one."""
        persons = one.of_kind("person")
        before = self._units.before(one.first)
        princely = before is not None and before.folded in _PRINCELY
        alone = princely and len(persons) == 1 and one.last > one.first and not one.cut
        return persons[0] if alone and (name_end is None or name_end <= one.last) else None

    def _shortly_named(
        self, one: Candidate, name_end: int | None, title: str, of: str
    ) -> tuple[Entity, tuple[Possible, ...]] | None:
        """Return who is meant by a short name behind a title: الوزير كارتر.

        Whoever held the office on that day, else the likeliest of several foreign persons. An Arab family's name alone
        is nobody known: there may be others.
        """
        persons = [person for person, how, _ in one.carriers if how in {SHARED, SHORT}]
        if not persons or len(persons) < len(one.carriers) or (name_end is not None and name_end > one.last):
            return None
        country = of or self._evidence.leading_country()
        holder = self._lexicon.titles.holder(title, country, self._day) if country else None
        if holder is not None and any(person.id == holder.id for person in persons):
            return holder, ()
        if len(persons) == 1 and self._evidence.sport and persons[0].country not in ARAB_STATES:
            return persons[0], ()  # اللاعب تشافي
        if len(persons) > 1 and not any(person.country in ARAB_STATES for person in persons):
            return self._found.likeliest(persons)
        return None

    def _single_name(self, i: int) -> bool:
        """Tell whether a single foreign name stands right after a title, and nothing goes on from it: المدرب بابلو."""
        word = self._types[i]
        if word.flags & (FAMILY | COMMON_NAME) == FAMILY and word.folded.startswith(ARTICLE):
            title = self._units.before(i)
            return title is not None and title.folded in _CALLED_BY_FAMILY and self._ends_here(i)
        if word.flags & GIVEN and not word.flags & STOP and is_quoted(self._units, i):
            return True  # ويقول الشيف خالد إنه
        marks = word.flags & (GIVEN | FOREIGN_NAME | COMMON_NAME)
        return marks == GIVEN | FOREIGN_NAME and (self._units.reach[i] == 1 or bool(self._types[i + 1].flags & STOP))

    def _ends_here(self, i: int) -> bool:
        """Tell whether a name of one word ends: a mark, a word of no name or a verb of speech is behind it."""
        return self._units.reach[i] == 1 or bool(self._types[i + 1].flags & STOP) or speaks(self._units, i, i)

    def _in_office(self, first: int, title: str, of: str) -> None:
        """Let a name behind an office be its holder on the day, whose name it begins: الوزير محمد بن عبد الرحمن."""
        hit = self._found.hits[-1] if self._found.hits else None
        if hit is None or hit.first != first or not hit.keys:
            return
        holder = self._lexicon.titles.holder(title, of, self._day)
        if holder is not None and any(
            part_of(hit.keys, tuple(name_key(name).split())) for name in (holder.label, *holder.names)
        ):
            hit.id, hit.label, hit.keys = holder.id, holder.label, ()


def _only_place(one: Candidate) -> bool:
    """Tell whether a name is a country's or a division's and nobody's."""
    return bool(one.carriers) and all(entity.kind in _GOVERNED and how == STRONG for entity, how, _ in one.carriers)


def _may_go_on(word: WordType) -> bool:
    """Tell whether a word may stand within a name that commas part off."""
    if word.flags & (NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD) or word.country:
        return bool(word.flags & FILIATION)
    return word.count < COMMON_NISBA or bool(word.flags & (GIVEN | FAMILY))
