"""Records taken some at a time: as many as help, as few as fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.sources import RawArticle


def parts(records: Iterable[RawArticle], most: int, characters: int) -> Iterator[list[RawArticle]]:
    """Yield lists of ``most`` records, or of fewer once their bodies have so many characters together."""
    part: list[RawArticle] = []
    length = 0
    for record in records:
        part.append(record)
        length += len(record.body)
        if len(part) == most or length >= characters:
            yield part
            part, length = [], 0
    if part:
        yield part
