"""What an organisation's name goes on with: its field (للعلوم الإنسانية), the town of a branch (بسوسة), portfolios."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import DAY, GENERIC, PREPOSITION, STOP
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ARTICLE, DIVISIONS
from search.analysis import fold
from search.entities.names import word_key, words_key

if TYPE_CHECKING:
    from indexer.extract.organizations.found import FoundOrganizations, OrganizationHit
    from indexer.extract.organizations.reading import OrganizationReading

#: Nouns of institutions that are told apart by their field: مركز آدم لحوار الحضارات. Behind others ل says what is done:
#: شرطة القصيم لمكافحة التسول.
_WITH_FIELD: Final = frozenset(
    map(
        word_key,
        fold(
            "مركز معهد مؤسسة جمعية شركة كلية أكاديمية منظمة رابطة اتحاد هيئة صندوق مجموعة شبكة مرصد دار مكتب فرقة كرسي "
            "المركز المعهد المؤسسة الجمعية الشركة الكلية الأكاديمية المنظمة الرابطة الاتحاد الهيئة الصندوق الشبكة "
            "المرصد المنتدى منتدى"
        ).split(),
    )
)
#: Fields, named behind لل: مركز المقريزي للدراسات, شركة ميدغلف للتأمين.
_FIELDS: Final = frozenset(
    fold(
        "الدراسات البحوث الأبحاث العلوم الاستشارات الصحافة الإعلام النشر التوزيع الترجمة الموسيقى الفنون المسرح "
        "السينما الثقافة التراث الآثار المتاحف المهرجانات الشعر القصة الكتاب التصوير التصميم العمارة الهندسة "
        "الطب الصيدلة التمريض التغذية الأدوية العقاقير القلب العيون الأسنان السرطان السكري الأورام التوحد الإعاقة "
        "المعاقين المكفوفين الأيتام المسنين الطفولة الأمومة الأطفال المرأة الشباب الأسرة الإغاثة الوقاية "
        "التدريب التعليم التربية التأهيل التنمية الإنماء التطوير الاستثمار التمويل التأمين الصرافة المحاسبة المحاماة "
        "التجارة التسويق الإعلان الصناعة الإنتاج المقاولات الإنشاءات العقار العقارات البناء الإسكان الأسمنت "
        "السيارات الطيران النقل الشحن الملاحة السياحة السفر الفنادق المنتجعات الأغذية الألبان الزراعة المياه "
        "الطاقة الكهرباء البترول النفط الغاز البتروكيماويات الكيماويات التعدين الحديد "
        "التكنولوجيا التقنية المعلومات الاتصالات البرمجيات الحاسب الإحصاء الاقتصاد الاقتصاديات السياسات القانون "
        "الحوار السلام الديمقراطية العلاقات المواصفات الرماية السهام الفروسية الشطرنج الخدمات الفضاء الفلك"
    ).split()
)
#: Those of them and nouns of action that a definite word follows: لحوار الحضارات, لطب العيون, لإدارة الأصول.
_FIELDS_OF: Final = frozenset(
    fold(
        "حوار طب أبحاث بحوث دراسات علوم أمراض أورام جراحة علاج تأهيل رعاية خدمة خدمات تنمية إنماء تطوير إحياء "
        "تعليم تحفيظ تجارة تأجير صناعة إنتاج تكرير صيانة إدارة استشارات تقنية نظم سلامة كفاءة "
        "مكافحة مناهضة حماية حقوق اقتصاديات سياسات أعمال ريادة كرة ألعاب"
    ).split()
)
#: Branches by their rank, which a town follows: الاتحاد الجهوي للفلاحة بباجة.
_RANKS_OF_BRANCHES: Final = frozenset(fold("الجهوي الجهوية المحلي المحلية").split())
_MOST_OF_FIELD: Final = 4


class LongerNames(OrganizationStep):
    """Lets names that no list has go on to the end of what tells them apart."""

    def __init__(self, reading: OrganizationReading, found: FoundOrganizations) -> None:
        super().__init__(reading)
        self._found = found

    def take_fields(self) -> None:
        """Let the unlisted names of institutions go on with their field.

        Branches are told apart by their town (المندوبية الجهوية للتربية بسوسة), which stays a place of its own.
        """
        grown: dict[str, set[tuple[str, str]]] = {}
        for at, hit in enumerate(self._found.hits):
            if hit.last == hit.first or not hit.id.startswith("org:"):
                continue
            last = town = hit.last
            if not _WITH_FIELD.isdisjoint((self._types[hit.first].key, self._types[hit.first].bare_key)):
                last = self._field(last)
            if hit.last > hit.first + 1 and self._branch(hit.first):
                town = self._town(last)
            if max(last, town) > hit.last and self._free(hit.last + 1, max(last, town)):
                longer = self._longer(hit, last, max(last, town))
                self._found.hits[at] = longer
                self._taken.update(range(hit.last + 1, last + 1))
                grown.setdefault(hit.id, set()).add((longer.id, longer.label))
        for at, hit in enumerate(self._found.hits):  # مركز آدم, met in full elsewhere in the article
            full = grown.get(hit.id, ())
            if len(full) == 1:
                ((org_id, label),) = full
                self._found.hits[at] = replace(hit, id=org_id, label=label)

    def _field(self, last: int) -> int:
        """Return the last unit of the field behind a name's last unit; that unit where none follows."""
        end = min(last + self._units.reach[last], last + 1 + _MOST_OF_FIELD)
        i = last + 1
        if i >= end or self._barred(i):
            return last
        folded = self._types[i].folded
        if folded.startswith("لل"):
            if ARTICLE + folded[2:] not in _FIELDS:
                return last
        elif folded.startswith("ل") and folded[1:] in _FIELDS_OF:
            i += 1
            if i >= end or not self._types[i].folded.startswith(ARTICLE) or self._barred(i):
                return last
        else:
            return last
        while i + 1 < end and not self._barred(i + 1) and self._joined(i + 1):
            i += 1
        return i

    def _barred(self, i: int) -> bool:
        return bool(self._types[i].flags & (STOP | PREPOSITION | DAY | GENERIC)) or i in self._taken

    def _joined(self, i: int) -> bool:
        """Tell whether a word goes on a field: an adjective that agrees (الإنسانية), another field (والنشر)."""
        word, before = self._types[i], self._types[i - 1].folded
        if word.folded.startswith("و" + ARTICLE):
            return word.folded[1:] in _FIELDS
        if not word.folded.startswith(ARTICLE) or word.country or word.titled:
            return False
        return word.folded.endswith("يه" if before.endswith(("ه", "ات")) else ("يه", "ي"))

    def _branch(self, first: int) -> bool:
        """Tell whether a name is a branch's, by its rank and what it is for: الاتحاد الجهوي للفلاحة."""
        return self._types[first + 1].folded in _RANKS_OF_BRANCHES and self._types[first + 2].folded.startswith("ل")

    def _town(self, last: int) -> int:
        """Return the last unit of the town behind a branch's name: بسوسة."""
        if self._units.reach[last] < 2:  # noqa: PLR2004 - a unit follows
            return last
        town = self._at.get(last + 1)
        if town is None or town.cut != 1 or not self._types[town.first].folded.startswith("ب"):
            return last
        return town.last if any(place.kind in DIVISIONS for place in town.strong("place")) else last

    def _longer(self, hit: OrganizationHit, last: int, told: int) -> OrganizationHit:
        """Return an unlisted name as it goes on to a unit, its id and label to ``told``; a listed id where one is."""
        added = [word.folded for word in self._types[hit.last + 1 : told + 1]]
        words = [hit.id.removeprefix("org:").replace("_", " "), *added]
        listed = self._found.listed(words)
        if listed is not None:
            return replace(hit, last=last, id=listed.id, label=listed.label)
        return replace(
            hit,
            last=last,
            id="org:" + words_key(words).replace(" ", "_"),
            label=f"{hit.label} {self._units.slice(hit.last + 1, told)}",
        )
