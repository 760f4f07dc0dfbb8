"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import default_analyzer
from search.analysis.sentences import sentences

CASES = [
    ("قال الوزير. ثم مضى", 2),
    ("قال الوزير.ثم مضى", 2),  # no space after the full stop
    ("هل عاد؟ نعم! عاد.", 3),
    ("قال «عدت.» ثم مضى", 2),
    ("قال الوزير.\u200f ثم مضى", 2),
    ("قال.. ثم مضى... وعاد", 1),  # a pause
    ("قال؛ ثم مضى: هكذا، وعاد", 1),
    ("زار د. محمد وأ. د. علي المدينة", 1),
    ("1. الأول", 1),
    ("بلغ 3.5 في المئة", 1),
    ("موقع alarab.com اليوم", 1),
    ("فقرة أولى\nفقرة ثانية\n\nثالثة", 3),
    ("", 0),
    ("\n . \n", 1),
]


@pytest.mark.parametrize(("text", "count"), CASES)
def test_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_lines_of_one_width_are_no_sentences() -> None:
    line = "كلمات كثيرة تملأ السطر كله من أوله إلى آخره بلا فراغ يبقى"
    assert len(sentences("\n".join([line] * 6) + "\n\n" + "\n".join([line] * 3))) == 2
    assert len(sentences(f"{line}\nقصير\n{line}\nسطر\n{line}\nآخر")) == 6


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("اب د.؟!\n «»1\u200f"), max_size=60))
def test_no_word_is_lost_or_cut(text: str) -> None:
    analyzer = default_analyzer()
    assert [word for part in sentences(text) for word in analyzer.terms(part).norm] == analyzer.terms(text).norm
