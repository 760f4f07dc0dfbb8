"""A test that skips itself fails in continuous integration, unless it needs data from outside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1] / "conftest.py"
TESTS = """
import pytest

def test_that_lacks_something():
    pytest.skip("there is no server")

@pytest.mark.newsdata
def test_of_data():
    pytest.skip("there is no news")

@pytest.mark.xfail
def test_that_is_known_to_fail():
    assert False
"""


@pytest.mark.parametrize(("ci", "skipped", "failed"), [("true", 1, 1), ("", 2, 0)])
def test_skips(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, skipped: int, failed: int) -> None:
    monkeypatch.setenv("CI", ci)
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = newsdata")
    pytester.makepyfile(TESTS)
    found = pytester.runpytest("-p", "no:cacheprovider")
    found.assert_outcomes(skipped=skipped, failed=failed, xfailed=1)
    assert ("nothing may be skipped" in found.stdout.str()) == bool(failed)
