"""The family of a word that no core explains: what is safe to take off without a lexicon's reading.

A text has few such words but many different ones, so each question is asked in the way that is quickest to answer no.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from search.analysis.clitics import PROCLITIC_COST, proclitic_splits
from search.analysis.compounds import parted_in
from search.analysis.cores import PackedCores
from search.analysis.slips import foreign_spellings, slips

# Suffixes that come off if the rest is a noun that the lexicon knows; with an example.
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
_LOOSE_BY_LAST: Final = {
    last: tuple(suffix for suffix in _LOOSE_SUFFIXES if suffix[-1] == last)
    for last in {suffix[-1] for suffix in _LOOSE_SUFFIXES}
}
"""The loose suffixes by their last letter, in the same order."""
_BEHIND_ARTICLE: Final = frozenset(("ان", "ين", "ون", "ات"))
_ENDS_NAMES: Final = frozenset(("ان", "ين", "ون", "ا"))
_LONGEST_NAME: Final = 5
"""Letters of a name up to which a final ا may be its own: سوجا, but تقزيما is of تقزيم."""
_AFTER_TA: Final = frozenset(
    ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "كن", "ان", "ين", "ه", "ك", "ي")
)  # after the ت of a ta marbuta
_SHORTEST_REST: Final = 3
_ARTICLES: Final = ("ال", "لل")

_OBJECT_PRONOUNS: Final = ("", "هما", "ها", "هم", "هن", "نا", "ني", "كم", "كن", "ه", "ك")  # قتلهما
_IMPERFECT_ENDINGS: Final = ("", "ون", "وا", "و", "ان", "ين", "ا", "ي", "ن")  # يكتبون
_PERFECT_ENDINGS: Final = ("", "تما", "تم", "تن", "تا", "نا", "وا", "و", "ت", "ن", "ا")  # كتبتم
_IMPERFECT_FIRST: Final = frozenset("يتنا")


def _verb_suffixes() -> dict[str, tuple[tuple[int, str], ...]]:
    """What may stand behind a verb's stem: an ending and a pronoun, with its rank and the classes of the stem.

    Of several ways to cut a word the one with the lower rank is taken: without a pronoun before with one.
    """
    ranks: dict[str, dict[str, int]] = {}
    rank = 0
    for pronoun in _OBJECT_PRONOUNS:
        for form_class, endings in (("v", _IMPERFECT_ENDINGS), ("p", _PERFECT_ENDINGS)):
            for ending in endings:
                rank += 1
                if pronoun or ending != "و":  # كتبوه, but كتبوا
                    ranks.setdefault(ending + pronoun, {}).setdefault(form_class, rank)
    return {suffix: tuple((at, form_class) for form_class, at in of.items()) for suffix, of in ranks.items()}


_VERB_SUFFIXES: Final = _verb_suffixes()
_LONGEST_SUFFIX: Final = max(map(len, _VERB_SUFFIXES))


class UnknownWords:
    """Finds the families of words that no reading as proclitics and core explains.

    ``cores`` and ``attested`` are those of the lexicon.
    """

    def __init__(self, cores: PackedCores, attested: Mapping[str, str]) -> None:
        self._cores = cores
        self._names = cores.fields
        self._attested = attested
        self._is_attested = attested.__contains__

    def family(self, norm: str, *, name: bool = False) -> str:
        """Take off what is safe: a known noun's suffix, a known verb's endings, else a stack with the article.

        Before that last step: what is a slip for a known word, or another spelling of a known foreign name. ``name``
        says that the word is no form of a known verb, and so likely a name: what names end in stays, too.
        """
        if norm.isascii():  # nothing below is about numbers and Latin words
            return norm
        splits = proclitic_splits(norm)
        if compound := parted_in(splits):  # لعبدالمجيب, with or without its particles
            return "".join(compound)
        if (family := self._noun(norm, splits, name=name)) is not None:
            return family
        if not name and (family := self._verb(norm, splits)) is not None:
            return family
        for spellings in (slips, foreign_spellings):
            for meant in filter(self._is_attested, spellings(norm)):
                return self._attested[meant] or meant
        for prefix, rest in splits:
            if prefix.endswith(_ARTICLES) and len(rest) >= _SHORTEST_REST:
                return rest
        return norm

    def is_imperfect(self, norm: str) -> bool:
        """Tell whether a word that no core explains can be an imperfect verb with an ending: سيستنكرون."""
        splits = [split for split in proclitic_splits(norm) if split[1][:1] in _IMPERFECT_FIRST]
        return self._verb(norm, splits) is not None

    def _noun(self, norm: str, splits: list[tuple[str, str]], *, name: bool) -> str | None:
        """Find the noun of which this is a form with a suffix; how a word ends is the same for all its splits."""
        suffixes = [suffix for suffix in _LOOSE_BY_LAST.get(norm[-1:], ()) if norm.endswith(suffix)]
        at = norm.rfind("ت")
        behind_ta = at >= 0 and norm[at + 1 :] in _AFTER_TA
        if not suffixes and not behind_ta:
            return None
        for prefix, rest in splits:
            if prefix not in PROCLITIC_COST["n"]:
                continue
            family = self._noun_before(rest, suffixes, article=prefix.endswith(_ARTICLES), name=name)
            if family is not None:
                return family
            if behind_ta and (own := at - len(prefix)) >= _SHORTEST_REST:
                family = self._noun_family(rest[:own] + "ه")
                if family is not None:
                    return family
        return None

    def _noun_before(self, core: str, suffixes: list[str], *, article: bool, name: bool) -> str | None:
        for suffix in suffixes:
            if len(core) - len(suffix) < _SHORTEST_REST:
                continue
            if article and suffix not in _BEHIND_ARTICLE:
                continue
            if name and _may_end_name(core, suffix, article=article):
                continue
            stem = core[: -len(suffix)]
            if stem.endswith(("او", "اي")):  # خبراؤهما, خبرائهما
                stem = stem[:-1] + "ء"
            if (family := self._noun_family(stem)) is not None:
                return family
        return None

    def _verb(self, norm: str, splits: list[tuple[str, str]]) -> str | None:
        """Find the verb of an inflected form by its third person: تحفرونها by يحفر, استمعتن by استمع."""
        ends = [
            (length, ranks)
            for length in range(min(_LONGEST_SUFFIX, len(norm) - _SHORTEST_REST) + 1)
            if (ranks := _VERB_SUFFIXES.get(norm[len(norm) - length :])) is not None
        ]
        for prefix, rest in splits:
            if prefix in PROCLITIC_COST["v"] and (family := self._verb_before(rest, ends)) is not None:
                return family
        return None

    def _verb_before(self, core: str, ends: list[tuple[int, tuple[tuple[int, str], ...]]]) -> str | None:
        imperfect = core[:1] in _IMPERFECT_FIRST
        found: list[tuple[int, str, str]] = []
        for length, ranks in ends:
            cut = len(core) - length
            if cut < _SHORTEST_REST:
                break
            for rank, form_class in ranks:
                stem = core[:cut]
                if form_class == "v":
                    if not imperfect or cut <= _SHORTEST_REST:
                        continue
                    stem = "ي" + stem[1:]
                if stem in self._names:
                    found.append((rank, form_class, stem))
        for _, form_class, stem in sorted(found):
            if (family := self._cores.family_as(stem, form_class)) is not None:
                return family
        return None

    def _noun_family(self, core: str) -> str | None:
        return self._cores.family_as(core, "n") if core in self._names else None


def _may_end_name(word: str, suffix: str, *, article: bool) -> bool:
    """Tell whether what looks like a suffix is likelier the end of a name: جنسون is not of جنس, كوباين not of كوبا."""
    if suffix not in _ENDS_NAMES or (article and suffix == "ين"):
        return False
    return suffix != "ا" or len(word) <= _LONGEST_NAME
