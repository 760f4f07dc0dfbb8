"""From an `Article` to what an engine stores and indexes, and back.

`index_document` does all the analysis, so that it can run in many worker processes and every engine loads the same
terms. Nothing here knows an engine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import msgspec
import orjson

from search import calendar
from search.analysis import TierTerms, default_analyzer
from search.analysis.sentences import sentences
from search.article import ActorMention, Article, DateMention, PlaceMention
from search.entities import Gazetteer
from search.errors import IndexDamaged
from search.schema import GAP, LONGEST_SENTENCE, TIERS, WIDE_GAP


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """An article analysed for every field of `search.schema`.

    ``texts`` maps a text field to its terms joined by spaces; ``keywords`` and ``numbers`` map to their values, one or
    many; ``article`` is the article as JSON.
    """

    id: str
    digest: str
    article: bytes
    texts: dict[str, str]
    keywords: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[int, ...]]


def encode_article(article: Article) -> bytes:
    """The article as JSON: the form in which it is stored, and that `decode_article` reads."""
    return orjson.dumps(article)


def parse_published(text: str | None) -> dt.date | None:
    """A stored publication time or day: ``2016-10-24T09:00:00+03:00`` or ``2016-10-24``."""
    if not text:
        return None
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)  # noqa: PLR2004


class _Stored(msgspec.Struct, gc=False):
    """An article as `encode_article` writes it; its fields are those of `Article`, with time or day as text.

    What it holds is read straight into the mentions' own classes: a page of results has hundreds of them.
    """

    id: str
    title: str
    body: str
    url: str = ""
    source: str = ""
    section: str = ""
    author: str = ""
    published: str | None = None
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    dates: tuple[DateMention, ...] = ()

    def article(self) -> Article:
        return Article(
            self.id,
            self.title,
            self.body,
            self.url,
            self.source,
            self.section,
            self.author,
            parse_published(self.published),
            self.places,
            self.actors,
            self.dates,
        )


_read_stored = msgspec.json.Decoder(_Stored).decode


def decode_article(stored: bytes) -> Article:
    """The article that `encode_article` wrote.

    Raises:
        IndexDamaged: the stored bytes are not such an article.

    """
    try:
        return _read_stored(stored).article()
    except _UNREADABLE as error:
        raise _damaged(error) from error


def article_of(record: Mapping[str, Any]) -> Article:
    """The article of a record that `encode_article` wrote, read as JSON.

    Raises:
        IndexDamaged: it is no such record.

    """
    try:
        return msgspec.convert(record, _Stored).article()
    except _UNREADABLE as error:
        raise _damaged(error) from error


_UNREADABLE = (msgspec.MsgspecError, ValueError)


def _damaged(error: Exception) -> IndexDamaged:
    return IndexDamaged(f"a stored article cannot be read ({error}): reindex from the source files")


_HASH_BITS = 22
"""Bits of the id's hash in a sort key: two articles of one second are told apart."""
_YEAR_ZERO_SECONDS = 62_167_219_200
"""Seconds from the year 0 to 1970: keeps sort keys positive."""
_UNDATED_LAST = (1 << 62) - (1 << _HASH_BITS)
"""Larger than the sort key of any dated article (year 9999 needs 39 + 22 bits)."""


def sort_keys(article_id: str, published: dt.date | None) -> tuple[int, int]:
    """The keys ``newest`` and ``oldest`` of an article: a total order, the same on every engine.

    A time without a zone counts as UTC; a day without a time as its midnight.
    """
    digest = hashlib.blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    tie = int.from_bytes(digest, "big") >> (64 - _HASH_BITS)
    if published is None:
        return tie, _UNDATED_LAST + tie
    time = published if isinstance(published, dt.datetime) else dt.datetime.combine(published, dt.time.min)
    if time.tzinfo is None:
        time = time.replace(tzinfo=dt.UTC)
    epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    seconds = (time - epoch) // dt.timedelta(seconds=1) + _YEAR_ZERO_SECONDS
    return ((seconds + 1) << _HASH_BITS) + tie, (seconds << _HASH_BITS) + tie


@lru_cache(maxsize=100_000)
def _folded_name(name: str) -> str:
    return " ".join(default_analyzer().terms(name).norm)


def _names(mentions: tuple[PlaceMention, ...] | tuple[ActorMention, ...]) -> str:
    """Distinct folded names and labels with a gap between them: ``الموصل _ العراق``."""
    written = dict.fromkeys(name for mention in mentions for name in (mention.label, mention.name))
    return f" {GAP} ".join(dict.fromkeys(filter(None, map(_folded_name, written))))


def _with_gaps(parts: Iterable[list[str]]) -> str:
    """The terms of sentences with a wide gap after each; what is longer than a sentence may be is cut."""
    pieces = (part[at : at + LONGEST_SENTENCE] for part in parts for at in range(0, len(part), LONGEST_SENTENCE))
    return WIDE_GAP.join(map(" ".join, pieces))


def index_document(article: Article, digest: str, gazetteer: Gazetteer | None = None) -> IndexDocument:
    """Analyse an article for every field; ``digest`` is stored to recognise an unchanged record.

    ``gazetteer`` knows what the places mentioned lie in; by default it is the shipped one.
    """
    return index_documents([article], [digest], gazetteer)[0]


def index_documents(
    articles: Sequence[Article], digests: Sequence[str], gazetteer: Gazetteer | None = None
) -> list[IndexDocument]:
    """What `index_document` returns of each article, in less time than one by one: their words are looked up together.

    ``digests`` are those of the articles, in their order.
    """
    gazetteer = gazetteer or Gazetteer.load()
    pieces = [[article.title, *sentences(article.body)] for article in articles]
    terms = iter(default_analyzer().terms_of(list(chain.from_iterable(pieces))))
    return [
        _document(article, digest, list(islice(terms, len(own))), gazetteer)
        for article, digest, own in zip(articles, digests, pieces, strict=True)
    ]


def _document(article: Article, digest: str, parts: Sequence[TierTerms], gazetteer: Gazetteer) -> IndexDocument:
    """An article with the terms of its title and those of each sentence."""
    texts: dict[str, str] = {}
    for tier in TIERS:
        first = getattr(parts[0], tier)
        texts[f"title_{tier}"] = " ".join(first)
        texts[f"text_{tier}"] = (
            _with_gaps(part.family for part in parts)
            if tier == "family"
            else " ".join(chain(first, (GAP,), *(getattr(part, tier) for part in parts[1:])))
        )
    # each once: how often one is repeated says little
    texts["text_skeleton"] = " ".join(dict.fromkeys(chain.from_iterable(part.skeletons() for part in parts)))
    texts["place_name"] = _names(article.places)
    texts["actor_name"] = _names(article.actors)
    texts["source_name"] = _folded_name(article.source)
    periods = [(mention.first, mention.last) for mention in article.dates]
    places = tuple(dict.fromkeys(mention.id for mention in article.places))
    above = (containing for place in places for containing in gazetteer.containing(place))
    keywords = {
        "place": places,
        "place_tree": tuple(dict.fromkeys((*places, *above))),
        "actor": tuple(dict.fromkeys(mention.id for mention in article.actors)),
        "source": (article.source,) if article.source else (),
        "section": (article.section,) if article.section else (),
        "mentioned": calendar.indexed_nodes(periods),
    }
    newest, oldest = sort_keys(article.id, article.published)
    day = article.published_day
    numbers = {
        "published_day": (calendar.day_number(day),) if day else (),
        "published_month": (calendar.month_number(day),) if day else (),
        "newest": (newest,),
        "oldest": (oldest,),
        "mentioned_year": tuple(sorted({year for a, b in periods for year in range(a.year, b.year + 1)})),
    }
    return IndexDocument(article.id, digest, encode_article(article), texts, keywords, numbers)


__all__ = [
    "IndexDocument",
    "article_of",
    "decode_article",
    "encode_article",
    "index_document",
    "index_documents",
    "parse_published",
    "sort_keys",
]
