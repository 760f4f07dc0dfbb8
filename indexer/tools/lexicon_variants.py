"""What is decided once every word has its family: slips of the pen, spellings of foreign names, second readings.

Slips and foreign spellings are joined only where no dictionary explains a term well: نضام is نظام misspelled, but حضر
is a word beside حظر.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from search.analysis.slips import slips

_SLIP_RATIO: Final = 20
"""So many times as frequent must the right spelling be as the slip."""
_SHORTEST_FOREIGN: Final = 5
_SHORTEST_WITH_VOWEL: Final = 6
"""Letters of the shorter of two spellings: among short names too many differ by a vowel (حمدان, حميدان)."""
_G_LETTERS: Final = str.maketrans("ج", "غ")
"""Letters that write a foreign g: غوغل, جوجل."""
_SHORTEST_K: Final = 6
_K_LETTERS: Final = str.maketrans("جقك", "غغغ")
"""Those that write it less often, and other sounds as well: انقلترا, قوميز."""
_LONG_VOWELS: Final = "اوي"
_INNER_VOWEL: Final = re.compile(f"(?<=.)[{_LONG_VOWELS}](?=.)")

_COMPOUND: Final = "عبد"
"""Begins names that differ in one letter and are not one: عبدالاله, عبدالله."""

SecondReading = tuple[str, float]
"""A family that a word may also belong to, and its share of the word's count."""


def correct_slips(families: Mapping[str, str], counts: Mapping[str, int], settled: set[str]) -> dict[str, str]:
    """The family of each misspelled norm term: that of the far more frequent term it is a slip for.

    ``settled`` are the terms that a dictionary explains; they are no slips, and only they are meant.
    """
    corrected: dict[str, str] = {}
    for norm in families:
        if norm in settled:
            continue
        meant = [
            one for one in slips(norm) if one in settled and counts.get(one, 0) >= _SLIP_RATIO * counts.get(norm, 0)
        ]
        if meant:
            corrected[norm] = families[max(meant, key=lambda one: (counts[one], one))]
    return corrected


def foreign_spellings(counts: Mapping[str, int], foreign: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Families that are other spellings of a foreign name: each with the most frequent of its spellings.

    ``counts`` are those of families; ``foreign`` are families that no dictionary has, ``known`` those of the tables of
    names. Two spellings are one name if they differ in letters for g alone (أنغولا, أنجولا), or in one long vowel that
    one of them leaves out (برلسكوني, بيرلسكوني).
    """
    names = set(known)
    one_name: dict[str, list[str]] = defaultdict(list)
    pool = [family for family in {*foreign, *names} if len(family) >= _SHORTEST_FOREIGN and family.isalpha()]
    joined: dict[str, str] = {}
    with_k: dict[str, list[str]] = defaultdict(list)
    for family in sorted(pool):
        one_name[family.translate(_G_LETTERS)].append(family)
        if len(family) >= _SHORTEST_K:
            with_k[family.translate(_K_LETTERS)].append(family)
    for spellings in with_k.values():
        usual = max(spellings, key=lambda one: (one in names, counts.get(one, 0), one))
        joined |= {one: usual for one in spellings if one != usual and one not in names}
    best: dict[str, str] = {}
    for key, spellings in one_name.items():
        best[key] = max(spellings, key=lambda one: (one in names, counts.get(one, 0), one))
        joined |= {one: best[key] for one in spellings if one != best[key] and one not in names}
    for key in sorted(best, key=lambda one: (counts.get(best[one], 0), one)):
        if len(key) < _SHORTEST_WITH_VOWEL or best[key] in names or best[key].startswith(_COMPOUND):
            continue
        shorter = {key[: found.start()] + key[found.end() :] for found in _INNER_VOWEL.finditer(key)}
        longer = {key[:at] + vowel + key[at:] for at in range(1, len(key)) for vowel in _LONG_VOWELS}
        others = [best[one] for one in (*shorter, *longer) if one in best and len(one) >= _SHORTEST_WITH_VOWEL]
        others = [one for one in others if counts.get(one, 0) > counts.get(best[key], 0) or one in names]
        if others:
            joined[best[key]] = max(others, key=lambda one: (one in names, counts.get(one, 0), one))
    return {family: _last(joined, family) for family in joined}


def _last(joined: Mapping[str, str], family: str) -> str:
    """Follow a spelling to the one that is not joined to another; every step is to a more frequent one."""
    seen = {family}
    while (family := joined.get(family, family)) in joined and family not in seen:
        seen.add(family)
    return family


def second_readings(
    families: Mapping[str, str],
    readings: Mapping[str, Iterable[SecondReading]],
    alike: Callable[[str, str], Iterable[SecondReading]],
    *,
    share: float,
    most: int = 2,
) -> dict[str, tuple[str, ...]]:
    """The other families that a norm term credibly belongs to, the likeliest first.

    ``readings`` are those that the counts speak for, ``alike`` gives those of plurals that a table gave to one singular
    alone: خزائن is the plural of خزينة and of خزانة.
    """
    found: dict[str, tuple[str, ...]] = {}
    for norm, family in families.items():
        shares: dict[str, float] = {}
        for other, part in (*readings.get(norm, ()), *alike(norm, family)):
            if other != family:
                shares[other] = max(part, shares.get(other, 0.0))
        credible = sorted((other for other in shares if shares[other] >= share), key=lambda one: (-shares[one], one))
        if credible:
            found[norm] = tuple(credible[:most])
    return found
