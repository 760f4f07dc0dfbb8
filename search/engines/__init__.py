"""The adapters of the port `search.engine`, and `open_engine`, which chooses one by where the index is."""

from __future__ import annotations

from search.engine import SearchEngine
from search.errors import SettingsError
from search.settings import Settings, index_directory, is_address, load_settings


def open_engine(index: str, settings: Settings | None = None) -> SearchEngine:
    """The engine of an index named by a directory or http(s) addresses; nothing is read or connected yet.

    ``settings`` say how a server is reached; by default they come from the environment.

    Raises:
        SettingsError: an address or a setting cannot be used.

    """
    # only the engine in use is loaded
    if is_address(index):
        from search.engines.elastic_engine import ElasticEngine  # noqa: PLC0415 - see above

        return ElasticEngine(index, settings or load_settings())
    if "://" in index:
        raise SettingsError(f"{index}: an index is a directory, or an address that begins with http:// or https://")
    directory = index_directory(index)
    if directory.exists() and not directory.is_dir():
        raise SettingsError(f"{index} is a file: an index is a directory")
    from search.engines.tantivy_engine import TantivyEngine  # noqa: PLC0415 - see above

    return TantivyEngine(directory)
