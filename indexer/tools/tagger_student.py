"""The network that ships, in its trainable form (torch); indexer/extract/tagger/network.py runs it with numpy.

A word's vector comes from its spelling alone: row of the vocabulary, row of its stem, letter sequences, shape. Three
convolutions of width 3 with dilations 1, 2 and 4 then look at the seven words on either side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from indexer.extract.tagger.features import NGRAM_ROWS, SHAPES, Features, features
from indexer.extract.tagger.words import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
DILATIONS = (1, 2, 4)
NGRAM_WIDTH = 48
_STEM_TOO = 0.5  # of the words made unknown, the share whose stem is made unknown too


class Student(nn.Module):
    """Words in, scores of the seven tags out."""

    def __init__(self, vectors: np.ndarray, width: int = 128, dropout: float = 0.3) -> None:
        super().__init__()
        count, size = vectors.shape
        rows = np.concatenate([vectors, np.zeros((1, size), np.float32)])  # the last row: no such word
        self.rows = nn.Embedding.from_pretrained(torch.from_numpy(rows), freeze=False, padding_idx=count)
        self.ngrams = nn.EmbeddingBag(NGRAM_ROWS, NGRAM_WIDTH, mode="mean")
        nn.init.normal_(self.ngrams.weight, std=0.1)
        self.word = nn.Linear(2 * size + NGRAM_WIDTH + SHAPES, width)
        self.convolutions = nn.ModuleList(nn.Linear(3 * width, width) for _ in DILATIONS)
        self.tags = nn.Linear(width, len(TAGS))
        self.dropout = dropout

    def word_vectors(self, row: Tensor, stem: Tensor, ngrams: Tensor, offsets: Tensor, shape: Tensor) -> Tensor:
        """One vector for each spelling; shape [spellings, width]."""
        inputs = torch.cat([self.rows(row), self.rows(stem), self.ngrams(ngrams, offsets), shape], dim=1)
        inputs = functional.dropout(inputs, self.dropout * 0.5, self.training)
        return functional.relu(self.word(inputs))

    def forward(self, vectors: Tensor, words: Tensor, real: Tensor) -> Tensor:
        """Scores [words, tags]; `words` indexes `vectors`, and `real` is 0 on the padding between sentences."""
        hidden = functional.dropout(vectors[words] * real, self.dropout, self.training)
        for dilation, convolution in zip(DILATIONS, self.convolutions, strict=True):
            padded = functional.pad(hidden, (0, 0, dilation, dilation))
            around = torch.cat([padded[: -2 * dilation], hidden, padded[2 * dilation :]], dim=1)
            hidden = (hidden + functional.relu(convolution(around))) * real
            hidden = functional.dropout(hidden, self.dropout * 0.5, self.training)
        return self.tags(hidden)  # type: ignore[no-any-return] # nn.Module calls are untyped


class Batcher:
    """Turns sentences into the student's inputs, remembering each spelling's features."""

    def __init__(self, vocabulary: Mapping[str, int], seed: int = 1) -> None:
        self.vocabulary = vocabulary
        self.known: dict[str, Features] = {}
        self.random = np.random.default_rng(seed)

    def features(self, word: str) -> Features:
        """Features of a word as written."""
        if word not in self.known:
            self.known[word] = features(key(word), self.vocabulary)
        return self.known[word]

    def inputs(
        self, sentences: Sequence[Sequence[str]], hide: float = 0.0
    ) -> tuple[tuple[Tensor, ...], Tensor, Tensor]:
        """Arguments of word_vectors, then `words` and `real` of forward.

        `hide` is the share of spellings made unknown, and half of their stems with them.
        """
        pad = max(DILATIONS)
        index: dict[str, int] = {}
        words = [0] * pad
        real = [0.0] * pad
        for sentence in sentences:
            for word in sentence:
                words.append(index.setdefault(word, len(index)))
                real.append(1.0)
            words += [0] * pad
            real += [0.0] * pad
        found = [self.features(word) for word in index]
        none = len(self.vocabulary)
        row = np.array([item.row for item in found])
        stem = np.array([item.stem_row for item in found])
        shape = np.array([item.shape for item in found], np.float32)
        if hide:
            hidden = self.random.random(len(found)) < hide
            row[hidden] = -1
            shape[hidden, 8:10] = (1.0, 0.0)
            stem[hidden & (self.random.random(len(found)) < _STEM_TOO)] = -1
        row[row < 0] = none
        stem[stem < 0] = none
        ngrams = [ngram for item in found for ngram in item.ngrams]
        offsets = np.cumsum([0] + [len(item.ngrams) for item in found[:-1]])
        spelled = tuple(map(torch.from_numpy, (row, stem, np.array(ngrams), offsets, shape)))
        return spelled, torch.tensor(words), torch.tensor(real)[:, None]
