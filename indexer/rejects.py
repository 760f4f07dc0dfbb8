"""The rejects file: one JSON line for each record left out, with file, line, reason and the record itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import orjson

from indexer.sources import Rejection
from search.errors import InputError


def _storable(rejection: Rejection) -> Rejection:
    """The rejection with what no encoding can store replaced: a file's name may be no UTF-8."""
    return replace(rejection, file=rejection.file.encode(errors="replace").decode())


class Rejects:
    """Writes rejections to a file, made only when there is a first one, and counts them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self.first: list[Rejection] = []
        self._file: BinaryIO | None = None

    def add(self, rejection: Rejection) -> None:
        """Write one rejection.

        Raises:
            InputError: the rejects file cannot be written.

        """
        try:
            if self._file is None:
                self._file = self.path.open("wb")
            self._file.write(orjson.dumps(asdict(_storable(rejection))) + b"\n")
            self._file.flush()
        except OSError as error:
            self._give_up()
            raise InputError(
                f"{self.path}: rejects cannot be written here ({error}); name another file with --rejects"
            ) from error
        self.count += 1
        if len(self.first) < 3:  # noqa: PLR2004 - enough to see what is wrong, on screen
            self.first.append(rejection)

    def _give_up(self) -> None:
        """Close a file that cannot be written to: what it could not take would be tried again at the end."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
