"""How well and how fast the trained name tagger finds persons, organisations and places.

    python -m benchmarks.extraction.names

Prints precision, recall and F1 by kind on the last tenth of ANERcorp's training sentences (never trained on) and on
the other labelled corpora (the last fifth of each is never trained on), what a confidence threshold buys, and words a
second and memory on one core. The product hands the tagger whole articles. The corpora do not mark where one begins,
but their sentences stand in the order of the articles: each sentence is tagged with the twelve before it and the twelve
after it as its article, and for comparison alone. Needs the corpora: $FIHRIS_DATA, or ../shared/data beside the
repository.

Thresholds are chosen on the articles of facets_gold.jsonl marked dev, and the table shows what they do on the others:
a name of the tagger counts once an article, with its highest confidence, and is right if the article's list has it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is imported: speed is that of one core

from itertools import islice
from typing import TYPE_CHECKING, Any

from benchmarks.extraction.facets import HERE, bare, read_articles
from indexer.extract.tagger import Span, Tagger, split
from indexer.tools.tagger_corpora import KINDS, Sentence, folder, neighbourhoods, news, read, train_and_dev
from indexer.tools.tagger_scores import Score, names, scores
from search.analysis import fold
from search.entities.names import name_key, readings

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = {kind: short for short, kind in KINDS.items()}
_THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_ARTICLES = 1000


def _memory() -> float:
    """Largest resident size so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _score(sentences: list[Sentence], tagged: list[list[Span]], threshold: float = 0.0) -> dict[str, Score]:
    return scores(
        (
            names(sentence.tags),
            {(span.start_word, span.end_word, _SHORT[span.kind]) for span in spans if span.confidence >= threshold},
        )
        for sentence, spans in zip(sentences, tagged, strict=True)
    )


def _tag(tagger: Tagger, sentences: list[Sentence]) -> list[list[Span]]:
    """The names of each sentence, tagged with its neighbours as its article."""
    found: list[list[Span]] = []
    for at, near in enumerate(neighbourhoods(len(sentences))):
        found.append(tagger.tag([sentences[one].words for one in near], [0] * len(near))[at - near.start])
    return found


def _line(title: str, found: dict[str, Score]) -> str:
    cells = "  ".join(
        f"{kind:>3} {score.precision:.3f} {score.recall:.3f} {score.f1:.3f}" for kind, score in found.items()
    )
    return f"{title:<34}{cells}"


def _quality(tagger: Tagger) -> None:
    dev = train_and_dev()[1]
    sets: Iterable[tuple[str, list[Sentence]]] = [("ANERcorp, last tenth", dev)]
    for title, name in (
        ("AQMAR (Wikipedia)", "aqmar_dev"),
        ("CAraNER (Saudi press)", "caraner_train"),
        ("Wojood sample", "wojood_sample_train"),
    ):
        sentences = read(name)
        sets = [*sets, (f"{title}, last fifth", sentences[len(sentences) * 4 // 5 :])]
    print("precision, recall, F1 of sentences with their neighbours; below, of each sentence alone")
    for title, sentences in sets:
        print(_line(title, _score(sentences, _tag(tagger, sentences))))
        print(_line("", _score(sentences, tagger.tag([sentence.words for sentence in sentences]))))
    print("\nANERcorp, last tenth, with neighbours: names of at least this confidence")
    tagged = _tag(tagger, dev)
    for threshold in _THRESHOLDS:
        print(_line(f"  {threshold:.2f}", _score(dev, tagged, threshold)))


def _articles_names(tagger: Tagger, row: dict[str, Any], article: dict[str, Any]) -> list[tuple[str, float, bool]]:
    """(kind, highest confidence, whether it is right) of each name that the tagger finds in an article.

    A name that a reader might or might not count is left out. A word of a person's name stands for the whole: كارتر.
    """
    known: dict[str, dict[str, bool]] = {}
    for kind in _SHORT:
        names_of = known.setdefault(kind, {})
        for entry in row[f"{kind}s"]:
            for name in entry.lstrip("?").split("|"):
                names_of[bare(name)] = not entry.startswith("?")
                if kind == "person":
                    names_of.update(dict.fromkeys(bare(name).split(" ")[1:], not entry.startswith("?")))
    found: dict[tuple[str, str], tuple[float, bool]] = {}
    sentences = split(f"{article['title']}\n{article['text']}")
    tagged = tagger.tag([[word.text for word in one] for one in sentences], [0] * len(sentences))
    for sentence, spans in zip(sentences, tagged, strict=True):
        for span in spans:
            first, *later = [word.text for word in sentence[span.start_word : span.end_word]]
            ways = [bare(" ".join([reading.key, *later])) for reading in readings(fold(first))]
            fits = [known[span.kind][way] for way in ways if way in known[span.kind]]
            if fits and not any(fits):
                continue
            key = span.kind, next((way for way in ways if way in known[span.kind]), name_key(" ".join([first, *later])))
            found[key] = max(found.get(key, (0.0, False)), (span.confidence, bool(fits)))
    return [(kind, confidence, right) for (kind, _), (confidence, right) in found.items()]


def _thresholds(tagger: Tagger) -> None:
    rows = [json.loads(line) for line in (HERE / "facets_gold.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = read_articles(folder(), {row["id"] for row in rows})
    found = [(row["set"] == "dev", *one) for row in rows for one in _articles_names(tagger, row, articles[row["id"]])]
    print("\nFacets: precision and number of the tagger's names, article by article, of at least this confidence")
    print(f"{'':<12}" + "".join(f"{kind + ', ' + part:>24}" for kind in _SHORT for part in ("dev", "other")))
    for threshold in _THRESHOLDS:
        cells = ""
        for kind in _SHORT:
            for dev in (True, False):
                rights = [right for one, of, sure, right in found if one == dev and of == kind and sure >= threshold]
                cells += f"{sum(rights) / max(1, len(rights)):>18.3f}{len(rights):>6}"
        print(f"  {threshold:<10.2f}{cells}")


def _speed(tagger: Tagger) -> None:
    articles = list(islice(news(), _ARTICLES))
    sentences = [sentence for article in articles for sentence in article]
    numbers = [number for number, article in enumerate(articles) for _ in article]
    words = sum(map(len, sentences))
    print(f"\nSpeed on {len(articles)} articles, {words} words; processor time of one core")
    for title in ("words never seen before", "words seen before"):
        started = time.process_time()
        tagger.tag(sentences, numbers)
        spent = time.process_time() - started
        print(f"  {title:<26}{words / spent:>10.0f} words/s")
    started = time.process_time()
    for article in articles:
        tagger.tag(article, [0] * len(article))
    spent = time.process_time() - started
    print(f"  {'one article at a time':<26}{words / spent:>10.0f} words/s")
    print(f"  memory after that {_memory():.0f} MB")


def main() -> int:
    """Print the tables; exit status 1 where the corpora or the model are missing."""
    if not (folder() / "ner").is_dir():
        print("the labelled corpora are not here: set FIHRIS_DATA", file=sys.stderr)
        return 1
    before, started = _memory(), time.perf_counter()
    tagger = Tagger.load()
    if not tagger.ready:
        print("the model file is missing", file=sys.stderr)
        return 1
    print(f"model loaded in {time.perf_counter() - started:.2f} s, {_memory() - before:.0f} MB\n")
    _quality(tagger)
    _thresholds(tagger)
    _speed(tagger)
    return 0


if __name__ == "__main__":
    sys.exit(main())
