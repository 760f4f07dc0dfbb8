"""Building the lexicon: paradigms, spellings, the choice between readings, the tables."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools import lexicon_sources as sources
from indexer.tools.build_lexicon import Forms, cores_of, estimate, spelling_likelihood
from indexer.tools.lexicon_sources import Lexeme
from search.analysis import fold


def _written(forms: object) -> set[str]:
    return {form.written for form in forms}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (paradigms.feminine_noun("مدرسة"), {"مدرسة", "مدرسته", "مدرستان", "مدرسات", "مدرساتهم"}),
        (paradigms.feminine_noun("قناة"), {"قنوات", "قناته", "قناتين"}),
        (paradigms.masculine_noun("مستشفى"), {"مستشفاه", "مستشفيان"}),
        (paradigms.masculine_noun("مستشفى", plural_at=True), {"مستشفيات"}),
        (paradigms.broken_plural("وزراء"), {"وزراء", "وزراؤها", "وزرائه", "وزراءهم"}),
        (paradigms.broken_plural("رجال"), {"رجالا", "رجالهم"}),
        (paradigms.person_or_adjective("مسؤول"), {"مسؤولة", "مسؤولون", "مسؤولين", "مسؤولو", "مسؤوليها"}),
        (paradigms.person_or_adjective("محامي", defective=True), {"محامون", "محامين", "محام", "محامية"}),
        (paradigms.verb_form("قتلوا", "past", "هم"), {"قتلوا", "قتلوه", "قتلوهم"}),
        (paradigms.verb_form("نفى", "past", "هو"), {"نفى", "نفاه"}),
    ],
)
def test_paradigms(forms: object, expected: set[str]) -> None:
    assert expected <= _written(forms)


def test_no_tanwin_alef_after_a_long_ending() -> None:
    assert "وزراءا" not in _written(paradigms.broken_plural("وزراء"))
    assert "مستشفىا" not in _written(paradigms.masculine_noun("مستشفى"))


def test_spelling_likelihood() -> None:
    assert spelling_likelihood("ألمانيا", "ألمانيا") == 1
    assert spelling_likelihood("المانيا", "ألمانيا") > spelling_likelihood("إلمانيا", "ألمانيا")
    assert spelling_likelihood("مدرسه", "مدرسة") > spelling_likelihood("مدرسة", "مدرسه")


def test_the_choice_between_readings() -> None:
    counts = Counter(
        {"وزير": 50, "الوزير": 60, "وزراء": 40, "زير": 2, "وزارة": 90, "الوزارة": 50, "زارة": 1, "بالوزارة": 3}
    )
    lexemes = [
        Lexeme("وزير", "وزير", [*paradigms.person_or_adjective("وزير"), *paradigms.broken_plural("وزراء")]),
        Lexeme("زير", "زير", list(paradigms.masculine_noun("زير"))),
        Lexeme("وزارة", "وزاره", list(paradigms.feminine_noun("وزارة"))),
        Lexeme("زارة", "زاره", list(paradigms.feminine_noun("زارة"))),
    ]
    shared = estimate(lexemes, Forms(lexemes, cores_of(counts)), counts)

    def chosen(word: str) -> str:
        return max((share, lexemes[reading[0]].family) for reading, share, _ in shared[word])[1]

    assert {word: chosen(word) for word in counts} == {
        "وزير": "وزير",
        "الوزير": "وزير",
        "وزراء": "وزير",
        "زير": "زير",
        "وزارة": "وزاره",
        "الوزارة": "وزاره",
        "بالوزارة": "وزاره",
        "زارة": "زاره",
    }
    assert sum(share for _, share, _ in shared["وزير"]) == pytest.approx(50)


def test_a_head_of_the_tables_drops_other_readings_of_its_spelling() -> None:
    participle = Lexeme("مطالب", "مطالب", list(paradigms.person_or_adjective("مطالب")))
    plural = Lexeme("مطلب", "مطلب", list(paradigms.broken_plural("مطالب")), by_hand=True)
    forms = Forms([participle, plural], {"مطالب", "مطالبين"})
    assert {entry[0] for entry in forms.by_core["مطالب"]} == {1}
    assert {entry[0] for entry in forms.by_core["مطالبين"]} == {0}


def test_heads_that_fold_alike_part() -> None:
    lexemes = [Lexeme("موجة", "موجه"), Lexeme("موجه", "موجه"), Lexeme("مسؤول", "مسوول"), Lexeme("مسئول", "مسوول")]
    sources.part_homographs(lexemes, Counter({"موجة": 9, "موجه": 2, "مسؤول": 5, "مسئول": 1}))
    assert [lexeme.family for lexeme in lexemes] == ["موجه", "موجه" + sources.HOMOGRAPH, "مسوول", "مسوول"]


TABLES = {
    "broken_plurals.tsv": (2, 2),
    "nisbas.tsv": (2, 3),
    "variants.tsv": (2, 3),
    "names.tsv": (1, 1),
    "particles.tsv": (1, 3),
    "masdars.tsv": (1, 1),
    "fixed.tsv": (3, 3),
}


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_tables_are_well_formed(name: str, columns: tuple[int, int]) -> None:
    text = resources.files("search.analysis").joinpath("data", name).read_text(encoding="utf-8")
    assert text.startswith("#")
    rows = list(sources.table(name))
    for row in rows:
        assert columns[0] <= len(row) <= columns[1], row
        assert all(cell == cell.strip() for cell in row), row
        assert row[0], row
    keys = [tuple(row[:2]) if name == "variants.tsv" else row[0] for row in rows]
    assert len(set(keys)) == len(keys), Counter(keys).most_common(3)


def test_hand_written_tables_make_lexemes_with_forms() -> None:
    lexemes = list(sources.table_lexemes())
    assert len(lexemes) > 1000
    assert all(lexeme.by_hand and lexeme.forms and lexeme.family for lexeme in lexemes)
    assert all(fold(form.written) for lexeme in lexemes for form in lexeme.forms)
