"""The user's text → a tree of `search.query.syntax`, and notices for what could not be read as typed.

Parsing never fails: whatever is not understood is searched as words and reported as a `Notice` with its position. The
grammar, loosest first:

    query    := either
    either   := both ((OR | أو | '|') both)*
    both     := row ((AND | و | '&') row)*        an operator only when written alone between two terms
    row      := part part*                        side by side: the request's ``match`` says all or any
    part     := ['-' | NOT] [field ':'] (word | prefix '*' | "phrase" ['~' N] | '(' either ')')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from search.analysis import fold, words
from search.query.syntax import (
    ESCAPE,
    OPERATORS,
    AllOf,
    AnyOf,
    Exclude,
    Group,
    Node,
    Phrase,
    Prefix,
    Scope,
    Scoped,
    Word,
)
from search.results import Notice

MAX_TERMS = 128
"""Words, prefixes and phrases in one query; more are left out, with a notice."""
MAX_DEPTH = 32
"""Parentheses within parentheses; deeper ones are ignored, with a notice."""
MAX_DISTANCE = 50
"""Largest distance of a proximity search, in words."""

FIELD_NAMES: dict[str, Scope] = {
    "title": "title",
    "عنوان": "title",
    "العنوان": "title",
    "place": "place",
    "مكان": "place",
    "المكان": "place",
    "actor": "actor",
    "جهة": "actor",
    "الجهة": "actor",
    "source": "source",
    "مصدر": "source",
    "المصدر": "source",
}
"""Fields as users write them, Arabic and English."""
_FOLDED_FIELDS = {fold(name): scope for name, scope in FIELD_NAMES.items()}

# Marks that only steer how text is displayed: U+061C, U+200B to U+200F, U+202A to U+202E, U+2060 to U+2064,
# U+2066 to U+2069, U+FEFF. A query pasted from a right-to-left page is full of them; they are never part of a term.
_INVISIBLE = "\u061c\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_QUOTES = {
    '"': '"“”„',  # straight and curly quotes are mixed freely on Arabic keyboards
    "“": '"“”„',
    "”": '"“”„',
    "„": '"“”„',
    "«": "«»",  # in right-to-left typing the opening one may be either
    "»": "«»",
    "＂": "＂",
}
_LEXEME = re.compile(
    rf"""
    (?P<space>[\s{_INVISIBLE}]+)
  | (?P<quote>["“”„«»＂])
  | (?P<open>[(（])
  | (?P<close>[)）])
  | (?P<chunk>[^\s"“”„«»＂()（）{_INVISIBLE}](?:[^\s"“”„«»＂()（）])*)
    """,
    re.VERBOSE,
)
_STRIP = re.compile(f"[{_INVISIBLE}]")
_DISTANCE = re.compile(r"~(\d{1,4})")
_MINUS = "-\u2212\u2013"  # hyphen, minus sign, en dash (phones turn two hyphens into one)
_STARS = "*\u066d\u2217"  # asterisk, Arabic five-pointed star (Arabic keyboards), asterisk operator

_Kind = Literal["word", "prefix", "phrase", "open", "close", "operator", "not", "field"]


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: _Kind
    text: str
    start: int
    end: int
    distance: int | None = None
    spaced: bool = True
    """Whether white space, the start or the end stands on both sides."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """``root`` is None where the query has no words: it then matches every article."""

    text: str
    root: Node | None
    notices: tuple[Notice, ...]


def parse(query: str) -> ParsedQuery:
    """Read a query; never raises on any text."""
    reader = _Lexer(query)
    lexemes = reader.lexemes()
    grammar = _Grammar(lexemes, reader.notices)
    return ParsedQuery(query, grammar.query(), tuple(sorted(reader.notices, key=lambda notice: notice.start)))


class _Lexer:
    """Cuts a query into lexemes."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.notices: list[Notice] = []
        self.out: list[_Lexeme] = []

    def note(self, code: str, start: int, end: int, message: str, message_ar: str) -> None:
        self.notices.append(Notice(code, start, end, message, message_ar))

    def lexemes(self) -> list[_Lexeme]:
        position = 0
        while position < len(self.query):
            found = _LEXEME.match(self.query, position)
            if found is None:  # nothing is outside the classes above, but a regular expression is no proof
                position += 1
                continue
            start, end = found.span()
            position = end
            if found["quote"]:
                position = self._phrase(start)
            elif found["open"]:
                self.out.append(_Lexeme("open", "(", start, end))
            elif found["close"]:
                self.out.append(_Lexeme("close", ")", start, end))
            elif found["chunk"]:
                self._chunk(start, end)
        return self.out

    def _phrase(self, start: int) -> int:
        closing = _QUOTES[self.query[start]]
        end = next((i for i in range(start + 1, len(self.query)) if self.query[i] in closing), None)
        if end is None:
            self.note(
                "unclosed-quote",
                start,
                start + 1,
                "This quotation mark is not closed; the words after it are searched one by one.",
                "علامة الاقتباس هذه غير مغلقة، فبُحث عن الكلمات التي بعدها كلمةً كلمة.",
            )
            return start + 1
        text = " ".join(word.text for word in words(_STRIP.sub("", self.query[start + 1 : end])))
        after = end + 1
        distance = None
        if near := _DISTANCE.match(self.query, after):
            distance = min(int(near[1]), MAX_DISTANCE)
            after = near.end()
        if text and " " not in text and closing == "«»" and distance is None:
            # in running Arabic «الموصل» sets off a name; it asks for no stricter match than the name alone
            self.out.append(_Lexeme("word", text, start, after))
        elif text:
            self.out.append(_Lexeme("phrase", text, start, after, distance))
        else:
            self._no_words(start, after)
        return after

    def _no_words(self, start: int, end: int) -> None:
        self.note("no-words", start, end, "There is no word here to search for.", "لا كلمة هنا يُبحث عنها.")

    def _chunk(self, start: int, end: int) -> None:
        """Read characters without a space: any minus signs and field names, then an operator, prefix or word."""
        while True:
            text = _STRIP.sub("", self.query[start:end])
            spaced = (start == 0 or self.query[start - 1].isspace()) and (
                end == len(self.query) or self.query[end].isspace()
            )
            if text in OPERATORS and spaced:
                self.out.append(_Lexeme("not" if OPERATORS[text] == "not" else "operator", text, start, end))
                return
            if text[0] in _MINUS and (len(text) > 1 or not spaced):
                self.out.append(_Lexeme("not", "-", start, start + 1))
                start += 1
            elif scope := _FOLDED_FIELDS.get(fold(text.partition(":")[0])) if ":" in text else None:
                # "title:word", "title:" before a quote or parenthesis, and "مكان: الموصل" with a space after the colon
                colon = self.query.index(":", start, end) + 1
                self.out.append(_Lexeme("field", scope, start, colon))
                start = colon
            else:
                break
            while start < end and _STRIP.match(self.query, start):
                start += 1
            if start == end:
                return
        self._term(text, start, end)

    def _term(self, text: str, start: int, end: int) -> None:
        if text.startswith(ESCAPE):
            self._word(text[1:], start, end)
            return
        name, colon, rest = text.partition(":")
        if colon and rest and name.isalpha() and not rest.startswith("//"):
            self.note(
                "unknown-field",
                start,
                end,
                f"There is no field {name!r} (title, place, actor, source); it is searched as a word.",
                f"لا حقل باسم «{name}» (عنوان، مكان، جهة، مصدر)، فبُحث عنه كلمةً.",
            )
        if text[-1] in _STARS or text[0] in _STARS:
            self._prefix(text, start, end)
            return
        if any(star in text for star in _STARS):
            self.note(
                "star-inside",
                start,
                end,
                "A star is understood only at the end of a word.",
                "لا تُفهم النجمة إلا في آخر الكلمة.",
            )
        self._word(text, start, end)

    def _prefix(self, text: str, start: int, end: int) -> None:
        parts = words(text.strip(_STARS))
        if not parts:
            self._no_words(start, end)
            return
        for part in parts[:-1]:
            self.out.append(_Lexeme("word", part.text, start, end))
        self.out.append(_Lexeme("prefix", parts[-1].text, start, end))

    def _word(self, text: str, start: int, end: int) -> None:
        if words(text):
            self.out.append(_Lexeme("word", text.strip(":"), start, end))
        else:
            self._no_words(start, end)


class _Grammar:
    """Reads lexemes by recursive descent."""

    def __init__(self, lexemes: list[_Lexeme], notices: list[Notice]) -> None:
        self.lexemes = lexemes
        self.notices = notices
        self.at = 0
        self.terms = 0

    def note(self, code: str, lexeme: _Lexeme, message: str, message_ar: str) -> None:
        self.notices.append(Notice(code, lexeme.start, lexeme.end, message, message_ar))

    def peek(self) -> _Lexeme | None:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    def query(self) -> Node | None:
        rows: list[Node] = []
        while self.at < len(self.lexemes):
            node = self.either(0)
            if node is not None:
                rows.append(node)
            lexeme = self.peek()
            if lexeme is not None and lexeme.kind == "close":
                self.at += 1
                self.note(
                    "unopened-parenthesis",
                    lexeme,
                    "This parenthesis was never opened; it is ignored.",
                    "هذا القوس لم يُفتح قبله قوس، فأُهمل.",
                )
        return _joined(rows, Group)

    def operator(self, meaning: str) -> bool:
        """Take the operator if it stands here with a term on either side."""
        lexeme = self.peek()
        if lexeme is None or lexeme.kind != "operator" or OPERATORS[lexeme.text] != meaning:
            return False
        following = self.lexemes[self.at + 1] if self.at + 1 < len(self.lexemes) else None
        if following is None or following.kind in ("operator", "close"):
            return False
        self.at += 1
        return True

    def either(self, depth: int) -> Node | None:
        children = [self.both(depth)]
        while self.operator("or"):
            children.append(self.both(depth))
        return _joined([child for child in children if child is not None], AnyOf)

    def both(self, depth: int) -> Node | None:
        children = [self.row(depth)]
        while self.operator("and"):
            children.append(self.row(depth))
        return _joined([child for child in children if child is not None], AllOf)

    def row(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while (lexeme := self.peek()) is not None and lexeme.kind != "close":
            if lexeme.kind == "operator":
                following = self.lexemes[self.at + 1] if self.at + 1 < len(self.lexemes) else None
                if parts and following is not None and following.kind not in ("operator", "close"):
                    break
                self.at += 1
                self.lonely_operator(lexeme, parts)
                continue
            part = self.part(depth)
            if part is not None:
                parts.append(part)
        return _joined(parts, Group)

    def lonely_operator(self, lexeme: _Lexeme, parts: list[Node]) -> None:
        self.note(
            "lonely-operator",
            lexeme,
            f"{lexeme.text!r} does not stand between two terms; it is searched as a word.",
            f"«{lexeme.text}» ليست بين عبارتين، فبُحث عنها كلمةً.",
        )
        if words(lexeme.text) and (term := self.term(lexeme)) is not None:
            parts.append(term)

    def part(self, depth: int) -> Node | None:
        """A term or parenthesis with its minus signs and fields; of several fields the nearest one counts."""
        excluded, scope = False, None
        lexeme = self.lexemes[self.at]
        while lexeme.kind in ("not", "field"):
            excluded = excluded or lexeme.kind == "not"
            scope = FIELD_NAMES[lexeme.text] if lexeme.kind == "field" else scope
            self.at += 1
            following = self.peek()
            if following is None or following.kind in ("operator", "close"):
                self.note(
                    "nothing-follows",
                    lexeme,
                    "Nothing follows here that could be searched.",
                    "لا شيء بعد هذا يمكن البحث عنه.",
                )
                return None
            lexeme = following
        self.at += 1
        child = self.parenthesis(lexeme, depth) if lexeme.kind == "open" else self.term(lexeme)
        # what parentheses hold may be excluded or scoped itself: -(-a) is a, and of two fields the inner one counts
        while isinstance(child, Exclude | Scoped):
            if isinstance(child, Exclude):
                excluded = not excluded
            else:
                scope = child.scope
            child = child.child
        if child is None:
            return None
        if scope is not None:
            child = Scoped(scope, child)
        return Exclude(child) if excluded else child

    def parenthesis(self, lexeme: _Lexeme, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            self.note("too-deep", lexeme, "Too many parentheses; this one is ignored.", "أقواس كثيرة، أُهمل هذا القوس.")
            return None
        child = self.either(depth + 1)
        closing = self.peek()
        if closing is not None and closing.kind == "close":
            self.at += 1
        else:
            self.note(
                "unclosed-parenthesis",
                lexeme,
                "This parenthesis is not closed; it is taken to close at the end.",
                "هذا القوس غير مغلق، فعُدّ مغلقا في آخر العبارة.",
            )
        return child

    def term(self, lexeme: _Lexeme) -> Node | None:
        self.terms += 1
        if self.terms > MAX_TERMS:
            if self.terms == MAX_TERMS + 1:
                self.note(
                    "too-many-words",
                    lexeme,
                    f"Only the first {MAX_TERMS} words are searched.",
                    f"بُحث عن أول {MAX_TERMS} كلمة فقط.",
                )
            return None
        if lexeme.kind == "phrase":
            return Phrase(lexeme.text, lexeme.start, lexeme.end, lexeme.distance)
        if lexeme.kind == "prefix":
            return Prefix(lexeme.text, lexeme.start, lexeme.end)
        return Word(lexeme.text, lexeme.start, lexeme.end)


def _joined(children: list[Node], kind: type[Group | AllOf | AnyOf]) -> Node | None:
    """The children as one node; a single child stands for itself, and equal kinds are flattened."""
    if not children:
        return None
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else [child])
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
