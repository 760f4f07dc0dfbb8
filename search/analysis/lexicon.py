"""The lexicon: which words are attested, and which family a word belongs to."""

from __future__ import annotations

import lzma
from functools import lru_cache
from importlib import resources
from typing import Final

from search.analysis.clitics import proclitic_splits

_LEXICON_FILE: Final = "lexicon.tsv.xz"


class Lexicon:
    """Attested norm forms with their counts in news text."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts

    def count(self, norm: str) -> int:
        """Return how often the norm form stands in the text the lexicon was built from."""
        return self._counts.get(norm, 0)

    def family(self, norm: str) -> str:
        """Return the family term of a norm term: the word without its proclitics where the rest is attested."""
        own = self.count(norm)
        for prefix, rest in proclitic_splits(norm):
            if not prefix:
                continue
            known = self.count(rest)
            if known and len(rest) > 1 and (known >= own or prefix.endswith(("ال", "لل"))):
                return rest
        return norm


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    packed = resources.files("search.analysis").joinpath("data", _LEXICON_FILE).read_bytes()
    counts: dict[str, int] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        word, _, count = line.partition("\t")
        counts[word] = int(count)
    return Lexicon(counts)
