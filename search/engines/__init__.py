"""The adapters of the port `search.engine`, and `open_engine`, which chooses one by where the index is."""

from __future__ import annotations

from search.engine import SearchEngine
from search.errors import SettingsError
from search.settings import index_directory, is_address


def open_engine(index: str) -> SearchEngine:
    """The engine of an index named by a directory or an http(s) address; nothing is read or connected yet.

    Raises:
        SettingsError: the address is of an engine that this version does not have.

    """
    if is_address(index):
        raise SettingsError(
            f"{index} is the address of a server, and the Elasticsearch engine is not there yet: "
            "name a directory with --index or FIHRIS_INDEX"
        )
    from search.engines.tantivy_engine import TantivyEngine  # noqa: PLC0415 - only the engine in use is loaded

    return TantivyEngine(index_directory(index))
