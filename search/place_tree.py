"""The place facet as a tree: which places must be counted so that every value stands in what it lies in.

An engine counts for each place the articles that mention it or a place within it, and gives the most frequent. What
contains a place has at least its count; so it is missing from the list only where it has the same count as the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from search.entities import Gazetteer

Counts = Sequence[tuple[str, int]]


def chain(place_id: str, gazetteer: Gazetteer) -> Iterator[str]:
    """What a place is shown in, from its parent to the top."""
    above = gazetteer.parent(place_id)
    seen = {place_id}
    while above is not None and above not in seen:
        seen.add(above)
        yield above
        above = gazetteer.parent(above)


def also_counted(selected: Iterable[str], unfolded: Iterable[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The places to count besides the most frequent: what is selected, what is directly in the unfolded, and above."""
    wanted: dict[str, None] = {}
    for place in selected:
        wanted |= dict.fromkeys((place, *chain(place, gazetteer)))
    for place in unfolded:
        wanted |= dict.fromkeys((place, *chain(place, gazetteer), *gazetteer.children(place)))
    return tuple(wanted)


def tree_values(
    counts: Counts, size: int, selected: Iterable[str], unfolded: Iterable[str], gazetteer: Gazetteer
) -> tuple[tuple[str, int], ...]:
    """The ``size`` most frequent places, those directly in the unfolded ones, the selected, and all that they lie in.

    ``counts`` are the most frequent with their counts, in order, and behind them those of `also_counted`. The places
    added stand behind the most frequent, ordered by count too.
    """
    known = dict(counts)
    kept = dict(counts[:size])
    added: dict[str, int] = {}

    def add(place: str, count: int) -> None:
        for one in (place, *chain(place, gazetteer)):
            if one not in kept:
                added.setdefault(one, known.get(one, count))

    for place, count in kept.items():
        add(place, count)
    for place in selected:
        add(place, known.get(place, 0))
    for place in unfolded:
        for child in gazetteer.children(place):
            if count := known.get(child, 0):
                add(child, count)
    return (*kept.items(), *sorted(added.items(), key=lambda item: (-item[1], item[0])))


__all__ = ["Counts", "also_counted", "chain", "tree_values"]
