"""What else a word may be: readings that letters leave open, for queries to ask for behind the likeliest.

Three kinds, from the surest to the least sure:

- a norm term that is also a form of another word: قارب (boat, he approached), مواعيد (of موعد and of ميعاد);
- a spelling that is another word than the usual one of its norm term: ألسنة (tongues) is not السنة (the year);
- a plural by the dictionary that is a word of its own as well, and rarer than its singular: ليل, الليالي.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Final, NamedTuple

from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools import lexicon_variants as variants
from indexer.tools.lexicon_sources import HOMOGRAPH, Candidate, Judged, Lexeme, fold, is_verb
from search.analysis.clitics import PROCLITIC_COST, proclitic_splits

_SHARE: Final = 0.05
"""The part of a word's count from which on another reading is searched as well."""
_SHARE_OF_LISTED: Final = 0.04
"""The same for a plural of our own table: السحب (clouds), withdrawing nearly always."""
_SHARE_OF_FORM: Final = 0.1
"""The same for its feminine and its sound plurals: زاحفة (crawling) is a reptile as well."""
_MOSTLY: Final = 0.5
_SHARE_OF_PLURAL: Final = 0.005
"""The part of a plural's count from which on it is searched for a second singular of the same root (مشكلة, مشكل)."""
_TIMES_AS_FREQUENT: Final = 0.5
"""A singular must be half as frequent as a plural that is another word as well: else it is that other word."""
_LEAST: Final = 2
_OWN_PLURAL: Final = 0.02
_SOUND_PLURALS: Final = ("ات", "ون", "ين")
_VERBS: Final = frozenset({paradigms.IMPERFECT, paradigms.PERFECT})
_WEAK: Final = str.maketrans("", "", "اويءه~")
_TELLING: Final = frozenset("أإآؤئءةى")
"""Letters that tell words apart which fold alike."""

_DEFECTIVE: Final = re.compile(".ا.ي")

Families = Mapping[str, str]
Seconds = dict[str, tuple[str, ...]]


class Shares(NamedTuple):
    """How the count of each norm term is shared among families, and which readings it has in each."""

    mass: dict[str, dict[str, float]]
    total: dict[str, float]
    readings: dict[str, list[tuple[Candidate, float]]]

    def verbs(self, norm: str) -> float:
        """The part of a norm term's count that verbs have."""
        verbs = sum(share for reading, share in self.readings[norm] if reading[3] in _VERBS) if norm in self.mass else 0
        return verbs / self.total[norm] if norm in self.mass else 0.0

    def of(self, norm: str, family: str) -> float:
        """The part of a norm term's count that a family has."""
        return self.mass[norm].get(family, 0.0) / self.total[norm] if norm in self.mass else 0.0


def shares(shared: Mapping[str, list[Judged]], lexemes: list[Lexeme]) -> Shares:
    """Add up the readings of the spellings of each norm term."""
    mass: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    total: dict[str, float] = defaultdict(float)
    readings: dict[str, list[tuple[Candidate, float]]] = defaultdict(list)
    for word, judged in shared.items():
        norm = fold(word)
        for reading, share, _ in judged:
            mass[norm][lexemes[reading[0]].family] += share
            total[norm] += share
            readings[norm].append((reading, share))
    return Shares(mass, total, readings)


def second_readings(
    families: Families,
    found: Shares,
    lexemes: list[Lexeme],
    counts: Counter[str],
    apart: Container[tuple[str, str]] = frozenset(),
) -> Seconds:
    """The other families of each norm term: by the counts, and the other singulars of a plural.

    ``apart`` are the families and forms (folded) that were read and found not to belong together; of those only plurals
    of the dictionary stay second readings: ديون of دين (debt, but religion nearly always).
    """
    readings = {norm: list(_open_readings(norm, families[norm], found, lexemes, apart)) for norm in found.mass}
    singulars: dict[str, dict[str, int]] = defaultdict(dict)
    for lexeme in lexemes:
        for plural in lexeme.plurals:
            singulars[plural][lexeme.family] = counts[fold(lexeme.head)] + counts["ال" + fold(lexeme.head)]
    by_hand = {plural for lexeme in lexemes if lexeme.by_hand for plural in lexeme.plurals}
    for lexeme in lexemes:
        head = fold(lexeme.head)
        if lexeme.plurals and families.get(head) == lexeme.family.rstrip(HOMOGRAPH) != lexeme.family:
            # a noun written like a place has plurals of its own: قطر, أقطار
            readings.setdefault(head, []).append((lexeme.family, _SHARE))

    def alike(norm: str, family: str) -> Iterator[variants.SecondReading]:
        for _, rest in proclitic_splits(norm):
            heads = singulars.get(rest, {})
            if family not in heads:
                continue
            for one, count in heads.items():
                part = count / (heads[family] + count + 1)
                same_root = _root(one) == _root(rest)
                if (rest in by_hand and part >= _SHARE) or (same_root and part >= _SHARE_OF_PLURAL):
                    yield one, max(part, _SHARE)

    return variants.second_readings(families, readings, alike, share=_SHARE)


def _open_readings(
    norm: str, family: str, found: Shares, lexemes: list[Lexeme], apart: Container[tuple[str, str]]
) -> Iterator[variants.SecondReading]:
    """Readings as a broken plural or as a noun's head, where the head does not need more particles taken off.

    بعيد (far) is not ب + عيد for a query, but والي (governor) is open where و + إلى is likelier. Beside a verb a noun
    counts always.
    """
    readings = found.readings[norm]
    mostly_verb = found.verbs(norm) > _MOSTLY
    chosen = [(share, len(reading[1])) for reading, share in readings if lexemes[reading[0]].family == family]
    stripped = max(chosen)[1] if chosen else None
    seen: set[str] = set()
    for (number, prefix, core, form_class, _), _share in readings:
        lexeme = lexemes[number]
        if form_class != paradigms.NOMINAL or lexeme.found or lexeme.family in seen:
            continue
        if (lexeme.family, core) in apart and core not in lexeme.plurals:
            continue
        part = found.of(norm, lexeme.family)
        no_more = len(prefix) <= stripped if stripped is not None else part >= _MOSTLY
        is_head = core == fold(lexeme.head)
        is_form = part >= _SHARE_OF_FORM and not core.endswith("ان")  # شعبان is a name before it is two peoples
        if core in lexeme.plurals or (is_head and mostly_verb) or (no_more and (is_head or is_form)):
            seen.add(lexeme.family)
            if lexeme.by_hand and core in lexeme.plurals and part >= _SHARE_OF_LISTED:
                part = max(part, _SHARE)
            yield lexeme.family, part


def defective_nouns(families: Families, lexemes: list[Lexeme], counts: Counter[str]) -> dict[str, str]:
    """What nouns like قاضي are without their ي, and their plural, where the letters were taken for another word.

    قاض is of قاضي, مشاة of ماشي. What is a noun itself (مال, beside مالي) or more frequent than the longer one is not.
    """
    found: dict[str, str] = {}
    nouns = {fold(lexeme.head) for lexeme in lexemes if not lexeme.found and not is_verb(lexeme)}
    for lexeme in lexemes:
        if lexeme.found or not _DEFECTIVE.fullmatch(lexeme.head) or families.get(fold(lexeme.head)) != lexeme.family:
            continue
        head = fold(lexeme.head)
        plural = head[0] + head[2] + "اه"
        of_plural = families.get(plural, lexeme.family)
        if of_plural != lexeme.family:
            found |= {
                prefix + plural: lexeme.family
                for prefix in PROCLITIC_COST[paradigms.NOMINAL]
                if families.get(prefix + plural) == of_plural
            }
        norm = head[:-1]
        other = families.get(norm, lexeme.family) != lexeme.family and norm not in nouns
        if other and counts[norm] <= counts[head] + counts["ال" + head]:
            found[norm] = lexeme.family
    return found


def spelled_readings(
    families: Families, seconds: Seconds, shared: Mapping[str, list[Judged]], lexemes: list[Lexeme]
) -> Seconds:
    """Written words of another family than their norm term: ألسنة, where السنه is the year nearly always; فتحه."""
    found: Seconds = {}
    for word, judged in shared.items():
        if not _TELLING.intersection(word) and not word.endswith("ه"):
            continue
        mass: dict[str, float] = defaultdict(float)
        for (number, _, _, form_class, _), share, _ in judged:
            if form_class in {paradigms.NOMINAL, paradigms.BOUND, paradigms.TANWIN} and not lexemes[number].found:
                mass[lexemes[number].family] += share
        if not mass:
            continue
        family = max(mass, key=lambda one: (mass[one], one))
        norm = fold(word)
        usual = mass[family] > _MOSTLY * sum(share for _, share, _ in judged)
        if usual and family != families[norm] and family not in seconds.get(norm, ()):
            found[word] = (family,)
    return found


def rare_plurals(
    families: Families,
    attested: Counter[str],
    found: Shares,
    lexemes: list[Lexeme],
    counts: Counter[str],
    names: set[str],
) -> Seconds:
    """Written words that the dictionary has as plurals, and that are other words as well: the families of singulars.

    Left out are verbs, ``names`` (ياسر, يسار), what is too frequent to be a plural of its singular, and what has a
    plural of its own, unless one of them is named after it (درج, درجة): نقاد is critics, but قطار is a train, for there
    are قطارات.
    """
    with_plurals = {
        fold(lexeme.head) for lexeme in lexemes if any(counts[plural] >= _LEAST for plural in lexeme.plurals)
    }
    places = {
        lexeme.family
        for lexeme in lexemes
        if lexeme.by_hand and any(form.form_class == paradigms.NAME for form in lexeme.forms)
    }
    rare: dict[str, set[str]] = defaultdict(set)
    for lexeme in lexemes:
        if lexeme.family in places or lexeme.head in names:
            continue
        head = fold(lexeme.head)
        singular = sum(found.mass[norm].get(lexeme.family, 0.0) for norm in (head, "ال" + head) if norm in found.mass)
        for plural in lexeme.listed:
            norm = fold(plural)
            if families.get(norm, lexeme.family) in {lexeme.family, *places} or _root(norm) != _root(lexeme.family):
                continue
            both = counts[norm] + counts["ال" + norm]
            if singular < _TIMES_AS_FREQUENT * both or found.verbs(norm) > _MOSTLY:
                continue
            sound = sum(counts[norm + end] + counts["ال" + norm + end] for end in _SOUND_PLURALS)
            own_plural = norm in with_plurals or sound >= _OWN_PLURAL * both
            if own_plural and plural + "ة" != lexeme.head:
                continue
            for prefix in PROCLITIC_COST[paradigms.NOMINAL]:
                word = prefix + plural
                if attested[word] >= _LEAST and families.get(fold(word)) == families[norm]:
                    rare[word].add(lexeme.family)
    return {word: tuple(sorted(of)) for word, of in sorted(rare.items())}


def _root(term: str) -> str:
    """The letters of a term that a plural keeps: those of ليالي are those of ليل."""
    return term.translate(_WEAK)
