"""The lexicon: readings, unknown words, and its file."""

from __future__ import annotations

import pytest

from search.analysis import fold, load_lexicon
from search.analysis.cores import PackedCores, Reading, best_reading
from search.analysis.lexicon import Lexicon, LexiconParts, pack, unpack

CORES = {
    "حكومه": [Reading("حكومه", "n", 24)],
    "حكومته": [Reading("حكومه", "c", 10)],
    "وزاره": [Reading("وزاره", "n", 24)],
    "زار": [Reading("يزور", "p", 14)],
    "يكتب": [Reading("يكتب", "v", 16)],
    "كتب": [Reading("كتاب", "n", 18), Reading("يكتب", "p", 12)],
    "استمع": [Reading("يستمع", "p", 8)],
    "دمشق": [Reading("دمشق", "x", 20)],
    "خبراء": [Reading("خبير", "n", 12)],
}


@pytest.mark.parametrize(
    ("norm", "family"),
    [
        ("وبالحكومه", "حكومه"),  # و + ب + ال
        ("وللحكومه", "حكومه"),  # و + ل + ال
        ("لحكومته", "حكومه"),  # ل + noun with a pronoun
        ("الحكومته", None),  # the article never stands before a noun with a pronoun
        ("وزاره", "وزاره"),  # not و + زاره
        ("وزار", "يزور"),  # و + the verb
        ("سيكتب", "يكتب"),  # س stands before the imperfect
        ("سكتب", None),  # and not before the perfect
        ("بدمشق", "دمشق"),
        ("الدمشق", None),  # a name without the article
        ("الكتب", "كتاب"),  # the article shows the noun
        ("مجهول", None),
    ],
)
def test_best_reading(norm: str, family: str | None) -> None:
    assert best_reading(norm, PackedCores.of(CORES)) == family


@pytest.mark.parametrize(
    ("norm", "family"),
    [
        ("حكومتكم", "حكومه"),  # ت of a ta marbuta before a pronoun
        ("خبراوهما", "خبير"),  # a hamza's seat before a pronoun
        ("ستكتبون", "يكتب"),  # an inflected imperfect
        ("استمعتم", "يستمع"),  # an inflected perfect
        ("يكتبونها", "يكتب"),  # with an object pronoun
        ("بالفيسبوك", "فيسبوك"),  # an unknown word loses a stack with the article
        ("الفيسبوك", "فيسبوك"),
        ("وتلغرامي", "وتلغرامي"),  # but no bare letter
        ("وفيسبوك", "فيسبوك"),  # unless what remains is a known compound
        ("سحكومتكم", "سحكومتكم"),  # س stands before verbs alone
        ("استمعو", "استمعو"),  # a plural's و without its alef is more often the end of a name
        ("twitter", "twitter"),
        ("", ""),
    ],
)
def test_unknown_words_lose_only_what_is_safe(norm: str, family: str) -> None:
    assert Lexicon(LexiconParts(CORES, {})).family(norm) == family


def test_a_likely_name_keeps_what_names_end_in() -> None:
    lexicon = Lexicon(LexiconParts(CORES, {}))
    assert lexicon.family("دمشقان") == lexicon.family_of_name("دمشقان") == "دمشقان"
    assert lexicon.family("حكومهان") == "حكومه"
    assert lexicon.family_of_name("حكومهان") == "حكومهان"
    assert lexicon.family_of_name("استمعتم") == "استمعتم"
    assert lexicon.family_of_name("حكومتكم") == "حكومه"


def test_attested_words_have_the_family_that_was_chosen_for_them() -> None:
    lexicon = Lexicon(LexiconParts(CORES, {"الماني": "المانيا", "المانيا": ""}))
    assert lexicon.family("الماني") == lexicon.family("المانيا") == "المانيا"
    assert lexicon.members("المانيا") == ["الماني", "المانيا"]


def test_a_packed_lexicon_unpacks_to_the_same_families() -> None:
    lexicon = unpack(pack(LexiconParts(CORES, {"الماني": "المانيا", "المانيا": "المانيا"})))
    assert lexicon.family("الماني") == lexicon.family("المانيا") == "المانيا"
    assert lexicon.family("وبالحكومه") == "حكومه"
    assert lexicon.knows("دمشق")
    assert not lexicon.knows("بدمشق")


def test_packing_is_deterministic() -> None:
    backwards = dict(reversed(CORES.items()))
    assert pack(LexiconParts(CORES, {"ب": "ا", "ج": "ج"})) == pack(LexiconParts(backwards, {"ج": "ج", "ب": "ا"}))


def test_the_shipped_lexicon_explains_a_family() -> None:
    members = load_lexicon().members("وزير")
    assert {"وزير", "الوزراء", "وزيرها", "للوزير"} <= set(members)
    assert "وزاره" not in members


def test_a_common_name_as_the_rarer_reading_of_a_short_word() -> None:
    family = load_lexicon().family
    assert family("فيه") != family(fold("فئة"))
    assert family(fold("فئات")) == family(fold("والفئة"))


@pytest.mark.parametrize("word", ["يعقد", "سيعقد", "وسيلتقي", "ستنطلق", "يزيد", "سيستنكرونها"])
def test_imperfect_verbs(word: str) -> None:
    assert load_lexicon().is_imperfect(word)


@pytest.mark.parametrize(
    "word", ["ستيفن", "فيليب", "فيسبوك", "ينبع", "ياسين", "يوهان", "سيارتها", "وزير", "لاكلمهكهذه"]
)
def test_no_imperfect_verbs(word: str) -> None:
    assert not load_lexicon().is_imperfect(word)
