"""Places unfold as a tree on every engine: choosing a place finds what lies in it, and every node's count is exact."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from search.article import Article
from search.engine import SearchEngine
from search.entities import Gazetteer
from search.errors import RequestError
from search.request import MAX_UNFOLDED, Filters, SearchRequest
from search.results import FacetValue
from search.service import SearchService
from tests.contract.test_engine_contract import load
from tests.corpus import article, place

PLACES = (
    *("mosul.iq", "iq-ni", "tal-afar.iq", "baghdad.iq", "iq", "sy", "sy-ha", "cairo.eg", "eg", "rabat.ma", "gulf"),
    *("riyadh.sa", "gaza.ps", "gaza-strip.ps", "paris.fr", "europe", "nile", "place:قريه", "kashmir", "middle-east"),
)


def above(identity: str) -> set[str]:
    return {identity, *Gazetteer.load().containing(identity)}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    draw = random.Random(7)
    return [
        article(
            f"a{number}",
            f"خبر {draw.choice(['قمح', 'ماء'])}",
            source=draw.choice(["س1", "س2"]),
            places=tuple(place(one, one) for one in draw.sample(PLACES, draw.choice([0, 1, 1, 2, 2, 3, 5]))),
        )
        for number in range(400)
    ]


@pytest.fixture
def service(engine: SearchEngine, articles: list[Article]) -> SearchService:
    return load(engine, articles, commit_every=90)


def places_of(found: SearchService, **request: object) -> tuple[FacetValue, ...]:
    asked = SearchRequest("", facets=("place",), limit=0, **request)  # type: ignore[arg-type]
    return found.search(asked).term_facets[0].values


def test_the_places_of_the_test_are_known() -> None:
    gazetteer = Gazetteer.load()
    assert [one for one in PLACES if gazetteer.get(one) is None] == ["place:قريه"]
    assert above("mosul.iq") >= {"iq-ni", "iq", "middle-east", "arab-world", "asia"}


def test_every_count_is_that_of_the_articles_with_the_place_or_one_in_it(
    service: SearchService, articles: list[Article]
) -> None:
    counts = Counter(
        node for one in articles for node in {node for mention in one.places for node in above(mention.id)}
    )
    shown = places_of(service, facet_size=1000)
    assert {value.id: value.count for value in shown} == counts
    wheat = service.search(SearchRequest("قمح", filters=Filters(source=("س1",)), facet_size=1000, limit=0))
    counts = Counter(
        node
        for one in articles
        if "قمح" in one.body and one.source == "س1"
        for node in {node for mention in one.places for node in above(mention.id)}
    )
    assert {value.id: value.count for value in wheat.term_facets[0].values} == counts


@pytest.mark.parametrize("chosen", [("iq",), ("middle-east",), ("mosul.iq", "africa"), ("place:قريه",), ("iq-ni",)])
def test_choosing_a_place_finds_what_lies_in_it(
    service: SearchService, articles: list[Article], chosen: tuple[str, ...]
) -> None:
    expected = {one.id for one in articles if any(above(mention.id) & set(chosen) for mention in one.places)}
    found = service.search(SearchRequest("", filters=Filters(place=chosen), limit=1000))
    assert {hit.article.id for hit in found.hits} == expected
    assert expected
    # its own count is what choosing it alone finds
    alone = service.search(SearchRequest("", filters=Filters(place=chosen[:1]), limit=0))
    assert {value.id: value.count for value in alone.term_facets[0].values}[chosen[0]] == alone.total


def test_hits_name_only_what_is_mentioned(service: SearchService, articles: list[Article]) -> None:
    stored = {one.id: one.places for one in articles}
    found = service.search(SearchRequest("", filters=Filters(place=("iq",)), limit=50))
    assert all(hit.article.places == stored[hit.article.id] for hit in found.hits)


@pytest.mark.parametrize("size", [1, 3, 7, 12, 19])
def test_every_value_stands_in_what_it_lies_in(service: SearchService, articles: list[Article], size: int) -> None:
    counts = Counter(
        node for one in articles for node in {node for mention in one.places for node in above(mention.id)}
    )
    shown = places_of(service, facet_size=size, filters=Filters(place=("paris.fr", "tal-afar.iq")))
    ids = {value.id for value in shown}
    assert {"paris.fr", "tal-afar.iq", "europe", "iq-ni", "iq"} <= ids
    assert all(value.parent is None or value.parent in ids for value in shown)
    assert all(value.count == counts[value.id] for value in shown)
    assert len(ids) == len(shown)
    assert [value.id for value in shown[:size]] == [
        node for node, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
    ]


def test_a_place_can_be_unfolded(service: SearchService, articles: list[Article]) -> None:
    shown = places_of(service, facet_size=1, unfold=("iq-ni", "iq"))
    inside = {value.id: value.count for value in shown if value.parent in ("iq", "iq-ni")}
    assert set(inside) == {"iq-ni", "mosul.iq", "tal-afar.iq"} | {
        node for node in above("baghdad.iq") if Gazetteer.load().parent(node) == "iq"
    }
    for node, count in inside.items():
        assert count == sum(any(node in above(mention.id) for mention in one.places) for one in articles)
    with pytest.raises(RequestError, match="unfold"):
        places_of(service, unfold=tuple(map(str, range(MAX_UNFOLDED + 1))))


def test_words_of_a_name_find_the_place_itself_and_the_field_all_that_lies_in_it(engine: SearchEngine) -> None:
    service = load(
        engine,
        [
            article("in", "خبر من المدينة", places=(place("الموصل", "mosul.iq"),)),
            article("named", "خبر من بلاد الرافدين", places=(place("العراق", "iq"),)),
            article("other", "خبر من الشام", places=(place("سوريا", "sy"),)),
        ],
    )

    def ids(query: str) -> set[str]:
        return {hit.article.id for hit in service.search(SearchRequest(query)).hits}

    assert ids("العراق") == {"named"}
    assert ids("مكان:العراق") == {"in", "named"}
    assert ids("place:iq") == {"in", "named"}
