"""Known places, people and organisations: `Entity`, and the `Gazetteer` that finds them by id and by name.

What people correct of them is in `Corrections`, made of the changes kept in an `EntitiesFile`.
"""

from search.entities.corrections import NONE, Corrections
from search.entities.corrections_file import EntitiesFile
from search.entities.entity import Entity, Role
from search.entities.gazetteer import Gazetteer

__all__ = ["NONE", "Corrections", "EntitiesFile", "Entity", "Gazetteer", "Role"]
