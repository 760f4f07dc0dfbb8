"""The nodes of the tests end with whoever started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.elasticsearch_node.build import NodesImpossibleError, built
from tests.elasticsearch_node.fixtures import skip

pytestmark = pytest.mark.elasticsearch

ROOT = Path(__file__).parents[2]


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return [int(one) for one in listed.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_node_ends_when_its_starter_is_killed() -> None:
    try:
        built()
    except NodesImpossibleError as error:
        skip(str(error))
    starter = subprocess.Popen(
        [sys.executable, "-m", "tests.elasticsearch_node.cluster", "1"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    assert starter.stdout.readline().startswith("FIHRIS_INDEX=http://127.0.0.1:")
    [node] = children(starter.pid)
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    end = time.monotonic() + 10
    while alive(node) and time.monotonic() < end:
        time.sleep(0.1)
    assert not alive(node)
