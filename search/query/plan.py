"""A parsed query → the clause an engine runs, and the marks that highlighting needs.

Every word is looked up in all tiers at once: the family tier decides what is found, the norm and exact tiers lift what
is spelled as typed. Stop words and question words only rank, unless the query has nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Final

from search import calendar
from search.analysis import TierTerms, default_analyzer, load_lexicon, proclitic_splits, words
from search.analysis.skeleton import skeleton
from search.query.attached import attached_forms, attached_to_name, prefix_leads
from search.query.clauses import (
    Clause,
    Combined,
    Everything,
    Nothing,
    NumberRange,
    OneOf,
    Term,
    TermFuzzy,
    TermPrefix,
    TermsInOrder,
    TermsNear,
    TermsTogether,
)
from search.query.readings import second_readings
from search.query.spellings import respelled
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
from search.request import Match, Phrases
from search.schema import FACET_FIELDS, FIELDS, MOST_TOGETHER, TIERS, Tier

_SHOWN: Final[dict[Scope, tuple[str, ...]]] = {"any": ("title", "body"), "title": ("title",)}
_TEXTS: Final[dict[Scope, str]] = {"any": "text", "title": "title"}
_STOP_BOOST: Final = 0.35
"""Of a stop word's norm term, which is common and so weighs little anyway."""
_PAIR_BOOST: Final = 0.7
"""Of two words that stand in the text as they stand in the query."""
_SECOND: Final = 0.3
"""Of the weight of a word's family: what a second reading of it weighs."""
_CLOSE_SCORE: Final = 14.0
"""What a word spelled nearly as typed adds, where what was typed is no known word: about what a rare word adds."""
_CLOSE_LETTERS: Final = 4
"""Letters from which on a word is looked for in other spellings."""
_TIER_OF: Final[dict[Phrases, Tier]] = {"written": "exact", "spelling": "norm", "family": "family"}
_LONG_WORD: Final = 8
"""Letters, the article aside, from which on a fuzzy word without a number may differ in two of them."""

LONGEST_BEGUN: Final = 60
"""Letters up to which a word can be searched by its beginning or in near spellings: no word is so long, and engines
refuse patterns of hundreds of letters. A longer one is searched as it is."""

Alternatives = frozenset[str]
_Leaf = Word | Prefix | Fuzzy | Phrase | Together


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark in one text: words by their term in a tier, by beginning or nearness, and runs of words.

    ``runs`` holds one set of norm terms for each place of a phrase; ``exact_runs`` and ``family_runs`` are the same in
    their tiers. ``prefixes`` begin norm terms; ``fuzzies`` are a norm term and the most edits.
    """

    families: frozenset[str] = frozenset()
    norms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    runs: tuple[tuple[Alternatives, ...], ...] = ()
    exacts: frozenset[str] = frozenset()
    fuzzies: tuple[tuple[str, int], ...] = ()
    exact_runs: tuple[tuple[Alternatives, ...], ...] = ()
    family_runs: tuple[tuple[Alternatives, ...], ...] = ()

    def __or__(self, other: Marks) -> Marks:
        return Marks(
            self.families | other.families,
            self.norms | other.norms,
            self.prefixes + other.prefixes,
            self.runs + other.runs,
            self.exacts | other.exacts,
            self.fuzzies + other.fuzzies,
            self.exact_runs + other.exact_runs,
            self.family_runs + other.family_runs,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The clause to run and what to mark in ``title`` and ``body``, mentions of ``entities`` in both."""

    clause: Clause
    marks: dict[str, Marks] = field(default_factory=dict)
    entities: frozenset[str] = frozenset()


def plan(root: Node | None, match: Match, phrases: Phrases = "spelling") -> Plan:
    """Plan a parsed query; None, a query without words, finds everything.

    ``phrases`` says what quoted words must share with the text: their letters as written, their spelling but for
    variants, or no more than their word families.
    """
    if root is None:
        return Plan(Everything())
    planner = _Planner(match, _TIER_OF[phrases])
    if phrases != "written":
        root = respelled(root)
    marks: dict[str, Marks] = {}
    for node, scope in _shown(root, "any"):
        for text in _SHOWN.get(scope, ()):
            marks[text] = marks.get(text, Marks()) | planner.marks(node)
    return Plan(planner.clause(root, "any"), marks, frozenset(_entities(root)))


def allowed_edits(norm: str, typed: int | None) -> int:
    """How many edits a fuzzy word allows: as typed, else one, and two for eight letters or more besides the article."""
    if typed is not None:
        return typed
    return 2 if len(norm.removeprefix("ال")) >= _LONG_WORD else 1


def _shown(node: Node, scope: Scope) -> list[tuple[_Leaf, Scope]]:
    """The words, prefixes and phrases that an article found may show, with their scopes."""
    match node:
        case Scoped(scope=inner, child=child):
            return _shown(child, inner)
        case Named(child=child):
            return _shown(child, scope)
        case Spelled(child=child, other=other):
            return [*_shown(child, scope), *_shown(other, scope)]
        case Exclude() | Period():
            return []
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return [leaf for child in children for leaf in _shown(child, scope)]
    return [(node, scope)]


def _entities(node: Node) -> list[str]:
    """The ids of the names that an article found may show."""
    match node:
        case Named(ids=ids):
            return list(ids)
        case Scoped(child=child) | Spelled(child=child):
            return _entities(child)
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return [identity for child in children for identity in _entities(child)]
    return []


def _is_stop_word(node: Node) -> bool:
    return isinstance(node, Word) and is_stop_word(node.text)


def _places(terms: TierTerms, tier: Tier) -> list[tuple[str, ...]]:
    """The terms of a phrase in a tier, one tuple a place: the first word also with particles attached.

    Arabic writes "for the minister" as one word; a family has no particles to attach.
    """
    typed: list[str] = getattr(terms, tier)
    if not typed:
        return []
    first = (typed[0],) if tier == "family" else attached_forms(typed[0])
    return [first, *((word,) for word in typed[1:])]


def _norm_fields(scope: Scope) -> tuple[str, ...]:
    """The fields whose terms can be searched by beginning or by nearness."""
    return (f"{_TEXTS[scope]}_norm" if scope in _TEXTS else f"{scope}_name",)


def _ends(node: Node) -> tuple[str, str] | None:
    """The families of the first and the last word of a part, None where it is none of plain words."""
    match node:
        case Word(text=text):
            terms = default_analyzer().terms(text).family
            return (terms[0], terms[0]) if len(terms) == 1 else None
        case Named(child=child) | Spelled(child=child):
            return _ends(child)
        case Group(children=children):
            first, last = _ends(children[0]), _ends(children[-1])
            return (first[0], last[1]) if first and last else None
    return None


def _plain_words(nodes: Sequence[Node]) -> list[Word]:
    """The single words among parts side by side, as typed; groups within them are ranked by themselves."""
    typed = (node.child if isinstance(node, Named | Spelled) else node for node in nodes)
    return [node for node in typed if isinstance(node, Word)]


def _families(word: Word) -> list[str]:
    return _families_of(word.text)


def _families_of(text: str) -> list[str]:
    return default_analyzer().terms(text).family


def _content_families(text: str) -> tuple[str, ...]:
    """The distinct families of a text's words, without stop words unless there are no others."""
    families = default_analyzer().terms(text).family
    content = [family for word in words(text) if not is_stop_word(word.text) for family in _families_of(word.text)]
    return tuple(dict.fromkeys(content or families))


def _is_unknown(node: Node) -> bool:
    """Whether a part is one word that no lexicon knows: a rare name, or a slip."""
    if not isinstance(node, Word):
        return False
    norms = default_analyzer().terms(node.text).norm
    return len(norms) == 1 and _is_unknown_word(norms[0])


def _is_unknown_word(norm: str) -> bool:
    if not _CLOSE_LETTERS <= len(norm) <= LONGEST_BEGUN or not norm.isalpha() or norm.isascii():
        return False
    return not any(load_lexicon().knows(rest) for _, rest in proclitic_splits(norm))


class _Planner:
    """One method for each kind of node."""

    def __init__(self, match: Match, phrase_tier: Tier) -> None:
        self.match = match
        self.phrase_tier = phrase_tier

    def marks(self, node: _Leaf) -> Marks:
        terms = default_analyzer().terms(node.text)
        if not terms.norm:
            return Marks()
        match node:
            case Prefix():
                return Marks(prefixes=tuple(lead + terms.norm[-1] for lead in prefix_leads(terms.norm[-1])))
            case Fuzzy(edits=edits):
                close = (terms.norm[-1], allowed_edits(terms.norm[-1], edits))
                return Marks(families=frozenset(terms.family[-1:]), fuzzies=(close,))
            case Together(text=text):
                return Marks(families=frozenset(_content_families(text)))
            case Word() if len(terms.norm) == 1:
                if _is_stop_word(node):
                    return Marks()
                seconds = second_readings(terms.exact[0], terms.norm[0], terms.family[0])
                families = frozenset({terms.family[0], *seconds.families})
                return Marks(families, frozenset(seconds.norms), exacts=frozenset(seconds.exacts))
        tier = self.phrase_tier if isinstance(node, Phrase) else "norm"
        near = isinstance(node, Phrase) and node.distance is not None
        places = [frozenset(place) for place in _places(terms, tier)]
        if near or len(places) == 1:
            single = frozenset(getattr(terms, tier)) if near else places[0]
            match tier:
                case "exact":
                    return Marks(exacts=single)
                case "family":
                    return Marks(families=single)
            return Marks(norms=single)
        run = (tuple(places),)
        match tier:
            case "exact":
                return Marks(exact_runs=run)
            case "family":
                return Marks(family_runs=run)
        return Marks(runs=run)

    def clause(self, node: Node, scope: Scope) -> Clause:
        match node:
            case Word(text=text):
                return self.word(text, scope)
            case Prefix(text=text):
                return self.prefix(text, scope)
            case Fuzzy(text=text, edits=edits):
                return self.fuzzy(text, scope, edits)
            case Phrase(text=text, distance=distance):
                return self.phrase(text, scope, distance, self.phrase_tier)
            case Together(text=text):
                return self.together(text, scope)
            case Period():
                return self.period(node)
            case Scoped(scope=inner, child=child):
                return self.clause(child, inner)
            case Named(child=child, facet=facet, ids=ids):
                return self.named(child, scope, facet, ids)
            case Spelled(child=child, other=other):
                return Combined(should=(self.clause(child, scope), self.clause(other, scope)), at_least=1)
            case Exclude(child=child):
                return Combined(must=(Everything(),), must_not=(self.clause(child, scope),))
            case AnyOf(children=children):
                return Combined(should=tuple(self.clause(child, scope) for child in children), at_least=1)
            case AllOf(children=children, word=True) if self.match == "any":
                parts = (child.children if isinstance(child, Group) else (child,) for child in children)
                return self.group(tuple(chain.from_iterable(parts)), scope)
            case AllOf(children=children):
                return self.all_of(children, scope)
            case Group(children=children):
                return self.group(children, scope)

    def named(self, child: Node, scope: Scope, facet: Scope, ids: tuple[str, ...]) -> Clause:
        """The words as typed, which score, or a mention of the entity by any name, which does not.

        After ``place:`` the places within it count too, as they do where it is chosen in the facet.
        """
        field_name = FACET_FIELDS["place"] if scope == "place" else facet
        return Combined(should=(self.clause(child, scope), OneOf(field_name, ids)), at_least=1)

    def all_of(self, children: tuple[Node, ...], scope: Scope) -> Clause:
        wanted = [child for child in children if not isinstance(child, Exclude | Period)]
        return Combined(
            must=tuple(self.clause(child, scope) for child in wanted) or (Everything(),),
            must_not=self.unwanted(children, scope),
            filters=self.periods(children),
        )

    def unwanted(self, children: tuple[Node, ...], scope: Scope) -> tuple[Clause, ...]:
        return tuple(self.clause(child.child, scope) for child in children if isinstance(child, Exclude))

    def periods(self, children: tuple[Node, ...]) -> tuple[Clause, ...]:
        return tuple(self.period(child) for child in children if isinstance(child, Period))

    def group(self, children: tuple[Node, ...], scope: Scope) -> Clause:
        """Parts side by side: stop words only rank, ``match`` decides on the rest.

        Excluded parts always exclude and days always limit, for "any of these words" says nothing of them.
        """
        unwanted, periods = self.unwanted(children, scope), self.periods(children)
        wanted = [child for child in children if not isinstance(child, Exclude | Period)]
        content = [child for child in wanted if not _is_stop_word(child)] or wanted
        ranking = self.ranking(wanted, content, scope)
        clauses = tuple(self.clause(child, scope) for child in content)
        if not clauses:
            clauses = (Everything(),)
        elif self.match == "any":
            clauses = (Combined(should=clauses, at_least=1),)
        return Combined(must=clauses, should=ranking, must_not=unwanted, filters=periods)

    def ranking(self, wanted: Sequence[Node], content: Sequence[Node], scope: Scope) -> tuple[Clause, ...]:
        """What lifts an article without deciding whether it is found.

        Stop words; neighbours of the query that are neighbours in the text; and if any word will do, skeletons of the
        words and other spellings of those that are no known words.
        """
        if scope not in _TEXTS:
            return ()
        text = _TEXTS[scope]
        stops = [child for child in wanted if child not in content and isinstance(child, Word)]
        found: list[Clause] = [
            Term(f"{text}_norm", term, _STOP_BOOST)
            for child in stops
            for term in default_analyzer().terms(child.text).norm
        ]
        ends = list(map(_ends, wanted))
        pairs = [(left[1], right[0]) for left, right in pairwise(ends) if left and right]
        found += [TermsInOrder(f"{text}_family", pair, _PAIR_BOOST) for pair in dict.fromkeys(pairs)]
        if self.match == "any" and scope == "any":
            families = [family for word in _plain_words(content) for family in _families(word)]
            found += [Term("text_skeleton", term, FIELDS["text_skeleton"].boost) for term in map(skeleton, families)]
            found += [
                TermFuzzy("text_norm", default_analyzer().terms(child.text).norm[0], 1, _CLOSE_SCORE)
                for child in content
                if isinstance(child, Word) and _is_unknown(child)
            ]
        return tuple(found)

    @staticmethod
    def period(node: Period) -> Clause:
        first, last = node.first, node.last
        if node.facet == "mentioned":
            return OneOf("mentioned", calendar.overlap_nodes(first, last))
        low, high = (calendar.day_number(day) if day else None for day in (first, last))
        return NumberRange("published_day", low, high)

    def word(self, text: str, scope: Scope) -> Clause:
        terms = default_analyzer().terms(text)
        if len(terms.norm) != 1:  # "2014/2015", "كوفيد-19": several words written as one are a phrase
            return self.phrase(text, scope, None, "norm")
        if scope not in _TEXTS:
            return self.name(scope, terms.norm, text)
        tiers = dict(zip(TIERS, (terms.exact[0], terms.norm[0], terms.family[0]), strict=True))
        fields: dict[str, Tier] = {f"{_TEXTS[scope]}_{tier}": tier for tier in TIERS}
        fields["title_family"] = "family"  # a word of the title counts twice
        found = [Term(name, tiers[tier], FIELDS[name].boost) for name, tier in fields.items()]
        seconds = second_readings(tiers["exact"], tiers["norm"], tiers["family"])
        weight = _SECOND * FIELDS["text_family"].boost
        for tier, others in zip(("family", "norm", "exact"), seconds, strict=True):
            found += [Term(f"{_TEXTS[scope]}_{tier}", term, weight) for term in others]
        if _is_unknown_word(tiers["norm"]):  # no family joins what may be written onto a name that no lexicon has
            name = f"{_TEXTS[scope]}_norm"
            found += [Term(name, form, FIELDS["text_family"].boost) for form in attached_to_name(tiers["norm"])]
        return Combined(should=tuple(found), at_least=1)

    def prefix(self, text: str, scope: Scope) -> Clause:
        terms = default_analyzer().terms(text).norm
        if not terms:
            return Nothing()
        if scope == "section":
            return self.name(scope, terms, text)
        if len(terms[-1]) > LONGEST_BEGUN:
            return self.word(text, scope)
        leads = prefix_leads(terms[-1])
        return Combined(
            should=tuple(TermPrefix(name, terms[-1], FIELDS[name].boost, leads) for name in _norm_fields(scope)),
            at_least=1,
        )

    def fuzzy(self, text: str, scope: Scope, edits: int | None) -> Clause:
        """The word itself, which ranks higher, or one spelled nearly so."""
        terms = default_analyzer().terms(text).norm
        if not terms:
            return Nothing()
        if scope == "section":
            return self.name(scope, terms, text)
        if len(terms[-1]) > LONGEST_BEGUN:
            return self.word(text, scope)
        close = [
            TermFuzzy(name, terms[-1], allowed_edits(terms[-1], edits), FIELDS[name].boost)
            for name in _norm_fields(scope)
        ]
        return Combined(should=(self.word(text, scope), *close), at_least=1)

    def phrase(self, text: str, scope: Scope, distance: int | None, tier: Tier) -> Clause:
        terms = default_analyzer().terms(text)
        if not terms.norm:
            return Nothing()
        if scope not in _TEXTS:
            return self.name(scope, terms.norm, text)
        typed: list[str] = getattr(terms, tier)
        found: list[Clause] = []
        name = f"{_TEXTS[scope]}_{tier}"
        boost = FIELDS[name].boost
        if distance is not None and len(typed) > 1:
            return TermsNear(name, tuple(typed), distance, boost)
        for first in _places(terms, tier)[0]:
            if len(typed) == 1:
                found.append(Term(name, first, boost))
            else:
                found.append(TermsInOrder(name, (first, *typed[1:]), boost))
        return Combined(should=tuple(found), at_least=1)

    def together(self, text: str, scope: Scope) -> Clause:
        """Words of one sentence by their families; a title is one sentence."""
        if scope not in _TEXTS:
            return self.phrase(text, scope, None, "norm")
        families = _content_families(text)
        if not families:
            return Nothing()
        name = f"{_TEXTS[scope]}_family"
        boost = FIELDS[name].boost
        clauses: list[Clause] = [Term(name, family, boost) for family in families]
        if scope == "any" and len(families) > 1:
            clauses = [TermsTogether(name, families[:MOST_TOGETHER], boost), *clauses[MOST_TOGETHER:]]
        return clauses[0] if len(clauses) == 1 else Combined(must=tuple(clauses))

    def name(self, scope: Scope, terms: list[str], text: str) -> Clause:
        """Words that stand side by side in a name of a place, actor or source; an id is understood as well."""
        if scope == "section":  # a keyword without a text field of its names: found whole
            return OneOf("section", (text,))
        field_name = f"{scope}_name"
        found: Clause = Term(field_name, terms[0]) if len(terms) == 1 else TermsInOrder(field_name, tuple(terms))
        keyword = FACET_FIELDS["place"] if scope == "place" else scope
        return Combined(should=(found, OneOf(keyword, (text,))), at_least=1)
