"""Which of the places that carry a name is meant, and whether the name is a place at all.

The article decides: unambiguous places and nationality adjectives vote for their country; a noun before the name
(محافظة, نهر) asks for a kind; population breaks what is left, and where it alone does, the name stays in doubt and
keeps the others. A weak name (صور, also "pictures") counts only behind such a noun, or behind a preposition in an
article with other places of its country.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import Candidate
from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    DAY,
    FILIATION,
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
from indexer.extract.tagger import SURE
from search.analysis import fold
from search.article import Candidate as Possible
from search.entities.gazetteer import STRONG
from search.entities.names import name_key, readings, words_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.dedications import Dedication
    from indexer.extract.evidence import Evidence, NameSpan
    from indexer.extract.lexicon import Lexicon, WordType
    from indexer.extract.units import Units
    from search.entities import Entity

#: What a noun before a name asks for: "ولاية أريانة" is the division, "مدينة أريانة" the city.
_ASKED: Final = {
    name_key(noun): frozenset(kinds.split())
    for noun, kinds in {
        "مدينة": "city town",
        "بلدة": "town city village",
        "قرية": "village town",
        "محافظة": "governorate",
        "ولاية": "governorate",
        "منطقة": "governorate region quarter",
        "إقليم": "region governorate",
        "أقاليم": "region governorate",
        "محافظات": "governorate",
        "محافظتي": "governorate",
        "ولايات": "governorate region",
        "مدن": "city town",
        "مدينتي": "city town",
        "بلدات": "town city village",
        "قرى": "village town",
        "مقاطعة": "governorate region",
        "حي": "quarter",
        "ضاحية": "quarter town",
        "معتمدية": "town city governorate",
        "ناحية": "town village",
        "قضاء": "town city governorate region",
        "نهر": "river",
        "بحيرة": "lake",
        "بحر": "sea",
        "مضيق": "strait",
        "قناة": "canal",
        "جبل": "mountain",
        "جبال": "mountain",
        "صحراء": "desert",
        "جزيرة": "island",
        "جزر": "island country",
        "مخيم": "camp",
        "معبر": "crossing",
        "منفذ": "crossing",
        "مطار": "airport",
        "ميناء": "port",
        "قاعدة": "base",
        "سجن": "prison",
        "جمهورية": "country",
        "مملكة": "country",
        "سلطنة": "country",
        "دولة": "country",
    }.items()
}

#: What only one country calls its divisions.
_NOUNS_OF_A_COUNTRY: Final = {name_key("معتمدية"): "tn", name_key("عمادة"): "tn"}
_CALLED_BONUS: Final = 20.0

#: Who governs a division, not a city: محافظ الشرقية, والي الجزائر.
_GOVERNORS: Final = frozenset({name_key("محافظ"), name_key("والي")})
_GOVERNED: Final = frozenset({"governorate"})
#: What is measured by its قطر, which is no country then: بقطر مترين.
_MEASURES: Final = frozenset(
    map(
        name_key,
        ("متر", "مترين", "مترا", "سم", "سنتيمتر", "سنتيمترا", "سنتيمترات", "كيلومتر", "كيلومترا", "كيلومترات", "ملم"),
    )
)
_DIAMETER: Final = name_key("قطر")
#: What is a ligament with an adjective behind it: قطع في الرباط الصليبي.
_LIGAMENT: Final = name_key("الرباط")
_OF_A_LIGAMENT: Final = frozenset(map(name_key, ("الصليبي", "الداخلي", "الخارجي", "الجانبي", "الخلفي", "الأمامي")))
#: Where a way begins and ends: من مالي إلى الجزائر.
_FROM: Final = name_key("من")
_TO: Final = frozenset(map(name_key, ("إلى", "حتى")))
#: Competitions called by the continent behind a word of another language: كوبا أميركا.
_CUP: Final = name_key("كوبا")
_CUPS: Final = frozenset(map(name_key, ("أمريكا", "أميركا", "ليبرتادوريس", "سود")))
#: Nouns that with a city's name are a place of their own.
_FACILITIES: Final = {name_key(noun): noun for noun in ("مطار", "ملعب", "استاد", "سجن", "سد")}
#: What a division has one of too: مطار الجوف.
_AIRPORT: Final = name_key("مطار")
_OF_FACILITIES: Final = frozenset({"الدولي", "المركزي", "العسكري", "الاولمبي", "البلدي"})
_TOWNS: Final = frozenset({"city", "town", "village"})
#: Kinds of places that are listed one after another.
_IN_LISTS: Final = _TOWNS | {"governorate", "quarter", "camp"}
#: Countries whose towns are listed together.
_BESIDE: Final = {"ma": "eh", "eh": "ma", "ps": "il", "il": "ps"}
#: A weak name commoner than this is a word even in a list of towns.
_COMMON_IN_LIST: Final = 1500
#: Nouns that several names follow: قرى الحواش والعنكاوي, بلدتي كفرنبل وحاس.
_PLURAL_SITES: Final = frozenset(
    map(name_key, ("قرى", "قريتي", "قريتا", "بلدات", "بلدتي", "بلدتا", "نواحي", "حيي", "أحياء", "مخيمي", "مخيمات"))
)
_MOST_LISTED: Final = 12
_SHORTEST_LIST: Final = 3
_SHORT_LISTED: Final = 4
_COMMAS: Final = frozenset({"،", ","})
#: A word with ه for a pronoun whose noun is commoner than this is that noun: لمسكنه, not the town مسكنة.
_COMMON_BEFORE_PRONOUN: Final = 60
_LARGE: Final = 300_000
#: Words on either side of a name in which an adjective speaks for its country.
_BESIDE_REACH: Final = 6
#: How sure the tagger must be of a weak name that is a common word where nothing else speaks for it: في مشهد يوحي.
_SURE_OF_COMMON: Final = 0.95

#: Countries that news of their own region names by what they are.
_NAMED_BY_KIND: Final = {name_key("المملكة"): ("sa", "bh", "jo", "ma"), name_key("السلطنة"): ("om",)}

_DIVISIONS: Final = frozenset({"governorate", "region"})
#: What goes before a continent in a competition's name.
_COMPETITIONS: Final = frozenset(map(name_key, ("كأس", "كؤوس", "أبطال", "أمم", "بطولة", "دوري", "سوبر")))
_WIDE: Final = frozenset({"continent", "region", "sea"})
_KIND_PRIOR: Final = {"country": 6.0, "territory": 4.0, "sea": 3.0, "region": 2.5, "governorate": 2.0, "city": 1.5}
_ASKED_BONUS: Final = 4.0
_STRONG_BONUS: Final = 2.0
_HANDMADE_BONUS: Final = 2.0
_VOWELLED_BONUS: Final = 20.0
#: A place less likely by more than this, all votes aside, is not thought of: London in Ontario.
_DOUBT: Final = 3.0
#: A country's lead in votes that settles which place is meant: one adjective is enough.
_SETTLED: Final = 0.5
#: Degrees between two places of one name that are the same to a reader: the two sides of a crossing.
_SAME_SPOT: Final = 0.5
#: Nouns that with a known place's name are a place of their own (شارع بيروت is not Beirut), and the kinds that are
#: called so themselves.
_NAMED_AFTER: Final = {
    name_key(noun): (noun, frozenset(kinds.split()))
    for noun, kinds in {
        "شارع": "street quarter",
        "حي": "street quarter",
        "جادة": "street quarter",
        "زنقة": "street quarter",
        "باب": "strait quarter site street",
        "جسر": "site street",
        "قصر": "site",
        "جبل": "mountain region governorate site",
        "وادي": "valley river region governorate site",
    }.items()
}
#: Nouns that are part of a small place's name, where others but say what it is: شارع العينية, but قرية العينية.
_WAY: Final = name_key("طريق")
_GATE: Final = name_key("باب")
_VALLEY: Final = name_key("وادي")
#: The smallest division of Tunisia, elsewhere a deanship.
_COMMUNE: Final = name_key("عمادة")
_TUNISIA: Final = "tn"
#: Letters that وادي has not, and وأدى, "and it led", has; U+0649 is the one without points.
_OF_A_VERB: Final = frozenset("أ\u0649")
_BY_WAY: Final = frozenset({"عن", "وعن", "في"})
_NAMED_WITH: Final = frozenset(
    map(name_key, ("شارع", "طريق", "جسر", "كوبري", "وادي", "جبل", "معبر", "دوار", "باب", "قصر", "ملعب", "استاد"))
)
#: Nouns that any word with the article makes a place's name: وادي العقيق, حي النصر.
_NAMING: Final = frozenset(
    map(name_key, ("وادي", "جبل", "شارع", "حي", "قرية", "بلدة", "معبر", "جسر", "ضاحية", "عمادة", "حارة", "هجرة"))
)
#: What stands behind those and names no place: قرية الأطفال, جبل الجليد, جسر الهوة.
_NAMES_NO_PLACE: Final = frozenset(
    fold(
        "الطفل الأطفال التنمية التمور الألعاب المهرجان الأديان الجليد الديون الثلج الموت الحب المركز المستخدم "
        "المنشأ الموسم المساعدات الهوة الفجوة المعرفة المشاة الجواسيس المؤتمرات الأولاد الطيور العقول الرسول "
        "الآلاف القرن المال الشعب الإعلام الآن الأبناء النحل النمل السماء البشر الأموال الأوهام الأحزان "
        "الأزمات الأشخاص العرب الملاهي"
    ).split()
)
#: Names that a written vowel tells apart: عُمان (damma) is the country, عَمّان (fatha, shadda) the city.
_VOWELLED: Final = {"عمان": (("ع\u064f", "om"), ("ع\u064e", "amman.jo"), ("م\u0651", "amman.jo"))}
_VOTE_WEIGHT: Final = 2.0
_MOST_VOTES: Final = 3.0
#: People of a city that the world knows, and the votes that count for a place of a large source with its name.
_WORLD_CITY: Final = 1_000_000
_VOTES_AGAINST_FAME: Final = 1.0
_TINY_NAME: Final = 3
#: Nouns of towns, which an adjective of nationality behind their name agrees with.
_TOWN_NOUNS: Final = frozenset(map(name_key, ("مدينة", "بلدة", "قرية", "جزيرة", "ولاية", "مقاطعة")))
#: An adjective stands with the article too, this often at least.
_LEAST_OF_ADJECTIVE: Final = 5
#: A gathered place's name that news has more often than this, beyond what its people earn, is a common word too.
_COMMON_WORD: Final = 12
_PEOPLE_PER_MENTION: Final = 4000
#: A weak name commoner than this is a place only behind a noun or where the tagger says so.
_COMMON_WEAK: Final = 250
#: A word commoner than this is more than و and a place: وجده is "found him" as well.
_COMMON_JOINED: Final = 50
_SURE: Final = 0.5
_SURE_OF_SITE: Final = 0.3
_SURE_OF_UNKNOWN: Final = SURE["place"]
_RARE_SITE: Final = 60
_COMMON_LISTED: Final = 300
_RARE_IN_LIST: Final = 5
_CENTRE: Final = name_key("مركز")
_DIVISION_NOUNS: Final = frozenset(map(name_key, ("محافظة", "منطقة", "إمارة", "ولاية")))
_COMMON_UNKNOWN: Final = 150
#: "بلدة مسيحية" is a town of a kind, not a town of that name.
_SUFFIXES: Final = ("ها", "هم", "ته", "ت", "ان", "ون", "ين", "يا", "ي")
_ADJECTIVE_ENDS: Final = ("يه", "يين", "ات")


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place at units ``first`` through ``last``; ``cut`` letters of particles stand before the name."""

    first: int
    last: int
    cut: int
    article: bool
    id: str
    label: str
    lat: float | None
    lon: float | None
    candidates: tuple[Possible, ...] = ()


class PlaceFinder:
    """Decides one article's places; ``taken`` are units that belong to persons and organisations."""

    def __init__(
        self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], evidence: Evidence, taken: set[int]
    ) -> None:
        self._units = units
        self._lexicon = lexicon
        self._evidence = evidence
        self._taken = taken
        self._candidates = [one for one in candidates if one.of_kind("place") and self._free(one.first, one.last)]
        self._by_span = {(one.first, one.last): one for one in self._candidates}
        self._last_units = {one.last for one in self._candidates}

    def find(self, dedications: Sequence[Dedication] = ()) -> list[PlaceHit]:
        """Return the places in text order, city and governorate of one name as one; sites called after persons too."""
        chosen: list[tuple[Candidate, Entity, list[Entity]]] = []
        accepted = {id(one) for one in self._candidates if self._accepted(one, self._asked(one))}
        self._take_enumerated(accepted)
        certain = {one.key for one in self._candidates if id(one) in accepted}
        for one in self._candidates:
            places = one.of_kind("place")
            asked = self._asked(one)
            if id(one) in accepted or (one.key in certain and self._placed(one) and not self._adjective(one)):
                if len(places) == 1:
                    chosen.append((one, places[0], []))
                else:
                    chosen.append((one, *self._likeliest(one, places, asked)))
        settled = {one.key: place for one, place, others in chosen if not others}
        hits = []
        for one, place, others in _one_per_name(chosen):
            own = self._facility(one, place) or self._named_after(one)
            if own is not None:
                hits.append(own)
                continue
            if others and one.key in settled:
                place, others = settled[one.key], []  # noqa: PLW2901 - the article says elsewhere which it is
            candidates = possible((place, *others)) if others else ()
            hits.append(
                PlaceHit(
                    one.first, one.last, one.cut, one.article, place.id, place.label, place.lat, place.lon, candidates
                )
            )
        for hit in hits:
            self._taken.update(range(hit.first, hit.last + 1))
        hits += [self._unknown(one.first, one.last, one.cut) for one in dedications if one.site]
        hits += self._kingdoms()
        hits += self._sites()
        hits += self._tagged()
        hits.sort(key=lambda hit: hit.first)
        beside = self._listed_beside(hits)
        if beside:
            hits = sorted((*hits, *beside), key=lambda hit: hit.first)
        return hits

    def _take_enumerated(self, accepted: set[int]) -> None:
        """Add weak names that و joins to a town's or a division's of their country: فاس ومكناس والعيون."""
        before: Candidate | None = None
        for one in self._candidates:
            if id(one) not in accepted and before is not None and one.first == before.last + 1 and one.cut == 1:
                word = self._units.types[one.first]
                near = {place.country for place in before.of_kind("place") if place.kind in _IN_LISTS}
                near |= {_BESIDE[country] for country in near if country in _BESIDE}
                joined = word.folded[0] == "و" and self._lexicon.count(one.key) < _COMMON_IN_LIST
                if joined and not self._evidence.sport and any(p.country in near for p in one.of_kind("place")):
                    accepted.add(id(one))
            if id(one) in accepted:
                before = one
        behind: Candidate | None = None
        for one in reversed(self._candidates):
            if id(one) not in accepted and behind is not None and behind.first == one.last + 1 and behind.cut == 1:
                rare = self._lexicon.count(one.key) < _COMMON_IN_LIST
                listed = self._units.types[behind.first].folded[0] == "و" and (rare or self._placed(one))
                kinds = {place.country for place in behind.of_kind("place") if place.kind in _IN_LISTS}
                if listed and not self._evidence.sport and self._of_one_country(one, kinds):
                    accepted.add(id(one))  # من صور والنبطية
            behind = one if id(one) in accepted and not self._adjective(one) else None

    def _of_one_country(self, one: Candidate, countries: set[str]) -> bool:
        """Tell whether a name that nothing else is called by is a town's of one of these countries."""
        places = [place for place, _, _ in one.carriers if place.kind in _IN_LISTS and place.country in countries]
        return bool(places) and one.first == one.last and not one.of_kind("person")

    def _likeliest(
        self, one: Candidate, places: Sequence[Entity], asked: frozenset[str] | None
    ) -> tuple[Entity, list[Entity]]:
        """Return the place that a name means and, where the article leaves it open, the others it may mean."""
        scores = {
            place.id: self._score(one, place, asked) + self._standing(one, place) + self._called_in(one, place)
            for place in places
        }
        ranked = sorted(places, key=lambda place: -scores[place.id])
        best = ranked[0]
        beside = self._beside(one, ranked)
        if beside is not None:
            return beside, []
        own = self._votes(one, best)

        def without_votes(place: Entity) -> float:
            return scores[place.id] - _VOTE_WEIGHT * self._votes(one, place)

        others = [
            place
            for place in ranked[1:]
            if own - self._votes(one, place) < _SETTLED
            and without_votes(best) - without_votes(place) < _DOUBT
            and not _same_place(best, place)
        ]
        return best, others

    def _beside(self, one: Candidate, places: Sequence[Entity]) -> Entity | None:
        """Return which of several countries' places the adjectives beside the name speak for, where one country's do.

        وفي عمان قالت الإدارة الأردنية: Amman, in an article about Oman too.
        """
        first = max(0, one.first - _BESIDE_REACH)
        types = self._units.types[first : one.last + _BESIDE_REACH + 1]
        body = self._units.body
        countries = {
            word.country
            for at, word in enumerate(types, first)
            if word.country and (at < body) is (one.first < body) and not one.first <= at <= one.last
        }
        spoken = [place for place in places if place.country in countries]
        return spoken[0] if spoken and len({place.country for place in spoken}) == 1 else None

    def _votes(self, one: Candidate, place: Entity) -> float:
        """Return the votes for a place's country, the name's own left out; few count for Moscow in Idaho."""
        votes = min(self._evidence.votes_beside(one.key, place.country), _MOST_VOTES)
        if votes <= _VOTES_AGAINST_FAME:
            return votes
        famous = any(handmade and other.population >= _WORLD_CITY for other, _, handmade in one.carriers)
        listed = any(handmade and other is place for other, _, handmade in one.carriers)
        return _VOTES_AGAINST_FAME if famous and not listed else votes

    def _named_after(self, one: Candidate) -> PlaceHit | None:
        """Return a street or quarter that bears a known place's name: شارع بيروت, حي غرناطة."""
        before = self._units.before(one.first)
        if before is None or one.cut or not self._free(one.first - 1, one.first - 1):
            return None
        noun = before.key if before.key in _NAMED_AFTER else before.bare_key
        written, called = _NAMED_AFTER.get(noun, ("", frozenset()))
        if not written or any(place.kind in called for place in one.of_kind("place")):
            return None
        if noun == _GATE and (before.bare_cut > 1 or any(place.kind == "country" for place in one.of_kind("place"))):
            return None  # يطرق باب إيران
        if noun == _VALLEY and self._is_verb(one.first - 1):
            return None
        cut = 0 if before.key in _NAMED_AFTER else before.bare_cut
        name = words_key([noun, *(word.folded for word in self._units.types[one.first : one.last + 1])])
        label = f"{written} {self._units.slice(one.first, one.last)}"
        made = "place:" + name.replace(" ", "_")
        return PlaceHit(one.first - 1, one.last, cut, False, made, label, None, None)

    def _facility(self, one: Candidate, place: Entity) -> PlaceHit | None:
        """Return an airport, a stadium, a prison that no list has, by the noun and its city's name: مطار زيورخ."""
        before = self._units.before(one.first)
        if (
            before is None
            or one.cut
            or place.kind not in _TOWNS | _DIVISIONS
            or not self._free(one.first - 1, one.first - 1)
        ):
            return None
        noun = before.bare_key if before.bare_flags & TRIGGER else before.key
        if noun not in _FACILITIES or (place.kind not in _TOWNS and noun != _AIRPORT):
            return None
        cut = before.bare_cut if before.bare_flags & TRIGGER else 0
        last = one.last
        if self._units.reach[last] > 1 and self._units.types[last + 1].folded in _OF_FACILITIES:
            last += 1
        name = words_key([noun, *(word.folded for word in self._units.types[one.first : one.last + 1])])
        label = f"{_FACILITIES[noun]} {self._units.slice(one.first, one.last)}"
        return PlaceHit(one.first - 1, last, cut, False, "place:" + name.replace(" ", "_"), label, place.lat, place.lon)

    def _free(self, first: int, last: int) -> bool:
        return not any(unit in self._taken for unit in range(first, last + 1))

    def _asked(self, one: Candidate) -> frozenset[str] | None:
        """Return the kinds that the noun before asks for; None without such a noun, empty for one that is open."""
        before = self._units.before(one.first)
        if one.cut or before is None:
            return None
        if before.key in _GOVERNORS:
            return _GOVERNED
        if before.flags & TRIGGER:
            return _ASKED.get(before.key, frozenset())
        return _ASKED.get(before.bare_key, frozenset()) if before.bare_flags & TRIGGER else None

    def _weak(self, one: Candidate) -> bool:
        """Tell whether the name needs more than itself to be a place."""
        strong = [(place, handmade) for place, how, handmade in one.carriers if place.is_place and how == STRONG]
        if not strong:
            return True
        if one.first != one.last:
            return False
        word = self._units.types[one.first]
        if one.cut == 1 and word.folded[0] == "و" and word.count > _COMMON_JOINED and not self._after_place(one):
            return True
        if any(place.kind in {"country", "territory"} for place, _ in strong):
            return False
        if one.key.endswith("ه") and self._units.slice(one.last, one.last).endswith("ه"):  # in good spelling a pronoun
            largest = max(place.population for place, _ in strong)
            if self._lexicon.count(one.key[:-1]) > _COMMON_BEFORE_PRONOUN and largest < _LARGE:
                return True
        marks = self._lexicon.marks(one.key) | (0 if one.cut else word.flags)
        if marks & (STOP | DAY | FILIATION | QUALIFIER):
            return True
        if any(handmade for _, handmade in strong):
            return False
        if marks & GIVEN or len(one.key) <= _TINY_NAME or (word.bare_cut and not one.cut):
            return True
        population = max(place.population for place, _ in strong)
        return self._lexicon.count(one.key) > _COMMON_WORD + population / _PEOPLE_PER_MENTION

    def _after_place(self, one: Candidate) -> bool:
        """Tell whether a name stands just before, which و may go on from: الرياض وجدة."""
        return one.first - 1 in self._last_units

    def _accepted(self, one: Candidate, asked: frozenset[str] | None) -> bool:
        evidence = self._evidence
        if self._adjective(one) or self._competition(one) or self._diameter(one):
            return False
        if one.last > one.first and self._units.types[one.first].flags & (TRIGGER | SITE) and not self._weak(one):
            return True  # إعادة فتح مطار عدن: فتح is a first name too
        tagged = evidence.tagged(one.first, "place")
        if asked is not None and (asked or tagged or not self._weak(one)):
            return True
        span = evidence.by_unit.get(one.first)
        country = any(place.kind == "country" for place in one.of_kind("place"))
        before = self._units.before(one.first)
        if not country:
            if before is not None and not one.cut and before.flags & (GIVEN | FILIATION) and not before.flags & STOP:
                return tagged >= _SURE
            if span is not None and span.kind == "person" and span.confidence >= _SURE:
                return False
        if not self._weak(one):
            return True
        common = one.first == one.last and self._lexicon.count(one.key) > _COMMON_WEAK and not self._own_division(one)
        doubtful = common and all(how != STRONG for place, how, _ in one.carriers if place.is_place)
        met = any(self._met(one, place.country) for place in one.of_kind("place"))
        if tagged >= (_SURE_OF_COMMON if doubtful and not met else _SURE) or self._dateline(one) or self._way(one):
            return True
        return met and not common and self._placed(one)

    def _met(self, one: Candidate, country: str) -> bool:
        """Tell whether the article is about a country, or another name in it may mean it: عمان beside مسقط."""
        evidence = self._evidence
        return evidence.votes_beside(one.key, country) >= 1 or bool(evidence.possible.get(country, set()) - {one.key})

    def _placed(self, one: Candidate) -> bool:
        """Tell whether a preposition, attached or not, goes before."""
        before = self._units.before(one.first)
        return bool(one.cut) or (before is not None and bool(before.flags & PREPOSITION))

    def _way(self, one: Candidate) -> bool:
        """Tell whether a way to another country goes from here: من مالي إلى الجزائر."""
        before = self._units.before(one.first)
        if before is None or one.cut or before.key != _FROM or self._units.reach[one.last] < 3:  # noqa: PLR2004 - two units follow
            return False
        return self._units.types[one.last + 1].key in _TO and any(
            other.first == one.last + 2 and any(place.kind == "country" for place in other.strong("place"))
            for other in self._candidates
        )

    def _dateline(self, one: Candidate) -> bool:
        """Tell whether a title opens with the place and a colon: "الكاف : مدون يمثل أمام القضاء"."""
        return one.first == 0 < self._units.body and ":" in self._units.gap(one.last)

    def _own_division(self, one: Candidate) -> bool:
        """Tell whether a common word is what the source's country calls one of its divisions: في الشرقية."""
        home = self._evidence.home
        return bool(home) and any(
            place.kind == "governorate" and place.country == home for place in one.of_kind("place")
        )

    def _diameter(self, one: Candidate) -> bool:
        """Tell whether قطر is a measure (بقطر مترين), الرباط a ligament (الرباط الصليبي)."""
        if one.key == _LIGAMENT and self._units.reach[one.last] > 1:
            return self._units.types[one.last + 1].key in _OF_A_LIGAMENT
        if one.key != _DIAMETER or self._units.reach[one.last] < 2:  # noqa: PLR2004 - a unit follows
            return False
        return self._units.types[one.last + 1].key in _MEASURES

    def _competition(self, one: Candidate) -> bool:
        """Tell whether a continent or region is part of a competition's name: كأس آسيا, دوري أبطال أفريقيا."""
        before = self._units.before(one.first)
        if one.key == _CUP:
            return self._units.reach[one.last] > 1 and self._units.types[one.last + 1].key in _CUPS
        if before is not None and not one.cut and before.key == _CUP and one.key in _CUPS:
            return True
        if before is None or one.cut or _COMPETITIONS.isdisjoint((before.key, before.unprefixed)):
            return False
        return all(place.kind in _WIDE for place in one.of_kind("place"))

    def _adjective(self, one: Candidate) -> bool:
        """Tell whether a country's name is an adjective here: الجامعات السعودية, but not في السعودية."""
        if one.first != one.last or one.cut or one.key not in self._lexicon.gazetteer.adjectives:
            return False
        before = self._units.before(one.first)
        if before is None or before.flags & STOP:
            return False
        if one.first - 1 in self._taken and not before.titled and not one.key.endswith("يا"):
            return True  # إم بي سي السعودية
        return before.folded.lstrip("وفبك").startswith(("ال", "لل"))

    def _kingdoms(self) -> list[PlaceHit]:
        """Return countries named by what they are: المملكة, where the article is about one of them."""
        found: list[PlaceHit] = []
        for i in self._units.marked:
            word = self._units.types[i]
            countries = _NAMED_BY_KIND.get(word.key) or _NAMED_BY_KIND.get(word.bare_key)
            if not countries or i in self._taken or self._continued(i):
                continue
            votes, home = self._evidence.votes, self._evidence.home
            country = home if home in countries else max(countries, key=lambda one: votes[one])
            entity = self._lexicon.gazetteer.get(country)
            if entity is not None and self._evidence.votes[country] >= 1:
                self._taken.add(i)
                cut = 0 if word.key in _NAMED_BY_KIND else word.bare_cut
                article = cut > 0 and word.bare_article
                found.append(PlaceHit(i, i, cut, article, entity.id, entity.label, entity.lat, entity.lon))
        return found

    def _continued(self, i: int) -> bool:
        """Tell whether an adjective or a name goes on after a noun: المملكة المتحدة."""
        following = self._units.types[i + 1] if self._units.reach[i] > 1 else None
        return following is not None and bool(following.country)

    def _score(self, one: Candidate, place: Entity, asked: frozenset[str] | None) -> float:
        score = _KIND_PRIOR.get(place.kind, 1.0) + math.log10(place.population + 1) / 2
        score += _VOTE_WEIGHT * self._votes(one, place)
        if asked and place.kind in asked:
            score += _ASKED_BONUS
        return score

    def _called_in(self, one: Candidate, place: Entity) -> float:
        """Return how much a noun before the name that one country alone uses speaks for a place of it."""
        before = self._units.before(one.first)
        if before is None or one.cut:
            return 0.0
        country = _NOUNS_OF_A_COUNTRY.get(before.key) or _NOUNS_OF_A_COUNTRY.get(before.bare_key)
        return _CALLED_BONUS * (country == place.country)

    def _standing(self, one: Candidate, place: Entity) -> float:
        """Return how much a carrier is preferred for being a strong one, and one from a table made by hand."""
        for carrier, how, handmade in one.carriers:
            if carrier is place:
                written = self._units.slice(one.first, one.last)
                vowelled = any(place.id == meant and mark in written for mark, meant in _VOWELLED.get(one.key, ()))
                return _STRONG_BONUS * (how == STRONG) + _HANDMADE_BONUS * handmade + _VOWELLED_BONUS * vowelled
        return 0.0

    def _sites(self) -> list[PlaceHit]:
        """Return places too small for any list, named behind a noun that says what they are: شارع العينية."""
        found = self._listed_sites()
        types = self._units.types
        for i in self._units.marked:
            word = types[i]
            centre = is_district_centre(self._units, i)
            site = (word.flags | word.bare_flags) & SITE
            town = not site and not _TOWN_NOUNS.isdisjoint((word.key, word.bare_key)) and self._nation_behind(i + 1)
            if not (site or centre or town) or self._units.reach[i] < 2 or i + 1 in self._taken:  # noqa: PLR2004 - a unit follows
                continue
            following = types[i + 1]
            if following.flags & FILIATION and self._units.reach[i] > 2 and _may_be_tribe(types[i + 2]):  # noqa: PLR2004 - two units follow
                if self._free(i + 1, i + 2):
                    found.append(self._unknown(i + 1, i + 2, 0))  # منطقة بن عنين
                continue
            if following.flags & (STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN | NO_NAME) or following.country:
                continue
            rare = following.count < _RARE_SITE and not following.folded.endswith(_ADJECTIVE_ENDS)
            rare &= following.folded.startswith("ال") or not (
                following.folded.endswith(_SUFFIXES) or following.bare_cut
            )
            rare |= centre and following.count < _RARE_SITE
            noun, cut = (word.key, 0) if word.flags & (SITE | TRIGGER) else (word.bare_key, word.bare_cut)
            before = self._units.before(i)
            if noun == _VALLEY and self._is_verb(i):
                continue  # وأدى القصف إلى
            if noun == _COMMUNE and self._evidence.home != _TUNISIA:
                continue  # عمادة القبول والتسجيل
            if noun == _WAY and (cut or not following.folded.startswith("ال")):
                continue  # طريق مسدود
            if noun == _WAY and before is not None and before.folded in _BY_WAY:
                continue  # عن طريق الوسطاء
            rare |= noun in _NAMING and following.folded.startswith("ال")
            rare |= noun in _TOWN_NOUNS and self._nation_behind(i + 1)
            rare &= following.folded not in _NAMES_NO_PLACE and not self._describes(i + 1)
            if (self._evidence.tagged(i + 1, "place") >= _SURE_OF_SITE and not self._describes(i + 1)) or (
                rare and len(following.folded) > _TINY_NAME - (noun in _NAMED_WITH)
            ):
                span = self._evidence.by_unit.get(i + 1)
                last = span.last if span is not None and span.kind == "place" else i + 1
                with_noun = noun in _NAMED_WITH and self._free(i, i)
                if self._free(i + 1, last):
                    found.append(self._unknown(i, last, cut) if with_noun else self._unknown(i + 1, last, 0))
        return found

    def _nation_behind(self, i: int) -> bool:
        """Tell whether an adjective of nationality follows a word as a town's noun asks: مدينة إدمنتون الكندية."""
        if i >= len(self._units) or self._units.reach[i] < 2:  # noqa: PLR2004 - a unit follows
            return False
        word, following = self._units.types[i], self._units.types[i + 1]
        nation = bool(following.country) and following.folded.startswith("ال") and following.folded.endswith("يه")
        return nation and word.count < _RARE_SITE and not word.folded.endswith(_ADJECTIVE_ENDS)

    def _describes(self, i: int) -> bool:
        """Tell whether a word of a feminine without the article describes the noun before it: منطقة عازلة."""
        folded = self._units.types[i].folded
        if not folded.endswith("ه") or folded.startswith("ال"):
            return False
        return self._lexicon.count("ال" + folded) > max(_LEAST_OF_ADJECTIVE, self._lexicon.count(folded) // 4)

    def _is_verb(self, i: int) -> bool:
        """Tell whether what folds to وادي is a verb as written: وأدى."""
        return not _OF_A_VERB.isdisjoint(self._units.slice(i, i))

    def _listed_sites(self) -> list[PlaceHit]:
        """Return the names of small places that a noun in the plural begins and و goes on: قرى الحواش والعنكاوي."""
        found: list[PlaceHit] = []
        types, reach = self._units.types, self._units.reach
        for i in self._units.having(_PLURAL_SITES):
            known = bool({types[i].key, types[i].bare_key} & _PLURAL_SITES)
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
                found.append(self._unknown(j, j, cut))
        return found

    def _listed_beside(self, hits: Sequence[PlaceHit]) -> list[PlaceHit]:
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
            if entity is not None and entity.kind not in _IN_LISTS:
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
                    found += [self._unknown(i, i, cut) for i, cut in cuts]
        return found

    def _parted(self, i: int) -> bool:
        """Tell whether a comma or a و parts a unit from the one before it, in one field."""
        if not 0 < i < len(self._units) or i == self._units.body:
            return False
        gap = self._units.gap(i - 1).strip()
        return gap in _COMMAS or (not gap and self._units.types[i].folded.startswith("و"))

    def _listed_name(self, i: int) -> bool:
        """Tell whether a unit by itself stands between commas or و, and is rare enough to be a village's name."""
        word = self._units.types[i]
        name = word.folded.removeprefix("و")
        marks = STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN | GIVEN | FILIATION | HEAD | PROPER_HEAD
        if not name.startswith("ال") or len(name) <= _SHORT_LISTED or word.flags & marks or word.country:
            return False
        if name.endswith((*_ADJECTIVE_ENDS, "ون", "ين")) or self._lexicon.count(name) >= _RARE_SITE:
            return False
        after = i + 1 == len(self._units) or self._units.reach[i] == 1 or self._parted(i + 1)
        return self._parted(i) and after and i not in self._evidence.by_unit

    def _tagged(self) -> list[PlaceHit]:
        """Return places that no list has but the tagger is sure of."""
        found: list[PlaceHit] = []
        types = self._units.types
        no_place = {one.first for one in self._candidates if self._diameter(one)}
        for span in self._evidence.spans:
            if span.first in no_place:
                continue
            if span.kind != "place" or span.confidence < _SURE_OF_UNKNOWN or not self._free(span.first, span.last):
                continue
            words = types[span.first : span.last + 1]
            if any(word.flags & (STOP | DAY | PREPOSITION | TRIGGER) or word.country for word in words):
                continue
            if words[0].bare_flags & (STOP | TRIGGER | PREPOSITION) or not self._may_be_unknown(span):
                continue
            joined = not words[0].bare_cut and span.first - 1 in self._taken and self._lexicon.joined_key(words[0])
            cut = 1 if joined else words[0].bare_cut
            found.append(self._unknown(span.first, span.last, cut, article=not joined and words[0].bare_article))
        return found

    def _may_be_unknown(self, span: NameSpan) -> bool:
        """Tell whether what no list has is rare enough to be a place: not البحر, المحيط, شبه."""
        if span.first != span.last:
            return True
        word = self._units.types[span.first]
        adjectives = self._lexicon.gazetteer.adjectives
        if word.flags & GENERIC or "ال" + word.key in adjectives or "ال" + word.key.removesuffix("ا") in adjectives:
            return False
        noun = self._lexicon.marks(word.bare_key.removeprefix("ال")) & (TRIGGER | SITE)
        before = self._units.before(span.first)
        return not noun and word.count < _COMMON_UNKNOWN and (before is None or not before.flags & GIVEN)

    def _listed(self, first: int, last: int) -> PlaceHit | None:
        """Return the place of a list that these units name weakly, of the country that the article is about: المرج."""
        one = self._by_span.get((first, last)) or (self._behind_particle(first) if first == last else None)
        if one is None:
            return None
        places = one.of_kind("place")
        place, others = self._likeliest(one, places, self._asked(one))
        if self._votes(one, place) < _SETTLED and (len(places) > 1 or place.population < _LARGE):
            return None
        return PlaceHit(
            first,
            last,
            one.cut,
            one.article,
            place.id,
            place.label,
            place.lat,
            place.lon,
            possible((place, *others)) if others else (),
        )

    def _behind_particle(self, i: int) -> Candidate | None:
        """Return a known name behind ب or ل in a word commoner than the name itself: بفاس."""
        names, entity = self._lexicon.gazetteer.names, self._lexicon.gazetteer.entity
        for reading in readings(self._units.types[i].folded):
            rows = names.get(reading.key, ()) if reading.cut == 1 else ()
            carriers = [
                (entity(number), how, True) for number, how in rows if number < self._lexicon.gazetteer.handmade
            ]
            found = Candidate(i, i, reading.key, reading.cut, reading.article, carriers)
            if found.of_kind("place"):
                return found
        return None

    def _unknown(self, first: int, last: int, cut: int, *, article: bool = False) -> PlaceHit:
        self._taken.update(range(first, last + 1))
        listed = self._listed(first, last)
        if listed is not None:
            return listed
        words = [word.folded for word in self._units.types[first : last + 1]]
        words[0] = ("ال" if article else "") + words[0][cut:]
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        return PlaceHit(first, last, cut, article, "place:" + words_key(words).replace(" ", "_"), label, None, None)


def is_district_centre(units: Units, i: int) -> bool:
    """Tell whether مركز is a district's or the seat of a division: مركز المرامية بمحافظة العيص, not مركز الأبحاث."""
    if units.types[i].bare_key != _CENTRE or units.reach[i] < 3:  # noqa: PLR2004 - two units follow
        return False
    if units.types[i + 1].key in _DIVISION_NOUNS:  # الموصل مركز محافظة نينوى
        return True
    name, division = units.types[i + 1], units.types[i + 2]
    return name.folded.startswith("ال") and division.bare_cut == 1 and division.bare_key in _DIVISION_NOUNS


def _may_be_tribe(word: WordType) -> bool:
    """Tell whether a word may follow بن in a place's name."""
    return word.count < _RARE_SITE and not word.flags & (STOP | DAY | LATIN)


def _same_place(one: Entity, other: Entity) -> bool:
    """Tell whether a reader need not choose: one lies in the other, or both are one spot (a crossing's two sides)."""
    if one.id in other.parents or other.id in one.parents:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < _SAME_SPOT and abs(one.lon - other.lon) < _SAME_SPOT


def _one_per_name(
    chosen: list[tuple[Candidate, Entity, list[Entity]]],
) -> list[tuple[Candidate, Entity, list[Entity]]]:
    """Let a city and the division of its name be one place in an article: the city, unless only the division is met."""
    by_key: dict[str, dict[str, Entity]] = {}
    for one, place, _ in chosen:
        by_key.setdefault(_bare(one.key), {})[place.id] = place
    merged: dict[tuple[str, str], Entity] = {}
    for key, places in by_key.items():
        if len(places) < 2:  # noqa: PLR2004 - nothing to merge
            continue
        for place in places.values():
            if place.kind in _DIVISIONS:
                inner = [other for other in places.values() if place.id in other.parents]
                if len(inner) == 1:
                    merged[key, place.id] = inner[0]
    return [(one, merged.get((_bare(one.key), place.id), place), others) for one, place, others in chosen]


def _bare(key: str) -> str:
    """A key without the noun that says what it is: محافظه نينوي → نينوي."""
    head, _, rest = key.partition(" ")
    return rest if rest and head in _ASKED else key
