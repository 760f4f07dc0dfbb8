"""The gazetteer's rows with the corrections people made written into them.

Rows of what was merged or blocked go away, what they were called goes to what they were merged into, new entities get
rows of their own. Reading and indexing the rows is as for the shipped ones (`search.entities.gazetteer`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from search.entities.corrections import Corrections, name_in_id, unknown_kind
from search.entities.entity import Entity
from search.entities.names import name_key

Row = dict[str, Any]

_NAME_LISTS = ("names", "weak", "short", "shared_short")


def corrected_rows(
    rows: list[Row], gathered: list[Row], corrections: Corrections, made: Callable[[str], Entity | None]
) -> tuple[list[Row], list[Row]]:
    """The two lists of rows as corrected; the rows given stay as they are.

    ``made`` gives the entity of an id that has no row, such as an institution's, as it is without corrections.
    """
    shipped = {row["id"]: row for row in (*gathered, *rows)}
    touched = {
        *corrections.added,
        *corrections.labels,
        *corrections.names,
        *corrections.removed,
        *corrections.merged.values(),
    }
    gone = {*corrections.merged, *corrections.blocked}
    changed: dict[str, Row] = {}
    for entity in sorted(touched - gone):
        row = _row(entity, shipped, corrections, made)
        if row is not None:
            changed[entity] = row
    for row in changed.values():
        _name(row, shipped, corrections, made)
    for row in changed.values():
        if row.get("parents"):
            row["parents"] = _parents(row["id"], row["parents"], shipped | changed, corrections)

    def corrected(some: list[Row]) -> list[Row]:
        out = []
        for row in some:
            if row["id"] in gone:
                continue
            if row["id"] in changed:
                out.append(changed.pop(row["id"]))
            elif any(parent in corrections.merged for parent in row.get("parents", ())):
                out.append({**row, "parents": _parents(row["id"], row["parents"], shipped, corrections)})
            else:
                out.append(row)
        return out

    handwritten, others = corrected(rows), corrected(gathered)
    return [*handwritten, *changed.values()], others


def _row(
    entity: str, shipped: dict[str, Row], corrections: Corrections, made: Callable[[str], Entity | None]
) -> Row | None:
    """A copy of an entity's row that may be changed; made from the change or from the id where it has none."""
    if (row := shipped.get(entity)) is not None:
        return {**row, **{name: list(row[name]) for name in _NAME_LISTS if name in row}}
    if (new := corrections.added.get(entity)) is not None:
        parents = [new.parent, *shipped.get(new.parent, {}).get("parents", ())] if new.parent else []
        return {"id": entity, "kind": new.kind, "ar": new.label, "en": new.english, "parents": parents}
    if kind := unknown_kind(entity):
        return {"id": entity, "kind": kind, "ar": name_in_id(entity)}
    known = made(entity)
    if known is None:
        return None
    return {
        "id": entity,
        "kind": known.kind,
        "type": known.type,
        "ar": known.label,
        "en": known.english,
        "country": known.country,
        "names": list(known.names),
    }


def _name(row: Row, shipped: dict[str, Row], corrections: Corrections, made: Callable[[str], Entity | None]) -> None:
    """Give a row its label and names: its own, those of what was merged into it and those added, less those removed."""
    entity = row["id"]
    names = list(row.get("names", ()))
    if unknown_kind(entity):
        names.append(name_in_id(entity))
    for part, whole in corrections.merged.items():
        if whole == entity:
            other = _row(part, shipped, corrections, made)
            if other is not None:
                names += [other["ar"], *other.get("names", ())]
                for some in (*_NAME_LISTS[1:], "roles"):
                    if some in other:
                        row[some] = [*row.get(some, ()), *other[some]]
            if part in corrections.labels:
                names.append(corrections.labels[part][0])
    if entity in corrections.labels:
        label, english = corrections.labels[entity]
        names.append(row["ar"])
        row["ar"] = label
        row["en"] = english or row.get("en", "")
    removed = corrections.removed.get(entity, set())
    added = corrections.names.get(entity, {})
    kept: list[str] = []
    for name in (*names, *added.values()):
        key = name_key(name)
        if name not in kept and name != row["ar"] and (key not in removed or key in added):
            kept.append(name)
    row["names"] = kept
    for some in _NAME_LISTS[1:]:
        if some in row:
            row[some] = [name for name in row[some] if name_key(name) not in removed and name_key(name) not in added]


def _parents(place: str, parents: Iterable[str], rows: dict[str, Row], corrections: Corrections) -> list[str]:
    """A place's parents where some of them were merged: what took them over and its parents, never the place itself."""
    out: dict[str, None] = {}
    waiting = list(parents)
    seen: set[str] = set()
    while waiting:
        parent = waiting.pop(0)
        whole = corrections.resolved(parent)
        if whole in out or whole == place or parent in seen:
            continue
        seen.add(parent)
        out[whole] = None
        if whole != parent:
            # what the place lies in from here on is what the other one lies in
            waiting = list(rows.get(whole, {}).get("parents", ()))
    return list(out)
