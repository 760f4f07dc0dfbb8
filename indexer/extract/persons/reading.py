"""What the steps that find an article's persons share: its units, what is known of them, what is taken already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.lexicon import (
    FAMILY,
    FILIATION,
    GIVEN,
)
from indexer.extract.reading import Reading, Step

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.evidence import Evidence
    from indexer.extract.lexicon import Lexicon
    from indexer.extract.persons.bounds import NameBounds
    from indexer.extract.persons.found import FoundPersons
    from indexer.extract.units import Units


class PersonReading(Reading):
    """One article as the steps read it; ``taken`` are units that belong to what is called after persons, and grows."""

    def __init__(
        self,
        units: Units,
        lexicon: Lexicon,
        candidates: Sequence[Candidate],
        evidence: Evidence,
        day: dt.date | None,
        taken: set[int],
    ) -> None:
        super().__init__(units, lexicon, evidence, taken)
        self.day = day
        self.at: dict[int, Candidate] = {one.first: one for one in candidates}
        #: Units of organisations' names of several words: نظام بشار الأسد.
        self.organizations: set[int] = set()
        #: Units of places' names of three words and more: مطار الأمير محمد بن عبدالعزيز, بئر علي بن خليفة.
        self.sites: set[int] = set()
        self.places: set[int] = set()
        for one in candidates:
            strong, further = one.carriers.strong_by_kind, one.last - one.first
            covered = range(one.first, one.last + 1)
            if further and "organization" in strong and "person" not in strong:
                self.organizations.update(covered)
            if "place" in strong:
                if further > 1 and "person" not in strong:
                    self.sites.update(covered)
                if (further or not lexicon.marks(one.key) & (GIVEN | FAMILY)) and not self._after_first_name(one):
                    self.places.update(covered)

    def _after_first_name(self, one: Candidate) -> bool:
        """Tell whether a place's name goes on from a person's: محمد بن سليمان is not the town بن سليمان."""
        before = self.units.before(one.first)
        return before is not None and bool(before.flags & GIVEN) and bool(self.types[one.first].flags & FILIATION)


class PersonStep(Step):
    """A step that finds persons, with what all of them read at hand."""

    def __init__(self, reading: PersonReading) -> None:
        super().__init__(reading)
        self._day = reading.day
        self._at = reading.at
        self._places = reading.places
        self._sites = reading.sites
        self._organizations = reading.organizations


class TakingStep(PersonStep):
    """A step that takes names where its rules see one: ``bounds`` say where they end, ``found`` keeps them."""

    def __init__(self, reading: PersonReading, bounds: NameBounds, found: FoundPersons) -> None:
        super().__init__(reading)
        self._bounds = bounds
        self._found = found
