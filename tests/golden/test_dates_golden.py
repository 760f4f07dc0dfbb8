"""News expressions with the days they name: every line of the tables ``dates_*.tsv``.

Columns: family, day of publication, sentence, and what is expected, separated by `` ; ``: the expression without its
attached particles, ``=``, its first day and, where it has more than one, ``..`` and its last, its precision, and ``~``
with the days of doubt. A dash where the sentence holds no date.
"""

import datetime as dt
from pathlib import Path

import pytest

from indexer.extract.dates import find_dates

_TABLES = sorted(Path(__file__).parent.glob("dates_*.tsv"))


def _rows() -> list[tuple[str, str, str, str]]:
    rows = []
    for table in _TABLES:
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                family, anchor, sentence, expected = line.split("\t")
                rows.append((f"{table.stem}:{number} {family}", anchor, sentence, expected))
    return rows


def _written(sentence: str, anchor: dt.date | None) -> str:
    found = []
    for date in find_dates(sentence, anchor):
        days = f"{date.first}" if date.first == date.last else f"{date.first}..{date.last}"
        doubt = f" ~{date.doubt}" if date.doubt else ""
        found.append(f"{date.text} = {days} {date.precision}{doubt}")
    return " ; ".join(found) or "-"


_ROWS = _rows()


def test_tables_are_large_enough_to_mean_something():
    assert len(_ROWS) >= 400


@pytest.mark.parametrize(("name", "anchor", "sentence", "expected"), _ROWS, ids=[row[0] for row in _ROWS])
def test_expression(name: str, anchor: str, sentence: str, expected: str):
    day = None if anchor == "-" else dt.date.fromisoformat(anchor)
    assert _written(sentence, day) == expected, name
