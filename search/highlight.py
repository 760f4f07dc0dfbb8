"""Highlights: the title and fragments of the body as escaped HTML with ``<mark>`` around whole matching words.

Made from the original text and the offsets of our own analyzer, so that both engines show the same. Text is escaped
first and marked after; without its marks and escapes, every fragment is a piece of the source. A mark spans the word as
written, attached particles included, because markup inside an Arabic word breaks the joins of its letters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import chain
from typing import Final

from search.analysis import default_analyzer, fold
from search.analysis.cut import Cut, recent
from search.analysis.frames import frame, frames_at_hand, shortest
from search.article import ActorMention, Article, FieldName, PlaceMention
from search.blocks import blocks
from search.query.edits import edits
from search.query.plan import Marks

FRAGMENT_WORDS: Final = 32
"""Length of a fragment in words."""
FRAGMENTS: Final = 3
"""Most fragments of one body."""

_ENOUGH: Final = 400
"""Letters that mostly hold the words of a fragment."""
_BLOCK: Final = 100_000
"""Characters of a body above which fragments are looked for block by block, and taken from the first with a mark."""

Span = tuple[int, int]
Run = tuple[frozenset[str], ...]


def mention_spans(article: Article, field: FieldName, entities: frozenset[str]) -> list[Span]:
    """Where a field of the article mentions these places and actors."""
    if not entities:
        return []
    mentions: Iterable[PlaceMention | ActorMention] = chain(article.places, article.actors)
    return [(one.start, one.end) for one in mentions if one.field == field and one.id in entities]


class _Verdicts(dict[str, bool]):
    """Whether a word is marked by itself; each is judged once a search."""

    def __init__(self, marks: Marks, terms: Callable[[str], tuple[str, str, str]]) -> None:
        super().__init__()
        self._marks = marks
        self._terms = terms

    def __missing__(self, word: str) -> bool:
        marks = self._marks
        exact, norm, family = self._terms(word)
        verdict = self[word] = (
            family in marks.families
            or norm in marks.norms
            or exact in marks.exacts
            or bool(marks.prefixes and norm.startswith(marks.prefixes))
            or bool(marks.fuzzies and any(edits(close, norm, most) <= most for close, most in marks.fuzzies))
        )
        return verdict


class Highlighter:
    """Marks the words of one search in any number of texts."""

    def __init__(self, marks: Marks) -> None:
        runs = ((0, marks.exact_runs), (1, marks.runs), (2, marks.family_runs))
        self._runs = tuple((tier, run) for tier, several in runs for run in several)
        self._any = marks != Marks()
        self._frames = _frames(marks)
        self._terms = default_analyzer().word_terms
        self._judged = _Verdicts(marks, self._terms)

    def whole(self, text: str, mentioned: Sequence[Span] = ()) -> str:
        """The whole text with its marks: for titles; words that touch a span of ``mentioned`` are marked as well."""
        cut = Cut(text)
        return _marked(cut, 0, len(text), self._marked_words(cut, mentioned))

    def fragments(self, text: str, mentioned: Sequence[Span] = ()) -> tuple[str, ...]:
        """Fragments of a body with its marks; its beginning where nothing is marked, none of a body without words.

        Of a body of millions of characters they are those of its first part that has any.
        """
        if len(text) > _BLOCK and (mentioned or self._any):
            return self._first_fragments(text, mentioned)
        cut = recent(text) if mentioned or self._any else _beginning(text)
        return self._best(cut, self._marked_words(cut, mentioned))

    def _first_fragments(self, text: str, mentioned: Sequence[Span]) -> tuple[str, ...]:
        """The fragments of the first block of a long text that has a mark, else its beginning."""
        for start, end in blocks(text, 0, len(text), _BLOCK):
            cut = Cut(text[start:end])  # not kept: hundreds of such texts would fill the memory
            inside = [(low - start, high - start) for low, high in mentioned if start <= low < end]
            if marked := self._marked_words(cut, inside):
                return self._best(cut, marked)
        return self._best(_beginning(text), [])

    @staticmethod
    def _best(cut: Cut, marked: list[int]) -> tuple[str, ...]:
        if not len(cut):
            return ()
        windows = _windows(marked, len(cut)) or [(0, min(FRAGMENT_WORDS, len(cut)))]
        return tuple(_fragment(cut, low, high, marked) for low, high in windows)

    def _marked_words(self, cut: Cut, mentioned: Sequence[Span]) -> list[int]:
        """The indexes of the words to mark, ascending."""
        likely = range(len(cut)) if self._frames is None else cut.holding(self._frames)
        texts = cut.words(likely)
        judged = self._judged
        marked = [index for index, word in zip(likely, texts, strict=True) if judged[word]]
        if not (self._runs or mentioned):
            return marked
        chosen = set(marked)
        for tier, run in self._runs:
            starts = (place for place, word in zip(likely, texts, strict=True) if self._terms(word)[tier] in run[0])
            chosen.update(*(self._run_at(cut, place, tier, run) for place in starts))
        for low, high in mentioned:
            chosen.update(cut.between(low, high))
        return sorted(chosen)

    def _run_at(self, cut: Cut, place: int, tier: int, run: Run) -> range:
        """The words of a run that begins at a place; none where it does not."""
        if place + len(run) > len(cut):
            return range(0)
        rest = enumerate(run[1:], place + 1)
        found = all(self._terms(cut.word(index))[tier] in alternatives for index, alternatives in rest)
        return range(place, place + len(run) if found else place)


def _beginning(text: str) -> Cut:
    """A text, or as much of it as has the words of one fragment."""
    end = _ENOUGH
    while end < len(text):
        pieces = text[:end].rsplit(None, 1)
        if len(pieces) > 1 and len(cut := Cut(pieces[0])) >= FRAGMENT_WORDS:
            return cut
        end *= 4
    return Cut(text)


def _frames(marks: Marks) -> frozenset[bytes] | None:
    """Frames of which every word holds one that is marked or begins a run; None where any word may be."""
    frames = frames_at_hand()
    if frames is None or marks.fuzzies:  # a word spelled nearly so may have any frame
        return None
    norms = {*marks.norms, *marks.prefixes, *map(fold, marks.exacts)}
    norms.update(chain.from_iterable(run[0] for run in marks.runs))
    norms.update(map(fold, chain.from_iterable(run[0] for run in marks.exact_runs)))
    families = marks.families.union(*(run[0] for run in marks.family_runs))
    found = shortest(chain(map(frame, norms), *map(frames.of_family, families)))
    return None if b"" in found else found


def _fragment(cut: Cut, low: int, high: int, marked: list[int]) -> str:
    """The words from one index to another with their marks."""
    inside = marked[bisect_left(marked, low) : bisect_left(marked, high)]
    [(start, _), (_, end)] = cut.spans((low, high - 1))
    return _marked(cut, start, end, inside)


def _marked(cut: Cut, start: int, end: int, marked: list[int]) -> str:
    """Escape ``cut.text[start:end]`` and put marks around the words inside it."""
    text, parts, position = cut.text, [], start
    for first, last in cut.spans(marked):
        parts += [escape(text[position:first]), "<mark>", escape(text[first:last]), "</mark>"]
        position = last
    parts.append(escape(text[position:end]))
    return "".join(parts)


def _windows(marked: list[int], length: int) -> list[tuple[int, int]]:
    """Up to `FRAGMENTS` windows of words with the most marks, none overlapping, in order of the text."""
    last = length - FRAGMENT_WORDS
    scored: list[tuple[int, int]] = []
    before = -1
    for index in marked:
        # a window begins some words before a mark, and ends in the text
        start = max(0, min(index - 4, last))
        if start != before:
            before = start
            scored.append((bisect_left(marked, start) - bisect_left(marked, start + FRAGMENT_WORDS), start))
    scored.sort()
    chosen: list[tuple[int, int]] = []
    for _, start in scored:
        for low, high in chosen:
            if low < start + FRAGMENT_WORDS and start < high:
                break
        else:
            chosen.append((start, min(start + FRAGMENT_WORDS, length)))
            if len(chosen) == FRAGMENTS:
                break
    return sorted(chosen)
