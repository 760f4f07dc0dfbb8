"""Loading articles into an index: the published version updated, or a new version built, checked and published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from indexer.pipeline import digest, raw
from indexer.rejects import Rejects
from indexer.sources import RawArticle, Rejection, SourceFile, read_file
from indexer.sources.json_lines import as_text
from indexer.workers import analyse_all
from search.engine import IndexWriter, SearchEngine, Version
from search.entities import NONE, Corrections

_LOOKUP: Final = 512
"""Records whose stored digests are asked for at once."""
COMMIT_EVERY: Final = 10_000
"""Articles between commits of an update: what a killed run leaves undone is at most this much."""


@dataclass(slots=True)
class LoadReport:
    """What a load did, in articles; ``read`` counts records that were good."""

    read: int = 0
    indexed: int = 0
    unchanged: int = 0
    rejected: int = 0


Step = Callable[[int, int], None]
"""Called with (articles done, bytes read) since the last call."""


def read_files(
    files: Iterable[SourceFile], published: dt.date | None, rejects: Rejects, step: Step
) -> Iterator[RawArticle]:
    """Every good record of the files; bad ones go to the rejects."""
    for file in files:
        for record in read_file(file, published, lambda size: step(0, size)):
            if isinstance(record, Rejection):
                rejects.add(record)
            else:
                yield record


def _changed(
    engine: SearchEngine, records: Iterable[RawArticle], report: LoadReport, step: Step
) -> Iterator[RawArticle]:
    """The records that the index does not hold yet exactly so."""
    iterator = iter(records)
    replaced: set[str] = set()
    while chunk := list(islice(iterator, _LOOKUP)):
        stored = engine.digests([record.id for record in chunk])
        for record in chunk:
            report.read += 1
            # of several records with one id the last counts, so after a change what was stored says nothing more
            known = stored.get(record.id)
            if known is not None and record.id not in replaced and known == digest(record):
                report.unchanged += 1
                step(1, 0)
            else:
                replaced.add(record.id)
                yield record


def _load(
    writer: IndexWriter,
    records: Iterable[RawArticle],
    workers: int,
    rejects: Rejects,
    report: LoadReport,
    step: Step,
    corrections: Corrections,
) -> Iterator[str]:
    """Analyse and add every record; yields the id of each one added."""
    for record, analysed in analyse_all(records, workers, corrections):
        step(1, 0)
        if isinstance(analysed, str):
            rejects.add(Rejection(record.url or record.id, 0, analysed, as_text(record)))
            continue
        writer.add(analysed)
        report.indexed += 1
        yield analysed.id


def _commit(writer: IndexWriter, report: LoadReport, rejects: Rejects) -> list[str]:
    """Commit; articles that the engine refused go to the rejects. Returns their ids."""
    writer.commit()
    refused = writer.refused()
    for article_id, reason in refused:
        rejects.add(Rejection(article_id, 0, f"the search engine refused the article: {reason}", ""))
        report.indexed -= 1
    return [article_id for article_id, _ in refused]


def update_index(
    engine: SearchEngine,
    files: Iterable[SourceFile],
    *,
    workers: int,
    rejects: Rejects,
    published: dt.date | None = None,
    step: Step = lambda _articles, _bytes: None,
    corrections: Corrections = NONE,
) -> LoadReport:
    """Add or update the articles of these files; a record that is stored already exactly so is left alone.

    ``corrections`` are those that people made to the entities; they do not make an article another one.
    """
    report = LoadReport()
    with engine.update() as writer:
        records = read_files(files, published, rejects, step)
        changed = _changed(engine, records, report, step)
        for _ in _load(writer, changed, workers, rejects, report, step, corrections):
            if report.indexed % COMMIT_EVERY == 0:
                _commit(writer, report, rejects)
        _commit(writer, report, rejects)
    report.rejected = rejects.count
    return report


def rebuild_index(
    engine: SearchEngine,
    files: Iterable[SourceFile] | None,
    *,
    workers: int,
    rejects: Rejects,
    dry_run: bool = False,
    published: dt.date | None = None,
    step: Step = lambda _articles, _bytes: None,
    corrections: Corrections = NONE,
) -> tuple[LoadReport, Version | None]:
    """Build a new version from the stored articles, or from these files, check its count and publish it.

    With ``dry_run`` everything is done but the publishing. The version published before stays as it is until then.

    Raises:
        BuildFailed: the new version does not hold what was read.

    """
    report = LoadReport()
    with engine.build() as builder:
        records: Iterable[RawArticle] = (
            (raw(article) for article, _ in engine.articles())
            if files is None
            else read_files(files, published, rejects, step)
        )
        ids = set(_load(builder, _counted(records, report), workers, rejects, report, step, corrections))
        ids.difference_update(_commit(builder, report, rejects))
        report.rejected = rejects.count
        if dry_run:
            return report, None
        return report, builder.publish(expected=len(ids))


def _counted(records: Iterable[RawArticle], report: LoadReport) -> Iterator[RawArticle]:
    for record in records:
        report.read += 1
        yield record


def default_rejects(index: str) -> Path:
    """Where rejects go when no file is named: beside the working directory's index."""
    return Path("fihris-rejects.jsonl") if "://" in index else Path(f"{index.rstrip('/')}-rejects.jsonl")
