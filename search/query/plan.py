"""A parsed query → the clause an engine runs, and the marks that highlighting needs.

Every word is looked up in all tiers at once: the family tier decides what is found, the norm and exact tiers lift what
is spelled as typed. Stop words and question words only rank, unless the query has nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from search.analysis import default_analyzer, fold
from search.query.clauses import (
    Clause,
    Combined,
    Everything,
    Nothing,
    OneOf,
    Term,
    TermPrefix,
    TermsInOrder,
    TermsNear,
)
from search.query.stop_words import QUESTION_WORDS, STOP_WORDS
from search.query.syntax import AllOf, AnyOf, Exclude, Group, Node, Phrase, Prefix, Scope, Scoped, Word
from search.request import Match
from search.schema import FIELDS, TIERS

_TEXTS: Final[dict[Scope, tuple[str, ...]]] = {"any": ("title", "body"), "title": ("title",)}
_STOP_BOOST: Final = 0.1
"""A stop word ranks ten times lower than the same word would by its rarity alone."""
_CONJUNCTIONS: Final = ("", "و", "ف")
_PARTICLES: Final = ("", "ب", "ك", "ل")

Alternatives = frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark in one text: words by family or norm term, by beginning, and runs of norm terms.

    ``runs`` holds one set of norm terms for each place of a phrase.
    """

    families: frozenset[str] = frozenset()
    norms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    runs: tuple[tuple[Alternatives, ...], ...] = ()

    def __or__(self, other: Marks) -> Marks:
        return Marks(
            self.families | other.families,
            self.norms | other.norms,
            self.prefixes + other.prefixes,
            self.runs + other.runs,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The clause to run and what to mark in ``title`` and ``body``."""

    clause: Clause
    marks: dict[str, Marks] = field(default_factory=dict)


def attached_forms(term: str) -> tuple[str, ...]:
    """A norm term with the particles that may be written onto it: ``وزير`` → ``وزير ووزير بوزير لوزير ولوزير …``.

    A phrase finds its first word with particles attached, since Arabic writes "for the minister" as one word; ل joins
    the article as لل.
    """
    forms = []
    for conjunction in _CONJUNCTIONS:
        for particle in _PARTICLES:
            joined = "لل" + term[2:] if particle == "ل" and term.startswith("ال") else particle + term
            forms.append(conjunction + joined)
    return tuple(dict.fromkeys(forms))


def plan(root: Node | None, match: Match) -> Plan:
    """Plan a parsed query; None, a query without words, finds everything."""
    if root is None:
        return Plan(Everything())
    marks: dict[str, Marks] = {}
    for node, scope in _shown(root, "any"):
        for text in _TEXTS.get(scope, ()):
            marks[text] = marks.get(text, Marks()) | _marks(node)
    return Plan(_Planner(match).clause(root, "any"), marks)


def _shown(node: Node, scope: Scope) -> list[tuple[Word | Prefix | Phrase, Scope]]:
    """The words, prefixes and phrases that an article found may show, with their scopes."""
    match node:
        case Scoped(scope=inner, child=child):
            return _shown(child, inner)
        case Exclude():
            return []
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return [leaf for child in children for leaf in _shown(child, scope)]
    return [(node, scope)]


def _is_stop_word(node: Node) -> bool:
    return isinstance(node, Word) and fold(node.text) in (STOP_WORDS | QUESTION_WORDS)


def _marks(node: Word | Prefix | Phrase) -> Marks:
    terms = default_analyzer().terms(node.text)
    match node:
        case Prefix():
            return Marks(prefixes=tuple(terms.norm[-1:]))
        case Word() if len(terms.norm) == 1:
            return Marks() if _is_stop_word(node) else Marks(families=frozenset(terms.family))
        case Phrase(distance=distance) if distance is not None:
            return Marks(norms=frozenset(terms.norm))
    if len(terms.norm) == 1:
        return Marks(norms=frozenset(attached_forms(terms.norm[0])))
    if not terms.norm:
        return Marks()
    first = frozenset(attached_forms(terms.norm[0]))
    return Marks(runs=((first, *(frozenset([term]) for term in terms.norm[1:])),))


class _Planner:
    """One method for each kind of node."""

    def __init__(self, match: Match) -> None:
        self.match = match

    def clause(self, node: Node, scope: Scope) -> Clause:
        match node:
            case Word(text=text):
                return self.word(text, scope)
            case Prefix(text=text):
                return self.prefix(text, scope)
            case Phrase(text=text, distance=distance):
                return self.phrase(text, scope, distance)
            case Scoped(scope=inner, child=child):
                return self.clause(child, inner)
            case Exclude(child=child):
                return Combined(must=(Everything(),), must_not=(self.clause(child, scope),))
            case AnyOf(children=children):
                return Combined(should=tuple(self.clause(child, scope) for child in children), at_least=1)
            case AllOf(children=children):
                return self.all_of(children, scope)
            case Group(children=children):
                return self.group(children, scope)

    def all_of(self, children: tuple[Node, ...], scope: Scope) -> Clause:
        wanted = [child for child in children if not isinstance(child, Exclude)]
        unwanted = [child.child for child in children if isinstance(child, Exclude)]
        return Combined(
            must=tuple(self.clause(child, scope) for child in wanted) or (Everything(),),
            must_not=tuple(self.clause(child, scope) for child in unwanted),
        )

    def group(self, children: tuple[Node, ...], scope: Scope) -> Clause:
        """Parts side by side: stop words only rank, excluded parts always exclude, ``match`` decides on the rest."""
        unwanted = tuple(self.clause(child.child, scope) for child in children if isinstance(child, Exclude))
        wanted = [child for child in children if not isinstance(child, Exclude)]
        content = [child for child in wanted if not _is_stop_word(child)] or wanted
        ranking = tuple(
            self.word(child.text, scope, _STOP_BOOST)
            for child in wanted
            if isinstance(child, Word) and child not in content
        )
        clauses = tuple(self.clause(child, scope) for child in content)
        if not clauses:
            return Combined(must=(Everything(),), must_not=unwanted)
        if self.match == "all":
            return Combined(must=clauses, should=ranking, must_not=unwanted)
        either = Combined(should=clauses, at_least=1)
        return Combined(must=(either,), should=ranking, must_not=unwanted)

    def word(self, text: str, scope: Scope, weight: float = 1.0) -> Clause:
        terms = default_analyzer().terms(text)
        if len(terms.norm) != 1:  # "2014/2015", "كوفيد-19": several words written as one are a phrase
            return self.phrase(text, scope, None)
        if scope not in _TEXTS:
            return self.name(scope, terms.norm, text)
        tiers = dict(zip(TIERS, (terms.exact[0], terms.norm[0], terms.family[0]), strict=True))
        return Combined(
            should=tuple(
                Term(f"{name}_{tier}", tiers[tier], FIELDS[f"{name}_{tier}"].boost * weight)
                for name in _TEXTS[scope]
                for tier in TIERS
            ),
            at_least=1,
        )

    def prefix(self, text: str, scope: Scope) -> Clause:
        terms = default_analyzer().terms(text).norm
        if not terms:
            return Nothing()
        fields = [f"{name}_norm" for name in _TEXTS[scope]] if scope in _TEXTS else [f"{scope}_name"]
        return Combined(should=tuple(TermPrefix(name, terms[-1], FIELDS[name].boost) for name in fields), at_least=1)

    def phrase(self, text: str, scope: Scope, distance: int | None) -> Clause:
        terms = default_analyzer().terms(text).norm
        if not terms:
            return Nothing()
        if scope not in _TEXTS:
            return self.name(scope, terms, text)
        fields = [f"{name}_norm" for name in _TEXTS[scope]]
        found: list[Clause] = []
        for name in fields:
            boost = FIELDS[name].boost
            if distance is not None and len(terms) > 1:
                found.append(TermsNear(name, tuple(terms), distance, boost))
                continue
            for first in attached_forms(terms[0]):
                if len(terms) == 1:
                    found.append(Term(name, first, boost))
                else:
                    found.append(TermsInOrder(name, (first, *terms[1:]), boost))
        return Combined(should=tuple(found), at_least=1)

    def name(self, scope: Scope, terms: list[str], text: str) -> Clause:
        """Words that stand side by side in a name of a place, actor or source; an id is understood as well."""
        field_name = f"{scope}_name"
        found: Clause = Term(field_name, terms[0]) if len(terms) == 1 else TermsInOrder(field_name, tuple(terms))
        return Combined(should=(found, OneOf(scope, (text,))), at_least=1)
