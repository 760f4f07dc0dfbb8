"""The web server as ``fihris serve`` runs it: it ends when it is asked to, whatever request runs."""

from __future__ import annotations

import os
import sys
import time
from threading import Thread
from types import FrameType
from typing import Final

import uvicorn

PATIENCE: Final = 5
"""Seconds that running requests have to end when the server is to stop."""
_LAST: Final = 2.0
"""Seconds after that until the process ends whatever still runs in it: a thread cannot be ended from outside."""
_AT_ONCE: Final = 0.5
"""Seconds until the process ends when it is asked a second time."""
_OF_SIGNALS: Final = 128
"""An exit code so much above a signal's number says that the signal ended a process."""


def run(host: str, port: int, log_level: str) -> None:
    """Serve the page and the API of the index that is set, until a signal ends it; exits with 1 if it cannot begin."""
    config = uvicorn.Config(
        "web.app:create_app",
        factory=True,
        host=host,
        port=port,
        http="web.protocol:Protocol",
        log_level=log_level,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = _Server(config)
    try:
        server.run()
    except KeyboardInterrupt:
        return  # it has stopped as it was asked to
    if not server.started:
        sys.exit(1)


class _Server(uvicorn.Server):
    """Ends a few seconds after it was asked to, and at once when it is asked again."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let requests end, and see to it that the process does."""
        seconds = _AT_ONCE if self.should_exit else PATIENCE + _LAST
        Thread(target=_end, args=(sig, seconds), daemon=True).start()
        super().handle_exit(sig, frame)


def _end(sig: int, seconds: float) -> None:
    time.sleep(seconds)  # a process that has ended by itself meanwhile does not come here
    sys.stderr.write("fihris: stopped while requests were still running\n")
    os._exit(_OF_SIGNALS + sig)
