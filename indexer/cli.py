"""The command line: ``fihris COMMAND``. Each command reads its options, calls one function and prints.

Exit codes: 0 all well, 1 failed, 2 wrong usage, 3 done but some records were rejected.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Final

import typer

from indexer import cli_entities, cli_load, cli_search, cli_text
from indexer.cli_index import IndexOption, TextCommand, opened, print_json, service_over
from search.errors import FihrisError, IndexMissing
from search.request import SearchRequest
from search.settings import load_settings

EXIT_FAILED: Final = 1
EXIT_INTERRUPTED: Final = 130

app = typer.Typer(
    name="fihris",
    help="Fihris (فهرس): full-text search for Arabic news, with places, actors and dates as facets.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line and turn every error of ours into one line and exit code 1."""
    _write_utf8()
    try:
        app()
    except FihrisError as error:
        _fail(str(error))
    except SystemExit as ended:
        if ended.code == EXIT_INTERRUPTED:
            print("fihris: interrupted", file=sys.stderr)
        raise
    except BrokenPipeError:
        # the reader of our output (head, less) has gone: that is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except OSError as error:
        # what was printed cannot be written: a full disk behind ">"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: few other encodings have Arabic, and JSON allows no other."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(message: str) -> None:
    print(f"fihris: {message}", file=sys.stderr)
    sys.exit(EXIT_FAILED)


def serve(
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on. [env: FIHRIS_HOST]")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port to listen on. [env: FIHRIS_PORT]")
    ] = None,
) -> None:
    """Serve the web page and the JSON API."""
    from indexer.serving import run  # noqa: PLC0415 - the other commands start faster without it

    settings = load_settings()
    if index is not None:
        os.environ["FIHRIS_INDEX"] = index
        settings = load_settings()
    with opened(settings.index) as engine:
        engine.ready()
    address, number = host or settings.host, settings.port if port is None else port
    if number:
        print(f"Fihris is at http://{'[' + address + ']' if ':' in address else address}:{number}/", flush=True)
    run(address, number, settings.log_level)


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


_OF_TEXT: Final = (cli_search.search, cli_search.suggest, cli_search.explain, cli_text.analyze)

for _command in (
    cli_load.index,
    cli_load.reindex,
    cli_search.search,
    cli_search.suggest,
    cli_search.explain,
    cli_text.extract,
    cli_text.analyze,
    serve,
    stats,
    cli_load.delete,
):
    app.command(cls=TextCommand if _command in _OF_TEXT else None)(_command)
app.add_typer(cli_entities.app)


if __name__ == "__main__":
    main()
