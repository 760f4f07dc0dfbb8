"""Run the name tagger's network with numpy alone.

A word's vector comes from its spelling alone, and each layer adds to some numbers of it what it makes of the word and
its neighbours. So all that a layer reads is a sum: what the spellings give, and what the layers below have added. The
first part is a row of products that is kept for the frequent spellings and made once in a call for the others; only the
second, a third as wide, is multiplied for every word. Sentences are laid end to end and run through the network some at
a time, as many as the processor's cache holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.extract.tagger.features import LONGEST, SHAPES, columns, features
from indexer.extract.tagger.letters import letter_sequences
from indexer.extract.tagger.words import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_KEPT = 200_000  # spellings that are remembered
_EARLY = 20_000  # of them, those whose products are kept, 1.5 kB each: the first met are the frequent ones
_FEW_RUNS = 100  # words whose letter sequences are added up word by word
_MOST = 32_000  # words of one call; more are done in parts, which bounds the room that they take
_TILE = 192  # words run through the network at once: what they need fits into the processor's second cache


@dataclass(frozen=True)
class Weights:
    """What a model file holds.

    Sizes: V vocabulary, S row width, N letter-sequence rows, G their width, H hidden, K of them that a layer adds to
    (each its own number of them), T tags.
    """

    vocabulary: dict[str, int]  # V spellings
    rows: NDArray[np.int8]  # V + 1, S; the last row is all zero: no such word
    row_scales: Floats  # V + 1
    ngrams: Floats  # N, G
    lists: dict[str, int]  # bit n: the spelling is on list n
    list_names: tuple[str, ...]  # L lists
    word: Floats  # 2 S + G + shapes + 2 L, H
    word_bias: Floats  # H
    word_offset: Floats  # H; added to every word's vector
    convolutions: tuple[Floats, ...]  # of each layer 3, H, K: before, at, after the word
    convolution_biases: tuple[Floats, ...]  # of each layer K
    units: tuple[NDArray[np.intp], ...]  # of each layer K: the numbers of the word's vector that it adds to
    dilations: tuple[int, ...]
    tags: Floats  # H, T
    tags_bias: Floats  # T
    tag_names: tuple[str, ...]


def read_weights(path: Path) -> Weights:
    """Read the model file; raises OSError or ValueError where it is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
        units = _units(file)
        spellings = file["vocabulary"].tobytes().decode("utf-8").split("\n")
        return Weights(
            vocabulary={spelling: row for row, spelling in enumerate(spellings)},
            rows=file["rows"],
            row_scales=file["row_scales"].astype(np.float32),
            ngrams=file["ngrams"] * file["ngram_scales"].astype(np.float32)[:, None],
            lists=_lists(file),
            list_names=tuple(str(name) for name in file["list_names"]) if "list_names" in file else (),
            word=file["word"].astype(np.float32),
            word_bias=file["word_bias"].astype(np.float32),
            word_offset=file["word_offset"].astype(np.float32),
            convolutions=tuple(
                np.ascontiguousarray(kernels[:, :, : len(own)], np.float32)
                for kernels, own in zip(file["convolutions"], units, strict=True)
            ),
            convolution_biases=tuple(
                biases[: len(own)].astype(np.float32)
                for biases, own in zip(file["convolution_biases"], units, strict=True)
            ),
            units=units,
            dilations=tuple(int(number) for number in file["dilations"]),
            tags=file["tags"].astype(np.float32),
            tags_bias=file["tags_bias"].astype(np.float32),
            tag_names=tuple(str(name) for name in file["tag_names"]),
        )


def _lists(file: Mapping[str, NDArray[Any]]) -> dict[str, int]:
    """The lists of names; none in a model that was trained without them."""
    if "listed" not in file:
        return {}
    return dict(zip(file["listed"].tobytes().decode("utf-8").split("\n"), file["listed_bits"].tolist(), strict=True))


def _units(file: Mapping[str, NDArray[Any]]) -> tuple[NDArray[np.intp], ...]:
    """The numbers that each layer adds to: all of them in a model that was not narrowed. Layers are filled up by -1."""
    kernels = file["convolutions"]
    if "units" not in file:
        return tuple(np.arange(kernels.shape[3]) for _ in kernels)
    return tuple(units[units >= 0].astype(np.intp) for units in file["units"])


class _Products:
    """What spellings give to the layers and to the tags, by place: place 0 is that of no word, and gives nothing.

    ``sides`` are each layer's products with its three kernels [places, K]: for the word before, the word itself (its
    bias included) and the word after; ``tags`` [places, T]. Places up to `_EARLY` stay; those above are given anew in
    each call.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.sides = [
            [np.zeros((_EARLY, len(units)), np.float32) for _ in ("before", "at", "after")] for units in weights.units
        ]
        self.tags: Floats = np.zeros((_EARLY, len(weights.tags_bias)), np.float32)

    def make(self, vectors: Floats, first: int) -> None:
        """Make the products of vectors [D, H] at the places from ``first`` on."""
        end = first + len(vectors)
        if end > len(self.tags):
            self.sides = [[_longer(side, end) for side in sides] for sides in self.sides]
            self.tags = _longer(self.tags, end)
        weights = self._weights
        for sides, kernels, biases in zip(self.sides, weights.convolutions, weights.convolution_biases, strict=True):
            for side, kernel in zip(sides, kernels, strict=True):
                np.matmul(vectors, kernel, out=side[first:end])
            sides[1][first:end] += biases
        np.matmul(vectors, weights.tags, out=self.tags[first:end])
        self.tags[first:end] += weights.tags_bias


def _longer(rows: Floats, count: int) -> Floats:
    """The same rows with room for ``count`` and some more."""
    grown = np.zeros((count + count // 8, rows.shape[1]), np.float32)
    grown[: len(rows)] = rows
    return grown


class _Neighbours:
    """For a layer, the places of the words ``step`` before and after each word, 0 where that is another sentence's.

    ``heads`` are the words less than ``step`` away from their sentence's first word, ``tails`` those from its last.
    """

    def __init__(self, places: NDArray[np.intp], starts: NDArray[np.intp], ends: NDArray[np.intp], step: int) -> None:
        offsets = np.arange(step)
        heads, tails = starts[:, None] + offsets, ends[:, None] - step + offsets
        self.heads = heads[heads < ends[:, None]]
        self.tails = tails[tails >= starts[:, None]]
        self.before = np.zeros_like(places)
        self.before[step:] = places[:-step]
        self.before[self.heads] = 0
        self.after = np.zeros_like(places)
        self.after[:-step] = places[step:]
        self.after[self.tails] = 0

    def edges(self, start: int, end: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Heads and tails from word ``start`` to ``end``, whole sentences, counted from ``start``."""
        heads, tails = (rows[slice(*rows.searchsorted((start, end)))] - start for rows in (self.heads, self.tails))
        return heads, tails


class _Room:
    """Arrays to compute in, used again and again: new ones would be filled by the operating system page by page.

    ``added`` [words, all K] is what the layers have added to a word. Of each layer, ``around`` [words, 3 times the K
    below it] is the same before, at and after the word; ``read``, ``side`` and ``product`` [words, K] are parts of what
    it reads. ``zeros`` repeats one number as often as it may stand here: numpy works on two whole arrays several times
    as fast as on an array and a number.
    """

    def __init__(self, rows: int, widths: Sequence[int]) -> None:
        self.rows = rows
        self.added = np.zeros((rows, sum(widths)), np.float32)
        self.around = [np.zeros((rows, 3 * sum(widths[:layer])), np.float32) for layer in range(len(widths))]
        self.read, self.side, self.product, self.zeros = (
            [np.zeros((rows, width), np.float32) for width in widths] for _ in range(4)
        )


def _tiles(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The words [start, end) of runs of whole sentences, of about `_TILE` words each."""
    start = end = 0
    for length in lengths:
        if end > start and end + length - start > _TILE:
            yield start, end
            start = end
        end += length
    if end > start:
        yield start, end


class Network:
    """Probabilities of the tags for sentences of words."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._widths = list(map(len, weights.units))
        # what a layer reads of those below it, [3 times the K below, K], the first layer nothing
        self._inner = [
            kernels[:, np.concatenate(weights.units[:layer])].reshape(-1, kernels.shape[2]) if layer else None
            for layer, kernels in enumerate(weights.convolutions)
        ]
        self._tags = weights.tags[np.concatenate(weights.units)].T.copy()
        self._index: dict[str, int] = {}
        self._filled = 1  # rows in use: the first _EARLY are places of products, place 0 that of no word
        self._late = np.zeros((4096, weights.word.shape[1]), np.float16)  # the vectors of the rows above those
        self._products = _Products(weights)
        self._room = _Room(2 * _TILE, self._widths)
        self._lock = Lock()

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """One array [tags, words]: the words of all sentences end to end; each column sums to 1.

        Many sentences at once take less time than one by one; no sentence sees the words of another.
        """
        lengths = [len(sentence) for sentence in sentences]
        count = sum(lengths)
        if count > _MOST and len(sentences) > 1:
            half = len(sentences) // 2
            return np.concatenate([self.probabilities(part) for part in (sentences[:half], sentences[half:])], axis=1)
        scores: Floats = np.empty((len(self._tags), count), np.float32)
        with self._lock:  # the kept vectors and the room to work in are shared
            places = self._places(np.array(self._rows(list(chain.from_iterable(sentences))), np.intp))
            sizes = np.array([length for length in lengths if length], np.intp)
            ends = sizes.cumsum()
            layers = [_Neighbours(places, ends - sizes, ends, step) for step in self.weights.dilations]
            for start, end in _tiles(lengths):
                np.matmul(self._tags, self._convolve(places, layers, start, end).T, out=scores[:, start:end])
            scores += np.take(self._products.tags, places, axis=0, mode="clip").T
        scores -= scores.max(axis=0)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=0)
        return scores

    def _rows(self, words: list[str]) -> list[int]:
        """The rows of ``words``, those met for the first time learnt."""
        index = self._index
        try:
            return [index[word] for word in words]
        except KeyError:
            new = {word for word in words if word not in index}
            if len(index) + len(new) > _KEPT:
                index.clear()
                self._filled = 1
                new = set(words)
            self._learn(sorted(new))
            return [index[word] for word in words]

    def _places(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The place of each word's products: its row where that is an early one, else one that this call makes."""
        late = np.flatnonzero(rows >= _EARLY)
        if not len(late):
            return rows
        distinct, which = np.unique(rows[late], return_inverse=True)
        self._products.make(self._late[distinct - _EARLY].astype(np.float32), _EARLY)
        rows[late] = _EARLY + which
        return rows

    def _convolve(self, places: NDArray[np.intp], layers: list[_Neighbours], start: int, end: int) -> Floats:
        """What the layers add to the words [start, end), whole sentences: [words, layers K], in room used again."""
        count = end - start
        if count > self._room.rows:
            self._room = _Room(count, self._widths)
        room = self._room
        added = room.added[:count]
        known = 0
        for layer, near in enumerate(layers):
            read, side, zeros = room.read[layer][:count], room.side[layer][:count], room.zeros[layer][:count]
            before, at, after = self._products.sides[layer]
            np.take(at, places[start:end], axis=0, out=read, mode="clip")
            np.take(before, near.before[start:end], axis=0, out=side, mode="clip")
            read += side
            np.take(after, near.after[start:end], axis=0, out=side, mode="clip")
            read += side
            inner = self._inner[layer]
            if inner is not None:
                step, (heads, tails) = self.weights.dilations[layer], near.edges(start, end)
                below, around, product = added[:, :known], room.around[layer][:count], room.product[layer][:count]
                around[step:, :known] = below[:-step]
                around[:, known : 2 * known] = below
                around[:-step, 2 * known :] = below[step:]
                # what would reach into the next sentence or the one before counts for nothing
                around[heads, :known] = 0
                around[tails, 2 * known :] = 0
                np.matmul(around, inner, out=product)
                read += product
            np.maximum(read, zeros, out=added[:, known : known + read.shape[1]])
            known += read.shape[1]
        return added

    def _learn(self, words: list[str]) -> None:
        """Compute the vectors of `words`, and keep the products of the early ones and the vectors of the others.

        All are rounded alike, so that nothing depends on when a word was met.
        """
        rounded = vectors(self.weights, words).astype(np.float16)
        first, self._filled = self._filled, self._filled + len(words)
        early = max(0, _EARLY - first)
        if early:
            self._products.make(rounded[:early].astype(np.float32), first)
        if self._filled > _EARLY:
            start, end = max(first, _EARLY) - _EARLY, self._filled - _EARLY
            if end > len(self._late):
                self._late = np.concatenate([self._late, np.zeros((end, self._late.shape[1]), np.float16)])
            self._late[start:end] = rounded[early:]
        self._index.update((word, first + place) for place, word in enumerate(words))


def vectors(weights: Weights, words: Sequence[str]) -> Floats:
    """The vectors of words [words, H], by their spelling alone."""
    found: Floats = np.maximum(inputs(weights, words) @ weights.word + weights.word_bias, 0) + weights.word_offset
    return found


def inputs(weights: Weights, words: Sequence[str]) -> Floats:
    """What the model knows of each word's spelling [words, 2 S + G + shapes + 2 L]."""
    keys = [key(word)[:LONGEST] for word in words]
    found = [features(spelling, weights.vocabulary, weights.lists, letters=False) for spelling in keys]
    flat, counts = letter_sequences(keys)
    letters = _sums(weights.ngrams, flat, counts)
    letters /= counts[:, None].astype(np.float32)
    rows, stems, _, shapes, listed, stems_listed = map(list, zip(*found, strict=True))
    lists = len(weights.list_names)
    return np.concatenate(
        [
            weights.rows[rows] * weights.row_scales[rows, None],  # -1 is the last row
            weights.rows[stems] * weights.row_scales[stems, None],
            letters,
            columns(shapes, SHAPES),
            columns(listed, lists),
            columns(stems_listed, lists),
        ],
        axis=1,
    )


def _sums(rows: Floats, flat: NDArray[np.intp], counts: NDArray[np.intp]) -> Floats:
    """The sums of runs of rows: of the first ``counts[0]`` that ``flat`` names, of the next ``counts[1]`` and so on.

    Each run's first rows are added up together, then the second ones of those that have two, and so on: the longest
    run first, so that these lie together. For many runs this takes a fifth of the time of numpy's own sums of runs.
    """
    starts = np.cumsum(counts) - counts
    if len(counts) < _FEW_RUNS:
        few: Floats = np.add.reduceat(rows[flat], starts, axis=0)
        return few
    order = np.argsort(-counts, kind="stable")
    starts, counts = starts[order], counts[order]
    sums: Floats = rows[flat[starts]]
    for place in range(1, int(counts[0])):
        own = starts[: len(counts) - int(counts[::-1].searchsorted(place, side="right"))]
        sums[: len(own)] += rows[flat[own + place]]
    found = np.empty_like(sums)
    found[order] = sums
    return found
