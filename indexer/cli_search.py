"""The commands that read an index: ``fihris search``, ``suggest`` and ``explain``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from indexer import batch
from indexer.cli_index import (
    EXIT_REJECTED,
    IndexOption,
    format_named,
    opened,
    print_json,
    print_rejection,
    service_over,
    text_named,
)
from indexer.sources import Rejection
from search import answer, calendar
from search.entities import Gazetteer
from search.errors import RequestError
from search.explain import other_forms
from search.insight import ScorePart
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
from search.service import SearchService

_MOST_VALUES: Final = 8
"""Values of a facet that one line shows."""

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


def search(
    query: Annotated[
        str | None,
        typer.Argument(metavar="[QUERY]", help="What to search (docs/query-syntax.md); empty finds every article."),
    ] = None,
    index: IndexOption = None,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="ID|NAME", parser=text_named, help="Only with this place; repeatable."),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option("--actor", metavar="ID|NAME", parser=text_named, help="Only with this actor; repeatable."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", parser=text_named, help="Only from this source; repeatable."),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="NAME", parser=text_named, help="Only in this section; repeatable."),
    ] = None,
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
    cursor: Annotated[
        str | None, typer.Option("--cursor", metavar="NEXT", parser=text_named, help="The `next` of the page before.")
    ] = None,
    json: JsonOption = False,
    batch_file: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE",
            help="Queries from .jsonl {id,query} or .csv, - from standard input; one JSON line each.",
        ),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="jsonl|csv", help="Format of a batch from standard input (-), by default jsonl."
        ),
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
        request = service.named(request)
        if batch_file is not None:
            if query or cursor:
                raise RequestError("--batch", "--batch reads its queries from the file: give no QUERY and no --cursor")
            _run_batch(service, batch_file, request, format_named(format_))
            return
        results = service.search(request)
        if json:
            print_json(answer.search_answer(results))
        else:
            _print_results(results)


def _run_batch(service: SearchService, file: Path, request: SearchRequest, kind: str) -> None:
    """Print the answers; a record that is no query is named and the rest goes on."""
    rejected: list[Rejection] = []

    def reject(one: Rejection) -> None:
        rejected.append(one)
        print_rejection(one)

    for line in batch.run(service, file, request, reject, kind):
        print_json(line)
    if rejected:
        raise typer.Exit(EXIT_REJECTED)


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


def _match(text: str) -> Match:
    _choice("match", text, MATCHES)
    return "any" if text == "any" else "all"


def _phrases(text: str) -> Phrases:
    _choice("phrases", text, PHRASES)
    return "written" if text == "written" else "family" if text == "family" else "spelling"


def _sort(text: str) -> Sort:
    _choice("sort", text, SORTS)
    return "newest" if text == "newest" else "oldest" if text == "oldest" else "relevance"


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


def explain(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to search (docs/query-syntax.md).")],
    index: IndexOption = None,
    match: MatchOption = "all",
    phrases: PhrasesOption = "spelling",
    expand: ExpandOption = True,
    id: Annotated[  # noqa: A002 - the option's name, as in the API
        str | None, typer.Option("--id", metavar="ID", parser=text_named, help="The article whose score is explained.")
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


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)


def _print_results(results: SearchResults) -> None:
    console = _console()
    for notice in results.notices:
        near = ", ".join(one.label if one.id == one.label else f"{one.label} ({one.id})" for one in notice.suggestions)
        console.print(f"note: {notice.message}{f' Did you mean {near}?' if near else ''}")
    console.print(f"{results.total:,} articles")
    _print_understood(console, results.understood)
    _print_hits(console, results.hits)
    if results.relaxed is not None:
        console.print(f"\nless strictly ({', '.join(results.relaxed.steps)}): {results.relaxed.message}")
        console.print(f"{results.relaxed.total:,} articles for {results.relaxed.query}")
        _print_hits(console, results.relaxed.hits)
    regions = Gazetteer.load().regions  # a line has no room for what nearly every article is about: the Arab world
    for facet in results.term_facets:
        values = [value for value in facet.values if facet.name != "place" or value.id not in regions]
        if values:
            shown = "، ".join(f"{value.label} ({value.count:,})" for value in values[:_MOST_VALUES])
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


def _print_score(console: Console, part: ScorePart, depth: int = 0) -> None:
    console.print(f"{'  ' * depth}{part.value:.4f} {part.description}")
    for inner in part.parts:
        _print_score(console, inner, depth + 1)
