"""Parts of speech for the tagger's training: what is read, the share of proper nouns, and the lists made of it."""

from __future__ import annotations

import pytest

from indexer.tools.tagger_corpora import folder
from indexer.tools.tagger_lists import LISTS, name_lists
from indexer.tools.tagger_speech import SIDE, SPEECH, proper_shares, read_speech, speech_columns, speech_side

WORDS = ["وقال", "جوتشولك", "في", "ألمانيا"]
TAGS = ["VBD", "NNP", "IN", "NNP"]


def test_tags_are_read_line_by_line():
    assert read_speech("VBD NNP\nIN\n", [["قال", "علي"], ["في"]]) == [["VBD", "NNP"], ["IN"]]


@pytest.mark.parametrize("text", ["VBD\nIN\n", "VBD NNP\n", "VBD NNP\nIN\nIN\n"])
def test_a_tag_too_few_or_too_many_is_an_error(text: str):
    with pytest.raises(ValueError, match=r"line \d of the parts of speech has \d tags for \d words"):
        read_speech(text, [["قال", "علي"], ["في"]])


def test_share_of_proper_nouns_by_spelling():
    met = [(["الأمل", "في"], ["DTNN", "IN"]), (["الامل", "في"], ["DTNNP", "IN"]), (["الأمل", "علي"], ["DTNN", "NNP"])]
    shares = proper_shares([*met, (["في"], ["IN"])])
    assert shares == {"الامل": pytest.approx(1 / 3), "في": 0.0}  # one spelling however its hamza; علي was met once


def test_side_inputs_say_tag_and_share():
    side = speech_side([*WORDS, "؟"], [*TAGS, "UNKNOWN"], {"جوتشولك": 0.75})
    assert side.shape == (5, SIDE)
    assert side[:, : len(SPEECH) + 1].argmax(axis=1).tolist() == speech_columns([*TAGS, "UNKNOWN"]).tolist()
    assert side[:, : len(SPEECH) + 1].sum(axis=1).tolist() == [1] * 5
    assert side[:, -2:].tolist() == [[0, 0], [0.75, 1], [0, 0], [0, 0], [0, 0]]


@pytest.mark.newsdata
def test_proper_nouns_of_the_news_are_on_lists():
    if not (folder() / "gazetteers").is_dir():
        pytest.skip("no gazetteers to make lists of: FIHRIS_DATA names no folder with them")
    lists = name_lists({"جوتشولك": 0.9, "امل": 0.3, "كتاب": 0.1})

    def shares(spelling: str) -> list[str]:
        bits = lists.get(spelling, 0)
        return [name for at, name in enumerate(LISTS) if bits >> at & 1 and name.startswith("proper noun")]

    assert len(shares("جوتشولك")) == 3
    assert shares("امل") == ["proper noun in the news, 15 of a hundred or more"]
    assert shares("كتاب") == []
    assert len(LISTS) <= 64  # a spelling's lists are the bits of one 64-bit number
