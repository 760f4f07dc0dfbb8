"""An article cut into text and mentions: joined again it is the text, and links never overlap."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from search.article import ActorMention, Article, DateMention, PlaceMention
from web.marking import body_paragraphs, title_pieces

DAY = dt.date(2016, 1, 1)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    body = draw(st.text(st.sampled_from("اب ج<\n\r&"), max_size=40))
    spans = st.tuples(st.integers(0, 45), st.integers(0, 45))
    return Article(
        "x",
        body,
        body,
        places=tuple(PlaceMention(draw(_fields), *span, "", "p", "p") for span in draw(st.lists(spans, max_size=4))),
        actors=tuple(
            ActorMention(draw(_fields), *span, "", "a", "a", "person") for span in draw(st.lists(spans, max_size=4))
        ),
        dates=tuple(
            DateMention(draw(_fields), *span, "", DAY, DAY, "day") for span in draw(st.lists(spans, max_size=3))
        ),
    )


_fields = st.sampled_from(["title", "body"])


@given(articles())
def test_the_pieces_joined_are_the_text(article: Article) -> None:
    assert "".join(piece.text for piece in title_pieces(article)) == article.title
    lines = [line for line in article.body.replace("\r", "\n").split("\n") if line.strip()]
    assert ["".join(piece.text for piece in paragraph) for paragraph in body_paragraphs(article)] == lines


@given(articles())
def test_a_marked_piece_is_exactly_its_first_mention(article: Article) -> None:
    for piece in title_pieces(article):
        if piece.mentions:
            first = piece.mentions[0]
            assert piece.text == article.title[first.start : first.end]


def test_of_overlapping_mentions_the_longest_is_the_link_and_the_others_are_named() -> None:
    text = "جامعة الموصل"
    university = ActorMention("title", 0, 12, text, "university-of-mosul", text, "organization")
    city = PlaceMention("title", 6, 12, "الموصل", "mosul.iq", "الموصل")
    (piece,) = title_pieces(Article("x", text, "", places=(city,), actors=(university,)))
    assert piece.mentions == (university, city)


def test_mentions_in_a_paragraph() -> None:
    body = "في الموصل.\n\nوفي بغداد."
    city = PlaceMention("body", 16, 21, "بغداد", "baghdad.iq", "بغداد")
    first, second = body_paragraphs(Article("x", "", body, places=(city,)))
    assert [piece.text for piece in first] == ["في الموصل."]
    assert [(piece.text, bool(piece.mentions)) for piece in second] == [("وفي ", False), ("بغداد", True), (".", False)]
