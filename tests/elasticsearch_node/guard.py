"""TLS and credentials before a test node, which has neither: a proxy that asks for both as a secured server would.

Who may do what is written down here in the way of the server: an unknown user gets 401, a user without the privilege
for a request 403, both with the server's kind of body.
"""

from __future__ import annotations

import base64
import json
import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

_PASSED_ON: Final = ("content-type", "accept", "content-encoding", "accept-encoding")
_READING: Final = re.compile(
    r"(GET|HEAD) |POST \S*/(_search|_msearch|_count|_mget|_pit|_explain)\b|POST /_(search|mget|pit)\b|DELETE /_pit\b"
)
"""What the privileges ``read``, ``view_index_metadata`` and ``monitor`` allow, as method and path."""


@dataclass(frozen=True)
class Account:
    """Someone whom the guard lets in; ``reads_only`` has no privilege to write."""

    name: str
    secret: str
    api_key: bool = False
    reads_only: bool = False

    @property
    def header(self) -> str:
        """The value of the ``Authorization`` header that names this account."""
        if self.api_key:
            return f"ApiKey {self.secret}"
        return "Basic " + base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()


class Guard:
    """An https server before the node at ``address``; a context manager.

    ``prepare`` gives the server side of TLS its certificate.
    """

    def __init__(self, address: str, accounts: list[Account], prepare: Callable[[ssl.SSLContext], None]) -> None:
        node = urlsplit(address)
        known = {account.header: account for account in accounts}
        guard = self
        self.seen: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                asked = f"{self.command} {urlsplit(self.path).path}"
                guard.seen.append(asked)
                account = known.get(self.headers.get("authorization", ""))
                if account is None:
                    self.refuse(401, "unable to authenticate user for REST request")
                elif account.reads_only and not _READING.match(asked):
                    self.refuse(403, f"action is unauthorized for user [{account.name}], privileges are missing")
                else:
                    self.pass_on(body)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - the names that the base class calls

            def pass_on(self, body: bytes) -> None:
                connection = HTTPConnection(node.hostname or "", node.port, timeout=60)
                headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
                connection.request(self.command, self.path, body or None, headers)
                answer = connection.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.finish_with(content)
                connection.close()

            def refuse(self, status: int, why: str) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("x-elastic-product", "Elasticsearch")
                cause = {"type": "security_exception", "reason": why}
                self.finish_with(json.dumps({"error": {"root_cause": [cause], **cause}, "status": status}).encode())

            def finish_with(self, content: bytes) -> None:
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_arguments: object) -> None:
                """A client that does not trust the certificate hangs up: no fault of the server."""

            def finish_request(self, request: object, client_address: object) -> None:
                """Shake hands in the connection's own thread, so that one that hangs does not stop the others."""
                secured = context.wrap_socket(request, server_side=True)  # type: ignore[arg-type]
                try:
                    super().finish_request(secured, client_address)  # type: ignore[arg-type]
                finally:
                    secured.close()

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        prepare(context)
        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where the guard answers."""
        return f"https://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
