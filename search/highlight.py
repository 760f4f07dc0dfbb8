"""Highlights: the title and fragments of the body as escaped HTML with ``<mark>`` around whole matching words.

Made from the original text and the offsets of our own analyzer, so that both engines show the same. Text is escaped
first and marked after; without its marks and escapes, every fragment is a piece of the source. A mark spans the word as
written, attached particles included, because markup inside an Arabic word breaks the joins of its letters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from html import escape
from itertools import accumulate, chain, compress, count
from typing import Final

from search.analysis import Word, default_analyzer, words
from search.article import ActorMention, Article, FieldName, PlaceMention
from search.query.edits import edits
from search.query.plan import Marks
from search.schema import TIERS

FRAGMENT_WORDS: Final = 32
"""Length of a fragment in words."""
FRAGMENTS: Final = 3
"""Most fragments of one body."""

Span = tuple[int, int]


def mention_spans(article: Article, field: FieldName, entities: frozenset[str]) -> list[Span]:
    """Where a field of the article mentions these places and actors."""
    if not entities:
        return []
    mentions: Iterable[PlaceMention | ActorMention] = chain(article.places, article.actors)
    return [(one.start, one.end) for one in mentions if one.field == field and one.id in entities]


class _Cut:
    """A text cut at its spaces, with the terms of its words; only words that are shown get their offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = text.split()
        self._terms = list(map(default_analyzer().token_terms, self.tokens))
        flat = list(chain.from_iterable(self._terms))
        self.tiers = (flat[::3], flat[1::3], flat[2::3])
        self._reached = (0, 0)

    def __len__(self) -> int:
        return len(self.tiers[0])

    @cached_property
    def _firsts(self) -> list[int]:
        """Where each token's terms begin among those of the text, and how many there are."""
        return list(accumulate(map(len, self._terms), initial=0))

    def _start(self, token: int) -> int:
        """Where a token begins; quick where tokens are asked for in order."""
        known, start = self._reached if self._reached[0] <= token else (0, 0)
        # splitting so often and no further leaves what begins with the token
        rest = self.text[start:].split(None, token - known)[-1]
        self._reached = token, len(self.text) - len(rest)
        return self._reached[1]

    def _words_of(self, token: int) -> list[Word]:
        """The words of a token, with their offsets in the text."""
        base, text = self._start(token), self.tokens[token]
        terms = self._terms[token]
        if len(terms) == len(TIERS) and terms[0] == text:  # its own exact term: a word and nothing else
            return [Word(text, base, base + len(text))]
        return [Word(word.text, base + word.start, base + word.end) for word in words(text)]

    def word(self, index: int) -> Word:
        """The word at an index."""
        place = index * len(TIERS)
        token = bisect_right(self._firsts, place) - 1
        return self._words_of(token)[(place - self._firsts[token]) // len(TIERS)]

    def between(self, low: int, high: int) -> list[int]:
        """The indexes of the words that a span of the text touches."""
        first = max(len(self.text[:low].split()) - 1, 0)
        return [
            self._firsts[token] // len(TIERS) + place
            for token in range(first, first + len(self.text[self._start(first) : high].split()))
            for place, word in enumerate(self._words_of(token))
            if word.end > low and word.start < high
        ]


class _Spellings(dict[str, bool]):
    """Maps a norm term to whether it begins or is spelled as the marks say; each is judged once a search."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, norm: str) -> bool:
        prefixes, fuzzies = self._marks.prefixes, self._marks.fuzzies
        verdict = self[norm] = bool(
            (prefixes and norm.startswith(prefixes)) or any(edits(close, norm, most) <= most for close, most in fuzzies)
        )
        return verdict


class Highlighter:
    """Marks the words of one search in any number of texts."""

    def __init__(self, marks: Marks) -> None:
        sets = ((0, marks.exacts), (1, marks.norms), (2, marks.families))
        self._sets = tuple((tier, terms) for tier, terms in sets if terms)
        self._spellings = _Spellings(marks) if marks.prefixes or marks.fuzzies else None
        runs = ((0, marks.exact_runs), (1, marks.runs), (2, marks.family_runs))
        self._runs = tuple((tier, run) for tier, several in runs for run in several)

    def whole(self, text: str, mentioned: Sequence[Span] = ()) -> str:
        """The whole text with its marks: for titles; words that touch a span of ``mentioned`` are marked as well."""
        cut = _Cut(text)
        return _marked(text, 0, len(text), map(cut.word, self._marked_words(cut, mentioned)))

    def fragments(self, text: str, mentioned: Sequence[Span] = ()) -> tuple[str, ...]:
        """Fragments of a body with its marks; its beginning where nothing is marked, none of a body without words."""
        cut = _Cut(text)
        if not len(cut):
            return ()
        marked = self._marked_words(cut, mentioned)
        windows = _windows(marked, len(cut)) or [(0, min(FRAGMENT_WORDS, len(cut)))]
        return tuple(_fragment(cut, low, high, marked) for low, high in windows)

    def _marked_words(self, cut: _Cut, mentioned: Sequence[Span]) -> list[int]:
        """The indexes of the words to mark, ascending."""
        chosen: set[int] = set()
        for tier, terms in self._sets:
            chosen.update(compress(count(), map(terms.__contains__, cut.tiers[tier])))
        if self._spellings is not None:
            chosen.update(compress(count(), map(self._spellings.__getitem__, cut.tiers[1])))
        for tier, run in self._runs:
            found = cut.tiers[tier]
            for start in compress(count(), map(run[0].__contains__, found[: max(0, len(found) - len(run) + 1)])):
                if all(found[start + place] in alternatives for place, alternatives in enumerate(run)):
                    chosen.update(range(start, start + len(run)))
        for low, high in mentioned:
            chosen.update(cut.between(low, high))
        return sorted(chosen)


def _fragment(cut: _Cut, low: int, high: int, marked: list[int]) -> str:
    """The words from one index to another with their marks."""
    first = cut.word(low)
    inside = [cut.word(index) for index in marked[bisect_left(marked, low) : bisect_left(marked, high)]]
    return _marked(cut.text, first.start, cut.word(high - 1).end, inside)


def _marked(text: str, start: int, end: int, marked: Iterable[Word]) -> str:
    """Escape ``text[start:end]`` and put marks around the words inside it."""
    parts: list[str] = []
    position = start
    for word in marked:
        parts += [escape(text[position : word.start]), "<mark>", escape(word.text), "</mark>"]
        position = word.end
    parts.append(escape(text[position:end]))
    return "".join(parts)


def _windows(marked: list[int], length: int) -> list[tuple[int, int]]:
    """Up to `FRAGMENTS` windows of words with the most marks, none overlapping, in order of the text."""
    chosen: list[tuple[int, int]] = []
    starts = dict.fromkeys(max(0, min(index - 4, length - FRAGMENT_WORDS)) for index in marked)
    scored = sorted(
        (bisect_left(marked, start) - bisect_left(marked, start + FRAGMENT_WORDS), start) for start in starts
    )
    for _, start in scored:
        if all(start + FRAGMENT_WORDS <= low or high <= start for low, high in chosen):
            chosen.append((start, min(start + FRAGMENT_WORDS, length)))
        if len(chosen) == FRAGMENTS:
            break
    return sorted(chosen)
