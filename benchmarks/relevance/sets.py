"""The sets: passages and the questions asked of them, and news whose titles are the queries.

They lie in the folder named by FIHRIS_DATA, else in ``../shared/data`` beside the repository, and are not part of it.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from search.analysis import fold
from search.article import Article

DATA: Final = Path(os.environ.get("FIHRIS_DATA", Path(__file__).parents[3] / "shared" / "data"))
FAMILY_JUDGEMENTS: Final = Path(__file__).with_name("judgements_family.tsv")
_NEWS_ARTICLES: Final = 5_000
_NEWS_QUERIES: Final = 500


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the ids of the articles that answer it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuerySet:
    """Queries asked of one pool; ``questions`` tells the sets that count for the goal from those that only show."""

    name: str
    queries: tuple[Query, ...]
    questions: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """Articles searched together, and the query sets over them."""

    name: str
    articles: tuple[Article, ...]
    sets: tuple[QuerySet, ...]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a ``.jsonl`` file, or of its ``.gz`` beside it."""
    packed = path.with_name(path.name + ".gz")
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    else:
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _passages(name: str) -> list[Article]:
    found = records(DATA / "retrieval" / name / "passages.jsonl")
    return [Article(one["id"], one["title"], one["text"]) for one in found]


def _questions(name: str) -> QuerySet:
    found = records(DATA / "retrieval" / name / "queries.jsonl")
    return QuerySet(
        name, tuple(Query(one["id"], one["query"], frozenset(one["relevant"])) for one in found), questions=True
    )


def wikipedia() -> Pool:
    """ARCD and KaifLematha questions over their passages and those of AQAD: one pool."""
    articles = [article for name in ("arcd_train", "kaiflematha_dev", "aqad") for article in _passages(name)]
    return Pool("wikipedia", tuple(articles), (_questions("arcd_train"), _questions("kaiflematha_dev")))


def news_titles() -> Pool:
    """News without its titles; a query is a title, and the one article that bore it answers.

    Titles that several articles bear are no queries: there is more than one answer.
    """
    draw = random.Random(7)
    found = [
        one
        for name in ("saudinewsnet", "antcorpus")
        for one in records(DATA / "news" / f"{name}.jsonl")
        if len(one["title"].split()) >= 4 and len(one["text"]) > 200
    ]
    times = Counter(fold(one["title"]) for one in found)
    once = [one for one in found if times[fold(one["title"])] == 1]
    chosen = draw.sample(once, min(_NEWS_ARTICLES, len(once)))
    articles = tuple(Article(one["id"], "", one["text"].removeprefix(one["title"])) for one in chosen)
    queries = tuple(Query(one["id"], one["title"], frozenset([one["id"]])) for one in chosen[:_NEWS_QUERIES])
    return Pool("news", articles, (QuerySet("news_titles", queries, questions=False),))
