"""Skeletons: what is left of a word family without its weak letters, where kinship that no lexicon lists still meets.

حضر, حضور, حاضر and حضاره share one; so do some families that are no kin. They only rank: a match in the skeleton alone
finds no article.
"""

from __future__ import annotations

from typing import Final

_WEAK: Final = str.maketrans("", "", "اويءه")  # long vowels, hamza, and ه for the ta marbuta that folding made it
_LEAST: Final = 3
_MOST: Final = 4


def skeleton(family: str) -> str:
    """The first four strong letters of a family term; of a family with fewer than three, its own first four.

    >>> skeleton("حضاره"), skeleton("حضور"), skeleton("دوله")
    ('حضر', 'حضر', 'دوله')
    """
    strong = family.translate(_WEAK)
    return (strong if len(strong) >= _LEAST else family)[:_MOST]
