"""The lexicon: which cores (words without proclitics) are attested, how often, and the family each belongs to.

The families of the words that news uses are stored, chosen when the lexicon was built. Any other word has the family of
its best reading as proclitic stack + core, by the core's count and the stack's cost. A word with no reading loses only
what is safe without a lexicon. The file is built by ``indexer.tools.build_lexicon``.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Final

from search.analysis.clitics import PROCLITIC_COST, proclitic_splits
from search.analysis.cores import Cores, PackedCores, best_reading
from search.analysis.unknown import UnknownWords

#: Classes of cores: forms of verbs, of the present and of the past.
_VERBS: Final = frozenset({"v", "p"})
_LEXICON_FILE: Final = "lexicon.tsv.xz"


_Families = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LexiconParts:
    """What a lexicon holds.

    ``cores`` are the readings by which words of no other part are judged. ``attested`` maps the norm terms of the news
    to their families ("" where the family is the term itself), ``seconds`` some of them to further families.
    ``spelled`` maps words as written to a family that their norm term does not have, for this spelling is another word:
    ألسنة. ``rare`` does so for plurals of a dictionary that are other words as well; only singulars ask for them.
    """

    cores: Cores
    attested: Mapping[str, str]
    seconds: _Families = field(default_factory=dict)
    spelled: _Families = field(default_factory=dict)
    rare: _Families = field(default_factory=dict)


class Lexicon:
    """The family of every word."""

    def __init__(self, parts: LexiconParts) -> None:
        self._cores = parts.cores if isinstance(parts.cores, PackedCores) else PackedCores.of(parts.cores)
        self._attested = parts.attested
        self._unknown = UnknownWords(self._cores, parts.attested)
        self._seconds = parts.seconds
        self._spelled = parts.spelled
        self._of_second = _turned(parts.seconds)
        self._spellings = _turned(parts.spelled, parts.rare)

    @property
    def attested(self) -> Mapping[str, str]:
        """The norm terms of the news and their families; "" where the family is the term itself."""
        return self._attested

    def knows(self, core: str) -> bool:
        """Tell whether a folded word without proclitics is attested."""
        return core in self._cores

    def family(self, norm: str) -> str:
        """Return the family term of a norm term."""
        family = self._attested.get(norm)
        if family is None:
            family = best_reading(norm, self._cores) or self._unknown.family(norm)
        return family or norm

    def is_imperfect(self, norm: str) -> bool:
        """Tell whether a norm term can be an imperfect verb and is hardly anything else: يعقد, وسيلتقي.

        ستيفن and ينبع (the city) are not, though their letters allow it.
        """
        readings = self._readings(norm)
        if not readings:
            return self._unknown.is_imperfect(norm)
        likeliest = max(readings)[1]
        if likeliest != "x":
            return likeliest == "v"
        # ستنطلق is a word of the news as well as س and ينطلق; so is فيسبوك, which is nobody's future
        family = self.family(norm)
        return any(of == "v" and ("س" in prefix or verb == family) for _, of, prefix, verb in readings)

    def is_inflected(self, norm: str) -> bool:
        """Tell whether a norm term is a verb or a form of another word, by its likeliest reading: أطاح, بشعاراته.

        A word that no reading explains is none.
        """
        readings = self._readings(norm)
        if not readings:
            return False
        _, form_class, _, family = max(readings)
        return form_class in _VERBS or (form_class != "x" and family != norm)

    def _readings(self, norm: str) -> list[tuple[float, str, str, str]]:
        """Return a norm term's readings by the cores: score, class, particles and family of each."""
        return [
            (reading.score / 2 - cost, reading.form_class, prefix, reading.family)
            for prefix, rest in proclitic_splits(norm)
            if rest in self._cores
            for reading in self._cores[rest]
            if (cost := PROCLITIC_COST[reading.form_class].get(prefix)) is not None
        ]

    def second_families(self, norm: str) -> tuple[str, ...]:
        """Return the families that a norm term of the news credibly belongs to besides its own, the likeliest first.

        Where the letters alone leave it open: قارب is a boat as well as he approached.
        """
        return self._seconds.get(norm, ())

    def second_members(self, family: str) -> list[str]:
        """Return the norm terms of the news that have ``family`` as a second reading."""
        return self._of_second.get(family, [])

    def spelled_families(self, written: str) -> tuple[str, ...]:
        """Return the families that a word has as it is written, but not in other spellings of its norm term."""
        return self._spelled.get(written, ())

    def spellings(self, family: str) -> list[str]:
        """Return words as written that a query for ``family`` asks for, and whose norm term belongs to another."""
        return self._spellings.get(family, [])

    def members(self, family: str) -> list[str]:
        """Return the norm terms of the news that belong to a family, in alphabetical order; slow, for explanations."""
        return sorted(norm for norm, known in self._attested.items() if (known or norm) == family)

    def words_of_families(self) -> dict[str, list[str]]:
        """Return the norm terms and cores of each family by which `family` finds it; the family itself is left out."""
        found: dict[str, list[str]] = {}
        for norm, family in self._attested.items():
            if family:
                found.setdefault(family, []).append(norm)
        for core, readings in self._cores.items():
            for reading in readings:
                if reading.family != core:
                    found.setdefault(reading.family, []).append(core)
        return found

    def family_of_name(self, norm: str) -> str:
        """Return the family of a word that is no inflected form of a known verb, likely a name."""
        return best_reading(norm, self._cores) or self._unknown.family(norm, name=True)


def _turned(*mappings: _Families) -> dict[str, list[str]]:
    """The words of each family."""
    found: dict[str, list[str]] = {}
    for mapping in mappings:
        for word, families in mapping.items():
            for family in families:
                found.setdefault(family, []).append(word)
    return found


def pack(parts: LexiconParts) -> bytes:
    """Return the bytes of a lexicon file: columns of lines, each column after the other, compressed.

    Attested words, their families, cores, their readings as ``class score family`` with a tab between readings; a
    family equal to its word or core is left out. Then two columns each of second readings, spellings and rare plurals:
    words, and families with a space between.
    """
    words = sorted(parts.attested)
    names = sorted(parts.cores)
    packed = PackedCores.of(parts.cores).fields
    readings = [packed[core] for core in names]
    columns = [words, ["" if parts.attested[word] == word else parts.attested[word] for word in words], names, readings]
    for mapping in (parts.seconds, parts.spelled, parts.rare):
        columns += [sorted(mapping), [" ".join(mapping[word]) for word in sorted(mapping)]]
    text = "\f".join("\n".join(column) for column in columns)
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=9)


def unpack(packed: bytes) -> Lexicon:
    """Return the lexicon that `pack` wrote."""
    columns = [column.split("\n") for column in lzma.decompress(packed).decode().split("\f")]
    words, families, names, readings, *others = columns
    seconds, spelled, rare = (
        {word: tuple(found.split(" ")) for word, found in zip(*pair, strict=True) if word}
        for pair in zip(others[::2], others[1::2], strict=True)
    )
    cores = PackedCores(dict(zip(names, readings, strict=True)))
    return Lexicon(LexiconParts(cores, dict(zip(words, families, strict=True)), seconds, spelled, rare))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    return unpack(resources.files("search.analysis").joinpath("data", _LEXICON_FILE).read_bytes())
