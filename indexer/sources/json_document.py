"""A JSON file: one article, a list of articles, or an object with the list under ``articles``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from indexer.sources.json_lines import parse_object


def records(file: BinaryIO) -> Iterator[tuple[int, object]]:
    """Yield (place in the list from 1, record)."""
    value = parse_object(file.read().removeprefix(b"\xef\xbb\xbf"))
    if isinstance(value, Mapping) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if isinstance(value, list):
        yield from enumerate(value, start=1)
    else:
        yield 1, value
