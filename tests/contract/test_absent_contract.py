"""What no article has is told in a notice with what may be meant: selected values, names in fields of the query."""

from __future__ import annotations

import pytest

from search.engine import SearchEngine
from search.request import MAX_SELECTED, DayRange, Filters, SearchRequest
from search.results import Notice
from search.service import SearchService
from tests.corpus import TEN, actor, article, document, place

ARTICLES = (
    *TEN,
    article("t", "زار طرابلس", places=(place("طرابلس", "tripoli.ly"),)),
    article("e", "قال أردوغان", actors=(actor("أردوغان", "recep-tayyip-erdogan", 4),)),
)


@pytest.fixture
def service(engine: SearchEngine) -> SearchService:
    with engine.update() as writer:
        for one in ARTICLES:
            writer.add(document(one))
        writer.commit()
    return SearchService(engine)


def notices(service: SearchService, query: str = "", **filters: object) -> tuple[Notice, ...]:
    request = SearchRequest(query, filters=Filters(**filters))  # type: ignore[arg-type]
    return service.search(service.named(request)).notices


@pytest.mark.parametrize(
    ("facet", "value", "suggested"),
    [
        ("place", "الموصلل", ["mosul.iq"]),
        ("place", "موصل", ["mosul.iq"]),
        ("place", "بغدد", ["baghdad.iq"]),
        ("place", "xx.yy", []),
        ("place", "", None),
        ("actor", "أوردغان", ["recep-tayyip-erdogan"]),
        ("actor", "لا أحد يسمى هكذا", []),
        ("source", "وكاله ح", ["وكالة أ", "وكالة ب", "وكالة ج"]),
        ("source", "وكالة", ["وكالة أ", "وكالة ب", "وكالة ج"]),
        ("source", "ك" * 5_000, []),
        ("section", "سياسه", ["سياسة"]),
        ("section", "رياضة", []),
    ],
)
def test_a_selected_value_that_no_article_has(
    service: SearchService, facet: str, value: str, suggested: list[str] | None
) -> None:
    found = notices(service, **{facet: (value,) if value else ()})
    if suggested is None:
        assert found == ()
        return
    [notice] = found
    assert (notice.code, notice.facet, notice.value) == ("unknown-value", facet, value)
    assert (notice.start, notice.end) == (0, 0)
    assert sorted(one.id for one in notice.suggestions) == suggested
    assert repr(value) in notice.message


def test_a_known_place_that_no_article_mentions(service: SearchService) -> None:
    [notice] = notices(service, place=("تمبكتو",))
    assert (notice.code, notice.value, notice.suggestions) == ("unmentioned-value", "تمبكتو", ())


def test_a_name_that_several_places_have_is_known_if_one_is_mentioned(service: SearchService) -> None:
    assert len(service.named(SearchRequest(filters=Filters(place=("طرابلس",)))).filters.place) > 1
    assert notices(service, place=("طرابلس",)) == ()


def test_values_beside_one_that_finds_articles(service: SearchService) -> None:
    [notice] = notices(service, place=("العراق", "كركوكك"))
    assert notice.value == "كركوكك"


def test_values_that_articles_have_are_not_named_where_other_things_find_nothing(service: SearchService) -> None:
    assert notices(service, "كلمةليستفيالفهرس", place=("الموصل",), source=("وكالة أ",), section=("سياسة",)) == ()
    assert notices(service, place=("الموصل",), published=DayRange(TEN[0].published_day, TEN[0].published_day)) == ()


def test_few_of_many_values_are_named(service: SearchService) -> None:
    assert len(notices(service, source=tuple(f"مصدر {number}" for number in range(MAX_SELECTED)))) == 5


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("مكان:الموصلل", [("الموصلل", "place", ["mosul.iq"])]),
        ('وزير place:"الموصلل"', [('"الموصلل"', "place", ["mosul.iq"])]),
        ("جهة:أوردغان", [("أوردغان", "actor", ["recep-tayyip-erdogan"])]),
        ("مكان:(الموصلل أو بغدد)", [("الموصلل", "place", ["mosul.iq"]), ("بغدد", "place", ["baghdad.iq"])]),
        ("قسم:سياسه", [("سياسه", "section", ["سياسة"])]),
        ("مكان:تمبكتو", [("تمبكتو", "place", [])]),
        ("مكان:الموصل كلمةليستفيالفهرس", []),
        ("مكان:الموصل", []),
        ("-مكان:الموصلل", []),
        ("مكان:الموصلل أو القوات", []),
        ("title:الموصلل", []),
    ],
)
def test_names_in_fields_of_the_query(
    service: SearchService, query: str, named: list[tuple[str, str, list[str]]]
) -> None:
    found = notices(service, query)
    assert [(query[one.start : one.end], one.facet, [near.id for near in one.suggestions]) for one in found] == named


def test_further_pages_are_not_told_again(service: SearchService) -> None:
    request = service.named(SearchRequest(filters=Filters(place=("العراق", "كركوكك")), limit=1))
    first = service.search(request)
    assert first.next
    assert len(first.notices) == 1
    again = SearchRequest(filters=request.filters, limit=1, cursor=first.next)
    assert service.search(again).notices == ()
