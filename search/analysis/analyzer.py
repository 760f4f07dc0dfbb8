"""The analyzer: text → terms of the three tiers, side by side, with the offsets of the words they come from.

One word gives one term in each tier at one position, so the tiers are three parallel texts:

- ``exact``: as written, harakat, tatweel and bidi controls aside (علي ≠ على);
- ``norm``: folded, no stop words removed; phrases, proximity and wildcards run here;
- ``family``: the word's family, by lexicon: clitics off, plural to singular, nisba to its country.

``family`` depends on the norm term alone, so words that fold alike share every family.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, chain
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from search.analysis.cut import words_at_once
from search.analysis.folding import bare_letters, fold, fold_all, fold_bare, written
from search.analysis.lexicon import load_lexicon
from search.analysis.skeleton import skeleton
from search.analysis.tokenizer import word_texts, words
from search.analysis.word_table import LONGEST, WordTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


Tier = Literal["exact", "norm", "family"]
TIERS: Final[tuple[Tier, ...]] = ("exact", "norm", "family")

# Nine million words of news hold 540,000 different space-separated tokens, which take some 200 MB.
_CACHE_SIZE: Final = 600_000
_LONGEST_CACHED: Final = 60
"""Characters; what is longer (a URL, a line without spaces) is no word and is not kept."""
_FEW_LETTERS: Final = 300
"""Letters up to which a text is read word by word: arrays take longer to begin with."""
_AROUND: Final = ".,:;!?\"'()[]{}«»“”…-،؛؟"
"""What often stands beside a word and is never part of one."""


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
    known_skeletons: list[str] | None = field(default=None, compare=False)
    """The skeletons of ``family``, where they have been looked up with it."""

    def skeletons(self) -> Iterable[str]:
        """The skeleton of each word's family."""
        return map(skeleton, self.family) if self.known_skeletons is None else self.known_skeletons


_Triple = tuple[str, str, str]
_Kept = tuple[str, str]
_Value = TypeVar("_Value")


class _WordCache(dict[str, _Triple]):
    """Maps a word to its terms (exact, norm, family)."""

    def __init__(self, family: Callable[[str], str]) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, word: str) -> _Triple:
        norm = fold(word)
        triple = (written(word), norm, self._family(norm))
        _remember(self, word, triple)
        return triple


class _TokenCache(dict[str, tuple[str, ...]]):
    """Maps a space-separated token to the terms of its word, of several where punctuation splits it, in one row."""

    def __init__(self, family: Callable[[str], str], attested: Mapping[str, str], word_cache: _WordCache) -> None:
        super().__init__()
        self._family = family
        self._attested = attested
        self._words = word_cache

    def __missing__(self, token: str) -> tuple[str, ...]:
        entry: tuple[str, ...]
        family = self._attested.get(token)
        if family is not None:  # every second new token: one word, already in the spelling of the norm tier
            entry = (token, token, family or token)
        else:
            word = token.strip(_AROUND)
            if not bare_letters(word):
                entry = tuple(chain.from_iterable([self._words[one] for one in word_texts(token)]))
            elif word != token:  # a word in quotes or before a full stop is often known without them
                entry = self[word] if word else ()
            else:  # one word, and as written
                norm = fold_bare(token)
                family = self._attested.get(norm)
                entry = (token, norm, self._family(norm) if family is None else family or norm)
        _remember(self, token, entry)
        return entry


def _remember(cache: dict[str, _Value], key: str, value: _Value) -> None:
    """Store one entry, within the bounds."""
    if len(key) <= _LONGEST_CACHED:
        if len(cache) >= _CACHE_SIZE:
            cache.clear()
        cache[key] = value


class _FamilyCache(dict[str, _Kept]):
    """Maps a family to itself and its skeleton.

    Words have a third as many families: where those of one family share one string, with which its skeleton is found,
    too, less memory is waited for.
    """

    def __missing__(self, family: str) -> _Kept:
        if len(self) >= _CACHE_SIZE:
            self.clear()
        kept = self[family] = family, sys.intern(skeleton(family))
        return kept


class Analyzer:
    """Analyses text into terms of the exact, norm and family tier; safe to share between threads.

    ``family`` gives the family term of a norm term; ``attested`` those that need no working out, as
    `Lexicon.attested` has them.
    """

    def __init__(self, family: Callable[[str], str], attested: Mapping[str, str] | None = None) -> None:
        self._words = _WordCache(family)
        self._attested: Mapping[str, str] = attested or {}
        self._family = family
        self._tokens = _TokenCache(family, self._attested, self._words)
        self._families = _FamilyCache()
        self._table = WordTable(self._worked_out, 4, _CACHE_SIZE)
        self._table_lock = Lock()
        self.token_terms: Callable[[str], tuple[str, ...]] = self._tokens.__getitem__
        """The exact, norm and family term of each word of a text without spaces, as `str.split` gives it, in one row:
        exact, norm and family of the first word, then of the second."""

    def tokens(self, text: str, tiers: Iterable[Tier] = TIERS) -> list[Token]:
        """Return the tokens of ``text``, word by word and within a word in the order of ``tiers``."""
        wanted = [(tier, TIERS.index(tier)) for tier in tiers]
        found: list[Token] = []
        for position, word in enumerate(words(text)):
            terms = self._words[word.text]
            found += [Token(tier, terms[column], word.start, word.end, position) for tier, column in wanted]
        return found

    def terms(self, text: str) -> TierTerms:
        """Return the terms of every tier without offsets: the fast path for indexing."""
        row = list(chain.from_iterable(map(self.token_terms, text.split())))
        return TierTerms(row[::3], row[1::3], row[2::3])

    def terms_of(self, texts: Sequence[str]) -> list[TierTerms]:
        """Return what `terms` returns of each text: of many at once in less time, as when articles are loaded."""
        found: list[TierTerms] = []
        for together in _together(texts):
            joined = "\n".join(together)
            read = words_at_once(joined) if _FEW_LETTERS < len(joined) <= LONGEST else None
            if read is None:
                found += map(self.terms, together)
                continue
            _, starts, _ = read
            with self._table_lock:
                columns = self._table.terms(joined, *read).T.tolist()
            first = 0
            for last in starts.searchsorted(list(accumulate([len(text) + 1 for text in together]))).tolist():
                found.append(TierTerms(*[column[first:last] for column in columns]))
                first = last
        return found

    def _worked_out(self, words: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
        """The terms of words, and the skeleton of each family; of the words nothing is remembered."""
        attested, families = self._attested, self._families
        norms = iter(fold_all([word for word in words if word not in attested]))
        for word in words:
            family = attested.get(word)
            if family is not None:  # every second new word is in the spelling of the norm tier
                yield word, word, *families[family or word]
            else:
                norm = next(norms)
                if norm == word:
                    norm = word  # the same string, which is read once then
                exact = word if norm is word or bare_letters(word) else written(word)
                yield exact, norm, *families[self._family(norm)]

    def learn(self, known: Iterable[tuple[str, str, str]]) -> None:
        """Remember the terms (exact, norm, family) of words that texts are likely to have, worked out before.

        Only words that are letters alone, and so their own exact term, are taken, and at most half as many as are
        remembered at all.
        """
        for terms in known:
            word = terms[0]
            if len(self._tokens) >= _CACHE_SIZE // 2:
                return
            if len(word) <= _LONGEST_CACHED and bare_letters(word):
                self._tokens.setdefault(word, terms)
                self._words.setdefault(word, terms)

    def word_terms(self, word: str) -> tuple[str, str, str]:
        """Return the exact, norm and family term of one word as `words` gives it."""
        return self._words[word]


def _together(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of texts that are short enough to be read at once, or of one text that is not."""
    first, length = 0, 0
    for place, text in enumerate(texts):
        if length + len(text) >= LONGEST and place > first:
            yield texts[first:place]
            first, length = place, 0
        length += len(text) + 1
    if first < len(texts):
        yield texts[first:]


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """Return the analyzer with the shipped lexicon, loaded on first use."""
    lexicon = load_lexicon()
    return Analyzer(lexicon.family, lexicon.attested)
