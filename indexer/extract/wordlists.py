"""What ships with the extraction about words: closed classes, person-name words, and counts in news."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Final

import search.entities
from search.entities.names import name_key

_CLASSES: Final = Path(__file__).parent / "words.tsv"
_COUNTS: Final = Path(__file__).parent / "word_counts.tsv.xz"
_GIVEN_NAMES: Final = Path(search.entities.__file__).parent / "data" / "given_names.tsv"


def word_classes() -> dict[str, frozenset[str]]:
    """Return the keys of each class's words; the table's head says what each class is for."""
    found: dict[str, set[str]] = {}
    for cells in _rows(_CLASSES):
        found.setdefault(cells[0], set()).add(name_key(cells[1]))
    return {name: frozenset(keys) for name, keys in found.items()}


def given_names() -> list[tuple[str, ...]]:
    """Return the shipped person-name words with the rest of their row; empty without the table."""
    return [tuple(cells) for cells in _rows(_GIVEN_NAMES)] if _GIVEN_NAMES.exists() else []


def word_counts() -> dict[str, int]:
    """Return how often each folded word stands in nine million words of news; rarer ones than three are left out."""
    lines = lzma.decompress(_COUNTS.read_bytes()).decode().split("\n")
    return {word: int(count) for word, _, count in (line.partition("\t") for line in lines[1:])}


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
