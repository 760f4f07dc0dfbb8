"""One name of an organisation that a noun begins, read word by word: الغرفة الوطنية لصناعة الحليب."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from indexer.extract.dedications import HOSPITAL, KINDS_OF_HOSPITALS
from indexer.extract.lexicon import DAY, GENERIC, PREPOSITION, QUALIFIER, STOP, TRIGGER
from indexer.extract.organizations.chain_words import OF_INSTITUTES, OFTEN_COMMON, ChainWords
from indexer.extract.organizations.words import ACTIONS, ARTICLE, SURE_OF_NAME, UNCOMMON
from search.analysis import fold

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate
    from indexer.extract.organizations.reading import OrganizationReading

_COMMON_TRADE: Final = 1500
_LONGEST_FOREIGN: Final = 2
#: Nouns before a foreign institution's own name: مؤسسة سميثسونيان, جامعة هارفارد.
_FOREIGN_HEADS: Final = frozenset(
    map(fold, ("مؤسسة", "مجموعة", "جامعة", "معهد", "مركز", "منظمة", "وكالة", "مستشفى", "كلية", "جمعية", "متحف", "دار"))
)
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
_UNIVERSITY: Final = fold("جامعة")
_COMMITTEE: Final = fold("اللجنة")
_NETWORK: Final = fold("شبكة")
#: What ends a charity's name where و goes on: جمعية البركة الخيرية والبريد.
_CHARITABLE: Final = fold("الخيرية")
#: Nouns that one definite word, common or not, makes a name: أكاديمية الشعر, جمعية الصحافة, مستشفى النهضة.
_OF_A_TRADE: Final = frozenset(map(fold, ("أكاديمية", "جمعية", "نقابة", "رابطة", "مستشفى")))
_UNIONS: Final = frozenset(map(fold, ("اتحاد", "جمعية", "نقابة", "رابطة")))
_ARABS: Final = fold("العرب")
#: What a service or a federation is for, behind ل: لمكافحة المخدرات, لكرة القدم.
_PURPOSES: Final = ACTIONS | set(map(fold, ("كرة", "ألعاب", "شؤون", "حقوق", "رفع")))
#: Words of rank that go on a name before a purpose: اللجنة العليا للإغاثة.
_RANKS: Final = frozenset(
    map(
        fold,
        ("العليا", "الأعلى", "العامة", "العام", "المشتركة", "الخاصة", "الرئيسية", "الأولى", "الكبرى", "الصغرى"),
    )
)


class _Verdict(Enum):
    """What a word means for the name: it goes on, it ended before the word, it ends here whatever follows."""

    ON = 1
    BEFORE = 2
    HERE = 3


class NameChain(ChainWords):
    """The name that the noun at ``first`` begins; ``proper`` nouns take a foreign word for a name."""

    def __init__(self, reading: OrganizationReading, first: int, *, proper: bool) -> None:
        super().__init__(reading)
        self._first = self._last = first
        self._next = first + 1
        self._end = self._limit(first)
        self._head = self._types[first].bare_key
        self._definite_head = self._head.startswith(ARTICLE)
        follows = self._next < self._end
        own = self._head in _FOREIGN_HEADS and follows and self._own_name(self._next)
        self._proper = proper or own
        self._union = self._head in _UNIONS and follows and self._members(self._next)
        self._named = False  # something in the name tells it from others of its kind
        self._with_purpose = False  # لصناعة الحليب has been read
        self._in_foreign = False  # the last word is a firm's own name
        self._construct = False  # a noun without the article stands behind the first
        self._of_action = False  # and is one of action: حماية

    def end(self) -> int | None:
        """Return the last unit of the name; None where what follows names nothing."""
        verdict = _Verdict.ON
        while verdict is _Verdict.ON and self._next < self._end and self._next not in self._taken:
            verdict = self._read()
        if verdict is _Verdict.HERE:
            return self._last
        if self._head == _COMMITTEE and self._last == self._first + 1:
            return None  # اللجنة الإشرافية may be anybody's
        return self._last if self._named and self._last > self._first else None

    def _read(self) -> _Verdict:
        """Read the next word, or the next few that belong together."""
        known = self._at.get(self._next)
        verdict = self._rank_or_virtue() or self._barred(known) or self._told_by_kind() or self._another(known)
        if verdict is None and known is not None and known.strong("place") and not known.cut and not self._in_foreign:
            verdict = self._place(known)
        return verdict or self._noun() or self._described()

    def _go(self, through: int) -> _Verdict:
        self._last, self._next = through, through + 1
        return _Verdict.ON

    def _go_named(self, through: int) -> _Verdict:
        self._named = True
        return self._go(through)

    def _ends(self, last: int) -> _Verdict:
        self._last = last
        return _Verdict.HERE

    @property
    def _at_second(self) -> bool:
        """Whether nothing but the first noun has been read."""
        return self._last == self._first

    def _rank_or_virtue(self) -> _Verdict | None:
        """Read a word of rank, what hospitals and unions are called, two nouns of action."""
        i, folded = self._next, self._types[self._next].folded
        if folded in _RANKS:
            ranked = self._definite_head and self._at_second and self._purpose(i + 1, self._end)
            if ranked or (self._with_purpose and self._types[self._last].folded.startswith("لل")):
                return self._go(i)
        if self._at_second and (self._union or (self._head in _CALLED_AFTER_VIRTUES and folded in _VIRTUES)):
            return self._go_named(i)  # مستشفى النهضة
        if self._union and folded == _ARABS:
            return self._ends(i)  # اتحاد الفنانين العرب
        if self._at_second and folded.startswith(ARTICLE) and self._action_joined(i + 1, self._end):
            return self._go_named(i + 2)  # شركة الدراسات وتهيئة السواحل
        return None

    def _barred(self, known: Candidate | None) -> _Verdict | None:
        """End the name before a word that none has, but in a place's name: المنطقة الشرقية."""
        word = self._types[self._next]
        stopped = word.flags & STOP and not word.flags & QUALIFIER
        if word.flags & (PREPOSITION | DAY) or stopped:
            return _Verdict.BEFORE
        part = known is not None and known.last > self._next and not known.cut and known.strong("place")
        return _Verdict.BEFORE if word.flags & GENERIC and not part else None

    def _told_by_kind(self) -> _Verdict | None:
        """Read what a foreign institution is for (مركز لانجون الطبي), what else one does (وحماية البيئة)."""
        i = self._next
        if self._in_foreign and self._types[i].folded in OF_INSTITUTES:
            return self._ends(i)
        if self._named and not self._with_purpose and self._action_joined(i, self._end):
            return self._go(i + 1)  # مصلحة الأرصاد وحماية البيئة
        return None

    def _another(self, known: Candidate | None) -> _Verdict | None:
        """End the name before a word that begins something else."""
        i, second = self._next, self._at_second
        word, before = self._types[i], self._types[i - 1].folded
        definite, with_and = word.folded.startswith(ARTICLE), word.folded.startswith("وال")
        agreeing = (definite or with_and) and self._definite_head and self._named and not self._with_purpose
        held = second and self._head in OFTEN_COMMON and self._head != _NETWORK
        ends = (
            word.folded in _AND_AN_OFFICE  # الإدارة العامة للتخطيط والإدارة العامة للمشاريع
            # لجنة المهرجانات المهندس فلان, but للشؤون الإعلامية
            or (definite and word.titled and before not in _AFFAIRS and not self._members(i))
            or (before == _CHARITABLE and word.folded.startswith("و"))
            or (agreeing and self._disagrees(self._first, i))  # أسند النادي الثقافي العربي الجائزة
            or (self._definite_head and second and word.flags & TRIGGER)  # الجامعة جنوبي الرمادي
            or (not second and with_and and self._in_office(i + 1, self._end))  # مؤسسة اليمامة والراشد رئيسا
            or (held and known is not None and _is_country(known))  # تنظيم قطر للمونديال, but شبكة تونس للتجارة
        )
        return _Verdict.BEFORE if ends else None

    def _place(self, known: Candidate) -> _Verdict:
        """Read a place: it ends the name (غرفة أبها) but where an adjective or a purpose follows."""
        word = self._types[self._next]
        if self._definite_head and self._at_second and not word.folded.startswith((ARTICLE, "وال")):
            return _Verdict.BEFORE  # الهيئة سيرت فرقا, a verb written like the town
        if word.country and self._definite_head:
            return self._go_named(self._next)  # الهيئة السعودية للمواصفات goes on
        if self._proper and not self._definite_head and self._purpose(known.last + 1, self._end):
            self._definite_head = True
            return self._go_named(known.last)  # شركة تونس للشبكة الحديدية السريعة
        if self._head == HOSPITAL and self._units.reach[known.last] > 1:
            return self._ends(known.last + (self._types[known.last + 1].folded in KINDS_OF_HOSPITALS))
        return self._ends(self._with_campus(known) if self._head == _UNIVERSITY else known.last)

    def _with_campus(self, known: Candidate) -> int:
        """Return the last unit of a university's place and of the town in it behind: جامعة ويسكونسن ميلووكي."""
        campus = self._at.get(known.last + 1)
        if campus is None or campus.cut or self._units.reach[known.last] < 2:  # noqa: PLR2004 - a name follows
            return known.last
        states = {place.id for place in known.strong("place")}
        inside = any(not states.isdisjoint(place.parents) for place in campus.of_kind("place"))
        return campus.last if inside else known.last

    def _noun(self) -> _Verdict | None:
        """Read a noun without the article that goes on to what names: مجلس محافظة الأنبار."""
        if not self._at_second or not self._in_construct(self._next, self._end):
            return None
        self._construct, self._of_action = True, self._types[self._next].folded in ACTIONS
        return self._go(self._next)

    def _described(self) -> _Verdict:
        """Read a definite word, a purpose or a firm's own name; end the name before anything else."""
        i, word = self._next, self._types[self._next]
        if word.folded.startswith((ARTICLE, "وال")) and not self._in_foreign:
            return self._definite_word()
        purpose = word.folded.startswith("ل") and (
            word.bare_cut or word.folded.startswith("لل") or word.folded[1:] in _PURPOSES
        )
        headed = self._definite_head or self._heads_within(self._first, self._last)
        if headed and not self._at_second and purpose and not self._with_purpose:
            return self._purpose_word()
        if self._proper and not self._definite_head and (self._at_second or self._in_foreign) and self.foreign(i):
            person = self._in_foreign and self._evidence.tagged(i, "person")
            if person or self._last - self._first == _LONGEST_FOREIGN:
                return _Verdict.BEFORE
            self._in_foreign = True
            return self._go_named(i)
        if self._named and self._evidence.tagged(i, "organization") >= SURE_OF_NAME:
            return self._go(i)
        return _Verdict.BEFORE

    def _definite_word(self) -> _Verdict:
        """Read a definite word; whether it names something depends on how common it is and on what stands before."""
        word = self._types[self._next]
        if self._at_second and not self._agrees(self._first, self._next):
            return _Verdict.BEFORE
        least = UNCOMMON if self._head not in _OF_A_TRADE else _COMMON_TRADE
        telling = word.count < least and not self._construct and not (self._definite_head and word.country)
        third = self._last > self._first + self._construct
        of_action = self._construct and self._of_action
        self._named = self._named or self._with_purpose or telling or third or of_action
        return self._go(self._next)

    def _purpose_word(self) -> _Verdict:
        """Read what an institution is for, up to a definite word: للإغاثة, لصناعة الحليب, لقوات الأمن الداخلي."""
        i, through = self._next, self._next
        if not self._types[i].folded.startswith("لل"):
            if not self.definite(i + 1, self._end):
                beyond = self._definite_through(i + 1, self._end)
                if beyond is None:
                    return _Verdict.BEFORE
                through = beyond
            elif self._types[i + 1].flags & GENERIC:
                through = i + 2
                barred = GENERIC | STOP | PREPOSITION
                if not self.definite(through, self._end) or self._types[through].flags & barred:
                    return _Verdict.BEFORE  # الهيئة التسييرية لقيادة الحزب
        self._with_purpose = True
        return self._go_named(through)


def _is_country(one: Candidate) -> bool:
    """Tell whether a name is a country's."""
    return any(place.kind == "country" for place in one.strong("place"))
