"""A state's institutions named without it: وزارة الداخلية is the ministry of the state that the article is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.doubt import possible
from indexer.extract.lexicon import GIVEN, HEAD, PROPER_HEAD, TRIGGER
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ACTIONS, ARTICLE, DIVISIONS, SETTLED
from search.analysis import fold
from search.entities.names import word_key

if TYPE_CHECKING:
    from indexer.extract.candidates import Candidate
    from indexer.extract.organizations.chains import NameChains
    from indexer.extract.organizations.found import FoundOrganizations
    from indexer.extract.organizations.reading import OrganizationReading
    from search.entities import Entity

#: What goes before an office that is sought, not an institution that acts: الترشح لرئاسة الجمهورية.
_SOUGHT: Final = ("ترشح", "مرشح", "الترشح", "المرشح", "المترشح", "منافس", "السباق")
#: What is of one's civil status, not of those who keep it: بطاقة الأحوال المدنية.
_PAPERS: Final = frozenset(map(fold, ("بطاقة", "بطاقات", "كرت", "قانون", "نظام", "سجل", "لائحة", "قوانين")))
#: What a ministry is for besides, that hardly any state has a ministry of its own for.
_PORTFOLIOS: Final = frozenset(
    map(
        fold,
        (
            *("والطرق", "والحوكمة", "والتهيئة", "والضمان", "والرعاية", "والصيد", "والبحث", "والمناجم", "والطاقات"),
            *("والمعادن", "والمواصلات", "والإرشاد", "والدعوة", "والسكان", "والموارد", "والحريات", "والطفولة"),
            *("والأسرة", "والمسنين", "والهجرة", "والمغتربين", "والأشغال", "والتكوين", "والمياه", "والأوقاف"),
        ),
    )
)
_OF_PORTFOLIOS: Final = frozenset(
    map(
        fold,
        (
            *("الترابية", "الاجتماعية", "الاجتماعي", "العلمي", "المتجددة", "البحري", "البحرية", "المائية", "الدينية"),
            *("المهني", "العامة", "البشرية", "المعدنية", "الطبيعية", "الأساسية"),
        ),
    )
)
#: What only a monarch has.
_MONARCHS: Final = frozenset({"royal-court"})
_STADIUMS: Final = frozenset(map(word_key, map(fold, ("ملعب", "استاد"))))
#: Armed services named without their state, and the institution that each is: what every state has of them is one.
_SERVICES: Final = (
    (("الجيش",), "army"),
    (("القوات", "المسلحة"), "armed-forces"),
    (("القوات", "الجوية"), "air-force"),
    (("القوة", "الجوية"), "air-force"),
    (("القوات", "البحرية"), "navy"),
)
_SERVICE_KEYS: Final = tuple((tuple(word_key(fold(word)) for word in words), slug) for words, slug in _SERVICES)
_SERVICE_BEGINS: Final = frozenset(keys[0] for keys, _ in _SERVICE_KEYS)
#: A lead in votes that makes it plain which state's army is meant.
_PLAINLY: Final = 1.5
_WHICH: Final = ("الذي", "التي")
_TO_THE: Final = "لل"
_KINGDOMS: Final = frozenset(
    {"sa", "bh", "jo", "ma", "kw", "qa", "om", "gb", "es", "be", "nl", "se", "no", "dk", "jp", "th"}
)


class Institutions(OrganizationStep):
    """Takes a state's institutions that are named without it."""

    def __init__(self, reading: OrganizationReading, found: FoundOrganizations, chains: NameChains) -> None:
        super().__init__(reading)
        self._found = found
        self._chains = chains

    def take(self, one: Candidate) -> None:
        """Take a state's institution named without its state: the state the article is most about."""
        country = self._evidence.leading_country()
        institution = one.institution
        if institution is None:
            return
        if institution.slug == "presidency" and one.cut and self._sought(one.first):
            return
        before = self._units.before(one.first)
        if institution.slug == "civil-status" and not one.cut and before is not None and before.folded in _PAPERS:
            return
        if institution.type == "army" and before is not None and before.bare_key in _STADIUMS:
            return  # ملعب الدفاع الجوي
        last = one.last
        seat = self._seat(last) if institution.type == "court" else None
        if seat is not None:  # محكمة الاستئناف بسوسة
            last, country = seat.last, next(place.country for place in seat.strong("place"))
        if institution.slug in _MONARCHS and country not in _KINGDOMS:
            country = self._kingdom()
        if institution.type != "ministry" and self._goes_on_for(one):
            self._found.unknown(one.first, one.last + 2, one.cut, one.article)
            return
        if institution.type == "ministry":
            last = self._portfolios(last)
            nation = self._types[last + 1].country if last > one.last and self._units.reach[last] > 1 else ""
            if self._lexicon.gazetteer.get(f"{nation}.{institution.slug}") is not None:
                country, last = nation, last + 1  # وزارة الثقافة والسياحة اليمنية
        entity = self._lexicon.gazetteer.get(f"{country}.{institution.slug}") if country else None
        rivals = [] if seat is not None or institution.slug in _MONARCHS else self._rivals(country, institution.slug)
        if entity is not None:
            candidates = possible([entity, *rivals] if rivals else [])
            self._found.add(one.first, last, one.cut, one.article, entity.id, entity.label, candidates)
        else:
            self._found.unknown(one.first, last, one.cut, one.article, rivals)

    def _seat(self, last: int) -> Candidate | None:
        """Return the town in which a court sits, named behind it with ب; None without one."""
        known = self._at.get(last + 1)
        if (
            known is None
            or self._units.reach[last] < 2  # noqa: PLR2004 - a unit follows
            or known.cut != 1
            or not self._free(known.first, known.last)
        ):
            return None
        seated = self._types[known.first].folded[0] == "ب" and any(
            place.kind in DIVISIONS for place in known.strong("place")
        )
        return known if seated else None

    def take_services(self) -> None:
        """Take الجيش or القوات المسلحة as those of the one state that the article is plainly about."""
        ranked = sorted(self._evidence.votes.values(), reverse=True)
        country = self._evidence.leading_country()
        if self._evidence.sport or not country or (len(ranked) > 1 and ranked[0] - ranked[1] < _PLAINLY):
            return  # clubs are called so, too: القوة الجوية
        for first in self._units.having(_SERVICE_BEGINS):
            word = self._types[first]
            for keys, slug in _SERVICE_KEYS:
                service = self._lexicon.gazetteer.get(f"{country}.{slug}")
                if service is not None and keys[0] in (word.key, word.bare_key) and self._whole_service(keys, first):
                    cut = 0 if word.key == keys[0] else word.bare_cut
                    last = first + len(keys) - 1
                    self._found.add(first, last, cut, cut > 0 and word.bare_article, service.id, service.label)

    def _whole_service(self, keys: tuple[str, ...], first: int) -> bool:
        """Tell whether a service's words are free and no part of another's name: نادي الجيش, القوات المسلحة الثورية."""
        last = first + len(keys) - 1
        if self._units.reach[first] < len(keys) or first in self._taken or last in self._taken:
            return False
        if last > first and self._types[last].key != keys[-1]:
            return False
        before = self._units.before(first)
        if before is not None and (before.flags | before.bare_flags) & (HEAD | PROPER_HEAD | GIVEN | TRIGGER):
            return False
        following = self._types[last + 1].folded if self._units.reach[last] > 1 else ""
        others = following.startswith((ARTICLE, _TO_THE)) and not following.startswith(_WHICH)
        return not others  # القوات المسلحة الثورية, القوة الجوية للتحالف

    def _portfolios(self, last: int) -> int:
        """Return the last unit of what else a ministry is for: وزارة الطاقة والمناجم والطاقات المتجددة."""
        end = last + self._units.reach[last]
        i = last + 1
        while i < end and i not in self._taken and self._types[i].folded in _PORTFOLIOS:
            last = i
            if i + 1 < end and i + 1 not in self._taken and self._types[i + 1].folded in _OF_PORTFOLIOS:
                last = i + 1
            i = last + 1
        return last

    def _sought(self, first: int) -> bool:
        """Tell whether the word before says that an office is sought: ترشحه لرئاسة الجمهورية."""
        before = self._units.before(first)
        return before is not None and before.folded.startswith(_SOUGHT)

    def _rivals(self, country: str, slug: str) -> list[Entity]:
        """Return the same institution of other states that the article is about as much as about ``country``."""
        votes = self._evidence.votes
        least = max(votes.values(), default=0.0)
        near = [state for state, vote in votes.items() if vote >= 1 and least - vote < SETTLED and state != country]
        found = [self._lexicon.gazetteer.get(f"{state}.{slug}") for state in near if state]
        return [entity for entity in found if entity is not None]

    def _kingdom(self) -> str:
        """Return the kingdom whose court is meant: the source's own, else the one that the article is most about."""
        home, votes = self._evidence.home, self._evidence.votes
        if home in _KINGDOMS:
            return home
        met = max(_KINGDOMS, key=lambda country: (votes.get(country, 0.0), country))
        return met if votes.get(met, 0.0) >= 1 else home

    def _goes_on_for(self, one: Candidate) -> bool:
        """Tell whether what an institution's name goes on with makes it another: المجلس الوطني لحماية الوطن."""
        if self._units.reach[one.last] < 3 or one.last == one.first or not self._free(one.last + 1, one.last + 2):  # noqa: PLR2004 - two units follow
            return False
        adjective = self._types[one.last].folded.endswith(("ي", "يه"))
        purpose = self._types[one.last + 1].folded
        meant = purpose.startswith("ل") and purpose[1:] in ACTIONS
        return adjective and meant and self._chains.definite(one.last + 2, len(self._types))
