"""How far apart two terms are in spelling: the distance of fuzzy search, for what is not asked of an engine."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=100_000)
def edits(one: str, other: str, most: int) -> int:
    """Return how many edits turn ``one`` into ``other``, and ``most + 1`` where it is more than ``most``.

    An edit adds, drops or changes one letter or swaps two neighbours, and no letter is edited twice (the restricted
    Damerau-Levenshtein distance), as in `search.query.clauses.TermFuzzy`.

    >>> edits("نتنياهو", "نتانياهو", 2), edits("سوريا", "سويرا", 2), edits("ماء", "نار كبيرة", 2)
    (1, 1, 3)
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, char in enumerate(other, 1):
            cost = min(row[j] + 1, following[-1] + 1, row[j - 1] + (letter != char))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == char:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return min(row[-1], most + 1)
