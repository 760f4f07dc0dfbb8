"""A teacher whose encoder learns, too: the upper half of multilingual-e5-small under a network like the shipped one.

The lower half is as it was; what it says of each sentence is computed once (tagger_reading.py). The upper half learns
the tags from the labelled sentences, by a layer of its own and as a side input of the network above it, which adds what
it knows of spellings, lists and gazetteers. Training only.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch import Tensor, nn
from torch.nn import functional  # type: ignore[import-not-found] # training only

from indexer.tools.tagger_reading import MIDDLE
from indexer.tools.tagger_states import groups
from indexer.tools.tagger_student import TAGS, Student
from indexer.tools.tagger_teacher import Layer, falling_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.tools.tagger_encoder import Encoder
    from indexer.tools.tagger_reading import Read
    from indexer.tools.tagger_student import Batcher, Example

    Floats = NDArray[np.float32]

_BATCH_PIECES = 1800
_LABELLED_PIECES = 6000  # in a batch that nothing is learnt from
_NEAR = 8  # pieces by which the sentences of a batch may differ in length, besides what the batch's size brings
_OWN = 0.5  # what the loss of the encoder's own layer of tags counts beside the network's
_DROPOUT = 0.1


class Tuned(nn.Module):  # type: ignore[misc] # torch is untyped here
    """The upper half of the encoder, tags from it alone, and the network that reads it beside words and side inputs."""

    def __init__(self, encoder: Encoder, table: Floats, side: int, below: int = MIDDLE) -> None:
        super().__init__()
        self.width = encoder.width
        self.layers = nn.ModuleList(Layer(encoder, number, _DROPOUT) for number in range(below, encoder.layers))
        self.own = nn.Linear(encoder.width, len(TAGS))
        self.network = Student(table, dropout=0.5, side=side + encoder.width)
        self.network.rows.weight.requires_grad = False

    def forward(
        self, batch: Sequence[Read], batcher: Batcher, examples: Sequence[Example], hide: float
    ) -> list[Tensor]:
        """Scores [words, tags] of a batch's words, one sentence after the other: by the encoder alone, and by both."""
        seen = self._states(batch)
        spelled, words, real = batcher.inputs([example.words for example in examples], hide)
        there = real[:, 0] > 0
        beside = torch.zeros(len(words), self.width).index_put((there.nonzero()[:, 0],), seen)
        side = torch.cat([batcher.side(examples), beside], dim=1)
        by_both = self.network(self.network.word_vectors(*spelled), words, real, side)[there]
        return [self.own(functional.dropout(seen, 2 * _DROPOUT, self.training)), by_both]

    def _states(self, batch: Sequence[Read]) -> Tensor:
        """What the upper half makes of each word [words, width]: the mean of its pieces."""
        longest = max(len(one.middle) for one in batch)
        middle = np.zeros((len(batch), longest, self.width), np.float32)
        real = np.zeros((len(batch), longest), bool)
        pieces: list[int] = []
        counts: list[int] = []
        for row, one in enumerate(batch):
            middle[row, : len(one.middle)] = one.middle
            real[row, : len(one.middle)] = True
            for first, last in one.places.tolist():
                pieces.extend(range(row * longest + first, row * longest + last))
                counts.append(last - first)
        hidden, mask = torch.from_numpy(middle), torch.from_numpy(real)[:, None, None, :]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                hidden = layer(hidden, mask)
        each = hidden.float().reshape(-1, self.width)[torch.tensor(pieces)]
        many = torch.tensor(counts)
        word = torch.arange(len(counts)).repeat_interleave(many)
        return torch.zeros(len(counts), self.width).index_add(0, word, each) / many[:, None]


def _batches(seen: Sequence[Read], shuffled: random.Random) -> Iterator[list[int]]:
    lengths = [len(one.middle) + shuffled.randrange(_NEAR) for one in seen]
    order = list(range(len(seen)))
    shuffled.shuffle(order)
    found = [[order[at] for at in group] for group in groups([lengths[at] for at in order], _BATCH_PIECES)]
    shuffled.shuffle(found)
    yield from found


def fit_tuned(
    teacher: Tuned,
    batcher: Batcher,
    examples: Sequence[Example],
    seen: Sequence[Read],
    *,
    epochs: int,
    rate: float,
    network_rate: float = 2e-3,
    hide: float = 0.2,
    seed: int = 1,
) -> None:
    """Learn the examples' targets (cross entropy, AdamW, rates that rise for a tenth of the steps and then fall)."""
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    steps = epochs * sum(1 for _ in _batches(seen, shuffled))
    parts = [
        {"params": teacher.layers.parameters(), "lr": rate, "weight_decay": 0.01},
        {"params": teacher.own.parameters(), "lr": 10 * rate},
        {"params": [one for one in teacher.network.parameters() if one.requires_grad], "lr": network_rate},
    ]
    optimizer = torch.optim.AdamW(parts, weight_decay=0.0)
    schedule = falling_rate(optimizer, steps)
    started = time.monotonic()
    for epoch in range(epochs):
        teacher.train()
        total = 0.0
        for batch in _batches(seen, shuffled):
            own = [examples[at] for at in batch]
            targets = torch.from_numpy(np.concatenate([example.targets for example in own]))
            alone, both = (
                -(targets * functional.log_softmax(scores, dim=-1)).sum(dim=-1).mean()
                for scores in teacher([seen[at] for at in batch], batcher, own, hide)
            )
            optimizer.zero_grad()
            (both + _OWN * alone).backward()
            nn.utils.clip_grad_norm_(teacher.layers.parameters(), 1.0)
            nn.utils.clip_grad_norm_(teacher.network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += float(both.detach())
        print(f"teacher, epoch {epoch + 1}: loss {total * epochs / steps:.4f}, {time.monotonic() - started:.0f} s")
    teacher.eval()


def probabilities_tuned(
    teacher: Tuned, batcher: Batcher, examples: Sequence[Example], seen: Sequence[Read]
) -> list[Floats]:
    """The probabilities [words, tags] of each example's words: the mean of what the encoder says alone and of both."""
    teacher.eval()
    found: dict[int, Floats] = {}
    with torch.no_grad():
        for batch in groups([len(one.middle) for one in seen], _LABELLED_PIECES):
            own = [examples[at] for at in batch]
            alone, both = (
                functional.softmax(scores, dim=-1).numpy()
                for scores in teacher([seen[at] for at in batch], batcher, own, 0.0)
            )
            ends = np.cumsum([len(example.words) for example in own])[:-1]
            found.update(zip(batch, np.split(np.float32(0.5) * (alone + both), ends), strict=True))
    return [found[at] for at in range(len(examples))]
