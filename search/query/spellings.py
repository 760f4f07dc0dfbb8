"""Compounds in a query: what is typed as two words is also searched as one, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from search.analysis import words
from search.analysis.compounds import may_be_joined, parted
from search.query.syntax import AllOf, AnyOf, Exclude, Group, Named, Node, Phrase, Scoped, Spelled, Together, Word

_MOST_WAYS: Final = 2
"""Of the ways to write a phrase with three compounds or more, so many go on at each."""


def respelled(node: Node) -> Node:
    """The tree with a `Spelled` around each compound: عبدالله or "عبد الله"."""
    match node:
        case Word(text=text, start=start, end=end):
            found = parted(text) if len(words(text)) == 1 else None
            return Spelled(node, Phrase(" ".join(found), start, end)) if found else node
        case Phrase(text=text, distance=None):
            others = tuple(replace(node, text=other) for other in _respelled_phrase(text.split(" ")))
            if not others:
                return node
            return Spelled(node, others[0] if len(others) == 1 else AnyOf(others))
        case Group(children=children):
            row = _row(children)
            return row[0] if len(row) == 1 else Group(tuple(row))
        case AllOf(children=children) | AnyOf(children=children):
            return replace(node, children=tuple(map(respelled, children)))
        case Scoped(child=child) | Named(child=child) | Exclude(child=child):
            return replace(node, child=respelled(child))
        case Together():
            return node
    return node


def _row(children: Sequence[Node]) -> list[Node]:
    """Words side by side, compounds first, from left to right."""
    out: list[Node] = []
    at = 0
    while at < len(children):
        first = children[at]
        second = children[at + 1] if at + 1 < len(children) else None
        if isinstance(first, Word) and isinstance(second, Word) and may_be_joined(first.text, second.text):
            out.append(Spelled(Group((first, second)), Word(first.text + second.text, first.start, second.end)))
            at += 2
        else:
            out.append(respelled(first))
            at += 1
    return out


def _respelled_phrase(typed: Sequence[str]) -> list[str]:
    """The other ways to write a phrase: each compound as two words and as one."""
    ways: list[list[str]] = [[]]
    at = 0
    while at < len(typed):
        length = 2 if at + 1 < len(typed) and may_be_joined(typed[at], typed[at + 1]) else 1
        as_typed = list(typed[at : at + length])
        other = list(parted(typed[at], bare=at == 0) or as_typed) if length == 1 else ["".join(as_typed)]
        if other != as_typed:
            ways = [[*way, *one] for way in ways[:_MOST_WAYS] for one in (as_typed, other)]
        else:
            ways = [[*way, *as_typed] for way in ways]
        at += length
    return list(dict.fromkeys(found for way in ways if (found := " ".join(way)) != " ".join(typed)))
