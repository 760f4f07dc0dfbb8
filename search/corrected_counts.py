"""Facet counts where corrections touch them: exact, and paid for only there.

An engine counts the ids that are in the index. What was merged is one value now, and an article with both ids counts
once: such values are counted by a search of their own, and so are the places above them. Of the many that may be
merged only those are counted that can stand among the values shown: none has more articles than its parts together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from search.corrected import Corrected
from search.engine import EngineSearch, SearchEngine
from search.insight import GroupCounts
from search.place_tree import Counts
from search.query.clauses import Combined
from search.request import TermFacet
from search.schema import FACET_FIELDS

_SPARE: Final = 50
"""Values asked for beyond those shown, since corrections may hide some of them."""
_MOST: Final = 50_000
"""Values asked for at most, however many are hidden."""


def spare(size: int, view: Corrected) -> int:
    """How many values of a facet to ask an engine for where ``size`` are to be shown."""
    return size + _SPARE if view.corrections else size


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the engine answered it: its clauses are those of the index, ``counts`` its values of a facet.

    The first ``search.facet_size`` of ``counts`` are the most frequent, in order.
    """

    engine: SearchEngine
    search: EngineSearch
    facet: TermFacet
    counts: Counts

    def exact(self, values: Sequence[str], view: Corrected) -> dict[str, int]:
        """How many articles have each value, among those that match all selections but that of its own facet."""
        groups = [view.group(FACET_FIELDS[self.facet], value) for value in values]
        if isinstance(self.engine, GroupCounts):
            return dict(zip(values, self.engine.group_counts(self.search, self.facet, groups), strict=True))
        others = tuple(clause for name, clause in self.search.filters.items() if name != self.facet)
        scope = (self.search.clause, *others)
        return {
            value: self.engine.search(
                EngineSearch(Combined(filters=(*scope, group)), {}, "newest", 0, ids_only=True)
            ).total
            for value, group in zip(values, groups, strict=True)
        }

    def enough(self, size: int, view: Corrected) -> Asked:
        """The same with at least ``size`` values that no correction touches among the most frequent, if there are."""
        asked = self
        while True:
            first = asked.counts[: asked.search.facet_size]
            untouched = sum(value not in view.changed for value, _ in first)
            if untouched >= size or not asked.has_more or asked.search.facet_size >= _MOST:
                return asked
            more = replace(
                self.search,
                limit=0,
                after=None,
                term_facets=(self.facet,),
                facet_size=min(asked.search.facet_size * 4, _MOST),
                date_facets={},
                ids_only=True,
            )
            asked = replace(asked, search=more, counts=self.engine.search(more).terms[self.facet])

    @property
    def has_more(self) -> bool:
        """Whether there may be values that the engine did not name."""
        return len(self.counts) >= self.search.facet_size


def corrected_counts(asked: Asked, size: int, wanted: Iterable[str], view: Corrected) -> Counts:
    """The first ``size`` values of a facet as they are now, most frequent first, the ``wanted`` ones behind them."""
    if not view.corrections or asked.facet not in ("place", "actor"):
        return asked.counts
    asked = asked.enough(size, view)
    known = dict(asked.counts)
    first = asked.counts[: asked.search.facet_size]
    kept = {value: count for value, count in first if value not in view.changed}
    # what the engine did not name has no more articles than the last value that it did
    least = first[-1][1] if first and asked.has_more else 0
    needed = sorted(kept.values(), reverse=True)[size - 1] if len(kept) >= size else 1
    wanted = [value for value in wanted if view.shown(value) == value]
    chosen = set(wanted)
    near = [
        value
        for value, parts in _upper_bounds(asked.facet, view).items()
        if value in chosen or sum(known.get(part, least) for part in parts) >= needed
    ]
    if near:
        kept |= asked.exact(near, view)
    ordered = sorted(((value, count) for value, count in kept.items() if count), key=lambda one: (-one[1], one[0]))
    shown = dict(ordered[:size])
    for value in wanted:
        if value not in shown:
            shown[value] = kept[value] if value in kept else known.get(value, 0)
    return tuple(shown.items())


@lru_cache(maxsize=8)
def _upper_bounds(facet: TermFacet, view: Corrected) -> Mapping[str, tuple[str, ...]]:
    """Every changed value that is shown, with ids whose counts in the index add up to at least its own."""
    corrections = view.corrections
    if facet == "actor":
        return {whole: parts for whole in view.changed if (parts := corrections.parts(whole))}
    # a place may have gained what was merged into a place within it, and a new place within it
    gained: dict[str, list[str]] = {}
    for part, whole in (*corrections.merged.items(), *((new, new) for new in corrections.added)):
        for above in (whole, *view.gazetteer.containing(whole)):
            gained.setdefault(above, []).append(part)
    return {
        place: tuple(dict.fromkeys((place, *gained.get(place, ()))))
        for place in view.changed
        if view.shown(place) == place
    }


__all__ = ["Asked", "corrected_counts", "spare"]
