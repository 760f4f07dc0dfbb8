"""The query cut into lexemes: words, phrases, signs, operators and field names, each with its place in the query.

What cannot be read as typed becomes a `Notice` here or in `search.query.parse`, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from search.analysis import words
from search.query.fields import DATE_FIELD_NAMES, FIELD_NAMES, date_field_named, names_sentence, scope_named
from search.query.syntax import ESCAPE, MINUS, OPERATORS
from search.results import Notice

MAX_DISTANCE: Final = 50
"""Largest distance of a proximity search, in words."""
MAX_EDITS: Final = 2
"""Most edits of a fuzzy search: with more, nearly every short word is near every other."""

# Marks that only steer how text is displayed: U+061C, U+200B to U+200F, U+202A to U+202E, U+2060 to U+2064,
# U+2066 to U+2069, U+FEFF. A query pasted from a right-to-left page is full of them; they are never part of a term.
_INVISIBLE: Final = "\u061c\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_QUOTES: Final = {
    '"': '"“”„‟',  # straight and curly quotes are mixed freely on Arabic keyboards
    "“": '"“”„‟',
    "”": '"“”„‟',
    "„": '"“”„‟',
    "‟": '"“”„‟',
    "«": "«»",  # in right-to-left typing the opening one may be either
    "»": "«»",
    "＂": "＂",
}
_LEXEME: Final = re.compile(
    rf"""
    (?P<space>[\s{_INVISIBLE}]+)
  | (?P<quote>["“”„‟«»＂])
  | (?P<open>[(（])
  | (?P<close>[)）])
  | (?P<chunk>[^\s"“”„‟«»＂()（）{_INVISIBLE}](?:[^\s"“”„‟«»＂()（）])*)
    """,
    re.VERBOSE,
)
_SPACES: Final = re.compile(r"\s*")
_STRIP: Final = re.compile(f"[{_INVISIBLE}]")
_NUMBER_OR_NAME: Final = r"(?:(?P<number>\d{1,4})|(?P<name>[^\W\d_]+))"
_MAYBE_SPACE: Final = rf"[{_INVISIBLE}]*\s?[{_INVISIBLE}]*"
_DISTANCE: Final = re.compile(rf"{_MAYBE_SPACE}~{_MAYBE_SPACE}{_NUMBER_OR_NAME}")
_DISTANCE_BEFORE: Final = re.compile(rf"{_NUMBER_OR_NAME}[{_INVISIBLE}]*~[{_INVISIBLE}]*")
_A_DAY: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[-/.][0-9\u0660-\u0669\u06f0-\u06f9]+){0,2}"
# Days behind a date field with spaces in them: 2016-10 .. 2016-12, [2016-10 TO 2016-12], >= 2016.
_DAYS_APART: Final = re.compile(
    rf"(?:(?P<sign>[<>]=?|[≤≥])\s*(?P<day>{_A_DAY})"
    rf"|(?P<bracket>\[)?\s*(?P<first>{_A_DAY}|\*)\s*(?:\.\.|…|\s(?:TO|إلى|الى)\s)\s*(?P<last>{_A_DAY}|\*)"
    r"\s*(?(bracket)\]))(?=[\s)]|$)"
)
_SIGNS: Final = {"≥": ">=", "≤": "<="}
_FUZZY: Final = re.compile(r"(.*[^~])~(\d*)", re.DOTALL)
_FUZZY_BEFORE: Final = re.compile(r"(\d*)~([^~]+)", re.DOTALL)
_PUNCTUATION: Final = re.compile("[،؛؟,;]+")
# Dashes around words set them off, as in headlines ("-رحمه الله-"); they exclude nothing.
_ASIDE_WORD: Final = rf"[^\s{re.escape(MINUS + ESCAPE)}()\"«»“”:]+"
_ASIDE: Final = re.compile(rf"[{MINUS}]{_ASIDE_WORD}(?:\s+{_ASIDE_WORD}){{0,5}}[{MINUS}](?=[\s،.,؛]|$)")
_STARS: Final = "*\u066d\u2217"  # asterisk, Arabic five-pointed star (Arabic keyboards), asterisk operator

_LATIN_FIELDS: Final = ", ".join(name for name in (*FIELD_NAMES, *DATE_FIELD_NAMES) if name.isascii())
_ARABIC_FIELDS: Final = "، ".join(
    name for name in (*FIELD_NAMES, *DATE_FIELD_NAMES) if not name.isascii() and not name.startswith("ال")
)

Kind = Literal["word", "prefix", "fuzzy", "phrase", "open", "close", "operator", "not", "field", "days", "sentence"]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One lexeme: ``number`` is a phrase's distance or a fuzzy word's edits, where typed.

    A *sentence* is the name of the field, without a text, or words between quotes that must stand in one.
    """

    kind: Kind
    text: str
    start: int
    end: int
    number: int | None = None


def unquoted(text: str) -> str:
    """Typed text without invisible characters and the quotation marks around it."""
    return _STRIP.sub("", text).strip("".join(_QUOTES))


def _field(name: str) -> tuple[Kind, str] | None:
    """What a field name as typed is: the kind of its lexeme and its text."""
    if names_sentence(name):
        return "sentence", ""
    if scope := scope_named(name):
        return "field", scope
    days = date_field_named(name)
    return ("days", days) if days else None


class Lexer:
    """Cuts a query into lexemes."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.notices: list[Notice] = []
        self.out: list[Lexeme] = []

    def note(self, code: str, start: int, end: int, message: str, message_ar: str) -> None:
        """Say what is read otherwise than typed."""
        self.notices.append(Notice(code, start, end, message, message_ar))

    def lexemes(self) -> list[Lexeme]:
        """Return the whole query in lexemes."""
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
                self.out.append(Lexeme("open", "(", start, end))
            elif found["close"]:
                self.out.append(Lexeme("close", ")", start, end))
            elif (before := _DISTANCE_BEFORE.fullmatch(found["chunk"] or "")) and self._opens_quote(end, before):
                position = self._phrase(end, before)
            elif found["chunk"] and not found["chunk"].strip(_STARS):
                position = self._star(start, end)
            elif found["chunk"]:
                start = self._after_colon(start)
                if start < end:
                    position = self._chunk(start, end)
        return self.out

    def _star(self, start: int, end: int) -> int:
        """A star that stands alone belongs to the word before it, at the beginning of a query to the word after it.

        In right-to-left text it is easily typed on the wrong side of a space: "موصل *", "* موصل".
        """
        before = self.out[-1] if self.out else None
        if before is not None and before.kind == "word" and self.query[before.end : start].strip() == "":
            del self.out[-1]
            self._last_as("prefix", before.text, before.start, end)
            return end
        after = _LEXEME.match(self.query, found.end()) if (found := _SPACES.match(self.query, end)) else None
        if before is None and after is not None and after["chunk"] and words(after["chunk"]):
            self._last_as("prefix", after["chunk"].strip(_STARS), start, after.end())
            return after.end()
        self._no_words(start, end)
        return end

    def _opens_quote(self, at: int, before: re.Match[str]) -> bool:
        """Whether words between quotes begin here, after a distance that was typed on their other side: 5~"أ ب"."""
        opening = self.query[at : at + 1]
        closed = opening in _QUOTES and any(mark in self.query[at + 1 :] for mark in _QUOTES[opening])
        return closed and (before["number"] is not None or names_sentence(before["name"]))

    def _phrase(self, start: int, before: re.Match[str] | None = None) -> int:
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
        near = _DISTANCE.match(self.query, after)
        if near and (near["number"] or names_sentence(near["name"])):
            after = near.end()
        else:
            near = before
        if before:
            start -= len(before[0])
        distance = int(near["number"]) if near and near["number"] else None
        if distance is not None and distance > MAX_DISTANCE:
            distance = MAX_DISTANCE
            self.note(
                "distance",
                start,
                after,
                f"At most {MAX_DISTANCE} words may stand between; {MAX_DISTANCE} is taken.",
                f"لا تزيد المسافة على {MAX_DISTANCE} كلمة، فاعتُمدت {MAX_DISTANCE}.",
            )
        if text and near and distance is None:
            self.out.append(Lexeme("sentence", text, start, after))
        elif text and " " not in text and closing == "«»" and distance is None:
            # in running Arabic «الموصل» sets off a name; it asks for no stricter match than the name alone
            self.out.append(Lexeme("word", text, start, after))
        elif text:
            self.out.append(Lexeme("phrase", text, start, after, distance))
        else:
            self._no_words(start, after)
        return after

    def _after_colon(self, start: int) -> int:
        """Where a chunk goes on behind a colon that belongs to the word before it: "مكان : العراق", "تاريخ :2016"."""
        before = self.out[-1] if self.out else None
        if before is None or before.kind != "word" or self.query[start] != ":":
            return start
        field = _field(before.text) if self.query[before.start : before.end] == before.text else None
        if field is None or _STRIP.sub("", self.query[before.end : start]).strip():
            return start
        start += 1
        self.out[-1] = Lexeme(*field, before.start, start)
        while start < len(self.query) and _STRIP.match(self.query, start):
            start += 1
        return start

    def _no_words(self, start: int, end: int) -> None:
        self.note("no-words", start, end, "There is no word here to search for.", "لا كلمة هنا يُبحث عنها.")

    def _days_apart(self, start: int) -> int | None:
        """Read days with spaces between as one word, behind a date field; return where they end."""
        before = [one for one in self.out[-2:] if one.kind != "open"][-1:]
        if not before or before[0].kind != "days" or self.query[self.out[-1].end : start].strip():
            return None
        found = _DAYS_APART.match(self.query, start)
        if found is None or found["first"] == found["last"] == "*":
            return None
        if found["sign"]:
            text = _SIGNS.get(found["sign"], found["sign"]) + found["day"]
        else:
            text = "..".join(found[name].replace("*", "") for name in ("first", "last"))
        self.out.append(Lexeme("word", text, start, found.end()))
        return found.end()

    def _chunk(self, start: int, end: int) -> int:
        """Read characters without a space: any minus signs and field names, then an operator, prefix or word.

        Returns where reading goes on.
        """
        while True:
            if (apart := self._days_apart(start)) is not None:
                return apart
            text = _STRIP.sub("", self.query[start:end])
            spaced = (start == 0 or self.query[start - 1].isspace()) and (
                end == len(self.query) or self.query[end].isspace()
            )
            if text in OPERATORS and spaced:
                self.out.append(Lexeme("not" if OPERATORS[text] == "not" else "operator", text, start, end))
                return end
            name = text.partition(":")[0] if ":" in text else ""
            if text[0] in MINUS and (len(text) > 1 or not spaced):
                if not _ASIDE.match(self.query, start):
                    self.out.append(Lexeme("not", "-", start, start + 1))
                start += 1
            elif name and (field := _field(name)):
                # "title:word", "title:" before a quote or parenthesis, and "مكان: الموصل" with a space after the colon
                colon = self.query.index(":", start, end) + 1
                self.out.append(Lexeme(*field, start, colon))
                start = colon
            else:
                break
            while start < end and _STRIP.match(self.query, start):
                start += 1
            if start == end:
                return end
        self._term(text, start, end)
        return end

    def _term(self, text: str, start: int, end: int) -> None:
        if text.startswith(ESCAPE):
            self._word(text[1:], start, end)
            return
        text = text.rstrip(MINUS) or text  # "رحمه الله-": a dash behind a word sets it off
        name, colon, rest = text.partition(":")
        if colon and rest and name.isalpha() and not rest.startswith("//"):
            self.note(
                "unknown-field",
                start,
                end,
                f"There is no field {name!r} ({_LATIN_FIELDS}); it is searched as a word.",
                f"لا حقل باسم «{name}» ({_ARABIC_FIELDS})، فبُحث عنه كلمةً.",
            )
        if text[-1] in _STARS or text[0] in _STARS:
            self._last_as("prefix", text.strip(_STARS), start, end)
            return
        near = _FUZZY.fullmatch(text) or _FUZZY_BEFORE.fullmatch(text)
        if any(star in text for star in _STARS):
            self.note(
                "star-inside",
                start,
                end,
                "A star is understood only at the end of a word.",
                "لا تُفهم النجمة إلا في آخر الكلمة.",
            )
        if near is None:
            self._word(text, start, end)
            return
        near_text, digits = (near[2], near[1]) if near.re is _FUZZY_BEFORE else (near[1], near[2])
        number = int(digits[:4]) if digits else None
        if number is not None and not 1 <= number <= MAX_EDITS:
            number = min(max(number, 1), MAX_EDITS)
            self.note(
                "edits",
                start,
                end,
                f"A spelling may differ by 1 or {MAX_EDITS} letters; {number} is taken.",
                f"يُقبل الاختلاف في حرف أو حرفين ({MAX_EDITS})، فاعتُمد {number}.",
            )
        self._last_as("fuzzy", near_text, start, end, number)

    def _last_as(
        self, kind: Literal["prefix", "fuzzy"], text: str, start: int, end: int, number: int | None = None
    ) -> None:
        """Read "كوفيد-19*" as a word and a beginning: the sign belongs to the last of the words."""
        parts = words(text)
        if not parts:
            self._no_words(start, end)
            return
        for part in parts[:-1]:
            self.out.append(Lexeme("word", part.text, start, end))
        self.out.append(Lexeme(kind, parts[-1].text, start, end, number))

    def _word(self, text: str, start: int, end: int) -> None:
        if words(text):
            self.out.append(Lexeme("word", text.strip(":"), start, end))
        elif not _PUNCTUATION.fullmatch(text):
            self._no_words(start, end)
