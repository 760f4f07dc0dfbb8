"""A plain text file: the first line that is not empty is the title, the rest the body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from indexer.sources.encoding import NOT_UTF8
from indexer.sources.record import BadRecord


def records(file: BinaryIO) -> Iterator[tuple[int, object]]:
    """Yield the one record of the file; none of an empty file."""
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield 1, BadRecord(NOT_UTF8, content.decode("utf-8", "replace"))
        return
    title, _, body = text.strip().partition("\n")
    if title:
        yield 1, {"title": title.strip(), "body": body.strip("\r\n")}
