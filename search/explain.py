"""What was searched and why an article was found: the clause in text, the forms of each word, and a score in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.analysis import default_analyzer
from search.engine import SearchEngine
from search.insight import Insight, ScorePart
from search.query.attached import prefix_leads
from search.query.clauses import Clause
from search.query.plan import allowed_edits
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
    Scoped,
    Together,
    Word,
)
from search.results import Notice, Understood
from search.vocabulary import Vocabulary, WordCount

_FORMS: Final = 20
"""Forms of a word that are told, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class WordForms:
    """A word of the query as typed, and the words of the index that it finds, most frequent first.

    ``start`` and ``end`` are code points in the query. There are no forms of a phrase, and none where the engine does
    not tell its words.
    """

    text: str
    start: int
    end: int
    forms: tuple[WordCount, ...]


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
    leaves = sorted(_leaves(root), key=lambda leaf: leaf.start) if root is not None else []
    return tuple(WordForms(leaf.text, leaf.start, leaf.end, _forms(leaf, vocabulary)) for leaf in leaves)


def article_score(engine: SearchEngine, clause: Clause, article_id: str) -> ScorePart | None:
    """How an article's score came about; None where it is not found or the engine does not tell."""
    return engine.explain(clause, article_id) if isinstance(engine, Insight) else None


_Leaf = Word | Prefix | Fuzzy | Phrase | Together


def _leaves(node: Node) -> list[_Leaf]:
    match node:
        case Group(children=children) | AllOf(children=children) | AnyOf(children=children):
            return [leaf for child in children for leaf in _leaves(child)]
        case Scoped(child=child) | Exclude(child=child) | Named(child=child):
            return _leaves(child)
        case Period():
            return []
    return [node]


def _forms(leaf: _Leaf, vocabulary: Vocabulary | None) -> tuple[WordCount, ...]:
    terms = default_analyzer().terms(leaf.text)
    if vocabulary is None or len(terms.norm) != 1:
        return ()
    norm = terms.norm[0]
    match leaf:
        case Word():
            found = vocabulary.family(terms.family[0], _FORMS)
        case Prefix():
            found = vocabulary.beginning([lead + norm for lead in prefix_leads(norm)], _FORMS)
        case Fuzzy(edits=edits):
            near = vocabulary.near(norm, allowed_edits(norm, edits), _FORMS)
            found = [*vocabulary.family(terms.family[0], _FORMS), *near]
        case Phrase() | Together():
            return ()
    distinct = {one.norm: one for one in found if one.count}
    return tuple(sorted(distinct.values(), key=lambda one: (-one.count, one.norm))[:_FORMS])
