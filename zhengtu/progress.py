"""What is shown while something takes longer than a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.build import Progress


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Show the step at work on standard error, if that is a terminal.

    Yields the function that names the step; counted steps get a bar with rate and time left.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task(title, total=None, rate="")

        def show(step: str, done: int = 0, total: int = 0) -> None:
            elapsed = bar.tasks[0].elapsed or 0
            rate = f"{done / elapsed:.1f}/s" if done and elapsed else ""
            bar.update(
                task,
                description=f"{title}: {step}",
                completed=done,
                total=total or None,
                rate=rate,
            )

        yield show
