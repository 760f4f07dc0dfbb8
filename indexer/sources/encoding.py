"""The encoding of a file: UTF-8, UTF-16 or UTF-32 where its first bytes say so, or the one that the user names."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Final, Protocol, cast

from typing_extensions import Buffer

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; that of UTF-32 begins like one of UTF-16."""
_BEGINNING: Final = 64
"""Bytes that are looked at where there is no mark."""
_FEW: Final = 4
_MOSTLY: Final = 0.75
"""The share of the high bytes that must be such."""
_HIGH: Final = b"\x00\x06"
"""High bytes of Latin and Arabic letters in UTF-16; hardly any text has such characters."""
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


def _known_by(beginning: bytes) -> str | None:
    """The encoding that the first bytes of a file say it has: by a byte order mark, or every other byte of UTF-16."""
    for mark, encoding in _MARKS.items():
        if beginning.startswith(mark):
            return encoding
    if len(beginning) < _FEW:
        return None
    even, odd = (sum(byte in _HIGH for byte in half) / len(half) for half in (beginning[::2], beginning[1::2]))
    if max(even, odd) < _MOSTLY or min(even, odd) > 1 - _MOSTLY:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


class _Peekable(Protocol):
    def peek(self, size: int, /) -> bytes: ...


def as_utf8(content: _Peekable, encoding: str | None) -> BinaryIO:
    """The content of a file as UTF-8; without a name of its encoding, UTF-16 and UTF-32 are known by their bytes."""
    if encoding is None:
        encoding = _known_by(content.peek(_BEGINNING)[:_BEGINNING])
    plain = cast("BinaryIO", content)
    if encoding is None or codecs.lookup(encoding).name == "utf-8":
        return plain
    return io.BufferedReader(_Recoded(plain, encoding), _CHUNK)
