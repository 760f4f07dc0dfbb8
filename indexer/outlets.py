"""Where a news source is at home: the country that "وزارة الداخلية" means in it where no other is named.

A source is known by the host of the article's address, else by its name; hosts under an Arab state's own domain need no
row in the table (``outlets.tsv``).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from search.entities.names import name_key

_TABLE: Final = Path(__file__).with_name("outlets.tsv")
#: Domains of the Arab states, which are their countries' codes.
_ARAB_STATES: Final = frozenset({"ae", "bh", "dj", "dz", "eg", "iq", "jo", "km", "kw", "lb", "ly"}) | frozenset(
    {"ma", "mr", "om", "ps", "qa", "sa", "sd", "so", "sy", "tn", "ye"}
)


def home_country(source: str, url: str) -> str:
    """Return the country (``sa``) of an article's source, by its address and name; empty where it is not known."""
    host = _host(url)
    hosts, names = _outlets()
    parts = host.split(".")
    for first in range(len(parts) - 1):
        country = hosts.get(".".join(parts[first:]))
        if country is not None:
            return country
    named = names.get(name_key(source), "")
    if named or parts[-1] not in _ARAB_STATES:
        return named
    return parts[-1]


def _host(url: str) -> str:
    try:
        return (urlsplit(url if "//" in url else "//" + url).hostname or "").rstrip(".")
    except ValueError:  # an address that is none: "http://[broken"
        return ""


@lru_cache(maxsize=1)
def _outlets() -> tuple[dict[str, str], dict[str, str]]:
    """Return the countries of the shipped outlets by host and by the key of their names."""
    hosts: dict[str, str] = {}
    names: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, _, known = line.partition("\t")
        for one in known.split("|"):
            if "." in one and one.isascii() and " " not in one:
                hosts[one] = country
            names[name_key(one)] = country
    return hosts, names
