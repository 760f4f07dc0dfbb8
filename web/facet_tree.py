"""The place facet as it unfolds on the page: regions, in them countries, in them governorates and cities.

Every node is a link that selects it; the places in it lie folded below, with a link to all of them where only the most
frequent are there. What is selected is always in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.results import FacetValue

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Node(Generic[View]):
    """One place with the most frequent places in it; ``more`` leads to all of those, empty where none are missing."""

    view: View
    children: tuple[Node[View], ...]
    open: bool
    more: str


@dataclass(frozen=True, slots=True)
class Drawing(Generic[View]):
    """How nodes are drawn: ``view`` of a value, ``unfolded`` the address where all places in it are shown.

    ``inside`` tells the places directly in a place, ``across`` whether a place is one that others lie in without being
    shown in it: الخليج beside السعودية; ``region`` whether it is above the countries. ``top`` and ``most`` are how many
    nodes are shown at the top and in each node that is not among ``unfold``.
    """

    view: Callable[[FacetValue], View]
    unfolded: Callable[[str], str]
    inside: Callable[[str], Sequence[str]]
    across: Callable[[str], bool]
    region: Callable[[str], bool]
    unfold: tuple[str, ...]
    top: int
    most: int


def tree(values: Sequence[FacetValue], drawing: Drawing[View]) -> tuple[tuple[Node[View], ...], int]:
    """The nodes at the top, and how many of them there are beyond those.

    Every value's parent must be among the values. Nodes are in order of their counts, those that lie across others
    behind them. What is selected or unfolded is in sight; where nothing is, the most frequent country or city is, for
    every article about طرابلس is one about أفريقيا, too.
    """
    below: dict[str | None, list[FacetValue]] = {}
    for value in sorted(values, key=lambda one: drawing.across(one.id)):
        below.setdefault(value.parent, []).append(value)
    reached = _reached(values, drawing.unfold, [value.id for value in values if value.selected])
    if not reached:
        named = [value for value in values if not drawing.region(value.id)]
        reached = _reached(values, (), [max(named, key=lambda one: one.count).id] if named else [])

    def shown(parent: str | None, most: int) -> list[FacetValue]:
        every = below.get(parent, [])
        first = {value.id for value in every[:most]}
        return [value for value in every if value.id in first or value.id in reached or value.selected]

    def node(value: FacetValue, *, open_it: bool) -> Node[View]:
        whole = value.id in drawing.unfold
        children = shown(value.id, len(values) if whole else drawing.most)
        missing = not whole and len(drawing.inside(value.id)) > len(children)
        return Node(
            drawing.view(value),
            tuple(node(child, open_it=child.id in reached) for child in children),
            open_it,
            drawing.unfolded(value.id) if missing and value.count else "",
        )

    roots = shown(None, drawing.top)
    return (
        tuple(node(root, open_it=root.id in reached) for root in roots),
        len(below.get(None, [])) - len(roots),
    )


def _reached(values: Sequence[FacetValue], unfold: tuple[str, ...], seen: Sequence[str]) -> set[str]:
    """The nodes to open: the unfolded ones, and all above those and above what must be in sight."""
    parents = {value.id: value.parent for value in values}
    reached = {place for place in unfold if place in parents}
    waiting = [parents[place] for place in (*reached, *seen)]
    while waiting:
        above = waiting.pop()
        if above is not None and above not in reached:
            reached.add(above)
            waiting.append(parents.get(above))
    return reached
