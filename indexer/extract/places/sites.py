"""Small places by the noun before them (شارع العينية, قرى الحواش والعنكاوي) or by the list that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    DEDICATED,
    FAMILY,
    FILIATION,
    GENERIC,
    GIVEN,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    SITE,
    STOP,
    TRIGGER,
)
from indexer.extract.places.reading import PlaceHit, PlaceStep
from indexer.extract.places.words import (
    CENTRE,
    DISTRICT,
    IN_LISTS,
    PEOPLE_OF,
    TINY_NAME,
    VALLEY,
    YEMEN,
    is_district_centre,
    is_verb,
)
from search.analysis import fold
from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.lexicon import WordType
    from indexer.extract.places.reading import PlaceReading
    from indexer.extract.places.unlisted import UnlistedPlaces

#: Nouns that several names follow: قرى الحواش والعنكاوي, بلدتي كفرنبل وحاس.
_PLURAL_SITES: Final = frozenset(
    map(name_key, ("قرى", "قريتي", "قريتا", "بلدات", "بلدتي", "بلدتا", "نواحي", "حيي", "أحياء", "مخيمي", "مخيمات"))
)
_MOST_LISTED: Final = 12
_SHORTEST_LIST: Final = 3
_SHORT_LISTED: Final = 4
#: Nouns that are part of a small place's name, where others but say what it is: شارع العينية, but قرية العينية.
_WAY: Final = name_key("طريق")
#: Particles that say where something is: بالظفير.
_AT: Final = "ب"
_AND_AT: Final = "وب"
#: A mosque, but "gathering" too.
_MOSQUE: Final = name_key("جامع")
_MOSQUES: Final = frozenset({_MOSQUE, name_key("مسجد")})
#: The smallest division of Tunisia, elsewhere a deanship.
_HAMZA_BELOW: Final = "\u0625"
_COMMUNE: Final = name_key("عمادة")
_TUNISIA: Final = "tn"
_BY_WAY: Final = frozenset({"عن", "وعن", "في"})
_NAMED_WITH: Final = frozenset(
    map(
        name_key,
        (
            "شارع",
            "طريق",
            "جسر",
            "كوبري",
            "وادي",
            "جبل",
            "معبر",
            "دوار",
            "باب",
            "قصر",
            "ملعب",
            "استاد",
            "غابة",
            "مسجد",
            "جامع",
        ),
    )
)
#: Nouns that any word with the article makes a place's name: وادي العقيق, حي النصر.
_NAMING: Final = frozenset(
    map(
        name_key,
        (
            *("وادي", "جبل", "شارع", "حي", "قرية", "بلدة", "معبر", "جسر", "ضاحية", "عمادة", "حارة", "هجرة", "مسجد"),
            "كوبري",
        ),
    )
)
#: What stands behind those and names no place: قرية الأطفال, جبل الجليد, جسر الهوة.
_NAMES_NO_PLACE: Final = frozenset(
    fold(
        "الطفل الأطفال التنمية التمور الألعاب المهرجان الأديان الجليد الديون الثلج الموت الحب المركز المستخدم "
        "المنشأ الموسم المساعدات الهوة الفجوة المعرفة المشاة الجواسيس المؤتمرات الأولاد الطيور العقول الرسول "
        "الآلاف القرن المال الشعب الإعلام الآن الأبناء النحل النمل السماء البشر الأموال الأوهام الأحزان "
        "الأزمات الأشخاص العرب الملاهي الفيلا العمارة المبنى البرج العيد القوات العشب التدريب التدريبات الكرة التنس "
        "قولف غولف جولف تنس"
    ).split()
)
#: Nouns of towns, which an adjective of nationality behind their name agrees with.
_TOWN_NOUNS: Final = frozenset(
    map(name_key, ("مدينة", "بلدة", "قرية", "جزيرة", "ولاية", "مقاطعة", "مستوطنة", "إقليم", "ناحية"))
)
#: A foreign name follows as it does a town's noun: العاصمة كمبالا.
_CAPITAL: Final = name_key("العاصمة")
#: An adjective stands with the article too, this often at least.
_LEAST_OF_ADJECTIVE: Final = 5
#: Nouns beside those with the mark of a site.
_ANNOUNCING: Final = _TOWN_NOUNS | {_CAPITAL, CENTRE, DISTRICT}
_SURE_OF_SITE: Final = 0.3
_RARE_SITE: Final = 60
_COMMON_LISTED: Final = 300
_RARE_IN_LIST: Final = 5
#: "بلدة مسيحية" is a town of a kind, not a town of that name.
_SUFFIXES: Final = ("ها", "هم", "ته", "ت", "ان", "ون", "ين", "يا", "ي")
_ADJECTIVE_ENDS: Final = ("يه", "يين", "ات")
#: First words of villages' names: قرية بيت جن, حي بني حوات.
_BEGINNINGS: Final = frozenset(
    fold("بني بيت دير تل عين كفر خان أم سيدي عرب نجع كفرة خربة جسر دوار أولاد بئر حاسي كرم جب ضهر ضهرة حوش").split()
)
#: Those that a person's name follows: منطقة سيدي معمر, منطقة أولاد خليفة.
_BEFORE_NAMES: Final = frozenset(fold("سيدي أولاد بئر").split())
#: What ends the name of a stadium abroad: ملعب ميلينيوم ستاديوم.
_ENDS_OF_STADIUMS: Final = frozenset(fold("ستاديوم أرينا بارك").split())
#: Nouns whose foreign names may be of two words: مدينة ليتل رآك, جسر ساوث غيت.
_OF_TWO_WORDS: Final = frozenset(map(name_key, ("مدينة", "بلدة", "جسر", "العاصمة", "ملعب", "استاد")))


class Sites(PlaceStep):
    """Takes places too small for any list, by a noun before them or by the list that they stand in."""

    def __init__(self, reading: PlaceReading, unlisted: UnlistedPlaces) -> None:
        super().__init__(reading)
        self._unlisted = unlisted

    def headed(self) -> list[PlaceHit]:
        """Return places too small for any list, named behind a noun that says what they are: شارع العينية."""
        found = self._listed_sites() + self._peopled()
        types = self._units.types
        for i in self._units.marked:
            word = types[i]
            announces = word.key in _ANNOUNCING or word.bare_key in _ANNOUNCING
            if not announces and not (word.flags | word.bare_flags) & SITE:
                continue
            centre = is_district_centre(self._units, i)
            site = (word.flags | word.bare_flags) & SITE
            site |= word.bare_key == DISTRICT and self._evidence.leading_country() == YEMEN
            town = not _TOWN_NOUNS.isdisjoint((word.key, word.bare_key)) and (
                (not site and self._nation_behind(i + 1)) or self._unlisted.foreign(i + 1, _RARE_SITE)
            )
            town |= _CAPITAL in (word.key, word.bare_key) and self._unlisted.foreign(i + 1)
            if not (site or centre or town) or self._units.reach[i] < 2 or i + 1 in self._taken:  # noqa: PLR2004 - a unit follows
                continue
            following = types[i + 1]
            if following.flags & FILIATION and self._units.reach[i] > 2 and _may_be_tribe(types[i + 2]):  # noqa: PLR2004 - two units follow
                if self._free(i + 1, i + 2):
                    found.append(self._unlisted.take(i + 1, i + 2, 0))  # منطقة بن عنين
                continue
            if following.folded in _BEGINNINGS and self._units.reach[i] > 2 and _may_go_on(following, types[i + 2]):  # noqa: PLR2004 - two units follow
                if self._free(i + 1, i + 2):
                    found.append(self._unlisted.take(i + 1, i + 2, 0))  # حي بني حوات
                continue
            if following.flags & (STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN) or following.country:
                continue
            if following.flags & NO_NAME and not following.folded.endswith("ا"):  # وادي ممنا
                continue
            noun_of_town = not _TOWN_NOUNS.isdisjoint((word.key, word.bare_key))
            rare = following.count < _RARE_SITE and not following.folded.endswith(_ADJECTIVE_ENDS)
            rare &= following.folded.startswith("ال") or not (
                following.folded.endswith(_SUFFIXES) or following.bare_cut
            )
            rare |= noun_of_town and self._unheard(i + 1)
            rare |= (town or not _NAMED_WITH.isdisjoint((word.key, word.bare_key))) and self._unlisted.foreign(i + 1)
            rare |= centre and following.count < _RARE_SITE
            noun, cut = (word.key, 0) if word.flags & (SITE | TRIGGER | HEAD) else (word.bare_key, word.bare_cut)
            before = self._units.before(i)
            if noun == VALLEY and is_verb(self._units, i):
                continue  # وأدى القصف إلى
            if noun == _COMMUNE and self._evidence.home != _TUNISIA:
                continue  # عمادة القبول والتسجيل
            if noun in _MOSQUES and (following.titled or following.flags & DEDICATED):
                continue  # مسجد الشيخ
            if noun == _WAY and (cut or not following.folded.startswith("ال")):
                continue  # طريق مسدود
            if noun == _WAY and before is not None and before.folded in _BY_WAY:
                continue  # عن طريق الوسطاء
            if noun not in _NAMING and not following.folded.startswith("ال"):
                rare &= self._lexicon.count("ال" + following.folded) <= following.count  # قصر ملياردير
            rare |= noun == _MOSQUE and self._seated(i + 2)  # جامع الدعوة بتبوك
            rare |= noun in _NAMING and following.folded.startswith("ال")
            rare |= noun in _TOWN_NOUNS and self._nation_behind(i + 1)
            rare &= following.folded not in _NAMES_NO_PLACE and not self._describes(i + 1)
            if (self._evidence.tagged(i + 1, "place") >= _SURE_OF_SITE and not self._describes(i + 1)) or (
                rare and len(following.folded) > TINY_NAME - (noun in _NAMED_WITH)
            ):
                span = self._evidence.by_unit.get(i + 1)
                last = span.last if span is not None and span.kind == "place" else self._end_abroad(noun, i + 1)
                with_noun = noun in _NAMED_WITH and self._free(i, i)
                if self._free(i + 1, last):
                    found.append(
                        self._unlisted.take(i, last, cut) if with_noun else self._unlisted.take(i + 1, last, 0)
                    )
        return found

    def _peopled(self) -> list[PlaceHit]:
        """Return rare names whose people are spoken of, and in which something is: أهالي الظفير beside بالظفير."""
        found: list[PlaceHit] = []
        types = self._units.types
        for i in self._units.having(PEOPLE_OF):
            if self._units.reach[i] < 2 or not self._free(i + 1, i + 1):  # noqa: PLR2004 - a unit follows
                continue
            word = types[i + 1]
            marks = STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN | NO_NAME
            if not word.folded.startswith("ال") or word.flags & marks or word.count >= _RARE_SITE or word.country:
                continue
            if word.folded in _NAMES_NO_PLACE:
                continue
            if self._units.having({_AT + word.key, _AND_AT + word.key}):
                found.append(self._unlisted.take(i + 1, i + 1, 0))
        return found

    def _seated(self, i: int) -> bool:
        """Tell whether a known place follows with ب: جامع الدعوة بتبوك."""
        if i >= len(self._units) or self._units.before(i) is None or not self._units.types[i].folded.startswith("ب"):
            return False
        return any(one.first == i and one.cut == 1 for one in self._candidates)

    def _end_abroad(self, noun: str, i: int) -> int:
        """Return the last unit of a foreign name that begins with a unit: ليتل رآك, ميلينيوم ستاديوم."""
        if self._units.reach[i] < 2 or not self._free(i + 1, i + 1):  # noqa: PLR2004 - a unit follows
            return i
        word = self._units.types[i + 1]
        second = noun in _OF_TWO_WORDS and self._unlisted.foreign(i, _RARE_SITE) and self._unlisted.foreign(i + 1)
        return i + 1 if word.folded in _ENDS_OF_STADIUMS or (second and not word.folded.startswith("ي")) else i

    def _listed_sites(self) -> list[PlaceHit]:
        """Return the names of small places that a noun in the plural begins and و goes on: قرى الحواش والعنكاوي."""
        found: list[PlaceHit] = []
        types, reach = self._units.types, self._units.reach
        for i in self._units.having(_PLURAL_SITES):
            known = bool({types[i].key, types[i].bare_key} & _PLURAL_SITES)
            if _HAMZA_BELOW in self._units.slice(i, i):
                continue  # إحياء الذكرى is no أحياء
            for j in range(i + 1, min(i + reach[i], i + _MOST_LISTED)):
                word = types[j]
                cut = int(j > i + 1 and word.folded.startswith("و"))
                name = word.folded[cut:]
                if j > i + 1 and not cut:
                    break
                if j in self._taken:  # a known one among them
                    continue
                if (
                    not known
                    or word.flags & (STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN)
                    or word.country
                    or not name.startswith("ال")
                    or self._lexicon.count(name) >= _COMMON_LISTED
                    or (name.endswith(_ADJECTIVE_ENDS) and (j == i + 1 or word.count >= _RARE_IN_LIST))
                ):
                    break
                found.append(self._unlisted.take(j, j, cut))
        return found

    def listed_beside(self, hits: Sequence[PlaceHit]) -> list[PlaceHit]:
        """Return rare names that commas or و list with small places: في الرس، والوسيعة والصويدرة ومنطقة العيون.

        Three of a list at least, the places among them.
        """
        found: list[PlaceHit] = []
        if not hits:
            return found
        spans: list[tuple[int, int]] = []
        for hit in hits:
            before = self._units.before(hit.first)
            noun = before is not None and not hit.cut and (before.flags | before.bare_flags) & TRIGGER
            spans.append((hit.first - bool(noun), hit.last))  # ومنطقة العيون
        begins, ends = dict(spans), {last: first for first, last in spans}
        for hit, (first, last) in zip(hits, spans, strict=True):
            entity = self._lexicon.gazetteer.get(hit.id)
            if entity is not None and entity.kind not in IN_LISTS:
                continue
            for step, beyond in ((1, begins), (-1, ends)):
                at = last + 1 if step > 0 else first - 1
                new: list[int] = []
                places = 1
                while 0 <= at < len(self._units):
                    if at in beyond and self._parted(at if step > 0 else at + 1):
                        places += 1
                        at = beyond[at] + step
                    elif at not in self._taken and self._listed_name(at):
                        new.append(at)
                        at += step
                    else:
                        break
                if new and places + len(new) >= _SHORTEST_LIST:
                    cuts = [(i, int(self._units.types[i].folded.startswith("و"))) for i in new]
                    found += [self._unlisted.take(i, i, cut) for i, cut in cuts]
        return found

    def _parted(self, i: int) -> bool:
        """Tell whether a comma or a و parts a unit from the one before it, in one field."""
        if not 0 < i < len(self._units) or i == self._units.body:
            return False
        joined = self._types[i].folded.startswith("و") and not self._units.gap(i - 1).strip()
        return joined or self._units.comma(i - 1)

    def _listed_name(self, i: int) -> bool:
        """Tell whether a unit by itself stands between commas or و, and is rare enough to be a village's name."""
        word = self._units.types[i]
        name = word.folded.removeprefix("و")
        marks = STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN | GIVEN | FILIATION | HEAD | PROPER_HEAD
        if not name.startswith("ال") or len(name) <= _SHORT_LISTED or word.flags & marks or word.country:
            return False
        after = i + 1 == len(self._units) or self._units.reach[i] == 1 or self._parted(i + 1)
        if not self._parted(i) or not after:
            return False
        if self._borne_elsewhere(i):
            return i not in self._evidence.by_unit or bool(self._evidence.tagged(i, "place"))
        if name.endswith((*_ADJECTIVE_ENDS, "ون", "ين")) or self._lexicon.count(name) >= _RARE_SITE:
            return False
        return i not in self._evidence.by_unit

    def _borne_elsewhere(self, i: int) -> bool:
        """Tell whether places of other countries are called by a word: العزيزية, in a list of quarters of Medina."""
        word = self._units.types[i]
        name = word.folded.removeprefix("و") if word.bare_cut else word.folded
        return any(
            self._lexicon.gazetteer.entity(number).is_place for number, _ in self._lexicon.gazetteer.names.get(name, ())
        )

    def _nation_behind(self, i: int) -> bool:
        """Tell whether an adjective of nationality follows a word as a town's noun asks: مدينة إدمنتون الكندية."""
        if i >= len(self._units) or self._units.reach[i] < 2:  # noqa: PLR2004 - a unit follows
            return False
        word, following = self._units.types[i], self._units.types[i + 1]
        nation = bool(following.country) and following.folded.startswith("ال") and following.folded.endswith("يه")
        return nation and word.count < _RARE_SITE and not word.folded.endswith(_ADJECTIVE_ENDS)

    def _unheard(self, i: int) -> bool:
        """Tell whether a word that ends like an adjective is none, since it hardly ever stands: بلدة روبيه."""
        word = self._units.types[i]
        same = word.folded.removesuffix("ه")
        heard = max(map(self._lexicon.count, ("ال" + word.folded, same, "ال" + same, same.removesuffix("ي"))))
        return word.folded.endswith("يه") and word.count < _RARE_IN_LIST and not heard

    def _describes(self, i: int) -> bool:
        """Tell whether a word of a feminine without the article describes the noun before it: منطقة عازلة."""
        folded = self._units.types[i].folded
        if not folded.endswith("ه") or folded.startswith("ال"):
            return False
        return self._lexicon.count("ال" + folded) > max(_LEAST_OF_ADJECTIVE, self._lexicon.count(folded) // 4)


def _may_go_on(first: WordType, word: WordType) -> bool:
    """Tell whether a word may follow what villages' names begin with: بني حوات, a person's name in سيدي معمر."""
    return _may_be_tribe(word) or (first.folded in _BEFORE_NAMES and bool(word.flags & (GIVEN | FAMILY)))


def _may_be_tribe(word: WordType) -> bool:
    """Tell whether a word may follow بن in a place's name."""
    return word.count < _RARE_SITE and not word.flags & (STOP | DAY | LATIN)
