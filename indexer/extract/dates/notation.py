"""A small notation for patterns over word classes, compiled to regular expressions.

The text becomes a string with one character for each word's class, so that a pattern such as ::

    weekday? d:day from? m:month

is one regular expression run at C speed. A name is a word class or an abbreviation given in a table; ``a | b``,
``( )``, ``?`` and ``*`` mean what they mean in regular expressions; ``x:thing`` captures.
Besides the expression, each pattern yields the pairs of classes it can begin with, by which rules are dispatched.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from indexer.extract.dates.lexicon import CLASSES

_SYMBOL = re.compile(r"\s*([a-z_0-9]+:|[a-z_0-9]+|[()|?*])")


class Pattern(NamedTuple):
    """A compiled piece: regular expression source, and what it can begin with.

    ``begins`` are the first two classes of all that it can stand for; of what is shorter, all of it.
    """

    source: str
    begins: frozenset[str]


_EMPTY: Final = frozenset({""})


def _followed(begins: frozenset[str], after: frozenset[str]) -> frozenset[str]:
    """Return what begins a pattern with another behind it."""
    return frozenset((first + second)[:2] for first in begins for second in (after if len(first) < 2 else _EMPTY))  # noqa: PLR2004 - two classes are enough


def _symbols(notation: str) -> list[str]:
    symbols: list[str] = []
    at = 0
    notation = notation.rstrip()
    while at < len(notation):
        found = _SYMBOL.match(notation, at)
        if found is None:
            raise ValueError(f"not the notation of word classes: {notation[at:]!r}")
        symbols.append(found[1])
        at = found.end()
    return symbols


def compile_pattern(notation: str, abbreviations: dict[str, Pattern]) -> Pattern:
    """Compile one pattern; raise ValueError on a bad notation and KeyError on an unknown name."""
    symbols = _symbols(notation)
    pattern, at = _alternatives(symbols, 0, abbreviations)
    if at != len(symbols):
        raise ValueError(f"unbalanced: {notation!r}")
    return pattern


def _alternatives(symbols: list[str], at: int, known: dict[str, Pattern]) -> tuple[Pattern, int]:
    first, at = _sequence(symbols, at, known)
    branches = [first]
    while at < len(symbols) and symbols[at] == "|":
        branch, at = _sequence(symbols, at + 1, known)
        branches.append(branch)
    if len(branches) == 1:
        return first, at
    begins = frozenset[str]().union(*(branch.begins for branch in branches))
    source = "(?:" + "|".join(branch.source for branch in branches) + ")"
    return Pattern(source, begins), at


def _sequence(symbols: list[str], at: int, known: dict[str, Pattern]) -> tuple[Pattern, int]:
    source, begins = "", _EMPTY
    while at < len(symbols) and symbols[at] not in (")", "|"):
        part, at = _part(symbols, at, known)
        source += part.source
        begins = _followed(begins, part.begins)
    return Pattern(source, begins), at


def _part(symbols: list[str], at: int, known: dict[str, Pattern]) -> tuple[Pattern, int]:
    symbol = symbols[at]
    capture = ""
    if symbol.endswith(":"):
        capture, at = symbol[:-1], at + 1
        symbol = symbols[at]
    if symbol == "(":
        part, at = _alternatives(symbols, at + 1, known)
        if at >= len(symbols):
            raise ValueError("unbalanced parenthesis")
    elif symbol in known:
        part = known[symbol]
    else:
        part = Pattern(CLASSES[symbol], frozenset(CLASSES[symbol]))
    at += 1
    if capture:
        part = part._replace(source=f"(?P<{capture}>{part.source})")
    if at < len(symbols) and symbols[at] in ("?", "*"):
        begins = _EMPTY | part.begins
        if symbols[at] == "*":
            begins = _followed(begins, begins)
        part = Pattern(f"(?:{part.source}){symbols[at]}", begins)
        at += 1
    return part, at
