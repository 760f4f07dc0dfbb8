"""Articles analysed by several processes."""

from __future__ import annotations

import multiprocessing
import sys
from typing import TYPE_CHECKING

from indexer.parts import parts
from indexer.sources import RawArticle
from indexer.workers import analyse_all

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
