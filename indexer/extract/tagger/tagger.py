"""Mark the names of persons, organisations and places in sentences of words."""

from __future__ import annotations

from functools import cache
from itertools import chain, groupby
from math import inf, log
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from zipfile import BadZipFile

import numpy as np

from indexer.extract.tagger.context import Context, read_layer
from indexer.extract.tagger.network import Network, read_weights
from indexer.extract.tagger.numbering import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

Kind = Literal["person", "organization", "place"]
_KINDS: dict[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
# A person or place less sure than this is left out. Organisations are not held to that: most are long, so that even a
# right one seldom has much confidence, and too few are found as it is. Chosen on articles: docs/tagger-model-card.md.
_LEAST: dict[str, float] = {"PER": 0.4, "LOC": 0.3, "ORG": 0.0}
#: From here on 93 names of a hundred are right: the facets' threshold for a name that only the tagger speaks for.
SURE: Final[dict[Kind, float]] = {"person": 0.95, "organization": 0.8, "place": 0.85}
_TINY: Final = 1e-12  # so that no probability is 0
_MARGIN: Final = 1.001  # for rounding
MODEL = Path(__file__).parent / "model" / "names.npz"
CONTEXT = MODEL.with_name("context.npz")


class Span(NamedTuple):  # made by the thousand, in half the time of a frozen dataclass
    """A name: words [start_word, end_word) of its sentence, attached particles included.

    `confidence` is the model's probability, 0..1, that exactly these words are a name of this kind; see
    docs/tagger-model-card.md for what a threshold buys.
    """

    start_word: int
    end_word: int
    kind: Kind
    confidence: float


class Tagger:
    """The trained name tagger. Without its model files it finds no names; it never raises."""

    def __init__(self, network: Network | None, context: Context | None = None) -> None:
        self._network = network
        self._context = context
        self._numbering = Numbering()
        if network is not None:
            self._tags = _Tags(network.weights.tag_names)

    @staticmethod
    def load() -> Tagger:
        """The tagger of the shipped model: read from disk at the first call, the same object ever after."""
        return _load(MODEL, CONTEXT)

    @property
    def ready(self) -> bool:
        """Whether the model files could be read."""
        return self._network is not None

    def tag(self, sentences: Sequence[Sequence[str]], articles: Sequence[int] | None = None) -> list[list[Span]]:
        """Names of each sentence, in order, none overlapping. Many sentences at once are tagged faster than one by one.

        Words are as written, as `words.split` gives them; an empty sentence has no names. ``articles`` gives the number
        of each sentence's article, whose sentences stand together: what is clear in one of them helps in the others.
        Without it each sentence stands alone.
        """
        if self._numbering.full:
            self._numbering = Numbering()
        numbering = self._numbering
        words = numbering.numbers(chain.from_iterable(sentences))
        return self.tag_numbered(words, numbering, list(map(len, sentences)), articles or range(len(sentences)))

    def tag_numbered(
        self, words: NDArray[np.intp], numbering: Numbering, lengths: Sequence[int], articles: Sequence[int]
    ) -> list[list[Span]]:
        """The same of the words of all sentences end to end, numbered by ``numbering``; ``lengths`` of the sentences.

        What was learnt of a word is then found by its number, as long as the numbering is in use.
        """
        if self._network is None:
            return [[] for _ in lengths]
        sizes = np.array(lengths, np.intp)
        probabilities = self._network.probabilities_of(words, numbering, sizes)
        if self._context is not None:
            probabilities = self._context.again(probabilities, words, numbering, sizes, np.array(articles, np.intp))
        return _spans(probabilities, lengths, self._tags)


@cache
def _load(model: Path, context: Path) -> Tagger:
    try:
        return Tagger(Network(read_weights(model)), Context(read_layer(context)))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return Tagger(None)


class _Tags:
    """The tags by number, 0 being O: which may follow which.

    ``allowed`` [before, after]: I-PER follows only B-PER and I-PER; B- and O follow any. ``inside`` is, for each tag,
    that with which a name goes on; ``pairs`` are those tags, each with its B-. ``bound`` are the tags that may not
    follow just any, each with those it may follow.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.allowed = np.array(
            [[after[0] != "I" or (before[0] != "O" and before[2:] == after[2:]) for after in names] for before in names]
        )
        self.inside = np.array([names.index(f"I-{name[2:]}") if name != "O" else 0 for name in names])
        self.pairs = [(tag, names.index(f"B-{name[2:]}")) for tag, name in enumerate(names) if name[0] == "I"]
        self.bound = [(tag, np.flatnonzero(of).tolist()) for tag, of in enumerate(self.allowed.T) if not of.all()]


def _spans(probabilities: NDArray[np.float32], lengths: Sequence[int], tags: _Tags) -> list[list[Span]]:
    """The names of sentences that lie end to end in ``probabilities`` [tags, words]."""
    found: list[list[Span]] = [[] for _ in lengths]
    sizes = np.array(lengths, np.intp)
    ends = sizes.cumsum()
    best = _likeliest(probabilities)
    before = np.concatenate([[0], best[:-1]])[: len(best)]
    before[(ends - sizes)[sizes > 0]] = 0  # a sentence begins as after O
    barred = np.flatnonzero(~tags.allowed[before, best])
    for sentence, places in groupby(barred.tolist(), key=lambda place: int(ends.searchsorted(place, side="right"))):
        start = int(ends[sentence]) - lengths[sentence]
        rows = probabilities[:, start : ends[sentence]].T.tolist()
        for first, last in _doubtful(rows, [place - start for place in places], tags):
            best[start + first : start + last] = _best_path(rows[first:last], tags)
    named = np.flatnonzero(best)  # the words of names
    own = best[named]
    inside = tags.inside[own]
    after = probabilities[inside, np.minimum(named + 1, len(best) - 1)].tolist()  # that a name goes on after the word
    certainties, begins = probabilities[own, named].tolist(), (own != inside).tolist()
    words, kinds, owners = named.tolist(), own.tolist(), ends.searchsorted(named, side="right").tolist()
    end = 0
    while end < len(words):
        begin, sentence = end, owners[end]
        last = int(ends[sentence])
        certain = certainties[begin]
        end += 1
        while end < len(words) and not begins[end]:  # it follows at once, and in the same sentence
            certain *= certainties[end]
            end += 1
        if words[end - 1] + 1 < last:  # and the name does not go on
            certain *= 1.0 - after[end - 1]
        kind = tags.names[kinds[begin]][2:]
        if certain >= _LEAST[kind]:
            first = words[begin] - last + lengths[sentence]
            found[sentence].append(Span(first, first + end - begin, _KINDS[kind], min(1.0, certain)))
    return found


def _doubtful(rows: Sequence[Sequence[float]], barred: Sequence[int], tags: _Tags) -> Iterator[tuple[int, int]]:
    """The stretches [first, last) of a sentence's words around the ``barred`` ones that need the best path."""
    last = 0
    for place in barred:
        if place < last:
            continue
        first, last = place, place + 1
        while first and not _surely_none(rows, first - 1, tags):
            first -= 1
        while last < len(rows) and not _surely_none(rows, last, tags):
            last += 1
        yield first, last


def _surely_none(rows: Sequence[Sequence[float]], word: int, tags: _Tags) -> bool:
    """Whether the best path has O at a word, whatever stands around it.

    It has where O is likelier than any other tag by more than the next word could gain by going on with a name (I-)
    rather than beginning one (B-), which it always may.
    """
    none, *others = rows[word]
    least = _MARGIN * (max(others) + _TINY)
    if none <= least:
        return False
    if word + 1 == len(rows):
        return True
    after = rows[word + 1]
    return none > least * max((after[inside] + _TINY) / (after[begin] + _TINY) for inside, begin in tags.pairs)


def _likeliest(probabilities: NDArray[np.float32]) -> NDArray[np.intp]:
    """The likeliest tag of each word; row by row, which is many times as fast as column by column."""
    best = np.zeros(probabilities.shape[1], np.intp)
    highest = probabilities[0].copy()
    for tag, row in enumerate(probabilities[1:], 1):
        best[row > highest] = tag
        np.maximum(highest, row, out=highest)
    return best


def _best_path(rows: Sequence[Sequence[float]], tags: _Tags) -> list[int]:
    """The most probable tags of words [words][tags] in which every I- continues a name of its kind (Viterbi)."""
    # few tags and short stretches: plain lists take a fraction of the time that arrays do
    first, *rest = [[log(one + _TINY) for one in row] for row in rows]
    score = [-inf if name[0] == "I" else one for name, one in zip(tags.names, first, strict=True)]
    back: list[list[int]] = []
    for step in rest:
        highest = max(score)
        before = [score.index(highest)] * len(step)
        new = [highest + one for one in step]
        for tag, of in tags.bound:
            best = of[0]
            for other in of[1:]:
                if score[other] > score[best]:
                    best = other
            before[tag], new[tag] = best, score[best] + step[tag]
        back.append(before)
        score = new
    path = [score.index(max(score))]
    for before in reversed(back):
        path.append(before[path[-1]])
    return path[::-1]
