"""Proclitics: the particles that Arabic writes as part of the word that follows.

A stack is (و or ف), then one of ب ك ل س, then the article: وبالموصل = و + ب + ال + موصل. Before the article, ل and its
alef merge: للحكومة = ل + ال + حكومة.
"""

from __future__ import annotations

from typing import Final

from search.analysis.folding import fold_with_offsets

# Longest first, so that the first split whose rest is known is the one that explains most of the word.
PROCLITICS: Final = tuple(
    sorted(
        {
            conjunction + particle + article
            for conjunction in ("", "و", "ف")
            for particle, articles in (
                ("", ("", "ال")),
                ("ب", ("", "ال")),
                ("ك", ("", "ال")),
                ("ل", ("", "ل")),  # ل + ال is written لل
                ("س", ("",)),  # the future particle, before verbs
            )
            for article in articles
        },
        key=lambda prefix: (-len(prefix), prefix),
    )
)


def proclitic_splits(norm: str) -> list[tuple[str, str]]:
    """Return every way to read ``norm`` as a proclitic stack and a rest that is not empty, longest stack first.

    The last entry is the word with no stack. Nothing is looked up: الماني splits into ال + ماني as well.
    """
    return [
        (prefix, norm[len(prefix) :]) for prefix in PROCLITICS if norm.startswith(prefix) and len(norm) > len(prefix)
    ]


def clitic_splits(word: str) -> list[tuple[int, str]]:
    """Return every plausible proclitic stack of a word as written, for matching names that carry particles.

    Each entry is the number of original characters that the stack covers and the folded rest, longest stack first and
    ``(0, fold(word))`` last. For لل the rest also comes with its article (للموصل: موصل and الموصل), as does any
    stack that ends in the article (وبالموصل: موصل and الموصل). Unvalidated: the caller knows which rests are names.

    >>> clitic_splits("وبالموصل")
    [(4, 'موصل'), (2, 'الموصل'), (1, 'بالموصل'), (0, 'وبالموصل')]
    """
    folded, offsets = fold_with_offsets(word)
    splits: list[tuple[int, str]] = []
    for prefix, rest in proclitic_splits(folded):
        splits.append((offsets[len(prefix)], rest))
        if prefix.endswith("لل"):
            splits.append((offsets[len(prefix)], "ال" + rest))
    return splits
