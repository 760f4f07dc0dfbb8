"""A trial of expansion from the top results: families of the best articles added to the query, then ranked again.

    python -m benchmarks.relevance.feedback

Each family of the first articles weighs by its share of the article, the article's score and its idf; the best that
the query lacks are added. Prints MRR@10 and recall@100 without and with it, the difference on either half of the
queries and p of a paired randomisation test. It is no part of the product: it brought nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from benchmarks.relevance.measures import mean, quality, significance
from benchmarks.relevance.sets import Pool, news_titles, wikipedia
from benchmarks.relevance.systems import DEPTH, Fihris, fihris_tantivy
from search.analysis import default_analyzer
from search.engine import EngineSearch
from search.query.clauses import Clause, Combined, Term
from search.query.parse import parse
from search.query.plan import plan
from search.query.stop_words import QUESTION_WORDS, STOP_WORDS

_SETTINGS: Final = ((3, 8, 0.1), (5, 10, 0.1), (5, 10, 0.2), (10, 15, 0.1))
"""Articles looked at, families added, and the weight of the best of them."""
_SHORTEST: Final = 3

Scored = list[tuple[str, float]]


class Feedback:
    """A pool, loaded, and the families of its articles."""

    def __init__(self, ours: Fihris, pool: Pool) -> None:
        self.ours = ours
        analyzer = default_analyzer()
        idle = {analyzer.word_terms(word)[2] for word in STOP_WORDS | QUESTION_WORDS}
        self.families = {
            article.id: Counter(
                family
                for family in analyzer.terms(f"{article.title}\n{article.body}").family
                if family not in idle and len(family) >= _SHORTEST and not family.isdigit()
            )
            for article in pool.articles
        }
        self.holders = Counter(family for found in self.families.values() for family in found)

    def run(self, clause: Clause) -> Scored:
        """The best articles with their scores."""
        answer = self.ours.engine.search(EngineSearch(clause, {}, "relevance", DEPTH, ids_only=True))
        return [(hit.id, hit.score or 0.0) for hit in answer.hits]

    def expanded(self, clause: Clause, query: str, first: Scored, added: int, weight: float) -> Clause:
        """The clause with the telling families of the first articles, which only rank."""
        best = max((score for _, score in first), default=1.0)
        scores: Counter[str] = Counter()
        for identity, score in first:
            found = self.families[identity]
            for family, count in found.items():
                if self.holders[family] > 1:
                    idf = math.log(len(self.families) / self.holders[family])
                    scores[family] += score / best * count / found.total() * idf  # type: ignore[assignment]
        typed = set(default_analyzer().terms(query).family)
        chosen = [one for one in scores.most_common(added + len(typed)) if one[0] not in typed][:added]
        terms = tuple(Term("text_family", family, weight * score / chosen[0][1]) for family, score in chosen)
        return Combined(must=(clause,), should=terms)


def main() -> None:
    for pool in (wikipedia(), news_titles()):
        with fihris_tantivy(pool) as ours:
            trial = Feedback(ours, pool)
            for queries in pool.sets:
                asked = [(query, plan(parse(query.text).root, "any").clause) for query in queries.queries]
                first = [trial.run(clause) for _, clause in asked]
                plain = [
                    quality([one for one, _ in found], query.relevant)
                    for (query, _), found in zip(asked, first, strict=True)
                ]
                print(f"{queries.name:34}{mean(plain).mrr10:8.4f}{mean(plain).recall100:8.4f}")
                for articles, added, weight in _SETTINGS:
                    wide = [
                        quality(
                            [
                                one
                                for one, _ in trial.run(
                                    trial.expanded(clause, query.text, found[:articles], added, weight)
                                )
                            ],
                            query.relevant,
                        )
                        for (query, clause), found in zip(asked, first, strict=True)
                    ]
                    halves = [mean(wide[half::2]).mrr10 - mean(plain[half::2]).mrr10 for half in (0, 1)]
                    p = significance([one.mrr10 for one in wide], [one.mrr10 for one in plain])
                    row = f"  {articles} articles, {added} families, {weight}"
                    print(f"{row:34}{mean(wide).mrr10:8.4f}{mean(wide).recall100:8.4f}", end="")
                    print("".join(f"{half:+9.4f}" for half in halves) + f"{p:9.4f}", flush=True)


if __name__ == "__main__":
    main()
