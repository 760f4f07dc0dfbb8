"""What an article says as a whole about the names in it.

Which countries it is about, whether it is about sport, and what the trained tagger takes for names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import SPORT
from indexer.extract.tagger import Kind, Tagger, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.candidates import Candidate
    from indexer.extract.units import Units

_HOME_VOTE: Final = 1.5
_COUNTRY_VOTE: Final = 2.0
_ADJECTIVE_VOTE: Final = 0.5
_SPORT_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class NameSpan:
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
        self.sport = sum(1 for word in marked if word.flags & SPORT) >= _SPORT_WORDS
        self.votes: defaultdict[str, float] = defaultdict(float)
        if home:
            self.votes[home] += _HOME_VOTE
        #: Countries that some name may mean, with the keys of those names.
        self.possible: defaultdict[str, set[str]] = defaultdict(set)
        seen: set[str] = set()
        for word in marked:
            if word.country and word.key not in seen:
                seen.add(word.key)
                self.votes[word.country] += _ADJECTIVE_VOTE
        for one in candidates:
            places = [
                place
                for place, how, handmade in one.carriers
                if how == 0 and place.is_place and (handmade or one.last > one.first)
            ]
            for place in one.of_kind("place"):
                if place.kind == "country":
                    self.possible[place.id].add(one.key)
            countries = {place.country for place in places}
            if len(countries) == 1 and one.key not in seen:
                seen.add(one.key)
                self.votes[countries.pop()] += _COUNTRY_VOTE if places[0].kind == "country" else 1.0

    def leading_country(self) -> str:
        """Return the country that the article is most about; empty where two are as much."""
        ranked = sorted(self.votes.items(), key=lambda vote: -vote[1])[:2]
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]

    def tagged(self, unit: int, kind: Kind) -> float:
        """Return how sure the tagger is that a unit belongs to a name of this kind; 0 where it takes it for none."""
        span = self.by_unit.get(unit)
        return span.confidence if span is not None and span.kind == kind else 0.0


def name_spans(units: Units) -> list[NameSpan]:
    """Return the tagger's names as spans of units, in text order, none overlapping."""
    tagger = Tagger.load()
    sentences: list[list[str]] = []
    offsets: list[tuple[bool, list[tuple[int, int]]]] = []
    for in_title in (True, False):
        start, end = units.own[not in_title]
        for sentence in split(units.fields[not in_title][start:end]):
            sentences.append([word.text for word in sentence])
            offsets.append((in_title, [(start + word.start, start + word.end) for word in sentence]))
    found: list[NameSpan] = []
    for (in_title, words), spans in zip(offsets, tagger.tag(sentences), strict=True):
        for span in spans:
            first = units.at(words[span.start_word][0], in_title=in_title)
            last = units.at(words[span.end_word - 1][1] - 1, in_title=in_title)
            if last < first or first < 0 or (found and first <= found[-1].last):
                continue
            if units.reach[first] > last - first:
                found.append(NameSpan(first, last, span.kind, span.confidence))
    return found
