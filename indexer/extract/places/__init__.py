"""Which of the places that carry a name is meant, and whether the name is a place at all.

The article decides: unambiguous places and nationality adjectives vote for their country; a noun before the name
(محافظة, نهر) asks for a kind; population breaks what is left, and where it alone does, the name stays in doubt and
keeps the others. A weak name (صور, also "pictures") counts only behind such a noun, or behind a preposition in an
article with other places of its country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.candidates import Candidate
from indexer.extract.places.acceptance import Acceptance
from indexer.extract.places.choice import PlaceChoice
from indexer.extract.places.named import NamedPlaces
from indexer.extract.places.nested import NestedPlaces
from indexer.extract.places.reading import PlaceHit, PlaceReading
from indexer.extract.places.sites import Sites
from indexer.extract.places.unlisted import UnlistedPlaces
from indexer.extract.places.words import ASKED, DIVISIONS, TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.dedications import Dedication
    from search.entities import Entity

__all__ = ["PlaceHit", "PlaceReading", "find_places"]


_HONOURED: Final = " المكرمه"


def find_places(reading: PlaceReading, dedications: Sequence[Dedication] = ()) -> list[PlaceHit]:
    """Return the places in text order, city and governorate of one name as one; sites called after persons too."""
    choice = PlaceChoice(reading)
    acceptance = Acceptance(reading)
    unlisted = UnlistedPlaces(reading, choice, acceptance)
    sites = Sites(reading, unlisted)
    named = NamedPlaces(reading, unlisted)
    candidates = reading.candidates
    chosen: list[tuple[Candidate, Entity, list[Entity]]] = []
    accepted = {id(one) for one in candidates if acceptance.accepted(one, choice.asked(one))}
    acceptance.add_enumerated(accepted)
    certain = {one.key for one in candidates if id(one) in accepted}
    for one in candidates:
        places = one.of_kind("place")
        asked = choice.asked(one)
        placed = one.key in certain and acceptance.placed(one) and not acceptance.another_word(one)
        if id(one) in accepted or placed:
            if len(places) == 1:
                chosen.append((one, places[0], []))
            else:
                chosen.append((one, *choice.likeliest(one, places, asked)))
    settled = {one.key: place for one, place, others in chosen if not others}
    hits = []
    for one, place, others in _one_per_name(chosen):
        own = named.facility(one, place) or named.named_after(one)
        if own is not None:
            hits.append(own)
            continue
        if others and one.key in settled:
            place, others = settled[one.key], []  # noqa: PLW2901 - the article says elsewhere which it is
        hits.append(PlaceHit.of(one, place, others))
    for hit in hits:
        reading.taken.update(range(hit.first, hit.last + 1))
    hits += [unlisted.take(one.first, one.last, one.cut) for one in dedications if one.site]
    hits += named.kingdoms()
    hits += named.quoted()
    hits += sites.headed()
    hits += unlisted.tagged()
    hits += NestedPlaces(reading, unlisted).inside(hits)
    hits.sort(key=lambda hit: hit.first)
    beside = sites.listed_beside(hits)
    if beside:
        hits = sorted((*hits, *beside), key=lambda hit: hit.first)
    return hits


def _one_per_name(
    chosen: list[tuple[Candidate, Entity, list[Entity]]],
) -> list[tuple[Candidate, Entity, list[Entity]]]:
    """Let a city and the division of its name be one place in an article: the city, unless only the division is met."""
    by_key: dict[str, dict[str, Entity]] = {}
    for one, place, _ in chosen:
        by_key.setdefault(_bare(one.key), {})[place.id] = place
    merged: dict[tuple[str, str], Entity] = {}
    for key, places in by_key.items():
        if len(places) < 2:  # noqa: PLR2004 - nothing to merge
            continue
        for place in places.values():
            if place.kind in DIVISIONS:
                inner = [other for other in places.values() if other.kind in TOWNS and place.id in other.parents]
                if len(inner) == 1:
                    merged[key, place.id] = inner[0]
    return [(one, merged.get((_bare(one.key), place.id), place), others) for one, place, others in chosen]


def _bare(key: str) -> str:
    """A key without the noun that says what it is, or its honour: محافظه نينوي → نينوي, مكه المكرمه → مكه."""
    head, _, rest = key.partition(" ")
    return (rest if rest and head in ASKED else key).removesuffix(_HONOURED)
