"""What the development gazetteers say of each word of a sentence: a side input of the teachers, never shipped."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_MATCHED = ("LOC", "PER", "ORG")  # each gives three columns: one-word name, first word, later word
SIDE = 3 * len(_MATCHED) + 6
_PROCLITICS = (("", ""), ("و", ""), ("ب", ""), ("ل", ""), ("ف", ""), ("ك", ""), ("لل", "ال"), ("وب", ""), ("ول", ""))
_LONGEST = 6  # words of a name
_COMMON = 8.0  # log counts are brought to about 0..1 with this


def _rows(name: str) -> Iterator[list[str]]:
    raw = (folder() / "gazetteers" / name).read_bytes()
    text = gzip.decompress(raw) if name.endswith(".gz") else raw
    for line in text.decode("utf-8").split("\n"):
        if line:
            yield line.split("\t")


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in map(key, name.split()) if not word.isdecimal())


class Gazetteers:
    """Names by kind, and how often a word stands first, later or alone in the names of persons."""

    def __init__(self) -> None:
        self.names: dict[str, set[tuple[str, ...]]] = {kind: set() for kind in _MATCHED}
        self.given: Counter[str] = Counter()
        self.family: Counter[str] = Counter()
        self.wikidata: Counter[str] = Counter()
        self.foreign: set[str] = set()
        for name in ("cities_geonames.jsonl.gz", "admin_and_mena_places_dr5hn.jsonl.gz", "countries.jsonl"):
            for (line,) in _rows(name):
                self.names["LOC"].update(map(_words, json.loads(line)["ar"]))
        for kind, arabic, _english in _rows("named_entities_en_ar.tsv.gz"):
            words = _words(arabic)
            if kind in self.names and words:
                self.names[kind].add(words)
                if kind == "PER" and len(words) > 1:
                    self.given[words[0]] += 1
                    self.family[words[-1]] += 1
        for kind, arabic in _rows("anergazet.tsv"):
            if kind in self.names:
                self.names[kind].add(_words(arabic))
        for row in _rows("wikidata_name_tokens_ar_en.tsv.gz"):
            if row[2].isdecimal():
                self.wikidata[key(row[0])] += int(row[2])
        self.foreign = {key(arabic) for arabic, _english in _rows("transliteration_ar_en_google.tsv")}
        self.beginnings = {
            kind: {words[:size] for words in names for size in range(1, len(words) + 1)}
            for kind, names in self.names.items()
        }

    def side(self, sentence: Sequence[str]) -> NDArray[np.float32]:
        """Array [words, SIDE] of numbers between 0 and about 1."""
        keys = [key(word) for word in sentence]
        table = np.zeros((len(keys), SIDE), np.float32)
        for column, kind in enumerate(_MATCHED):
            place = 0
            while place < len(keys):
                size = self._match(kind, keys, place)
                if size == 1:
                    table[place, 3 * column] = 1
                elif size:
                    table[place, 3 * column + 1] = 1
                    table[place + 1 : place + size, 3 * column + 2] = 1
                place += max(1, size)
        first = 3 * len(_MATCHED)
        for place, word in enumerate(keys):
            bare = [word] + [word[len(proclitic) :] for proclitic, _ in _PROCLITICS[1:6] if word.startswith(proclitic)]
            table[place, first] = math.log1p(self.given[word]) / _COMMON
            table[place, first + 1] = math.log1p(max(self.given[form] for form in bare)) / _COMMON
            table[place, first + 2] = math.log1p(self.family[word]) / _COMMON
            table[place, first + 3] = math.log1p(self.wikidata[word]) / _COMMON
            table[place, first + 4] = word in self.wikidata
            table[place, first + 5] = word in self.foreign
        return table

    def _match(self, kind: str, keys: list[str], place: int) -> int:
        best = 0
        for proclitic, restored in _PROCLITICS:
            if not keys[place].startswith(proclitic):
                continue
            words: tuple[str, ...] = (restored + keys[place][len(proclitic) :],)
            while words in self.beginnings[kind]:
                if words in self.names[kind]:
                    best = max(best, len(words))
                after = place + len(words)
                if len(words) == _LONGEST or after == len(keys):
                    break
                words = (*words, keys[after])
        return best
