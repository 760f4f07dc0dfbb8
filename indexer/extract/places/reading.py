"""What the steps that find an article's places share: its units, the names that may be places, what is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.candidates import Candidate
from search.article import Candidate as Possible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.evidence import Evidence
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.units import Units


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place at units ``first`` through ``last``; ``cut`` letters of particles stand before the name."""

    first: int
    last: int
    cut: int
    article: bool
    id: str
    label: str
    lat: float | None
    lon: float | None
    candidates: tuple[Possible, ...] = ()


class PlaceReading:
    """One article as the steps read it; ``taken`` are units that belong to persons and organisations, and grows."""

    def __init__(
        self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], evidence: Evidence, taken: set[int]
    ) -> None:
        self.units = units
        self.lexicon = lexicon
        self.evidence = evidence
        self.taken = taken
        self.candidates = [
            one for one in candidates if one.of_kind("place") and taken.isdisjoint(range(one.first, one.last + 1))
        ]
        self.by_span = {(one.first, one.last): one for one in self.candidates}
        self.last_units = {one.last for one in self.candidates}

    def free(self, first: int, last: int) -> bool:
        """Tell whether the units belong to nothing found before."""
        return self.taken.isdisjoint(range(first, last + 1))


class PlaceStep:
    """A step that finds places, with what all of them read at hand."""

    def __init__(self, reading: PlaceReading) -> None:
        self._units = reading.units
        self._lexicon = reading.lexicon
        self._evidence = reading.evidence
        self._candidates = reading.candidates
        self._by_span = reading.by_span
        self._last_units = reading.last_units
        self._taken = reading.taken
        self._free = reading.free
