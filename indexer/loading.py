"""Loading articles into an index: the published version updated, or a new version built, checked and published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.parts import parts
from indexer.pipeline import digest, raw
from indexer.rejects import Rejects
from indexer.sources import Origin, RawArticle, Rejection, SourceFile, read_file
from indexer.sources.json_lines import as_text
from indexer.sources.standard_input import STDIN
from indexer.workers import analyse_all
from search.engine import IndexWriter, SearchEngine, Version
from search.entities import NONE, Corrections

_LOOKUP: Final = 512
"""Records whose stored digests are asked for at once, at most."""
_LOOKUP_CHARACTERS: Final = 32_000_000
"""Characters of bodies up to which records are kept for that: 512 of ten million each would not fit into memory."""
COMMIT_EVERY: Final = 10_000
"""Articles between commits of an update: what a killed run leaves undone is at most this much."""
_LAST_COMMIT: Final = 3_000
"""Articles added and not committed from which on they are as soon as all is read, while workers analyse the last ones.

What is committed behind the last article has one processor at work and the others idle.
"""


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


class _Reading:
    """Records as they are read; ``ended`` once there are no more."""

    def __init__(self, records: Iterable[RawArticle]) -> None:
        self._records = records
        self.ended = False

    def __iter__(self) -> Iterator[RawArticle]:
        yield from self._records
        self.ended = True


def _changed(
    engine: SearchEngine, records: Iterable[RawArticle], report: LoadReport, step: Step
) -> Iterator[RawArticle]:
    """The records that the index does not hold yet exactly so."""
    replaced: set[str] = set()
    for chunk in parts(records, _LOOKUP, _LOOKUP_CHARACTERS):
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
) -> Iterator[RawArticle]:
    """Analyse and add every record; yields each one added."""
    for record, analysed in analyse_all(records, workers, corrections):
        step(1, 0)
        if isinstance(analysed, str):
            rejects.add(_rejection(record.id, record.origin, analysed, record))
            continue
        writer.add(analysed)
        report.indexed += 1
        yield record


def _rejection(article_id: str, origin: Origin, reason: str, record: RawArticle | None) -> Rejection:
    """An article left out after it was read well, with where it stands; a stored one stands in no file."""
    text = "" if record is None else as_text(record.fields())
    return Rejection(origin.file or f"stored article {article_id}", origin.line, reason, text)


ReadAgain = Callable[[Mapping[str, Origin]], Mapping[str, RawArticle]]
"""Ids of articles and where they stand → the articles, as far as they are still there."""


def _commit(
    writer: IndexWriter, report: LoadReport, rejects: Rejects, added: dict[str, Origin], again: ReadAgain
) -> None:
    """Commit what was ``added``; articles that the engine refused go to the rejects, and out of it."""
    writer.commit()
    refused = dict(writer.refused())
    if not refused:
        return
    records = again({article_id: added.get(article_id, Origin()) for article_id in refused})
    for article_id, reason in refused.items():
        said = f"the search engine refused the article: {reason}"
        rejects.add(_rejection(article_id, added.pop(article_id, Origin()), said, records.get(article_id)))
        report.indexed -= 1


def _again_in_files(files: Sequence[SourceFile], published: dt.date | None) -> ReadAgain:
    """Read those files again that have articles asked for: what was sent to an engine is not kept."""

    def again(origins: Mapping[str, Origin]) -> dict[str, RawArticle]:
        found: dict[str, RawArticle] = {}
        asked = {origin.file for origin in origins.values()}
        for file in files:
            if str(file.path) in asked and file.path != STDIN:  # which is read once
                for record in read_file(file, published):
                    if isinstance(record, RawArticle) and record.origin == origins.get(record.id):
                        found[record.id] = record
        return found

    return again


def _again_in_store(engine: SearchEngine) -> ReadAgain:
    """Look stored articles up again."""

    def again(origins: Mapping[str, Origin]) -> dict[str, RawArticle]:
        stored = {article_id: engine.article(article_id) for article_id in origins}
        return {article_id: raw(article) for article_id, article in stored.items() if article is not None}

    return again


def update_index(
    engine: SearchEngine,
    files: Sequence[SourceFile],
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
    again = _again_in_files(files, published)
    added: dict[str, Origin] = {}
    with engine.update() as writer:
        records = read_files(files, published, rejects, step)
        reading = _Reading(_changed(engine, records, report, step))
        for record in _load(writer, reading, workers, rejects, report, step, corrections):
            added[record.id] = record.origin
            last = workers > 1 and reading.ended and len(added) >= _LAST_COMMIT
            if last or report.indexed % COMMIT_EVERY == 0:
                _commit(writer, report, rejects, added, again)
                added.clear()
        _commit(writer, report, rejects, added, again)
    report.rejected = rejects.count
    return report


def rebuild_index(
    engine: SearchEngine,
    files: Sequence[SourceFile] | None,
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
    again = _again_in_store(engine) if files is None else _again_in_files(files, published)
    with engine.build() as builder:
        records: Iterable[RawArticle] = (
            (raw(article) for article, _ in engine.articles())
            if files is None
            else read_files(files, published, rejects, step)
        )
        loaded = _load(builder, _counted(records, report), workers, rejects, report, step, corrections)
        added = {record.id: record.origin for record in loaded}
        _commit(builder, report, rejects, added, again)
        report.rejected = rejects.count
        if dry_run:
            return report, None
        return report, builder.publish(expected=len(added))


def _counted(records: Iterable[RawArticle], report: LoadReport) -> Iterator[RawArticle]:
    for record in records:
        report.read += 1
        yield record


def default_rejects(index: str) -> Path:
    """Where rejects go when no file is named: beside the working directory's index."""
    return Path("fihris-rejects.jsonl") if "://" in index else Path(f"{index.rstrip('/')}-rejects.jsonl")
