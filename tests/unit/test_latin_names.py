"""Names in Latin letters: keys, who carries a name, and the shipped table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search.entities
from search.entities import Gazetteer
from search.entities.latin import LatinName, LatinNames, is_latin, latin_key

TABLE = Path(search.entities.__file__).parent / "data" / "latin_names.tsv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mosul", "Mossoul"),
        ("al-Sisi", "El Sisi"),
        ("Hussein", "Husayn"),
        ("Qandil", "Kandil"),
        ("São Paulo", "Sao Paulo"),
        ("Sana\u2019a", "Sanaa"),
        ("U.N.", "un"),
        ("bin Laden", "Ibn Laden"),
        ("The Hague", "hague"),
    ],
)
def test_spellings_of_one_key(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Mosul", "Masul"), ("Hassan", "Hussein"), ("Niger", "Nigeria")])
def test_other_names(one: str, other: str) -> None:
    assert latin_key(one) != latin_key(other)


@given(st.text(max_size=40))
def test_keys_of_any_text(text: str) -> None:
    key = latin_key(text)
    assert key == " ".join(key.split())
    if is_latin(text):
        assert not any("\u0600" <= char <= "\u06ff" for char in text)


@pytest.mark.parametrize(("text", "latin"), [("Mosul", True), ("F-16", True), ("16", False), ("الموصل", False),
                                             ("Mosul الموصل", False), ("", False), ("Çankaya", True)])  # fmt: skip
def test_what_is_latin(text: str, latin: bool) -> None:
    assert is_latin(text) == latin


def test_carriers() -> None:
    names = LatinNames(
        [
            LatinName(0, "Mohamed Morsi", surname=True),
            LatinName(1, "People's Protection Units (YPG)"),
            LatinName(2, "Tripoli"),
            LatinName(3, "Tripoli"),
            LatinName(4, "Morsi"),
            LatinName(5, "Ali Saleh"),
            LatinName(6, "Ala Sulh"),
            LatinName(7, ""),
            LatinName(8, "Bill Clinton", shared=True),
            LatinName(9, "Hillary Clinton", shared=True),
            LatinName(10, "OPEC+"),
            LatinName(11, "OPEC"),
        ]
    )
    assert names.carriers("Muhammad Mursi") == (0,)
    assert names.carriers("morsi") == (4,), "a name comes before a surname"
    assert names.carriers("YPG") == names.carriers("Peoples protection units") == (1,)
    assert names.carriers("Tripoli") == (2, 3)
    assert names.carriers("Ole Salih") == (), "two names only sound so"
    assert names.carriers("Clinton") == ()
    assert names.bearers("clinton") == (8, 9)
    assert names.bearers("Morsi") == (0,)
    assert (names.carriers("OPEC"), names.carriers("opec+")) == ((11,), (10,))
    assert names.carriers("") == names.carriers("--") == ()


def test_the_shipped_table() -> None:
    gazetteer = Gazetteer.load()
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(rows) > 80
    for identity, names in rows:
        entity = gazetteer.get(identity)
        assert entity is not None, f"no place or actor has the id {identity}"
        for name in names.split("|"):
            assert is_latin(name), name
            assert entity in gazetteer.lookup(name), name
