"""Where the name of an organisation that a noun begins ends: مجلس إدارة الغرفة التجارية, شركة «ريكاردو»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    GENERIC,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    STOP,
    TRIGGER,
)
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import (
    ACTIONS,
    ARTICLE,
    CLUB_ENDS,
    QUOTES,
    RARE,
    SURE_OF_NAME,
    SURE_OF_WEAK,
    UNCOMMON,
)
from indexer.extract.places.words import DISTRICT, YEMEN
from search.analysis import fold

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate

_LONGEST_CHAIN: Final = 7
_COMMON_TRADE: Final = 1500
_LONGEST_FOREIGN: Final = 2
_SHORTEST_OWN_NAME: Final = 3
_SHORTEST_VERB: Final = 4
_FUTURE: Final = ("ست", "سي", "سن")
#: A verb stands without its س too, this often at least.
_LEAST_OF_VERB: Final = 5
#: A noun stands with the article too, this often at least and this share of times; a verb does not.
_LEAST_DEFINITE: Final = 10
_SHARE_DEFINITE: Final = 0.05
#: Nouns before a foreign institution's own name: مؤسسة سميثسونيان, جامعة هارفارد.
_FOREIGN_HEADS: Final = frozenset(
    map(fold, ("مؤسسة", "مجموعة", "جامعة", "معهد", "مركز", "منظمة", "وكالة", "مستشفى", "كلية", "جمعية", "متحف", "دار"))
)
#: What such an institution is for, behind its own name: مركز لانجون الطبي.
_OF_INSTITUTES: Final = frozenset(
    map(fold, ("الطبي", "الطبية", "الجامعي", "البحثي", "الاستشاري", "التكنولوجي", "التكنولوجية", "العلمي", "الخيرية"))
)
#: Nouns that a town or a division has one of: شرطة مدينة أوديسا, بلدية محافظة الدوادمي.
_OF_A_PLACE: Final = frozenset(
    map(fold, ("شرطة", "بلدية", "أمانة", "إمارة", "غرفة", "محكمة", "مجلس", "مديرية", "لواء"))
)
#: Where a university stands: جامعة جنوب كاليفورنيا, جامعة شمال غرب الصين.
_DIRECTIONS: Final = frozenset(map(fold, ("شمال", "جنوب", "شرق", "غرب", "وسط")))
_UNIVERSITIES: Final = frozenset(map(fold, ("جامعة", "كلية", "أكاديمية")))
#: What hospitals and schools are called, common words though they are: مستشفى النهضة, مدرسة النجاح.
_CALLED_AFTER_VIRTUES: Final = frozenset(map(fold, ("مستشفى", "مستوصف", "مصحة", "مدرسة", "ثانوية", "جمعية", "مبرة")))
_VIRTUES: Final = frozenset(
    map(
        fold,
        (
            *("النهضة", "السلام", "الأمل", "النور", "الشفاء", "الرحمة", "الحياة", "الأمان", "الوفاء", "النجاح"),
            *("التقوى", "الإيمان", "الهدى", "الفلاح", "البركة", "الكرامة", "الحكمة", "الهلال", "التعاون", "اليقظة"),
        ),
    )
)
#: و and a noun that begins another name.
_AND_AN_OFFICE: Final = frozenset(map(fold, ("والإدارة", "والهيئة", "والوزارة", "والجمعية", "والشركة", "والمديرية")))
_AFFAIRS: Final = frozenset(map(fold, ("للشؤون", "للشئون", "الشؤون", "الشئون")))
#: Houses of a kind, not of a name: دار الأيتام.
_HOUSE: Final = fold("دار")
_HOUSES: Final = frozenset(
    map(fold, ("الأيتام", "المسنين", "العجزة", "الإيواء", "الضيافة", "الحضانة", "النشر", "العرض", "السينما", "العبادة"))
)
#: A group everywhere, in Morocco the smallest division: جماعة إيغيل.
_COMMUNE: Final = fold("جماعة")
_UNIVERSITY: Final = fold("جامعة")
#: What somebody is appointed as.
_OFFICES: Final = frozenset(
    map(fold, ("رئيس", "نائب", "مدير", "أمين", "مشرف", "عضو", "مساعد", "وكيل", "محافظ", "متحدث"))
)
_COMMITTEE: Final = fold("اللجنة")
_NETWORK: Final = fold("شبكة")
#: What ends a charity's name where و goes on: جمعية البركة الخيرية والبريد.
_CHARITABLE: Final = fold("الخيرية")
#: A governorate's police in Egypt: مديرية أمن مطروح.
_DIRECTORATE: Final = fold("مديرية أمن").split()
#: A bureau, but with a name in quotation marks a collection of poems: ديوان «شيمة».
_COLLECTION: Final = fold("ديوان")
#: Nouns that one definite word, common or not, makes a name: أكاديمية الشعر, جمعية الصحافة, مستشفى النهضة.
_OF_A_TRADE: Final = frozenset(map(fold, ("أكاديمية", "جمعية", "نقابة", "رابطة", "مستشفى")))
_UNIONS: Final = frozenset(map(fold, ("اتحاد", "جمعية", "نقابة", "رابطة")))
#: What a service or a federation is for, behind ل: لمكافحة المخدرات, لكرة القدم.
_PURPOSES: Final = ACTIONS | set(map(fold, ("كرة", "ألعاب", "شؤون", "حقوق", "رفع")))
#: Words of rank that go on a name before a purpose: اللجنة العليا للإغاثة.
_RANKS: Final = frozenset(
    map(
        fold,
        ("العليا", "الأعلى", "العامة", "العام", "المشتركة", "الخاصة", "الرئيسية", "الأولى", "الكبرى", "الصغرى"),
    )
)
#: Nouns that mean "movement of" and the like far oftener than they begin a name: حركة السوق, فريق المترجمين.
_OFTEN_COMMON: Final = frozenset(
    map(fold, ("حركة", "تنظيم", "فريق", "قناة", "جماعة", "مجموعة", "مدرسة", "منتخب", "جبهة", "شبكة"))
)
#: What is held, so that the noun before it says so: تنظيم كأس الخليج, لجنة تحكيم المهرجان.
_EVENTS: Final = frozenset(
    map(fold, ("كأس", "بطولة", "دورة", "مهرجان", "معرض", "مؤتمر", "ملتقى", "حفل", "سباق", "مباراة", "ندوة", "مسابقة"))
)
#: Ends of nouns for those who are in a union: اتحاد الفنانين, نقابة الأطباء.
_MEMBERS: Final = ("ين", "ات", "اء")
_ARABS: Final = fold("العرب")
_QUOTE_REACH: Final = 2
_SHORT_QUOTE: Final = 3
#: Latin letters as they are read out: جي آي بي كابيتال.
_LETTERS: Final = frozenset(fold("إيه بي سي دي إي إف أف جي إتش آي إل إم أم إن أن أو آر إس أس تي يو في واي").split())
_LONGEST_QUOTE: Final = 5


class NameChains(OrganizationStep):
    """Tells where a name that a noun begins ends, and what stands in quotes."""

    def end(self, first: int, *, proper: bool) -> int | None:
        """Return the last unit of the name that a noun begins; None where no name follows.

        What follows is a place (غرفة أبها), definite words (هيئة الإعلام المرئي والمسموع), after a definite noun and an
        adjective a purpose (الغرفة الوطنية لصناعة الحليب), or after شركة and its like a foreign word (شركة ريكاردو).
        """
        quoted = self.quoted_end(first)
        if quoted is not None:
            return None if self._types[first].bare_key == _COLLECTION else quoted
        end = min(first + self._units.reach[first], first + _LONGEST_CHAIN)
        last = first
        definite_head = self._types[first].bare_key.startswith(ARTICLE)
        named = purpose = foreign = construct = action = False
        if self._types[first].bare_key in _FOREIGN_HEADS and first + 1 < end and self._own_name(first + 1):
            proper = True
        word_head = self._types[first].bare_key
        if word_head == DISTRICT and self._is_district(first + 1, end):
            return None  # مديرية لودر
        if word_head == _COMMUNE and self._evidence.leading_country() == "ma":
            return None
        if word_head in _OF_A_PLACE and first + 2 < end and self._types[first + 1].flags & TRIGGER:
            town = self._at.get(first + 2)  # شرطة مدينة أوديسا
            if town is not None and town.strong("place") and not town.cut and town.last < end:
                return town.last
        if word_head in _UNIVERSITIES:
            at = first + 1
            while at < end and self._types[at].folded in _DIRECTIONS:
                at += 1
            region = self._at.get(at)
            if at > first + 1 and region is not None and region.strong("place") and not region.cut:
                return region.last if region.last < end else None
        if word_head == _HOUSE and first + 1 < end and self._types[first + 1].folded in _HOUSES:
            return None
        if word_head == _DIRECTORATE[0] and first + 2 < end and self._types[first + 1].folded == _DIRECTORATE[1]:
            town = self._at.get(first + 2)
            if town is not None and town.of_kind("place") and not town.cut and town.last < end:
                return town.last
        if word_head in _OFTEN_COMMON and first + 1 < end and self._types[first + 1].folded in _EVENTS:
            return None
        union = word_head in _UNIONS and first + 1 < end and self._members(first + 1)
        i = first + 1
        while i < end and i not in self._taken:
            word = self._types[i]
            known = self._at.get(i)
            ranked = definite_head and last == first and self._purpose(i + 1, end)
            if word.folded in _RANKS and (ranked or (purpose and self._types[last].folded.startswith("لل"))):
                last = i
                i += 1
                continue
            if last == first and (union or (word_head in _CALLED_AFTER_VIRTUES and word.folded in _VIRTUES)):
                last, named = i, True  # مستشفى النهضة
                i += 1
                continue
            if union and word.folded == _ARABS:
                return i  # اتحاد الفنانين العرب
            if last == first and word.folded.startswith(ARTICLE) and self._action_joined(i + 1, end):
                last, named = i + 2, True  # شركة الدراسات وتهيئة السواحل
                i += 3
                continue
            part = known is not None and known.last > i and not known.cut and known.strong("place")  # المنطقة الشرقية
            stopped = word.flags & STOP and not word.flags & QUALIFIER
            if word.flags & (PREPOSITION | DAY) or stopped or (word.flags & GENERIC and not part):
                break
            definite = word.folded.startswith((ARTICLE, "وال"))
            if foreign and word.folded in _OF_INSTITUTES:
                return i  # مركز لانجون الطبي
            if named and not purpose and self._action_joined(i, end):
                last = i + 1  # مصلحة الأرصاد وحماية البيئة
                i += 2
                continue
            if word.folded in _AND_AN_OFFICE:
                break  # الإدارة العامة للتخطيط والإدارة العامة للمشاريع
            titled = definite and word.titled and word.folded.startswith(ARTICLE)
            if titled and self._types[i - 1].folded not in _AFFAIRS and not self._members(i):  # but للشؤون الإعلامية
                break  # لجنة المهرجانات المهندس فلان
            if self._types[i - 1].folded == _CHARITABLE and word.folded.startswith("و"):
                break
            if definite and definite_head and named and not purpose and self._disagrees(first, i):
                break  # أسند النادي الثقافي العربي الجائزة
            if definite_head and last == first and word.flags & TRIGGER:
                break  # الجامعة جنوبي الرمادي
            held = last == first and word_head in _OFTEN_COMMON and word_head != _NETWORK
            if last > first and word.folded.startswith("وال") and self._in_office(i + 1, end):
                break  # مؤسسة اليمامة والراشد رئيسا
            if held and known is not None and _is_country(known):
                break  # تنظيم قطر للمونديال, but شبكة تونس للتجارة
            if known is not None and known.strong("place") and not known.cut and not foreign:
                if definite_head and last == first and not definite:
                    break  # الهيئة سيرت فرقا, a verb written like the town
                if not (word.country and definite_head):  # الهيئة السعودية للمواصفات goes on
                    if proper and not definite_head and self._purpose(known.last + 1, end):
                        last = known.last  # شركة تونس للشبكة الحديدية السريعة
                        i = last + 1
                        named = definite_head = True
                        continue
                    return self._with_campus(known) if word_head == _UNIVERSITY else known.last
                named = True
                last = i
                i += 1
                continue
            if last == first and self._in_construct(i, end):
                construct, action = True, word.folded in ACTIONS
                last = i
                i += 1
                continue
            if definite and not foreign:
                if last == first and not self._agrees(first, i):
                    break
                least = UNCOMMON if word_head not in _OF_A_TRADE else _COMMON_TRADE
                telling = word.count < least and not construct and not (definite_head and word.country)
                named = named or purpose or telling or last > first + construct or (construct and action)
            elif (
                (definite_head or self._heads_within(first, last))
                and last > first
                and word.folded.startswith("ل")
                and (word.bare_cut or word.folded.startswith("لل") or word.folded[1:] in _PURPOSES)
                and not purpose
            ):
                if (
                    not word.folded.startswith("لل")
                    and self.definite(i + 1, end)
                    and self._types[i + 1].flags & GENERIC
                ):
                    if not self.definite(i + 2, end) or self._types[i + 2].flags & (GENERIC | STOP | PREPOSITION):
                        break  # الهيئة التسييرية لقيادة الحزب
                    named, purpose, last = True, True, i + 2  # النقابة الوطنية لقوات الأمن الداخلي
                    i += 3
                    continue
                if not word.folded.startswith("لل") and not self.definite(i + 1, end):
                    through = self._definite_through(i + 1, end)
                    if through is None:
                        break
                    named, purpose, last = True, True, through
                    i = through + 1
                    continue
                named = purpose = True
            elif proper and not definite_head and (last == first or foreign) and self.foreign(i):
                if last - first == _LONGEST_FOREIGN or (foreign and self._evidence.tagged(i, "person")):
                    break
                named = foreign = True
            elif not (named and self._evidence.tagged(i, "organization") >= SURE_OF_NAME):
                break
            last = i
            i += 1
        if self._types[first].bare_key == _COMMITTEE and last == first + 1:
            return None  # اللجنة الإشرافية may be anybody's
        return last if named and last > first else None

    def _is_district(self, i: int, end: int) -> bool:
        """Tell whether a place of Yemen, or a rare word in an article about it, follows what is a district there."""
        known = self._at.get(i) if i < end else None
        if known is not None and any(place.country == YEMEN for place in known.of_kind("place")):
            return True
        leads = self._evidence.leading_country() == YEMEN
        return leads and i < end and self._types[i].count < RARE

    def _with_campus(self, known: Candidate) -> int:
        """Return the last unit of a university's place and of the town in it behind: جامعة ويسكونسن ميلووكي."""
        campus = self._at.get(known.last + 1)
        if campus is None or campus.cut or self._units.reach[known.last] < 2:  # noqa: PLR2004 - a name follows
            return known.last
        states = {place.id for place in known.strong("place")}
        inside = any(not states.isdisjoint(place.parents) for place in campus.of_kind("place"))
        return campus.last if inside else known.last

    def _in_office(self, i: int, end: int) -> bool:
        """Tell whether a word says as what somebody is appointed: والراشد رئيسا للتحرير."""
        folded = self._types[i].folded if i < end else ""
        return folded.endswith("ا") and not folded.startswith(ARTICLE) and folded[:-1] in _OFFICES

    def _action_joined(self, i: int, end: int) -> bool:
        """Tell whether و and a noun of action go on a name here, with what it acts on behind: وحماية البيئة."""
        if i >= end:
            return False
        folded = self._types[i].folded
        return folded.startswith("و") and folded[1:] in ACTIONS and self.definite(i + 1, end)

    def _definite_through(self, i: int, end: int) -> int | None:
        """Return the definite word that what goes on a purpose leads to: لاستغلال وتوزيع المياه, لحكام كرة القدم."""
        if self._action_joined(i, end):
            return i + 1
        word = self._types[i] if i < end else None
        if word is None or word.flags & (STOP | PREPOSITION | DAY | LATIN) or word.folded.startswith("و"):
            return None
        return i + 1 if self.definite(i + 1, end) and not self._types[i + 1].flags & GENERIC else None

    def _members(self, i: int) -> bool:
        """Tell whether a word with the article is the plural of a trade's people, as unions are called: الفنانين."""
        word = self._types[i]
        people = word.titled and word.folded.startswith(ARTICLE) and word.folded.endswith(_MEMBERS)
        return people and not word.country

    def _in_construct(self, i: int, end: int) -> bool:
        """Tell whether a noun without the article goes on to the word that names: مجلس محافظة الأنبار.

        A place must follow (حلف قبائل حضرموت), or two words with the article: اتحاد إذاعات الدول العربية.
        """
        word = self._types[i]
        marks = STOP | PREPOSITION | DAY | GENERIC | HEAD | PROPER_HEAD | LATIN
        if i + 1 >= end or word.folded.startswith(ARTICLE) or word.bare_cut or word.flags & marks:
            return False
        if self._lexicon.count(ARTICLE + word.folded) < max(_LEAST_DEFINITE, word.count * _SHARE_DEFINITE):
            return False  # a verb, not a noun: لجنة زارت الرياض
        known = self._at.get(i + 1)
        if known is not None and known.strong("place") and not known.cut and i + 1 not in self._taken:
            return True
        if not self.definite(i + 1, end) or self._types[i + 1].flags & GENERIC:
            return False
        if self.definite(i + 2, end):  # شركة صناعة السيارات الألمانية names nobody
            return not (self._types[i + 2].country and self._types[i - 1].bare_flags & PROPER_HEAD)
        return word.folded in ACTIONS and not self._types[i - 1].bare_flags & PROPER_HEAD

    def _own_name(self, i: int) -> bool:
        """Tell whether a foreign word names an institution by itself: مؤسسة سميثسونيان, جامعة هارفارد."""
        word = self._types[i]
        described = self._units.reach[i] > 1 and self._types[i + 1].folded in _OF_INSTITUTES
        return (
            self.foreign(i)
            and not word.flags & (STOP | LATIN | DAY | TRIGGER | NO_NAME)
            and len(word.folded) > _SHORTEST_OWN_NAME
            and self._lexicon.count(ARTICLE + word.folded) <= word.count // 4
            and (described or not word.folded.endswith(("ي", "ين", "ون", "ات", "ا")))
            and not (word.folded.endswith("ت") and self._lexicon.count(word.folded[:-1]) > word.count)
        )

    def _purpose(self, i: int, end: int) -> bool:
        return i < end and self._types[i].folded.startswith("لل")

    def _agrees(self, first: int, i: int) -> bool:
        """Tell whether a definite word may go on right after a noun: an adjective after a definite one, no و."""
        if self._evidence.tagged(i, "organization") >= SURE_OF_WEAK:
            return True
        head, word = self._types[first].bare_key, self._types[i]
        if word.folded.startswith("و") or head in _OFTEN_COMMON:
            return False
        if not head.startswith(ARTICLE):
            return True
        return word.folded.endswith("يه" if head.endswith("ه") else "ي")

    def foreign(self, i: int) -> bool:
        """Tell whether a word without the article may be an organisation's own name: شركة ريكاردو, not شركة صينية."""
        word = self._types[i]
        if word.flags & LATIN or self._evidence.tagged(i, "organization") >= SURE_OF_WEAK or word.key in CLUB_ENDS:
            return True
        return (
            word.count < RARE
            and not _passive_or_with_pronoun(word.folded)
            and not self._of_future(word.folded)
            and not word.key.endswith("ه")
            and not (word.key.endswith("ات") and (word.count or self._lexicon.count(ARTICLE + word.key)))
            and ARTICLE + word.key not in self._lexicon.gazetteer.adjectives
            and not word.bare_cut
        )

    def _of_future(self, folded: str) -> bool:
        """Tell whether a word is a verb with the س of what is to come: قناة ستنقل الحفل."""
        return (
            len(folded) > _SHORTEST_VERB
            and folded.startswith(_FUTURE)
            and self._lexicon.count(folded[1:]) >= _LEAST_OF_VERB
        )

    def _heads_within(self, first: int, last: int) -> bool:
        """Tell whether another noun for an organisation stands in the name so far: نقابة الغرفة الوطنية."""
        return any(self._types[i].flags & HEAD for i in range(first + 1, last + 1))

    def definite(self, i: int, end: int) -> bool:
        """Tell whether the words up to ``end`` make a name definite."""
        return i < end and self._types[i].folded.startswith(ARTICLE)

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

    def _disagrees(self, first: int, i: int) -> bool:
        """Tell whether a word is of the other gender than the definite noun that a name begins with."""
        head, word = self._types[first].bare_key, self._types[i]
        if word.folded.startswith("و") or head.endswith(("ه", "ات", "ين")):
            return False
        return word.folded.endswith(("ه", "ات")) and not word.folded.endswith("يه")

    def anybodys(self, first: int, last: int) -> bool:
        """Tell whether a noun and an adjective of nationality, both without the article, name nobody: محكمة ألمانية."""
        if last != first + 1 or self._types[first].bare_article or self._types[first].folded.startswith(ARTICLE):
            return False
        head = self._types[first].flags | self._types[first].bare_flags
        adjectives = self._lexicon.gazetteer.adjectives
        nation = ARTICLE + self._types[last].key.removesuffix("ه")
        return bool(head & (HEAD | PROPER_HEAD)) and nation in adjectives


def _passive_or_with_pronoun(folded: str) -> bool:
    """Tell whether a rare word has a form that verbs have and names of firms have not: بنك يدار, فريق يرفضها."""
    if not folded.startswith("ي") or len(folded) < _SHORTEST_VERB or folded[1] in "اوي":
        return False
    return folded.endswith(("ها", "هم", "ون")) or (len(folded) == _SHORTEST_VERB and folded[2] == "ا")


def _is_country(one: Candidate) -> bool:
    """Tell whether a name is a country's."""
    return any(place.kind == "country" for place in one.strong("place"))
