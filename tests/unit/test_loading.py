"""Articles loaded into an embedded index: when they are committed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from indexer import loading
from indexer.pipeline import documents
from indexer.rejects import Rejects
from indexer.sources import RawArticle, find_files
from search.engines import open_engine
from search.settings import load_settings


def test_what_is_there_is_committed_while_workers_have_the_last_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "news.jsonl"
    source.write_text("".join(json.dumps({"id": f"a{number}", "title": "خبر"}) + "\n" for number in range(40)))
    seen: list[int] = []

    def analyse_all(records: Iterable[RawArticle], *_: Any) -> Iterator[Any]:
        ahead: list[RawArticle] = []
        # the last ten are with the workers when all have been read
        for record in chain(records, repeat(None, 10)):
            if record is not None:
                ahead.append(record)
            if len(ahead) > 10 or record is None:
                yield ahead[0], documents([ahead.pop(0)])[0]

    def commit(*arguments: Any) -> None:
        seen.append(arguments[1].indexed)
        committed(*arguments)

    committed = loading._commit
    monkeypatch.setattr(loading, "analyse_all", analyse_all)
    monkeypatch.setattr(loading, "_commit", commit)
    monkeypatch.setattr(loading, "_LAST_COMMIT", 25)
    for workers, expected in ((2, [31, 40]), (1, [40])):
        seen.clear()
        engine = open_engine(str(tmp_path / f"index{workers}"), load_settings())
        with Rejects(tmp_path / "rejects.jsonl") as rejects:
            report = loading.update_index(engine, find_files([source]), workers=workers, rejects=rejects)
        assert (report.indexed, report.rejected) == (40, 0)
        assert seen == expected
        assert len(engine.digests([f"a{number}" for number in range(40)])) == 40
        engine.close()
