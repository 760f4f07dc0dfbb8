"""Names that an article leaves open: what is doubtful, what context settles, and how it is kept, counted and shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexer.extract import extract
from search.article import ActorMention, Article, Candidate, PlaceMention
from search.corrected import corrected
from search.document import decode_article, encode_article, index_document
from search.entities import Corrections, EntitiesFile
from search.entities.changes import new_change
from tests.corpus import article
from tests.site import build_index, site

DAY = dt.date(2016, 10, 24)


def places(text: str, home: str = "", title: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """The places' ids, each with the ids of its candidates."""
    return [(one.id, tuple(other.id for other in one.candidates)) for one in extract(title, text, DAY, home).places]


def actors(text: str, home: str = "", day: dt.date = DAY) -> list[tuple[str, tuple[str, ...]]]:
    """The actors' ids, each with the ids of its candidates."""
    return [(one.id, tuple(other.id for other in one.candidates)) for one in extract("", text, day, home).actors]


@pytest.mark.parametrize(
    ("text", "ranked"),
    [
        ("اندلعت اشتباكات في طرابلس أمس.", ("tripoli.ly", "tripoli.lb")),
        ("وصل الوفد إلى عمان أمس.", ("om", "amman.jo")),
        ("التقى ليبيون ولبنانيون في طرابلس بدعوة من لبنان وليبيا.", ("tripoli.ly", "tripoli.lb")),
    ],
)
def test_what_nothing_tells_apart_keeps_its_candidates_likeliest_first(text: str, ranked: tuple[str, ...]):
    assert (ranked[0], ranked) in places(text)


@pytest.mark.parametrize(
    ("text", "home", "place"),
    [
        ("سار الموكب من بيروت إلى طرابلس.", "", "tripoli.lb"),  # another place of the country
        ("اندلعت اشتباكات في طرابلس بعد هدوء في بنغازي.", "", "tripoli.ly"),
        ("قالت الحكومة الليبية إن الوضع في طرابلس هادئ.", "", "tripoli.ly"),  # an adjective
        ("اندلعت اشتباكات في طرابلس أمس.", "lb", "tripoli.lb"),  # the source's own country
        ("وصل الوفد إلى سلطنة عمان، وعاد من عمان أمس.", "", "om"),  # what it is called elsewhere
        ("وصل الوفد إلى عَمّان أمس.", "", "amman.jo"),  # a written vowel
        ("وصل الوفد إلى العاصمة الأردنية عمان.", "", "amman.jo"),
        ("وقع انفجار في الحسكة.", "", "hasakah.sy"),  # its governorate is no other place
        ("وقع انفجار في محافظة الحسكة.", "", "sy-ha"),
        ("زار السائح غرناطة في إسبانيا.", "", "granada.es"),
        ("شب حريق في السويس.", "", "suez.eg"),  # a letter away from two countries
        ("فازت السويد في المباراة.", "", "se"),
        ("فازت سويسرا في المباراة.", "", "ch"),
        ("وصل الوزير إلى لندن.", "", "london.gb"),  # London in Ontario is not thought of
        ("أغلق معبر رأس جدير أمس.", "", "ras-ajdir.ly"),  # two sides of one spot
    ],
)
def test_what_the_article_settles_has_no_candidates(text: str, home: str, place: str):
    found = dict(places(text, home))
    assert found.get(place) == ()


def test_a_name_settled_in_one_place_is_settled_in_all():
    found = places("سقطت قذيفة في مدينة عُمان الحديثة؛ وقال الوفد إن عمان آمنة.")
    assert {ids for _, ids in found} == {()}


@pytest.mark.parametrize(
    ("text", "own", "bearer"),
    [
        ("وقع الحادث في شارع بيروت بالرياض.", "place:شارع_بيروت", "beirut.lb"),
        ("شب حريق في حي غرناطة شرق الرياض.", "place:حي_غرناطه", "granada.es"),
    ],
)
def test_a_street_is_not_the_city_whose_name_it_bears(text: str, own: str, bearer: str):
    found = dict(places(text))
    assert own in found
    assert bearer not in found
    (mention,) = [one for one in extract("", text, DAY).places if one.id == own]
    assert text[mention.start : mention.end] == mention.label


def test_the_streets_of_a_city_are_the_citys():
    assert places("تجمع الناس في شوارع بيروت.") == [("beirut.lb", ())]


def test_a_short_name_of_two_persons_met_is_the_last_with_both_kept():
    found = actors("اجتمع سامر الدليمي مع أحمد الدليمي. وقال الدليمي إن الطريق آمن.")
    assert found[-1] == ("person:احمد_الدليمي", ("person:احمد_الدليمي", "person:سامر_الدليمي"))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("قالت المرشحة كلينتون إنها ستفوز.", "2016-10-24", ("hillary-clinton", ("hillary-clinton", "bill-clinton"))),
        ("قال الرئيس جورج بوش كلمة.", "2016-10-24", ("george-w-bush", ("george-w-bush", "george-h-w-bush"))),
        ("قال الرئيس الأميركي جورج بوش كلمة.", "2006-05-01", ("george-w-bush", ())),  # who held an office then
        ("قال وزير الدفاع الأميركي كارتر كلمة.", "2016-10-24", ("ashton-carter", ())),
        ("قال وزير الدفاع العراقي الشمري كلمة.", "2020-01-01", ("najah-al-shammari", ())),
    ],
)
def test_persons_who_share_a_name(text: str, day: str, expected: tuple[str, tuple[str, ...]]):
    assert actors(text, day=dt.date.fromisoformat(day)) == [expected]


def test_an_institution_of_one_of_two_states_keeps_both():
    made = "org:وزاره_الداخليه"
    both = (made, "iq.interior-ministry", "sy.interior-ministry")
    assert actors("قالت وزارة الداخلية إن العراق وسوريا اتفقا.") == [(made, both)]
    assert actors("قالت وزارة الداخلية إن العراق هادئ.") == [("iq.interior-ministry", ())]
    assert actors("قالت وزارة الداخلية إن مواطنا توفي.", "sa") == [("sa.interior-ministry", ())]


def test_a_paper_of_many_countries_is_that_of_the_article():
    (made, candidates), *_ = actors("قالت صحيفة الوطن إن الاجتماع تأجل.")
    assert made == candidates[0] == "org:صحيفه_الوطن"
    assert {"al-watan-sa", "al-watan-eg"} <= set(candidates)
    assert actors("قالت صحيفة الوطن إن الاجتماع تأجل.", "sa") == [("al-watan-sa", ())]


# ---- kept, counted, shown

TEXT = "اندلعت اشتباكات في طرابلس."


def in_doubt(identity: str = "open", text: str = TEXT) -> Article:
    found = extract("", text, DAY)
    return article(identity, text, "خبر", published=DAY, places=found.places, actors=found.actors)


def test_candidates_survive_storing_and_older_articles_have_none():
    one = in_doubt()
    assert decode_article(encode_article(one)) == one
    assert one.places[0].candidates == (Candidate("tripoli.ly", "طرابلس"), Candidate("tripoli.lb", "طرابلس"))
    older = encode_article(one).replace(b',"candidates":', b',"ignored":')
    assert b"ignored" in older
    settled = encode_article(article("x", "y", places=(PlaceMention("body", 0, 1, "y", "iq", "y"),)))
    assert decode_article(settled.replace(b',"candidates":[]', b"")).places[0].candidates == ()


def test_only_the_likeliest_is_counted():
    document = index_document(in_doubt(), "digest")
    assert document.keywords["place"] == ("tripoli.ly",)
    assert "lb" not in document.keywords["place_tree"]


def test_the_page_and_the_api_show_what_else_may_be_meant(tmp_path: Path):
    index = build_index(tmp_path / "index", [in_doubt(), in_doubt("settled", "وصل الوفد من بيروت إلى طرابلس.")])
    with TestClient(site(index)) as client:
        (place,) = client.get("/api/v1/articles/open").json()["places"]
        assert place["in_doubt"] is True
        assert [one["id"] for one in place["candidates"]] == ["tripoli.ly", "tripoli.lb"]
        page = client.get("/article/open").text
        assert 'class="mention place doubt"' in page
        assert "مكان: طرابلس (ليبيا) أو طرابلس (لبنان)" in page
        assert '<span class="or">أو</span>' in page
        assert "place=tripoli.lb" in page
        for place in client.get("/api/v1/articles/settled").json()["places"]:
            assert (place["in_doubt"], place["candidates"]) == (False, [])
        assert "doubt" not in client.get("/article/settled").text
        assert client.get("/api/v1/search?place=ly").json()["total"] == 1
        assert client.get("/api/v1/search?place=lb").json()["total"] == 1
        # people settle it for all articles, at once
        EntitiesFile(tmp_path / "index" / "entities.jsonl").append(
            lambda _: [new_change("split", "amal", "ours", entity="tripoli.ly", names=["طرابلس"], into="tripoli.lb")]
        )
        (place,) = client.get("/api/v1/articles/open").json()["places"]
        assert (place["id"], place["in_doubt"]) == ("tripoli.lb", False)


def test_a_blocked_or_merged_candidate_is_none():
    one = ActorMention(
        "body", 0, 4, "بوش", "george-w-bush", "جورج بوش", "person",
        (Candidate("george-w-bush", "جورج بوش"), Candidate("jeb-bush", "جيب بوش")),
    )  # fmt: skip
    held = article("x", "بوش", actors=(one,))
    blocked = Corrections([new_change("block", "amal", "why", entity="jeb-bush")])
    assert corrected(blocked).article(held).actors[0].candidates == ()
    merged = Corrections([new_change("merge", "amal", "why", entity="jeb-bush", into="george-w-bush")])
    assert corrected(merged).article(held).actors[0].candidates == ()
    renamed = Corrections([new_change("rename", "amal", "why", entity="jeb-bush", label="جون إليس بوش")])
    assert [one.label for one in corrected(renamed).article(held).actors[0].candidates][1] == "جون إليس بوش"
