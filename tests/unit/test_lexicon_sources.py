"""What the lexicon's build takes away: forms and verbs that news text speaks against."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.tools import lexicon_paradigms as paradigms
from indexer.tools import lexicon_sources as sources
from indexer.tools.lexicon_paradigms import Form
from indexer.tools.lexicon_sources import Lexeme
from search.analysis.clitics import PROCLITIC_COST


def _spellings(lexeme: Lexeme) -> set[str]:
    return {form.written for form in lexeme.forms}


def test_a_nisba_is_not_read_as_my() -> None:
    shrinking = Lexeme("انكماش", "انكماش", list(paradigms.masculine_noun("انكماش")))
    friend = Lexeme("صديق", "صديق", list(paradigms.masculine_noun("صديق")))
    sources.drop_doubtful([shrinking, friend], Counter({"انكماشي": 2, "الانكماشي": 1, "صديقي": 40}))
    assert "انكماشي" not in _spellings(shrinking)
    assert "انكماشه" in _spellings(shrinking)
    assert "صديقي" in _spellings(friend)


def test_a_plural_before_a_noun_is_no_nisba_for_an_abstract_in_iya() -> None:
    official = Lexeme("مسؤول", "مسوول", list(paradigms.person_or_adjective("مسؤول")))
    sources.drop_doubtful([official], Counter({"مسؤولي": 10, "مسؤولية": 900}))
    assert "مسؤولي" in _spellings(official)


def test_a_sound_plural_belongs_to_the_feminine_that_is_a_word_of_its_own() -> None:
    book = Lexeme("كتاب", "كتاب", list(paradigms.masculine_noun("كتاب", plural_at=True)), plurals={"كتب"})
    writing = Lexeme("كتابة", "كتابه", list(paradigms.feminine_noun("كتابة")))
    sources.drop_doubtful([book, writing], Counter({"كتاب": 800, "كتابة": 400}))
    assert "كتابات" not in _spellings(book)
    assert "كتابات" in _spellings(writing)


def test_a_sound_plural_that_a_table_gives_stays_beside_a_feminine() -> None:
    dispute = Lexeme(
        "خلاف", "خلاف", list(paradigms.masculine_noun("خلاف", plural_at=True)), by_hand=True, plurals={"خلافات"}
    )
    caliphate = Lexeme("خلافة", "خلافه", list(paradigms.feminine_noun("خلافة")))
    sources.drop_doubtful([dispute, caliphate], Counter({"خلاف": 800, "خلافة": 400}))
    assert "خلافات" in _spellings(dispute)


def test_a_noun_written_like_a_place_has_its_own_family() -> None:
    region = Lexeme("قطر", "قطر", [Form("أقطار", paradigms.NOMINAL, 0.25)])
    state = Lexeme("قطر", "قطر", [Form("قطر", paradigms.NAME, 0.6)], by_hand=True)
    sources.part_from_places([region, state])
    assert (region.family, state.family) == ("قطر~", "قطر")


@pytest.mark.parametrize(
    ("head", "explained", "doubtful"),
    [
        ("يقنو", {"قنا": 11.0, "قنون": 3.0}, True),  # a town, and a name
        ("يقهر", {"يقهر": 13.0}, False),  # met in the present
        ("يتباعد", {"ستتباعد": 1.0, "تتباعد": 2.0}, False),
        ("يهلك", {"اهلكت": 3.0, "اهلكهم": 2.0}, False),  # in two forms of the past
        ("يستحلي", {"استحلوا": 2.0}, False),  # in a long one
        ("يشبك", {"شبك": 10.0}, True),  # one short form may be anything
    ],
)
def test_verbs_that_news_do_not_use(head: str, explained: dict[str, float], doubtful: bool) -> None:
    verb = Lexeme(head, head, [Form(head, paradigms.IMPERFECT, 0.2)])
    noun = Lexeme(head, head, [Form(head, paradigms.NOMINAL, 0.5)])
    assert sources.doubtful_verbs([noun, verb], {head: explained}) == ({1} if doubtful else set())


def test_an_accusative_follows_no_preposition() -> None:
    forms = {(form.written, form.form_class) for form in paradigms.masculine_noun("ولد")}
    assert ("ولدا", paradigms.TANWIN) in forms
    assert ("ولده", paradigms.BOUND) in forms
    assert "و" in PROCLITIC_COST[paradigms.TANWIN]
    assert "ب" not in PROCLITIC_COST[paradigms.TANWIN]
    assert "ب" in PROCLITIC_COST[paradigms.BOUND]


def test_a_frequent_word_behind_the_article_is_no_word_of_its_own() -> None:
    counts = Counter({"للحصول": 624, "حصول": 700, "الحصول": 900})
    found = {lexeme.head for lexeme in sources.found_lexemes(counts, [], set())}
    assert "حصول" in found
    weights = {lexeme.head: lexeme.forms[0].weight for lexeme in sources.found_lexemes(counts, [], set())}
    assert weights.get("للحصول", 0) < weights["حصول"] / 10
