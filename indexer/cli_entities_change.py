"""``fihris entities add``, ``merge``, ``split`` and the like: each makes one change, which can be undone."""

from __future__ import annotations

from typing import Annotated

import typer

from indexer.cli_entities_desk import Desk, called, desk_of, finish, make
from indexer.cli_entities_options import (
    EnglishOption,
    IdArgument,
    KindOption,
    LabelOption,
    NameArgument,
    NamesOption,
    ParentOption,
    RereadOption,
    WhoOption,
    WhyOption,
)
from indexer.cli_index import IndexOption, QuietOption, opened
from search.entities.changes import Act
from search.entities.corrections import name_in_id, unknown_kind
from search.errors import EngineError
from search.request import TermFacet

app = typer.Typer()


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
    desk = desk_of(index)
    what = {"entity": entity, "kind": kind, "label": label, "english": english, "parent": parent}
    change, after = make(desk, "add", who, why, **what, names=tuple(name or ()))
    message = f"{change.id}: {called(entity, after)} is a known {kind} now"
    finish(desk, [change], after, message, again=reread, quiet=quiet)


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
    desk = desk_of(index)
    change, after = make(desk, "merge", who, why, entity=entity, into=into, names=_names_found(desk, entity))
    message = f"{change.id}: {entity} is {called(into, after)} now"
    finish(desk, [change], after, message, again=reread, quiet=quiet)


def _names_found(desk: Desk, entity: str) -> tuple[str, ...]:
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
    desk = desk_of(index)
    what = {"entity": entity, "into": into, "names": tuple(name)}
    change, after = make(desk, "split", who, why, **what, label=label, kind=kind, english=english, parent=parent)
    message = f"{change.id}: {'، '.join(name)} means {called(into, after)} now, not {called(entity, after)}"
    finish(desk, [change], after, message, again=reread, quiet=quiet)


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
    desk = desk_of(index)
    change, after = make(desk, "rename", who, why, entity=entity, label=label, english=english)
    finish(desk, [change], after, f"{change.id}: {called(entity, after)}", again=reread, quiet=quiet)


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
    desk = desk_of(index)
    change, after = make(desk, "add-name", who, why, entity=entity, name=name)
    message = f"{change.id}: {name} is a name of {called(entity, after)} now"
    finish(desk, [change], after, message, again=reread, quiet=quiet)


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
    desk = desk_of(index)
    change, after = make(desk, "remove-name", who, why, entity=entity, name=name)
    message = f"{change.id}: {name} is no name of {called(entity, after)} any more"
    finish(desk, [change], after, message, again=reread, quiet=quiet)


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
    _block("block", desk_of(index), entity, name, who, why, again=reread, quiet=quiet)


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
    _block("unblock", desk_of(index), entity, name, who, why, again=reread, quiet=quiet)


def _block(
    do: Act, desk: Desk, entity: str | None, name: str | None, who: str | None, why: str, *, again: bool, quiet: bool
) -> None:
    change, after = make(desk, do, who, why, entity=entity, name=name)
    finish(desk, [change], after, f"{change.id}: {entity or name} is {do}ed", again=again, quiet=quiet)


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
    desk = desk_of(index)
    made, after = make(desk, "undo", who, why, change=change)
    finish(desk, [made], after, f"{made.id}: {change} is undone", again=reread, quiet=quiet)
