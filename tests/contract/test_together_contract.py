"""Terms of one sentence, on every engine, compared with plain Python over short random texts."""

from __future__ import annotations

import random

import pytest

from search.engine import EngineSearch, SearchEngine
from search.query.clauses import TermsTogether
from search.schema import LONGEST_SENTENCE, MOST_TOGETHER
from tests.corpus import article, document

WORDS = ("قمر", "بحر", "نهر", "باب", "حبر", "ملح", "جبل", "قلم", "ثلج", "شمس")
FILLER = "زز"


def sentence(draw: random.Random) -> list[str]:
    """A few words of the list, at times far apart in as long a sentence as there may be."""
    chosen = draw.choices(WORDS, k=draw.randrange(1, 8))
    if draw.random() < 0.3:
        fill = (LONGEST_SENTENCE - len(chosen)) // max(len(chosen) - 1, 1)
        chosen = [part for word in chosen for part in (word, *[FILLER] * fill)][:LONGEST_SENTENCE]
    return chosen


@pytest.fixture
def texts(engine: SearchEngine) -> tuple[SearchEngine, dict[str, list[list[str]]]]:
    draw = random.Random(11)
    made = {f"t{number}": [sentence(draw) for _ in range(draw.randrange(1, 6))] for number in range(300)}
    with engine.update() as writer:
        for identity, found in made.items():
            writer.add(document(article(identity, ". ".join(map(" ".join, found)) + ".")))
        writer.commit()
    return engine, made


@pytest.mark.parametrize("count", range(2, MOST_TOGETHER + 1))
def test_together_are_words_of_one_sentence(texts: tuple[SearchEngine, dict[str, list[list[str]]]], count: int) -> None:
    engine, made = texts
    draw = random.Random(count)
    for _ in range(12):
        terms = tuple(draw.sample(WORDS, count))
        search = EngineSearch(TermsTogether("text_family", terms), {}, "newest", 1000, ids_only=True)
        expected = {identity for identity, found in made.items() if any(set(terms) <= set(one) for one in found)}
        assert {hit.id for hit in engine.search(search).hits} == expected, terms


def test_a_term_given_twice_counts_once(texts: tuple[SearchEngine, dict[str, list[list[str]]]]) -> None:
    engine, made = texts
    search = EngineSearch(TermsTogether("text_family", (WORDS[0], WORDS[0])), {}, "newest", 1000, ids_only=True)
    found = {hit.id for hit in engine.search(search).hits}
    assert found == {identity for identity, one in made.items() if any(WORDS[0] in words for words in one)}
