"""The user's text → a tree of `search.query.syntax`, and notices for what could not be read as typed.

Parsing never fails: whatever is not understood is searched as words and reported as a `Notice` with its position. The
grammar, loosest first:

    query    := either
    either   := both ((OR | أو | او | '|') both)*
    both     := row ((AND | و | '&') row)*        an operator only when written alone between two terms
    row      := part part*                        side by side: the request's ``match`` says all or any
    part     := ['-' | NOT] [field ':'] (term | '(' either ')')
    term     := word | prefix '*' | word '~' [1 | 2] | "phrase" ['~' (N | sentence | جملة)]; after a date field: day |
                day '..' day, [day TO day], '>' day, its month perhaps by name: 24 تشرين الأول 2016
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from search.analysis import fold, words
from search.query.fields import DATE_FIELD_NAMES, FIELD_NAMES, DateField, days, facet_of
from search.query.lexemes import MAX_DISTANCE, MAX_EDITS, Lexeme, Lexer, unquoted
from search.query.months import in_numbers, names_month
from search.query.stop_words import is_stop_word
from search.query.syntax import (
    OPERATORS,
    AllOf,
    AnyOf,
    Exclude,
    Fuzzy,
    Group,
    Node,
    Period,
    Phrase,
    Prefix,
    Scoped,
    Together,
    Word,
)
from search.results import Notice
from search.schema import MOST_TOGETHER

MAX_TERMS: Final = 128
"""Words, prefixes and phrases in one query; more are left out, with a notice."""
MAX_PATTERNS: Final = 16
"""Beginnings (``موصل*``) and near spellings (``موصل~``) in one query: each stands for thousands of words."""
MAX_ALTERNATIVES: Final = 16
"""Ways to choose among the words joined by OR that one sentence must hold."""
_MOST_DATE_WORDS: Final = 4
"""Words behind the first that a date may have: 24 تشرين الأول من 2016."""
MAX_DEPTH: Final = 32
"""Parentheses within parentheses; deeper ones are ignored, with a notice."""
_NO_DATE: Final = (
    "not-a-date",
    "This is no day, month or year (2016-10-24, 2016-10, 2016); it is searched as words.",
    # isolated from right to left text, in which a screen shows 2016-10-24 as 24-10-2016
    "ليس هذا يوما ولا شهرا ولا سنة (\u20662016-10-24\u2069، \u20662016-10\u2069، 2016)، فبُحث عنه كلماتٍ.",
)
_MONTH_ALONE: Final = (
    "month-without-year",
    "A month is a date only with its year (October 2016); this is searched as words.",
    "لا يكون الشهر تاريخا إلا مع سنته (أكتوبر 2016)، فبُحث عنه كلماتٍ.",
)

__all__ = ["MAX_DEPTH", "MAX_DISTANCE", "MAX_EDITS", "MAX_PATTERNS", "MAX_TERMS", "ParsedQuery", "parse"]


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """``root`` is None where the query has no words: it then matches every article."""

    text: str
    root: Node | None
    notices: tuple[Notice, ...]


def parse(query: str) -> ParsedQuery:
    """Read a query; never raises on any text."""
    reader = Lexer(query)
    grammar = _Grammar(query, reader.lexemes(), reader.notices)
    return ParsedQuery(query, grammar.query(), tuple(sorted(reader.notices, key=lambda notice: notice.start)))


class _DateField(NamedTuple):
    """A date field as typed: its name ends at ``end``, after the colon."""

    name: DateField
    start: int
    end: int


class _Grammar:
    """Reads lexemes by recursive descent."""

    def __init__(self, query: str, lexemes: list[Lexeme], notices: list[Notice]) -> None:
        self.query_text = query
        self.lexemes = lexemes
        self.notices = notices
        self.at = 0
        self.terms = 0
        self.patterns = 0
        self.date_field: _DateField | None = None
        """The date field before the parentheses that are being read."""

    def note(self, code: str, lexeme: Lexeme, message: str, message_ar: str) -> None:
        self.notices.append(Notice(code, lexeme.start, lexeme.end, message, message_ar))

    def peek(self) -> Lexeme | None:
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
        signs: set[str] = set()
        while self.operator("and"):
            signs.add(self.lexemes[self.at - 1].text)
            children.append(self.row(depth))
        joined = _joined([child for child in children if child is not None], AllOf)
        return replace(joined, word=True) if isinstance(joined, AllOf) and signs == {"و"} else joined

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

    def lonely_operator(self, lexeme: Lexeme, parts: list[Node]) -> None:
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
        excluded, scope, date_field = False, None, self.date_field
        sentence: Lexeme | None = None
        lexeme = self.lexemes[self.at]
        while lexeme.kind in ("not", "field", "days") or (lexeme.kind == "sentence" and not lexeme.text):
            excluded = excluded or lexeme.kind == "not"
            if lexeme.kind == "sentence":
                sentence = lexeme
            elif lexeme.kind == "field":
                scope, date_field = FIELD_NAMES[lexeme.text], None
            elif lexeme.kind == "days":
                scope, date_field = None, _DateField(DATE_FIELD_NAMES[lexeme.text], lexeme.start, lexeme.end)
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
        if lexeme.kind == "open":
            outer, self.date_field = self.date_field, date_field
            child = self.parenthesis(lexeme, depth)
            self.date_field = outer
        else:
            child = self.term(lexeme) if date_field is None else self.period(date_field, lexeme)
        if sentence is not None and child is not None:
            child = self.sentence(sentence, child)
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

    def parenthesis(self, lexeme: Lexeme, depth: int) -> Node | None:
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

    def sentence(self, name: Lexeme, child: Node) -> Node:
        """The words of ``child`` in one sentence; of parts joined by OR, those of any one part."""
        alternatives = _alternatives(child)
        if alternatives is None or len(alternatives) > MAX_ALTERNATIVES:
            self.note(
                "sentence-parts",
                name,
                "One sentence is searched for words only, and OR between them; this is searched in the whole article.",
                "لا يُبحث في الجملة الواحدة إلا عن كلمات بينها «أو»، فبُحث عن هذا في المقال كله.",
            )
            return child
        return _joined([self.together(words, name.start) for words in alternatives], AnyOf) or child

    def together(self, found: Sequence[Word | Phrase], start: int) -> Node:
        text = " ".join(word.text for part in found for word in words(part.text))
        if sum(not is_stop_word(word) for word in text.split()) > MOST_TOGETHER:
            self.notices.append(
                Notice(
                    "sentence-words",
                    start,
                    found[-1].end,
                    f"Only the first {MOST_TOGETHER} words are looked for in one sentence, the others anywhere.",
                    f"لا يُطلب في الجملة الواحدة أكثر من {MOST_TOGETHER} كلمات، وما زاد يُطلب في المقال كله.",
                )
            )
        return Together(text, found[0].start, found[-1].end)

    def period(self, name: _DateField, lexeme: Lexeme) -> Node | None:
        """The days that stand after a date field; what is no date is searched as it is written, with its field."""
        term = self.term(lexeme)
        if term is None:
            return None
        if isinstance(term, Word | Phrase):
            typed = term.text if isinstance(term, Word) else unquoted(self.query_text[lexeme.start : lexeme.end])
            if found := days(name.name, typed):
                return Period(facet_of(name.name), *found, name.start, lexeme.end)
            if isinstance(term, Word) and (longer := self.spaced_period(name, lexeme)):
                return longer
        inherited = name is self.date_field
        start = lexeme.start if inherited else name.start
        folded = fold(unquoted(self.query_text[lexeme.start : lexeme.end]))
        code, english, arabic = _MONTH_ALONE if names_month(folded) and in_numbers(folded) is None else _NO_DATE
        self.notices.append(Notice(code, start, lexeme.end, english, arabic))
        if inherited:
            return term
        typed_name = unquoted(self.query_text[name.start : name.end - 1]).strip()
        if isinstance(term, Word) and name.end == lexeme.start:
            return Word(f"{typed_name}:{term.text}", name.start, lexeme.end)
        field = Word(typed_name, name.start, name.end)
        return _joined([field, term], Group)

    def spaced_period(self, name: _DateField, lexeme: Lexeme) -> Period | None:
        """The days of a month's name and the words behind it: after a date field ``24 تشرين الأول 2016``."""
        end = self.at
        while end < len(self.lexemes) and end - self.at < _MOST_DATE_WORDS and self.lexemes[end].kind == "word":
            end += 1
        for last in range(end, self.at, -1):
            text = unquoted(self.query_text[lexeme.start : self.lexemes[last - 1].end])
            if names_month(fold(text)) and (found := days(name.name, text)):
                period = Period(facet_of(name.name), *found, name.start, self.lexemes[last - 1].end)
                self.at = last
                return period
        return None

    def is_pattern(self, lexeme: Lexeme) -> bool:
        """Whether one more beginning or near spelling is searched as such, or as the word that it is."""
        self.patterns += 1
        if self.patterns == MAX_PATTERNS + 1:
            self.note(
                "too-many-patterns",
                lexeme,
                f"Only the first {MAX_PATTERNS} beginnings and near spellings are searched as such, others as words.",
                f"بُحث عن أول {MAX_PATTERNS} من أوائل الكلمات ومما يقاربها إملاء، وعما بعدها كلماتٍ كما كُتبت.",
            )
        return self.patterns <= MAX_PATTERNS

    def term(self, lexeme: Lexeme) -> Node | None:
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
        if lexeme.kind == "sentence":
            return self.together([Phrase(lexeme.text, lexeme.start, lexeme.end)], lexeme.start)
        if lexeme.kind == "phrase":
            return Phrase(lexeme.text, lexeme.start, lexeme.end, lexeme.number)
        if lexeme.kind in {"prefix", "fuzzy"} and self.is_pattern(lexeme):
            if lexeme.kind == "prefix":
                return Prefix(lexeme.text, lexeme.start, lexeme.end)
            return Fuzzy(lexeme.text, lexeme.start, lexeme.end, lexeme.number)
        return Word(lexeme.text, lexeme.start, lexeme.end)


def _alternatives(node: Node) -> list[list[Word | Phrase]] | None:
    """The ways to choose one part of every OR, each as its words; None where there are other parts than words."""
    match node:
        case Word() | Phrase(distance=None):
            return [[node]]
        case AnyOf(children=children):
            found = [_alternatives(child) for child in children]
            return None if None in found else [way for ways in found if ways for way in ways]
        case AllOf(children=children) | Group(children=children):
            ways: list[list[Word | Phrase]] = [[]]
            for child in children:
                more = _alternatives(child)
                if more is None or len(ways) * len(more) > MAX_ALTERNATIVES:
                    return None
                ways = [[*way, *other] for way in ways for other in more]
            return ways
    return None


def _joined(children: list[Node], kind: type[Group | AllOf | AnyOf]) -> Node | None:
    """The children as one node; a single child stands for itself, and equal kinds are flattened."""
    if not children:
        return None
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else [child])
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
