"""What a mention in doubt keeps of all that it may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from search.article import Candidate as Possible

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """An entity of the gazetteer, or one met in the article."""

    @property
    def id(self) -> str:
        """The canonical id."""

    @property
    def label(self) -> str:
        """What it is called."""


def possible(named: Iterable[Named]) -> tuple[Possible, ...]:
    """Return ids and labels in the order given, likeliest first."""
    return tuple(Possible(one.id, one.label) for one in named)
