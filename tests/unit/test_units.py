"""Units: an article's words cut at spaces and read piece by piece, with what keeps them together or apart."""

from __future__ import annotations

import pytest

from indexer.extract.evidence import name_spans
from indexer.extract.lexicon import Lexicon
from indexer.extract.units import Units


def units(body: str, title: str = "") -> Units:
    return Units(title, body, Lexicon.load())


def runs(found: Units) -> list[str]:
    """The units as written, with ``+`` where two stand unbroken."""
    return ["".join(found.slice(i, i) + ("+" if found.reach[i] > 1 else "")) for i in range(len(found))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("وصل الوزير. ثم غادر", ["وصل+", "الوزير", "ثم+", "غادر"]),
        ("حزب «العدالة والتنمية» التركي", ["حزب+", "العدالة+", "والتنمية+", "التركي"]),
        ("قال - محمد", ["قال", "محمد"]),  # a dash parts
        ("قال  «»  محمد", ["قال+", "محمد"]),  # blanks and quotation marks alone do not
        ("د. محمد و م/ علي", ["د+", "محمد+", "و+", "م+", "علي"]),  # an initial goes on
        ("دم. محمد", ["دم", "محمد"]),
        ("عبد الله وأبو ظبي", ["عبد الله+", "وأبو ظبي"]),  # compounds are one unit
        ("عبد، الله", ["عبد", "الله"]),
        ("عبد أبو بكر", ["عبد أبو+", "بكر"]),
        ("سوريا/العراق\nمصر", ["سوريا", "العراق", "مصر"]),
        ("في\u00a0بغداد\tأمس", ["في+", "بغداد+", "أمس"]),  # other blanks part words and join names
        ("snake_case", ["snake", "case"]),
    ],
)
def test_units(text: str, expected: list[str]):
    assert runs(units(text)) == expected
    titled = units("", text)
    assert (runs(titled), titled.body) == (expected, len(expected))


def test_offsets_point_into_their_own_field():
    found = units("غادر  «الموصل» أمس", "وصل، إلى بغداد")
    assert [found.slice(i, i) for i in range(len(found))] == ["وصل", "إلى", "بغداد", "غادر", "الموصل", "أمس"]
    assert found.body == 3


@pytest.mark.parametrize(
    ("keys", "having", "own"),
    [
        ({"وزير"}, [0, 3, 4], [0, 4]),
        ({"العراق"}, [2, 5], [2]),
        ({"العراق", "للعراق", "سوريا"}, [2, 5], [2, 5]),
        ({"سوريا"}, [], []),
    ],
)
def test_words_are_found_with_and_without_particles(keys: set[str], having: list[int], own: list[int]):
    found = units("وزير يزور العراق ووزير وزير للعراق")
    assert list(found.having(keys)) == having
    assert sorted(i for key in keys for i in found.of_key(key)) == own


def test_what_the_tagger_finds_stands_where_it_was_found():
    body = "قال الرئيس الأميركي «باراك\u200f أوباما»، في واشنطن.\nوقال باراك  أوباما في (واشنطن)"
    found = units(body, "باراك أوباما في واشنطن")
    (spans,) = name_spans([found])
    names = [found.slice(span.first, span.last) for span in spans]
    assert names.count("واشنطن") == 3
    assert [name.replace("\u200f", "").split() for name in names if "باراك" in name] == [["باراك", "أوباما"]] * 3


def test_articles_together_are_tagged_as_one_by_one():
    articles = [units("وصل محمد البرادعي إلى القاهرة."), units(""), units("عاد إلى بيروت", "وزير خارجية قطر")]
    together = name_spans(articles)
    alone = [spans for one in articles for spans in name_spans([one])]
    places = [[(span.first, span.last, span.kind) for span in spans] for spans in together]
    assert places == [[(span.first, span.last, span.kind) for span in spans] for spans in alone]
    assert [bool(spans) for spans in together] == [True, False, True]


def test_types_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch):
    """However frequent the words are: a full store of them is dropped, not gone through for each further word."""
    monkeypatch.setattr("indexer.extract.lexicon._CACHE_LIMIT", 50)
    lexicon = Lexicon(
        Lexicon.load().gazetteer, Lexicon.load().titles, {}, counts=dict.fromkeys(map(str, range(200)), 99)
    )
    made = [lexicon.type_of(str(number)) for number in range(200)]
    assert [one.count for one in made] == [99] * 200
    assert len(lexicon._types) + len(lexicon._types_before) <= 100
    assert lexicon.type_of("199") is made[199]
    assert lexicon.type_of("120") is made[120]  # met in the generation before
    assert lexicon.type_of("0") == made[0]  # forgotten and made again
