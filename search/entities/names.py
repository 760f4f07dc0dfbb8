"""How a name is compared: its key, and the index from keys to what carries them.

A key is the name's folded words, one space between them, with four unifications that folding does not make because
they hold for names only:

- compound first parts are joined: عبد الله and عبدالله, أبو ظبي and أبوظبي have one key;
- the first part of a kunya has one case: أبو بكر, أبا بكر and أبي بكر have one key;
- a sound masculine plural with the article has one case: الحوثيون and الحوثيين have one key;
- what papers spell in two ways has one spelling: الأمريكية and الأميركية, الديموقراطي and الديمقراطي.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from search.analysis import fold, words

#: First parts that are joined to the word after them.
COMPOUND_HEADS: Final = frozenset({"عبد", "ابو", "ابي", "ابا"})

#: Case forms of a kunya's first part, and the form keys use.
_KUNYA: Final = {"ابي": "ابو", "ابا": "ابو"}

#: Letters of foreign words that papers spell differently, and how keys spell them.
_SPELLINGS: Final = (("امريك", "اميرك"), ("ديموقرا", "ديمقرا"))

_ARTICLE: Final = "ال"
_SHORTEST_PLURAL: Final = 6

#: Particles that may stand attached before a name, longest first: و ف, then ب ك ل, and للـ for ل with the article.
#: Each is (letters as written, letters to put back): وبالموصل → الموصل; للعراق → العراق; ولبنان → لبنان.
PARTICLES: Final = (
    ("ولل", "ال"),
    ("فلل", "ال"),
    ("لل", "ال"),
    ("وب", ""),
    ("ول", ""),
    ("وك", ""),
    ("فب", ""),
    ("فل", ""),
    ("و", ""),
    ("ف", ""),
    ("ب", ""),
    ("ل", ""),
    ("ك", ""),
)

_SHORTEST_REST: Final = 2
#: By first letter: letters as written, how many they are, letters to put back.
_BY_FIRST_LETTER: Final = {
    letter: tuple((written, len(written), restored) for written, restored in PARTICLES if written[0] == letter)
    for letter in {written[0] for written, _ in PARTICLES}
}


class Reading(NamedTuple):
    """One way to read a written word: its ``key`` with ``cut`` folded letters of particles off the front.

    ``article`` says that the article's alef, swallowed by ل, was put back into the key (للعراق → العراق).
    """

    key: str
    cut: int
    article: bool


def word_key(folded: str) -> str:
    """Return the key of one folded word: الحوثيون → الحوثيين, ابي → ابو, امريكا → اميركا."""
    for written, spelling in _SPELLINGS:
        if written in folded:
            folded = folded.replace(written, spelling)
    if folded.endswith("ون") and folded.startswith(_ARTICLE) and len(folded) >= _SHORTEST_PLURAL:
        return folded[:-2] + "ين"
    return _KUNYA.get(folded, folded)


def words_key(folded_words: list[str]) -> str:
    """Return the key of a name given as folded words."""
    if len(folded_words) == 1:
        return word_key(folded_words[0])
    out: list[str] = []
    joined = ""
    for word in folded_words:
        key = word_key(word)
        if joined:
            out.append(joined + key)
            joined = ""
        elif word in COMPOUND_HEADS:
            joined = key
        else:
            out.append(key)
    if joined:
        out.append(joined)
    return " ".join(out)


def name_key(name: str) -> str:
    """Return the key of a name as written; empty where it holds no letter or digit."""
    return words_key([fold(word.text) for word in words(name)])


def readings(folded: str) -> list[Reading]:
    """Every way to read a folded word, the whole word first, then with particles off, fewest letters last.

    The rest has at least two letters; whether it is a word is for the caller to know.
    """
    found = [Reading(word_key(folded), 0, False)]
    most = len(folded) - _SHORTEST_REST
    for written, cut, restored in _BY_FIRST_LETTER.get(folded[:1], ()):
        if cut <= most and folded.startswith(written):
            found.append(Reading(word_key(restored + folded[cut:]), cut, restored != ""))
    return found
