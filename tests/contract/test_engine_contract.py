"""What every engine must do: the promises of `search.engine`, tested through the service on real indexes."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest

from search import calendar
from search.article import Article
from search.engine import SearchEngine
from search.errors import BuildFailed, CursorError, IndexBusy, IndexMissing, RequestError
from search.request import DayRange, Filters, Match, SearchRequest, Sort
from search.results import SearchResults
from search.service import SearchService
from tests.corpus import TEN, article, document, random_articles


def load(
    engine: SearchEngine, articles: list[Article] | tuple[Article, ...], commit_every: int = 10_000
) -> SearchService:
    with engine.update() as writer:
        for number, one in enumerate(articles, start=1):
            writer.add(document(one))
            if number % commit_every == 0:
                writer.commit()
        writer.commit()
    return SearchService(engine)


@pytest.fixture
def ten(engine: SearchEngine) -> SearchService:
    return load(engine, TEN)


def ids(results: SearchResults) -> set[str]:
    return {hit.article.id for hit in results.hits}


def find(service: SearchService, query: str, match: Match = "all", **filters: object) -> set[str]:
    found = service.search(SearchRequest(query, match, Filters(**filters), limit=100))  # type: ignore[arg-type]
    assert found.total == len(found.hits)
    return ids(found)


QUERIES = [
    ("الموصل", {"mosul-1", "mosul-2", "markup-1"}),
    ("المُوصِل", {"mosul-1", "mosul-2", "markup-1"}),
    ("وبالموصل", {"mosul-1", "mosul-2", "markup-1"}),
    ("«المَوْصِل»", {"mosul-1", "mosul-2", "markup-1"}),
    ("وزير", {"mosul-1", "mosul-2", "baghdad-1", "cairo-1"}),
    ("عمان", {"amman-1"}),
    ("الأمم المتحدة", {"baghdad-1", "order-1"}),
    ('"الأمم المتحدة"', {"baghdad-1"}),
    ("“الامم المتحده”", {"baghdad-1"}),
    ('"قوات العراقية"', set()),
    ('"بيت كرة"~4', {"near-1"}),
    ('"بيت كرة"~٢', set()),
    ("بغداد OR عمان", {"baghdad-1", "amman-1", "markup-1"}),
    ("بغداد أو عمان", {"baghdad-1", "amman-1", "markup-1"}),
    ("الموصل -سوريا", {"mosul-1", "markup-1"}),
    ("-الموصل", {one.id for one in TEN} - {"mosul-1", "mosul-2", "markup-1"}),
    ("سوريا و العراق", {"amman-1"}),
    ("(بغداد OR القاهرة) وزير", {"baghdad-1", "cairo-1"}),
    ("بغد*", {"baghdad-1", "markup-1"}),
    ("title:الموصل", {"mosul-1", "markup-1"}),
    ("عنوان: بغداد", {"baghdad-1"}),
    ("مكان:سوريا", {"mosul-2", "amman-1"}),
    ("place:mosul.iq", {"mosul-1", "mosul-2"}),
    ('جهة:"جامعة القاهرة"', {"cairo-1"}),
    ('مصدر:"وكالة ج"', {"cairo-1", "amman-1"}),
    ("المتحدة في", {"baghdad-1", "order-1"}),
    ("", {one.id for one in TEN}),
    ("؟!", {one.id for one in TEN}),
    ("كلمةلاتوجد", set()),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_queries_find_what_they_mean(ten: SearchService, query: str, expected: set[str]) -> None:
    assert find(ten, query) == expected


def test_any_ranks_whatever_has_any_of_the_words(ten: SearchService) -> None:
    found = ten.search(SearchRequest("بغداد القاهرة في", "any", limit=100))
    assert ids(found) == {"baghdad-1", "cairo-1", "markup-1"}


def test_a_query_of_stop_words_alone_searches_them(ten: SearchService) -> None:
    assert find(ten, "في") == {one.id for one in TEN if "في" in f"{one.title} {one.body}".split()}


def test_better_matches_come_first(ten: SearchService) -> None:
    found = ten.search(SearchRequest("بغداد"))
    assert [hit.article.id for hit in found.hits] == ["baghdad-1", "markup-1"]
    scores = [hit.score for hit in found.hits if hit.score is not None]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)


def test_articles_come_back_whole(ten: SearchService) -> None:
    for one in TEN:
        assert ten.article(one.id) == one
    assert ten.article("nothing") is None


def test_replace_and_delete(engine: SearchEngine, ten: SearchService) -> None:
    with engine.update() as writer:
        writer.add(document(article("baghdad-1", "نص جديد عن البصرة")))
        writer.delete("mosul-1")
        writer.delete("never was")
        writer.commit()
    assert find(ten, "بغداد") == {"markup-1"}
    assert find(ten, "البصرة") == {"baghdad-1"}
    assert ten.search(SearchRequest()).total == len(TEN) - 1


def test_uncommitted_changes_are_discarded(engine: SearchEngine, ten: SearchService) -> None:
    with engine.update() as writer:
        writer.delete("mosul-1")
    assert ten.article("mosul-1") is not None
    with pytest.raises(ZeroDivisionError), engine.update() as writer:
        writer.delete("mosul-1")
        raise ZeroDivisionError
    assert ten.article("mosul-1") is not None


def test_digests(engine: SearchEngine, ten: SearchService) -> None:
    assert ten.engine is engine
    stored = engine.digests([TEN[0].id, "nothing", TEN[9].id])
    assert stored == {one.id: document(one).digest for one in (TEN[0], TEN[9])}


# ---- facets


def test_facets_are_multi_select(ten: SearchService) -> None:
    found = ten.search(SearchRequest("", filters=Filters(place=("mosul.iq",), source=("وكالة أ", "وكالة ب"))))
    assert found.total == 2
    facets = {
        facet.name: {value.id: (value.count, value.selected) for value in facet.values} for facet in found.term_facets
    }
    # the places of all articles of the two sources, whatever place is selected
    # and what they lie in
    mentioned = {"mosul.iq": (2, True), "baghdad.iq": (1, False), "sy": (1, False)}
    assert {value: facets["place"][value] for value in mentioned} == mentioned
    assert facets["place"]["iq"] == (3, False)
    assert facets["place"]["middle-east"] == (3, False)
    # the sources of all articles with Mosul
    assert facets["source"] == {"وكالة أ": (1, True), "وكالة ب": (1, True)}
    assert facets["section"] == {"سياسة": (1, False), "مجتمع": (1, False)}


def test_selected_values_are_counted_even_when_they_are_rare(ten: SearchService) -> None:
    request = SearchRequest("", filters=Filters(source=("وكالة د", "غير موجود")), facet_size=1, facets=("source",))
    values = ten.search(request).term_facets[0].values
    assert [(value.id, value.count, value.selected) for value in values] == [
        ("وكالة ب", 3, False),
        ("وكالة د", 2, True),
        ("غير موجود", 0, True),
    ]


def test_publication_months_and_days(ten: SearchService) -> None:
    request = SearchRequest("", filters=Filters(published=DayRange(dt.date(2016, 10, 1), dt.date(2016, 10, 31))))
    found = ten.search(request)
    assert found.total == 2
    months = {bar.first: (bar.last, bar.count, bar.selected) for bar in found.date_facets[0].bars}
    assert months[dt.date(2016, 10, 1)] == (dt.date(2016, 10, 31), 2, True)
    assert months[dt.date(2017, 1, 1)] == (dt.date(2017, 1, 31), 3, False)
    assert sum(count for _, count, _ in months.values()) == len(TEN) - 1  # one article has no date
    days = ten.search(replace(request, interval="day")).date_facets[0].bars
    assert days[0].first == days[0].last == dt.date(2016, 10, 24)
    assert days[0].count == 2


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2014-06-10", "2014-06-10", {"mosul-1", "mosul-2"}),
        ("2014-07-01", "2014-07-02", {"mosul-2"}),
        ("2016-10-23", "2016-11-01", {"mosul-1", "baghdad-1"}),
        (None, "2014-01-01", {"mosul-2"}),
        ("2017-01-01", None, {"amman-1"}),
        ("2015-01-01", "2015-12-31", set()),
    ],
)
def test_mentioned_dates_overlap(ten: SearchService, first: str | None, last: str | None, expected: set[str]) -> None:
    days = DayRange(dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None)
    assert find(ten, "", mentioned=days) == expected


def test_labels_come_from_articles_where_no_gazetteer_knows_them(engine: SearchEngine, ten: SearchService) -> None:
    assert ten.engine is engine
    labels = engine.labels("actor", ["eg.cairo-university", "no such actor"])
    assert labels == {"eg.cairo-university": "جامعة القاهرة"}
    assert engine.labels("place", ["eg.cairo-university"]) == {}
    assert engine.labels("place", []) == {}


def brute_force(articles: list[Article], filters: Filters, without: str) -> list[Article]:
    def keeps(one: Article) -> bool:
        days = filters.published
        return all(
            (
                without == "place" or not filters.place or bool({m.id for m in one.places} & set(filters.place)),
                without == "actor" or not filters.actor or bool({m.id for m in one.actors} & set(filters.actor)),
                without == "source" or not filters.source or one.source in filters.source,
                without == "section" or not filters.section or one.section in filters.section,
                without == "published"
                or not days
                or (
                    one.published_day is not None
                    and (days.first is None or days.first <= one.published_day)
                    and (days.last is None or one.published_day <= days.last)
                ),
                without == "mentioned"
                or not filters.mentioned
                or any(
                    (filters.mentioned.last is None or m.first <= filters.mentioned.last)
                    and (filters.mentioned.first is None or m.last >= filters.mentioned.first)
                    for m in one.dates
                ),
            )
        )

    return [one for one in articles if keeps(one)]


FILTERS = [
    Filters(),
    Filters(place=("p0",)),
    Filters(place=("p0", "p7", "p41"), actor=("a0", "a3")),
    Filters(source=("س1", "س2"), section=("أ",), published=DayRange(dt.date(2015, 3, 5), dt.date(2016, 3, 4))),
    Filters(mentioned=DayRange(dt.date(2015, 2, 3), dt.date(2015, 2, 20)), place=("p1", "p2")),
]


@pytest.mark.parametrize("segments", [1, 12])
def test_counts_agree_with_brute_force(engine: SearchEngine, segments: int) -> None:
    articles = random_articles(600, seed=segments)
    service = load(engine, articles, commit_every=len(articles) // segments)
    for filters in FILTERS:
        found = service.search(SearchRequest("", filters=filters, facet_size=15, limit=1))
        assert found.total == len(brute_force(articles, filters, without=""))
        for facet in found.term_facets:
            kept = brute_force(articles, filters, without=facet.name)
            counts: Counter[str] = Counter()
            for one in kept:
                if facet.name in ("source", "section"):
                    value = getattr(one, facet.name)
                    counts.update([value] if value else [])
                else:
                    counts.update({mention.id for mention in getattr(one, f"{facet.name}s")})
            ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:15]
            chosen = filters.selected(facet.name)  # type: ignore[arg-type]
            ordered += [(value, counts[value]) for value in chosen if value not in dict(ordered)]
            assert [(value.id, value.count) for value in facet.values] == ordered
        for facet in found.date_facets:
            kept = brute_force(articles, filters, without=facet.name)
            bars: Counter[int] = Counter()
            for one in kept:
                if facet.name == "published":
                    bars.update([calendar.month_number(one.published_day)] if one.published_day else [])
                else:
                    bars.update({year for m in one.dates for year in range(m.first.year, m.last.year + 1)})
            numbers = [
                calendar.month_number(bar.first) if facet.name == "published" else bar.first.year for bar in facet.bars
            ]
            assert list(zip(numbers, [bar.count for bar in facet.bars], strict=True)) == sorted(bars.items())


# ---- order and pages


def pages(service: SearchService, request: SearchRequest) -> list[str]:
    found: list[str] = []
    while True:
        page = service.search(request)
        assert len(page.hits) <= request.limit
        found += [hit.article.id for hit in page.hits]
        if page.next is None:
            assert page.total == len(found)
            return found
        assert len(page.hits) == request.limit
        request = replace(request, cursor=page.next)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_neither_repeat_nor_skip(engine: SearchEngine, sort: Sort, limit: int) -> None:
    articles = random_articles(150, seed=3)
    service = load(engine, articles, commit_every=40)
    whole = service.search(SearchRequest("ماء بيت", "any", sort=sort, limit=1000))
    found = pages(service, SearchRequest("ماء بيت", "any", sort=sort, limit=limit, facets=()))
    assert len(found) == len(set(found)) == whole.total
    assert found == [hit.article.id for hit in whole.hits]


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_time_sorts(engine: SearchEngine, sort: Sort) -> None:
    service = load(engine, random_articles(120, seed=4))
    found = service.search(SearchRequest("", sort=sort, limit=1000))
    days = [hit.article.published_day for hit in found.hits]
    dated = [day for day in days if day is not None]
    assert days == dated + [None] * (len(days) - len(dated)), "articles without a date come last"
    assert dated == sorted(dated, reverse=sort == "newest")
    assert all(hit.score is None for hit in found.hits)


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pages_go_on_when_articles_are_added_meanwhile(engine: SearchEngine, sort: Sort) -> None:
    articles = random_articles(60, seed=5)
    service = load(engine, articles)
    request = SearchRequest("", sort=sort, limit=10, facets=())
    first = service.search(request)
    load(engine, [article(f"new{number}", "ماء", published=dt.date(2020, 1, 1)) for number in range(5)])
    rest = []
    page = first
    while page.next:
        page = service.search(replace(request, cursor=page.next))
        rest += [hit.article.id for hit in page.hits]
    old = [hit.article.id for hit in first.hits] + [one for one in rest if not one.startswith("new")]
    assert sorted(old) == sorted(one.id for one in articles)


def test_pages_go_on_in_another_process(engine: SearchEngine) -> None:
    """A cursor outlives the process that made it: nothing is repeated or skipped while the index is the same."""
    articles = random_articles(60, seed=6)
    service = load(engine, articles)
    first = service.search(SearchRequest("بيت", limit=5))
    assert first.next is not None
    engine.close()
    second = SearchService(engine).search(SearchRequest("بيت", limit=5, cursor=first.next))
    whole = service.search(SearchRequest("بيت", limit=10))
    assert [hit.article.id for hit in (*first.hits, *second.hits)] == [hit.article.id for hit in whole.hits]


@pytest.mark.parametrize("cursor", ["x", "é", "AAAA", "e30", "a" * 500])
def test_damaged_cursors_are_refused(ten: SearchService, cursor: str) -> None:
    with pytest.raises(CursorError):
        ten.search(SearchRequest("الموصل", cursor=cursor))


def test_a_cursor_belongs_to_its_search(ten: SearchService) -> None:
    following = ten.search(SearchRequest("", limit=2)).next
    with pytest.raises(CursorError):
        ten.search(SearchRequest("الموصل", limit=2, cursor=following))


def test_limits(ten: SearchService) -> None:
    nothing = ten.search(SearchRequest("", limit=0))
    assert (nothing.total, nothing.hits) == (len(TEN), ())
    for bad in (SearchRequest(limit=-1), SearchRequest(limit=1001), SearchRequest("ا" * 5000)):
        with pytest.raises(RequestError):
            ten.search(bad)


def test_ids_alone(ten: SearchService) -> None:
    found = ten.ids(SearchRequest("الموصل", limit=2))
    whole = ten.search(SearchRequest("الموصل", limit=2))
    assert found.total == whole.total == 3
    assert [hit.id for hit in found.hits] == [hit.article.id for hit in whole.hits]


# ---- highlights


def test_highlights_are_escaped_pieces_of_the_source(ten: SearchService) -> None:
    for query in ("الموصل", "وزير", '"الأمم المتحدة"', "بغد*", "script", ""):
        for hit in ten.search(SearchRequest(query, limit=100)).hits:
            pieces = [
                (hit.highlights.title, hit.article.title),
                *((part, hit.article.body) for part in hit.highlights.body),
            ]
            for shown, source in pieces:
                assert not re.search(r"<(?!/?mark>)", shown)
                assert unescape(re.sub("</?mark>", "", shown)) in source


def test_whole_words_are_marked(ten: SearchService) -> None:
    hits = {hit.article.id: hit for hit in ten.search(SearchRequest("الموصل", limit=10)).hits}
    assert "<mark>وبالموصل</mark>" in hits["mosul-2"].highlights.body[0]
    assert hits["mosul-1"].highlights.title == "القوات في <mark>الموصل</mark>"
    assert hits["markup-1"].highlights.title == "&lt;b&gt;<mark>الموصل</mark>&lt;/b&gt;"


# ---- versions


def test_nothing_is_there_at_first(engine: SearchEngine) -> None:
    assert engine.versions() == ()
    assert engine.digests(["x"]) == {}
    for question in (lambda: SearchService(engine).search(SearchRequest()), engine.ready, lambda: engine.article("x")):
        with pytest.raises(IndexMissing):
            question()
    with pytest.raises(IndexMissing):
        engine.rollback()


def test_build_publish_roll_back_prune(engine: SearchEngine, ten: SearchService) -> None:
    with engine.build() as builder:
        for one in TEN[:3]:
            builder.add(document(one))
        assert ten.search(SearchRequest()).total == len(TEN), (
            "the old version is searched until the new one is published"
        )
        made = builder.publish(expected=3)
    assert made.published
    assert made.articles == 3
    assert ten.search(SearchRequest()).total == 3
    assert [version.articles for version in engine.versions()] == [3, len(TEN)]
    back = engine.rollback()
    assert back.articles == len(TEN)
    assert ten.search(SearchRequest()).total == len(TEN)
    assert engine.prune(keep=0) == (made.name,)
    assert [version.name for version in engine.versions()] == [back.name]
    assert ten.search(SearchRequest()).total == len(TEN)


def test_wrong_counts_are_not_published(engine: SearchEngine, ten: SearchService) -> None:
    with pytest.raises(BuildFailed), engine.build() as builder:
        builder.add(document(TEN[0]))
        builder.publish(expected=2)
    assert ten.search(SearchRequest()).total == len(TEN)
    assert len(engine.versions()) == 1, "the half-built version is gone"


def test_an_interrupted_build_leaves_nothing(engine: SearchEngine, ten: SearchService) -> None:
    with pytest.raises(KeyboardInterrupt), engine.build() as builder:
        builder.add(document(TEN[0]))
        raise KeyboardInterrupt
    assert len(engine.versions()) == 1
    assert ten.search(SearchRequest()).total == len(TEN)


def test_all_articles_come_back_for_a_rebuild(engine: SearchEngine) -> None:
    articles = random_articles(50, seed=7)
    load(engine, articles)
    with engine.build() as builder:
        stored = list(engine.articles())
        assert {one.id: one for one, _ in stored} == {one.id: one for one in articles}
        assert {one.id: digest for one, digest in stored} == {one.id: document(one).digest for one in articles}
        for one, _ in stored:
            builder.add(document(one))
        builder.publish(expected=len(articles))


def test_one_build_at_a_time(engine: SearchEngine, ten: SearchService) -> None:
    assert ten.engine is engine
    with engine.build(), pytest.raises(IndexBusy), engine.build():
        pass


def test_nothing_written_during_a_build_is_lost(engine: SearchEngine, ten: SearchService) -> None:
    """An engine either refuses to write while a version is built, or brings what is written into that version."""
    with engine.build() as builder:
        for one in TEN:
            builder.add(document(one))
        try:
            with engine.update() as writer:
                writer.add(document(article("late-1", "خبر متأخر عن الزيتون")))
                writer.add(document(article("order-1", "نص جديد عن التمر")))
                writer.delete("mosul-1")
                writer.commit()
        except IndexBusy:
            allowed = False
        else:
            allowed = True
        builder.publish(expected=len(TEN))
    assert find(ten, "الزيتون") == ({"late-1"} if allowed else set())
    assert find(ten, "التمر") == ({"order-1"} if allowed else set())
    assert find(ten, "الموصل") == {"mosul-2", "markup-1"} | (set() if allowed else {"mosul-1"})
    assert ten.search(SearchRequest()).total == len(TEN)
