"""A JSON file: one article, a list of articles, or an object with the list under ``articles``.

Each record of a list is read by itself, so that a file that breaks off, or one bad record, loses no other. Several
values one after the other, as in JSON Lines, are read as well.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Generator, Iterator, Mapping
from typing import BinaryIO, Final

from indexer.sources.encoding import NOT_UTF8
from indexer.sources.record import BadRecord

_CHUNK: Final = 1 << 20
_DECODER: Final = json.JSONDecoder()
_BLANK: Final = re.compile(r"[ \t\r\n]*")
_NEXT_RECORD: Final = re.compile(r"\}\s*,\s*(?=\{)")
"""Between two records of a list: where reading goes on after a bad one."""
_ARTICLES: Final = re.compile(r'\{\s*"articles"\s*:\s*(?=\[)')


def records(file: BinaryIO) -> Iterator[tuple[int, object]]:
    """Yield (line that the record begins in, record)."""
    content, failure = _content(file)
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        yield 1, BadRecord(NOT_UTF8, content.decode("utf-8", "replace"))
        return
    line, counted = 1, 0
    for start, value in _values(text, cut=failure is not None):
        line += text.count("\n", counted, start)
        counted = start
        yield line, value
    if failure is not None:
        raise failure


def _content(file: BinaryIO) -> tuple[bytes, Exception | None]:
    """What can be read of the file, and why no more can."""
    chunks: list[bytes] = []
    read = getattr(file, "read1", file.read)  # what a gzip file that breaks off gives before it does
    try:
        while chunk := read(_CHUNK):
            chunks.append(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        if chunks:
            return b"".join(chunks), error
        raise
    return b"".join(chunks), None


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _values(text: str, *, cut: bool) -> Iterator[tuple[int, object]]:
    """Yield (where it begins, record); ``cut`` says that the text is known to break off, which others report."""
    at = _after_blank(text, 0)
    if at == len(text) and not cut:
        yield at, BadRecord("it is not JSON: the file is empty", "")
    while at < len(text):
        wrapped = _ARTICLES.match(text, at)
        if text[at] == "[" or wrapped:
            at = yield from _list(text, wrapped.end() + 1 if wrapped else at + 1, cut=cut)
            if wrapped:
                return  # nothing else in that object is an article
        else:
            value, end = _one(text, at)
            if end is None:
                if not cut:
                    yield at, BadRecord(str(value), text[at:])
                return
            if isinstance(value, Mapping) and isinstance(value.get("articles"), list):
                yield from ((at, one) for one in value["articles"])
            else:
                yield at, value
            at = end
        at = _after_blank(text, at)


def _list(text: str, at: int, *, cut: bool) -> Generator[tuple[int, object], None, int]:
    """Yield the records of a list that opens before ``at``; return where it ends."""
    while (at := _after_blank(text, at)) < len(text) and text[at] != "]":
        value, end = _one(text, at)
        if end is not None:
            after = _after_blank(text, end)
            if after == len(text) or text[after] in ",]":
                yield at, value
                at = after + (text[after : after + 1] == ",")
                continue
            value = "it is not JSON: a comma is missing after it"
        following = _NEXT_RECORD.search(text, at)
        if following is None and cut:
            return len(text)
        stop = following.start() + 1 if following else len(text)
        yield at, BadRecord(str(value), text[at:stop])
        if following is None:
            return stop
        at = following.end()
    if at == len(text) and not cut:
        yield at, BadRecord("it is not JSON: the list breaks off here", "")
    return at + 1


def _one(text: str, at: int) -> tuple[object, int | None]:
    """The value at ``at`` and where it ends, or why there is none and None."""
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return f"it is not JSON: {error}", None
    except RecursionError:
        return "it is not JSON: it is nested too deeply", None
    except ValueError as error:  # a number of thousands of digits
        return f"it is not JSON: {error}", None
