"""Foreign places that no list has, by the place that they lie in: في كارتاهينا شمال كولومبيا, في مولشيم الفرنسية."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import TRIGGER
from indexer.extract.places.reading import PlaceHit, PlaceStep
from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.places.reading import PlaceReading
    from indexer.extract.places.unlisted import UnlistedPlaces

_IN: Final = name_key("في")
_NEAR: Final = name_key("قرب")
#: What goes before the inner place, and before it where only an adjective says whose it is.
_BEFORE: Final = frozenset(map(name_key, ("في", "قرب", "إلى", "نحو")))
_BESIDE: Final = frozenset({_IN, _NEAR})
#: بالقرب من كريكويل.
_FROM: Final = name_key("من")
_CLOSE: Final = frozenset(map(name_key, ("القرب", "بالقرب", "القريبة", "القريب")))
_DIRECTIONS: Final = frozenset(
    map(name_key, ("شمال", "شمالي", "جنوب", "جنوبي", "شرق", "شرقي", "غرب", "غربي", "وسط", "ضواحي"))
)
#: How sure the tagger must be that a word is somebody's name, for it to be no place.
_SOMEBODYS: Final = 0.5


class NestedPlaces(PlaceStep):
    """Takes foreign places that no list has where a known one, or an adjective of nationality, says where they are."""

    def __init__(self, reading: PlaceReading, unlisted: UnlistedPlaces) -> None:
        super().__init__(reading)
        self._unlisted = unlisted

    def inside(self, hits: Sequence[PlaceHit]) -> list[PlaceHit]:
        """Return rare words behind a preposition and before one of ``hits``: في كريكويل في باويز في بريطانيا."""
        found: list[PlaceHit] = []
        outer = list(hits)
        while outer:
            at = self._before_region(outer.pop())
            taken = self._take(at, _BEFORE) if at is not None else None
            if taken is not None:
                found.append(taken)
                outer.append(taken)
        for i in self._units.marked:
            word = self._units.types[i]
            if word.country and word.folded.startswith("ال") and word.folded.endswith("يه"):
                at = self._previous(i)
                taken = self._take(at, _BESIDE) if at is not None else None
                if taken is not None:
                    found.append(taken)  # في بوفينا الإيطالية
        return found

    def _previous(self, i: int) -> int | None:
        """Return the unit just before with nothing but blanks between."""
        return i - 1 if self._units.before(i) is not None else None

    def _before_region(self, hit: PlaceHit) -> int | None:
        """Return the unit that "in this place" stands behind: كارتاهينا of كارتاهينا شمال كولومبيا; None without it."""
        types = self._units.types
        at = self._previous(hit.first)
        said = hit.cut == 1 and types[hit.first].folded.startswith("ب")
        while at is not None and not said:
            word = types[at]
            if word.bare_flags & TRIGGER and word.bare_cut == 1 and word.folded.startswith("ب"):
                return self._previous(at)  # بولاية أركنسا
            if word.key not in _DIRECTIONS:
                if word.key == _IN:
                    at, said = self._previous(at), True
                break
            at = self._previous(at)
        said = said or (at is not None and at + 1 < hit.first)
        return at if said else None

    def _take(self, last: int, prepositions: frozenset[str]) -> PlaceHit | None:
        """Take a rare word, or two, that a preposition stands before."""
        if not self._rare(last):
            return None
        first = last
        before = self._previous(first)
        if before is not None and self._rare(before):
            first, before = before, self._previous(before)
        if before is None:
            return None
        word = self._units.types[before]
        close = word.key == _FROM and (behind := self._units.before(before)) is not None and behind.key in _CLOSE
        return self._unlisted.take(first, last, 0) if word.key in prepositions or close else None

    def _rare(self, i: int) -> bool:
        """Tell whether a free word may be a foreign place's name and the tagger does not think it somebody's."""
        span = self._evidence.by_unit.get(i)
        if span is not None and span.kind != "place" and span.confidence >= _SOMEBODYS:
            return False
        return self._free(i, i) and self._unlisted.foreign(i)
