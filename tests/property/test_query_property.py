"""The parser never fails, whatever is typed, and a query written back means the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import Gazetteer
from search.query.describe import describe
from search.query.names import understand
from search.query.parse import parse
from search.query.plan import plan
from search.query.syntax import to_text
from search.request import MATCHES, PHRASES
from tests.unit.test_query_parse import shape

TERMS = ["الموصل", "داعش", "تنظيم الدولة", "وزير", "a:b", "http://x", "19-", "\u0651", "ـ", "٥", "\x00", "\ud800"]
SIGNS = [
    "أو",
    "و",
    "OR",
    "AND",
    "NOT",
    "-",
    "(",
    ")",
    '"',
    "«",
    "»",
    "“",
    "*",
    "~3",
    "~",
    "~1",
    "..",
    "\\",
    ":",
    "؟",
    "،",
]
FIELDS = [
    "title:",
    "مكان:",
    "source:",
    "قسم:",
    "تاريخ:",
    "قبل:",
    "after:",
    "ذكر:",
    "جملة:",
    "~sentence",
    "5~",
    "2016",
    "2016-10",
    "24/10/2016",
]
PIECES = st.sampled_from([*TERMS, *SIGNS, *FIELDS, " ", " ", " ", "\u200f", "\u202b"])
QUERIES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=600, deadline=None)
@given(QUERIES)
def test_never_raises(text: str) -> None:
    parsed = parse(text)
    for notice in parsed.notices:
        assert 0 <= notice.start <= notice.end <= len(text)
    named, understood = understand(parsed.root, Gazetteer.load())
    for one in understood:
        assert 0 <= one.start < one.end <= len(text)
    for match in MATCHES:
        for phrases in PHRASES:
            describe(plan(named, match, phrases).clause)


@settings(max_examples=600, deadline=None)
@given(QUERIES)
def test_round_trip(text: str) -> None:
    root = parse(text).root
    if root is not None:
        written = to_text(root)
        again = parse(written)
        assert shape(again.root) == shape(root)
        named, _ = understand(root, Gazetteer.load())
        assert named is not None
        assert shape(parse(to_text(named)).root) == shape(parse(written).root), "names are written as their words"
