"""Step 15 of the training: the layer that looks again at words of which an article says more than their sentence.

It learns from what networks say of sentences that they have not seen: of their own lessons they are too sure. So the
labelled sentences are cut into six parts, in order, so that no article is in two of them but at the edges, and each
part is tagged by two networks that learnt from the other five. They are like the teachers of step 11, but begin with
word vectors of the news alone. The layer then learns ANERcorp's tags from what they say of a word, of its neighbours,
and of the same words in the sentences around it.

unseen0.pkl and unseen1.pkl in the work folder keep what the networks say of the sentences.
"""

from __future__ import annotations

import pickle
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch import Tensor, nn

from indexer.extract.tagger.context import FEATURES, Spellings, gather, groups
from indexer.extract.tagger.numbering import Numbering
from indexer.tools.tagger_corpora import neighbourhoods
from indexer.tools.tagger_distil import Informed, tagged_sentences
from indexer.tools.tagger_lists import name_lists
from indexer.tools.tagger_speech import proper_shares
from indexer.tools.tagger_student import TAGS, Batcher, Student, fit, probabilities
from indexer.tools.tagger_vectors import news_vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.tools.tagger_corpora import Sentence

    Floats = NDArray[np.float32]

HIDDEN = 64
_PARTS = 6
_SEEDS = (12, 13)
_NETWORK_EPOCHS = 6
_EPOCHS = 20
_RATE = 3e-3
_DECAY = 5e-2
_BATCH = 250
#: The layer's part in the new opinion, the network's own being the rest (geometric mean). With all of it the tags of
#: sentences are the best, but the rules of the facets are made for what a network says alone: see the model card.
_PART = 0.3


class Again(nn.Module):  # type: ignore[misc] # torch is untyped here
    """Features of words in, scores of the tags out; it begins as the network's own opinion."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(FEATURES, HIDDEN)
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.own = nn.Parameter(torch.ones(1))
        nn.init.zeros_(self.tags.weight)
        nn.init.zeros_(self.tags.bias)
        self.forget_some = nn.Dropout(0.1)
        self.forget_more = nn.Dropout(0.2)

    def forward(self, rows: Tensor) -> Tensor:
        """Scores [words, tags] of rows of features [words, FEATURES]."""
        hidden = torch.relu(self.hidden(self.forget_some(rows)))
        return self.own * rows[:, : len(TAGS)] + self.tags(self.forget_more(hidden))


def lesson(sentences: Sequence[Sentence], tagged: Sequence[Floats]) -> tuple[Floats, NDArray[np.intp]]:
    """Features and tags of the words of `sentences`, in order, that may be part of a name.

    Those of which their article says nothing else are learnt from too, though not looked at again later.

    `tagged` are the probabilities [words, tags] that a network gives them which has not seen them.
    """
    spellings, numbering = Spellings(), Numbering()
    numbers = [numbering.numbers(sentence.words) for sentence in sentences]
    rows: list[Floats] = []
    tags: list[NDArray[np.intp]] = []
    for at, near in enumerate(neighbourhoods(len(sentences))):
        around = np.concatenate([tagged[one] for one in near]).T
        own_words = np.concatenate([numbers[one] for one in near])
        group = groups(own_words, numbering, np.zeros_like(own_words), spellings)
        words, found = gather(around, group, np.array([len(numbers[one]) for one in near]), untold=True)
        first = sum(len(sentences[one].words) for one in near if one < at)
        own = slice(*words.searchsorted((first, first + len(sentences[at].words))))
        rows.append(found[own])
        tags.append(np.array([TAGS.index(sentences[at].tags[word - first]) for word in words[own]], np.intp))
    return np.concatenate(rows), np.concatenate(tags)


def train(rows: Floats, tags: NDArray[np.intp], seed: int) -> Again:
    """A layer that has learnt `tags` from `rows` of features (cross entropy, AdamW, falling rate)."""
    torch.manual_seed(seed)
    layer = Again()
    optimizer = torch.optim.AdamW(layer.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = _EPOCHS * -(-len(rows) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    all_rows, all_tags = torch.from_numpy(rows), torch.from_numpy(tags)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(rows)).split(_BATCH):
            loss = nn.functional.cross_entropy(layer(all_rows[batch]), all_tags[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    layer.eval()
    return layer


def export(layer: Again, path: Path) -> None:
    """Write the file that indexer/extract/tagger/context.py reads."""
    weights = {name: value.detach().numpy() for name, value in layer.state_dict().items()}
    np.savez_compressed(
        path,
        hidden=weights["hidden.weight"].T.astype(np.float16),
        hidden_bias=weights["hidden.bias"].astype(np.float16),
        tags=(_PART * weights["tags.weight"].T).astype(np.float16),
        tags_bias=(_PART * weights["tags.bias"]).astype(np.float16),
        own=_PART * weights["own"][0] + 1 - _PART,
    )


def unseen(
    work: Path, jars: Path, labelled: Mapping[str, Sequence[Sentence]], held: Sequence[Sentence]
) -> list[list[Floats]]:
    """What networks of each seed say of the first domain's sentences; none has seen those that it is asked about.

    The arguments are those of `tagger_distil.tagged_sentences`.
    """
    paths = [work / f"unseen{number}.pkl" for number in range(len(_SEEDS))]
    if not all(path.exists() for path in paths):
        with_speech, news_sentences = tagged_sentences(work, jars, labelled, held)
        shares = proper_shares((one.words, one.speech) for one in news_sentences)
        lists = name_lists(shares)
        spellings, table = news_vectors()
        domains = list(labelled)
        informed = Informed(domains, shares)
        certain = np.eye(len(TAGS), dtype=np.float32)
        parts: list[list[tuple[str, int]]] = [[] for _ in range(_PARTS)]
        for domain, own in labelled.items():
            for at in range(len(own)):
                parts[at * _PARTS // len(own)].append((domain, at))
        for seed, path in zip(_SEEDS, paths, strict=True):
            found: list[Floats] = []
            for part in parts:
                torch.manual_seed(seed)
                network = Student(table, dropout=0.5, side=informed.width)
                batcher = Batcher({spelling: row for row, spelling in enumerate(spellings)}, lists, seed)
                seen = [
                    informed.make(
                        with_speech[domain][at], domain, certain[[TAGS.index(tag) for tag in labelled[domain][at].tags]]
                    )
                    for other in parts
                    if other is not part
                    for domain, at in other
                ]
                fit(network, batcher, seen, epochs=_NETWORK_EPOCHS, hide=0.2, seed=seed)
                asked = [informed.make(with_speech[domain][at], domain) for domain, at in part if domain == domains[0]]
                found += probabilities(network, batcher, asked)
            path.write_bytes(pickle.dumps(found))
    return [pickle.loads(path.read_bytes()) for path in paths]  # noqa: S301 - written above


def article_context(
    work: Path,
    jars: Path,
    labelled: Mapping[str, Sequence[Sentence]],
    held: Sequence[Sentence],
    out: Path,
) -> None:
    """Step 15: train the layer and write it to ``out``."""
    sentences = labelled[next(iter(labelled))]
    lessons: list[tuple[Floats, NDArray[np.intp]]] = []
    for tagged in unseen(work, jars, labelled, held):
        for begin, end in pairwise(-(-part * len(sentences) // _PARTS) for part in range(_PARTS + 1)):
            lessons.append(lesson(sentences[begin:end], tagged[begin:end]))
    rows, tags = (np.concatenate(one) for one in zip(*lessons, strict=True))
    export(train(rows, tags, seed=1), out)
