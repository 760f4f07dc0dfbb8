"""Whether a name of the gazetteer is a place's where it stands: not قطر the diameter, not صور the pictures."""

from __future__ import annotations

from typing import Final

from indexer.extract.candidates import Candidate
from indexer.extract.lexicon import (
    DAY,
    FILIATION,
    GIVEN,
    PREPOSITION,
    QUALIFIER,
    SITE,
    STOP,
    TRIGGER,
)
from indexer.extract.places.reading import PlaceStep
from indexer.extract.places.words import IN_LISTS, LARGE, SETTLED, TINY_NAME
from indexer.extract.spellings import ARAB_STATES
from indexer.extract.wordlists import local_names
from search.analysis import fold
from search.entities.gazetteer import STRONG
from search.entities.names import name_key

#: What is measured by its قطر, which is no country then: بقطر مترين.
_MEASURES: Final = frozenset(
    map(
        name_key,
        ("متر", "مترين", "مترا", "سم", "سنتيمتر", "سنتيمترا", "سنتيمترات", "كيلومتر", "كيلومترا", "كيلومترات", "ملم"),
    )
)
_DIAMETER: Final = name_key("قطر")
#: Names that are common words before others: لفيف من الأهل, العقبة الأساسية.
_WORDS_BEFORE: Final = {
    name_key("لفيف"): frozenset({name_key("من")}),
    # أعاده الله باليمن والبركات
    name_key("اليمن"): frozenset(
        map(name_key, ("والبركات", "والبركة", "والخير", "والخيرات", "والمسرات", "والرخاء", "والسعادة", "والإقبال"))
    ),
    name_key("العقبة"): frozenset(
        map(name_key, ("الأساسية", "الرئيسية", "الوحيدة", "الكبرى", "الأولى", "الأكبر", "الكبيرة", "الأخيرة", "الكؤود"))
    ),
}
#: What is a ligament with an adjective behind it: قطع في الرباط الصليبي.
_LIGAMENT: Final = name_key("الرباط")
_OF_A_LIGAMENT: Final = frozenset(map(name_key, ("الصليبي", "الداخلي", "الخارجي", "الجانبي", "الخلفي", "الأمامي")))
#: Verbs of which a man, not a state, is the subject: قال السويد.
_SAYS: Final = frozenset(
    fold("قال أكد أضاف صرح أوضح أعلن كشف ذكر أفاد شدد تابع بين أشار لفت أبان نوه واصل طالب اعتبر رأى ختم").split()
)
#: A town of Yemen, which is written without the hamza of "leading to".
_LEADING: Final = name_key("مودية")
_HAMZA: Final = "\u0624"  # waw with hamza
#: Somebody of a nation, in the accusative.
_SOMEBODY: Final = frozenset(
    fold(
        "مهاجرا لاجئا نازحا شخصا طفلا شابا رجلا مواطنا مدنيا مسؤولا مقاتلا مسلحا عنصرا جنديا ضابطا عسكريا عاملا طالبا "
        "طبيبا صحفيا صحافيا إعلاميا ناشطا معتقلا سجينا قتيلا جريحا مصابا خبيرا لاعبا مدربا فصيلا محللا رفيعا معارضا"
    ).split()
)
_QUOTES: Final = frozenset('"«»“”')
_CAPITAL: Final = name_key("العاصمة")
#: Where a way begins and ends: من مالي إلى الجزائر.
_FROM: Final = name_key("من")
_TO: Final = frozenset(map(name_key, ("إلى", "حتى")))
#: Competitions called by the continent behind a word of another language: كوبا أميركا.
_CUP: Final = name_key("كوبا")
_CUPS: Final = frozenset(map(name_key, ("أمريكا", "أميركا", "ليبرتادوريس", "سود")))
#: Countries whose towns are listed together.
_BESIDE: Final = {"ma": "eh", "eh": "ma", "ps": "il", "il": "ps"}
#: A weak name commoner than this is a word even in a list of towns.
_COMMON_IN_LIST: Final = 1500
#: A word with ه for a pronoun whose noun is commoner than this is that noun: لمسكنه, not the town مسكنة.
_COMMON_BEFORE_PRONOUN: Final = 60
#: How sure the tagger must be of a weak name that is a common word where nothing else speaks for it: في مشهد يوحي.
_SURE_OF_COMMON: Final = 0.95
#: What goes before a continent in a competition's name.
_COMPETITIONS: Final = frozenset(map(name_key, ("كأس", "كؤوس", "أبطال", "أمم", "بطولة", "دوري", "سوبر")))
_WIDE: Final = frozenset({"continent", "region", "sea"})
#: A gathered place's name that news has more often than this, beyond what its people earn, is a common word too.
_COMMON_WORD: Final = 12
_PEOPLE_PER_MENTION: Final = 4000
#: A weak name commoner than this is a place only behind a noun or where the tagger says so.
_COMMON_WEAK: Final = 250
#: A word commoner than this is more than و and a place: وجده is "found him" as well.
_COMMON_JOINED: Final = 50
_SURE: Final = 0.5
_ARTICLE: Final = "ال"
_LOCAL: Final = local_names()
#: Kinds of places that need no other word of their country.
_GREAT: Final = frozenset({"country", "territory", "continent", "sea"})
#: A capital of fewer people that is nothing else.
_CAPITALS: Final = frozenset({"manama.bh"})


class Acceptance(PlaceStep):
    """Tells whether a name that a list has is a place's here."""

    def accepted(self, one: Candidate, asked: frozenset[str] | None) -> bool:
        """Tell whether a name is a place's here, with the kinds ``asked`` for by the noun before it."""
        evidence = self._evidence
        if self.adjective(one) or self._competition(one) or self.diameter(one) or self._quoted_word(one):
            return False
        if (
            self._leading_to(one)
            or self._nation_of_somebody(one)
            or self._speaker(one)
            or self.elsewhere(one)
            or self._units.accusative(one.last)
        ):
            return False
        if one.last > one.first and self._units.types[one.first].flags & (TRIGGER | SITE) and not self._weak(one):
            return True  # إعادة فتح مطار عدن: فتح is a first name too
        tagged = evidence.tagged(one.first, "place")
        if asked is not None and (asked or tagged or not self._weak(one)):
            return True
        if self._capital(one):
            return True
        span = evidence.by_unit.get(one.first)
        country = any(place.kind == "country" for place in one.of_kind("place"))
        before = self._units.before(one.first)
        if not country and not self._after_person(one):
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
        return met and not common and self.placed(one)

    def another_word(self, one: Candidate) -> bool:
        """Tell whether a name is another word here, whatever it is elsewhere in the article: باليمن والبركات."""
        return self.adjective(one) or self.diameter(one)

    def _leading_to(self, one: Candidate) -> bool:
        """Tell whether a town's name is a participle as written: الطرق المؤدية إلى عدن, not the town مودية."""
        return one.key == _LEADING and _HAMZA in self._units.slice(one.first, one.last)

    def _nation_of_somebody(self, one: Candidate) -> bool:
        """Tell whether a name is an adjective in the accusative that says whose somebody is: 70 مهاجرا سوريا."""
        if one.first != one.last or one.cut or not one.key.endswith("ا"):
            return False
        before = self._units.before(one.first)
        adjective = _ARTICLE + one.key[:-1] in self._lexicon.gazetteer.adjectives
        return adjective and before is not None and before.folded in _SOMEBODY

    def elsewhere(self, one: Candidate) -> bool:
        """Tell whether a name that is a word too, or many places', is of a country that nothing else speaks of.

        حماة الوطن, القوى المعادية, حي العزيزية in a paper of Riyadh. Small Arab towns' names with the article are all
        like that; of others `wordlists.local_names` says so.
        """
        places = one.of_kind("place")
        if not places or any(place.kind in _GREAT or not place.country for place in places):
            return False
        if any(self._evidence.votes_beside(one.key, place.country) >= SETTLED for place in places):
            return False
        if one.key in _LOCAL:
            return not (self._behind_preposition(one) and self._evidence.tagged(one.first, "place") >= _SURE)
        article = one.first == one.last and one.key.startswith(_ARTICLE) and bool(self._evidence.home)
        return article and all(
            place.country in ARAB_STATES and place.population < LARGE and place.id not in _CAPITALS for place in places
        )

    def _behind_preposition(self, one: Candidate) -> bool:
        """Tell whether a preposition stands before as a word of its own: في جنين."""
        before = self._units.before(one.first)
        return before is not None and not one.cut and bool(before.flags & PREPOSITION)

    def _capital(self, one: Candidate) -> bool:
        """Tell whether the name is said to be the capital of its country: في العاصمة العمانية مسقط."""
        if one.cut or one.first < 2 or self._units.reach[one.first - 2] < 3:  # noqa: PLR2004 - two units before, and the name
            return False
        noun, nation = self._units.types[one.first - 2 : one.first]
        said = _CAPITAL in (noun.key, noun.bare_key) and nation.country
        return bool(said) and any(place.country == nation.country for place in one.of_kind("place"))

    def _quoted_word(self, one: Candidate) -> bool:
        """Tell whether what begins with و stands in quotation marks alone, so that it is one word: "وجوبا"."""
        if one.cut != 1 or one.first != one.last or not self._units.types[one.first].folded.startswith("و"):
            return False
        text = self._units.fields[one.first >= self._units.body]
        start, end = self._units.starts[one.first], self._units.ends[one.last]
        return text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _QUOTES

    def _speaker(self, one: Candidate) -> bool:
        """Tell whether a man says something whose name a person of the article ends with: قال السويد."""
        before = self._units.before(one.first)
        if before is None or one.cut or one.first != one.last or before.unprefixed not in _SAYS:
            return False
        key = self._units.types[one.first].key
        return any(i in self._taken and i - 1 in self._taken for i in self._units.of_key(key))

    def _after_person(self, one: Candidate) -> bool:
        """Tell whether a person's full name ends just before a strong name: غادر عبد ربه منصور هادي عدن."""
        named = not one.cut and one.first > 1 and {one.first - 1, one.first - 2} <= self._taken
        return named and one.first not in self._taken and not self._weak(one)

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
            if self._lexicon.count(one.key[:-1]) > _COMMON_BEFORE_PRONOUN and largest < LARGE:
                return True
        marks = self._lexicon.marks(one.key) | (0 if one.cut else word.flags)
        if marks & (STOP | DAY | FILIATION | QUALIFIER):
            return True
        if any(handmade for _, handmade in strong):
            return False
        if marks & GIVEN or len(one.key) <= TINY_NAME or (word.bare_cut and not one.cut):
            return True
        population = max(place.population for place, _ in strong)
        return self._lexicon.count(one.key) > _COMMON_WORD + population / _PEOPLE_PER_MENTION

    def _after_place(self, one: Candidate) -> bool:
        """Tell whether a name stands just before, which و may go on from: الرياض وجدة."""
        return one.first - 1 in self._last_units

    def _met(self, one: Candidate, country: str) -> bool:
        """Tell whether the article is about a country, or another name in it may mean it: عمان beside مسقط."""
        evidence = self._evidence
        return evidence.votes_beside(one.key, country) >= 1 or bool(evidence.possible.get(country, set()) - {one.key})

    def placed(self, one: Candidate) -> bool:
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

    def diameter(self, one: Candidate) -> bool:
        """Tell whether قطر is a measure (بقطر مترين), الرباط a ligament (الرباط الصليبي)."""
        at = one.cut == 1 and self._units.types[one.first].folded.startswith("ب")
        if one.key in _WORDS_BEFORE and (not one.cut or at) and self._units.reach[one.last] > 1:
            return self._units.types[one.last + 1].key in _WORDS_BEFORE[one.key]
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

    def adjective(self, one: Candidate) -> bool:
        """Tell whether a country's name is an adjective here: الجامعات السعودية, but not في السعودية."""
        if one.first != one.last or one.cut or one.key not in self._lexicon.gazetteer.adjectives:
            return False
        before = self._units.before(one.first)
        if before is None or before.flags & STOP:
            return False
        if one.first - 1 in self._taken and not before.titled and not one.key.endswith("يا"):
            return True  # إم بي سي السعودية
        return before.folded.lstrip("وفبك").startswith(("ال", "لل"))

    def add_enumerated(self, accepted: set[int]) -> None:
        """Add weak names that و joins to a town's or a division's of their country: فاس ومكناس والعيون."""
        before: Candidate | None = None
        for one in self._candidates:
            if id(one) not in accepted and before is not None and one.first == before.last + 1 and one.cut == 1:
                word = self._units.types[one.first]
                near = {place.country for place in before.of_kind("place") if place.kind in IN_LISTS}
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
                listed = self._units.types[behind.first].folded[0] == "و" and (rare or self.placed(one))
                kinds = {place.country for place in behind.of_kind("place") if place.kind in IN_LISTS}
                if listed and not self._evidence.sport and self._of_one_country(one, kinds):
                    accepted.add(id(one))  # من صور والنبطية
            behind = one if id(one) in accepted and not self.adjective(one) else None

    def _of_one_country(self, one: Candidate, countries: set[str]) -> bool:
        """Tell whether a name that nothing else is called by is a town's of one of these countries."""
        places = [place for place, _, _ in one.carriers if place.kind in IN_LISTS and place.country in countries]
        return bool(places) and one.first == one.last and not one.of_kind("person")
