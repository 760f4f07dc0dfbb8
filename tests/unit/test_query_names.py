"""Names in queries: which words are understood as whom, and what is left as words."""

from __future__ import annotations

import pytest

from search.entities import Gazetteer
from search.entities.institutions import Institution, Nationality, pattern_keys
from search.query.names import understand
from search.query.parse import parse
from search.query.syntax import AnyOf, Exclude, Group, Named, Spelled, Word, to_text

ROWS = [
    {"id": "iq", "kind": "country", "ar": "العراق"},
    {
        "id": "mosul.iq",
        "kind": "city",
        "ar": "الموصل",
        "names": ["أم الربيعين"],
        "parents": ["iq"],
        "population": 1_700_000,
    },
    {"id": "tripoli.ly", "kind": "city", "ar": "طرابلس", "population": 1_100_000},
    {"id": "tripoli.lb", "kind": "city", "ar": "طرابلس", "population": 700_000},
    {"id": "tyre.lb", "kind": "city", "ar": "صور", "weak": ["صور"]},
    {"id": "om", "kind": "country", "ar": "سلطنة عمان", "names": ["عمان"], "weak": ["عمان"]},
    {"id": "amman.jo", "kind": "city", "ar": "عمان", "population": 4_000_000},
    {"id": "tn", "kind": "country", "ar": "تونس"},
    {"id": "tunis.tn", "kind": "city", "ar": "تونس", "population": 1_000_000},
    {"id": "san.x", "kind": "town", "ar": "سان"},
    {"id": "islamic-state", "kind": "organization", "type": "armed-group", "ar": "تنظيم الدولة", "names": ["داعش"]},
    {"id": "barack-obama", "kind": "person", "ar": "باراك أوباما", "short": ["أوباما"]},
    {"id": "ali.x", "kind": "person", "ar": "علي", "short": ["علي"]},
    {"id": "abdullah", "kind": "person", "ar": "عبد الله الثاني"},
]
GATHERED = [
    {"id": "karrada.iq", "kind": "town", "ar": "الكرادة", "population": 90_000},
    {"id": "karrada.sy", "kind": "village", "ar": "الكرادة", "population": 300},
    {"id": "hilla.iq", "kind": "town", "ar": "الحلة", "population": 5_000},
    {"id": "hilla.sy", "kind": "village", "ar": "الحلة", "population": 4_000},
    {"id": "mosul.xx", "kind": "village", "ar": "الموصل", "population": 9_000_000},
]
GAZETTEER = Gazetteer(
    ROWS,
    [(Nationality("iq", "العراقي", "العراقية"), ())],
    [Institution("army", "army", "الجيش {m}", "{country} Army", (pattern_keys("الجيش {m}"),))],
    GATHERED,
)


def understood(query: str) -> list[tuple[str, str]]:
    """Each understood piece of the query as typed, with its id."""
    _, found = understand(parse(query).root, GAZETTEER)
    return [(query[one.start : one.end], one.id) for one in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("الموصل", [("الموصل", "mosul.iq")]),
        ("المُوصِل", [("المُوصِل", "mosul.iq")]),
        ("وبالموصل", [("وبالموصل", "mosul.iq")]),
        ("للموصل", [("للموصل", "mosul.iq")]),
        ("«الموصل»", [("«الموصل»", "mosul.iq")]),
        ("أم الربيعين", [("أم الربيعين", "mosul.iq")]),
        ("داعش", [("داعش", "islamic-state")]),
        ("تنظيم الدولة", [("تنظيم الدولة", "islamic-state")]),
        ("هجوم تنظيم الدولة في الموصل", [("تنظيم الدولة", "islamic-state"), ("الموصل", "mosul.iq")]),
        ("أوباما أو داعش", [("أوباما", "barack-obama"), ("داعش", "islamic-state")]),
        ("بغداد -داعش", [("داعش", "islamic-state")]),
        ("(داعش الموصل)", [("داعش", "islamic-state"), ("الموصل", "mosul.iq")]),
        ("عبدالله الثاني", [("عبدالله الثاني", "abdullah")]),
        ("الجيش العراقي", [("الجيش العراقي", "iq.army")]),
        ("تونس", [("تونس", "tn")]),
        ("الكرادة", [("الكرادة", "karrada.iq")]),
        # not understood: a weak name, a stop word, equal right, a word that only looks like particle and name
        ("صور", []),
        ("علي", []),
        ("طرابلس", []),
        ("عمان", []),
        ("الحلة", []),
        ("لسان", []),
        # not names by themselves
        ('"الموصل"', []),
        ('"تنظيم الدولة"', []),
        ("موصل*", []),
        ("الموصل~", []),
        ("title:الموصل", []),
        ("تنظيم -الدولة", []),
        ("تنظيم و الدولة", []),
        ("", []),
        # a field says that a name is meant
        ("مكان:صور", [("صور", "tyre.lb")]),
        ("مكان:داعش", []),
        ("جهة:داعش", [("داعش", "islamic-state")]),
        ('جهة:"تنظيم الدولة"', [('"تنظيم الدولة"', "islamic-state")]),
        ("جهة:(تنظيم الدولة)", [("تنظيم الدولة", "islamic-state")]),
        ("مكان:طرابلس", [("طرابلس", "tripoli.ly"), ("طرابلس", "tripoli.lb")]),
    ],
)
def test_understood(query: str, expected: list[tuple[str, str]]) -> None:
    assert understood(query) == expected


def test_kinds_and_labels() -> None:
    _, found = understand(parse("الموصل داعش أوباما").root, GAZETTEER)
    assert [(one.kind, one.label) for one in found] == [
        ("place", "الموصل"),
        ("organization", "تنظيم الدولة"),
        ("person", "باراك أوباما"),
    ]


def test_the_tree_keeps_its_words() -> None:
    query = "هجوم تنظيم الدولة -الموصل"
    root = parse(query).root
    named, _ = understand(root, GAZETTEER)
    assert isinstance(named, Group)
    word, name, excluded = named.children
    assert isinstance(word, Word)
    assert isinstance(name, Named)
    assert (name.facet, name.ids) == ("actor", ("islamic-state",))
    assert isinstance(excluded, Exclude)
    assert isinstance(excluded.child, Named)
    assert to_text(named) == "هجوم (تنظيم الدولة) -الموصل"
    assert understand(None, GAZETTEER) == (None, ())


@pytest.mark.parametrize(
    ("query", "identity"),
    [
        ("Mosul", "mosul.iq"),
        ("mossoul", "mosul.iq"),
        ("ISIS", "islamic-state"),
        ("U.N.", "united-nations"),
        ("WHO", "world-health-organization"),
        ("who", None),
        ("el-Sisi", "abdel-fattah-el-sisi"),
        ("Abdel-Fattah Al Sisi", "abdel-fattah-el-sisi"),
        ("muhammad ibn salman", "mohammed-bin-salman"),
        ("saddam husain", "saddam-hussein"),
        ("Obama", "barack-obama"),
        ("Rafik Hariri", "rafic-hariri"),
        ("alqaeda", "al-qaeda"),
        ("newyork", "new-york.us"),
        ("São Paulo", "sao-paulo.br"),
        ('"Mosul"', None),
    ],
)
def test_names_in_latin_letters(query: str, identity: str | None) -> None:
    named, found = understand(parse(query).root, Gazetteer.load())
    assert [one.id for one in found] == ([identity] if identity else [])
    if identity:
        assert (found[0].start, found[0].end) == (0, len(query))
        assert isinstance(named, Named)
        assert isinstance(named.child, Spelled), "ranked by what Arabic articles write"


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("Tripoli", "Tripoli OR طرابلس"),
        ("Clinton", "Clinton OR كلينتون"),
        ("Abadi", "Abadi OR العبادي"),
        ("Barcelona", 'Barcelona OR برشلونة OR "نادي برشلونة"'),
        ("Clinton visits", "(Clinton OR كلينتون) visits"),
        ("Zzyzx", "Zzyzx"),
        ("title:Clinton", "title:Clinton"),
    ],
)
def test_what_several_are_called_in_latin_letters_is_searched_in_arabic(query: str, written: str) -> None:
    root, found = understand(parse(query).root, Gazetteer.load())
    assert found == ()
    assert root is not None
    spelled = root.children[0] if isinstance(root, Group) else root
    if isinstance(spelled, Spelled):
        names = spelled.other.children if isinstance(spelled.other, AnyOf) else (spelled.other,)
        text = to_text(AnyOf((spelled.child, *names)))
        rest = f"({text}) visits" if isinstance(root, Group) else text
        assert rest == written
    else:
        assert to_text(root) == written


def test_the_arabic_name_beside_one_in_latin_letters() -> None:
    def other(query: str) -> str:
        named, _ = understand(parse(query).root, Gazetteer.load())
        assert isinstance(named, Named)
        assert isinstance(named.child, Spelled)
        return to_text(named.child.other)

    assert other("Obama") == "أوباما"
    assert other("Saddam Hussein") == '"صدام حسين"'
    assert other("Mosul") == "الموصل"


def test_the_shipped_gazetteer() -> None:
    gazetteer = Gazetteer.load()
    for query, identity in (
        ("داعش", "islamic-state"),
        ("الموصل", "mosul.iq"),
        ("الجزائر", "dz"),
        ("أوباما", "barack-obama"),
    ):
        assert [one.id for one in understand(parse(query).root, gazetteer)[1]] == [identity]
