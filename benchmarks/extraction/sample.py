"""Draw articles of the development news sets to be annotated: seeded, spread over sources, sections and subjects.

Run ``python -m benchmarks.extraction.sample --seed 11 --count 36``; it prints the articles' texts and the ids at the
end, and never draws one that stands in the gold file already. What is
drawn depends on nothing that the extraction finds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.extraction.facets import HERE, data_folder

#: Words which say what an article is about; half of the articles drawn are to hold one, each in turn.
_SUBJECTS = ("العراق", "سوريا", "اليمن", "ليبيا", "فلسطين", "مصر", "البنك", "الدوري", "مهرجان", "البرلمان")
_SHORTEST, _LONGEST = 50, 550


def read_all(folder: Path) -> dict[str, dict[str, Any]]:
    """Return both news sets by id, those of a length that a reader takes in."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("saudinewsnet", "antcorpus"):
        with gzip.open(folder / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if _SHORTEST <= len(article["text"].split()) <= _LONGEST:
                    found[article["id"]] = article
    return found


def draw(articles: dict[str, dict[str, Any]], seed: int, count: int, known: set[str]) -> list[dict[str, Any]]:
    """Return ``count`` articles, from groups by source and section in turn, every second one on a subject in turn."""
    chance = random.Random(seed)
    groups: dict[str, list[str]] = defaultdict(list)
    for one in sorted(articles):
        if one not in known:
            groups[articles[one]["section"] or articles[one]["source"]].append(one)
    names = sorted(groups)
    chance.shuffle(names)
    chosen: list[str] = []
    turn = 0
    while len(chosen) < count and any(groups.values()):
        group = groups[names[turn % len(names)]]
        turn += 1
        if not group:
            continue
        subject = _SUBJECTS[len(chosen) // 2 % len(_SUBJECTS)] if len(chosen) % 2 else ""
        fitting = [one for one in group if subject in articles[one]["title"] + articles[one]["text"]] or group
        one = chance.choice(fitting)
        group.remove(one)
        chosen.append(one)
    return [articles[one] for one in chosen]


def main() -> int:
    """Print what was drawn; 2 where the news sets are not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=30)
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("The news sets are not there: set FIHRIS_DATA.", file=sys.stderr)
        return 2
    gold = (HERE / "facets_gold.jsonl").read_text(encoding="utf-8").splitlines()
    drawn = draw(read_all(folder), options.seed, options.count, {json.loads(line)["id"] for line in gold})
    for at, one in enumerate(drawn, 1):
        print(f"\n##### {at} {one['id']} {one['date'][:10]} {one['source']} {one['section']}")
        print(one["title"], one["text"], sep="\n\n")
    print("\n" + "\n".join(one["id"] for one in drawn))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
