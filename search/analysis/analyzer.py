"""The analyzer: text → terms of the three tiers, side by side, with the offsets of the words they come from.

One word gives one term in each tier at one position, so the tiers are three parallel texts:

- ``exact``: as written, harakat, tatweel and bidi controls aside (علي ≠ على);
- ``norm``: folded, no stop words removed; phrases, proximity and wildcards run here;
- ``family``: the word's family, by lexicon: clitics off, plural to singular, nisba to its country.

``family`` depends on the norm term alone, so words that fold alike share every family.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from search.analysis.folding import fold, written
from search.analysis.lexicon import load_lexicon
from search.analysis.tokenizer import word_texts, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Tier = Literal["exact", "norm", "family"]
TIERS: Final[tuple[Tier, ...]] = ("exact", "norm", "family")

# One entry is a few hundred bytes. News writes some 200,000 different space-separated tokens often enough to matter.
_CACHE_SIZE: Final = 200_000


@dataclass(frozen=True, slots=True)
class Token:
    """One term of one tier; ``start`` and ``end`` are its word's code points in the text, ``position`` counts words."""

    tier: Tier
    term: str
    start: int
    end: int
    position: int


@dataclass(frozen=True, slots=True)
class TierTerms:
    """The terms of a text in three parallel lists, one entry a word; no term is empty or holds whitespace."""

    exact: list[str]
    norm: list[str]
    family: list[str]


class _TokenCache(dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]):
    """Maps a space-separated token to its terms in each tier, several where punctuation splits it."""

    def __init__(self, family: Callable[[str], str]) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, token: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        texts = word_texts(token)
        norm = tuple(map(fold, texts))
        entry = (tuple(map(written, texts)), norm, tuple(map(self._family, norm)))
        if len(self) >= _CACHE_SIZE:
            self.clear()
        self[token] = entry
        return entry


class Analyzer:
    """Analyses text into terms of the exact, norm and family tier; safe to share between threads.

    ``family`` gives the family term of a norm term.
    """

    def __init__(self, family: Callable[[str], str]) -> None:
        self._family = lru_cache(_CACHE_SIZE)(family)
        self._cache = _TokenCache(self._family)

    def tokens(self, text: str, tiers: Iterable[Tier] = TIERS) -> list[Token]:
        """Return the tokens of ``text``, word by word and within a word in the order of ``tiers``."""
        wanted = tuple(tiers)
        found: list[Token] = []
        for position, word in enumerate(words(text)):
            terms = dict(zip(TIERS, self.word_terms(word.text), strict=True))
            found += [Token(tier, terms[tier], word.start, word.end, position) for tier in wanted]
        return found

    def terms(self, text: str) -> TierTerms:
        """Return the terms of every tier without offsets: the fast path for indexing."""
        exact: list[str] = []
        norm: list[str] = []
        family: list[str] = []
        cache = self._cache
        for token in text.split():
            terms = cache[token]
            exact += terms[0]
            norm += terms[1]
            family += terms[2]
        return TierTerms(exact, norm, family)

    def word_terms(self, word: str) -> tuple[str, str, str]:
        """Return the exact, norm and family term of one word as `words` gives it."""
        norm = fold(word)
        return written(word), norm, self._family(norm)


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """Return the analyzer with the shipped lexicon, loaded on first use."""
    return Analyzer(load_lexicon().family)
