"""What the pretrained encoder of tagger_encoder.py, as it is, sees in the words of a sentence (training only).

The numbers of some of its layers, in the middle and at the end, are side inputs of the last teachers. Nothing of the
encoder learns: its states are computed once for each sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch.nn import functional  # type: ignore[import-not-found] # training only

from indexer.tools.tagger_encoder import model_file, read_encoder
from indexer.tools.tagger_teacher import Pieces, Teacher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.tools.tagger_encoder import Encoder

    Halves = NDArray[np.float16]
    Floats = NDArray[np.float32]

LAYERS = (6, 9, 12)  # whose states are kept, of the encoder's twelve
_LONGEST_SENTENCE = 100  # words that are read at once
_LONGEST = 510  # pieces
_BATCH_PIECES = 1500
_EPSILON = 1e-12
_FAR = 6.0  # deviations: a state that is farther off is brought to here
_SMALL = 1e-3


def states(sentences: Sequence[Sequence[str]], encoder: Encoder | None = None) -> list[Halves]:
    """Arrays [words, layers of LAYERS one after the other]: the mean of the states of each word's pieces.

    Raises FileNotFoundError where the package with the encoder's weights is not installed.
    """
    encoder = encoder or read_encoder(model_file())
    pieces = Pieces(encoder, sorted({word for words in sentences for word in words}))
    network = Teacher(encoder, pieces.used).eval()
    parts = [(at, begin) for at, words in enumerate(sentences) for begin in range(0, len(words), _LONGEST_SENTENCE)]
    laid: list[tuple[list[int], list[tuple[int, int]]]] = []
    for at, begin in parts:
        ids, places = [pieces.place[pieces.begin]], []
        for word in sentences[at][begin : begin + _LONGEST_SENTENCE]:
            own = [pieces.place[piece] for piece in pieces.of(word)]
            places.append((min(len(ids), _LONGEST - 2), len(own)))
            ids += own
        laid.append(([*ids, pieces.place[pieces.end]][:_LONGEST], places))
    found: list[list[tuple[int, Halves]]] = [[] for _ in sentences]
    for group in groups([len(ids) for ids, _ in laid], _BATCH_PIECES):
        seen = _layers(network, [laid[part][0] for part in group], pieces.place[pieces.padding])
        for part, own in zip(group, seen, strict=True):
            at, begin = parts[part]
            rows = [
                own[first : max(first + 1, min(first + count, _LONGEST - 1))].mean(0) for first, count in laid[part][1]
            ]
            found[at].append((begin, np.array(rows, np.float16)))
    nothing = np.zeros((0, len(LAYERS) * encoder.width), np.float16)
    return [np.concatenate([rows for _, rows in sorted(own, key=lambda one: one[0])] or [nothing]) for own in found]


def groups(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """The numbers of sentences of like length, ``budget`` pieces or a little less at once."""
    group: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[at] > budget:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _layers(network: Teacher, sentences: Sequence[Sequence[int]], padding: int) -> Floats:
    """The states [sentences, pieces, LAYERS] of sentences of pieces."""
    longest = max(map(len, sentences))
    ids = np.full((len(sentences), longest), padding)
    real = np.zeros((len(sentences), longest), bool)
    for row, own in enumerate(sentences):
        ids[row, : len(own)] = own
        real[row, : len(own)] = True
    with torch.no_grad():
        hidden = network.pieces(torch.from_numpy(ids)) + network.positions[:longest]
        hidden = functional.layer_norm(hidden, (network.width,), network.norm, network.norm_bias, _EPSILON)
        mask = torch.from_numpy(real)[:, None, None, :]
        kept = []
        for number, layer in enumerate(network.layers, 1):
            hidden = layer(hidden, mask)
            if number in LAYERS:
                kept.append(hidden)
        found: Floats = torch.cat(kept, dim=-1).numpy()
    return found


@dataclass(frozen=True)
class Axes:
    """The axes along which the states of two layers differ most; states come out with a spread of one."""

    columns: slice
    mean: Floats
    deviation: Floats
    turn: Floats  # columns, axes

    def __call__(self, rows: Halves) -> Floats:
        """The place [words, axes] of states [words, LAYERS]."""
        found: Floats = self._near(rows) @ self.turn
        return found

    def _near(self, rows: Halves) -> Floats:
        near: Floats = np.clip((rows[:, self.columns].astype(np.float32) - self.mean) / self.deviation, -_FAR, _FAR)
        return near


def axes(seen: Sequence[Halves], layers: tuple[int, int], count: int) -> Axes:
    """The first ``count`` axes (principal components) of two neighbouring layers of LAYERS, by the states ``seen``."""
    width = seen[0].shape[1] // len(LAYERS)
    first = LAYERS.index(layers[0])
    columns = slice(first * width, (first + 2) * width)
    some = np.concatenate([rows[:, columns] for rows in seen[::10]]).astype(np.float32)
    plain = Axes(columns, some.mean(axis=0), some.std(axis=0) + 1e-6, np.eye(2 * width, dtype=np.float32))
    rows = np.concatenate([plain(rows) for rows in seen[::6]])
    values, vectors = np.linalg.eigh(rows.T @ rows / len(rows))
    turn = vectors[:, ::-1][:, :count] / np.sqrt(values[::-1][:count] + _SMALL)
    return Axes(columns, plain.mean, plain.deviation, turn.astype(np.float32))
