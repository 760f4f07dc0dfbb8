"""What a search asks of a field and no article has, told in a notice: ``--place كركوكك``, ``source=الشرك``.

A search that ordinarily finds something costs nothing here: only a value that no hit has is asked about by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from search.corrected import Corrected
from search.engine import EngineSearch, SearchEngine
from search.near_values import near_entities, near_texts
from search.query.clauses import Clause, OneOf
from search.query.plan import plan
from search.query.syntax import AllOf, AnyOf, Group, Named, Node, Phrase, Scoped, Spelled, Word
from search.request import TERM_FACETS, SearchRequest, TermFacet
from search.results import NearValue, Notice, SearchResults
from search.schema import FACET_FIELDS

_MOST: Final = 5
"""Values that are told of, of one facet and of the query."""

_UNKNOWN: Final[dict[TermFacet, tuple[str, str]]] = {
    "place": (
        "No place is known as {value!r}, and no article has one of this id.",
        "لا يُعرف مكان بهذا الاسم أو المعرّف.",
    ),
    "actor": (
        "No person or organisation is known as {value!r}, and no article has one of this id.",
        "لا يُعرف شخص ولا جهة بهذا الاسم أو المعرّف.",
    ),
    "source": ("No article is from the source {value!r}.", "لا مقال من هذا المصدر."),
    "section": ("No article is in the section {value!r}.", "لا مقال في هذا القسم."),
}
_UNMENTIONED: Final = ("No article mentions {value!r}.", "لا يذكره أي مقال.")
_NAMED_IN_QUERY: Final = ("No article mentions anything called {value!r}.", "لا مقال يذكر شيئا بهذا الاسم.")

Total = Callable[[Clause], int]


def absent(
    engine: SearchEngine, view: Corrected, request: SearchRequest, root: Node | None, results: SearchResults
) -> tuple[Notice, ...]:
    """A notice for each selected value that no article has and, where nothing is found, for each in the query's fields.

    ``request`` has ids in place of names; ``root`` is its parsed query with names understood.
    """

    def total(clause: Clause) -> int:
        return engine.search(EngineSearch(view.clause(clause), {}, "relevance", 0, ids_only=True)).total

    found: list[Notice] = []
    for facet in TERM_FACETS:
        values = request.filters.selected(facet)
        if values and not (results.total and len(values) == 1):
            found += _of_facet(engine, view, facet, values, _counted(results, facet), total)
    if root is not None and not results.total:
        found += _of_query(engine, view, request, root, total)
    return tuple(found)


def _counted(results: SearchResults, facet: TermFacet) -> set[str]:
    """The selected values of a facet that hits have."""
    values = (value for one in results.term_facets if one.name == facet for value in one.values)
    return {value.id for value in values if value.selected and value.count}


def _of_facet(
    engine: SearchEngine, view: Corrected, facet: TermFacet, values: tuple[str, ...], counted: set[str], total: Total
) -> Iterator[Notice]:
    missing = [value for value in values if value not in counted][:_MOST]
    missing = [value for value in missing if not total(OneOf(FACET_FIELDS[facet], (value,)))]
    for value in missing:
        entity = view.gazetteer.get(value) if facet in ("place", "actor") else None
        if entity is None:
            yield _notice("unknown-value", facet, value, _UNKNOWN[facet], near(engine, view, facet, value, total))
        elif len(missing) == len(values):  # where others are mentioned, it may only share their name
            yield _notice("unmentioned-value", facet, entity.label, _UNMENTIONED)


def _of_query(
    engine: SearchEngine, view: Corrected, request: SearchRequest, root: Node, total: Total
) -> Iterator[Notice]:
    for facet, leaf in list(_scoped(root))[:_MOST]:
        if total(plan(Scoped(facet, leaf), request.match, request.phrases).clause):
            continue
        typed = leaf.child if isinstance(leaf, Named) else leaf
        if not isinstance(typed, Word | Phrase):
            continue
        if isinstance(leaf, Named):
            texts = _UNMENTIONED
        else:
            texts = _NAMED_IN_QUERY if facet in ("place", "actor") else _UNKNOWN[facet]
        suggested = () if isinstance(leaf, Named) else near(engine, view, facet, typed.text, total)
        code = "unmentioned-value" if isinstance(leaf, Named) else "unknown-value"
        yield _notice(code, facet, typed.text, texts, suggested, (typed.start, typed.end))


def _scoped(node: Node, scope: TermFacet | None = None) -> Iterator[tuple[TermFacet, Node]]:
    """The words and phrases of a query that are asked of a facet's field and not excluded."""
    match node:
        case Scoped(scope=inner, child=child):
            facet = next((name for name in TERM_FACETS if name == inner), None)
            yield from _scoped(child, facet)
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            for child in children:
                yield from _scoped(child, scope)
        case Spelled(child=child):
            yield from _scoped(child, scope)
        case Named(child=Group()):
            return
        case Word() | Phrase() | Named() if scope is not None:
            yield scope, node


def near(engine: SearchEngine, view: Corrected, facet: TermFacet, value: str, total: Total) -> tuple[NearValue, ...]:
    """What may be meant by a value that no article has."""
    if facet in ("place", "actor"):
        return near_entities(view, value, facet == "place", lambda one: total(OneOf(FACET_FIELDS[facet], (one,))))
    return near_texts(engine, FACET_FIELDS[facet], value)


def _notice(
    code: str,
    facet: TermFacet,
    value: str,
    texts: tuple[str, str],
    suggested: tuple[NearValue, ...] = (),
    span: tuple[int, int] = (0, 0),
) -> Notice:
    english, arabic = texts
    return Notice(code, *span, english.format(value=value), arabic, facet, value, suggested)
