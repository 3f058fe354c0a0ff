"""A progress bar on a terminal, and none in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from nonrefoul.capture import Captured, Trouble, size
from nonrefoul.cli import errors


@contextmanager
def progress(
    paths: Sequence[str], *, hidden: bool = False
) -> Iterator[Callable[[Captured | Trouble], None]]:
    """Give a function that is told of each document done, and of each trouble, which it prints."""
    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=hidden or not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task("reading", total=sum(map(size, paths)) or None)

        def step(found: Captured | Trouble) -> None:
            if isinstance(found, Trouble):
                errors.say(str(found))
            else:
                bar.advance(task, len(found.original))

        yield step
