"""Arguments and options that several commands of `fihris entities` share."""

from __future__ import annotations

from typing import Annotated

import typer

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
