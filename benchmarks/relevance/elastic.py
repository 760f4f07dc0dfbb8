"""The systems on an Elasticsearch server: its ``arabic`` analyzer, and ours.

The analyzer is spelled out from the parts that Elasticsearch's manual gives for it, since nodes that tests start have
the filters but not the analyzer under its name.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from benchmarks.relevance.sets import Pool
from benchmarks.relevance.systems import DEPTH, Fihris
from search.engines.elastic_engine import ElasticEngine
from search.settings import Settings

_OFFERED_SECONDS: Final = 30.0
"""How long a node may take until a new index can be searched."""

_ANALYSIS: Final = {
    "filter": {"arabic_stop": {"type": "stop", "stopwords": "_arabic_"}},
    "analyzer": {
        "arabic_parts": {
            "type": "custom",
            "tokenizer": "standard",
            "filter": ["lowercase", "decimal_digit", "arabic_stop", "arabic_normalization", "arabic_stem"],
        }
    },
}


class LightElastic:
    """Title and body in one field with the server's ``arabic`` analyzer, any word of the query."""

    def __init__(self, client: Elasticsearch, index: str, pool: Pool, k1: float, b: float, *, stored: bool) -> None:
        self.name = f"arabic, Elasticsearch, k1 {k1} b {b}"
        self._client = client
        self._index = index
        client.indices.create(
            index=index,
            settings={
                "number_of_shards": 1,
                "number_of_replicas": 0,
                "analysis": _ANALYSIS,
                "similarity": {"default": {"type": "BM25", "k1": k1, "b": b}},
            },
            mappings={
                "_source": {"enabled": stored},
                "properties": {"text": {"type": "text", "analyzer": "arabic_parts"}},
            },
        )
        texts = (
            {"_index": index, "_id": article.id, "text": f"{article.title}\n{article.body}"}
            for article in pool.articles
        )
        bulk(client, texts)
        client.indices.forcemerge(index=index, max_num_segments=1)
        client.indices.refresh(index=index)

    def rank(self, query: str) -> list[str]:
        """The ids of the best articles."""
        answer = self._client.search(index=self._index, query={"match": {"text": query}}, size=DEPTH, source=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    def bytes_on_disk(self) -> int:
        """The size that the server states."""
        stats = self._client.indices.stats(index=self._index, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def _name() -> str:
    return f"relevance_{uuid.uuid4().hex[:12]}"


@contextmanager
def light_elastic(address: str, pool: Pool, k1: float, b: float, *, stored: bool = False) -> Iterator[LightElastic]:
    """The baseline in an index of its own."""
    with closing(Elasticsearch(address, request_timeout=120)) as client:
        index = _name()
        try:
            yield LightElastic(client, index, pool, k1, b, stored=stored)
        finally:
            client.indices.delete(index=index, ignore_unavailable=True)


@contextmanager
def fihris_elastic(address: str, pool: Pool) -> Iterator[Fihris]:
    """Ours in an index of its own."""
    settings = Settings(index=address, index_name=_name(), timeout=60)
    with closing(ElasticEngine(address, settings)) as engine, closing(Elasticsearch(address)) as client:
        try:
            system = Fihris("Fihris, Elasticsearch", engine, pool)
            end = time.monotonic() + _OFFERED_SECONDS
            while len(system.rank(pool.sets[0].queries[0].text)) == 0 and time.monotonic() < end:
                time.sleep(0.2)
            yield system
        finally:
            names = list(client.indices.get(index=f"{settings.index_name}*", expand_wildcards="all").body)
            if names:
                client.indices.delete(index=names)
