"""Words by number: the same number for the same word, and what is learnt of it learnt once."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.extract.lexicon import Lexicon
from indexer.extract.mentions import extract
from indexer.extract.tagger import Numbering, Tagger, sentences_of, split, words_of
from indexer.extract.tagger.numbering import Learnt
from indexer.extract.tagger.words import key, kind_of

TEXT = "وصل د. محمد فهمي إلى بيروت، وقال: «نعم».\nسافر الوزير..\n\nعاد! نعم؟ (لا)"


def test_a_word_keeps_its_number():
    numbering = Numbering()
    words = [f"كلمة{number % 9000}" for number in range(20_000)]
    numbers = numbering.numbers(words)
    assert len(numbering) == 9000
    assert [numbering.word(number) for number in numbers.tolist()] == words
    assert np.array_equal(numbering.numbers(words), numbers)
    assert numbering.spellings(numbers[:9].tolist()) == [key(word) for word in words[:9]]


def test_each_spelling_is_learnt_once():
    asked: list[str] = []

    def learn(spellings: list[str]) -> list[int]:
        asked.extend(spellings)
        return [len(spelling) for spelling in spellings]

    learnt, numbering = Learnt(learn), Numbering()
    for words in (["في", "بيروت", "في"], ["بيروت", "إيران"], [f"كلمة{number}" for number in range(9000)], ["في"]):
        assert learnt.of(numbering.numbers(words), numbering).tolist() == [len(key(word)) for word in words]
    assert len(asked) == 9003
    assert learnt.of(Numbering().numbers([]), Numbering()).tolist() == []
    learnt.forget()
    learnt.of(numbering.numbers(["إيران"]), numbering)
    assert asked[9003:] == ["ايران"]


def test_sentences_are_cut_by_what_words_are():
    words = [word.text for word in words_of(TEXT)]
    runs = sentences_of(bytes(map(kind_of, words)))
    assert [[word.text for word in one] for one in split(TEXT)] == [words[first:last] for first, last in runs]
    kept = [word for word in words if word != "\n"]
    assert kept == [word for first, last in runs for word in words[first:last]]


def test_words_have_the_same_names_by_number():
    sentences = [
        [word.text for word in one] for one in split("وصل الرئيس الفرنسي فرنسوا هولاند إلى بيروت. وعاد هولاند.")
    ]
    tagger, numbering = Tagger.load(), Numbering()
    numbering.numbers(["كلمات", "أخرى"])  # numbers of no account
    words = numbering.numbers(word for one in sentences for word in one)
    found = tagger.tag_numbered(words, numbering, list(map(len, sentences)), [0, 0])
    assert found == tagger.tag(sentences, [0, 0])
    assert any(found)


def test_a_full_numbering_is_replaced(monkeypatch: pytest.MonkeyPatch):
    lexicon = Lexicon.load()
    before = extract("بغداد", "وصل فرنسوا هولاند إلى الموصل.", None)
    monkeypatch.setattr("indexer.extract.tagger.numbering._MOST", 1)
    full = lexicon.pieces
    assert extract("بغداد", "وصل فرنسوا هولاند إلى الموصل.", None) == before
    assert lexicon.pieces is not full
