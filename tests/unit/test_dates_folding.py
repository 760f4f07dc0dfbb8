"""Folding for dates: what becomes what, and where each folded character stood."""

import pytest

from indexer.extract.dates.folding import fold_for_dates, folded_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أمس إلى آب", "امس الي اب"),
        ("الجمعة", "الجمعه"),
        ("مئة", "ميه"),
        ("٢٤/١٠/٢٠١٦", "24/10/2016"),
        ("۲۰۱۴", "2014"),
        ("2014–2016", "2014-2016"),
        ("غداً", "غدا"),
        ("أمـــس", "امس"),
        ("1436هـ", "1436ه"),
        ("\u200fأمس\u200e", "امس"),
        ("ﻏﺪﺍ", "غدا"),
        ("ﻷﻭﻝ", "لاول"),
        ("50٪", "50%"),
    ],
)
def test_folds(written: str, folded: str):
    assert fold_for_dates(written).text == folded


@pytest.mark.parametrize("written", ["غداً وصل", "وَصَلَ أَمْسِ إلى", "ﻷﻭﻝ مرة أمـس", "\u200fأ\u064eمس", "plain"])
def test_every_folded_character_knows_where_it_stood(written: str):
    folded = fold_for_dates(written)
    places = [folded.source_of(position) for position in range(len(folded.text))]
    assert places == sorted(places)
    for position, place in enumerate(places):
        assert folded.text[position] in fold_for_dates(written[place]).text


def test_span_covers_the_marks_inside():
    written = "في غَـــدٍ"
    folded = fold_for_dates(written)
    start, end = folded.source_span(3, 5)
    assert written[start:end].startswith("غ")
    assert "د" in written[start:end]


def test_word_lists_are_folded_like_texts():
    assert folded_words("مئة أمس") == {"ميه", "امس"}
