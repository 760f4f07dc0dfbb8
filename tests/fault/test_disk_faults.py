"""Disks that are full, read-only or damaged: a clear error, and the published articles stay."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from search.engines.tantivy_engine import TantivyEngine
from search.errors import EngineError, IndexDamaged
from search.request import SearchRequest
from search.service import SearchService
from tests.corpus import TEN, document, random_articles

ROOT = Path(__file__).parents[2]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with TantivyEngine(tmp_path / "index").update() as writer:
        for one in TEN:
            writer.add(document(one))
        writer.commit()
    return tmp_path / "index"


def total(index: Path) -> int:
    return SearchService(TantivyEngine(index)).search(SearchRequest("", limit=1)).total


def test_a_full_disk_while_indexing(index: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the full disk: writing fails in the same place."""
    source = tmp_path / "more.jsonl"
    source.write_text(
        "\n".join(json.dumps({"id": one.id, "body": one.body}) for one in random_articles(3000, seed=2)),
        encoding="utf-8",
    )

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(
        [sys.executable, "-m", "indexer.cli", "index", str(source), "--index", str(index), "--workers", "1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "fihris: " in done.stderr
    assert "make room" in done.stderr, "nothing is damaged, so that rolling back would not help"
    assert "Traceback" not in done.stderr
    assert total(index) == len(TEN)
    with TantivyEngine(index).update() as writer:
        writer.delete(TEN[0].id)
        writer.commit()
    assert total(index) == len(TEN) - 1, "the index can be written again once there is room"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": "gone", "before": []}'])
def test_a_damaged_pointer_is_named(index: Path, content: bytes) -> None:
    (index / "published.json").write_bytes(content)
    with pytest.raises(IndexDamaged):
        total(index)


def test_damaged_files_are_named_and_do_not_end_the_process(index: Path) -> None:
    (version,) = (index / "versions").iterdir()
    for path in version.iterdir():
        if path.suffix in (".term", ".idx", ".store", ".fast"):
            path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(EngineError, match=r"roll back|reindex|damaged"):
        SearchService(TantivyEngine(index)).search(SearchRequest("الموصل"))


def test_the_index_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EngineError):
        total(tmp_path / "file")
    with pytest.raises(EngineError), TantivyEngine(tmp_path / "file").update():
        pass


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_missing_facet_values_are_named_before_anything_is_counted_or_written(index: Path, keep: int) -> None:
    (columns,) = (index / "versions").glob("*/facets.columns")
    whole = columns.read_bytes()
    columns.write_bytes(whole[: len(whole) * keep // 3])
    with pytest.raises(IndexDamaged, match="roll back or reindex"):
        total(index)
    with pytest.raises(IndexDamaged, match="roll back or reindex"), TantivyEngine(index).update():
        pass
    columns.write_bytes(whole)
    assert total(index) == len(TEN)
