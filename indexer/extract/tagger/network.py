"""Run the name tagger's network with numpy alone.

Shapes: a vocabulary row is one byte a number with one scale a row; a word's vector comes from its spelling alone and is
kept, so that a word seen before costs one dictionary look-up. Sentences are laid end to end with rows of zeros between
them as wide as the widest convolution reaches, so that one matrix product serves a whole batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.features import features
from indexer.extract.tagger.words import key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_KEPT = 200_000  # spellings whose vector is kept: half a kilobyte each
_BATCH = 1500  # words run through the network at once: more would fall out of the processor's cache


@dataclass(frozen=True)
class Weights:
    """What a model file holds.

    Sizes: V vocabulary, S row width, N letter-sequence rows, G their width, H hidden, T tags.
    """

    vocabulary: dict[str, int]  # V spellings
    rows: NDArray[np.int8]  # V + 1, S; the last row is all zero: no such word
    row_scales: Floats  # V + 1
    ngrams: NDArray[np.int8]  # N, G
    ngram_scales: Floats  # N
    word: Floats  # 2 S + G + shapes, H
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
            ngrams=file["ngrams"],
            ngram_scales=file["ngram_scales"].astype(np.float32),
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


class Network:
    """Probabilities of the tags for sentences of words."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._pad = max(weights.dilations)
        # before, at and after the word side by side: one matrix product a layer where there would be three
        self._kernels = [np.concatenate(list(layer), axis=1) for layer in weights.convolutions]
        self._index: dict[str, int] = {}
        self._filled = 1  # rows of the vectors in use; row 0 stays zero
        self._vectors: Floats = np.zeros((4096, weights.word.shape[1]), np.float32)
        self._lock = Lock()

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """One array [words, tags] for each sentence; each row sums to 1."""
        results: list[Floats] = []
        batch: list[Sequence[str]] = []
        size = 0
        with self._lock:  # the kept vectors are shared
            for sentence in sentences:
                batch.append(sentence)
                size += len(sentence) + self._pad
                if size >= _BATCH:
                    results += self._run(batch)
                    batch, size = [], 0
            if batch:
                results += self._run(batch)
        return results

    def _run(self, batch: list[Sequence[str]]) -> list[Floats]:
        weights, pad = self.weights, self._pad
        index = self._index
        new = {word for sentence in batch for word in sentence if word not in index}
        if new:
            if len(index) + len(new) > _KEPT:
                index.clear()
                self._filled = 1
                new = {word for sentence in batch for word in sentence}
            self._learn(sorted(new))
        places = [0] * pad  # row 0 of the vectors is all zero: between sentences
        for sentence in batch:
            places += [index[word] for word in sentence]
            places += [0] * pad
        rows = np.array(places, np.intp)
        hidden: Floats = self._vectors[rows]
        real = (rows > 0)[:, None]
        size = hidden.shape[1]
        for dilation, kernels, bias in zip(weights.dilations, self._kernels, weights.convolution_biases, strict=True):
            products = hidden @ kernels
            around = products[:, size : 2 * size] + bias
            around[dilation:] += products[:-dilation, :size]
            around[:-dilation] += products[dilation:, 2 * size :]
            np.maximum(around, 0, out=around)
            around *= real
            hidden = hidden + around
        scores = hidden @ weights.tags + weights.tags_bias
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        results: list[Floats] = []
        place = pad
        for sentence in batch:
            results.append(scores[place : place + len(sentence)])
            place += len(sentence) + pad
        return results

    def _learn(self, words: list[str]) -> None:
        """Compute and keep the vectors of `words`."""
        weights = self.weights
        found = [features(key(word), weights.vocabulary) for word in words]
        ends = np.cumsum([len(item.ngrams) for item in found])
        flat = np.fromiter((ngram for item in found for ngram in item.ngrams), np.intp, int(ends[-1]))
        letters = np.add.reduceat(
            weights.ngrams[flat] * weights.ngram_scales[flat, None], np.concatenate([[0], ends[:-1]]), axis=0
        )
        letters /= np.diff(ends, prepend=0)[:, None].astype(np.float32)
        rows = np.array([item.row for item in found])  # -1 is the last row
        stems = np.array([item.stem_row for item in found])
        inputs = np.concatenate(
            [
                weights.rows[rows] * weights.row_scales[rows, None],
                weights.rows[stems] * weights.row_scales[stems, None],
                letters,
                np.array([item.shape for item in found], np.float32),
            ],
            axis=1,
        )
        vectors = np.maximum(inputs @ weights.word + weights.word_bias, 0) + weights.word_offset
        first, self._filled = self._filled, self._filled + len(words)
        if self._filled > len(self._vectors):
            grown = np.zeros((max(self._filled, 2 * len(self._vectors)), vectors.shape[1]), np.float32)
            grown[:first] = self._vectors[:first]
            self._vectors = grown
        self._vectors[first : self._filled] = vectors
        self._index.update((word, first + place) for place, word in enumerate(words))
