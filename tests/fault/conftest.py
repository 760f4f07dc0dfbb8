"""Three real nodes for the tests that break one of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.elasticsearch_node.build import NodesImpossibleError
from tests.elasticsearch_node.cluster import Cluster
from tests.elasticsearch_node.fixtures import skip


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Three nodes; a test that kills one starts it again."""
    started = Cluster(3)
    try:
        started.__enter__()
    except NodesImpossibleError as error:
        skip(str(error))
    yield started
    started.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Shows the nodes' logs when a test with a cluster failed."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed and "cluster" in request.fixturenames:
        for node in request.getfixturevalue("cluster").nodes:
            print(node.log(40))  # noqa: T201 - shown with the failure
