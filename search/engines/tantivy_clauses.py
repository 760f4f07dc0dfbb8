"""Clauses of `search.query.clauses` as tantivy queries, one builder a clause."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, permutations, product
from math import comb
from typing import Final

import tantivy
from tantivy import Occur, Query

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
from search.schema import LONGEST_SENTENCE

_ALL_ORDERS: Final = 4
"""Most terms that are near each other in any order; more are looked for as typed and reversed."""
_MOST_PHRASES: Final = 1400
"""Phrases that one near clause may become: all gaps of three terms up to a distance of 20, of four up to 5."""


def _special(char: str) -> str:
    return char if char.isalnum() else "\\" + char


def _pattern(clause: TermPrefix) -> str:
    """One pattern for all leads: making an automaton takes longer than running it over the terms."""
    leads = "|".join("".join(map(_special, lead)) for lead in clause.leads)
    return f"({leads})" + "".join(map(_special, clause.prefix)) + ".*"


def _in_order(schema: tantivy.Schema, field: str, terms: tuple[str, ...], slop: int) -> Query:
    return Query.phrase_query(schema, field, list(terms), slop=slop)


def _near(schema: tantivy.Schema, clause: TermsNear) -> Query:
    terms = tuple(dict.fromkeys(clause.terms))
    if len(terms) == 1:
        return Query.term_query(schema, clause.field, terms[0], "position")
    orders = list(permutations(terms)) if len(terms) <= _ALL_ORDERS else [terms, terms[::-1]]
    inner = len(terms) - 1
    if len(terms) > 2 and len(orders) * comb(clause.distance + inner, inner) <= _MOST_PHRASES:  # noqa: PLR2004 - see below
        # from three terms on, tantivy's slop lets some pass that are further apart: every spacing is a phrase instead
        spacings = list(_spacings(inner, clause.distance))
        queries = [
            Query.phrase_query(schema, clause.field, list(zip(places, order, strict=True)))
            for order in orders
            for places in spacings
        ]
    else:
        queries = [_in_order(schema, clause.field, order, clause.distance) for order in orders]
    # the best order counts, so that a match in two orders is not scored twice
    return Query.disjunction_max_query(queries)


def _together(schema: tantivy.Schema, clause: TermsTogether) -> Query:
    """One phrase for every order: tantivy's slop is the way from the first term to the second, third and so on.

    It takes the nearest place of each, which need not make the shortest way; the longest way within a sentence is
    allowed, so whatever places it takes in a sentence are near enough, and one in another sentence is too far away.
    """
    terms = tuple(dict.fromkeys(clause.terms))
    if len(terms) == 1:
        return Query.term_query(schema, clause.field, terms[0], "position")
    places: list[str | tuple[int, str]] = [(0, term) for term in terms]
    return Query.phrase_query(schema, clause.field, places, slop=(len(terms) - 1) * LONGEST_SENTENCE)


def _spacings(steps: int, distance: int) -> Iterator[tuple[int, ...]]:
    """Places of terms with at most ``distance`` others between them in all, e.g. (0, 1, 3)."""
    for gaps in product(range(distance + 1), repeat=steps):
        if sum(gaps) <= distance:
            yield (0, *accumulate(gap + 1 for gap in gaps))


def _combined(schema: tantivy.Schema, clause: Combined) -> Query:
    parts: list[tuple[Occur, Query]] = [(Occur.Must, to_query(schema, part)) for part in clause.must]
    parts += [(Occur.Must, Query.const_score_query(to_query(schema, part), 0.0)) for part in clause.filters]
    should = [(Occur.Should, to_query(schema, part)) for part in clause.should]
    if should and clause.at_least and (parts or clause.must_not):
        # the optional parts are wrapped, since tantivy counts them only in a query of their own
        parts.append((Occur.Must, Query.boolean_query(should, minimum_number_should_match=clause.at_least)))
    elif should and clause.at_least:
        return Query.boolean_query(should, minimum_number_should_match=clause.at_least)
    else:
        if not parts and (should or clause.must_not):  # nothing is required: everything is found, the rest only ranks
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        parts += should
    parts += [(Occur.MustNot, to_query(schema, part)) for part in clause.must_not]
    return Query.boolean_query(parts) if parts else Query.all_query()


def to_query(schema: tantivy.Schema, clause: Clause) -> Query:
    """The tantivy query of a clause."""
    match clause:
        case Everything():
            return Query.all_query()
        case Nothing():
            return Query.empty_query()
        case Term(field=field, term=term, boost=boost):
            return Query.boost_query(Query.term_query(schema, field, term, "position"), boost)
        case TermsInOrder(field=field, terms=terms, boost=boost):
            return Query.boost_query(_in_order(schema, field, terms, 0), boost)
        case TermsNear(boost=boost):
            return Query.boost_query(_near(schema, clause), boost)
        case TermsTogether(boost=boost):
            return Query.boost_query(_together(schema, clause), boost)
        case TermPrefix(field=field, boost=boost):
            return Query.const_score_query(Query.regex_query(schema, field, _pattern(clause)), boost)
        case TermFuzzy(field=field, term=term, distance=distance, boost=boost):
            close = Query.fuzzy_term_query(schema, field, term, distance, transposition_cost_one=True, prefix=False)
            return Query.const_score_query(close, boost)
        case OneOf(field=field, values=values):
            if not values:
                return Query.empty_query()
            return Query.const_score_query(Query.term_set_query(schema, field, list(values)), 0.0)
        case NumberRange(field=field, low=low, high=high):
            if low is None and high is None:
                return Query.all_query()
            bounds = Query.range_query(schema, field, tantivy.FieldType.Integer, low, high)
            return Query.const_score_query(bounds, 0.0)
        case Combined():
            return _combined(schema, clause)
