"""Known places, people and organisations: `Entity`, and the `Gazetteer` that finds them by id and by name."""

from search.entities.entity import Entity, Role
from search.entities.gazetteer import Gazetteer

__all__ = ["Entity", "Gazetteer", "Role"]
