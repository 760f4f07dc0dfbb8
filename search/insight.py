"""What an engine may tell beyond the port: the terms of its index and how a score came about.

Both engines do. It stays optional for others: where an engine cannot tell cheaply, suggestions and explanations are
shorter. Ask with ``isinstance(engine, Insight)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from search.engine import EngineSearch
from search.query.clauses import Clause
from search.request import FacetName


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A number that went into a score, what it stands for, and the numbers that it was made of."""

    value: float
    description: str
    parts: tuple[ScorePart, ...] = ()


@runtime_checkable
class GroupCounts(Protocol):
    """An engine that counts many groups of values within one search faster than one search for each would.

    Optional as well; corrections to the entities ask for it (`search.corrected_counts`).
    """

    def group_counts(self, search: EngineSearch, facet: FacetName, groups: Sequence[Clause]) -> tuple[int, ...]:
        """How many articles match each clause, among those that match all of a search but the selection of a facet."""


@runtime_checkable
class Insight(Protocol):
    """An engine that knows its terms. All methods raise only `search.errors.EngineError` and its kinds."""

    def state(self) -> str:
        """A text that changes whenever other articles are searched than before."""

    def terms(
        self, field: str, prefix: str = "", within: Clause | None = None, limit: int | None = None
    ) -> tuple[tuple[str, int], ...]:
        """The terms or values of a field that begin so, with the number of articles, most frequent first.

        With ``within`` only articles that match it count. Counts of words may be estimates in a large index.
        """

    def explain(self, clause: Clause, article_id: str) -> ScorePart | None:
        """How the score of an article came about; None where the clause does not find it."""
