"""Cores: words without proclitics that are attested, with what they may be and how often."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from search.analysis.clitics import PROCLITIC_COST, proclitic_splits


class Reading(NamedTuple):
    """One use of a core: its family, its form class (see `PROCLITIC_COST`), and twice the binary log of its count."""

    family: str
    form_class: str
    score: int


Cores = Mapping[str, list[Reading]]


class PackedCores(Mapping[str, list[Reading]]):
    """The cores with their readings as text, read when asked for: few words need them."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields

    def __getitem__(self, core: str) -> list[Reading]:
        readings: list[Reading] = []
        for packed in self.fields[core].split("\t"):
            score, _, family = packed.partition(" ")
            readings.append(Reading(family or core, score[0], int(score[1:])))
        return readings

    def get(self, core: str, default: Any = None) -> Any:
        """Return the readings of ``core``, ``default`` where it has none."""
        return self[core] if core in self.fields else default

    def __contains__(self, core: object) -> bool:
        return core in self.fields

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


def names_of(cores: Cores) -> Container[str]:
    """What tells quickest whether a word is a core: most that are asked for are none."""
    return cores.fields if isinstance(cores, PackedCores) else cores


def best_reading(norm: str, cores: Cores) -> str | None:
    """Return the family of the most likely reading of a norm term, None where no core fits."""
    names = names_of(cores)
    best_score = -1e9
    best: str | None = None
    for prefix, rest in proclitic_splits(norm):
        if rest not in names:
            continue
        for reading in cores[rest]:
            cost = PROCLITIC_COST[reading.form_class].get(prefix)
            if cost is not None and reading.score / 2 - cost > best_score:
                best_score = reading.score / 2 - cost
                best = reading.family
    return best
