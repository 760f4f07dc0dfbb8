"""Clubs of the Maghreb by their town: مستقبل المرسى, السهم الرياضي بمنزل حر, المنزه الرياضي, نادي كرة اليد بجمال."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import DAY, GENERIC, HEAD, LATIN, PREPOSITION, PROPER_HEAD, SITE, STOP, TRIGGER
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ARTICLE, DIVISIONS, RARE
from search.analysis import fold
from search.entities.names import word_key

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate
    from indexer.extract.organizations.found import FoundOrganizations
    from indexer.extract.organizations.reading import OrganizationReading

#: Words that clubs put before their town.
_BEGINNINGS: Final = frozenset(
    map(
        word_key,
        fold(
            "أمل مستقبل شبيبة نسر سهم معالي مكارم تقدم كوكب هلال أولمبيك قوافل مولودية وفاق وداد رجاء حسنية بعث سريع "
            "أهلي نجمة سبورتينغ أولمبي"
        ).split(),
    )
)
#: Those of them that stand before a town no list has: شبيبة الشيحية.
_OF_CLUBS_ALONE: Final = frozenset(map(word_key, fold("شبيبة مكارم قوافل مولودية سبورتينغ أولمبيك").split()))
#: What such a club is called, with الرياضي and its town behind: النسر الرياضي بطبلبة.
_CALLED: Final = frozenset(
    map(
        word_key,
        fold("السهم النسر الأمل المستقبل النادي الهلال الكوكب التقدم البعث النجم الترجي الاتحاد الشباب").split(),
    )
)
_SPORTING: Final = word_key(fold("الرياضي"))
_SPORTING_ASSOCIATION: Final = word_key(fold("الرياضية"))
_CLUB: Final = word_key(fold("نادي"))
_BALL: Final = fold("كرة")
_GAMES: Final = frozenset(map(fold, ("اليد", "السلة", "القدم", "الطائرة")))
_MAGHREB: Final = frozenset({"tn", "dz", "ma", "ly", "mr"})
_AT: Final = "ب"
_QUARTERS: Final = DIVISIONS | {"quarter", "village"}
_NO_TOWN: Final = STOP | DAY | PREPOSITION | TRIGGER | GENERIC | LATIN | HEAD | PROPER_HEAD | SITE


class TownClubs(OrganizationStep):
    """Takes clubs of the Maghreb on sports pages by the town in their names."""

    def __init__(self, reading: OrganizationReading, found: FoundOrganizations) -> None:
        super().__init__(reading)
        self._found = found

    def take(self) -> None:
        """Take all such clubs of a sports page."""
        if self._evidence.sport:
            self._take_by_beginning()
            self._take_sporting()
            self._take_by_game()

    def _take_by_beginning(self) -> None:
        """Take clubs by the word that begins their names and the town: سهم رأس الجبل, شبيبة الشيحية."""
        for i in self._units.having(_BEGINNINGS):
            word, town = self._types[i], self._at.get(i + 1)
            if self._units.reach[i] < 2:  # noqa: PLR2004 - a name follows
                continue
            cut = 0 if word.key in _BEGINNINGS else word.bare_cut
            if town is not None and not town.cut and self._in_maghreb(town, DIVISIONS):
                if self._free(i, town.last):
                    self._found.unknown(i, town.last, cut, article=False)
                continue
            alone = not _OF_CLUBS_ALONE.isdisjoint((word.key, word.bare_key)) and self._rare(i + 1)
            if alone and self._free(i, i + 1):
                self._found.unknown(i, i + 1, cut, article=False)

    def _take_sporting(self) -> None:
        """Take clubs with الرياضي behind their town or what they are called: المنزه الرياضي, النسر الرياضي بطبلبة."""
        ends = {one.last: one for one in self._candidates if one.of_kind("place")}
        for i in self._units.having({_SPORTING, _SPORTING_ASSOCIATION}):
            before = self._units.before(i)
            if before is None or not self._free(i, i):
                continue
            cut = 0 if before.key in _CALLED else before.bare_cut
            if not _CALLED.isdisjoint((before.key, before.bare_key)):
                last = self._seat(i + 1) if self._units.reach[i] > 1 else None
                if last is not None and self._free(i - 1, last):
                    self._found.unknown(i - 1, last, cut, article=cut > 0 and before.bare_article)
                continue
            town = ends.get(i - 1)
            if town is None or not self._in_maghreb(town, _QUARTERS) or not self._free(town.first, i):
                continue
            noun = self._units.before(town.first)
            if noun is None or not (noun.flags | noun.bare_flags) & (HEAD | PROPER_HEAD | TRIGGER | SITE):
                self._found.unknown(town.first, i, town.cut, town.article)

    def _take_by_game(self) -> None:
        """Take clubs by their game and town: نادي كرة اليد بجمال."""
        for i in self._units.having({_CLUB}):
            word = self._types[i]
            if self._units.reach[i] < 4 or self._types[i + 1].folded != _BALL:  # noqa: PLR2004 - a game and a town follow
                continue
            last = self._seat(i + 3) if self._types[i + 2].folded in _GAMES else None
            if last is not None and self._free(i, last):
                self._found.unknown(i, last, 0 if word.key == _CLUB else word.bare_cut, article=False)

    def _seat(self, i: int) -> int | None:
        """Return the last unit of a town behind ب that begins at a unit: بمنزل حر, بهيبون."""
        word, town = self._types[i], self._at.get(i)
        if not word.folded.startswith(_AT):
            return None
        if town is not None and town.cut == 1 and self._in_maghreb(town, _QUARTERS):
            return town.last
        rare = word.count < RARE and not word.flags & _NO_TOWN
        return i if rare and not self._lexicon.count(ARTICLE + word.folded) else None

    def _rare(self, i: int) -> bool:
        """Tell whether a word may be a town that no list has: الشيحية."""
        word = self._types[i]
        if not word.folded.startswith(ARTICLE) or word.flags & _NO_TOWN or word.country or word.titled:
            return False
        return word.count < RARE

    def _in_maghreb(self, town: Candidate, kinds: frozenset[str]) -> bool:
        return any(place.country in _MAGHREB and place.kind in kinds for place in town.of_kind("place"))
