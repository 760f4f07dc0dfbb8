"""Step 14 of the training: the convolutions of a network are narrowed, and learn to say what they said before.

    python -m indexer.tools.tagger_narrow --wide FILE [--beside FILE] [--widths 60,60,40] [--out FILE]

Most of what a layer adds to a word's vector changes no tag. The numbers that do, by how much the tags would change
without them (Fisher's information, from tags drawn as the network gives them), are kept; the others are left as the
layer found them. Then convolutions and tags learn from the probabilities of the wide network for half of the news and
for the labelled sentences that may be learnt from, or from the mean of these and of a second network's beside it;
ANERcorp's own labels count for a part in its sentences. The vectors of the words stay as they are. Needs $FIHRIS_DATA
or ../shared/data, 2 GB of memory and numpy alone.
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

from indexer.extract.tagger.network import Network, Weights, read_weights, vectors
from indexer.extract.tagger.tagger import MODEL
from indexer.tools.tagger_corpora import news, read, trace, train_and_dev

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
_PORTION = 2000
_LONGEST_SENTENCE = 120
_HELD_BACK = 1500  # sentences of the news that only show how far the narrow network is from the wide one
_WEIGHED = 40  # batches by which the numbers to keep are chosen


class Narrow:
    """The network above the vectors of words, in a form that learns, and its Adam moments.

    ``units`` says of each layer which numbers of a word's vector it adds to; at first all.
    """

    def __init__(self, wide: Weights) -> None:
        self.dilations = wide.dilations
        self.units = list(wide.units)
        self.weights: dict[str, Floats] = {"tags": wide.tags.copy(), "tags_bias": wide.tags_bias.copy()}
        for layer, (kernels, biases) in enumerate(zip(wide.convolutions, wide.convolution_biases, strict=True)):
            self.weights[f"kernels {layer}"] = kernels.reshape(-1, kernels.shape[2]).copy()  # 3 H, K
            self.weights[f"biases {layer}"] = biases.copy()
        self._begin()

    def _begin(self) -> None:
        self._moments = {name: (np.zeros_like(one), np.zeros_like(one)) for name, one in self.weights.items()}
        self._steps = 0

    def keep(self, units: Sequence[NDArray[np.intp]]) -> None:
        """Let each layer add to ``units`` alone, which must be among those that it adds to."""
        for layer, own in enumerate(units):
            at = np.searchsorted(self.units[layer], own)
            self.weights[f"kernels {layer}"] = np.ascontiguousarray(self.weights[f"kernels {layer}"][:, at])
            self.weights[f"biases {layer}"] = self.weights[f"biases {layer}"][at]
            self.units[layer] = own
        self._begin()

    def run(self, hidden: Floats, real: Floats) -> tuple[list[tuple[Floats, Floats]], Floats, Floats]:
        """What each layer reads around a word and what it adds, the last vectors, and the tags' log probabilities.

        ``hidden`` [places, H] are the words' vectors, ``real`` [places, 1] is 0 on the padding between sentences.
        """
        layers: list[tuple[Floats, Floats]] = []
        for layer, step in enumerate(self.dilations):
            around = np.concatenate([_moved(hidden, step), hidden, _moved(hidden, -step)], axis=1)
            added = np.maximum(around @ self.weights[f"kernels {layer}"] + self.weights[f"biases {layer}"], 0)
            layers.append((around, added))
            hidden = hidden.copy()
            hidden[:, self.units[layer]] += added
            hidden *= real
        scores = hidden @ self.weights["tags"] + self.weights["tags_bias"]
        scores -= scores.max(axis=1, keepdims=True)
        return layers, hidden, scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))

    def slopes(
        self, run: tuple[list[tuple[Floats, Floats]], Floats, Floats], back: Floats, real: Floats
    ) -> tuple[dict[str, Any], list[Floats]]:
        """The slopes of a loss by each weight, and by what each layer added; ``back`` are those by the tags' scores."""
        layers, hidden, _ = run
        by: dict[str, Any] = {"tags": hidden.T @ back, "tags_bias": back.sum(axis=0)}
        by_added: list[Floats] = []
        back = back @ self.weights["tags"].T
        for layer in range(len(layers) - 1, -1, -1):
            around, added = layers[layer]
            back *= real
            own = back[:, self.units[layer]]
            by_added.insert(0, own)
            inner = own * (added > 0)
            by[f"kernels {layer}"] = around.T @ inner
            by[f"biases {layer}"] = inner.sum(axis=0)
            if layer:
                left, at, right = np.split(inner @ self.weights[f"kernels {layer}"].T, 3, axis=1)
                back += at
                back += _moved(left, -self.dilations[layer])
                back += _moved(right, self.dilations[layer])
        return by, by_added

    def move(self, slopes: dict[str, Any], rate: float) -> None:
        """One step of Adam down the slopes."""
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


class Together:
    """Two networks as one: the means of their probabilities."""

    def __init__(self, *weights: Weights) -> None:
        self._networks = [Network(one) for one in weights]

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """As `Network.probabilities` gives them, [tags, words]."""
        mean: Floats = np.mean([one.probabilities(sentences) for one in self._networks], axis=0, dtype=np.float32)
        return mean


class Lesson:
    """Sentences as numbers of spellings with their targets, and the vector of every spelling."""

    def __init__(self, tag_names: Sequence[str]) -> None:
        self._tag_names = list(tag_names)
        self._numbers: dict[str, int] = {}
        self.sentences: list[NDArray[np.int32]] = []
        self.targets: list[NDArray[np.float16]] = []
        self.times: list[int] = []

    def add(
        self,
        network: Network | Together,
        sentences: Sequence[list[str]],
        *,
        times: int = 1,
        gold: Sequence[list[str]] | None = None,
    ) -> None:
        """Label sentences by the network and keep them; ``gold`` are tags that count for a part."""
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

    def vectors(self, wide: Weights) -> Floats:
        """The vectors of the spellings met [spellings, H]."""
        words = list(self._numbers)
        return np.concatenate([vectors(wide, words[at : at + _PORTION]) for at in range(0, len(words), _PORTION)])


def lesson(network: Network | Together, tag_names: Sequence[str], every: int) -> Lesson:
    """The sentences to learn from: those of one news article in ``every``, and the labelled ones."""
    learnt = Lesson(tag_names)
    train, held = train_and_dev()
    others = {name: read(name) for name in _OTHERS}
    kept_back = {trace(sentence.words) for sentence in held}
    for name, sentences in others.items():
        edge = len(sentences) * 4 // 5
        kept_back |= {trace(sentence.words) for sentence in sentences[edge:]}
        others[name] = sentences[:edge]
    learnt.add(network, [one.words for one in train], times=_LABELLED_TIMES, gold=[one.tags for one in train])
    for sentences in others.values():
        learnt.add(network, [one.words for one in sentences], times=_LABELLED_TIMES)
    seen = set(kept_back)
    portion: list[list[str]] = []
    for sentence in chain.from_iterable(news(every=every)):
        own = trace(sentence)
        if own in seen or len(sentence) > _LONGEST_SENTENCE:
            continue
        seen.add(own)
        portion.append(sentence)
        if len(portion) == _PORTION:
            learnt.add(network, portion)
            portion = []
    learnt.add(network, portion)
    return learnt


class Course:
    """The lesson's sentences batch by batch, and those held back."""

    def __init__(self, learnt: Lesson, wide: Weights) -> None:
        self._learnt = learnt
        self._vectors = learnt.vectors(wide)
        self._pad = np.zeros(max(wide.dilations), np.intp)
        self._lines = np.zeros((len(self._pad), len(wide.tag_names)), np.float32)
        plain = [number for number, times in enumerate(learnt.times) if times == 1]
        self._held = sorted(random.Random(5).sample(plain, _HELD_BACK))

    def batches(self, order: random.Random) -> Iterator[list[int]]:
        """All sentences but those held back, labelled ones some times over, as numbers, some thousand words at once."""
        held = set(self._held)
        numbers = [
            number for number, times in enumerate(self._learnt.times) if number not in held for _ in range(times)
        ]
        order.shuffle(numbers)
        batch: list[int] = []
        size = 0
        for number in numbers:
            batch.append(number)
            size += len(self._learnt.sentences[number])
            if size >= _BATCH_WORDS:
                yield batch
                batch, size = [], 0

    def read(self, batch: Iterable[int]) -> tuple[Floats, Floats, Floats]:
        """Sentences as vectors [places, H], targets [places, tags], 0 on the padding, and ``real`` as in `Narrow`."""
        places: list[NDArray[Any]] = [self._pad]
        targets = [self._lines]
        marks = [self._pad]
        for number in batch:
            own = self._learnt.sentences[number]
            places += [own, self._pad]
            targets += [self._learnt.targets[number].astype(np.float32), self._lines]
            marks += [np.ones(len(own), np.intp), self._pad]
        real = np.concatenate(marks).astype(np.float32)[:, None]
        return self._vectors[np.concatenate(places)] * real, np.concatenate(targets), real

    def distance(self, narrow: Narrow) -> float:
        """How far the narrow network is from the targets on what was held back: nats of divergence a word."""
        total, words = 0.0, 0.0
        for at in range(0, len(self._held), 150):
            hidden, targets, real = self.read(self._held[at : at + 150])
            logs = narrow.run(hidden, real)[2]
            total += float((targets * (np.log(targets + 1e-9) - logs)).sum())
            words += float(real.sum())
        return total / words


def narrowed(wide: Weights, course: Course, widths: Sequence[int]) -> Narrow:
    """The wide network with only the ``widths`` numbers of each layer that the tags depend on most."""
    narrow = Narrow(wide)
    chance = np.random.default_rng(1)
    weight = [np.zeros(len(units)) for units in narrow.units]
    batches = course.batches(random.Random(3))
    certain = np.eye(len(wide.tag_names), dtype=np.float32)
    for _ in range(_WEIGHED):
        hidden, _, real = course.read(next(batches))
        run = narrow.run(hidden, real)
        probabilities = np.exp(run[2])
        drawn = (probabilities.cumsum(axis=1) < chance.random((len(probabilities), 1))).sum(axis=1)
        targets = certain[drawn.clip(0, len(certain) - 1)] * real
        _, by_added = narrow.slopes(run, probabilities * real - targets, real)
        for layer, slopes in enumerate(by_added):
            weight[layer] += ((run[0][layer][1] * slopes) ** 2).sum(axis=0)
    for layer, (own, width) in enumerate(zip(weight, widths, strict=True)):
        kept = np.sort(own)[::-1][:width].sum() / own.sum()
        print(f"layer {layer}: {width} of {len(own)} numbers have {kept:.3f} of the weight", flush=True)
    narrow.keep([np.sort(np.argsort(-own)[:width]) for own, width in zip(weight, widths, strict=True)])
    return narrow


def fit(narrow: Narrow, course: Course, *, steps: int, rate: float, seed: int) -> None:
    """Bring the narrow network's probabilities close to the targets (cross entropy, Adam, falling rate)."""
    order = random.Random(seed)
    batches = chain.from_iterable(iter(lambda: course.batches(order), None))
    started = time.process_time()
    print(f"before: {course.distance(narrow):.5f} from the targets", flush=True)
    for step in range(1, steps + 1):
        hidden, targets, real = course.read(next(batches))
        run = narrow.run(hidden, real)
        slopes, _ = narrow.slopes(run, (np.exp(run[2]) * real - targets) / real.sum(), real)
        narrow.move(slopes, rate * min(1.0, step / 100) * max(0.02, 1 - step / steps))
        if step % 200 == 0 or step == steps:
            print(
                f"step {step} of {steps}: {course.distance(narrow):.5f}, {time.process_time() - started:.0f} s",
                flush=True,
            )


def export(narrow: Narrow, wide_file: Path, out: Path) -> None:
    """Write the wide model's file with the narrow layers in it, in half precision; `network.read_weights` reads it."""
    with np.load(wide_file, allow_pickle=False) as file:
        parts = {name: file[name] for name in file.files}
    layers, most = len(narrow.units), max(map(len, narrow.units))
    height = len(narrow.weights["tags"])
    kernels = np.zeros((layers, 3, height, most), np.float16)
    biases = np.zeros((layers, most), np.float16)
    units = np.full((layers, most), -1, np.int16)
    for layer, own in enumerate(narrow.units):
        kernels[layer, :, :, : len(own)] = narrow.weights[f"kernels {layer}"].reshape(3, height, len(own))
        biases[layer, : len(own)] = narrow.weights[f"biases {layer}"]
        units[layer, : len(own)] = own
    parts |= {"convolutions": kernels, "convolution_biases": biases, "units": units}
    parts |= {name: narrow.weights[name].astype(np.float16) for name in ("tags", "tags_bias")}
    np.savez_compressed(out, **parts)


def narrow(
    wide_file: Path,
    out: Path,
    *,
    beside: Path | None = None,
    widths: Sequence[int] = (60, 60, 40),
    steps: int = 2400,
    rate: float = 2e-3,
    seed: int = 7,
    every: int = 2,
    kept: Path | None = None,
) -> None:
    """Narrow the layers of a model file to ``widths`` and write the model file ``out``.

    Half of what is learnt is what the model file ``beside`` says, where there is one. One news article in ``every`` is
    learnt from; the file ``kept`` keeps what is, and is read where it is there.
    """
    wide = read_weights(wide_file)
    if kept is not None and kept.exists():
        learnt: Lesson = pickle.loads(kept.read_bytes())  # noqa: S301 - written below
    else:
        network = Together(wide, read_weights(beside)) if beside else Network(wide)
        learnt = lesson(network, wide.tag_names, every)
        if kept is not None:
            kept.write_bytes(pickle.dumps(learnt))
    print(f"{len(learnt.sentences):,} sentences, {sum(map(len, learnt.sentences)):,} words", flush=True)
    course = Course(learnt, wide)
    narrower = narrowed(wide, course, widths)
    fit(narrower, course, steps=steps, rate=rate, seed=seed)
    export(narrower, wide_file, out)


def main(arguments: Sequence[str] | None = None) -> int:
    """Narrow a network and write it."""
    parser = argparse.ArgumentParser(description="Narrow the layers of a name tagger.")
    parser.add_argument("--wide", type=Path, required=True, help="model file of the wide network")
    parser.add_argument("--beside", type=Path, help="model file of a second network that is learnt from as much")
    parser.add_argument("--widths", default="60,60,40", help="how many numbers each layer adds to, with commas between")
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--every", type=int, default=2, help="one news article in so many is learnt from")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--lesson", type=Path, help="file that keeps what is learnt from, read where it is there")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    narrow(
        options.wide,
        options.out,
        beside=options.beside,
        widths=[int(width) for width in options.widths.split(",")],
        steps=options.steps,
        rate=options.rate,
        seed=options.seed,
        every=options.every,
        kept=options.lesson,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
