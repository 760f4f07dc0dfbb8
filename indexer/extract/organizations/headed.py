"""Organisations that no list has, by the noun that begins them: غرفة أبها, شرطة منطقة الرياض, جوازات جدة."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    GENERIC,
    HEAD,
    PROPER_HEAD,
)
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ACTIONS, DIVISIONS, DUALS
from indexer.extract.places.words import is_district_centre
from search.analysis import fold
from search.entities.names import word_key, words_key

if TYPE_CHECKING:
    from indexer.extract.lexicon import WordType
    from indexer.extract.organizations.chains import NameChains
    from indexer.extract.organizations.found import FoundOrganizations
    from indexer.extract.organizations.reading import OrganizationReading

#: Councils that no list has: المجلس الأعلى للمصالحة الوطنية.
_COUNCIL: Final = fold("المجلس")
_RANKS_OF_COUNCILS: Final = frozenset(fold("الأعلى القومي المركزي الاستشاري العالمي العربي الدولي").split())
_LONGEST_COUNCIL: Final = 6
_LONGEST_PAPER: Final = 3
#: A ل that stands apart from what it belongs to.
_DETACHED: Final = frozenset({"ل", "ول"})
#: Institutions that a country has one of in each town, named with it: المحكمة الابتدائية بتونس, المستشفى الجهوي بسوسة.
_WITH_SEAT: Final = frozenset(map(fold, ("المحكمة", "المستشفى", "المعهد", "المندوبية", "المدرسة", "الكلية", "الغرفة")))
#: Services called by their work and the town: جوازات المنطقة الشرقية, مرور الرياض.
_SERVICES: Final = frozenset(map(fold, ("جوازات", "مرور", "جمارك", "صحة", "تعليم")))
#: Services by their rank and what they are for: الإدارة العامة للمجاهدين, الفرقة المركزية لمكافحة المخدرات.
_OFFICES: Final = frozenset(
    map(word_key, map(fold, ("الإدارة", "الفرقة", "الصندوق", "الشعبة", "المصلحة", "المكتب", "الجهاز", "القيادة")))
)
#: What is run, so that who runs it is meant: الإدارة العامة للفريق.
_BODIES: Final = frozenset(
    map(
        word_key,
        fold(
            "الحزب الحركة الفريق النادي الشركة المنطقة المدينة المحافظة الولاية القرية الدولة البلاد الحكومة الجهة"
        ).split(),
    )
)
#: Also those who govern: الإدارة الأميركية.
_DEPARTMENT: Final = word_key(fold("الإدارة"))
_TROUPE: Final = word_key(fold("الفرقة"))
_RANKS_OF_OFFICES: Final = frozenset(
    map(
        fold,
        (
            *("العامة", "الجهوية", "الفرعية", "المركزية", "الوطنية", "الإقليمية", "المحلية", "القومية", "الدولية"),
            *("العام", "الجهوي", "الفرعي", "المركزي", "الوطني", "الإقليمي", "المحلي", "القومي", "الدولي"),
            *("العربي", "العربية", "التعاوني", "الخيري", "الاتحادي", "الاتحادية", "الفيدرالي", "الأوروبي"),
        ),
    )
)
#: Words that mean more than a service, with what services of that noun are for: الوحدة الوطنية للأبحاث, but not
#: الوحدة الوطنية للشعب; الحملة الأوروبية لرفع الحصار.
_UNIT: Final = word_key(fold("الوحدة"))
_OF_UNITS: Final = frozenset(map(fold, ("للأبحاث", "للبحث", "للتدخل", "للتحقيق", "للتدخلات")))
_CAMPAIGN: Final = word_key(fold("الحملة"))
_FROM: Final = frozenset(map(fold, ("عن", "في", "على", "ضد")))
_RANKS_OF_CAMPAIGNS: Final = frozenset(map(fold, ("الأوروبية", "الدولية", "العالمية", "العربية")))
#: Offices of the police in the Maghreb, by their noun and their service: إقليم الأمن الوطني, إدارة الشرطة العدلية.
_STATIONS: Final = frozenset(map(word_key, map(fold, ("إقليم", "منطقة", "إدارة", "مركز", "مديرية", "مصلحة", "وحدة"))))
_OF_STATIONS: Final = frozenset(
    {
        tuple(fold(service).split())
        for service in ("الأمن الوطني", "الأمن العمومي", "الشرطة العدلية", "الأبحاث العدلية", "الشرطة القضائية")
    }
)
#: What is called by a name in quotation marks and is no organisation where the name is not quoted: موقع "ماشابل".
_QUOTED_CALLED: Final = frozenset(map(word_key, map(fold, ("موقع", "موقعي", "مالك", "مؤسس", "متجر", "متاجر", "منصة"))))
_OWNERS: Final = frozenset(map(word_key, map(fold, ("مالك", "مؤسس"))))
#: What makes a site of it: موقع «مدائن صالح» الأثري.
_OF_SITES: Final = frozenset(map(fold, ("الأثري", "التاريخي", "السياحي", "العسكري", "الجغرافي", "الأثرية")))


class HeadedOrganizations(OrganizationStep):
    """Takes names that no list has, by the noun that begins them."""

    def __init__(self, reading: OrganizationReading, found: FoundOrganizations, chains: NameChains) -> None:
        super().__init__(reading)
        self._found = found
        self._chains = chains

    def take_headed(self) -> None:
        """Take names that begin with a noun for organisations: غرفة أبها, هيئة الإعلام المرئي والمسموع."""
        for i in self._units.marked:
            word = self._types[i]
            flags = word.flags | word.bare_flags
            if not flags & (HEAD | PROPER_HEAD) or i in self._taken:
                continue
            known = self._at.get(i)
            if known is not None and known.strong("place") and known.last > i:
                continue  # the town دار شعبان الفهري
            if is_district_centre(self._units, i):
                continue
            cut = 0 if word.flags & (HEAD | PROPER_HEAD) else word.bare_cut
            last = self._chains.end(i, proper=bool(flags & PROPER_HEAD))
            if last is not None and self._free(i, last) and not self._chains.anybodys(i, last):
                self._found.unknown(i, last, cut, article=cut > 0 and word.bare_article)
                self._second_of_two(i, last)
                if self._evidence.sport and flags & PROPER_HEAD and last == i + 1:
                    self._called[self._types[last].key] = self._found.hits[-1]

    def _second_of_two(self, first: int, last: int) -> None:
        """Take the second name after a dual: جمعيتا "فرحة" و"أهل الفن"."""
        noun = DUALS.get(self._types[first].bare_key)
        if noun is None or last + 1 >= len(self._types) or self._types[last + 1].folded != "و":
            return
        end = self._chains.quoted_end(last + 1)
        if end is not None and self._free(last + 2, end):
            words = [fold(noun), *(word.folded for word in self._types[last + 2 : end + 1])]
            label = f"{noun} {self._units.slice(last + 2, end)}"
            self._found.add(last + 2, end, 0, False, "org:" + words_key(words).replace(" ", "_"), label)

    def take_departments(self) -> None:
        """Take a ministry or service called by one word in quotation marks: «الصحة» تحذر, مصدر في "الجوازات"."""
        quoted = self._lexicon.gazetteer.patterns.quoted
        for i in self._units.having(quoted.keys()):
            word = self._types[i]
            institution = quoted.get(word.key) or quoted.get(word.bare_key)
            if institution is None or i in self._taken or not self._chains.in_quotes(i, i):
                continue
            country = self._evidence.leading_country()
            entity = self._lexicon.gazetteer.get(f"{country}.{institution.slug}") if country else None
            if entity is not None:
                cut = 0 if word.key in quoted else word.bare_cut
                self._found.add(i, i, cut, cut > 0 and word.bare_article, entity.id, entity.label)

    def take_offices(self) -> None:
        """Take services by their rank and what they are for: الإدارة العامة للمجاهدين, الصندوق العام للتعويض."""
        for i in self._units.having(_OFFICES | {_UNIT, _CAMPAIGN}):
            word = self._types[i]
            if self._units.reach[i] < 3 or i in self._taken:  # noqa: PLR2004 - a rank and a purpose follow
                continue
            rank, purpose = self._types[i + 1 : i + 3]
            key = word.key if word.key in _OFFICES or word.key in (_UNIT, _CAMPAIGN) else word.bare_key
            if not purpose.folded.startswith("ل") or purpose.bare_key in _BODIES or not self._ranked(key, rank):
                continue
            if key == _DEPARTMENT and purpose.bare_flags & (HEAD | PROPER_HEAD):
                continue  # الإدارة العامة للمؤسسة, those who run it
            if key == _UNIT and purpose.folded not in _OF_UNITS and purpose.folded[1:] not in ACTIONS:
                continue
            last = self._chains.end(i, proper=False)
            if last is not None and key == _CAMPAIGN:
                last = self._against_whom(last)
            if last is not None and last > i + 1 and self._free(i, last):
                cut = 0 if key == word.key else word.bare_cut
                self._found.unknown(i, last, cut, article=cut > 0 and word.bare_article)

    def _against_whom(self, last: int) -> int:
        """Return the last unit of the place that a campaign is for: لرفع الحصار عن غزة."""
        if self._units.reach[last] < 3 or self._types[last + 1].folded not in _FROM:  # noqa: PLR2004 - a preposition and a name follow
            return last
        place = self._at.get(last + 2)
        return place.last if place is not None and place.strong("place") and not place.cut else last

    def _ranked(self, key: str, rank: WordType) -> bool:
        """Tell whether a word is the rank of a service, or whose it is: العامة, الجهوية, السعودي."""
        if key == _CAMPAIGN:
            return rank.folded in _RANKS_OF_CAMPAIGNS
        if key == _TROUPE and rank.folded.startswith("ال") and rank.folded.endswith("يه"):
            return True  # الفرقة الهاشمية للإنشاد
        return rank.folded in _RANKS_OF_OFFICES or (key not in (_UNIT, _DEPARTMENT) and bool(rank.country))

    def take_stations(self) -> None:
        """Take offices of the police: إقليم الأمن الوطني بالقصرين, إدارة الشرطة العدلية."""
        for i in self._units.having(_STATIONS):
            word = self._types[i]
            if self._units.reach[i] > 2 and self._free(i, i + 2):  # noqa: PLR2004 - two units follow
                service = (self._types[i + 1].folded, self._types[i + 2].folded)
                if service in _OF_STATIONS:
                    self._found.unknown(i, i + 2, 0 if word.key in _STATIONS else word.bare_cut, article=False)

    def take_quoted(self) -> None:
        """Take sites and firms by a name in quotation marks: موقع "ماشابل", مالك «كراون ريزورتس»."""
        for i in self._units.having(_QUOTED_CALLED):
            last = self._chains.quoted_end(i)
            if last is None or not self._free(i + 1, last) or not self._chains.in_quotes(i + 1, last):
                continue
            if self._units.reach[last] > 1 and self._types[last + 1].folded in _OF_SITES:
                continue
            owned = self._types[i].bare_key in _OWNERS  # مالك «محمد صالح»
            if not (owned and any(self._evidence.tagged(at, "person") for at in range(i + 1, last + 1))):
                self._take_quotation(i + 1, last)

    def take_services(self) -> None:
        """Take a service by its work and its town or division: جوازات المنطقة الشرقية, صحة الرياض."""
        for i in self._units.having(_SERVICES):
            word = self._types[i]
            known = self._at.get(i + 1)
            if i in self._taken or known is None or known.cut or self._units.reach[i] < 2:  # noqa: PLR2004 - a name follows
                continue
            if word.key not in _SERVICES and not word.folded.startswith(("ب", "و", "ل")):
                continue
            before = self._units.before(i)
            if before is not None and (before.flags | before.bare_flags) & (HEAD | PROPER_HEAD):
                continue  # وزارة صحة ...
            if any(place.kind in DIVISIONS for place in known.strong("place")) and self._free(i, known.last):
                self._found.unknown(i, known.last, 0 if word.key in _SERVICES else word.bare_cut, article=False)

    def take_seated(self) -> None:
        """Take what a country has one of in each town, by the town: المحكمة الابتدائية بتونس, المستشفى الجهوي بسوسة."""
        for i in self._units.having(_WITH_SEAT):
            word = self._types[i]
            reach = self._units.reach[i]
            if i in self._taken or reach < 3 or not self._chains.definite(i + 1, len(self._types)):  # noqa: PLR2004 - an adjective and a town follow
                continue
            if word.bare_key not in _WITH_SEAT or self._types[i + 1].flags & GENERIC:
                continue
            at = i + 2 + (self._chains.definite(i + 2, len(self._types)) and reach > 3)  # noqa: PLR2004 - two adjectives
            known = self._at.get(at)
            if known is None or known.cut != 1 or not known.strong("place") or not self._free(i, known.last):
                continue
            if self._types[at].folded[0] == "ب":
                cut = 0 if word.key in _WITH_SEAT else word.bare_cut
                self._found.unknown(i, known.last, cut, article=cut > 0 and word.bare_article)

    def take_councils(self) -> None:
        """Take councils by their rank and purpose: المجلس الأعلى للمصالحة الوطنية."""
        for i in self._units.having({_COUNCIL}):
            end = min(i + self._units.reach[i], i + _LONGEST_COUNCIL)
            if i + 2 >= end or self._types[i + 1].folded not in _RANKS_OF_COUNCILS or not self._free(i, i + 2):
                continue
            purpose = self._types[i + 2]
            last = i + 2
            if not purpose.folded.startswith("لل"):
                continue
            while last + 1 < end and self._free(last + 1, last + 1) and self._goes_with(last + 1):
                last += 1
            word = self._types[i]
            cut = 0 if word.key == _COUNCIL else word.bare_cut
            self._found.unknown(i, last, cut, article=cut > 0 and word.bare_article)

    def _goes_with(self, i: int) -> bool:
        """Tell whether a word with the article describes or goes on what a council is for: الوطنية, والإبداع."""
        word = self._types[i]
        if word.titled or word.flags & DAY:
            return False
        return word.folded.startswith(("وال", "ال")) and (word.folded[0] == "و" or word.folded.endswith("يه"))

    def take_spoken_to(self) -> None:
        """Take what stands in quotation marks behind a detached ل: a paper that was told something, قال لـ«عكاظ»."""
        for i in self._units.having(_DETACHED):
            if i not in self._taken:
                last = self._chains.quoted_end(i)
                if last is not None and last - i <= _LONGEST_PAPER and self._free(i + 1, last):
                    self._take_quotation(i + 1, last)

    def _take_quotation(self, first: int, last: int) -> None:
        """Take what stands in quotation marks, under its listed id where a list has it."""
        known = self._at.get(first)
        every = known.of_kind("organization") if known is not None and known.last == last else []
        if every:
            self._found.add(first, last, 0, False, every[0].id, every[0].label)
        else:
            self._found.unknown(first, last, 0, article=False)
