"""Batch search: many queries from a file, one JSON line each, as fast as the engine allows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.workers import worker_count
from search.errors import InputError
from search.request import SearchRequest
from search.service import SearchService

_CHUNK: Final = 256

Query = tuple[str, str]


def _pair(file: Path, line: int, record: object) -> Query:
    if not isinstance(record, dict) or not isinstance(record.get("query"), str):
        raise InputError(f"{file}:{line}: a query needs the fields id and query, query as text")
    identity = record.get("id", line)
    if not isinstance(identity, str | int):
        raise InputError(f"{file}:{line}: id must be text or a number")
    return str(identity), record["query"]


def read_queries(file: Path) -> Iterator[Query]:
    """(id, query) of each record of a ``.jsonl`` or ``.csv`` file; a missing id is the line number.

    Raises:
        InputError: the file cannot be read, or names the line that is no query.

    """
    try:
        if file.suffix == ".csv":
            with file.open(encoding="utf-8-sig", newline="") as text:
                rows = csv.DictReader(text)
                for row in rows:
                    yield _pair(file, rows.line_num, {name: cell for name, cell in row.items() if cell is not None})
        elif file.suffix == ".jsonl":
            with file.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.strip():
                        yield _pair(file, number, orjson.loads(line))
        else:
            raise InputError(f"{file}: queries are read from .jsonl or .csv")
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    except (ValueError, csv.Error) as error:
        raise InputError(f"{file}: cannot be read ({error})") from error


def run(service: SearchService, file: Path, request: SearchRequest) -> Iterator[dict[str, Any]]:
    """Search every query of the file with the other parts of ``request``; answers in the order of the file."""

    def one(query: Query) -> dict[str, Any]:
        identity, text = query
        found = service.ids(replace(request, query=text))
        hits = [{"id": hit.id, "score": hit.score} for hit in found.hits]
        return {"id": identity, "query": text, "total": found.total, "hits": hits}

    queries = read_queries(file)
    with ThreadPoolExecutor(worker_count(0)) as pool:
        while chunk := list(islice(queries, _CHUNK)):
            yield from pool.map(one, chunk)
