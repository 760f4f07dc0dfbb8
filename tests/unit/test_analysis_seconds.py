"""What else a word may be, from readings shared by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools import lexicon_seconds as others
from indexer.tools.lexicon_sources import Judged, Lexeme, fold, left_apart
from search.query.readings import query_tokens, second_readings


def _noun(head: str, family: str, *, plurals: tuple[str, ...] = (), listed: tuple[str, ...] = ()) -> Lexeme:
    return Lexeme(head, family, list(paradigms.masculine_noun(head)), plurals=set(plurals), listed=set(listed))


YEAR, TONGUE, TO, GOVERNOR, CRITIC, CRITICS, DROP, TRAIN = range(8)
LEXEMES = [
    _noun("سنة", "سنه"),
    _noun("لسان", "لسان", plurals=("السنه",)),
    _noun("إلى", "الي"),
    _noun("والي", "والي"),
    _noun("ناقد", "ناقد", listed=("نقاد",)),
    _noun("نقاد", "نقاد"),
    _noun("قطر", "قطر", listed=("قطار",)),
    _noun("قطار", "قطار"),
]
SHARED: dict[str, list[Judged]] = {
    "السنة": [((YEAR, "ال", "سنه", "n", 1.0), 900.0, 900.0)],
    "ألسنة": [((TONGUE, "", "السنه", "n", 1.0), 6.0, 6.0)],
    "والي": [((TO, "و", "الي", "x", 1.0), 90.0, 90.0), ((GOVERNOR, "", "والي", "n", 1.0), 10.0, 10.0)],
    "ناقد": [((CRITIC, "", "ناقد", "n", 1.0), 30.0, 30.0)],
    "نقاد": [((CRITICS, "", "نقاد", "n", 1.0), 20.0, 20.0)],
    "قطر": [((DROP, "", "قطر", "n", 1.0), 30.0, 30.0)],
    "قطار": [((TRAIN, "", "قطار", "n", 1.0), 20.0, 20.0)],
}
FAMILIES = {"السنه": "سنه", "والي": "الي", "ناقد": "ناقد", "نقاد": "نقاد", "قطر": "قطر", "قطار": "قطار"}
COUNTS = Counter({"السنه": 906, "والي": 100, "ناقد": 30, "نقاد": 20, "قطر": 30, "قطار": 20, "قطارات": 9})


def test_a_head_is_open_where_less_is_taken_off() -> None:
    found = others.second_readings(FAMILIES, others.shares(SHARED, LEXEMES), LEXEMES, COUNTS)
    assert found == {"والي": ("والي",)}


def test_a_plural_of_a_table_is_open_where_a_dictionary_s_is_too_rare() -> None:
    cloud = _noun("سحابة", "سحابه", plurals=("سحب",))
    lexemes = [_noun("سحب", "سحب"), cloud]
    shared: dict[str, list[Judged]] = {
        "سحب": [((0, "", "سحب", "n", 1.0), 95.5, 95.5), ((1, "", "سحب", "n", 1.0), 4.5, 4.5)]
    }
    found = others.shares(shared, lexemes)
    assert others.second_readings({"سحب": "سحب"}, found, lexemes, Counter({"سحب": 100})) == {}
    cloud.by_hand = True
    assert others.second_readings({"سحب": "سحب"}, found, lexemes, Counter({"سحب": 100})) == {"سحب": ("سحابه",)}


def test_a_form_left_apart_is_open_as_a_plural_alone() -> None:
    lexemes = [_noun("حديث", "حديث", plurals=("احاديث",))]
    shared: dict[str, list[Judged]] = {
        "حديثة": [((0, "", "حديثه", "n", 1.0), 10.0, 10.0)],
        "أحاديث": [((0, "", "احاديث", "n", 1.0), 10.0, 10.0)],
    }
    families = {"حديثه": "حديثه", "احاديث": "احاديث"}
    counts = Counter({"حديثه": 10, "احاديث": 10})
    apart = {("حديث", "حديثه"), ("حديث", "احاديث")}
    found = others.second_readings(families, others.shares(shared, lexemes), lexemes, counts, apart)
    assert found == {"احاديث": ("حديث",)}


def test_no_form_is_left_apart_from_itself() -> None:
    rows = left_apart()
    assert len(rows) > 1000
    for (family, form), other in rows.items():
        assert family != other, (family, form)
        assert fold(form) == form, form


def test_a_spelling_may_be_another_word() -> None:
    assert others.spelled_readings(FAMILIES, {}, SHARED, LEXEMES) == {"ألسنة": ("لسان",)}


def test_a_rare_plural_has_no_plural_of_its_own() -> None:
    attested = Counter(dict.fromkeys(SHARED, 20))
    found = others.rare_plurals(FAMILIES, attested, others.shares(SHARED, LEXEMES), LEXEMES, COUNTS, set())
    assert found == {"نقاد": ("ناقد",)}


def test_a_query_asks_for_spellings() -> None:
    found = second_readings("لسان", "لسان", "لسان")
    assert "ألسنة" in found.exacts
    assert "السنه" not in found.norms


@pytest.mark.parametrize(("word", "family"), [("ألسنة", "لسان"), ("مواعيد", "ميعاد"), ("أئمة", "إمام~")])
def test_a_word_shows_its_second_families(word: str, family: str) -> None:
    assert family in [token.term for token in query_tokens(word) if token.tier == "family"]


def test_a_year_is_no_tongue() -> None:
    assert "لسان" not in [token.term for token in query_tokens("السنة")]


def test_a_strong_man_asks_for_no_forces() -> None:
    strong, forces = second_readings("قوي", "قوي", "قوي~"), second_readings("قوة", "قوه", "قوه")
    assert "قوه" not in strong.families
    assert "قوه" in second_readings("قوى", "قوي", "قوي~").families
    assert "القوي" in strong.exacts
    assert "القوي" not in strong.norms
    assert "قوى" in forces.exacts
    assert "قوي" not in forces.norms
