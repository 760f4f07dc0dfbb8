"""The lists of names that the tagger looks a word up in, from the tables that Fihris ships and Wikidata's name words.

A word is on a list or not, whatever stands beside it; the model file keeps the lists as they were at the training.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import search.entities
from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import folder
from indexer.tools.tagger_names import PACKAGE_LISTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

_SHIPPED = Path(search.entities.__file__).parent / "data"
_CLASSES = Path(__file__).parents[1] / "extract" / "words.tsv"
_KINDS = ("place", "country", "organization", "person")
LISTS = (
    *(f"{kind} name, {origin}" for kind in ("given", "family", "both") for origin in ("arab", "foreign")),
    "name that is a common word too",  # أمل, عادل
    *(
        f"{kind}, {part}"
        for kind in ("place", "country", "organization", "person")
        for part in ("all", "first", "later")
    ),
    "title, first",  # وزير
    "title, later",  # وزير الخارجية
    "nationality",  # المصري
    "head, sport",  # words.tsv: نادي, الدوري, what begins an organisation's name
    "trigger, site",  # words.tsv: مدينة, what stands before a place's name
    "stop, generic",  # words.tsv: never part of a person's name, or names nobody
    "filiation",  # بن, آل
    *(f"Wikidata name word, {many} or more" for many in (2, 10, 100)),
    *(f"proper noun in the news, {share} of a hundred or more" for share in (15, 50, 85)),
    *PACKAGE_LISTS,
)
_NUMBER = {name: number for number, name in enumerate(LISTS)}
_CLASS_LIST = {
    "head": "head, sport",
    "proper-head": "head, sport",
    "sport": "head, sport",
    "trigger": "trigger, site",
    "site": "trigger, site",
    "stop": "stop, generic",
    "generic": "stop, generic",
    "filiation": "filiation",
}


def name_lists(shares: Mapping[str, float] | None = None) -> dict[str, int]:
    """Bits by spelling: bit n is set where the spelling is on list n of LISTS.

    `shares` says of spellings of the news which share of their occurrences are proper nouns (tagger_speech). The lists
    of tagger_names are left empty: `with_names` fills them.
    """
    found: dict[str, int] = {}
    for spelling, share in (shares or {}).items():
        for percent in (15, 50, 85):
            if share >= percent / 100 and len(spelling) > 1:
                name = f"proper noun in the news, {percent} of a hundred or more"
                found[spelling] = found.get(spelling, 0) | 1 << _NUMBER[name]
    for name, word in _entries():
        spelling = key(word)
        if len(spelling) > 1:
            found[spelling] = found.get(spelling, 0) | 1 << _NUMBER[name]
    return found


def with_names(lists: Mapping[str, int], names: Iterable[tuple[str, str]]) -> dict[str, int]:
    """`lists` with more spellings: pairs of a list's name and a spelling, as of `tagger_names.package_names`."""
    found = dict(lists)
    for name, spelling in names:
        if len(spelling) > 1:
            found[spelling] = found.get(spelling, 0) | 1 << _NUMBER[name]
    return found


def _entries() -> Iterator[tuple[str, str]]:
    for word, kind, common, origin in _rows(_SHIPPED / "given_names.tsv"):
        if kind in {"given", "family", "both"}:
            yield f"{kind} name, {origin}", word
            if common == "1":
                yield "name that is a common word too", word
    for place in _objects(_SHIPPED / "places.jsonl.gz"):
        yield from _parts("country" if place["kind"] == "country" else "place", place)
    for actor in (*_objects(_SHIPPED / "organizations.jsonl"), *_objects(_SHIPPED / "people.jsonl")):
        yield from _parts(actor["kind"], actor)
    for title in _objects(_SHIPPED / "titles.jsonl"):
        first, *later = title["ar"].split()
        yield "title, first", first
        yield from (("title, later", word) for word in later)
    for _, *forms in _rows(_SHIPPED / "nationalities.tsv"):
        for form in "|".join(forms).split("|"):
            yield "nationality", form.rpartition(":")[2]
    for name, word in ((row[0], row[1]) for row in _rows(_CLASSES)):
        if name in _CLASS_LIST:
            yield _CLASS_LIST[name], word
    counts: Counter[str] = Counter()
    for row in _rows(folder() / "gazetteers" / "wikidata_name_tokens_ar_en.tsv.gz"):
        if row[2].isdecimal():
            counts[key(row[0])] += int(row[2])
    for word, count in counts.items():
        for many in (2, 10, 100):
            if count >= many:
                yield f"Wikidata name word, {many} or more", word


def _parts(kind: str, entity: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in (entity["ar"], *entity.get("names", ()), *entity.get("short", ())):
        words = str(name).split()
        yield f"{kind}, {'first' if words[1:] else 'all'}", words[0]
        yield from ((f"{kind}, later", word) for word in words[1:])


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines():
        yield json.loads(line)


def _rows(path: Path) -> Iterator[list[str]]:
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
