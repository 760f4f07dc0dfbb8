"""The measures, the baseline's stemmer and the ranking clauses that the relevance benchmark rests on."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks.relevance import words
from benchmarks.relevance.light10 import light10, stem
from benchmarks.relevance.measures import ndcg, recall, reciprocal_rank, significance
from benchmarks.relevance.tune import Asked, Trial, current, held_out, leaves, print_halves, reciprocal_ranks
from search.analysis.skeleton import skeleton
from search.query.clauses import Combined
from search.query.parse import parse
from search.query.plan import plan


def parts(query: str, match: str = "any") -> set[str]:
    return {name for name, _ in leaves(plan(parse(query).root, match).clause)}  # type: ignore[arg-type]


def test_measures_of_one_ranking() -> None:
    ranking = ["a", "b", "c"]
    assert reciprocal_rank(ranking, {"b"}) == 0.5
    assert reciprocal_rank(ranking, {"c"}, depth=2) == 0.0
    assert ndcg(ranking, {"a"}) == 1.0
    assert ndcg(ranking, {"b"}) == pytest.approx(1 / math.log2(3))
    assert ndcg(ranking, set()) == 0.0
    assert recall(ranking, {"a", "x"}) == 0.5


def test_significance_tells_a_clear_difference_from_none() -> None:
    assert significance([1.0] * 30, [0.0] * 30, rounds=500) < 0.01
    assert significance([1.0, 0.0] * 15, [0.0, 1.0] * 15, rounds=500) > 0.5
    assert significance([0.5], [0.5]) == 1.0


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("والكتاب", "كتاب"),
        ("كتابات", "كتاب"),
        ("وزير", "زير"),  # the و of a word of four letters comes off
        ("الوزير", "وزير"),  # and one prefix only
        ("ورد", "ورد"),
        ("للحكومه", "حكوم"),
    ],
)
def test_light10_strips_as_published(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_light10_folds_digits_and_drops_stop_words() -> None:
    assert light10("في عام ٢٠١٦ إلى الموصل") == ["عام", "2016", "موصل"]


@pytest.mark.parametrize(("family", "strong"), [("حضاره", "حضر"), ("حضور", "حضر"), ("دوله", "دوله"), ("قارا", "قارا")])
def test_skeleton(family: str, strong: str) -> None:
    assert skeleton(family) == strong


def test_what_only_ranks_in_a_query_of_any_words() -> None:
    assert parts("متى تأسست المدرسة القديمة") >= {
        "text_family in order",
        "text_skeleton",
        "text_norm of stop words",
    }
    assert "near spellings" in parts("المدرسة الظظغغث")
    assert "near spellings" not in parts("المدرسة القديمة")


def test_all_words_are_ranked_without_skeletons_and_near_spellings() -> None:
    assert not parts("المدرسة الظظغغث", "all") & {"text_skeleton", "near spellings"}
    clause = plan(parse("المدرسة القديمة").root, "all").clause
    assert isinstance(clause, Combined)
    assert len(clause.must) == 2
    assert clause.at_least == 0  # neighbours lift, they decide nothing


def test_every_part_of_the_score_has_a_weight_to_search() -> None:
    assert set(current()) == parts("متى تأسست المدرسة القديمة في الظظغغث قارب")
    assert current()["text_family"] == 1.0


@pytest.mark.parametrize("of", words.SETS, ids=lambda of: of.name)
def test_judged_pairs_have_a_reason_and_stand_once(of: words.PairSet) -> None:
    path = Path(words.__file__).with_name(of.judged)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert all(row["reason"] and row["judgement"] in ("homograph", "wrong") for row in rows)
    assert len({(row[of.first], row[of.second]) for row in rows}) == len(rows)


def test_spellings_and_plurals_meet() -> None:
    assert words.meet(("الاردن", "الأردن"))
    assert words.meet(("وزير", "وزراء"))
    assert not words.meet(("وزير", "مدينة"))
    assert words.meet_light(("كتاب", "والكتاب"))


def test_weights_are_held_out_by_halves(capsys: pytest.CaptureFixture[str]) -> None:
    draw = np.random.default_rng(3)

    def asked() -> Asked:
        """A query whose relevant article is told by the second part, not by the first."""
        scores = draw.random((2, 6)).astype(np.float32)
        scores[1, 0] = 2.0
        return Asked(scores, np.arange(6) == 0, 0.5)

    trial = Trial(["text_family", "title_family"], {"set": [asked() for _ in range(20)]})
    start = {"text_family": 1.0, "title_family": 0.0}
    found = held_out(trial, rounds=3)["set"]
    assert found.shape == (20,)
    assert found.mean() > reciprocal_ranks(trial.sets["set"], trial.vector(start)).mean()
    print_halves(trial, start, rounds=3)
    assert "held out" in capsys.readouterr().out


def test_second_readings_count_apart() -> None:
    assert words.meet(("قارب", "قوارب"))
    assert not words.meet_at_once(("قارب", "قوارب"))
