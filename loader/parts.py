"""The part of a snapshot that one document makes: a pure function of its bytes and the registers.

Parts are made in worker processes where there are many documents, and always for the formats whose
parsers a hostile file could drive astray: a worker has a deadline and a memory limit.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as DeadlinePassed
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from graph.publish import LoadedDocument, sorted_n_quads
from graph.snapshot import Reading
from loader.extract import extract
from loader.readers import read_document
from loader.registers import Registers
from loader.triples import document_quads
from ontology.errors import UnreadableDocument, ZhengtuError

SAFE = frozenset({".txt", ".md", ".csv"})
"""Formats that our own code reads, in time and memory that grow with the file only."""

_FEW = 3
_SECONDS = 60
_MEMORY = 2_000_000_000


@dataclass(frozen=True)
class Task:
    """A file to read, the name it is known by, and what reads it, as what."""

    path: Path
    name: str
    registers: Path
    base_iri: str
    reading: Reading = "tasks"


@dataclass(frozen=True)
class Part:
    """What a document brings to a snapshot: its bytes, sorted N-Quads, and its report."""

    document: LoadedDocument
    label: str
    data: bytes
    lines: list[bytes]
    report: dict[str, Any]


def make_part(task: Task) -> Part:
    """Read, extract and serialise one document.

    Raises UnreadableDocument or LayoutError.
    """
    registers = _registers(task.registers)
    source = replace(read_document(task.path), name=task.name)
    extraction, report = extract(source, registers, task.reading)
    letter, items = extraction.letter, extraction.items
    counts = {"items": len(items), "assignments": sum(len(item.assignments) for item in items)}
    if task.reading == "policy":
        counts["provisions"] = len(extraction.provisions)
    lines = sorted_n_quads(document_quads(source, extraction, registers), task.base_iri)
    document = LoadedDocument(letter.iri.value, source.name, source.sha256, counts, task.reading)
    noted = {"iri": letter.iri.value, **report.as_json()}
    data = task.path.read_bytes()
    return Part(document, letter.number or letter.title, data, lines, noted)


@cache
def _registers(folder: Path) -> Registers:
    return Registers(folder)


def make_parts(tasks: Iterable[Task], processes: int) -> Iterator[tuple[Task, Part | ZhengtuError]]:
    """Yield each task with its part or its error, in the order of `tasks`."""
    tasks = list(tasks)
    _registers.cache_clear()
    if len(tasks) <= _FEW and all(task.path.suffix.lower() in SAFE for task in tasks):
        yield from ((task, _attempt(task)) for task in tasks)
        return
    pool = ProcessPool(
        max_workers=min(processes, len(tasks)),
        initializer=_limit,
        context=multiprocessing.get_context("spawn"),
    )
    with pool:
        yield from _scheduled(pool, tasks, ahead=2 * processes)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _attempt(task: Task) -> Part | ZhengtuError:
    try:
        return make_part(task)
    except ZhengtuError as error:
        return error


def _scheduled(
    pool: ProcessPool, tasks: Iterable[Task], ahead: int
) -> Iterator[tuple[Task, Part | ZhengtuError]]:
    """Yield results in order, with no more than `ahead` of them made before they are taken."""
    waiting = iter(tasks)
    running = deque(_started(pool, islice(waiting, ahead)))
    while running:
        task, future = running.popleft()
        try:
            yield task, future.result()
        except DeadlinePassed:
            yield task, UnreadableDocument(f"{task.path}: not read within {_SECONDS} s")
        except (ProcessExpired, BrokenExecutor, MemoryError):
            limit = f"{_MEMORY // 1_000_000} MB"
            yield task, UnreadableDocument(f"{task.path}: its reader failed, or needs over {limit}")
        running.extend(_started(pool, islice(waiting, 1)))


def _started(pool: ProcessPool, tasks: Iterable[Task]) -> Iterator[tuple[Task, Any]]:
    for task in tasks:
        yield task, pool.schedule(_attempt, args=(task,), timeout=_SECONDS)
