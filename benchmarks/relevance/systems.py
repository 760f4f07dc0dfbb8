"""The systems compared: each loads a pool once and ranks its articles for a query."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import tantivy

from benchmarks.relevance.light10 import light10
from benchmarks.relevance.sets import Pool
from search.document import encode_article, index_document
from search.engine import SearchEngine
from search.engines.tantivy_engine import TantivyEngine
from search.request import SearchRequest
from search.service import SearchService

DEPTH = 100


class System(Protocol):
    """A pool, loaded; ``bytes_on_disk`` counts its whole index, stored articles included."""

    name: str

    def rank(self, query: str) -> list[str]:
        """The ids of the best `DEPTH` articles, best first."""

    def bytes_on_disk(self) -> int:
        """How large the index is."""


class Fihris:
    """Ours, through the service: what ``match=any`` finds."""

    def __init__(self, name: str, engine: SearchEngine, pool: Pool) -> None:
        self.name = name
        self.engine = engine
        self._service = SearchService(engine)
        with engine.build() as builder:
            for article in pool.articles:
                builder.add(index_document(article, ""))
            builder.publish(len(pool.articles))

    def rank(self, query: str) -> list[str]:
        """The ids of the best articles."""
        found = self._service.ids(SearchRequest(query=query, match="any", limit=DEPTH, facets=()))
        return [hit.id for hit in found.hits]

    def bytes_on_disk(self) -> int:
        """The size that the engine states."""
        return self.engine.versions()[0].size


class LightTantivy:
    """Title and body in one field of light10 terms, BM25 with k1 1.2 and b 0.75, no server.

    With ``stored`` it keeps each article as ours does, so that sizes compare.
    """

    name = "light10, tantivy"

    def __init__(self, folder: Path, pool: Pool, *, stored: bool) -> None:
        self._folder = folder
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="terms", index_option="position")
        builder.add_bytes_field("article", stored=True, indexed=False)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, str(folder))
        cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("terms", cut)
        writer = index.writer(100_000_000, 1)
        for article in pool.articles:
            terms = " ".join(light10(f"{article.title}\n{article.body}"))
            entry = tantivy.Document()
            entry.add_text("id", article.id)
            entry.add_text("text", terms)
            if stored:
                entry.add_bytes("article", encode_article(article))
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def rank(self, query: str) -> list[str]:
        """The ids of the best articles."""
        terms = [tantivy.Query.term_query(self._schema, "text", term, "position") for term in light10(query)]
        if not terms:
            return []
        either = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self._searcher.search(either, DEPTH, count=False).hits
        return [str(self._searcher.doc(address).get_first("id")) for _, address in hits]

    def bytes_on_disk(self) -> int:
        """The size of the files."""
        return sum(file.stat().st_size for file in self._folder.iterdir())


@contextmanager
def light_tantivy(pool: Pool, *, stored: bool = False) -> Iterator[LightTantivy]:
    """The light10 baseline in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield LightTantivy(Path(folder), pool, stored=stored)


@contextmanager
def fihris_tantivy(pool: Pool) -> Iterator[Fihris]:
    """Ours on the embedded engine in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, closing(TantivyEngine(Path(folder) / "index")) as engine:
        yield Fihris("Fihris, tantivy", engine, pool)
