"""Persons: those the gazetteer knows, those a title announces, and those the tagger or their name words show.

After a title (وزير الدفاع الأميركي, المتحدث باسم التحالف الدولي الكولونيل) the words that look like a name are a
person's, known or not. Once a full name has been met, one of its words alone means the same person.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    ALI,
    COMMON_NAME,
    DAY,
    FAITH,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GENERIC,
    GIVEN,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    SITE,
    STOP,
    TRIGGER,
)
from indexer.extract.spellings import ARAB_STATES
from indexer.extract.tagger import SURE
from search.analysis import fold
from search.article import Candidate as Possible
from search.entities.gazetteer import SHARED, SHORT, STRONG, WEAK
from search.entities.names import name_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.evidence import Evidence, NameSpan
    from indexer.extract.lexicon import Lexicon, WordType
    from indexer.extract.units import Units
    from search.entities import Entity

_LONGEST_NAME: Final = 5
_LONGEST_LINEAGE: Final = 9
_LONGEST_TAIL: Final = 12
_MOST_OFFICE_WORDS: Final = 5
#: Ministers have longer titles: وزير العلاقة مع الهيئات الدستورية والمجتمع المدني وحقوق الإنسان.
_MOST_MINISTRY_WORDS: Final = 9
_MINISTER: Final = ("وزير", "كاتب", "وزيره", "كاتبه")
_ARTICLE: Final = "ال"
_COMMON: Final = 1500
_SURE_OF_NAME: Final = 0.5
_SURE_OF_ONE_WORD: Final = SURE["person"]
_SURE_OF_FIRST_NAME: Final = 0.93
#: That much for a first name before a word that the news has had less often than this.
_SURE_OF_GIVEN: Final = 0.6
_HARDLY_MET: Final = 3
_SURE_OF_SHORT: Final = 0.3
_SURE_AGAINST_PLACE: Final = 0.85
_RARE: Final = 30
_RARE_WITH_ARTICLE: Final = 150
_VERY_RARE: Final = 8
_COMMON_NISBA: Final = 300
_SHORTEST_NISBA: Final = 4
_TINY_NAME: Final = 2
_NEVER: Final = STOP | DAY | LATIN | PREPOSITION | NO_NAME
_COMMAS: Final = frozenset({"،", ","})
_SENTENCE_ENDS: Final = frozenset(".؟!\n")
#: Titles behind which a name that several people bear is the famous bearer's.
_PRINCELY: Final = frozenset({"الامير", "الاميره", "الملك", "الملكه", "السلطان"})
#: A rare word that begins so and has no long vowel inside is a verb: يقتنص. A foreign name has one: ياكوب.
_VERB_LETTERS: Final = "يتن"
_LONG_VOWELS: Final = frozenset("اوي")
_PLURAL_VERB: Final = ("ون", "ان", "وا")
_SHORTEST_FULL: Final = 2
#: Ends of a noun with a pronoun, and the length of most verbs: بدوي توبته, كين كرس.
_PRONOUN_ENDS: Final = ("ته", "ها", "هم")
_VERB_LENGTH: Final = 3
_LEAST_OF_ADVERB: Final = 15
_LONGEST_APPOSED: Final = 4
#: A foreign name's second word may be a common word in Arabic letters: هاوارد ويب.
_COMMON_TAIL: Final = 250
_SHORTEST_SIMILAR: Final = 4
#: How names of one God's servants begin, which are no other words: عبدالعزيز.
_SERVANT: Final = "عبدال"
#: The second word of first names like نور الدين.
_RELIGION: Final = "الدين"
#: The letter of على, which folding makes one with that of علي.
_PLAIN_YEH: Final = "\u0649"
#: Countries where families are called بالصغير and the like.
_MAGHREB: Final = frozenset({"tn", "dz", "ma", "ly"})
_UNCOMMON: Final = 400
#: What is called after somebody, who is not meant: دوري عبداللطيف جميل, جائزة نجيب محفوظ.
_CALLED_AFTER: Final = frozenset({"دوري", "كاس", "جايزه", "مسابقه"})  # not بطولة: من بطولة فلان
#: عن طريق is no road.
_WAY: Final = "طريق"
#: What has a name of its own that may be a foreigner's: السفينة إيفر غيفن, الإعصار إيان.
_VESSELS: Final = frozenset(
    fold(
        "سفينة السفينة ناقلة الناقلة باخرة الباخرة اليخت العبارة الغواصة المدمرة الفرقاطة إعصار الإعصار عاصفة العاصفة"
    ).split()
)
_SON_OF: Final = frozenset({"بن", "ابن", "بنت"})
#: Kinds of places that somebody governs.
_GOVERNED: Final = frozenset({"country", "governorate", "region"})
#: What is called by whoever heads it on the day: حكومة الشاهد, إدارة بايدن.
_LED: Final = frozenset({"حكومه", "اداره", "نظام", "عهد", "رييس"})
#: What a tribe's forefather stands behind.
_TRIBES: Final = frozenset({"بني", "بنو", "قبيله"})
_CLOSING: Final = frozenset("»”")
#: What an office held on the day says for one of several persons of a name, beside votes for countries.
_OFFICE_VOTE: Final = 2.0
_MOST_VOTES: Final = 3.0
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


class PersonFinder:
    """Finds one article's persons; ``taken`` are units that belong to what is called after persons, and grows."""

    def __init__(
        self,
        units: Units,
        lexicon: Lexicon,
        candidates: Sequence[Candidate],
        evidence: Evidence,
        day: dt.date | None,
        taken: set[int],
    ) -> None:
        self._units = units
        self._types = units.types
        self._lexicon = lexicon
        self._evidence = evidence
        self._day = day
        self._at: dict[int, Candidate] = {one.first: one for one in candidates}
        self._hits: list[PersonHit] = []
        self.taken = taken
        #: Units of organisations' names of several words: نظام بشار الأسد.
        self._organizations = {
            unit
            for one in candidates
            if one.last > one.first and one.strong("organization") and not one.strong("person")
            for unit in range(one.first, one.last + 1)
        }
        self._places = {
            unit
            for one in candidates
            if one.strong("place")
            and (one.last > one.first or not lexicon.marks(one.key) & (GIVEN | FAMILY))
            and not self._after_first_name(one)
            for unit in range(one.first, one.last + 1)
        }

    def _after_first_name(self, one: Candidate) -> bool:
        """Tell whether a place's name goes on from a person's: محمد بن سليمان is not the town بن سليمان."""
        before = self._units.before(one.first)
        return before is not None and bool(before.flags & GIVEN) and bool(self._types[one.first].flags & FILIATION)

    def find(self) -> list[PersonHit]:
        """Return all persons in text order."""
        self._known()
        self._titled()
        self._tagged()
        self._bare_names()
        self._nationals()
        self._trim()
        self._merge()
        self._own_short_forms()
        self._short_forms()
        self._shared_names()
        self._hits.sort(key=lambda hit: hit.first)
        return self._hits

    # Known persons

    def _known(self) -> None:
        """Take full names and unique short forms of the gazetteer."""
        for one in self._at.values():
            if any(unit in self.taken for unit in range(one.first, one.last + 1)):
                continue
            full = one.strong("person")
            if full:
                if not self._is_site(one) and not self._is_father(one):
                    person, candidates = self._likeliest(full)
                    first = self._first_name(one, person)
                    self._hit_from(first, one, self._lineage_end(one.last), person)
                    self._hits[-1].candidates = candidates
                continue
            shared = [person for person, how, _ in one.carriers if how == SHARED]
            enough = len(shared) > 1 or (shared and self._evidence.votes.get(shared[0].country, 0.0) >= 1)
            if one.last > one.first and enough and len(shared) == len(one.carriers):
                if not self._is_site(one) and not self._is_father(one):
                    person, candidates = self._likeliest(shared)
                    last = self._lineage_end(one.last)
                    self._hit(one.first, last, one.cut, person.id, person.label, article=one.article)
                    self._hits[-1].candidates = candidates
                continue
            short = [person for person, how, _ in one.carriers if how == SHORT]
            leader = self._leader(one)
            if leader is not None:
                self._hit(one.first, one.last, one.cut, leader.id, leader.label, article=one.article)
                continue
            if len(short) != 1 or self._called_after(one) or self._is_sites(one.first) or not self._hardly_place(one):
                continue
            first = self._first_name(one, short[0])
            if first < one.first or (self._means_person(one) and not self._part_of_other_name(one)):
                self._hit_from(first, one, one.last, short[0])

    def _likeliest(self, persons: Sequence[Entity]) -> tuple[Entity, tuple[Possible, ...]]:
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

    def _first_name(self, one: Candidate, person: Entity) -> int:
        """Return where a foreign person's name begins whose first name stands before in some spelling.

        دييجو أرماندو مارادونا for the listed مارادونا: the first name at once before, or one name word between.
        """
        if one.last > one.first or one.cut:
            return one.first
        for first in (one.first - 1, one.first - 2):
            if first < 0 or self._units.reach[first] <= one.first - first or first in self.taken:
                break
            word = self._types[first]
            if word.flags & _NEVER:
                break
            if self._lexicon.foreign_names.is_first_name(self._lexicon.joined_key(word) or word.bare_key, person):
                return first
        return one.first

    def _hit_from(self, first: int, one: Candidate, last: int, person: Entity) -> None:
        """Take a known person's name, from its first name on where that stands before."""
        if first == one.first:
            self._hit(first, last, one.cut, person.id, person.label, article=one.article)
        else:
            word = self._types[first]
            self._hit(first, last, 1 if self._lexicon.joined_key(word) else word.bare_cut, person.id, person.label)

    def _is_site(self, one: Candidate) -> bool:
        """Tell whether the noun before makes the name an institution's or a site's: جامعة الملك عبدالعزيز."""
        before = self._units.before(one.first)
        if before is not None and not one.cut and before.flags & (HEAD | PROPER_HEAD | TRIGGER):
            return True
        return self._called_after(one)

    def _called_after(self, one: Candidate) -> bool:
        """Tell whether a cup, a league or a prize is called by the name."""
        before = self._units.before(one.first)
        return before is not None and not one.cut and _calls(before)

    def _is_father(self, one: Candidate) -> bool:
        """Tell whether the name is that of a father or forefather: سعود بن خالد الفيصل is not خالد الفيصل."""
        before = self._units.before(one.first)
        return before is not None and not one.cut and before.folded in _SON_OF

    def _means_person(self, one: Candidate) -> bool:
        """Tell whether a short form that is a word or a first name too (مبارك) is a person here: the tagger says so."""
        if one.first != one.last:
            return True
        marks = self._lexicon.marks(one.key)
        if not marks & (GIVEN | STOP) and self._lexicon.count(one.key) < _COMMON:
            return True
        before = self._units.before(one.first)
        return self._evidence.tagged(one.first, "person") >= _SURE_OF_SHORT or (before is not None and before.titled)

    def _leader(self, one: Candidate) -> Entity | None:
        """Return who of those with a short name was in office on the day, behind what is led: فشل حكومة الشاهد."""
        before = self._units.before(one.first)
        if before is None or one.cut or before.bare_key not in _LED or self._day is None:
            return None
        day = self._day
        named = [person for person, how, _ in one.carriers if how in {SHORT, SHARED}]
        leaders = [person for person in named if any(role.held_on(day) for role in person.roles)]
        return leaders[0] if len(leaders) == 1 else None

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
        if one.last == one.first and before.count < _RARE and _rare(before) and not before.titled:
            return True  # نايل بلير
        return (span is None or span.first != one.first) and bool(_first_flags(before) & (GIVEN | FILIATION))

    def _lineage_end(self, last: int) -> int:
        """Return the end of a name with the fathers and the house after it: الملك سلمان بن عبدالعزيز آل سعود."""
        end = last + self._units.reach[last]
        own = last
        while own + 2 < end and (
            self._types[own + 1].folded == _ARTICLE
            or (self._types[own + 1].folded == "بن" and not self._types[last - 1].flags & FILIATION)
        ):
            own += 2
        return own

    # Titles

    def _titled(self) -> None:
        """Take names after titles, and offices whose holder on the day of publication is known."""
        after = 0
        for i in self._units.marked:
            word = self._types[i]
            if i < after or not word.titled or i in self.taken:
                continue
            before = self._units.before(i)
            if before is not None and _calls(before):
                continue
            title = self._title_at(i)
            if title is not None:
                after = max(i + 1, self._after_title(i, *title))

    def _title_at(self, i: int) -> tuple[int, str, int] | None:
        """Return the longest title at a unit: its last unit, key and cut letters."""
        word = self._types[i]
        if not word.titled:
            return None
        best: tuple[int, str, int] | None = None
        for start in word.starts:
            lengths = start.titles
            for length in range(min(self._units.reach[i], lengths.bit_length() - 1), 0, -1):
                if lengths >> length & 1 and (best is None or i + length - 1 > best[0]):
                    key = " ".join([start.key, *[one.key for one in self._types[i + 1 : i + length]]])
                    if key in self._lexicon.titles:
                        best = (i + length - 1, key, start.cut)
                        break
        return best

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
            if i in self.taken:
                return i
            name_end = None if skipped > most else self._name_end(i, titled=not skipped)
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
            elif word.titled and word.folded.startswith(_ARTICLE) and self._announces(i):
                plain = False
                i += 1
            elif known is not None and name_end is not None and known.last < name_end and _only_place(known):
                of, office_end = of or known.strong("place")[0].id, (known.last if plain else office_end)
                i = known.last + 1  # رئيسة وزراء بربادوس ميا موتلي, حاكم مينيسوتا تيم والز
            elif not skipped and known is not None and (person := self._weakly_named(known, name_end)) is not None:
                last_of_name = self._lineage_end(known.last)
                self._hit(i, last_of_name, known.cut, person.id, person.label, article=known.article)
                return last_of_name + 1
            elif (
                not skipped and known is not None and (met := self._shortly_named(known, name_end, key, of)) is not None
            ):
                self._hit(i, known.last, known.cut, met[0].id, met[0].label, article=known.article)
                self._hits[-1].candidates = met[1]
                return known.last + 1
            elif name_end is not None and (not skipped or self._sure_name(i, name_end)):
                self._unknown(i, name_end, attached=bool(skipped) or bool(word.flags & GIVEN))
                if of and not skipped:
                    self._in_office(i, key, of)
                return name_end + 1
            elif near and self._single_name(i):
                self._unknown(i, i)
                return i + 1
            elif (title := self._title_at(i)) is not None:
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
                self._unknown(i, apposed)
                return apposed + 1
        if of and plain:
            holder = self._lexicon.titles.holder(key, of, self._day)
            if holder is not None:
                self._hit(first, office_end, cut, holder.id, holder.label)
        return last + 1

    def _in_office(self, first: int, title: str, of: str) -> None:
        """Let a name behind an office be its holder on the day, whose name it begins: الوزير محمد بن عبد الرحمن."""
        hit = self._hits[-1] if self._hits else None
        if hit is None or hit.first != first or not hit.keys:
            return
        holder = self._lexicon.titles.holder(title, of, self._day)
        if holder is not None and any(
            _part_of(hit.keys, tuple(name_key(name).split())) for name in (holder.label, *holder.names)
        ):
            hit.id, hit.label, hit.keys = holder.id, holder.label, ()

    def _foreigner(self, title: int, i: int) -> bool:
        """Tell whether an adjective without the article goes with a title without it, and is no name: نائب كندي."""
        noun, word = self._types[title], self._types[i]
        if noun.bare_key.startswith(_ARTICLE) or _ARTICLE + word.folded not in self._lexicon.gazetteer.adjectives:
            return False
        return not (word.flags & GIVEN and self._evidence.tagged(i, "person"))

    def _announces(self, i: int) -> bool:
        """Tell whether a title that may be a family name too stands before a first name: العريف حسن إبراهيم."""
        return self._units.reach[i] > 1 and bool(self._types[i + 1].flags & GIVEN)

    def _apposed(self, i: int) -> int | None:
        """Return the last unit of a name between commas behind a title: الممثل التونسي، مجد مستورة، ..."""
        if i >= len(self._types) or self._units.gap(i - 1).strip() not in _COMMAS or i in self.taken:
            return None
        flags = _first_flags(self._types[i])
        begins = flags & GIVEN or self._in_religion(i) or _rare(self._types[i])
        if flags & (_NEVER | TRIGGER | FILIATION | HEAD | PROPER_HEAD) or not begins:
            return None
        last = self._name_end(i, titled=True)
        if last is not None and self._sure_name(i, last):
            return last
        count = self._units.reach[i]
        words = self._types[i + 1 : i + count]
        whole = _SHORTEST_FULL <= count <= _LONGEST_APPOSED and self._units.gap(i + count - 1).strip() in _COMMAS
        return i + count - 1 if whole and all(map(_may_go_on, words)) else None

    def _after_colon(self, i: int, title_end: int) -> int | None:
        """Return the last unit of a name that a colon parts from its title: الحكم : أمير لوصيف, المخرج: ..."""
        if i != title_end + 1 or i >= len(self._types) or self._units.gap(i - 1).strip() != ":" or i in self.taken:
            return None
        return self._name_end(i, titled=True)

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
            return self._likeliest(persons)
        return None

    def _single_name(self, i: int) -> bool:
        """Tell whether a single foreign name stands right after a title, and nothing goes on from it: المدرب بابلو."""
        word = self._types[i]
        marks = word.flags & (GIVEN | FOREIGN_NAME | COMMON_NAME)
        return marks == GIVEN | FOREIGN_NAME and (self._units.reach[i] == 1 or bool(self._types[i + 1].flags & STOP))

    # Unknown names

    def _name_end(self, i: int, *, titled: bool = False) -> int | None:
        """Return the last unit of the person's name of two words or more that begins at ``i``; None where none does."""
        end = i + self._units.reach[i]
        word = self._types[i]
        span = self._evidence.by_unit.get(i)
        tagged_end = span.last if span is not None and span.kind == "person" and span.first == i else -1
        if tagged_end < 0 and not self._begins_name(i, titled=titled):
            return None
        before = self._units.before(i)
        if before is not None and before.folded in _TRIBES:
            return None  # شيخ قبيلة بني عبدالله فيصل بن عبدالعزيز
        ali = word.flags & ALI and self._distinct_ali
        if word.flags & (STOP | DAY) and tagged_end < 0 and not ali:
            return None
        definite = word.folded.startswith(_ARTICLE) and not word.flags & GIVEN
        if definite and i + 1 < end and self._types[i + 1].country:
            return None  # الرسام الكاريكاتوري المصري جورج
        flags = _first_flags(word)
        foreign = (titled and not flags & GIVEN) or bool(flags & FOREIGN_NAME)
        last = i
        joined = False
        j = i + 1
        while j < end and j - i < _LONGEST_LINEAGE and j not in self.taken:
            following = self._types[j]
            if following.flags & FILIATION or following.folded == _ARTICLE:
                if j + 1 >= end or self._types[j + 1].flags & STOP:
                    break
                joined = True
            elif (
                joined
                or j <= tagged_end
                or self._goes_on(j, i, foreign=foreign)
                or (titled and self._goes_on_rare(j, i))
            ):
                if not joined and (self._lexicon.joined_key(following) or self._heads_title(j)):
                    break
                if j in self._places and not joined and self._unsure(span):
                    break
                if self._adverb(j) or not _CLOSING.isdisjoint(self._units.gap(j - 1)):
                    break  # «لوك» جديد
                last = j
                joined = False
                if j - i >= _LONGEST_NAME and not following.flags & GIVEN:
                    break
            else:
                break
            j += 1
        return last if last > i else None

    def _goes_on(self, j: int, first: int, *, foreign: bool) -> bool:
        """Tell whether a unit goes on a name that began at ``first``."""
        following = self._types[j]
        if following.flags & COMMON_NAME and following.flags & (GIVEN | FAMILY) and not following.flags & _NEVER:
            return bool(self._evidence.tagged(j, "person") or self._evidence.tagged(first, "person"))
        return self._continues_name(j, foreign=foreign, position=j - first)

    def _goes_on_rare(self, j: int, first: int) -> bool:
        """Tell whether a rare word right after a titled first name is its second: الممثل مجد مستورة, هاوارد ويب."""
        begin, word = self._types[first], self._types[j]
        unknown = not _first_flags(begin) & GIVEN or bool(_first_flags(begin) & FOREIGN_NAME)
        if j != first + 1 + self._in_religion(first) or (
            word.folded.startswith("و") and self._lexicon.joined_key(word)
        ):
            return False
        return _rare(word, _COMMON_TAIL if unknown and begin.count < _RARE else _RARE)

    def _heads_title(self, j: int) -> bool:
        """Tell whether a title of several words begins here: عبدالله الجنيبي أمين السر."""
        title = self._title_at(j)
        return title is not None and title[0] > j

    def _unsure(self, span: NameSpan | None) -> bool:
        """Tell whether the tagger is not sure enough of a span for a place's name in it to be a person's."""
        return span is None or span.kind != "person" or span.confidence < _SURE_AGAINST_PLACE

    def _family_follows(self, i: int) -> bool:
        """Tell whether a family name that is no other word comes right after: مطلق البقمي."""
        if self._units.reach[i] < 2:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[i + 1]
        if self._maghrebi(i + 1):
            return True
        if following.flags & COMMON_NAME:
            return False
        if following.flags & GIVEN and following.folded.startswith(_SERVANT):
            return True  # ياسمين عبد العزيز
        return bool(following.flags & FAMILY) and following.folded.startswith(_ARTICLE)

    def _begins_name(self, i: int, *, titled: bool) -> bool:
        word = self._types[i]
        flags = _first_flags(word)
        if word.flags & ALI and self._distinct_ali:
            following = self._types[i + 1] if self._units.reach[i] > 1 else None
            return following is not None and (self._after_ali(following) or (titled and _rare(following)))
        if self._in_religion(i):
            return True
        if flags & (_NEVER | TRIGGER | FILIATION | HEAD | PROPER_HEAD) or word.flags & TRIGGER or word.country:
            return False
        if flags & GIVEN and (not flags & COMMON_NAME or self._family_follows(i)):
            return True
        if titled and flags & GIVEN and self._units.reach[i] > 1:
            following = self._types[i + 1]
            if _rare(following) or (self._after_ali(following) and following.folded.startswith(_ARTICLE)):
                return True
        return titled and not word.folded.startswith(_ARTICLE) and _rare(word)

    def _maghrebi(self, j: int) -> bool:
        """Tell whether a word is a family's name as the Maghreb has them: ماهر بالصغير, but not تقني سامي بالتكوين."""
        word = self._types[j]
        form = word.folded.startswith("بال") and word.count < _RARE and self._evidence.home in _MAGHREB
        return form and self._evidence.tagged(j - 1, "person") >= _SURE_AGAINST_PLACE

    @cached_property
    def _distinct_ali(self) -> bool:
        """Whether the text writes على and علي apart: it has the letter without points somewhere."""
        return any(_PLAIN_YEH in field for field in self._units.fields)

    def _after_ali(self, word: WordType) -> bool:
        """Tell whether a word may go on the name علي."""
        if word.flags & (FILIATION | GIVEN | FAMILY | ALI):
            return not word.flags & (PREPOSITION | DAY)
        article = word.folded.startswith(_ARTICLE) and word.count < _RARE_WITH_ARTICLE and not word.flags & GENERIC
        return article and not word.country and not word.flags & (_NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD)

    def _in_religion(self, i: int) -> bool:
        """Tell whether a first name of two words begins here: فخر الدين."""
        word = self._types[i]
        return bool(word.flags & FAITH) and self._units.reach[i] > 1 and self._types[i + 1].folded == _RELIGION

    def _continues_name(self, j: int, *, foreign: bool, position: int) -> bool:
        word = self._types[j]
        if word.folded == _RELIGION:
            return bool(self._types[j - 1].flags & FAITH)
        if word.flags & ALI and self._distinct_ali:
            return True
        given_before = bool(_first_flags(self._types[j - 1]) & GIVEN) or self._types[j - 1].folded == _RELIGION
        flags = word.flags
        if given_before and self._maghrebi(j):
            return True
        if flags & (_NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD):
            return False
        if flags & (GIVEN | FAMILY) and not flags & COMMON_NAME:
            return True
        if word.folded.startswith(_ARTICLE):
            return not word.country and (
                _nisba(word)
                or (given_before and not foreign and word.count < _RARE_WITH_ARTICLE and not word.flags & GENERIC)
            )
        return position == 1 and _rare(word) and foreign

    def _sure_name(self, first: int, last: int) -> bool:
        """Tell whether two words of a name at least are known name words, or the tagger is sure of it."""
        if self._evidence.tagged(first, "person") >= _SURE_OF_NAME:
            return True
        begin, *others = self._types[first : last + 1]
        flags = _first_flags(begin)
        if self._in_religion(first) or (begin.flags & ALI and self._distinct_ali):
            return last > first + (others[0].folded == _RELIGION)
        if not flags & GIVEN:
            return False
        if self._maghrebi(first + 1):
            return True
        if any(self._evidence.tagged(i, "person") for i in range(first, last + 1)) and others[0].flags & (
            GIVEN | FAMILY
        ):
            return True
        sure = not flags & COMMON_NAME
        foreign = sure and bool(flags & FOREIGN_NAME)
        for word in others:
            if word.flags & (GIVEN | FAMILY) and not word.flags & COMMON_NAME:
                return True
            if sure and (_nisba(word) or (word.folded.startswith(_ARTICLE) and word.count < _RARE_WITH_ARTICLE)):
                return True
            if foreign and _rare(word):
                return True
        return False

    def _tagged(self) -> None:
        """Take what the tagger is sure of: full names first, then single words."""
        spans = [span for span in self._evidence.spans if span.kind == "person"]
        for span in spans:
            begin = span.first
            while begin < span.last and self._leads(begin):
                begin += 1
            before = self._units.before(begin)
            if before is not None and before.flags & ALI and self._distinct_ali and not self._types[begin].bare_cut:
                begin -= 1  # the tagger takes علي for على
            if begin == span.last and self._units.reach[begin] > 1 and self._leads(begin):
                continue
            if span.confidence < _SURE_AGAINST_PLACE and any(i in self._places for i in range(begin, span.last + 1)):
                continue
            if self._is_sites(begin):
                continue
            for first, last in self._parts(begin, span.last):
                if any(unit in self.taken for unit in range(first, last + 1)) or self._is_place(first, span.confidence):
                    continue
                end = self._name_end(first)
                last = last if end is None else max(last, end)  # noqa: PLW2901 - the name may go on after the span
                if last == first:
                    first, last = self._fuller(first)  # noqa: PLW2901 - the name stands in full elsewhere
                flags = self._types[first].flags
                arab = flags & (GIVEN | FOREIGN_NAME) == GIVEN
                if last == first and self._unknown_follows(first) and span.confidence >= _SURE_OF_GIVEN:
                    last += 1  # noqa: PLW2901 - مصطفى ضيائي
                if (
                    last == first  # of other words (القصبي مستنكرين) the tagger must be sure
                    and (flags & FOREIGN_NAME or span.confidence >= _SURE_OF_ONE_WORD)
                    and self._units.reach[first] > 1
                    and first + 1 not in self.taken
                ):
                    last += _rare(self._types[first + 1]) and not self._adverb(first + 1)  # noqa: PLW2901 - a foreign name's second word: هنري لاي
                if last > first and self._adverb(last):
                    last -= 1  # noqa: PLW2901 - سيسيرو بالتراضي
                while last > first and (self._types[last].flags & FILIATION or self._types[last].folded == _ARTICLE):
                    last -= 1  # noqa: PLW2901 - the forefather's name is missing
                sure = _SURE_OF_NAME if last > first else _SURE_OF_FIRST_NAME if arab else _SURE_OF_ONE_WORD
                if span.confidence >= sure and not self._no_name(first, last):
                    self._unknown(first, last)

    def _is_sites(self, first: int) -> bool:
        """Tell whether the noun before makes a name a site's: بشارع السعدون, but عن طريق محمد هاني."""
        before = self._units.before(first)
        if before is None or self._types[first].bare_cut:
            return False
        site = (before.flags | before.bare_flags) & SITE
        return bool(site) and not before.bare_key.startswith(_ARTICLE) and before.bare_key != _WAY

    def _unknown_follows(self, i: int) -> bool:
        """Tell whether a word that the news hardly has goes on from a first name: مصطفى ضيائي."""
        if self._units.reach[i] < 2 or i + 1 in self.taken:  # noqa: PLR2004 - a unit follows
            return False
        flags, following = self._types[i].flags, self._types[i + 1]
        given = flags & GIVEN and not flags & COMMON_NAME
        return bool(given) and following.count < _HARDLY_MET and _rare(following)

    def _adverb(self, i: int) -> bool:
        """Tell whether a word is a noun with بال, which goes on no name: سيسيرو بالتراضي, but ماريو بالوتيلي."""
        word = self._types[i]
        noun = word.folded.startswith("بال") and not word.flags & (GIVEN | FAMILY) and word.count >= _LEAST_OF_ADVERB
        return noun and not self._maghrebi(i)

    def _leads(self, i: int) -> bool:
        """Tell whether a word that the tagger took into a name goes before it: الزائر عبدالله, الإمام الترمذي."""
        word = self._types[i]
        if (i in self._places and not word.flags & FAMILY) or (word.flags & TRIGGER and not word.flags & GIVEN):
            return True  # ولايتي خوست
        known = self._at.get(i)
        if known is not None and known.cut and known.strong("organization") and not known.of_kind("person"):
            return True  # الرئيس التنفيذي لروتانا سالم الهندي
        if i + 1 >= len(self._types):
            return False
        if word.folded.startswith(_ARTICLE) and (word.country or self._types[i + 1].country):
            return not word.flags & GIVEN  # الكاريكاتوري المصري جورج
        if word.flags & GIVEN:
            return False
        following = self._types[i + 1].flags
        given = bool(following & GIVEN) and not following & COMMON_NAME
        return word.titled or (word.folded.startswith(_ARTICLE) and given)

    def _is_place(self, first: int, confidence: float) -> bool:
        """Tell whether what the tagger takes for a person is a known place all the same: بن قردان."""
        known = self._at.get(first)
        return (
            known is not None
            and bool(known.strong("place"))
            and (known.last > first or confidence < _SURE_AGAINST_PLACE)
        )

    def _fuller(self, i: int) -> tuple[int, int]:
        """Return where a single word first stands behind a name word or a rare one: كليمنت تومازيسكي; else the word."""
        key = self._types[i].bare_key
        for k in self._units.places_of.get(key, ()):
            if k not in self.taken:
                before = self._units.before(k)
                if before is None or k - 1 in self.taken or before.flags & (_NEVER | QUALIFIER | FILIATION):
                    continue
                if before.flags & GIVEN or (before.count < _VERY_RARE and _rare(before) and not before.bare_cut):
                    return k - 1, k
        return i, i

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the names that a span holds: إدواردو وألميدا are two."""
        parts: list[tuple[int, int]] = []
        begin = first
        for i in range(first + 1, last + 1):
            word = self._types[i]
            if self._lexicon.joined_key(word):
                parts.append((begin, i - 1))
                begin = i
        return [*parts, (begin, last)]

    def _no_name(self, first: int, last: int) -> bool:
        """Tell whether the units hold what no person's name holds."""
        if self._types[first].flags & FILIATION or self._types[first].folded == _ARTICLE:
            return True
        if first == last:
            word = self._types[first]
            before = self._units.before(first)
            feminine = (
                word.folded.startswith(_ARTICLE) and word.folded.endswith("ه") and not word.flags & (GIVEN | FAMILY)
            )
            if (
                feminine
                or len(word.bare_key) <= _TINY_NAME
                or word.bare_flags & GENERIC
                or (before and before.flags & FILIATION)
            ):
                return True
            known = self._at.get(first)
            place = known is not None and bool(known.strong("place"))
            return (
                bool(word.flags & (_NEVER | FILIATION | TRIGGER)) or bool(word.country) or place or word.count > _COMMON
            )
        return any(self._types[i].flags & (_NEVER | HEAD | PROPER_HEAD) for i in range(first, last + 1))

    def _bare_names(self) -> None:
        """Take runs of name words that no title announces: two name words at least."""
        after = 0
        for i in self._units.marked:
            word = self._types[i]
            if i < after or i in self.taken or not (_first_flags(word) & GIVEN or self._in_religion(i)):
                continue
            last = self._name_end(i)
            if last is None:
                continue
            after = last + 1
            known = [self._at[k] for k in range(i, last + 1) if k in self._at]
            if self._is_sites(i):
                continue
            if self._sure_name(i, last) and not any(one.strong("place") or one.strong("organization") for one in known):
                before = self._units.before(i)
                early = before is not None and before.count < _VERY_RARE and _rare(before) and i - 1 not in self.taken
                self._unknown(i - early, last)

    def _nationals(self) -> None:
        """Take two rare words behind a nationality on sports pages: الكونغولي اليان ديوكو."""
        if not self._evidence.sport:
            return
        for i in self._units.marked:
            word = self._types[i]
            if not word.country or not word.bare_key.startswith(_ARTICLE) or self._units.reach[i] < 3:  # noqa: PLR2004 - two words follow
                continue
            pair = range(i + 1, i + 3)
            if word.key.endswith("ه") or any(
                j in self.taken or j in self._at or j in self._organizations for j in pair
            ):
                continue
            if not self._adverb(i + 2) and all(
                _rare(self._types[j]) or self._types[j].flags & FOREIGN_NAME for j in pair
            ):
                self._unknown(i + 1, i + 2, attached=False)

    def _verb_first(self, first: int) -> bool:
        """Tell whether a name word that و joins to the sentence before is a verb: وواصل البدري, وأكمل تركي."""
        word = self._types[first]
        begins = first in {0, self._units.body} or not _SENTENCE_ENDS.isdisjoint(self._units.gap(first - 1))
        return begins and word.bare_cut == 1 and word.folded[0] == "و" and bool(word.bare_flags & COMMON_NAME)

    def _unknown(self, first: int, last: int, *, attached: bool = True) -> None:
        """Take a name that no list has; right after a title nothing is ``attached`` before it: المدرب برانكو كوفاتش."""
        if self._verb_first(first):
            first += 1
            if first > last:
                return
        if any(unit in self.taken or unit in self._organizations for unit in range(first, last + 1)):
            return
        before = self._units.before(first)
        word = self._types[first]
        if before is not None and (_calls(before) or (before.unprefixed in _VESSELS and not _arab_name(word))):
            self.taken.update(range(first, last + 1))
            return
        key, cut = (word.bare_key, word.bare_cut) if attached else (word.key, 0)
        joined = self._lexicon.joined_key(word) if not cut and first - 1 in self.taken else ""
        if joined:
            key, cut = joined, 1
        keys = (key, *(one.key for one in self._types[first + 1 : last + 1]))
        known = self._lexicon.foreign_names.find(keys) if last > first and not _arab_name(word) else None
        if known is not None:
            self._hit(first, last, cut, known.id, known.label, article=cut > 0 and word.bare_article)
            return
        article = cut > 0 and cut == word.bare_cut and word.bare_article
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        self._hits.append(PersonHit(first, last, cut, "person:" + "_".join(keys), label, keys, article))
        self.taken.update(range(first, last + 1))

    def _hit(self, first: int, last: int, cut: int, person_id: str, label: str, *, article: bool = False) -> None:
        self._hits.append(PersonHit(first, last, cut, person_id, label, article=article))
        self.taken.update(range(first, last + 1))

    # One person under several names

    def _merge(self) -> None:
        """Let an unknown name that is part of one other name, or a slip of it, be that person."""
        full: dict[tuple[str, ...], PersonHit] = {}
        for hit in sorted(self._hits, key=lambda hit: hit.first):
            keys = hit.keys or tuple(one.key for one in self._types[hit.first : hit.last + 1])
            full.setdefault(keys, hit)
        for hit in self._hits:
            if not hit.keys:
                continue
            owners: dict[str, PersonHit] = {}
            for keys, owner in full.items():
                if owner.id != hit.id and (
                    _part_of(hit.keys, keys)
                    or _slip(hit.keys, keys, owner, hit)
                    or _with_fathers(hit.keys, keys, owner)
                ):
                    owners[owner.id] = owner
            if len(owners) == 1:
                (owner,) = owners.values()
                hit.id, hit.label = owner.id, owner.label
            elif len(owners) > 1:  # whoever was named last before it, and perhaps another
                before = sorted((one for one in owners.values() if one.first < hit.first), key=lambda one: -one.first)
                if before:
                    hit.id, hit.label = before[0].id, before[0].label
                    if len(before) > 1:
                        hit.candidates = possible(before)

    def _trim(self) -> None:
        """Take off the word that goes on the short form of a person named in full: بدوي توبته after عبد الرحمن بدوي."""
        for hit in self._hits:
            if len(hit.keys) != _SHORTEST_FULL or hit.last != hit.first + 1:
                continue
            word = self._types[hit.last]
            if self._led_by_verb(hit):
                self.taken.discard(hit.first)
                hit.first, hit.cut, hit.article = hit.last, 0, False
                hit.keys = hit.keys[1:]
                hit.id = "person:" + hit.keys[0]
                hit.label = self._units.slice(hit.last, hit.last)
                continue
            common = word.flags & COMMON_NAME and self._evidence.tagged(hit.last, "person") < _SURE_OF_NAME
            if word.flags & (GIVEN | FAMILY | FOREIGN_NAME | FILIATION) and not common:
                continue
            if word.folded.startswith(_ARTICLE):
                continue
            short = hit.keys[0]
            foreign = bool(self._types[hit.first].flags & FOREIGN_NAME)
            if (
                not common
                and not word.folded.endswith(_PRONOUN_ENDS)
                and not (foreign and len(word.folded) == _VERB_LENGTH)
            ):
                continue
            met = [
                one for one in self._hits if one.first < hit.first and len(one.keys) > 1 and one.keys[1] != hit.keys[1]
            ]
            if any(short == one.keys[-1] or (foreign and short == one.keys[0]) for one in met):
                self.taken.discard(hit.last)
                hit.last = hit.first
                hit.keys = (short,)
                hit.id = "person:" + short
                hit.label = hit.label.split()[0]

    def _led_by_verb(self, hit: PersonHit) -> bool:
        """Tell whether a name word that begins a sentence is a verb here: ورد فيتسيك after بيتر فيتسيك."""
        first = hit.first
        begins = first in {0, self._units.body} or not _SENTENCE_ENDS.isdisjoint(self._units.gap(first - 1))
        if not begins or not self._types[first].flags & COMMON_NAME:
            return False
        return any(
            one is not hit and one.last > one.first and self._types[one.last].key == hit.keys[1] for one in self._hits
        )

    def _own_short_forms(self) -> None:
        """Let a known person's short name be that of the unknown one whom the article names in full before it.

        The deputy هولاند after النائب مارك هولاند is not the president, unless the president is named in full too.
        """
        full = {hit.id for hit in self._hits if hit.last > hit.first}
        for hit in self._hits:
            if hit.last > hit.first or hit.keys or hit.candidates or hit.id in full:
                continue
            key = self._types[hit.first].bare_key if hit.cut else self._types[hit.first].key
            before = [one for one in self._hits if one.first < hit.first and len(one.keys) > 1 and one.keys[-1] == key]
            if len({one.id for one in before}) == 1 and before[0].id.startswith("person:"):
                hit.id, hit.label = before[0].id, before[0].label

    def _short_forms(self) -> None:
        """Take single words of full names met before: كارتر after آشتون كارتر."""
        owners: dict[str, set[str]] = defaultdict(set)
        labels: dict[str, str] = {}
        since: dict[str, int] = {}
        for hit in self._hits:
            labels.setdefault(hit.id, hit.label)
            since[hit.id] = min(since.get(hit.id, hit.first), hit.first)
            if hit.last > hit.first:
                word = self._types[hit.last]
                if not word.flags & STOP and word.count < _COMMON:
                    owners[word.key].add(hit.id)
        for one in self._at.values():
            for person, how, _ in one.carriers:
                if how == SHARED and person.id in labels:
                    owners[one.key].add(person.id)
        if not owners:
            return
        for i in self._units.having(owners.keys()):
            word = self._types[i]
            if i in self.taken or i in self._places:
                continue
            for key, cut in ((word.key, 0), (word.bare_key, word.bare_cut)):
                ids = owners.get(key)
                if ids:
                    before = sorted((one for one in ids if since[one] < i), key=lambda one: (since[one], one))
                    if before and not self._continues_other(i):
                        self._short_form(i, cut, before, labels)
                    break

    def _short_form(self, i: int, cut: int, persons: Sequence[str], labels: dict[str, str]) -> None:
        """Take a word as the one met in full before; of several the one met last, with the others as candidates."""
        word = self._types[i]
        article = cut > 0 and word.bare_article
        if len(persons) > 1 and not self._evidence.tagged(i, "person") and word.count >= _UNCOMMON:
            return
        last = max((hit for hit in self._hits if hit.id in persons and hit.first < i), key=lambda hit: hit.first)
        self._hit(i, i, cut, last.id, labels[last.id], article=article)
        if len(persons) > 1:
            ranked = [last.id, *(one for one in reversed(persons) if one != last.id)]
            self._hits[-1].candidates = tuple(Possible(one, labels[one]) for one in ranked)

    def _shared_names(self) -> None:
        """Give a name that no list has in full, and several known persons bear, those persons as candidates.

        A foreign one (بوش) is the likeliest of them; an Arab family's (الشمري) may well be a fourth, and keeps its id.
        """
        for hit in self._hits:
            if not hit.keys or hit.id != "person:" + "_".join(hit.keys):
                continue
            carriers = self._lexicon.gazetteer.names.get(" ".join(hit.keys), ())
            persons = [self._lexicon.gazetteer.entity(number) for number, how in carriers if how == SHARED]
            if len(persons) < 2:  # noqa: PLR2004 - nothing to choose from
                continue
            met = [
                other for other in self._hits if other.first < hit.first and any(one.id == other.id for one in persons)
            ]
            if met:  # one of them was named in full before, or several were: who was last
                ranked = list({other.id: other.label for other in reversed(met)}.items())
                hit.id, hit.label = ranked[0]
                hit.candidates = tuple(Possible(*one) for one in ranked) if len(ranked) > 1 else ()
                continue
            person, candidates = self._likeliest(persons)
            if any(one.country in ARAB_STATES for one in persons):
                made = Possible(hit.id, hit.label)
                hit.candidates = (made, *(candidates or possible([person])))
            else:
                hit.id, hit.label, hit.candidates = person.id, person.label, candidates

    def _continues_other(self, i: int) -> bool:
        """Tell whether the unit before makes this one part of somebody else's name: حسن كارتر."""
        before = self._units.before(i)
        return (
            before is not None
            and bool(before.flags & (GIVEN | FILIATION))
            and not before.flags & STOP
            and i - 1 not in self.taken
        )


def _first_flags(word: WordType) -> int:
    """Return the marks of a name's first word, without what is attached before it: وريتشارد."""
    return word.bare_flags if word.bare_cut else word.flags


def _arab_name(word: WordType) -> bool:
    """Tell whether a word is a first name of the Arab world and of nowhere else."""
    return _first_flags(word) & (GIVEN | FOREIGN_NAME) == GIVEN


def _only_place(one: Candidate) -> bool:
    """Tell whether a name is a country's or a division's and nobody's."""
    return bool(one.carriers) and all(entity.kind in _GOVERNED and how == STRONG for entity, how, _ in one.carriers)


def _calls(word: WordType) -> bool:
    """Tell whether a word, particles aside, is called after the person named behind it: كأس, جائزة."""
    return word.unprefixed in _CALLED_AFTER


def _nisba(word: WordType) -> bool:
    """Tell whether a word may be a family name by its form, and is not too common for one: المطماطي."""
    form = word.folded.startswith(_ARTICLE) and word.folded.endswith("ي") and len(word.folded) > _SHORTEST_NISBA
    return form and word.count < _COMMON_NISBA and not word.country and not word.flags & (QUALIFIER | STOP | GENERIC)


def _may_go_on(word: WordType) -> bool:
    """Tell whether a word may stand within a name that commas part off."""
    if word.flags & (_NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD) or word.country:
        return bool(word.flags & FILIATION)
    return word.count < _COMMON_NISBA or bool(word.flags & (GIVEN | FAMILY))


def _verb(folded: str) -> bool:
    """Tell whether an unknown word has the form of a present-tense verb: يقتنص, سيوجهون."""
    future = folded.startswith(("سي", "ست", "سن"))
    stem = folded[1:] if future else folded
    if stem[0] not in _VERB_LETTERS:
        return False
    return stem.endswith(_PLURAL_VERB) or _LONG_VOWELS.isdisjoint(stem[1:-1])


def _rare(word: WordType, limit: int = _RARE) -> bool:
    """Tell whether a word is so rare that it may be a foreign name's: تاوسند."""
    marks = _NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD
    if word.count >= limit or word.flags & marks or word.country or word.bare_cut:
        return False
    if (word.folded.startswith("و") and limit == _RARE) or _verb(word.folded):
        return False
    return not word.folded.startswith((_ARTICLE, "لل")) and len(word.folded) > _TINY_NAME


def _part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether a name is a shorter form of another: its words in order, the first or the last one among them."""
    if len(part) == 1 and len(whole) > 1 and whole[-1] == _ARTICLE + part[0]:
        return True  # سرحان beside وائل السرحان
    if len(part) >= len(whole) or (part[0] != whole[0] and part[-1] != whole[-1]):
        return False
    rest = iter(whole)
    return all(word in rest for word in part)


def _with_fathers(one: tuple[str, ...], known: tuple[str, ...], owner: PersonHit) -> bool:
    """Tell whether a name is a known person's with the fathers: صالح بن عبدالعزيز بن محمد آل الشيخ, صالح آل الشيخ."""
    ends = len(known) > 1 and known[0] == one[0] and known[-1] == one[-1]
    return ends and not owner.keys and not _SON_OF.isdisjoint(one) and _part_of(known, one)


def _slip(one: tuple[str, ...], other: tuple[str, ...], owner: PersonHit, hit: PersonHit) -> bool:
    """Tell whether a name is another written with one letter more, less or changed in one word: تيسر for تيسير."""
    if len(one) != len(other) or len(one) < 2 or owner.first > hit.first:  # noqa: PLR2004 - a full name
        return False
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(different) == 1 and min(map(len, different[0])) >= _SHORTEST_SIMILAR and _one_letter_off(*different[0])


def _one_letter_off(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = next((k for k, letter in enumerate(a) if letter != b[k]), len(a))
    return a[i:] == b[i + 1 :] or a[i + 1 :] == b[i + 1 :]
