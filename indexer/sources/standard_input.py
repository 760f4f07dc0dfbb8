"""Standard input as a source: ``-`` in place of a file, plain or gzip."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, Final

from search.errors import InputError

STDIN: Final = Path("-")
"""How a user names it; a file of this name is ``./-``."""
FORMAT: Final = ".jsonl"
"""The format of what comes, where none is named: nothing else tells it."""
GZIP: Final = b"\x1f\x8b"
"""The first bytes of what is compressed."""


def standard_input() -> BinaryIO:
    """The bytes of standard input.

    Raises:
        InputError: nothing is piped into it.

    """
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("-: there is no standard input: pipe records into it, or name files")
    if sys.stdin.isatty():
        raise InputError("-: standard input is a terminal: pipe records into it, or name files")
    return sys.stdin.buffer
