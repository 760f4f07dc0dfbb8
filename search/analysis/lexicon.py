"""The lexicon: which cores (words without proclitics) are attested, how often, and the family each belongs to.

A word's family is that of its best reading as proclitic stack + core, by the counts of the core and the cost of the
stack; some words are stored whole, where the spelling that the news prefers (ألمانيا) says what the folded letters cannot.
A word with no reading loses only what is safe without a lexicon. The file is built by ``indexer.tools.build_lexicon``.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from search.analysis.clitics import PROCLITIC_COST, proclitic_splits

_LEXICON_FILE: Final = "lexicon.tsv.xz"


class Reading(NamedTuple):
    """One use of a core: its family, its form class (see `PROCLITIC_COST`), and twice the binary log of its count."""

    family: str
    form_class: str
    score: int


def best_reading(norm: str, cores: Mapping[str, list[Reading]]) -> str | None:
    """Return the family of the most likely reading of a norm term, None where no core fits."""
    best_score = -1e9
    best: str | None = None
    for prefix, rest in proclitic_splits(norm):
        for reading in cores.get(rest, ()):
            cost = PROCLITIC_COST[reading.form_class].get(prefix)
            if cost is not None and reading.score / 2 - cost > best_score:
                best_score = reading.score / 2 - cost
                best = reading.family
    return best


# Suffixes that come off a word the lexicon does not know, if the rest is a noun it knows; with an example.
_LOOSE_SUFFIXES: Final = (
    "هما",  # كتابهما
    "ها",  # كتابها
    "هم",  # كتابهم
    "هن",  # كتابهن
    "نا",  # كتابنا
    "كم",  # كتابكم
    "ان",  # كتابان
    "ين",  # كتابين
    "ون",  # مبرمجون
    "ات",  # فيروسات
    "ه",  # كتابه
    "ك",  # كتابك
    "ا",  # كتابا
)
_TA_SUFFIXES: Final = ("ها", "هم", "هن", "نا", "كم", "ان", "ين", "ه", "ك", "ي")  # after the ت of a ta marbuta
_SHORTEST_REST: Final = 3


class Lexicon:
    """The family of every word: ``cores`` with their readings, and ``whole`` words whose family is stored."""

    def __init__(self, cores: Mapping[str, list[Reading]], whole: dict[str, str]) -> None:
        self._cores = cores
        self._whole = whole

    def knows(self, core: str) -> bool:
        """Tell whether a folded word without proclitics is attested."""
        return core in self._cores

    def family(self, norm: str) -> str:
        """Return the family term of a norm term."""
        return self._whole.get(norm) or best_reading(norm, self._cores) or self._family_of_unknown(norm)

    def _family_of_unknown(self, norm: str) -> str:
        """Take off what is safe from a word with no reading: a suffix of a known noun, else a stack with the article."""
        for prefix, rest in proclitic_splits(norm):
            article = prefix.endswith(("ال", "لل"))
            if (family := self._noun_before_suffix(rest, article=article)) is not None:
                return family
        for prefix, rest in proclitic_splits(norm):
            if prefix.endswith(("ال", "لل")) and len(rest) >= _SHORTEST_REST:
                return rest
        return norm

    def _noun_before_suffix(self, core: str, *, article: bool) -> str | None:
        for suffix in _LOOSE_SUFFIXES:
            if len(core) - len(suffix) < _SHORTEST_REST or not core.endswith(suffix):
                continue
            if article and suffix not in {"ان", "ين", "ون", "ات"}:
                continue
            if (family := self._noun_family(core[: -len(suffix)])) is not None:
                return family
        for suffix in _TA_SUFFIXES:
            if core.endswith("ت" + suffix) and len(core) - len(suffix) > _SHORTEST_REST:
                return self._noun_family(core[: -len(suffix) - 1] + "ه")
        return None

    def _noun_family(self, core: str) -> str | None:
        for reading in self._cores.get(core, ()):
            if reading.form_class == "n":
                return reading.family
        return None


class _PackedCores(Mapping[str, list[Reading]]):
    """The cores with their readings as text, read when asked for: most words of a text are in the analyzer's cache."""

    def __init__(self, lines: Iterable[list[str]]) -> None:
        self._fields = dict(lines)

    def __getitem__(self, core: str) -> list[Reading]:
        readings: list[Reading] = []
        for field in self._fields[core].split("\t"):
            score, _, family = field.partition(" ")
            readings.append(Reading(family or core, score[0], int(score[1:])))
        return readings

    def get(self, core: str, default: Any = None) -> Any:
        return self[core] if core in self._fields else default

    def __contains__(self, core: object) -> bool:
        return core in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    packed = resources.files("search.analysis").joinpath("data", _LEXICON_FILE).read_bytes()
    core_lines, _, whole_lines = lzma.decompress(packed).decode().partition("\n\n")
    cores = _PackedCores(line.split("\t", 1) for line in core_lines.split("\n"))
    whole = dict(line.split("\t") for line in whole_lines.split("\n") if line)
    return Lexicon(cores, whole)
