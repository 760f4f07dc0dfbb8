"""Columns of facet values agree with plain counting, whatever is written, cut off and read in between."""

from __future__ import annotations

import tempfile
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines import tantivy_columns
from search.engines.tantivy_columns import Columns, ColumnWriter
from search.schema import COUNTED, FIELDS

KEYWORDS = [name for name in COUNTED if FIELDS[name].type == "keyword"]
NUMBERS = [name for name in COUNTED if FIELDS[name].type == "number"]
TERMS = st.lists(
    st.sampled_from(["الموصل", "a", "", "line\nbreak", "\x00", "\ud800", *map(str, range(30))]), max_size=6
)
NEAR = st.lists(st.integers(-3, 3), max_size=4)
YEARS = st.lists(st.integers(-3, 3) | st.integers(-(1 << 27), (1 << 27) - 1), max_size=4)
ARTICLE = st.tuples(
    st.fixed_dictionaries({}, optional=dict.fromkeys(KEYWORDS, TERMS.map(tuple))),
    st.fixed_dictionaries({}, optional=dict.fromkeys(NUMBERS, st.one_of(NEAR, NEAR, NEAR, YEARS).map(tuple))),
)
# what happens between two articles: nothing, a flush, a flush and a reader, or the writer killed in a write
EVENT = st.sampled_from(["", "", "", "flush", "read", "killed"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(ARTICLE, EVENT), max_size=25), st.data())
def test_counts_are_those_of_plain_counting(story: list[tuple[tuple[dict, dict], str]], data: st.DataObject) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        columns = Columns.read(folder)
        writer = ColumnWriter(folder, columns)
        kept: dict[int, tuple[dict, dict]] = {}  # type: ignore[type-arg]
        pending: dict[int, tuple[dict, dict]] = {}  # type: ignore[type-arg]
        for article, event in story:
            row = writer.add(*article)
            assert row not in kept
            pending[row] = article
            if event == "killed":
                writer.close()
                with (folder / "facets.columns").open("ab") as file:
                    file.write(b'{"first": 0, "rows": 3, "bytes": 700, "crc": 1, "columns": {}}\nhalf a block')
                writer = ColumnWriter(folder, Columns.read(folder))
                pending = {}
            elif event:
                writer.flush()
                kept |= pending
                pending = {}
            if event == "read":
                columns = Columns.read(folder, columns)
        writer.flush()
        writer.close()
        kept |= pending
        for found, many in product((Columns.read(folder, columns), Columns.read(folder)), (100_000, 0)):
            rows = np.array(sorted(data.draw(st.sets(st.sampled_from(sorted(kept))))) if kept else [], np.int64)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(tantivy_columns, "_MANY", many)  # whether the values are sorted, or counted in an array
                counted = found.count(rows)
            for field in COUNTED:
                side = 0 if field in KEYWORDS else 1
                counts = Counter(value for row in rows for value in set(kept[row][side].get(field, ())))
                if side:
                    values, times = counted.values(field)
                    assert dict(zip(values.tolist(), times.tolist(), strict=True)) == counts
                    assert values.tolist() == sorted(counts)
                else:
                    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
                    for size in (1, 3, 100):
                        also = ("a", "29", "nowhere")
                        first = ordered[:size]
                        rest = [(term, counts[term]) for term in also if term not in dict(first)]
                        assert counted.most_frequent(field, size, also) == (*first, *rest)
