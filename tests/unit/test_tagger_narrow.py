"""Narrowing the tagger's network: the numbers that matter are kept, and slopes are those of the loss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.extract.tagger.network import Network, Weights, read_weights, vectors
from indexer.extract.tagger.tagger import MODEL
from indexer.tools.tagger_narrow import Course, Lesson, Narrow, Together, export, fit, narrowed

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [
    ["وصل", "وزير", "الخارجية", "الفرنسي", "لوران", "فابيوس", "إلى", "بغداد"],
    ["سافر", "محمد", "علي", "إلى", "بيروت", "وعاد", "إلى", "القاهرة"],
    ["أعلن", "البنك", "المركزي", "المصري", "في", "القاهرة", "أمس"],
]


@pytest.fixture
def wide() -> Weights:
    """The shipped model with layers of its vectors' width; only every fourth number of theirs says something."""
    shipped = read_weights(MODEL)
    height = len(shipped.tags)
    kernels, biases = [], []
    for own in shipped.convolutions:
        kernels.append(np.zeros((3, height, height), np.float32))
        kernels[-1][:, :, ::4] = own[:, :, : height // 4]
        biases.append(np.zeros(height, np.float32))
    units = tuple(np.arange(height) for _ in kernels)
    return replace(shipped, convolutions=tuple(kernels), convolution_biases=tuple(biases), units=units)


@pytest.fixture
def course(wide: Weights, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setattr("indexer.tools.tagger_narrow._HELD_BACK", 1)
    monkeypatch.setattr("indexer.tools.tagger_narrow._BATCH_WORDS", 10)
    monkeypatch.setattr("indexer.tools.tagger_narrow._WEIGHED", 1)
    learnt = Lesson(wide.tag_names)
    learnt.add(Network(wide), SENTENCES)
    return Course(learnt, wide)


def read(weights: Weights, sentence: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """A sentence's vectors between padding, and which places are words."""
    pad = np.zeros((4, len(weights.tags)), np.float32)
    own = vectors(weights, sentence)
    return np.concatenate([pad, own, pad]), np.array([0] * 4 + [1] * len(own) + [0] * 4, np.float32)[:, None]


def test_it_says_what_the_wide_network_says(wide: Weights):
    hidden, real = read(wide, SENTENCES[0])
    found = np.exp(Narrow(wide).run(hidden, real)[2][4:-4]).T
    assert np.allclose(found, Network(wide).probabilities(SENTENCES[:1]), atol=2e-3)


def test_slopes_are_those_of_the_loss(wide: Weights):
    network = Narrow(wide)
    hidden, real = read(wide, SENTENCES[1])
    targets = np.zeros((len(hidden), len(wide.tag_names)), np.float32)
    targets[4:-4, 1] = 1

    def loss() -> float:
        return -float((targets * network.run(hidden, real)[2]).sum())

    run = network.run(hidden, real)
    slopes, _ = network.slopes(run, np.exp(run[2]) * real - targets, real)
    for name, weights in network.weights.items():
        at = np.unravel_index(np.abs(slopes[name]).argmax(), weights.shape)
        before, weights[at] = weights[at], weights[at] + np.float32(0.01)
        higher = loss()
        weights[at] = before - np.float32(0.01)
        lower = loss()
        weights[at] = before
        assert (higher - lower) / 0.02 == pytest.approx(slopes[name][at], rel=0.05, abs=0.01), name


def test_what_says_nothing_is_left_out(wide: Weights, course: Course, tmp_path: Path):
    height = len(wide.tags)
    network = narrowed(wide, course, [height // 4] * 3)
    for layer, units in enumerate(network.units):
        asked = np.flatnonzero(np.abs(network.weights[f"kernels {layer}"]).sum(axis=0))
        assert set(units[asked] % 4) <= {0}
    assert course.distance(network) < 1e-3
    out = tmp_path / "narrow.npz"
    export(network, MODEL, out)
    found, wanted = (Network(one).probabilities(SENTENCES) for one in (read_weights(out), wide))
    assert np.allclose(found, wanted, atol=0.02)


def test_a_network_that_lost_something_learns_it_back(wide: Weights, course: Course):
    network = narrowed(wide, course, [8, 8, 4])
    before = course.distance(network)
    fit(network, course, steps=60, rate=2e-3, seed=1)
    assert course.distance(network) < before


def test_two_networks_together_say_what_lies_between_them(wide: Weights):
    other = replace(wide, tags_bias=wide.tags_bias + np.arange(len(wide.tags_bias), dtype=np.float32))
    found = Together(wide, other).probabilities(SENTENCES)
    each = [Network(one).probabilities(SENTENCES) for one in (wide, other)]
    assert np.allclose(found, (each[0] + each[1]) / 2, atol=1e-5)
    assert not np.allclose(each[0], each[1], atol=0.1)
