"""The tables of people, titles and name words: formats, one person per name, periods in order."""

import csv
import json
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import search.entities
from search.entities import Gazetteer
from search.entities.names import name_key

DATA = Path(search.entities.__file__).parent / "data"

PERSON_KEYS = ["id", "kind", "ar", "en", "names", "weak", "short", "shared_short", "country", "roles"]
REQUIRED = {"id", "kind", "ar", "en"}
TITLE_KEYS = ["ar", "en", "kind", "takes_nationality", "same_as"]
TITLE_KINDS = {"office", "rank", "honorific", "profession"}
PERIOD = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a]+([ .-]+[\u0621-\u063a\u0641-\u064a]+)*\.?")

# A strong short form that is also the last word of another listed person's name, and why it may stay strong: alone it
# means the first; the other is always named in full.
SHARED_FAMILY = {
    "هنية": "the leader of Hamas; the film director's family is written بن هنية",
    "دقلو": "the general; his brother is written with his given name",
    "زرداري": "the president; his son is written with his given name or بوتو",
    "ماكين": "the senator; his wife is written with her given name",
    "السبسي": "the president; his son is written with his given name",
    "بوتفليقة": "the president; his brother is written with his given name",
    "القذافي": "the ruler; his sons are written with their given names",
    "أوباما": "the president; his wife is written with her given name",
    "ترامب": "the president; his wife and daughter are written with their given names",
    "بلير": "the British prime minister; the Canadian minister is written with his given name",
    "هالاند": "the footballer; the American minister is written with her given name",
    "كوشنر": "the adviser; the French minister is written كوشنير",
    "كلوني": "the actor; his wife is written with her given name",
    "بيستوريوس": "the minister; the runner is written with his given name",
    "خامنئي": "the supreme leader; his son is written with his given name",
    "راسموسن": "the secretary-general of NATO; the later prime minister is written in full",
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def people() -> list[dict[str, Any]]:
    return rows("people.jsonl")


@pytest.fixture(scope="module")
def titles() -> list[dict[str, Any]]:
    return rows("titles.jsonl")


@pytest.fixture(scope="module")
def given() -> list[list[str]]:
    with (DATA / "given_names.tsv").open(encoding="utf-8", newline="") as table:
        return [line for line in csv.reader(table, delimiter="\t") if not line[0].startswith("#")]


def full_names(person: dict[str, Any]) -> list[str]:
    return [person["ar"], *person.get("names", [])]


def strong(person: dict[str, Any]) -> set[str]:
    """The keys under which the person is met without further evidence."""
    weak = {name_key(name) for name in person.get("weak", [])}
    return {name_key(name) for name in [*full_names(person), *person.get("short", [])]} - weak


def test_enough_people(people: list[dict[str, Any]]) -> None:
    assert len(people) >= 1200


def test_ids_are_unique_sorted_slugs(people: list[dict[str, Any]]) -> None:
    ids = [person["id"] for person in people]
    assert ids == sorted(set(ids))
    assert [one for one in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)] == []


def test_ids_are_no_other_entitys(people: list[dict[str, Any]]) -> None:
    others = {row["id"] for row in rows("organizations.jsonl")}
    assert [person["id"] for person in people if person["id"] in others] == []


def test_keys_in_order_and_none_empty(people: list[dict[str, Any]]) -> None:
    for person in people:
        assert list(person) == [key for key in PERSON_KEYS if key in person], person["id"]
        assert set(person) >= REQUIRED, person["id"]
        assert all(person.values()), person["id"]
        assert person["kind"] == "person"


def test_names_are_bare_arabic(people: list[dict[str, Any]]) -> None:
    wrong = [
        name
        for person in people
        for name in [*full_names(person), *person.get("short", []), *person.get("shared_short", [])]
        if not ARABIC_NAME.fullmatch(name) or not name_key(name)
    ]
    assert wrong == []


def test_names_are_not_listed_twice(people: list[dict[str, Any]]) -> None:
    for person in people:
        names = [*full_names(person), *person.get("short", []), *person.get("shared_short", [])]
        keys = [name_key(name) for name in names]
        assert len(keys) == len(set(keys)), person["id"]


def test_weak_names_are_names(people: list[dict[str, Any]]) -> None:
    for person in people:
        assert set(person.get("weak", [])) <= set(full_names(person)), person["id"]


def test_no_strong_name_means_two_people(people: list[dict[str, Any]]) -> None:
    carriers: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for key in strong(person):
            carriers[key].add(person["id"])
    assert {key: ids for key, ids in carriers.items() if len(ids) > 1} == {}


def test_no_shared_short_is_anothers_strong_name(people: list[dict[str, Any]]) -> None:
    carriers = {key: person["id"] for person in people for key in strong(person)}
    clashes = [
        (short, person["id"], carriers[name_key(short)])
        for person in people
        for short in person.get("shared_short", [])
        if carriers.get(name_key(short), person["id"]) != person["id"]
    ]
    assert clashes == []


def test_strong_shorts_are_no_other_persons_family_name(people: list[dict[str, Any]]) -> None:
    families: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for name in full_names(person):
            families[name_key(name).split()[-1]].add(person["id"])
    met = {
        short for person in people for short in person.get("short", []) if families[name_key(short)] - {person["id"]}
    }
    assert met == set(SHARED_FAMILY)


def test_roles_name_title_and_body(people: list[dict[str, Any]]) -> None:
    for person in people:
        for role in person.get("roles", []):
            assert set(role) <= {"title", "of", "from", "to"}, person["id"]
            assert name_key(role["title"]), person["id"]
            assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", role["of"]), person["id"]


def test_roles_are_of_a_known_body(people: list[dict[str, Any]]) -> None:
    gazetteer = Gazetteer.load()
    unknown = {
        (person["id"], role["of"])
        for person in people
        for role in person.get("roles", [])
        if gazetteer.get(role["of"]) is None
    }
    assert unknown == set()


def test_countries_are_known(people: list[dict[str, Any]]) -> None:
    gazetteer = Gazetteer.load()
    assert {person["id"] for person in people if gazetteer.get(person.get("country", "")) is None} == set()


def test_periods_are_dates_in_order(people: list[dict[str, Any]]) -> None:
    for person in people:
        starts = []
        for role in person.get("roles", []):
            since, until = role.get("from", ""), role.get("to", "")
            assert all(PERIOD.fullmatch(one) for one in (since, until) if one), (person["id"], role)
            precision = min(len(since), len(until))
            assert since[:precision] <= until[:precision] if precision else True, (person["id"], role)
            starts.append(since)
        assert starts == sorted(starts), person["id"]


def test_one_head_of_government_at_a_time(people: list[dict[str, Any]]) -> None:
    """Two holders of an office may share the month in which it changed hands, not more."""
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for person in people:
        for role in person.get("roles", []):
            since, until = role.get("from", ""), role.get("to", "9999")
            if role["title"] in {"الرئيس", "رئيس الوزراء", "رئيس الحكومة", "الملك"} and len(since) > len("2000"):
                held[role["title"], role["of"]].append((since, until, person["id"]))
    overlaps = []
    for office, periods in held.items():
        ordered = sorted(periods)
        overlaps += [(office, one, two) for one, two in pairwise(ordered) if two[0] < one[1]]
    assert overlaps == []


def test_titles_are_unique_and_complete(titles: list[dict[str, Any]]) -> None:
    written = [row["ar"] for row in titles]
    assert len(written) >= 350
    assert written == sorted(set(written))
    for row in titles:
        assert list(row) == [key for key in TITLE_KEYS if key in row], row
        assert row["kind"] in TITLE_KINDS, row
        assert isinstance(row["takes_nationality"], bool), row
        assert row["en"], row
        assert name_key(row["ar"]), row


def test_title_points_to_a_listed_title(titles: list[dict[str, Any]]) -> None:
    written = {row["ar"]: row for row in titles}
    for row in titles:
        if "same_as" in row:
            assert "same_as" not in written[row["same_as"]], row


def test_titles_hold_both_genders(titles: list[dict[str, Any]]) -> None:
    written = {row["ar"] for row in titles}
    for one in ("وزير الدفاع", "وزيرة الدفاع", "الرئيسة", "المتحدثة باسم", "الناطق باسم", "الدكتورة", "المدرب"):
        assert one in written


def test_given_names_are_a_table_of_four_columns(given: list[list[str]]) -> None:
    assert len(given) >= 2500
    keys = [name_key(line[0]).replace(" ", "") for line in given]
    assert len(keys) == len(set(keys))
    for line in given:
        name, name_class, common, origin = line
        assert ARABIC_NAME.fullmatch(name), line
        assert name_class in {"given", "family", "both"}, line
        assert common in {"0", "1"}, line
        assert origin in {"arab", "foreign"}, line


@pytest.mark.parametrize("name", ["عادل", "سعيد", "كريم", "أمل", "نور", "صالح", "فرح", "هادي"])
def test_ordinary_words_are_flagged(given: list[list[str]], name: str) -> None:
    assert next(line for line in given if line[0] == name)[2] == "1"


@pytest.mark.parametrize(
    ("person_id", "name"),
    [
        ("ashton-carter", "اشتون كارتر"),
        ("john-dorrian", "جون دوريان"),
        ("stephen-townsend", "ستيفن تاوسند"),
        ("abu-bakr-al-baghdadi", "أبوبكر البغدادي"),
        ("benjamin-netanyahu", "نتانياهو"),
        ("recep-tayyip-erdogan", "إردوغان"),
        ("staffan-de-mistura", "دي ميستورا"),
        ("masoud-barzani", "مسعود البارزاني"),
    ],
)
def test_spellings_of_the_news(people: list[dict[str, Any]], person_id: str, name: str) -> None:
    person = next(one for one in people if one["id"] == person_id)
    assert name_key(name) in strong(person)
