"""Where the name of an organisation that a noun begins ends: مجلس إدارة الغرفة التجارية, شركة «ريكاردو»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import DAY, HEAD, PREPOSITION, PROPER_HEAD, STOP, TRIGGER
from indexer.extract.organizations.chain_words import OFTEN_COMMON, ChainWords
from indexer.extract.organizations.name_chain import NameChain
from indexer.extract.organizations.words import ARTICLE, QUOTES, RARE, UNCOMMON
from indexer.extract.places.words import DISTRICT, YEMEN
from search.analysis import fold
from search.entities.names import word_key

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate
    from indexer.extract.organizations.reading import OrganizationReading

#: Nouns that a town or a division has one of: شرطة مدينة أوديسا, بلدية محافظة الدوادمي.
_OF_A_PLACE: Final = frozenset(
    map(fold, ("شرطة", "بلدية", "أمانة", "إمارة", "غرفة", "محكمة", "مجلس", "مديرية", "لواء"))
)
#: Where a university stands: جامعة جنوب كاليفورنيا, جامعة شمال غرب الصين.
_DIRECTIONS: Final = frozenset(map(fold, ("شمال", "جنوب", "شرق", "غرب", "وسط")))
_UNIVERSITIES: Final = frozenset(map(fold, ("جامعة", "كلية", "أكاديمية")))
#: Houses of a kind, not of a name: دار الأيتام.
_HOUSE: Final = fold("دار")
_HOUSES: Final = frozenset(
    map(fold, ("الأيتام", "المسنين", "العجزة", "الإيواء", "الضيافة", "الحضانة", "النشر", "العرض", "السينما", "العبادة"))
)
#: A group everywhere, in Morocco the smallest division: جماعة إيغيل.
_COMMUNE: Final = fold("جماعة")
#: Where a player plays.
_CENTRE: Final = word_key(fold("مركز"))
_POSITIONS: Final = frozenset(
    map(fold, ("المحور", "الدفاع", "الهجوم", "الوسط", "الظهير", "الحراسة", "الجناح", "المهاجم", "الحارس", "الارتكاز"))
)
#: A group, but behind a law what it orders.
_ORGANISATION: Final = word_key(fold("تنظيم"))
_LAWS: Final = frozenset(map(word_key, map(fold, ("قانون", "قانوني", "قانونا", "قوانين", "مشروع", "لائحة", "إعادة"))))
#: A governorate's police in Egypt: مديرية أمن مطروح.
_DIRECTORATE: Final = fold("مديرية أمن").split()
#: A bureau, but with a name in quotation marks a collection of poems: ديوان «شيمة».
_COLLECTION: Final = fold("ديوان")
#: What is held, so that the noun before it says so: تنظيم كأس الخليج, لجنة تحكيم المهرجان.
_EVENTS: Final = frozenset(
    map(fold, ("كأس", "بطولة", "دورة", "مهرجان", "معرض", "مؤتمر", "ملتقى", "حفل", "سباق", "مباراة", "ندوة", "مسابقة"))
)
_QUOTE_REACH: Final = 2
_SHORT_QUOTE: Final = 3
#: Latin letters as they are read out: جي آي بي كابيتال.
_LETTERS: Final = frozenset(fold("إيه بي سي دي إي إف أف جي إتش آي إل إم أم إن أن أو آر إس أس تي يو في واي").split())
_LONGEST_QUOTE: Final = 5


class NameChains(ChainWords):
    """Tells where a name that a noun begins ends, and what stands in quotes."""

    def __init__(self, reading: OrganizationReading) -> None:
        super().__init__(reading)
        self._reading = reading

    def end(self, first: int, *, proper: bool) -> int | None:
        """Return the last unit of the name that a noun begins; None where no name follows.

        What follows is a place (غرفة أبها), definite words (هيئة الإعلام المرئي والمسموع), after a definite noun and an
        adjective a purpose (الغرفة الوطنية لصناعة الحليب), or after شركة and its like a foreign word (شركة ريكاردو).
        """
        quoted = self.quoted_end(first)
        if quoted is not None:
            return None if self._types[first].bare_key == _COLLECTION else quoted
        if self._names_nobody(first):
            return None
        seat = self._seat(first)
        if seat is None:
            return NameChain(self._reading, first, proper=proper).end()
        return seat.last if seat.last < self._limit(first) else None

    def _names_nobody(self, first: int) -> bool:
        """Tell whether a noun means something else here: دار الأيتام, تنظيم كأس الخليج, in Morocco جماعة إيغيل."""
        head = self._types[first].bare_key
        following = self._types[first + 1].folded if first + 1 < self._limit(first) else ""
        if head == DISTRICT and self._is_district(first + 1, self._limit(first)):
            return True  # مديرية لودر
        if head == _CENTRE and self._evidence.sport and following in _POSITIONS:
            return True  # يلعب في مركز المحور
        before = self._units.before(first)
        if head == _ORGANISATION and before is not None and before.bare_key in _LAWS:
            return True  # قانون تنظيم مباشرة الحقوق السياسية
        if head == _COMMUNE:
            return self._evidence.leading_country() == "ma"
        return (head == _HOUSE and following in _HOUSES) or (head in OFTEN_COMMON and following in _EVENTS)

    def _is_district(self, i: int, end: int) -> bool:
        """Tell whether a place of Yemen, or a rare word in an article about it, follows what is a district there."""
        known = self._at.get(i) if i < end else None
        if known is not None and any(place.country == YEMEN for place in known.of_kind("place")):
            return True
        leads = self._evidence.leading_country() == YEMEN
        return leads and i < end and self._types[i].count < RARE

    def _seat(self, first: int) -> Candidate | None:
        """Return the place that such a body is of, a word or more behind: شرطة مدينة أوديسا, جامعة شمال غرب الصين."""
        head, end, at = self._types[first].bare_key, self._limit(first), first + 1
        if head in _UNIVERSITIES:
            while at < end and self._types[at].folded in _DIRECTIONS:
                at += 1
            region = self._at.get(at) if at > first + 1 else None
            return region if region is not None and region.strong("place") and not region.cut else None
        town = self._at.get(first + 2) if first + 2 < end else None
        if town is None or town.cut or town.last >= end:
            return None
        behind = self._types[first + 1]
        if head in _OF_A_PLACE and behind.flags & TRIGGER and town.strong("place"):
            return town
        security = [head, behind.folded] == _DIRECTORATE
        return town if security and town.of_kind("place") else None

    def quoted_end(self, first: int) -> int | None:
        """Return the last unit of a quotation right after a unit, of three words at most: حركة «حماس».

        Up to five where none is a word that no name has: شركة "جي آي بي كابيتال".
        """
        if self._units.reach[first] < 2 or not QUOTES.intersection(self._units.gap(first)):  # noqa: PLR2004 - a unit follows
            return None
        following = self._types[first + 1]
        if (
            following.count > UNCOMMON // 4
            and following.folded.endswith("يه")
            and not self.definite(first + 1, len(self._types))
        ):
            return None  # منظمة "إرهابية" names nobody
        for last in range(first + 1, min(first + 1 + _LONGEST_QUOTE, len(self._types))):
            if last > first + _SHORT_QUOTE and self._sentence_like(first + 1, last):
                return None
            if QUOTES.intersection(self._units.gap(last)):
                return last
            if self._units.reach[last] < 2:  # noqa: PLR2004 - the quotation breaks off
                break
        return None

    def _sentence_like(self, first: int, last: int) -> bool:
        """Tell whether quoted words are more than a name: a word among them that no name has."""
        marks = STOP | PREPOSITION | DAY
        return any(word.flags & marks and word.folded not in _LETTERS for word in self._types[first : last + 1])

    def in_quotes(self, first: int, last: int) -> bool:
        """Tell whether quotation marks stand around the units."""
        text = self._units.fields[first >= self._units.body]
        start, end = self._units.starts[first], self._units.ends[last]
        before, behind = text[max(0, start - _QUOTE_REACH) : start], text[end : end + _QUOTE_REACH]
        return bool(QUOTES.intersection(before)) and bool(QUOTES.intersection(behind))

    def anybodys(self, first: int, last: int) -> bool:
        """Tell whether a noun and an adjective of nationality, both without the article, name nobody: محكمة ألمانية."""
        if last != first + 1 or self._types[first].bare_article or self._types[first].folded.startswith(ARTICLE):
            return False
        head = self._types[first].flags | self._types[first].bare_flags
        adjectives = self._lexicon.gazetteer.adjectives
        nation = ARTICLE + self._types[last].key.removesuffix("ه")
        return bool(head & (HEAD | PROPER_HEAD)) and nation in adjectives
