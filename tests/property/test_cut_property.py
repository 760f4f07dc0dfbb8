"""A text is cut in arrays where the tokenizer cuts it, and no word that could be marked is passed over."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import fold, load_lexicon, words
from search.analysis.clitics import PROCLITICS
from search.analysis.cut import Cut
from search.analysis.frames import ODD_FRAME, frame, load_frames
from search.highlight import Highlighter
from search.query.parse import parse
from search.query.plan import plan
from search.request import Match
from tests.property.test_analysis_property import ANY_TEXT

LONG = "خبر " * 120
"""Before a text, so that it is too long to be read word by word."""
MEMBERS = load_lexicon().words_of_families()
KNOWN = sorted({word for family, members in MEMBERS.items() for word in (family, *members)})
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"


def spans(text: str) -> list[tuple[int, int]]:
    """The words of each piece between spaces, cut by the tokenizer."""
    found, at = [], 0
    for piece in text.split():
        at = text.index(piece, at)
        found += [(at + word.start, at + word.end) for word in words(piece)]
        at += len(piece)
    return found


@given(ANY_TEXT)
@example("(2016) F16, \u0662\u0660. x1\u0661 12%13 -7")
@example("\u0640ه الـ20 1,500 كوفيد-19\u00a0ﻻ \u064bأ a\u0301 𐤀 \ud800")
def test_texts_are_cut_as_the_tokenizer_cuts_them(text: str) -> None:
    for one in (text, LONG + text, LONG + text + " " + LONG):
        cut = Cut(one)
        assert cut.spans(range(len(cut))) == spans(one)


@given(ANY_TEXT, st.integers(0, 300), st.integers(0, 300))
def test_words_between_are_those_that_a_span_touches(text: str, low: int, length: int) -> None:
    cut = Cut(text + " " + LONG)
    high = low + length + 1
    touched = [index for index, (start, end) in enumerate(spans(cut.text)) if end > low and start < high]
    assert list(cut.between(low, high)) == touched


@given(ANY_TEXT, st.lists(st.sampled_from(KNOWN), min_size=1, max_size=3))
def test_words_are_found_by_their_frames(text: str, wanted: list[str]) -> None:
    found = frozenset(map(frame, wanted))
    cut = Cut(" ".join([LONG, text, *wanted]))
    held = [
        index for index in range(len(cut)) if any(one in frame(fold(cut.word(index))) for one in found - {ODD_FRAME})
    ]
    assert set(held) <= set(cut.holding(found))


changed = st.builds(
    lambda word, at, letter, rest: word[: at % (len(word) + 1)] + letter + word[at % (len(word) + 1) + rest :],
    st.sampled_from(KNOWN),
    st.integers(0, 20),
    st.sampled_from(["", *LETTERS]),
    st.integers(0, 1),
)
"""Known words with a letter more, less or another."""
dressed = st.builds(
    "{}{}{}".format,
    st.sampled_from(PROCLITICS),
    st.one_of(st.sampled_from(KNOWN), changed),
    st.sampled_from(["", "ها", "هم", "ات", "تها", "ين", "ون", "ا", "وها", "هما", "ي", "تم", "ائه"]),
)


@given(st.one_of(dressed, ANY_TEXT.filter(bool)))
@example("وبالوزراء")
@example("استمرة")
@example("جورباتشوف")
def test_a_word_holds_a_frame_of_its_family(word: str) -> None:
    norm = fold(word)
    held = frame(norm)
    if norm and held != ODD_FRAME:
        assert any(one in held for one in load_frames().of_family(load_lexicon().family(norm)))


@pytest.fixture(scope="module", autouse=True)
def _frames() -> None:
    load_frames()


def every_word(query: str, text: str, match: Match) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Title and fragments with frames, and those of a highlighter that looks at every word."""
    marks = plan(parse(query).root, match).marks.get("body")
    if marks is None:
        return "", "", (), ()
    quick, slow = Highlighter(marks), Highlighter(marks)
    slow._frames = None
    return quick.whole(text), slow.whole(text), quick.fragments(text), slow.fragments(text)


@given(st.lists(st.one_of(st.sampled_from(KNOWN), dressed), min_size=1, max_size=3), ANY_TEXT, st.booleans())
def test_frames_change_nothing_that_is_shown(found: list[str], text: str, phrase: bool) -> None:
    query = " ".join(found)
    inside = " ".join([LONG, text, query, LONG, *found[::-1], text])
    quick, slow, fragments, slow_fragments = every_word(f'"{query}"' if phrase else query, inside, "all")
    assert quick == slow
    assert fragments == slow_fragments
