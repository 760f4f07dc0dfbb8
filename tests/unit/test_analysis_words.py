"""The tokenizer: where words begin and end."""

from __future__ import annotations

import pytest

from search.analysis import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: «الموصل»، نعم!", ["قال", "الموصل", "نعم"]),
        ("الـ20", ["الـ", "20"]),
        ("و5% فقط", ["و", "5", "فقط"]),
        ("إف-16", ["إف", "16"]),
        ("F16 و3G", ["F16", "و", "3G"]),
        ("1,500 و٣٫٥ و1٬000", ["1,500", "و", "٣٫٥", "و", "1٬000"]),
        ("12.5.2015", ["12", "5", "2015"]),
        ("192.168.1.1", ["192", "168", "1", "1"]),
        ("بلغ 3.5.", ["بلغ", "3.5"]),
        ("1,2,3", ["1", "2", "3"]),
        ("#السعودية_اليوم", ["السعودية", "اليوم"]),
        ("\u200fداعش\u200f", ["داعش"]),
        ("مُدَرِّسٌ", ["مُدَرِّسٌ"]),
        ("محمد ﷺ", ["محمد"]),
        ("Cafe\u0301 été", ["Cafe\u0301", "été"]),
        ("", []),
        (" ،؛ \u064b ـ ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


def test_word_offsets_are_code_points_of_the_text() -> None:
    text = "😀 «وبالمُوصِل»"
    (word,) = words(text)
    assert text[word.start : word.end] == word.text == "وبالمُوصِل"
