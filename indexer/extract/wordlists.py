"""What ships with the extraction about words: closed classes, person-name words, and counts in news."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Final

import search.entities
from search.entities.names import name_key

_CLASSES: Final = Path(__file__).parent / "words.tsv"
_LOCAL_NAMES: Final = _CLASSES.with_name("local_names.tsv")
_COUNTS: Final = Path(__file__).parent / "word_counts.tsv.xz"
_GIVEN_NAMES: Final = Path(search.entities.__file__).parent / "data" / "given_names.tsv"
_GATHERED_NAMES: Final = _GIVEN_NAMES.with_name("gathered_names.tsv.xz")


def word_classes() -> dict[str, frozenset[str]]:
    """Return the keys of each class's words; the table's head says what each class is for."""
    found: dict[str, set[str]] = {}
    for cells in _rows(_CLASSES):
        found.setdefault(cells[0], set()).add(name_key(cells[1]))
    return {name: frozenset(keys) for name, keys in found.items()}


def local_names() -> frozenset[str]:
    """Return the keys of names that are their place's only in articles about its country."""
    return frozenset(name_key(cells[0]) for cells in _rows(_LOCAL_NAMES))


def given_names() -> list[tuple[str, str, str, str]]:
    """Return the shipped person-name words with the rest of their row; empty without the table."""
    rows = _rows(_GIVEN_NAMES) if _GIVEN_NAMES.exists() else []
    return [(name, class_, common, origin) for name, class_, common, origin in rows]


def gathered_names() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the keys of person-name words that a tool gathered, by class and origin; none is a common word."""
    lines = lzma.decompress(_GATHERED_NAMES.read_bytes()).decode().split("\n")
    rows = (line.split("\t") for line in lines)
    return [(class_, origin, tuple(words.split(" "))) for class_, origin, words in rows]


def word_counts() -> dict[str, int]:
    """Return how often each folded word stands in nine million words of news; rarer ones than three are left out."""
    lines = lzma.decompress(_COUNTS.read_bytes()).decode().split("\n")
    return {word: int(count) for word, _, count in (line.partition("\t") for line in lines[1:])}


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
