"""Suggestions, corrections and explanations on every engine."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import SearchEngine
from search.insight import Insight
from search.query.clauses import Term
from search.request import SearchRequest
from search.service import SearchService
from tests.corpus import actor, article, document, place

PIECES = st.sampled_from(["وزير", "ال", " ", "-", '"', "(", "د", "موص", "~", "*", "title:", "\u200f"])
ARTICLES = (
    article("1", "قال وزير الدفاع العراقي في الموصل", places=(place("الموصل", "mosul.iq", 27),)),
    article("2", "قال وزير الداخلية في بغداد", places=(place("بغداد", "baghdad.iq", 21),)),
    article("3", "وزير الدفاع الفرنسي وموصل"),
    article("4", "الدفاع المدني ينقذ عائلة في بغداد"),
    article("5", "مجلس النواب يجتمع ومجلس النواب يقرر"),
    article("6", "مجلس النواب القوات القوات"),
    article("7", "النواب والقوات القوات القوات"),
    article("8", "القوات القوات في بغداد"),
    article("8a", "القرتابة في القرتابة", "القرتابة"),
    article("8b", "القرتابة في النواب"),
    article("8c", "القرتابة في القوات"),
    article("9", "أعلن تنظيم الدولة بيانا", actors=(actor("تنظيم الدولة", "islamic-state", 5),)),
)


@pytest.fixture
def service(engine: SearchEngine) -> SearchService:
    with engine.update() as writer:
        for one in ARTICLES:
            writer.add(document(one))
        writer.commit()
    return SearchService(engine)


def suggested(service: SearchService, typed: str) -> list[tuple[str, str]]:
    return [(one.text, one.kind) for one in service.suggest(typed)]


def test_words_and_names_are_completed(service: SearchService) -> None:
    assert ("الموصل", "place") in suggested(service, "موص")
    assert ("الموصل", "place") in suggested(service, "الموص")
    assert ("داعش", "organization") in suggested(service, "داع"), "a name of an actor mentioned by another one"
    assert suggested(service, "بغد") == [("بغداد", "place")]
    assert suggested(service, "Mos") == [("الموصل", "place")], "typed in Latin letters, completed in Arabic"
    assert suggested(service, "وموصل ISI") == [], "no article has both"
    assert suggested(service, "أعلن ISI") == [("أعلن تنظيم الدولة الإسلامية", "organization")]
    first = service.suggest("موص")[0]
    assert (first.completion, first.id, first.count) == ("الموصل", "mosul.iq", 1)


def test_the_article_alone_begins_words_and_names_but_any_title(service: SearchService) -> None:
    kinds = {kind for _, kind in suggested(service, "ال")}
    assert {"word", "place"} <= kinds
    assert "title" not in kinds


def test_names_of_a_short_prefix_are_gone_through_once(service: SearchService, monkeypatch: pytest.MonkeyPatch) -> None:
    before = suggested(service, "ال")
    monkeypatch.setattr("search.suggest._MANY", 1)
    assert [suggested(service, "ال") for _ in range(2)] == [before, before]
    assert len(service.suggest("ال", 1)) == 1


def test_words_are_completed_as_the_rest_of_the_query_allows(service: SearchService) -> None:
    assert {text for text, _ in suggested(service, "وزير الد")} == {"وزير الدفاع", "وزير الداخلية"}
    assert {text for text, _ in suggested(service, "مدني الد")} == {"مدني الدفاع"}
    assert suggested(service, "الفرنسي بغ") == [], "no article has both"
    assert suggested(service, "الفرنسي بغداد ") == []
    assert suggested(service, "title:(") == []
    assert suggested(service, "") == []
    assert suggested(service, "داخلي") == [("الداخلية", "word")]
    assert suggested(service, "داحلي") == [("الداخلية", "word")], "one letter off"


def test_suggestions_follow_the_index(engine: SearchEngine, service: SearchService) -> None:
    assert suggested(service, "قمح") == []
    with engine.build() as builder:
        builder.add(document(article("x", "القمح والشعير")))
        builder.publish(1)
    service.suggest("قمح")
    reading = service._suggester._reading
    if reading is not None:
        reading.join()
    assert suggested(service, "قمح") == [("القمح", "word")]


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("وزيرالدفاع", "وزير الدفاع"),
        ("فيالنواب", "في النواب"),
        ("القشتوبة", None),  # two letters of six are too many
        ("وزيرالموصل", None),  # one half is in too few articles to be sure
        ("النوات القوتا", "النواب القوات"),
        ("مجلس النوات", "مجلس النواب"),
        ("القوتا", "القوات"),
        ("«النوات» -كلمة", "النواب -كلمة"),
        ("(النوات أو بغداد)", "(النواب أو بغداد)"),
        ("title:النوات", None),  # no title has the likely word either
        ("مجلس النواب", None),
        ("النوات القوتا النوات القوتا", "النواب القوات النواب القوات"),
        ("النوات القوتا النوات القوتا النوات", None),  # so many mistakes are none
        ("كلمةلاتوجدأبدا", None),
        ('"النوات"', None),
        ("-النوات", None),
        ("ال", None),
        ("", None),
    ],
)
def test_did_you_mean(service: SearchService, query: str, corrected: str | None) -> None:
    found = service.did_you_mean(query)
    assert (found.query if found else None) == corrected
    for one in found.replacements if found else ():
        assert query[one.start : one.end] == one.typed


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("أوردغان", "أردوغان"),  # one article has ارودغان, nearer and too rare; those with أوردها have other consonants
        ("بويتن", "بوتين"),  # short, with a vowel letter that stands elsewhere
        ("بوتسمن", None),  # short, and more than vowels
    ],
)
def test_vowel_letters_that_stand_elsewhere(engine: SearchEngine, query: str, corrected: str | None) -> None:
    bodies = [*["التقى أردوغان بوتين"] * 3, *["وثيقة أوردها الموقع"] * 4, "تصريح ارودغان"]
    with engine.update() as writer:
        for number, body in enumerate(bodies):
            writer.add(document(article(str(number), body)))
        writer.commit()
    found = SearchService(engine).did_you_mean(query)
    assert (found.query if found else None) == corrected


def test_explanations(service: SearchService) -> None:
    request = SearchRequest("وزير موصل* -مجلس", "any")
    explained = service.explain(request, "3")
    assert {word.text: [form.text for form in word.forms] for word in explained.words} == {
        "وزير": ["وزير"],
        "موصل": ["الموصل", "وموصل"],
        "مجلس": ["مجلس", "ومجلس"],
    }
    assert "text_family:وزير" in explained.clause
    score = {hit.article.id: hit.score for hit in service.search(request).hits}["3"]
    assert explained.score is not None
    assert explained.score.value == pytest.approx(score)
    assert explained.score.parts
    assert service.explain(request, "5").score is None
    assert service.explain(request, "no such article").score is None
    assert service.explain(request).score is None


def test_terms(service: SearchService) -> None:
    engine = service.engine
    assert isinstance(engine, Insight)
    assert engine.terms("text_norm", "الد") == (("الدفاع", 3), ("الداخليه", 1), ("الدوله", 1))
    assert engine.terms("text_norm", "الد", limit=1) == (("الدفاع", 3),)
    assert engine.terms("text_norm", "الد", Term("text_norm", "قال")) == (("الداخليه", 1), ("الدفاع", 1))
    assert engine.terms("actor") == (("islamic-state", 1),)
    before = engine.state()
    assert engine.state() == before
    with service.engine.update() as writer:
        writer.delete("1")
        writer.commit()
    assert engine.state() != before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=20)
    | st.lists(
        st.sampled_from(["وزير", "ال", " ", "-", '"', "(", "د", "موص", "~", "*", "title:", "\u200f"]), max_size=8
    ).map("".join)
)
def test_nothing_typed_makes_them_fail(service: SearchService, typed: str) -> None:
    for one in service.suggest(typed):
        assert one.kind == "title" or one.text.endswith(one.completion)
    service.did_you_mean(typed)
    service.explain(SearchRequest(typed), "1")
