"""What every engine must find for the clauses of the query language, compared with plain Python over the articles."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from search.article import ActorMention, Article, PlaceMention
from search.engine import EngineSearch, SearchEngine
from search.query.clauses import Clause, TermFuzzy, TermPrefix
from search.query.edits import edits
from search.request import Filters, Match, Phrases, SearchRequest
from search.service import SearchService
from tests.corpus import TEN, article, document

LETTERS = "ابتر"


def loaded(engine: SearchEngine, articles: list[Article] | tuple[Article, ...]) -> SearchEngine:
    with engine.update() as writer:
        for one in articles:
            writer.add(document(one))
        writer.commit()
    return engine


def found(engine: SearchEngine, clause: Clause) -> dict[str, float]:
    answer = engine.search(EngineSearch(clause, {}, "relevance", 1000, ids_only=True))
    assert answer.total == len(answer.hits)
    return {hit.id: hit.score or 0.0 for hit in answer.hits}


def find(engine: SearchEngine, query: str, match: Match = "all", phrases: Phrases = "spelling") -> set[str]:
    results = SearchService(engine).search(SearchRequest(query, match, limit=100, phrases=phrases))
    assert results.total == len(results.hits)
    return {hit.article.id for hit in results.hits}


@pytest.fixture
def short_words(engine: SearchEngine) -> tuple[SearchEngine, list[str]]:
    """An index of one-word articles, each word once: over few letters, so that many are near one another."""
    draw = random.Random(11)
    words = sorted({"".join(draw.choices(LETTERS, k=draw.randrange(1, 7))) for _ in range(400)})
    return loaded(engine, [article(word, word) for word in words]), words


@pytest.mark.parametrize("distance", [1, 2])
def test_fuzzy_is_the_restricted_edit_distance(short_words: tuple[SearchEngine, list[str]], distance: int) -> None:
    engine, words = short_words
    for term in (*words[::40], "تبار", "ارتب", "ب", "ترباربتا"):
        scores = found(engine, TermFuzzy("text_norm", term, distance, 0.5))
        assert set(scores) == {word for word in words if edits(term, word, distance) <= distance}, term
        assert all(score == pytest.approx(0.5) for score in scores.values())


def test_beginnings_behind_leads(short_words: tuple[SearchEngine, list[str]]) -> None:
    engine, words = short_words
    for leads in (("",), ("", "ا"), ("ب", "بت"), ("", "ا", "ب", "تا", "را")):
        scores = found(engine, TermPrefix("text_norm", "تر", 0.25, leads))
        assert set(scores) == {word for word in words if word.startswith(tuple(lead + "تر" for lead in leads))}
        assert all(score == pytest.approx(0.25) for score in scores.values())


def test_a_beginning_scores_once(engine: SearchEngine) -> None:
    loaded(engine, [article("one", "الموصل"), article("many", "الموصل والموصل موصلي بالموصل الموصل")])
    scores = found(engine, TermPrefix("text_norm", "موصل", 1.0, ("", "ال", "وال", "بال")))
    assert scores == {"one": pytest.approx(1.0), "many": pytest.approx(1.0)}


def test_signs_in_terms_are_no_patterns(engine: SearchEngine) -> None:
    loaded(engine, [article("a", "كلمة"), article("b", "x.y")])
    for sign in (".*", "[", "(", "\\", "?", "|", "كل.", "\x00"):
        assert found(engine, TermPrefix("text_norm", sign)) == {}


TEXTS = (
    article("written", "علي زار وزير الدفاع في الموصل"),
    article("alef", "على الطريق قرب الموصل وزراء الدفاع"),
    article("attached", "أعلن لوزير الدفاع ولعلي وبالموصل والموصلي"),
    article("variant", "اعلن نتنياهو مسؤول الإدارة"),
    article("variants", "أعلن نتانياهو مسئول الاداره"),
    article("far", "البحر والصحراء"),
)

QUERIES: list[tuple[str, Phrases, set[str]]] = [
    ('"علي"', "written", {"written", "attached"}),
    ('"علي"', "spelling", {"written", "alef", "attached"}),
    ('"وزير الدفاع"', "spelling", {"written", "attached"}),
    ('"وزير الدفاع"', "written", {"written", "attached"}),
    ('"وزير الدفاع"', "family", {"written", "alef", "attached"}),
    ('"وزراء دفاع"', "family", {"written", "alef", "attached"}),
    ('"مسئول الإدارة"', "spelling", {"variant", "variants"}),
    ('"مسؤول الإدارة"', "written", {"variant"}),
    ('"مسئول الاداره"', "written", {"variants"}),
    ('"الدفاع الموصل"~2', "written", {"written", "alef"}),
    ('"الموصل علي"~5', "spelling", {"written", "alef"}),
    ('"الموصل علي"~5', "written", {"written"}),
    ("موصل*", "spelling", {"written", "alef", "attached"}),
    ("موصلي*", "spelling", {"attached"}),
    ("حر*", "spelling", set()),
    ("صحرا~1", "spelling", set()),
    ("صحرا~2", "spelling", set()),
    ("والصحرا~1", "spelling", {"far"}),
]


@pytest.mark.parametrize(("query", "phrases", "expected"), QUERIES)
def test_strictness_beginnings_and_near_spellings(
    engine: SearchEngine, query: str, phrases: Phrases, expected: set[str]
) -> None:
    assert find(loaded(engine, TEXTS), query, phrases=phrases) == expected


def test_a_near_spelling_never_finds_less_and_ranks_lower(engine: SearchEngine) -> None:
    loaded(engine, [article("close", "قشطبوول مدينة"), article("same", "قشطبول مدينة"), article("own", "وقشطبولي")])
    results = SearchService(engine).search(SearchRequest("قشطبول~"))
    assert [hit.article.id for hit in results.hits] == ["same", "close"]
    assert find(engine, "قشطبول") == {"same"}


DATES = [
    ("date:2016-10-24", {"mosul-1", "mosul-2"}),
    ("تاريخ:٢٠١٦-١٠", {"mosul-1", "mosul-2"}),
    ("تاريخ:2016-11..2016-12", {"baghdad-1", "cairo-1"}),
    ("تاريخ:2017-01-02..", {"near-1", "markup-1", "عربي/1 ?"}),
    ("قبل:2016-11", {"mosul-1", "mosul-2"}),
    ("before:2016-10-24", set()),
    ("بعد:2017", {"markup-1", "عربي/1 ?"}),
    ("after:2018-05-05", {"عربي/1 ?"}),
    ("date:(2018 OR 2016-11)", {"markup-1", "عربي/1 ?", "baghdad-1"}),
    ("-date:2016 -date:2017 -date:2018", {"undated-1"}),
    ("الموصل تاريخ:2016", {"mosul-1", "mosul-2"}),
    ("الموصل -تاريخ:2016", {"markup-1"}),
    ("ذكر:2014-06-10", {"mosul-1", "mosul-2"}),
    ("ذكر:2014-07", {"mosul-2"}),
    ("mentioned:2016-10-23..2016-11-01", {"mosul-1", "baghdad-1"}),
    ("سوريا -ذكر:2014", {"amman-1"}),
    ("قسم:سياسة", {"mosul-1", "baghdad-1"}),
    ("section:سياسة بغداد", {"baghdad-1"}),
    ("-قسم:سياسة قبل:2016-11", {"mosul-2"}),
]


@pytest.mark.parametrize(("query", "expected"), DATES)
def test_dates_and_sections(engine: SearchEngine, query: str, expected: set[str]) -> None:
    assert find(loaded(engine, TEN), query) == expected


def test_dates_limit_whatever_the_match_and_never_score(engine: SearchEngine) -> None:
    loaded(engine, TEN)
    assert find(engine, "بغداد القاهرة date:2016", match="any") == {"baghdad-1", "cairo-1"}
    plain = SearchService(engine).search(SearchRequest("وزير"))
    dated = SearchService(engine).search(SearchRequest("وزير date:2016"))
    scores = {hit.article.id: hit.score for hit in plain.hits}
    assert dated.hits
    for hit in dated.hits:
        assert hit.score == pytest.approx(scores[hit.article.id])


# ---- names


NAMES = (
    article("word", "هاجم داعش القرية"),
    article(
        "other",
        "هاجم تنظيم الدولة القرية & غيرها",
        "تنظيم الدولة",
        actors=(
            ActorMention("body", 5, 17, "تنظيم الدولة", "islamic-state", "تنظيم الدولة الإسلامية", "organization"),
            ActorMention("title", 0, 12, "تنظيم الدولة", "islamic-state", "تنظيم الدولة الإسلامية", "organization"),
        ),
    ),
    article("words-apart", "الدولة لها تنظيم جديد"),
    article("mosul", "دخلوا أم الربيعين", places=(PlaceMention("body", 6, 17, "أم الربيعين", "mosul.iq", "الموصل"),)),
    article("uncle", "عم الولد في القرية"),
    article("club", "فاز برشلونة أمس"),
    article("city", "طار من برشلونة إلى مدريد"),
)


def test_a_name_finds_all_names(engine: SearchEngine) -> None:
    loaded(engine, NAMES)
    service = SearchService(engine)
    results = service.search(SearchRequest("هاجم داعش"))
    assert {hit.article.id for hit in results.hits} == {"word", "other"}
    assert [(one.id, one.kind, one.start, one.end) for one in results.understood] == [
        ("islamic-state", "organization", 5, 9)
    ]
    shown = {hit.article.id: hit.highlights for hit in results.hits}
    assert shown["other"].title == "<mark>تنظيم</mark> <mark>الدولة</mark>"
    assert shown["other"].body == ("<mark>هاجم</mark> <mark>تنظيم</mark> <mark>الدولة</mark> القرية &amp; غيرها",)
    assert service.search(SearchRequest("داعش")).hits[0].article.id == "word", "the word as typed ranks first"
    off = service.search(SearchRequest("هاجم داعش", expand=False))
    assert ([hit.article.id for hit in off.hits], off.understood) == (["word"], ())


def test_a_name_in_latin_letters_finds_the_arabic_names(engine: SearchEngine) -> None:
    loaded(engine, NAMES)
    service = SearchService(engine)
    results = service.search(SearchRequest("ISIS"))
    assert [hit.article.id for hit in results.hits] == ["other"], "as mentioned; the label is what ranks"
    assert results.hits[0].highlights.title == "<mark>تنظيم</mark> <mark>الدولة</mark>"
    assert [(one.id, one.start, one.end) for one in results.understood] == [("islamic-state", 0, 4)]
    assert find(engine, "Mosul") == {"mosul"}
    assert find(engine, "Barcelona") == {"club", "city"}, "which of the two is left open, and both are found"
    assert find(engine, "place:Mossoul") == {"mosul"}
    assert find(engine, "القرية -ISIS") == {"word", "uncle"}
    assert service.search(SearchRequest("ISIS", expand=False)).total == 0


@pytest.mark.parametrize(
    ("place", "actor", "expected"),
    [
        ("الموصل", "", {"mosul"}),
        ("Mosul", "", {"mosul"}),
        ("mosul.iq", "", {"mosul"}),
        ("العراق", "", {"mosul"}),
        ("", "داعش", {"other"}),
        ("", "الموصل", set()),
        ("", "person:داعش", set()),
        ("لا مكان", "", set()),
    ],
)
def test_places_and_actors_selected_by_name(engine: SearchEngine, place: str, actor: str, expected: set[str]) -> None:
    loaded(engine, NAMES)
    service = SearchService(engine)
    chosen = Filters(place=(place,) if place else (), actor=(actor,) if actor else ())
    results = service.search(service.named(SearchRequest(filters=chosen)))
    assert {hit.article.id for hit in results.hits} == expected


def test_names_are_excluded_as_they_are_found(engine: SearchEngine) -> None:
    loaded(engine, NAMES)
    assert find(engine, "القرية -داعش") == {"uncle"}
    assert find(engine, '"داعش"') == {"word"}
    assert find(engine, "تنظيم الدولة") == {"other", "words-apart"}
    assert find(engine, "جهة:داعش") == {"other"}


def test_a_name_finds_the_same_however_it_is_written(engine: SearchEngine) -> None:
    loaded(engine, (*NAMES, *TEN))
    for query in ("الموصل", "«المَوْصِل»", "وبالموصل", "المُوصِل", "للموصل"):
        assert find(engine, query) == {"mosul", "mosul-1", "mosul-2", "markup-1"}
    assert find(engine, "عمان") == {"amman-1"}


# ---- nothing found


@pytest.mark.parametrize(
    ("request_", "step", "expected"),
    [
        (SearchRequest('"وزراء الدفاع"'), "family", {"minister"}),
        (SearchRequest('"مسئول الاداره"', phrases="written"), "spelling", {"spelled"}),
        (SearchRequest('"الدفاع وزير"'), "words", {"minister"}),
        (SearchRequest("داعش", expand=False), "names", {"other"}),
        (SearchRequest("قشطبوول"), "fuzzy", {"strange"}),
        (SearchRequest("وزير قشطبول"), "any", {"minister", "strange"}),
    ],
)
def test_less_strict_searches_come_beside_the_empty_answer(
    engine: SearchEngine, request_: SearchRequest, step: str, expected: set[str]
) -> None:
    loaded(
        engine,
        [
            NAMES[1],
            article("minister", "قال وزير الدفاع اليوم"),
            article("spelled", "قال مسؤول الإدارة اليوم"),
            article("strange", "قرية قشطبول"),
        ],
    )
    service = SearchService(engine)
    results = service.search(request_)
    assert (results.total, results.hits, results.next) == (0, (), None)
    assert results.relaxed is not None
    assert results.relaxed.steps[-1] == step
    assert {hit.article.id for hit in results.relaxed.hits} == expected
    assert results.relaxed.total == len(expected)
    assert results.relaxed.message
    assert results.relaxed.message_ar
    relaxed = results.relaxed
    again = replace(request_, query=relaxed.query, match=relaxed.match, phrases=relaxed.phrases, expand=relaxed.expand)
    assert service.search(again).total == len(expected), "what is reported finds the same when asked for"
    assert service.search(replace(request_, relax=False)).relaxed is None
    assert service.search(replace(request_, limit=0)).relaxed is None


def test_nothing_is_relaxed_where_something_is_found_or_nothing_helps(engine: SearchEngine) -> None:
    loaded(engine, TEN)
    service = SearchService(engine)
    assert service.search(SearchRequest("الموصل")).relaxed is None
    assert service.search(SearchRequest("كلمةلاتوجدأبدا")).relaxed is None
    assert service.search(SearchRequest("date:1999")).relaxed is None


@pytest.mark.parametrize("sign", ["", "*", "~", "~2"])
def test_a_word_longer_than_any_finds_nothing_and_breaks_nothing(engine: SearchEngine, sign: str) -> None:
    loaded(engine, TEN)
    service = SearchService(engine)
    for length in (61, 400, 4000):
        assert service.search(SearchRequest("\u0645" * length + sign)).total == 0
        assert service.suggest("\u0645" * length) == ()


COMPOUNDS = (
    article("two", "زار وفد لعبد المجيب مدينة حضر موت"),
    article("one", "زار وفد لعبدالمجيب مدينة حضرموت"),
    article("apart", "قال المجيب إنه عبد"),
    article("sentence", "وصل الوزراء. زارت العراق"),
    article("together", "وصل الوزير إلى بغداد عاصمة العراق. عاد"),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("عبدالمجيب", {"two", "one"}),
        ("عبد المجيب", {"two", "one", "apart"}),
        ('"عبد المجيب"', {"two", "one"}),
        ('"عبدالمجيب"', {"two", "one"}),
        ('"وفد لعبد المجيب مدينة حضرموت"', {"two", "one"}),
        ("حضرموت -عبدالمجيب", set()),
        ("حضر موت", {"two", "one"}),
        ('"وزير عراق"~جملة', {"together"}),
        ("جملة:(العراق وزير)", {"together"}),
        ("جملة:(وزير (العراق أو زارت))", {"together"}),
        ("جملة:(العراق زارت)", {"sentence"}),
        ("وزير العراق", {"sentence", "together"}),
        ("وزير العراق -جملة:(وزير العراق)", {"sentence"}),
    ],
)
def test_compounds_and_sentences(engine: SearchEngine, query: str, expected: set[str]) -> None:
    assert find(loaded(engine, COMPOUNDS), query) == expected


def test_particles_before_a_name_that_no_lexicon_has(engine: SearchEngine) -> None:
    texts = {"bare": "قشطبول مدينة", "and": "بغداد وقشطبول", "in": "فبقشطبول بدأ", "other": "قشطبولي آخر"}
    loaded(engine, [article(identity, text) for identity, text in texts.items()])
    assert find(engine, "قشطبول") == {"bare", "and", "in"}


def test_and_as_a_word_asks_for_nothing_where_any_words_will_do(engine: SearchEngine) -> None:
    loaded(engine, TEXTS)
    assert find(engine, "نتنياهو و البحر") == set()
    assert find(engine, "نتنياهو و البحر", match="any") == find(engine, "نتنياهو البحر", match="any")
    assert find(engine, "نتنياهو AND البحر", match="any") == set()


def test_what_else_a_word_may_be(engine: SearchEngine) -> None:
    texts = {
        "tongues": "تعددت ألسنة النار",
        "year": "بدأت السنة الجديدة",
        "governor": "التقى والي المدينة",
        "to": "سافر والي الآن",
    }
    loaded(engine, [article(name, text) for name, text in texts.items()])
    assert find(engine, "لسان") == {"tongues"}  # as written: not every year
    assert find(engine, "السنة") == {"year", "tongues"}  # which folds alike
    assert "governor" in find(engine, "ولاة")
