"""``fihris entities``: what people correct of the places, people and organisations, each change undoable."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from indexer.cli_index import IndexOption, QuietOption, opened, print_json, service_over
from indexer.rereading import articles_to_read, names_to_find, reread
from indexer.review import FACETS, UnknownName, unknown_names
from indexer.workers import worker_count
from search.corrected import corrected
from search.engine import EngineSearch
from search.entities import Corrections, EntitiesFile, Entity, Gazetteer
from search.entities.changes import KINDS, Act, Change, ChangeError, new_change, write_change
from search.entities.corrections import check, name_in_id, undone_changes, unknown_kind
from search.entities.corrections_file import read_changes
from search.entities.names import name_key
from search.errors import EngineError, IndexBusy, InputError, RequestError, SettingsError
from search.query.clauses import OneOf
from search.request import TermFacet
from search.schema import FACET_FIELDS
from search.settings import entities_file, load_settings

app = typer.Typer(
    name="entities",
    help="Correct places, people and organisations: merge, split, rename, block. Every change can be undone.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of the entity.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name as it is written.")]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; kept with the change.")]
WhoOption = Annotated[
    str | None, typer.Option("--who", metavar="NAME", help="Who; by default the name of the user who runs this.")
]
RereadOption = Annotated[
    bool,
    typer.Option("--reread/--no-reread", help="Read the articles again that have the name in their text, if any."),
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="person, organization, or a place's kind: city, country …")
]
LabelOption = Annotated[str | None, typer.Option("--label", metavar="TEXT", help="What a new entity is called.")]
EnglishOption = Annotated[str | None, typer.Option("--english", metavar="TEXT", help="What it is called in English.")]
ParentOption = Annotated[str | None, typer.Option("--parent", metavar="ID", help="The place that a new place lies in.")]
NamesOption = Annotated[list[str] | None, typer.Option("--name", metavar="NAME", help="A name; repeat it for several.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print as JSON, one line each.")]
_LISTED: Final = 50


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the commands work on: the index named, and the file of its corrections."""

    index: str
    file: EntitiesFile


def _desk(index: str | None) -> _Desk:
    settings = load_settings()
    place = index if index is not None else settings.index
    path = entities_file(place, settings)
    if path is None:
        raise SettingsError("set FIHRIS_ENTITIES to the file of corrections: an Elasticsearch index has no directory")
    return _Desk(place, EntitiesFile(path))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn a change that cannot be made into an error that names its field."""
    try:
        yield
    except ChangeError as error:
        raise RequestError(error.field, str(error)) from error


def _make(desk: _Desk, do: Act, who: str | None, why: str, **what: Any) -> tuple[Change, Corrections]:
    """Check a change against what holds, and write it."""
    made: list[Change] = []

    def checked(before: Corrections) -> Sequence[Change]:
        change = new_change(do, who or getpass.getuser(), why, **what)
        check(change, before, Gazetteer.load(before))
        made.append(change)
        return made

    with _refusals():
        after = desk.file.append(checked)
    return made[0], after


def _finish(
    desk: _Desk, changes: Sequence[Change], after: Corrections, message: str, *, again: bool, quiet: bool
) -> None:
    """Say what was done, and read the articles again that it concerns."""
    if not quiet:
        print(message)
    names = names_to_find(changes, after)
    if not names:
        return
    try:
        with opened(desk.index) as engine:
            ids = articles_to_read(engine, names)
            if not ids:
                return
            if not again:
                print(f"{len(ids):,} articles have the name in their text: `fihris entities reread` reads them again")
                return
            done = reread(engine, ids, after, worker_count(load_settings().workers))
    except EngineError as error:
        kind = "another process is writing to the index" if isinstance(error, IndexBusy) else str(error)
        print(
            f"fihris: the change is made, but no article was read again ({kind}): run `fihris entities reread` later",
            file=sys.stderr,
        )
        return
    if not quiet:
        print(f"{done.read:,} articles read again: {done.changed:,} have other mentions now")


def _called(entity_id: str, corrections: Corrections) -> str:
    entity = Gazetteer.load(corrections).get(entity_id)
    label = entity.label if entity is not None else name_in_id(entity_id) if unknown_kind(entity_id) else ""
    return f"{entity_id} ({label})" if label else entity_id


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
    corrections = _desk(index).file.read()
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
    desk = _desk(index)
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


def _articles(desk: _Desk, entity: str, corrections: Corrections) -> int | None:
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
    corrections = _desk(index).file.read()
    undone = undone_changes(corrections.changes)
    for change in corrections.changes:
        if entity is None or entity in (change.entity, change.into):
            if json:
                sys.stdout.buffer.write(write_change(change))
            else:
                mark = " [undone]" if change.id in undone else ""
                print(f"{change.id}\t{change.when:%Y-%m-%d %H:%M}\t{change.who}\t{_said(change)}{mark}\t{change.why}")


def _said(change: Change) -> str:
    """A change in a few words."""
    names = "، ".join(change.names)
    match change.do:
        case "merge":
            return f"merge {change.entity} into {change.into}"
        case "split":
            return f"split {names} off {change.entity} into {change.into}"
        case "undo":
            return f"undo {change.change}"
        case "add":
            return f"add {change.entity} ({change.kind}) {change.label}"
    return " ".join(part for part in (change.do, change.entity, change.label, change.name) if part)


# ---- changing


@app.command()
def add(
    entity: IdArgument,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="What it is called.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="person, organization, or a place's kind.")],
    why: WhyOption,
    who: WhoOption = None,
    english: EnglishOption = None,
    name: NamesOption = None,
    parent: ParentOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Make a new entity; with the id of a name found in articles (person:…), that name is accepted."""
    desk = _desk(index)
    change, after = _make(
        desk,
        "add",
        who,
        why,
        entity=entity,
        kind=kind,
        label=label,
        english=english,
        names=tuple(name or ()),
        parent=parent,
    )
    message = f"{change.id}: {_called(entity, after)} is a known {kind} now"
    _finish(desk, [change], after, message, again=reread, quiet=quiet)


@app.command()
def merge(
    entity: IdArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="Id of the entity that it is.")],
    why: WhyOption,
    who: WhoOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Make one entity part of another: from now on both are INTO, with the names of both."""
    desk = _desk(index)
    change, after = _make(desk, "merge", who, why, entity=entity, into=into, names=_names_found(desk, entity))
    message = f"{change.id}: {entity} is {_called(into, after)} now"
    _finish(desk, [change], after, message, again=reread, quiet=quiet)


def _names_found(desk: _Desk, entity: str) -> tuple[str, ...]:
    """What a name that is in no gazetteer is called in the articles, to be a name of what it is merged into."""
    if not unknown_kind(entity) or entity in desk.file.read().added:
        return ()
    facet: TermFacet = "place" if entity.startswith("place:") else "actor"
    label = None
    try:
        with opened(desk.index) as engine:
            label = engine.labels(facet, [entity]).get(entity)
    except EngineError:
        pass  # without an index the id tells
    return (label or name_in_id(entity),)


@app.command()
def split(
    entity: IdArgument,
    into: Annotated[str, typer.Argument(metavar="NEW", help="Id of the entity that the names mean.")],
    name: Annotated[list[str], typer.Option("--name", metavar="NAME", help="A name that goes; repeat it for several.")],
    why: WhyOption,
    who: WhoOption = None,
    label: LabelOption = None,
    kind: KindOption = None,
    english: EnglishOption = None,
    parent: ParentOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Take names from an entity and give them to another, which is new with --label and --kind."""
    desk = _desk(index)
    what = {"entity": entity, "into": into, "names": tuple(name)}
    change, after = _make(desk, "split", who, why, **what, label=label, kind=kind, english=english, parent=parent)
    message = f"{change.id}: {'، '.join(name)} means {_called(into, after)} now, not {_called(entity, after)}"
    _finish(desk, [change], after, message, again=reread, quiet=quiet)


@app.command()
def rename(
    entity: IdArgument,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is called from now on.")],
    why: WhyOption,
    who: WhoOption = None,
    english: EnglishOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Give an entity another label; the one it had stays a name."""
    desk = _desk(index)
    change, after = _make(desk, "rename", who, why, entity=entity, label=label, english=english)
    _finish(desk, [change], after, f"{change.id}: {_called(entity, after)}", again=reread, quiet=quiet)


@app.command("add-name")
def add_name(
    entity: IdArgument,
    name: NameArgument,
    why: WhyOption,
    who: WhoOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Give an entity one more name."""
    desk = _desk(index)
    change, after = _make(desk, "add-name", who, why, entity=entity, name=name)
    message = f"{change.id}: {name} is a name of {_called(entity, after)} now"
    _finish(desk, [change], after, message, again=reread, quiet=quiet)


@app.command("remove-name")
def remove_name(
    entity: IdArgument,
    name: NameArgument,
    why: WhyOption,
    who: WhoOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Take a name from an entity."""
    desk = _desk(index)
    change, after = _make(desk, "remove-name", who, why, entity=entity, name=name)
    message = f"{change.id}: {name} is no name of {_called(entity, after)} any more"
    _finish(desk, [change], after, message, again=reread, quiet=quiet)


BlockedArgument = Annotated[str | None, typer.Argument(metavar="[ID]", help="Id of the entity.")]
BlockedNameOption = Annotated[str | None, typer.Option("--name", metavar="NAME", help="A name, whatever it means.")]


@app.command()
def block(
    why: WhyOption,
    entity: BlockedArgument = None,
    name: BlockedNameOption = None,
    who: WhoOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Say that an entity is none, or that a name never means one: it leaves facets and mentions."""
    _block("block", _desk(index), entity, name, who, why, again=reread, quiet=quiet)


@app.command()
def unblock(
    why: WhyOption,
    entity: BlockedArgument = None,
    name: BlockedNameOption = None,
    who: WhoOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Take a block back."""
    _block("unblock", _desk(index), entity, name, who, why, again=reread, quiet=quiet)


def _block(
    do: Act, desk: _Desk, entity: str | None, name: str | None, who: str | None, why: str, *, again: bool, quiet: bool
) -> None:
    change, after = _make(desk, do, who, why, entity=entity, name=name)
    _finish(desk, [change], after, f"{change.id}: {entity or name} is {do}ed", again=again, quiet=quiet)


@app.command()
def undo(
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Id of the change; `fihris entities log` has it.")],
    why: WhyOption,
    who: WhoOption = None,
    index: IndexOption = None,
    reread: RereadOption = True,
    quiet: QuietOption = False,
) -> None:
    """Undo a change; to undo an undo brings the change back."""
    desk = _desk(index)
    made, after = _make(desk, "undo", who, why, change=change)
    _finish(desk, [made], after, f"{made.id}: {change} is undone", again=reread, quiet=quiet)


# ---- in and out


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; by default standard output.")] = None,
    index: IndexOption = None,
    held: Annotated[bool, typer.Option("--held", help="Only changes that hold: nothing that was undone.")] = False,
) -> None:
    """Write every change, a line each, as `fihris entities import` reads it."""
    corrections = _desk(index).file.read()
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
    desk = _desk(index)
    lines = read_changes(file)
    new: list[Change] = []

    def missing(before: Corrections) -> Sequence[Change]:
        new[:] = _missing(file, lines, before)
        return [] if dry_run else new

    with _refusals():
        after = desk.file.append(missing)
    known = len(lines) - len(new)
    message = f"{len(new):,} changes {'would be ' if dry_run else ''}imported, {known:,} were there already"
    _finish(desk, [] if dry_run else new, after, message, again=reread, quiet=quiet)


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
    desk = _desk(index)
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


# ---- review


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
    desk = _desk(index)
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


def _ask(desk: _Desk, name: UnknownName, who: str | None, number: int, of: int) -> bool:
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
                made, _ = _make(desk, "add", who, "accepted in review", **what)
            elif act in ("m", "merge") and rest.strip():
                made, _ = _make(
                    desk, "merge", who, "merged in review", entity=name.id, into=rest.strip(), names=(name.label,)
                )
            elif act in ("b", "block"):
                made, _ = _make(desk, "block", who, "blocked in review", entity=name.id)
            else:
                print("a (or `a city`), `m ID`, b, s or q")
                continue
        except RequestError as error:
            print(f"fihris: {error}")
            continue
        print(f"{made.id}: {_said(made)}")
        return True
