"""Build the shipped lexicon from news text, dictionaries and the hand-written tables.

    python -m indexer.tools.build_lexicon --news saudinewsnet.jsonl.gz antcorpus.jsonl.gz

Every word of the news is read in all the ways the lexemes allow (proclitic stack + form), and expectation maximisation
decides how much of its count each reading deserves: a lexeme is likely if it explains many words, a reading is likely
if its lexeme, its stack and its form are. So وزارة is itself and not و + زارة, while وبالحكومة is و + ب + ال + حكومة.
The choice is made on the spellings as written (ألمانيا cannot hold the article) and then stored for the folded form,
weighted by how often each spelling stands.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from indexer.tools import lexicon_joins as joins
from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools import lexicon_seconds as others
from indexer.tools import lexicon_sources as sources
from indexer.tools import lexicon_variants as variants
from indexer.tools.lexicon_paradigms import Form
from indexer.tools.lexicon_sources import Candidate, Judged, Lexeme, fold
from search.analysis import words, written
from search.analysis.clitics import PROCLITIC_COST, PROCLITICS
from search.analysis.cores import Reading
from search.analysis.lexicon import Lexicon, LexiconParts, pack

_ROUNDS: Final = 12
_SMOOTHING: Final = 0.3
# What a lexeme that only the text vouches for must explain before it counts.
_FOUND_DISCOUNT: Final = 3.0
_NAMED_DISCOUNT: Final = 1.0
"""The same for a word of a name that the gazetteer knows: مارتا is hardly two passers-by."""
_MIN_COUNT: Final = 2
_HAND_PRIOR: Final = 20.0
# A reading must lead one to expect this part of a word's count, and this many, or it does not explain the word.
_CREDIBLE_SHARE: Final = 0.004
_CREDIBLE_COUNT: Final = 0.02
_SETTLED: Final = 0.1
"""A dictionary's reading that leads one to expect this part of a word's count explains it."""
_MOST_SECONDS: Final = 2
_ARABIC_FIRST: Final = "\u0620"
_ARABIC_LAST: Final = "\u06d3"


def count_words(paths: Iterable[Path]) -> Counter[str]:
    """Count the words of the articles' titles and texts as written, harakat aside."""
    counts: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                counts.update(word.text for word in words(f"{article['title']}\n{article['text']}"))
    plain: Counter[str] = Counter()
    for word, count in counts.items():
        if _ARABIC_FIRST <= word[0] <= _ARABIC_LAST:
            plain[written(word)] += count
    return plain


def spelling_likelihood(text: str, lexical: str) -> float:
    """Return how likely a writer puts ``text`` for ``lexical``, which folds alike.

    Leaving a hamza out is common, putting a wrong one is rare, ة for the pronoun ه rarer.
    """
    if text == lexical:
        return 1.0
    if len(text) != len(lexical):
        return 0.1
    likelihood = 1.0
    for seen, meant in zip(text, lexical, strict=True):
        if seen != meant:
            likelihood *= _SLIPS.get((seen, meant), 0.1)
    return likelihood


_SLIPS: Final = {
    ("ا", "أ"): 0.15,
    ("ا", "إ"): 0.15,
    ("ا", "آ"): 0.05,
    ("أ", "ا"): 0.02,
    ("إ", "ا"): 0.03,
    ("آ", "ا"): 0.005,
    ("أ", "إ"): 0.02,
    ("إ", "أ"): 0.02,
    ("أ", "آ"): 0.005,
    ("إ", "آ"): 0.002,
    ("ه", "ة"): 0.05,
    ("ة", "ه"): 0.003,
    ("ى", "ي"): 0.1,
    ("ي", "ى"): 0.1,
}

# A form in the index: its lexeme's number, how it is written, its class and weight.
_Entry = tuple[int, str, str, float]
_HEAD: Final = 0.2


class Forms:
    """All forms of all lexemes by their folded spelling."""

    def __init__(self, lexemes: list[Lexeme], cores: set[str]) -> None:
        self.by_core: dict[str, list[tuple[int, str, str, float]]] = defaultdict(list)
        for number, lexeme in enumerate(lexemes):
            strongest: dict[tuple[str, str], Form] = {}
            for form in lexeme.forms:
                known = strongest.get((form.written, form.form_class))
                if known is None or known.weight < form.weight:
                    strongest[form.written, form.form_class] = form
            for form in strongest.values():
                core = fold(form.written)
                if core in cores:
                    self.by_core[core].append((number, form.written, form.form_class, form.weight))
        for core, entries in self.by_core.items():
            self.by_core[core] = _give_way(entries, lexemes)

    def drop(self, numbers: set[int]) -> None:
        """Forget the forms of some lexemes."""
        for core, entries in list(self.by_core.items()):
            kept = [entry for entry in entries if entry[0] not in numbers]
            if kept:
                self.by_core[core] = kept
            else:
                del self.by_core[core]

    def readings(self, word: str) -> list[Candidate]:
        """Return every reading of a word as written: lexeme, proclitics, core, class, likelihood."""
        found: list[Candidate] = []
        for prefix in PROCLITICS:
            if not word.startswith(prefix) or len(word) == len(prefix):
                continue
            rest = word[len(prefix) :]
            core = fold(rest)
            for number, spelling, form_class, weight in self.by_core.get(core, ()):
                cost = PROCLITIC_COST[form_class].get(prefix)
                if cost is not None:
                    likelihood = weight * 2.0**-cost * spelling_likelihood(rest, spelling)
                    found.append((number, prefix, core, form_class, likelihood))
        return found


def _give_way(entries: list[_Entry], lexemes: list[Lexeme]) -> list[_Entry]:
    """Where a hand-written table claims a head form, drop what the dictionaries make of it.

    A noun leaves the verbs (مطالب is the plural of مطلب, no participle; كتب is books, and he wrote), a name or particle
    of the tables drops every other reading of its spelling. Other spellings stay: قوى claims nothing of قوي.
    """
    claims = {
        (spelling, form_class)
        for number, spelling, form_class, weight in entries
        if lexemes[number].by_hand and weight >= _HEAD
    }
    bound = {
        spelling
        for number, spelling, form_class, _ in entries
        if lexemes[number].by_hand and form_class in {paradigms.BOUND, paradigms.TANWIN}
    }
    if not claims and not bound:
        return entries
    spellings = {spelling for spelling, _ in claims}
    verbs = {paradigms.IMPERFECT, paradigms.PERFECT}
    names = {spelling for spelling, form_class in claims if form_class in {paradigms.NAME, paradigms.BARE}}

    def gives_way(entry: _Entry) -> bool:
        number, spelling, form_class, _ = entry
        if lexemes[number].by_hand:
            return False
        if form_class in {paradigms.BOUND, paradigms.TANWIN} and spelling in bound:
            return True
        if spelling not in spellings:
            return False
        return form_class not in verbs or spelling in names

    return [entry for entry in entries if not gives_way(entry)]


def estimate(lexemes: list[Lexeme], forms: Forms, counts: Counter[str]) -> dict[str, list[Judged]]:
    """Share every word's count among its readings.

    Returns for each word its readings, each with its share of the count and the count that the reading alone would
    lead one to expect.
    """
    candidates = [(word, found) for word in sorted(counts) if (found := forms.readings(word))]
    lengths = [len(found) for _, found in candidates]
    of_word = np.repeat(np.arange(len(candidates)), lengths)
    of_lexeme = np.array([reading[0] for _, found in candidates for reading in found])
    likelihood = np.array([reading[4] for _, found in candidates for reading in found])
    count = np.array([counts[word] for word, _ in candidates], dtype=float)
    prior = np.array([_HAND_PRIOR if lexeme.by_hand else lexeme.prior for lexeme in lexemes])
    discount = np.array([_discount(lexeme) for lexeme in lexemes])
    mass = prior
    for _ in range(_ROUNDS):
        scores = mass[of_lexeme] * likelihood
        share = scores * (count / np.bincount(of_word, weights=scores))[of_word]
        explained = np.bincount(of_lexeme, weights=share, minlength=len(lexemes))
        mass = np.maximum(explained + _SMOOTHING * prior - discount, 1e-3)
    expected = mass[of_lexeme] * likelihood
    rows = zip(share.tolist(), expected.tolist(), strict=True)
    return {word: [(reading, *next(rows)) for reading in found] for word, found in candidates}


def _discount(lexeme: Lexeme) -> float:
    if not lexeme.found:
        return 0.0
    return _NAMED_DISCOUNT if lexeme.named else _FOUND_DISCOUNT


def cores_of(attested: Iterable[str]) -> set[str]:
    """Return every folded rest that some proclitic stack leaves of the given written words."""
    cores: set[str] = set()
    for word in attested:
        folded = fold(word)
        cores.update(folded[len(prefix) :] for prefix in PROCLITICS if folded.startswith(prefix))
    cores.discard("")
    return cores


def build(counts: Counter[str], names: set[str]) -> LexiconParts:
    """Return the cores with their readings, the family of every attested norm term, and what else words may be."""
    attested = {word: count for word, count in counts.items() if count >= _MIN_COUNT}
    cores = cores_of(attested)
    lexemes = [*sources.table_lexemes(), *sources.noun_lexemes(counts)]
    print(f"{len(lexemes)} lexemes of tables and nouns", file=sys.stderr)
    sources.drop_doubtful(lexemes, counts)
    sources.part_from_places(lexemes)
    sources.part_homographs(lexemes, counts)
    lexemes += sources.verb_lexemes(cores, counts)
    print(f"{len(lexemes)} with verbs", file=sys.stderr)
    lexemes += sources.found_lexemes(counts, lexemes.copy(), names)
    print(f"{len(lexemes)} with words found in the text", file=sys.stderr)
    headwords = {fold(form.written) for lexeme in lexemes for form in lexeme.forms if form.weight >= _HEAD}
    forms = Forms(lexemes, cores | headwords)
    doubtful = sources.doubtful_verbs(
        lexemes, _explained_by_verbs(estimate(lexemes, forms, Counter(attested)), lexemes)
    )
    print(f"{len(doubtful)} verbs that news do not use", file=sys.stderr)
    forms.drop(doubtful)
    shared = estimate(lexemes, forms, Counter(attested))
    return decide(Counter(attested), lexemes, forms, shared, set(map(fold, names)))


def _explained_by_verbs(shared: dict[str, list[Judged]], lexemes: list[Lexeme]) -> dict[str, dict[str, float]]:
    """Return for each verb the counts, by core, of the words that it explains best."""
    verbs = {number: lexeme.head for number, lexeme in enumerate(lexemes) if sources.is_verb(lexeme)}
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for readings in shared.values():
        best = max(readings, key=lambda one: one[1])[0][0]
        head = verbs.get(best)
        for (number, _, core, *_), share, _ in readings:
            if head is not None and verbs.get(number) == head:
                found[head][core] += share
    return found


def decide(
    attested: Counter[str],
    lexemes: list[Lexeme],
    forms: Forms,
    shared: dict[str, list[Judged]],
    names: set[str],
) -> LexiconParts:
    """Return what `build` does, from the readings of every written word that stands often enough."""
    headwords = {fold(form.written) for lexeme in lexemes for form in lexeme.forms if form.weight >= _HEAD}
    apart = sources.left_apart()
    core_mass: dict[str, dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    norm_mass: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word, readings in shared.items():
        norm = fold(word)
        for (number, _, core, form_class, _), share, expected in readings:
            known = lexemes[number].family
            family = apart.get((known, core), known)
            # what a dictionary has as a plural stays one in words that news do not use
            core_mass[core][form_class, known if core in lexemes[number].plurals else family] += share
            if expected >= _CREDIBLE_SHARE * attested[word] + _CREDIBLE_COUNT:
                norm_mass[norm][family] += share
    for core in headwords - core_mass.keys():  # a word of the dictionary that the news did not use
        for number, _, form_class, weight in forms.by_core.get(core, ()):
            known = lexemes[number].family
            family = known if core in lexemes[number].plurals else apart.get((known, core), known)
            core_mass[core][form_class, family] += 0.01 * weight
    lexicon = {core: _best_by_class(readings) for core, readings in sorted(core_mass.items())}
    lexicon = {core: readings for core, readings in lexicon.items() if readings}
    families = {norm: max(masses.items(), key=lambda item: (item[1], item[0]))[0] for norm, masses in norm_mass.items()}
    by_cores = Lexicon(LexiconParts(lexicon, {}))
    alone = {lexeme.family for lexeme in lexemes if lexeme.by_hand and len(lexeme.forms) == 1}
    for word in attested:
        if fold(word) not in families:
            # all readings of a word in `shared` are incredible: بورديو (Bourdieu) is not ب + the roses of something
            bare = _behind_article(shared[word], lexemes) if word in shared else by_cores.family_of_name(fold(word))
            families[fold(word)] = fold(word) if joins.is_longer_name(fold(word), bare, alone) else bare or fold(word)
    norm_counts: Counter[str] = Counter()
    for word, count in attested.items():
        norm_counts[fold(word)] += count
    settled = _settled(shared, attested, lexemes)
    families |= variants.correct_slips(families, norm_counts, settled)
    families = _one_spelling(families, norm_counts, settled, lexemes)
    joined = joins.plurals_of_known(families, lexemes, norm_counts, names)
    imperfects = {
        core for core, entries in forms.by_core.items() if any(entry[2] == paradigms.IMPERFECT for entry in entries)
    }
    joined |= joins.futures_of_known(families, lexemes, imperfects, norm_counts)
    joined = {family: of for family, of in joined.items() if (of, family) not in apart}
    families = {norm: joined.get(family, family) for norm, family in families.items()}
    constructs = joins.constructs_of_known(families, lexemes, norm_counts)
    families |= {norm: family for norm, family in constructs.items() if (family, norm) not in apart}
    families = {norm: apart.get((family, norm), family) for norm, family in families.items()}
    for word, head, *_ in sources.table("fixed.tsv"):
        given = families.get(fold(head), fold(head)) if fold(word) != fold(head) else fold(head)
        families[fold(word)] = given
    found = others.shares(shared, lexemes)
    seconds = others.second_readings(families, found, lexemes, norm_counts, apart)
    for norm, family in others.defective_nouns(families, lexemes, norm_counts).items():
        seconds[norm] = tuple(dict.fromkeys((*seconds.get(norm, ()), family)))[:_MOST_SECONDS]
    spelled = others.spelled_readings(families, seconds, shared, lexemes)
    rare = others.rare_plurals(families, attested, found, lexemes, norm_counts, sources.given_names())
    return LexiconParts(lexicon, families, seconds, spelled, rare)


def _behind_article(readings: list[Judged], lexemes: list[Lexeme]) -> str | None:
    """The family of the head that stands behind the article, where that is how a word can be read: الشافعي."""
    heads = [
        (expected, lexemes[number].family)
        for (number, prefix, core, _, _), _, expected in readings
        if prefix.endswith(("ال", "لل")) and core == fold(lexemes[number].head)
    ]
    return max(heads)[1] if heads else None


def _settled(shared: dict[str, list[Judged]], counts: Mapping[str, int], lexemes: list[Lexeme]) -> set[str]:
    """The norm terms that a word of a dictionary or table explains."""
    return {
        fold(word)
        for word, readings in shared.items()
        for (number, *_), _, expected in readings
        if not lexemes[number].found and expected >= _SETTLED * counts[word]
    }


def _one_spelling(
    families: dict[str, str], counts: Counter[str], settled: set[str], lexemes: list[Lexeme]
) -> dict[str, str]:
    """Give the spellings of a foreign name one family."""
    family_counts: Counter[str] = Counter()
    explained: set[str] = set()
    for norm, family in families.items():
        family_counts[family] += counts[norm]
        if norm in settled:
            explained.add(family)
    tables = ("nisbas.tsv", "names.tsv", "variants.tsv")
    known = {fold(sources.bare(part)) for name in tables for row in sources.table(name) for part in row[0].split("|")}
    known &= {lexeme.family for lexeme in lexemes if lexeme.by_hand}
    joined = variants.foreign_spellings(family_counts, family_counts.keys() - explained, known)
    return {norm: joined.get(family, family) for norm, family in families.items()}


def _best_by_class(mass: Mapping[tuple[str, str], float]) -> list[Reading]:
    """Keep for each form class the family with the most mass, where it has any to speak of."""
    best: dict[str, tuple[float, str]] = {}
    for (form_class, family), mass_here in mass.items():
        best[form_class] = max(best.get(form_class, (0.0, "")), (mass_here, family))
    top = max(share for share, _ in best.values())
    return [
        Reading(family, form_class, round(math.log2(share + 1e-3) * 2))
        for form_class, (share, family) in sorted(best.items())
        if share >= top * 0.002
    ]


def main() -> None:
    """Build the lexicon and report its size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, nargs="+", required=True, help="gzipped JSON Lines with title and text")
    parser.add_argument(
        "--names", type=Path, nargs="*", default=[], help="gazetteer files, JSON Lines, for known names"
    )
    parser.add_argument("--out", type=Path, default=Path("search/analysis/data/lexicon.tsv.xz"))
    arguments = parser.parse_args()
    counts = count_words(arguments.news)
    names = sources.gazetteer_words(arguments.names) | sources.given_names(("given", "family", "both"))
    parts = build(counts, names)
    packed = pack(parts)
    arguments.out.write_bytes(packed)
    print(
        f"{len(parts.cores)} cores, {len(parts.attested)} words, {len(parts.seconds)} second readings, "
        f"{len(parts.spelled)} by spelling, {len(parts.rare)} rare plurals, {len(packed)} bytes"
    )


if __name__ == "__main__":
    main()
