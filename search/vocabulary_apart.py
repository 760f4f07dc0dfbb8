"""The words of a large index, read and sorted into families by a process of their own.

That takes seconds of one processor. In a thread of a server every search would take its turns with it for as long; so a
process with lower priority does it, and only what it made is taken over here.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from search.vocabulary import Vocabulary

_LARGE: Final = 20_000
"""Terms from which on a process of its own is worth its start."""
_NICE: Final = 10

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
        here.send(terms)
        words: Vocabulary = here.recv()
    finally:
        here.close()
        process.join()
    return words


def _work(connection: Connection) -> None:
    with suppress(OSError, AttributeError):  # where priorities cannot be changed, or there are none
        os.nice(_NICE)
    connection.send(_sorted(connection.recv()))
