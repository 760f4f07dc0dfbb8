"""The closed word classes and the person-name words that ship with the extraction, read from their tables."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import search.entities
from search.entities.names import name_key

_CLASSES: Final = Path(__file__).parent / "words.tsv"
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


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
