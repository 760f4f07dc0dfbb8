"""The progress bar of a load: how much is done, how many articles a second, how long it will take.

Quiet when asked to be, and when the output is not a terminal: a log file has no use for a moving bar.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from indexer.loading import Step


@contextmanager
def progress(total: int, *, unit: Literal["bytes", "articles"], quiet: bool) -> Iterator[Step]:
    """Show a bar on standard error; ``total`` is in ``unit``, 0 where it is not known.

    Yields the function to report steps to.
    """
    console = Console(stderr=True)
    if quiet or not console.is_terminal or not sys.stderr.isatty():
        yield lambda _articles, _bytes: None
        return
    bar = Progress(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
        console=console,
    )
    begun = time.monotonic()
    done = 0
    with bar:
        task = bar.add_task("", total=total or None, articles=0, rate=0.0)

        def step(articles: int, size: int) -> None:
            nonlocal done
            done += articles
            rate = done / max(time.monotonic() - begun, 1e-6)
            bar.update(task, advance=size if unit == "bytes" else articles, articles=done, rate=rate)

        yield step
