"""What an article says as a whole about the names in it.

Which countries it is about, whether it is about sport, and what the trained tagger takes for names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from indexer.extract.lexicon import SPORT
from indexer.extract.tagger import LINE_END, Kind, Span, Tagger, sentences_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.units import Units

_HOME_VOTE: Final = 1.5
_COUNTRY_VOTE: Final = 2.0
_ADJECTIVE_VOTE: Final = 0.5
#: What a person in office says of the country meant: طرابلس beside ميقاتي.
_OFFICIAL_VOTE: Final = 0.5
_SPORT_WORDS: Final = 3
#: The preposition, which the tagger cannot tell from the name علي: it is none where the text has points under the last
#: letter of words (القاضي).
_ON: Final = frozenset({"عل\u0649", "وعل\u0649"})
_POINTED_END: Final = re.compile("\u064a\\b")


class NameSpan(NamedTuple):  # made by the thousand, in half the time of a frozen dataclass
    """Units ``first`` through ``last`` which the tagger takes for one name."""

    first: int
    last: int
    kind: Kind
    confidence: float


class Evidence:
    """One article's votes for countries, its subject, and the tagger's names by unit."""

    def __init__(
        self, units: Units, candidates: Sequence[Candidate], spans: Sequence[NameSpan], home: str = ""
    ) -> None:
        self.home = home
        self.spans = spans
        self.by_unit: dict[int, NameSpan] = {unit: span for span in spans for unit in range(span.first, span.last + 1)}
        marked = [units.types[i] for i in units.marked]
        met = sum(1 for word in marked if word.flags & SPORT)
        self.sport = met >= _SPORT_WORDS or (met > 0 and met + _clubs_in_full(candidates) >= _SPORT_WORDS)
        self.votes: defaultdict[str, float] = defaultdict(float)
        if home:
            self.votes[home] += _HOME_VOTE
        #: Countries that some name may mean, with the keys of those names.
        self.possible: defaultdict[str, set[str]] = defaultdict(set)
        #: The vote that a name itself has given, by its key.
        self._given: dict[str, tuple[str, float]] = {}
        seen: set[str] = set()
        for word in marked:
            if word.country and word.key not in seen:
                seen.add(word.key)
                self.votes[word.country] += _ADJECTIVE_VOTE
        for one in candidates:
            carriers = one.carriers
            for country in carriers.countries:
                self.possible[country].add(one.key)
            if one.key in seen:
                continue
            several = one.last > one.first
            spoken_for = carriers.spoken_for if several else carriers.spoken_for_by_hand
            if several and carriers.office:
                seen.add(one.key)
                self.votes[carriers.office] += _OFFICIAL_VOTE
            elif spoken_for is not None:
                seen.add(one.key)
                country, is_country = spoken_for
                vote = _COUNTRY_VOTE if is_country else 1.0
                self.votes[country] += vote
                self._given[one.key] = (country, vote)

    def votes_beside(self, key: str, country: str) -> float:
        """Return a country's votes without the one of the name ``key``: that عمان is a city says nothing about عمان."""
        given, vote = self._given.get(key, ("", 0.0))
        return self.votes.get(country, 0.0) - (vote if given == country else 0.0)

    def leading_country(self) -> str:
        """Return the country that the article is most about, of two the source's own; empty where neither is that."""
        most = max(self.votes.values(), default=0.0)
        first = [country for country, votes in self.votes.items() if votes == most]
        if len(first) == 1:
            return first[0]
        return self.home if self.home in first else ""

    def tagged(self, unit: int, kind: Kind) -> float:
        """Return how sure the tagger is that a unit belongs to a name of this kind; 0 where it takes it for none."""
        span = self.by_unit.get(unit)
        return span.confidence if span is not None and span.kind == kind else 0.0


def _clubs_in_full(candidates: Sequence[Candidate]) -> int:
    """Return how often clubs are named by names of several words that are theirs alone: النصر السعودي."""
    return sum(
        1
        for one in candidates
        if one.last > one.first and any(entity.type == "club" for entity in one.strong("organization"))
    )


def name_spans(articles: Sequence[Units]) -> list[list[NameSpan]]:
    """Return the tagger's names of each article as spans of units, in text order, none overlapping.

    All sentences of all articles are tagged at once, which takes less time than article by article; a name that is
    plain to see in one sentence helps to find it in the others of its article alone. The articles' units are to have
    the same ``numbering``.
    """
    if not articles:
        return []
    numbering = articles[0].numbering
    fields = [(number, field) for number in range(len(articles)) for field in (0, 1)]
    by_piece = [words for number, field in fields for words in articles[number].words[field]]
    counts = list(accumulate(map(len, by_piece)))  # words up to the end of each piece
    words = np.fromiter(chain.from_iterable(by_piece), np.intp, counts[-1])
    kinds = numbering.kinds(words)
    all_kinds = kinds.tobytes()
    sentences: list[tuple[int, int]] = []
    of_field: list[int] = []  # the field of each sentence
    pieces = [0]  # up to the end of each field
    for at, (number, field) in enumerate(fields):
        pieces.append(pieces[-1] + len(articles[number].words[field]))
        begin, end = (counts[piece - 1] if piece else 0 for piece in pieces[-2:])
        runs = sentences_of(all_kinds[begin:end])
        sentences += [(begin + first, begin + last) for first, last in runs]
        of_field += [at] * len(runs)
    tagged = Tagger.load().tag_numbered(
        words[kinds & LINE_END == 0],  # all words but these are in a sentence
        numbering,
        [last - first for first, last in sentences],
        [fields[at][0] for at in of_field],
    )
    found: list[list[NameSpan]] = [[] for _ in articles]
    for at, group in groupby(zip(of_field, sentences, tagged, strict=True), key=itemgetter(0)):
        spans = [(first, span) for _, (first, _), names in group for span in names]
        if spans:
            number, field = fields[at]
            own = slice(*pieces[at : at + 2])
            _place(articles[number], field, by_piece[own], counts[own], spans, found[number])
    return found


def _place(
    units: Units,
    field: int,
    by_piece: Sequence[tuple[int, ...]],
    counts: Sequence[int],
    spans: Sequence[tuple[int, Span]],
    found: list[NameSpan],
) -> None:
    """Add a field's names, each given with its sentence's first word, as spans of units.

    ``by_piece`` are the tagger's words of each piece of the field, ``counts`` how many there are up to its end.
    """
    begins = units.cuts[field][1]
    text = units.fields[field]

    def offsets(word: int) -> tuple[int, int]:
        """Where a word begins and ends: in its piece, behind the piece's words before it."""
        piece = bisect_right(counts, word)
        own = by_piece[piece]
        start = end = begins[piece]
        for one in own[: word - counts[piece] + len(own) + 1]:
            written = units.numbering.word(one)
            start = text.index(written, end)
            end = start + len(written)
        return start, end

    for begin, span in spans:
        start, end = offsets(begin + span.start_word)
        on = span.kind == "person" and span.end_word - span.start_word > 1 and text[start:end] in _ON
        if on and any(_POINTED_END.search(one) for one in units.fields):
            start = offsets(begin + span.start_word + 1)[0]  # حكم القاضي على بيتر فيتسيك
        first = units.at(start, in_title=not field)
        last = units.at(offsets(begin + span.end_word - 1)[1] - 1, in_title=not field)
        if last < first or first < 0 or (found and first <= found[-1].last):
            continue
        if units.reach[first] > last - first:
            found.append(NameSpan(first, last, span.kind, span.confidence))
