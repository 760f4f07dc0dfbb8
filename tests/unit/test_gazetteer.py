"""The gazetteer's look-up by id and by name, on a small one of its own and on the shipped tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from search.entities import Gazetteer, Role
from search.entities.institutions import Institution, Nationality, pattern_keys
from search.entities.names import name_key

ROWS: list[dict[str, Any]] = [
    {"id": "iq", "kind": "country", "ar": "العراق", "en": "Iraq", "population": 40_000_000},
    {"id": "iq-ni", "kind": "governorate", "ar": "نينوى", "en": "Nineveh", "parents": ["iq"]},
    {
        "id": "mosul.iq",
        "kind": "city",
        "ar": "الموصل",
        "en": "Mosul",
        "parents": ["iq-ni", "iq"],
        "population": 1_700_000,
    },
    {"id": "tripoli.ly", "kind": "city", "ar": "طرابلس", "en": "Tripoli", "parents": ["ly"], "population": 1_100_000},
    {"id": "tripoli.lb", "kind": "city", "ar": "طرابلس", "en": "Tripoli", "parents": ["lb"], "population": 230_000},
    {"id": "abu-dhabi.ae", "kind": "city", "ar": "أبوظبي", "en": "Abu Dhabi", "parents": ["ae"]},
    {"id": "new-york.us", "kind": "city", "ar": "نيويورك", "en": "New York", "names": ["نيو يورك"], "parents": ["us"]},
    {
        "id": "united-nations",
        "kind": "organization",
        "type": "international",
        "ar": "الأمم المتحدة",
        "en": "United Nations",
    },
    {"id": "houthis", "kind": "organization", "type": "armed-group", "ar": "الحوثيون", "en": "Houthis"},
]
NATIONALITIES = [(Nationality("iq", "العراقي", "العراقية"), ())]
INSTITUTIONS = [
    Institution(
        "army", "army", "الجيش {m}", "{country} Army", (pattern_keys("الجيش {m}"), pattern_keys("جيش {country}"))
    )
]


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return Gazetteer(ROWS, NATIONALITIES, INSTITUTIONS)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("الموصل", ["mosul.iq"]),
        ("وبالموصل", ["mosul.iq"]),
        ("للموصل", ["mosul.iq"]),
        ("المُوصِل", ["mosul.iq"]),
        ("وللعراق", ["iq"]),
        ("طرابلس", ["tripoli.ly", "tripoli.lb"]),
        ("أبو ظبي", ["abu-dhabi.ae"]),
        ("بأبي ظبي", ["abu-dhabi.ae"]),
        ("نيويورك", ["new-york.us"]),
        ("للأمم المتحدة", ["united-nations"]),
        ("والحوثيين", ["houthis"]),
        ("الجيش العراقي", ["iq.army"]),
        ("وجيش العراق", ["iq.army"]),
        ("الجيش", []),
        ("لا أحد", []),
        ("", []),
    ],
)
def test_lookup_finds_a_name_in_every_dress(small: Gazetteer, name: str, ids: list[str]):
    assert [entity.id for entity in small.lookup(name)] == ids


def test_ancestors_are_nearest_first(small: Gazetteer):
    assert [place.id for place in small.ancestors("mosul.iq")] == ["iq-ni", "iq"]
    assert small.ancestors("nowhere") == ()


def test_a_states_institution_is_made_from_its_pattern(small: Gazetteer):
    army = small.get("iq.army")
    assert army is not None
    assert (army.label, army.english, army.type, army.country) == ("الجيش العراقي", "Iraq Army", "army", "iq")
    assert small.get("iq.navy") is None
    assert small.get("zz.army") is None


def test_the_first_row_of_an_id_wins():
    doubled = Gazetteer([ROWS[2], {**ROWS[2], "ar": "موصل أخرى"}])
    assert [entity.label for entity in doubled] == ["الموصل"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("عبد الله", "عبدالله"), ("أبي بكر", "أبو بكر"), ("الحوثيون", "الحوثيين"), ("مؤسسة", "مُؤسّسه")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2015-02", "2017-01", "2016-10-24", True),
        ("2015-02", "2017-01", "2017-01-31", True),
        ("2015-02", "2017-01", "2015-01-31", False),
        ("2015", "", "2026-01-01", True),
        ("", "2014", "2015-01-01", False),
    ],
)
def test_a_role_covers_its_months_both_included(since: str, until: str, day: str, held: bool):
    assert Role("وزير الدفاع", "us", since, until).held_on(dt.date.fromisoformat(day)) is held


def test_the_shipped_gazetteer_is_consistent():
    gazetteer = Gazetteer.load()
    assert Gazetteer.load() is gazetteer
    mosul = gazetteer.get("mosul.iq")
    assert mosul is not None
    assert mosul in gazetteer.lookup("وبالموصل")
    assert [place.id for place in gazetteer.ancestors("mosul.iq")] == ["iq-ni", "iq"]
    for entity in gazetteer:
        assert gazetteer.get(entity.id) is entity
        assert name_key(entity.label), entity.id


REGIONS = [
    ("middle-east", ("gulf", "iq"), True),
    ("gulf", ("sa",), False),
    ("asia", ("iq", "middle-east"), False),
    ("loop", ("loop",), False),
]


def test_places_lie_in_places_up_to_regions() -> None:
    gazetteer = Gazetteer(
        [
            *ROWS,
            {"id": "sa", "kind": "country", "ar": "السعودية"},
            {"id": "gulf", "kind": "region", "ar": "الخليج"},
            {"id": "asia", "kind": "continent", "ar": "آسيا"},
            {"id": "middle-east", "kind": "region", "ar": "الشرق الأوسط"},
            {"id": "loop", "kind": "region", "ar": "الحلقة"},
        ],
        regions=REGIONS,
    )
    assert gazetteer.containing("mosul.iq") == ("iq-ni", "iq", "middle-east", "asia")
    assert gazetteer.containing("sa") == ("gulf", "middle-east", "asia")
    assert gazetteer.parent("iq") == "middle-east"
    assert gazetteer.parent("middle-east") is None
    assert gazetteer.children("iq") == ("iq-ni",)
    assert gazetteer.children("middle-east") == ("iq", "gulf")
    assert gazetteer.children("asia") == ()  # its places are shown in regions nearer to them
    assert gazetteer.containing("loop") == ()
    assert gazetteer.containing("houthis") == gazetteer.containing("unknown") == ()
