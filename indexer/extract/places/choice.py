"""Which of several places of one name is meant: by votes, by the noun before it, by what stands beside it, by fame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import Candidate
from indexer.extract.lexicon import (
    TRIGGER,
)
from indexer.extract.places.reading import PlaceStep
from indexer.extract.places.words import ASKED, DISTRICT, SETTLED, YEMEN
from search.entities.gazetteer import STRONG
from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.entities import Entity

#: What only one country calls its divisions.
_NOUNS_OF_A_COUNTRY: Final = {name_key("معتمدية"): "tn", name_key("عمادة"): "tn"}
_CALLED_BONUS: Final = 20.0
#: Who governs a division, not a city: محافظ الشرقية, والي الجزائر.
_GOVERNORS: Final = frozenset({name_key("محافظ"), name_key("والي")})
_GOVERNED: Final = frozenset({"governorate"})
_GOVERNED_OR_TOWN: Final = frozenset({"governorate", "town", "city", "village"})
#: Words on either side of a name in which an adjective speaks for its country.
_BESIDE_REACH: Final = 6
_KIND_PRIOR: Final = {"country": 6.0, "territory": 4.0, "sea": 3.0, "region": 2.5, "governorate": 2.0, "city": 1.5}
_ASKED_BONUS: Final = 4.0
_STRONG_BONUS: Final = 2.0
_HANDMADE_BONUS: Final = 2.0
_VOWELLED_BONUS: Final = 20.0
#: A place less likely by more than this, all votes aside, is not thought of: London in Ontario.
_DOUBT: Final = 3.0
#: Degrees between two places of one name that are the same to a reader: the two sides of a crossing.
_SAME_SPOT: Final = 0.5
#: Names that a written vowel tells apart: عُمان (damma) is the country, عَمّان (fatha, shadda) the city.
_VOWELLED: Final = {"عمان": (("ع\u064f", "om"), ("ع\u064e", "amman.jo"), ("م\u0651", "amman.jo"))}
_VOTE_WEIGHT: Final = 2.0
_MOST_VOTES: Final = 3.0
#: People of a city that the world knows, and the votes that count for a place of a large source with its name.
_WORLD_CITY: Final = 1_000_000
_VOTES_AGAINST_FAME: Final = 1.0


class PlaceChoice(PlaceStep):
    """Chooses among the places that carry a name, and says what is asked for."""

    def likeliest(
        self, one: Candidate, places: Sequence[Entity], asked: frozenset[str] | None
    ) -> tuple[Entity, list[Entity]]:
        """Return the place that a name means and, where the article leaves it open, the others it may mean."""
        scores = {
            place.id: self._score(one, place, asked) + self._standing(one, place) + self._called_in(one, place)
            for place in places
        }
        ranked = sorted(places, key=lambda place: -scores[place.id])
        best = ranked[0]
        beside = self._beside(one, ranked)
        if beside is not None:
            return beside, []
        own = self.votes(one, best)

        def without_votes(place: Entity) -> float:
            return scores[place.id] - _VOTE_WEIGHT * self.votes(one, place)

        others = [
            place
            for place in ranked[1:]
            if own - self.votes(one, place) < SETTLED
            and without_votes(best) - without_votes(place) < _DOUBT
            and not _same_place(best, place)
        ]
        return best, others

    def _beside(self, one: Candidate, places: Sequence[Entity]) -> Entity | None:
        """Return which of several countries' places the adjectives beside the name speak for, where one country's do.

        وفي عمان قالت الإدارة الأردنية: Amman, in an article about Oman too.
        """
        first = max(0, one.first - _BESIDE_REACH)
        types = self._units.types[first : one.last + _BESIDE_REACH + 1]
        body = self._units.body
        countries = {
            word.country
            for at, word in enumerate(types, first)
            if word.country and (at < body) is (one.first < body) and not one.first <= at <= one.last
        }
        spoken = [place for place in places if place.country in countries]
        return spoken[0] if spoken and len({place.country for place in spoken}) == 1 else None

    def votes(self, one: Candidate, place: Entity) -> float:
        """Return the votes for a place's country, the name's own left out; few count for Moscow in Idaho."""
        votes = min(self._evidence.votes_beside(one.key, place.country), _MOST_VOTES)
        if votes <= _VOTES_AGAINST_FAME:
            return votes
        famous = any(handmade and other.population >= _WORLD_CITY for other, _, handmade in one.carriers)
        listed = any(handmade and other is place for other, _, handmade in one.carriers)
        return _VOTES_AGAINST_FAME if famous and not listed else votes

    def _score(self, one: Candidate, place: Entity, asked: frozenset[str] | None) -> float:
        score = _KIND_PRIOR.get(place.kind, 1.0) + math.log10(place.population + 1) / 2
        score += _VOTE_WEIGHT * self.votes(one, place)
        if asked and place.kind in asked:
            score += _ASKED_BONUS
        return score

    def _called_in(self, one: Candidate, place: Entity) -> float:
        """Return how much a noun before the name that one country alone uses speaks for a place of it."""
        before = self._units.before(one.first)
        if before is None or one.cut:
            return 0.0
        country = _NOUNS_OF_A_COUNTRY.get(before.key) or _NOUNS_OF_A_COUNTRY.get(before.bare_key)
        return _CALLED_BONUS * (country == place.country)

    def _standing(self, one: Candidate, place: Entity) -> float:
        """Return how much a carrier is preferred for being a strong one, and one from a table made by hand."""
        for carrier, how, handmade in one.carriers:
            if carrier is place:
                written = self._units.slice(one.first, one.last)
                vowelled = any(place.id == meant and mark in written for mark, meant in _VOWELLED.get(one.key, ()))
                return _STRONG_BONUS * (how == STRONG) + _HANDMADE_BONUS * handmade + _VOWELLED_BONUS * vowelled
        return 0.0

    def asked(self, one: Candidate) -> frozenset[str] | None:
        """Return the kinds that the noun before asks for; None without such a noun, empty for one that is open."""
        before = self._units.before(one.first)
        if one.cut or before is None:
            return None
        if before.key in _GOVERNORS:
            return _GOVERNED
        if before.bare_key == DISTRICT and self._evidence.leading_country() == YEMEN:
            return _GOVERNED_OR_TOWN
        if before.flags & TRIGGER:
            return ASKED.get(before.key, frozenset())
        return ASKED.get(before.bare_key, frozenset()) if before.bare_flags & TRIGGER else None


def _same_place(one: Entity, other: Entity) -> bool:
    """Tell whether a reader need not choose: one lies in the other, or both are one spot (a crossing's two sides)."""
    if one.id in other.parents or other.id in one.parents:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < _SAME_SPOT and abs(one.lon - other.lon) < _SAME_SPOT
