"""Fragments: escaped pieces of the source with whole words marked."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import words
from search.highlight import FRAGMENT_WORDS, FRAGMENTS, Highlighter
from search.query.parse import parse
from search.query.plan import Marks, plan
from search.request import Phrases

TEXTS = st.lists(
    st.sampled_from(
        [
            "الموصل",
            "وبالموصل",
            "<b>",
            "&amp;",
            "\n",
            "بغداد",
            "«",
            "x" * 30,
            "المُوصِل",
            "\u200f",
            "'",
            '"',
            "في",
            "",
            "\x00",
        ]
    ),
    max_size=150,
).map(" ".join)
QUERIES = st.sampled_from(["الموصل", '"الموصل بغداد"', "بغد*", "الموصل بغداد", "amp", "", "-بغداد", "x*", "b"])


def marks(query: str) -> Marks:
    return plan(parse(query).root, "all").marks.get("body", Marks())


def highlight_all(text: str, marks: Marks) -> str:
    return Highlighter(marks).whole(text)


def fragments(text: str, marks: Marks) -> tuple[str, ...]:
    return Highlighter(marks).fragments(text)


def plain(shown: str) -> str:
    return unescape(re.sub("</?mark>", "", shown))


@settings(deadline=None)
@given(TEXTS, QUERIES)
def test_fragments_are_pieces_of_the_source(text: str, query: str) -> None:
    found = fragments(text, marks(query))
    assert len(found) <= FRAGMENTS
    position = 0
    for shown in found:
        assert not re.search(r"<(?!/?mark>)|&(?!(amp|lt|gt|quot|#x27);)", shown)
        assert shown.count("<mark>") == shown.count("</mark>")
        assert len(plain(shown).split()) <= FRAGMENT_WORDS + 200
        position = text.index(plain(shown), position) + 1


@settings(deadline=None)
@given(TEXTS, QUERIES)
def test_titles_are_shown_whole(text: str, query: str) -> None:
    assert plain(highlight_all(text, marks(query))) == text


def test_words_are_marked_whole_with_their_particles_and_diacritics() -> None:
    shown = highlight_all("وصلوا وبالمُوصِلِ، ثم للموصل.", marks("الموصل"))
    assert shown == "وصلوا <mark>وبالمُوصِلِ</mark>، ثم <mark>للموصل</mark>."


def test_phrases_are_marked_only_where_they_stand() -> None:
    shown = highlight_all("وزير الدفاع قال لوزير الدفاع إن وزير الصحة والدفاع", marks('"وزير الدفاع"'))
    marked = re.findall("<mark>(.*?)</mark>", shown)
    assert marked == ["وزير", "الدفاع", "لوزير", "الدفاع"]


def test_prefixes_stop_words_and_excluded_words() -> None:
    assert highlight_all("بغداد البغدادي في", marks("بغد* في")) == "<mark>بغداد</mark> <mark>البغدادي</mark> في"
    assert highlight_all("بغداد البغدادي", marks("البغ*")) == "بغداد <mark>البغدادي</mark>"
    assert highlight_all("بحر حرب", marks("حر*")) == "بحر <mark>حرب</mark>"
    assert "mark" not in highlight_all("بغداد", marks("الموصل -بغداد"))


def test_near_spellings_and_strict_phrases() -> None:
    text = "قشطبول وقشطبوول قشطبوول أعلن"
    assert highlight_all(text, marks("قشطبول~1")) == "<mark>قشطبول</mark> وقشطبوول <mark>قشطبوول</mark> أعلن"
    assert highlight_all(text, marks("قشطبول~2")).count("<mark>") == 3

    def shown(text: str, query: str, phrases: Phrases) -> str:
        return highlight_all(text, plan(parse(query).root, "all", phrases).marks["body"])

    text = "علي ذهب على الطريق ولعلي الطرق"
    assert shown(text, '"علي"', "written") == "<mark>علي</mark> ذهب على الطريق <mark>ولعلي</mark> الطرق"
    assert shown(text, '"علي"', "spelling").count("<mark>") == 3
    assert shown(text, '"على الطريق"', "written") == "علي ذهب <mark>على</mark> <mark>الطريق</mark> ولعلي الطرق"
    text = "وزراء الدفاع ووزير دفاع"
    assert shown(text, '"الوزير دفاع"', "family").count("<mark>") == 4
    assert "mark" not in shown(text, '"الوزير دفاع"', "spelling")


def test_the_best_fragments_are_chosen_in_order_of_the_text() -> None:
    text = " ".join(["كلمة"] * 100 + ["الموصل"] + ["كلمة"] * 100 + ["الموصل", "بغداد"] + ["كلمة"] * 100)
    found = fragments(text, marks("الموصل بغداد"))
    assert [shown.count("<mark>") for shown in found] == [1, 2]


def test_no_match_shows_the_beginning() -> None:
    assert fragments("أول النص هنا", Marks()) == ("أول النص هنا",)
    assert fragments("", Marks()) == ()
    assert fragments("…!", Marks()) == ()


def test_the_beginning_of_a_long_body_is_that_of_the_whole() -> None:
    for space in (" ", "\n  ", "،"):
        for start in ("", "   ", "(" * 900):
            (shown,) = fragments(start + space.join(f"كلمات{'ة' * (place % 30)}" for place in range(500)), Marks())
            assert len(words(shown)) == FRAGMENT_WORDS
            assert shown.startswith("كلمات")
            assert shown.endswith("كلماتة")


def test_mentions_are_marked_whole_at_any_spacing() -> None:
    for space in (" ", "  ", "\n\n\t"):
        text = space.join(("", "زار", "«المدينة", "القديمة/الموصل»،", "اليوم", ""))
        start, end = text.index("لقديمة"), text.index("موصل") + 1
        shown = Highlighter(Marks()).whole(text, [(start, end)])
        assert re.findall("<mark>(.*?)</mark>", shown) == ["القديمة", "الموصل"]
        assert plain(shown) == text
        (shown,) = Highlighter(Marks()).fragments(text, [(start, end)])
        assert plain(shown) == text[text.index("زار") : text.index("اليوم") + len("اليوم")]
        assert re.findall("<mark>(.*?)</mark>", shown) == ["القديمة", "الموصل"]


def test_fragments_of_a_very_long_body_are_of_its_first_part_with_a_mark() -> None:
    filler = "كلمة أخرى في سطر طويل\n" * 20_000
    body = f"{filler}جسر بغداد\n{filler}جسر الموصل\n"
    for query, found in (("بغداد", "<mark>بغداد</mark>"), ("الموصل", "<mark>الموصل</mark>")):
        shown = fragments(body, marks(query))
        assert sum(found in fragment for fragment in shown) == 1
        assert all(plain(fragment) in body for fragment in shown)
    assert fragments(body, marks("بغداد الموصل")) == fragments(body, marks("بغداد"))
    (beginning,) = fragments(body, marks("غائب"))
    assert body.startswith(beginning)
    at = body.rindex("جسر")
    (mentioned,) = Highlighter(marks("")).fragments(body, [(at, at + 3)])
    assert "<mark>جسر</mark> الموصل" in mentioned
    assert Highlighter(marks("الموصل")).fragments("\n" * 300_000) == ()
