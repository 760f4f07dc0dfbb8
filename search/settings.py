"""Settings from the environment: every one is a field here, named ``FIHRIS_`` and the field's name in capitals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from search.errors import SettingsError

DEFAULT_INDEX = "fihris-index"

_COUNTRY: Final = "^([a-z]{2})?$"
_INDEX_NAME: Final = r"^[a-z0-9][a-z0-9_]{0,63}$"
"""No hyphen: the versions of ``news`` are named ``news-…`` and must not be taken for those of ``news-archive``."""
_PATTERNS: Final = {
    _COUNTRY: "must be a country's two small letters, as sa, or empty",
    _INDEX_NAME: "must be small Latin letters, digits and _, at most 64, and begin with no _",
}
"""What each pattern asks for, in words."""


def _index(text: str) -> str:
    if not text.strip():
        raise ValueError("must name a directory or an http(s) address")
    if "\0" in text:
        raise ValueError("must not contain a NUL character")
    return text.strip()


class Settings(BaseSettings):
    """What can be set without touching the command line; options given there win."""

    model_config = SettingsConfigDict(env_prefix="FIHRIS_", extra="ignore")

    index: Annotated[str, AfterValidator(_index)] = Field(
        DEFAULT_INDEX,
        description="Where the index is: a directory (embedded engine), or the http(s) address of an Elasticsearch "
        "server; several servers of one cluster are separated by commas.",
    )
    index_name: str = Field(
        "fihris", pattern=_INDEX_NAME, description="Elasticsearch: name of the index; its versions begin with it."
    )
    username: str | None = Field(None, description="Elasticsearch: user, together with FIHRIS_PASSWORD.")
    password: SecretStr | None = Field(None, description="Elasticsearch: the user's password.")
    api_key: SecretStr | None = Field(None, description="Elasticsearch: API key, in place of user and password.")
    ca: Path | None = Field(
        None, description="Elasticsearch: file with the certificate of the authority that signed the server's."
    )
    timeout: float = Field(10.0, gt=0, le=600, description="Elasticsearch: seconds that one request may take.")
    load_timeout: float = Field(
        120.0, gt=0, le=3600, description="Elasticsearch: seconds that one request may take while loading."
    )
    load_patience: float = Field(
        300.0,
        ge=0,
        le=86_400,
        description="Elasticsearch: seconds for which loading tries again while the server is away or busy.",
    )
    connections: int = Field(10, ge=1, le=1000, description="Elasticsearch: connections kept open to each server.")
    shards: int = Field(1, ge=1, le=1024, description="Elasticsearch: primary shards of a new version of the index.")
    replicas: int = Field(
        1, ge=0, le=10, description="Elasticsearch: copies of each shard, made as far as there are nodes to hold them."
    )
    entities: str = Field(
        "",
        description="File of corrections to the entities; by default `entities.jsonl` in the directory of an embedded "
        "index, and none for Elasticsearch.",
    )
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web server listens on; 0 takes any free one.")
    workers: int = Field(
        0, ge=0, le=256, description="Processes that read and analyse articles while indexing; 0 means one a processor."
    )
    home: str = Field(
        "",
        pattern=_COUNTRY,
        description="Country (two letters, as `sa`) of sources that Fihris does not know: whose ministry is meant "
        "where an article names none. Applies to articles read after it is set.",
    )
    keep: int = Field(1, ge=0, le=100, description="Earlier versions of the index kept after a reindex, for rollback.")
    page_size: int = Field(10, ge=1, le=100, description="Results on one page of the web interface.")
    digits: Literal["latn", "arab"] = Field(
        "latn", description="Digits the web page shows: latn (0-9) or arab (\u0660-\u0669)."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important kind of message that is logged."
    )

    @property
    def remote(self) -> bool:
        """Whether ``index`` names a server."""
        return is_address(self.index)


def is_address(index: str) -> bool:
    """Whether an index is named by an http(s) address and not by a directory."""
    return index.lower().startswith(("http://", "https://"))


def index_directory(index: str) -> Path:
    """The directory of an embedded index, with ``~`` expanded."""
    return Path(index).expanduser()


def entities_file(index: str, settings: Settings) -> Path | None:
    """Where the corrections to the entities of an index are kept; None for a server's where no setting says so."""
    if settings.entities.strip():
        return Path(settings.entities.strip()).expanduser()
    return None if is_address(index) else index_directory(index) / "entities.jsonl"


def _said(problem: ErrorDetails) -> str:
    """The variable that cannot be used and why, in words for whoever sets it."""
    name = f"FIHRIS_{'_'.join(str(part) for part in problem['loc']).upper()}"
    said = _PATTERNS.get(str(problem.get("ctx", {}).get("pattern")), problem["msg"].removeprefix("Value error, "))
    return f"{name}: {said}"


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: names each variable that cannot be used, and why.

    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(map(_said, error.errors()))) from error
