"""A record of a source file → a `RawArticle`, or the reason why it is none.

Fields: ``id``, ``title``, ``body`` (or ``text``), ``published`` (or ``date``), ``url``, ``source``, ``section``,
``author``. Others are ignored. A missing id is derived from the url, or from the content where there is no url
either, so that reading the same record twice gives the same article.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

MAX_ID_BYTES: Final = 512
"""Longest id; the limit of Elasticsearch, kept for both engines."""
MAX_KEYWORD_BYTES: Final = 1_024
"""Longest source or section: they are facet values and no text."""
MAX_TEXT_CHARACTERS: Final = 10_000_000
"""Longest title or body; a longer one is a broken file, not an article."""
YEARS: Final = range(1800, 2201)
"""Years that a news article can be of."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its source gives it, before anything is looked for in its text."""

    id: str
    title: str
    body: str
    url: str = ""
    source: str = ""
    section: str = ""
    author: str = ""
    published: dt.date | None = None


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


def _text(record: Mapping[str, object], *names: str) -> str:
    """The first of these fields that is there; lone surrogates, which no encoding can store, become U+FFFD."""
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise RecordError(f"{name} must be text, not {type(value).__name__}")
        if len(value) > MAX_TEXT_CHARACTERS:
            raise RecordError(f"{name} is longer than {MAX_TEXT_CHARACTERS} characters")
        return _SURROGATE.sub("\ufffd", value)
    return ""


def _short(record: Mapping[str, object], name: str) -> str:
    value = _text(record, name).strip()
    if len(value.encode()) > MAX_KEYWORD_BYTES:
        raise RecordError(f"{name} is longer than {MAX_KEYWORD_BYTES} bytes")
    return value


def parse_time(text: str) -> dt.date:
    """A day or time of publication: ISO 8601, ``2016/10/24``, or the form of RSS and e-mail (RFC 5322).

    Raises:
        RecordError: it is none of these, or outside `YEARS`.

    """
    plain = text.translate(_DIGITS).strip()
    if slashed := _SLASHED.fullmatch(plain):
        plain = f"{slashed[1]}-{slashed[2]:0>2}-{slashed[3]:0>2}{slashed[4]}"
    try:
        # ten characters are YYYY-MM-DD
        found = dt.date.fromisoformat(plain) if len(plain) == 10 else dt.datetime.fromisoformat(plain)  # noqa: PLR2004
    except ValueError:
        try:
            found = parsedate_to_datetime(plain)
        except (ValueError, TypeError, IndexError, OverflowError):
            raise RecordError(
                f"published {text!r} is not a date: write 2016-10-24 or 2016-10-24T09:00:00+03:00"
            ) from None
    if found.year not in YEARS:
        raise RecordError(f"published {text!r} is not between {YEARS.start} and {YEARS.stop - 1}")
    return found


def _published(record: Mapping[str, object]) -> dt.date | None:
    text = _text(record, "published", "date").strip()
    return parse_time(text) if text else None


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def _id(record: Mapping[str, object], url: str, *content: str) -> str:
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if given is not None and not isinstance(given, str):
        raise RecordError(f"id must be text or a whole number, not {type(given).__name__}")
    article_id = _SURROGATE.sub("\ufffd", (given or "").strip())
    if len(article_id.encode()) > MAX_ID_BYTES:
        raise RecordError(f"id is longer than {MAX_ID_BYTES} bytes")
    if any(ord(char) < ord(" ") for char in article_id):
        raise RecordError("id must not contain control characters")
    if article_id:
        return article_id
    return f"url-{_hash(url)}" if url else f"text-{_hash(*content)}"


def raw_article(record: object, published: dt.date | None = None) -> RawArticle:
    """Check and convert one record; ``published`` is for records that give no date.

    Raises:
        RecordError: says which field is wrong and why.

    """
    if isinstance(record, BadRecord):
        raise RecordError(record.reason)
    if not isinstance(record, Mapping):
        raise RecordError(f"a record must be an object with fields, not {type(record).__name__}")
    title = _text(record, "title").strip()
    body = _text(record, "body", "text")
    if not title and not body.strip():
        raise RecordError("it has neither a title nor a body (or text)")
    url = _text(record, "url").strip()
    day = _published(record) or published
    return RawArticle(
        id=_id(record, url, title, body, str(day or "")),
        title=title,
        body=body,
        url=url,
        source=_short(record, "source"),
        section=_short(record, "section"),
        author=_text(record, "author").strip(),
        published=day,
    )
