"""Words of persons' names gathered from a large source: which are taken, as what, and what ships."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from indexer.extract.lexicon import COMMON_NAME, FAMILY, FILIATION, GIVEN, PREPOSITION, STOP, TRIGGER, Lexicon
from indexer.extract.wordlists import gathered_names, given_names
from indexer.tools.build_gathered_names import Bearers, Standing, bearers, kind, may_be_added, may_begin
from search.entities.names import name_key

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.mark.parametrize(
    ("one", "standing", "ordinary", "expected"),
    [
        (Bearers(given=1), Standing(), False, "given"),  # the news does not have it
        (Bearers(given=2, family=9), Standing(), False, "family"),  # a family's name, whoever may bear it first
        (Bearers(given=3, family=2), Standing(seen=10, first=7, later=2), True, "both"),
        (Bearers(family=1), Standing(), True, None),  # a word that the lexicon has, borne by hardly anybody
        (Bearers(family=5), Standing(), True, "family"),
        (Bearers(given=4), Standing(seen=40, first=4), True, None),  # وافق
        (Bearers(given=4, family=4), Standing(seen=10, first=0, later=8), False, "family"),  # never begins a name
        (Bearers(family=3), Standing(seen=10, later=4), False, "family"),
        (Bearers(either=1), Standing(seen=10, later=1), False, None),
        (Bearers(), Standing(seen=10, later=9), False, None),
    ],
)
def test_class_of_a_word(one: Bearers, standing: Standing, ordinary: bool, expected: str | None) -> None:
    assert kind(one, standing, ordinary=ordinary) == expected


def test_bearers_of_an_index(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite3"
    with sqlite3.connect(path) as index:
        index.execute("CREATE TABLE units (arabic_key, latin, latin_lang, country, role, count, source)")
        index.executemany(
            "INSERT INTO units VALUES (?, '', '', ?, ?, ?, '')",
            [
                ("ضيائي", "IR", "surname", 7),
                ("ضيايي", "IR", "given", 1),  # another spelling of one key
                ("بن عمار", "TN", "surname", 3),
                ("سيف الدين", "EG", "given", 2),
                ("جار الله", "SA", "given", 2),  # two words
                ("طه", "EG", "given", 9),  # too short to be told from a part of words
            ],
        )
    assert bearers(path) == {
        "ضيايي": Bearers(given=1, family=7, foreign=8),
        "عمار": Bearers(family=3),
        "سيفالدين": Bearers(given=2),
    }


@pytest.mark.parametrize("word", ["محمد", "المصري", "مصري", "مدينة", "الوزير", "الموصل", "الأحد", "نبي", "الدين"])
def test_what_is_known_or_another_word_is_not_added(lexicon: Lexicon, word: str) -> None:
    assert not may_be_added(name_key(word), lexicon)


def test_parts_of_other_words_begin_no_name(lexicon: Lexicon) -> None:
    assert not may_begin("ركان", Bearers(given=9), lexicon)  # بركان
    assert not may_begin("ايرن", Bearers(given=9), lexicon)  # بايرن
    assert may_begin("صلوحه", Bearers(given=1), lexicon)


def test_shipped_words_are_no_others(lexicon: Lexicon) -> None:
    rows = gathered_names()
    words = [word for _, _, words in rows for word in words]
    assert len(words) > 15_000
    assert len(words) == len(set(words))
    by_hand = {name_key(row[0]).replace(" ", "") for row in given_names()}
    assert by_hand.isdisjoint(words)
    assert {(class_, origin) for class_, origin, _ in rows} <= {
        (class_, origin) for class_ in ("given", "family", "both") for origin in ("arab", "foreign")
    }
    never = STOP | FILIATION | TRIGGER | PREPOSITION | COMMON_NAME
    for word in words:
        assert name_key(word) == word
        assert lexicon.marks(word) & (GIVEN | FAMILY)
        assert not lexicon.marks(word) & never, word
        assert word not in lexicon.gazetteer.adjectives
        assert word not in lexicon.titles


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("بيان", "بيان"),
        ("بديلا", "بديلا"),
        ("لديهم", "لديهم"),
        ("لمحمد", "محمد"),
        ("وبسام", "بسام"),
        ("بعبدالله", "عبدالله"),
    ],
)
def test_a_first_name_inside_a_commoner_word_is_none(lexicon: Lexicon, written: str, key: str) -> None:
    assert lexicon.type_of(written).bare_key == key
