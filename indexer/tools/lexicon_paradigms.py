"""Paradigms: the written forms that an Arabic lexeme takes, without proclitics.

Every form carries a class, which says which proclitics may stand before it, and a weight, roughly how often the lexeme
takes that form in news prose. Forms are written without harakat but with their hamza, ta marbuta and alef maqsura, so
that a text that writes those letters chooses between readings by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

# Form classes: what may stand before a form.
NOMINAL: Final = "n"  # any proclitic but س, the article included: كتاب، الكتاب، بالكتاب
BOUND: Final = "c"  # a noun that cannot take the article, for it has a pronoun: كتابه
TANWIN: Final = "t"  # a noun with a tanwin alef, an accusative: conjunctions only: كتابا، وكتابا
IMPERFECT: Final = "v"  # conjunction, then ل or س: سيكتب، ليكتب
PERFECT: Final = "p"  # a conjunction only: وكتب
NAME: Final = "x"  # conjunction, then ب ل ك, no article: بدمشق
BARE: Final = "w"  # a conjunction only, as no other particle comes before it: وإلى, فإذا


class Form(NamedTuple):
    """One written form of a lexeme, without proclitics."""

    written: str
    form_class: str
    weight: float


# Enclitic pronouns with their share; example on كتاب.
NOUN_PRONOUNS: Final = {
    "ه": 0.35,  # كتابه
    "ها": 0.30,  # كتابها
    "هم": 0.14,  # كتابهم
    "نا": 0.07,  # كتابنا
    "ي": 0.04,  # كتابي
    "ك": 0.02,  # كتابك
    "كم": 0.02,  # كتابكم
    "هما": 0.02,  # كتابهما
    "هن": 0.02,  # كتابهن
    "كن": 0.002,  # كتابكن
}
VERB_PRONOUNS: Final = {
    "ه": 0.35,  # قتله
    "ها": 0.30,  # قتلها
    "هم": 0.15,  # قتلهم
    "ني": 0.05,  # قتلني
    "نا": 0.04,  # قتلنا
    "ك": 0.03,  # قتلك
    "كم": 0.02,  # قتلكم
    "هما": 0.02,  # قتلهما
    "هن": 0.02,  # قتلهن
}
_TANWIN_ALEF_BARRED: Final = ("ة", "اء", "ى", "ا", "أ")  # مدرسةً, سماءً, فتىً are written without an alef


def _with_pronouns(stems: Iterable[str], weight: float) -> Iterator[Form]:
    for stem in stems:
        for pronoun, share in NOUN_PRONOUNS.items():
            if pronoun == "ي" and stem.endswith(("ي", "ا")):
                continue
            yield Form(stem + pronoun, BOUND, weight * share)


def _before_pronoun(noun: str) -> list[str]:
    """Return the spellings of a noun's end before a pronoun: وزراء is وزراؤ, وزرائ or وزراء by its case."""
    if noun.endswith("اء"):
        return [noun[:-1] + seat for seat in "ئؤء"]
    if noun.endswith("أ"):  # مبدأه، مبدئه، مبدؤه
        return [noun[:-1] + seat for seat in "أئؤ"]
    if noun.endswith("ى"):  # مستشفاه
        return [noun[:-1] + "ا"]
    if noun.endswith("ة"):  # مدرسته
        return [noun[:-1] + "ت"]
    return [noun]


def _sound_stem(noun: str) -> str:
    """Return the stem to which ات, ون, ين are added: مستشفى gives مستشفي, others stay."""
    return noun[:-1] + "ي" if noun.endswith("ى") else noun


def masculine_noun(noun: str, *, plural_at: bool = False) -> Iterator[Form]:
    """Forms of a noun without ta marbuta: itself, dual, with pronouns, with tanwin; ``plural_at`` adds ـات."""
    stem = _sound_stem(noun)
    yield Form(noun, NOMINAL, 0.5)
    yield Form(stem + "ين", NOMINAL, 0.008)
    yield Form(stem + "ان", NOMINAL, 0.005)
    if not noun.endswith(_TANWIN_ALEF_BARRED):
        yield Form(noun + "ا", TANWIN, 0.03)
    yield from _with_pronouns(_before_pronoun(noun), 0.1)
    if plural_at:
        yield Form(stem + "ات", NOMINAL, 0.1)
        yield from _with_pronouns([stem + "ات"], 0.02)


def person_or_adjective(noun: str, *, defective: bool = False) -> Iterator[Form]:
    """Forms of what has a feminine in ة and sound plurals: كبير، كبيرة، كبيرات، مسؤولون، مسؤوليها.

    ``defective``: the final ي drops before ون and ين and in the indefinite: قاضي gives قاض, محامي gives محامون.
    """
    stem = _sound_stem(noun)
    yield from masculine_noun(noun)
    if noun.endswith(("اء", "أ")):
        stem = noun
    yield Form(stem + "ة", NOMINAL, 0.2)
    yield Form(stem + "تين", NOMINAL, 0.004)
    yield Form(stem + "تان", NOMINAL, 0.003)
    yield Form(stem + "ات", NOMINAL, 0.05)
    yield from _with_pronouns([stem + "ت"], 0.02)
    yield from _with_pronouns([stem + "ات"], 0.01)
    plural_stem = stem[:-1] if defective else stem
    yield Form(plural_stem + "ين", NOMINAL, 0.05)
    yield Form(plural_stem + "ون", NOMINAL, 0.03)
    yield Form(plural_stem + "ي", BOUND, 0.006)
    yield Form(plural_stem + "و", BOUND, 0.006)
    yield from _with_pronouns([plural_stem + "ي", plural_stem + "و"], 0.006)
    if defective:
        yield Form(plural_stem, BOUND, 0.03)


def feminine_noun(noun: str) -> Iterator[Form]:
    """Forms of a noun that ends in ta marbuta: مدرسة، مدرسات، مدرستان، مدرسته."""
    stem = noun[:-1]
    plurals = [stem + "ات"]
    if stem.endswith("ا"):  # قناة: قنوات، فتاة: فتيات
        plurals = [stem[:-1] + "وات", stem[:-1] + "يات"]
    yield Form(noun, NOMINAL, 0.6)
    for plural in plurals:
        yield Form(plural, NOMINAL, 0.15)
        yield from _with_pronouns([plural], 0.03)
    yield Form(stem + "تين", NOMINAL, 0.01)
    yield Form(stem + "تان", NOMINAL, 0.008)
    yield Form(stem + "تا", BOUND, 0.001)
    yield from _with_pronouns([stem + "ت"], 0.09)


def broken_plural(plural: str, weight: float = 0.25) -> Iterator[Form]:
    """Forms of a plural that is a word of its own: مدارس، مدارسها، رجالا."""
    yield Form(plural, NOMINAL, weight)
    if not plural.endswith(_TANWIN_ALEF_BARRED):
        yield Form(plural + "ا", TANWIN, weight * 0.04)
    yield from _with_pronouns(_before_pronoun(plural), weight * 0.15)


_VERB_WEIGHTS: Final = {
    ("past", "هو"): 0.2,
    ("past", "هي"): 0.12,
    ("past", "هم"): 0.04,
    ("future", "هو"): 0.2,
    ("future", "هي"): 0.12,
    ("future", "هم"): 0.04,
    ("future", "نحن"): 0.02,
    ("past", "نحن"): 0.01,
    ("past", "أنا"): 0.01,
    ("future", "أنا"): 0.003,
    ("future", "هما"): 0.01,
    ("past", "هما"): 0.01,
    ("subjunctive", "هم"): 0.025,
    ("subjunctive", "هو"): 0.006,
    ("subjunctive", "هي"): 0.004,
    ("passive_past", "هو"): 0.006,
    ("passive_past", "هي"): 0.004,
    ("passive_future", "هو"): 0.006,
    ("passive_future", "هي"): 0.004,
}
_RARE_PERSONS: Final = {"أنتِ", "أنتما", "أنتم", "أنتن", "أنتما مؤ", "هما مؤ", "هن"}
_RARE_VERB_FORM: Final = 0.003
_RARER_VERB_FORM: Final = 0.0006


def verb_form(written: str, tense: str, person: str) -> Iterator[Form]:
    """Yield one conjugated form and the same with object pronouns; ``tense`` and ``person`` as libqutrub names them."""
    usual = _RARER_VERB_FORM if person in _RARE_PERSONS else _RARE_VERB_FORM
    weight = _VERB_WEIGHTS.get((tense, person), usual)
    form_class = PERFECT if tense in {"past", "passive_past"} else IMPERFECT
    yield Form(written, form_class, weight)
    stem = written
    if written.endswith("وا"):  # قتلوا: قتلوه
        stem = written[:-1]
    elif written.endswith("ى"):  # رأى: رآه is irregular, نفى: نفاه
        stem = written[:-1] + "ا"
    elif written.endswith("أ"):
        stem = written
    for pronoun, share in VERB_PRONOUNS.items():
        yield Form(stem + pronoun, form_class, weight * share * 0.15)
