"""Corrections to the entities hold at once, on every engine, for everything that was indexed before them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from search.article import Article
from search.engine import SearchEngine
from search.entities import Corrections, EntitiesFile, Gazetteer
from search.entities.changes import Change, new_change
from search.request import Filters, SearchRequest
from search.results import SearchResults
from search.service import SearchService
from tests.contract.test_engine_contract import load
from tests.contract.test_place_tree_contract import PLACES
from tests.corpus import actor, article, place

ACTORS = (
    "united-nations",
    "iq.army",
    "islamic-state",
    "person:علي_حسن",
    "person:حسن_علي",
    "org:لجنه_الري",
    "un-habitat",
)
RARE = tuple(f"person:اسم_{number}" for number in range(120))


def change(do: str, **what: object) -> Change:
    return new_change(do, "amal", "a test", **what)  # type: ignore[arg-type]


MERGES = [
    change("merge", entity="person:علي_حسن", into="person:حسن_علي"),
    change("merge", entity="un-habitat", into="united-nations"),
    change("merge", entity="org:لجنه_الري", into="un-habitat"),
    change("merge", entity="mosul.iq", into="cairo.eg"),
    change("merge", entity="place:قريه", into="tal-afar.iq"),
    *(change("merge", entity=name, into=RARE[0]) for name in RARE[1:40]),
]
BLOCKS = [
    change("block", entity="islamic-state"),
    change("block", entity="paris.fr"),
    change("block", entity="iq-ni"),
    change("block", entity="gaza-strip.ps"),
    *(change("block", entity=name) for name in RARE[40:110]),
]
NEW = [
    change("add", entity="place:قريه", kind="village", label="القرية", parent="sy-ha"),
    change("rename", entity="united-nations", label="هيئة الأمم"),
    change("rename", entity="iq", label="جمهورية العراق"),
]
SETS: dict[str, list[Change]] = {
    "none": [],
    "merges": MERGES,
    "blocks": BLOCKS,
    "merges and blocks": [*MERGES, change("block", entity="cairo.eg"), *BLOCKS],
    "new": NEW,
    "chain": [
        change("merge", entity="gaza.ps", into="riyadh.sa"),
        change("merge", entity="riyadh.sa", into="rabat.ma"),
        change("merge", entity="sy", into="eg"),
        change("merge", entity="gulf", into="middle-east"),
    ],
}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    draw = random.Random(11)
    return [
        article(
            f"a{number}",
            f"خبر {draw.choice(['قمح', 'ماء'])}",
            source=draw.choice(["س1", "س2"]),
            places=tuple(place(one, one) for one in draw.sample(PLACES, draw.choice([0, 1, 1, 2, 2, 3, 5]))),
            actors=tuple(
                actor(one, one)
                for one in (*draw.sample(ACTORS, draw.choice([0, 1, 2, 3])), *draw.sample(RARE, draw.choice([0, 1, 2])))
            ),
        )
        for number in range(500)
    ]


@pytest.fixture
def correct(
    engine: SearchEngine, articles: list[Article], tmp_path: Path
) -> Callable[[Sequence[Change]], SearchService]:
    """A service over the articles that sees the changes given, each time those alone."""
    load(engine, articles, commit_every=120)

    def corrected(changes: Sequence[Change]) -> SearchService:
        path = tmp_path / "entities.jsonl"
        path.unlink(missing_ok=True)
        file = EntitiesFile(path)
        file.append(lambda _: changes)
        return SearchService(engine, entities=file)

    return corrected


def now(changes: Sequence[Change]) -> Callable[[str], str | None]:
    """What an id is shown as, worked out by hand."""
    merged = {one.entity: one.into for one in changes if one.do == "merge"}
    blocked = {one.entity for one in changes if one.do == "block"}

    def shown(identity: str) -> str | None:
        while identity in merged:
            identity = merged[identity]
        return None if identity in blocked else identity

    return shown


def nodes(one: Article, changes: Sequence[Change]) -> dict[str, set[str]]:
    """The values of both facets that an article has."""
    shown, gazetteer = now(changes), Gazetteer.load(Corrections(changes))
    places = {identity for mention in one.places if (identity := shown(mention.id))}
    actors = {identity for mention in one.actors if (identity := shown(mention.id))}
    return {"place": places | {above for each in places for above in gazetteer.containing(each)}, "actor": actors}


def values(found: SearchResults, facet: str) -> list[tuple[str, int]]:
    return [(value.id, value.count) for one in found.term_facets if one.name == facet for value in one.values]


@pytest.mark.parametrize("name", SETS)
def test_counts_are_exact_whatever_was_corrected(
    correct: Callable[[Sequence[Change]], SearchService], articles: list[Article], name: str
) -> None:
    service = correct(SETS[name])
    have = [(one, nodes(one, SETS[name])) for one in articles]
    for query, source, chosen, size in (
        ("", (), {}, 1000),
        ("", (), {}, 5),
        ("قمح", ("س1",), {}, 12),
        ("", (), {"place": ("iq",), "actor": ("united-nations",)}, 8),
        ("ماء", (), {"place": ("europe", "cairo.eg"), "actor": (RARE[0], "person:حسن_علي")}, 3),
    ):
        filters = Filters(source=source, **chosen)
        found = service.search(SearchRequest(query, filters=filters, facet_size=size, limit=1000))
        kept = [one for one in have if query in one[0].body and (not source or one[0].source in source)]

        def matching(without: str) -> list[dict[str, set[str]]]:
            return [
                each
                for _, each in kept  # noqa: B023 - called within the turn
                if all(facet == without or each[facet] & set(ids) for facet, ids in chosen.items())  # noqa: B023
            ]

        assert found.total == len(matching(without=""))
        for facet in ("place", "actor"):
            counts = Counter(node for each in matching(without=facet) for node in each[facet])
            expected = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
            shown = values(found, facet)
            assert shown[: len(expected)] == expected
            assert all(count == counts[value] for value, count in shown)
            assert {value for value in chosen.get(facet, ()) if now(SETS[name])(value) == value} <= dict(shown).keys()


@pytest.mark.parametrize("name", SETS)
def test_mentions_and_labels_are_what_they_are_now(
    correct: Callable[[Sequence[Change]], SearchService], articles: list[Article], name: str
) -> None:
    service = correct(SETS[name])
    shown = now(SETS[name])
    for hit in service.search(SearchRequest(limit=500)).hits:
        original = next(one for one in articles if one.id == hit.article.id)
        for kind in ("places", "actors"):
            expected = [identity for mention in getattr(original, kind) if (identity := shown(mention.id))]
            assert [mention.id for mention in getattr(hit.article, kind)] == expected
        assert service.article(original.id) == hit.article


def test_renamed_merged_and_blocked_in_words(correct: Callable[[Sequence[Change]], SearchService]) -> None:
    service = correct(
        [
            *MERGES,
            *NEW,
            change("block", entity="islamic-state"),
            change("add-name", entity="iq.army", name="حماة الديار"),
        ]
    )
    found = service.search(SearchRequest(facet_size=500, limit=500))
    labels = {value.id: value.label for facet in found.term_facets for value in facet.values}
    assert labels["united-nations"] == "هيئة الأمم"
    assert labels["iq"] == "جمهورية العراق"
    assert "un-habitat" not in labels
    assert "islamic-state" not in labels
    assert {
        mention.label for hit in found.hits for mention in hit.article.actors if mention.id == "united-nations"
    } == {"هيئة الأمم"}
    # what was merged is understood, found and selected as what it was merged into
    understood = service.search(SearchRequest("هيئة الأمم"))
    assert [(one.id, one.label) for one in understood.understood] == [("united-nations", "هيئة الأمم")]
    assert understood.total == next(
        value.count for facet in found.term_facets for value in facet.values if value.id == "united-nations"
    )
    old = service.search(SearchRequest(filters=Filters(actor=("un-habitat",))))
    assert old.total == understood.total
    assert [value.id for facet in old.term_facets for value in facet.values if value.selected] == ["united-nations"]
    assert service.label("actor", "un-habitat") == "هيئة الأمم"
    # a name added is understood at once
    assert [one.id for one in service.search(SearchRequest("حماة الديار")).understood] == ["iq.army"]
    # what is blocked is found by nobody
    assert service.search(SearchRequest(filters=Filters(actor=("islamic-state",)))).total == 0
    assert (
        service.search(SearchRequest("place:mosul.iq")).total == service.search(SearchRequest("place:cairo.eg")).total
    )


def test_a_name_split_off_or_removed_is_shown_so(engine: SearchEngine, tmp_path: Path) -> None:
    load(
        engine,
        [
            article("short", "خبر", actors=(actor("تنظيم الدولة", "islamic-state"),)),
            article("long", "خبر", actors=(actor("داعش", "islamic-state"), actor("تنظيم الدولة", "islamic-state"))),
        ],
    )
    file = EntitiesFile(tmp_path / "entities.jsonl")
    service = SearchService(engine, entities=file)

    def mentioned(identity: str) -> list[tuple[str, str]]:
        one = service.article(identity)
        assert one is not None
        return [(mention.id, mention.label) for mention in one.actors]

    known = Gazetteer.load().get("islamic-state")
    assert known is not None
    assert [identity for identity, _ in mentioned("long")] == ["islamic-state"] * 2
    file.append(
        lambda _: [
            change("split", entity="islamic-state", into="daesh", names=("داعش",), kind="organization", label="داعش")
        ]
    )
    assert mentioned("long") == [("daesh", "داعش"), ("islamic-state", known.label)]
    file.append(lambda _: [change("remove-name", entity="islamic-state", name="تنظيم الدولة")])
    assert mentioned("short") == []
    file.append(lambda _: [change("block", name="داعش")])
    assert mentioned("long") == []
