"""Words that the text vouched for as lexemes of their own, and that are forms of known words after all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from typing import Final

from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools.lexicon_sources import Lexeme, fold, is_verb

_PLURALS: Final = ("ين", "ون", "ات")
_SHORTEST: Final = 3
_LEAST: Final = 3
"""A plural that joins its singular stands so often in the news, and so does the singular."""
_MOST_TIMES: Final = 30
"""A plural that is so many times as frequent as its singular is another word."""
_CONSTRUCTS: Final = ("يهما", "يها", "يهم", "يهن", "ينا", "يكم", "يك", "يه")
"""How sound plurals and duals end before pronouns, the longest first."""
_BEFORE_CONSTRUCTS: Final = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "وك", "فل", "فب")
_LEAST_VERB: Final = 10
_SHORTEST_FIRST_PERSON: Final = 6
_PART_OF_FUTURE: Final = 0.3
"""A verb without س stands so often, as a part of what the word with it does, or more: يتم, but no يدني for سيدني."""

Families = Mapping[str, str]


def is_longer_name(norm: str, family: str | None, names: Container[str]) -> bool:
    """Tell whether a word that no reading explains is a name with an alef more: بوتينا is not of بوتين.

    ``names`` are the families of names that have no other form.
    """
    return family is not None and family in names and norm.endswith(family + "ا")


def plurals_of_known(
    families: Families,
    lexemes: list[Lexeme],
    counts: Counter[str],
    names: Container[str],
) -> dict[str, str]:
    """Families that are sound plurals of known nouns, found as words of their own: ريالات, معلمين; with the noun's.

    ``names`` are words of names, which are no plurals: ياسين. A noun that is a known feminine comes before the
    masculine: نفقات is of نفقة.
    """
    found = {lexeme.family for lexeme in lexemes if lexeme.found and not lexeme.named}
    nouns: dict[str, str] = {}
    for lexeme in lexemes:
        if not is_verb(lexeme) and any(form.form_class == paradigms.NOMINAL for form in lexeme.forms):
            nouns.setdefault(fold(lexeme.head), lexeme.family)
    joined: dict[str, str] = {}
    for family in sorted(found & set(families.values())):
        if family in names or len(family) < _SHORTEST + 2 or not _has_both_cases(family, counts):
            continue
        rows: list[tuple[int, str]] = []
        for singular in _singulars(family):
            own = families.get(singular, families.get("ال" + singular, ""))
            if singular not in nouns or own != nouns[singular] or own == family:
                continue
            plural = counts[family] + counts["ال" + family]
            one = counts[singular] + counts["ال" + singular]
            if min(plural, one) >= _LEAST and counts["ال" + family] and plural <= _MOST_TIMES * one:
                rows.append((one, own))
        if rows:
            joined[family] = max(rows)[1]
    return joined


def _singulars(plural: str) -> Iterator[str]:
    if not plural.endswith(_PLURALS):
        return
    stem = plural[:-2]
    if len(stem) >= _SHORTEST:
        yield stem
        if plural.endswith("ات"):
            yield stem + "ه"


def _has_both_cases(plural: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a word in ين stands in ون or ان as well, as plurals and duals do: not كافيين, caffeine."""
    if plural.endswith("ات"):
        return True
    others = [plural[:-2] + end for end in ("ون", "ين", "ان") if plural[-2:] != end]
    return any(counts[article + other] >= _SHORTEST for other in others for article in ("", "ال"))


def constructs_of_known(families: Families, lexemes: list[Lexeme], counts: Mapping[str, int]) -> dict[str, str]:
    """Norm terms of their own that are a sound plural or dual of a known noun with a pronoun, with the noun's family.

    موظفيها and عينيه, whose ن the pronoun takes away, with and without particles. In يه there must be no feminine,
    which has the article too: عملية.
    """
    nouns = {
        fold(lexeme.head)
        for lexeme in lexemes
        if not is_verb(lexeme) and any(form.form_class == paradigms.NOMINAL for form in lexeme.forms)
    }
    joined: dict[str, str] = {}
    for norm, family in families.items():
        if family != norm or not norm.endswith(_CONSTRUCTS):
            continue
        stem = norm.removesuffix(next(end for end in _CONSTRUCTS if norm.endswith(end)))
        for particles in _BEFORE_CONSTRUCTS:
            noun = stem.removeprefix(particles)
            of = families.get(noun, "")
            if len(noun) + len(particles) != len(stem) or len(noun) < _SHORTEST or noun not in nouns or of != noun:
                continue
            if counts["ال" + noun + "ين"] < _LEAST or families.get("ال" + noun + "ين") != of:
                continue
            feminine = norm.endswith("يه") and (counts["ال" + noun + "يه"] or counts["ال" + noun + "ي"])
            if not feminine:
                joined[norm] = of
            break
    return joined


def futures_of_known(
    families: Families, lexemes: list[Lexeme], imperfects: Container[str], counts: Counter[str]
) -> dict[str, str]:
    """Families that are س and a known verb, found as names: سيتم, ستنطلق; with the verb's family.

    ``imperfects`` are the folded forms of verbs in the imperfect.
    """
    found = {lexeme.family for lexeme in lexemes if lexeme.found and not lexeme.named}
    joined: dict[str, str] = {}
    for family in sorted(found & set(families.values())):
        verb = family[1:]
        first_person = family[1:2] == "ا"  # سأحاول, but no أكس for ساكس
        if first_person and len(family) < _SHORTEST_FIRST_PERSON:
            continue
        if family[0] == "س" and verb in imperfects and verb in families and families[verb] != family:
            least = max(_LEAST_VERB, _PART_OF_FUTURE * counts[family])
            if counts[verb] >= least and not counts["ال" + family]:
                joined[family] = families[verb]
    return joined
