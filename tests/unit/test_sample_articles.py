"""The articles that Fihris ships: complete, consistent with the calendar, and rich in what search has to cope with."""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.resources import files
from itertools import combinations, pairwise
from typing import TypedDict

import pytest
from hijridate import Hijri

from search.analysis import fold


class SampleArticle(TypedDict):
    id: str
    title: str
    body: str
    published: str
    url: str
    source: str
    section: str
    author: str


LINES = files("indexer").joinpath("sample", "articles.jsonl").read_text(encoding="utf-8").splitlines()
ARTICLES: list[SampleArticle] = [json.loads(line) for line in LINES]
EVERYTHING = "\n".join(f"{article['title']}\n{article['body']}" for article in ARTICLES)
FOLDED = fold(EVERYTHING)

FIRST_DAY, LAST_DAY = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
SECTIONS = {"سياسة", "اقتصاد", "رياضة", "ثقافة", "علوم", "مجتمع", "بيئة", "صحة"}

COUNTRIES = """
    العراق|سوريا|لبنان|الأردن|فلسطين|مصر|السودان|ليبيا|تونس|الجزائر|المغرب|موريتانيا|السعودية|اليمن|الكويت
    |قطر|البحرين|الإمارات|جيبوتي|الصومال|جزر القمر|تركيا|إيران|فرنسا|الصين|ألمانيا|إيطاليا|إسبانيا|اليابان|الهند
    |البرازيل|إثيوبيا|السنغال|نيجيريا|أذربيجان|كازاخستان|النيجر|مالي|تشاد|سلطنة عمان|الولايات المتحدة
"""
CITIES = """
    بغداد|الموصل|البصرة|أربيل|كركوك|النجف|كربلاء|الرمادي|تكريت|سامراء|الناصرية|العمارة|دهوك|السليمانية|سنجار|تلعفر|الرطبة
    |دمشق|حلب|حمص|حماة|دير الزور|الرقة|الحسكة|القامشلي|اللاذقية|طرطوس|إدلب|بيروت|طرابلس|صيدا|صور|بعلبك|زحلة|عمان|إربد
    |المفرق|العقبة|رام الله|نابلس|غزة|الخليل|يافا|القاهرة|الإسكندرية|أسوان|المنيا|أسيوط|الأقصر|الخرطوم|أم درمان
    |بورتسودان|كسلا|عطبرة|بنغازي|مصراتة|درنة|سبها|صفاقس|القيروان|سوسة|وهران|بسكرة|أدرار|الرباط|طنجة|مراكش|أكادير|وجدة|نواكشوط
    |نواذيبو|الرياض|جدة|الدمام|تبوك|العلا|عدن|تعز|المكلا|صنعاء|مقديشو|مسقط|صلالة|نزوى|الدوحة|المنامة|دبي|الشارقة|أبوظبي
    |إسطنبول|أنقرة|طهران|أصفهان|باريس|مرسيليا|برلين|فيينا|شنغهاي|مومباي|باكو|ألماتي|غرناطة|برشلونة
"""
INSTITUTIONS = """
    الأمم المتحدة|اليونسكو|اليونيسف|جامعة الدول العربية|وزارة الزراعة المصرية|الجيش اللبناني|الهلال الأحمر|الصليب الأحمر
    |أوبك|البنك المركزي|الاتحاد الأوروبي|الاتحاد الأفريقي|منظمة الصحة العالمية|برنامج الأغذية العالمي|الفاو
"""

# Each family: its name and two (or more) spellings that must all stand somewhere, e.g. both مسؤول and مسئول.
SPELLING_FAMILIES: list[tuple[str, list[str]]] = [
    ("hamza below alef", [r"\bإلى\b", r"\bالى\b"]),
    ("hamza above alef", [r"\bأعلنت?\b", r"\bاعلنت?\b"]),
    ("hamza in particles", [r"\bأن\b", r"\bان\b"]),
    ("ta marbuta as ha", ["المتحدة", "المتحده"]),
    ("Egyptian final yeh", [r"\bفي\b", r"\bفى\b"]),
    ("hamza seat, waw or yeh", ["مسؤول", "مسئول"]),
    ("hamza seat in شؤون", ["شؤون", "شئون"]),
    ("hamza seat in هيئة", [r"هيئة", r"هيأة"]),
    ("name of Istanbul", ["إسطنبول", "اسطنبول"]),
    ("name of Abu Dhabi", ["أبوظبي", "أبو ظبي"]),
    ("American", ["أميركي", "أمريكي"]),
    ("Africa", ["أفريقيا", "إفريقيا"]),
    ("gain or jeem in names", ["شنغهاي", "شنجهاي"]),
    ("gain or jeem in Gabon", ["الغابون", "الجابون"]),
    ("Monday", ["الاثنين", "الإثنين"]),
    ("English language", ["الإنكليزية", "بإنجلترا"]),
    ("quotation marks", ["«[^»]+»", "“[^”]+”", '"[^"]+"']),
    ("digit scripts", ["[0-9]", "[٠-٩]", "[۰-۹]"]),
    ("thousands and decimal marks", ["[٠-٩]٬[٠-٩]", "[٠-٩]٫[٠-٩]", r"[0-9]\.[0-9]", "[0-9],[0-9]"]),
    # U+0640 tatweel; U+06CC and U+06A9 Persian yeh and keheh; U+FE70-U+FEFC presentation forms
    ("tatweel", ["[ء-ي]\u0640+[ء-ي]"]),
    ("Persian letters", ["\u06cc", "\u06a9"]),
    ("presentation forms", ["[\ufe70-\ufefc]"]),
    # U+200B, U+200C zero width; U+200E, U+200F marks, U+202B embedding, U+2067 isolate
    ("zero-width characters", ["\u200b", "\u200c"]),
    ("direction marks", ["\u200e", "\u200f", "\u202b", "\u2067"]),
    # U+064B-U+0652 vowel marks: a word here and there, and at least twelve vocalised words in a row
    ("vowel marks", ["[\u064b-\u0652]", "(?:[ء-ي]*[\u064b-\u0652][ء-ي\u064b-\u0652]*[ ،.:]+){12}"]),
    ("attached particles", ["بالموصل", "وللعراق", "وبغداد", "وبالموصل", "ببغداد", "بالبصرة", "لبرنامج"]),
]

DATE_FAMILIES: list[tuple[str, list[str]]] = [
    ("Levantine months", ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين"]),
    ("Egyptian and Gulf months", ["يناير", "فبراير", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر"]),
    ("Maghrebi months", ["جانفي", "فيفري", r"\bماي\b", "جوان", "جويلية", r"\bأوت\b"]),
    ("Moroccan months", ["غشت", "شتنبر"]),
    ("Libyan months", ["أي النار", "ناصر", "هانيبال", "الفاتح"]),
    ("pairs", ["يوليو/تموز", "تشرين الثاني/نوفمبر", "أيلول سبتمبر"]),
    ("Hijri days", ["صفر 1448هـ", "ربيع الأول 1448هـ", "1447 هـ"]),
    ("numeric dates", [r"[0-9]/[0-9]/2026", "[٠-٩]/[٠-٩]/٢٠٢٦", "[۰-۹]/[۰-۹]+/۲۰۲۶"]),
    ("days", [r"\bاليوم\b", r"\bأمس\b", "أول أمس", r"\bغدا\b", "بعد غد"]),
    ("weekdays", ["الخميس الماضي", "الخميس المقبل", "الثلاثاء القادم"]),
    ("distances", ["قبل أسبوعين", "منذ ثلاثة أيام", "قبل ثلاثة أيام"]),
    ("near months and years", ["الشهر المقبل", "مطلع العام", "نهاية العام", "نهاية الأسبوع", "بداية أيلول"]),
    ("periods", [r"بين [^ ]+ و", r"من \d+ إلى \d+", "صيف 2025", "الربع الأول", "الثمانينيات", "عام 1998"]),
    ("named days", ["عيد الأضحى", "عيد الفطر", "رأس السنة", "اليوم الوطني", "المولد النبوي"]),
]

WIRE_STORIES = [
    ["mina-20260706-1", "nakheel-20260706-1", "dhad-20260706-1", "shiraa-20260707-1"],
    ["mina-20260820-1", "wahatayn-20260820-1", "dhifaf-20260820-1", "sanabil-20260821-1"],
]

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "كانون الثاني|يناير|جانفي",
            "شباط|فبراير|فيفري",
            "آذار|مارس",
            "نيسان|أبريل|أفريل",
            "أيار|مايو|ماي",
            "حزيران|يونيو|جوان",
            "تموز|يوليو|جويلية|يوليوز",
            "آب|أغسطس|أوت|غشت",
            "أيلول|سبتمبر|شتنبر",
            "تشرين الأول|أكتوبر",
            "تشرين الثاني|نوفمبر",
            "كانون الأول|ديسمبر",
        ],
        start=1,
    )
    for name in map(fold, names.split("|"))
}
WEEKDAYS = {
    fold(name): number
    for number, name in enumerate(["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"])
}
RELATIVE_DAYS = {fold(name): days for name, days in [("أول أمس", -2), ("أمس", -1), ("اليوم", 0), ("غدا", 1), ("غد", 1)]}


def names_in(table: str) -> list[str]:
    return [name.strip() for name in table.split("|")]


def day_of(article: SampleArticle) -> dt.date:
    return dt.date.fromisoformat(article["published"][:10])


def shingles(article: SampleArticle) -> set[tuple[str, ...]]:
    """Return the runs of three folded words of the body."""
    folded = re.findall(r"\w+", fold(article["body"]))
    return set(zip(folded, folded[1:], folded[2:], strict=False))


def resemblance(one: SampleArticle, other: SampleArticle) -> float:
    """Return the shared part of the shingles of both bodies, 0 to 1 (Jaccard)."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second)


def test_there_are_enough_articles_with_unique_ids_and_addresses() -> None:
    assert len(ARTICLES) >= 110
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert len({article["url"] for article in ARTICLES}) == len(ARTICLES)


def test_the_readme_states_the_number_of_articles() -> None:
    readme = files("indexer").joinpath("sample", "README.md").read_text(encoding="utf-8")
    assert f"holds {len(ARTICLES)} short news articles" in readme


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_fields_are_valid(article: SampleArticle) -> None:
    assert list(article) == ["id", "title", "body", "published", "url", "source", "section", "author"]
    assert all(isinstance(value, str) and value == value.strip() for value in article.values())
    assert article["title"]
    assert "\n" not in article["title"]
    assert re.fullmatch(r"[a-z]+-\d{8}-\d+", article["id"])
    assert article["id"].split("-")[1] == f"{day_of(article):%Y%m%d}"
    assert article["url"].startswith(f"https://example.org/{article['id'].split('-')[0]}/")
    assert article["section"] in SECTIONS
    assert article["source"]
    if "T" in article["published"]:
        assert dt.datetime.fromisoformat(article["published"]).tzinfo is not None
    else:
        assert dt.date.fromisoformat(article["published"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_only_flashes_are_short(article: SampleArticle) -> None:
    count = len(article["body"].split())
    assert count <= 400
    if article["title"].startswith("عاجل"):
        assert 15 <= count < 40
    else:
        assert count >= 40


def test_three_months_are_covered_without_a_gap() -> None:
    days = sorted({day_of(article) for article in ARTICLES})
    assert (days[0], days[-1]) == (FIRST_DAY, LAST_DAY)
    assert max((later - earlier).days for earlier, later in pairwise(days)) <= 3
    assert [day_of(article) for article in ARTICLES] == sorted(day_of(article) for article in ARTICLES)


def test_sources_sections_authors_and_lengths_vary() -> None:
    assert len({article["source"] for article in ARTICLES}) == 10
    assert {article["section"] for article in ARTICLES} == SECTIONS
    with_author = sum(bool(article["author"]) for article in ARTICLES)
    assert 0.2 < with_author / len(ARTICLES) < 0.8
    assert sum("T" in article["published"] for article in ARTICLES) > len(ARTICLES) / 3
    assert sum(len(article["body"].split()) > 200 for article in ARTICLES) >= 4


@pytest.mark.parametrize("name", names_in(COUNTRIES) + names_in(CITIES) + names_in(INSTITUTIONS))
def test_name_stands_in_some_article(name: str) -> None:
    assert re.search(rf"\b[وفبلك]*{re.sub('^ال', '(?:ال|ل|لل)', fold(name))}\b", FOLDED)


def test_names_are_of_many_countries_and_cities() -> None:
    assert len(names_in(COUNTRIES)) >= 20
    assert len(names_in(CITIES)) >= 60


@pytest.mark.parametrize("name", ["الأمم المتحدة", "اليونسكو", "الهلال الأحمر", "منظمة الصحة العالمية"])
def test_institutions_recur(name: str) -> None:
    assert sum(fold(name) in fold(article["body"]) for article in ARTICLES) >= 6


@pytest.mark.parametrize(("family", "patterns"), SPELLING_FAMILIES + DATE_FAMILIES)
def test_every_spelling_of_a_family_stands_somewhere(family: str, patterns: list[str]) -> None:
    assert [pattern for pattern in patterns if not re.search(pattern, EVERYTHING)] == [], family


@pytest.mark.parametrize("ids", WIRE_STORIES, ids=lambda ids: ids[0])
def test_wire_copies_resemble_each_other(ids: list[str]) -> None:
    copies = [article for article in ARTICLES if article["id"] in ids]
    assert len(copies) == len(ids)
    assert len({article["source"] for article in copies}) == len(ids)
    assert len({fold(article["title"]) for article in copies}) > 1
    for one, other in combinations(copies, 2):
        assert 0.5 < resemblance(one, other) < 1


def test_other_articles_do_not_resemble_each_other() -> None:
    copied = {id_ for ids in WIRE_STORIES for id_ in ids[1:]}
    originals = [article for article in ARTICLES if article["id"] not in copied]
    sets = [(article["id"], shingles(article)) for article in originals]
    alike = [
        (one, other)
        for (one, first), (other, second) in combinations(sets, 2)
        if len(first & second) > 0.2 * min(len(first), len(second))
    ]
    assert alike == []


def stated_weekdays() -> list[tuple[str, str, dt.date, int]]:
    """Return (article id, words, day meant, weekday stated) for each ``الأحد 16 أغسطس`` and each ``أمس الثلاثاء``."""
    weekday, month = "|".join(WEEKDAYS), "|".join(sorted(MONTHS, key=len, reverse=True))
    relative = "|".join(RELATIVE_DAYS)
    found = []
    for article in ARTICLES:
        text, day = fold(f"{article['title']}\n{article['body']}"), day_of(article)
        for match in re.finditer(rf"\b({weekday}),? (\d+) ({month})\b(?: (\d{{4}}))?", text):
            year = int(match[4] or day.year)
            meant = dt.date(year, MONTHS[match[3]], int(match[2]))
            found.append((article["id"], match[0], meant, WEEKDAYS[match[1]]))
        for match in re.finditer(rf"\b({relative})،? ({weekday})\b", text):
            meant = day + dt.timedelta(days=RELATIVE_DAYS[match[1]])
            found.append((article["id"], match[0], meant, WEEKDAYS[match[2]]))
    return found


def test_weekdays_agree_with_dates() -> None:
    stated = stated_weekdays()
    assert len(stated) >= 50
    assert [(id_, words) for id_, words, meant, weekday in stated if meant.weekday() != weekday] == []


@pytest.mark.parametrize(
    ("words", "hijri", "day", "doubt"),
    [
        ("غرة صفر 1448هـ", (1448, 2, 1), dt.date(2026, 7, 15), 0),
        ("12 ربيع الأول 1448هـ", (1448, 3, 12), dt.date(2026, 8, 25), 0),
        # The pair of the decree itself, one day off the calendar that was computed later.
        ("21 جمادى الأولى 1351هـ، الموافق 23 سبتمبر 1932", (1351, 5, 21), dt.date(1932, 9, 23), 1),
    ],
)
def test_hijri_days_agree_with_the_day_they_are_said_of(
    words: str, hijri: tuple[int, int, int], day: dt.date, doubt: int
) -> None:
    where = [article for article in ARTICLES if words in article["body"]]
    assert len(where) == 1
    assert abs(Hijri(*hijri).to_gregorian().toordinal() - day.toordinal()) == doubt
    assert day_of(where[0]) == day or "الموافق" in words
