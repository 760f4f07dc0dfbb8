"""In continuous integration nothing is left out unseen: a test that skips itself there fails."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where ``CI`` is set, but for tests of data that is not part of the repository."""
    report = yield
    data = item.get_closest_marker("newsdata") is not None
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") and not data:
        report.outcome = "failed"
        report.longrepr = f"{report.longrepr}\nwith CI set nothing may be skipped"
    return report
