"""What the steps that find an article's places share: its units, the names that may be places, what is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.extract.candidates import Candidate
from indexer.extract.doubt import possible
from indexer.extract.reading import Reading, Step
from search.article import Candidate as Possible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.evidence import Evidence
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.units import Units
    from search.entities import Entity


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

    @classmethod
    def of(cls, one: Candidate, place: Entity, others: Sequence[Entity]) -> PlaceHit:
        """The place that a known name is here, and what ``others`` it may be."""
        doubt = possible((place, *others)) if others else ()
        return cls(one.first, one.last, one.cut, one.article, place.id, place.label, place.lat, place.lon, doubt)


class PlaceReading(Reading):
    """One article as the steps read it; ``taken`` are units that belong to persons and organisations, and grows."""

    def __init__(
        self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], evidence: Evidence, taken: set[int]
    ) -> None:
        super().__init__(units, lexicon, evidence, taken)
        self.candidates = [one for one in candidates if one.of_kind("place") and self.free(one.first, one.last)]
        self.by_span = {(one.first, one.last): one for one in self.candidates}
        self.last_units = {one.last for one in self.candidates}


class PlaceStep(Step):
    """A step that finds places, with what all of them read at hand."""

    def __init__(self, reading: PlaceReading) -> None:
        super().__init__(reading)
        self._candidates = reading.candidates
        self._by_span = reading.by_span
        self._last_units = reading.last_units
