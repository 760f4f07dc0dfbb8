"""Terms near each other, on every engine, compared with plain Python over short random texts."""

from __future__ import annotations

import random
from itertools import product

import pytest

from search.engine import EngineSearch, SearchEngine
from search.query.clauses import TermsNear
from tests.corpus import article, document

WORDS = ("قمر", "بحر", "نهر", "باب", "حبر", "ملح", "جبل")


def near(text: list[str], terms: tuple[str, ...], distance: int) -> bool:
    """Whether some choice of one place for each term has at most ``distance`` other words between first and last."""
    wanted = tuple(dict.fromkeys(terms))
    places = [[place for place, word in enumerate(text) if word == term] for term in wanted]
    return any(max(chosen) - min(chosen) + 1 - len(wanted) <= distance for chosen in product(*places))


@pytest.fixture
def texts(engine: SearchEngine) -> tuple[SearchEngine, dict[str, list[str]]]:
    draw = random.Random(5)
    made = {f"t{number}": draw.choices(WORDS, k=draw.randrange(2, 11)) for number in range(200)}
    with engine.update() as writer:
        for identity, text in made.items():
            writer.add(document(article(identity, " ".join(text))))
        writer.commit()
    return engine, made


@pytest.mark.parametrize("count", [2, 3, 4])
def test_near_counts_the_words_between(texts: tuple[SearchEngine, dict[str, list[str]]], count: int) -> None:
    engine, made = texts
    draw = random.Random(count)
    for distance in range(6):
        for _ in range(4):
            terms = tuple(draw.sample(WORDS, count))
            answer = engine.search(
                EngineSearch(TermsNear("text_norm", terms, distance), {}, "newest", 1000, ids_only=True)
            )
            expected = {identity for identity, text in made.items() if near(text, terms, distance)}
            assert {hit.id for hit in answer.hits} == expected, (terms, distance)


def test_a_term_given_twice_counts_once(texts: tuple[SearchEngine, dict[str, list[str]]]) -> None:
    engine, made = texts
    for terms in ((WORDS[0], WORDS[0]), (WORDS[1], WORDS[2], WORDS[1])):
        answer = engine.search(EngineSearch(TermsNear("text_norm", terms, 1), {}, "newest", 1000, ids_only=True))
        assert {hit.id for hit in answer.hits} == {one for one, text in made.items() if near(text, terms, 1)}, terms
