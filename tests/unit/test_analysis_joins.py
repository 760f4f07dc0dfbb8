"""Words that join a known one after all, from lexemes made by hand."""

from __future__ import annotations

from collections import Counter

from indexer.tools import lexicon_joins as joins
from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools.lexicon_paradigms import Form
from indexer.tools.lexicon_seconds import defective_nouns
from indexer.tools.lexicon_sources import Lexeme


def test_a_sound_plural_joins_its_noun() -> None:
    riyal = Lexeme("ريال", "ريال", list(paradigms.masculine_noun("ريال")))
    riyals = Lexeme("ريالات", "ريالات", [Form("ريالات", paradigms.NOMINAL, 0.6)], found=True)
    caffeine = Lexeme("كافيين", "كافيين", [Form("كافيين", paradigms.NOMINAL, 0.6)], found=True)
    enough = Lexeme("كافي", "كافي", list(paradigms.masculine_noun("كافي")))
    families = {"ريال": "ريال", "ريالات": "ريالات", "كافيين": "كافيين", "كافي": "كافي"}
    counts = Counter({"ريال": 90, "ريالات": 9, "الريالات": 2, "كافيين": 5, "الكافيين": 9, "كافي": 40})
    lexemes = [riyal, riyals, caffeine, enough]
    assert joins.plurals_of_known(families, lexemes, counts, set()) == {"ريالات": "ريال"}
    assert joins.plurals_of_known(families, lexemes, counts, {"ريالات"}) == {}


def test_a_name_with_an_alef_more_is_another_name() -> None:
    assert joins.is_longer_name("بوتينا", "بوتين", {"بوتين"})
    assert not joins.is_longer_name("كتابا", "كتاب", {"بوتين"})


def test_nouns_that_lose_their_last_letter() -> None:
    judge = Lexeme("قاضي", "قاضي", list(paradigms.masculine_noun("قاضي")))
    walker = Lexeme("ماشي", "ماشي", list(paradigms.masculine_noun("ماشي")))
    families = {"قاضي": "قاضي", "قاض": "يقوض", "ماشي": "ماشي", "مشاه": "مشاه", "المشاه": "مشاه"}
    counts = Counter({"قاضي": 90, "قاض": 9, "ماشي": 5, "مشاه": 7})
    assert defective_nouns(families, [judge, walker], counts) == {
        "قاض": "قاضي",
        "مشاه": "ماشي",
        "المشاه": "ماشي",
    }


def test_a_future_joins_its_verb() -> None:
    names = ("ستنطلق", "سيدني", "سيتم", "سيفا")
    lexemes = [Lexeme(name, name, [Form(name, paradigms.NAME, 0.6)], found=True) for name in names]
    families = {**{name: name for name in names}, "تنطلق": "ينطلق", "يتم": "يتم", "يدني": "يدني", "يفا": "يفي"}
    counts = Counter({"ستنطلق": 160, "تنطلق": 300, "سيتم": 1792, "يتم": 2500, "سيدني": 78, "يدني": 3, "يفا": 2})
    imperfects = {"تنطلق", "يتم", "يدني", "يفا"}
    assert joins.futures_of_known(families, lexemes, imperfects, counts) == {"ستنطلق": "ينطلق", "سيتم": "يتم"}


def test_a_plural_or_dual_before_a_pronoun_joins_its_noun() -> None:
    employee = Lexeme("موظف", "موظف", list(paradigms.masculine_noun("موظف")))
    person = Lexeme("شخص", "شخص", list(paradigms.masculine_noun("شخص")))
    families = {
        **dict.fromkeys(("موظف", "الموظفين"), "موظف"),
        **dict.fromkeys(("شخص", "الشخصين"), "شخص"),
        **{norm: norm for norm in ("موظفيها", "ولموظفيه", "لموظفيه", "شخصيه", "الشخصيه", "سيها")},
    }
    counts = Counter({"الموظفين": 40, "الشخصين": 9, "الشخصيه": 300, "شخصيه": 200})
    assert joins.constructs_of_known(families, [employee, person], counts) == {
        "موظفيها": "موظف",
        "لموظفيه": "موظف",
        "ولموظفيه": "موظف",
    }
