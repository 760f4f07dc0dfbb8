"""Clauses as text: every kind of clause has its notation."""

from __future__ import annotations

import pytest

from search.query.clauses import (
    Clause,
    Combined,
    Everything,
    Nothing,
    NumberRange,
    OneOf,
    Term,
    TermFuzzy,
    TermPrefix,
    TermsInOrder,
    TermsNear,
    TermsTogether,
)
from search.query.describe import describe

A, B = Term("text_norm", "ا"), Term("text_norm", "ب", 0.5)


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        (Everything(), "*"),
        (Nothing(), "()"),
        (B, "text_norm:ب^0.5"),
        (TermsInOrder("title_norm", ("وزير", "الدفاع"), 2.0), 'title_norm:"وزير الدفاع"^2'),
        (TermsNear("title_norm", ("وزير", "الدفاع"), 5), 'title_norm:"وزير الدفاع"~5'),
        (TermsTogether("text_family", ("وزير", "دفاع"), 0.5), "text_family:[وزير دفاع]~sentence^0.5"),
        (TermPrefix("text_norm", "موصل"), "text_norm:موصل*"),
        (TermPrefix("text_norm", "موصل", 0.5, ("", "ال")), "text_norm:[/ال]موصل*^0.5"),
        (TermFuzzy("text_norm", "موصل", 2), "text_norm:موصل~2"),
        (OneOf("place", ("sy", "iq")), "place:{sy, iq}"),
        (NumberRange("published_day", None, 7), "published_day:[..7]"),
        (NumberRange("published_day", 0, None), "published_day:[0..]"),
        (Combined(should=(A, B), at_least=1), "(text_norm:ا | text_norm:ب^0.5)"),
        (Combined(must=(A,), should=(B,)), "(+text_norm:ا text_norm:ب^0.5)"),
        (Combined(must=(A,), must_not=(B,), filters=(Everything(),)), "(+text_norm:ا #* -text_norm:ب^0.5)"),
        (Combined(must=(A,), should=(A, B), at_least=1), "(+text_norm:ا +(text_norm:ا | text_norm:ب^0.5))"),
    ],
)
def test_notation(clause: Clause, text: str) -> None:
    assert describe(clause) == text
