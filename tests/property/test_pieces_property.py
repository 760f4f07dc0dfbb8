"""What stands between two spaces is put together from what is known of its parts as if it had been read whole."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.extract.dates import classes_of
from indexer.extract.dates.tokens import read_whole
from indexer.extract.lexicon import Lexicon
from indexer.extract.pieces import LETTERS, SOFT, WORD
from indexer.extract.tagger import words_of

LEXICON = Lexicon.load()
PARTS = st.sampled_from(
    [
        *"ابتكلمنويةىأئ",
        "وقال",
        "سي",
        "عبد",
        "أمس",
        "يناير",
        "2016",
        "٣",
        "F",
        *'.،,:؛!؟?()«»"“”-/\n\u064b\u0640\u200f%_',
    ]
)
TEXT = st.one_of(st.lists(PARTS, max_size=8).map("".join), st.text(max_size=12).map(lambda text: text.replace(" ", "")))


@example("\n\u200f\n")
@given(TEXT)
def test_a_piece_has_the_words_that_its_text_has(text: str) -> None:
    pieces = LEXICON.pieces
    piece = pieces[text]
    spans = [found.span() for found in WORD.finditer(text)]
    assert [(start, end) for _, start, end in piece.all_units(len(text))] == spans
    assert list(map(pieces.numbering.word, piece.words)) == [word.text for word in words_of(text)]
    assert piece.classes == classes_of(text) == read_whole(text).classes


@given(TEXT)
def test_what_stands_between_the_words_of_a_piece_may_stand_in_a_name_or_not(text: str) -> None:
    piece = LEXICON.pieces[text]
    edges = [0, *[at for _, start, end in piece.all_units(len(text)) for at in (start, end)], len(text)]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    before = ["", *[text[start:end] for _, start, end in piece.all_units(len(text))]]
    assert list(piece.soft) == [
        SOFT.issuperset(gap) or (gap == "." and word in LETTERS) for gap, word in zip(between, before, strict=True)
    ]


@given(TEXT)
def test_a_word_has_one_type_wherever_it_stands(text: str) -> None:
    assert [kind for kind, _, _ in LEXICON.pieces[text].all_units(len(text))] == [
        LEXICON.type_of(text[start:end]) for _, start, end in LEXICON.pieces[text].all_units(len(text))
    ]
