"""Cores: words without proclitics that are attested, with what they may be and how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Self

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

    @classmethod
    def of(cls, cores: Cores) -> Self:
        """Pack cores; a family that is its core is left out."""
        return cls(
            {
                core: "\t".join(
                    f"{r.form_class}{r.score}{'' if r.family == core else ' ' + r.family}" for r in readings
                )
                for core, readings in cores.items()
            }
        )

    def family_as(self, core: str, form_class: str) -> str | None:
        """Return the family of a core's first reading of a form class; None where it has none or is no core."""
        for packed in self.fields.get(core, "").split("\t"):
            if packed.startswith(form_class):
                return packed.partition(" ")[2] or core
        return None

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


def best_reading(norm: str, cores: PackedCores) -> str | None:
    """Return the family of the most likely reading of a norm term, None where no core fits."""
    fields = cores.fields
    best_score = -1e9
    best: str | None = None
    for prefix, rest in proclitic_splits(norm):
        if rest not in fields:
            continue
        for packed in fields[rest].split("\t"):
            cost = PROCLITIC_COST[packed[0]].get(prefix)
            if cost is not None:
                score, _, family = packed.partition(" ")
                if (value := int(score[1:]) / 2 - cost) > best_score:
                    best_score = value
                    best = family or rest
    return best
