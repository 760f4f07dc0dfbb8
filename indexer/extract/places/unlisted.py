"""Places that no list has, and those that one has weakly: what the tagger is sure of, what a noun announces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import Candidate, Carriers
from indexer.extract.lexicon import (
    DAY,
    GENERIC,
    GIVEN,
    LATIN,
    NO_NAME,
    PREPOSITION,
    SITE,
    STOP,
    TRIGGER,
)
from indexer.extract.places.reading import PlaceHit, PlaceStep
from indexer.extract.places.words import LARGE, SETTLED
from indexer.extract.spellings import ARAB_STATES
from indexer.extract.tagger import SURE
from search.entities.gazetteer import STRONG
from search.entities.names import readings, words_key

if TYPE_CHECKING:
    from indexer.extract.evidence import NameSpan
    from indexer.extract.places.acceptance import Acceptance
    from indexer.extract.places.choice import PlaceChoice
    from indexer.extract.places.reading import PlaceReading

_ARTICLE: Final = "ال"
_AND: Final = "و"
#: Letters for the g of foreign names.
_FOREIGN_G: Final = frozenset("جغقك")
_SURE_OF_UNKNOWN: Final = SURE["place"]
#: That much behind و and another place: بريدة والضبيعة.
_SURE_IN_LIST: Final = 0.5
_COMMON_UNKNOWN: Final = 150
HARDLY_MET: Final = 20
#: A word stands without its particle too, this often at least.
_LEAST_BEHIND_PARTICLE: Final = 5
#: What no town's name unknown here ends with: pronouns and endings of verbs and of nouns in the plural.
_NO_TOWN_ENDS: Final = ("ها", "هم", "ته", "ت", "ون", "وا", "يه", "يين", "ات", "ه")


class UnlistedPlaces(PlaceStep):
    """Takes places that no list has, or has only weakly."""

    def __init__(self, reading: PlaceReading, choice: PlaceChoice, acceptance: Acceptance) -> None:
        super().__init__(reading)
        self._choice = choice
        self._acceptance = acceptance

    def take(self, first: int, last: int, cut: int, *, article: bool = False) -> PlaceHit:
        """Take a name that no list has, or has only weakly."""
        self._taken.update(range(first, last + 1))
        listed = self._listed(first, last)
        if listed is not None:
            return listed
        words = [word.folded for word in self._units.types[first : last + 1]]
        words[0] = ("ال" if article else "") + words[0][cut:]
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        return PlaceHit(first, last, cut, article, "place:" + words_key(words).replace(" ", "_"), label, None, None)

    def _listed(self, first: int, last: int) -> PlaceHit | None:
        """Return the place of a list that these units name weakly, of the country that the article is about: المرج."""
        one = self._by_span.get((first, last)) or (self._behind_particle(first) if first == last else None)
        if one is None:
            return self._respelled(first, last)
        places = one.of_kind("place")
        place, others = self._choice.likeliest(one, places, self._choice.asked(one))
        if self._choice.votes(one, place) < SETTLED and (len(places) > 1 or place.population < LARGE):
            return None
        return PlaceHit.of(one, place, others)

    def _respelled(self, first: int, last: int) -> PlaceHit | None:
        """Return the one foreign place whose listed name spells the foreign g in another way: سالزبورج, سالزبورغ."""
        words = self._units.types[first : last + 1]
        if any(word.folded.startswith(_ARTICLE) for word in words):
            return None
        gazetteer = self._lexicon.gazetteer
        for cut in (0, words[0].bare_cut):
            key = " ".join([words[0].bare_key if cut else words[0].key, *(word.key for word in words[1:])])
            for written in sorted(_FOREIGN_G.intersection(key)):
                for letter in sorted(_FOREIGN_G - {written}):
                    rows = gazetteer.names.get(key.replace(written, letter), ())
                    places = [gazetteer.entity(number) for number, how in rows if how == STRONG]
                    if len(places) == len(rows) == 1 and places[0].is_place and places[0].country not in ARAB_STATES:
                        return PlaceHit(
                            first, last, cut, False, places[0].id, places[0].label, places[0].lat, places[0].lon
                        )
        return None

    def _behind_particle(self, i: int) -> Candidate | None:
        """Return a known name behind ب or ل in a word commoner than the name itself: بفاس."""
        names, entity = self._lexicon.gazetteer.names, self._lexicon.gazetteer.entity
        for reading in readings(self._units.types[i].folded):
            rows = names.get(reading.key, ()) if reading.cut == 1 else ()
            carriers = Carriers(
                [(entity(number), how, True) for number, how in rows if number < self._lexicon.gazetteer.handmade]
            )
            found = Candidate(i, i, reading.key, reading.cut, reading.article, carriers)
            if found.of_kind("place"):
                return found
        return None

    def foreign(self, i: int, below: int = HARDLY_MET) -> bool:
        """Tell whether a word met less than ``below`` is no noun's or adjective's form: مدينة بيركلي, ملعب لوجنيكي."""
        if i >= len(self._units):
            return False
        word = self._units.types[i]
        if word.folded.startswith("ال") or word.country or word.count >= below or not word.folded.isalpha():
            return False
        if word.bare_cut and self._lexicon.count(word.bare_key) >= _LEAST_BEHIND_PARTICLE:
            return False  # but ليتل is no يتل
        if word.flags & (STOP | LATIN | NO_NAME) or word.folded.endswith(_NO_TOWN_ENDS):
            return False
        return not self._lexicon.count("ال" + word.folded)

    def tagged(self) -> list[PlaceHit]:
        """Return places that no list has but the tagger is sure of."""
        found: list[PlaceHit] = []
        types = self._units.types
        for span in self._evidence.spans:
            if span.kind != "place" or span.confidence < self._asked_of(span) or not self._free(span.first, span.last):
                continue
            if any(one.first == span.first and self._acceptance.diameter(one) for one in self._candidates):
                continue
            words = types[span.first : span.last + 1]
            if any(word.flags & (STOP | DAY | PREPOSITION | TRIGGER) or word.country for word in words):
                continue
            if self._units.accusative(span.last):
                continue
            if words[0].bare_flags & (STOP | TRIGGER | PREPOSITION) or not self._may_be_unknown(span):
                continue
            joined = not words[0].bare_cut and self._joined(span.first)
            cut = 1 if joined else words[0].bare_cut
            found.append(self.take(span.first, span.last, cut, article=not joined and words[0].bare_article))
        return found

    def _asked_of(self, span: NameSpan) -> float:
        """Return how sure the tagger must be of a name: less behind و and a place."""
        word = self._units.types[span.first]
        cut = word.bare_cut == len(_AND) and word.folded.startswith(_AND) and span.first - 1 in self._taken
        return _SURE_IN_LIST if cut or self._joined(span.first) else _SURE_OF_UNKNOWN

    def _joined(self, i: int) -> bool:
        """Tell whether و joins a word to a place before it, though it is not known to be cut there: بريدة والضبيعة."""
        return i - 1 in self._taken and bool(self._lexicon.joined_key(self._units.types[i]))

    def _may_be_unknown(self, span: NameSpan) -> bool:
        """Tell whether what no list has is rare enough to be a place: not البحر, المحيط, شبه."""
        if span.first != span.last:
            return True
        word = self._units.types[span.first]
        adjectives = self._lexicon.gazetteer.adjectives
        if word.flags & GENERIC or "ال" + word.key in adjectives or "ال" + word.key.removesuffix("ا") in adjectives:
            return False
        noun = self._lexicon.marks(word.bare_key.removeprefix("ال")) & (TRIGGER | SITE)
        before = self._units.before(span.first)
        return not noun and word.count < _COMMON_UNKNOWN and (before is None or not before.flags & GIVEN)
