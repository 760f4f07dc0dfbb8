"""Builds search/entities/data/gathered_names.tsv.xz: words of persons' names that nobody wrote down by hand.

Which words, and how many persons bear them as first or family names, comes from the name index of the Python package
arabic-name-romanizer: persons of the Arab world, Iran, Pakistan and Afghanistan in Wikidata, and Algerian name lists.
Names are ordinary words too (ربيع, وافق): a word that the news has is taken only where the name tagger has most of its
places for persons' names. The same index, news, tables and tagger give the same bytes.

    python -m indexer.tools.build_gathered_names NAMES_SQLITE NEWS_FOLDER

NAMES_SQLITE is ``arabic_name_romanizer/resources/names.sqlite3`` of the unpacked package.
"""

from __future__ import annotations

import gzip
import json
import lzma
import sqlite3
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import search.entities
from indexer.extract.evidence import name_spans
from indexer.extract.lexicon import (
    DAY,
    FAMILY,
    FILIATION,
    GENERIC,
    GIVEN,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    STOP,
    TRIGGER,
    Lexicon,
)
from indexer.extract.titles import TitleIndex
from indexer.extract.units import Units
from indexer.extract.wordlists import given_names, word_classes, word_counts
from search.analysis.lexicon import load_lexicon
from search.entities import Gazetteer
from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

RESULT = Path(search.entities.__file__).parent / "data" / "gathered_names.tsv.xz"

#: Countries whose names are not the Arab world's, in the index's codes.
FOREIGN: Final = frozenset({"IR", "PK", "AF"})
_BATCH: Final = 64
_SURE: Final = 0.5
_SHORTEST: Final = 3
_MANY_BEARERS: Final = 4
_SHORTEST_GIVEN: Final = 4
#: Words that the news has had less often say nothing of themselves there.
_MET: Final = 3
#: That share of a word's places must be in persons' names: for a first name, which begins a name of its own accord, and
#: for a family's, which only goes on from one.
_GIVEN_SHARE: Final = 0.6
_FAMILY_SHARE: Final = 0.35
#: What must be at the start of names for a word to begin one.
_FIRST: Final = 0.1
#: Particles that are written together with the word behind them, and و.
_PARTICLES: Final = "بلكف"
_AND: Final = "و"
_ARTICLE: Final = "ال"
#: Not names by themselves: the second word of صلاح الدين and فضل الله; نبي الله is any prophet.
_NOT: Final = frozenset({"الدين", "الله", "نبي"})
_NEVER: Final = (
    STOP | DAY | PREPOSITION | FILIATION | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD | GENERIC | LATIN | NO_NAME
)
_RELIGION: Final = " الدين"


@dataclass(slots=True)
class Bearers:
    """How many persons bear a word as first name, as family name, as either, and how many are of foreign countries."""

    given: int = 0
    family: int = 0
    either: int = 0
    foreign: int = 0

    @property
    def total(self) -> int:
        """All who bear the word."""
        return self.given + self.family + self.either


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a word stands in the news, how often first and how often later in what is tagged as a person."""

    seen: int = 0
    first: int = 0
    later: int = 0

    @property
    def share(self) -> float:
        """The share of its places in which a word is in a person's name."""
        return (self.first + self.later) / self.seen if self.seen else 0.0


def bearers(index: Path) -> dict[str, Bearers]:
    """Return who bears each word of the index, by the key that names are compared by; names of several words left out.

    Of a name with بن or آل the rest counts as a family name; نور الدين and the like are one word here.
    """
    found: dict[str, Bearers] = defaultdict(Bearers)
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT arabic_key, role, country, count FROM units ORDER BY rowid")
        for name, role, country, count in rows:
            key = name_key(name)
            for filiation in ("بن ", "ال ", "بنت "):
                if key.startswith(filiation):
                    key, role = key.removeprefix(filiation), "surname"  # noqa: PLW2901 - بن عمار is the family عمار
            if key.endswith(_RELIGION):
                key = key.replace(" ", "")
            if " " in key or len(key) < _SHORTEST or not key.isalpha():
                continue
            one = found[key]
            one.given += count * (role == "given")
            one.family += count * (role == "surname")
            one.either += count * (role == "unknown")
            one.foreign += count * (country in FOREIGN)
    return found


def standings(folder: Path, lexicon: Lexicon) -> dict[str, Standing]:
    """Return how each word stands in the news sets of a folder (``*.jsonl.gz`` with title and text), by its key."""
    seen: Counter[str] = Counter()
    first: Counter[str] = Counter()
    later: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            articles: Sequence[dict[str, Any]] = [json.loads(line) for line in lines]
        for begin in range(0, len(articles), _BATCH):
            units = [Units(one["title"], one["text"], lexicon) for one in articles[begin : begin + _BATCH]]
            for one, spans in zip(units, name_spans(units), strict=True):
                keys = [word.bare_key for word in one.types]
                seen.update(keys)
                for span in spans:
                    if span.kind == "person" and span.confidence >= _SURE:
                        first[keys[span.first]] += 1
                        later.update(keys[span.first + 1 : span.last + 1])
    return {key: Standing(count, first[key], later[key]) for key, count in seen.items()}


def kind(one: Bearers, standing: Standing, *, ordinary: bool) -> str | None:
    """Return a word's class: given, family or both; None where it is no name or cannot be told from another word.

    ``ordinary`` says that the lexicon of word families has it.
    """
    given = one.given > 0 and one.family <= _MANY_BEARERS * one.given
    family = one.family + one.either > 0
    if standing.seen < _MET:
        if ordinary and one.total < _MANY_BEARERS:
            return None
    else:
        names = standing.first + standing.later
        given = given and standing.share >= _GIVEN_SHARE and standing.first >= _FIRST * names
        family = family and standing.share >= _FAMILY_SHARE
    if given:
        return "both" if one.given <= _MANY_BEARERS * one.family else "given"
    return "family" if family else None


def may_be_added(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is not known yet: as a name, a word of some class, an adjective of a country, a place."""
    if key in _NOT or key in lexicon.titles or key in lexicon.gazetteer.names:
        return False
    if lexicon.marks(key) & (GIVEN | FAMILY | _NEVER) or lexicon.type_of(key).flags & (GIVEN | _NEVER):
        return False
    adjectives = lexicon.gazetteer.adjectives
    return key not in adjectives and _ARTICLE + key not in adjectives and not _joined(key, lexicon)


def _joined(key: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is rather another with a particle: وبسام."""
    rest = name_key(key[1:])
    particle = key[0] in _PARTICLES + _AND
    return particle and bool(lexicon.count(rest) > lexicon.count(key) or lexicon.marks(rest) & GIVEN)


def may_begin(key: str, bearers: Bearers, lexicon: Lexicon) -> bool:
    """Tell whether a first name would be seen in no other word: ركان is the end of بركان, طلا of بطلا."""
    own = lexicon.count(key)
    if key.startswith(_ARTICLE) or len(key) < _SHORTEST_GIVEN:
        return bearers.given >= _MANY_BEARERS
    return all(lexicon.count(one + key) <= own for one in _PARTICLES) and lexicon.count(_AND + key) <= 2 * own + 2


def table(index: Path, folder: Path) -> dict[tuple[str, str], list[str]]:
    """Return the words by class and origin (arab, foreign), each in order."""
    gazetteer = Gazetteer.load()
    lexicon = Lexicon(gazetteer, TitleIndex.load(gazetteer), word_classes(), given_names(), word_counts())
    words = load_lexicon()
    standing = standings(folder, lexicon)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, one in sorted(bearers(index).items()):
        if not may_be_added(key, lexicon):
            continue
        how = standing.get(key, Standing())
        if lexicon.count(key) > how.seen:  # the others were read with a particle
            how = Standing(lexicon.count(key), how.first, how.later)
        class_ = kind(one, how, ordinary=words.knows(key))
        if class_ in {"given", "both"} and not may_begin(key, one, lexicon):
            class_ = "family" if one.family + one.either else None
        if class_ is not None:
            found[class_, "foreign" if 2 * one.foreign > one.total else "arab"].append(key)
    return found


def main() -> int:
    """Write the table; 2 without an index and a folder."""
    if len(sys.argv) != 3:  # noqa: PLR2004 - the program, the index and the folder
        print(__doc__)
        return 2
    found = table(Path(sys.argv[1]), Path(sys.argv[2]))
    lines = [f"{class_}\t{origin}\t{' '.join(words)}" for (class_, origin), words in sorted(found.items())]
    RESULT.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    for (class_, origin), words in sorted(found.items()):
        print(class_, origin, len(words))
    print(f"{RESULT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
