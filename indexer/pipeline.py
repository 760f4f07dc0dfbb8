"""`RawArticle` → `Article` → `IndexDocument`: the whole of what is done to an article, without I/O."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from indexer.outlets import home_country
from indexer.sources import RawArticle
from search.article import Article
from search.corrected import corrected
from search.document import IndexDocument, index_documents
from search.entities import NONE, Corrections, Gazetteer
from search.schema import SCHEMA_VERSION
from search.settings import load_settings

EXTRACTION_VERSION: Final = 35
"""Raised when extraction finds other mentions than before: articles indexed by an older one are then read anew."""


def _day(published: dt.date | None) -> dt.date | None:
    return published.date() if isinstance(published, dt.datetime) else published


@lru_cache(maxsize=1)
def _home_of_unknown() -> str:
    """``FIHRIS_HOME``, read once per process."""
    return load_settings().home


def home(raw: RawArticle) -> str:
    """The country of an article's source: as known, else as set, else empty."""
    return home_country(raw.source, raw.url) or _home_of_unknown()


def article(raw: RawArticle, corrections: Corrections = NONE) -> Article:
    """Find the places, actors and dates in a raw article, with the corrections people made to the entities."""
    return articles([raw], corrections)[0]


def articles(records: Sequence[RawArticle], corrections: Corrections = NONE) -> list[Article]:
    """Find the places, actors and dates in raw articles: some at a time take less time than one by one."""
    # loaded at the first article: commands that only search start in three quarters of the time without it
    from indexer.extract import Text, extract_all  # noqa: PLC0415 - see above

    texts = [Text(raw.title, raw.body, _day(raw.published), home(raw)) for raw in records]
    names = corrected(corrections)
    return [
        names.article(
            Article(
                id=raw.id,
                title=raw.title,
                body=raw.body,
                url=raw.url,
                source=raw.source,
                section=raw.section,
                author=raw.author,
                published=raw.published,
                places=found.places,
                actors=found.actors,
                dates=found.dates,
            )
        )
        for raw, found in zip(records, extract_all(texts, corrections), strict=True)
    ]


def raw(stored: Article) -> RawArticle:
    """What the source gave of a stored article."""
    return RawArticle(
        id=stored.id,
        title=stored.title,
        body=stored.body,
        url=stored.url,
        source=stored.source,
        section=stored.section,
        author=stored.author,
        published=stored.published,
    )


def digest(record: RawArticle) -> str:
    """A hash of everything that decides how an article is indexed; an equal one means there is nothing to do."""
    parts = (
        f"{SCHEMA_VERSION}.{EXTRACTION_VERSION}",
        record.id,
        record.title,
        record.body,
        record.url,
        record.source,
        record.section,
        record.author,
        record.published.isoformat() if record.published else "",
        home(record),
    )
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def document(record: RawArticle, corrections: Corrections = NONE) -> IndexDocument:
    """Extract and analyse: the work of one article."""
    return documents([record], corrections)[0]


def documents(records: Sequence[RawArticle], corrections: Corrections = NONE) -> list[IndexDocument]:
    """Extract and analyse some articles; one that cannot be read fails them all."""
    gazetteer = Gazetteer.load(corrections)
    return index_documents(articles(records, corrections), list(map(digest, records)), gazetteer)
