"""The network that ships, in its trainable form (torch); indexer/extract/tagger/network.py runs it with numpy.

A word's vector comes from its spelling alone: row of the vocabulary, row of its stem, letter sequences, shape, lists of
names. Three convolutions of width 3 with dilations 1, 2 and 4 then look at the seven words on either side.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch import Tensor, nn
from torch.nn import functional  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.features import NGRAM_ROWS, SHAPES, Features, columns, features
from indexer.extract.tagger.words import key
from indexer.tools.tagger_lists import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
DILATIONS = (1, 2, 4)
NGRAM_WIDTH = 48
_BATCH_WORDS = 1500
_MEAN_EVERY = 10  # steps between the weights that a running mean is made of
_MEAN_KEPT = 0.97  # what a mean keeps of itself at each
_BATCH_SENTENCES = 50
_ASIDE = 0.1  # what the parts of speech count beside the tags
_UNLISTED = 0.1  # share of the spellings that are taken off every list in training: lists are never complete
_STEM_TOO = 0.5  # of the words made unknown, the share whose stem is made unknown too


@dataclass(frozen=True)
class Example:
    """A sentence to learn from: words, wished-for probabilities [words, tags], side inputs [words, any].

    `speech` [words] are the numbers of the words' parts of speech, where those are to be learnt beside the tags.
    """

    words: list[str]
    targets: NDArray[np.float32]
    side: NDArray[np.float32]
    speech: NDArray[np.intp] | None = None


class Student(nn.Module):  # type: ignore[misc] # torch is untyped here
    """Words in, scores of the seven tags out."""

    def __init__(self, vectors: np.ndarray, width: int = 128, dropout: float = 0.3, side: int = 0) -> None:
        super().__init__()
        count, size = vectors.shape
        rows = np.concatenate([vectors, np.zeros((1, size), np.float32)])  # the last row: no such word
        self.rows = nn.Embedding.from_pretrained(torch.from_numpy(rows), freeze=False, padding_idx=count, sparse=True)
        self.ngrams = nn.EmbeddingBag(NGRAM_ROWS, NGRAM_WIDTH, mode="mean")
        nn.init.normal_(self.ngrams.weight, std=0.1)
        self.word = nn.Linear(2 * size + NGRAM_WIDTH + SHAPES + 2 * len(LISTS), width)
        self.convolutions = nn.ModuleList(nn.Linear(3 * width, width) for _ in DILATIONS)
        self.tags = nn.Linear(width, len(TAGS))
        self.side = nn.Linear(side, width) if side else None
        self.dropout = dropout

    def word_vectors(self, row: Tensor, stem: Tensor, ngrams: Tensor, offsets: Tensor, shape: Tensor) -> Tensor:
        """One vector for each spelling; shape [spellings, width]."""
        inputs = torch.cat([self.rows(row), self.rows(stem), self.ngrams(ngrams, offsets), shape], dim=1)
        inputs = functional.dropout(inputs, self.dropout * 0.5, self.training)
        return functional.relu(self.word(inputs))

    def forward(self, vectors: Tensor, words: Tensor, real: Tensor, side: Tensor | None = None) -> Tensor:
        """Scores [words, tags] of what `read` returns for the same arguments."""
        return self.tags(self.read(vectors, words, real, side))

    def read(self, vectors: Tensor, words: Tensor, real: Tensor, side: Tensor | None = None) -> Tensor:
        """The last layer's numbers [words, width]; `words` indexes `vectors`, `real` is 0 on padding between sentences.

        `side` [words, side inputs] is what a teacher may see and the shipped student may not.
        """
        hidden = vectors[words]
        if self.side is not None and side is not None:
            hidden = hidden + functional.relu(self.side(functional.dropout(side, self.dropout * 0.5, self.training)))
        hidden = functional.dropout(hidden * real, self.dropout, self.training)
        for dilation, convolution in zip(DILATIONS, self.convolutions, strict=True):
            padded = functional.pad(hidden, (0, 0, dilation, dilation))
            around = torch.cat([padded[: -2 * dilation], hidden, padded[2 * dilation :]], dim=1)
            hidden = (hidden + functional.relu(convolution(around))) * real
            hidden = functional.dropout(hidden, self.dropout * 0.5, self.training)
        return hidden


class Batcher:
    """Turns sentences into the student's inputs, remembering each spelling's features."""

    def __init__(self, vocabulary: Mapping[str, int], lists: Mapping[str, int], seed: int = 1) -> None:
        self.vocabulary = vocabulary
        self.lists = lists
        self.known: dict[str, Features] = {}
        self.random = np.random.default_rng(seed)

    def features(self, word: str) -> Features:
        """Features of a word as written."""
        if word not in self.known:
            self.known[word] = features(key(word), self.vocabulary, self.lists)
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
        shape = columns([item.shape for item in found], SHAPES)
        bits = np.array([(item.listed, item.stem_listed) for item in found])[:, :, None] >> np.arange(len(LISTS)) & 1
        listed = bits.reshape(len(found), -1).astype(np.float32)
        if hide:
            listed[self.random.random(len(found)) < _UNLISTED] = 0
            hidden = self.random.random(len(found)) < hide
            row[hidden] = -1
            shape[hidden, 8:10] = (1.0, 0.0)
            stem[hidden & (self.random.random(len(found)) < _STEM_TOO)] = -1
        row[row < 0] = none
        stem[stem < 0] = none
        ngrams = [ngram for item in found for ngram in item.ngrams]
        offsets = np.cumsum([0] + [len(item.ngrams) for item in found[:-1]])
        spelled = tuple(map(torch.from_numpy, (row, stem, np.array(ngrams), offsets, np.hstack([shape, listed]))))
        return spelled, torch.tensor(words), torch.tensor(real)[:, None]

    def side(self, examples: Sequence[Example]) -> Tensor:
        """The side inputs of `examples`, laid out as `words` of `inputs` are."""
        pad = np.zeros((max(DILATIONS), examples[0].side.shape[1]), np.float32)
        return torch.from_numpy(np.concatenate([pad, *(part for one in examples for part in (one.side, pad))]))


def _shuffled(examples: Sequence[Example], order: random.Random, words: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    size = 0
    for example in order.sample(examples, len(examples)):
        batch.append(example)
        size += len(example.words)
        if size > words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def fit(
    student: Student,
    batcher: Batcher,
    examples: Sequence[Example],
    *,
    epochs: int,
    rate: float = 2e-3,
    row_rate: float = 0.0,
    hide: float = 0.1,
    seed: int = 1,
    batch_words: int = _BATCH_WORDS,
    speech: nn.Linear | None = None,
    averaged: bool = False,
) -> None:
    """Bring the student's probabilities close to the examples' targets (cross entropy, Adam, falling rate).

    The vocabulary rows learn at `row_rate`, 0 to leave them as they are; `hide` is explained at Batcher.inputs. With
    `speech` the last layer learns to tell the examples' parts of speech too, which counts a tenth. With `averaged` the
    student ends with a running mean of its weights (not of the vocabulary's rows).
    """
    torch.manual_seed(seed)
    order = random.Random(seed)
    student.rows.weight.requires_grad = row_rate > 0
    named = {name: weights for name, weights in student.named_parameters() if not name.startswith("rows.")}
    others = list(named.values())
    optimizers = [torch.optim.Adam([*others, *(speech.parameters() if speech else ())], lr=rate)]
    if (
        row_rate
    ):  # only the rows that a batch looks at move: a dense step over 60,000 rows takes longer than all the rest
        optimizers.append(torch.optim.SparseAdam([student.rows.weight], lr=row_rate))
    steps = epochs * sum(1 for _ in _shuffled(examples, order, batch_words))
    schedules = [
        torch.optim.lr_scheduler.LambdaLR(one, lambda step: min(1.0, (step + 1) / 200) * max(0.02, 1 - step / steps))
        for one in optimizers
    ]
    mean = {name: weights.detach().clone() for name, weights in named.items()}
    started, step = time.monotonic(), 0
    for epoch in range(epochs):
        student.train()
        total = 0.0
        for batch in _shuffled(examples, order, batch_words):
            spelled, words, real = batcher.inputs([example.words for example in batch], hide)
            side = batcher.side(batch) if student.side is not None else None
            hidden = student.read(student.word_vectors(*spelled), words, real, side)[real[:, 0] > 0]
            scores = student.tags(hidden)
            targets = torch.from_numpy(np.concatenate([example.targets for example in batch]))
            loss = -(targets * functional.log_softmax(scores, dim=-1)).sum(dim=-1).mean()
            aside = 0.0
            if speech:
                wished = torch.from_numpy(np.concatenate([one.speech for one in batch if one.speech is not None]))
                aside = _ASIDE * functional.cross_entropy(speech(hidden), wished)
            for one in optimizers:
                one.zero_grad()
            (loss + aside).backward()
            nn.utils.clip_grad_norm_(others, 2.0)
            for one in (*optimizers, *schedules):
                one.step()
            total += loss.item()
            step += 1
            if averaged and step % _MEAN_EVERY == 0:
                kept = min(_MEAN_KEPT, step / (step + 100))
                with torch.no_grad():
                    for name, weights in named.items():
                        mean[name].mul_(kept).add_(weights, alpha=1 - kept)
        print(f"student, epoch {epoch + 1}: loss {total * epochs / steps:.4f}, {time.monotonic() - started:.0f} s")
    if averaged:
        student.load_state_dict(student.state_dict() | mean)
    student.eval()


def probabilities(student: Student, batcher: Batcher, examples: Sequence[Example]) -> list[NDArray[np.float32]]:
    """The student's probabilities [words, tags] of each example's words; its targets are not looked at."""
    student.eval()
    pad = max(DILATIONS)
    found: list[NDArray[np.float32]] = []
    with torch.no_grad():
        for start in range(0, len(examples), _BATCH_SENTENCES):
            batch = examples[start : start + _BATCH_SENTENCES]
            spelled, words, real = batcher.inputs([example.words for example in batch])
            side = batcher.side(batch) if student.side is not None else None
            scores = functional.softmax(student(student.word_vectors(*spelled), words, real, side), dim=-1).numpy()
            place = pad
            for example in batch:
                found.append(scores[place : place + len(example.words)])
                place += len(example.words) + pad
    return found
