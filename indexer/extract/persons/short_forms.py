"""One person under several names in an article: كارتر after آشتون كارتر, a slip, a name that several bear."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    COMMON_NAME,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GIVEN,
    STOP,
)
from indexer.extract.persons.found import PersonHit
from indexer.extract.persons.reading import PersonStep
from indexer.extract.persons.words import ARTICLE, COMMON, SENTENCE_ENDS, SHORTEST_FULL, SON_OF, SURE_OF_NAME, part_of
from indexer.extract.spellings import ARAB_STATES
from search.analysis import load_lexicon
from search.article import Candidate as Possible
from search.entities.gazetteer import SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.persons.found import FoundPersons
    from indexer.extract.persons.reading import PersonReading

#: Ends of a noun with a pronoun, and the length of most verbs: بدوي توبته, كين كرس.
_PRONOUN_ENDS: Final = ("ته", "ها", "هم")
_VERB_LENGTH: Final = 3
_SHORTEST_SIMILAR: Final = 4
_UNCOMMON: Final = 400


class ShortForms(PersonStep):
    """Makes one person of one article's several names for them."""

    def __init__(self, reading: PersonReading, found: FoundPersons) -> None:
        super().__init__(reading)
        self._found = found

    def merge(self) -> None:
        """Let an unknown name that is part of one other name, or a slip of it, be that person."""
        full: dict[tuple[str, ...], PersonHit] = {}
        for hit in sorted(self._found.hits, key=lambda hit: hit.first):
            full.setdefault(self._keys(hit), hit)
        for hit in self._found.hits:
            if not hit.keys:
                continue
            owners: dict[str, PersonHit] = {}
            first, last, definite = hit.keys[0], hit.keys[-1], ARTICLE + hit.keys[-1]
            for keys, owner in full.items():
                if keys[0] != first and keys[-1] != last and keys[-1] != definite:
                    continue  # none of the rules holds then: in a long list of names this is nearly every pair
                if owner.id != hit.id and (
                    part_of(hit.keys, keys)
                    or _slip(hit.keys, keys, owner, hit)
                    or _with_fathers(hit.keys, keys, owner)
                    or (owner.first < hit.first and _but_for_article(hit.keys, keys))
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

    def _keys(self, hit: PersonHit) -> tuple[str, ...]:
        """Return the keys of a name as it stands: an unknown person's, or those of the units."""
        return hit.keys or tuple(one.key for one in self._types[hit.first : hit.last + 1])

    def trim(self) -> None:
        """Take off the word that goes on the short form of a person named in full: بدوي توبته after عبد الرحمن بدوي."""
        for hit in self._found.hits:
            if len(hit.keys) != SHORTEST_FULL or hit.last != hit.first + 1:
                continue
            word = self._types[hit.last]
            if self._led_by_verb(hit) or self._led_by_noun(hit):
                self._taken.discard(hit.first)
                hit.first, hit.cut, hit.article = hit.last, 0, False
                hit.keys = hit.keys[1:]
                hit.id = "person:" + hit.keys[0]
                hit.label = self._units.slice(hit.last, hit.last)
                continue
            common = word.flags & COMMON_NAME and self._evidence.tagged(hit.last, "person") < SURE_OF_NAME
            if word.flags & (GIVEN | FAMILY | FOREIGN_NAME | FILIATION) and not common:
                continue
            if word.folded.startswith(ARTICLE):
                continue
            short = hit.keys[0]
            foreign = bool(self._types[hit.first].flags & FOREIGN_NAME)
            if (
                not common
                and not word.folded.endswith(_PRONOUN_ENDS)
                and not (foreign and len(word.folded) == _VERB_LENGTH)
                and not load_lexicon().is_inflected(word.folded)  # كلينتون خرقت
            ):
                continue
            named = [self._keys(one) for one in self._found.hits if one.first < hit.first and one.last > one.first]
            met = [keys for keys in named if keys[1] != hit.keys[1]]
            if any(short == keys[-1] or (foreign and short == keys[0]) for keys in met):
                self._taken.discard(hit.last)
                hit.last = hit.first
                hit.keys = (short,)
                hit.id = "person:" + short
                hit.label = hit.label.split()[0]

    def give_own(self) -> None:
        """Let a known person's short name be that of the unknown one whom the article names in full before it.

        The deputy هولاند after النائب مارك هولاند is not the president, unless the president is named in full too.
        """
        full = {hit.id for hit in self._found.hits if hit.last > hit.first}
        for hit in self._found.hits:
            if hit.last > hit.first or hit.keys or hit.candidates or hit.id in full:
                continue
            key = self._types[hit.first].bare_key if hit.cut else self._types[hit.first].key
            before = [
                one for one in self._found.hits if one.first < hit.first and len(one.keys) > 1 and one.keys[-1] == key
            ]
            if len({one.id for one in before}) == 1 and before[0].id.startswith("person:"):
                hit.id, hit.label = before[0].id, before[0].label

    def take_short_forms(self) -> None:
        """Take single words of full names met before: كارتر after آشتون كارتر."""
        owners: dict[str, set[str]] = defaultdict(set)
        labels: dict[str, str] = {}
        since: dict[str, int] = {}
        for hit in self._found.hits:
            labels.setdefault(hit.id, hit.label)
            since[hit.id] = min(since.get(hit.id, hit.first), hit.first)
            if hit.last > hit.first:
                word = self._types[hit.last]
                if not word.flags & STOP and word.count < COMMON:
                    owners[word.key].add(hit.id)
        for one in self._at.values():
            for person, how, _ in one.carriers:
                if how == SHARED and person.id in labels:
                    owners[one.key].add(person.id)
        if not owners:
            return
        for i in self._units.having(owners.keys()):
            word = self._types[i]
            if i in self._taken or i in self._places:
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
        last = max((hit for hit in self._found.hits if hit.id in persons and hit.first < i), key=lambda hit: hit.first)
        self._found.add(i, i, cut, last.id, labels[last.id], article=article)
        if len(persons) > 1:
            ranked = [last.id, *(one for one in reversed(persons) if one != last.id)]
            self._found.hits[-1].candidates = tuple(Possible(one, labels[one]) for one in ranked)

    def settle_shared(self) -> None:
        """Give a name that no list has in full, and several known persons bear, those persons as candidates.

        A foreign one (بوش) is the likeliest of them; an Arab family's (الشمري) may well be a fourth, and keeps its id.
        """
        for hit in self._found.hits:
            if not hit.keys or hit.id != "person:" + "_".join(hit.keys):
                continue
            carriers = self._lexicon.gazetteer.names.get(" ".join(hit.keys), ())
            persons = [self._lexicon.gazetteer.entity(number) for number, how in carriers if how == SHARED]
            if len(persons) < 2:  # noqa: PLR2004 - nothing to choose from
                continue
            met = [
                other
                for other in self._found.hits
                if other.first < hit.first and any(one.id == other.id for one in persons)
            ]
            if met:  # one of them was named in full before, or several were: who was last
                ranked = list({other.id: other.label for other in reversed(met)}.items())
                hit.id, hit.label = ranked[0]
                hit.candidates = tuple(Possible(*one) for one in ranked) if len(ranked) > 1 else ()
                continue
            person, candidates = self._found.likeliest(persons)
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
            and i - 1 not in self._taken
        )

    def _led_by_verb(self, hit: PersonHit) -> bool:
        """Tell whether a name word that begins a sentence is a verb here: ورد فيتسيك after بيتر فيتسيك."""
        first = hit.first
        begins = first in {0, self._units.body} or not SENTENCE_ENDS.isdisjoint(self._units.gap(first - 1))
        if not begins or not self._types[first].flags & COMMON_NAME:
            return False
        return any(
            one is not hit and one.last > one.first and self._types[one.last].key == hit.keys[1]
            for one in self._found.hits
        )

    def _led_by_noun(self, hit: PersonHit) -> bool:
        """Tell whether a name word is a noun here, of somebody named in full before: روح كارتر after آشتون كارتر."""
        if not self._types[hit.first].flags & COMMON_NAME or self._evidence.tagged(hit.first, "person"):
            return False
        before = self._units.before(hit.first)
        if before is None or before.titled or before.flags & (GIVEN | FAMILY | FILIATION):
            return False  # النائبة زهرة إدريس, عيد ماطر مبارك الشهراني
        named = [one for one in self._found.hits if one.first < hit.first and one.last > one.first]
        full = {self._keys(one) for one in named if self._types[one.last].key == hit.keys[1]}
        return bool(full) and all(keys[0] != hit.keys[0] for keys in full)


def _with_fathers(one: tuple[str, ...], known: tuple[str, ...], owner: PersonHit) -> bool:
    """Tell whether a name is a known person's with the fathers: صالح بن عبدالعزيز بن محمد آل الشيخ, صالح آل الشيخ."""
    ends = len(known) > 1 and known[0] == one[0] and known[-1] == one[-1]
    return ends and not owner.keys and not SON_OF.isdisjoint(one) and part_of(known, one)


def _but_for_article(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names are one but for the article of the first name: منصف السلامي, المنصف السلامي."""
    first, second = one[0].removeprefix(ARTICLE), other[0].removeprefix(ARTICLE)
    return len(one) > 1 and first == second and one[1:] == other[1:]


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
