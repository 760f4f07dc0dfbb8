"""Word vectors trained on the unlabelled news (skip-gram, gensim): words that stand in like company lie close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.words import key
from indexer.tools.tagger_corpora import Sentence, news

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 128
_LENGTH = 3.0  # every vector is brought to this length, so that rare words speak as loud as common ones
_SPELLINGS, _VOCABULARY = 100_000, 60_000  # that vectors of the news alone are made of, and that are kept


def news_vectors() -> tuple[list[str], NDArray[np.float32]]:
    """The 60,000 most frequent spellings of the news and their vectors, with no labelled sentence's text in them."""
    spellings, table = train_vectors([], _SPELLINGS, 1, 1)
    return spellings[:_VOCABULARY], table[:_VOCABULARY]


def train_vectors(
    labelled: list[Sentence], size: int, threads: int, seed: int
) -> tuple[list[str], NDArray[np.float32]]:
    """The `size` most frequent spellings, most frequent first, and their vectors [size, WIDTH].

    Reads the news and the text (not the tags) of `labelled`; a sentence printed twice counts once. With more than one
    thread the result differs slightly from run to run.
    """
    from gensim.models import Word2Vec  # type: ignore[import-not-found] # noqa: PLC0415 - a heavy training dependency

    seen: dict[str, None] = {}
    for article in news():
        seen.update((" ".join(map(key, sentence)), None) for sentence in article)
    seen.update((" ".join(map(key, sentence.words)), None) for sentence in labelled)
    model = Word2Vec(
        [sentence.split(" ") for sentence in seen],
        vector_size=WIDTH,
        window=4,
        sg=1,
        negative=8,
        min_count=3,
        epochs=6,
        sample=1e-4,
        workers=threads,
        seed=seed,
    )
    spellings = list(model.wv.index_to_key[:size])
    vectors = model.wv.vectors[:size].astype(np.float32)
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    return spellings, vectors / np.maximum(lengths, 1e-6) * _LENGTH
