"""Run the name tagger's network with numpy alone.

Shapes: a vocabulary row is one byte a number with one scale a row; a word's vector comes from its spelling alone and is
kept, so that a word seen before costs one dictionary look-up. Sentences are laid end to end and run through the network
some at a time, as many as the processor's cache holds; the first layer is computed once for each distinct spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indexer.extract.tagger.features import LONGEST, SHAPES, columns, features
from indexer.extract.tagger.letters import letter_sequences
from indexer.extract.tagger.words import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_KEPT = 200_000  # spellings whose vector is kept: half a kilobyte each
_EARLY = 12_000  # rows whose products with the first layer are kept: the first spellings met are the frequent ones
_TILE = 192  # words run through the network at once: what they need fits into the processor's second cache


@dataclass(frozen=True)
class Weights:
    """What a model file holds.

    Sizes: V vocabulary, S row width, N letter-sequence rows, G their width, H hidden, T tags.
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
    convolutions: Floats  # layers, 3, H, H: before, at, after the word
    convolution_biases: Floats  # layers, H
    dilations: tuple[int, ...]
    tags: Floats  # H, T
    tags_bias: Floats  # T
    tag_names: tuple[str, ...]


def read_weights(path: Path) -> Weights:
    """Read the model file; raises OSError or ValueError where it is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
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
            convolutions=file["convolutions"].astype(np.float32),
            convolution_biases=file["convolution_biases"].astype(np.float32),
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


class _FirstLayer(NamedTuple):
    """Vectors [D, H] of D distinct spellings, row 0 all zero, and their products with the first layer's kernels."""

    vectors: Floats
    before: Floats
    at: Floats  # bias included
    after: Floats


class _Room:
    """Arrays to compute in, used again and again: new ones would be filled by the operating system page by page.

    ``zeros`` and ``biases`` repeat one row as often as a word may stand here: numpy works on two whole arrays several
    times as fast as on an array and a row or a number.
    """

    def __init__(self, rows: int, biases: Floats) -> None:
        width = biases.shape[1]
        self.hidden, self.before, self.at, self.after = (np.empty((rows, width), np.float32) for _ in range(4))
        self.zeros = np.zeros((rows, width), np.float32)
        self.biases = np.repeat(biases[:, None], rows, axis=1)


class _Edges:
    """The words less than ``step`` away from their sentence's first word, and those from its last one."""

    def __init__(self, starts: NDArray[np.intp], ends: NDArray[np.intp], step: int) -> None:
        offsets = np.arange(step)
        heads, tails = starts[:, None] + offsets, ends[:, None] - step + offsets
        self._heads = heads[heads < ends[:, None]]
        self._tails = tails[tails >= starts[:, None]]

    def between(self, start: int, end: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Those of whole sentences from word ``start`` to ``end``, counted from ``start``."""
        heads, tails = (rows[slice(*rows.searchsorted((start, end)))] - start for rows in (self._heads, self._tails))
        return heads, tails


def _multiplied(vectors: Floats, kernel: Floats) -> Floats:
    """The product of many rows with a kernel, as many rows at a time as the processor's cache holds."""
    product = np.empty_like(vectors)
    for start in range(0, len(vectors), _TILE):
        np.matmul(vectors[start : start + _TILE], kernel, out=product[start : start + _TILE])
    return product


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
        self._tags = np.ascontiguousarray(weights.tags.T)
        self._index: dict[str, int] = {}
        self._filled = 1  # rows of the vectors in use; row 0 stays zero
        self._vectors: Floats = np.zeros((4096, weights.word.shape[1]), np.float32)
        # the first layer's products of the spellings met first, and which of them have been computed
        self._early = np.empty((3, _EARLY, weights.word.shape[1]), np.float32)
        self._multiplied = np.zeros(_EARLY, np.bool_)
        self._room = _Room(2 * _TILE, weights.convolution_biases)
        self._lock = Lock()

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """One array [tags, words]: the words of all sentences end to end; each column sums to 1.

        Many sentences at once take less time than one by one; no sentence sees the words of another.
        """
        lengths = [len(sentence) for sentence in sentences]
        scores: Floats = np.empty((len(self._tags), sum(lengths)), np.float32)
        with self._lock:  # the kept vectors and the room to work in are shared
            rows = np.array(self._rows(list(chain.from_iterable(sentences))), np.intp)
            sizes = np.array(lengths, np.intp)
            ends = sizes.cumsum()
            starts = ends - sizes
            first, distinct = self._first_layer(rows)
            edges = [_Edges(starts, ends, step) for step in self.weights.dilations]
            for start, end in _tiles(lengths):
                hidden = self._convolve(first, distinct[start:end], [one.between(start, end) for one in edges])
                scores[:, start:end] = self._tags @ hidden.T
        scores += self.weights.tags_bias[:, None]
        scores -= scores.max(axis=0)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=0)
        return scores

    def _rows(self, words: list[str]) -> list[int]:
        """The rows of the kept vectors of ``words``, those met for the first time learnt."""
        index = self._index
        try:
            return [index[word] for word in words]
        except KeyError:
            new = {word for word in words if word not in index}
            if len(index) + len(new) > _KEPT:
                index.clear()
                self._filled = 1
                self._multiplied[:] = False
                new = set(words)
            self._learn(sorted(new))
            return [index[word] for word in words]

    def _first_layer(self, rows: NDArray[np.intp]) -> tuple[_FirstLayer, NDArray[np.intp]]:
        """The first layer's products of each distinct spelling, and for every word which of them is its own.

        News repeats its words: thirty articles have half as many spellings as words.
        """
        met = np.zeros(self._filled, np.bool_)
        met[rows] = True
        met[0] = True  # the row of zeros stands for what is before the first word and after the last
        kept = np.flatnonzero(met)
        place = np.empty(self._filled, np.intp)
        place[kept] = np.arange(len(kept))
        vectors = self._vectors[kept]
        early = int(kept.searchsorted(_EARLY))
        new = kept[:early][~self._multiplied[kept[:early]]]
        self._multiplied[new] = True
        before, at, after = (np.empty_like(vectors) for _ in range(3))
        for out, kernel, known in zip(
            (before, at, after), self.weights.convolutions[0], self._early, strict=True
        ):  # one kernel at a time, so that each product's rows lie together
            known[new] = _multiplied(self._vectors[new], kernel)
            np.take(known, kept[:early], axis=0, out=out[:early], mode="clip")
            out[early:] = _multiplied(vectors[early:], kernel)
        at += self.weights.convolution_biases[0]
        return _FirstLayer(vectors, before, at, after), place[rows]

    def _convolve(
        self, first: _FirstLayer, distinct: NDArray[np.intp], edges: list[tuple[NDArray[np.intp], NDArray[np.intp]]]
    ) -> Floats:
        """The last hidden layer [words, H] of some whole sentences, in room that the next call uses again.

        ``edges`` are each layer's words near their sentence's first one and near its last.
        """
        weights = self.weights
        count = len(distinct)
        if count > len(self._room.zeros):
            self._room = _Room(count, weights.convolution_biases)
        room = self._room
        hidden, before, at, after = room.hidden[:count], room.before[:count], room.at[:count], room.after[:count]
        zeros = room.zeros[:count]
        step, (heads, tails) = weights.dilations[0], edges[0]
        neighbours = np.zeros(count + 2 * step, np.intp)  # the words, with nothing before the first and after the last
        neighbours[step : step + count] = distinct
        behind, ahead = neighbours[:count].copy(), neighbours[2 * step :].copy()
        behind[heads] = 0
        ahead[tails] = 0
        for product, which, out in (
            (first.before, behind, before),
            (first.at, distinct, at),
            (first.after, ahead, after),
        ):
            np.take(product, which, axis=0, out=out, mode="clip")
        np.take(first.vectors, distinct, axis=0, out=hidden, mode="clip")
        at += before
        at += after
        np.maximum(at, zeros, out=at)
        hidden += at
        for layer in range(1, len(weights.dilations)):
            step, (heads, tails) = weights.dilations[layer], edges[layer]
            for kernel, out in zip(weights.convolutions[layer], (before, at, after), strict=True):
                np.matmul(hidden, kernel, out=out)
            # what would reach into the next sentence or the one before counts for nothing
            before[tails] = 0
            after[heads] = 0
            at += room.biases[layer, :count]
            at[step:] += before[:-step]
            at[:-step] += after[step:]
            np.maximum(at, zeros, out=at)
            hidden += at
        return hidden

    def _learn(self, words: list[str]) -> None:
        """Compute and keep the vectors of `words`."""
        weights = self.weights
        vectors = np.maximum(inputs(weights, words) @ weights.word + weights.word_bias, 0) + weights.word_offset
        first, self._filled = self._filled, self._filled + len(words)
        if self._filled > len(self._vectors):
            grown = np.zeros((max(self._filled, 2 * len(self._vectors)), vectors.shape[1]), np.float32)
            grown[:first] = self._vectors[:first]
            self._vectors = grown
        self._vectors[first : self._filled] = vectors
        self._index.update((word, first + place) for place, word in enumerate(words))


def inputs(weights: Weights, words: Sequence[str]) -> Floats:
    """What the model knows of each word's spelling [words, 2 S + G + shapes + 2 L]."""
    keys = [key(word)[:LONGEST] for word in words]
    found = [features(spelling, weights.vocabulary, weights.lists, letters=False) for spelling in keys]
    flat, counts = letter_sequences(keys)
    letters = np.add.reduceat(weights.ngrams[flat], np.cumsum(counts) - counts, axis=0)
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
