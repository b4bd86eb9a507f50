"""What is shown while something takes long: a bar on a terminal, else now and then a line."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.build import Progress

_LINE_EVERY = 60
"""Seconds between two lines where standard error is no terminal."""


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Show the step at work on standard error.

    Yields the function that names the step; counted steps show their rate and the time left.
    """
    if sys.stderr.isatty():
        with _bar(title) as show:
            yield show
    else:
        yield _lines(title)


@contextmanager
def _bar(title: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, pace="")
        pace = Pace()

        def show(step: str, done: int = 0, total: int = 0) -> None:
            text = f"{title}: {step}".encode(errors="replace").decode()
            shown = pace.of(done, total)
            bar.update(task, description=text, completed=done, total=total or None, pace=shown)

        yield show


def _lines(title: str) -> Progress:
    pace, last = Pace(), time.monotonic()

    def show(step: str, done: int = 0, total: int = 0) -> None:
        nonlocal last
        shown = pace.of(done, total)
        if time.monotonic() - last >= _LINE_EVERY:
            last = time.monotonic()
            said = [f"{title}: {step}", f"{done} of {total}" if total else "", shown]
            print(", ".join(filter(None, said)), file=sys.stderr, flush=True)

    return show


@dataclass
class Pace:
    """How fast a counted step goes; another total, or a count that falls, is another step."""

    begun: float = field(default_factory=time.monotonic)
    _done: int = 0
    _total: int = 0

    def of(self, done: int, total: int) -> str:
        """Return rate and time left in words, or nothing where neither is known yet."""
        if total != self._total or done < self._done:
            self.begun = time.monotonic()
        self._done, self._total = done, total
        return pace_text(done, total, time.monotonic() - self.begun)


def pace_text(done: int, total: int, seconds: float) -> str:
    """Return what `done` of `total` in so many seconds means.

    >>> pace_text(50, 1000, 25.0), pace_text(0, 1000, 25.0)
    ('2.0/s, 0:07:55 left', '')
    """
    if not done or seconds <= 0:
        return ""
    minutes, rest = divmod(round((total - done) * seconds / done), 60)
    return f"{done / seconds:.1f}/s, {minutes // 60}:{minutes % 60:02d}:{rest:02d} left"
