"""The command line: ``fihris COMMAND``. Each command reads its options, calls one function and prints.

Exit codes: 0 all well, 1 failed, 2 wrong usage, 3 done but some records were rejected.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from indexer import batch, cli_entities, pipeline
from indexer.cli_index import (
    EXIT_REJECTED,
    IndexOption,
    QuietOption,
    corrections_of,
    opened,
    print_json,
    service_over,
)
from indexer.loading import LoadReport, default_rejects, rebuild_index, update_index
from indexer.progress import progress
from indexer.rejects import Rejects
from indexer.sources import RawArticle, Rejection, find_files, read_file
from indexer.sources.record import RecordError, parse_time
from indexer.workers import worker_count
from search import answer, calendar
from search.analysis import TIERS
from search.entities import Corrections
from search.errors import FihrisError, IndexMissing, RequestError
from search.explain import other_forms
from search.insight import ScorePart
from search.query.readings import query_tokens
from search.request import (
    MATCHES,
    MAX_LIMIT,
    PHRASES,
    SORTS,
    DayRange,
    Filters,
    Match,
    Phrases,
    SearchRequest,
    Sort,
)
from search.results import Hit, SearchResults, Understood
from search.settings import load_settings

SAMPLE: Final = Path(__file__).parent / "sample" / "articles.jsonl"
EXIT_FAILED: Final = 1

app = typer.Typer(
    name="fihris",
    help="Fihris (فهرس): full-text search for Arabic news, with places, actors and dates as facets.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(cli_entities.app)

PathsArgument = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or directories of articles.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, max=256, help="Worker processes; by default one a processor.")
]
RejectsOption = Annotated[
    Path | None, typer.Option("--rejects", metavar="FILE", help="Where bad records go; by default beside the index.")
]
SampleOption = Annotated[bool, typer.Option("--sample", help="The sample articles that come with Fihris.")]
MatchOption = Annotated[
    str, typer.Option("--match", metavar="all|any", help="Whether all words must be found, or any.")
]
PhrasesOption = Annotated[
    str,
    typer.Option(
        "--phrases",
        metavar="spelling|written|family",
        help="Quoted words: in any spelling, letter by letter, or in any form.",
    ),
]
ExpandOption = Annotated[
    bool, typer.Option("--expand/--no-expand", help="Find what the query names by its other names too.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the API's answer.")]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="Publication day of records that give none, e.g. 2016-10-24."),
]
TimesOption = Annotated[
    bool, typer.Option("--times", help="Print clock times, durations and what recurs, too: they are no dates.")
]


def main() -> None:
    """Run the command line and turn every error of ours into one line and exit code 1."""
    try:
        app()
    except FihrisError as error:
        _fail(str(error))
    except BrokenPipeError:
        # the reader of our output (head, less) has gone: that is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)


def _fail(message: str) -> None:
    print(f"fihris: {message}", file=sys.stderr)
    sys.exit(EXIT_FAILED)


def _published(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return parse_time(text)
    except RecordError as error:
        raise RequestError("--published", f"--published: {error}") from error


def _finish(report: LoadReport, rejects: Rejects, *, quiet: bool) -> None:
    if not quiet:
        print(
            f"read {report.read:,} articles: {report.indexed:,} indexed, {report.unchanged:,} unchanged; "
            f"{report.rejected:,} records rejected"
        )
    if rejects.count:
        for rejection in rejects.first:
            print(f"fihris: {rejection.file}:{rejection.line}: {rejection.reason}", file=sys.stderr)
        print(f"fihris: {rejects.count:,} rejected records are in {rejects.path}", file=sys.stderr)
        raise typer.Exit(EXIT_REJECTED)


@app.command()
def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files or directories of articles.")
    ] = None,
    index: IndexOption = None,
    workers: WorkersOption = None,
    rejects: RejectsOption = None,
    published: PublishedOption = None,
    quiet: QuietOption = False,
    sample: SampleOption = False,
) -> None:
    """Add or update articles; records that are indexed already exactly so are left alone."""
    settings = load_settings()
    place = index if index is not None else settings.index
    files = find_files([*(paths or ()), *([SAMPLE] if sample else ())])
    if not files:
        raise RequestError("PATH", "name at least one file or directory of articles")
    with opened(place) as engine, Rejects(rejects or default_rejects(place)) as bad:
        with progress(sum(file.size for file in files), unit="bytes", quiet=quiet) as step:
            report = update_index(
                engine,
                files,
                workers=worker_count(workers or settings.workers),
                rejects=bad,
                published=_published(published),
                step=step,
                corrections=corrections_of(place, settings),
            )
        _finish(report, bad, quiet=quiet)


@app.command()
def reindex(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH...]", help="Files to build from; by default the stored articles."),
    ] = None,
    index: IndexOption = None,
    workers: WorkersOption = None,
    rejects: RejectsOption = None,
    published: PublishedOption = None,
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
    files = find_files(paths) if paths else None
    with opened(place) as engine, Rejects(rejects or default_rejects(place)) as bad:
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
                published=_published(published),
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


def _days(option: str, first: str | None, last: str | None) -> DayRange:
    try:
        low = calendar.period(first)[0] if first else None
        high = calendar.period(last)[1] if last else None
    except ValueError as error:
        raise RequestError(option, f"--{option}: {error}") from error
    return DayRange(low, high)


def _choice(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise RequestError(option, f"--{option} must be one of {', '.join(allowed)}, not {value!r}")
    return value


@app.command()
def search(
    query: Annotated[
        str | None,
        typer.Argument(metavar="[QUERY]", help="What to search (docs/query-syntax.md); empty finds every article."),
    ] = None,
    index: IndexOption = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", metavar="ID", help="Only with this place; repeatable.")
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", metavar="ID", help="Only with this actor; repeatable.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="Only from this source; repeatable.")] = None,
    section: Annotated[list[str] | None, typer.Option("--section", help="Only in this section; repeatable.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Published on this day, month or year, or later.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Published on this day, month or year, or earlier.")
    ] = None,
    mentioned_from: Annotated[
        str | None, typer.Option("--mentioned-from", metavar="DAY", help="With a date in the text from here …")
    ] = None,
    mentioned_to: Annotated[str | None, typer.Option("--mentioned-to", metavar="DAY", help="… to here.")] = None,
    match: MatchOption = "all",
    phrases: PhrasesOption = "spelling",
    expand: ExpandOption = True,
    relax: Annotated[
        bool, typer.Option("--relax/--no-relax", help="Where nothing is found, show what less strict searches find.")
    ] = True,
    sort: Annotated[
        str, typer.Option("--sort", metavar="relevance|newest|oldest", help="Order of the hits.")
    ] = "relevance",
    limit: Annotated[int, typer.Option("--limit", min=0, max=MAX_LIMIT, help="Most hits to print.")] = 10,
    cursor: Annotated[str | None, typer.Option("--cursor", help="The `next` of the page before.")] = None,
    json: JsonOption = False,
    batch_file: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE", help="Queries from .jsonl {id,query} or .csv; one JSON line each."),
    ] = None,
) -> None:
    """Search the index."""
    request = SearchRequest(
        query=query or "",
        match=_match(match),
        filters=Filters(
            place=tuple(place or ()),
            actor=tuple(actor or ()),
            source=tuple(source or ()),
            section=tuple(section or ()),
            published=_days("from", from_, to),
            mentioned=_days("mentioned-from", mentioned_from, mentioned_to),
        ),
        sort=_sort(sort),
        limit=limit,
        cursor=cursor,
        phrases=_phrases(phrases),
        expand=expand,
        relax=relax,
    )
    with opened(index) as engine:
        service = service_over(engine, index)
        if batch_file is not None:
            if query or cursor:
                raise RequestError("--batch", "--batch reads its queries from the file: give no QUERY and no --cursor")
            for line in batch.run(service, batch_file, request):
                print_json(line)
            return
        results = service.search(request)
        if json:
            print_json(answer.search_answer(results))
        else:
            _print_results(results)


def _match(text: str) -> Match:
    _choice("match", text, MATCHES)
    return "any" if text == "any" else "all"


def _phrases(text: str) -> Phrases:
    _choice("phrases", text, PHRASES)
    return "written" if text == "written" else "family" if text == "family" else "spelling"


def _sort(text: str) -> Sort:
    _choice("sort", text, SORTS)
    return "newest" if text == "newest" else "oldest" if text == "oldest" else "relevance"


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)


def _print_results(results: SearchResults) -> None:
    console = _console()
    for notice in results.notices:
        console.print(f"note: {notice.message}")
    console.print(f"{results.total:,} articles")
    _print_understood(console, results.understood)
    _print_hits(console, results.hits)
    if results.relaxed is not None:
        console.print(f"\nless strictly ({', '.join(results.relaxed.steps)}): {results.relaxed.message}")
        console.print(f"{results.relaxed.total:,} articles for {results.relaxed.query}")
        _print_hits(console, results.relaxed.hits)
    for facet in results.term_facets:
        if facet.values:
            shown = "، ".join(f"{value.label} ({value.count:,})" for value in facet.values[:8])
            console.print(f"\n{facet.name}: {shown}")


def _print_understood(console: Console, understood: Iterable[Understood]) -> None:
    for one in understood:
        console.print(f"note: {one.label} ({one.kind} {one.id}) is also found by its other names; not with --no-expand")


def _print_hits(console: Console, hits: Iterable[Hit]) -> None:
    for hit in hits:
        article = hit.article
        facts = " · ".join(
            part
            for part in (article.id, article.source, article.published_day.isoformat() if article.published_day else "")
            if part
        )
        console.print(f"\n{article.title or article.body[:80]}\n  {facts}")


@app.command()
def suggest(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="The beginning of a query; its last word is completed.")
    ],
    index: IndexOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, max=MAX_LIMIT, help="Most suggestions.")] = 8,
    json: JsonOption = False,
) -> None:
    """Complete a query from the words, names and titles of the index; what was mistyped is corrected."""
    with opened(index) as engine:
        service = service_over(engine, index)
        suggestions = service.suggest(query, limit)
        correction = None if suggestions else service.did_you_mean(query)
    if json:
        print_json(answer.suggestions_answer(query, suggestions, correction))
        return
    console = _console()
    for one in suggestions:
        console.print(" · ".join([one.completion if one.kind == "title" else one.text, one.kind, f"{one.count:,}"]))
    if correction is not None:
        console.print(f"did you mean: {correction.query}")


@app.command()
def explain(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to search (docs/query-syntax.md).")],
    index: IndexOption = None,
    match: MatchOption = "all",
    phrases: PhrasesOption = "spelling",
    expand: ExpandOption = True,
    id: Annotated[  # noqa: A002 - the option's name, as in the API
        str | None, typer.Option("--id", metavar="ID", help="The article whose score is explained.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show what a query searches for: the forms of each word, the clauses, and the score of an article in parts."""
    request = SearchRequest(query, match=_match(match), phrases=_phrases(phrases), expand=expand)
    with opened(index) as engine:
        explanation = service_over(engine, index).explain(request, id)
    if json:
        print_json(answer.explanation_answer(explanation))
        return
    console = _console()
    for notice in explanation.notices:
        console.print(f"note: {notice.message}")
    _print_understood(console, explanation.understood)
    for word in explanation.words:
        signs = ", ".join([word.kind, *(["excluded"] if word.excluded else [])])
        console.print(f"{word.text} ({signs}): {'، '.join(form.text for form in other_forms(word))}")
    console.print(f"clause: {explanation.clause}")
    if id is not None and explanation.score is None:
        console.print("score: none; the query does not find this article, or the engine does not tell")
    elif explanation.score is not None:
        _print_score(console, explanation.score)


def _print_score(console: Console, part: ScorePart, depth: int = 0) -> None:
    console.print(f"{'  ' * depth}{part.value:.4f} {part.description}")
    for inner in part.parts:
        _print_score(console, inner, depth + 1)


@app.command()
def extract(
    paths: PathsArgument,
    published: PublishedOption = None,
    times: TimesOption = False,
) -> None:
    """Print the places, actors and dates of each article, one JSON line each."""
    rejected = 0
    day = _published(published)
    settings = load_settings()
    corrections = corrections_of(settings.index, settings)
    for file in find_files(paths):
        for record in read_file(file, day):
            if isinstance(record, Rejection):
                print(f"fihris: {record.file}:{record.line}: {record.reason}", file=sys.stderr)
                rejected += 1
            else:
                _print_extraction(record, corrections, times=times)
    if rejected:
        raise typer.Exit(EXIT_REJECTED)


def _print_extraction(record: RawArticle, corrections: Corrections, *, times: bool) -> None:
    found = {"id": record.id, **answer.mentions_answer(pipeline.article(record, corrections))}
    if times:
        from indexer.extract.dates.times import find_times  # noqa: PLC0415 - searching starts faster without it

        found["times"] = [
            {"text": one.text, "field": field, "start": one.start, "end": one.end, "kind": one.kind, "value": one.value}
            for field, text in (("title", record.title), ("body", record.body))
            for one in find_times(text)
        ]
    print_json(found)


@app.command()
def analyze(
    text: Annotated[str, typer.Argument(help="Text to analyse; `-` reads lines from standard input.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line.")] = False,
) -> None:
    """Show the tokens of every tier of the analyzer."""
    if text == "-":
        for line in sys.stdin.buffer:
            _print_analysis(line.decode("utf-8", "replace").rstrip("\r\n"))
        return
    if json:
        _print_analysis(text)
        return
    table = Table("position", "start", "end", "word", "exact", "norm", "family")
    tokens = query_tokens(text)
    for position in sorted({token.position for token in tokens}):
        here = [token for token in tokens if token.position == position]
        tiers = {tier: " ".join(token.term for token in here if token.tier == tier) for tier in TIERS}
        any_token = here[0]
        table.add_row(
            str(position),
            str(any_token.start),
            str(any_token.end),
            text[any_token.start : any_token.end],
            *(tiers[tier] for tier in TIERS),
        )
    Console(highlight=False, markup=False).print(table)


def _print_analysis(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode("utf-8")
    print_json(
        {
            "text": clean,
            "tokens": [
                {
                    "tier": token.tier,
                    "term": token.term,
                    "start": token.start,
                    "end": token.end,
                    "position": token.position,
                }
                for token in query_tokens(clean)
            ],
        }
    )


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on. [env: FIHRIS_HOST]")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port to listen on. [env: FIHRIS_PORT]")
    ] = None,
) -> None:
    """Serve the web page and the JSON API."""
    import uvicorn  # noqa: PLC0415 - the other commands start faster without it

    settings = load_settings()
    if index is not None:
        os.environ["FIHRIS_INDEX"] = index
        settings = load_settings()
    with opened(settings.index) as engine:
        engine.ready()
    address, number = host or settings.host, settings.port if port is None else port
    if number:
        print(f"Fihris is at http://{'[' + address + ']' if ':' in address else address}:{number}/", flush=True)
    uvicorn.run(
        "web.app:create_app", factory=True, host=address, port=number, log_level=settings.log_level, server_header=False
    )


@app.command()
def stats(
    index: IndexOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show what the index holds: its versions, articles, sources and days."""
    place = index if index is not None else load_settings().index
    with opened(place) as engine:
        versions = engine.versions()
        if not versions:
            raise IndexMissing(f"there is no index in {place}: make one with `fihris index PATH...`")
        results = service_over(engine, index).search(SearchRequest(limit=0, facets=("source", "section", "published")))
    months = [bar for facet in results.date_facets for bar in facet.bars]
    sources = {
        value.id: value.count for facet in results.term_facets if facet.name == "source" for value in facet.values
    }
    facts = {
        "index": place,
        "articles": results.total,
        "first_published": months[0].first.isoformat()[:7] if months else None,
        "last_published": months[-1].first.isoformat()[:7] if months else None,
        "sources": sources,
        "versions": [
            {
                "name": version.name,
                "created": version.created.isoformat(),
                "articles": version.articles,
                "bytes": version.size,
                "schema": version.schema,
                "published": version.published,
            }
            for version in versions
        ],
    }
    if json:
        print_json(facts)
        return
    print(f"index: {place}\narticles: {results.total:,}")
    if months:
        print(f"published: {facts['first_published']} to {facts['last_published']}")
    for name, count in sources.items():
        print(f"  {name}: {count:,}")
    for version in versions:
        mark = "published" if version.published else "kept"
        print(f"version {version.name}: {version.articles:,} articles, {version.size / 1e6:,.1f} MB, {mark}")


@app.command()
def delete(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of the articles to delete.")],
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


if __name__ == "__main__":
    main()
