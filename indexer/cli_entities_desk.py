"""Changes to the entities as the command line makes them: checked, written down, said, and articles read again."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from indexer.cli_index import opened
from indexer.rereading import articles_to_read, names_to_find, reread
from indexer.workers import worker_count
from search.entities import Corrections, EntitiesFile, Gazetteer
from search.entities.changes import Act, Change, ChangeError, new_change
from search.entities.corrections import check, name_in_id, unknown_kind
from search.errors import EngineError, IndexBusy, RequestError, SettingsError
from search.settings import entities_file, load_settings


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands work on: the index named, and the file of its corrections."""

    index: str
    file: EntitiesFile


def desk_of(index: str | None) -> Desk:
    """What an option ``--index`` and the settings name. Raises SettingsError where no file of corrections is named."""
    settings = load_settings()
    place = index if index is not None else settings.index
    path = entities_file(place, settings)
    if path is None:
        raise SettingsError("set FIHRIS_ENTITIES to the file of corrections: an Elasticsearch index has no directory")
    return Desk(place, EntitiesFile(path))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a change that cannot be made into an error that names its field."""
    try:
        yield
    except ChangeError as error:
        raise RequestError(error.field, str(error)) from error


def make(desk: Desk, do: Act, who: str | None, why: str, **what: Any) -> tuple[Change, Corrections]:
    """Check a change against what holds, and write it."""
    made: list[Change] = []

    def checked(before: Corrections) -> Sequence[Change]:
        change = new_change(do, who or getpass.getuser(), why, **what)
        check(change, before, Gazetteer.load(before))
        made.append(change)
        return made

    with refusals():
        after = desk.file.append(checked)
    return made[0], after


def finish(
    desk: Desk, changes: Sequence[Change], after: Corrections, message: str, *, again: bool, quiet: bool
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


def called(entity_id: str, corrections: Corrections) -> str:
    """An entity's id with its label: ``isis (تنظيم الدولة)``."""
    entity = Gazetteer.load(corrections).get(entity_id)
    label = entity.label if entity is not None else name_in_id(entity_id) if unknown_kind(entity_id) else ""
    return f"{entity_id} ({label})" if label else entity_id


def said(change: Change) -> str:
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
