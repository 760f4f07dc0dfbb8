"""What people say of the entities, one change at a time, and the line of JSON that keeps each.

    {"id":"20261125T201530-4f2a","when":"2026-11-25T20:15:30Z","who":"amal","why":"one ministry","do":"merge",
     "entity":"org:وزاره_الري","into":"eg.irrigation-ministry"}

A change is never altered; another one undoes it. Values only: what the changes add up to is in
`search.entities.corrections`.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, get_args

import orjson

from search.entities.names import name_key

Act = Literal["add", "merge", "split", "rename", "add-name", "remove-name", "block", "unblock", "undo"]
ACTS: Final[tuple[Act, ...]] = get_args(Act)

ACTOR_KINDS: Final = ("person", "organization")
PLACE_KINDS: Final = (
    *("country", "territory", "continent", "region", "governorate", "city", "town", "village", "quarter", "street"),
    *("river", "lake", "sea", "strait", "canal", "mountain", "desert", "island"),
    *("camp", "crossing", "airport", "port", "base", "prison", "site"),
)
KINDS: Final = (*ACTOR_KINDS, *PLACE_KINDS)

_NEEDED: Final[dict[Act, tuple[str, ...]]] = {
    "add": ("entity", "kind", "label"),
    "merge": ("entity", "into"),
    "split": ("entity", "into", "names"),
    "rename": ("entity", "label"),
    "add-name": ("entity", "name"),
    "remove-name": ("entity", "name"),
    "block": (),
    "unblock": (),
    "undo": ("change",),
}
_ALLOWED: Final[dict[Act, tuple[str, ...]]] = {
    "add": ("english", "names", "parent"),
    "merge": ("names",),
    "split": ("kind", "label", "english", "parent"),
    "rename": ("english",),
    "add-name": (),
    "remove-name": (),
    "block": ("entity", "name"),
    "unblock": ("entity", "name"),
    "undo": (),
}
"""The fields of each act, besides those that every change has."""

_EVERY: Final = ("id", "when", "who", "why", "do")
_LONGEST: Final = 300
_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_WHEN: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)")


class ChangeError(ValueError):
    """A change that cannot be taken.

    Attributes:
        field: the field of the change at fault.

    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Change:
    """One change: who made it when and why, what is done (``do``), and to what.

    ``entity`` is the id that is changed; ``into`` the one that takes it over (merge) or takes names from it (split);
    ``name`` and ``names`` are names as written; ``kind``, ``label``, ``english`` and ``parent`` describe a new entity;
    ``change`` is the id of the change that is undone. What an act has no use for is empty.
    """

    id: str
    when: dt.datetime
    who: str
    why: str
    do: Act
    entity: str = ""
    into: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    kind: str = ""
    label: str = ""
    english: str = ""
    parent: str = ""
    change: str = ""


def new_change(do: Act, who: str, why: str, now: dt.datetime | None = None, **what: Any) -> Change:
    """A change made now, with an id of its own.

    Raises:
        ChangeError: a field is missing, unknown to the act, or has a value that cannot be used.

    """
    when = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    record = {
        "id": f"{when:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
        "when": _written(when),
        "who": who,
        "why": why,
        "do": do,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in what.items() if value},
    }
    return read_change(record)


def read_change(record: object) -> Change:
    """The change that a line's JSON value says.

    Raises:
        ChangeError: a field is missing, unknown to the act, or has a value that cannot be used.

    """
    if not isinstance(record, Mapping):
        raise ChangeError("line", "must be a JSON object")
    for name in _EVERY:
        if name not in record:
            raise ChangeError(name, "is missing")
    do = record["do"]
    if do not in ACTS:
        raise ChangeError("do", f"must be one of {', '.join(ACTS)}, not {do!r}")
    allowed = (*_EVERY, *_NEEDED[do], *_ALLOWED[do])
    for name in record:
        if name not in allowed:
            raise ChangeError(str(name), f"is no field of {do}")
    for name in _NEEDED[do]:
        if name not in record:
            raise ChangeError(name, f"is missing: {do} needs it")
    if do in ("block", "unblock") and ("entity" in record) == ("name" in record):
        raise ChangeError("entity", f"{do} takes either an entity or a name")
    values = {name: _value(name, value) for name, value in record.items()}
    return Change(**values)


def _value(name: str, value: object) -> Any:
    if name == "names":
        if not isinstance(value, list | tuple) or not value:
            raise ChangeError(name, "must be a list of names")
        return tuple(dict.fromkeys(_name(name, one) for one in value))
    text = _text(name, value)
    match name:
        case "id" | "change":
            if not _ID.fullmatch(text):
                raise ChangeError(name, f"must be letters, digits, dots and hyphens, not {text!r}")
        case "when":
            return _when(text)
        case "kind":
            if text not in KINDS:
                raise ChangeError(name, f"must be one of {', '.join(KINDS)}, not {text!r}")
        case "name" | "label":
            return _name(name, text)
        case "entity" | "into" | "parent":
            if any(char.isspace() for char in text):
                raise ChangeError(name, f"an id has no spaces: {text!r}")
    return text


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ChangeError(name, f"must be text, not {type(value).__name__}")
    text = value.strip()
    if not text:
        raise ChangeError(name, "must not be empty")
    if len(text) > _LONGEST:
        raise ChangeError(name, f"must not be longer than {_LONGEST} characters")
    if not text.isprintable():
        raise ChangeError(name, f"must have no control characters: {text!r}")
    return text


def _name(field: str, value: object) -> str:
    text = _text(field, value)
    if not name_key(text):
        raise ChangeError(field, f"must have a letter or digit: {text!r}")
    return text


def _when(text: str) -> dt.datetime:
    try:
        if not _WHEN.fullmatch(text):
            raise ValueError(text)  # noqa: TRY301 - one way out
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise ChangeError("when", f"must be a time in UTC such as 2026-11-25T20:15:30Z, not {text!r}") from error


def _written(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def write_change(change: Change) -> bytes:
    """The line that `read_change` reads as this change; ends with a newline."""
    record: dict[str, Any] = {}
    for field in fields(Change):
        value = getattr(change, field.name)
        if value:
            record[field.name] = _written(value) if isinstance(value, dt.datetime) else value
    return orjson.dumps(record) + b"\n"


__all__ = [
    "ACTOR_KINDS",
    "ACTS",
    "KINDS",
    "PLACE_KINDS",
    "Act",
    "Change",
    "ChangeError",
    "new_change",
    "read_change",
    "write_change",
]
