"""The words of a large index come from a process of their own just as they are made here."""

from __future__ import annotations

from multiprocessing import Pipe
from threading import Thread

import numpy as np
import pytest
from pytest import MonkeyPatch  # noqa: PT013 - names of types read best plain

from search import vocabulary_apart as apart
from search.vocabulary import Vocabulary

TERMS = [("الموصل", 5), ("وبالموصل", 2), ("وزير", 7), ("الوزراء", 3), ("مسؤول", 2), ("مسئول", 1)]


@pytest.mark.parametrize("large", [1, 100])
def test_words_are_the_same_wherever_they_are_sorted(monkeypatch: MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(apart, "_LARGE", large)
    here, there = Vocabulary(TERMS), apart.vocabulary_apart(TERMS)
    assert there.has_families
    assert len(there) == len(here)
    for prefix in ("م", "وز", "موصل"):
        assert there.complete(prefix, 9) == here.complete(prefix, 9)
    for norm in ("وزير", "موصل", "مسوول"):
        assert there.family(norm, 9) == here.family(norm, 9)
        assert there.near(norm, 1, 9) == here.near(norm, 1, 9)


def test_taken_over_in_pieces_nothing_is_lost_or_doubled(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PIECE", 2)
    made = Vocabulary(TERMS)
    made.sort_families()
    here, there = Pipe()
    sender = Thread(target=apart._send, args=(there, made))
    sender.start()
    found = vars(apart._received(here))
    sender.join()
    assert list(found) == list(vars(made))
    for name, value in vars(made).items():
        assert np.array_equal(found[name], value) if isinstance(value, np.ndarray) else found[name] == value
    assert all(one is other for one, other in zip(found["_listed"], found["_counts"], strict=True))


def test_where_no_process_starts_they_are_made_here(monkeypatch: MonkeyPatch) -> None:
    def refused(_: object) -> Vocabulary:
        raise OSError("no more processes")

    monkeypatch.setattr(apart, "_LARGE", 1)
    monkeypatch.setattr(apart, "_from_process", refused)
    assert apart.vocabulary_apart(TERMS).word("وزير").count == 7
