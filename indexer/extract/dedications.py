"""What is called after a person: جامعة الملك عبدالعزيز, استاد الملك فهد الدولي, مركز محمد بن نايف للمناصحة والرعاية.

Such a name is an organisation's or a site's, and neither the person nor a place inside it is meant. It is found before
persons are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    DEDICATED,
    FAITH,
    FAMILY,
    FILIATION,
    GENERIC,
    GIVEN,
    HEAD,
    PREPOSITION,
    SITE,
    STOP,
    TRIGGER,
)
from indexer.extract.persons.words import rare
from search.analysis import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.units import Units

_ADJECTIVE_ENDS: Final = ("ي", "يه")
_ARTICLE: Final = "ال"
#: Nouns that a person's name alone may follow by chance: المنطقة.
_NOT_BEFORE_NAMES: Final = frozenset({"منطقه", "محافظه", "مجلس", "لجنه", "اتحاد"})
#: Schools by their kind and a person: المعهد الثانوي علي بورقيبة, but not مدير المعهد الثانوي علي فلان.
_PUBLIC: Final = frozenset(map(fold, ("المعهد", "المدرسة", "المستشفى", "الكلية", "المركز", "المكتبة")))
_OF_PUBLIC: Final = frozenset(
    map(
        fold,
        (
            *("الثانوي", "الثانوية", "الإعدادية", "الابتدائية", "النموذجي", "النموذجية", "الجامعي", "الجهوي", "المحلي"),
            *("التحضيري", "العمومية", "الثقافي", "المتوسطة", "الأساسية"),
        ),
    )
)
_WHO_LEADS: Final = frozenset(
    map(fold, ("مدير", "مديرة", "رئيس", "رئيسة", "ناظر", "أستاذ", "أستاذة", "طبيب", "وكيل", "قائد"))
)
#: The first name, and على folded.
_ALI: Final = "علي"
_WAY: Final = "طريق"
#: A city for sports or for medicine is called after princes: مدينة الأمير محمد بن عبدالعزيز الرياضية.
_CITY: Final = "مدينه"
#: What makes such a city an institution: مدينة الملك سعود الطبية.
_OF_INSTITUTIONS: Final = frozenset(map(fold, ("الطبية", "الجامعية", "للعلوم", "للطاقة")))
HOSPITAL: Final = fold("مستشفى")
#: What hospitals are, behind their name or town: مستشفى أبو عريش العام.
KINDS_OF_HOSPITALS: Final = frozenset(
    fold("العام المركزي التخصصي الجامعي الوطني الحكومي التعليمي العسكري الجهوي المحلي المرجعي الأهلي الميداني").split()
)
#: What is called after scholars known by a forefather: مستشفى ابن سينا, معهد ابن رشد.
_SON: Final = fold("ابن")
_AFTER_SCHOLARS: Final = frozenset(map(fold, ("مستشفى", "معهد", "كلية", "جامعة", "مدرسة", "مركز", "مصحة", "مؤسسة")))
#: A first name, and what quarters of Aleppo begin with.
_GROVE: Final = fold("كرم")
#: Nouns before towns, which may bear a person's name.
_OF_TOWNS: Final = frozenset({"معتمديه", "محافظه", "بلده", "قريه"})
_TOWNS: Final = frozenset({"town", "city", "village"})
#: By way of somebody: عن طريق ناصر الشمراني is no road.
_BY_WAY: Final = frozenset({"عن", "وعن"})
_COMMON: Final = 1500
#: A word that news has less often goes on from a first name: ملعب الشاذلي زويتن.
_HARDLY_MET: Final = 8
#: The second word of first names like صلاح الدين.
_RELIGION: Final = "الدين"


@dataclass(frozen=True, slots=True)
class Dedication:
    """Units ``first`` through ``last``, the noun included; ``cut`` letters of particles before it; a site or not."""

    first: int
    last: int
    cut: int
    site: bool


def find_dedications(units: Units, candidates: Sequence[Candidate]) -> list[Dedication]:
    """Return the names made of a noun for an institution or a site and a person's name, in text order."""
    found: list[Dedication] = []
    types = units.types
    after = 0
    for i in units.marked:
        word = types[i]
        marks = word.flags | word.bare_flags
        city = word.bare_key == _CITY and units.reach[i] > 1 and types[i + 1].flags & DEDICATED
        city = city and not _in_longer_name(candidates, i)
        public = word.bare_key in _PUBLIC
        named = marks & (HEAD | SITE) or public or city
        if not named or i < after or units.reach[i] < 2:  # noqa: PLR2004 - a name follows
            continue
        following = types[i + 1]
        if public and following.folded in _OF_PUBLIC and units.reach[i] > 2:  # noqa: PLR2004 - a name follows
            before = units.before(i)
            last = _name_end(units, i + 2) if types[i + 2].flags & GIVEN else None
            if last == i + 2:
                last += _goes_with_first_name(units, last)
            if last is not None and (before is None or before.bare_key not in _WHO_LEADS):
                found.append(Dedication(i, last, 0 if word.flags & HEAD else word.bare_cut, site=False))
                after = last + 1
                continue
        if not (marks & (HEAD | SITE) or city):
            continue
        construct = not word.bare_key.startswith(_ARTICLE) and word.bare_key not in _NOT_BEFORE_NAMES
        son = construct and following.folded == _SON and word.bare_key in _AFTER_SCHOLARS
        if not following.flags & DEDICATED and not son and not (construct and following.flags & GIVEN):
            continue
        before = units.before(i)
        if word.bare_key == _WAY and before is not None and before.folded in _BY_WAY:
            continue
        listed = [one for one in candidates if i <= one.first <= i + 1]
        if any(one.strong("place") for one in listed):
            continue
        if word.bare_key in _OF_TOWNS and any(_may_be_town(one) for one in listed if one.first > i):
            continue  # معتمدية سليمان
        if following.folded == _GROVE and units.reach[i] > 2 and types[i + 2].folded.startswith(_ARTICLE):  # noqa: PLR2004 - two units follow
            continue  # حي كرم الجبل
        last = _name_end(units, i + 1)
        if last is not None:
            if (
                last + 1 < i + units.reach[i]
                and types[last + 1].folded in KINDS_OF_HOSPITALS
                and word.bare_key == HOSPITAL
            ):
                last += 1  # مستشفى الملك فهد العام
            cut = 0 if word.flags & (HEAD | SITE | TRIGGER) else word.bare_cut
            treats = any(one.folded in _OF_INSTITUTIONS for one in types[i + 2 : last + 1])
            found.append(Dedication(i, last, cut, site=not (marks & HEAD or treats)))
            after = last + 1
    return found


def _in_longer_name(candidates: Sequence[Candidate], i: int) -> bool:
    """Tell whether a unit belongs to the name of several words of a place or an organisation."""
    return any(
        one.first < one.last and one.first <= i <= one.last and (one.strong("place") or one.strong("organization"))
        for one in candidates
    )


def _may_be_town(one: Candidate) -> bool:
    """Tell whether a town has a name, weakly perhaps."""
    return any(place.kind in _TOWNS for place in one.of_kind("place"))


def _name_end(units: Units, first: int) -> int | None:
    """Return the last unit of the name that begins with the person's title or first name; None where it is none."""
    types = units.types
    end = first + units.reach[first]
    i = first
    names = 0
    while i < end:
        word = types[i]
        ali = i == first and word.folded == _ALI and word.flags & GIVEN and units.slice(i, i) == _ALI  # not على
        if word.flags & (STOP | PREPOSITION | DAY) and not ali:
            break
        if (
            (word.folded == _RELIGION and types[i - 1].flags & FAITH)
            or word.flags & GIVEN
            or (word.flags & FAMILY and word.count < _COMMON)
            or types[i - 1].flags & FILIATION
            or (i == first + 1 and types[first].flags & GIVEN and rare(word, _HARDLY_MET))
        ):  # صلاح الدين
            names += 1
        elif not word.flags & (DEDICATED | FILIATION):
            break
        i += 1
    if not names:
        return None
    last = i - 1
    while i < end and _describes(types[i].folded, last=types[i].flags):
        last = i
        i += 1
    return last


def _goes_with_first_name(units: Units, i: int) -> bool:
    """Tell whether a family's name that nobody knows stands behind a first name: الحبيب بوقطفة, الطاهر صفر."""
    if units.reach[i] < 2:  # noqa: PLR2004 - a unit follows
        return False
    word = units.types[i + 1]
    marked = word.flags & (STOP | PREPOSITION | DAY | GENERIC) or word.country
    particle = word.folded.startswith((_ARTICLE, "ب", "ل")) and not word.folded.startswith("بو")
    return not (marked or particle or word.bare_cut)


def _describes(folded: str, last: int) -> bool:
    """Tell whether a word after the person's name is still the institution's: التخصصي, للمناصحة, والرعاية."""
    if last & (STOP | PREPOSITION | DAY | GENERIC):
        return False
    return folded.startswith(("لل", "وال")) or (folded.startswith(_ARTICLE) and folded.endswith(_ADJECTIVE_ENDS))
