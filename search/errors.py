"""Every error that Fihris raises on purpose, as one tree.

    FihrisError
    ├── SettingsError           a setting or option cannot be used
    ├── InputError              a file of articles or queries cannot be read
    ├── CorrectionsDamaged      the file of corrections to the entities cannot be read
    ├── RequestError            a search request cannot be understood (names the parameter)
    │   └── CursorError         the cursor was not made by this search
    └── EngineError             the index cannot do what was asked
        ├── IndexMissing        there is no index there, or nothing is published in it
        ├── SchemaMismatch      the index was made by another version of the schema
        ├── IndexBusy           another process is writing to the index
        ├── IndexDamaged        the index's files cannot be read
        ├── EngineUnavailable   the search server does not answer
        └── BuildFailed         a new version was not published, and why

An engine library's own errors never leave its adapter in ``search.engines``: they come out as one of these. Every
message says what is wrong and what to do about it, in English; the web page words them in Arabic.
"""

from __future__ import annotations


class FihrisError(Exception):
    """The root: whoever catches this catches everything that Fihris raises on purpose."""


class SettingsError(FihrisError):
    """A setting or option has a value that cannot be used."""


class InputError(FihrisError):
    """A file given to read is missing, unreadable or in no known format."""


class CorrectionsDamaged(FihrisError):  # noqa: N818 - reads as the state it names
    """The file of corrections to the entities cannot be read or written; names the line and the field."""


class RequestError(FihrisError):
    """A search request cannot be understood.

    Attributes:
        parameter: the name of the parameter at fault, as the caller spelled it.

    """

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class CursorError(RequestError):
    """The cursor was damaged, or made by a search with other words, filters or sort."""

    def __init__(self, message: str) -> None:
        super().__init__("cursor", message)


class EngineError(FihrisError):
    """The index cannot do what was asked."""


class IndexMissing(EngineError):  # noqa: N818 - reads as the state it names, like KeyError's siblings in httpx
    """There is no index at the place named, or nothing has been published in it yet."""


class SchemaMismatch(EngineError):  # noqa: N818 - the same
    """The index was made by another version of the schema: reindex it."""


class IndexBusy(EngineError):  # noqa: N818 - the same
    """Another process is writing to the index."""


class IndexDamaged(EngineError):  # noqa: N818 - the same
    """The index's files cannot be read: roll back or rebuild."""


class EngineUnavailable(EngineError):  # noqa: N818 - the same
    """The search server cannot be reached or cannot answer now; trying again later may help."""


class BuildFailed(EngineError):  # noqa: N818 - the same
    """A new version of the index was not published; the published one is as it was."""
