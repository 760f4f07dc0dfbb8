"""Articles analysed by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import weakref
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest

from indexer import workers
from indexer.parts import parts
from indexer.sources import RawArticle
from indexer.workers import _Waiting, analyse_all
from search.document import IndexDocument

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def tell_what_is_loaded(answer: Connection) -> None:
    answer.send("indexer.loaded" in sys.modules)


def test_workers_say_of_articles_what_one_process_says_in_the_same_order() -> None:
    records = [
        RawArticle(str(number), f"خبر {number}", "زار الرئيس القاهرة أمس. " * (number % 5)) for number in range(100)
    ]
    alone = list(analyse_all(records, 1))
    assert [record for record, _ in alone] == records
    assert list(analyse_all(records, 2)) == alone
    # and what they need was loaded before they began
    context = multiprocessing.get_context("forkserver")
    told, answer = context.Pipe(duplex=False)
    context.Process(target=tell_what_is_loaded, args=(answer,)).start()
    assert told.recv()


def test_long_articles_are_taken_fewer_at_a_time() -> None:
    records = [RawArticle(str(number), "", "ن" * length) for number, length in enumerate([1, 1, 1, 50, 1, 100, 200, 1])]
    taken = [[record.id for record in part] for part in parts(iter(records), 3, 100)]
    assert taken == [["0", "1", "2"], ["3", "4", "5"], ["6"], ["7"]]
    assert list(parts([], 3, 100)) == []


def test_more_is_read_ahead_as_long_as_it_is_short_and_nothing_is_ready() -> None:
    waiting = _Waiting(2)
    chunks = [[RawArticle(str(number), "", "ن" * 1000)] for number in range(9)]
    futures: list[Future[list[IndexDocument | str]]] = [Future() for _ in chunks]
    for chunk, future in zip(chunks, futures, strict=True):
        assert not waiting.are_enough()
        waiting.append(chunk, future)
    assert not waiting.are_enough()  # two workers have six chunks, and three more while nobody takes results
    futures[1].set_result(["second"])
    assert not waiting.are_enough()
    futures[0].set_result(["first"])
    assert waiting.are_enough()
    assert list(waiting.first()) == [(chunks[0][0], "first")]
    assert waiting.are_enough()
    assert list(waiting.first()) == [(chunks[1][0], "second")]
    assert not waiting.are_enough()
    waiting.append([RawArticle("long", "", "ن" * 3_000_000)], Future())  # too much for memory, though nothing is ready
    assert waiting.are_enough()
    futures[2].set_result(["third"])
    futures[3].set_result(["fourth"])
    assert [next(waiting.first())[1] for _ in range(2)] == ["third", "fourth"]
    assert not waiting.are_enough()  # six chunks wait whatever they hold


def test_what_a_worker_remembers_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cycle:
        def __init__(self) -> None:
            self.itself = self

    left: list[weakref.ref[Cycle]] = []

    def failing(*_: object) -> list[IndexDocument]:
        left.append(weakref.ref(Cycle()))
        raise ValueError("no article")

    frozen = gc.get_freeze_count()
    try:
        [found] = workers._analyse_in_worker([RawArticle("1", "زار الرئيس القاهرة", "")])
        assert isinstance(found, IndexDocument)
        assert gc.get_freeze_count() > frozen
        monkeypatch.setattr(workers, "documents", failing)
        assert (
            workers._analyse_in_worker([RawArticle("1", "", "")] * 2)
            == ["it could not be analysed: ValueError: no article"] * 2
        )
        assert [one() for one in left] == [None] * 3  # what a failure leaves is not kept for ever
    finally:
        gc.unfreeze()
