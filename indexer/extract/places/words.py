"""What single words say about the names of places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from search.entities.names import name_key

if TYPE_CHECKING:
    from indexer.extract.units import Units

#: What a noun before a name asks for: "ولاية أريانة" is the division, "مدينة أريانة" the city.
ASKED: Final = {
    name_key(noun): frozenset(kinds.split())
    for noun, kinds in {
        "مدينة": "city town",
        "بلدة": "town city village",
        "قرية": "village town",
        "محافظة": "governorate",
        "ولاية": "governorate",
        "منطقة": "governorate region quarter",
        "إقليم": "region governorate",
        "أقاليم": "region governorate",
        "محافظات": "governorate",
        "محافظتي": "governorate",
        "ولايات": "governorate region",
        "مدن": "city town",
        "مدينتي": "city town",
        "بلدات": "town city village",
        "قرى": "village town",
        "مقاطعة": "governorate region",
        "حي": "quarter",
        "ضاحية": "quarter town",
        "معتمدية": "town city governorate",
        "ناحية": "town village",
        "قضاء": "town city governorate region",
        "نهر": "river",
        "بحيرة": "lake",
        "بحر": "sea",
        "مضيق": "strait",
        "قناة": "canal",
        "جبل": "mountain",
        "جبال": "mountain",
        "صحراء": "desert",
        "جزيرة": "island",
        "جزر": "island country",
        "مخيم": "camp",
        "معبر": "crossing",
        "منفذ": "crossing",
        "مطار": "airport",
        "ميناء": "port",
        "قاعدة": "base",
        "سجن": "prison",
        "جمهورية": "country",
        "مملكة": "country",
        "سلطنة": "country",
        "دولة": "country",
    }.items()
}
TOWNS: Final = frozenset({"city", "town", "village"})
#: Kinds of places that are listed one after another.
IN_LISTS: Final = TOWNS | {"governorate", "quarter", "camp"}
LARGE: Final = 300_000
DIVISIONS: Final = frozenset({"governorate", "region"})
#: A country's lead in votes that settles which place is meant: one adjective is enough.
SETTLED: Final = 0.5
VALLEY: Final = name_key("وادي")
#: A directorate, but in Yemen a district: مديرية لودر.
DISTRICT: Final = name_key("مديرية")
YEMEN: Final = "ye"
TINY_NAME: Final = 3
CENTRE: Final = name_key("مركز")
PEOPLE_OF: Final = frozenset(map(name_key, ("سكان", "أهالي", "أهل")))
_DIVISION_NOUNS: Final = frozenset(map(name_key, ("محافظة", "منطقة", "إمارة", "ولاية", "قطاع")))
#: Letters that وادي has not, and وأدى, "and it led", has; U+0649 is the one without points.
_OF_A_VERB: Final = frozenset("أ\u0649")


def is_district_centre(units: Units, i: int) -> bool:
    """Tell whether مركز is a district's or the seat of a division: مركز المرامية بمحافظة العيص, not مركز الأبحاث.

    So is one that has people living in it: مركز اليتمة beside سكان اليتمة.
    """
    if units.types[i].bare_key != CENTRE or units.reach[i] < 2:  # noqa: PLR2004 - a unit follows
        return False
    if _lived_in(units, i + 1):
        return True
    if units.reach[i] < 3:  # noqa: PLR2004 - two units follow
        return False
    if units.types[i + 1].key in _DIVISION_NOUNS:  # الموصل مركز محافظة نينوى
        return True
    name, division = units.types[i + 1], units.types[i + 2]
    return name.folded.startswith("ال") and division.bare_cut == 1 and division.bare_key in _DIVISION_NOUNS


def _lived_in(units: Units, i: int) -> bool:
    """Tell whether who lives in a place called by a word with the article is spoken of: من سكان اليتمة."""
    key = units.types[i].key
    if not units.types[i].folded.startswith("ال"):
        return False
    return any(units.types[at + 1].key == key for at in units.having(PEOPLE_OF) if units.reach[at] > 1)


def is_verb(units: Units, i: int) -> bool:
    """Tell whether what folds to وادي is a verb as written: وأدى."""
    return not _OF_A_VERB.isdisjoint(units.slice(i, i))
