"""Talking to an Elasticsearch server: the client made from the settings, and its errors as ours."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from elastic_transport import ConnectionError as ServerConnectionError
from elastic_transport import SerializationError, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, OrjsonSerializer, UnsupportedProductError

from search.errors import EngineError, EngineUnavailable, IndexMissing, SettingsError
from search.settings import Settings

_BUSY: Final = 429
_UNAVAILABLE: Final = frozenset({_BUSY, 502, 503, 504})
"""Answers after which the same request may succeed: too many requests, no master, a gateway without a server."""


def addresses(index: str) -> list[str]:
    """The servers that an index names: ``http://a:9200,http://b:9200`` → two addresses, each with its port.

    Raises:
        SettingsError: one of them is no http(s) address.

    """
    found = []
    for part in index.split(","):
        address = part.strip().rstrip("/")
        try:
            split = urlsplit(address)
            port = split.port
        except ValueError as error:
            raise SettingsError(f"{address!r} is no address of a server: {error}") from error
        if split.scheme not in ("http", "https") or not split.hostname:
            raise SettingsError(f"{address!r} is no http(s) address of a server")
        if split.username or split.password:
            raise SettingsError("give user and password as FIHRIS_USERNAME and FIHRIS_PASSWORD, not in the address")
        found.append(address if port else f"{address}:{9200 if split.scheme == 'http' else 443}")
    return found


def _is_local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def connect(index: str, settings: Settings) -> Elasticsearch:
    """A client of the servers that ``index`` names; nothing is sent yet.

    Connections are kept open and shared by all threads; requests go round all servers and past those that fail. Bodies
    are compressed unless all servers are on this machine. Servers are those named, never looked up ("sniffed"): behind
    a proxy or in containers a cluster's own addresses often cannot be reached.
    """
    servers = addresses(index)
    options: dict[str, Any] = {
        "request_timeout": settings.timeout,
        "max_retries": 3,
        "retry_on_timeout": True,
        "retry_on_status": sorted(_UNAVAILABLE - {_BUSY}),
        "retry_backoff_base": 0.1,
        "retry_backoff_cap": 1.0,
        "max_dead_node_backoff": 5.0,  # a node that returns is used again soon
        "connections_per_node": settings.connections,
        "http_compress": not all(map(_is_local, servers)),
        "serializers": {
            "application/vnd.elasticsearch+json": OrjsonSerializer(),
            "application/json": OrjsonSerializer(),
        },
    }
    if settings.ca is not None and any(server.startswith("https:") for server in servers):
        options["ca_certs"] = _authority(settings.ca)
    if settings.api_key is not None:
        options["api_key"] = settings.api_key.get_secret_value()
    elif (settings.username is None) != (settings.password is None):
        raise SettingsError("FIHRIS_USERNAME and FIHRIS_PASSWORD go together: set both or neither")
    elif settings.username is not None and settings.password is not None:
        options["basic_auth"] = (settings.username, settings.password.get_secret_value())
    try:
        return Elasticsearch(servers, **options)
    except (ValueError, OSError) as error:
        raise SettingsError(f"the connection to {index} cannot be set up: {error}") from error


def _authority(file: Path) -> str:
    """The file of an authority's certificate, looked at before the first request meets it."""
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:
        why = "no certificate is in it" if isinstance(error, ssl.SSLError) else error.strerror
        raise SettingsError(f"FIHRIS_CA names {file}, which cannot be used: {why}") from error
    return str(file)


def reason(error: ApiError) -> str:
    """What the server says is wrong, in its own words: the innermost cause, else the status."""
    body = error.body
    cause = body.get("error", {}) if isinstance(body, dict) else {}
    if not isinstance(cause, dict):
        return str(cause)
    roots = cause.get("root_cause") or [cause]
    said = roots[0].get("reason") or cause.get("reason")
    return str(said or f"HTTP status {error.status_code}")


def error_type(error: ApiError) -> str:
    """The server's name for an error: ``index_not_found_exception``; empty where it gave none."""
    body = error.body
    cause = body.get("error") if isinstance(body, dict) else None
    return str(cause.get("type", "")) if isinstance(cause, dict) else ""


def may_pass(error: Exception) -> bool:
    """Whether the same request may succeed later: the server is away, late or has too much to do."""
    if isinstance(error, ApiError):
        return error.status_code in _UNAVAILABLE
    return isinstance(error, (ServerConnectionError, TransportError)) and not isinstance(
        error, (SerializationError, ApiError)
    )


def blocked(text: str) -> str | None:
    """What a write block that the server names in an error means, None where it names none."""
    if "read-only-allow-delete" in text or "flood-stage" in text:
        return (
            "the server's disk is nearly full, and it refuses all writes until there is room: "
            "free or add disk space, the block is then lifted by itself"
        )
    return None


@contextmanager
def server_errors() -> Iterator[None]:
    """Turn the client's and the server's errors into ours."""
    try:
        yield
    except UnsupportedProductError as error:
        raise EngineUnavailable("the server at this address is not Elasticsearch") from error
    except ApiError as error:
        raise _translated(error) from error
    except SerializationError as error:
        raise EngineUnavailable(f"the server's answer cannot be read: {error}") from error
    except TlsError as error:
        raise EngineUnavailable(_untrusted(str(error.message))) from error
    except TransportError as error:
        raise EngineUnavailable(
            f"the Elasticsearch server does not answer ({error.message}): check its address (http:// or https://) and "
            "that it runs"
        ) from error


def _untrusted(said: str) -> str:
    """What is wrong with a connection that TLS did not let through."""
    if "WRONG_VERSION_NUMBER" in said or "RECORD_LAYER_FAILURE" in said:
        return "the Elasticsearch server does not speak TLS: its address begins with http://, not https://"
    return (
        f"the Elasticsearch server's certificate is not trusted ({said}): set FIHRIS_CA to the certificate of the "
        "authority that signed it, and name the server as the certificate does"
    )


def _translated(error: ApiError) -> EngineError:
    said = reason(error)
    full = blocked(said)
    if full:
        return EngineUnavailable(full)
    if error.status_code == 401:  # noqa: PLR2004 - HTTP: unauthorized
        return EngineUnavailable(
            "the server asks for other credentials: set FIHRIS_API_KEY, or FIHRIS_USERNAME and FIHRIS_PASSWORD"
        )
    if error.status_code == 403:  # noqa: PLR2004 - HTTP: forbidden
        return EngineUnavailable(f"the server forbids this: {said}")
    if error_type(error) == "index_not_found_exception":
        return IndexMissing("there is no index on this server: make one with `fihris index PATH...`")
    if error.status_code in _UNAVAILABLE:
        return EngineUnavailable(f"the Elasticsearch server cannot answer now: {said}")
    return EngineError(f"the Elasticsearch server refused: {said}")
