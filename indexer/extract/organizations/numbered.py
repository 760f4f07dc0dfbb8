"""Organisations told apart by a number (الفرقة 30, مجموعة (5+1)) and bodies of others (المجلس المركزي لحركة فتح)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import LATIN
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ARTICLE
from search.analysis import fold
from search.entities.names import word_key, words_key

if TYPE_CHECKING:
    from indexer.extract.organizations.found import FoundOrganizations, OrganizationHit
    from indexer.extract.organizations.reading import OrganizationReading

#: Units of an army, which have numbers: اللواء 17 مشاة.
_UNITS: Final = frozenset(map(word_key, map(fold, ("الفرقة", "اللواء", "الكتيبة", "الفوج"))))
_LONGEST_NUMBER: Final = 3
_PLUS: Final = "+"
#: Bodies that one organisation has one of, by their rank; a party's bureau is the party itself: المكتب السياسي.
_BODIES: Final = {
    word_key(fold(noun)): frozenset(map(fold, ranks))
    for noun, ranks in {
        "اللجنة": ("التنفيذية", "المركزية"),
        "المجلس": ("الاستشاري", "المركزي", "التنفيذي", "الثوري"),
    }.items()
}


class NumberedOrganizations(OrganizationStep):
    """Takes what a number tells apart, and bodies of the organisations found."""

    def __init__(self, reading: OrganizationReading, found: FoundOrganizations) -> None:
        super().__init__(reading)
        self._found = found

    def take_units(self) -> None:
        """Take units of an army by their number: «الفرقة 30»."""
        for i in self._units.having(_UNITS):
            word = self._types[i]
            if self._units.reach[i] < 2 or not self._free(i, i + 1):  # noqa: PLR2004 - a number follows
                continue
            number = self._types[i + 1].folded
            if number.isdecimal() and len(number) <= _LONGEST_NUMBER:
                cut = 0 if word.key in _UNITS else word.bare_cut
                self._found.unknown(i, i + 1, cut, article=cut > 0 and word.bare_article)

    def take_sums(self) -> None:
        """Take groups that a list has by a sum: مجموعة (5 + 1)."""
        if not any(_PLUS in text for text in self._units.fields):
            return
        gazetteer = self._lexicon.gazetteer
        for i in range(1, len(self._types) - 1):
            if not self._types[i].flags & LATIN or self._units.gap(i).strip() != _PLUS or not self._free(i - 1, i + 1):
                continue
            noun = self._types[i - 1]
            for key, cut in ((noun.key, 0), (noun.bare_key, noun.bare_cut)):
                rows = gazetteer.names.get(f"{key} {self._types[i].key} {self._types[i + 1].key}", ())
                met = [gazetteer.entity(number) for number, _ in rows]
                if len(met) == 1 and i != self._units.body:
                    self._found.add(i - 1, i + 1, cut, False, met[0].id, met[0].label)
                    break

    def take_bodies(self) -> None:
        """Take a body of an organisation found, which stays one of its own: اللجنة التنفيذية لمنظمة التحرير."""
        for hit in list(self._found.hits):
            i = hit.first - 2
            if i < 0 or not hit.cut or self._units.reach[i] < 3 or not self._free(i, i + 1):  # noqa: PLR2004 - two words and ل
                continue
            noun = self._types[i]
            key = noun.key if noun.key in _BODIES else noun.bare_key
            if self._types[i + 1].folded in _BODIES.get(key, ()) and self._types[hit.first].folded.startswith("ل"):
                self._take_body(i, hit, 0 if key == noun.key else noun.bare_cut, article=noun.bare_article)

    def _take_body(self, first: int, hit: OrganizationHit, cut: int, *, article: bool) -> None:
        """Take the two words of a body under an id and a label that name whose it is, too."""
        put_back = ARTICLE if cut and article else ""
        body = put_back + self._units.slice(first, first + 1)[cut:]
        definite = hit.label.startswith(ARTICLE)
        label = f"{body} {'لل' + hit.label[len(ARTICLE) :] if definite else 'ل' + hit.label}"
        org_id = "org:" + words_key(fold(label).split()).replace(" ", "_")
        self._found.add(first, first + 1, cut, bool(put_back), org_id, label)
