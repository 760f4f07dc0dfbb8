"""What mentions say about where they stand, and the rules that one sentence alone shows best."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from indexer.extract import extract
from indexer.extract.bylines import own_text

DAY = dt.date(2016, 10, 24)
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "mosul-2016.txt"


def test_a_mention_takes_whole_words_and_names_the_name_alone():
    body = "سافر الوفد إلى البصرة وبالموصل التقى مستقبليه، وشكر للعراق حفاوته."
    by_id = {place.id: place for place in extract("", body, DAY).places}
    mosul = by_id["mosul.iq"]
    assert (body[mosul.start : mosul.end], mosul.name, mosul.label) == ("وبالموصل", "الموصل", "الموصل")
    assert mosul.field == "body"
    assert mosul.lat == pytest.approx(36.3, abs=0.2)
    iraq = by_id["iq"]
    assert (body[iraq.start : iraq.end], iraq.name) == ("للعراق", "العراق")


def test_the_noun_before_a_place_is_no_part_of_its_mention():
    body = "دخلت القوات مدينة الموصل أمس."
    (mosul,) = [place for place in extract("", body, DAY).places if place.id == "mosul.iq"]
    assert body[mosul.start : mosul.end] in {"الموصل", "مدينة الموصل"}
    assert mosul.end == body.index("الموصل") + len("الموصل")


def test_the_title_is_read_first_and_shares_the_articles_evidence():
    found = extract("ليبيا: هدوء في طرابلس", "عاد الهدوء إلى طرابلس أمس.", DAY)
    assert [place.field for place in found.places] == ["title", "title", "body"]
    assert {place.id for place in found.places} == {"ly", "tripoli.ly"}


def test_a_short_form_is_the_person_met_in_full_before():
    body = "قال المتحدث العقيد سامر الدليمي إن الطريق آمن. وأوضح الدليمي أن الحركة عادت."
    people = [actor for actor in extract("", body, DAY).actors if actor.kind == "person"]
    assert [person.name for person in people] == ["سامر الدليمي", "الدليمي"]
    assert {person.id for person in people} == {"person:سامر_الدليمي"}
    assert {person.label for person in people} == {"سامر الدليمي"}


@pytest.mark.parametrize(
    ("published", "minister"),
    [("2016-10-24", "jean-yves-le-drian"), ("2023-06-01", "sebastien-lecornu"), (None, None)],
)
def test_an_office_is_its_holder_on_the_day(published: str | None, minister: str | None):
    day = None if published is None else dt.date.fromisoformat(published)
    found = extract("", "قال وزير الدفاع الفرنسي إن المعركة طويلة.", day)
    assert [actor.id for actor in found.actors] == ([minister] if minister else [])


def test_an_office_that_nobody_is_known_to_hold_is_nobody():
    assert extract("", "قال وزير الزراعة الفيجي إن الموسم جيد.", DAY).actors == ()


def test_what_a_paper_was_told_is_the_paper_and_not_the_region():
    body = "قال الناطق في تصريح لـ«الشرق الأوسط» إن المفاوضات في الشرق الأوسط صعبة."
    found = extract("", body, DAY)
    assert [(actor.kind, actor.name) for actor in found.actors] == [("organization", "الشرق الأوسط")]
    assert [place.start for place in found.places] == [body.rindex("الشرق")]


def test_the_home_of_the_source_tells_whose_ministry_it_is():
    text = "قالت وزارة الداخلية إن الحادث عرضي."
    assert [actor.id for actor in extract("", text, DAY, "tn").actors] == ["tn.interior-ministry"]
    assert [actor.id for actor in extract("", text, DAY).actors] == ["org:وزاره_الداخليه"]


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("الرياض - واس\nأعلنت الهيئة برنامجها.", "أعلنت الهيئة برنامجها."),
        ("سبق- وكالات: شنت الطائرات غارة.", "شنت الطائرات غارة."),
        ("لندن: «الشرق الأوسط»\nبدأت القمة.", "بدأت القمة."),
        ("بدأت القمة أمس.\nرابط الخبر بصحيفة كذا: القمة", "بدأت القمة أمس."),
        (
            "قال الوزير: سنواصل العمل - إن شاء الله - حتى النهاية.",
            "قال الوزير: سنواصل العمل - إن شاء الله - حتى النهاية.",
        ),
        ("بدأت القمة أمس.", "بدأت القمة أمس."),
        (
            "بدأت القمة.\nاقرأ أيضا: القمة\n" + "وقال الوزير. " * 100,
            "بدأت القمة.\nاقرأ أيضا: القمة\n" + "وقال الوزير. " * 100,
        ),
        (
            "بدأت القمة.\nاقرأ أيضا: القمة\n" + "وقال. " * 200 + "\nاقرأ أيضا: غيرها",
            "بدأت القمة.\nاقرأ أيضا: القمة\n" + ("وقال. " * 200).strip(),
        ),
        ("", ""),
    ],
)
def test_bylines_and_footers_are_not_the_articles_own(body: str, own: str):
    start, end = own_text(body)
    assert body[start:end] == own


def test_offsets_behind_a_byline_are_those_of_the_whole_body():
    body = "الرياض - واس\nوصل الوفد إلى جدة يوم 3 مايو 2016."
    found = extract("", body, DAY)
    assert [body[place.start : place.end] for place in found.places] == ["جدة"]
    assert [body[date.start : date.end] for date in found.dates] == ["يوم 3 مايو 2016"]


@pytest.mark.newsdata
def test_everything_in_the_seed_report():
    if not SEED.exists():
        pytest.skip(f"the seed report is not at {SEED}")
    body = SEED.read_text(encoding="utf-8")
    found = extract("", body, DAY)
    assert {place.id for place in found.places} == {
        "mosul.iq", "iq", "sy", "raqqa.sy", "fr", "paris.fr", "washington.us", "us", "rutba.iq", "kirkuk.iq",
        "qaraqosh.iq", "tigris", "bashiqa.iq", "tr", "ankara.tr",
    }  # fmt: skip
    people = {actor.id for actor in found.actors if actor.kind == "person"}
    assert people == {
        "jean-yves-le-drian", "ashton-carter", "john-dorrian", "abu-bakr-al-baghdadi", "stephen-townsend",
        "najmaddin-karim",
    }  # fmt: skip
    organizations = {actor.id for actor in found.actors if actor.kind == "organization"}
    assert organizations >= {
        "islamic-state", "iq.army", "international-coalition", "peshmerga", "iq.armed-forces", "iq.federal-police",
        "iq.government", "iq.authorities",
    }  # fmt: skip
    assert not {actor_id for actor_id in organizations if actor_id.startswith("org:")}


@pytest.mark.parametrize(
    ("office", "published", "holder"),
    [
        ("محافظ البنك المركزي التركي", "2017-01-01", "murat-cetinkaya"),
        ("محافظ البنك المركزي العراقي", "2021-05-01", "mustafa-ghaleb-mukheef"),
        ("وزير الخارجية الموريتاني", "2017-01-01", "isselkou-ould-ahmed-izid-bih"),
        ("وزير الدفاع الليبي", "2012-05-01", "osama-al-juwaili"),
        ("وزير الدفاع الكويتي", "2013-01-01", "ahmad-khalid-al-hamad"),
        ("رئيس الأركان المصري", "2019-01-01", "mohamed-farid-hegazy"),
        ("قائد الجيش اللبناني", "2025-06-01", "rodolphe-haykal"),
    ],
)
def test_offices_of_the_gazetteer_have_their_periods(office: str, published: str, holder: str):
    found = extract("", f"قال {office} إن الوضع مستقر.", dt.date.fromisoformat(published))
    assert [actor.id for actor in found.actors] == [holder]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (
            "قصف الطيران قرى الحواش والعنكاوي والزقوم بريف حماة في سوريا.",
            {"الحواش", "العنكاوي", "الزقوم", "حماة", "سوريا"},
        ),
        ("تفتح المكاتب في فاس ومكناس والعيون والداخلة جنوب المغرب.", {"فاس", "مكناس", "العيون", "الداخلة", "المغرب"}),
        ("في تونس، تظاهر الأمنيون بالقصبة صباحا.", {"تونس", "القصبة"}),
        ("تنتج معتمدية قربة الفراولة في تونس، وتصدر قربة أكثرها.", {"قربة", "تونس"}),
        ("ارتدى بنطالا في مشهد يوحي بالتحول لدى السعوديين.", set()),
        ("اختارت الشركة أقرب فرع لمسكنه في السعودية.", {"السعودية"}),
        ("تفقد محافظ الشرقية مستشفيات في مصر.", {"الشرقية", "مصر"}),
        ("حفر العمال حفرة بقطر مترين.", set()),
    ],
)
def test_places_by_their_neighbours(body: str, places: set[str]):
    assert {place.name for place in extract("", body, DAY).places} == places


@pytest.mark.parametrize(
    ("body", "home", "organizations"),
    [
        ("أذنت النيابة بالمحكمة الابتدائية بسوسة بالتحقيق.", "tn", {"المحكمة الابتدائية بسوسة"}),
        ("قالت المنظمة الدولية للغات المهددة إن العدد كبير.", "", {"المنظمة الدولية للغات المهددة"}),
        ("تواصل جوازات المنطقة الشرقية عملها.", "sa", {"جوازات المنطقة الشرقية"}),
        ("تسببت فيه شركة تونس للشبكة الحديدية السريعة، أمس.", "tn", {"شركة تونس للشبكة الحديدية السريعة"}),
        ("تتطلع شركة صناعة السيارات الألمانية إلى السوق.", "", set()),
        ("نص الفصل الأول من مجلة الإجراءات الجزائية على ذلك.", "tn", set()),
        ("قالت وزيرة الداخلية البريطانية إن الأزمة عالمية.", "", set()),
        ("قدم ترشحه لرئاسة الجمهورية أمس.", "tn", set()),
        ("عرضت قناة بي. بي. سي النشرة.", "", {"قناة بي. بي. سي"}),
    ],
)
def test_organizations_by_their_nouns(body: str, home: str, organizations: set[str]):
    found = extract("", body, DAY, home)
    assert {actor.name for actor in found.actors if actor.kind == "organization"} - {"النيابة"} == organizations


def test_what_is_called_after_somebody_does_not_mean_him():
    body = "يخوض الفريق مباراته في دوري عبداللطيف جميل بعد الفوز بكأس الملك سلمان."
    assert [actor for actor in extract("", body, DAY).actors if actor.kind == "person"] == []


def test_a_person_stands_behind_his_firm():
    found = extract("", "حضر الرئيس التنفيذي لروتانا خالد العنزي الحفل.", DAY)
    assert {(actor.kind, actor.name) for actor in found.actors} == {
        ("organization", "روتانا"),
        ("person", "خالد العنزي"),
    }


def test_a_rare_word_behind_a_lone_name_is_no_part_of_it():
    found = extract("", "للحديث عن القصبي مستنكرين الفتوى ضده.", DAY)
    assert [actor.name for actor in found.actors if actor.kind == "person"] == []  # the tagger is not sure of القصبي


def test_an_adjective_beside_an_ambiguous_name_tells_it_apart():
    body = "تتأثر سلطنة عمان بأمطار. وفي عمان قالت إدارة الأرصاد الجوية الأردنية إن الأجواء حارة."
    assert [place.id for place in extract("", body, DAY).places] == ["om", "amman.jo"]


def test_a_continent_in_a_cups_name_is_no_place():
    body = "تأهل المنتخب في كأس آسيا بعد فوزه في آسيا الوسطى على ضيفه."
    assert "asia" not in {place.id for place in extract("", body, DAY).places}


def test_a_country_between_an_office_and_a_name_is_no_part_of_the_name():
    found = extract("", "تحدثت رئيسة وزراء بربادوس سارة هولدر أمام القمة.", DAY)
    assert [place.id for place in found.places] == ["bb"]
    assert [actor.name for actor in found.actors] == ["سارة هولدر"]


def test_the_star_of_a_film_is_a_person():
    assert [actor.name for actor in extract("", "الفيلم من بطولة سامر الدليمي وتصويره.", DAY).actors] == [
        "سامر الدليمي"
    ]


def test_nothing_is_attached_to_a_name_right_after_its_title():
    found = extract("", "قال المدرب برانكو كوفاتشيفيتش إن الفوز صعب.", DAY)
    assert [actor.name for actor in found.actors] == ["برانكو كوفاتشيفيتش"]


def test_a_common_word_is_a_division_where_the_source_is_at_home():
    assert [place.id for place in extract("", "نفذت الفرق حملات في الشرقية أمس.", DAY, "sa").places] == ["sa-04"]


@pytest.mark.parametrize("text", ["وصل الوفد إلى مدينة", "مدينة", "قرب بلدة", "إلى جامعة", "الوزير", "ولد في قرية"])
def test_a_text_may_end_with_a_noun_that_a_name_would_follow(text: str) -> None:
    assert extract(text, "", None).places == extract("", text, None).places == ()
