"""Names in Latin letters, for queries: analysts type Mosul, ISIS or Obama and want what Arabic articles say of them.

English labels and the names of ``latin_names.tsv`` are compared by keys that leave out what spellings differ in:
capitals, marks, hyphens, the article (al-Sisi, El Sisi), doubled letters (Mossoul) and the ways to write one vowel
(Hussein, Hussain). Names of several words are also compared by their consonants (Mohamed, Muhammad), if one has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

_LATIN_LETTER: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_LETTER: Final = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff\u02b0-\u02ff]")
"""A letter of another script; the half rings of transliterations (\u02bf, \u02be) are of this one."""
_ARTICLES: Final = frozenset({"al", "el", "the"})
_UNMARKED: Final = str.maketrans(
    {"ø": "o", "ı": "i", "đ": "d", "ł": "l", "æ": "e", "'": "", "’": "", "ʿ": "", "ʾ": "", "`": "", ".": ""}
)
_WORD: Final = re.compile(r"[a-z0-9+]+")  # OPEC+ is not OPEC
_SON: Final = frozenset({"bin", "ibn", "ben"})
_ABBREVIATED: Final = re.compile(r"(.+?) \(([A-Z]{2,})\)")
_SHORTEST_GLUED: Final = 6
"""Letters of the shortest name that may have the article attached: alqaeda."""
_ALIKE: Final = (
    (re.compile(r"(.)\1+"), r"\1"),  # Mossoul, Hussein
    (re.compile("ou|oo"), "u"),  # Mossoul, Daoud
    (re.compile("[ae][iy]"), "e"),  # Hussain, Husayn
    (re.compile("ee|ie|iy|y"), "i"),  # Mohie, Saleem
    (re.compile("ph"), "f"),
    (re.compile("q|c(?![eihy])"), "k"),  # Qandil, Rafic
)
_VOWELS: Final = re.compile("(?<=.)[aeiouy]+")


class LatinName(NamedTuple):
    """A name of the gazetteer's row ``number``.

    ``surname`` says that the last word alone means this person, too; ``shared``, that it may.
    """

    number: int
    text: str
    surname: bool = False
    shared: bool = False


def is_latin(text: str) -> bool:
    """Tell whether a text is written in Latin letters alone."""
    return _LATIN_LETTER.search(text) is not None and _OTHER_LETTER.search(text) is None


def latin_key(text: str) -> str:
    """The key by which a name in Latin letters is compared; empty where it has no letter or digit.

    >>> latin_key("Abdel Fattah el-Sisi"), latin_key("Mossoul")
    ('abdel fatah sisi', 'mosul')
    """
    unmarked = text.casefold()
    if not unmarked.isascii():
        unmarked = "".join(one for one in unicodedata.normalize("NFKD", unmarked) if not unicodedata.combining(one))
    found: list[str] = _WORD.findall(unmarked.translate(_UNMARKED))
    kept = " ".join([word for word in found if word not in _ARTICLES] or found)
    for pattern, instead in _ALIKE:
        kept = pattern.sub(instead, kept)
    return " ".join(["bin" if word in _SON else word for word in kept.split()])


def _consonants(key: str) -> str:
    return " ".join(_VOWELS.sub("", word) for word in key.split())


class LatinNames:
    """What the gazetteer's rows are called in Latin letters."""

    def __init__(self, names: Iterable[LatinName]) -> None:
        self._exact: dict[str, dict[int, None]] = {}
        self._alike: dict[str, dict[int, None]] = {}
        self._shared: dict[str, dict[int, None]] = {}
        surnames: dict[str, dict[int, None]] = {}
        for number, text, surname, shared in names:
            for spelled in _ABBREVIATED.sub(r"\1|\2", text).split("|"):
                key = latin_key(spelled)
                self._exact.setdefault(key, {})[number] = None
                if " " in key:
                    self._exact.setdefault(key.replace(" ", ""), {})[number] = None
                    self._alike.setdefault(_consonants(key), {})[number] = None
                    for holds, of in ((surname, surnames), (surname or shared, self._shared)):
                        if holds:
                            of.setdefault(key.rpartition(" ")[2], {})[number] = None
        for key, numbers in surnames.items():
            self._exact.setdefault(key, numbers)
        self._exact.pop("", None)

    def carriers(self, text: str) -> tuple[int, ...]:
        """The numbers of the rows that carry a name; of names that only sound alike, where it is one row's."""
        key = latin_key(text)
        found = self._exact.get(key) or self._exact.get(key.replace(" ", ""))
        if found is None and len(key) >= _SHORTEST_GLUED and key.startswith(("al", "el")):
            found = self._exact.get(key[2:])
        if found is None and " " in key:
            alike = self._alike.get(_consonants(key), {})
            found = alike if len(alike) == 1 else None
        return tuple(found or ())

    def bearers(self, text: str) -> tuple[int, ...]:
        """The numbers of the rows of persons who have a surname, one of them or several: Clinton."""
        return tuple(self._shared.get(latin_key(text), ()))
