"""Persons: those the gazetteer knows, those a title announces, and those the tagger or their name words show.

After a title (وزير الدفاع الأميركي, المتحدث باسم التحالف الدولي الكولونيل) the words that look like a name are a
person's, known or not. Once a full name has been met, one of its words alone means the same person.
"""

from __future__ import annotations

from indexer.extract.persons.bounds import NameBounds
from indexer.extract.persons.found import FoundPersons, PersonHit
from indexer.extract.persons.known import KnownPersons
from indexer.extract.persons.listed import ListedPersons
from indexer.extract.persons.reading import PersonReading
from indexer.extract.persons.short_forms import ShortForms
from indexer.extract.persons.titled import TitledPersons
from indexer.extract.persons.untitled import UntitledPersons

__all__ = ["PersonHit", "PersonReading", "find_persons"]


def find_persons(reading: PersonReading) -> list[PersonHit]:
    """Return all persons in text order."""
    bounds, found = NameBounds(reading), FoundPersons(reading)
    KnownPersons(reading, bounds, found).take()
    TitledPersons(reading, bounds, found).take()
    untitled = UntitledPersons(reading, bounds, found)
    untitled.take_tagged()
    untitled.take_bare()
    untitled.take_nationals()
    ListedPersons(reading, bounds, found).take()
    names = ShortForms(reading, found)
    names.trim()
    names.merge()
    names.give_own()
    names.take_short_forms()
    names.settle_shared()
    found.hits.sort(key=lambda hit: hit.first)
    return found.hits
