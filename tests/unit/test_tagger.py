"""The name tagger: cutting text, features of words, reading spans off probabilities, the shipped model."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.extract.tagger import Span, Tagger, split
from indexer.extract.tagger.features import NGRAM_ROWS, SHAPES, features
from indexer.extract.tagger.letters import letter_sequences
from indexer.extract.tagger.network import Network, Weights, read_weights, vectors
from indexer.extract.tagger.tagger import CONTEXT, MODEL, _best_path, _doubtful, _load, _spans, _Tags
from indexer.extract.tagger.words import key

if TYPE_CHECKING:
    from pathlib import Path

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
SCHEME = _Tags(TAGS)


def spans_of(rows: np.ndarray) -> list[Span]:
    """The names of one sentence by its probabilities [words, tags]."""
    (found,) = _spans(rows.T, [len(rows)], SCHEME)
    return found


def certain(*tags: str) -> np.ndarray:
    """Probabilities that leave no doubt about `tags`."""
    rows = np.full((len(tags), len(TAGS)), 0.0, np.float32)
    for place, tag in enumerate(tags):
        rows[place, TAGS.index(tag)] = 1.0
    return rows


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("وقال الرئيس (جاك شيراك).", [["وقال", "الرئيس", "(", "جاك", "شيراك", ")", "."]]),
        ("وصل أمس. وغادر اليوم", [["وصل", "أمس", "."], ["وغادر", "اليوم"]]),
        ("عنوان بلا نقطة\nوأول الخبر", [["عنوان", "بلا", "نقطة"], ["وأول", "الخبر"]]),
        ("قال د. محمد البرادعي", [["قال", "د", ".", "محمد", "البرادعي"]]),
        ("ارتفع 3.5 في المئة", [["ارتفع", "3.5", "في", "المئة"]]),
        ("مَنَحَ الـرئيسُ", [["مَنَحَ", "الـرئيسُ"]]),
        ("هل غادر؟ نعم!", [["هل", "غادر", "؟"], ["نعم", "!"]]),
        ("قال\u200fمحمد", [["قال\u200fمحمد"]]),  # an invisible mark between letters
        ("وزارة البترول...", [["وزارة", "البترول", "..."]]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_split(text: str, sentences: list[list[str]]):
    assert [[word.text for word in sentence] for sentence in split(text)] == sentences


def test_split_cuts_an_endless_sentence_at_a_comma():
    sentences = split("كلمة " * 70 + "، " + "كلمة " * 100)
    assert [len(sentence) for sentence in sentences] == [71, 100]
    assert sentences[0][-1].text == "،"


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("إيرانَ", "ايران"),  # hamza, fatha
        ("القاهرة", "القاهره"),
        ("موسى", "موسي"),
        ("مـــصر", "مصر"),  # tatweel
        ("ﻣﺼﺮ", "مصر"),  # presentation forms
        ("٢٠١٥", "0000"),
        ("2015", "0000"),
        ("BBC", "bbc"),
        ("«", '"'),
        ("محمد\u200f", "محمد"),  # right-to-left mark
    ],
)
def test_key(word: str, spelling: str):
    assert key(word) == spelling


@pytest.mark.parametrize(
    ("word", "stem"),
    [("للعراق", "العراق"), ("وللعراق", "العراق"), ("بمصر", "مصر"), ("ومصر", "مصر"), ("وبمصر", "مصر")],
)
def test_stem_of_a_word_with_particles(word: str, stem: str):
    rows = {"العراق": 0, "مصر": 1}
    assert features(word, rows, {}).stem_row == rows[stem]


def test_stem_is_the_most_frequent_reading():
    assert features("وبيروت", {"بيروت": 3, "يروت": 900}, {}).stem_row == 3


def test_lists_of_a_word_and_of_what_follows_its_particles():
    lists = {"بيروت": 4, "وليد": 1, "ليد": 2}
    assert features("بيروت", {}, lists)[4:] == (4, 0)
    assert features("وبيروت", {}, lists)[4:] == (0, 4)
    assert features("وليد", {}, lists)[4:] == (1, 2)  # وليد the name, or و with ليد


def test_features_of_any_word_are_in_range():
    for word in ("", "م", "2015", ".", "والمسلمون", "http0" * 30):
        found = features(word, {}, {})
        assert (found.row, found.stem_row) == (-1, -1)
        assert found.ngrams
        assert all(0 <= ngram < NGRAM_ROWS for ngram in found.ngrams)
        assert 0 <= found.shape < 1 << SHAPES


def test_letter_sequences_of_many_words_are_those_of_each():
    keys = ["", "م", "2015", ".", "والمسلمون", "bbc中文", "😀a", "é", "http0" * 4, "العراق"]
    rows, counts = letter_sequences(keys)
    ends = np.cumsum(counts)
    found = [rows[end - count : end].tolist() for end, count in zip(ends, counts, strict=True)]
    assert found == [features(key, {}, {}).ngrams for key in keys]


def test_names_stay_in_their_sentence():
    rows = np.concatenate([certain("O", "B-PER"), certain("I-PER", "O"), certain("B-LOC")])
    found = _spans(rows.T, [2, 0, 2, 1], SCHEME)
    assert [[(span.start_word, span.end_word, span.kind) for span in spans] for spans in found] == [
        [(1, 2, "person")],
        [],
        [],
        [(0, 1, "place")],
    ]


def test_spans_of_certain_tags():
    assert spans_of(certain("O", "B-PER", "I-PER", "O", "B-LOC")) == [
        Span(1, 3, "person", 1.0),
        Span(4, 5, "place", 1.0),
    ]


def test_neighbouring_names_stay_apart():
    assert spans_of(certain("B-LOC", "B-LOC", "B-ORG")) == [
        Span(0, 1, "place", 1.0),
        Span(1, 2, "place", 1.0),
        Span(2, 3, "organization", 1.0),
    ]


def test_a_name_never_begins_in_the_middle():
    unsure = np.array([[0.3, 0, 0, 0.2, 0.5, 0, 0], [0.9, 0, 0, 0.1, 0, 0, 0]], np.float32)  # I-ORG is the likeliest
    assert spans_of(unsure) == []
    likely = np.array([[0.2, 0, 0, 0.3, 0.5, 0, 0], [0.1, 0, 0, 0.1, 0.8, 0, 0]], np.float32)
    assert [(span.start_word, span.end_word) for span in spans_of(likely)] == [(0, 2)]


def test_confidence_is_that_of_the_whole_name():
    rows = np.array([[0.1, 0.9, 0, 0, 0, 0, 0], [0.5, 0, 0.5, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0]], np.float32)
    rows[1] = [0.4, 0, 0.6, 0, 0, 0, 0]
    (span,) = spans_of(rows)
    assert (span.start_word, span.end_word) == (0, 2)
    assert span.confidence == pytest.approx(0.9 * 0.6)
    rows[1] = [0.6, 0, 0.4, 0, 0, 0, 0]  # the name may well go on
    (span,) = spans_of(rows)
    assert span.confidence == pytest.approx(0.9 * (1 - 0.4))


def test_a_place_hardly_believed_in_is_left_out():
    rows = np.array([[0.25, 0.12, 0.11, 0.12, 0, 0.28, 0.12]], np.float32)
    assert spans_of(rows) == []
    organization = np.array([[0.25, 0.12, 0.11, 0.28, 0.12, 0.12, 0]], np.float32)
    assert [span.kind for span in spans_of(organization)] == ["organization"]


def test_shipped_model_is_there_and_small():
    assert MODEL.is_file()
    assert sum(path.stat().st_size for path in MODEL.parent.iterdir()) < 15_000_000
    assert Tagger.load().ready


def test_shipped_model_knows_the_lists_of_names():
    weights = read_weights(MODEL)

    def lists(word: str) -> set[str]:
        bits = weights.lists.get(key(word), 0)
        return {name for number, name in enumerate(weights.list_names) if bits >> number & 1}

    assert "given name, foreign" in lists("جاك")
    assert "country, all" in lists("فرنسا")
    assert "nationality" in lists("المصري")
    assert not lists("سيجتمعون")
    sizes = 2 * weights.rows.shape[1] + weights.ngrams.shape[1] + SHAPES + 2 * len(weights.list_names)
    assert weights.word.shape[0] == sizes


def test_load_gives_one_tagger():
    assert Tagger.load() is Tagger.load()


def test_plain_names_are_found():
    sentences = [
        ["وقال", "الرئيس", "الأميركي", "باراك", "أوباما", "في", "واشنطن", "أمس", "."],
        ["أعلن", "وزير", "الخارجية", "الفرنسي", "لوران", "فابيوس", "أن", "باريس", "ترفض", "ذلك", "."],
        ["وصل", "الوفد", "إلى", "القاهرة", "قادما", "من", "بغداد", "."],
    ]
    found = [
        {(" ".join(words[span.start_word : span.end_word]), span.kind) for span in spans}
        for words, spans in zip(sentences, Tagger.load().tag(sentences), strict=True)
    ]
    assert ("باراك أوباما", "person") in found[0]
    assert ("واشنطن", "place") in found[0]
    assert ("لوران فابيوس", "person") in found[1]
    assert ("باريس", "place") in found[1]
    assert {("القاهرة", "place"), ("بغداد", "place")} <= found[2]


def test_empty_sentences_have_no_names():
    tagger = Tagger.load()
    assert tagger.tag([]) == []
    assert tagger.tag([[]]) == [[]]
    assert [len(spans) for spans in tagger.tag([[], ["القاهرة"], []])] == [0, 1, 0]


def test_without_a_model_there_are_no_names(tmp_path: Path):
    for content in (None, b"", b"not a model"):
        path = tmp_path / "names.npz"
        if content is not None:
            path.write_bytes(content)
        for model, context in ((path, CONTEXT), (MODEL, path)):
            _load.cache_clear()
            tagger = _load(model, context)
            assert not tagger.ready
            assert tagger.tag([["القاهرة"]]) == [[]]
    _load.cache_clear()


def test_a_batch_gives_what_single_sentences_give():
    sentences = [[word.text for word in sentence] for sentence in split("سافر محمد إلى بيروت. وعاد! قال علي.\n" * 400)]
    weights = read_weights(MODEL)
    together = Network(weights).probabilities(sentences)
    alone = Network(weights)
    assert together.shape == (len(TAGS), sum(map(len, sentences)))
    start = 0
    for sentence in sentences[:120]:
        end = start + len(sentence)
        assert np.allclose(alone.probabilities([sentence]), together[:, start:end], atol=1e-4)
        start = end


def by_definition(weights: Weights, sentence: list[str]) -> np.ndarray:
    """Probabilities [tags, words], layer by layer and word by word, as the model's description says."""
    hidden = [*vectors(weights, sentence).astype(np.float16).astype(np.float32)]
    layers = zip(weights.convolutions, weights.convolution_biases, weights.units, weights.dilations, strict=True)
    for (before, at, after), biases, units, step in layers:
        added = []
        for place, own in enumerate(hidden):
            read = own @ at + biases
            if place >= step:
                read = read + hidden[place - step] @ before
            if place + step < len(hidden):
                read = read + hidden[place + step] @ after
            added.append(np.maximum(read, 0))
        for own, more in zip(hidden, added, strict=True):
            own[units] += more
    scores = np.exp(np.array(hidden) @ weights.tags + weights.tags_bias)
    return (scores / scores.sum(axis=1, keepdims=True)).T


@pytest.mark.parametrize("early", [2, 9, 32_000])
@pytest.mark.parametrize("most", [10, 32_000])
def test_the_network_computes_what_it_is_defined_as(monkeypatch: pytest.MonkeyPatch, early: int, most: int):
    monkeypatch.setattr("indexer.extract.tagger.network._EARLY", early)
    monkeypatch.setattr("indexer.extract.tagger.network._MOST", most)
    text = "قال.\nوصل وزير الخارجية الفرنسي لوران فابيوس إلى بغداد في 20 آب.\nنعم!\nسافر محمد إلى بيروت.\n"
    sentences = [*[[word.text for word in sentence] for sentence in split(text)], [], ["القاهرة"], ["في"] * 500]
    weights = read_weights(MODEL)
    network = Network(weights)
    for _ in range(2):  # words met for the first time, and words known
        found = network.probabilities(sentences)
        wanted = np.concatenate([by_definition(weights, one) for one in sentences if one], axis=1)
        assert np.allclose(found, wanted, atol=1e-4)


def test_forgotten_words_are_learnt_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("indexer.extract.tagger.network._KEPT", 8)
    weights: Weights = read_weights(MODEL)
    network = Network(weights)
    sentences = [[f"كلمة{number}", "في", "بيروت"] for number in range(30)]
    singly = np.concatenate([network.probabilities([sentence]) for sentence in sentences], axis=1)
    fresh = Network(weights).probabilities(sentences)
    assert np.allclose(singly, fresh, atol=1e-4)
    assert np.allclose(fresh.sum(axis=0), 1, atol=1e-4)


def test_many_words_at_once_have_the_vectors_of_single_ones():
    weights = read_weights(MODEL)
    words = [*list(weights.vocabulary)[::200], "وبالعراقيين", "ب", "٢٠١٥", "،", "BBC", "ط" * 40]
    assert len(words) > 300
    together = vectors(weights, words)
    for place, word in enumerate(words):
        assert np.allclose(together[place], vectors(weights, [word])[0], atol=1e-5), word


@pytest.mark.parametrize("seed", range(20))
def test_the_best_path_is_the_best_of_all(seed: int):
    chance = np.random.default_rng(seed)
    rows = chance.random((4, len(TAGS))) ** 3
    rows /= rows.sum(axis=1, keepdims=True)
    paths = [
        path
        for path in product(range(len(TAGS)), repeat=len(rows))
        if TAGS[path[0]][0] != "I" and all(SCHEME.allowed[one, other] for one, other in pairwise(path))
    ]
    best = max(paths, key=lambda path: np.prod([rows[word, tag] for word, tag in enumerate(path)]))
    assert _best_path(rows.tolist(), SCHEME) == list(best)


@pytest.mark.parametrize("seed", range(20))
def test_outside_doubtful_stretches_the_likeliest_tags_are_the_best_path(seed: int):
    chance = np.random.default_rng(seed)
    rows = chance.random((200, len(TAGS))) ** 6
    rows[:, 0] += chance.random(200) ** 2
    rows /= rows.sum(axis=1, keepdims=True)
    tags = rows.argmax(axis=1)
    barred = [word for word, pair in enumerate(pairwise([0, *tags])) if not SCHEME.allowed[pair]]
    stretches = list(_doubtful(rows.tolist(), barred, SCHEME))
    assert len(stretches) > 3
    assert sum(last - first for first, last in stretches) < len(rows)
    for first, last in stretches:
        tags[first:last] = _best_path(rows[first:last].tolist(), SCHEME)
    assert tags.tolist() == _best_path(rows.tolist(), SCHEME)
