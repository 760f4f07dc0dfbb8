"""How fast articles load, with extraction on, what that costs, and how much memory it takes.

    python -m benchmarks.indexing PATH... [--workers N] [--steps N]

Runs `fihris index` on the files into an empty index, then once more on the same files (which must change nothing), and
prints articles a second, the CPU time of all its processes together, the articles a second which that makes on as many
idle processors, the largest memory of all its processes together, and the size of the index.

With `--steps N` the first N articles of each file are analysed and indexed in this process, and the CPU time of each
step is printed for the last half of them, when the caches are as warm as the first half makes them. Where the system
lets a program count them (Linux, `kernel.perf_event_paranoid` up to 2), the instructions of each step stand beside it,
which other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.instructions import Instructions
from indexer import pipeline
from indexer.extract import mentions
from indexer.extract.tagger import network
from indexer.sources import RawArticle, find_files, read_file
from search.engines import open_engine

_CHILD_SUBREAPER = 36
"""The option of ``prctl`` by which a process becomes the parent of its descendants when theirs ends."""


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


def adopt() -> None:
    """Become the parent of processes whose own one has ended: of the one that the workers are forked from."""
    with suppress(OSError, AttributeError):  # Linux only
        ctypes.CDLL(None).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)


def rest() -> float:
    """Wait for the processes that have been adopted, and return their CPU seconds, those of their workers included."""
    spent = 0.0
    with suppress(ChildProcessError):
        while True:
            _, _, usage = os.wait3(0)
            spent += usage.ru_utime + usage.ru_stime
    return spent


@dataclass(frozen=True)
class Run:
    """One run of the command: seconds, CPU seconds and largest memory in bytes of all processes, what it said."""

    seconds: float
    cpu: float
    peak: int
    said: str


def run(paths: list[str], index: Path, workers: int) -> Run:
    command = [sys.executable, "-m", "indexer.cli", "index", *paths, "--index", str(index)]
    command += ["--workers", str(workers)] if workers else []
    adopt()
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, text=True)
        peak = 0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            with suppress(OSError):
                peak = max(peak, memory(process.pid))
            time.sleep(0.5)
        seconds = time.monotonic() - begun
        cpu = usage.ru_utime + usage.ru_stime + rest()
        output.seek(0)
        said = output.read().strip()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"fihris index failed: {said}")
    return Run(seconds, cpu, peak, said)


class Steps:
    """CPU seconds and instructions of named steps; a step within another counts in both."""

    def __init__(self) -> None:
        self.instructions = Instructions()
        self.spent: dict[str, tuple[float, int]] = {}

    def now(self) -> tuple[float, int]:
        """CPU seconds and instructions so far, 0 where they cannot be counted."""
        return time.process_time(), self.instructions.count()

    def add(self, name: str, begun: tuple[float, int]) -> None:
        """Add to a step what was spent since it begun."""
        (seconds, instructions), (now, count) = self.spent.get(name, (0.0, 0)), self.now()
        self.spent[name] = seconds + now - begun[0], instructions + count - begun[1]

    def watch(self, name: str, owner: object, attribute: str) -> None:
        """Add to a step whatever a function or method takes from now on."""
        watched = getattr(owner, attribute)
        self.spent.setdefault(name, (0.0, 0))

        def counted(*args: object, **options: object) -> object:
            begun = self.now()
            try:
                return watched(*args, **options)
            finally:
                self.add(name, begun)

        setattr(owner, attribute, counted)


def print_steps(paths: list[str], count: int) -> None:
    """Print the CPU time and instructions of each step of an article, in this one process."""
    steps = Steps()  # before the engine's threads begin
    counted = steps.instructions.known
    records = [
        record
        for file in find_files(map(Path, paths))
        for record in islice(read_file(file), count)
        if isinstance(record, RawArticle)
    ]
    chunks = [records[at : at + 32] for at in range(0, len(records), 32)]
    warming, measured = chunks[: len(chunks) // 2], chunks[len(chunks) // 2 :]
    articles = sum(map(len, measured))
    with tempfile.TemporaryDirectory() as folder, closing(open_engine(folder)) as engine, engine.update() as writer:
        for chunk in warming:
            for document in pipeline.documents(chunk):
                writer.add(document)
        writer.commit()
        gc.collect()
        gc.freeze()  # as workers do: looking at what is remembered would count for whichever step was going on
        steps.watch("cut into words", mentions, "Units")
        steps.watch("names by the tagger", mentions, "name_spans")
        steps.watch("- its network", network.Network, "probabilities_of")
        steps.watch("-- vectors of new words", network.Network, "_make")
        steps.watch("known names", mentions, "find_candidates")
        steps.watch("votes of the article", mentions, "Evidence")
        for name, reading, find in (
            ("persons", mentions.PersonReading, "find_persons"),
            ("organisations", mentions.OrganizationReading, "find_organizations"),
            ("places", mentions.PlaceReading, "find_places"),
        ):
            steps.watch(name, reading, "__init__")
            steps.watch(name, mentions, find)
        steps.watch("dates", mentions, "find_dates")
        steps.watch("terms and keywords", pipeline, "index_documents")
        begun = steps.now()
        documents = [document for chunk in measured for document in pipeline.documents(chunk)]
        steps.add("analysed in all", begun)
        begun = steps.now()
        sent = pickle.loads(pickle.dumps(documents))  # noqa: S301 - made just now
        steps.add("sent between processes", begun)
        begun = steps.now()
        for document in sent:
            writer.add(document)
        writer.commit()
        steps.add("added and committed", begun)
    whole = [steps.spent[name] for name in ("analysed in all", "sent between processes", "added and committed")]
    total = sum(seconds for seconds, _ in whole)
    steps.spent["all"] = total, sum(instructions for _, instructions in whole)
    print(f"{articles:,} articles after {sum(map(len, warming)):,}, load {os.getloadavg()[0]:.1f}")
    print(f"| step | CPU ms an article | share |{' million instructions |' if counted else ''}")
    print(f"|---|---|---|{'---|' if counted else ''}")
    for name, (seconds, instructions) in steps.spent.items():
        count = f" {instructions / articles / 1e6:.2f} |" if counted else ""
        print(f"| {name} | {seconds / articles * 1e3:.2f} | {seconds / total:.0%} |{count}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--steps", type=int, default=0, metavar="N", help="where the time of N articles goes instead")
    options = parser.parse_args()
    if options.steps:
        print_steps(options.paths, options.steps)
        return
    processors, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        first = run(options.paths, index, options.workers)
        size = sum(entry.stat().st_size for entry in index.rglob("*") if entry.is_file())
        again = run(options.paths, index, options.workers)
    articles = int(re.sub(r"\D", "", first.said.split("articles")[0]))
    print(f"processors {processors}, load before {load:.1f}")
    print(
        "| run | seconds | articles/s | CPU s | CPU ms an article | articles/s if idle | memory MB | index MB | said |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, one, megabytes in (("first", first, f"{size / 1e6:.0f}"), ("again", again, "")):
        print(
            f"| {name} | {one.seconds:.1f} | {articles / one.seconds:.0f} | {one.cpu:.1f} "
            f"| {one.cpu / articles * 1e3:.2f} | {processors * articles / one.cpu:.0f} | {one.peak / 1e6:.0f} "
            f"| {megabytes} | {one.said} |"
        )


if __name__ == "__main__":
    main()
