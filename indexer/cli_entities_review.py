"""``fihris entities review``: frequent names that no gazetteer knows, and what to do with each."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from indexer.cli_entities_desk import Desk, desk_of, make, said
from indexer.cli_entities_options import JsonOption, WhoOption
from indexer.cli_index import IndexOption, opened, print_json, service_over
from indexer.review import FACETS, UnknownName, unknown_names
from search.errors import RequestError

app = typer.Typer()


@app.command()
def review(
    index: IndexOption = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="person|organization|place", help="Only names of this kind.")
    ] = None,
    least: Annotated[int, typer.Option("--min", min=1, help="Articles that a name must be in at least.")] = 5,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most names.")] = 20,
    ask: Annotated[bool, typer.Option("--ask", help="Ask of each name what to do with it.")] = False,
    who: WhoOption = None,
    json: JsonOption = False,
) -> None:
    """Show frequent names that no gazetteer knows, with where they stand and who they may be."""
    if kind is not None and kind not in FACETS:
        raise RequestError("--kind", f"--kind must be one of {', '.join(FACETS)}, not {kind!r}")
    desk = desk_of(index)
    with opened(desk.index) as engine:
        found = list(unknown_names(service_over(engine, desk.index), (kind,) if kind else tuple(FACETS), least, limit))
    for number, name in enumerate(found, start=1):
        if json:
            print_json(_name_facts(name))
            continue
        _print_name(name)
        if ask and not _ask(desk, name, who, number, len(found)):
            return
    if not found and not json:
        print(f"no unknown name is in {least} articles or more")


def _name_facts(name: UnknownName) -> dict[str, Any]:
    return {
        "id": name.id,
        "label": name.label,
        "kind": name.kind,
        "articles": name.count,
        "samples": list(name.samples),
        "maybe": [{"id": one.id, "label": one.label} for one in name.maybe],
    }


def _print_name(name: UnknownName) -> None:
    print(f"\n{name.label}  ({name.kind}, {name.count:,} articles)  {name.id}")
    for sample in name.samples:
        print(f"    … {sample} …")
    for one in name.maybe:
        print(f"    maybe {one.label}: fihris entities merge '{name.id}' {one.id} --why …")


def _ask(desk: Desk, name: UnknownName, who: str | None, number: int, of: int) -> bool:
    """Ask what to do with a name and do it; whether to go on."""
    while True:
        answer = input(f"{number}/{of} [a]ccept, [m]erge ID, [b]lock, [s]kip, [q]uit: ").strip()
        act, _, rest = answer.partition(" ")
        try:
            if act in ("q", "quit"):
                return False
            if act in ("s", "skip", ""):
                return True
            if act in ("a", "accept"):
                kind = {"place": "site"}.get(name.kind, name.kind)
                what: dict[str, Any] = {"entity": name.id, "kind": rest.strip() or kind, "label": name.label}
                made, _ = make(desk, "add", who, "accepted in review", **what)
            elif act in ("m", "merge") and rest.strip():
                made, _ = make(
                    desk, "merge", who, "merged in review", entity=name.id, into=rest.strip(), names=(name.label,)
                )
            elif act in ("b", "block"):
                made, _ = make(desk, "block", who, "blocked in review", entity=name.id)
            else:
                print("a (or `a city`), `m ID`, b, s or q")
                continue
        except RequestError as error:
            print(f"fihris: {error}")
            continue
        print(f"{made.id}: {said(made)}")
        return True
