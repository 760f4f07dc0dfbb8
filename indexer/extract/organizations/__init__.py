"""Organisations: those the gazetteer knows, a state's institutions named without it, and unknown ones.

A weak name (الهلال, النصر) counts where a noun says what it is (نادي), on a sports page, or where the tagger says so.
Unknown ones are named by a noun that begins such names (غرفة أبها, شركة «ريكاردو») or shown by the tagger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.organizations.called import CalledOrganizations
from indexer.extract.organizations.chains import NameChains
from indexer.extract.organizations.found import FoundOrganizations, OrganizationHit
from indexer.extract.organizations.headed import HeadedOrganizations
from indexer.extract.organizations.institutions import Institutions
from indexer.extract.organizations.listed import ListedOrganizations
from indexer.extract.organizations.longer import LongerNames
from indexer.extract.organizations.numbered import NumberedOrganizations
from indexer.extract.organizations.reading import OrganizationReading
from indexer.extract.organizations.town_clubs import TownClubs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.dedications import Dedication

__all__ = ["OrganizationHit", "OrganizationReading", "find_organizations"]


def find_organizations(reading: OrganizationReading, dedications: Sequence[Dedication] = ()) -> list[OrganizationHit]:
    """Return all organisations in text order, those called after persons among them."""
    found, chains = FoundOrganizations(reading), NameChains(reading)
    institutions = Institutions(reading, found, chains)
    listed = ListedOrganizations(reading, found, chains, institutions)
    called = CalledOrganizations(reading, found, chains)
    headed = HeadedOrganizations(reading, found, chains)
    for dedication in dedications:
        if not dedication.site:
            found.take_dedicated(dedication)
    for one in reading.candidates:
        if not reading.free(one.first, one.last):
            continue
        if one.institution is not None:
            institutions.take(one)
        else:
            listed.take(one)
    institutions.take_services()
    numbered = NumberedOrganizations(reading, found)
    numbered.take_units()
    numbered.take_sums()
    called.take_parties()
    called.take_clubs()
    TownClubs(reading, found).take()
    called.take_among_clubs()
    called.take_opponents()
    headed.take_departments()
    headed.take_offices()
    headed.take_stations()
    headed.take_services()
    headed.take_seated()
    headed.take_councils()
    headed.take_spoken_to()
    headed.take_quoted()
    headed.take_headed()
    called.take_short()
    called.take_tagged()
    called.take_beside_groups()
    called.settle()
    LongerNames(reading, found).take_fields()
    numbered.take_bodies()
    found.hits.sort(key=lambda hit: hit.first)
    return found.hits
