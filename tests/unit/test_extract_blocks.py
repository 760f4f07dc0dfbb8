"""Very long bodies are read block by block: offsets stay those of the whole body, the work grows with its length."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from indexer.extract import Text, extract, extract_all, mentions
from indexer.extract.mentions import BLOCK
from search.article import PlaceMention
from search.blocks import blocks

DAY = dt.date(2016, 10, 24)
LINE = "قال المتحدث العقيد سامر الدليمي في الموصل إن وزارة الصحة وزعت الأدوية في 12 أكتوبر 2016 على أهل البصرة.\n"


@pytest.mark.parametrize(
    "text",
    [
        LINE * 4000,
        LINE.replace("\n", " ") * 4000,
        "كلمة " * 60_000,
        "ك" * 250_000,
        "",
        LINE,
        "\n" * (3 * BLOCK),
    ],
    ids=["lines", "sentences", "words", "letters", "nothing", "short", "blank"],
)
def test_blocks_are_the_text_and_none_is_too_long(text: str) -> None:
    cut = blocks(text, 0, len(text), BLOCK)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(end - start <= BLOCK for start, end in cut)
    assert all(left[1] == right[0] for left, right in pairwise(cut))


def test_blocks_end_where_a_line_a_sentence_or_a_word_does() -> None:
    for text, ending in ((LINE * 4000, "\n"), (LINE.replace("\n", " ") * 4000, ". "), ("كلمة " * 60_000, " ")):
        cut = blocks(text, 0, len(text), BLOCK)
        assert len(cut) > 2
        assert all(text[:end].endswith(ending) for _, end in cut[:-1])


def test_a_body_cut_into_blocks_has_the_mentions_of_each_line_where_they_stand() -> None:
    lines = 3 * BLOCK // len(LINE)
    body = LINE * lines
    found = extract("هدوء في الموصل", body, DAY)
    assert [place.id for place in found.places] == ["mosul.iq"] + ["mosul.iq", "basra.iq"] * lines
    assert [place.field for place in found.places].count("title") == 1
    for one in (*found.places, *found.actors):
        if one.field == "body":
            assert one.name in body[one.start : one.end]
    assert [(date.start % len(LINE), date.text) for date in found.dates] == [
        (LINE.index("12 أكتوبر"), "12 أكتوبر 2016")
    ] * lines
    starts = [one.start for one in found.places if one.field == "body"]
    assert starts == sorted(set(starts))


def test_a_byline_stands_at_the_beginning_of_the_body_and_of_no_block() -> None:
    line = "الموصل - البصرة\n"
    body = line + LINE * (BLOCK // len(LINE)) + line * (BLOCK // len(line))
    found = extract("", body, DAY)
    assert found.places[0].start == len(line) + LINE.index("الموصل")
    assert sum(one.start >= len(body) - len(line) * 100 for one in found.places) == 200


def test_no_more_than_a_block_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    units = mentions.Units

    def counting(title: str, body: str, *rest: object, **more: object) -> object:
        read.append(len(body))
        return units(title, body, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(mentions, "Units", counting)
    long, short = Text("", LINE * 4000, DAY), Text("", LINE, DAY)
    found = extract_all([short, long, short])
    assert max(read) <= BLOCK
    assert sum(read) == len(long.body) + 2 * len(LINE)
    assert found[0] == found[2]
    assert len(found[1].places) == 4000 * len(found[0].places)
    assert isinstance(found[1].places[0], PlaceMention)
