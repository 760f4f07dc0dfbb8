"""Proclitics: the particles that Arabic writes as part of the word that follows.

A stack is (و or ف), then one of ب ك ل س, then the article: وبالموصل = و + ب + ال + موصل. Before the article, ل and its
alef merge: للحكومة = ل + ال + حكومة.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from search.analysis.folding import fold_with_offsets

# The parts of a stack with their cost in bits: how much less often news writes a word with it than without.
CONJUNCTIONS: Final = {
    "": 0.2,
    "و": 3.3,  # والحكومة
    "ف": 7.0,  # فالحكومة
}
PARTICLES: Final = {
    "": 0.2,
    "ب": 4.5,  # بحكومة
    "ل": 5.0,  # لحكومة
    "ك": 8.5,  # كحكومة
}
ARTICLES: Final = {
    "": 1.0,
    "ال": 1.0,  # الحكومة
}
VERB_PARTICLES: Final = {
    "": 0.2,
    "س": 5.0,  # سيكتب
    "ل": 5.0,  # ليكتب
}


def _costs(particles: dict[str, float], articles: dict[str, float]) -> dict[str, float]:
    """Return every stack with the sum of its parts' costs; ل with the article is written لل."""
    return {
        conjunction + ("لل" if particle == "ل" and article else particle + article): round(first + second + third, 2)
        for conjunction, first in CONJUNCTIONS.items()
        for particle, second in particles.items()
        for article, third in articles.items()
    }


# Which stacks each class of form takes (the classes are those of the lexicon), and their cost in bits.
PROCLITIC_COST: Final[dict[str, dict[str, float]]] = {
    "n": _costs(PARTICLES, ARTICLES),  # a noun, indefinite or definite: كتاب
    "c": _costs(PARTICLES, {"": 0.0}),  # a noun with a pronoun, never with the article: كتابه
    "t": _costs({"": 0.2}, {"": 0.0}),  # a noun with tanwin, an accusative: كتابا
    "x": _costs(PARTICLES, {"": 0.0}),  # a name or particle, never with the article: دمشق
    "w": _costs({"": 0.2}, {"": 0.0}),  # a particle that takes no other: إلى
    "v": _costs(VERB_PARTICLES, {"": 0.0}),  # a verb in the imperfect: يكتب
    "p": _costs({"": 0.0}, {"": 0.0}),  # a verb in the perfect: كتب
}
# Longest first, so that a list of splits starts with the one that explains most of the word.
PROCLITICS: Final = tuple(
    sorted({stack for costs in PROCLITIC_COST.values() for stack in costs}, key=lambda stack: (-len(stack), stack))
)


_BY_FIRST_LETTER: Final = {
    letter: tuple(stack for stack in PROCLITICS if stack[:1] == letter)
    for letter in {stack[:1] for stack in PROCLITICS}
}


_LONGEST_STACK: Final = max(map(len, PROCLITICS))


@lru_cache(maxsize=20_000)
def _stacks(beginning: str) -> tuple[tuple[str, int], ...]:
    """Return the stacks that a word beginning so may have, with their letters: longest first, none of them empty."""
    stacks = _BY_FIRST_LETTER.get(beginning[:1], ())
    return tuple([(stack, len(stack)) for stack in stacks if stack and beginning.startswith(stack)])


def proclitic_splits(norm: str) -> list[tuple[str, str]]:
    """Return every way to read ``norm`` as a proclitic stack and a rest that is not empty, longest stack first.

    The last entry is the word with no stack. Nothing is looked up: الماني splits into ال + ماني as well.
    """
    if norm[:1] not in _BY_FIRST_LETTER:
        return [("", norm)]
    splits = [(stack, norm[length:]) for stack, length in _stacks(norm[:_LONGEST_STACK]) if length < len(norm)]
    splits.append(("", norm))
    return splits


def clitic_splits(word: str) -> list[tuple[int, str]]:
    """Return every plausible proclitic stack of a word as written, for matching names that carry particles.

    Each entry is the number of original characters that the stack covers and the folded rest, longest stack first and
    ``(0, fold(word))`` last. For لل the rest also comes with its article (للموصل: موصل and الموصل), as does any
    stack that ends in the article (وبالموصل: موصل and الموصل). Unvalidated: the caller knows which rests are names.

    >>> clitic_splits("وبالموصل")
    [(4, 'موصل'), (2, 'الموصل'), (1, 'بالموصل'), (0, 'وبالموصل')]
    """
    folded, offsets = fold_with_offsets(word)
    splits: list[tuple[int, str]] = []
    for prefix, rest in proclitic_splits(folded):
        if prefix and offsets[len(prefix)] == offsets[len(prefix) - 1]:
            continue  # a ligature glyph, ﻻ, holds the stack's last letter and the rest's first
        splits.append((offsets[len(prefix)], rest))
        if prefix.endswith("لل"):
            splits.append((offsets[len(prefix)], "ال" + rest))
    return splits
