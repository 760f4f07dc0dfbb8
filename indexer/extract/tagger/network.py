"""Run the name tagger's network with numpy alone.

A word's vector comes from its spelling alone, and each layer adds to some numbers of it what it makes of the word and
its neighbours. So all that a layer reads is a sum: what the spellings give, and what the layers below have added. The
first part is a row of products that is kept for the frequent spellings and made once in a call for the others; only the
second, a third as wide, is multiplied for every word. Sentences are laid end to end with gaps between them, wide enough
that no layer reaches across, and run through the network some at a time, as many as the processor's caches hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.extract.tagger.features import LONGEST, SHAPES, columns, marks
from indexer.extract.tagger.letters import letter_sequences
from indexer.extract.tagger.numbering import Learnt, Numbering
from indexer.extract.tagger.words import keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.intp]

_KEPT = 200_000  # spellings that are remembered
_EARLY = 20_000  # rows of products that are kept, 2 kB each: those of the vocabulary's most frequent words
_FEW_RUNS = 100  # words whose letter sequences are added up word by word
_MOST = 32_000  # words of one call; more are done in parts, which bounds the room that they take
_TILE = 320  # rows run through the network at once: more would not stay in the processor's caches
_NOTHING = np.float32(-1e9)  # what a layer reads of no word: it adds nothing to it


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


def _tags(weights: Weights, units: NDArray[np.intp] | slice) -> Floats:
    """The weights from some numbers of a word's vector to the tags, filled up to a multiple of eight columns.

    So filled up they are multiplied faster.
    """
    wide = -(-len(weights.tags_bias) // 8) * 8
    return np.pad(weights.tags[units], ((0, 0), (0, wide - len(weights.tags_bias))))


def _columns(weights: Weights, layer: int, units: NDArray[np.intp] | slice) -> Floats:
    """The weights from some numbers of a word's vector to what they give to a layer: [numbers, columns].

    K columns are for the word after, K for the word itself and K for the word before; behind those of the last layer
    stand the tags'.
    """
    columns = [kernel[units] for kernel in weights.convolutions[layer]]
    if layer == len(weights.convolutions) - 1:
        columns.append(_tags(weights, units))
    return np.ascontiguousarray(np.concatenate(columns, axis=1))


class _Products:
    """What spellings give to each layer, biases included: ``tables`` [rows, columns], see `_columns`.

    Row 0 is that of no word: it gives nothing, and takes so much from its own layers that they add nothing to it. Rows
    up to `_EARLY` stay; those above are given anew in each call.
    """

    def __init__(self, weights: Weights) -> None:
        self._kernels = [_columns(weights, layer, slice(None)) for layer in range(len(weights.convolutions))]
        self._biases = [np.zeros(kernel.shape[1], np.float32) for kernel in self._kernels]
        self._biases[-1][-_tags(weights, slice(None)).shape[1] :][: len(weights.tags_bias)] = weights.tags_bias
        self.tables: list[Floats] = [np.zeros((_EARLY, kernel.shape[1]), np.float32) for kernel in self._kernels]
        for own, biases, table in zip(weights.convolution_biases, self._biases, self.tables, strict=True):
            biases[len(own) : 2 * len(own)] = own
            table[0, len(own) : 2 * len(own)] = _NOTHING

    def make(self, vectors: Floats, rows: NDArray[np.intp]) -> None:
        """Make the rows of the vectors [rows, H]."""
        for table, kernel, biases in zip(self.tables, self._kernels, self._biases, strict=True):
            table[rows] = vectors @ kernel + biases

    def make_late(self, vectors: Floats) -> None:
        """Make the rows from `_EARLY` on."""
        end = _EARLY + len(vectors)
        if end > len(self.tables[0]):
            self.tables = [_longer(table[:_EARLY], end) for table in self.tables]
        for table, kernel, biases in zip(self.tables, self._kernels, self._biases, strict=True):
            np.matmul(vectors, kernel, out=table[_EARLY:end])
            table[_EARLY:end] += biases


def _longer(rows: Floats, count: int) -> Floats:
    """The same rows with room for ``count`` and some more."""
    grown = np.zeros((count + count // 8, rows.shape[1]), np.float32)
    grown[: len(rows)] = rows
    return grown


class _Room:
    """Arrays to compute in, used again and again: new ones would be filled by the operating system page by page.

    ``added`` [rows, all K] is what the layers have added to each word's vector. Of each layer, ``sums`` [rows, columns]
    is what is given to it, and ``products`` the part of it that comes from the layers below. ``zeros`` repeats one
    number as often as it may stand here: numpy works on two whole arrays several times as fast as on an array and a
    number.
    """

    def __init__(self, rows: int, widths: Sequence[int], columns: Sequence[int], tags: int) -> None:
        self.rows = rows
        self.added = np.zeros((rows, sum(widths)), np.float32)
        self.sums, self.products = ([np.zeros((rows, count), np.float32) for count in columns] for _ in range(2))
        self.zeros = [np.zeros((rows, width), np.float32) for width in widths]
        self.tags = np.zeros((rows, tags), np.float32)


def _tiles(lengths: Sequence[int], gap: int) -> Iterator[tuple[int, int]]:
    """The rows [start, end) of runs of whole sentences, of about `_TILE` rows each, with the gaps around them."""
    start = end = 0
    for length in lengths:
        if end > start and end + length + 2 * gap - start > _TILE:
            yield start, end + gap
            start = end
        end += gap + length
    if end > start:
        yield start, end + gap


class Network:
    """Probabilities of the tags for sentences of words."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._widths = list(map(len, weights.units))
        # what the layers below give to a layer, the first nothing; and what the last one gives to the tags
        self._inner = [
            _columns(weights, layer, np.concatenate(weights.units[:layer])) if layer else None
            for layer in range(len(weights.units))
        ]
        self._tags = _tags(weights, weights.units[-1])
        self._gap = max(weights.dilations, default=0)
        self._index: dict[str, int] = {}  # rows of spellings
        self._written = Learnt(self._learn)  # rows of words
        self._numbering = Numbering()
        self._made = np.zeros(_EARLY, np.bool_)  # which of the first rows are there
        self._filled = _EARLY  # rows in use
        # the vectors of the rows above the first; memory is taken as they are written
        self._late = np.zeros((_KEPT + _MOST, weights.word.shape[1]), np.float16)
        self._products = _Products(weights)
        self._room = self._new_room(2 * _TILE)
        self._lock = Lock()

    def _new_room(self, rows: int) -> _Room:
        return _Room(rows, self._widths, [table.shape[1] for table in self._products.tables], self._tags.shape[1])

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """What `probabilities_of` gives for sentences of words as written."""
        if self._numbering.full:
            self._numbering = Numbering()
        numbering = self._numbering
        words = numbering.numbers(chain.from_iterable(sentences))
        return self.probabilities_of(words, numbering, np.array(list(map(len, sentences)), np.intp))

    def probabilities_of(self, words: Numbers, numbering: Numbering, lengths: Numbers) -> Floats:
        """One array [tags, words]: the words of all sentences end to end; each column sums to 1.

        ``words`` are numbered by ``numbering``, ``lengths`` are those of the sentences. Many sentences at once take
        less time than one by one; no sentence sees the words of another.
        """
        count = len(words)
        if count > _MOST and len(lengths) > 1:
            half = len(lengths) // 2
            middle = int(lengths[:half].sum())
            parts = ((words[:middle], lengths[:half]), (words[middle:], lengths[half:]))
            return np.concatenate([self.probabilities_of(own, numbering, sizes) for own, sizes in parts], axis=1)
        gap = self._gap
        # a word's place where sentences lie end to end with a gap before each and behind the last
        places = np.arange(gap, gap + count) + np.repeat(np.arange(len(lengths)) * gap, lengths)
        rows = np.zeros(count + gap * (len(lengths) + 1), np.intp)
        with self._lock:  # the kept vectors and the room to work in are shared
            rows[places] = self._given(self._rows(words, numbering))
            sums: Floats = np.empty((len(rows), self._tags.shape[1]), np.float32)
            for start, end in _tiles(lengths.tolist(), gap):
                self._convolve(rows[start:end], sums[start:end])
        scores = np.ascontiguousarray(np.take(sums, places, axis=0).T[: len(self.weights.tags_bias)])
        scores -= scores.max(axis=0)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=0)
        return scores

    def _rows(self, words: Numbers, numbering: Numbering) -> Numbers:
        """The rows of words, those met for the first time learnt."""
        if len(self._index) > _KEPT:
            self._index.clear()
            self._written.forget()
            self._filled = _EARLY
        return self._written.of(words, numbering)

    def _given(self, rows: Numbers) -> Numbers:
        """The row of products of each word: its own where that is an early one, else one that this call makes."""
        late = np.flatnonzero(rows >= _EARLY)
        if len(late):
            distinct, which = np.unique(rows[late], return_inverse=True)
            self._products.make_late(self._late[distinct - _EARLY].astype(np.float32))
            rows[late] = _EARLY + which
        return rows

    def _convolve(self, rows: NDArray[np.intp], found: Floats) -> None:
        """Sum up what words and layers give to the tags: ``found`` [rows, tags]. Sentences lie between gaps."""
        count, known = len(rows), 0
        if count > self._room.rows:
            self._room = self._new_room(count)
        room = self._room
        added = room.added[:count]
        for layer, (step, width, inner) in enumerate(
            zip(self.weights.dilations, self._widths, self._inner, strict=True)
        ):
            given = room.sums[layer][:count]
            np.take(self._products.tables[layer], rows, axis=0, out=given, mode="clip")
            if inner is not None:
                product = room.products[layer][:count]
                np.matmul(added[:, :known], inner, out=product)
                given += product
            read = given[:, width : 2 * width]
            read[step:] += given[:-step, :width]
            read[:-step] += given[step:, 2 * width : 3 * width]
            np.maximum(read, room.zeros[layer][:count], out=added[:, known : known + width])
            known += width
        tags = room.tags[:count]
        np.matmul(added[:, known - width :], self._tags, out=tags)
        np.add(tags, given[:, 3 * width :], out=found)

    def _learn(self, spellings: list[str]) -> list[int]:
        """Compute the vectors of `spellings`, and keep the products of the early ones and the vectors of the others.

        All are rounded alike, so that nothing depends on when a word was met.
        """
        rank, index, made = self.weights.vocabulary.get, self._index, self._made
        early: dict[int, str] = {}
        late: list[str] = []
        for spelling in spellings:
            if spelling not in index:  # one word in six is spelt in another way than before: إلى, الى
                row = rank(spelling, _EARLY) + 1
                if row >= _EARLY:
                    row = self._filled + len(late)
                    late.append(spelling)
                elif not made[row]:
                    early[row] = spelling
                index[spelling] = row
        if early or late:
            self._make(early, late)
        return [index[spelling] for spelling in spellings]

    def _make(self, early: dict[int, str], late: list[str]) -> None:
        """Make products of the early spellings by row, and vectors of the late ones."""
        rounded = _vectors_of(self.weights, [*early.values(), *late]).astype(np.float16)
        if early:
            rows = np.array(list(early), np.intp)
            self._products.make(rounded[: len(early)].astype(np.float32), rows)
            self._made[rows] = True
        first, self._filled = self._filled - _EARLY, self._filled + len(late)
        end = first + len(late)
        if end > len(self._late):
            self._late = np.concatenate([self._late, np.zeros((end, self._late.shape[1]), np.float16)])
        self._late[first:end] = rounded[len(early) :]


def vectors(weights: Weights, words: Sequence[str]) -> Floats:
    """The vectors of words [words, H], by their spelling alone."""
    return _vectors_of(weights, _keys(words))


def inputs(weights: Weights, words: Sequence[str]) -> Floats:
    """What the model knows of each word's spelling [words, 2 S + G + shapes + 2 L]."""
    return _inputs_of(weights, _keys(words))


def _keys(words: Sequence[str]) -> list[str]:
    return [spelling[:LONGEST] for spelling in keys(words)]


def _vectors_of(weights: Weights, keys: Sequence[str]) -> Floats:
    found: Floats = np.maximum(_inputs_of(weights, keys) @ weights.word + weights.word_bias, 0) + weights.word_offset
    return found


def _inputs_of(weights: Weights, keys: Sequence[str]) -> Floats:
    found = [marks(spelling, weights.vocabulary, weights.lists) for spelling in keys]
    flat, counts = letter_sequences(keys)
    letters = _sums(weights.ngrams, flat, counts)
    letters /= counts[:, None].astype(np.float32)
    rows, stems, shapes, listed, stems_listed = map(list, zip(*found, strict=True))
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
