"""The commands that change an index: ``fihris index``, ``reindex`` and ``delete``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from indexer.cli_index import (
    EXIT_REJECTED,
    EncodingOption,
    FormatOption,
    IndexOption,
    PublishedOption,
    QuietOption,
    corrections_of,
    encoding_named,
    format_named,
    opened,
    path_named,
    print_rejection,
    published_day,
    text_named,
)
from indexer.loading import LoadReport, default_rejects, rebuild_index, update_index
from indexer.progress import progress
from indexer.rejects import Rejects
from indexer.sources import SourceFile, find_files
from indexer.workers import worker_count
from search.errors import IndexMissing, RequestError
from search.settings import load_settings

SAMPLE: Final = Path(__file__).parent / "sample" / "articles.jsonl"

WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, max=256, help="Worker processes; by default one a processor.")
]
RejectsOption = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Where bad records go; by default beside the index.")
]
SampleOption = Annotated[bool, typer.Option("--sample", help="The sample articles that come with Fihris.")]


def _finish(report: LoadReport, rejects: Rejects, *, quiet: bool) -> None:
    if not quiet:
        print(
            f"read {report.read:,} articles: {report.indexed:,} indexed, {report.unchanged:,} unchanged; "
            f"{report.rejected:,} records rejected"
        )
    if not report.read and not rejects.count:
        print("fihris: there is no article in what was named: files are empty, or tables without rows", file=sys.stderr)
    if rejects.count:
        for rejection in rejects.first:
            print_rejection(rejection)
        print(f"fihris: {rejects.count:,} rejected records are in {rejects.path}", file=sys.stderr)
        raise typer.Exit(EXIT_REJECTED)


def _sources(paths: Iterable[Path], encoding: str | None, index: str, rejects: Path, kind: str) -> list[SourceFile]:
    """The files to read; of a directory neither the index that lies in it nor the rejects beside that.

    Raises:
        RequestError: the rejects file is named as a source, which the first rejection would empty.

    """
    own = [rejects] if "://" in index else [rejects, Path(index)]
    files = find_files(paths, encoding, own, kind)
    if rejects.exists() and any(file.path.resolve() == rejects.resolve() for file in files):
        raise RequestError("--rejects", f"{rejects} is to be read: name another file for new rejects with --rejects")
    return files


def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...", parser=path_named, help="Files or directories of articles; - is standard input."
        ),
    ] = None,
    index: IndexOption = None,
    workers: WorkersOption = None,
    rejects: RejectsOption = None,
    published: PublishedOption = None,
    encoding: EncodingOption = None,
    format_: FormatOption = None,
    quiet: QuietOption = False,
    sample: SampleOption = False,
) -> None:
    """Add or update articles; records that are indexed already exactly so are left alone."""
    settings = load_settings()
    place = index if index is not None else settings.index
    rejects = rejects or default_rejects(place)
    files = _sources(paths or (), encoding_named(encoding), place, rejects, format_named(format_))
    if sample:
        files += find_files([SAMPLE])
    if not files:
        raise RequestError("PATH", "name at least one file or directory of articles")
    with opened(place) as engine, Rejects(rejects) as bad:
        with progress(sum(file.size for file in files), unit="bytes", quiet=quiet) as step:
            report = update_index(
                engine,
                files,
                workers=worker_count(workers or settings.workers),
                rejects=bad,
                published=published_day(published),
                step=step,
                corrections=corrections_of(place, settings),
            )
        _finish(report, bad, quiet=quiet)


def reindex(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]", parser=path_named, help="Files to build from; by default the stored articles."
        ),
    ] = None,
    index: IndexOption = None,
    workers: WorkersOption = None,
    rejects: RejectsOption = None,
    published: PublishedOption = None,
    encoding: EncodingOption = None,
    format_: FormatOption = None,
    quiet: QuietOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Build and check, but publish nothing.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Publish the version before this one again.")] = False,
    keep: Annotated[
        int | None, typer.Option("--keep", min=0, max=100, help="Earlier versions to keep. [env: FIHRIS_KEEP]")
    ] = None,
) -> None:
    """Build a new version from the stored articles (or PATH...), check its count and publish it at once."""
    settings = load_settings()
    place = index if index is not None else settings.index
    if rollback:
        if paths or dry_run:
            raise RequestError("--rollback", "--rollback takes neither paths nor --dry-run")
        with opened(place) as engine:
            version = engine.rollback()
        if not quiet:
            print(f"published {version.name} again: {version.articles:,} articles")
        return
    rejects = rejects or default_rejects(place)
    files = _sources(paths, encoding_named(encoding), place, rejects, format_named(format_)) if paths else None
    with opened(place) as engine, Rejects(rejects) as bad:
        if files is None:
            total = next((version.articles for version in engine.versions() if version.published), 0)
            if not total:
                raise IndexMissing(f"there is nothing stored in {place}: name files to build from")
        else:
            total = sum(file.size for file in files)
        with progress(total, unit="bytes" if files else "articles", quiet=quiet) as step:
            report, built = rebuild_index(
                engine,
                files,
                workers=worker_count(workers or settings.workers),
                rejects=bad,
                dry_run=dry_run,
                published=published_day(published),
                step=step,
                corrections=corrections_of(place, settings),
            )
        if built is not None:
            removed = engine.prune(settings.keep if keep is None else keep)
            if not quiet:
                print(f"published {built.name}: {built.articles:,} articles; {len(removed)} old versions deleted")
        elif not quiet:
            print(f"dry run: a new version of {report.indexed:,} articles was built, checked and not published")
        _finish(report, bad, quiet=quiet)


def delete(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", parser=text_named, help="Ids of the articles to delete.")
    ],
    index: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Delete articles by id; ids that are not there are named and exit with code 3."""
    with opened(index) as engine:
        engine.ready()
        known = engine.digests(ids)
        with engine.update() as writer:
            for article_id in known:
                writer.delete(article_id)
            writer.commit()
    missing = [article_id for article_id in dict.fromkeys(ids) if article_id not in known]
    if not quiet:
        print(f"{len(known):,} deleted")
    for article_id in missing:
        print(f"fihris: there is no article {article_id!r}", file=sys.stderr)
    if missing:
        raise typer.Exit(EXIT_REJECTED)
