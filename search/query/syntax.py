"""The query as its parts: what `search.query.parse` makes of the user's text.

A tree of frozen nodes. Every node that stands for typed text keeps ``start`` and ``end``, code points in the query as
typed. `to_text` writes a tree back in the query language, so that parsing what it writes gives the same tree again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["any", "title", "place", "actor", "source"]
"""Where a part of the query must be found; ``any`` is title or body."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: any member of its family, in any spelling."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with these letters: ``موصل*``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; with ``distance`` at most so many words apart, in any order."""

    text: str
    start: int
    end: int
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Scoped:
    """A part that must be found in one field: ``title:الموصل``."""

    scope: Scope
    child: Node


@dataclass(frozen=True, slots=True)
class Exclude:
    """A part that must not be found."""

    child: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """Parts joined by AND: every one must be found."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Parts joined by OR: at least one must be found."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that only stand side by side: all or any must be found, as the request's ``match`` says."""

    children: tuple[Node, ...]


Node = Word | Prefix | Phrase | Scoped | Exclude | AllOf | AnyOf | Group


ESCAPE = "\\"
"""Before a word: the word is meant, whatever it looks like. ``\\OR`` searches the word OR."""


OPERATORS: dict[str, str] = {
    "OR": "or",
    "أو": "or",
    "|": "or",
    "||": "or",
    "AND": "and",
    "و": "and",
    "&": "and",
    "&&": "and",
    "NOT": "not",
}
"""Operators as written alone between two terms."""


def looks_plain(text: str) -> bool:
    """Whether the parser reads this text as nothing but a word."""
    return text not in OPERATORS and text[0] not in "-\\*" and text[-1] != "*" and ":" not in text


def to_text(node: Node) -> str:
    """The tree in the query language, fully parenthesised where grouping matters."""
    match node:
        case Word(text=text):
            return text if looks_plain(text) else ESCAPE + text
        case Prefix(text=text):
            return text + "*"
        case Phrase(text=text, distance=distance):
            return f'"{text}"' + ("" if distance is None else f"~{distance}")
        case Scoped(scope=scope, child=child):
            return f"{scope}:{_grouped(child)}"
        case Exclude(child=child):
            return "-" + _grouped(child)
        case AllOf(children=children):
            return " AND ".join(_grouped(child) for child in children)
        case AnyOf(children=children):
            return " OR ".join(_grouped(child) for child in children)
        case Group(children=children):
            return " ".join(_grouped(child) for child in children)


def _grouped(node: Node) -> str:
    text = to_text(node)
    return f"({text})" if isinstance(node, AllOf | AnyOf | Group) else text
