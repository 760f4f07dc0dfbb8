"""The encoding of a file: UTF-8, UTF-16 where its first bytes say so, or the one that the user names."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Final, Protocol, cast

from typing_extensions import Buffer

_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_UTF8: Final = "it is not UTF-8 text: name its encoding, such as --encoding windows-1256"
_CHUNK: Final = 1 << 18


def text_encoding(name: str) -> str:
    """A name of an encoding as Python writes it: ``windows-1256`` → ``cp1256``.

    Raises:
        LookupError: there is no such encoding of text.

    """
    found = codecs.lookup(name)
    "".encode(found.name)  # raises LookupError for codecs between bytes, such as zip
    return found.name


class _Recoded(io.RawIOBase):
    """The bytes of a file, read in one encoding and given as UTF-8.

    Reading raises UnicodeDecodeError at bytes that the encoding does not know.
    """

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        ended = False
        while not self._left and not ended:
            chunk = self._file.read(_CHUNK)
            ended = not chunk
            self._left = self._decoder.decode(chunk, final=ended).encode("utf-8", "surrogatepass")
        view = memoryview(buffer)
        given, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(given)] = given
        return len(given)


class _Peekable(Protocol):
    def peek(self, size: int, /) -> bytes: ...


def as_utf8(content: _Peekable, encoding: str | None) -> BinaryIO:
    """The content of a file as UTF-8; without a name of its encoding, UTF-16 is known by its byte order mark."""
    if encoding is None and content.peek(2)[:2] in _UTF16_MARKS:
        encoding = "utf-16"
    plain = cast("BinaryIO", content)
    if encoding is None or codecs.lookup(encoding).name == "utf-8":
        return plain
    return io.BufferedReader(_Recoded(plain, encoding), _CHUNK)
