"""Every field of the index as data: what it holds, how it is searched and what it weighs.

Both engines make their index from this list, so that a field added here exists in both. A *text* field holds the
terms of one tier of our own analyzer, already analysed and joined by spaces; a *keyword* field holds whole values; a
*number* field sorts, filters or makes bars; the one *stored* field carries the article itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.request import TermFacet

FieldType = Literal["text", "keyword", "number", "stored"]
Tier = Literal["exact", "norm", "family"]

TIERS: tuple[Tier, ...] = ("exact", "norm", "family")
"""The tiers of `search.analysis`, from the strictest to the loosest."""

SCHEMA_VERSION = 12
"""Raised with every change to `SCHEMA` or to the terms of the analyzer; an index of another version must be rebuilt."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index.

    ``boost`` multiplies the BM25 score of a match in a text field. ``multi`` fields hold any number of values. Fields
    without ``positions`` hold each term once in an article, and no order: no phrase can be looked for in them.
    """

    name: str
    type: FieldType
    description: str
    boost: float = 1.0
    multi: bool = False
    positions: bool = True


SCHEMA: tuple[Field, ...] = (
    Field("id", "keyword", "The article's id: one article an id."),
    Field(
        "digest",
        "keyword",
        "Hash of the source record and of the extraction that read it: unchanged records are skipped.",
    ),
    Field("article", "stored", "The whole article with its mentions, as JSON."),
    Field("title_exact", "text", "Title as written, without harakat, tatweel and invisible characters.", 0.25),
    Field("title_norm", "text", "Title with spelling variants folded together.", 0.25),
    Field("title_family", "text", "Title as word families.", 0.6),
    Field("text_exact", "text", "Title and body as written, like title_exact; a gap between the two.", 0.3),
    Field("text_norm", "text", "Title and body with spelling variants folded together; a gap between the two.", 0.25),
    Field("text_family", "text", "Title and body as word families; a wide gap between sentences.", 1.0),
    Field(
        "text_skeleton",
        "text",
        "Skeletons of the word families of title and body, each once; they only rank.",
        1.0,
        positions=False,
    ),
    Field(
        "place_name", "text", "Names and labels of the places mentioned, folded; a gap between one name and the next."
    ),
    Field(
        "actor_name", "text", "Names and labels of the actors mentioned, folded; a gap between one name and the next."
    ),
    Field("source_name", "text", "Name of the source, folded."),
    Field("place", "keyword", "Canonical ids of the places mentioned.", multi=True),
    Field(
        "place_tree",
        "keyword",
        "Ids of the places mentioned and of all places that they lie in, up to regions: what the facet counts.",
        multi=True,
    ),
    Field("actor", "keyword", "Canonical ids of the people and organisations mentioned.", multi=True),
    Field("source", "keyword", "The source, as given."),
    Field("section", "keyword", "The section, as given."),
    Field("published_day", "number", "Publication day, in days since 1970-01-01."),
    Field("published_month", "number", "Publication month, year * 12 + month - 1."),
    Field(
        "newest", "number", "Sort key, largest first: time of publication and a hash of the id; undated articles last."
    ),
    Field("oldest", "number", "Sort key, smallest first: the same, undated articles last."),
    Field(
        "mentioned", "keyword", "Nodes of the calendar tree covered by dates in the text (search.calendar).", multi=True
    ),
    Field("mentioned_year", "number", "Years that dates in the text touch.", multi=True),
)

FIELDS: dict[str, Field] = {field.name: field for field in SCHEMA}

FACET_FIELDS: dict[TermFacet, str] = {
    "place": "place_tree",
    "actor": "actor",
    "source": "source",
    "section": "section",
}
"""The keyword field that each term facet counts and filters: choosing a country finds its cities too."""

COUNTED: tuple[str, ...] = (*FACET_FIELDS.values(), "published_day", "published_month", "mentioned_year")
"""The fields whose values facets count."""

GAP = "_"
"""A term that is indexed nowhere and keeps its position: it stands between two names, and between title and
body, so that no phrase spans both."""

LONGEST_SENTENCE = 100
"""Words of a sentence; what is longer counts as several. Of the sentences of our news sets, 2 % are."""
MOST_TOGETHER = 4
"""Words that one search in a sentence may ask for."""
SENTENCE_GAP = (MOST_TOGETHER - 1) * LONGEST_SENTENCE
"""Gaps between two sentences in ``text_family``. A way through `MOST_TOGETHER` words of one sentence, in any order, is
shorter than this, and one that leaves the sentence is longer."""

WIDE_GAP = f" {GAP}" * SENTENCE_GAP + " "
"""What stands between two sentences in ``text_family``."""
