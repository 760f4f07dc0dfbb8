"""kill -9 in the middle of indexing: the index opens, what was published is whole, and indexing again completes it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from search.engines.tantivy_engine import TantivyEngine
from search.request import SearchRequest
from search.service import SearchService
from tests.corpus import TEN, document, random_articles

ROOT = Path(__file__).parents[2]
_BESIDE_WORKERS = 2
"""Processes that a load starts beside workers: one counts semaphores, from the other workers are forked."""

# Adds one article after another and commits every few, like a load that goes on for hours, saying what is durable.
UPDATE = """
import sys
from pathlib import Path
from search.engines.tantivy_engine import TantivyEngine
from tests.corpus import document, random_articles
articles = random_articles(5000, seed=9)
with TantivyEngine(Path(sys.argv[1])).update() as writer:
    for number, one in enumerate(articles, start=1):
        writer.add(document(one))
        if number % 50 == 0:
            writer.commit()
            print(number, flush=True)
"""

BUILD = """
import sys
from pathlib import Path
from search.engines.tantivy_engine import TantivyEngine
from tests.corpus import document, random_articles
articles = random_articles(5000, seed=9)
with TantivyEngine(Path(sys.argv[1])).build() as builder:
    for number, one in enumerate(articles, start=1):
        builder.add(document(one))
        if number % 50 == 0:
            builder.commit()
            print(number, flush=True)
"""


def kill_after(program: str, index: Path, lines: int, pause: float) -> int:
    """Run a program, end it with SIGKILL a moment after so many lines, and return the last number it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(index)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(lines)]
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    rest = [int(line) for line in process.stdout if line.endswith("\n")]
    assert process.wait() == -signal.SIGKILL
    return (said + rest)[-1]


@pytest.mark.parametrize("pause", [0.0, 0.011, 0.037, 0.1])
def test_an_update_loses_nothing_that_was_committed(tmp_path: Path, pause: float) -> None:
    index = tmp_path / "index"
    durable = kill_after(UPDATE, index, lines=3, pause=pause)
    engine = TantivyEngine(index)
    service = SearchService(engine)
    articles = random_articles(5000, seed=9)
    stored = {one.id: one for one, _ in engine.articles()}
    assert len(stored) >= durable
    assert all(stored.get(one.id) == one for one in articles[:durable])
    assert service.search(SearchRequest("", limit=1)).total == len(stored)
    with engine.update() as writer:
        for one in articles[: durable + 100]:
            writer.add(document(one))
        writer.commit()
    assert service.search(SearchRequest("", limit=1)).total == max(len(stored), durable + 100)


@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_a_killed_build_changes_nothing_and_leaves_nothing(tmp_path: Path, pause: float) -> None:
    index = tmp_path / "index"
    engine = TantivyEngine(index)
    with engine.update() as writer:
        for one in TEN:
            writer.add(document(one))
        writer.commit()
    kill_after(BUILD, index, lines=2, pause=pause)
    assert SearchService(engine).search(SearchRequest("", limit=1)).total == len(TEN)
    assert len(engine.versions()) == 1
    with engine.update() as writer:
        writer.delete("nothing")
        writer.commit()
    assert len(list((index / "versions").iterdir())) == 1, "the next writer removed what the killed build left"


def test_the_command_line_killed_and_run_again(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    articles = random_articles(300, seed=10)
    source.write_text(
        "\n".join(json.dumps({"id": one.id, "title": one.title, "body": one.body}) for one in articles),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "indexer.cli", "index", str(source), "--index", str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("read 300 articles")
    assert SearchService(TantivyEngine(tmp_path / "index")).search(SearchRequest("", limit=1)).total == 300


def test_a_killed_load_leaves_no_process_behind(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(
        "".join(json.dumps({"id": str(number), "body": "بغداد " * 200}) + "\n" for number in range(20_000)),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "indexer.cli", "index", str(source), "--index", str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([*command, "--workers", "2"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    workers = _wait_for(lambda: _descendants(process.pid), lambda found: len(found) >= _BESIDE_WORKERS + 1)
    time.sleep(1)  # some are starting, some at work
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = _wait_for(lambda: [one for one in workers if _lives(one)], lambda found: not found)
    for one in left:
        os.kill(one, signal.SIGKILL)
    assert not left


@pytest.mark.parametrize("pause", [0.0, 5.0], ids=["starting", "at work"])
@pytest.mark.parametrize(
    ("interrupt", "code", "message"),
    [(True, 130, "fihris: interrupted"), (False, 1, "fihris: a worker process was ended from outside")],
    ids=["interrupt", "worker killed"],
)
def test_a_load_whose_workers_end_ends_at_once_and_says_so(
    tmp_path: Path, interrupt: bool, code: int, message: str, pause: float
) -> None:
    """Ctrl-C reaches every process of the group; a chunk that nobody takes any more must not be waited for."""
    source = tmp_path / "articles.jsonl"
    source.write_text(
        "".join(json.dumps({"id": str(number), "body": f"بغداد {number} " * 500}) + "\n" for number in range(20_000)),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "indexer.cli", "index", str(source), "--index", str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs behind it ignores Ctrl-C
    try:
        process = subprocess.Popen(
            [*command, "--workers", "2"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    least = _BESIDE_WORKERS if interrupt else _BESIDE_WORKERS + 1  # an interrupt comes while everything is loaded, too
    workers = _wait_for(lambda: _descendants(process.pid), lambda found: len(found) >= least)
    time.sleep(pause)
    if interrupt:
        os.killpg(process.pid, signal.SIGINT)
    else:
        os.kill(workers[-1], signal.SIGKILL)
    try:
        assert process.communicate(timeout=60)[1].startswith(message)
    finally:
        process.kill()
    assert process.returncode == code


def _descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have: workers last."""
    with suppress(FileNotFoundError, ProcessLookupError):
        children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
        return children + [one for child in children for one in _descendants(child)]
    return []  # it has just ended


def _lives(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody asked for its status does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _wait_for(look: Callable[[], list[int]], enough: Callable[[list[int]], bool], seconds: float = 60) -> list[int]:
    """Look until it is enough, or for so long."""
    end = time.monotonic() + seconds
    while not enough(found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return found
