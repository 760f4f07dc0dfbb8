"""The web service over a server that is slow: searches wait beside each other, and nothing waits for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
import uvicorn

from search.engines.elastic_engine import ElasticEngine
from search.service import SearchService
from search.settings import Settings
from tests.corpus import TEN, document
from tests.elasticsearch_node.fixtures import empty_elastic_engine
from web.app import create_app

pytestmark = pytest.mark.elasticsearch

SLOW = 1.5
"""Seconds that every search takes."""
SEARCHES = 12


@pytest.fixture
def slow_server(server_address: str) -> Iterator[str]:
    """The server behind a proxy that lets every search wait."""
    node = urlsplit(server_address)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if "/_search" in self.path:
                time.sleep(SLOW)
            connection = HTTPConnection(node.hostname or "", node.port, timeout=60)
            headers = {name: self.headers[name] for name in ("content-type", "accept") if name in self.headers}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name in ("content-type", "x-elastic-product"):
                if answer.headers[name]:
                    self.send_header(name, answer.headers[name])
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            connection.close()

        do_GET = do_POST  # noqa: N815 - the name that the base class calls

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def site(slow_server: str, server_address: str) -> Iterator[int]:
    """The port of the web service over that server."""
    with empty_elastic_engine(server_address) as engine:
        with engine.update() as writer:
            for one in TEN:
                writer.add(document(one))
            writer.commit()
        settings = Settings(index=slow_server, index_name=engine._settings.index_name)
        slow = ElasticEngine(slow_server, settings)
        app = create_app(settings, SearchService(slow))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        yield server.servers[0].sockets[0].getsockname()[1]
        server.should_exit = True
        thread.join()


def get(port: int, path: str) -> tuple[int, float]:
    """The status of an answer, and the seconds until it came."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status, time.perf_counter() - begun


def test_slow_searches_wait_beside_each_other_and_hold_nothing_up(site: int) -> None:
    status, alone = get(site, "/api/v1/search?q=%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF")
    assert status == 200
    assert alone > SLOW
    found: list[tuple[int, float]] = []
    threads = [
        threading.Thread(target=lambda: found.append(get(site, "/api/v1/search?q=%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF")))
        for _ in range(SEARCHES)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(SLOW / 3)
    health = [get(site, "/healthz") for _ in range(5)]
    assert any(thread.is_alive() for thread in threads), "the searches were still waiting"
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - begun
    assert [status for status, _ in found] == [200] * SEARCHES
    assert [status for status, _ in health] == [200] * 5
    assert min(seconds for _, seconds in health) < SLOW / 3, health
    assert taken < SEARCHES * alone / 2, f"{SEARCHES} searches took {taken:.1f} s, one alone {alone:.1f} s"
