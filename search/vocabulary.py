"""The words of an index in memory: completed by their beginning, and found again when typed nearly right."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from search.analysis import default_analyzer, fold, proclitic_splits
from search.query.edits import edits
from search.query.stop_words import QUESTION_WORDS, STOP_WORDS

MAX_WORDS: Final = 200_000
"""Words that are kept, the most frequent ones: some 60 MB."""
_SHORT: Final = 3
"""Beginnings up to this length are completed from lists made in advance, for too many words begin so."""
_LISTED: Final = 50
_STOP_WORDS: Final = STOP_WORDS | QUESTION_WORDS
_ATTACHED: Final = ("و", "ف", "ب", "ك", "ل")
_ARTICLE: Final = "ال"
_HIGHEST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word as most articles write it, its norm term, and its articles, those of each spelling added up."""

    text: str
    norm: str
    count: int


class Vocabulary:
    """Words with their counts, by norm term.

    Made of (exact term, articles) pairs; the spelling that most articles have is shown, and the counts of all spellings
    of a norm term are added up.
    """

    def __init__(self, terms: Iterable[tuple[str, int]]) -> None:
        counts: dict[str, int] = {}
        shown: dict[str, tuple[int, str]] = {}
        pairs = [(text, count) for text, count in terms if "\n" not in text]
        folded = fold("\n".join(text for text, _ in pairs)).split("\n") if pairs else []
        for (text, count), norm in zip(pairs, folded, strict=True):
            counts[norm] = counts.get(norm, 0) + count
            if norm not in shown or count > shown[norm][0]:
                shown[norm] = (count, text)
        kept = sorted(heapq.nlargest(MAX_WORDS, counts, key=counts.__getitem__))
        self._counts = {norm: counts[norm] for norm in kept}
        self._shown = {norm: shown[norm][1] for norm in kept}
        self._keys, self._norms = self._completions()
        self._tops = self._short_completions()
        self._listed: list[str] = kept
        self._letters = _letter_sets(kept)
        self._lengths = np.array([len(norm) for norm in kept], dtype=np.int16)
        self._families: dict[str, list[str]] | None = None

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, norm: str) -> int:
        """How often a norm term stands in the index; 0 where it is not kept."""
        return self._counts.get(norm, 0)

    def word(self, norm: str) -> WordCount:
        """A norm term as most articles write it; as it is where it is not kept."""
        return WordCount(self._shown.get(norm, norm), norm, self.count(norm))

    def complete(self, prefix: str, limit: int) -> list[WordCount]:
        """The most frequent words whose norm term begins so, with or without the article.

        Words with a particle attached are left out where the word without it is as frequent: ``و`` does not list every
        word with "and" before it.
        """
        if len(prefix) <= _SHORT and limit <= _LISTED:
            norms = self._tops.get(prefix, [])
        else:
            norms = self._most_frequent(prefix, limit)
        return [self.word(norm) for norm in norms[:limit]]

    def number(self, prefix: str) -> int:
        """How many words begin so."""
        return bisect_left(self._listed, prefix + _HIGHEST) - bisect_left(self._listed, prefix)

    def beginning(self, prefixes: Iterable[str], limit: int) -> list[WordCount]:
        """The most frequent words whose norm term begins in one of these ways, whatever is attached to them."""
        found: dict[str, None] = {}
        for prefix in prefixes:
            low, high = bisect_left(self._listed, prefix), bisect_left(self._listed, prefix + _HIGHEST)
            found |= dict.fromkeys(self._listed[low:high])
        return [self.word(norm) for norm in heapq.nlargest(limit, found, key=self._counts.__getitem__)]

    def near(self, norm: str, most: int, limit: int) -> list[WordCount]:
        """The words that are ``most`` edits or fewer away from a norm term, nearest first, then most frequent."""
        letters = _letter_sets([norm])[0]
        # a change of one letter takes one letter out of the set and puts another in
        likely = np.bitwise_count(self._letters ^ letters) <= 2 * most
        likely &= abs(self._lengths - len(norm)) <= most
        found = [
            (distance, -self._counts[other], other)
            for other in (self._listed[index] for index in np.flatnonzero(likely))
            if other != norm and (distance := edits(norm, other, most)) <= most
        ]
        return [self.word(other) for _, _, other in sorted(found)[:limit]]

    @property
    def has_families(self) -> bool:
        """Whether `sort_families` has been called, so that no `family` takes long."""
        return self._families is not None

    def sort_families(self) -> dict[str, list[str]]:
        """Sort all words into their families once: some seconds for two hundred thousand."""
        if self._families is None:
            families: dict[str, list[str]] = {}
            for norm in self._counts:
                families.setdefault(default_analyzer().word_terms(norm)[2], []).append(norm)
            self._families = families
        return self._families

    def most_frequent(self, limit: int) -> Iterator[tuple[str, str, str]]:
        """The exact, norm and family term of the most frequent words, each as most articles write it."""
        family_of = {norm: family for family, norms in self.sort_families().items() for norm in norms}
        for norm in heapq.nlargest(limit, self._counts, key=self._counts.__getitem__):
            yield self._shown[norm], norm, family_of[norm]

    def family(self, family: str, limit: int) -> list[WordCount]:
        """The words of a family, most frequent first; the first call sorts all words into families."""
        forms = self.sort_families().get(family, [])
        return [self.word(norm) for norm in heapq.nlargest(limit, forms, key=self._counts.__getitem__)]

    # ---- completion

    def _completions(self) -> tuple[list[str], list[str]]:
        """What may be typed for a word, sorted, and beside it the word's norm term."""
        entries = []
        for norm in self._counts:
            if not norm[0].isalpha() or norm in _STOP_WORDS or self._is_attached(norm):
                continue
            entries.append((norm, norm))
            if norm.startswith(_ARTICLE) and len(norm) > len(_ARTICLE) + 1:
                entries.append((norm[len(_ARTICLE) :], norm))
        entries.sort()
        return [key for key, _ in entries], [norm for _, norm in entries]

    def _is_attached(self, norm: str) -> bool:
        if not norm.startswith(_ATTACHED):
            return False
        for stack, rest in proclitic_splits(norm):
            if not stack:
                continue
            # للموصل is counted against الموصل, وبالموصل against الموصل
            bare = _ARTICLE + rest if stack.endswith(("لل", _ARTICLE)) else rest
            if self._counts.get(bare, 0) >= self._counts[norm]:
                terms = default_analyzer().word_terms
                if terms(bare)[2] == terms(norm)[2]:
                    return True
        return False

    def _range(self, prefix: str) -> Iterator[str]:
        low = bisect_left(self._keys, prefix)
        high = bisect_left(self._keys, prefix + _HIGHEST)
        return iter(dict.fromkeys(self._norms[low:high]))

    def _most_frequent(self, prefix: str, limit: int) -> list[str]:
        return heapq.nlargest(limit, self._range(prefix), key=self._counts.__getitem__)

    def _short_completions(self) -> dict[str, list[str]]:
        groups: dict[str, dict[str, None]] = {}
        for key, norm in zip(self._keys, self._norms, strict=True):
            for length in range(1, min(_SHORT, len(key)) + 1):
                groups.setdefault(key[:length], {})[norm] = None
        return {
            prefix: heapq.nlargest(_LISTED, norms, key=self._counts.__getitem__) for prefix, norms in groups.items()
        }


def _letter_sets(words: list[str]) -> npt.NDArray[np.uint64]:
    """The letters of each word as bits; two letters may share a bit, so that sets can look nearer than they are."""
    sets = np.zeros(len(words), dtype=np.uint64)
    for index, word in enumerate(words):
        bits = 0
        for letter in word:
            bits |= 1 << (ord(letter) & 63)
        sets[index] = bits
    return sets
