"""The processor's own count of instructions: it stays the same on a busy machine, where times do not."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from typing import Final

_PERF_EVENT_OPEN: Final = {"x86_64": 298, "aarch64": 241}
"""The number of the system call on each machine."""
_ATTRIBUTES: Final = 128
"""Bytes of the structure that says what is counted."""
_INHERIT: Final = 1 << 1
_NO_KERNEL: Final = 1 << 5
_NO_HYPERVISOR: Final = 1 << 6


class Instructions:
    """Counts the instructions that this process runs outside the kernel, threads begun later included.

    Where the system does not tell, or may not, every count is 0.
    """

    def __init__(self) -> None:
        self._file = -1
        call = _PERF_EVENT_OPEN.get(platform.machine())
        if call is None or platform.system() != "Linux":
            return
        wanted = bytearray(_ATTRIBUTES)
        # type 0 (hardware), size, event 1 (instructions), no sampling
        flags = _INHERIT | _NO_KERNEL | _NO_HYPERVISOR
        struct.pack_into("IIQQQQQ", wanted, 0, 0, _ATTRIBUTES, 1, 0, 0, 0, flags)
        structure = (ctypes.c_char * _ATTRIBUTES).from_buffer(wanted)
        self._file = ctypes.CDLL(None).syscall(call, ctypes.byref(structure), 0, -1, -1, 0)

    @property
    def known(self) -> bool:
        """Whether the system tells."""
        return self._file >= 0

    def count(self) -> int:
        """Instructions so far."""
        return 0 if not self.known else int(struct.unpack("Q", os.read(self._file, 8))[0])
