"""The query language: what each text means, and what is said about what could not be read as typed."""

from __future__ import annotations

import pytest

from search.query.parse import MAX_PATTERNS, MAX_TERMS, parse
from search.query.syntax import (
    AllOf,
    AnyOf,
    Exclude,
    Fuzzy,
    Group,
    Node,
    Period,
    Phrase,
    Prefix,
    Scoped,
    Together,
    Word,
    to_text,
)


def shape(node: Node | None) -> object:
    """A tree without positions."""
    match node:
        case None:
            return None
        case Word(text=text):
            return text
        case Prefix(text=text):
            return text + "*"
        case Fuzzy(text=text, edits=edits):
            return ("fuzzy", text, edits)
        case Period(facet=facet, first=first, last=last):
            return (facet, first and first.isoformat(), last and last.isoformat())
        case Phrase(text=text, distance=distance):
            return ("phrase", text) if distance is None else ("near", text, distance)
        case Together(text=text):
            return ("together", text)
        case Scoped(scope=scope, child=child):
            return (scope, shape(child))
        case Exclude(child=child):
            return ("not", shape(child))
        case AllOf(children=children):
            return ("and", *map(shape, children))
        case AnyOf(children=children):
            return ("or", *map(shape, children))
        case Group(children=children):
            return [shape(child) for child in children]


MEANINGS = [
    ("", None),
    ("   ", None),
    ("الموصل", "الموصل"),
    ("وزير الدفاع", ["وزير", "الدفاع"]),
    ('"وزير الدفاع"', ("phrase", "وزير الدفاع")),
    ("«وزير الدفاع»", ("phrase", "وزير الدفاع")),
    ("»وزير الدفاع«", ("phrase", "وزير الدفاع")),
    ("“وزير، الدفاع”", ("phrase", "وزير الدفاع")),
    ("„وزير الدفاع“", ("phrase", "وزير الدفاع")),
    ("«الموصل»", "الموصل"),
    ('"الموصل"', ("phrase", "الموصل")),
    ('"وزير الدفاع"~5', ("near", "وزير الدفاع", 5)),
    ('\u200f"وزير الدفاع"\u200f ~\u200e5\u200f', ("near", "وزير الدفاع", 5)),
    ('\u200f5\u200e~\u200f"وزير الدفاع"\u200f', ("near", "وزير الدفاع", 5)),
    ('"وزير الدفاع"~٥', ("near", "وزير الدفاع", 5)),
    ('5~"وزير الدفاع"', ("near", "وزير الدفاع", 5)),
    ("٥~«وزير الدفاع»", ("near", "وزير الدفاع", 5)),
    ('خبر ٥~"وزير الدفاع" اليوم', ["خبر", ("near", "وزير الدفاع", 5), "اليوم"]),
    ('"وزير الدفاع"~جملة', ("together", "وزير الدفاع")),
    ('"وزير الدفاع"~الجمله', ("together", "وزير الدفاع")),
    ("«وزير الدفاع»~sentence", ("together", "وزير الدفاع")),
    ('جملة~"وزير الدفاع"', ("together", "وزير الدفاع")),
    ("جملة:(وزير الدفاع)", ("together", "وزير الدفاع")),
    ("الجملة: (وزير الدفاع)", ("together", "وزير الدفاع")),
    ('sentence:"وزير الدفاع"', ("together", "وزير الدفاع")),
    ("جملة:وزير", ("together", "وزير")),
    ("-جملة:(وزير الدفاع)", ("not", ("together", "وزير الدفاع"))),
    ("عنوان:جملة:(وزير الدفاع)", ("title", ("together", "وزير الدفاع"))),
    ("جملة:(وزير و الدفاع)", ("together", "وزير الدفاع")),
    ("جملة:(وزير أو الدفاع)", ("or", ("together", "وزير"), ("together", "الدفاع"))),
    ("جملة:(أ (ب أو ج))", ("or", ("together", "أ ب"), ("together", "أ ج"))),
    ('"وزير الدفاع"~كلمة', [("phrase", "وزير الدفاع"), ("fuzzy", "كلمة", None)]),
    ("جملة", "جملة"),
    ('"وزير الدفاع" ~ 5', ("near", "وزير الدفاع", 5)),
    ("„وزير الدفاع‟", ("phrase", "وزير الدفاع")),
    ("موصل *", "موصل*"),
    ("* موصل", "موصل*"),
    ("وزير موصل *", ["وزير", "موصل*"]),
    ("~نتنياهو", ("fuzzy", "نتنياهو", None)),
    ("٢~نتنياهو", ("fuzzy", "نتنياهو", 2)),
    ("وزير ، مدير ؛ رئيس ؟", ["وزير", "مدير", "رئيس"]),
    ("وزير -الدفاع", ["وزير", ("not", "الدفاع")]),
    ("وزير NOT الدفاع", ["وزير", ("not", "الدفاع")]),
    ("وزير \u2212الدفاع", ["وزير", ("not", "الدفاع")]),
    ('-"وزير الدفاع"', ("not", ("phrase", "وزير الدفاع"))),
    ("-(أ ب)", ("not", ["أ", "ب"])),
    ("كوفيد-19", "كوفيد-19"),
    ("أ OR ب", ("or", "أ", "ب")),
    ("أحمد أو سعيد", ("or", "أحمد", "سعيد")),
    ("أحمد او سعيد", ("or", "أحمد", "سعيد")),
    ("\\او", "او"),
    ("أحمد | سعيد", ("or", "أحمد", "سعيد")),
    ("أحمد و سعيد", ("and", "أحمد", "سعيد")),
    ("أحمد AND سعيد", ("and", "أحمد", "سعيد")),
    ("أحمد وسعيد", ["أحمد", "وسعيد"]),
    ("أحمد or سعيد", ["أحمد", "or", "سعيد"]),
    ("أ ب أو ج د", ("or", ["أ", "ب"], ["ج", "د"])),
    ("أ و ب أو ج", ("or", ("and", "أ", "ب"), "ج")),
    ("أ (ب أو ج)", ["أ", ("or", "ب", "ج")]),
    ("((أ))", "أ"),
    ("(أ أو ب) و ج", ("and", ("or", "أ", "ب"), "ج")),
    ("موصل*", "موصل*"),
    ("*موصل", "موصل*"),
    ("كوفيد-19 *", ["كوفيد", "19*"]),
    ("موصل\u066d", "موصل*"),
    ("title:الموصل", ("title", "الموصل")),
    ("عنوان:الموصل", ("title", "الموصل")),
    ("العنوان: الموصل", ("title", "الموصل")),
    ("TITLE:الموصل", ("title", "الموصل")),
    ('place:"تل أبيب"', ("place", ("phrase", "تل أبيب"))),
    ("مكان:(سوريا أو العراق)", ("place", ("or", "سوريا", "العراق"))),
    ("جهة:داعش", ("actor", "داعش")),
    ("actor:داعش", ("actor", "داعش")),
    ("مصدر:رويترز", ("source", "رويترز")),
    ("source:رويترز", ("source", "رويترز")),
    ("-مكان:سوريا", ("not", ("place", "سوريا"))),
    ("مكان:-سوريا", ("not", ("place", "سوريا"))),
    ("title:place:سوريا", ("place", "سوريا")),
    ("\u200fالموصل\u200e \u202bبغداد\u202c", ["الموصل", "بغداد"]),
    ("http://example.org/a", "http://example.org/a"),
    ("10:30", "10:30"),
    ("قال:", "قال"),
    ("\\أو", "أو"),
    ("أ \\أو ب", ["أ", "أو", "ب"]),
    ("ما هو الموصل؟", ["ما", "هو", "الموصل؟"]),
    ("لا سلام بدون ليس", ["لا", "سلام", "بدون", "ليس"]),
    ("نتنياهو~", ("fuzzy", "نتنياهو", None)),
    ("نتنياهو~1", ("fuzzy", "نتنياهو", 1)),
    ("نتنياهو~٢", ("fuzzy", "نتنياهو", 2)),
    ("-title:نتنياهو~", ("not", ("title", ("fuzzy", "نتنياهو", None)))),
    ("كوفيد-أومكرون~", ["كوفيد", ("fuzzy", "أومكرون", None)]),
    ("\\نتنياهو~", "نتنياهو~"),
    ("http://example.org/~user", "http://example.org/~user"),
    ("قسم:سياسة", ("section", "سياسة")),
    ("section:سياسة", ("section", "سياسة")),
    ("date:2016", ("published", "2016-01-01", "2016-12-31")),
    ("تاريخ:٢٠١٦-١٠", ("published", "2016-10-01", "2016-10-31")),
    ("تاريخ:۲۰۱۶/۱۰/۲۴", ("published", "2016-10-24", "2016-10-24")),
    ("التاريخ: 24/10/2016", ("published", "2016-10-24", "2016-10-24")),
    ("date:10-2016", ("published", "2016-10-01", "2016-10-31")),
    ("تاريخ:أكتوبر-2016", ("published", "2016-10-01", "2016-10-31")),
    ("تاريخ:2016-اكتوبر", ("published", "2016-10-01", "2016-10-31")),
    ("تاريخ:٢٤-أكتوبر-٢٠١٦", ("published", "2016-10-24", "2016-10-24")),
    ("تاريخ:24 تشرين الأول 2016", ("published", "2016-10-24", "2016-10-24")),
    ("تاريخ: تشرين الأول 2016", ("published", "2016-10-01", "2016-10-31")),
    ('تاريخ:"يونيو/حزيران 2014"', ("published", "2014-06-01", "2014-06-30")),
    ('قبل:"يونيو 2016"', ("published", None, "2016-05-31")),
    ("بعد:شهر مارس من عام 2016", ("published", "2016-04-01", None)),
    ("date:October 2016", ("published", "2016-10-01", "2016-10-31")),
    ("date:Oct-2016..Dec-2016", ("published", "2016-10-01", "2016-12-31")),
    ('تاريخ:"آب 2014..أيلول 2014"', ("published", "2014-08-01", "2014-09-30")),
    ("ذكر:أوت 2014 وزير", [("mentioned", "2014-08-01", "2014-08-31"), "وزير"]),
    (
        "تاريخ:(أكتوبر 2016 أو مايو 2017)",
        ("or", ("published", "2016-10-01", "2016-10-31"), ("published", "2017-05-01", "2017-05-31")),
    ),
    ('date:"2016-10-24"', ("published", "2016-10-24", "2016-10-24")),
    ("date:«2016»", ("published", "2016-01-01", "2016-12-31")),
    ("قبل:2016-10", ("published", None, "2016-09-30")),
    ("before:2016-10-24", ("published", None, "2016-10-23")),
    ("بعد:2016-10-24", ("published", "2016-10-25", None)),
    ("after:2016", ("published", "2017-01-01", None)),
    ("تاريخ:2016-10..2016-12", ("published", "2016-10-01", "2016-12-31")),
    ("تاريخ:2016-12…2016-10", ("published", "2016-10-01", "2016-12-31")),
    ("تاريخ:2016-10 .. 2016-12", ("published", "2016-10-01", "2016-12-31")),
    ("تاريخ : 2016-10 إلى 2016-12", ("published", "2016-10-01", "2016-12-31")),
    ("date:[2016-10 TO 2016-12]", ("published", "2016-10-01", "2016-12-31")),
    ("date:[2016-10 TO *]", ("published", "2016-10-01", None)),
    ("ذكر:(2014 .. ٢٠١٦)", ("mentioned", "2014-01-01", "2016-12-31")),
    ("تاريخ:>2016-10", ("published", "2016-11-01", None)),
    ("تاريخ:>= 2016-10", ("published", "2016-10-01", None)),
    ("تاريخ:<2016-10", ("published", None, "2016-09-30")),
    ("تاريخ:≤2016-10", ("published", None, "2016-10-31")),
    ("تاريخ:24.10.2016", ("published", "2016-10-24", "2016-10-24")),
    ("date:..2016-02", ("published", None, "2016-02-29")),
    ("date:2016-02..", ("published", "2016-02-01", None)),
    ("ذكر:2014-06", ("mentioned", "2014-06-01", "2014-06-30")),
    ("mentioned:2014..2015", ("mentioned", "2014-01-01", "2015-12-31")),
    ("-date:2016", ("not", ("published", "2016-01-01", "2016-12-31"))),
    ("date:-2016", ("not", ("published", "2016-01-01", "2016-12-31"))),
    (
        "date:(2016 OR -2018)",
        ("or", ("published", "2016-01-01", "2016-12-31"), ("not", ("published", "2018-01-01", "2018-12-31"))),
    ),
    ("date:(title:2016)", ("title", "2016")),
    ("title:date:2016", ("published", "2016-01-01", "2016-12-31")),
    ("date:title:2016", ("title", "2016")),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS)
def test_meaning(text: str, meaning: object) -> None:
    assert shape(parse(text).root) == meaning


NOTICES = [
    ('أ "ب ج', "unclosed-quote", '"', ["أ", "ب", "ج"]),
    ("(أ ب", "unclosed-parenthesis", "(", ["أ", "ب"]),
    ("أ) ب", "unopened-parenthesis", ")", ["أ", "ب"]),
    ("أو ب", "lonely-operator", "أو", ["أو", "ب"]),
    ("أ أو", "lonely-operator", "أو", ["أ", "أو"]),
    ("أ AND OR ب", "lonely-operator", "AND", ("or", ["أ", "AND"], "ب")),
    ("أ و", "lonely-operator", "و", ["أ", "و"]),
    ("لون:أحمر", "unknown-field", "لون:أحمر", "لون:أحمر"),
    ("تاريخ:أمس", "not-a-date", "تاريخ:أمس", "تاريخ:أمس"),
    ("ذكر: أن الوزير", "not-a-date", "ذكر: أن", ["ذكر", "أن", "الوزير"]),
    ('بعد:"الحرب الأولى"', "not-a-date", 'بعد:"الحرب الأولى"', ["بعد", ("phrase", "الحرب الأولى")]),
    ("date:2016-02-30", "not-a-date", "date:2016-02-30", "date:2016-02-30"),
    ("date:5", "not-a-date", "date:5", "date:5"),
    ("تاريخ:أكتوبر", "month-without-year", "تاريخ:أكتوبر", "تاريخ:أكتوبر"),
    ("تاريخ:أكتوبر وزير", "month-without-year", "تاريخ:أكتوبر", ["تاريخ:أكتوبر", "وزير"]),
    ("تاريخ:31-نوفمبر-2016", "not-a-date", "تاريخ:31-نوفمبر-2016", "تاريخ:31-نوفمبر-2016"),
    ("date:..", "no-words", "..", None),
    ("before:2015..2016", "not-a-date", "before:2015..2016", "before:2015..2016"),
    ("after:9999", "not-a-date", "after:9999", "after:9999"),
    ("date:2016*", "not-a-date", "date:2016*", ["date", "2016*"]),
    ("date:(أمس 2016)", "not-a-date", "أمس", ["أمس", ("published", "2016-01-01", "2016-12-31")]),
    ("سلام~5", "edits", "سلام~5", ("fuzzy", "سلام", 2)),
    ('"وزير الدفاع"~9999', "distance", '"وزير الدفاع"~9999', ("near", "وزير الدفاع", 50)),
    ('٥١~"وزير الدفاع"', "distance", '٥١~"وزير الدفاع"', ("near", "وزير الدفاع", 50)),
    ("سلام~0", "edits", "سلام~0", ("fuzzy", "سلام", 1)),
    ("مو*صل", "star-inside", "مو*صل", "مو*صل"),
    ("أ -", "no-words", "-", "أ"),
    ("أ NOT", "nothing-follows", "NOT", "أ"),
    ("أ title:", "nothing-follows", "title:", "أ"),
    ('أ ""', "no-words", '""', "أ"),
    ("*", "no-words", "*", None),
    ("أ !!", "no-words", "!!", "أ"),
]


@pytest.mark.parametrize(("text", "code", "where", "meaning"), NOTICES)
def test_notices(text: str, code: str, where: str, meaning: object) -> None:
    parsed = parse(text)
    assert shape(parsed.root) == meaning
    notice = next(notice for notice in parsed.notices if notice.code == code)
    assert text[notice.start : notice.end] == where
    assert notice.message
    assert notice.message_ar


@pytest.mark.parametrize("text", [text for text, _ in MEANINGS])
def test_good_queries_have_no_notices(text: str) -> None:
    assert parse(text).notices == ()


def test_positions_point_into_the_query() -> None:
    text = 'أحمد  -"وزير الدفاع"~3 title:موصل*'
    root = parse(text).root
    assert isinstance(root, Group)
    word, excluded, scoped = root.children
    assert isinstance(word, Word)
    assert text[word.start : word.end] == "أحمد"
    assert isinstance(excluded, Exclude)
    assert isinstance(excluded.child, Phrase)
    assert text[excluded.child.start : excluded.child.end] == '"وزير الدفاع"~3'
    assert isinstance(scoped, Scoped)
    assert isinstance(scoped.child, Prefix)
    assert text[scoped.child.start : scoped.child.end] == "موصل*"


def test_too_many_words_and_parentheses() -> None:
    parsed = parse("كلمة " * 1000)
    assert isinstance(parsed.root, Group)
    assert len(parsed.root.children) == MAX_TERMS
    assert [notice.code for notice in parsed.notices] == ["too-many-words"]
    patterns = parse("كلمة* كلمة~ " * 30)
    assert isinstance(patterns.root, Group)
    kinds = [type(child) for child in patterns.root.children]
    assert kinds == [Prefix, Fuzzy] * (MAX_PATTERNS // 2) + [Word] * (60 - MAX_PATTERNS)
    assert [notice.code for notice in patterns.notices] == ["too-many-patterns"]
    deep = parse("(" * 3000 + "أ" + ")" * 3000)
    assert shape(deep.root) == "أ"
    assert "too-deep" in {notice.code for notice in deep.notices}
    for hostile in ("-" * 4000, "title:" * 600, "- " * 2000, "((((-" * 800, "أ أو " * 900, '"' * 4001):
        parse(hostile)


@pytest.mark.parametrize("text", [text for text, _ in MEANINGS])
def test_writing_a_query_back(text: str) -> None:
    root = parse(text).root
    if root is not None:
        assert shape(parse(to_text(root)).root) == shape(root)


@pytest.mark.parametrize(
    ("spaced", "close"),
    [
        ("مكان : العراق", "مكان:العراق"),
        ("بغداد تاريخ :2016", "بغداد تاريخ:2016"),
        ("عنوان : (بغداد أو دمشق)", "عنوان:(بغداد أو دمشق)"),
        ("مذكور : 2014", "ذكر:2014"),
        ("جملة : (وزير بغداد)", "جملة:(وزير بغداد)"),
    ],
)
def test_a_space_before_the_colon_is_no_matter(spaced: str, close: str) -> None:
    one, other = parse(spaced).root, parse(close).root
    assert one is not None
    assert other is not None
    assert to_text(one) == to_text(other)


def test_a_colon_after_no_field_is_punctuation() -> None:
    root = parse("بغداد : دمشق").root
    assert root is not None
    assert to_text(root) == "بغداد دمشق"


@pytest.mark.parametrize(
    "query", ["مكان:العراق أو عنوان:(بغداد دمشق)", '"وزير بغداد"~جملة تاريخ:2016', "وزير && -رئيس"]
)
def test_a_tree_is_written_in_arabic_and_read_again(query: str) -> None:
    root = parse(query).root
    assert root is not None
    written = to_text(root, arabic=True)
    again = parse(written).root
    assert again is not None
    assert to_text(again) == to_text(root)
    assert not any(letter.isascii() and letter.isalpha() for letter in written)


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("الشيخ مهنا -رحمه الله-", "الشيخ مهنا رحمه الله"),
        ("-(عدن-)", "-عدن"),
        ("بغداد –دمشق– حلب", "بغداد دمشق حلب"),
        ("بغداد -دمشق -حلب", "بغداد -دمشق -حلب"),
        ("كوفيد-19 -بغداد", "كوفيد-19 -بغداد"),
        ("-(بغداد دمشق)", "-(بغداد دمشق)"),
    ],
)
def test_dashes_around_words_exclude_nothing(query: str, read: str) -> None:
    root = parse(query).root
    assert root is not None
    assert to_text(root) == read
