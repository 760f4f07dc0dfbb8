"""What a version of the index is made with on an Elasticsearch server: settings, analysis and mapping.

All of it is generated from `search.schema` and the tables of `search.analysis`. The text fields of the schema hold
terms of our own analyzer and are cut on spaces alone; beside them ``title`` and ``body`` are analysed by the server, so
that other clients of the same index (Kibana, a script) get sensible Arabic.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from search.analysis.folding import COMPOSED_HAMZA, NUMBER_RULES, SEAT_RULES, fold_character, plain_character
from search.query.stop_words import STOP_WORDS
from search.schema import GAP, SCHEMA, SCHEMA_VERSION, SENTENCE_GAP, Field

META: Final = "fihris"
"""The key of our entry in a version's mapping ``_meta``."""
_LONGEST_TERM: Final = 8191
"""Characters; Lucene refuses a term of more than 32,766 bytes, and a character has at most 4."""
_NOT_SEARCHED: Final = frozenset({"id", "digest"})
"""Keyword fields that are only read back: an article is found by the server's own ``_id``."""
STORED: Final = ("article", "digest")
"""What of a document is kept in its ``_source``; all else is made anew from the article when the index is rebuilt."""


def _code(text: str) -> str:
    """Characters as code points (backslash, u, four hex digits): an invisible one is lost where rules are trimmed."""
    return "".join(f"\\u{ord(char):04x}" for char in text)


def _rules(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Rules of a mapping char filter, ``from=>to``; an empty right side drops."""
    return [f"{_code(before)}=>{_code(after)}" for before, after in pairs if before != after]


def folding_filters() -> dict[str, dict[str, Any]]:
    """`search.analysis.folding` as char filters by name, in the order in which they run.

    Characters beyond the basic plane, of which none is Arabic text, are left as they are.
    """
    characters = [chr(code) for code in range(0xD800)] + [chr(code) for code in range(0xE000, 0x10000)]
    plain = [*COMPOSED_HAMZA.items(), *((char, plain_character(char)) for char in characters)]
    letters = [
        (char, folded)
        for char in characters
        if plain_character(char) == char and (folded := fold_character(char)) != char.lower()
    ]
    rewritten = {
        f"fihris_{kind}_{number}": {
            "type": "pattern_replace",
            "pattern": rule.pattern.pattern,
            "replacement": rule.replacement,
        }
        for kind, rules in (("seat", SEAT_RULES), ("number", NUMBER_RULES))
        for number, rule in enumerate(rules, 1)
    }
    seats = {name: made for name, made in rewritten.items() if name.startswith("fihris_seat")}
    return {
        "fihris_plain": {"type": "mapping", "mappings": _rules(plain)},
        **seats,
        "fihris_letters": {"type": "mapping", "mappings": _rules(letters)},
        **{name: made for name, made in rewritten.items() if name not in seats},
    }


def _analysis() -> dict[str, Any]:
    folding = folding_filters()
    return {
        "char_filter": folding,
        "tokenizer": {"fihris_spaces": {"type": "whitespace", "max_token_length": _LONGEST_TERM}},
        "filter": {
            # a stop filter keeps the positions of what it drops, so that no phrase spans the gap
            "fihris_gap": {"type": "stop", "stopwords": [GAP]},
            "fihris_stop": {"type": "stop", "stopwords": sorted(STOP_WORDS)},
        },
        "analyzer": {
            "fihris_terms": {"type": "custom", "tokenizer": "fihris_spaces", "filter": ["fihris_gap"]},
            "fihris_arabic": {
                "type": "custom",
                "char_filter": list(folding),
                "tokenizer": "standard",
                "filter": ["lowercase", "decimal_digit", "fihris_stop", "arabic_normalization", "arabic_stem"],
            },
        },
    }


def _property(field: Field) -> dict[str, Any]:
    match field.type:
        case "text":
            if not field.positions:  # the number of times is left out too: each term stands once
                return {"type": "text", "analyzer": "fihris_terms", "index_options": "docs"}
            return {
                "type": "text",
                "analyzer": "fihris_terms",
                "index_options": "positions",
                "position_increment_gap": SENTENCE_GAP,  # only sentences are several values of one field
            }
        case "keyword":
            searched = field.name not in _NOT_SEARCHED
            return {
                "type": "keyword",
                "index": searched,
                # ids alone are read from here, without unpacking the articles
                "doc_values": searched or field.name == "id",
                "ignore_above": _LONGEST_TERM,
            }
        case "number":
            return {"type": "long"}
        case "stored":
            return {"type": "object", "enabled": False}


def properties() -> dict[str, Any]:
    """The mapping of every field: those of the schema, and the texts as other clients search them.

    Where words stand in the body is kept once, in the fields of the schema: 7 % less on disk.
    """
    fields = {field.name: _property(field) for field in SCHEMA}
    for name, kept in (("title", "positions"), ("body", "freqs")):
        fields[name] = {"type": "text", "analyzer": "fihris_arabic", "index_options": kept}
    return fields


def creation(meta: dict[str, Any], *, shards: int) -> dict[str, Any]:
    """The body of the request that makes a version, set for loading: no refreshes, no replicas.

    ``meta`` is kept in the mapping together with our schema version.
    """
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": 0,
                "auto_expand_replicas": False,
                "refresh_interval": "-1",
                "codec": "best_compression",
                "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
                "analysis": _analysis(),
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {META: {"schema": SCHEMA_VERSION, **meta}},
            "_source": {"includes": list(STORED)},
            "properties": properties(),
        },
    }


def serving_settings(replicas: int) -> dict[str, Any]:
    """The settings of a version that is searched; copies are made as far as there are nodes to hold them."""
    return {
        "index": {
            "refresh_interval": "5s",
            "auto_expand_replicas": f"0-{replicas}" if replicas else False,
        }
    }
