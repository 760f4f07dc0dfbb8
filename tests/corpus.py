"""Small articles made for tests, and the index documents of them; nothing here needs a model or a gazetteer."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from search.article import ActorMention, Article, DateMention, PlaceMention
from search.document import IndexDocument, index_document


def place(name: str, identity: str, start: int = 0) -> PlaceMention:
    return PlaceMention("body", start, start + len(name), name, identity, name)


def actor(name: str, identity: str, start: int = 0) -> ActorMention:
    return ActorMention("body", start, start + len(name), name, identity, name, "organization")


def date(first: str, last: str | None = None) -> DateMention:
    low = dt.date.fromisoformat(first)
    high = dt.date.fromisoformat(last or first)
    return DateMention("body", 0, 1, "x", low, high, "day" if low == high else "range")


def article(identity: str, body: str, title: str = "", **fields: object) -> Article:
    return replace(Article(identity, title, body), **fields)  # type: ignore[arg-type]


def document(one: Article) -> IndexDocument:
    return index_document(one, f"digest of {one.id} {one.title} {one.body}")


TEN = (
    article(
        "mosul-1",
        "دخلت القوات العراقية وسط الموصل بعد معارك، وقال وزير الدفاع إن المدينة آمنة.",
        "القوات في الموصل",
        source="وكالة أ",
        section="سياسة",
        published=dt.datetime(2016, 10, 24, 9, 30, tzinfo=dt.UTC),
        places=(place("الموصل", "mosul.iq"),),
        actors=(actor("القوات العراقية", "iq.army"),),
        dates=(date("2016-10-23"), date("2014-06-01", "2014-06-30")),
    ),
    article(
        "mosul-2",
        "نازحون من سوريا يصلون وبالموصل مخيم جديد لهم؛ وللوزير زيارة قريبة.",
        "نازحون",
        source="وكالة ب",
        section="مجتمع",
        published=dt.date(2016, 10, 24),
        places=(place("الموصل", "mosul.iq"), place("سوريا", "sy")),
        dates=(date("2014-01-01", "2014-12-31"),),
    ),
    article(
        "baghdad-1",
        "وزير الخارجية يلتقي وفدا من الأمم المتحدة في بغداد.",
        "لقاء في بغداد",
        source="وكالة أ",
        section="سياسة",
        published=dt.date(2016, 11, 2),
        places=(place("بغداد", "baghdad.iq"),),
        actors=(actor("الأمم المتحدة", "united-nations"),),
        dates=(date("2016-11-01"),),
    ),
    article(
        "cairo-1",
        "افتتحت جامعة القاهرة معرضا للكتاب، وحضر الوزير الافتتاح.",
        "معرض الكتاب",
        source="وكالة ج",
        section="ثقافة",
        published=dt.date(2016, 12, 31),
        actors=(actor("جامعة القاهرة", "eg.cairo-university"),),
    ),
    article(
        "amman-1",
        "عمان تستضيف مؤتمر المياه، وشارك فيه خبراء من سوريا والعراق.",
        "مؤتمر المياه في عمان",
        source="وكالة ج",
        section="بيئة",
        published=dt.date(2017, 1, 1),
        places=(place("عمان", "amman.jo"), place("سوريا", "sy"), place("العراق", "iq")),
        dates=(date("2017-01-05"),),
    ),
    article("undated-1", "نص بلا تاريخ عن عم الولد وعن الماء.", "بلا تاريخ", source="وكالة ب"),
    article(
        "order-1",
        "المتحدة الأمم كلمتان مقلوبتان هنا",
        "ترتيب",
        source="وكالة ب",
        published=dt.date(2017, 1, 1),
    ),
    article(
        "near-1",
        "كرة حمراء صغيرة قرب بيت أبيض كبير",
        "قرب",
        source="وكالة د",
        published=dt.date(2017, 1, 2),
    ),
    article("markup-1", "<script>alert('x')</script> الموصل & بغداد", "<b>الموصل</b>", published=dt.date(2018, 5, 5)),
    article("عربي/1 ?", "معرف غريب لمقال عن القمح", "القمح", source="وكالة د", published=dt.date(2018, 5, 6)),
)

_NATURE = ["قمح", "ماء", "نهر", "مطر", "شمس", "قمر", "بحر", "جبل"]
_TOWN = ["مدينة", "وزير", "حرب", "سلام", "كتاب", "خبز", "سوق", "ملك", "طفل", "طريق", "باب", "بيت"]
_WORDS = _NATURE + _TOWN
_PLACES = [f"p{number}" for number in range(60)]
_ACTORS = [f"a{number}" for number in range(400)]


def random_articles(count: int, seed: int) -> list[Article]:
    """Articles with skewed values in every facet and many equal publication times."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        day = dt.date(2015, 1, 1) + dt.timedelta(days=draw.randrange(900))
        chosen_places = {draw.choice(_PLACES[: draw.randrange(1, len(_PLACES) + 1)]) for _ in range(draw.randrange(4))}
        chosen_actors = {draw.choice(_ACTORS[: draw.randrange(1, len(_ACTORS) + 1)]) for _ in range(draw.randrange(6))}
        mentioned = dt.date(2014, 1, 1) + dt.timedelta(days=draw.randrange(1200))
        until = mentioned + dt.timedelta(days=draw.choice([0, 0, 0, 6, 29, 364]))
        made.append(
            article(
                f"r{number}",
                " ".join(draw.choices(_WORDS, k=draw.randrange(3, 40))),
                " ".join(draw.choices(_WORDS, k=3)),
                source=draw.choice(["س1", "س2", "س3", ""]),
                section=draw.choice(["أ", "ب", ""]),
                published=None if draw.random() < 0.05 else day,
                places=tuple(place(value, value) for value in sorted(chosen_places)),
                actors=tuple(actor(value, value) for value in sorted(chosen_actors)),
                dates=(date(mentioned.isoformat(), until.isoformat()),) if draw.random() < 0.6 else (),
            )
        )
    return made
