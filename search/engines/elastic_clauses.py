"""Clauses of `search.query.clauses` as Elasticsearch queries, one builder a clause."""

from __future__ import annotations

from typing import Any, Final

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
from search.schema import SENTENCE_GAP

JsonQuery = dict[str, Any]

_EVERYTHING: Final[JsonQuery] = {"match_all": {}}
_UNSCORED: Final[JsonQuery] = {"match_all": {"boost": 0.0}}
_ALL_ORDERS: Final = 4
"""Most terms that are near each other in any order; more are looked for as typed and reversed."""


def to_query(clause: Clause) -> JsonQuery:
    """The Elasticsearch query of a clause."""
    match clause:
        case Everything():
            return _EVERYTHING
        case Nothing():
            return {"match_none": {}}
        case Term(field=field, term=term, boost=boost):
            return {"term": {field: {"value": term, "boost": boost}}}
        case TermsInOrder(field=field, terms=terms, boost=boost):
            return _phrase(field, terms, 0, boost)
        case TermsNear():
            return _near(clause)
        case TermsTogether():
            return _together(clause)
        case TermPrefix(boost=boost):
            return {"constant_score": {"filter": _beginnings(clause), "boost": boost}}
        case TermFuzzy(field=field, term=term, distance=distance, boost=boost):
            close = {"value": term, "fuzziness": distance, "prefix_length": 0, "transpositions": True}
            # rewritten to a constant score, so that every close term counts and not the first fifty
            close["rewrite"] = "constant_score"
            return {"constant_score": {"filter": {"fuzzy": {field: close}}, "boost": boost}}
        case OneOf(field=field, values=values):
            if not values:
                return {"match_none": {}}
            return {"constant_score": {"filter": {"terms": {field: list(values)}}, "boost": 0.0}}
        case NumberRange(field=field, low=low, high=high):
            if low is None and high is None:
                return _EVERYTHING
            bounds = {name: value for name, value in (("gte", low), ("lte", high)) if value is not None}
            return {"constant_score": {"filter": {"range": {field: bounds}}, "boost": 0.0}}
        case Combined():
            return _combined(clause)


def _beginnings(clause: TermPrefix) -> JsonQuery:
    found: list[JsonQuery] = [{"prefix": {clause.field: lead + clause.prefix}} for lead in clause.leads]
    return found[0] if len(found) == 1 else {"bool": {"should": found}}


def _phrase(field: str, terms: tuple[str, ...], slop: int, boost: float) -> JsonQuery:
    # the field's own analyzer cuts the terms on the spaces again
    return {"match_phrase": {field: {"query": " ".join(terms), "slop": slop, "boost": boost}}}


def _near(clause: TermsNear) -> JsonQuery:
    """Found by the words between the terms, scored as a loose phrase: intervals alone know no BM25."""
    terms = tuple(dict.fromkeys(clause.terms))
    if len(terms) == 1:
        return to_query(Term(clause.field, terms[0], clause.boost))
    intervals = (
        {"all_of": _intervals(terms, clause.distance, ordered=False)}
        if len(terms) <= _ALL_ORDERS
        else {
            "any_of": {
                "intervals": [
                    {"all_of": _intervals(order, clause.distance, ordered=True)} for order in (terms, terms[::-1])
                ]
            }
        }
    )
    # a reversed pair is two moves away from its phrase; with this slop every order counts
    slop = clause.distance + len(terms) * (len(terms) - 1)
    return {
        "bool": {
            "filter": [{"intervals": {clause.field: intervals}}],
            "should": [_phrase(clause.field, terms, slop, clause.boost)],
        }
    }


def _together(clause: TermsTogether) -> JsonQuery:
    terms = tuple(dict.fromkeys(clause.terms))
    if len(terms) == 1:
        return to_query(Term(clause.field, terms[0], clause.boost))
    sentence = {"all_of": _intervals(terms, SENTENCE_GAP - 1, ordered=False)}
    return {
        "bool": {
            "filter": [{"intervals": {clause.field: sentence}}],
            "should": [_phrase(clause.field, terms, len(terms) * SENTENCE_GAP - 1, clause.boost)],
        }
    }


def _intervals(terms: tuple[str, ...], gaps: int, *, ordered: bool) -> JsonQuery:
    return {
        "ordered": ordered,
        "max_gaps": gaps,
        "intervals": [{"match": {"query": term}} for term in terms],
    }


def _combined(clause: Combined) -> JsonQuery:
    must = [to_query(part) for part in clause.must]
    filters = [to_query(part) for part in clause.filters]
    should = [to_query(part) for part in clause.should]
    must_not = [to_query(part) for part in clause.must_not]
    if not must and not filters and not (should and clause.at_least):
        if not should and not must_not:
            return _EVERYTHING
        must = [_UNSCORED]  # nothing is required: everything is found, the rest only ranks
    if len(must) == 1 and not (filters or should or must_not):
        return must[0]  # servers limit how deep queries nest, so no level is made for nothing
    if len(should) == 1 and clause.at_least == 1 and not (must or filters or must_not):
        return should[0]
    parts = {"must": must, "filter": filters, "should": should, "must_not": must_not}
    query: JsonQuery = {name: part for name, part in parts.items() if part}
    if should:
        query["minimum_should_match"] = clause.at_least
    return {"bool": query}
