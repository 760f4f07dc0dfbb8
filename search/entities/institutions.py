"""The institutions every state has, named by patterns: الجيش {m}, وزارة الدفاع {f}, برلمان {country}.

A pattern's words are matched one by one; {m} and {f} stand for a nationality adjective with the article and of that
gender (الدفاع {f} is the ministry, but not in وزير الدفاع الأميركي), {country} for a country's name of any length. The
entity met has the id ``<country>.<slug>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from search.entities.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.entities.entity import Entity

_MASCULINE: Final = "{m}"
_FEMININE: Final = "{f}"
_COUNTRY: Final = "{country}"
_SLOTS: Final = {slot: slot for slot in (_MASCULINE, _FEMININE, _COUNTRY)}
_FEMININE_END: Final = "ه"
_MINISTRY: Final = name_key("وزارة")
#: Keys in وزارة الصحة {f}.
_QUOTED_MINISTRY: Final = 3

#: Types whose two fixed words name one institution where the state is plain: وزارة الداخلية, الدفاع المدني.
#: Not so القوات المسلحة, which may be anybody's.
_NAMED_WITHOUT_STATE: Final = frozenset(
    {
        "ministry",
        "parliament",
        "agency",
        "security",
        "court",
        "bank",
        "federation",
        "government",
        "union",
        "ngo",
        "army",
    }
)
#: First words of names that may be anybody's: القوات المسلحة, الأجهزة الأمنية.
_ANYBODYS: Final = frozenset(
    name_key(word)
    for word in (
        "القوات",
        "قوات",
        "الأجهزة",
        "السلطات",
        "الوحدات",
        "الجيش",
        "المؤسسة",
        "هيئة",
        "رئاسة",
        "قيادة",
        "سلاح",
        "الحكومة",
    )
)
#: Letters of a country's id: الأوروبية is no state's.
_COUNTRY_CODE: Final = 2
#: Names which begin so and are one state's all the same.
_OF_ONE_STATE: Final = frozenset(
    map(name_key, ("رئاسة الجمهورية", "رئاسة الحكومة", "رئاسة الوزراء", "رئاسة مجلس الوزراء", "الجيش الوطني"))
)


@dataclass(frozen=True, slots=True)
class Nationality:
    """A country's definite adjective: ``العراقي`` and ``العراقية`` (first masculine and feminine spelling)."""

    country: str
    masculine: str
    feminine: str


@dataclass(frozen=True, slots=True)
class Institution:
    """One kind of institution, with its patterns as lists of keys and slots."""

    slug: str
    type: str
    label: str
    english: str
    patterns: tuple[tuple[str, ...], ...]


_Patterns = list[tuple[tuple[str, ...], Institution]]


def pattern_keys(pattern: str) -> tuple[str, ...]:
    """Return the pattern's keys and slots: ``الجيش {m}`` → ``("الجيش", "{m}")``."""
    keys: list[str] = []
    fixed: list[str] = []
    for part in pattern.split():
        if part in _SLOTS:
            keys += name_key(" ".join(fixed)).split()
            fixed = []
            keys.append(_SLOTS[part])
        else:
            fixed.append(part)
    return (*keys, *name_key(" ".join(fixed)).split())


class InstitutionPatterns:
    """All patterns by their first key, the longest first."""

    def __init__(
        self,
        institutions: Sequence[Institution],
        adjectives: dict[str, str],
        country_at: Callable[[Sequence[str], int], tuple[int, str] | None],
    ) -> None:
        """Take the institutions, adjective keys → country ids, and how a country's name is found at a position.

        ``country_at(keys, i)`` returns the number of keys the longest country name at ``i`` takes, and its id.
        """
        self._adjectives = adjectives
        self._country_at = country_at
        self.heads: dict[str, _Patterns] = {}
        for institution in institutions:
            for pattern in institution.patterns:
                self.heads.setdefault(pattern[0], []).append((pattern, institution))
        self.bare: dict[str, _Patterns] = {}
        for institution in institutions:
            if institution.type in _NAMED_WITHOUT_STATE:
                for pattern in institution.patterns:
                    fixed = _without_state(pattern)
                    if fixed:
                        self.bare.setdefault(fixed[0], []).append((fixed, institution))
        #: Ministries and services by the one word that papers put in quotation marks for them: «الصحة», «الجوازات».
        self.quoted: dict[str, Institution] = {}
        for institution in institutions:
            for pattern in institution.patterns:
                if institution.type == "ministry" and len(pattern) == _QUOTED_MINISTRY and pattern[0] == _MINISTRY:
                    self.quoted.setdefault(pattern[1], institution)
                elif institution.type == "agency" and len(pattern) == _QUOTED_MINISTRY - 1:
                    self.quoted.setdefault(pattern[0], institution)
        for found in (*self.heads.values(), *self.bare.values()):
            found.sort(key=lambda one: -len(one[0]))
        #: The patterns of each head by their second key, and those for any other second key, in the order of ``heads``.
        self._going_on = {head: _by_second(found) for head, found in self.heads.items()}

    def match(self, keys: Sequence[str], start: int, end: int) -> tuple[int, str, Institution] | None:
        """Return the longest pattern at ``start`` (its first key a head) before ``end``: length, country, which."""
        best: tuple[int, str, Institution] | None = None
        by_second, others = self._going_on[keys[start]]
        for pattern, institution in by_second.get(keys[start + 1], others) if start + 1 < end else others:
            met = self._follow(pattern, keys, start, end)
            if met is not None and (best is None or met[0] > best[0]):
                best = (met[0], met[1], institution)
        return best

    def match_bare(self, keys: Sequence[str], start: int, end: int) -> tuple[int, Institution] | None:
        """Return the longest pattern at ``start`` met without its state (وزارة الداخلية): length, which."""
        for pattern, institution in self.bare.get(keys[start], ()):
            if start + len(pattern) <= end and tuple(keys[start : start + len(pattern)]) == pattern:
                return len(pattern), institution
        return None

    def _follow(self, pattern: tuple[str, ...], keys: Sequence[str], start: int, end: int) -> tuple[int, str] | None:
        at = start
        country = ""
        for part in pattern:
            if at >= end:
                return None
            if part is _MASCULINE or part is _FEMININE:
                found = self._adjectives.get(keys[at])
                if (
                    found is None
                    or len(found) != _COUNTRY_CODE
                    or keys[at].endswith(_FEMININE_END) is (part is _MASCULINE)
                ):
                    return None
                country = found
                at += 1
            elif part is _COUNTRY:
                met = self._country_at(keys, at)
                if met is None or at + met[0] > end:
                    return None
                at += met[0]
                country = met[1]
            elif part == keys[at]:
                at += 1
            else:
                return None
        return at - start, country


def _by_second(patterns: _Patterns) -> tuple[dict[str, _Patterns], _Patterns]:
    """Return the patterns that may be met where their second key is a certain one, by that key, and where it is not."""
    others = [one for one in patterns if len(one[0]) == 1 or one[0][1] in _SLOTS]
    seconds = {pattern[1] for pattern, _ in patterns if len(pattern) > 1}.difference(_SLOTS)
    return {second: [one for one in patterns if one in others or one[0][1] == second] for second in seconds}, others


def _without_state(pattern: tuple[str, ...]) -> tuple[str, ...]:
    """Return a pattern's words where the state is named last and two words at least go before; else nothing."""
    fixed = pattern[:-1]
    if len(fixed) > 1 and pattern[-1] in (_MASCULINE, _FEMININE) and not _SLOTS.keys() & set(fixed):
        return () if fixed[0] in _ANYBODYS and " ".join(fixed) not in _OF_ONE_STATE else fixed
    return ()


def institution_label(institution: Institution, nationality: Nationality | None, country: Entity | None) -> str:
    """Return the institution's Arabic label for one country; the country's own label where it has no adjective."""
    label = institution.label
    if nationality is None:
        name = country.label if country else ""
        return label.replace("{m}", name).replace("{f}", name).replace(_COUNTRY, name)
    label = label.replace("{m}", nationality.masculine).replace("{f}", nationality.feminine)
    return label.replace(_COUNTRY, country.label if country else nationality.masculine)
