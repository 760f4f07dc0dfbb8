"""Parts of speech of the words of a sentence, by Stanford CoreNLP's Arabic models: which words are proper nouns.

Only the training needs it. The jars come from Maven Central into one folder; ProperNouns.java beside this file runs
from its source:

    mvn dependency:copy-dependencies -DoutputDirectory=jars    # edu.stanford.nlp:stanford-corenlp:4.5.10 and its
                                                               # classifier models-arabic (GPL-3.0-or-later)
    java -cp 'jars/*' indexer/tools/ProperNouns.java < sentences > tags
"""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.extract.tagger.words import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

#: The tags of the Penn Arabic Treebank, as the tagger merges them, that are told apart; any other is the last column.
SPEECH = (
    *("NNP", "DTNNP", "NN", "DTNN", "NNS", "DTNNS", "JJ", "DTJJ", "VBD", "VBP", "VBN", "VBG", "VN", "IN", "CC"),
    *("PRP", "PRP$", "PUNC", "CD", "RP"),
)
SIDE = len(SPEECH) + 3
PROPER = frozenset({"NNP", "NNPS", "DTNNP", "DTNNPS"})
_COLUMN = {tag: column for column, tag in enumerate(SPEECH)}
_SEEN = 3  # occurrences from which on a share says something
_COMMAND = ("java", "-XX:+UseSerialGC", "-Xmx3g", "-cp")
_SOURCE = Path(__file__).with_name("ProperNouns.java")


def speech(sentences: Sequence[Sequence[str]], jars: Path) -> list[list[str]]:
    """The tag of each word of `sentences`, none of which may be empty; `jars` is the folder of CoreNLP's jars.

    Raises ValueError where the tagger gives another number of tags than there are words.
    """
    lines = "".join(" ".join("_".join(word.split()) or "_" for word in one) + "\n" for one in sentences)
    done = subprocess.run(  # noqa: S603 - a fixed command
        [*_COMMAND, f"{jars}/*", str(_SOURCE)], input=lines.encode(), stdout=subprocess.PIPE, check=True
    )
    return read_speech(done.stdout.decode(), sentences)


def read_speech(text: str, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The tags that ProperNouns.java wrote, a line a sentence; raises ValueError where they are not one a word."""
    found = [line.split(" ") for line in text.splitlines()]
    for number, (tags, words) in enumerate(zip_longest(found, sentences, fillvalue=()), 1):
        if len(tags) != len(words):
            raise ValueError(f"line {number} of the parts of speech has {len(tags)} tags for {len(words)} words")
    return found


def proper_shares(tagged: Iterable[tuple[Sequence[str], Sequence[str]]]) -> dict[str, float]:
    """The share of each spelling's occurrences that are proper nouns, of spellings met three times or more."""
    met: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for words, tags in tagged:
        for word, tag in zip(map(key, words), tags, strict=True):
            met[word] += 1
            proper[word] += tag in PROPER
    return {word: proper[word] / count for word, count in met.items() if count >= _SEEN}


def speech_columns(tags: Sequence[str]) -> NDArray[np.intp]:
    """The number of each tag in SPEECH; any other has the number after the last."""
    return np.array([_COLUMN.get(tag, len(SPEECH)) for tag in tags], np.intp)


def speech_side(words: Sequence[str], tags: Sequence[str], shares: Mapping[str, float]) -> NDArray[np.float32]:
    """Array [words, SIDE]: each word's tag, and its spelling's share of proper nouns and whether that is known."""
    table = np.zeros((len(words), SIDE), np.float32)
    table[np.arange(len(words)), speech_columns(tags)] = 1
    for place, word in enumerate(words):
        share = shares.get(key(word))
        if share is not None:
            table[place, -2:] = share, 1
    return table
