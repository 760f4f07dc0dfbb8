"""Which sentences the teachers of the tagger's last training label: by doubts and names, each text once."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import numpy as np

from indexer.tools import tagger_choice
from indexer.tools.tagger_silver import likelihoods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest
    from numpy.typing import NDArray


class Words:
    """A network that is sure of every word but those that begin with س, and names those that begin with ن."""

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        rows = {"س": (0.5, 0.5), "ن": (0.0, 1.0)}
        return np.array([rows.get(word[0], (1.0, 0.0)) for one in sentences for word in one], np.float32).T


def test_each_sentence_gets_its_own_words_probabilities():
    one, other = likelihoods(Words(), [["في", "نجد"], ["سعد"]])  # type: ignore[arg-type]
    assert one.tolist() == [[1, 0], [0, 1]]
    assert other.tolist() == [[0.5, 0.5]]


def test_doubtful_sentences_come_first_then_named_ones_and_others_are_drawn():
    plain = ["قال", "هذا", "في", "بيت"]
    source = [
        [*plain, "كبير"],
        [*plain, "سعد"],
        [*plain, "نجد"],
        [*plain, "سعد"],  # again
        [*plain, "زيد"],  # held back
        plain,  # too short
        [*plain, "جديد"],
        [*plain, "قديم"],
    ]
    seen = {"قال هذا في بيت زيد"}
    first, drawn = tagger_choice._parts(source, (4, 4, 1), Words(), seen, random.Random(1))  # type: ignore[arg-type]
    assert [one[-1] for one in first[:2]] == ["سعد", "نجد"]
    assert {one[-1] for one in (*first, *drawn)} == {"كبير", "سعد", "نجد", "جديد", "قديم"}
    assert len(drawn) == 1


def test_passages_are_cut_into_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in tagger_choice._PASSAGES:
        path = tmp_path / "retrieval" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"text": f"ولد في {path.parent.name[:4]}.\u2028عاش فيها."}, ensure_ascii=False) + "\n"
        raw = line.encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    monkeypatch.setenv("FIHRIS_DATA", str(tmp_path))
    words = [word for sentence in tagger_choice._passages() for word in sentence]
    assert [word for word in words if word.isascii() and word.isalpha()] == ["arcd", "aqad"]
    assert words.count("عاش") == 2
