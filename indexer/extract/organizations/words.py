"""What single words say about the names of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    HEAD,
)
from search.analysis import fold
from search.entities.names import word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.lexicon import WordType

SURE_OF_NAME: Final = 0.5
#: A lead in votes for its country that settles which organisation of a name is meant.
SETTLED: Final = 0.5
SURE_OF_WEAK: Final = 0.4
UNCOMMON: Final = 400
RARE: Final = 60
#: Words that end foreign clubs' names: ريفرز يونايتد. Of the second row only on sports pages: مانشستر سيتي.
CLUB_ENDS: Final = frozenset(map(word_key, map(fold, ("يونايتد", "يوناتيد", "يوناتد", "هوتسبير", "وندررز", "روفرز"))))
#: Two of a kind: بمركزي محمد بن نايف بالرياض وجدة.
DUALS: Final = {
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
#: Nouns of action that go between a noun for organisations and what it is for: هيئة مكافحة الفساد.
ACTIONS: Final = frozenset(
    map(
        fold,
        (
            *("مكافحة", "حماية", "تمويل", "تطوير", "تنمية", "تنظيم", "دعم", "رعاية", "إعمار", "ترويج", "تقصي"),
            *("أبحاث", "بحوث", "دراسات", "علوم", "تقنية", "تأهيل", "إغاثة", "تحفيظ", "رصد", "قياس", "تقويم", "ضمان"),
            *("مقاومة", "تهيئة", "صيانة", "تسيير", "إنتاج", "توزيع", "استغلال", "تسويق", "تصدير", "تشغيل"),
        ),
    )
)
DIVISIONS: Final = frozenset({"city", "town", "governorate"})
#: Asharq al-Awsat quotes in braces: الربيعة لـ {الشرق الأوسط}.
QUOTES: Final = frozenset('"«»“”{}')
ARTICLE: Final = "ال"


def headed_adjective(types: Sequence[WordType], one: Candidate) -> bool:
    """Tell whether a name is but a noun for organisations and one adjective: المنظمة الدولية, الهيئة العامة."""
    return one.last == one.first + 1 and bool(types[one.first].bare_flags & HEAD) and types[one.last].key.endswith("يه")
