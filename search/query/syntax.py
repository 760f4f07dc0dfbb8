"""The query as its parts: what `search.query.parse` makes of the user's text.

A tree of frozen nodes. Every node that stands for typed text keeps ``start`` and ``end``, code points in the query as
typed. `to_text` writes a tree back in the query language, so that parsing what it writes gives the same tree again.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal

from search.request import DateFacet

Scope = Literal["any", "title", "place", "actor", "source", "section"]
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
class Fuzzy:
    """A word and those spelled nearly so: ``نتنياهو~``; ``edits`` as typed, None where the word's length decides."""

    text: str
    start: int
    end: int
    edits: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; with ``distance`` at most so many words apart, in any order."""

    text: str
    start: int
    end: int
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Words of one sentence, in any order and any form: ``"وزير العراق"~جملة``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """Days of publication or days named in the text, both ends included; None is open, and one end is given."""

    facet: DateFacet
    first: dt.date | None
    last: dt.date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scoped:
    """A part that must be found in one field: ``title:الموصل``."""

    scope: Scope
    child: Node


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a known place or actor, found also by its other names; `search.query.names` makes these."""

    child: Node
    facet: Literal["place", "actor"]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A compound as typed and written the other way, as two words or as one; `search.query.spellings` makes these."""

    child: Node
    other: Node


@dataclass(frozen=True, slots=True)
class Exclude:
    """A part that must not be found."""

    child: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """Parts joined by AND: every one must be found.

    ``word``: joined by و alone, which running text also writes apart; where any words will do it asks for nothing.
    """

    children: tuple[Node, ...]
    word: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Parts joined by OR: at least one must be found."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that only stand side by side: all or any must be found, as the request's ``match`` says."""

    children: tuple[Node, ...]


Node = Word | Prefix | Fuzzy | Phrase | Together | Period | Scoped | Named | Spelled | Exclude | AllOf | AnyOf | Group


ESCAPE = "\\"
"""Before a word: the word is meant, whatever it looks like. ``\\OR`` searches the word OR."""


OPERATORS: dict[str, str] = {
    "OR": "or",
    "أو": "or",
    "او": "or",
    "|": "or",
    "||": "or",
    "AND": "and",
    "و": "and",
    "&": "and",
    "&&": "and",
    "NOT": "not",
}
"""Operators as written alone between two terms."""


MINUS: Final = "-\u2212\u2013"  # hyphen, minus sign, en dash (phones turn two hyphens into one)
_FUZZY_END: Final = re.compile(r"^\d*~|~\d*$")


def looks_plain(text: str) -> bool:
    """Whether the parser reads this text as nothing but a word."""
    signs = text[0] in MINUS + "\\*" or text[-1] in MINUS + "*" or ":" in text or _FUZZY_END.search(text)
    return text not in OPERATORS and not signs


_ENGLISH: Final = {"published": "date", "or": " OR ", "and": " AND "}
ARABIC_NAMES: Final = {
    "title": "عنوان",
    "place": "مكان",
    "actor": "جهة",
    "source": "مصدر",
    "section": "قسم",
    "published": "تاريخ",
    "mentioned": "ذكر",
    "sentence": "جملة",
    "or": " أو ",
    "and": " && ",
}
"""What fields and operators are called in an Arabic query."""
_ARABIC_LETTER: Final = re.compile("[\u0620-\u064a]")


def to_text(node: Node, *, arabic: bool = False) -> str:
    """The tree in the query language, fully parenthesised where grouping matters; ``arabic`` names of fields and OR."""
    return _text(node, ARABIC_NAMES if arabic else _ENGLISH)


def in_arabic(query: str) -> bool:
    """Whether a query has Arabic letters, so that what is made of it should name fields in Arabic."""
    return _ARABIC_LETTER.search(query) is not None


def _text(node: Node, names: dict[str, str]) -> str:
    match node:
        case Word(text=text):
            return text if looks_plain(text) else ESCAPE + text
        case Prefix(text=text):
            return text + "*"
        case Fuzzy(text=text, edits=edits):
            return f"{text}~" + ("" if edits is None else str(edits))
        case Period(facet=facet, first=first, last=last):
            one_day = first == last and first is not None
            ends = [day.isoformat() if day else "" for day in ((first,) if one_day else (first, last))]
            return f"{names.get(facet, facet)}:{'..'.join(ends)}"
        case Phrase(text=text, distance=distance):
            return f'"{text}"' + ("" if distance is None else f"~{distance}")
        case Together(text=text):
            return f'"{text}"~{names.get("sentence", "sentence")}'
        case Scoped(scope=scope, child=child):
            return f"{names.get(scope, scope)}:{_grouped(child, names)}"
        case Named(child=child) | Spelled(child=child):
            return _text(child, names)
        case Exclude(child=child):
            return "-" + _grouped(child, names)
        case AllOf(children=children, word=word):
            return (" و " if word else names["and"]).join(_grouped(child, names) for child in children)
        case AnyOf(children=children):
            return names["or"].join(_grouped(child, names) for child in children)
        case Group(children=children):
            return " ".join(_grouped(child, names) for child in children)


def _grouped(node: Node, names: dict[str, str]) -> str:
    text = _text(node, names)
    inner = node.child if isinstance(node, Named | Spelled) else node
    return f"({text})" if isinstance(inner, AllOf | AnyOf | Group) else text
