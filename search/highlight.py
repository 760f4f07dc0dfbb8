"""Highlights: the title and fragments of the body as escaped HTML with ``<mark>`` around whole matching words.

Made from the original text and the offsets of our own analyzer, so that both engines show the same. Text is escaped
first and marked after; without its marks and escapes, every fragment is a piece of the source. A mark spans the word as
written, attached particles included, because markup inside an Arabic word breaks the joins of its letters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import escape
from typing import Final

from search.analysis import Word, default_analyzer, words
from search.article import ActorMention, Article, FieldName, PlaceMention
from search.query.edits import edits
from search.query.plan import Marks

FRAGMENT_WORDS: Final = 32
"""Length of a fragment in words."""
FRAGMENTS: Final = 3
"""Most fragments of one body."""

Span = tuple[int, int]


def mention_spans(article: Article, field: FieldName, entities: frozenset[str]) -> list[Span]:
    """Where a field of the article mentions these places and actors."""
    if not entities:
        return []
    mentions: list[PlaceMention | ActorMention] = [*article.places, *article.actors]
    return [(one.start, one.end) for one in mentions if one.field == field and one.id in entities]


def marked_words(found: list[Word], marks: Marks, mentioned: Sequence[Span] = ()) -> list[int]:
    """The indexes of the words to mark, ascending: those of ``marks`` and those that touch a span of ``mentioned``."""
    chosen = {
        index
        for low, high in mentioned
        for index in range(bisect_right(found, low, key=_end), bisect_left(found, high, key=_start))
    }
    return sorted(chosen | _words_of(found, marks))


def _start(word: Word) -> int:
    return word.start


def _end(word: Word) -> int:
    return word.end


def _words_of(found: list[Word], marks: Marks) -> set[int]:
    if not found or marks == Marks():
        return set()
    verdicts: dict[str, bool] = {}  # a text repeats its words: each is judged once
    chosen = set()
    for index, word in enumerate(found):
        verdict = verdicts.get(word.text)
        if verdict is None:
            verdict = verdicts[word.text] = _is_marked(word.text, marks)
        if verdict:
            chosen.add(index)
    if not (marks.exact_runs or marks.runs or marks.family_runs):
        return chosen
    terms = [default_analyzer().word_terms(word.text) for word in found]
    exacts, norms, families = (list(tier) for tier in zip(*terms, strict=True))
    for tier, runs in ((exacts, marks.exact_runs), (norms, marks.runs), (families, marks.family_runs)):
        for run in runs:
            for start in range(len(tier) - len(run) + 1):
                if all(tier[start + place] in alternatives for place, alternatives in enumerate(run)):
                    chosen.update(range(start, start + len(run)))
    return chosen


def _is_marked(text: str, marks: Marks) -> bool:
    exact, norm, family = default_analyzer().word_terms(text)
    return bool(
        family in marks.families
        or norm in marks.norms
        or exact in marks.exacts
        or (marks.prefixes and norm.startswith(marks.prefixes))
        or any(edits(close, norm, most) <= most for close, most in marks.fuzzies)
    )


def _marked(text: str, start: int, end: int, spans: list[Span]) -> str:
    """Escape ``text[start:end]`` and put marks around the spans inside it."""
    parts: list[str] = []
    position = start
    for low, high in spans:
        if low < start or high > end:
            continue
        parts += [escape(text[position:low]), "<mark>", escape(text[low:high]), "</mark>"]
        position = high
    parts.append(escape(text[position:end]))
    return "".join(parts)


def highlight_all(text: str, marks: Marks, mentioned: Sequence[Span] = ()) -> str:
    """The whole text with its marks: for titles; spans of ``mentioned`` are marked as well."""
    found = words(text)
    spans = [(found[index].start, found[index].end) for index in marked_words(found, marks, mentioned)]
    return _marked(text, 0, len(text), spans)


def _windows(marked: list[int], count: int) -> list[tuple[int, int]]:
    """Up to `FRAGMENTS` windows of words with the most marks, none overlapping, in order of the text."""
    chosen: list[tuple[int, int]] = []
    starts = [max(0, min(index - 4, count - FRAGMENT_WORDS)) for index in marked]
    scored = sorted(
        dict.fromkeys(starts),
        key=lambda start: (-sum(start <= index < start + FRAGMENT_WORDS for index in marked), start),
    )
    for start in scored:
        if all(start + FRAGMENT_WORDS <= low or high <= start for low, high in chosen):
            chosen.append((start, min(start + FRAGMENT_WORDS, count)))
        if len(chosen) == FRAGMENTS:
            break
    return sorted(chosen)


def fragments(text: str, marks: Marks, mentioned: Sequence[Span] = ()) -> tuple[str, ...]:
    """Fragments of a body with its marks; the beginning of the body where nothing is marked, none of an empty body."""
    found = words(text)
    if not found:
        return ()
    marked = marked_words(found, marks, mentioned)
    spans = [(found[index].start, found[index].end) for index in marked]
    windows = _windows(marked, len(found)) or [(0, min(FRAGMENT_WORDS, len(found)))]
    return tuple(_marked(text, found[low].start, found[high - 1].end, spans) for low, high in windows)
