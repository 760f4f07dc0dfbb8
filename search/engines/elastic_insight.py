"""What a server tells about its index: words with their articles, values of facets, scores (`search.insight`).

A server does not list the words of a text field. So words are counted by our own analyzer, in all articles where there
are few and in a random sample of a large index; how many articles have a word beside other words is then asked of the
server, and exact. Nothing is kept on the server for this.
"""

from __future__ import annotations

import heapq
import re
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import Elasticsearch, NotFoundError

from search.analysis import default_analyzer, fold
from search.engines.elastic_clauses import to_query
from search.engines.elastic_client import server_errors
from search.engines.elastic_scan import scan
from search.engines.elastic_versions import VersionFacts
from search.errors import EngineUnavailable
from search.insight import ScorePart
from search.query.clauses import Clause, Term
from search.schema import FIELDS

SAMPLE: Final = 20_000
"""Articles in which words are counted: some 60 MB read, and some ten seconds, beside the searches."""
_KEPT: Final = 200_000
"""Words of a sample that can be completed, the most frequent ones."""
_AT_ONCE: Final = 500
"""Words that are counted in one request."""
_MOST_COUNTED: Final = 2_000
"""Words with one beginning that are counted at most, the most frequent ones."""
_VALUES: Final = 20_000
"""Values of a keyword field in one answer; the server's limit is 65,536."""
_STATE_SECONDS: Final = 5.0
"""How long the number of writes is taken to be the same: every search wants to know it."""
_LATE_SECONDS: Final = 30.0
"""The same where the server did not say it in time."""
_HIGHEST: Final = "\U0010ffff"
_RESERVED: Final = re.compile(r'([.?+*|{}\[\]()"\\#@&<>~])')
"""What means something in the server's regular expressions."""


@dataclass(frozen=True, slots=True)
class _Norms:
    """The norm terms of a sample in order, and about how many articles have each."""

    version: str
    words: list[str]
    counts: list[int]

    def beginning(self, prefix: str) -> list[tuple[str, int]]:
        """Those that begin so, most frequent first, at most `_MOST_COUNTED`."""
        low, high = bisect_left(self.words, prefix), bisect_left(self.words, prefix + _HIGHEST)
        found = zip(self.words[low:high], self.counts[low:high], strict=True)
        return heapq.nsmallest(_MOST_COUNTED, found, key=lambda word: (-word[1], word[0]))


class ElasticInsight:
    """The words and scores of one index on a server."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client = client
        self._once = client.options(retry_on_timeout=False)
        self._index = index
        self._norms: _Norms | None = None
        self._lock = threading.Lock()
        self._state: tuple[str, str, float] | None = None

    def state(self, facts: VersionFacts) -> str:
        """The version and how many writes it has seen, not older than some seconds; older where the server is late."""
        state = self._state
        if state is None or state[0] != facts.name or time.monotonic() > state[2]:
            try:
                said, seconds = f"{facts.name}:{self._writes(facts)}", _STATE_SECONDS
            except EngineUnavailable:  # every node is asked, and one hangs, say: no search should wait for that again
                said = state[1] if state is not None and state[0] == facts.name else f"{facts.name}:"
                seconds = _LATE_SECONDS
            state = (facts.name, said, time.monotonic() + seconds)
            self._state = state
        return state[1]

    def forget_state(self) -> None:
        """Ask the server again: this process is about to write."""
        self._state = None

    def _writes(self, facts: VersionFacts) -> int:
        with server_errors():
            answer = self._once.indices.stats(
                index=facts.name,
                metric=["docs"],
                level="shards",
                filter_path="indices.*.shards.*.routing.primary,indices.*.shards.*.seq_no.max_seq_no",
            ).body
        return sum(
            int(copy["seq_no"]["max_seq_no"]) + 1
            for index in answer["indices"].values()
            for copies in index["shards"].values()
            for copy in copies
            if copy["routing"]["primary"]
        )

    def terms(
        self, facts: VersionFacts, field: str, prefix: str, within: Clause | None, limit: int | None
    ) -> tuple[tuple[str, int], ...]:
        """See `search.insight.Insight.terms`; counts of all words of a large index are estimates."""
        query = {"match_all": {}} if within is None else to_query(within)
        if FIELDS[field].type != "text":
            found = self._values(field, prefix, query)
        elif field == "text_exact" and not prefix and within is None:
            found = self._all_words(facts)
        else:
            found = self._words(facts, field, prefix, query, limit)
        return tuple(heapq.nsmallest(len(found) if limit is None else limit, found, key=lambda one: (-one[1], one[0])))

    # ---- values of keyword fields

    def _values(self, field: str, prefix: str, query: Mapping[str, Any]) -> list[tuple[str, int]]:
        """All values of a field that begin so: a part of them in each answer, so that none is cut."""
        if prefix:
            include: list[Any] = [_RESERVED.sub(r"\\\1", prefix) + ".*"]
        else:
            number = self._aggregated(query, {"n": {"cardinality": {"field": field, "precision_threshold": 40_000}}})
            parts = int(number["n"]["value"]) * 2 // _VALUES + 1
            include = [{"partition": part, "num_partitions": parts} for part in range(parts)]
        found: list[tuple[str, int]] = []
        for one in include:
            terms = {"field": field, "size": 3 * _VALUES, "include": one, "order": {"_key": "asc"}}
            buckets = self._aggregated(query, {"values": {"terms": terms}})["values"]["buckets"]
            found += [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
        return found

    def _aggregated(self, query: Mapping[str, Any], aggregations: Mapping[str, Any]) -> Mapping[str, Any]:
        with server_errors():
            answer: Mapping[str, Any] = self._client.search(
                index=self._index,
                query=query,
                aggs=aggregations,
                size=0,
                track_total_hits=False,
                allow_partial_search_results=False,
            ).body["aggregations"]
        return answer

    # ---- words

    def _words(
        self, facts: VersionFacts, field: str, prefix: str, query: Mapping[str, Any], limit: int | None
    ) -> list[tuple[str, int]]:
        """Words that begin so, counted where ``query`` matches.

        They are counted in turn of their frequency, until no other can be among the first ``limit``.
        """
        norms = self._norms
        if norms is None or norms.version != facts.name:
            self._all_words(facts)
            norms = self._norms
        likely = norms.beginning(prefix) if norms is not None else []
        found: list[tuple[str, int]] = []
        while likely:
            if limit is not None and len(found) >= limit:
                least = heapq.nlargest(limit, (count for _, count in found))[-1]
                if likely[0][1] < least:
                    break
            counted, likely = likely[:_AT_ONCE], likely[_AT_ONCE:]
            found += self._counted(field, [word for word, _ in counted], query)
        return found

    def _counted(self, field: str, words: list[str], query: Mapping[str, Any]) -> list[tuple[str, int]]:
        filters = [to_query(Term(field, word)) for word in words]
        buckets = self._aggregated(query, {"words": {"filters": {"filters": filters}}})["words"]["buckets"]
        counts = zip(words, (int(bucket["doc_count"]) for bucket in buckets), strict=True)
        return [(word, count) for word, count in counts if count]

    def _all_words(self, facts: VersionFacts) -> list[tuple[str, int]]:
        """The exact terms with their articles, counted anew; their norm terms are kept for `_words`."""
        with self._lock:
            with server_errors():
                total = int(self._client.count(index=facts.name).body["count"])
            counts: Counter[str] = Counter()
            articles = 0
            analyse = default_analyzer().terms
            for text in self._texts(facts.name, total):
                articles += 1
                counts.update(set(analyse(text).exact))
            share = max(total, articles) / articles if articles else 1.0
            words = [(word, round(count * share)) for word, count in counts.items()]
            self._norms = _norms(facts.name, words)
            return words

    def _texts(self, index: str, total: int) -> Iterator[str]:
        query: dict[str, Any] = {"match_all": {}}
        if total > SAMPLE:
            query = {"function_score": {"query": query, "random_score": {}, "min_score": 1 - SAMPLE / total}}
        for hit in scan(self._client, index, query, ["article.title", "article.body"]):
            article = hit["_source"]["article"]
            yield f"{article['title']}\n{article['body']}"

    # ---- scores

    def explain(self, clause: Clause, article_id: str) -> ScorePart | None:
        """How the score of an article came about; None where the clause does not find it."""
        with server_errors():
            try:
                answer = self._client.explain(index=self._index, id=article_id, query=to_query(clause)).body
            except NotFoundError as error:
                if "matched" in error.body:  # the index is there, the article is not
                    return None
                raise
        return _part(answer["explanation"]) if answer["matched"] else None


def _norms(version: str, words: list[tuple[str, int]]) -> _Norms:
    counts: dict[str, int] = {}
    for word, count in words:
        norm = fold(word)
        counts[norm] = counts.get(norm, 0) + count
    kept = sorted(heapq.nlargest(_KEPT, counts, key=counts.__getitem__))
    return _Norms(version, kept, [counts[norm] for norm in kept])


def _part(found: Mapping[str, Any]) -> ScorePart:
    parts = tuple(_part(part) for part in found.get("details") or ())
    return ScorePart(float(found["value"]), str(found["description"]), parts)
