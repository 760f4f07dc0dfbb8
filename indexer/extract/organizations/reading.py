"""What the steps that find an article's organisations share: its units, what is known of them, what is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.reading import Reading, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.evidence import Evidence
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.organizations.found import OrganizationHit
    from indexer.extract.units import Units

#: What an article about firms is taken to be: one that names two by strong names.
_FIRMS: Final = 2


class OrganizationReading(Reading):
    """One article as the steps read it; ``taken`` are units that belong to persons, and grows."""

    def __init__(
        self, units: Units, lexicon: Lexicon, candidates: Sequence[Candidate], evidence: Evidence, taken: set[int]
    ) -> None:
        super().__init__(units, lexicon, evidence, taken)
        self.candidates = candidates
        self.at = {one.first: one for one in candidates}
        self.clubs: set[str] = set()
        self.of_clubs: set[str] = set()
        self.called: dict[str, OrganizationHit] = {}
        firms = {entity.id for one in candidates for entity in one.strong("organization") if entity.type == "company"}
        self.about_firms = len(firms) >= _FIRMS


class OrganizationStep(Step):
    """A step that finds organisations, with what all of them read at hand."""

    def __init__(self, reading: OrganizationReading) -> None:
        super().__init__(reading)
        self._candidates = reading.candidates
        self._at = reading.at
        self._clubs = reading.clubs
        self._of_clubs = reading.of_clubs
        self._called = reading.called
        self._about_firms = reading.about_firms
