"""How fast articles load, with extraction on, and how much memory that takes.

    python benchmarks/indexing.py PATH... [--workers N]

Runs `fihris index` on the files into an empty index, then once more on the same files (which must change nothing), and
prints articles a second, the largest memory of all its processes together, and the size of the index.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for child in Path(f"/proc/{pid}/task").glob("*/children"):
        for text in child.read_text().split():
            found += family(int(text))
    return found


def memory(pid: int) -> int:
    """Bytes of a process and its descendants, shared pages counted once (PSS)."""
    total = 0
    for one in family(pid):
        try:
            match = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue  # it has just ended
        total += int(match[1]) * 1024 if match else 0
    return total


def run(paths: list[str], index: Path, workers: int) -> tuple[float, int, str]:
    """Seconds, largest memory in bytes, and what the command said."""
    command = [sys.executable, "-m", "indexer.cli", "index", *paths, "--index", str(index)]
    command += ["--workers", str(workers)] if workers else []
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, memory(process.pid))
        except OSError:
            break
        time.sleep(0.5)
    assert process.stdout is not None
    said = process.stdout.read().strip()
    if process.wait() not in (0, 3):
        sys.exit(f"fihris index failed: {said}")
    return time.monotonic() - begun, peak, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--workers", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        seconds, peak, said = run(options.paths, index, options.workers)
        articles = int(re.sub(r"\D", "", said.split("articles")[0]))
        size = sum(entry.stat().st_size for entry in index.rglob("*") if entry.is_file())
        again, _, said_again = run(options.paths, index, options.workers)
    print(f"processors {len(os.sched_getaffinity(0))}, load before {os.getloadavg()[1]:.1f}")
    print("| run | seconds | articles/s | memory MB | index MB | said |")
    print("|---|---|---|---|---|---|")
    print(f"| first | {seconds:.1f} | {articles / seconds:.0f} | {peak / 1e6:.0f} | {size / 1e6:.0f} | {said} |")
    print(f"| again | {again:.1f} | {articles / again:.0f} | | | {said_again} |")


if __name__ == "__main__":
    main()
