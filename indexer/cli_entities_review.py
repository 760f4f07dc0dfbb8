"""``fihris entities review``: names that no gazetteer knows, names that articles leave open, what to do with each."""

from __future__ import annotations

from shlex import quote
from typing import Annotated, Any, Final

import typer

from indexer.cli_entities_desk import Desk, desk_of, finish, make, said
from indexer.cli_entities_options import JsonOption, WhoOption
from indexer.cli_index import IndexOption, opened, print_json, service_over
from indexer.review import FACETS, OpenName, UnknownName, open_names, unknown_names
from search.entities.changes import Act, Change
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
    left_open: Annotated[
        bool, typer.Option("--open/--no-open", help="Names left open too, for which every stored article is read.")
    ] = True,
    ask: Annotated[bool, typer.Option("--ask", help="Ask of each name what to do with it.")] = False,
    who: WhoOption = None,
    json: JsonOption = False,
) -> None:
    """Show frequent names that no gazetteer knows and names left open: where they stand, what they may be."""
    if kind is not None and kind not in FACETS:
        raise RequestError("--kind", f"--kind must be one of {', '.join(FACETS)}, not {kind!r}")
    desk = desk_of(index)
    with opened(desk.index) as engine:
        service, kinds = service_over(engine, desk.index), (kind,) if kind else tuple(FACETS)
        found = list(unknown_names(service, kinds, least, limit))
        doubts = open_names(service, kinds, least, limit) if left_open else []
    if json:
        for one in found:
            print_json(_name_facts(one))
        for doubt in doubts:
            print_json(_open_facts(doubt))
        return
    for number, one in enumerate(found, start=1):
        _print_name(one)
        if ask and not _ask(desk, one, who, number, len(found)):
            return
    if not found:
        print(f"no unknown name is in {least} articles or more")
    if doubts:
        print("\nleft open:")
    for number, doubt in enumerate(doubts, start=1):
        _print_open(doubt)
        if ask and not _settle(desk, doubt, who, number, len(doubts)):
            return


def _name_facts(name: UnknownName) -> dict[str, Any]:
    return {
        "id": name.id,
        "label": name.label,
        "kind": name.kind,
        "articles": name.count,
        "samples": list(name.samples),
        "maybe": [{"id": one.id, "label": one.label} for one in name.maybe],
    }


def _open_facts(name: OpenName) -> dict[str, Any]:
    return {
        "label": name.name,
        "kind": name.kind,
        "articles": name.count,
        "samples": list(name.samples),
        "candidates": [
            {"id": one.id, "label": one.label, "settle": [_command(*change) for change in one.changes]}
            for one in name.choices
        ],
    }


#: Fields of a change that are options on the command line; all others are its arguments.
_OPTIONS: Final[dict[Act, tuple[str, ...]]] = {"add": ("label", "kind"), "block": ("name",)}


def _command(do: Act, what: dict[str, str]) -> str:
    """A change as it is typed, but for its reason: ``fihris entities remove-name tripoli.lb طرابلس --why …``."""
    options = _OPTIONS.get(do, ())
    typed = ["fihris entities", do, *(quote(value) for field, value in what.items() if field not in options)]
    return " ".join([*typed, *(f"--{field} {quote(what[field])}" for field in options), "--why …"])


def _print_open(name: OpenName) -> None:
    print(f"\n{name.name}  ({name.kind}, left open in {name.count:,} articles)")
    for sample in name.samples:
        print(f"    … {sample} …")
    for number, one in enumerate(name.choices, start=1):
        print(f"  {number}. always {one.label} ({one.id}):")
        for change in one.changes:
            print(f"       {_command(*change)}")
    print(f"  b. never a {name.kind}: {_command('block', {'name': name.name})}")


def _settle(desk: Desk, name: OpenName, who: str | None, number: int, of: int) -> bool:
    """Ask which entity a name always means and make it so; whether to go on."""
    numbers = "/".join(str(one) for one in range(1, len(name.choices) + 1))
    while True:
        answer = input(f"{number}/{of} [{numbers}], [b]lock the name, [s]kip, [q]uit: ").strip()
        if answer in ("q", "quit"):
            return False
        if answer in ("s", "skip", ""):
            return True
        changes: tuple[tuple[Act, dict[str, str]], ...]
        if answer in ("b", "block"):
            changes = (("block", {"name": name.name}),)
        elif answer.isdecimal() and 1 <= int(answer) <= len(name.choices):
            changes = name.choices[int(answer) - 1].changes
        else:
            print(f"{numbers}, b, s or q")
            continue
        made: list[Change] = []
        try:
            for do, what in changes:
                change, after = make(desk, do, who, "settled in review", **what)
                made.append(change)
        except RequestError as error:
            print(f"fihris: {error}")
            continue
        finish(desk, made, after, "\n".join(f"{one.id}: {said(one)}" for one in made), again=True, quiet=False)
        return True


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
