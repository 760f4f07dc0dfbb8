"""Addresses with Arabic letters as they are typed, over a real connection."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

from tests.site import build_index, served, site
from web.protocol import encoded


def ask(address: str, *requests: bytes) -> bytes:
    """What a server answers to requests sent as they are, each in a piece of its own."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    answer = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        for request in requests:
            connection.sendall(request)
        while piece := connection.recv(1 << 16):
            answer += piece
    return answer


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(site(build_index(tmp_path_factory.mktemp("protocol") / "index"))) as address:
        yield address


def test_an_address_with_arabic_letters_is_read_as_typed(address: str) -> None:
    typed = ask(address, "GET /api/v1/search?q=الموصل HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    proper = ask(
        address, f"GET /api/v1/search?q={quote('الموصل')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    )
    assert typed.startswith(b"HTTP/1.1 200 ")
    assert typed.partition(b"\r\n\r\n")[2] == proper.partition(b"\r\n\r\n")[2]


def test_a_second_request_of_a_connection_is_read_so_too(address: str) -> None:
    line = "GET /api/v1/search?q=الموصل&limit=1 HTTP/1.1\r\nHost: x\r\n".encode()
    with socket.create_connection((urlsplit(address).hostname or "", urlsplit(address).port or 0), 20) as connection:
        for last in (b"\r\n", b"Connection: close\r\n\r\n"):
            connection.sendall(line + last)
            answer = b""
            while b"</html>" not in answer and b'"next"' not in answer:
                piece = connection.recv(1 << 16)
                assert piece, answer
                answer += piece
            assert answer.startswith(b"HTTP/1.1 200 ")


def test_an_address_that_is_too_long_is_called_so(address: str) -> None:
    for path in (b"/search?" + b"&".join([b"place=iq"] * 8_000), b"/search?q=" + b"a" * 70_000):
        answer = ask(address, b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert answer.endswith(b"The address is longer than 65535 bytes.")
    assert ask(address, b"\x00\r\n\r\n").endswith(b"Invalid HTTP request received.")


def test_bytes_that_are_no_text_are_no_server_error(address: str) -> None:
    answer = ask(address, b"GET /api/v1/search?q=\xff\xfe\x80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 4"))


def test_only_bytes_beyond_ascii_are_encoded() -> None:
    assert encoded("GET /search?q=أ%20b HTTP/1.1\r\n".encode()) == b"GET /search?q=%D8%A3%20b HTTP/1.1\r\n"
