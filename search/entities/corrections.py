"""What the changes people made add up to: which entities are one, what they are called, what is none.

Changes are taken in their order, those undone left out; the same changes always give the same. A change that says
nothing any more, because the gazetteer has since learnt it, is no error: only a new change is checked against what is
known (`check`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from search.entities.changes import ACTOR_KINDS, Change, ChangeError, write_change
from search.entities.names import name_key

if TYPE_CHECKING:
    from search.entities.entity import Entity
    from search.entities.gazetteer import Gazetteer

#: How the ids of names begin that were found in articles and are in no gazetteer, and the kind each stands for.
UNKNOWN_KINDS: Final = {"person:": "person", "org:": "organization", "place:": "site"}


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that a change made."""

    id: str
    kind: str
    label: str
    english: str = ""
    parent: str = ""


def unknown_kind(entity_id: str) -> str:
    """The kind of a name that was found in articles and is in no gazetteer; empty for all other ids."""
    return next((kind for prefix, kind in UNKNOWN_KINDS.items() if entity_id.startswith(prefix)), "")


def name_in_id(entity_id: str) -> str:
    """The name that such an id was made from, in folded letters: ``person:علي_حسن`` → ``علي حسن``."""
    return entity_id.partition(":")[2].replace("_", " ")


class Corrections:
    """All changes that hold, as look-ups. Equal where the changes are; never altered.

    ``added`` are new entities by id; ``labels`` new labels (Arabic, English) by id; ``names`` names added, by id, and
    ``removed`` keys of names taken away, by id; ``moved`` maps (id, key of a name) to the entity that took the name
    over; ``blocked`` are ids, and ``blocked_names`` keys of names, that are no mention of anything.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        """Take every change of a file in its order, those undone included.

        Raises:
            ChangeError: a change has the id of another, undoes what is not there, or merges two entities in a circle.

        """
        self.changes: tuple[Change, ...] = tuple(changes)
        self.added: dict[str, NewEntity] = {}
        self.labels: dict[str, tuple[str, str]] = {}
        self.names: dict[str, dict[str, str]] = {}
        self.removed: dict[str, set[str]] = {}
        self.moved: dict[tuple[str, str], str] = {}
        self.blocked: set[str] = set()
        self.blocked_names: dict[str, str] = {}
        self._merged: dict[str, str] = {}
        self.held = held(self.changes)
        for change in self.held:
            self._take(change)
        self.merged: dict[str, str] = {entity: self.resolved(entity) for entity in self._merged}
        self._fingerprint = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corrections) and self.changes == other.changes

    def __hash__(self) -> int:
        return hash(self.changes)

    def __bool__(self) -> bool:
        return bool(self.held)

    def __reduce__(self) -> tuple[type[Corrections], tuple[tuple[Change, ...]]]:
        return Corrections, (self.changes,)

    @property
    def fingerprint(self) -> str:
        """A short text that differs wherever other changes hold; empty where none do."""
        if self.held and not self._fingerprint:
            lines = b"".join(write_change(change) for change in self.held)
            self._fingerprint = hashlib.blake2b(lines, digest_size=8).hexdigest()
        return self._fingerprint

    def resolved(self, entity_id: str) -> str:
        """The entity that an id is part of now: itself, or what it was merged into."""
        while entity_id in self._merged:
            entity_id = self._merged[entity_id]
        return entity_id

    def shown(self, entity_id: str) -> str | None:
        """The id under which an entity is shown; None where it is blocked."""
        resolved = self.resolved(entity_id)
        return None if resolved in self.blocked else resolved

    def parts(self, entity_id: str) -> tuple[str, ...]:
        """The ids that are shown as this one, itself first; none where it is blocked or merged into another."""
        if self.shown(entity_id) != entity_id:
            return ()
        return (entity_id, *sorted(part for part, whole in self.merged.items() if whole == entity_id))

    def mention(self, entity_id: str, name: str) -> str | None:
        """The id under which a mention of an entity by a name is shown; None where it is none any more."""
        key = name_key(name)
        if key in self.blocked_names:
            return None
        resolved = self.resolved(entity_id)
        moved = self.moved.get((resolved, key)) or self.moved.get((entity_id, key))
        if moved is not None:
            resolved = self.resolved(moved)
        if key in self.removed.get(resolved, ()) or resolved in self.blocked:
            return None
        return resolved

    # ---- one change after the other

    def _take(self, change: Change) -> None:
        entity = self.resolved(change.entity)
        match change.do:
            case "add":
                self._new(change.entity, change)
            case "merge":
                into = self.resolved(change.into)
                if entity == into:
                    raise ChangeError("into", f"{change.entity} and {change.into} are one entity already")
                self._merged[entity] = into
                for name in change.names:
                    self._name(into, name)
                for key, name in self.names.pop(entity, {}).items():
                    self.names.setdefault(into, {}).setdefault(key, name)
            case "split":
                into = self.resolved(change.into)
                if change.label and change.kind:
                    self._new(into, change)
                for name in change.names:
                    key = name_key(name)
                    self._remove(entity, key)
                    self.moved[entity, key] = into
                    self._name(into, name)
            case "rename":
                self.labels[entity] = (change.label, change.english)
            case "add-name":
                self._name(entity, change.name)
            case "remove-name":
                self._remove(entity, name_key(change.name))
            case "block" if change.name:
                self.blocked_names[name_key(change.name)] = change.name
            case "block":
                self.blocked.add(entity)
            case "unblock" if change.name:
                self.blocked_names.pop(name_key(change.name), None)
            case "unblock":
                self.blocked.discard(entity)

    def _new(self, entity: str, change: Change) -> None:
        self.added[entity] = NewEntity(entity, change.kind, change.label, change.english, change.parent)
        if change.do == "add":
            for name in change.names:
                self._name(entity, name)

    def _name(self, entity: str, name: str) -> None:
        key = name_key(name)
        self.names.setdefault(entity, {})[key] = name
        self.removed.get(entity, set()).discard(key)
        self.moved.pop((entity, key), None)

    def _remove(self, entity: str, key: str) -> None:
        self.names.get(entity, {}).pop(key, None)
        self.removed.setdefault(entity, set()).add(key)


def held(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that hold: those that no change which holds itself undoes, without the undoing ones.

    Raises:
        ChangeError: two changes have one id, or a change undoes what is not before it.

    """
    before: set[str] = set()
    for change in changes:
        if change.id in before:
            raise ChangeError("id", f"another change before has the id {change.id}")
        if change.do == "undo" and change.change not in before:
            raise ChangeError("change", f"there is no change {change.change} before this one")
        before.add(change.id)
    undone = undone_changes(changes)
    return tuple(change for change in changes if change.id not in undone and change.do != "undo")


def undone_changes(changes: Sequence[Change]) -> frozenset[str]:
    """The ids of the changes that a later one undoes which is not undone itself."""
    undone: set[str] = set()
    for change in reversed(changes):
        if change.do == "undo" and change.id not in undone:
            undone.add(change.change)
    return frozenset(undone)


NONE: Final = Corrections()


# ---- a new change


def check(change: Change, corrections: Corrections, gazetteer: Gazetteer) -> None:
    """Raise ChangeError unless a new change makes sense beside those that hold.

    ``gazetteer`` is the corrected one: what is known with the changes so far.
    """
    match change.do:
        case "add":
            if _known(change.entity, corrections, gazetteer) is not None:
                raise ChangeError("entity", f"there is an entity {change.entity} already")
            _check_parent(change, gazetteer)
        case "merge":
            entity, into = _require("entity", change.entity, corrections, gazetteer), change.into
            target = _require("into", into, corrections, gazetteer)
            if corrections.resolved(change.entity) == corrections.resolved(into):
                raise ChangeError("into", f"{change.entity} and {into} are one entity already")
            if (entity in ACTOR_KINDS) != (target in ACTOR_KINDS):
                raise ChangeError(
                    "into", f"a place and an actor cannot be one: {change.entity} is a {entity}, {into} a {target}"
                )
        case "split":
            _check_split(change, corrections, gazetteer)
        case "rename":
            _require("entity", change.entity, corrections, gazetteer)
            known = gazetteer.get(change.entity)
            if known is not None and (known.label, known.english) == (change.label, change.english or known.english):
                raise ChangeError("label", f"{change.entity} is called {change.label} already")
        case "add-name":
            _require("entity", change.entity, corrections, gazetteer)
            if name_key(change.name) in _keys(gazetteer.get(change.entity)):
                raise ChangeError("name", f"{change.entity} has the name {change.name} already")
            if name_key(change.name) in corrections.blocked_names:
                raise ChangeError("name", f"{change.name} is blocked: unblock it first")
        case "remove-name":
            _require("entity", change.entity, corrections, gazetteer)
            _check_has(change.name, "name", change.entity, gazetteer)
        case "block" | "unblock":
            _check_block(change, corrections, gazetteer)
        case "undo":
            _check_undo(change, corrections)


def _known(entity_id: str, corrections: Corrections, gazetteer: Gazetteer) -> str | None:
    """The kind of an entity that the gazetteer or a change knows; None for any other id."""
    if (new := corrections.added.get(entity_id)) is not None:
        return new.kind
    known = gazetteer.get(corrections.resolved(entity_id))
    return None if known is None else known.kind


def _require(field: str, entity_id: str, corrections: Corrections, gazetteer: Gazetteer) -> str:
    """The kind of an entity that may be changed."""
    if entity_id != (whole := corrections.resolved(entity_id)):
        raise ChangeError(field, f"{entity_id} was merged into {whole}: name that, or undo the merge")
    if entity_id in corrections.blocked:
        raise ChangeError(field, f"{entity_id} is blocked: unblock it first")
    kind = _known(entity_id, corrections, gazetteer) or unknown_kind(entity_id)
    if not kind:
        raise ChangeError(field, f"there is no entity {entity_id}: `fihris entities list TEXT` finds ids")
    return kind


def _keys(entity: Entity | None) -> set[str]:
    return set() if entity is None else {name_key(one) for one in (entity.label, *entity.names, *entity.short)}


def _check_has(name: str, field: str, entity_id: str, gazetteer: Gazetteer) -> None:
    entity = gazetteer.get(entity_id)
    label = entity.label if entity is not None else name_in_id(entity_id)
    if name_key(name) == name_key(label):
        raise ChangeError(field, f"{name} is what {entity_id} is called: rename it first")
    weak = set() if entity is None else set(map(name_key, entity.weak))
    if name_key(name) not in _keys(entity) | weak:
        names = "، ".join(entity.names) if entity is not None else ""
        raise ChangeError(field, f"{entity_id} has no name {name}; its names are: {names or 'none'}")


def _check_parent(change: Change, gazetteer: Gazetteer) -> None:
    if not change.parent:
        return
    if change.kind in ACTOR_KINDS:
        raise ChangeError("parent", "only places lie in places")
    parent = gazetteer.get(change.parent)
    if parent is None or not parent.is_place:
        raise ChangeError("parent", f"there is no place {change.parent}")
    if change.parent in (change.entity, change.into):
        raise ChangeError("parent", "a place cannot lie in itself")


def _check_split(change: Change, corrections: Corrections, gazetteer: Gazetteer) -> None:
    kind = _require("entity", change.entity, corrections, gazetteer)
    if change.into == change.entity:
        raise ChangeError("into", "must be another entity")
    for name in change.names:
        _check_has(name, "names", change.entity, gazetteer)
    known = _known(change.into, corrections, gazetteer)
    if known is not None:
        if change.kind or change.label or change.parent:
            raise ChangeError("into", f"there is an entity {change.into} already: give it no kind, label or parent")
        _require("into", change.into, corrections, gazetteer)
        if (known in ACTOR_KINDS) != (kind in ACTOR_KINDS):
            raise ChangeError("into", f"a place and an actor share no names: {change.into} is a {known}")
        return
    for field in ("kind", "label"):
        if not getattr(change, field):
            raise ChangeError(field, f"is missing: there is no entity {change.into} yet")
    if (change.kind in ACTOR_KINDS) != (kind in ACTOR_KINDS):
        raise ChangeError("kind", f"a part of a {kind} cannot be a {change.kind}")
    _check_parent(change, gazetteer)


def _check_block(change: Change, corrections: Corrections, gazetteer: Gazetteer) -> None:
    if change.name:
        blocked = name_key(change.name) in corrections.blocked_names
        if blocked is (change.do == "block"):
            raise ChangeError("name", f"{change.name} is {'blocked already' if blocked else 'not blocked'}")
        return
    whole = corrections.resolved(change.entity)
    blocked = whole in corrections.blocked
    if blocked is (change.do == "block"):
        raise ChangeError("entity", f"{change.entity} is {'blocked already' if blocked else 'not blocked'}")
    if change.do == "block":
        _require("entity", change.entity, corrections, gazetteer)


def _check_undo(change: Change, corrections: Corrections) -> None:
    target = next((one for one in corrections.changes if one.id == change.change), None)
    if target is None:
        raise ChangeError("change", f"there is no change {change.change}: `fihris entities log` lists them")
    if target.id in undone_changes(corrections.changes):
        raise ChangeError("change", f"{change.change} is undone already: undo what undid it")
    # an entity that others changes speak of cannot go away beneath them
    made = {"add": target.entity, "split": target.into if target.kind else ""}.get(target.do)
    for other in corrections.held:
        if made and other.id != target.id and made in (other.entity, other.into, other.parent):
            raise ChangeError("change", f"{other.id} ({other.do}) needs {made}: undo that first")


__all__ = [
    "NONE",
    "Corrections",
    "NewEntity",
    "check",
    "held",
    "name_in_id",
    "undone_changes",
    "unknown_kind",
]
