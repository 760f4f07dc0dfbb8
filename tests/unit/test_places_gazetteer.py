"""The gazetteer of places holds what its readers rely on."""

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from indexer.tools import build_places
from search.analysis import fold
from search.entities import Gazetteer

# First-level divisions by ISO 3166-2 (the governorates of Gaza and the West Bank, the wilayas of Algeria since 2019).
DIVISIONS = {
    "ae": 7, "bh": 4, "dj": 6, "dz": 58, "eg": 27, "iq": 19, "jo": 12, "km": 3, "kw": 6, "lb": 8, "ly": 22,
    "ma": 12, "mr": 15, "om": 11, "ps": 16, "qa": 8, "sa": 13, "sd": 18, "so": 18, "sy": 14, "tn": 24, "ye": 22,
}  # fmt: skip
KINDS = {
    "country", "territory", "continent", "region", "governorate", "city", "town", "village", "quarter", "river", "lake",
    "sea", "strait", "canal", "mountain", "desert", "island", "camp", "crossing", "airport", "port", "base", "prison",
    "site", "street",
}  # fmt: skip
NEIGHBOURHOOD = 15.0  # degrees from the country's own point
# Countries that reach farther than that from their point, with how far.
WIDE = {"us": 100, "ru": 110, "cn": 40, "ca": 60, "au": 30, "br": 35, "kz": 22, "in": 22, "id": 28, "es": 18, "ar": 20,
        "cl": 26, "mx": 20, "ki": 60, "dz": 16, "cd": 16, "pf": 20, "jp": 16, "pt": 20, "fr": 17, "mn": 16}  # fmt: skip


@pytest.fixture(scope="module")
def places() -> dict[str, build_places.Place]:
    lines = gzip.decompress((build_places.DATA / "places.jsonl.gz").read_bytes()).decode().splitlines()
    return {place["id"]: place for place in map(json.loads, lines)}


@pytest.fixture(scope="module")
def nationalities() -> list[list[str]]:
    return [line.split("\t") for line in (build_places.DATA / "nationalities.tsv").read_text("utf-8").splitlines()]


def test_ids_are_unique_sorted_and_well_formed(places: dict[str, build_places.Place]) -> None:
    lines = gzip.decompress((build_places.DATA / "places.jsonl.gz").read_bytes()).decode().splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == sorted(set(ids))
    assert [
        ident for ident in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]{2}(-[a-z0-9]+)*)?", ident)
    ] == []
    assert len(places) > 5000


def test_lines_have_the_agreed_keys_in_order(places: dict[str, build_places.Place]) -> None:
    order = list(build_places.KEYS)
    for place in places.values():
        assert list(place) == [key for key in order if key in place]
        assert place["kind"] in KINDS
        assert place["ar"]
        assert place["en"]


def test_parents_exist_and_end_at_a_country_or_stand_alone(places: dict[str, build_places.Place]) -> None:
    for ident, place in places.items():
        parents = place.get("parents", [])
        assert ident not in parents
        assert len(parents) == len(set(parents))
        assert all(parent in places for parent in parents)
        if "." in ident or re.fullmatch(r"[a-z]{2}-[a-z0-9]+", ident):
            assert places[parents[-1]]["kind"] in {"country", "territory"}, ident
            assert parents[-1] == build_places.country_of(ident), ident
        else:
            assert parents == [], ident


def test_a_parents_own_parents_are_among_the_parents(places: dict[str, build_places.Place]) -> None:
    for place in places.values():
        chain = place.get("parents", [])
        for parent in chain:
            assert set(places[parent].get("parents", [])) <= set(chain)


def test_every_place_has_a_point_near_its_country(places: dict[str, build_places.Place]) -> None:
    far = []
    for ident, place in places.items():
        assert -90 <= place["lat"] <= 90
        assert -180 <= place["lon"] <= 180
        country = places.get(build_places.country_of(ident)) if "." in ident or place.get("parents") else None
        if country is None:
            continue
        east = abs(place["lon"] - country["lon"])
        east = min(east, 360 - east) * math.cos(math.radians(country["lat"]))
        away = math.hypot(place["lat"] - country["lat"], east)
        if away > WIDE.get(country["id"], NEIGHBOURHOOD):
            far.append((ident, round(away, 1)))
    assert far == []


def test_arab_countries_have_all_their_divisions(places: dict[str, build_places.Place]) -> None:
    found = Counter(ident.split("-")[0] for ident in places if re.fullmatch(r"[a-z]{2}-[a-z0-9]+", ident))
    assert {country: found[country] for country in DIVISIONS} == DIVISIONS


def test_divisions_leave_the_bare_name_to_their_city(places: dict[str, build_places.Place]) -> None:
    baghdad = {fold(name) for name in build_places.names_of(places["iq-bg"])}
    assert baghdad == {fold("محافظة بغداد")}
    assert places["baghdad.iq"]["parents"] == ["iq-bg", "iq"]
    assert places["erbil.iq"]["parents"] == ["iq-ar", "kurdistan.iq", "iq"]
    assert fold("الكويت") not in {fold(name) for name in build_places.names_of(places["kuwait-city.kw"])}
    assert places["kw"]["ar"] == "الكويت"


def test_names_fold_to_something_and_are_arabic(places: dict[str, build_places.Place]) -> None:
    for place in places.values():
        for name in build_places.names_of(place):
            assert fold(name).strip(), place["id"]
            assert not re.search("[پچگژیکہےڤڨ\u064b-\u0652\u0640]", name), (place["id"], name)


def test_names_are_listed_once(places: dict[str, build_places.Place]) -> None:
    for place in places.values():
        keys = [fold(name) for name in (place["ar"], *place.get("names", ()))]
        assert len(keys) == len(set(keys)), place["id"]


def test_no_two_strong_places_of_one_country_share_a_name(places: dict[str, build_places.Place]) -> None:
    owners = defaultdict(set)
    for ident, place in places.items():
        if "." not in ident and not place.get("parents"):
            continue
        weak = {fold(name) for name in place.get("weak", ())}
        for name in (place["ar"], *place.get("names", ())):
            if fold(name) not in weak:
                owners[build_places.country_of(ident), fold(name)].add(ident)
    shared = {key: idents for key, idents in owners.items() if len(idents) > 1}
    assert shared == {}


def test_better_known_namesake_keeps_the_name(places: dict[str, build_places.Place]) -> None:
    london = fold("لندن")
    strong = [
        ident
        for ident, place in places.items()
        if london
        in {fold(name) for name in (place["ar"], *place.get("names", ()))} - {fold(n) for n in place.get("weak", ())}
    ]
    assert strong == ["london.gb"]


@pytest.mark.parametrize(
    "ident",
    ["mosul.iq", "qaraqosh.iq", "bashiqa.iq", "rutba.iq", "kirkuk.iq", "tigris", "raqqa.sy", "iq", "sy", "jo", "fr",
     "us", "tr", "washington.us", "paris.fr", "ankara.tr"],
)  # fmt: skip
def test_places_of_a_report_on_mosul_are_there(places: dict[str, build_places.Place], ident: str) -> None:
    assert ident in places


@pytest.mark.parametrize("word", ["كان", "وان", "سوف", "بيان", "الجديد", "المدينة", "إطار", "الموسم", "نايف", "كورونا"])
def test_ordinary_words_are_no_names(places: dict[str, build_places.Place], word: str) -> None:
    carriers = [i for i, place in places.items() if fold(word) in {fold(name) for name in build_places.names_of(place)}]
    assert carriers == []


def test_nationalities_point_at_places(places: dict[str, build_places.Place], nationalities: list[list[str]]) -> None:
    assert len({row[0] for row in nationalities}) == len(nationalities) > 190
    for row in nationalities:
        assert row[0] in places
        assert all(adjective.startswith("ال") for adjective in row[1:3])
        for other in row[3].split("|") if len(row) > 3 else ():
            assert re.match(r"[mf]:ال", other)


def test_nationality_adjectives_mean_one_country(nationalities: list[list[str]]) -> None:
    owners = defaultdict(set)
    for row in nationalities:
        others = [other[2:] for other in row[3].split("|")] if len(row) > 3 else []
        for adjective in (*row[1:3], *others):
            owners[fold(adjective)].add(row[0])
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_the_file_is_what_the_script_builds(tmp_path: Path) -> None:
    build_places.write(build_places.build(), tmp_path / "places.jsonl.gz")
    built, kept = (tmp_path / "places.jsonl.gz").read_bytes(), (build_places.DATA / "places.jsonl.gz").read_bytes()
    assert gzip.decompress(built) == gzip.decompress(kept)
    assert kept[4:8] == b"\0\0\0\0"  # no time stamp
    assert len(kept) < 3_000_000


@pytest.mark.parametrize(
    ("alternates", "label"),
    [
        (["Tehran", "تهران", "طهران"], "طهران"),  # the letter ط is Arabic's choice
        (["Kabul", "کابل", "كابل", "كابول"], "كابول"),  # كابل is the twin of the Persian spelling
        (["پاریس", "باريس", "بَارِيس"], "باريس"),
        (["Nowhere", "گرگان"], None),
    ],
)
def test_label_is_the_spelling_of_an_arabic_newspaper(alternates: list[str], label: str | None) -> None:
    assert next(iter(build_places.arabic_names(alternates)), None) == label


def test_slug_is_ascii() -> None:
    assert build_places.slug("Al Fallūjah") == "al-fallujah"
    assert build_places.slug("Iğdır") == "igdir"
    assert build_places.slug("‘Amrān") == "amran"


def test_regions_hold_countries_that_are_known() -> None:
    lines = (build_places.DATA / "places_regions.tsv").read_text("utf-8").splitlines()
    regions = {cells[0]: cells[1].split() for cells in (line.split("\t") for line in lines if line[0] != "#")}
    gazetteer = Gazetteer.load()
    for region, members in regions.items():
        place = gazetteer.get(region)
        assert place is not None
        assert place.kind in {"region", "continent"}
        assert not place.parents
        for member in members:
            one = gazetteer.get(member)
            assert one is not None, member
            assert one.kind in {"country", "territory", "region", "continent"}
            assert not one.parents, member
    assert len(regions["arab-world"]) == 22
    alone = {"aq", "bv", "gs", "hm", "io", "sh", "tf", "um"}  # islands of no region
    countries = {place.id for place in gazetteer if place.kind in {"country", "territory"} and not place.parents}
    assert {place for place in countries if gazetteer.parent(place) is None} <= alone


def test_no_place_lies_in_itself() -> None:
    gazetteer = Gazetteer.load()
    for place in gazetteer:
        assert place.id not in gazetteer.containing(place.id)
        assert all(gazetteer.get(above) for above in gazetteer.containing(place.id))
