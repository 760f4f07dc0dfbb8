"""JSON Lines: one record a line, empty lines left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

import orjson

from indexer.sources.encoding import NOT_UTF8
from indexer.sources.record import BadRecord


def parse_object(content: bytes) -> object:
    """JSON bytes → its value, or a `BadRecord`."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(content.decode())  # which lets a lone surrogate pass: half of a character cut in two
        except (ValueError, RecursionError):
            return BadRecord(_why(content, error), content.decode("utf-8", "replace"))


def _why(content: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        content.decode()
    except UnicodeDecodeError:
        return NOT_UTF8
    shown = f"it is not JSON: {error.msg} (character {error.pos + 1} of the line)"
    if content[:1] == b"[" or content == b"{":
        shown += "; a list, or a record on several lines, is read from a file named .json"
    return shown


def as_text(record: object) -> str:
    """A record as it is kept in the rejects file."""
    if isinstance(record, BadRecord):
        return record.text
    try:
        return orjson.dumps(record, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:  # lone surrogates, numbers of more than 64 bits
        return json.dumps(record)


def records(file: BinaryIO) -> Iterator[tuple[int, object]]:
    """Yield (line number, record)."""
    for number, line in enumerate(file, start=1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if content.strip():
            yield number, parse_object(content.strip())
