"""``fihris entities add``, ``merge``, ``split`` and the like: each makes one change, which can be undone."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Concatenate

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
from search.entities.changes import Act, Change
from search.entities.corrections import Corrections, name_in_id, unknown_kind
from search.errors import EngineError
from search.request import TermFacet

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Maker:
    """What every change is made with: who makes it where and why, whether articles are read again, what is said."""

    desk: Desk
    who: str | None
    why: str
    again: bool
    quiet: bool

    def make(self, do: Act, message: Callable[[Change, Corrections], str], **what: Any) -> None:
        """Make a change, say so with ``message`` of it and what holds after it, and read its articles again."""
        change, after = make(self.desk, do, self.who, self.why, **what)
        said = f"{change.id}: {message(change, after)}"
        finish(self.desk, [change], after, said, again=self.again, quiet=self.quiet)


def change(command: Callable[Concatenate[Maker, ...], None]) -> Callable[..., None]:
    """Make a command of a change: beside its own options it takes those of every change, which make its `Maker`."""

    def run(
        *,
        why: WhyOption,
        who: WhoOption = None,
        index: IndexOption = None,
        reread: RereadOption = True,
        quiet: QuietOption = False,
        **own: Any,
    ) -> None:
        command(Maker(desk_of(index), who, why, reread, quiet), **own)

    every = inspect.signature(run, eval_str=True).parameters
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    parameters = [*own, *(one for one in every.values() if one.kind is not inspect.Parameter.VAR_KEYWORD)]
    keywords = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
    functools.update_wrapper(run, command)
    run.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]  # typer reads the options from it
    return run


@app.command()
@change
def add(
    maker: Maker,
    entity: IdArgument,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="What it is called.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="person, organization, or a place's kind.")],
    english: EnglishOption = None,
    name: NamesOption = None,
    parent: ParentOption = None,
) -> None:
    """Make a new entity; with the id of a name found in articles (person:…), that name is accepted."""
    what = {"entity": entity, "kind": kind, "label": label, "english": english, "parent": parent}
    said = f"is a known {kind} now"
    maker.make("add", lambda _, after: f"{called(entity, after)} {said}", **what, names=tuple(name or ()))


@app.command()
@change
def merge(
    maker: Maker,
    entity: IdArgument,
    into: Annotated[str, typer.Argument(metavar="INTO", help="Id of the entity that it is.")],
) -> None:
    """Make one entity part of another: from now on both are INTO, with the names of both."""
    names = _names_found(maker.desk, entity)
    maker.make(
        "merge", lambda _, after: f"{entity} is {called(into, after)} now", entity=entity, into=into, names=names
    )


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
@change
def split(
    maker: Maker,
    entity: IdArgument,
    into: Annotated[str, typer.Argument(metavar="NEW", help="Id of the entity that the names mean.")],
    name: Annotated[list[str], typer.Option("--name", metavar="NAME", help="A name that goes; repeat it for several.")],
    label: LabelOption = None,
    kind: KindOption = None,
    english: EnglishOption = None,
    parent: ParentOption = None,
) -> None:
    """Take names from an entity and give them to another, which is new with --label and --kind."""
    what = {"entity": entity, "into": into, "label": label, "kind": kind, "english": english, "parent": parent}
    names = "، ".join(name)

    def said(_: Change, after: Corrections) -> str:
        return f"{names} means {called(into, after)} now, not {called(entity, after)}"

    maker.make("split", said, **what, names=tuple(name))


@app.command()
@change
def rename(
    maker: Maker,
    entity: IdArgument,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is called from now on.")],
    english: EnglishOption = None,
) -> None:
    """Give an entity another label; the one it had stays a name."""
    maker.make("rename", lambda _, after: called(entity, after), entity=entity, label=label, english=english)


@app.command("add-name")
@change
def add_name(maker: Maker, entity: IdArgument, name: NameArgument) -> None:
    """Give an entity one more name."""
    maker.make(
        "add-name", lambda _, after: f"{name} is a name of {called(entity, after)} now", entity=entity, name=name
    )


@app.command("remove-name")
@change
def remove_name(maker: Maker, entity: IdArgument, name: NameArgument) -> None:
    """Take a name from an entity."""

    def said(_: Change, after: Corrections) -> str:
        return f"{name} is no name of {called(entity, after)} any more"

    maker.make("remove-name", said, entity=entity, name=name)


BlockedArgument = Annotated[str | None, typer.Argument(metavar="[ID]", help="Id of the entity.")]
BlockedNameOption = Annotated[str | None, typer.Option("--name", metavar="NAME", help="A name, whatever it means.")]


@app.command()
@change
def block(maker: Maker, entity: BlockedArgument = None, name: BlockedNameOption = None) -> None:
    """Say that an entity is none, or that a name never means one: it leaves facets and mentions."""
    maker.make("block", lambda *_: f"{entity or name} is blocked", entity=entity, name=name)


@app.command()
@change
def unblock(maker: Maker, entity: BlockedArgument = None, name: BlockedNameOption = None) -> None:
    """Take a block back."""
    maker.make("unblock", lambda *_: f"{entity or name} is unblocked", entity=entity, name=name)


@app.command()
@change
def undo(
    maker: Maker,
    undone: Annotated[str, typer.Argument(metavar="CHANGE", help="Id of the change; `fihris entities log` has it.")],
) -> None:
    """Undo a change; to undo an undo brings the change back."""
    maker.make("undo", lambda *_: f"{undone} is undone", change=undone)
