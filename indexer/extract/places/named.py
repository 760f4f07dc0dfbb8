"""What is called by a place's name or kind: شارع بيروت, مطار زيورخ, المملكة."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import Candidate
from indexer.extract.lexicon import (
    DAY,
    DEDICATED,
    GENERIC,
    HEAD,
    LATIN,
    PREPOSITION,
    STOP,
    TRIGGER,
)
from indexer.extract.places.reading import PlaceHit, PlaceStep
from indexer.extract.places.words import DIVISIONS, TOWNS, VALLEY, is_verb
from search.entities.names import name_key, words_key

if TYPE_CHECKING:
    from indexer.extract.places.reading import PlaceReading
    from indexer.extract.places.unlisted import UnlistedPlaces
    from search.entities import Entity

#: Nouns that with a city's name are a place of their own.
_FACILITIES: Final = {name_key(noun): noun for noun in ("مطار", "ملعب", "استاد", "سجن", "سد", "ميناء")}
#: What a division has one of too: مطار الجوف.
_AIRPORT: Final = name_key("مطار")
_OF_FACILITIES: Final = frozenset({"الدولي", "المركزي", "العسكري", "الاولمبي", "البلدي"})
#: Countries that news of their own region names by what they are.
_NAMED_BY_KIND: Final = {name_key("المملكة"): ("sa", "bh", "jo", "ma"), name_key("السلطنة"): ("om",)}
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
        "طريق": "street quarter",
        "جبل": "mountain region governorate site",
        "وادي": "valley river region governorate site",
    }.items()
}
_GATE: Final = name_key("باب")
_WAY: Final = name_key("طريق")
_BY: Final = name_key("عن")


#: Nouns of places whose name stands in quotation marks behind them.
_QUOTED_NOUNS: Final = frozenset(
    map(
        name_key,
        (
            *("مدينة", "بلدة", "قرية", "جزيرة", "نهر", "جبل", "وادي", "ولاية", "مقاطعة", "إقليم", "محافظة", "بحيرة"),
            *("حي", "منطقة", "شارع", "مخيم", "سد"),
        ),
    )
)
_NAMED_WITH_NOUN: Final = frozenset(map(name_key, ("نهر", "جبل", "وادي", "شارع", "سد", "بحيرة")))
_OPENING: Final = frozenset("\"«“”('")
_CLOSING: Final = frozenset("\"»”“)'")
#: A word that stands with the article oftener than this is an adjective or a noun.
_ADJECTIVE: Final = 20
_NO_QUOTES: Final = dict.fromkeys(map(ord, _OPENING | _CLOSING))
#: A word commoner than this is no name of a place that no list has.
_COMMON_QUOTED: Final = 300


class NamedPlaces(PlaceStep):
    """Takes what is called by a place's name or by what it is."""

    def __init__(self, reading: PlaceReading, unlisted: UnlistedPlaces) -> None:
        super().__init__(reading)
        self._unlisted = unlisted

    def named_after(self, one: Candidate) -> PlaceHit | None:
        """Return a street or quarter that bears a known place's name: شارع بيروت, حي غرناطة."""
        before = self._units.before(one.first)
        if before is None or one.cut or not self._free(one.first - 1, one.first - 1):
            return None
        noun = before.key if before.key in _NAMED_AFTER else before.bare_key
        written, called = _NAMED_AFTER.get(noun, ("", frozenset()))
        if not written or any(place.kind in called for place in one.of_kind("place")):
            return None
        if noun == _WAY and (
            self._by_way(one.first - 1) or any(place.kind == "country" for place in one.of_kind("place"))
        ):
            return None  # عن طريق دبي, طريق إيران
        if noun == _GATE and (before.bare_cut > 1 or any(place.kind == "country" for place in one.of_kind("place"))):
            return None  # يطرق باب إيران
        if noun == VALLEY and is_verb(self._units, one.first - 1):
            return None
        cut = 0 if before.key in _NAMED_AFTER else before.bare_cut
        name = words_key([noun, *(word.folded for word in self._units.types[one.first : one.last + 1])])
        label = f"{written} {self._units.slice(one.first, one.last)}"
        made = "place:" + name.replace(" ", "_")
        return PlaceHit(one.first - 1, one.last, cut, False, made, label, None, None)

    def _by_way(self, i: int) -> bool:
        """Tell whether a road is "by way of" or part of a name: عن طريق دبي, المدرسة الابتدائية طريق قفصة."""
        before = self._units.before(i)
        if before is None:
            return False
        head = self._units.before(i - 1)
        school = head is not None and head.bare_flags & HEAD and before.folded.endswith("يه")
        return before.unprefixed == _BY or bool(school)

    def facility(self, one: Candidate, place: Entity) -> PlaceHit | None:
        """Return an airport, a stadium, a prison that no list has, by the noun and its city's name: مطار زيورخ."""
        before = self._units.before(one.first)
        if (
            before is None
            or one.cut
            or place.kind not in TOWNS | DIVISIONS
            or not self._free(one.first - 1, one.first - 1)
        ):
            return None
        noun = before.bare_key if before.bare_flags & TRIGGER else before.key
        if noun not in _FACILITIES or (place.kind not in TOWNS and noun != _AIRPORT):
            return None
        cut = before.bare_cut if before.bare_flags & TRIGGER else 0
        last = one.last
        if self._units.reach[last] > 1 and self._units.types[last + 1].folded in _OF_FACILITIES:
            last += 1
        name = words_key([noun, *(word.folded for word in self._units.types[one.first : one.last + 1])])
        label = f"{_FACILITIES[noun]} {self._units.slice(one.first, one.last)}"
        return PlaceHit(one.first - 1, last, cut, False, "place:" + name.replace(" ", "_"), label, place.lat, place.lon)

    def quoted(self) -> list[PlaceHit]:
        """Return places named in quotation marks or brackets behind a noun for them: مدينة "ميرلو", نهر «إيفروس»."""
        found: list[PlaceHit] = []
        for i in self._units.having(_QUOTED_NOUNS):
            last = self._quotation(i)
            if last is None or not self._free(i + 1, last):
                continue
            words = self._units.types[i + 1 : last + 1]
            marks = STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN | DEDICATED
            if any(word.flags & marks for word in words) or words[0].count > _COMMON_QUOTED:
                continue
            if not words[0].folded.startswith("ال") and self._lexicon.count("ال" + words[0].folded) > _ADJECTIVE:
                continue  # منطقة "خالية" من السكان
            word = self._units.types[i]
            cut = 0 if word.key in _QUOTED_NOUNS else word.bare_cut
            noun = word.bare_key if cut else word.key
            with_noun = noun in _NAMED_WITH_NOUN and self._free(i, i)
            first = i if with_noun else i + 1
            hit = self._unlisted.take(first, last, cut if with_noun else 0)
            found.append(replace(hit, label=hit.label.translate(_NO_QUOTES)))
        return found

    def _quotation(self, i: int) -> int | None:
        """Return the last unit of a quotation of two words at most right behind a unit; None without one."""
        if self._units.gap(i).strip() not in _OPENING:
            return None
        for last in (i + 1, i + 2):
            if last < len(self._units) and not _CLOSING.isdisjoint(self._behind(last)):
                return last
            if last >= len(self._units) or self._units.reach[last] < 2:  # noqa: PLR2004 - the quotation breaks off
                return None
        return None

    def _behind(self, i: int) -> str:
        """Return the two characters behind a unit."""
        end = self._units.ends[i]
        return self._units.fields[i >= self._units.body][end : end + 2].split(" ")[0]

    def kingdoms(self) -> list[PlaceHit]:
        """Return countries named by what they are: المملكة, where the article is about one of them."""
        found: list[PlaceHit] = []
        for i in self._units.having(_NAMED_BY_KIND.keys()):
            word = self._units.types[i]
            countries = _NAMED_BY_KIND.get(word.key) or _NAMED_BY_KIND.get(word.bare_key)
            if countries is None or i in self._taken or self._continued(i):
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
