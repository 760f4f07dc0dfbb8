"""Foreign persons under spellings that no list has: بنيامين نتنياهو, بنجامين نتانياهو; دييغو and دييجو مارادونا.

Papers differ in the letters for g, t, s and p and in which vowels they write. Two names are one spelling apart where
their consonants agree after those letters are unified. That would merge Arabic names that differ (حسن, حسين), so only
names of persons from outside the Arab world are compared, of two words at least, and none that two persons share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.entities import Entity

ARAB_STATES: Final = frozenset(
    {"ae", "bh", "dj", "dz", "eg", "iq", "jo", "km", "kw", "lb", "ly", "ma", "mr", "om", "ps", "qa", "sa", "sd"}
) | frozenset({"so", "sy", "tn", "ye", ""})
_UNIFIED: Final = str.maketrans(
    {"ج": "ك", "ق": "ك", "غ": "ك", "گ": "ك", "ط": "ت", "ث": "ت", "ص": "س", "ز": "س", "ڤ": "ف", "پ": "ب"}
)
_VOWELS: Final = dict.fromkeys(map(ord, "اوىيه"))
_FEWEST_CONSONANTS: Final = 5
_MOST_LETTERS_APART: Final = 2


def skeleton(key: str) -> str:
    """Return a name word's consonants, unified; a first vowel is kept: نتنياهو and نتانياهو → نتن."""
    word = key.replace("تش", "ش").translate(_UNIFIED)
    return word[:1] + word[1:].translate(_VOWELS)


class ForeignNames:
    """The full names of persons from outside the Arab world by their consonants."""

    def __init__(self, people: Iterable[Entity]) -> None:
        """Index the persons among ``people``, in any order."""
        self._by_skeleton: dict[tuple[str, ...], list[tuple[tuple[str, ...], Entity]]] = {}
        self._first_names: dict[str, set[str]] = {}
        for person in people:
            if person.kind != "person" or person.country in ARAB_STATES:
                continue
            for name in (person.label, *person.names):
                keys = tuple(name_key(name).split())
                bones = tuple(map(skeleton, keys))
                if len(keys) > 1 and sum(map(len, bones)) >= _FEWEST_CONSONANTS:
                    self._by_skeleton.setdefault(bones, []).append((keys, person))
                if len(keys) > 1:
                    self._first_names.setdefault(person.id, set()).add(bones[0])

    def find(self, keys: Sequence[str]) -> Entity | None:
        """Return the person whose name these keys spell otherwise; None where nobody's or two persons'."""
        found = {
            person.id: person
            for known, person in self._by_skeleton.get(tuple(map(skeleton, keys)), ())
            if all(abs(len(a) - len(b)) <= _MOST_LETTERS_APART for a, b in zip(known, keys, strict=True))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def is_first_name(self, key: str, person: Entity) -> bool:
        """Tell whether a word spells the first name of a foreign person: دييجو of دييغو مارادونا."""
        return skeleton(key) in self._first_names.get(person.id, ())
