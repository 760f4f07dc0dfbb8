"""What every part of the embedded engine needs: tantivy's schema, its analyzer on spaces, its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import tantivy

from search.errors import IndexDamaged
from search.schema import GAP, SCHEMA

_ANALYZER: Final = "terms"


def index_schema() -> tantivy.Schema:
    """`search.schema` as tantivy fields."""
    builder = tantivy.SchemaBuilder()
    for field in SCHEMA:
        match field.type:
            case "text":
                builder.add_text_field(field.name, tokenizer_name=_ANALYZER, index_option="position")
            case "keyword":
                stored = field.name in ("id", "digest")
                builder.add_text_field(
                    field.name, stored=stored, fast=not stored, tokenizer_name="raw", index_option="basic"
                )
            case "number":
                builder.add_integer_field(field.name, indexed=True, fast=True)
            case "stored":
                builder.add_bytes_field(field.name, stored=True, indexed=False)
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
