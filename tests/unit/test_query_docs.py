"""The examples of docs/query-syntax.md mean what the page says: each is read with the notice it names, or with none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search.query.fields import DATE_FIELD_NAMES, FIELD_NAMES, SENTENCE_NAMES
from search.query.lexemes import MAX_DISTANCE
from search.query.parse import MAX_DEPTH, MAX_TERMS, parse
from search.relax import MESSAGES
from search.request import MAX_QUERY_LENGTH, PHRASES
from search.schema import LONGEST_SENTENCE

PAGE = (Path(__file__).parents[2] / "docs" / "query-syntax.md").read_text(encoding="utf-8")
CELL = re.compile(r"(?<!\\)\|")


def examples() -> list[tuple[str, str]]:
    """The queries of every table whose last column is called Notice, with the notice's code or an empty string."""
    found = []
    inside = False
    for line in PAGE.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in CELL.split(line)[1:-1]]
        if not cells:
            inside = False
        elif cells[-1] == "Notice":
            inside = True
        elif inside and cells[0].startswith("`"):
            found.append((cells[0].strip("`"), cells[-1].strip("`")))
    return found


def test_the_page_has_examples() -> None:
    assert len(examples()) > 50
    assert len({query for query, _ in examples()}) == len(examples())


@pytest.mark.parametrize(("query", "notice"), examples())
def test_example(query: str, notice: str) -> None:
    parsed = parse(query)
    assert parsed.root is not None
    assert [found.code for found in parsed.notices] == ([notice] if notice else [])


def test_every_field_and_limit_is_described() -> None:
    for name in (*FIELD_NAMES, *DATE_FIELD_NAMES, *SENTENCE_NAMES):
        bare = name.removeprefix("ال")
        assert f"{bare}:" in PAGE, name
    for limit in (LONGEST_SENTENCE, MAX_DISTANCE, MAX_TERMS, MAX_DEPTH, MAX_QUERY_LENGTH):
        assert str(limit) in PAGE
    for choice in PHRASES:
        assert f"`{choice}`" in PAGE


def test_every_notice_is_described() -> None:
    codes = set()
    for module in ("lexemes", "parse"):
        source = (Path(__file__).parents[2] / "search" / "query" / f"{module}.py").read_text(encoding="utf-8")
        codes |= set(re.findall(r'(?:note|Notice)\(\s*"([a-z-]+)"', source))
    assert len(codes) > 10
    for code in codes:
        assert f"`{code}`" in PAGE, code


def test_every_step_of_relaxing_is_described() -> None:
    for step in MESSAGES:
        assert f"| `{step}` |" in PAGE, step
