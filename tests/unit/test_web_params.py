"""Query string ↔ request: inverse of each other, and strict about what cannot be used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import RequestError
from search.request import FACETS, MATCHES, MAX_UNFOLDED, PHRASES, SORTS, DayRange, Filters, SearchRequest
from web.addresses import Addresses
from web.params import (
    API,
    PARAMETERS,
    Defaults,
    article_href,
    href,
    read,
    read_suggest,
    toggled,
    with_days,
    with_values,
    write,
)

PAGE = Defaults(limit=7, latest_first=True)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.lists(texts.filter(bool), max_size=4, unique=True).map(tuple)
days = st.one_of(st.none(), st.dates())
ranges = st.builds(DayRange, days, days).filter(lambda one: not (one.first and one.last and one.last < one.first))
requests = st.builds(
    SearchRequest,
    query=texts,
    match=st.sampled_from(MATCHES),
    filters=st.builds(
        Filters, place=values, actor=values, source=values, section=values, published=ranges, mentioned=ranges
    ),
    sort=st.sampled_from(SORTS),
    limit=st.integers(0, 1000),
    cursor=st.one_of(st.none(), st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True)),
    facets=st.lists(st.sampled_from(FACETS), unique=True).map(lambda some: tuple(f for f in FACETS if f in some)),
    facet_size=st.integers(1, 1000),
    interval=st.sampled_from(["month", "day"]),
    unfold=st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=3).map(tuple),
    phrases=st.sampled_from(PHRASES),
    expand=st.booleans(),
    relax=st.booleans(),
)


@given(requests)
def test_what_is_written_for_the_api_is_read_as_the_same(request: SearchRequest) -> None:
    address = href("/api/v1/search", write(request))
    assert read(parse_qsl(urlsplit(address).query, keep_blank_values=True)) == request


@given(requests.filter(lambda one: one.query.strip() or one.sort != "relevance"))
def test_what_is_written_for_the_page_is_read_as_the_same(request: SearchRequest) -> None:
    address = href("/search", write(request, PAGE))
    assert read(parse_qsl(urlsplit(address).query, keep_blank_values=True), PAGE) == request


@given(requests, texts.filter(bool), ranges)
def test_addresses_written_together_are_those_written_one_by_one(
    request: SearchRequest, value: str, days_: DayRange
) -> None:
    addresses = Addresses(request, PAGE, [("more", "place")])

    def one(changed: SearchRequest) -> list[tuple[str, str]]:
        return sorted([*write(changed, PAGE), ("more", "place")])

    def given_(address: str) -> list[tuple[str, str]]:
        return sorted(parse_qsl(urlsplit(address).query, keep_blank_values=True))

    first = replace(request, cursor=None)
    chosen = (*request.filters.place, *(() if value in request.filters.place else (value,)))
    assert given_(addresses.toggled("place", value)) == one(toggled(first, "place", value))
    assert given_(addresses.narrowed("place", value)) == one(with_values(first, "place", chosen))
    assert given_(addresses.with_days("published", days_)) == one(with_days(first, "published", days_))
    assert given_(addresses.with_days("mentioned", days_)) == one(with_days(first, "mentioned", days_))
    unfolded = (*request.unfold, value)[-MAX_UNFOLDED:]
    assert given_(addresses.unfolded(value)) == one(replace(first, unfold=unfolded))


def test_nothing_given_is_the_default() -> None:
    assert read([]) == SearchRequest()
    assert write(SearchRequest()) == []


def test_without_words_the_page_shows_the_newest() -> None:
    assert read([], PAGE).sort == "newest"
    assert read([("q", " "), ("sort", "relevance")], PAGE).sort == "newest"
    assert read([("q", "قمح")], PAGE).sort == "relevance"
    assert read([], API).sort == "relevance"


@pytest.mark.parametrize(
    ("pairs", "published"),
    [
        ([("from", "2016")], DayRange(dt.date(2016, 1, 1))),
        ([("to", "2016")], DayRange(None, dt.date(2016, 12, 31))),
        ([("from", "2016-02"), ("to", "2016-02")], DayRange(dt.date(2016, 2, 1), dt.date(2016, 2, 29))),
        ([("from", "٢٠١٦-٠٢-٠٣")], DayRange(dt.date(2016, 2, 3))),
        ([("from", ""), ("to", " ")], DayRange()),
    ],
)
def test_days_months_and_years(pairs: list[tuple[str, str]], published: DayRange) -> None:
    assert read(pairs).filters.published == published


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "-1"),
        ("limit", "1001"),
        ("limit", "9" * 5000),
        ("limit", "1e3"),
        ("limit", "١٠"),
        ("facet_size", "0"),
        ("match", "some"),
        ("sort", "NEWEST"),
        ("phrases", "exact"),
        ("expand", "off"),
        ("relax", "2"),
        ("interval", "year"),
        ("facets", "place,colour"),
        ("from", "yesterday"),
        ("to", "2016-02-30"),
        ("mentioned_from", "10000"),
        ("mentioned_to", "0"),
        ("q", "ق" * 4097),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(RequestError) as caught:
        read([(name, value)])
    assert caught.value.parameter == name


@pytest.mark.parametrize(
    ("value", "expand"), [("true", True), ("false", False), (" False ", False), ("0", False), ("1", True), ("", True)]
)
def test_switches(value: str, expand: bool) -> None:
    assert read([("expand", value)]).expand is expand
    assert read([("relax", value)]).relax is expand


def test_what_is_being_typed() -> None:
    assert read_suggest([("q", "مو"), ("limit", "3"), ("place", "iq")]) == ("مو", 3)
    assert read_suggest([]) == ("", 8)
    for name, value in (("limit", "51"), ("limit", "x"), ("q", "ق" * 4097)):
        with pytest.raises(RequestError) as caught:
            read_suggest([(name, value)])
        assert caught.value.parameter == name


def test_a_range_that_ends_before_it_begins() -> None:
    with pytest.raises(RequestError, match="before it begins") as caught:
        read([("mentioned_from", "2017"), ("mentioned_to", "2016")])
    assert caught.value.parameter == "mentioned_from"


def test_repeated_parameters() -> None:
    request = read([("place", "a"), ("place", "b,c"), ("place", "a"), ("place", ""), ("limit", "3"), ("limit", "4")])
    assert request.filters.place == ("a", "b,c")
    assert request.limit == 4


@pytest.mark.parametrize(
    ("pairs", "facets"),
    [
        ([("facets", "")], ()),
        ([("facets", "none")], ()),
        ([("facets", "actor,place")], ("place", "actor")),
        ([("facets", "mentioned"), ("facets", "source")], ("source", "mentioned")),
        ([], FACETS),
    ],
)
def test_facets(pairs: list[tuple[str, str]], facets: tuple[str, ...]) -> None:
    assert read(pairs).facets == facets


def test_a_change_of_the_selection_leads_to_the_first_page() -> None:
    request = SearchRequest("قمح", cursor="abc")
    there = toggled(request, "place", "iq")
    assert there.cursor is None
    assert there.filters.place == ("iq",)
    assert toggled(there, "place", "iq").filters.place == ()
    assert with_days(request, "published", DayRange(dt.date(2016, 1, 1))).cursor is None


@pytest.mark.parametrize(
    ("identity", "address"),
    [
        ("a/b c", "/article/a%2Fb%20c"),
        ("قمح", "/article/%D9%82%D9%85%D8%AD"),
        ("..", "/article?id=.."),
        (".", "/article?id=."),
        ("a?b#c%", "/article/a%3Fb%23c%25"),
    ],
)
def test_the_whole_id_is_one_segment_of_the_path(identity: str, address: str) -> None:
    assert article_href(identity) == address


def test_every_parameter_is_described_in_both_languages() -> None:
    assert len({parameter.name for parameter in PARAMETERS}) == len(PARAMETERS) == 20
    for parameter in PARAMETERS:
        assert parameter.description.endswith((".", "…"))
        assert any("\u0621" <= letter <= "\u064a" for letter in parameter.description_ar)
