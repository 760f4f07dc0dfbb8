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
from indexer.extract.organizations.words import DIVISIONS, DUALS
from indexer.extract.places.words import is_district_centre
from search.analysis import fold
from search.entities.names import words_key

if TYPE_CHECKING:
    from indexer.extract.organizations.chains import NameChains
    from indexer.extract.organizations.found import FoundOrganizations
    from indexer.extract.organizations.reading import OrganizationReading

#: Councils that no list has: المجلس الأعلى للمصالحة الوطنية.
_COUNCIL: Final = fold("المجلس")
_RANKS_OF_COUNCILS: Final = frozenset(fold("الأعلى القومي المركزي الاستشاري العالمي العربي الدولي").split())
_LONGEST_COUNCIL: Final = 6
#: A ل that stands apart from what it belongs to, and a site on the net.
_BEFORE_QUOTES: Final = frozenset({"ل", "ول", fold("موقع")})
#: Institutions that a country has one of in each town, named with it: المحكمة الابتدائية بتونس, المستشفى الجهوي بسوسة.
_WITH_SEAT: Final = frozenset(map(fold, ("المحكمة", "المستشفى", "المعهد", "المندوبية", "المدرسة", "الكلية", "الغرفة")))
#: Services called by their work and the town: جوازات المنطقة الشرقية, مرور الرياض.
_SERVICES: Final = frozenset(map(fold, ("جوازات", "مرور", "جمارك", "صحة", "تعليم")))


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
        """Take what stands in quotation marks behind a detached ل or موقع: قال لـ«عكاظ», موقع "ماشابل" الأميركي."""
        for i in self._units.having(_BEFORE_QUOTES):
            if i not in self._taken:
                last = self._chains.quoted_end(i)
                if last is not None and self._free(i + 1, last):
                    known = self._at.get(i + 1)
                    every = known.of_kind("organization") if known is not None and known.last == last else []
                    if every:
                        self._found.add(i + 1, last, 0, False, every[0].id, every[0].label)
                    else:
                        self._found.unknown(i + 1, last, 0, article=False)
