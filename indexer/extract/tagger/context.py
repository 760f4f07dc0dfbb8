"""What an article as a whole says about its words: a second look at the tags, after the sentences have been read.

Names repeat in an article. A person who is named in full with a title in one sentence is one bare word in the next
(لحود after الرئيس اميل لحود); a club is plain to see in one sentence and not in another. So for each word that is
likely part of a name elsewhere in its article the network's probabilities at its other places in the article are
gathered (with and without attached particles: وللموصل, الموصل), and those of it together with the word before or the
word after. A small layer, which has learnt from sentences that networks had not seen (indexer/tools/tagger_context.py),
turns these and the network's own probabilities for the word and its two neighbours into new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.features import stems
from indexer.extract.tagger.numbering import Learnt

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.extract.tagger.numbering import Numbering

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.intp]

_KEPT = 200_000  # words that are remembered
_MOST_WORDS = 16_000  # whole articles of so many words are looked at together, which bounds the room that they take
_STEMS = 3  # readings of a word without its particles; no word has more
_MASS = 0.1  # a word is likely part of a name elsewhere if its probabilities there sum up to more
_FAINTEST = 1e-4
_MOST_LOG = 3.0  # where the logarithm of counts ends: twenty places say no more than nineteen
_KINDS = ((1, 2), (3, 4), (5, 6))  # tags B- and I- of each kind; tag 0 is O
_OWN, _GATHERED, _PAIR = 7, 12, 4
FEATURES = 3 * (_OWN + _GATHERED + 2 * _PAIR)  # of the word, the one before, the one after


@dataclass(frozen=True)
class Layer:
    """What a context file holds: F features, H hidden numbers, T tags."""

    hidden: Floats  # F, H
    hidden_bias: Floats  # H
    tags: Floats  # H, T
    tags_bias: Floats  # T
    own: float  # what the logarithms of the network's own probabilities are multiplied by


def read_layer(path: Path) -> Layer:
    """Read the context file; raises OSError, ValueError or KeyError where it is missing or damaged."""
    with np.load(path, allow_pickle=False) as file:
        return Layer(
            hidden=file["hidden"].astype(np.float32),
            hidden_bias=file["hidden_bias"].astype(np.float32),
            tags=file["tags"].astype(np.float32),
            tags_bias=file["tags_bias"].astype(np.float32),
            own=float(file["own"]),
        )


class Context:
    """Gathers what articles say about their words, and looks at the tags again."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._spellings = Spellings()

    def again(
        self, probabilities: Floats, words: Numbers, numbering: Numbering, lengths: Numbers, articles: Numbers
    ) -> Floats:
        """The probabilities [tags, words] of all words end to end, changed where an article says more of a word.

        ``words`` are numbered by ``numbering``, ``lengths`` are those of the sentences; ``articles`` gives each
        sentence's article by a number, 0 or more, and an article's sentences stand together.
        """
        found = probabilities.copy()
        ends = lengths.cumsum()
        at = first = 0
        for last in np.flatnonzero(np.diff(articles, append=-1)).tolist():
            end = int(ends[last])
            if last + 1 == len(lengths) or end - at >= _MOST_WORDS:
                own, sentences = slice(at, end), slice(first, last + 1)
                self._change(found[:, own], words[own], numbering, lengths[sentences], articles[sentences])
                at, first = end, last + 1
        return found

    def _change(
        self, probabilities: Floats, words: Numbers, numbering: Numbering, lengths: Numbers, articles: Numbers
    ) -> None:
        """Do that in place, for some whole articles."""
        group = groups(words, numbering, np.repeat(articles, lengths), self._spellings)
        places, rows = gather(probabilities, group, lengths)
        if not len(places):
            return
        layer = self._layer
        scores = np.maximum(rows @ layer.hidden + layer.hidden_bias, 0) @ layer.tags + layer.tags_bias
        scores += np.float32(layer.own) * rows[:, :_OWN]
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        probabilities[:, places] = scores.T


class Spellings:
    """Numbers for folded spellings, and those of what they may be without attached particles."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._written = Learnt(self._learn)
        self._forget()

    def _forget(self) -> None:
        self._written.forget()
        self._folded: dict[str, int] = {}  # from 1 on
        self._stems = np.full((4096, _STEMS), -1, np.intp)

    def numbers(self, words: Numbers, numbering: Numbering) -> tuple[Numbers, Numbers, int]:
        """The number of each word's spelling, those of each spelling's stems (-1: none), one more than the last."""
        with self._lock:
            if len(self._folded) > _KEPT:
                self._forget()
            return self._written.of(words, numbering), self._stems, len(self._folded) + 1

    def _learn(self, spellings: list[str]) -> list[int]:
        found = [self._number(folded) for folded in spellings]
        for number, folded in zip(found, spellings, strict=True):
            for place, stem in enumerate(stems(folded)):
                self._stems[number, place] = self._number(stem)
        return found

    def _number(self, folded: str) -> int:
        number = self._folded.setdefault(folded, len(self._folded) + 1)
        if number == len(self._stems):
            self._stems = np.concatenate([self._stems, np.full_like(self._stems, -1)])
        return number


def gather(probabilities: Floats, group: Numbers, lengths: Numbers, *, untold: bool = False) -> tuple[Numbers, Floats]:
    """The places of the words to be looked at again, and their features [words, FEATURES].

    These are the words that are likely a part of a name at another place of their article, and the words beside them;
    with ``untold`` all that may be part of a name. ``group`` is that of each word (see `groups`), ``lengths`` are those
    of the sentences.
    """
    count = len(group)
    if not count:
        return np.zeros(0, np.intp), np.zeros((0, FEATURES), np.float32)
    named = 1.0 - probabilities[0]
    summed = np.bincount(group, named)[group]
    doubt = summed > _MASS
    starts = np.cumsum(lengths) - lengths
    first = np.zeros(count + 1, bool)
    first[starts] = True  # of empty sentences too: the next one's first word, or the place behind all
    told = np.zeros(count + 2, bool)  # and a word on either side
    told[1:-1] = summed - named > _MASS
    beside = (told[:-2] & ~first[:-1]) | (told[2:] & ~first[1:])
    places = np.flatnonzero(doubt if untold else told[1:-1] | beside)
    kinds = np.stack([probabilities[begin] + probabilities[inside] for begin, inside in _KINDS])
    rows = np.zeros((FEATURES // 3, count + 2), np.float32)  # and a word of zeros on either side
    inner = rows[:, 1:-1]
    np.log(np.maximum(probabilities, _FAINTEST), out=inner[:_OWN])
    gathered = np.concatenate([probabilities, -np.log(np.maximum(1.0 - kinds, 1e-3))])
    _others(group, gathered, inner[_OWN : _OWN + _GATHERED])
    _pairs(group, doubt, first[1:], kinds, probabilities, inner[_OWN + _GATHERED :])
    before, after = rows[:, places], rows[:, places + 2]
    before[:, first[places]] = 0
    after[:, first[places + 1]] = 0
    return places, np.concatenate([inner[:, places], before, after]).T


def groups(words: Numbers, numbering: Numbering, article: Numbers, spellings: Spellings) -> Numbers:
    """The group of each word: the words of its article that are spelled alike but for attached particles.

    ``words`` are numbered by ``numbering``; ``article`` is that of each word by a number, 0 or more.
    """
    numbers, stem_numbers, known = spellings.numbers(words, numbering)
    distinct, exact = np.unique(article * known + numbers, return_inverse=True)
    group: Numbers = exact.copy()
    # the longest particles that leave a word of the article: وللعراق is العراق where that is met
    for reading in reversed(stem_numbers[numbers].T):
        may = np.flatnonzero(reading >= 0)
        wanted = article[may] * known + reading[may]
        found = np.minimum(distinct.searchsorted(wanted), len(distinct) - 1)
        met = distinct[found] == wanted
        group[may[met]] = found[met]
    return group


def _others(group: Numbers, gathered: Floats, out: Floats) -> None:
    """What the other words of a word's group say: means of tags, what speaks for each kind, how many they are."""
    others = np.bincount(group)[group] - 1.0
    divisor = np.maximum(others, 1.0)
    for row, (values, into) in enumerate(zip(gathered, out, strict=False)):
        rest = np.bincount(group, values)[group] - values
        into[:] = rest / divisor if row < _OWN else np.log1p(np.maximum(rest, 0))
    np.minimum(np.log1p(others), _MOST_LOG, out=out[-2])
    out[-1] = others > 0


def _pairs(
    group: Numbers,
    doubt: NDArray[np.bool_],
    first: NDArray[np.bool_],
    kinds: Floats,
    probabilities: Floats,
    out: Floats,
) -> None:
    """How two words together are tagged elsewhere: rows of each word with the next, then of the one before with it.

    ``first`` says whether the next word begins a sentence.
    """
    at = np.flatnonzero(doubt[:-1] & doubt[1:] & ~first[:-1])
    if not len(at):
        return
    _, pair = np.unique(group[at] * (int(group.max()) + 1) + group[at + 1], return_inverse=True)
    others = np.bincount(pair)[pair] - 1.0
    divisor = np.maximum(others, 1.0)
    for row, (_, inside) in enumerate(_KINDS):
        values = kinds[row, at] * probabilities[inside, at + 1]
        out[row, at] = (np.bincount(pair, values)[pair] - values) / divisor
    out[_PAIR - 1, at] = others > 0
    out[_PAIR:, at + 1] = out[:_PAIR, at]
