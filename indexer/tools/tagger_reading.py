"""What the pretrained encoder of tagger_encoder.py, as it is, makes of sentences half way up and above (training only).

Its lower half is never trained: what it says of each piece is computed once for a sentence, in half precision, and the
upper half can then learn from that (tagger_tuned.py) at half the cost. What the upper half says before it learns is
kept of each word, for teachers that only look at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch.nn import functional  # type: ignore[import-not-found] # training only

from indexer.tools.tagger_states import LAYERS, groups
from indexer.tools.tagger_teacher import Pieces, Teacher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.tools.tagger_encoder import Encoder

    Halves = NDArray[np.float16]

MIDDLE = 6  # layers of the encoder's twelve that are not trained
LONGEST_SENTENCE = 100  # words
_LONGEST = 510  # pieces
_BATCH_PIECES = 1500
_EPSILON = 1e-12


@dataclass(frozen=True)
class Read:
    """One sentence of at most LONGEST_SENTENCE words, as the encoder reads it."""

    middle: Halves  # pieces, width: after the layers that are not trained; the first and the last piece are no word's
    places: NDArray[np.int16]  # words, 2: each word's first piece and that after its last
    states: Halves  # words, layers one after the other: the mean of the word's pieces after each


def read(
    sentences: Sequence[Sequence[str]], encoder: Encoder, below: int = MIDDLE, kept: Sequence[int] = LAYERS
) -> list[Read]:
    """Each sentence as the encoder reads it, after the layers ``below`` and at each word after those ``kept``.

    Raises ValueError where a sentence is longer than LONGEST_SENTENCE words.
    """
    if any(len(words) > LONGEST_SENTENCE for words in sentences):
        raise ValueError(f"a sentence of more than {LONGEST_SENTENCE} words")
    pieces = Pieces(encoder, sorted({word for words in sentences for word in words}))
    network = Teacher(encoder, pieces.used).eval()
    laid: list[tuple[list[int], NDArray[np.int16]]] = []
    for words in sentences:
        ids, spans = [pieces.place[pieces.begin]], []
        for word in words:
            own = [pieces.place[piece] for piece in pieces.of(word)]
            first = min(len(ids), _LONGEST - 2)
            spans.append((first, max(first + 1, min(first + len(own), _LONGEST - 1))))
            ids += own
        laid.append(([*ids[: _LONGEST - 1], pieces.place[pieces.end]], np.array(spans, np.int16).reshape(-1, 2)))
    found: dict[int, Read] = {}
    for group in groups([len(ids) for ids, _ in laid], _BATCH_PIECES):
        longest = max(len(laid[at][0]) for at in group)
        table = np.full((len(group), longest), pieces.place[pieces.padding])
        real = np.zeros((len(group), longest), bool)
        for row, at in enumerate(group):
            table[row, : len(laid[at][0])] = laid[at][0]
            real[row, : len(laid[at][0])] = True
        middle, seen = _layers(network, table, real, below, kept)
        for row, at in enumerate(group):
            ids, places = laid[at]
            states = np.array([seen[row, first:last].mean(0) for first, last in places], np.float16)
            found[at] = Read(middle[row, : len(ids)].copy(), places, states)
    return [found[at] for at in range(len(sentences))]


def _layers(
    network: Teacher, ids: NDArray[np.intp], real: NDArray[np.bool_], below: int, kept: Sequence[int]
) -> tuple[Halves, NDArray[np.float32]]:
    """The states after the layers ``below`` [sentences, pieces, width] and after all ``kept`` side by side."""
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.pieces(torch.from_numpy(ids)) + network.positions[: ids.shape[1]]
        hidden = functional.layer_norm(hidden, (network.width,), network.norm, network.norm_bias, _EPSILON)
        mask = torch.from_numpy(real)[:, None, None, :]
        states = [hidden[:, :, :0].float()]
        for number in range(max(below, *kept, 0) + 1):
            if number:
                hidden = network.layers[number - 1](hidden, mask)
            if number == below:
                middle = hidden.to(torch.float16).numpy()
            if number in kept:
                states.append(hidden.float())
        return middle, torch.cat(states, dim=-1).numpy()
