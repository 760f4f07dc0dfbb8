"""Batch search: many queries from a file, one JSON line each, as fast as the engine allows."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from indexer.sources import Rejection, csv_table, json_lines
from indexer.sources.files import ending
from indexer.sources.record import BadRecord
from indexer.sources.standard_input import FORMAT, GZIP, STDIN, standard_input
from indexer.workers import worker_count
from search.errors import InputError
from search.request import MAX_QUERY_LENGTH, SearchRequest
from search.service import SearchService

_CHUNK: Final = 256
_READERS: Final[dict[str, Callable[[BinaryIO], Iterator[tuple[int, object]]]]] = {
    ".jsonl": json_lines.records,
    ".csv": partial(csv_table.records, keep_empty=True),
}

Query = tuple[str, str]


def _pair(line: int, record: object) -> Query | str:
    """The id and text of a query, or why it is none."""
    if isinstance(record, BadRecord):
        return record.reason
    if not isinstance(record, dict):
        return "a query needs the fields id and query"
    query, identity = record.get("query"), record.get("id", line)
    if not isinstance(query, str):
        return "a query needs the fields id and query, query as text"
    if not isinstance(identity, str | int):
        return "id must be text or a number"
    if len(query) > MAX_QUERY_LENGTH:
        return f"the query is longer than {MAX_QUERY_LENGTH} characters"
    return str(identity), query


def read_queries(file: Path, kind: str = "") -> Iterator[Query | Rejection]:
    """(id, query) of each record of a ``.jsonl`` or ``.csv`` file, plain or gzip; a missing id is the line number.

    A record that is no query comes as a rejection. ``-`` is standard input; ``kind`` is the ending of what has none
    of these.

    Raises:
        InputError: the file cannot be read, or nothing is piped into standard input.

    """
    named, compressed = ending(file)
    reader = _READERS.get(named if named in _READERS else kind or (FORMAT if file == STDIN else named))
    if reader is None:
        raise InputError(f"{file}: queries are read from {' or '.join(_READERS)} (or such a file with .gz)")
    try:
        with nullcontext(_piped()) if file == STDIN else gzip.open(file) if compressed else file.open("rb") as content:
            for line, record in reader(cast("BinaryIO", content)):
                read = _pair(line, record)
                yield Rejection(str(file), line, read, json_lines.as_text(record)) if isinstance(read, str) else read
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _piped() -> BinaryIO:
    """What is piped into standard input, unpacked where it is gzip."""
    content = io.BufferedReader(cast("io.RawIOBase", standard_input()))
    packed = content.peek(len(GZIP))[: len(GZIP)] == GZIP
    return cast("BinaryIO", gzip.GzipFile(fileobj=content)) if packed else content


def run(
    service: SearchService, file: Path, request: SearchRequest, reject: Callable[[Rejection], None], kind: str = ""
) -> Iterator[dict[str, Any]]:
    """Search every query of the file with the other parts of ``request``; answers in the order of the file.

    ``reject`` is called with each record that is no query.
    """

    def one(query: Query) -> dict[str, Any]:
        identity, text = query
        found = service.ids(replace(request, query=text))
        hits = [{"id": hit.id, "score": hit.score} for hit in found.hits]
        return {"id": identity, "query": text, "total": found.total, "hits": hits}

    read = read_queries(file, kind)
    with ThreadPoolExecutor(worker_count(0)) as pool:
        while chunk := list(islice(read, _CHUNK)):
            for bad in chunk:
                if isinstance(bad, Rejection):
                    reject(bad)
            yield from pool.map(one, [query for query in chunk if not isinstance(query, Rejection)])
