"""Foreign persons under spellings that no list has, and none of them under another's name."""

from __future__ import annotations

import datetime as dt

import pytest

from indexer.extract import extract
from indexer.extract.spellings import ForeignNames, skeleton
from search.entities import Entity


def _person(person_id: str, label: str, country: str) -> Entity:
    return Entity(id=person_id, kind="person", type="", label=label, english="", country=country)


def test_a_skeleton_unifies_the_letters_that_papers_differ_in():
    assert skeleton("نتنياهو") == skeleton("نتانياهو")
    assert skeleton("دييغو") == skeleton("دييجو") == skeleton("دييقو")
    assert skeleton("اوباما") != skeleton("باما")


def test_only_one_foreign_person_of_a_spelling_is_found():
    names = ForeignNames(
        [
            _person("a", "جون كيري", "us"),
            _person("b", "ديفيد كاميرون", "gb"),
            _person("c", "حسن روحاني", "ir"),
            _person("d", "فيصل القاسم", "sy"),
        ]
    )
    assert names.find(["ديفد", "كامرون"]) is not None
    assert names.find(["جون", "كيري"]) is None  # too few consonants to tell
    assert names.find(["فيصل", "القسم"]) is None  # of the Arab world


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال بنجامين نتنياهو ذلك.", ["benjamin-netanyahu"]),
        ("وصلت أنجيلا ميركيل وفرانسوا أولند.", ["angela-merkel", "francois-hollande"]),
        ("النجم الأرجنتيني السابق دييجو أرماندو مارادونا", ["diego-maradona"]),
        ("التقت ميشيل أوباما الوفد.", ["michelle-obama"]),
        ("قال الرئيس وإيمانوئيل ماكرون ذلك.", ["emmanuel-macron"]),
    ],
)
def test_an_unlisted_spelling_is_the_person(text: str, found: list[str]):
    assert [actor.id for actor in extract("", text, dt.date(2016, 10, 24)).actors] == found
