"""Organisations of the gazetteer, and which of several that bear a name is meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import Carriers
from indexer.extract.doubt import possible
from indexer.extract.lexicon import (
    HEAD,
    PROPER_HEAD,
    SPORT,
    STOP,
)
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ARTICLE, SETTLED, SURE_OF_NAME, SURE_OF_WEAK, headed_adjective
from search.analysis import fold
from search.entities.names import word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.organizations.chains import NameChains
    from indexer.extract.organizations.found import FoundOrganizations, OrganizationHit
    from indexer.extract.organizations.institutions import Institutions
    from indexer.extract.organizations.reading import OrganizationReading
    from search.entities import Entity

_SURE_OF_ONE_WORD: Final = 0.6
_SURE_OF_CLUB: Final = 0.8
_VERY_COMMON: Final = 900
#: Clubs whose names look like nationalities and are none.
_NAMED_LIKE_ADJECTIVES: Final = frozenset(map(word_key, map(fold, ("الأهلي", "الترجي"))))
#: Behind these on sports pages stands who plays.
_AGAINST: Final = frozenset(map(fold, ("أمام", "ضد", "نظيره", "مضيفه", "ضيفه", "غريمه", "جاره")))
_COMPETITIONS: Final = frozenset(map(fold, ("كأس", "دوري", "بطولة", "دورة")))
#: Months that companies are called like, and those that they stand beside: أبريل (نيسان).
_MONTHS: Final = frozenset(
    map(word_key, map(fold, ("نيسان", "أبريل", "ابريل", "أفريل", "مايو", "أيار", "آذار", "مارس")))
)
_PAIRED: Final = frozenset("(/")
_FOOTBALL: Final = fold("لكرة")
_COUNTRY_CODE: Final = 2
#: What being of the source's country says for a paper or a channel that is named alone: more than votes for another.
_OWN_PAPER: Final = 3.0
_LIST_REACH: Final = 2
_COMMAS: Final = frozenset({"", "،", ","})
#: What a federation has and a club is seldom said to have, so many words before its name at most.
_UNION: Final = word_key(fold("الاتحاد"))
_GOVERNING: Final = frozenset(map(fold, ("لجنة", "اللجنة", "رئيس", "رئاسة", "عضو", "أمانة", "أمين", "مجلس", "الأمين")))
_OFFICE_REACH: Final = 3
_HOSPITAL: Final = word_key(fold("مستشفى"))
#: Organisations that no other state's adjective follows: مجلس العموم الكندي is not the British one.
_OF_THEIR_STATE: Final = frozenset({"parliament", "party", "court", "ministry", "government", "agency", "army"})
_SPORT_TYPES: Final = frozenset({"club", "federation"})
#: Kinds of places that give way to an organisation of the same name: البيت الأبيض.
_SITES: Final = frozenset({"site", "street", "base", "prison"})
#: An office with a ministry's short name: وزيرة الداخلية.
_MINISTERS: Final = frozenset(map(fold, ("وزير", "وزيرة", "وزيرا", "وزيري", "وزيرتا", "وزيرتي", "وزراء")))
#: Where alliances fight that are named short: التحالف is one in Yemen and another in Iraq.
_THEATRES: Final = {"arab-coalition": ("ye",), "international-coalition": ("iq", "sy")}
_REPORTS: Final = frozenset(
    fold("مراسل مراسلة مراسلي مراسلو مذيع مذيعة بثته بثتها بثت نشرته نشرتها أوردته أوردتها أذاعته").split()
)
#: Before an agency named by whose it is: وفقا للألمانية, بحسب الفرنسية. What was said stands behind it, or nothing.
_ACCORDING: Final = frozenset(
    fold("وفقا ووفقا وفق بحسب وبحسب حسب وحسب نقلت ونقلت ذكرت وذكرت أفادت وأفادت أوردت").split()
)
#: Papers called like what somebody else has said or written: وفقا للبيان.
_STATEMENTS: Final = frozenset(map(word_key, map(fold, ("البيان", "الخبر", "الرأي", "الإعلان"))))
_WHAT_WAS_SAID: Final = frozenset(fold("أن إن أنه أنها فإن عن").split())
_QUOTED_TYPES: Final = frozenset({"media", "company", "agency"})
#: Nouns that announce organisations of one type and of no other: حركة العالم is not the channel العالم.
_NOUNS_OF_TYPE: Final = {
    "media": frozenset(
        map(fold, ("صحيفة", "صحيفتي", "جريدة", "مجلة", "قناة", "قناتي", "فضائية", "إذاعة", "شبكة", "موقع", "تلفزيون"))
    ),
    "club": frozenset(map(fold, ("نادي", "النادي", "ناديي", "فريق"))),
}


class ListedOrganizations(OrganizationStep):
    """Takes names of the gazetteer where they are organisations' here."""

    def __init__(
        self, reading: OrganizationReading, found: FoundOrganizations, chains: NameChains, institutions: Institutions
    ) -> None:
        super().__init__(reading)
        self._found = found
        self._chains = chains
        self._institutions = institutions

    def take(self, one: Candidate) -> None:
        """Take a name of the gazetteer where it is an organisation's here."""
        if one.key != _UNION and not one.of_kind("organization"):
            return
        strong = one.strong("organization")
        known = strong or self._weakly_meant(one)
        if one.key == _UNION and (self._of_another_sport(one) or self._union_met(one)):
            return
        if one.first == one.last and one.key in _MONTHS and self._twin_of_a_month(one.first):
            return
        federation = self._federation(one) if one.key == _UNION and self._evidence.sport else None
        if federation is not None:
            self._found.add(one.first, one.last + 1, one.cut, one.article, federation.id, federation.label)
            return
        if one.key == _UNION and known and self._union_elsewhere(one, known):
            return
        if strong and self._of_other_state(one, strong):
            self._found.unknown(one.first, one.last + 1, one.cut, one.article)
            return
        if not known or (not strong and self._everybodys(one, known)):
            return
        first = one.first
        if self._clubs_only(known) and self._in_hospital(one):
            return
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
            or (any(entity.type == "media" for entity in known) and self._reported(one))
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
                sport and self._evidence.tagged(first, "place") < SURE_OF_NAME and not common
            )
        elif strong:
            longer = headed_adjective(self._types, one) and self._goes_on(one.last)  # المنظمة الدولية للهجرة
            accepted = (not stopped or sure >= SURE_OF_NAME) and not longer
        else:
            goes_on = not one.cut and self._goes_on(one.last)
            firm = self._about_firms and not common and all(entity.type == "company" for entity in known)
            own = one.last > one.first and not self._described(one.last) and self._of_its_country(one, known)
            accepted = not goes_on and (sure >= SURE_OF_WEAK or own or ((sport or firm) and not common))
        if not accepted:
            return
        if self._everybodys(one, known):
            return
        every = one.of_kind("organization") if strong else known
        following = self._types[one.last + 1] if self._units.reach[one.last] > 1 else None
        if following is not None and following.country and len(every) > 1:  # الأهلي السعودي
            every = [entity for entity in every if entity.country == following.country] or every
        entity, candidates = self._likeliest(every, strong, announced=named or headed)
        if named and sport:
            self._clubs.add(one.key)
        if sport and entity is not None and entity.type == "club":
            self._of_clubs.add(entity.id)
        article = one.article and not named
        cut = 0 if named else one.cut
        if entity is None:
            self._found.unknown(first - named, one.last, cut, article, candidates)
        else:
            self._found.add(first - named, one.last, cut, article, entity.id, entity.label, possible(candidates))
            if headed and sport and self._clubs_only(known) and one.last == first + 1:
                self._call_short(one.last)

    def _call_short(self, last: int) -> None:
        """Let the word that ends the club just found mean it alone too, if no country's: ميلانو after نادي ميلانو."""
        key = self._types[last].key
        listed = self._lexicon.carriers[key].by_kind.get("place", ()) if key in self._lexicon.gazetteer.names else ()
        if not any(place.kind == "country" for place in listed):
            self._called[key] = self._found.hits[-1]

    def _in_hospital(self, one: Candidate) -> bool:
        """Tell whether a club's name is a hospital's here: مستشفى النهضة."""
        before = self._units.before(one.first)
        return before is not None and not one.cut and before.bare_key == _HOSPITAL

    def _of_another_sport(self, one: Candidate) -> bool:
        """Tell whether what a union is for stands behind its state: الاتحاد السعودي للسهام is no club.

        Nor is one of a part of a state that plays for itself: الاتحاد الويلزي لكرة القدم.
        """
        if self._units.reach[one.last] < 3:  # noqa: PLR2004 - two units follow
            return False
        nation, purpose = self._types[one.last + 1 : one.last + 3]
        return bool(nation.country) and (
            purpose.folded.startswith("لل") or (len(nation.country) > _COUNTRY_CODE and purpose.folded == _FOOTBALL)
        )

    def _union_elsewhere(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether the adjective behind الاتحاد is of no state that has such a club: كأس الاتحاد الإنجليزي."""
        following = self._types[one.last + 1] if self._units.reach[one.last] > 1 else None
        if following is None or not following.country:
            return False
        return following.country not in {entity.country for entity in known}

    def _union_met(self, one: Candidate) -> bool:
        """Take الاتحاد in quotation marks as the union named in full before: UGTT, not the paper."""
        if not self._quoted(one):
            return False
        met = {hit.id: hit for hit in self._found.hits if hit.last > hit.first and self._begins_so(hit, one.key)}
        if len(met) != 1:
            return False
        (union,) = met.values()
        self._found.add(one.first, one.last, one.cut, one.article, union.id, union.label)
        return True

    def _begins_so(self, hit: OrganizationHit, key: str) -> bool:
        """Tell whether an organisation's name begins with a word, particles aside."""
        word = self._types[hit.first]
        return key in (word.key, word.bare_key)

    def _twin_of_a_month(self, i: int) -> bool:
        """Tell whether a word is a month's second name behind its first: أبريل (نيسان)."""
        return i > 0 and self._types[i - 1].bare_key in _MONTHS and bool(_PAIRED.intersection(self._units.gap(i - 1)))

    def _federation(self, one: Candidate) -> Entity | None:
        """Return the football federation that الاتحاد السعودي is behind a committee, an office, or its full name."""
        following = self._types[one.last + 1] if self._units.reach[one.last] > 1 else None
        if following is None or not following.country or one.last + 1 in self._taken:
            return None
        entity = self._lexicon.gazetteer.get(f"{following.country}.football-federation")
        before = self._types[max(0, one.first - _OFFICE_REACH) : one.first]
        governs = any(word.folded in _GOVERNING or word.bare_key in _GOVERNING for word in before)
        met = entity is not None and any(hit.id == entity.id for hit in self._found.hits)
        return entity if governs or met else None

    def _of_other_state(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether the adjective behind a state's body is that of another state: مجلس العموم الكندي."""
        reach = self._units.reach[one.last]
        if reach < 2 or one.last == one.first or not known or one.last + 1 in self._taken:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[one.last + 1]
        return bool(following.country) and all(
            entity.type in _OF_THEIR_STATE and entity.country and entity.country != following.country
            for entity in known
        )

    def _likeliest(
        self, known: Sequence[Entity], strong: Sequence[Entity], *, announced: bool = False
    ) -> tuple[Entity | None, list[Entity]]:
        """Return which of a name's organisations is meant and, where that is open, all that it may be.

        The countries that the article is about speak for one (الأهلي of Egypt or of Saudi Arabia). Where nothing tells
        the likeliest two apart there is none. A paper that no noun has ``announced`` is the source's own or its
        country's, whatever the article is about: وقال لـ«الوطن».
        """
        if len(known) == 1:
            return known[0], []
        votes = self._evidence.votes
        points = {
            entity.id: (votes.get(entity.country, 0.0) if entity.country else 0.0)
            + (entity in strong)
            + self._theatre(entity)
            + _OWN_PAPER * (not announced and entity.type == "media" and entity.country == self._evidence.home != "")
            for entity in known
        }
        ranked = sorted({entity.id: entity for entity in known}.values(), key=lambda entity: -points[entity.id])
        most = points[ranked[0].id]
        near = [entity for entity in ranked if most - points[entity.id] < SETTLED]
        if len(near) == 1:
            return near[0], []
        return (near[0] if points[near[1].id] < most else None), near

    def _theatre(self, entity: Entity) -> float:
        """Return the votes of the countries an alliance fights in; 0 for all other organisations."""
        return sum(self._evidence.votes.get(country, 0.0) for country in _THEATRES.get(entity.id, ()))

    def _in_theatre(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether an alliance named short (التحالف) is meant: the article is about where it fights."""
        return max(map(self._theatre, known)) >= 1 and not self._described(one.last)

    def _described(self, last: int) -> bool:
        """Tell whether an adjective with the article follows a name: التحالف الوطني is another alliance."""
        if self._units.reach[last] < 2:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[last + 1]
        adjective = following.folded.startswith(ARTICLE) and following.folded.endswith(("ي", "يه"))
        return adjective and not following.flags & STOP  # التحالف الذي تقوده السعودية

    def _weakly_meant(self, one: Candidate) -> Sequence[Entity]:
        """Return the organisations that a weak name may mean here.

        A paper's name that is a word (الاتحاد) needs its noun or quotation marks; with them the paper is meant.
        """
        every = one.of_kind("organization")
        papers = [entity for entity in every if entity.type == "media"]
        if not papers or one.first != one.last:
            return every
        if self._quoted(one) or self._head_before(one, papers) or self._reported(one):
            return papers
        return [entity for entity in every if entity.type != "media"]

    def _of_its_country(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether one of a weak name's organisations is of the country that the article is most about.

        هيئة المهندسين in a Saudi paper, دار الإفتاء in an article about Egypt. Not what an office or longer name is of
        (الرئيس العام لرعاية الشباب, الأكاديمية السعودية للطيران المدني), nor a paper (its byline).
        """
        before = self._units.before(one.first)
        purpose = one.cut > 0 and self._types[one.first].folded.startswith("ل")
        if before is not None and (before.titled or (purpose and before.folded.startswith(ARTICLE))):
            return False
        country = self._evidence.leading_country()
        return bool(country) and any(entity.country == country and entity.type != "media" for entity in known)

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
        return before.bare_key.startswith(ARTICLE) and not before.flags & STOP

    def _everybodys(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Take a name (الأمن الوطني) that every state may have, where the state of the listed one is not met.

        True where it was taken as the institution of the state that the article is about.
        """
        if any(not entity.country or self._evidence.votes.get(entity.country) for entity in known):
            return False
        keys = one.key.split()
        met = self._lexicon.gazetteer.patterns.match_bare(keys, 0, len(keys))
        if met is None or met[0] != len(keys):
            return False
        self._institutions.take(replace(one, carriers=Carriers(), institution=met[1]))
        return True

    def _is_office(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether a ministry's short name is part of an office: وزيرة الداخلية البريطانية."""
        before = self._units.before(one.first)
        return (
            before is not None
            and not one.cut
            and before.bare_key in _MINISTERS
            and all(entity.type == "ministry" for entity in known)
        )

    def _clubs_only(self, known: Sequence[Entity]) -> bool:
        return all(entity.type == "club" for entity in known)

    def _plays(self, one: Candidate) -> bool:
        """Tell whether a word of sports pages, or a club and و, goes before a club's name: مباريات الهلال والنصر."""
        if self._in_list_of_clubs(one):
            return True
        before = self._units.before(one.first)
        if before is None or self._goes_on_otherwise(one):
            return False
        if one.key.endswith("ي") and one.key not in _NAMED_LIKE_ADJECTIVES:
            return False  # المدرب المصري, the Egyptian
        if not one.cut and before.flags & SPORT and before.bare_key not in _COMPETITIONS:
            return True
        return not one.cut and before.folded in _AGAINST  # فاز النصر أمام نجران

    def _in_list_of_clubs(self, one: Candidate) -> bool:
        """Tell whether و, a comma or not, joins a name to a club's, or to one so joined: والهلال، والشباب، والوحدة."""
        last = self._found.hits[-1] if self._found.hits else None
        if last is None or last.id not in self._of_clubs or not 0 < one.first - last.last <= _LIST_REACH:
            return False
        types, units = self._types, self._units
        joined = one.cut == 1 and types[one.first].folded.startswith("و")
        between = all(types[at].folded.startswith("و") for at in range(last.last + 1, one.first))
        gaps = all(units.gap(at).strip() in _COMMAS for at in range(last.last, one.first))
        return joined and between and gaps and not self._goes_on_otherwise(one)

    def _reported(self, one: Candidate) -> bool:
        """Tell whether what goes before a weak name is a reporter or a report: مراسلة الجزيرة, شريط بثته الجزيرة."""
        before = self._units.before(one.first)
        if before is None:
            return False
        if before.folded in _ACCORDING:
            if one.key in _STATEMENTS:
                return False
            reach = self._units.reach[one.last]  # وفقا للألمانية.
            return reach == 1 or self._types[one.last + 1].folded in _WHAT_WAS_SAID
        return not one.cut and before.unprefixed in _REPORTS

    def _quoted(self, one: Candidate) -> bool:
        """Tell whether a name stands in quotation marks by itself: لـ«الشرق الأوسط»."""
        return self._chains.in_quotes(one.first, one.last)

    def _goes_on(self, last: int) -> bool:
        """Tell whether the words after a name make it a longer one: الاتحاد الدولي لتنمية الغوص."""
        if self._units.reach[last] < 2:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[last + 1]
        return following.bare_cut > 0 and following.folded.startswith("ل") and not following.flags & STOP

    def _head_before(self, one: Candidate, known: Sequence[Entity]) -> bool:
        """Tell whether a noun for what one of the carriers is stands before: نادي الهلال, صحيفة الرياض."""
        before = self._units.before(one.first)
        if before is None or one.cut or not before.flags & PROPER_HEAD or one.first - 1 in self._taken:
            return False
        return any(
            before.bare_key in _NOUNS_OF_TYPE[entity.type]
            if entity.type in _NOUNS_OF_TYPE
            else not any(before.bare_key in nouns for nouns in _NOUNS_OF_TYPE.values())
            for entity in known
        )
