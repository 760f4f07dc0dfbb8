"""A record of a source file → a `RawArticle`, or the reason why it is none.

Fields have the names of `FIELDS`; others are ignored. HTML in them becomes the text that a reader would see
(`indexer.sources.markup`) before anything else is made of it. A missing id is derived from the url, or from the content
where there is no url either, so that reading the same record twice gives the same article.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from indexer.sources.markup import seen_line, seen_text
from indexer.sources.times import TimeError, parse_time

MAX_ID_BYTES: Final = 512
"""Longest id; the limit of Elasticsearch, kept for both engines."""
MAX_KEYWORD_BYTES: Final = 1_024
"""Longest source or section: they are facet values and no text."""
MAX_TEXT_CHARACTERS: Final = 10_000_000
"""Longest body; a longer one is a broken file, not an article."""
MAX_LINE_CHARACTERS: Final = 10_000
"""Longest title, url or author: each is shown as a whole wherever the article is named."""
FIELDS: Final = {
    "id": ("id", "المعرف"),
    "title": ("title", "العنوان"),
    "body": ("body", "text", "النص", "المتن"),
    "published": ("published", "date", "التاريخ", "تاريخ النشر"),
    "url": ("url", "الرابط"),
    "source": ("source", "المصدر"),
    "section": ("section", "القسم"),
    "author": ("author", "الكاتب"),
}
"""The fields of a record and the names that each may have, as tables of Arabic newsrooms head their columns, too."""

_NAMED: Final = 8
"""Fields that a message names."""
_REJECTED: Final = frozenset({"file", "line", "reason", "record"})
"""The fields of a line of the rejects file, whose record is read again once it has been mended."""
_KINDS: Final = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
    str: "text",
}
"""The types of JSON, in words."""
_SURROGATE = re.compile("[\ud800-\udfff]")


class Origin(NamedTuple):
    """Where a record stands: its file, and there its first line, from 1; 0 for what is in no line."""

    file: str = ""
    line: int = 0


_NOWHERE: Final = Origin()


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its source gives it, before anything is looked for in its text.

    ``origin`` is where it was read, for messages about it; it makes it no other article.
    """

    id: str
    title: str
    body: str
    url: str = ""
    source: str = ""
    section: str = ""
    author: str = ""
    published: dt.date | None = None
    origin: Origin = field(default=_NOWHERE, compare=False)

    def fields(self) -> dict[str, str]:
        """The record of it as a source would give it: the fields that are not empty."""
        values = {name: getattr(self, name) for name in FIELDS if name != "published"}
        day = {"published": self.published.isoformat()} if self.published else {}
        return {name: value for name, value in (values | day).items() if value}


@dataclass(frozen=True, slots=True)
class BadRecord:
    """Bytes that are no record: the reason and the text of them, as far as it can be shown."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that cannot be an article: where it stands, why, and the record itself."""

    file: str
    line: int
    reason: str
    record: str


class RecordError(ValueError):
    """Why a record cannot be an article; caught by the readers, which know file and line."""


def _text(record: Mapping[str, object], *names: str, longest: int = MAX_LINE_CHARACTERS) -> str:
    """The first of these fields that is there; lone surrogates, which no encoding can store, become U+FFFD."""
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise RecordError(f"{name} must be text in quotation marks, not {_kind(value)}")
        if len(value) > longest:
            raise RecordError(f"{name} is longer than {longest} characters")
        return _SURROGATE.sub("\ufffd", value)
    return ""


def _kind(value: object) -> str:
    return _KINDS.get(type(value), type(value).__name__)


def _short(record: Mapping[str, object], name: str) -> str:
    value = seen_line(_text(record, *FIELDS[name])).strip()
    if len(value.encode()) > MAX_KEYWORD_BYTES:
        raise RecordError(f"{name} is longer than {MAX_KEYWORD_BYTES} bytes")
    return value


def _author(record: Mapping[str, object]) -> str:
    """The author, or several that a list names, in one text."""
    for name in FIELDS["author"]:
        value = record.get(name)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            together = "، ".join(one.strip() for one in value if one.strip())
            return seen_line(_text({name: together}, name))
    return seen_line(_text(record, *FIELDS["author"])).strip()


def _published(record: Mapping[str, object]) -> dt.date | None:
    text = _text(record, *FIELDS["published"]).strip()
    try:
        return parse_time(text) if text else None
    except TimeError as error:
        raise RecordError(f"published {error}") from None


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def _id(record: Mapping[str, object], url: str, *content: str) -> str:
    given = next((record[name] for name in FIELDS["id"] if record.get(name) is not None), None)
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is not None and not isinstance(given, str):
        said = "a number with a fraction" if isinstance(given, float) else _kind(given)
        raise RecordError(f"id must be text or a whole number, not {said}")
    article_id = _SURROGATE.sub("\ufffd", (given or "").strip())
    if len(article_id.encode()) > MAX_ID_BYTES:
        raise RecordError(f"id is longer than {MAX_ID_BYTES} bytes")
    if any(ord(char) < ord(" ") for char in article_id):
        raise RecordError("id must not contain control characters")
    if article_id:
        return article_id
    return f"url-{_hash(url)}" if url else f"text-{_hash(*content)}"


def _named(record: Mapping[str, object]) -> str:
    """What a record without text has: a table may lack its header, a field may have another name."""
    known = any(name in record for field in ("title", "body") for name in FIELDS[field])
    return "" if known or not record else f"; its fields are {', '.join(map(str, list(record)[:_NAMED]))}"


def _mended(record: Mapping[str, object]) -> object:
    """The record in a line of a rejects file, also of one that was rejected again; any other record as it is."""
    if record.keys() != _REJECTED:
        return record
    inner = record["record"]
    try:
        inner = json.loads(inner) if isinstance(inner, str) else inner
        return _mended(inner) if isinstance(inner, Mapping) else inner
    except (ValueError, RecursionError):
        raise RecordError(
            'the record of this rejected line is not JSON yet: mend it to {"title": …, "body": …}'
        ) from None


def raw_article(record: object, published: dt.date | None = None, origin: Origin = _NOWHERE) -> RawArticle:
    """Check and convert one record, or the mended record in a line of a rejects file.

    ``published`` is for records that give no date, ``origin`` where the record stands.

    Raises:
        RecordError: says which field is wrong and why.

    """
    if isinstance(record, BadRecord):
        raise RecordError(record.reason)
    if isinstance(record, Mapping):
        record = _mended(record)
    if not isinstance(record, Mapping):
        raise RecordError(f"a record must be an object with fields, not {_kind(record)}")
    title = seen_line(_text(record, *FIELDS["title"])).strip()
    body = seen_text(_text(record, *FIELDS["body"], longest=MAX_TEXT_CHARACTERS))
    if not title and not body.strip():
        raise RecordError(f"it has neither a title nor a body (or text){_named(record)}")
    url = _text(record, *FIELDS["url"]).strip()
    day = _published(record) or published
    return RawArticle(
        id=_id(record, url, title, body, str(day or "")),
        title=title,
        body=body,
        url=url,
        source=_short(record, "source"),
        section=_short(record, "section"),
        author=_author(record),
        published=day,
        origin=origin,
    )
