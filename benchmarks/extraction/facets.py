"""How well places, persons, organisations and dates are found: document-level precision, recall and F1, and speed.

Run ``python benchmarks/extraction/facets.py``; it needs the development news sets (``FIHRIS_DATA`` or
``../shared/data``). ``--set dev|check|fresh|blind|blind2|...|blind21|all`` picks the articles, ``--errors``
lists what was missed and what was wrong, ``--no-home`` keeps the source's country from the extraction, ``--speed N``
times N articles of the Saudi set.

The gold file ``facets_gold.jsonl`` holds no text: an article's id and what it names, as it is written there. ``|``
parts other names of the same thing, ``?`` before a name means that a reader might or might not count it; such names are
neither asked for nor held against the extraction. Dates are ``first`` or ``first/last``.

``links_gold.jsonl`` says for the gold names that were found when it was made which entity each is: an id of the
gazetteer, or empty where it has none and the id must be one made of the name. The second table gives the share of these
names that is found under the right id.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import random
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from indexer.extract import extract
from search.entities import Gazetteer
from search.entities.names import name_key

HERE = Path(__file__).parent
KINDS = ("places", "persons", "organizations", "dates")
#: Nouns that belong to a place's or an organisation's name as little as they want.
_NOUNS = """
    محافظة منطقة مدينة ولاية قرية بلدة جزيرة مقاطعة حي مخيم شارع إمارة جمهورية دولة
    نادي شركة حزب حركة تنظيم منظمة قناة صحيفة شبكة وكالة فريق قوات الشيخ الأمير الملك
"""
MADE = ("place:", "person:", "org:")
GENERIC = frozenset(name_key(noun) for noun in _NOUNS.split())


def data_folder() -> Path | None:
    """Return the folder of the development data; None where there is none."""
    given = os.environ.get("FIHRIS_DATA")
    folder = Path(given) if given else HERE.parents[2] / "shared" / "data"
    return folder if (folder / "news").is_dir() else None


def read_articles(folder: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """Return the articles of both news sets with these ids."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("saudinewsnet", "antcorpus"):
        with gzip.open(folder / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article["id"] in wanted:
                    found[article["id"]] = article
    return found


def bare(name: str) -> str:
    """Return a name's key without a generic noun before it."""
    key = name_key(name)
    head, _, rest = key.partition(" ")
    return rest if rest and head in GENERIC else key


def found_entities(article: dict[str, Any], with_home: bool) -> tuple[dict[tuple[str, str], set[str]], set[str]]:
    """Return the names of each entity found in an article, by kind and id, and the days of its dates."""
    home = ("sa" if article["id"].startswith("snn") else "tn") if with_home else ""
    extraction = extract(article["title"], article["text"], dt.date.fromisoformat(article["date"][:10]), home)
    gazetteer = Gazetteer.load()
    by_id: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in extraction.places:
        by_id["places", place.id] |= {bare(place.label), bare(place.name)}
    for actor in extraction.actors:
        by_id[actor.kind + "s", actor.id] |= {bare(actor.label), bare(actor.name)}
    for (_, entity_id), names in by_id.items():
        entity = gazetteer.get(entity_id)
        if entity is not None:
            names.update(bare(name) for name in entity.names)
    return by_id, {_span(date.first, date.last) for date in extraction.dates}


def found_names(article: dict[str, Any], with_home: bool) -> dict[str, list[set[str]]]:
    """Return what is found in an article: for each kind one set of names (or days) for each entity."""
    by_id, dates = found_entities(article, with_home)
    found: dict[str, list[set[str]]] = {kind: [] for kind in KINDS}
    for (kind, _), names in by_id.items():
        found[kind].append(names)
    found["dates"] = [{span} for span in dates]
    return found


def linking(rows: list[dict[str, Any]], articles: dict[str, dict[str, Any]], errors: bool, with_home: bool) -> None:
    """Print the share of linked gold names that are found under the right id, and with ``errors`` the others."""
    chosen = {row["id"] for row in rows}
    totals = {(kind, listed): [0, 0] for kind in KINDS[:3] for listed in (True, False)}
    for line in (HERE / "links_gold.jsonl").read_text(encoding="utf-8").splitlines():
        links = json.loads(line)
        if links["id"] not in chosen:
            continue
        by_id, _ = found_entities(articles[links["id"]], with_home)
        for kind in KINDS[:3]:
            for entry, right in links[kind].items():
                wanted = {bare(name) for name in entry.split("|")}
                met = [found for (of, found), names in by_id.items() if of == kind and same(kind, wanted, names)]
                good = right in met if right else any(found.startswith(MADE) for found in met)
                counts = totals[kind, bool(right)]
                counts[0] += good
                counts[1] += 1
                if errors and not good:
                    print(f"{links['id']} {kind}: {entry} is {right or 'in no list'}, found {met}")
    print("names found under the right id")
    for (kind, listed), (good, count) in totals.items():
        if count:
            where = "in the gazetteer" if listed else "in no list"
            print(f"{kind:14} {where:17} {good:4} of {count:4} = {good / count:.3f}")


def _span(first: dt.date, last: dt.date) -> str:
    return first.isoformat() if first == last else f"{first}/{last}"


def same(kind: str, gold: set[str], names: set[str]) -> bool:
    """Whether a found entity is the gold one: a name in common, or for persons one full name beginning the other."""
    if gold & names:
        return True
    if kind != "persons":
        return False
    return any(
        " " in one and " " in other and (one.startswith(other + " ") or other.startswith(one + " "))
        for one in gold
        for other in names
    )


def compare(kind: str, gold: list[str], found: list[set[str]]) -> tuple[int, list[str], list[str]]:
    """Return how many were found, which gold ones were missed, and what was found wrongly."""
    keys = [
        set(entry.lstrip("?").split("|")) if kind == "dates" else {bare(name) for name in entry.lstrip("?").split("|")}
        for entry in gold
    ]
    fits = [[at for at, names in enumerate(found) if same(kind, wanted, names)] for wanted in keys]
    owner: dict[int, int] = {}
    for entry in range(len(gold)):
        if not gold[entry].startswith("?"):
            _assign(entry, fits, owner, set())
    hit = set(owner.values())
    missed = [entry for at, entry in enumerate(gold) if at not in hit and not entry.startswith("?")]
    pardoned = {at for entry, fit in zip(gold, fits, strict=True) if entry.startswith("?") for at in fit}
    wrong = [min(names, key=len) for at, names in enumerate(found) if at not in owner and at not in pardoned]
    return len(hit), missed, wrong


def _assign(entry: int, fits: list[list[int]], owner: dict[int, int], tried: set[int]) -> bool:
    """Give a gold entry one found entity of its own, moving others aside where they have another."""
    for at in fits[entry]:
        if at not in tried:
            tried.add(at)
            if at not in owner or _assign(owner[at], fits, owner, tried):
                owner[at] = entry
                return True
    return False


def score(rows: list[dict[str, Any]], articles: dict[str, dict[str, Any]], errors: bool, with_home: bool) -> None:
    """Print the table, and with ``errors`` every miss and every wrong one."""
    totals = {kind: [0, 0, 0] for kind in KINDS}
    for row in rows:
        found = found_names(articles[row["id"]], with_home)
        for kind in KINDS:
            hits, missed, wrong = compare(kind, row[kind], found[kind])
            for at, count in enumerate((hits, len(missed), len(wrong))):
                totals[kind][at] += count
            if errors and (missed or wrong):
                print(f"{row['id']} {kind}: missed {missed} wrong {wrong}")
    print(f"{len(rows)} articles")
    print(f"{'kind':14} {'precision':>9} {'recall':>7} {'F1':>6} {'gold':>5}")
    for kind, (hits, missed_count, wrong_count) in totals.items():
        precision = hits / (hits + wrong_count) if hits + wrong_count else 0.0
        recall = hits / (hits + missed_count) if hits + missed_count else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{kind:14} {precision:9.3f} {recall:7.3f} {f1:6.3f} {hits + missed_count:5}")


def speed(folder: Path, count: int) -> None:
    """Print how many articles a second are read, the vocabulary warm."""
    with gzip.open(folder / "news" / "saudinewsnet.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = random.Random(7).sample([json.loads(line) for line in lines], 2 * count)
    for article in articles[:count]:
        extract(article["title"], article["text"], dt.date(2015, 8, 1))
    words = sum(len(article["text"].split()) for article in articles[count:])
    begin = time.process_time()
    for article in articles[count:]:
        extract(article["title"], article["text"], dt.date(2015, 8, 1))
    spent = time.process_time() - begin
    each = 1000 * spent / count
    print(f"{count} articles of {words / count:.0f} words: {count / spent:.0f} a second, {each:.2f} ms each")


def main() -> int:
    """Run the benchmark; 2 where the news sets are not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--set",
        choices=("dev", "check", "fresh", "blind", *(f"blind{number}" for number in range(2, 22)), "all"),
        default="all",
        dest="part",
    )
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--no-home", action="store_true")
    parser.add_argument("--speed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("The news sets are not there: set FIHRIS_DATA.", file=sys.stderr)
        return 2
    rows = [json.loads(line) for line in (HERE / "facets_gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if options.part in {"all", row["set"]}]
    articles = read_articles(folder, {row["id"] for row in rows})
    score(rows, articles, options.errors, not options.no_home)
    linking(rows, articles, options.errors, not options.no_home)
    if options.speed:
        speed(folder, options.speed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
