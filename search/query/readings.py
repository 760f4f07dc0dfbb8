"""Second readings: where letters without vowels leave open which word is meant, a query asks for the others as well.

An article's word is indexed under its likeliest family alone; what else it may be is known to the lexicon, so nothing
more is stored. قارب (a boat, or he approached) finds قوارب, and قوارب finds قارب, behind what is sure. Where the
spelling tells (ألسنة is tongues, السنة nearly always the year), لسان asks for it as written, and does not find every
year.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from search.analysis import Token, default_analyzer, load_lexicon

_MOST_NORMS: Final = 12
"""Norm terms of one family by second readings: with particles and article they are rarely more."""
_MOST_SPELLINGS: Final = 12
"""Spellings, in the same way."""
_YEH: Final = "\u064a"
_MAKSURA: Final = "\u0649"
_HEH: Final = "ه"
_SHORTEST_FEMININE: Final = 3


class SecondReadings(NamedTuple):
    """What a word of a query may also mean, or be in a text.

    Further ``families``; ``norms``, norm terms of other families that may belong to one of these; and ``exacts``, words
    as written that do.
    """

    families: tuple[str, ...]
    norms: tuple[str, ...]
    exacts: tuple[str, ...]


def query_tokens(text: str) -> list[Token]:
    """The tokens of every tier; behind a word's family come the others that a query for it asks for."""
    found: list[Token] = []
    terms: dict[str, str] = {}
    for token in default_analyzer().tokens(text):
        found.append(token)
        terms[token.tier] = token.term
        if token.tier == "family":
            others = _families(terms["exact"], terms["norm"], token.term)
            found += [replace(token, term=other) for other in others]
    return found


def second_readings(exact: str, norm: str, family: str) -> SecondReadings:
    """The second readings of a word of a query, by its terms."""
    lexicon = load_lexicon()
    families = _families(exact, norm, family)
    norms: list[str] = []
    exacts: list[str] = []
    for of in (family, *families):
        for one in lexicon.second_members(of)[:_MOST_NORMS]:
            if one == norm:
                continue
            if _is_plural_in_maksura(one, of):
                exacts.append(one[:-1] + _MAKSURA)  # قوة finds قوى, not every قوي
            elif exact.endswith(_YEH) and _is_plural_in_maksura(one, lexicon.family(one)):
                exacts.append(one)  # قوي finds القوي, not القوى
            else:
                norms.append(one)
        exacts += lexicon.spellings(of)[:_MOST_SPELLINGS]
    return SecondReadings(families, tuple(dict.fromkeys(norms)), tuple(dict.fromkeys(exacts)))


def _families(exact: str, norm: str, family: str) -> tuple[str, ...]:
    lexicon = load_lexicon()
    found = (*lexicon.spelled_families(exact), *lexicon.second_families(norm))
    dotted = exact.endswith(_YEH)
    return tuple(
        one
        for one in dict.fromkeys(found)
        if one != family and not (dotted and _is_plural_in_maksura(norm, one))  # قوي asks for no قوات
    )


def _is_plural_in_maksura(norm: str, family: str) -> bool:
    """Tell whether a norm term may be of a feminine noun only as its plural in ى: قوى of قوة, بنى of بنية."""
    if not norm.endswith(_YEH) or not family.endswith(_HEH) or len(family) < _SHORTEST_FEMININE:
        return False
    stem = family[:-1]
    return norm.endswith(stem) if stem.endswith(_YEH) else norm[:-1].endswith(stem)
