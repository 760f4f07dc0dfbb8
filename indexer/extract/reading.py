"""What the steps that find persons, organisations or places share, whichever they look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.extract.evidence import Evidence
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.units import Units


class Reading:
    """One article as steps read it; ``taken`` are units that belong to what was found before, and grows."""

    def __init__(self, units: Units, lexicon: Lexicon, evidence: Evidence, taken: set[int]) -> None:
        self.units = units
        self.types = units.types
        self.lexicon = lexicon
        self.evidence = evidence
        self.taken = taken

    def free(self, first: int, last: int) -> bool:
        """Tell whether the units belong to nothing found before."""
        return self.taken.isdisjoint(range(first, last + 1))


class Step:
    """A step that finds names, with what all of them read at hand."""

    def __init__(self, reading: Reading) -> None:
        self._units = reading.units
        self._types = reading.types
        self._lexicon = reading.lexicon
        self._evidence = reading.evidence
        self._taken = reading.taken
        self._free = reading.free
