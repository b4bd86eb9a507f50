"""How worker processes are started: as copies of one process that has loaded code and words."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import BaseContext


def prepare_workers() -> None:
    """Start what workers are copied from: it loads code and words beside whoever goes on.

    The earlier the better: a load that needs it waits until it has.
    """
    worker_context()
    forkserver.ensure_running()


def worker_context() -> BaseContext:
    """Return the context in which workers are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["loader.warm"])
    return context
