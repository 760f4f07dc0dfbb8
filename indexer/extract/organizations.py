"""Organisations: those the gazetteer knows, a state's institutions named without it, and unknown ones.

A weak name (الهلال, النصر) counts where a noun says what it is (نادي), on a sports page, or where the tagger says so.
Unknown ones are named by a noun that begins such names (غرفة أبها, شركة «ريكاردو») or shown by the tagger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    DAY,
    GENERIC,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    SPORT,
    STOP,
    TRIGGER,
)
from indexer.extract.places import is_district_centre
from indexer.extract.tagger import SURE
from search.analysis import fold
from search.article import Candidate as Possible
from search.entities.names import word_key, words_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.dedications import Dedication
    from indexer.extract.evidence import Evidence
    from indexer.extract.lexicon import Lexicon, WordType
    from indexer.extract.units import Units
    from search.entities import Entity

_SURE: Final = 0.5
#: A lead in votes for its country that settles which organisation of a name is meant.
_SETTLED: Final = 0.5
_SURE_OF_WEAK: Final = 0.3
_SURE_OF_ONE_WORD: Final = 0.6
_SURE_OF_CLUB: Final = 0.8
_SURE_OF_UNKNOWN_WORD: Final = SURE["organization"]
_LONGEST_CHAIN: Final = 7
_UNCOMMON: Final = 400
_COMMON_TRADE: Final = 1500
_RARE: Final = 60
_LONGEST_FOREIGN: Final = 2
_SHORTEST_OWN_NAME: Final = 3
_SHORTEST_VERB: Final = 4
#: A noun stands with the article too, this often at least and this share of times; a verb does not.
_LEAST_DEFINITE: Final = 10
_SHARE_DEFINITE: Final = 0.05
#: Nouns before a foreign institution's own name: مؤسسة سميثسونيان, جامعة هارفارد.
_FOREIGN_HEADS: Final = frozenset(
    map(fold, ("مؤسسة", "مجموعة", "جامعة", "معهد", "مركز", "منظمة", "وكالة", "مستشفى", "كلية", "جمعية", "متحف", "دار"))
)
#: Nouns that a town or a division has one of: شرطة مدينة أوديسا, بلدية محافظة الدوادمي.
_OF_A_PLACE: Final = frozenset(
    map(fold, ("شرطة", "بلدية", "أمانة", "إمارة", "غرفة", "محكمة", "مجلس", "مديرية", "لواء"))
)
#: What an article about firms is taken to be: one that names two by strong names.
_FIRMS: Final = 2
#: A group everywhere, in Morocco the smallest division: جماعة إيغيل.
_COMMUNE: Final = fold("جماعة")
_COMMITTEE: Final = fold("اللجنة")
#: A bureau, but with a name in quotation marks a collection of poems: ديوان «شيمة».
_COLLECTION: Final = fold("ديوان")
#: Nouns that one definite word, common or not, makes a name: أكاديمية الشعر, جمعية الصحافة.
_OF_A_TRADE: Final = frozenset(map(fold, ("أكاديمية", "جمعية", "نقابة", "رابطة")))
#: Words of rank that go on a name before a purpose: اللجنة العليا للإغاثة.
_RANKS: Final = frozenset(
    map(
        fold,
        ("العليا", "الأعلى", "العامة", "العام", "المشتركة", "الخاصة", "الرئيسية", "الأولى", "الكبرى", "الصغرى"),
    )
)
_VERY_COMMON: Final = 900
#: Words that end foreign clubs' names: ريفرز يونايتد. Of the second row only on sports pages: مانشستر سيتي.
_CLUB_ENDS: Final = frozenset(map(word_key, map(fold, ("يونايتد", "يوناتيد", "يوناتد", "هوتسبير", "وندررز", "روفرز"))))
_CLUB_ENDS_IN_SPORT: Final = frozenset(map(word_key, map(fold, ("سيتي", "تاون", "رينجرز", "ألبيون"))))
_MALLS: Final = frozenset(map(fold, ("مول", "سنتر", "بلازا", "سكوير", "تاور")))
#: Football club in letters as they are read out: سان دييغو إف سي.
_FOOTBALL: Final = frozenset(map(word_key, map(fold, ("إف", "أف", "اف"))))
_ENDS_OF_CLUBS: Final = _CLUB_ENDS | _CLUB_ENDS_IN_SPORT | _FOOTBALL
_CLUB: Final = word_key(fold("سي"))
#: Clubs whose names look like nationalities and are none.
_NAMED_LIKE_ADJECTIVES: Final = frozenset(map(word_key, map(fold, ("الأهلي", "الترجي"))))
#: Behind these on sports pages stands who plays.
_AGAINST: Final = frozenset(map(fold, ("أمام", "ضد", "نظيره", "مضيفه", "ضيفه", "غريمه", "جاره")))
_COMPETITIONS: Final = frozenset(map(fold, ("كأس", "دوري", "بطولة", "دورة")))
#: What a federation has and a club is seldom said to have, so many words before its name at most.
_UNION: Final = word_key(fold("الاتحاد"))
_GOVERNING: Final = frozenset(map(fold, ("لجنة", "اللجنة", "رئيس", "رئاسة", "عضو", "أمانة", "أمين", "مجلس", "الأمين")))
_OFFICE_REACH: Final = 3
#: Organisations that no other state's adjective follows: مجلس العموم الكندي is not the British one.
_OF_THEIR_STATE: Final = frozenset({"parliament", "party", "court", "ministry", "government", "agency", "army"})
#: What a party is called by, its state aside: الحزب الليبرالي.
_PARTY: Final = word_key(fold("الحزب"))
_IDEOLOGIES: Final = frozenset(
    map(
        word_key,
        fold(
            "الليبرالي الاشتراكي الشيوعي الديمقراطي الديموقراطي الجمهوري القومي التقدمي المسيحي الراديكالي المحافظ"
        ).split(),
    )
)
_SPORT_TYPES: Final = frozenset({"club", "federation"})
#: Kinds of places that give way to an organisation of the same name: البيت الأبيض.
_SITES: Final = frozenset({"site", "street", "base", "prison"})
#: A ل that stands apart from what it belongs to.
_DETACHED: Final = frozenset({"ل", "ول"})
#: Two of a kind: بمركزي محمد بن نايف بالرياض وجدة.
_DUALS: Final = {
    dual + end: one
    for dual, one in (
        ("مركز", "مركز"),
        ("جامعت", "جامعة"),
        ("وزارت", "وزارة"),
        ("هييت", "هيئة"),
        ("شركت", "شركة"),
        ("جمعيت", "جمعية"),
        ("صحيفت", "صحيفة"),
        ("قنات", "قناة"),
        ("منظمت", "منظمة"),
        ("حركت", "حركة"),
        ("وكالت", "وكالة"),
        ("نادي", "نادي"),
        ("حزب", "حزب"),
    )
    for end in ("ي", "ا")
}
#: An office with a ministry's short name: وزيرة الداخلية.
_MINISTERS: Final = frozenset(map(fold, ("وزير", "وزيرة", "وزيرا", "وزيري", "وزيرتا", "وزيرتي", "وزراء")))
#: Institutions that a country has one of in each town, named with it: المحكمة الابتدائية بتونس, المستشفى الجهوي بسوسة.
_WITH_SEAT: Final = frozenset(map(fold, ("المحكمة", "المستشفى", "المعهد", "المندوبية", "المدرسة", "الكلية", "الغرفة")))
#: What goes before an office that is sought, not an institution that acts: الترشح لرئاسة الجمهورية.
_SOUGHT: Final = ("ترشح", "مرشح", "الترشح", "المرشح", "المترشح", "منافس", "السباق")
#: Nouns of action that go between a noun for organisations and what it is for: هيئة مكافحة الفساد.
_ACTIONS: Final = frozenset(
    map(
        fold,
        ("مكافحة", "حماية", "تمويل", "تطوير", "تنمية", "تنظيم", "دعم", "رعاية", "إعمار", "ترويج", "تقصي", "مقاومة"),
    )
)
#: Services called by their work and the town: جوازات المنطقة الشرقية, مرور الرياض.
_SERVICES: Final = frozenset(map(fold, ("جوازات", "مرور", "جمارك", "صحة", "تعليم")))
_DIVISIONS: Final = frozenset({"city", "town", "governorate"})
#: What only a monarch has.
_MONARCHS: Final = frozenset({"royal-court"})
_KINGDOMS: Final = frozenset(
    {"sa", "bh", "jo", "ma", "kw", "qa", "om", "gb", "es", "be", "nl", "se", "no", "dk", "jp", "th"}
)
#: Nouns that mean "movement of" and the like far oftener than they begin a name: حركة السوق, فريق المترجمين.
_OFTEN_COMMON: Final = frozenset(
    map(fold, ("حركة", "تنظيم", "فريق", "قناة", "جماعة", "مجموعة", "مدرسة", "منتخب", "جبهة"))
)
#: Where alliances fight that are named short: التحالف is one in Yemen and another in Iraq.
_THEATRES: Final = {"arab-coalition": ("ye",), "international-coalition": ("iq", "sy")}
_QUOTED_TYPES: Final = frozenset({"media", "company", "agency"})
#: Nouns that announce organisations of one type and of no other: حركة العالم is not the channel العالم.
_NOUNS_OF_TYPE: Final = {
    "media": frozenset(
        map(fold, ("صحيفة", "صحيفتي", "جريدة", "مجلة", "قناة", "قناتي", "فضائية", "إذاعة", "شبكة", "موقع", "تلفزيون"))
    ),
    "club": frozenset(map(fold, ("نادي", "النادي", "ناديي", "فريق"))),
}
_QUOTES: Final = frozenset('"«»“”')
_QUOTE_REACH: Final = 2
_NO_QUOTES: Final = dict.fromkeys(map(ord, _QUOTES))
_ARTICLE: Final = "ال"


@dataclass(frozen=True, slots=True)
class OrganizationHit:
    """An organisation at units ``first`` through ``last``; ``cut`` letters of particles stand before the name."""

    first: int
    last: int
    cut: int
    article: bool
    id: str
    label: str
    candidates: tuple[Possible, ...] = ()


class OrganizationFinder:
    """Finds one article's organisations; ``taken`` are units that belong to persons, and grows."""

    def __init__(
        self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], evidence: Evidence, taken: set[int]
    ) -> None:
        self._units = units
        self._types = units.types
        self._lexicon = lexicon
        self._candidates = candidates
        self._at = {one.first: one for one in candidates}
        self._evidence = evidence
        self.taken = taken
        self._hits: list[OrganizationHit] = []
        self._clubs: set[str] = set()
        self._of_clubs: set[str] = set()
        self._called: dict[str, OrganizationHit] = {}
        firms = {entity.id for one in candidates for entity in one.strong("organization") if entity.type == "company"}
        self._about_firms = len(firms) >= _FIRMS

    def find(self, dedications: Sequence[Dedication] = ()) -> list[OrganizationHit]:
        """Return all organisations in text order, those called after persons among them."""
        for dedication in dedications:
            if not dedication.site:
                self._dedicated(dedication)
        for one in self._candidates:
            if not self._free(one.first, one.last):
                continue
            if one.institution is not None:
                self._institution(one)
            else:
                self._listed(one)
        self._parties()
        self._clubs_called()
        self._departments()
        self._services()
        self._seated()
        self._spoken_to()
        self._headed()
        self._called_short()
        self._tagged()
        self._short_names()
        self._hits.sort(key=lambda hit: hit.first)
        return self._hits

    def _dedicated(self, dedication: Dedication) -> None:
        """Take what is called after a person, under its listed id where the gazetteer has it."""
        known = self._at.get(dedication.first)
        listed = known.strong("organization") if known is not None else []
        if known is not None and listed:  # وكالة فرانس برس goes on after a first name
            self._hit(known.first, known.last, known.cut, known.article, listed[0].id, listed[0].label)
        else:
            self._unknown(dedication.first, dedication.last, dedication.cut, article=False)

    def _free(self, first: int, last: int) -> bool:
        return not any(unit in self.taken for unit in range(first, last + 1))

    def _hit(
        self,
        first: int,
        last: int,
        cut: int,
        article: bool,
        org_id: str,
        label: str,
        candidates: tuple[Possible, ...] = (),
    ) -> None:
        self._hits.append(OrganizationHit(first, last, cut, article, org_id, label, candidates))
        self.taken.update(range(first, last + 1))

    def _listed(self, one: Candidate) -> None:
        """Take a name of the gazetteer where it is an organisation's here."""
        strong = one.strong("organization")
        known = strong or self._weakly_meant(one)
        federation = self._federation(one) if one.key == _UNION and self._evidence.sport else None
        if federation is not None:
            self._hit(one.first, one.last + 1, one.cut, one.article, federation.id, federation.label)
            return
        if strong and self._of_other_state(one, strong):
            self._unknown(one.first, one.last + 1, one.cut, one.article)
            return
        if not known or (not strong and self._everybodys(one, known)):
            return
        first = one.first
        named = self._head_before(one, known)
        headed = one.last > one.first and bool(self._types[first].bare_flags & PROPER_HEAD)  # صحيفة الوطن
        word = self._types[first]
        sure = self._evidence.tagged(first, "organization")
        quoted = self._quoted(one) and any(
            entity.type in _QUOTED_TYPES or (entity.type == "club" and self._evidence.sport) for entity in known
        )
        sport = self._evidence.sport and any(entity.type in _SPORT_TYPES for entity in known)
        theatre = not strong and self._in_theatre(one, known)
        count = max(self._lexicon.count(one.key), word.count)  # the word itself: بالتعاون
        common = one.first == one.last and (bool(word.flags & STOP) or count > _VERY_COMMON)
        stopped = one.first == one.last and not one.cut and bool(word.flags & (STOP | HEAD))
        places = one.of_kind("place")
        if self._is_office(one, known):
            accepted = False
        elif (
            named
            or headed
            or quoted
            or theatre
            or one.key in self._clubs
            or (sport and self._clubs_only(known) and self._plays(one))
        ):
            accepted = True
        elif not strong and (self._adjective_here(one) or self._goes_on_otherwise(one)):
            accepted = False
        elif self._clubs_only(known) and not sport and not (strong and one.last > one.first):
            accepted = sure >= _SURE_OF_CLUB
        elif places and not (strong and all(place.kind in _SITES for place in places)):
            accepted = sure >= _SURE_OF_ONE_WORD or (
                sport and self._evidence.tagged(first, "place") < _SURE and not common
            )
        elif strong:
            longer = headed_adjective(self._types, one) and self._goes_on(one.last)  # المنظمة الدولية للهجرة
            accepted = (not stopped or sure >= _SURE) and not longer
        else:
            goes_on = not one.cut and self._goes_on(one.last)
            firm = self._about_firms and not common and all(entity.type == "company" for entity in known)
            accepted = not goes_on and (sure >= _SURE_OF_WEAK or ((sport or firm) and not common))
        if not accepted:
            return
        if self._everybodys(one, known):
            return
        every = one.of_kind("organization") if strong else known
        following = self._types[one.last + 1] if self._units.reach[one.last] > 1 else None
        if following is not None and following.country and len(every) > 1:  # الأهلي السعودي
            every = [entity for entity in every if entity.country == following.country] or every
        entity, candidates = self._likeliest(every, strong)
        if named and sport:
            self._clubs.add(one.key)
        if sport and entity is not None and entity.type == "club":
            self._of_clubs.add(entity.id)
        article = one.article and not named
        cut = 0 if named else one.cut
        if entity is None:
            self._unknown(first - named, one.last, cut, article, candidates)
        else:
            self._hit(first - named, one.last, cut, article, entity.id, entity.label, possible(candidates))

    def _federation(self, one: Candidate) -> Entity | None:
        """Return the football federation that الاتحاد السعودي is behind a committee, an office, or its full name."""
        following = self._types[one.last + 1] if self._units.reach[one.last] > 1 else None
        if following is None or not following.country or one.last + 1 in self.taken:
            return None
        entity = self._lexicon.gazetteer.get(f"{following.country}.football-federation")
        before = self._types[max(0, one.first - _OFFICE_REACH) : one.first]
        governs = any(word.folded in _GOVERNING or word.bare_key in _GOVERNING for word in before)
        met = entity is not None and any(hit.id == entity.id for hit in self._hits)
        return entity if governs or met else None

    def _of_other_state(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether the adjective behind a state's body is that of another state: مجلس العموم الكندي."""
        reach = self._units.reach[one.last]
        if reach < 2 or one.last == one.first or not known or one.last + 1 in self.taken:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[one.last + 1]
        return bool(following.country) and all(
            entity.type in _OF_THEIR_STATE and entity.country and entity.country != following.country
            for entity in known
        )

    def _likeliest(self, known: Sequence[Entity], strong: Sequence[Entity]) -> tuple[Entity | None, list[Entity]]:
        """Return which of a name's organisations is meant and, where that is open, all that it may be.

        The countries that the article is about speak for one (الأهلي of Egypt or of Saudi Arabia). Where nothing tells
        the likeliest two apart there is none.
        """
        if len(known) == 1:
            return known[0], []
        votes = self._evidence.votes
        points = {
            entity.id: (votes.get(entity.country, 0.0) if entity.country else 0.0)
            + (entity in strong)
            + self._theatre(entity)
            for entity in known
        }
        ranked = sorted({entity.id: entity for entity in known}.values(), key=lambda entity: -points[entity.id])
        most = points[ranked[0].id]
        near = [entity for entity in ranked if most - points[entity.id] < _SETTLED]
        if len(near) == 1:
            return near[0], []
        return (near[0] if points[near[1].id] < most else None), near

    def _theatre(self, entity: Entity) -> float:
        """Return the votes of the countries an alliance fights in; 0 for all other organisations."""
        return sum(self._evidence.votes.get(country, 0.0) for country in _THEATRES.get(entity.id, ()))

    def _in_theatre(self, one: Candidate, known: list[Entity]) -> bool:
        """Tell whether an alliance named short (التحالف) is meant: the article is about where it fights."""
        return max(map(self._theatre, known)) >= 1 and not self._described(one.last)

    def _described(self, last: int) -> bool:
        """Tell whether an adjective with the article follows a name: التحالف الوطني is another alliance."""
        if self._units.reach[last] < 2:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[last + 1]
        adjective = following.folded.startswith(_ARTICLE) and following.folded.endswith(("ي", "يه"))
        return adjective and not following.flags & STOP  # التحالف الذي تقوده السعودية

    def _weakly_meant(self, one: Candidate) -> list[Entity]:
        """Return the organisations that a weak name may mean here.

        A paper's name that is a word (الاتحاد) needs its noun or quotation marks; with them the paper is meant.
        """
        every = one.of_kind("organization")
        papers = [entity for entity in every if entity.type == "media"]
        if not papers or one.first != one.last:
            return every
        if self._quoted(one) or self._head_before(one, papers):
            return papers
        return [entity for entity in every if entity.type != "media"]

    def _goes_on_otherwise(self, one: Candidate) -> bool:
        """Tell whether a weak name of one word is a word here, an adjective following: النهضة الحضارية."""
        if one.first != one.last:
            return False
        return self._described(one.last) and not self._types[one.last + 1].country

    def _adjective_here(self, one: Candidate) -> bool:
        """Tell whether a weak name of the form of an adjective follows what it describes: المصارف العربية."""
        before = self._units.before(one.first)
        if before is None or one.cut or one.first != one.last or not one.key.endswith(("ي", "يه")):
            return False
        return before.bare_key.startswith(_ARTICLE) and not before.flags & STOP

    def _everybodys(self, one: Candidate, known: list[Entity]) -> bool:
        """Take a name (الأمن الوطني) that every state may have, where the state of the listed one is not met.

        True where it was taken as the institution of the state that the article is about.
        """
        if any(not entity.country or self._evidence.votes.get(entity.country) for entity in known):
            return False
        keys = one.key.split()
        met = self._lexicon.gazetteer.patterns.match_bare(keys, 0, len(keys))
        if met is None or met[0] != len(keys):
            return False
        self._institution(replace(one, carriers=[], institution=met[1]))
        return True

    def _is_office(self, one: Candidate, known: list[Entity]) -> bool:
        """Tell whether a ministry's short name is part of an office: وزيرة الداخلية البريطانية."""
        before = self._units.before(one.first)
        return (
            before is not None
            and not one.cut
            and before.bare_key in _MINISTERS
            and all(entity.type == "ministry" for entity in known)
        )

    def _clubs_only(self, known: list[Entity]) -> bool:
        return all(entity.type == "club" for entity in known)

    def _plays(self, one: Candidate) -> bool:
        """Tell whether a word of sports pages, or a club and و, goes before a club's name: مباريات الهلال والنصر."""
        before = self._units.before(one.first)
        if before is None or self._goes_on_otherwise(one):
            return False
        if one.key.endswith("ي") and one.key not in _NAMED_LIKE_ADJECTIVES:
            return False  # المدرب المصري, the Egyptian
        if not one.cut and before.flags & SPORT and before.bare_key not in _COMPETITIONS:
            return True
        if not one.cut and before.folded in _AGAINST:
            return True  # فاز النصر أمام نجران
        joined = one.cut == 1 and self._types[one.first].folded.startswith("و")
        last = self._hits[-1] if self._hits else None
        return joined and last is not None and last.last == one.first - 1 and last.id in self._of_clubs

    def _quoted(self, one: Candidate) -> bool:
        """Tell whether a name stands in quotation marks by itself: لـ«الشرق الأوسط»."""
        return self._in_quotes(one.first, one.last)

    def _in_quotes(self, first: int, last: int) -> bool:
        text = self._units.fields[first >= self._units.body]
        start, end = self._units.starts[first], self._units.ends[last]
        before, behind = text[max(0, start - _QUOTE_REACH) : start], text[end : end + _QUOTE_REACH]
        return bool(_QUOTES.intersection(before)) and bool(_QUOTES.intersection(behind))

    def _goes_on(self, last: int) -> bool:
        """Tell whether the words after a name make it a longer one: الاتحاد الدولي لتنمية الغوص."""
        if self._units.reach[last] < 2:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[last + 1]
        return following.bare_cut > 0 and following.folded.startswith("ل") and not following.flags & STOP

    def _head_before(self, one: Candidate, known: list[Entity]) -> bool:
        """Tell whether a noun for what one of the carriers is stands before: نادي الهلال, صحيفة الرياض."""
        before = self._units.before(one.first)
        if before is None or one.cut or not before.flags & PROPER_HEAD or one.first - 1 in self.taken:
            return False
        return any(
            before.bare_key in _NOUNS_OF_TYPE[entity.type]
            if entity.type in _NOUNS_OF_TYPE
            else not any(before.bare_key in nouns for nouns in _NOUNS_OF_TYPE.values())
            for entity in known
        )

    def _institution(self, one: Candidate) -> None:
        """Take a state's institution named without its state: the state the article is most about."""
        country = self._evidence.leading_country()
        institution = one.institution
        if institution is None:
            return
        if institution.slug == "presidency" and one.cut and self._sought(one.first):
            return
        last = one.last
        seat = self._seat(last) if institution.type == "court" else None
        if seat is not None:  # محكمة الاستئناف بسوسة
            last, country = seat.last, next(place.country for place in seat.strong("place"))
        if institution.slug in _MONARCHS and country not in _KINGDOMS:
            country = self._kingdom()
        if self._goes_on_for(one):
            self._unknown(one.first, one.last + 2, one.cut, one.article)
            return
        entity = self._lexicon.gazetteer.get(f"{country}.{institution.slug}") if country else None
        rivals = [] if seat is not None or institution.slug in _MONARCHS else self._rivals(country, institution.slug)
        if entity is not None:
            candidates = possible([entity, *rivals] if rivals else [])
            self._hit(one.first, last, one.cut, one.article, entity.id, entity.label, candidates)
        else:
            self._unknown(one.first, last, one.cut, one.article, rivals)

    def _kingdom(self) -> str:
        """Return the kingdom whose court is meant: the source's own, else the one that the article is most about."""
        home, votes = self._evidence.home, self._evidence.votes
        if home in _KINGDOMS:
            return home
        met = max(_KINGDOMS, key=lambda country: (votes.get(country, 0.0), country))
        return met if votes.get(met, 0.0) >= 1 else home

    def _goes_on_for(self, one: Candidate) -> bool:
        """Tell whether what an institution's name goes on with makes it another: المجلس الوطني لحماية الوطن."""
        if self._units.reach[one.last] < 3 or one.last == one.first or not self._free(one.last + 1, one.last + 2):  # noqa: PLR2004 - two units follow
            return False
        adjective = self._types[one.last].folded.endswith(("ي", "يه"))
        purpose = self._types[one.last + 1].folded
        meant = purpose.startswith("ل") and purpose[1:] in _ACTIONS
        return adjective and meant and self._definite(one.last + 2, len(self._types))

    def _seat(self, last: int) -> Candidate | None:
        """Return the town in which a court sits, named behind it with ب; None without one."""
        known = self._at.get(last + 1)
        if known is None or self._units.reach[last] < 2 or known.cut != 1 or not self._free(known.first, known.last):  # noqa: PLR2004 - a unit follows
            return None
        seated = self._types[known.first].folded[0] == "ب" and any(
            place.kind in _DIVISIONS for place in known.strong("place")
        )
        return known if seated else None

    def _sought(self, first: int) -> bool:
        """Tell whether the word before says that an office is sought: ترشحه لرئاسة الجمهورية."""
        before = self._units.before(first)
        return before is not None and before.folded.startswith(_SOUGHT)

    def _rivals(self, country: str, slug: str) -> list[Entity]:
        """Return the same institution of other states that the article is about as much as about ``country``."""
        votes = self._evidence.votes
        least = max(votes.values(), default=0.0)
        near = [state for state, vote in votes.items() if vote >= 1 and least - vote < _SETTLED and state != country]
        found = [self._lexicon.gazetteer.get(f"{state}.{slug}") for state in near if state]
        return [entity for entity in found if entity is not None]

    def _headed(self) -> None:
        """Take names that begin with a noun for organisations: غرفة أبها, هيئة الإعلام المرئي والمسموع."""
        for i in self._units.marked:
            word = self._types[i]
            flags = word.flags | word.bare_flags
            if not flags & (HEAD | PROPER_HEAD) or i in self.taken:
                continue
            known = self._at.get(i)
            if known is not None and known.strong("place") and known.last > i:
                continue  # the town دار شعبان الفهري
            if is_district_centre(self._units, i):
                continue
            cut = 0 if word.flags & (HEAD | PROPER_HEAD) else word.bare_cut
            last = self._chain_end(i, proper=bool(flags & PROPER_HEAD))
            if last is not None and self._free(i, last) and not self._anybodys(i, last):
                self._unknown(i, last, cut, article=cut > 0 and word.bare_article)
                self._second_of_two(i, last)
                if self._evidence.sport and flags & PROPER_HEAD and last == i + 1:
                    self._called[self._types[last].key] = self._hits[-1]

    def _parties(self) -> None:
        """Take parties called by what they stand for: الحزب الليبرالي, of the state that the article is most about."""
        gazetteer = self._lexicon.gazetteer
        for i in self._units.having({_PARTY}):
            word = self._types[i]
            end = min(i + self._units.reach[i], i + 3)
            last = i
            while last + 1 < end and self._types[last + 1].key in _IDEOLOGIES and last + 1 not in self.taken:
                last += 1
            if last == i or i in self.taken:
                continue
            cut = 0 if word.key == _PARTY else word.bare_cut
            article = cut > 0 and word.bare_article
            if self._units.reach[last] > 1 and self._types[last + 1].country and last + 1 not in self.taken:
                self._unknown(i, last + 1, cut, article)
                continue
            key = " ".join([_PARTY, *(self._types[at].key for at in range(i + 1, last + 1))])
            country = self._evidence.leading_country()
            adjectives = [adjective for adjective, of in gazetteer.adjectives.items() if country and of == country]
            met = [number for one in adjectives for number, _ in gazetteer.names.get(f"{key} {one}", ())]
            if met:
                entity = gazetteer.entity(met[0])
                self._hit(i, last, cut, article, entity.id, entity.label)
            else:
                self._unknown(i, last, cut, article)

    def _clubs_called(self) -> None:
        """Take foreign clubs by the word that ends their names: ريفرز يونايتد, سان دييغو إف سي."""
        for i in self._units.having(_ENDS_OF_CLUBS):
            word = self._types[i]
            last = i
            if word.key in _FOOTBALL:
                if self._units.reach[i] < 2 or self._types[i + 1].key != _CLUB:  # noqa: PLR2004 - a unit follows
                    continue
                last = i + 1
            elif word.key in _CLUB_ENDS_IN_SPORT and (not self._evidence.sport or self._is_mall(i)):
                continue
            before = self._units.before(i)
            marks = STOP | DAY | LATIN | PREPOSITION | HEAD | PROPER_HEAD | SPORT | GENERIC
            first = next((one.first for one in self._candidates if one.last == i - 1), i - 1)
            named = before is not None and not before.flags & marks and (first < i - 1 or before.count < _RARE)
            if named and word.key in _ENDS_OF_CLUBS and self._free(first, last):
                begin = self._types[first]
                self._unknown(first, last, begin.bare_cut, begin.bare_article)
            elif self._evidence.sport and self._free(i, i):
                met = {hit.id: hit for hit in self._hits if hit.last > hit.first and self._ends_so(hit, word)}
                if len(met) == 1:  # يونايتد after مانشستر يونايتد
                    (club,) = met.values()
                    self._hit(i, i, 0 if word.key in _ENDS_OF_CLUBS else word.bare_cut, False, club.id, club.label)

    def _ends_so(self, hit: OrganizationHit, word: WordType) -> bool:
        """Tell whether an organisation's name ends with a word, particles aside."""
        return self._types[hit.last].key in (word.key, word.bare_key)

    def _is_mall(self, i: int) -> bool:
        """Tell whether a word makes what it goes on with no club: القطيف سيتي مول."""
        return self._units.reach[i] > 1 and self._types[i + 1].folded in _MALLS

    def _departments(self) -> None:
        """Take a ministry or service called by one word in quotation marks: «الصحة» تحذر, مصدر في "الجوازات"."""
        quoted = self._lexicon.gazetteer.patterns.quoted
        for i in self._units.having(quoted.keys()):
            word = self._types[i]
            institution = quoted.get(word.key) or quoted.get(word.bare_key)
            if institution is None or i in self.taken or not self._in_quotes(i, i):
                continue
            country = self._evidence.leading_country()
            entity = self._lexicon.gazetteer.get(f"{country}.{institution.slug}") if country else None
            if entity is not None:
                cut = 0 if word.key in quoted else word.bare_cut
                self._hit(i, i, cut, cut > 0 and word.bare_article, entity.id, entity.label)

    def _services(self) -> None:
        """Take a service by its work and its town or division: جوازات المنطقة الشرقية, صحة الرياض."""
        for i in self._units.having(_SERVICES):
            word = self._types[i]
            known = self._at.get(i + 1)
            if i in self.taken or known is None or known.cut or self._units.reach[i] < 2:  # noqa: PLR2004 - a name follows
                continue
            if word.key not in _SERVICES and not word.folded.startswith(("ب", "و", "ل")):
                continue
            before = self._units.before(i)
            if before is not None and (before.flags | before.bare_flags) & (HEAD | PROPER_HEAD):
                continue  # وزارة صحة ...
            if any(place.kind in _DIVISIONS for place in known.strong("place")) and self._free(i, known.last):
                self._unknown(i, known.last, 0 if word.key in _SERVICES else word.bare_cut, article=False)

    def _seated(self) -> None:
        """Take what a country has one of in each town, by the town: المحكمة الابتدائية بتونس, المستشفى الجهوي بسوسة."""
        for i in self._units.having(_WITH_SEAT):
            word = self._types[i]
            reach = self._units.reach[i]
            if i in self.taken or reach < 3 or not self._definite(i + 1, len(self._types)):  # noqa: PLR2004 - an adjective and a town follow
                continue
            if word.bare_key not in _WITH_SEAT or self._types[i + 1].flags & GENERIC:
                continue
            at = i + 2 + (self._definite(i + 2, len(self._types)) and reach > 3)  # noqa: PLR2004 - two adjectives
            known = self._at.get(at)
            if known is None or known.cut != 1 or not known.strong("place") or not self._free(i, known.last):
                continue
            if self._types[at].folded[0] == "ب":
                cut = 0 if word.key in _WITH_SEAT else word.bare_cut
                self._unknown(i, known.last, cut, article=cut > 0 and word.bare_article)

    def _second_of_two(self, first: int, last: int) -> None:
        """Take the second name after a dual: جمعيتا "فرحة" و"أهل الفن"."""
        noun = _DUALS.get(self._types[first].bare_key)
        if noun is None or last + 1 >= len(self._types) or self._types[last + 1].folded != "و":
            return
        end = self._quoted_end(last + 1)
        if end is not None and self._free(last + 2, end):
            words = [fold(noun), *(word.folded for word in self._types[last + 2 : end + 1])]
            label = f"{noun} {self._units.slice(last + 2, end)}"
            self._hit(last + 2, end, 0, False, "org:" + words_key(words).replace(" ", "_"), label)

    def _spoken_to(self) -> None:
        """Take what stands in quotation marks behind a detached ل: a paper that was told something, قال لـ«عكاظ»."""
        if _DETACHED.isdisjoint(self._units.keys):
            return
        for i, word in enumerate(self._types):
            if word.folded in _DETACHED and i not in self.taken:
                last = self._quoted_end(i)
                if last is not None and self._free(i + 1, last):
                    known = self._at.get(i + 1)
                    every = known.of_kind("organization") if known is not None and known.last == last else []
                    if every:
                        self._hit(i + 1, last, 0, False, every[0].id, every[0].label)
                    else:
                        self._unknown(i + 1, last, 0, article=False)

    def _called_short(self) -> None:
        """Take a club's name alone on a sports page where its noun was met too: الدرعية beside نادي الدرعية."""
        if not self._called:
            return
        for i in self._units.having(self._called.keys()):
            word = self._types[i]
            if i in self.taken:
                continue
            for key, cut in ((word.key, 0), (word.bare_key, word.bare_cut)):
                club = self._called.get(key)
                if club is not None:
                    self._hit(i, i, cut, cut > 0 and word.bare_article, club.id, club.label)
                    break

    def _short_names(self) -> None:
        """Let a word that no list has be the organisation whose listed name it begins: إنتر after إنتر الإيطالي."""
        listed: dict[str, set[tuple[str, str]]] = {}
        settled = {hit.id: hit.label for hit in self._hits if not hit.candidates}
        for at, hit in enumerate(self._hits):
            if hit.candidates:  # النادي الأهلي beside النادي الأهلي السعودي
                met = [one for one in hit.candidates if one.id in settled]
                if len(met) == 1:
                    self._hits[at] = replace(hit, id=met[0].id, label=met[0].label, candidates=())
        for hit in self._hits:
            if hit.last > hit.first and not hit.id.startswith("org:"):
                listed.setdefault(self._types[hit.first].bare_key, set()).add((hit.id, hit.label))
        for at, hit in enumerate(self._hits):
            if hit.first == hit.last and hit.id.startswith("org:"):
                owners = listed.get(self._types[hit.first].bare_key, set())
                if len(owners) == 1:
                    org_id, label = next(iter(owners))
                    self._hits[at] = replace(hit, id=org_id, label=label)

    def _chain_end(self, first: int, *, proper: bool) -> int | None:
        """Return the last unit of the name that a noun begins; None where no name follows.

        What follows is a place (غرفة أبها), definite words (هيئة الإعلام المرئي والمسموع), after a definite noun and an
        adjective a purpose (الغرفة الوطنية لصناعة الحليب), or after شركة and its like a foreign word (شركة ريكاردو).
        """
        quoted = self._quoted_end(first)
        if quoted is not None:
            return None if self._types[first].bare_key == _COLLECTION else quoted
        end = min(first + self._units.reach[first], first + _LONGEST_CHAIN)
        last = first
        definite_head = self._types[first].bare_key.startswith(_ARTICLE)
        named = purpose = foreign = construct = action = False
        if self._types[first].bare_key in _FOREIGN_HEADS and first + 1 < end and self._own_name(first + 1):
            proper = True
        word_head = self._types[first].bare_key
        if word_head == _COMMUNE and self._evidence.leading_country() == "ma":
            return None
        if word_head in _OF_A_PLACE and first + 2 < end and self._types[first + 1].flags & TRIGGER:
            town = self._at.get(first + 2)  # شرطة مدينة أوديسا
            if town is not None and town.strong("place") and not town.cut and town.last < end:
                return town.last
        i = first + 1
        while i < end and i not in self.taken:
            word = self._types[i]
            known = self._at.get(i)
            ranked = definite_head and last == first and self._purpose(i + 1, end)
            if word.folded in _RANKS and (ranked or (purpose and self._types[last].folded.startswith("لل"))):
                last = i
                i += 1
                continue
            if word.flags & (PREPOSITION | DAY | GENERIC) or (word.flags & STOP and not word.flags & QUALIFIER):
                break
            definite = word.folded.startswith((_ARTICLE, "وال"))
            joined = named and not purpose and word.folded[:1] == "و" and word.folded[1:] in _ACTIONS
            if joined and self._definite(i + 1, end):
                last = i + 1  # مصلحة الأرصاد وحماية البيئة
                i += 2
                continue
            if definite and word.titled and word.folded.startswith(_ARTICLE):
                break  # لجنة المهرجانات المهندس فلان
            if definite and definite_head and named and not purpose and self._disagrees(first, i):
                break  # أسند النادي الثقافي العربي الجائزة
            if last == first and word_head in _OFTEN_COMMON and known is not None and _is_country(known):
                break  # تنظيم قطر للمونديال
            if known is not None and known.strong("place") and not known.cut and not foreign:
                if not (word.country and definite_head):  # الهيئة السعودية للمواصفات goes on
                    if proper and not definite_head and self._purpose(known.last + 1, end):
                        last = known.last  # شركة تونس للشبكة الحديدية السريعة
                        i = last + 1
                        named = definite_head = True
                        continue
                    return known.last
                named = True
                last = i
                i += 1
                continue
            if last == first and self._in_construct(i, end):
                construct, action = True, word.folded in _ACTIONS
                last = i
                i += 1
                continue
            if definite and not foreign:
                if last == first and not self._agrees(first, i):
                    break
                least = _UNCOMMON if word_head not in _OF_A_TRADE else _COMMON_TRADE
                telling = word.count < least and not construct and not (definite_head and word.country)
                named = named or purpose or telling or last > first + construct or (construct and action)
            elif (
                (definite_head or self._heads_within(first, last))
                and last > first
                and word.folded.startswith("ل")
                and (word.bare_cut or word.folded.startswith("لل"))
                and not purpose
            ):
                named = purpose = True
                if not word.folded.startswith("لل") and not self._definite(i + 1, end):
                    break
            elif proper and not definite_head and (last == first or foreign) and self._foreign(i):
                if last - first == _LONGEST_FOREIGN or (foreign and self._evidence.tagged(i, "person")):
                    break
                named = foreign = True
            elif not (named and self._evidence.tagged(i, "organization") >= _SURE):
                break
            last = i
            i += 1
        if self._types[first].bare_key == _COMMITTEE and last == first + 1:
            return None  # اللجنة الإشرافية may be anybody's
        return last if named and last > first else None

    def _disagrees(self, first: int, i: int) -> bool:
        """Tell whether a word is of the other gender than the definite noun that a name begins with."""
        head, word = self._types[first].bare_key, self._types[i]
        if word.folded.startswith("و") or head.endswith(("ه", "ات", "ين")):
            return False
        return word.folded.endswith(("ه", "ات")) and not word.folded.endswith("يه")

    def _in_construct(self, i: int, end: int) -> bool:
        """Tell whether a noun without the article goes on to the word that names: مجلس محافظة الأنبار.

        A place must follow (حلف قبائل حضرموت), or two words with the article: اتحاد إذاعات الدول العربية.
        """
        word = self._types[i]
        marks = STOP | PREPOSITION | DAY | GENERIC | HEAD | PROPER_HEAD | LATIN
        if i + 1 >= end or word.folded.startswith(_ARTICLE) or word.bare_cut or word.flags & marks:
            return False
        if self._lexicon.count(_ARTICLE + word.folded) < max(_LEAST_DEFINITE, word.count * _SHARE_DEFINITE):
            return False  # a verb, not a noun: لجنة زارت الرياض
        known = self._at.get(i + 1)
        if known is not None and known.strong("place") and not known.cut and i + 1 not in self.taken:
            return True
        if not self._definite(i + 1, end) or self._types[i + 1].flags & GENERIC:
            return False
        if self._definite(i + 2, end):  # شركة صناعة السيارات الألمانية names nobody
            return not (self._types[i + 2].country and self._types[i - 1].bare_flags & PROPER_HEAD)
        return word.folded in _ACTIONS and not self._types[i - 1].bare_flags & PROPER_HEAD

    def _anybodys(self, first: int, last: int) -> bool:
        """Tell whether a noun and an adjective of nationality, both without the article, name nobody: محكمة ألمانية."""
        if last != first + 1 or self._types[first].bare_article or self._types[first].folded.startswith(_ARTICLE):
            return False
        head = self._types[first].flags | self._types[first].bare_flags
        adjectives = self._lexicon.gazetteer.adjectives
        nation = _ARTICLE + self._types[last].key.removesuffix("ه")
        return bool(head & (HEAD | PROPER_HEAD)) and nation in adjectives

    def _own_name(self, i: int) -> bool:
        """Tell whether a foreign word names an institution by itself: مؤسسة سميثسونيان, جامعة هارفارد."""
        word = self._types[i]
        return (
            self._foreign(i)
            and not word.flags & (STOP | LATIN | DAY | TRIGGER | NO_NAME)
            and len(word.folded) > _SHORTEST_OWN_NAME
            and self._lexicon.count(_ARTICLE + word.folded) <= word.count // 4
            and not word.folded.endswith(("ي", "ين", "ون", "ات", "ا"))
            and not (word.folded.endswith("ت") and self._lexicon.count(word.folded[:-1]) > word.count)
        )

    def _purpose(self, i: int, end: int) -> bool:
        return i < end and self._types[i].folded.startswith("لل")

    def _agrees(self, first: int, i: int) -> bool:
        """Tell whether a definite word may go on right after a noun: an adjective after a definite one, no و."""
        if self._evidence.tagged(i, "organization") >= _SURE_OF_WEAK:
            return True
        head, word = self._types[first].bare_key, self._types[i]
        if word.folded.startswith("و") or head in _OFTEN_COMMON:
            return False
        if not head.startswith(_ARTICLE):
            return True
        return word.folded.endswith("يه" if head.endswith("ه") else "ي")

    def _foreign(self, i: int) -> bool:
        """Tell whether a word without the article may be an organisation's own name: شركة ريكاردو, not شركة صينية."""
        word = self._types[i]
        if word.flags & LATIN or self._evidence.tagged(i, "organization") >= _SURE_OF_WEAK or word.key in _CLUB_ENDS:
            return True
        return (
            word.count < _RARE
            and not _passive_or_with_pronoun(word.folded)
            and not word.key.endswith(("ه", "ات"))
            and _ARTICLE + word.key not in self._lexicon.gazetteer.adjectives
            and not word.bare_cut
        )

    def _heads_within(self, first: int, last: int) -> bool:
        """Tell whether another noun for an organisation stands in the name so far: نقابة الغرفة الوطنية."""
        return any(self._types[i].flags & HEAD for i in range(first + 1, last + 1))

    def _definite(self, i: int, end: int) -> bool:
        return i < end and self._types[i].folded.startswith(_ARTICLE)

    def _quoted_end(self, first: int) -> int | None:
        """Return the last unit of a quotation right after a unit, of three words at most: حركة «حماس»."""
        if self._units.reach[first] < 2 or not _QUOTES.intersection(self._units.gap(first)):  # noqa: PLR2004 - a unit follows
            return None
        following = self._types[first + 1]
        if (
            following.count > _UNCOMMON // 4
            and following.folded.endswith("يه")
            and not self._definite(first + 1, len(self._types))
        ):
            return None  # منظمة "إرهابية" names nobody
        for last in range(first + 1, min(first + 4, len(self._types))):
            if _QUOTES.intersection(self._units.gap(last)):
                return last
            if self._units.reach[last] < 2:  # noqa: PLR2004 - the quotation breaks off
                break
        return None

    def _tagged(self) -> None:
        """Take what the tagger is sure of."""
        for span in self._evidence.spans:
            if span.kind != "organization" or not self._free(span.first, span.last):
                continue
            words = self._types[span.first : span.last + 1]
            if any(word.flags & (STOP | DAY) for word in words) or all(word.country for word in words):
                continue
            if self._anybodys(span.first, span.last):
                continue
            if span.first == span.last:
                word = words[0]
                known = self._at.get(span.first)
                place = known is not None and bool(known.strong("place"))
                bare_noun = bool(word.flags & (HEAD | PROPER_HEAD | TRIGGER | GENERIC))
                if span.confidence < _SURE_OF_UNKNOWN_WORD or place or bare_noun or word.count > 4 * _UNCOMMON:
                    continue
            elif span.confidence < _SURE:
                continue
            cut = words[0].bare_cut
            self._unknown(span.first, span.last, cut, words[0].bare_article)

    def _unknown(self, first: int, last: int, cut: int, article: bool, known: Sequence[Entity] = ()) -> None:
        """Take a name that no list has; ``known`` are listed organisations that it may be."""
        words = [word.folded for word in self._types[first : last + 1]]
        words[0] = ("ال" if article else "") + words[0][cut:]
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        if words[0] in _DUALS:
            label = _DUALS[words[0]] + label[len(words[0]) :]
            words[0] = fold(_DUALS[words[0]])
        label = label.translate(_NO_QUOTES)
        made = Possible("org:" + words_key(words).replace(" ", "_"), label)
        candidates = (made, *possible(known)) if known else ()
        self._hit(first, last, cut, article, made.id, made.label, candidates)


def headed_adjective(types: Sequence[WordType], one: Candidate) -> bool:
    """Tell whether a name is but a noun for organisations and one adjective: المنظمة الدولية, الهيئة العامة."""
    return one.last == one.first + 1 and bool(types[one.first].bare_flags & HEAD) and types[one.last].key.endswith("يه")


def _passive_or_with_pronoun(folded: str) -> bool:
    """Tell whether a rare word has a form that verbs have and names of firms have not: بنك يدار, فريق يرفضها."""
    if not folded.startswith("ي") or len(folded) < _SHORTEST_VERB or folded[1] in "اوي":
        return False
    return folded.endswith(("ها", "هم", "ون")) or (len(folded) == _SHORTEST_VERB and folded[2] == "ا")


def _is_country(one: Candidate) -> bool:
    """Tell whether a name is a country's."""
    return any(place.kind == "country" for place in one.strong("place"))
