"""A server that is asked to stop is gone in a few seconds, idle or with a request that never ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.site import build_index

ROOT = Path(__file__).parents[2]
SERVE = """
import sys
from indexer import serving
from search.service import SearchService

def endless(self, article_id):
    while True:
        pass

SearchService.article = endless
serving.PATIENCE = int(sys.argv[2])
serving.run("127.0.0.1", int(sys.argv[1]), "warning")
"""
Start = Callable[..., tuple[subprocess.Popen[bytes], int]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a server in which no article is ever found, nor given up."""
    started: list[subprocess.Popen[bytes]] = []
    index = build_index(tmp_path / "index")

    def begin(patience: int = 1) -> tuple[subprocess.Popen[bytes], int]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port), str(patience)],
            cwd=ROOT,
            env=os.environ | {"FIHRIS_INDEX": index},
            stderr=subprocess.PIPE,
        )
        started.append(process)
        deadline = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
            except httpx.TransportError:
                assert time.monotonic() < deadline, "the server did not start in a minute"
                time.sleep(0.1)
            else:
                return process, port

    yield begin
    for process in started:
        process.kill()
        process.wait()


def connected(port: int, path: str) -> socket.socket:
    """A connection on which a page has been asked for and nothing read."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    time.sleep(0.5)
    return connection


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_server_stops(start: Start, number: signal.Signals) -> None:
    process, port = start()
    with connected(port, "/healthz"):
        process.send_signal(number)
        assert process.wait(15) == (-signal.SIGTERM if number == signal.SIGTERM else 0)
    assert b"still running" not in process.communicate()[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_with_a_request_that_never_ends_stops(start: Start, number: signal.Signals) -> None:
    process, port = start()
    with connected(port, "/article/x"):
        process.send_signal(number)
        assert process.wait(30) in {-number, 128 + number}


def test_asked_again_it_stops_at_once(start: Start) -> None:
    process, port = start(patience=60)
    with connected(port, "/article/x"):
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in {-signal.SIGTERM, 128 + signal.SIGTERM}
