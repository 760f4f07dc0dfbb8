"""Step 10 of the training: a narrower network learns to say what a wide one says, and is four times as quick.

    python -m indexer.tools.tagger_narrow --wide FILE [--width 64] [--out FILE]

The wide network's probabilities for half of the news and for the labelled sentences that may be learnt from are the
only targets, but that ANERcorp's own labels count for a part in its sentences. The tables of spellings and letter
sequences are taken over as they are. Needs $FIHRIS_DATA or ../shared/data, 2 GB of memory and numpy alone.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.extract.tagger.network import Network, Weights, inputs, read_weights
from indexer.extract.tagger.tagger import MODEL
from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import news, read, train_and_dev

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_OTHERS = ("aqmar_dev", "caraner_train", "wojood_sample_train")
_LABELLED_TIMES = 4  # how often a labelled sentence is met in the time in which a sentence of the news is met once
_GOLD = 0.3  # the part that ANERcorp's own labels have in the targets
_PLAIN_KEPT = 0.3  # of the sentences in which the wide network suspects no name, the share that is learnt from
_SUSPECTED = 0.05
_BATCH_WORDS = 3000
_HIDE = 0.1  # share of the spellings that are met as if the vocabulary did not have them
_UNKNOWN_AT = 8  # where a word's shape says that its spelling is unknown; the next says that it is frequent
_PORTION = 2000
_LONGEST_SENTENCE = 120


class Narrow:
    """The network in a form that learns: weights by name, and their Adam moments."""

    def __init__(self, wide: Weights, width: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        layers = len(wide.dilations)

        def random_weights(*shape: int) -> Floats:
            size = np.sqrt(2 / np.prod(shape[-3:-1] if len(shape) > 2 else shape[:1]))  # noqa: PLR2004
            return chance.normal(0, size, shape).astype(np.float32)

        self.dilations = wide.dilations
        self.weights: dict[str, Floats] = {
            "word": random_weights(len(wide.word), width),
            "word_bias": np.zeros(width, np.float32),
            "word_offset": np.zeros(width, np.float32),
            "convolutions": random_weights(layers, 3, width, width) * np.float32(0.5),
            "convolution_biases": np.zeros((layers, width), np.float32),
            "tags": random_weights(width, len(wide.tag_names)),
            "tags_bias": np.zeros(len(wide.tag_names), np.float32),
        }
        self.begin()

    def begin(self, start: Weights | None = None) -> None:
        """Forget what was met, and begin with the weights of ``start`` where it is given."""
        if start is not None:
            self.weights = {name: getattr(start, name) for name in self.weights}
        self._moments = {name: (np.zeros_like(one), np.zeros_like(one)) for name, one in self.weights.items()}
        self._steps = 0

    def learn(self, spelled: Floats, words: NDArray[np.intp], real: Floats, targets: Floats, rate: float) -> float:
        """One step on a batch; returns its mean loss a word.

        ``words`` says of each place which row of ``spelled`` stands there, ``real`` [places, 1] is 0 on the padding
        between sentences; ``targets`` [places, tags] are probabilities, 0 on the padding.
        """
        weights = self.weights
        before = spelled @ weights["word"] + weights["word_bias"]
        vectors = np.maximum(before, 0) + weights["word_offset"]
        hidden = vectors[words] * real
        kept: list[tuple[Floats, Floats, Floats]] = []  # of each layer: what it read on either side, what it added
        for layer, step in enumerate(self.dilations):
            kernels = weights["convolutions"][layer]
            around = np.concatenate([_moved(hidden, step), hidden, _moved(hidden, -step)], axis=1)
            added = np.maximum(around @ kernels.reshape(-1, kernels.shape[2]) + weights["convolution_biases"][layer], 0)
            kept.append((around, added, hidden))
            hidden = (hidden + added) * real
        scores = hidden @ weights["tags"] + weights["tags_bias"]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        count = real.sum()
        loss = -float((targets * logs).sum() / count)
        back = (np.exp(logs) * real - targets) / count
        slopes = {"tags": hidden.T @ back, "tags_bias": back.sum(axis=0)}
        slopes |= {name: np.zeros_like(weights[name]) for name in ("convolutions", "convolution_biases")}
        back = back @ weights["tags"].T
        for layer in range(len(self.dilations) - 1, -1, -1):
            step = self.dilations[layer]
            kernels = weights["convolutions"][layer]
            around, added, _ = kept[layer]
            back *= real
            inner = back * (added > 0)
            slopes["convolutions"][layer] = (around.T @ inner).reshape(kernels.shape)
            slopes["convolution_biases"][layer] = inner.sum(axis=0)
            left, at, right = np.split(inner @ kernels.reshape(-1, kernels.shape[2]).T, 3, axis=1)
            back += at
            back += _moved(left, -step)
            back += _moved(right, step)
        back *= real
        gathered = np.zeros_like(vectors)
        order = np.argsort(words, kind="stable")
        starts = np.flatnonzero(np.diff(words[order], prepend=-1))
        gathered[words[order][starts]] = np.add.reduceat(back[order], starts, axis=0)
        slopes["word_offset"] = gathered.sum(axis=0)
        gathered *= before > 0
        slopes["word"] = spelled.T @ gathered
        slopes["word_bias"] = gathered.sum(axis=0)
        self._move(slopes, rate)
        return loss

    def _move(self, slopes: dict[str, Any], rate: float) -> None:
        self._steps += 1
        norm = float(np.sqrt(sum(float((one * one).sum()) for one in slopes.values())))
        shrink = np.float32(min(1.0, 2.0 / norm))
        for name, slope in slopes.items():
            first, second = self._moments[name]
            step = slope * shrink
            first += np.float32(0.1) * (step - first)
            second += np.float32(0.001) * (step * step - second)
            size = rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
            self.weights[name] -= np.float32(size) * first / (np.sqrt(second) + np.float32(1e-8))


def _moved(rows: Floats, by: int) -> Floats:
    """Rows moved down by some places (up where negative), zeros where none come from."""
    moved = np.zeros_like(rows)
    if by > 0:
        moved[by:] = rows[:-by]
    else:
        moved[:by] = rows[-by:]
    return moved


class Lesson:
    """Sentences as numbers of spellings with their targets, and the inputs of every spelling."""

    def __init__(self, tag_names: Sequence[str]) -> None:
        self._tag_names = list(tag_names)
        self._numbers: dict[str, int] = {}
        self.sentences: list[NDArray[np.int32]] = []
        self.targets: list[NDArray[np.float16]] = []
        self.times: list[int] = []

    def add(
        self,
        network: Network,
        sentences: Sequence[list[str]],
        *,
        times: int = 1,
        gold: Sequence[list[str]] | None = None,
    ) -> None:
        """Label sentences by the wide network and keep them; ``gold`` are tags that count for a part."""
        ends = np.cumsum([len(words) for words in sentences])
        for number, found in enumerate(np.split(network.probabilities(sentences).T, ends[:-1])):
            if gold is not None:
                certain = np.eye(len(self._tag_names), dtype=np.float32)
                labels = certain[[self._tag_names.index(tag) for tag in gold[number]]]
                found = (1 - _GOLD) * found + _GOLD * labels  # noqa: PLW2901
            elif float(1 - found[:, 0].min()) < _SUSPECTED and number % 10 >= 10 * _PLAIN_KEPT:
                continue
            words = sentences[number]
            self.sentences.append(
                np.array([self._numbers.setdefault(word, len(self._numbers)) for word in words], np.int32)
            )
            self.targets.append(found.astype(np.float16))
            self.times.append(times)

    def spelled(self, wide: Weights) -> NDArray[np.float16]:
        """The inputs of every spelling met."""
        words = list(self._numbers)
        parts = [inputs(wide, words[at : at + _PORTION]) for at in range(0, len(words), _PORTION)]
        return np.concatenate([part.astype(np.float16) for part in parts])


def lesson(wide: Weights, every: int) -> Lesson:
    """The sentences to learn from: those of one news article in ``every``, and the labelled ones."""
    learnt, network = Lesson(wide.tag_names), Network(wide)
    train, held = train_and_dev()
    others = {name: read(name) for name in _OTHERS}
    kept_back = {_trace(sentence.words) for sentence in held}
    for name, sentences in others.items():
        edge = len(sentences) * 4 // 5
        kept_back |= {_trace(sentence.words) for sentence in sentences[edge:]}
        others[name] = sentences[:edge]
    learnt.add(network, [one.words for one in train], times=_LABELLED_TIMES, gold=[one.tags for one in train])
    for sentences in others.values():
        learnt.add(network, [one.words for one in sentences], times=_LABELLED_TIMES)
    seen = set(kept_back)
    portion: list[list[str]] = []
    for sentence in chain.from_iterable(news(every=every)):
        trace = _trace(sentence)
        if trace in seen or len(sentence) > _LONGEST_SENTENCE:
            continue
        seen.add(trace)
        portion.append(sentence)
        if len(portion) == _PORTION:
            learnt.add(network, portion)
            portion = []
    learnt.add(network, portion)
    return learnt


def _trace(sentence: Iterable[str]) -> str:
    return " ".join(word for word in map(key, sentence) if word.isalnum())


def _batches(learnt: Lesson, order: random.Random) -> Iterator[list[int]]:
    numbers = list(chain.from_iterable([number] * times for number, times in enumerate(learnt.times)))
    order.shuffle(numbers)
    batch: list[int] = []
    size = 0
    for number in numbers:
        batch.append(number)
        size += len(learnt.sentences[number])
        if size >= _BATCH_WORDS:
            yield batch
            batch, size = [], 0


def fit(narrow: Narrow, wide: Weights, learnt: Lesson, *, epochs: int, rate: float, seed: int) -> None:
    """Bring the narrow network's probabilities close to the targets (cross entropy, Adam, falling rate)."""
    spelled = learnt.spelled(wide)
    row_inputs = 2 * wide.rows.shape[1]
    shape_at = row_inputs + wide.ngrams.shape[1] + _UNKNOWN_AT
    order = random.Random(seed)
    chance = np.random.default_rng(seed)
    pad = np.zeros(max(wide.dilations), np.intp)
    lines = np.zeros((len(pad), len(wide.tag_names)), np.float32)
    total = epochs * sum(1 for _ in _batches(learnt, random.Random(0)))
    step, started = 0, time.process_time()
    losses: list[float] = []
    for _ in range(epochs):
        for batch in _batches(learnt, order):
            places: list[NDArray[Any]] = [pad]
            targets = [lines]
            marks = [pad]
            for number in batch:
                own = learnt.sentences[number]
                places += [own, pad]
                targets += [learnt.targets[number].astype(np.float32), lines]
                marks += [np.ones(len(own), np.intp), pad]
            distinct, words = np.unique(np.concatenate(places), return_inverse=True)
            known = spelled[distinct].astype(np.float32)
            hidden = np.flatnonzero(chance.random(len(known)) < _HIDE)
            known[hidden, : wide.rows.shape[1]] = 0
            known[hidden, shape_at : shape_at + 2] = (1, 0)
            half = hidden[chance.random(len(hidden)) < 0.5]  # noqa: PLR2004
            known[half, wide.rows.shape[1] : row_inputs] = 0
            now = rate * min(1.0, (step + 1) / 200) * max(0.02, 1 - step / total)
            real = np.concatenate(marks).astype(np.float32)[:, None]
            losses.append(narrow.learn(known, words, real, np.concatenate(targets), now))
            step += 1
            if step % 200 == 0 or step == total:
                print(
                    f"step {step} of {total}: loss {np.mean(losses[-200:]):.4f}, {time.process_time() - started:.0f} s",
                    flush=True,
                )


def export(narrow: Narrow, wide_file: Path, out: Path) -> None:
    """Write the wide model's file with the narrow network's weights in it, in half precision."""
    with np.load(wide_file, allow_pickle=False) as file:
        parts = {name: file[name] for name in file.files}
    parts |= {name: one.astype(np.float16) for name, one in narrow.weights.items()}
    np.savez_compressed(out, **parts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the narrow network."""
    parser = argparse.ArgumentParser(description="Train a narrow name tagger after a wide one.")
    parser.add_argument("--wide", type=Path, required=True, help="model file of the wide network")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--start", type=Path, help="model file of a narrow network to go on with")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--every", type=int, default=2, help="one news article in so many is learnt from")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lesson", type=Path, help="file that keeps what is learnt from, read where it is there")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    wide = read_weights(options.wide)
    if options.lesson is not None and options.lesson.exists():
        learnt: Lesson = pickle.loads(options.lesson.read_bytes())  # noqa: S301 - written below
    else:
        learnt = lesson(wide, options.every)
        if options.lesson is not None:
            options.lesson.write_bytes(pickle.dumps(learnt))
    print(f"{len(learnt.sentences):,} sentences, {sum(map(len, learnt.sentences)):,} words", flush=True)
    narrow = Narrow(wide, options.width, options.seed)
    if options.start is not None:
        narrow.begin(read_weights(options.start))
    fit(narrow, wide, learnt, epochs=options.epochs, rate=options.rate, seed=options.seed)
    export(narrow, options.wide, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
