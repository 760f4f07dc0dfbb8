"""Persons that no list has and no title announces: by the tagger, by name words, by nationality on sports pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    ALI,
    COMMON_NAME,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GENERIC,
    GIVEN,
    HEAD,
    PROPER_HEAD,
    QUALIFIER,
    STOP,
    TRIGGER,
)
from indexer.extract.persons.reading import TakingStep
from indexer.extract.persons.words import (
    ARTICLE,
    COMMON,
    COMMON_NISBA,
    NEVER,
    RARE,
    SERVANT,
    SURE_AGAINST_PLACE,
    SURE_OF_NAME,
    TINY_NAME,
    first_flags,
    rare,
    speaks,
)
from indexer.extract.tagger import SURE

if TYPE_CHECKING:
    pass

_SURE_OF_ONE_WORD: Final = SURE["person"]
_SURE_OF_FIRST_NAME: Final = 0.93
#: That much for who is said to have said something: وأضاف عمر أنهم.
_SURE_OF_SPEAKER: Final = 0.5
#: That much for a first name and what follows it: خالد باسهل.
_SURE_OF_FULL_NAME: Final = 0.45
#: That much for a first name before a word that the news has had less often than this.
_SURE_OF_GIVEN: Final = 0.6
_HARDLY_MET: Final = 3
_VERY_RARE: Final = 8
#: Ends of nouns and verbs that no foreign name written in Arabic has.
_PARTICIPLES: Final = ("مت", "مست", "من", "مض", "مص")
_NOUN_ENDS: Final = ("ه", "ات", "ها", "هم", "ته")


class UntitledPersons(TakingStep):
    """Takes names that no list has and no title announces."""

    def take_tagged(self) -> None:
        """Take what the tagger is sure of: full names first, then single words."""
        spans = [span for span in self._evidence.spans if span.kind == "person"]
        for span in spans:
            begin = span.first
            while begin < span.last and self._leads(begin):
                begin += 1
            before = self._units.before(begin)
            if (
                before is not None
                and before.flags & ALI
                and self._bounds.distinct_ali
                and not self._types[begin].bare_cut
            ):
                begin -= 1  # the tagger takes علي for على
            if begin == span.last and self._units.reach[begin] > 1 and self._leads(begin):
                continue
            if span.confidence < SURE_AGAINST_PLACE and any(i in self._places for i in range(begin, span.last + 1)):
                continue
            if self._bounds.site_before(begin):
                continue
            for first, last in self._parts(begin, span.last):
                if not self._free(first, last) or self._is_place(first, span.confidence):
                    continue
                end = self._bounds.name_end(first)
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
                    and first + 1 not in self._taken
                ):
                    last += rare(self._types[first + 1]) and not self._bounds.adverb(first + 1)  # noqa: PLW2901 - a foreign name's second word: هنري لاي
                if last > first and self._bounds.adverb(last):
                    last -= 1  # noqa: PLW2901 - سيسيرو بالتراضي
                while last > first and (self._types[last].flags & FILIATION or self._types[last].folded == ARTICLE):
                    last -= 1  # noqa: PLW2901 - the forefather's name is missing
                if last > first:
                    sure = _SURE_OF_FULL_NAME if arab else SURE_OF_NAME
                else:
                    sure = _SURE_OF_FIRST_NAME if arab else _SURE_OF_ONE_WORD
                if span.confidence < sure and speaks(self._units, first, last):
                    sure = _SURE_OF_SPEAKER
                if span.confidence >= sure and not self._no_name(first, last):
                    self._found.unknown(first, last)

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
        if word.folded.startswith(ARTICLE) and (word.country or self._types[i + 1].country):
            return not word.flags & GIVEN  # الكاريكاتوري المصري جورج
        if word.flags & GIVEN:
            return False
        following = self._types[i + 1].flags
        given = bool(following & GIVEN) and not following & COMMON_NAME
        return word.titled or (word.folded.startswith(ARTICLE) and given)

    def _is_place(self, first: int, confidence: float) -> bool:
        """Tell whether what the tagger takes for a person is a known place all the same: بن قردان."""
        known = self._at.get(first)
        return (
            known is not None
            and bool(known.strong("place"))
            and (known.last > first or confidence < SURE_AGAINST_PLACE)
        )

    def _fuller(self, i: int) -> tuple[int, int]:
        """Return where a single word first stands behind a name word or a rare one: كليمنت تومازيسكي; else the word."""
        key = self._types[i].bare_key
        for k in self._units.of_key(key):
            if k not in self._taken:
                before = self._units.before(k)
                if before is None or k - 1 in self._taken or before.flags & (NEVER | QUALIFIER | FILIATION):
                    continue
                named = k != i or self._types[k].flags & (GIVEN | FAMILY)
                unknown = before.count < _VERY_RARE and (named or not before.count)
                if before.flags & GIVEN or (unknown and rare(before) and not before.bare_cut):
                    return k - 1, k
        return i, i

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the names that a span holds: إدواردو وألميدا are two."""
        parts: list[tuple[int, int]] = []
        begin = first
        for i in range(first + 1, last + 1):
            word = self._types[i]
            if self._lexicon.joined_key(word) or (i > begin + 1 and self._bounds.other_begins(i, begin)):
                parts.append((begin, i - 1))
                begin = i
        return [*parts, (begin, last)]

    def _no_name(self, first: int, last: int) -> bool:
        """Tell whether the units hold what no person's name holds."""
        if self._types[first].flags & FILIATION or self._types[first].folded == ARTICLE:
            return first == last or not speaks(self._units, first, last)  # قال بن عيسى إن
        if first == last:
            word = self._types[first]
            before = self._units.before(first)
            feminine = (
                word.folded.startswith(ARTICLE) and word.folded.endswith("ه") and not word.flags & (GIVEN | FAMILY)
            )
            if (
                feminine
                or len(word.bare_key) <= TINY_NAME
                or word.bare_flags & GENERIC
                or (before and before.flags & FILIATION)
            ):
                return True
            known = self._at.get(first)
            place = known is not None and bool(known.strong("place"))
            return (
                bool(word.flags & (NEVER | FILIATION | TRIGGER)) or bool(word.country) or place or word.count > COMMON
            )
        return any(self._types[i].flags & (NEVER | HEAD | PROPER_HEAD) for i in range(first, last + 1))

    def take_bare(self) -> None:
        """Take runs of name words that no title announces: two name words at least."""
        after = 0
        for i in self._units.marked:
            word = self._types[i]
            if i < after or i in self._taken or not (first_flags(word) & GIVEN or self._bounds.in_religion(i)):
                continue
            last = self._bounds.name_end(i)
            if last is None:
                if word.flags & GIVEN and not word.flags & NEVER and i not in self._at and speaks(self._units, i, i):
                    self._found.unknown(i, i)  # قال خالد إن, not قالت جورجيا إن
                continue
            after = last + 1
            known = [self._at[k] for k in range(i, last + 1) if k in self._at]
            if self._bounds.site_before(i):
                continue
            if self._bounds.sure_name(i, last) and not any(
                one.strong("place") or one.strong("organization") for one in known
            ):
                before = self._units.before(i)
                early = before is not None and before.count < _VERY_RARE and rare(before) and i - 1 not in self._taken
                self._found.unknown(i - early, last)

    def take_nationals(self) -> None:
        """Take rare words behind a nationality on sports pages: الكونغولي اليان ديوكو, باستثناء البرازيلي ماركينوس."""
        if not self._evidence.sport:
            return
        adjectives = self._lexicon.gazetteer.adjectives
        for i in self._units.having(adjectives.keys()):
            word = self._types[i]
            if not word.bare_key.startswith(ARTICLE) or i in self._taken or self._units.reach[i] < 2:  # noqa: PLR2004 - a word follows
                continue
            woman = word.key.endswith("ه")
            if woman and not self._alone(i):
                continue
            nation = i
            if self._units.reach[i] > 2 and self._types[i + 1].flags & QUALIFIER:  # noqa: PLR2004 - two words follow
                nation += 1  # الإيطالي المقال أوليفيرا
            last = nation
            while last < nation + min(2, self._units.reach[nation] - 1) and self._foreign_word(last + 1, woman=woman):
                last += 1
            if last == nation + 1 and (woman or not self._named_by_one(i, last)):
                continue
            if last > nation:
                self._found.unknown(nation + 1, last, attached=False)

    def _foreign_word(self, i: int, *, woman: bool) -> bool:
        """Tell whether a free word may be a foreign player's name: rare, or known for one."""
        if i in self._taken or i in self._at or i in self._organizations or self._bounds.adverb(i):
            return False
        word = self._types[i]
        return rare(word, _HARDLY_MET if woman else RARE) or bool(word.flags & FOREIGN_NAME)

    def _alone(self, i: int) -> bool:
        """Tell whether an adjective stands for somebody, no noun before it: باستثناء البرازيلي."""
        before = self._units.before(i)
        return before is None or bool(before.flags & STOP) or not before.bare_key.startswith(ARTICLE)

    def _named_by_one(self, i: int, name: int) -> bool:
        """Tell whether the adjective at ``i`` is a player's, whose one name follows: المدرب الإسباني كانيدا."""
        before = self._units.before(i)
        word = self._types[name]
        most = COMMON_NISBA if word.flags & FOREIGN_NAME else _VERY_RARE
        if word.count >= most or word.flags & COMMON_NAME or word.folded.endswith(_NOUN_ENDS):
            return False
        if word.folded.startswith(_PARTICIPLES):
            return False  # المدرب الفرنسي منزعج
        tagged = self._evidence.tagged(name, "person")
        if self._types[i].folded.startswith("و"):  # والنيجيري أونيليو
            return True
        return before is not None and (before.titled or self._alone(i) or tagged >= SURE_OF_NAME)

    def _unknown_follows(self, i: int) -> bool:
        """Tell whether a word that the news hardly has goes on from a first name: مصطفى ضيائي."""
        if self._units.reach[i] < 2 or i + 1 in self._taken:  # noqa: PLR2004 - a unit follows
            return False
        flags, following = first_flags(self._types[i]), self._types[i + 1]
        given = flags & GIVEN and not flags & COMMON_NAME
        least = RARE if self._types[i].bare_key.startswith(SERVANT) else _HARDLY_MET
        return bool(given) and following.count < least and rare(following)
