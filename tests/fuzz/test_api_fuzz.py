"""No request makes a 500: requests from the API's own description, and requests that nobody would write."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.site import build_index, served, site
from web.answers import ProblemAnswer
from web.app import described
from web.params import PARAMETERS

BOUNDED = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(site(build_index(tmp_path_factory.mktemp("fuzz") / "index"))) as address:
        yield address


api = schemathesis.openapi.from_dict(described(site("an index that is never opened")))


@api.parametrize()
@BOUNDED
def test_answers_are_as_described(case: schemathesis.Case, address: str) -> None:
    case.call_and_validate(
        base_url=address,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_headers_conformance,
            response_schema_conformance,
            unsupported_method,
        ],
    )


# ---- requests written byte by byte, for clients would not send them


def send(address: str, target: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()) -> tuple[int, bytes, bytes]:
    """Status, head and body of the answer to a request for ``target`` exactly as it is."""
    server = urlsplit(address)
    lines = [b"GET " + target + b" HTTP/1.1", b"Connection: close"]
    if not any(name.lower() == b"host" for name, _ in headers):
        lines.append(b"Host: 127.0.0.1")
    lines += [name + b": " + value for name, value in headers]
    with socket.create_connection((server.hostname or "", server.port or 0), timeout=30) as connection:
        connection.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head, body


ODD_VALUES = (
    b"",
    b"%00",
    b"%ED%A0%80",  # a lone surrogate
    b"%C0%AF",  # an overlong slash
    b"%",
    b"%z",
    b"%u0627",
    b"%FF%FE",
    b"%F4%90%80%80",  # beyond the last code point
    b"%E2%80%AE%E2%80%8F",  # right-to-left override and mark
    b"%D8%A7" * 2000,
    b"9" * 5000,
    b"-1",
    b"1e309",
    b"NaN",
    b"0001-01-01",
    b"9999-12-31",
    b"2016-02-30",
    b"0000",
    b"%D9%A2%D9%A0%D9%A1%D9%A6",  # 2016 in Arabic digits
    b"((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
    b"%22%22%22%28%29-%2A%7E%3A",
    b"title:%22",
    b"-(-(-(a)))",
    b"a%20OR%20OR%20-b%20AND",
    b"%2A%2A",
    b"..",
    b"%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    b"<script>alert(1)</script>",
    b"'%22><svg/onload=alert(1)>",
    b"+%20+",
    b"a;b=c",
    b"NDI",
    b"{}",
)

values = st.one_of(
    st.sampled_from(ODD_VALUES),
    st.binary(max_size=24).map(lambda raw: quote_from_bytes(raw).encode()),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=24).map(
        lambda text: quote_from_bytes(text.encode()).encode()
    ),
)
names = st.sampled_from([*(parameter.name.encode() for parameter in PARAMETERS), b"more", b"id", b"v", b"%71", b""])
queries = st.lists(st.tuples(names, values), max_size=12).map(
    lambda pairs: b"&".join(name + b"=" + value for name, value in pairs)
)
paths = st.one_of(
    st.sampled_from(
        [
            b"/",
            b"/search",
            b"/suggest",
            b"/api/v1/search",
            b"/api/v1/suggest",
            b"/api/v1/explain",
            b"/feed",
            b"/export.csv",
            b"/export.jsonl",
            b"/help",
            b"/opensearch.xml",
        ]
    ),
    st.tuples(
        st.sampled_from([b"/article/", b"/article", b"/api/v1/articles/", b"/static/", b"/htmx/", b"/"]), values
    ).map(b"".join),
)
header_values = st.one_of(
    st.sampled_from(
        [b"", b"[", b"a b", b"ar;q=x,,;", b"text/html", b"*/*", b"more", b"gzip;q=nan", b"bytes=0-1,5-", b'W/"x"']
    ),
    st.binary(max_size=20).map(lambda raw: bytes(byte for byte in raw if byte > 31 and byte != 127)),
)
header_names = st.sampled_from(
    [
        b"Host",
        b"Accept",
        b"Accept-Language",
        b"Accept-Encoding",
        b"HX-Request",
        b"HX-Target",
        b"HX-History-Restore-Request",
        b"If-None-Match",
        b"If-Modified-Since",
        b"Range",
        b"X-Forwarded-Proto",
        b"X-Forwarded-For",
    ]
)
headers = st.lists(st.tuples(header_names, header_values), max_size=4, unique_by=lambda pair: pair[0]).map(tuple)


@given(paths, queries, headers)
@settings(BOUNDED, max_examples=250)
@example(b"/api/v1/search", b"&".join([b"place=%D8%A7"] * 2000), ())
@example(b"/search", b"&".join(b"source=%d" % number for number in range(500)), ())
@example(b"/search", b"q=" + b"%D8%A7" * 4096, ())
@example(b"/search", b"q=" + b"a%20" * 4096, ())
@example(b"/search", b"q=" + b"(" * 4000, ())
@example(b"/search", b"q=" + b"a*%20" * 800, ())
@example(b"/search", b"from=0001&to=9999&mentioned_from=0001&mentioned_to=9999", ())
@example(b"/search", b"from=0001-01&to=0001-01", ())
@example(b"/search", b"from=9999-12&to=9999-12", ())
@example(b"/search", b"limit=0", ())
@example(b"/", b"q=a", ((b"Host", b"["),))
@example(b"/feed", b"q=%00%0B", ((b"Host", b'"'),))
@example(b"/article/" + b"%D8%A7" * 6000, b"", ())
@example(b"/static/" + b"a" * 5000, b"", ())
@example(b"/static/%00", b"", ())
@example(b"/static/../../app.py", b"", ())
def test_no_request_makes_a_500(
    address: str, path: bytes, query: bytes, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    status, head, body = send(address, path.replace(b" ", b"%20") + b"?" + query.replace(b" ", b"%20"), headers)
    assert status < 500, head
    if b"application/problem+json" in head and b"content-encoding" not in head.lower():
        assert b"transfer-encoding" not in head.lower()
        ProblemAnswer.model_validate_json(body)


def test_nothing_outside_the_static_folders_is_served(address: str) -> None:
    for path in (b"/static/../app.py", b"/static/..%2fapp.py", b"/static/%2e%2e/app.py", b"/htmx/..%2f..%2fapps.py"):
        status, _, body = send(address, path)
        assert status == 404
        assert b"import" not in body


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_target_that_is_no_path(address: str, method: str) -> None:
    server = urlsplit(address)
    for target in ("*", "http://evil.example/search?q=x", "//evil.example/", "/%", "/search?%", "/?=&&&=;"):
        with socket.create_connection((server.hostname or "", server.port or 0), timeout=30) as connection:
            connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            answer = connection.recv(65536)
        assert int(answer.split(b" ", 2)[1]) < 500, target
