"""The lexicon: which cores (words without proclitics) are attested, how often, and the family each belongs to.

The families of the words that news uses are stored, chosen when the lexicon was built. Any other word has the family of
its best reading as proclitic stack + core, by the core's count and the stack's cost. A word with no reading loses only
what is safe without a lexicon. The file is built by ``indexer.tools.build_lexicon``.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Any, Final, NamedTuple

from search.analysis.clitics import PROCLITIC_COST, proclitic_splits
from search.analysis.compounds import parted
from search.analysis.slips import foreign_spellings, slips

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
    "كما",  # كتابكما
    "هما",  # كتابهما
    "ها",  # كتابها
    "هم",  # كتابهم
    "هن",  # كتابهن
    "نا",  # كتابنا
    "كم",  # كتابكم
    "كن",  # كتابكن
    "ان",  # كتابان
    "ين",  # كتابين
    "ون",  # مبرمجون
    "ات",  # فيروسات
    "ه",  # كتابه
    "ك",  # كتابك
    "ا",  # كتابا
)
_TA_SUFFIXES: Final = (
    "هما",
    "كما",
    "ها",
    "هم",
    "هن",
    "نا",
    "كم",
    "كن",
    "ان",
    "ين",
    "ه",
    "ك",
    "ي",
)  # after the ت of a ta marbuta
_SHORTEST_REST: Final = 3
_OBJECT_PRONOUNS: Final = ("", "هما", "ها", "هم", "هن", "نا", "ني", "كم", "كن", "ه", "ك")  # قتلهما
_LOOSE_BY_LAST: Final = {
    last: tuple(suffix for suffix in _LOOSE_SUFFIXES if suffix[-1] == last)
    for last in {suffix[-1] for suffix in _LOOSE_SUFFIXES}
}
"""The loose suffixes by their last letter, in the same order."""
_IMPERFECT_ENDINGS: Final = ("", "ون", "وا", "و", "ان", "ين", "ا", "ي", "ن")  # يكتبون
_PERFECT_ENDINGS: Final = ("", "تما", "تم", "تن", "تا", "نا", "وا", "و", "ت", "ن", "ا")  # كتبتم
_ENDINGS: Final = ((_IMPERFECT_ENDINGS, "v"), (_PERFECT_ENDINGS, "p"))
_IMPERFECT_FIRST: Final = frozenset("يتنا")


_Families = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LexiconParts:
    """What a lexicon holds.

    ``cores`` are the readings by which words of no other part are judged. ``attested`` maps the norm terms of the news
    to their families ("" where the family is the term itself), ``seconds`` some of them to further families.
    ``spelled`` maps words as written to a family that their norm term does not have, for this spelling is another word:
    ألسنة. ``rare`` does so for plurals of a dictionary that are other words as well; only singulars ask for them.
    """

    cores: Mapping[str, list[Reading]]
    attested: Mapping[str, str]
    seconds: _Families = field(default_factory=dict)
    spelled: _Families = field(default_factory=dict)
    rare: _Families = field(default_factory=dict)


class Lexicon:
    """The family of every word."""

    def __init__(self, parts: LexiconParts) -> None:
        self._cores = parts.cores
        self._attested = parts.attested
        self._seconds = parts.seconds
        self._spelled = parts.spelled
        self._of_second = _turned(parts.seconds)
        self._spellings = _turned(parts.spelled, parts.rare)

    def knows(self, core: str) -> bool:
        """Tell whether a folded word without proclitics is attested."""
        return core in self._cores

    def family(self, norm: str) -> str:
        """Return the family term of a norm term."""
        family = self._attested.get(norm)
        if family is None:
            family = best_reading(norm, self._cores) or self._family_of_unknown(norm)
        return family or norm

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

    def _family_of_unknown(self, norm: str) -> str:
        """Take off what is safe: a known noun's suffix, a known verb's endings, else a stack with the article.

        Before that last step: what is a slip for a known word, or another spelling of a known foreign name.
        """
        if compound := parted(norm):  # لعبدالمجيب, with or without its particles
            return "".join(compound)
        for prefix, rest in proclitic_splits(norm):
            article = prefix.endswith(("ال", "لل"))
            if (family := self._noun_before_suffix(rest, article=article)) is not None:
                return family
        for prefix, rest in proclitic_splits(norm):
            if prefix in PROCLITIC_COST["v"] and (family := self._verb_in(rest)) is not None:
                return family
        for meant in chain(slips(norm), foreign_spellings(norm)):
            if (family := self._attested.get(meant)) is not None:
                return family or meant
        for prefix, rest in proclitic_splits(norm):
            if prefix.endswith(("ال", "لل")) and len(rest) >= _SHORTEST_REST:
                return rest
        return norm

    def _noun_before_suffix(self, core: str, *, article: bool) -> str | None:
        for suffix in _LOOSE_BY_LAST.get(core[-1:], ()):
            if len(core) - len(suffix) < _SHORTEST_REST or not core.endswith(suffix):
                continue
            if article and suffix not in {"ان", "ين", "ون", "ات"}:
                continue
            stem = core[: -len(suffix)]
            if stem.endswith(("او", "اي")):  # خبراؤهما, خبرائهما
                stem = stem[:-1] + "ء"
            if (family := self._noun_family(stem)) is not None:
                return family
        if "ت" not in core[_SHORTEST_REST:]:
            return None
        for suffix in _TA_SUFFIXES:
            if core.endswith("ت" + suffix) and len(core) - len(suffix) > _SHORTEST_REST:
                return self._noun_family(core[: -len(suffix) - 1] + "ه")
        return None

    def _verb_in(self, core: str) -> str | None:
        """Find the verb of an inflected form by its third person: تحفرونها by يحفر, استمعتن by استمع."""
        for pronoun in _OBJECT_PRONOUNS:
            if not core.endswith(pronoun):
                continue
            inflected = core.removesuffix(pronoun)
            imperfect = inflected[:1] in _IMPERFECT_FIRST
            for endings, form_class in _ENDINGS if imperfect else _ENDINGS[1:]:
                for ending in endings:
                    if not inflected.endswith(ending):
                        continue
                    stem = inflected.removesuffix(ending)
                    if len(stem) < _SHORTEST_REST + (form_class == "v"):
                        continue
                    if form_class == "v":
                        stem = "ي" + stem[1:]
                    for reading in self._cores.get(stem, ()):
                        if reading.form_class == form_class:
                            return reading.family
        return None

    def _noun_family(self, core: str) -> str | None:
        for reading in self._cores.get(core, ()):
            if reading.form_class == "n":
                return reading.family
        return None


class _PackedCores(Mapping[str, list[Reading]]):
    """The cores with their readings as text, read when asked for: few words need them."""

    def __init__(self, fields: dict[str, str]) -> None:
        self._fields = fields

    def __getitem__(self, core: str) -> list[Reading]:
        readings: list[Reading] = []
        for packed in self._fields[core].split("\t"):
            score, _, family = packed.partition(" ")
            readings.append(Reading(family or core, score[0], int(score[1:])))
        return readings

    def get(self, core: str, default: Any = None) -> Any:
        """Return the readings of ``core``, ``default`` where it has none."""
        return self[core] if core in self._fields else default

    def __contains__(self, core: object) -> bool:
        return core in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


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
    readings = [
        "\t".join(f"{r.form_class}{r.score}{'' if r.family == core else ' ' + r.family}" for r in parts.cores[core])
        for core in names
    ]
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
    cores = _PackedCores(dict(zip(names, readings, strict=True)))
    return Lexicon(LexiconParts(cores, dict(zip(words, families, strict=True)), seconds, spelled, rare))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    return unpack(resources.files("search.analysis").joinpath("data", _LEXICON_FILE).read_bytes())
