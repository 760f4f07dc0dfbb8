"""The name tagger holds its promises on any text: offsets are true, nothing raises, names never overlap."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.tagger import Tagger, split
from indexer.extract.tagger.words import key, keys

ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ،.؟()«»\n\u0640\u064b\u200f0٣aB-"), max_size=200)
WORDS = st.lists(st.lists(st.one_of(st.text(max_size=12), ARABIC), max_size=30), max_size=8)


@given(st.one_of(st.text(max_size=300), ARABIC))
def test_words_stand_where_they_say(text: str):
    last = 0
    for sentence in split(text):
        assert sentence
        for word in sentence:
            assert word.start >= last
            assert word.end > word.start
            assert text[word.start : word.end] == word.text
            last = word.end


@given(ARABIC)
def test_no_letter_is_lost(text: str):
    kept = "".join(word.text for sentence in split(text) for word in sentence)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


@given(st.text(max_size=40))
def test_key_of_a_key_is_itself(word: str):
    assert key(key(word)) == key(word)


@given(st.lists(st.one_of(st.text(max_size=12), ARABIC)))
def test_keys_of_many_words_are_those_of_each(words: list[str]):
    assert keys(words) == list(map(key, words))


@settings(deadline=None)
@given(WORDS)
def test_tag_never_raises_and_names_never_overlap(sentences: list[list[str]]):
    tagged = Tagger.load().tag(sentences)
    assert len(tagged) == len(sentences)
    for sentence, spans in zip(sentences, tagged, strict=True):
        end = 0
        for span in spans:
            assert end <= span.start_word < span.end_word <= len(sentence)
            assert 0 <= span.confidence <= 1
            assert span.kind in {"person", "organization", "place"}
            end = span.end_word
