"""What stands between two spaces of a text, read once per process: its units and the tagger's words.

News repeats itself: nineteen of twenty pieces have been met before, and cutting a text at spaces takes a fifth of the
time that a regular expression for words does. No unit and no word of the tagger goes across a space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.dates import LINE_END, classes_of
from indexer.extract.tagger import Numbering, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.lexicon import WordType

#: What may stand inside a name: blanks, quotation marks, direction marks. حزب «العدالة والتنمية»
SOFT: Final = frozenset(" \t\u00a0\"«»“”{}'’‘\u200f\u200e")
#: A word as it is read here: letters, digits, marks and the invisible characters inside. Simpler than the tokenizer's
#: words, whose care for numbers no name needs.
WORD: Final = re.compile("[^\\W_](?:[\\w\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f](?<!_))*")
#: Latin letters as they are read out, which a dot may follow within an abbreviation: بي. بي. سي.
_LETTERS: Final = "بي سي دي إف اف جي إتش إن ان إم ام إل أو إس اس تي إكس يو آر إيه ايه كيو"
LETTERS: Final = frozenset(_LETTERS.split())
#: Marks that often stand around a word: "وقال:", "«الموصل»،", "جداً..".
_MARKS: Final = '.،,:؛!؟?()«»"“”'
#: Arabic letters with harakat: شرعيًا.
_vowelled: Final = re.compile("[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0640-\u0652]*").fullmatch
_KEPT: Final = 75_000  # in each of two generations
_LONGEST_KEPT: Final = 60


@dataclass(slots=True)  # not frozen: they are made by the thousand, and freezing trebles what that costs
class Piece:
    """One piece of text without spaces.

    ``plain`` is the type of the only word where the piece is that word and no compound's first part; else None, and
    ``units`` are the type, start and end of each word, offsets in the piece. ``soft`` says of what stands before
    the first, between them and after the last, whether it is something that may stand inside a name. ``words`` are the
    tagger's words by number, ``classes`` the classes of the words that dates are made of.
    """

    plain: WordType | None
    units: tuple[tuple[WordType, int, int], ...]
    soft: tuple[bool, ...]
    words: tuple[int, ...]
    classes: str

    def all_units(self, length: int) -> tuple[tuple[WordType, int, int], ...]:
        """The type, start and end of each word of a piece of this length, the plain one's too."""
        return self.units if self.plain is None else ((self.plain, 0, length),)


class Pieces(dict[str, Piece]):
    """Maps a text without spaces to its `Piece`.

    ``type_of`` gives the type of a word as written, ``numbering`` the numbers of the tagger's words. When there are too
    many, those are forgotten that have not been met since the last time, so that frequent ones are never read again.
    """

    def __init__(self, type_of: Callable[[str], WordType]) -> None:
        super().__init__()
        self._type_of = type_of
        self.numbering = Numbering()
        self._number = self.numbering.number
        self._before: dict[str, Piece] = {}

    def __missing__(self, text: str) -> Piece:
        made = self._before.get(text) or self._read(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self._before = dict(self)
                self.clear()
            self[text] = made
        return made

    def _read(self, text: str) -> Piece:
        if text.isalpha():  # most pieces: no regular expression needs to look for words
            return self._word(text)
        if "\n" in text:
            return self._lines(text)
        word = text.strip(_MARKS)
        if word != text and (word.isalnum() or _vowelled(word)):
            return self._marked(text, word)
        if _vowelled(text):
            return self._word(text)
        spans = [match.span() for match in WORD.finditer(text)]
        units = tuple([(self._type_of(text[start:end]), start, end) for start, end in spans])
        edges = [0, *[offset for span in spans for offset in span], len(text)]
        soft = tuple(
            [
                SOFT.issuperset(text[edges[i] : edges[i + 1]])
                or (text[edges[i] : edges[i + 1]] == "." and i > 0 and text[edges[i - 1] : edges[i]] in LETTERS)
                for i in range(0, len(edges), 2)
            ]
        )
        return Piece(None, units, soft, tuple([self._number(word.text) for word in words_of(text)]), classes_of(text))

    def _word(self, text: str) -> Piece:
        """Read a piece that is one word."""
        kind = self._type_of(text)
        number, classes = (self._number(text),), classes_of(text)
        if kind.compound:
            return Piece(None, ((kind, 0, len(text)),), (True, True), number, classes)
        return Piece(kind, (), (True, True), number, classes)

    def _marked(self, text: str, word: str) -> Piece:
        """Read a word with marks around it, which is often known without them."""
        known = self[word]
        start = text.index(word)
        end = start + len(word)
        before, after = self[text[:start]], self[text[end:]]
        return Piece(
            None,
            ((known.plain or known.units[0][0], start, end),),
            (before.soft[0], after.soft[0] or (word in LETTERS and text[end:] == ".")),
            (*before.words, *known.words, *after.words),
            before.classes + known.classes + after.classes,
        )

    def _lines(self, text: str) -> Piece:
        """Read the end of a line and the beginning of the next, hardly ever met together twice: قال and وأضاف."""
        units: list[tuple[WordType, int, int]] = []
        soft: list[bool] = []
        words: list[int] = []
        classes: list[str] = []
        hidden = (
            False  # a line of nothing but direction marks, which dates do not see: "\n\u200f\n" is one end of a line
        )
        at = 0
        for number, line in enumerate(text.split("\n")):
            piece = self[line]
            hidden = hidden or (line != "" and not piece.classes)
            if number:
                words.append(self._number("\n"))
                soft[-1] = False  # a name does not go on in the next line
                soft += piece.soft[1:]
                if at == 1 or text[at - 2] != "\n":  # empty lines count as one end of a line
                    classes.append(LINE_END)
            else:
                soft += piece.soft
            units += [(kind, at + start, at + end) for kind, start, end in piece.all_units(len(line))]
            words += piece.words
            classes.append(piece.classes)
            at += len(line) + 1
        return Piece(None, tuple(units), tuple(soft), tuple(words), classes_of(text) if hidden else "".join(classes))
