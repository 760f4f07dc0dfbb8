"""What was searched and why an article was found: the clause in text, the forms of each word, and a score in parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from search.analysis import default_analyzer, fold
from search.engine import SearchEngine
from search.insight import Insight, ScorePart
from search.query.attached import prefix_leads
from search.query.clauses import Clause
from search.query.plan import allowed_edits
from search.query.readings import second_readings
from search.query.stop_words import is_stop_word
from search.query.syntax import (
    AllOf,
    AnyOf,
    Exclude,
    Fuzzy,
    Group,
    Named,
    Node,
    Period,
    Phrase,
    Prefix,
    Scope,
    Scoped,
    Spelled,
    Together,
    Word,
)
from search.results import Notice, Understood, WordForms
from search.vocabulary import Vocabulary, WordCount

_FORMS: Final = 20
"""Forms of a word that are told, the most frequent ones."""
_IN_LINE: Final = 8
"""Forms of a word in a line of text."""
_IN_TEXT: Final[tuple[Scope, ...]] = ("any", "title")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a query was taken to mean; ``score`` is that of the article asked about, None where it is not found."""

    query: str
    clause: str
    words: tuple[WordForms, ...]
    notices: tuple[Notice, ...]
    understood: tuple[Understood, ...]
    score: ScorePart | None = None


def word_forms(root: Node | None, vocabulary: Vocabulary | None) -> tuple[WordForms, ...]:
    """Every word of a query with the forms that it finds, excluded ones too, in order of the query."""
    leaves = sorted(_leaves(root, "any"), key=lambda found: found[0].start) if root is not None else []
    only_stop_words = all(_is_stop_word(leaf) for leaf, _, _ in leaves)
    words = []
    for leaf, scope, excluded in leaves:
        stop = _is_stop_word(leaf) and not only_stop_words
        forms = () if stop or scope not in _IN_TEXT else _forms(leaf, vocabulary)
        words.append(
            WordForms(leaf.text, leaf.start, leaf.end, forms, "stop" if stop else _KINDS[type(leaf)], excluded)
        )
    return tuple(words)


def plain_line(query: str, words: Iterable[WordForms]) -> str:
    """What was searched in one line of Arabic, words that only rank left out; empty where there is none.

    >>> plain_line("وزير", [WordForms("وزير", 0, 4, (WordCount("الوزير", "الوزير", 3),))])
    'وزير: الوزير'
    """
    return "؛ ".join(_told(query, word) for word in words if word.kind != "stop")


def _told(query: str, word: WordForms) -> str:
    typed = query[word.start : word.end]
    others = other_forms(word)
    shown = "، ".join(form.text for form in others[:_IN_LINE])
    rest = " …" if len(others) > _IN_LINE else ""
    return ("بدون " if word.excluded else "") + (f"{typed}: {shown}{rest}" if others else typed)


def other_forms(word: WordForms) -> tuple[WordCount, ...]:
    """The forms that a word finds besides itself."""
    return tuple(form for form in word.forms if form.norm != fold(word.text))


def article_score(engine: SearchEngine, clause: Clause, article_id: str) -> ScorePart | None:
    """How an article's score came about; None where it is not found or the engine does not tell."""
    return engine.explain(clause, article_id) if isinstance(engine, Insight) else None


_Leaf = Word | Prefix | Fuzzy | Phrase | Together
_KINDS: Final[dict[type[_Leaf], Literal["word", "prefix", "fuzzy", "phrase", "sentence"]]] = {
    Word: "word",
    Prefix: "prefix",
    Fuzzy: "fuzzy",
    Phrase: "phrase",
    Together: "sentence",
}


def _leaves(node: Node, scope: Scope, *, excluded: bool = False) -> list[tuple[_Leaf, Scope, bool]]:
    """The words of a query, each with the field it must be found in and whether it must not be found."""
    match node:
        case Group(children=children) | AllOf(children=children) | AnyOf(children=children):
            return [leaf for child in children for leaf in _leaves(child, scope, excluded=excluded)]
        case Scoped(scope=inner, child=child):
            return _leaves(child, inner, excluded=excluded)
        case Exclude(child=child):
            return _leaves(child, scope, excluded=not excluded)
        case Named(child=child) | Spelled(child=child):
            return _leaves(child, scope, excluded=excluded)
        case Period():
            return []
    return [(node, scope, excluded)]


def _is_stop_word(leaf: _Leaf) -> bool:
    return isinstance(leaf, Word) and is_stop_word(leaf.text)


def _forms(leaf: _Leaf, vocabulary: Vocabulary | None) -> tuple[WordCount, ...]:
    terms = default_analyzer().terms(leaf.text)
    if vocabulary is None or len(terms.norm) != 1:
        return ()
    norm = terms.norm[0]
    match leaf:
        case Word():
            seconds = second_readings(terms.exact[0], norm, terms.family[0])
            families = (terms.family[0], *seconds.families)
            found = [form for family in families for form in vocabulary.family(family, _FORMS)]
            found += map(vocabulary.word, seconds.norms)
            found += [form for form in map(vocabulary.word, map(fold, seconds.exacts)) if form.text in seconds.exacts]
        case Prefix():
            found = vocabulary.beginning([lead + norm for lead in prefix_leads(norm)], _FORMS)
        case Fuzzy(edits=edits):
            near = vocabulary.near(norm, allowed_edits(norm, edits), _FORMS)
            found = [*vocabulary.family(terms.family[0], _FORMS), *near]
        case Phrase() | Together():
            return ()
    distinct = {one.norm: one for one in found if one.count}
    return tuple(sorted(distinct.values(), key=lambda one: (-one.count, one.norm))[:_FORMS])
