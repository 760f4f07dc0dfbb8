"""The words of a large index, read and sorted into families by a process of their own.

That takes seconds of one processor. In a thread of a server every search would take its turns with it for as long; so a
process with lower priority does it, and only what it made is taken over here: piece by piece, since searches wait while
one is read. As one piece, the words of 36,000 articles would hold them up for a second of processor time.
"""

from __future__ import annotations

import io
import logging
import os
import pickle
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final

from search.vocabulary import Vocabulary

_LARGE: Final = 20_000
"""Terms from which on a process of its own is worth its start."""
_NICE: Final = 10
_PIECE: Final = 2_000
"""Entries of a list or dictionary that are taken over at once: some milliseconds."""

Terms = Sequence[tuple[str, int]]


def vocabulary_apart(terms: Terms) -> Vocabulary:
    """The words with their families; made here where they are few, or where no process can be started."""
    if len(terms) >= _LARGE:
        try:
            return _from_process(terms)
        except (OSError, EOFError) as error:
            logging.getLogger(__name__).warning("the words of the index are read here: no process did (%s)", error)
    return _sorted(terms)


def _sorted(terms: Terms) -> Vocabulary:
    words = Vocabulary(terms)
    words.sort_families()
    return words


def _from_process(terms: Terms) -> Vocabulary:
    context = get_context("spawn")  # a copy of this process with its threads could not go on
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there,), daemon=True)  # it ends with this one
    process.start()
    there.close()
    try:
        for start in range(0, len(terms), _PIECE):
            here.send(terms[start : start + _PIECE])
        here.send(())
        words = _received(here)
    finally:
        here.close()
        process.join()
    return words


def _work(connection: Connection) -> None:
    with suppress(OSError, AttributeError):  # where priorities cannot be changed, or there are none
        os.nice(_NICE)
    terms: list[tuple[str, int]] = []
    while piece := connection.recv():
        terms += piece
    _send(connection, _sorted(terms))


def _pieces(words: Vocabulary) -> Iterator[tuple[str, Any]]:
    """What the words are made of: attributes with their values, long ones in parts."""
    for name, value in vars(words).items():
        if isinstance(value, dict | list):
            entries = list(value.items()) if isinstance(value, dict) else value
            yield name, type(value)()
            for start in range(0, len(entries), _PIECE):
                yield name, entries[start : start + _PIECE]
        else:
            yield name, value


def _send(connection: Connection, words: Vocabulary) -> None:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer)  # one for all pieces: it remembers what an earlier one held, so nothing is doubled
    for piece in _pieces(words):
        pickler.dump(piece)
        connection.send_bytes(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()
    connection.send_bytes(b"")


def _received(connection: Connection) -> Vocabulary:
    words = Vocabulary.__new__(Vocabulary)
    buffer = io.BytesIO()
    unpickler = pickle.Unpickler(buffer)  # noqa: S301 - from a process that this one started
    while piece := connection.recv_bytes():
        buffer.seek(0)
        buffer.truncate()
        buffer.write(piece)
        buffer.seek(0)
        name, value = unpickler.load()
        known = vars(words).get(name)
        if known is None:
            setattr(words, name, value)
        elif isinstance(known, dict):
            known.update(value)
        else:
            known.extend(value)
    return words
