"""Ranking weights chosen on the development sets: boosts of `search.schema`, constants of `search.query.plan`.

    python -m benchmarks.relevance.tune [--rounds N]

A score is a sum of parts, each a weight times what the engine gives a clause with boost 1: every part is asked of the
engine once for each query, and weights are then tried without it. The search goes round the weights, one at a time, and
keeps what raises the mean cut of 1 - MRR@10 against light10 over the three sets. A part must bring a little, or its
weight becomes zero; a set below its baseline counts three times. The search is done on either half of the queries, from
neutral weights, and reported on the other; then on all of them, from the weights in use, for the weights that are
printed, with a row without each part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.relevance.measures import significance
from benchmarks.relevance.sets import Pool, Query, news_titles, wikipedia
from benchmarks.relevance.systems import DEPTH, Fihris, fihris_tantivy, light_tantivy
from search.engine import EngineSearch
from search.query.clauses import Clause, Combined, OneOf, Term, TermFuzzy, TermsInOrder
from search.query.parse import parse
from search.query.plan import plan
from search.schema import FIELDS

Weights = dict[str, float]
Scores = npt.NDArray[np.float32]

ROUNDS: Final = 3
_FACTORS: Final = (0.0, 0.5, 0.7, 0.85, 1.2, 1.5, 2.0)
_FIRST: Final = "text_family"
"""The part whose weight stays 1."""
_PRICE: Final = 0.002
"""Cut that a part must bring to be kept."""
_NEUTRAL: Final = 0.5
_NEUTRAL_CLOSE: Final = 4.0  # a near spelling scores its weight, not its weight times BM25
"""Where the search on a half begins: the weights in use have seen the other half."""
_WORSE: Final = 3.0
"""How much more a set counts below its baseline than above."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: a row of scores for each part, a column an article, and which of the articles are relevant."""

    scores: Scores
    relevant: npt.NDArray[np.bool_]
    baseline: float


def leaves(clause: Clause, *, ranking: bool = False) -> Iterator[tuple[str, Clause]]:
    """The scoring clauses with boost 1, each with the name of its part, as `Weights` has it."""
    match clause:
        case Combined(must=must, should=should, at_least=at_least):
            for part in must:
                yield from leaves(part, ranking=ranking)
            for part in should:
                yield from leaves(part, ranking=ranking or not at_least)
        case Term(field=field, boost=boost):
            name = f"{field} of stop words" if ranking and field == "text_norm" else field
            if not ranking and boost != FIELDS[field].boost:
                name = "second readings" if boost < FIELDS["text_family"].boost else "names with particles"
            yield name, replace(clause, boost=1.0)
        case TermsInOrder(field=field):
            yield (f"{field} in order" if ranking else field), replace(clause, boost=1.0)
        case TermFuzzy():
            yield "near spellings", replace(clause, boost=1.0)


def current() -> Weights:
    """The weights in use, found in the clause of a query that has every part."""
    weights: Weights = {}

    def walk(clause: Clause, *, ranking: bool = False) -> None:
        if isinstance(clause, Combined):
            for part in clause.must:
                walk(part, ranking=ranking)
            for part in clause.should:
                walk(part, ranking=ranking or not clause.at_least)
        elif isinstance(clause, Term | TermsInOrder | TermFuzzy):
            name = next(leaves(Combined(should=(clause,), at_least=0 if ranking else 1)))[0]
            weights.setdefault(name, clause.boost)

    walk(plan(parse("متى تأسست المدرسة القديمة في الظظغغث قارب").root, "any").clause)
    return weights


def ask(ours: Fihris, query: Query, names: list[str], candidates: list[str], baseline: float) -> Asked:
    """Ask the engine for every part of a query over the candidates, whose ids are their sections."""
    found: dict[str, list[Clause]] = {name: [] for name in names}
    for name, clause in leaves(plan(parse(query.text).root, "any").clause):
        if name in found:
            found[name].append(clause)
    scores = np.zeros((len(names), len(candidates)), np.float32)
    place = {one: column for column, one in enumerate(candidates)}
    for row, name in enumerate(names):
        if not found[name]:
            continue
        part = Combined(should=tuple(found[name]), at_least=1, filters=(OneOf("section", tuple(candidates)),))
        answer = ours.engine.search(EngineSearch(part, {}, "relevance", len(candidates), ids_only=True))
        for hit in answer.hits:
            scores[row, place[hit.id]] = hit.score or 0.0
    return Asked(scores, np.array([one in query.relevant for one in candidates]), baseline)


def reciprocal_ranks(asked: list[Asked], weights: Scores) -> Scores:
    """The reciprocal rank of each query at depth 10; an article with the score of a relevant one stands before it."""
    ranks = np.empty(len(asked), np.float32)
    for number, one in enumerate(asked):
        total = weights @ one.scores
        rank = 1 + int((total[~one.relevant] >= total[one.relevant].max() - 1e-6).sum())
        ranks[number] = 1 / rank if rank <= 10 else 0.0
    return ranks


class Trial:
    """The sets, asked once; `cut` tries weights on them."""

    def __init__(self, names: list[str], sets: dict[str, list[Asked]]) -> None:
        self.names = names
        self.sets = sets

    def vector(self, weights: Weights) -> Scores:
        """The weights in the order of the rows."""
        return np.array([weights.get(name, 0.0) for name in self.names], np.float32)

    def cuts(self, weights: Weights, half: int | None = None) -> dict[str, float]:
        """The cut of 1 - MRR@10 in each set, over all its queries or every second one."""
        chosen = slice(None) if half is None else slice(half, None, 2)
        found = {}
        for name, asked in self.sets.items():
            part = asked[chosen]
            base = sum(one.baseline for one in part) / len(part)
            found[name] = 1 - (1 - float(reciprocal_ranks(part, self.vector(weights)).mean())) / (1 - base)
        return found

    def worth(self, weights: Weights, half: int | None) -> float:
        """What the search raises."""
        cuts = self.cuts(weights, half).values()
        parts = sum(1 for weight in weights.values() if weight)
        return sum(cut if cut > 0 else _WORSE * cut for cut in cuts) / len(cuts) - _PRICE * parts

    def search(self, start: Weights, half: int | None, rounds: int) -> Weights:
        """Coordinate search from ``start``."""
        best, worth = dict(start), self.worth(start, half)
        for _ in range(rounds):
            before = worth
            for name in self.names:
                if name == _FIRST:
                    continue
                for factor in _FACTORS:
                    value = (best[name] or start[name]) * factor
                    tried = best | {name: value}
                    if (found := self.worth(tried, half)) > worth + 1e-6:
                        best, worth = tried, found
            if worth <= before:
                break
        return best


def neutral(names: list[str]) -> Weights:
    """Weights that have seen no query."""
    return dict.fromkeys(names, _NEUTRAL) | {_FIRST: 1.0, "near spellings": _NEUTRAL_CLOSE}


def held_out(trial: Trial, rounds: int) -> dict[str, Scores]:
    """The reciprocal rank of every query, each half by the weights searched on the other half from neutral ones."""
    found = {name: np.zeros(len(asked), np.float32) for name, asked in trial.sets.items()}
    for half in (0, 1):
        weights = trial.vector(trial.search(neutral(trial.names), 1 - half, rounds))
        for name, asked in trial.sets.items():
            found[name][half::2] = reciprocal_ranks(asked[half::2], weights)
    return found


def print_halves(trial: Trial, start: Weights, rounds: int) -> None:
    """Print for each set MRR@10 of light10, of the weights in use and of weights that never saw the query."""
    print(f"\n{'MRR@10, ties against us':28}{'light10':>9}{'in use':>9}{'cut':>8}{'held out':>10}{'cut':>8}{'p':>9}")
    for name, ranks in held_out(trial, rounds).items():
        asked = trial.sets[name]
        light = [one.baseline for one in asked]
        base = sum(light) / len(light)
        seen = float(reciprocal_ranks(asked, trial.vector(start)).mean())
        unseen = float(ranks.mean())
        cut, held = (1 - (1 - one) / (1 - base) for one in (seen, unseen))
        p = significance([float(one) for one in ranks], light)
        print(f"{name:28}{base:9.4f}{seen:9.4f}{cut:8.1%}{unseen:10.4f}{held:8.1%}{p:9.4f}")


def loaded(start: Weights) -> Trial:
    """All sets, asked once."""
    pools = (wikipedia(), news_titles())
    return Trial(list(start), {name: asked for pool in pools for name, asked in load(pool, list(start)).items()})


def load(pool: Pool, names: list[str]) -> dict[str, list[Asked]]:
    """Ask every query of a pool; candidates are the first of either system and what is relevant."""
    own = replace(pool, articles=tuple(replace(article, section=article.id) for article in pool.articles))
    sets: dict[str, list[Asked]] = {}
    with light_tantivy(pool) as light, fihris_tantivy(own) as ours:
        for queries in pool.sets:
            sets[queries.name] = []
            for query in queries.queries:
                ranking = light.rank(query.text)
                candidates = list(dict.fromkeys([*query.relevant, *ranking[: DEPTH // 2], *ours.rank(query.text)]))
                baseline = next((1 / n for n, one in enumerate(ranking[:10], 1) if one in query.relevant), 0.0)
                sets[queries.name].append(ask(ours, query, names, candidates, baseline))
    return sets


def _row(label: str, cuts: dict[str, float]) -> str:
    return f"{label:40}" + "".join(f"{cut:16.1%}" for cut in cuts.values()) + f"{sum(cuts.values()) / len(cuts):9.1%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="rounds of the search")
    options = parser.parse_args()
    start = current()
    trial = loaded(start)
    print(f"{'':40}" + "".join(f"{name:>16}" for name in trial.sets) + f"{'mean':>9}")
    print(_row("weights in use", trial.cuts(start)))
    print(_row("neutral weights", trial.cuts(neutral(trial.names))))
    print_halves(trial, start, options.rounds)
    print(flush=True)
    best = trial.search(start, None, options.rounds)
    print(_row("tuned on all", trial.cuts(best)))
    for name in best:
        if best[name] and name != _FIRST:
            print(_row(f"  without {name}", trial.cuts(best | {name: 0.0})))
    print("\n" + "\n".join(f"{name:32}{start[name]:8.3f} -> {weight:.3f}" for name, weight in best.items()))


if __name__ == "__main__":
    main()
