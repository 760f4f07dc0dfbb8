"""The tagger's second look: what an article says of its words changes their tags, and nothing else does."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from indexer.extract.tagger import Tagger, split
from indexer.extract.tagger.context import FEATURES, Context, Layer, Spellings, gather, groups, read_layer
from indexer.extract.tagger.features import stems
from indexer.extract.tagger.network import Network, read_weights
from indexer.extract.tagger.numbering import Numbering
from indexer.extract.tagger.tagger import CONTEXT, MODEL

B_PER, I_PER, B_ORG = 1, 2, 3
PLAIN = FEATURES // 3  # features of the word itself; then those of the word before, and of the one after
MEANS, EVIDENCE, COUNT, MET, WITH_NEXT, NEXT_MET = 7, 14, 17, 18, 19, 22


def rows(*words: dict[int, float]) -> np.ndarray:
    """Probabilities [tags, words]; what is not given goes to O."""
    found = np.zeros((7, len(words)), np.float32)
    for at, word in enumerate(words):
        for tag, value in word.items():
            found[tag, at] = value
    found[0] = 1 - found.sum(axis=0)
    return found


def gathered(
    probabilities: np.ndarray, sentences: list[list[str]], articles: list[int], *, untold: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """What `gather` gives for sentences of words."""
    numbering, lengths = Numbering(), np.array([len(sentence) for sentence in sentences], np.intp)
    words = numbering.numbers(word for sentence in sentences for word in sentence)
    group = groups(words, numbering, np.repeat(np.array(articles, np.intp), lengths), Spellings())
    return gather(probabilities, group, lengths, untold=untold)


def again(context: Context, probabilities: np.ndarray, sentences: list[list[str]], articles: list[int]) -> np.ndarray:
    """What `Context.again` gives for sentences of words."""
    numbering, lengths = Numbering(), np.array([len(sentence) for sentence in sentences], np.intp)
    words = numbering.numbers(word for sentence in sentences for word in sentence)
    return context.again(probabilities, words, numbering, lengths, np.array(articles, np.intp))


def texts(*articles: str) -> tuple[list[list[str]], list[int]]:
    """The sentences of articles, and the number of each sentence's article."""
    found = [[[word.text for word in sentence] for sentence in split(article)] for article in articles]
    return [one for own in found for one in own], [number for number, own in enumerate(found) for _ in own]


def test_a_word_is_told_what_it_is_elsewhere_in_its_article():
    probabilities = rows({B_PER: 0.9}, {I_PER: 0.8}, {}, {B_PER: 0.3}, {}, {B_ORG: 0.4})
    sentences, articles = [["اميل", "لحود"], ["وقال", "لحود"], ["قال", "لحود"]], [0, 0, 1]
    words, found = gathered(probabilities, sentences, articles)
    assert words.tolist() == [0, 1, 3, 5]
    # without that, those that are told something and those beside them: the sole name of another article is not
    assert gathered(probabilities, sentences, articles, untold=False)[0].tolist() == [0, 1, 2, 3]
    full, short, other = found[1], found[2], found[3]
    assert full[MEANS + B_PER] == pytest.approx(0.3)
    assert short[MEANS + I_PER] == pytest.approx(0.8)
    assert short[EVIDENCE] == pytest.approx(np.log1p(-np.log(0.2)), abs=1e-4)  # a person, by one word of 0.8
    assert (short[COUNT], short[MET]) == (pytest.approx(np.log(2)), 1)
    assert not other[MEANS:WITH_NEXT].any()  # another article's word says nothing
    assert other[B_ORG] == pytest.approx(np.log(0.4), abs=1e-4)


def test_neighbours_are_those_of_the_sentence():
    probabilities = rows({B_PER: 0.9}, {I_PER: 0.8}, {B_PER: 0.3}, {})
    words, found = gathered(probabilities, [["اميل", "لحود"], [], ["شيراك", "قال"]], [0, 0, 0])
    assert words.tolist() == [0, 1, 2]
    before, after = found[:, PLAIN : 2 * PLAIN], found[:, 2 * PLAIN :]
    assert not before[[0, 2]].any()
    assert not after[1].any()
    assert np.array_equal(before[1], found[0, :PLAIN])
    assert after[0, I_PER] == pytest.approx(np.log(0.8), abs=1e-4)


def test_two_words_together_are_told_what_they_are_together():
    name = ({B_ORG: 0.9}, {4: 0.8})
    sentences = [["الوداد", "البيضاوي"], ["أمام", "الوداد", "البيضاوي"], ["الوداد", "البيضاوي"]]
    _, found = gathered(rows(*name, {}, {B_ORG: 0.2}, {4: 0.1}, *name), sentences, [0, 0, 1])
    first, second = found[0], found[1]
    assert first[WITH_NEXT + 1] == pytest.approx(0.2 * 0.1, abs=1e-6)  # as an organisation
    assert first[NEXT_MET] == 1
    assert second[NEXT_MET + 2] == pytest.approx(0.2 * 0.1, abs=1e-6)  # the same, of the word before with it
    assert found[-2][NEXT_MET] == 0


def test_attached_particles_come_off_where_the_rest_is_met():
    assert stems("وللعراق") == ["العراق", "لعراق", "للعراق"]
    probabilities = rows({B_PER: 0.9}, {}, {B_PER: 0.2})
    sentences = [["سولانا"], ["تمنت", "لسولانا"]]
    together, apart = (gathered(probabilities, sentences, articles)[1] for articles in ([0, 0], [0, 1]))
    assert together[:, MET].tolist() == [1, 1]
    assert apart[:, MET].tolist() == [0, 0]


def test_spellings_keep_their_numbers_while_there_is_room(monkeypatch: pytest.MonkeyPatch):
    spellings, numbering = Spellings(), Numbering()
    words = ["".join(letters) for letters in product("دذرزسشصضطظعغ", repeat=4)][:6000]  # more than there is room for
    written = numbering.numbers(words)
    numbers, _, after = spellings.numbers(written, numbering)
    assert len(set(numbers.tolist())) == len({*words}) < after
    assert np.array_equal(spellings.numbers(written, numbering)[0], numbers)
    monkeypatch.setattr("indexer.extract.tagger.context._KEPT", 10)
    more = numbering.numbers([*words, "جديد"])
    assert len(set(spellings.numbers(more, numbering)[0].tolist())) == len(more)


def test_a_layer_that_adds_nothing_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    layer = Layer(
        np.ones((FEATURES, 2), np.float32), np.zeros(2, np.float32), np.zeros((2, 7), np.float32), np.zeros(7), 1.0
    )
    sentences, articles = texts("وصل الرئيس اميل لحود إلى بيروت. وقال لحود أمس.", "لا اسم هنا.", "غادر فابيوس باريس.")
    probabilities = Network(read_weights(MODEL)).probabilities(sentences)
    for most in (1, 16_000):
        monkeypatch.setattr("indexer.extract.tagger.context._MOST_WORDS", most)
        assert np.allclose(again(Context(layer), probabilities, sentences, articles), probabilities, atol=1e-3)


def test_an_article_is_tagged_alike_alone_and_among_others(monkeypatch: pytest.MonkeyPatch):
    articles = [
        "قال الرئيس اللبناني اميل لحود في بيروت. وأضاف لحود أن الحكومة باقية. والتقى لحود وزير الخارجية.",
        "فاز الوداد البيضاوي على الرجاء. وتعادل الوداد مع الجيش الملكي. ولم يحضر لحود.",
        "وصل خافيير سولانا إلى طهران. وتمنت إيران لسولانا النجاح.",
    ]
    context, network = Context(read_layer(CONTEXT)), Network(read_weights(MODEL))
    for most in (1, 16_000):
        monkeypatch.setattr("indexer.extract.tagger.context._MOST_WORDS", most)
        sentences, numbers = texts(*articles)
        together = again(context, network.probabilities(sentences), sentences, numbers)
        apart = []
        for article in articles:
            own, _ = texts(article)
            apart.append(again(context, network.probabilities(own), own, [0] * len(own)))
        assert np.allclose(together, np.concatenate(apart, axis=1), atol=1e-4)
        assert np.allclose(together.sum(axis=0), 1, atol=1e-4)


def test_the_rest_of_an_article_makes_a_name_surer():
    alone = [["وقال", "لحود", "إن", "الحكومة", "باقية", "."]]
    article = [["قال", "الرئيس", "اللبناني", "اميل", "لحود", "أمس", "."], *alone]
    tagger = Tagger.load()

    def sure(sentences: list[list[str]]) -> float:
        spans = tagger.tag(sentences, [0] * len(sentences))[-1]
        return max((span.confidence for span in spans if span.kind == "person" and span.start_word == 1), default=0.0)

    assert sure(article) > sure(alone)


def test_without_words_there_is_nothing_to_look_at():
    words, found = gathered(np.zeros((7, 0), np.float32), [[], []], [0, 0])
    assert len(words) == 0
    assert found.shape == (0, FEATURES)
    empty = np.zeros((7, 0), np.float32)
    assert again(Context(read_layer(CONTEXT)), empty, [], []).shape == (7, 0)
