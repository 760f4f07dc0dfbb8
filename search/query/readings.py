"""Second readings: where letters without vowels leave open which word is meant, a query asks for the others as well.

An article's word is indexed under its likeliest family alone; what else it may be is known to the lexicon, so nothing
more is stored. قارب (a boat, or he approached) finds قوارب, and قوارب finds قارب, behind what is sure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from search.analysis import Token, default_analyzer, load_lexicon

_MOST_NORMS: Final = 12
"""Norm terms of one family by second readings: with particles and article they are rarely more."""


class SecondReadings(NamedTuple):
    """What a word may also mean: further families, and norm terms of other families that may belong to its own."""

    families: tuple[str, ...]
    norms: tuple[str, ...]


def query_tokens(text: str) -> list[Token]:
    """The tokens of every tier; behind a word's family come the others that a query for it asks for."""
    found: list[Token] = []
    norm = ""
    for token in default_analyzer().tokens(text):
        found.append(token)
        if token.tier == "norm":
            norm = token.term
        elif token.tier == "family":
            found += [replace(token, term=other) for other in load_lexicon().second_families(norm)]
    return found


def second_readings(norm: str, family: str) -> SecondReadings:
    """The second readings of a word of a query, by its norm and family terms."""
    lexicon = load_lexicon()
    return SecondReadings(lexicon.second_families(norm), tuple(lexicon.second_members(family)[:_MOST_NORMS]))
