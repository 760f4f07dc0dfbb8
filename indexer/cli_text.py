"""The commands that read a text and no index: ``fihris extract`` and ``analyze``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from indexer import pipeline
from indexer.cli_index import (
    EXIT_REJECTED,
    EncodingOption,
    FormatOption,
    PublishedOption,
    corrections_of,
    encoding_named,
    format_named,
    path_named,
    print_json,
    print_rejection,
    published_day,
)
from indexer.sources import RawArticle, Rejection, find_files, read_file
from search import answer
from search.analysis import TIERS
from search.entities import Corrections
from search.query.readings import query_tokens
from search.settings import load_settings

_WIDEST: Final = 10_000
PathsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="PATH...", parser=path_named, help="Files or directories of articles; - is standard input."),
]
TimesOption = Annotated[
    bool, typer.Option("--times", help="Print clock times, durations and what recurs, too: they are no dates.")
]


def extract(
    paths: PathsArgument,
    published: PublishedOption = None,
    encoding: EncodingOption = None,
    format_: FormatOption = None,
    times: TimesOption = False,
) -> None:
    """Print the places, actors and dates of each article, one JSON line each."""
    rejected = 0
    day = published_day(published)
    settings = load_settings()
    corrections = corrections_of(settings.index, settings)
    for file in find_files(paths, encoding_named(encoding), kind=format_named(format_)):
        for record in read_file(file, day):
            if isinstance(record, Rejection):
                print_rejection(record)
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
    console = Console(highlight=False, markup=False)
    console.width = max(
        console.width, console.measure(table, options=console.options.update(max_width=_WIDEST)).maximum
    )
    console.print(table)  # a line that a narrow terminal breaks is better than words cut short


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
