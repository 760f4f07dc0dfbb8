"""The organisations gazetteer and the institution patterns hold together: ids, types, names, parents, countries."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from search.analysis import fold

FOLDER = Path(__file__).resolve().parents[2] / "search" / "entities" / "data"
TYPES = frozenset(
    {
        "government", "ministry", "parliament", "army", "police", "security", "armed-group", "party", "court",
        "bank", "company", "agency", "media", "university", "club", "federation", "international", "ngo", "union",
        "religious",
    }
)  # fmt: skip
ORGANIZATION_KEYS = ("id", "kind", "type", "ar", "en", "names", "weak", "country", "parent")
INSTITUTION_KEYS = ("slug", "type", "ar", "en", "patterns")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
IDENTIFIER = re.compile(r"(?:[a-z]{2}\.)?[a-z0-9]+(?:-[a-z0-9]+)*")
ARABIC_LETTER = re.compile(r"[ء-ي]")
HARAKAT_OR_TATWEEL = re.compile("[\u0640\u064b-\u0652\u200b-\u200f]")  # ـ, ً to ْ, zero width and direction marks


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


ORGANIZATIONS = read_lines("organizations.jsonl")
INSTITUTIONS = read_lines("institutions.jsonl")
INSTITUTION_TYPES = {row["slug"]: row["type"] for row in INSTITUTIONS}


def strong_names(row: dict[str, Any]) -> list[str]:
    """Return the names that count alone: the label and the other names, less those that are also called weak."""
    weak = {fold(name) for name in row.get("weak", [])}
    return [name for name in [row["ar"], *row.get("names", [])] if fold(name) not in weak]


def test_there_are_enough_organizations() -> None:
    assert len(ORGANIZATIONS) >= 1000
    assert len(INSTITUTIONS) >= 80


def test_ids_are_unique_sorted_and_well_formed() -> None:
    ids = [row["id"] for row in ORGANIZATIONS]
    assert [i for i, count in Counter(ids).items() if count > 1] == []
    assert ids == sorted(ids)
    assert [i for i in ids if not IDENTIFIER.fullmatch(i)] == []


def test_keys_stand_in_order_and_empty_ones_are_left_out() -> None:
    for row in ORGANIZATIONS:
        assert list(row) == [key for key in ORGANIZATION_KEYS if key in row], row["id"]
        assert all(row.values()), row["id"]
        assert row["kind"] == "organization"
        assert row["type"] in TYPES, row["id"]


def test_names_are_bare_arabic_and_fold_to_something() -> None:
    for row in ORGANIZATIONS:
        for name in [row["ar"], *row.get("names", []), *row.get("weak", [])]:
            assert fold(name).strip(), row["id"]
            assert name == " ".join(name.split()), (row["id"], name)
            assert not HARAKAT_OR_TATWEEL.search(name.replace("الـ", "")), (row["id"], name)
        assert ARABIC_LETTER.search(row["ar"]), row["id"]


def test_no_entity_lists_a_folded_name_twice() -> None:
    for row in ORGANIZATIONS:
        keys = [fold(name) for name in [row["ar"], *row.get("names", [])]]
        assert [key for key, count in Counter(keys).items() if count > 1] == [], row["id"]


def test_no_strong_name_is_claimed_by_two_entities() -> None:
    owners: dict[str, str] = {}
    clashes = []
    for row in ORGANIZATIONS:
        for name in strong_names(row):
            owner = owners.setdefault(fold(name), row["id"])
            if owner != row["id"]:
                clashes.append((name, owner, row["id"]))
    assert clashes == []


def test_one_word_strong_names_are_not_the_commonest_words() -> None:
    common = {fold(word) for word in ("الدولة", "الحزب", "الشباب", "القاعدة", "الحياة", "الوطن", "النصر", "الاتحاد")}
    assert [row["id"] for row in ORGANIZATIONS for name in strong_names(row) if fold(name) in common] == []


def test_parents_and_countries_are_well_formed() -> None:
    ids = {row["id"] for row in ORGANIZATIONS}
    slugs = {row["slug"] for row in INSTITUTIONS}
    for row in ORGANIZATIONS:
        country = row.get("country")
        assert country is None or re.fullmatch(r"[a-z]{2}", country), row["id"]
        prefix, dot, slug = row["id"].partition(".")
        if dot:
            assert prefix == country, row["id"]
            if slug in INSTITUTION_TYPES:
                assert row["type"] == INSTITUTION_TYPES[slug], row["id"]
        parent = row.get("parent")
        if parent is not None and parent not in ids:
            assert re.fullmatch(r"[a-z]{2}\..+", parent), (row["id"], parent)
            assert parent[3:] in slugs, (row["id"], parent)
        assert parent != row["id"]


def test_no_organization_is_its_own_ancestor() -> None:
    parents = {row["id"]: row.get("parent") for row in ORGANIZATIONS}
    for start, parent in parents.items():
        seen = {start}
        above = parent
        while above is not None:
            assert above not in seen, start
            seen.add(above)
            above = parents.get(above)


def test_institution_patterns_are_well_formed() -> None:
    slugs = [row["slug"] for row in INSTITUTIONS]
    assert slugs == sorted(set(slugs))
    for row in INSTITUTIONS:
        assert tuple(row) == INSTITUTION_KEYS, row["slug"]
        assert SLUG.fullmatch(row["slug"])
        assert row["type"] in TYPES
        assert row["ar"] in row["patterns"]
        assert row["en"].count("{country}") == 1
        for pattern in row["patterns"]:
            slots = re.findall(r"\{(.*?)\}", pattern)
            assert len(slots) == 1, pattern
            assert slots[0] in {"m", "f", "country"}, pattern
            assert fold(re.sub(r"\{.*?\}", "", pattern)).strip(), pattern


def test_no_pattern_is_claimed_by_two_institutions() -> None:
    counts = Counter(fold(pattern) for row in INSTITUTIONS for pattern in row["patterns"])
    assert [pattern for pattern, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("داعش", "islamic-state"),
        ("تنظيم الدولة الإسلامية", "islamic-state"),
        ("الدولة الاسلامية", "islamic-state"),
        ("البيشمركة", "peshmerga"),
        ("قوات البيشمركة", "peshmerga"),
        ("التحالف الدولي", "international-coalition"),
        ("القوات العراقية", "iq.army"),
        ("القوات الاتحادية", "iq.armed-forces"),
        ("قوات الشرطة الاتحادية", "iq.federal-police"),
        ("الحوثيين", "houthis"),
        ("الناتو", "nato"),
        ("البنتاغون", "us.defence-ministry"),
        ("الكنيست", "il.parliament"),
        ("وكالة فرانس برس", "afp"),
        ("المرصد السوري لحقوق الإنسان", "syrian-observatory-for-human-rights"),
        ("نادي الزمالك", "zamalek"),
        ("جامعة القاهرة", "cairo-university"),
    ],
)
def test_well_known_names_are_there(name: str, identifier: str) -> None:
    assert [row["id"] for row in ORGANIZATIONS if fold(name) in map(fold, strong_names(row))] == [identifier]
