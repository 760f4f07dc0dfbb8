"""Date extraction measured: Recognizers' Arabic sentences, a news corpus with time expressions, and speed.

Run as ``python -m benchmarks.extraction.dates [--failures]``. The sets lie in the folder named by FIHRIS_DATA, else in
``../shared/data`` beside the repository; a part whose set is absent says so.

Recognizers (300 sentences, half of the Arabic DateTime specifications of Recognizers-Text) follow other conventions
than news does. What is mapped before comparing, and nothing else:
- weeks begin on Monday, ``قبل عامين`` is a day, parts of a period are its halves, months stand before days, bare
  numbers name days, and everything is read as past: the extractor's own `Conventions` say so;
- its ranges end on the day after the last, or on the last day where both ends are written: either is right; a range of
  years ends on the first day of the last one;
- its spans take a leading preposition, يوم or هذا along in some rows and not in others, full stops, and letters spelled
  otherwise than in the sentence: both spans lose the former and are folded;
- of a day with an hour, the day counts, and the span must lie within the row's;
- a row whose value is 0001-01-01 is no date (31 November): finding nothing there is right;
- a row without a value is right where the span is.
Rows of clock times, durations and repetitions are outside what the product calls a date: they are read by
`find_times`, whose values are compared in seconds, as times of day, or not at all where the set gives none. They are
counted apart, and together with the dates.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import json
import os
import re
import time
import timeit
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.extract.dates import NEWS, Conventions, DateExpression, find_dates
from indexer.extract.dates.folding import fold_for_dates
from indexer.extract.dates.times import TimeExpression, find_times

_DATA = Path(os.environ.get("FIHRIS_DATA", Path(__file__).parents[3] / "shared" / "data"))
_RECOGNIZERS = Conventions(
    week_start=0, direction="past", ago_to_the_day=True, halves=True, spoken=True, month_first=True
)
_OUTSIDE = re.compile(r"(time|timerange|duration|set)$")
_LEADING = re.compile(r"^(?:[\s،,|]|(?:في|من|إلى|الى|يوم|حتى|منذ|بين|هذا|بعد|قبل)\s)+")
_TRAILING = re.compile(r"[\s.،,!؟]+$")


@dataclass(frozen=True)
class Row:
    """One sentence with the expression expected in it."""

    anchor: dt.date
    sentence: str
    expression: str
    first: str
    last: str
    future_first: str
    future_last: str
    kind: str
    supported: bool


def _rows() -> list[Row]:
    with (_DATA / "dates" / "recognizers_ar_datetime.tsv").open(encoding="utf-8") as lines:
        return [
            Row(
                dt.date.fromisoformat(row["reference_datetime"][:10]),
                row["sentence"],
                row["expression"],
                row["past_start"][:10],
                row["past_end"][:10],
                row["future_start"][:10],
                row["future_end"][:10],
                row["note"].split(";")[0].split(".")[-1].strip(),
                "NotSupported" not in row["note"],
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def _bare(span: str) -> str:
    return fold_for_dates(_TRAILING.sub("", _LEADING.sub("", span.strip()))).text


def _span_right(row: Row, found: DateExpression) -> bool:
    written = row.sentence[found.start : found.end]
    if row.kind in ("datetime", "datetimerange"):
        return _bare(written) in fold_for_dates(row.expression).text
    return _bare(written) == _bare(row.expression) or _bare(found.text) == _bare(row.expression)


def _value_right(row: Row, found: DateExpression) -> bool:
    if not re.match(r"\d{4}-", row.first):
        return True
    first = dt.date.fromisoformat(row.first)
    if found.first != first:
        return False
    if row.kind in ("datetime", "datetimerange") or not row.last:
        return row.kind != "date" or found.last == first
    last = dt.date.fromisoformat(row.last)
    if (last.month, last.day) == (1, 1) and re.search(r"\d-\d|(?:إلى|حتى) ", row.expression):
        return found.last.year == last.year
    return found.last in (last, last - dt.timedelta(days=1))


def _right_either_way(row: Row) -> bool:
    return _right(row, NEWS) or _right(replace(row, first=row.future_first, last=row.future_last), NEWS)


_SECONDS = {"PTS": 1, "PTM": 60, "PTH": 3600, "PD": 86400, "PW": 604800, "PM": 2592000, "PY": 31536000}


def _time_right(row: Row, found: TimeExpression) -> bool:
    """Whether a row that is no date is met in span and value."""
    if _bare(found.text) != _bare(row.expression):
        return False
    if row.kind == "duration":
        unit = re.sub(r"[0-9.]", "", found.value)
        return found.kind == row.kind and float(row.first) == float(re.sub("[A-Z]", "", found.value)) * _SECONDS[unit]
    if row.kind == "timerange":
        return found.value == f"T{row.first}/T{row.last}"
    if row.kind == "time":
        return found.value == f"T{row.first}"
    if row.kind == "set":
        return found.kind == "repetition"
    return found.kind == "distance"


def _right(row: Row, conventions: Conventions) -> bool:
    if not _inside(row):
        return any(_time_right(row, one) for one in find_times(row.sentence))
    found = find_dates(row.sentence, row.anchor, conventions)
    if row.first == "0001-01-01":
        return not any(_span_right(row, date) for date in found)
    return any(_span_right(row, date) and _value_right(row, date) for date in found)


def _inside(row: Row) -> bool:
    return row.kind in ("date", "daterange", "datetime", "datetimerange") and not re.search(
        r"(?:دقائق|دقيقة|ساعات|ساعة|ثانية)$", row.expression
    )


def recognizers(show_failures: bool) -> None:
    """Print the share of right rows, by kind."""
    rows = _rows()
    print("Recognizers' Arabic sentences: right in span and value, past reading")
    outside = [row for row in rows if row.supported and not _inside(row)]
    tables = [
        ("dates (not marked NotSupported)", [row for row in rows if row.supported and _inside(row)]),
        ("clock times, durations, repetitions (`find_times`)", outside),
        ("all not marked NotSupported", [row for row in rows if row.supported]),
        ("dates among rows marked NotSupported", [row for row in rows if not row.supported and _inside(row)]),
    ]
    for title, chosen in tables:
        right = sum(_right(row, _RECOGNIZERS) for row in chosen)
        ours = sum(_right_either_way(row) for row in chosen)
        print(
            f"  {title}: {right}/{len(chosen)} = {right / len(chosen):.1%}  (own conventions, past or future: {ours})"
        )
    inside = tables[0][1]
    total, wrong = (
        Counter(row.kind for row in inside),
        Counter(row.kind for row in inside if not _right(row, _RECOGNIZERS)),
    )
    for kind, count in sorted(total.items()):
        print(f"    {kind}: {count - wrong[kind]}/{count}")
    if show_failures:
        for row in rows:
            if row.supported and _inside(row) and not _right(row, _RECOGNIZERS):
                found = [
                    (d.text, str(d.first), str(d.last)) for d in find_dates(row.sentence, row.anchor, _RECOGNIZERS)
                ]
                print(f"    wrong: {row.sentence} | {row.expression} | {row.first} {row.last} | {row.anchor} | {found}")


def silver(show_failures: bool) -> None:
    """Print how many of the silver spans an expression of ours overlaps; values there are not gold."""
    with gzip.open(_DATA / "dates" / "arabic_news_timex_silver.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    total: Counter[str] = Counter()
    met: Counter[str] = Counter()
    ours = extra = 0
    for text in texts:
        found = find_dates(text["text"], dt.date(2015, 12, 22))
        for span in text["timex"]:
            kind = span["type"] + (" (vague)" if span["value"].endswith("_REF") else "")
            total[kind] += 1
            hit = any(d.start < span["end"] and span["start"] < d.end for d in found)
            met[kind] += hit
            if not hit and show_failures:
                around = text["text"][max(0, span["start"] - 40) : span["end"] + 30].replace("\n", " ")
                print(f"    not met: {span['type']} {span['text']} | {around}")
        ours += len(found)
        missing = [d for d in found if not any(d.start < s["end"] and s["start"] < d.end for s in text["timex"])]
        extra += len(missing)
        if show_failures:
            for d in missing:
                around = text["text"][max(0, d.start - 40) : d.end + 30].replace("\n", " ")
                print(f"    not in silver: {d.text} | {around}")
    print("Silver spans (tool output, no gold): how many one of ours overlaps")
    for kind, count in sorted(total.items()):
        print(f"  {kind}: {met[kind]}/{count}")
    print(f"  ours: {ours}, of which {extra} in no silver span")


def speed() -> None:
    """Print what the extractor costs on news."""
    articles = []
    with gzip.open(_DATA / "news" / "saudinewsnet.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(1000), lines, strict=False):
            articles.append(json.loads(line)["text"])
    words = sum(len(article.split()) for article in articles)
    best = float("inf")
    dates = 0
    for _ in range(3):
        start = time.process_time()
        dates = sum(len(find_dates(article, dt.date(2015, 8, 1))) for article in articles)
        best = min(best, time.process_time() - start)
    print(f"Speed: {len(articles)} articles, {words} words, {dates} dates in {best:.2f} s of CPU (best of three)")
    print(f"  {words / best:,.0f} words/s, {300 * 1000 * best / words:.3f} ms for 300 words")
    # A busy machine slows everything alike: the same texts split at blanks give the scale.
    splitting = min(
        timeit.repeat(lambda: [text.split() for text in articles], timer=time.process_time, number=1, repeat=5)
    )
    print(
        f"  {best / splitting:.0f} times what str.split takes ({300 * 1000 * splitting / words:.3f} ms for 300 words)"
    )


def main() -> None:
    """Run every part whose set is there."""
    parser = argparse.ArgumentParser(description="Date extraction: quality on two sets, and speed.")
    parser.add_argument("--failures", action="store_true", help="print what was missed")
    options = parser.parse_args()
    if not _DATA.is_dir():
        print("The development sets are absent: set FIHRIS_DATA.")
        return
    recognizers(options.failures)
    silver(options.failures)
    speed()


if __name__ == "__main__":
    main()
