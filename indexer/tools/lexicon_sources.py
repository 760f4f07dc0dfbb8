"""Where the lexicon's lexemes come from: two dictionaries, the hand-written tables, and the words of news itself.

- Arramooz (PyPI ``arramooz-pysqlite``, GPL): nouns with their broken plurals, verbs.
- libqutrub (PyPI ``libqutrub``, GPL): the conjugation of those verbs.
- ``search/analysis/data/*.tsv``: broken plurals, names and their nisbas, variants, particles, written for this project.
- Word counts of news text: words that no dictionary has, and adjectives and plurals that prove themselves by use.

The two packages are needed only to build the lexicon.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools.lexicon_paradigms import Form
from search.analysis import fold as fold_text
from search.analysis import written
from search.analysis.clitics import PROCLITIC_COST, proclitic_splits

fold = lru_cache(maxsize=None)(fold_text)

_TABLES: Final = resources.files("search.analysis").joinpath("data")


@dataclass(slots=True)
class Lexeme:
    """A dictionary word: its head as written, the family it belongs to, its forms, and its weight before counting.

    ``found`` says that only the text vouches for it, no dictionary, ``named`` that it is also a word of a name that the
    gazetteer knows; ``by_hand`` that it comes from a table of this project, whose head forms no dictionary word may
    claim.
    """

    head: str
    family: str
    forms: list[Form] = field(default_factory=list)
    found: bool = False
    by_hand: bool = False
    named: bool = False
    prior: float = 1.0
    plurals: set[str] = field(default_factory=set)
    """Its broken plurals, folded."""
    listed: set[str] = field(default_factory=set)
    """Plurals that the dictionary lists, as written, those that are more often another word among them.

    Not those that are masdars too, but for what one of many is named after: درج, درجة.
    """


Candidate = tuple[int, str, str, str, float]
"""A reading of a written word: its lexeme's number, proclitics, core, class and likelihood."""
Judged = tuple[Candidate, float, float]
"""A reading, its share of the word's count, and the count that it alone would lead one to expect."""


# Ends the family term of the rarer of two heads that fold alike: إعلام (media) has the term اعلام.
HOMOGRAPH: Final = "~"


def table(name: str) -> Iterator[list[str]]:
    """Yield the rows of one hand-written table, comments and blank lines left out."""
    for line in _TABLES.joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def left_apart() -> dict[tuple[str, str], str]:
    """Return the families of forms that were read and found to be other words: of (family, form, folded) another."""
    return {(family, form): other for family, form, other, *_ in table("apart.tsv")}


_SHORTEST_WITH_ARTICLE: Final = 4  # ال and two letters may be a word of its own: الفي


def bare(name: str) -> str:
    """Return a name without its article; أل and إل are not the article."""
    return name.removeprefix("ال") if len(name) > _SHORTEST_WITH_ARTICLE else name


def infer_paradigm(word: str, *, adjective: bool = False) -> Iterator[Form]:
    """Yield the forms of a word by its shape: ة feminine, ي or ``adjective`` with feminine and sound plurals."""
    if word.endswith("ة"):
        return paradigms.feminine_noun(word)
    if adjective:
        return paradigms.person_or_adjective(word)
    return paradigms.masculine_noun(word, plural_at=True)


# --- hand-written tables ------------------------------------------------------------------------------------------


def table_lexemes() -> Iterator[Lexeme]:
    """Yield the lexemes of the hand-written tables; they outrank the dictionaries."""
    yield from _plural_table()
    yield from _nisba_table()
    yield from _variant_table()
    yield from _name_table()
    yield from _particle_table()
    for verb, *_ in table("masdars.tsv"):
        yield Lexeme(verb, fold(verb), list(paradigms.masculine_noun(verb)), by_hand=True)


def _plural_table() -> Iterator[Lexeme]:
    for singular, plurals, *_ in table("broken_plurals.tsv"):
        forms: list[Form] = []
        for plural in plurals.split("|"):
            forms += paradigms.broken_plural(plural)
        forms += infer_paradigm(singular, adjective=singular.endswith("ي"))
        yield Lexeme(singular, fold(singular), forms, by_hand=True, plurals=set(map(fold, plurals.split("|"))))


def _nisba_table() -> Iterator[Lexeme]:
    for row in table("nisbas.tsv"):
        names, nisbas, peoples, *_ = [*row, "", ""]
        head = bare(names.split("|")[0])
        for name in names.split("|"):
            form_class = paradigms.NOMINAL if name.startswith("ال") else paradigms.NAME
            yield Lexeme(head, fold(head), [Form(bare(name), form_class, 0.6)], by_hand=True)
        for nisba in filter(None, nisbas.split("|")):
            yield Lexeme(head, fold(head), list(paradigms.person_or_adjective(nisba)), by_hand=True)
        for people in filter(None, peoples.split("|")):
            yield Lexeme(head, fold(head), list(paradigms.broken_plural(people, 0.6)), by_hand=True)


def _variant_table() -> Iterator[Lexeme]:
    for row in table("variants.tsv"):
        kind, head, variants, *_ = [*row, ""]
        family_head = bare(head) if kind == "name" else head
        for word in [head, *filter(None, variants.split("|"))]:
            yield Lexeme(family_head, fold(family_head), list(_forms_of_kind(kind, word)), by_hand=True)


def _forms_of_kind(kind: str, word: str) -> Iterable[Form]:
    match kind:
        case "noun":
            return infer_paradigm(word)
        case "adjective":
            return paradigms.person_or_adjective(word)
        case "plural":
            return paradigms.broken_plural(word, 0.6)
        case "name":
            form_class = paradigms.NOMINAL if word.startswith("ال") else paradigms.NAME
            return [Form(bare(word), form_class, 0.8)]
        case "word":
            return [Form(word, paradigms.NOMINAL, 0.8)]
        case "verb":
            return [Form(word, paradigms.IMPERFECT if word[0] in "يتنأ" else paradigms.PERFECT, 0.3)]
    raise ValueError(f"unknown kind of variant: {kind}")


def _name_table() -> Iterator[Lexeme]:
    for name, *_ in table("names.tsv"):
        yield Lexeme(bare(name), fold(bare(name)), [Form(bare(name), paradigms.NOMINAL, 0.9)], by_hand=True)


def _particle_table() -> Iterator[Lexeme]:
    for row in table("particles.tsv"):
        head, forms, bare_only, *_ = [*row, "", ""]
        words = [head, *filter(None, forms.split("|"))]
        form_class = paradigms.BARE if bare_only else paradigms.NAME
        yield Lexeme(head, fold(head), [Form(word, form_class, 0.3) for word in words], by_hand=True)


# --- Arramooz -----------------------------------------------------------------------------------------------------

_PLURAL_WORD: Final = re.compile("[\u0621-\u064a]{3,}")
# Shapes of plurals more often than singulars: أفعال, أفعلة, مفاعل, فواعل, فعائل, فعلاء; of feminines فعال and فعل.
_PLURAL_SHAPE: Final = re.compile("أ..ا.|أ...ة|م.ا.ي?.|.وا.ي?.|..ائ.|...اء")
_OTHER_WORD: Final = re.compile("مصدر|منسوب")  # kinds of words in the dictionary: masdars and nisbas
_DEFECTIVE_SHAPE: Final = re.compile("..ا.")
_IRREGULAR_DEFECTIVE: Final = {"ليل", "أرض", "أهل"}  # الليالي, الأراضي, الأهالي
_PLURAL_OF_FEMININE: Final = re.compile("..ا.|...")
_THING_SHAPE: Final = re.compile("م..و?.")
_PLURAL_OF_THING: Final = re.compile("م.ا.ي?[^ى]")
_FREQUENT_THING: Final = 100
_PEOPLE_RATIO: Final = 60
_OF_A_TRADE: Final = re.compile("..ا.")
_NAME_RATIO: Final = 10
_THING_RATIO: Final = 1.5
_SHORTEST_JOINED: Final = 5
_USUAL_RATIO: Final = 30  # a plural this much more frequent than its singular is another word
_NOT_A_PLURAL: Final = {"جمع", "مؤنث", "مونث", "مذكر", "الجمع", "مفرد", "يستوي"}


def dictionary_path() -> Path:
    """Return the file of the installed Arramooz dictionary; raises ModuleNotFoundError where it is not installed."""
    return Path(str(resources.files("arramooz").joinpath("data", "arabicdictionary.sqlite")))


def noun_lexemes(counts: Counter[str]) -> Iterator[Lexeme]:
    """Yield Arramooz's nouns with their broken plurals; ``counts`` are written words of news, to doubt odd plurals."""
    with sqlite3.connect(dictionary_path()) as database:
        rows = database.execute(
            "SELECT unvocalized, wordtype, number, single, broken_plural, feminable, feminin_plural, mankous FROM nouns"
        ).fetchall()
    singulars: dict[tuple[str, bool, bool], set[str]] = {}
    headwords = {written(row[0]) for row in rows if row[2] != "جمع تكسير"}
    other_words = {word for row in rows if row[2] != "جمع تكسير" and _is_other_word(word := written(row[0]), row[1])}
    masdars = {written(row[0]).strip() for row in rows if "مصدر" in row[1] and row[2] != "جمع تكسير"}
    names = given_names()
    lone_plurals: dict[str, set[str]] = {}
    for unvocalized, _, number, single, plural_field, feminable, plural_at, mankous in rows:
        word = written(unvocalized).strip()
        if len(word) <= 1 or " " in word:
            continue
        if number == "جمع تكسير":
            if single:
                lone_plurals.setdefault(written(single).strip(), set()).add(word)
            continue
        key = (word, bool(feminable), bool(mankous))
        plurals = singulars.setdefault(key, set())
        plurals.update(_plurals_of(plural_field))
        if plural_at and not feminable:
            plurals.add("+ات")
    feminines = {word for word, _, _ in singulars if word.endswith("ة")}
    plurals_of_word: dict[str, set[str]] = {}
    for (word, _, _), plurals in singulars.items():
        plurals_of_word.setdefault(word, set()).update(plurals)
    for (word, feminable, mankous), plurals in sorted(singulars.items()):
        broken = {plural for plural in plurals | lone_plurals.get(word, set()) if plural != "+ات"}
        rare = feminable and (word, False, False) in singulars
        sound_plural = "+ات" in plurals or len(word) > _SHORTEST_WITH_PLURAL
        if word + "ة" in feminines and 3 * (counts[word + "ة"] + counts["ال" + word + "ة"]) > counts[word]:
            sound_plural = False  # نفقات belongs to نفقة, not to نفق; but قرارات to قرار, not to قرارة
        if word.endswith("ة"):
            forms = list(paradigms.feminine_noun(word))
        elif feminable and _names_a_thing(word, plurals_of_word[word], counts):
            forms = list(paradigms.masculine_noun(word, plural_at=True))
            of_feminine = [
                form for form in paradigms.feminine_noun(word + "ة") if not form.written.startswith(word + "ات")
            ]
            yield Lexeme(word + "ة", fold(word + "ة"), of_feminine)
        elif feminable and not (rare and word + "ة" in feminines):
            forms = list(paradigms.person_or_adjective(word, defective=mankous and word.endswith("ي")))
            if word + "ة" in masdars and _OF_A_TRADE.fullmatch(word):  # نجار, carpenter; نجارة, his trade
                forms = [form for form in forms if not form.written.startswith((word + "ة", word + "ت"))]
        else:
            forms = list(paradigms.masculine_noun(word, plural_at=sound_plural))
        plausible = [
            plural
            for plural in sorted(broken)
            if _plausible_plural(word, plural, headwords, counts)
            and not (plural in other_words and _is_usual_masdar(plural, word, counts))
            and not (plural in names and _is_name(plural, word, counts))
        ]
        for plural in plausible:
            forms += paradigms.broken_plural(plural)
        if word in masdars and len(word) > _SHORTEST:  # إسقاطي and تجمعي are adjectives more often than "my"
            forms = [form for form in forms if form.written != word + "ي"]
        listed = broken | {plural + "ي" for plural in broken if _is_defective(word, plural, counts)}
        listed = {plural for plural in listed if plural not in other_words or plural + "ة" == word}
        listed = {plural for plural in listed if not plural.startswith("ال") and plural != word}
        lexeme = Lexeme(word, fold(word), forms, plurals=set(map(fold, plausible)), listed=listed)
        lexeme.prior = _RARE_READING if rare else 1.0
        yield lexeme


_SHORTEST_WITH_PLURAL: Final = 4  # longer nouns take ـات more often than not: اجتماع, but not كتاب
# An adjective of the dictionary that is written like a plain noun (حرب, war) starts as the rarer of the two.
_RARE_READING: Final = 0.05


def _plurals_of(text: str) -> set[str]:
    found = {word for word in _PLURAL_WORD.findall(written(text)) if word not in _NOT_A_PLURAL}
    if "+" in text:
        found.add("+ات")
        found.discard("ات")
    return found


def _frequency(word: str, counts: Counter[str]) -> int:
    return counts[word] + counts["ال" + word]


def _is_usual_masdar(plural: str, singular: str, counts: Counter[str]) -> bool:
    """Tell whether a plural is likelier another word: ضياع is loss before it is estates, ضيعة. فرق and فرقة stay."""
    return len(plural) > _SHORTEST and _frequency(plural, counts) > _frequency(singular, counts)


def _is_name(plural: str, singular: str, counts: Counter[str]) -> bool:
    """Tell whether a given name is likelier than the plural written alike: جواد, not of جادة; أحلام has the article."""
    return _frequency(plural, counts) > _frequency(singular, counts) and (
        counts["ال" + plural] * _NAME_RATIO < counts[plural]
    )


def _names_a_thing(word: str, plurals: set[str], counts: Counter[str]) -> bool:
    """Tell whether what the dictionary has as a participle is in news a noun whose feminine is another word.

    مشروع (project, مشاريع) is not what مشروعة (lawful) is of, nor is مصنع (factory) of مصنعة (manufactured). Not so
    where the masculine is no more frequent, or people are meant: مشرف, مشرفون.
    """
    masculine = _frequency(word, counts)
    people = _frequency(word + "ون", counts)
    return (
        _THING_SHAPE.fullmatch(word) is not None
        and any(_PLURAL_OF_THING.fullmatch(plural) for plural in plurals)
        and masculine >= max(_FREQUENT_THING, _PEOPLE_RATIO * people)
        and masculine >= _THING_RATIO * _frequency(word + "ة", counts)
    )


def _is_other_word(word: str, kind: str) -> bool:
    """Tell whether a singular is so much likelier than a plural written alike that no query asks for the plural.

    سباق is a race before it is people ahead, لعبة a game before it is players.
    """
    return word.endswith("ة") or _OTHER_WORD.search(kind) is not None


def _is_defective(singular: str, plural: str, counts: Counter[str]) -> bool:
    """Tell whether a plural ends in ي with the article, which dictionaries leave out: ليال, الليالي; not رجال."""
    with_article = "ال" + plural
    weak = singular.removesuffix("ة").endswith(("ي", "ى", "ا", "و")) or singular in _IRREGULAR_DEFECTIVE
    return weak and _DEFECTIVE_SHAPE.fullmatch(plural) is not None and counts[with_article + "ي"] > counts[with_article]


def _plausible_plural(singular: str, plural: str, headwords: set[str], counts: Counter[str]) -> bool:
    """Doubt a plural that is also a singular, if shape or number speaks against it: مثل is not the plural of مثال."""
    if plural == singular or plural.startswith("ال"):
        return False
    if len(plural) <= _SHORTEST and not _frequency(singular, counts):
        return False  # هود is a name, not the plural of هائد, which news do not use
    if not counts["ال" + plural] and plural[0] in "بلكوف" and counts[plural[1:]] > counts[plural]:
        return False  # بشراء is by buying, hardly the plural of بشير
    if plural not in headwords or _PLURAL_SHAPE.fullmatch(plural):
        return counts[plural] + counts["ال" + plural] <= _USUAL_RATIO * (counts[singular] + counts["ال" + singular] + 1)
    return singular.endswith("ة") and _PLURAL_OF_FEMININE.fullmatch(plural) is not None


def verb_lexemes(attested: set[str], counts: Counter[str]) -> Iterator[Lexeme]:
    """Yield Arramooz's verbs conjugated by libqutrub; ``attested`` are folded cores, other forms are left out.

    The family of a verb is its present, يقدم, so that it stays apart from a noun written like its past (قدم, foot).
    Where two pasts share a present (أقبل and قبل: يقبل), it goes to the more frequent in ``counts``, words of news;
    where the noun is the verb's masdar (``masdars.tsv``: عمل, قتل), both are one family.
    """
    from libqutrub import mosaref_main  # type: ignore[import-not-found]  # noqa: PLC0415 - only to build

    with sqlite3.connect(dictionary_path()) as database:
        verbs = database.execute("SELECT vocalized, unvocalized, future_type FROM verbs ORDER BY id").fetchall()
    masdars = {row[0] for row in table("masdars.tsv")}
    by_present: dict[str, dict[str, list[list[Form]]]] = {}
    for vocalized, unvocalized, future_type in verbs:
        word = written(unvocalized)
        paradigm = mosaref_main.do_sarf(vocalized, future_type, True, True, True, True, True, True, True, True, "DICT")
        if not paradigm:
            continue
        forms: dict[tuple[str, str], Form] = {}
        present = ""
        for tense, persons in paradigm.items():
            if tense in _UNUSED_TENSES:
                continue
            for person, conjugated in persons.items():
                plain = written(conjugated)
                if len(plain) < _SHORTEST_VERB:
                    continue
                if not present and tense == "المضارع المعلوم" and person == "هو":
                    present = plain
                if tense.startswith("المضارع المجزوم") and plain[1:] == present[1:] + present[-1:]:
                    continue  # لم يمرر: nearly always the verb مرر, not مر
                for form in paradigms.verb_form(plain, _TENSES.get(tense, "other"), person):
                    if fold(form.written) in attested:
                        known = forms.get((form.written, form.form_class))
                        if known is None or known.weight < form.weight:
                            forms[form.written, form.form_class] = form
        if forms and present:
            pasts = by_present.setdefault(present, {})
            pasts.setdefault(word, []).append(sorted(forms.values()))
    for present, pasts in by_present.items():
        usual = max(pasts, key=lambda past: (counts[past] + counts["و" + past], past))
        for past, paradigms_of_past in pasts.items():
            by_present_alone = fold(present) if past == usual else past + HOMOGRAPH
            family = fold(past) if past in masdars else by_present_alone
            for found_forms in paradigms_of_past:
                yield Lexeme(present, family, found_forms)


# News seldom commands or swears; short imperatives (ر) and energetics (ترون) would claim other words.
_SHORTEST_VERB: Final = 2
_UNUSED_TENSES: Final = {"الأمر", "الأمر المؤكد", "المضارع المؤكد الثقيل", "المضارع المؤكد الثقيل المجهول "}
_TENSES: Final = {
    "الماضي المعلوم": "past",
    "المضارع المعلوم": "future",
    "الماضي المجهول": "passive_past",
    "المضارع المجهول": "passive_future",
    "المضارع المنصوب": "subjunctive",
    "المضارع المجزوم": "subjunctive",
}


# --- forms that news text speaks against ---------------------------------------------------------------------------


_NISBA_RATIO: Final = 4
_PLURAL_RATIO: Final = 10


def drop_doubtful(lexemes: list[Lexeme], counts: Counter[str]) -> None:
    """Take away forms that are written like a more likely word.

    - ``ـي`` behind a singular, the pronoun "my" or a plural before a noun, where news write the same with the article
      or ة: انكماشي is no "my shrinking", for there is الانكماشي. With ة alone it may be a plural: مسؤولي, مسؤولية;
    - ``ـات`` of a noun with a broken plural, where the feminine is a word of its own: كتابات are of كتابة, not of كتاب.
    """
    feminines = {lexeme.head for lexeme in lexemes if lexeme.head.endswith("ة") and not lexeme.found}
    feminines -= {form.written for lexeme in lexemes for form in lexeme.forms if fold(form.written) in lexeme.plurals}
    for lexeme in lexemes:
        dropped: set[Form] = set()
        head = lexeme.head
        spellings = {form.written for form in lexeme.forms}
        nisba = counts["ال" + head + "ي"]
        if head + "ون" not in spellings:
            nisba = _NISBA_RATIO * (nisba + _frequency(head + "ية", counts))
        if nisba and nisba >= counts[head + "ي"]:
            dropped.update(
                form for form in lexeme.forms if form.form_class == paradigms.BOUND and form.written == head + "ي"
            )
        if (
            lexeme.plurals
            and head + "ة" in feminines - spellings
            and _PLURAL_RATIO * _frequency(head + "ة", counts) >= _frequency(head, counts)
        ):
            dropped.update(form for form in lexeme.forms if form.written.startswith(head + "ات"))
        if lexeme.by_hand:  # what a table says stands: خلافات are of خلاف, though there is خلافة
            dropped = {form for form in dropped if fold(form.written) not in lexeme.plurals}
        if dropped:
            lexeme.forms = [form for form in lexeme.forms if form not in dropped]


# --- heads that fold alike -----------------------------------------------------------------------------------------


def part_from_places(lexemes: list[Lexeme]) -> None:
    """Give a noun of the dictionary that is written like a place a family of its own: أمصار are no part of مصر."""
    places = {fold(bare(name)) for names, *_ in table("nisbas.tsv") for name in names.split("|")}
    for lexeme in lexemes:
        if not lexeme.by_hand and lexeme.family in places:
            lexeme.family += HOMOGRAPH


def part_homographs(lexemes: list[Lexeme], counts: Counter[str]) -> None:
    """Give every head but the most frequent of those that fold alike a family of its own: موجة (wave), موجه (guided).

    Heads that differ only in the seat of a hamza or in leaving an initial one out are one word (مسؤول, مسئول).
    """
    heads: dict[str, dict[str, int]] = {}
    for lexeme in lexemes:
        spellings = heads.setdefault(lexeme.family, {})
        spelling = _one_seat(lexeme.head)
        spellings[spelling] = max(spellings.get(spelling, 0), counts[lexeme.head] + counts["ال" + lexeme.head])
    for lexeme in lexemes:
        spellings = heads[lexeme.family]
        spelling = _one_seat(lexeme.head)
        hamza_left_out = spelling.startswith("ا") and any(other[0] in "أإآ" for other in spellings)
        if len(spellings) > 1 and not hamza_left_out:
            usual = max(spellings, key=lambda one: (spellings[one], one))
            if spelling != usual and not usual.startswith("ا"):
                lexeme.family = spelling + HOMOGRAPH


def _one_seat(word: str) -> str:
    return word.replace("ؤ", "ء").replace("ئ", "ء")


_SHORTEST_PAST: Final = 4
_LONG_PAST: Final = 6


def doubtful_verbs(lexemes: list[Lexeme], explained: Mapping[str, Mapping[str, float]]) -> set[int]:
    """Return the numbers of verbs that news do not use, though words are written like their forms: يقنو, for قنا.

    ``explained`` gives for a verb, as `Lexeme.head` has it, the counts that it explains by core (folded). A verb that
    is used is met in the present, in the third person or the second, or in two forms of a past that is not short, or in
    a long one.
    """
    unused: set[str] = set()
    for head, cores in explained.items():
        stem = fold(head)[1:]
        used = {core for core, count in cores.items() if count >= 1}
        present = any(core[0] in "يت" and core[1:].startswith(stem) for core in used)
        shortest = min(map(len, used), default=0)
        if not present and (shortest < _SHORTEST_PAST or (len(used) == 1 and shortest < _LONG_PAST)):
            unused.add(head)
    return {number for number, lexeme in enumerate(lexemes) if is_verb(lexeme) and lexeme.head in unused}


def is_verb(lexeme: Lexeme) -> bool:
    """Tell whether a lexeme is a verb of the dictionary."""
    classes = {form.form_class for form in lexeme.forms}
    return not lexeme.by_hand and classes <= {paradigms.IMPERFECT, paradigms.PERFECT}


# --- words that the text itself vouches for -----------------------------------------------------------------------


_HANDICAP: Final = 2.0**-8
_VERB_HANDICAP: Final = 0.25
_TELLING: Final = 0.0045
_TELLING_PRONOUN: Final = 0.002
_LONG_PRONOUNS: Final = ("ها", "هم", "نا")
_SHARE_WITH_PARTICLE: Final = 0.25
_SHARE_WITH_ARTICLE: Final = 2.0
_RARE_DUAL: Final = 0.01
_FOUND_SHARE: Final = 0.6
_HEAD_WEIGHT: Final = 0.1
_SHORTEST: Final = 3
_SHORTEST_NISBA: Final = 4
_FREQUENT: Final = 20
_RARE: Final = 3
# The masdar مفاعلة, which outweighs the feminine participle written like it: مهاجمة is attack more often than attacker.
_MASDAR_SHAPE: Final = re.compile("م.ا..ة")
_ELATIVE_LENGTHS: Final = (3, 4)  # أهم, أخطر: more important, more dangerous; the dictionary knows them as verbs only


def gazetteer_words(paths: Iterable[Path]) -> set[str]:
    """Return the words, articles off, of the Arabic names in gazetteer files (JSON Lines with ``ar`` and ``names``)."""
    found: set[str] = set()
    for path in paths:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in filter(bytes.strip, content.splitlines()):
            entry = json.loads(line)
            for name in [entry.get("ar", ""), *entry.get("names", []), *entry.get("short", [])]:
                found.update(bare(word) for word in name.split() if len(word) >= _SHORTEST)
    return {word for word in found if not _is_joined(word, found)}


def _is_joined(word: str, names: Container[str]) -> bool:
    """Tell whether a word of a name is و or ب and another name's word: وأيرلندا, بالعاصمة; but not والاس, بالمر."""
    if word[0] not in "وب" or len(word) <= _SHORTEST_JOINED:
        return False
    return word[1:] in names or (word[1:3] == "ال" and len(word) > _SHORTEST_JOINED + 2 and word[3:] in names)


def given_names(kinds: Container[str] = frozenset(("given",))) -> set[str]:
    """Return the names of people that the gazetteer knows, of these kinds: given, family, both."""
    lines = resources.files("search.entities").joinpath("data", "given_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in lines.splitlines() if line and not line.startswith("#"))
    return {name for name, kind, *_ in rows if kind in kinds}


def found_lexemes(counts: Counter[str], lexemes: list[Lexeme], names: set[str]) -> Iterator[Lexeme]:
    """Yield words that no dictionary has: elatives, adjectives in ي, foreign nouns with ـات, names that stand bare.

    ``counts`` are written words of news, ``lexemes`` what the dictionaries gave, ``names`` words of known names. A word
    that could be a proclitic and a known word, or a form of a known word, must be much more frequent than
    that reading would make it: بدمج is ب + دمج, but بلاتيني (Platini) is not ب + لاتيني.
    """
    heads = {fold(form.written) for lexeme in lexemes for form in lexeme.forms if form.weight > _HEAD_WEIGHT}
    classes: dict[str, set[str]] = {}
    spellings: set[str] = set()
    for lexeme in lexemes:
        for form in lexeme.forms:
            if _is_telling(form):
                classes.setdefault(fold(form.written), set()).add(form.form_class)
                spellings.add(form.written)
    norms: Counter[str] = Counter()
    for word, count in counts.items():
        norms[fold(word)] += count
    nominal = {paradigms.NOMINAL, paradigms.BOUND, paradigms.TANWIN, paradigms.NAME, paradigms.BARE}

    def explained(folded: str) -> str:
        if nominal & classes.get(folded, set()):
            return "noun"
        verb = folded in classes
        for prefix, rest in proclitic_splits(folded):
            fitting = {form_class for form_class in classes.get(rest, ()) if prefix in PROCLITIC_COST[form_class]}
            if prefix and fitting & nominal:
                return "noun"
            verb = verb or bool(fitting)
            # للحصول is frequent, and yet ل + ال + حصول
            share = _SHARE_WITH_ARTICLE if prefix.endswith(("ال", "لل")) else _SHARE_WITH_PARTICLE
            if prefix and len(rest) >= _SHORTEST and (norms[rest] + norms["ال" + rest]) * share >= norms[folded]:
                return "noun"
        return "verb" if verb else ""

    feminine_heads = {lexeme.head for lexeme in lexemes if lexeme.head.endswith("ة")}
    nouns = {fold(form.written) for lexeme in lexemes for form in lexeme.forms if form.form_class == paradigms.NOMINAL}
    for word in sorted(counts):
        elative = word[0] == "أ" and len(word) in _ELATIVE_LENGTHS and counts["ال" + word] >= _RARE
        if elative and fold(word) not in nouns:
            yield Lexeme(word, fold(word), list(paradigms.masculine_noun(word)))
            heads.add(fold(word))
    for word in sorted(counts):
        if (
            _MASDAR_SHAPE.fullmatch(word)
            and counts[word] + counts["ال" + word] >= _FREQUENT
            and word not in feminine_heads
        ):
            yield Lexeme(word, fold(word), list(paradigms.feminine_noun(word)))
            heads.add(fold(word))
    adjectives = {
        word
        for word, count in counts.items()
        if word.endswith("ي") and len(word) > _SHORTEST_NISBA and all(counts[form] for form in _nisba_forms(word))
    }
    for word in sorted(adjectives):
        if fold(word) not in heads or fold(word + "ة") not in heads or counts[word + "ة"] > _FREQUENT:
            yield Lexeme(word, fold(word), list(paradigms.person_or_adjective(word)), found=fold(word) not in heads)
            heads.update((fold(word), fold(word + "ة")))
    for word, count in sorted(counts.items()):
        article = counts["ال" + word]
        folded = fold(word)
        if len(word) < _SHORTEST or count + article < _RARE or word.startswith("ال") or folded in heads:
            continue
        own_hamza = word[0] in "أإآ" and word not in spellings  # إعداد is not explained by أعداد
        if word not in names and not own_hamza and explained(folded):
            share = _FOUND_SHARE * (_VERB_HANDICAP if explained(folded) == "verb" else _HANDICAP)
            yield Lexeme(
                word, folded, [Form(word, paradigms.NOMINAL if article else paradigms.NAME, share)], found=True
            )
        elif word.endswith("ة") and article:
            yield Lexeme(word, folded, list(paradigms.feminine_noun(word)), found=True)
        elif counts[word + "ات"] and counts["ال" + word + "ات"] + article and len(word) > _SHORTEST:
            yield Lexeme(word, folded, list(paradigms.masculine_noun(word, plural_at=True)), found=True)
        else:
            form_class = paradigms.NOMINAL if article else paradigms.NAME
            yield Lexeme(word, folded, [Form(word, form_class, _FOUND_SHARE)], found=True, named=word in names)


def _is_telling(form: Form) -> bool:
    """Tell whether a form is common enough to explain a word: not my تروف for تروفي, nor two غدي for الغديان."""
    if form.form_class in {paradigms.IMPERFECT, paradigms.PERFECT}:
        return True
    dual = form.written.endswith(("ان", "ين")) and form.weight < _RARE_DUAL
    pronoun = form.form_class == paradigms.BOUND and form.written.endswith(_LONG_PRONOUNS)  # جنودنا
    return form.weight >= (_TELLING_PRONOUN if pronoun else _TELLING) and not dual


def _nisba_forms(word: str) -> tuple[str, ...]:
    """Return the four forms whose use proves an adjective in ي: سياسي, السياسي, سياسية, السياسية."""
    return word, "ال" + word, word + "ة", "ال" + word + "ة"
