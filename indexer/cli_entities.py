"""``fihris entities``: what people correct of the places, people and organisations, each change undoable."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from indexer import cli_entities_change, cli_entities_review
from indexer.cli_entities_desk import Desk, desk_of, finish, refusals, said
from indexer.cli_entities_options import IdArgument, JsonOption, KindOption, RereadOption
from indexer.cli_index import IndexOption, QuietOption, opened, print_json
from indexer.rereading import articles_to_read, names_to_find, reread
from indexer.workers import worker_count
from search.corrected import corrected
from search.engine import EngineSearch
from search.entities import Corrections, Entity, Gazetteer
from search.entities.changes import KINDS, Change, ChangeError, write_change
from search.entities.corrections import name_in_id, undone_changes, unknown_kind
from search.entities.corrections_file import read_changes
from search.entities.names import name_key
from search.errors import EngineError, InputError, RequestError
from search.query.clauses import OneOf
from search.request import TermFacet
from search.schema import FACET_FIELDS
from search.settings import load_settings

app = typer.Typer(
    name="entities",
    help="Correct places, people and organisations: merge, split, rename, block. Every change can be undone.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_LISTED: Final = 50


# ---- looking


@app.command("list")
def list_entities(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Only those with a name or id that has this in it.")
    ] = None,
    index: IndexOption = None,
    kind: KindOption = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only those that a change speaks of.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Most entities to print.")] = _LISTED,
    json: JsonOption = False,
) -> None:
    """List known entities: those whose name or id has TEXT in it, or all."""
    if kind is not None and kind not in KINDS:
        raise RequestError("--kind", f"--kind must be one of {', '.join(KINDS)}, not {kind!r}")
    corrections = desk_of(index).file.read()
    wanted = name_key(text or "")
    touched = {one for change in corrections.held for one in (change.entity, change.into)}
    shown = 0
    for entity in Gazetteer.load(corrections):
        names = (entity.label, *entity.names, *entity.short, *entity.weak)
        if (
            (kind is None or entity.kind == kind)
            and (not changed or entity.id in touched)
            and (not text or text in entity.id or (wanted and any(wanted in name_key(name) for name in names)))
        ):
            if shown == limit:
                print(f"fihris: there are more: --limit {limit * 10} shows them", file=sys.stderr)
                break
            shown += 1
            if json:
                print_json(_described(entity))
            else:
                print(f"{entity.id}\t{entity.kind}\t{entity.label}\t{entity.english}")


def _described(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "label": entity.label,
        "english": entity.english,
        "names": list(dict.fromkeys((*entity.names, *entity.short))),
        "weak": list(entity.weak),
        "parents": list(entity.parents),
        "lat": entity.lat,
        "lon": entity.lon,
    }


@app.command()
def show(entity: IdArgument, index: IndexOption = None, json: JsonOption = False) -> None:
    """Show what is known of an entity, in how many articles it is, and the changes that speak of it."""
    desk = desk_of(index)
    corrections = desk.file.read()
    gazetteer = Gazetteer.load(corrections)
    shown = corrections.shown(entity)
    known = gazetteer.get(entity)
    facts: dict[str, Any] = {"id": entity, "kind": unknown_kind(entity), "label": name_in_id(entity)}
    if known is not None:
        facts = _described(known)
    elif shown is not None and not unknown_kind(entity):
        raise RequestError("ID", f"there is no entity {entity}: `fihris entities list TEXT` finds ids")
    facts["merged_into"] = corrections.merged.get(entity)
    facts["merged"] = list(corrections.parts(shown)[1:]) if shown is not None else []
    facts["blocked"] = shown is None
    facts["containing"] = list(gazetteer.containing(facts["id"]))
    facts["articles"] = _articles(desk, entity, corrections)
    facts["changes"] = [change.id for change in corrections.changes if entity in (change.entity, change.into)]
    if json:
        print_json(facts)
        return
    for name, value in facts.items():
        if value not in (None, [], "", False):
            print(f"{name}: {'، '.join(map(str, value)) if isinstance(value, list) else value}")


def _articles(desk: Desk, entity: str, corrections: Corrections) -> int | None:
    """How many articles have an entity; None where there is no index yet."""
    view = corrected(corrections)
    known = view.gazetteer.get(entity)
    is_place = known.is_place if known is not None else entity.startswith("place:")
    facet: TermFacet = "place" if is_place else "actor"
    try:
        with opened(desk.index) as engine:
            clause = view.clause(OneOf(FACET_FIELDS[facet], (entity,)))
            return engine.search(EngineSearch(clause, {}, "relevance", 0, ids_only=True)).total
    except EngineError:
        return None


@app.command()
def log(
    entity: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only changes that speak of this.")] = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Show the changes made, the newest last."""
    corrections = desk_of(index).file.read()
    undone = undone_changes(corrections.changes)
    for change in corrections.changes:
        if entity is None or entity in (change.entity, change.into):
            if json:
                sys.stdout.buffer.write(write_change(change))
            else:
                mark = " [undone]" if change.id in undone else ""
                print(f"{change.id}\t{change.when:%Y-%m-%d %H:%M}\t{change.who}\t{said(change)}{mark}\t{change.why}")


# ---- in and out


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; by default standard output.")] = None,
    index: IndexOption = None,
    held: Annotated[bool, typer.Option("--held", help="Only changes that hold: nothing that was undone.")] = False,
) -> None:
    """Write every change, a line each, as `fihris entities import` reads it."""
    corrections = desk_of(index).file.read()
    lines = b"".join(map(write_change, corrections.held if held else corrections.changes))
    if file is None:
        sys.stdout.buffer.write(lines)
        return
    try:
        file.write_bytes(lines)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}") from error


@app.command("import")
def import_changes(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Changes, a line of JSON each.")],
    index: IndexOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file, but import nothing.")] = False,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Add the changes of a file that are not there yet; all of them, or none if one is wrong."""
    desk = desk_of(index)
    lines = read_changes(file)
    new: list[Change] = []

    def missing(before: Corrections) -> Sequence[Change]:
        new[:] = _missing(file, lines, before)
        return [] if dry_run else new

    with refusals():
        after = desk.file.append(missing)
    known = len(lines) - len(new)
    message = f"{len(new):,} changes {'would be ' if dry_run else ''}imported, {known:,} were there already"
    finish(desk, [] if dry_run else new, after, message, again=reread, quiet=quiet)


def _missing(file: Path, lines: dict[int, Change], before: Corrections) -> list[Change]:
    """The changes that are not there yet.

    Raises:
        InputError: names every line that cannot be imported: another change has its id, or it speaks of an unknown id.

    """
    there = {change.id: change for change in before.changes}
    new = [change for change in lines.values() if change.id not in there]
    made = {change.entity for change in new if change.do == "add"} | {change.into for change in new if change.kind}
    gazetteer = Gazetteer.load()
    bad: list[str] = []
    for number, change in lines.items():
        if change.id in there:
            if change != there[change.id]:
                bad.append(f"{file}:{number}: id: another change has the id {change.id}")
            continue
        for field in ("entity", "into", "parent"):
            one = getattr(change, field)
            known = not one or one in made or one in before.added or unknown_kind(one) or gazetteer.get(one) is not None
            if not known:
                bad.append(f"{file}:{number}: {field}: there is no entity {one}")
    if bad:
        raise InputError("\n".join(bad))
    try:
        Corrections((*before.changes, *new))
    except ChangeError as error:
        raise InputError(f"{file}: {error}") from error
    return new


@app.command("reread")
def reread_articles(
    changes: Annotated[
        list[str] | None, typer.Argument(metavar="[CHANGE...]", help="Ids of changes; by default all of them.")
    ] = None,
    index: IndexOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read the articles again that have the names of changes in their text; `fihris reindex` reads all of them."""
    desk = desk_of(index)
    corrections = desk.file.read()
    known = {change.id: change for change in corrections.changes}
    for one in changes or ():
        if one not in known:
            raise RequestError("CHANGE", f"there is no change {one}: `fihris entities log` lists them")
    names = names_to_find([known[one] for one in changes] if changes else corrections.changes, corrections)
    with opened(desk.index) as engine:
        engine.ready()
        ids = articles_to_read(engine, names)
        done = reread(engine, ids, corrections, worker_count(load_settings().workers)) if ids else None
    if not quiet:
        print(
            f"{done.read:,} articles read again: {done.changed:,} have other mentions now"
            if done is not None
            else "no article has a name in its text that a change speaks of"
        )


app.add_typer(cli_entities_change.app)
app.add_typer(cli_entities_review.app)
