"""What every part of the embedded engine needs: tantivy's schema, its analyzer on spaces, its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import tantivy

from search.errors import IndexDamaged
from search.schema import GAP, SCHEMA

_ANALYZER: Final = "terms"
ROW: Final = "row"
"""The field with an article's row in the columns (`tantivy_columns`)."""
ROW_BIT: Final = "row_bit"
"""The field with the bit of an article's row among those of a run of `RUN` rows."""
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


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn tantivy's errors, its panics among them, into ours."""
    try:
        yield
    except ValueError as error:
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
