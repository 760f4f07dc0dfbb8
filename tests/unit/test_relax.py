"""The steps from a query that finds nothing to one that is less strict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.parse import parse
from search.relax import MESSAGES, relaxations
from search.request import SearchRequest


def steps(request: SearchRequest, corrected: str | None = None) -> list[tuple[str, str]]:
    return [(one.step, one.request.query) for one in relaxations(request, lambda _: corrected)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("وزير", [("fuzzy", "وزير~")]),
        ("وزير في الدفاع", [("fuzzy", "وزير~ في الدفاع~"), ("any", "وزير~ في الدفاع~")]),
        (
            '"وزير الدفاع"',
            [
                ("family", '"وزير الدفاع"'),
                ("words", "وزير الدفاع"),
                ("fuzzy", "وزير~ الدفاع~"),
                ("any", "وزير~ الدفاع~"),
            ],
        ),
        ('"وزير"', [("family", '"وزير"')]),
        ("وزير -الدفاع", [("fuzzy", "وزير~ -الدفاع"), ("any", "وزير~ -الدفاع")]),
        ("title:وزير", [("fuzzy", "عنوان:وزير~")]),
        ("وزير أو دفاع", [("fuzzy", "وزير~ أو دفاع~")]),
        ("كوفيد-19", []),
        ("-وزير", []),
        ("date:2016", []),
        ("وزي*", []),
        ("", []),
    ],
)
def test_steps(query: str, expected: list[tuple[str, str]]) -> None:
    assert steps(SearchRequest(query)) == expected


def test_each_step_keeps_what_was_given_up_before() -> None:
    request = SearchRequest('"مجلس النوات"', phrases="written", expand=False)
    found = list(relaxations(request, lambda query: query.replace("النوات", "النواب") if '"' not in query else None))
    assert [one.step for one in found] == ["spelling", "family", "words", "names", "corrected", "fuzzy", "any"]
    last = found[-1].request
    assert (last.query, last.match, last.phrases, last.expand) == ("مجلس~ النواب~", "any", "family", True)


def test_every_step_has_its_message() -> None:
    for message, message_ar in MESSAGES.values():
        assert message.isascii()
        assert not message_ar.isascii()


@settings(deadline=None)
@given(
    st.text(max_size=40) | st.lists(st.sampled_from(["وزير", '"', "(", " ", "-", "أو", "title:", "x:"])).map("".join)
)
def test_every_step_can_be_read(text: str) -> None:
    for one in relaxations(SearchRequest(text), lambda _: None):
        parse(one.request.query)
        assert one.step in MESSAGES
