"""HTTP as Arabic addresses are typed: ``curl 'http://…/search?q=الموصل'`` sends the letters as they are.

The standard (RFC 3986) wants them percent-encoded, browsers see to it, and the parser refuses a request that is not so.
What is meant is clear, though: bytes beyond ASCII in the request line are encoded before the parser sees them.
"""

from __future__ import annotations

import re
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LINE: Final = re.compile(rb"[A-Z]{3,7} /[^\r\n]*[\x80-\xff][^\r\n]* HTTP/1\.[01]\r\n")
"""A request line with bytes beyond ASCII in its address."""
_BYTE: Final = re.compile(rb"[\x80-\xff]")


LONGEST_ADDRESS: Final = 0xFFFF
"""Bytes of an address that the parser reads."""


class Protocol(HttpToolsProtocol):
    """Uvicorn's protocol on httptools, for addresses with letters beyond ASCII too."""

    def data_received(self, data: bytes) -> None:
        """Read what a connection has brought; a request line is looked for only where a request may begin."""
        if (self.cycle is None or self.cycle.response_complete) and (line := _LINE.match(data)) is not None:
            data = encoded(line.group()) + data[line.end() :]
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser cannot read, and say so where it is an address that is too long."""
        if len(getattr(self, "url", b"")) > LONGEST_ADDRESS:
            msg = f"The address is longer than {LONGEST_ADDRESS} bytes."
        super().send_400_response(msg)


def encoded(line: bytes) -> bytes:
    """A request line with every byte beyond ASCII percent-encoded."""
    return _BYTE.sub(lambda byte: b"%%%02X" % byte.group()[0], line)
