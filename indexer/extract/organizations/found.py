"""The organisations of an article found so far, listed or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import DUALS, QUOTES
from search.analysis import fold
from search.article import Candidate as Possible
from search.entities.names import words_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.dedications import Dedication
    from indexer.extract.organizations.reading import OrganizationReading
    from search.entities import Entity

#: What a town has one of, and the nouns that may stand before the town: شرطة مدينة دبي, بلدية محافظة الجبيل.
_OF_TOWNS: Final = frozenset(map(fold, ("شرطة", "بلدية", "أمانة", "غرفة", "محكمة")))
_TOWNS: Final = frozenset(map(fold, ("مدينة", "محافظة")))
_WITH_TOWN: Final = 2
_NO_QUOTES: Final = dict.fromkeys(map(ord, QUOTES))


@dataclass(frozen=True, slots=True)
class OrganizationHit:
    """An organisation at units ``first`` through ``last``; ``cut`` letters of particles stand before the name."""

    first: int
    last: int
    cut: int
    article: bool
    id: str
    label: str
    candidates: tuple[Possible, ...] = ()


class FoundOrganizations(OrganizationStep):
    """The organisations found so far, and whose units they are."""

    def __init__(self, reading: OrganizationReading) -> None:
        super().__init__(reading)
        self.hits: list[OrganizationHit] = []

    def add(
        self,
        first: int,
        last: int,
        cut: int,
        article: bool,
        org_id: str,
        label: str,
        candidates: tuple[Possible, ...] = (),
    ) -> None:
        """Take an organisation at some units."""
        self.hits.append(OrganizationHit(first, last, cut, article, org_id, label, candidates))
        self._taken.update(range(first, last + 1))

    def unknown(self, first: int, last: int, cut: int, article: bool, known: Sequence[Entity] = ()) -> None:
        """Take a name that no list has; ``known`` are listed organisations that it may be."""
        words = [word.folded for word in self._types[first : last + 1]]
        words[0] = ("ال" if article else "") + words[0][cut:]
        label = ("ال" if article else "") + self._units.slice(first, last)[cut:]
        if words[0] in DUALS:
            label = DUALS[words[0]] + label[len(words[0]) :]
            words[0] = fold(DUALS[words[0]])
            listed = self.listed(words)  # بمركزي محمد بن نايف للمناصحة والرعاية
            if listed is not None and not known:
                self.add(first, last, cut, article, listed.id, listed.label)
                return
        label = label.translate(_NO_QUOTES)
        if len(words) > _WITH_TOWN and words[0] in _OF_TOWNS and words[1] in _TOWNS:
            del words[1]  # بلدية محافظة الجبيل is بلدية الجبيل
            listed = self.listed(words)
            if listed is not None:
                self.add(first, last, cut, article, listed.id, listed.label)
                return
        made = Possible("org:" + words_key(words).replace(" ", "_"), label)
        candidates = (made, *possible(known)) if known else ()
        self.add(first, last, cut, article, made.id, made.label, candidates)

    def listed(self, words: list[str]) -> Entity | None:
        """Return the one organisation that a list has under a name; None without one."""
        gazetteer = self._lexicon.gazetteer
        met = [gazetteer.entity(number) for number, _ in gazetteer.names.get(words_key(words), ())]
        return met[0] if len(met) == 1 and met[0].kind == "organization" else None

    def take_dedicated(self, dedication: Dedication) -> None:
        """Take what is called after a person, under its listed id where the gazetteer has it."""
        known = self._at.get(dedication.first)
        listed = known.strong("organization") if known is not None else []
        if known is not None and listed:  # وكالة فرانس برس goes on after a first name
            self.add(known.first, known.last, known.cut, known.article, listed[0].id, listed[0].label)
        else:
            self.unknown(dedication.first, dedication.last, dedication.cut, article=False)
