"""A plain text file: the first line that is not empty is the title, the rest the body.

A first line that is too long for a title is the beginning of the body: a text without line ends has no title.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from indexer.sources.encoding import NOT_UTF8
from indexer.sources.record import MAX_LINE_CHARACTERS, BadRecord


def records(file: BinaryIO) -> Iterator[tuple[int, object]]:
    """Yield the one record of the file; none of an empty file."""
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield 1, BadRecord(NOT_UTF8, content.decode("utf-8", "replace"))
        return
    title, _, body = text.strip().partition("\n")
    if len(title) > MAX_LINE_CHARACTERS:
        yield 1, {"body": text.strip()}
    elif title:
        yield 1, {"title": title.strip(), "body": body.strip("\r\n")}
