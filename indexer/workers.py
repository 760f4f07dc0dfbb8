"""Worker processes that turn raw articles into index documents, many at a time and in order.

They are forked from a process that has loaded what they need (`indexer.loaded`) and does nothing else.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from threading import Thread
from typing import Final

from indexer.parts import parts
from indexer.pipeline import documents
from indexer.sources import RawArticle
from search.document import IndexDocument
from search.entities import NONE, Corrections
from search.errors import FihrisError

_CHUNK: Final = 32
"""Articles sent to a worker at once: large enough that sending costs little, small enough for even loads."""
_CHUNK_CHARACTERS: Final = 1_000_000
"""Characters of bodies after which a chunk is full: 32 bodies of ten million would take gigabytes."""
_AHEAD: Final = 3
"""Chunks waiting for each worker, whatever they hold: bounds the memory that reading ahead takes."""
_AHEAD_CHARACTERS: Final = 1_000_000
"""Characters of bodies for each worker up to which more chunks than these wait: what it reads while an engine commits.

Committing 10,000 articles takes an engine three seconds, in which nothing is handed out: a worker analyses some 600
articles of 1,600 characters then. Their documents take 20 MB.
"""
_COLLECT_EVERY: Final = 1_000_000
"""New objects after which cyclic garbage is looked for amid a chunk: twenty times as many as 32 articles leave."""

Analysed = tuple[RawArticle, IndexDocument | str]
"""A raw article with its document, or with the reason why it has none."""
_Found = Future[list[IndexDocument | str]]


class WorkerDied(FihrisError):  # noqa: N818 - named for what happened
    """A worker process was ended from outside, e.g. for want of memory."""


def worker_count(asked: int) -> int:
    """How many workers to use: as asked, or one for each processor this process may run on."""
    return asked or len(os.sched_getaffinity(0))


_held: list[Corrections] = [NONE]
"""The corrections that this worker process applies."""


def _begin(corrections: Corrections) -> None:
    """Load what corrections change, and let the collector of cyclic garbage be: what is loaded and remembered stays.

    An article's work leaves hardly any cycles, and looking for them among a million remembered words takes longer than
    all that it frees.
    """
    Thread(target=_end_with_parent, daemon=True).start()
    _held[0] = corrections
    documents([RawArticle("", "", "")], corrections)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_EVERY)


def _end_with_parent() -> None:
    """End this process as soon as the one that started it has ended, even by SIGKILL: nobody takes its results then.

    The pool does not do so: its workers hold both ends of the pipe that they wait at.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _analyse_in_worker(chunk: list[RawArticle]) -> list[IndexDocument | str]:
    """Analyse a chunk, and leave what is remembered of it out of the search for cyclic garbage.

    3,200 articles leave 300 objects in cycles, and nearly a million that are remembered, which looks would go through.
    """
    found = _analyse(chunk, _held[0])
    if any(isinstance(one, str) for one in found):
        gc.collect()  # a traceback may hold all that its article was read into
    gc.freeze()
    return found


def _analyse(chunk: list[RawArticle], corrections: Corrections) -> list[IndexDocument | str]:
    try:
        return list(documents(chunk, corrections))
    except Exception as error:  # noqa: BLE001 - a fault in one article must not end the others
        if len(chunk) == 1:
            return [f"it could not be analysed: {type(error).__name__}: {error}"]
        return [one for record in chunk for one in _analyse([record], corrections)]


def analyse_all(records: Iterable[RawArticle], workers: int, corrections: Corrections = NONE) -> Iterator[Analysed]:
    """Analyse every record, in order; with one worker in this process, with more in processes of their own.

    ``corrections`` are those that people made to the entities.

    Raises:
        WorkerDied: a worker process was ended from outside.

    """
    if workers == 1:
        for chunk in parts(records, _CHUNK, _CHUNK_CHARACTERS):
            yield from zip(chunk, _analyse(chunk, corrections), strict=True)
        return
    # A forked copy of this process, with its threads (progress bar, engine), may hang. So a clean process is started,
    # which loads what workers need and is forked for each of them.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["indexer.loaded"])
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(corrections,))
    ended = False
    try:
        waiting = _Waiting(workers)
        begun = False
        for chunk in parts(records, _CHUNK, _CHUNK_CHARACTERS):
            with nullcontext() if begun else _interrupts_blocked():  # workers are started with the first chunk
                waiting.append(chunk, _submit(pool, chunk))
            begun = True
            while waiting.are_enough():
                yield from waiting.first()
        while waiting:
            yield from waiting.first()
    except BrokenProcessPool as error:
        raise WorkerDied("a worker process was ended from outside (out of memory?): try fewer --workers") from error
    else:
        ended = True
    finally:
        if not ended:
            _let_go(pool)
        pool.shutdown(wait=True, cancel_futures=True)


class _Waiting:
    """Chunks that are with the workers, in order."""

    def __init__(self, workers: int) -> None:
        self._chunks_ahead = workers * _AHEAD
        self._characters_ahead = workers * _AHEAD_CHARACTERS
        self._chunks: deque[tuple[list[RawArticle], _Found]] = deque()
        self._characters = 0

    def __len__(self) -> int:
        return len(self._chunks)

    def append(self, chunk: list[RawArticle], found: _Found) -> None:
        self._chunks.append((chunk, found))
        self._characters += _characters(chunk)

    def are_enough(self) -> bool:
        """Whether the first chunk is to be taken out before more are read: it is ready, or too much is waiting."""
        much = self._characters > self._characters_ahead
        return len(self) > self._chunks_ahead and (much or self._chunks[0][1].done())

    def first(self) -> Iterator[Analysed]:
        """Take the first chunk out, once it is ready."""
        chunk, found = self._chunks.popleft()
        self._characters -= _characters(chunk)
        return zip(chunk, found.result(), strict=True)


def _characters(chunk: list[RawArticle]) -> int:
    return sum(len(record.body) for record in chunk)


def _submit(pool: ProcessPoolExecutor, chunk: list[RawArticle]) -> _Found:
    try:
        return pool.submit(_analyse_in_worker, chunk)
    except (EOFError, ConnectionError) as error:  # from the process that the workers are forked from, which has ended
        raise BrokenProcessPool from error


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Start processes that a Ctrl-C does not reach: it goes to the whole group, and they end when this one does.

    A worker that ends by itself leaves the pool waiting for it, and what it was doing is lost.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what starts now inherits this
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _let_go(pool: ProcessPoolExecutor) -> None:
    """End the workers now, and what writes to them: Python before 3.11.5 waits for ever for a reader of the last chunk.

    A chunk is larger than a pipe holds, so one is always being written; see CPython's issue 94777.
    """
    for process in tuple((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
    queue = getattr(pool, "_call_queue", None)
    if queue is not None:
        queue._reader.close()  # noqa: SLF001 - as later versions of Python do
