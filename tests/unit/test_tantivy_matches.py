"""Every row that a query matches is found: by hits, by sums of bits, and by sums in several parts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from search.engines import tantivy_matches
from search.engines.tantivy_clauses import to_query
from search.engines.tantivy_engine import TantivyEngine
from search.engines.tantivy_matches import matching_rows
from search.engines.tantivy_snapshots import Reader
from search.engines.tantivy_versions import VersionDirectory
from search.query.clauses import Clause, Combined, Everything, Nothing, NumberRange, OneOf, Term
from tests.corpus import document, random_articles

ARTICLES = random_articles(500, seed=5)
CLAUSES: tuple[Clause, ...] = (
    Everything(),
    Nothing(),
    OneOf("place", ("p1", "p2")),
    OneOf("source", (ARTICLES[0].source,)),
    NumberRange("published_day", 0, 17_000),
    Combined(must=(Everything(),), must_not=(Term("text_norm", document(ARTICLES[3]).texts["text_norm"].split()[0]),)),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several segments, with articles replaced and deleted."""
    root = tmp_path_factory.mktemp("matches")
    with closing(TantivyEngine(root)) as engine, engine.update() as writer:
        for number, one in enumerate(ARTICLES):
            writer.add(document(one))
            if number % 150 == 149:
                writer.commit()
        for one in ARTICLES[::7]:
            writer.add(document(one))
        for one in ARTICLES[1::7]:
            writer.delete(one.id)
        writer.commit()
    return root


@pytest.mark.parametrize("clause", CLAUSES, ids=repr)
def test_every_way_finds_the_same_rows(index: Path, clause: Clause, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = Reader(VersionDirectory(index)).current()
    query = to_query(snapshot.schema, clause)
    by_hits = matching_rows(snapshot, query).tolist()
    total = getattr(snapshot.searcher.search(query, 1, count=True), "count")  # noqa: B009 - missing from the stubs
    assert len(set(by_hits)) == total
    assert by_hits == sorted(by_hits)
    monkeypatch.setattr(tantivy_matches, "_FEW", 1)
    monkeypatch.setattr(tantivy_matches, "_MANY", 1_000)
    assert matching_rows(snapshot, query).tolist() == by_hits
    monkeypatch.setattr(tantivy_matches, "_MOST_RUNS", 3)
    assert matching_rows(snapshot, query).tolist() == by_hits
