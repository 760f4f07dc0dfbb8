"""What an engine is asked to find: clauses over the fields of `search.schema`, with every word already analysed.

The plan (`search.query.plan`) makes them, the engines translate them one for one, so that two engines given the same
clause find the same articles. Each clause that scores does so by BM25 times its boost; the scores of the parts of a
clause are added.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article, all with the same score."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


@dataclass(frozen=True, slots=True)
class Term:
    """Articles with this term in a text field."""

    field: str
    term: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermsInOrder:
    """Articles with these terms one after the other in a text field; there are at least two terms."""

    field: str
    terms: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermsNear:
    """Articles with these terms in any order in a text field, at most ``distance`` other words between them.

    Counted are the words from the first of them to the last that are none of them; a term given twice counts once. More
    than four terms need only be found as typed and reversed.
    """

    field: str
    terms: tuple[str, ...]
    distance: int
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermsTogether:
    """Articles with these terms in one sentence, in any order, in a text field whose sentences have wide gaps between.

    There are at least two terms and at most `search.schema.MOST_TOGETHER`; a term given twice counts once.
    """

    field: str
    terms: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermPrefix:
    """Articles with a term in a text field that is one of ``leads`` with ``prefix`` after it, and then anything.

    All score ``boost`` once, whatever the term and however many there are. A lead is what Arabic writes onto a word:
    prefix ``موصل`` with the leads ``("", "ال", "وال")`` finds موصلي, الموصل and والموصل; the default is no lead.
    """

    field: str
    prefix: str
    boost: float = 1.0
    leads: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class TermFuzzy:
    """Articles with a term in a text field that ``distance`` edits or fewer turn into ``term``; 1 or 2 edits.

    An edit adds, drops or changes one code point or swaps two neighbours (the restricted distance, in which no letter
    is edited twice); the first letter may change like any other, and every such term of the index counts, not only the
    most frequent. All score ``boost`` once.
    """

    field: str
    term: str
    distance: int
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class OneOf:
    """Articles with any of these values in a keyword field; no score."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Articles with a value from ``low`` to ``high``, both included, None being open; no score."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Combined:
    """Articles that match all of ``must`` and ``filters``, none of ``must_not`` and ``at_least`` of ``should``.

    ``must`` and ``should`` score, ``filters`` and ``must_not`` do not.
    """

    must: tuple[Clause, ...] = ()
    should: tuple[Clause, ...] = ()
    must_not: tuple[Clause, ...] = ()
    filters: tuple[Clause, ...] = ()
    at_least: int = 0


Clause = (
    Everything
    | Nothing
    | Term
    | TermsInOrder
    | TermsNear
    | TermsTogether
    | TermPrefix
    | TermFuzzy
    | OneOf
    | NumberRange
    | Combined
)
