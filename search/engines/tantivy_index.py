"""What every part of the embedded engine needs: tantivy's schema, its analyzer on spaces, its errors as ours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import tantivy
from isal import isal_zlib

from search.errors import IndexDamaged
from search.schema import GAP, SCHEMA

_ANALYZER: Final = "terms"
ROW: Final = "row"
"""The field with an article's row in the columns (`tantivy_columns`)."""
ROW_BIT: Final = "row_bit"
"""The field with the bit of an article's row among those of a run of `RUN` rows."""
_PACKED_LEVEL: Final = 3
"""ISA-L's highest: in two fifths of the time of zlib's level 4, and 6 % longer."""
_COMMON: Final = (
    " لم بن أي ذلك قبل عبد هو خلال كل بعد غير حتى عن لا أو ما مع التي الذي"
    " كما كان كانت هذه هذا قد بين أنه إن إلى أن على من في"
    '"},{"field":"title","start":0,"end":"","text":"","first":"2016-01-01","last":"2016-01-01","precision":"month","doubt":0'
    '"precision":"year","doubt":0},{"precision":"day","doubt":0},{"kind":"person"},"kind":"organization"},'
    '"lat":null,"lon":null},{"field":"body","start":1,"end":1,"name":"ال","id":"","label":"ال","lat":3,"lon":4}],"actors":['
    '{"id":"","title":"","body":"","url":"https://www.","source":"","section":"","author":"","published":null,"places":[],'
    '"actors":[],"dates":[]}'
).encode()
"""What stands in most articles, the most frequent last: with it a short text packs well too. Never changed, since what
was packed with it cannot be read with another."""
RUN: Final = 48
"""Sums of so many bits are exact in floating-point numbers."""


def index_schema() -> tantivy.Schema:
    """`search.schema` as tantivy fields, and where an article's facet values are."""
    builder = tantivy.SchemaBuilder()
    for field in SCHEMA:
        match field.type:
            case "text":
                option = "position" if field.positions else "basic"
                builder.add_text_field(field.name, tokenizer_name=_ANALYZER, index_option=option)
            case "keyword":
                if field.name == "digest":  # read back and never searched: text would be indexed
                    builder.add_bytes_field(field.name, stored=True, indexed=False)
                else:
                    stored = field.name == "id"
                    builder.add_text_field(field.name, stored=stored, tokenizer_name="raw", index_option="basic")
            case "number":
                builder.add_integer_field(field.name, fast=True)  # ranges and order need no index
            case "stored":
                builder.add_bytes_field(field.name, stored=True, indexed=False)
    builder.add_unsigned_field(ROW, fast=True)
    builder.add_unsigned_field(ROW_BIT, fast=True)
    return builder.build()


def packed(article: bytes) -> bytes:
    """An article's JSON as it is stored.

    tantivy packs what it stores with LZ4, which leaves Arabic in UTF-8 nearly as long as it was: half of its bytes say
    no more than "Arabic".
    """
    packer = isal_zlib.compressobj(_PACKED_LEVEL, zdict=_COMMON)
    return packer.compress(article) + packer.flush()


def unpacked(stored: bytes) -> bytes:
    """What `packed` packed; JSON that is not packed, as it was up to schema 4, comes back as it is.

    Raises:
        IndexDamaged: the stored bytes are neither.

    """
    if stored.startswith(b"{"):
        return stored
    unpacker = zlib.decompressobj(zdict=_COMMON)
    try:
        article = unpacker.decompress(stored)
    except zlib.error as error:
        raise IndexDamaged(f"a stored article cannot be read ({error}): reindex from the source files") from error
    if not unpacker.eof:
        raise IndexDamaged("a stored article is not whole: reindex from the source files")
    return article


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn tantivy's errors, its panics among them, into ours."""
    try:
        yield
    except ValueError as error:
        if "os error 28" in str(error):  # ENOSPC, which comes as text only
            raise IndexDamaged(
                "there is no space left on the disk of the index: make room, then run this again"
            ) from error
        if "index writer was killed" in str(error):  # one of its threads could not write; why, is not told
            raise IndexDamaged(
                "writing to the index failed, most likely for want of space on its disk: make room, then run this "
                "again; what was committed before is there"
            ) from error
        raise IndexDamaged(f"the index cannot be read ({error}): roll back or reindex") from error
    except OSError as error:
        raise IndexDamaged(f"the index's files cannot be used ({error})") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # derives from BaseException and is exported nowhere
            raise IndexDamaged(f"the index's files are damaged ({error}): roll back or reindex") from error
        raise


def register(index: tantivy.Index) -> tantivy.Index:
    """Tokenizers are not saved with an index: they are registered every time it is opened."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer(_ANALYZER, analyzer.filter(tantivy.Filter.custom_stopword([GAP])).build())
    return index
