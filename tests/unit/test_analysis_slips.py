"""Slips of spelling, spellings of foreign names, second readings: what the lexicon makes of them."""

from __future__ import annotations

import pytest

from indexer.tools import lexicon_variants as variants
from search.analysis.cores import Reading
from search.analysis.lexicon import Lexicon, LexiconParts, pack, unpack
from search.analysis.slips import foreign_spellings, slips

CORES = {"ضابط": [Reading("ضابط", "n", 20)], "نظام": [Reading("نظام", "n", 22)]}
ATTESTED = {"ضابط": "", "الضباط": "ضابط", "نظام": "", "استمرت": "يستمر", "برلسكوني": "", "غورباتشوف": "", "ثلاثاء": ""}


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("ظابط", "ضابط"), ("انتضار", "انتظار"), ("االحوادث", "الحوادث"), ("انتهاءا", "انتهاء"), ("استمره", "استمرت")],
)
def test_slips(slip: str, meant: str) -> None:
    assert meant in set(slips(slip))


@pytest.mark.parametrize("word", ["ضل", "حظ", "", "كتب"])
def test_short_words_are_no_slips(word: str) -> None:
    assert list(slips(word)) == []


@pytest.mark.parametrize(
    ("one", "other"), [("جورباتشوف", "غورباتشوف"), ("بيرلسكوني", "برلسكوني"), ("كالفورنيا", "كاليفورنيا")]
)
def test_foreign_spellings(one: str, other: str) -> None:
    assert other in set(foreign_spellings(one))


@pytest.mark.parametrize("name", ["الحميدان", "جامع", "غانا"])
def test_arabic_and_short_names_have_no_foreign_spellings(name: str) -> None:
    assert list(foreign_spellings(name)) == []


@pytest.mark.parametrize(
    ("norm", "family"),
    [
        ("ظابط", "ضابط"),
        ("الظباط", "ضابط"),
        ("استمره", "يستمر"),
        ("بيرلسكوني", "برلسكوني"),
        ("جورباتشوف", "غورباتشوف"),
        ("ضضضضض", "ضضضضض"),
    ],
)
def test_unknown_words_are_read_as_what_was_meant(norm: str, family: str) -> None:
    assert Lexicon(LexiconParts(CORES, ATTESTED)).family(norm) == family


def test_slips_are_corrected_where_the_right_word_is_far_more_frequent() -> None:
    families = {"نضام": "يضام", "نظام": "نظام", "حظر": "حظر", "حضر": "يحضر", "ضفر": "ضفر", "ظفر": "يظفر"}
    counts = {"نضام": 3, "نظام": 900, "حظر": 90, "حضر": 3000, "ضفر": 2, "ظفر": 10}
    settled = {"نظام", "حظر", "حضر", "ظفر"}
    assert variants.correct_slips(families, counts, settled) == {"نضام": "نظام"}


def test_spellings_of_one_foreign_name_are_joined() -> None:
    counts = {
        "غوغيان": 50,
        "جوجيان": 5,
        "برلسكوني": 30,
        "بيرلسكوني": 3,
        "سليمان": 90,
        "سلمان": 99,
        "قوميزو": 8,
        "كوميزو": 3,
    }
    foreign = set(counts) - {"سليمان", "سلمان"}
    assert variants.foreign_spellings(counts, foreign, ()) == {
        "جوجيان": "غوغيان",
        "بيرلسكوني": "برلسكوني",
        "كوميزو": "قوميزو",
    }
    assert variants.foreign_spellings({"انغولا": 2, "انجولا": 9}, ["انجولا"], ["انغولا"]) == {"انجولا": "انغولا"}


def test_second_readings() -> None:
    families = {"قارب": "يقارب", "خزاين": "خزينه", "وزير": "وزير"}
    readings = {"قارب": [("يقارب", 0.6), ("قارب", 0.4)], "وزير": [("زير", 0.01)]}
    found = variants.second_readings(
        families, readings, lambda norm, _: [("خزانه", 0.4)] if norm == "خزاين" else [], share=0.05
    )
    assert found == {"قارب": ("قارب",), "خزاين": ("خزانه",)}


def test_second_readings_are_packed() -> None:
    lexicon = unpack(pack(LexiconParts(CORES, ATTESTED, {"ضابط": ("ضبط", "ضوابط")})))
    assert lexicon.second_families("ضابط") == ("ضبط", "ضوابط")
    assert lexicon.second_members("ضبط") == ["ضابط"]
    assert lexicon.second_families("نظام") == ()
    assert unpack(pack(LexiconParts(CORES, ATTESTED))).second_families("ضابط") == ()


def test_spellings_and_rare_plurals_are_packed() -> None:
    parts = LexiconParts(CORES, ATTESTED, spelled={"ألسنة": ("لسان",)}, rare={"الليالي": ("ليل",)})
    lexicon = unpack(pack(parts))
    assert lexicon.spelled_families("ألسنة") == ("لسان",)
    assert lexicon.spelled_families("الليالي") == ()
    assert lexicon.spellings("لسان") == ["ألسنة"]
    assert lexicon.spellings("ليل") == ["الليالي"]


def test_what_is_longer_than_any_word_is_no_slip() -> None:
    """Every letter of it would be tried: 200,000 letters took two minutes."""
    assert list(slips("ض" * 200_000)) == []
    assert list(foreign_spellings("غ" * 200_000)) == []
