"""Builds indexer/extract/word_counts.tsv.xz: how often each folded word stands in a million words of news.

The name extraction weighs with it whether a word is likelier whole or with particles, and whether a name is a common
word too. Only words and counts are kept, none that stand fewer than three times. The texts are the development news
sets; the same sets give the same bytes.

    python -m indexer.tools.build_word_counts NEWS_FOLDER
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from collections import Counter
from pathlib import Path

from indexer.extract.pieces import WORD
from search.analysis import fold

RESULT = Path(__file__).resolve().parents[1] / "extract" / "word_counts.tsv.xz"
LEAST_COUNT = 3


def count_words(folder: Path) -> Counter[str]:
    """Return how often each folded word stands in the news sets of a folder: ``*.jsonl.gz`` with title and text."""
    written: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                written.update(WORD.findall(article["title"]))
                written.update(WORD.findall(article["text"]))
    folded: Counter[str] = Counter()
    for word, count in written.items():
        folded[fold(word)] += count
    return folded


def main() -> int:
    """Write the table; 2 without a folder."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the folder
        print(__doc__)
        return 2
    counts = count_words(Path(sys.argv[1]))
    kept = sorted(word for word, count in counts.items() if count >= LEAST_COUNT and word.isalpha())
    lines = [f"total\t{counts.total()}", *(f"{word}\t{counts[word]}" for word in kept)]
    RESULT.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(kept)} words of {counts.total()}, {RESULT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
