"""The part of a snapshot that one document makes: a pure function of its bytes and the registers.

A part is written where it is made, so that only its record comes back from a worker.

Parts are made in worker processes, which `loader.budget` limits: a hostile file can drive any
parser astray, and then takes its worker with it and no other document.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as DeadlinePassed
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from traceback import extract_tb
from typing import Any

from pebble import ProcessExpired
from pyoxigraph import Quad

from graph.index.entries.letters import letter_fields
from graph.index.words.lexicon import Lexicon
from graph.index.words.words import Words
from graph.index.writer import known_words, own_fields, shared_nodes
from graph.statements.statements import ListedStatements, Statement
from graph.storage.parts import KEY_LENGTH, Content, sorted_n_quads, write_part
from graph.storage.snapshot import Issue, LoadedDocument, Reading
from loader import budget
from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.registers.search_words import synonyms_of
from loader.triples.document import document_statements, place_of
from loader.triples.registers import register_quads
from loader.workers import Workers
from ontology.errors import OutOfTime, UnreadableDocument, ZhengtuError
from ontology.ids import rebase

_AHEAD = 32
"""Parts that may be made before they are taken."""

_UNCOLLECTED = 100_000
"""Objects a worker makes between two collections: a document has many, and few stand in rings."""


@dataclass(frozen=True)
class Task:
    """A file to read, the name it is known by, what reads it as what, and where its part is put.

    `versions` is the hash of all that determines a part beside its document.
    """

    path: Path
    name: str
    registers: Path
    base_iri: str
    versions: str
    folder: Path
    reading: Reading = "tasks"

    def key(self, sha256: str) -> str:
        """Return the key of the part that the bytes of that hash make."""
        everything = " ".join((self.versions, sha256, self.reading, self.name))
        return hashlib.sha256(everything.encode(errors="surrogateescape")).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True)
class Made:
    """What was made of a document: its record, and its bytes or where they are kept."""

    document: LoadedDocument
    data: bytes | Path


Making = Iterator[tuple[Task, Made | ZhengtuError]]
"""Tasks with their parts, or with what hindered them."""


def make_part(task: Task) -> Made:
    """Read and extract one document and write its part.

    Raises UnreadableDocument or LayoutError.
    """
    registers = _registers(task.registers)
    _known(task.registers)
    budget.allow_reading()
    source = replace(read_document(task.path), name=task.name)
    data = task.path.read_bytes()
    budget.allow_understanding()
    extraction, report = extract(source, registers, task.reading)
    budget.allow_writing(len(extraction.items) + len(extraction.provisions))
    letter, items = extraction.letter, extraction.items
    counts = {"items": len(items), "assignments": sum(len(item.assignments) for item in items)}
    if task.reading == "policy":
        counts["provisions"] = len(extraction.provisions)
    noted = {"iri": letter.iri.value, **report.as_json()}
    content = _content(list(document_statements(source, extraction, registers)), noted, task)
    part = write_part(task.folder, task.key(source.sha256), content, task.base_iri)
    iri = rebase(letter.iri.value, task.base_iri)
    label = letter.number or letter.title
    issue = _issue(extraction, registers, task.base_iri)
    read = iri, source.name, source.sha256, label, counts, part, task.reading, issue
    return Made(LoadedDocument(*read), data)


def _issue(extraction: Extraction, registers: Registers, base_iri: str) -> Issue | None:
    letter = extraction.letter
    place = place_of(letter.jurisdiction, registers)
    if not place or not extraction.items or letter.year is None:
        return None
    return Issue(rebase(place.value, base_iri), letter.year, letter.title)


def _content(said: list[Statement], report: dict[str, Any], task: Task) -> Content:
    known = _known(task.registers)
    statements = ListedStatements(said, known.statements)
    entries, shared = own_fields(statements, known.words), shared_nodes(statements)
    entries.append(letter_fields(report["iri"], said))
    return Content(sorted_n_quads(said, task.base_iri), entries, shared, report)


@dataclass(frozen=True)
class Known:
    """What the registers state, and the words that their names add to the dictionary."""

    quads: list[Quad]
    statements: ListedStatements
    lexicon: Lexicon
    words: Words


@cache
def _registers(folder: Path) -> Registers:
    return Registers(folder)


@cache
def _known(folder: Path) -> Known:
    known = known_of(_registers(folder))
    gc.freeze()  # the registers stay: no collection while documents are read looks at them again
    gc.set_threshold(_UNCOLLECTED)
    return known


def known_of(registers: Registers) -> Known:
    """Return what the registers state, and the words that they add."""
    quads = list(register_quads(registers))
    statements = ListedStatements(quads)
    lexicon = Lexicon(tuple(known_words(statements)), synonyms_of(registers))
    return Known(quads, statements, lexicon, lexicon.segmentation())


@contextmanager
def making(tasks: Iterable[Task], processes: int) -> Iterator[Making]:
    """Begin to make the parts of `tasks`; give each task with its part or its error, in order.

    Workers go on beside whoever entered, as far ahead as they may. What was not taken when the
    block ends is given up.
    """
    tasks = list(tasks)
    _registers.cache_clear()
    _known.cache_clear()
    if not tasks:
        yield iter(())
        return
    count = min(processes, len(tasks))
    workers = Workers(_attempt, count, seconds=budget.CLOCK, begin=budget.begin_worker)
    with closing(workers):
        waiting = iter(tasks)
        workers.start(islice(waiting, _AHEAD))
        yield _taken(workers, waiting)


def _attempt(task: Task) -> Made | ZhengtuError:
    """Return the part or the error; a fault of ours fails this document and no other."""
    try:
        return make_part(task)
    except ZhengtuError as error:
        return _alone(error)
    except OSError as error:
        return UnreadableDocument(
            f"{task.path}: the file cannot be read ({error.strerror}); check that it is still "
            "there and may be read"
        )
    except MemoryError:
        budget.end_worker()
    except Exception as error:
        place = extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return UnreadableDocument(
            f"{task.path}: zhengtu fails over it ({what}: {error}); report this with the file, and "
            "save it in another format"
        )


def _alone(error: ZhengtuError) -> ZhengtuError:
    """Return `error` without the frames that it came through.

    A worker holds its last result while it reads the next document, and frames hold the whole of a
    document.
    """
    error.__context__ = error.__cause__ = None
    return error.with_traceback(None)


def _taken(workers: Workers[Task, Made | ZhengtuError], waiting: Iterator[Task]) -> Making:
    """Yield results in order; for each that is taken, one more of those that wait is begun."""
    for task, made in workers.results():
        yield task, _failure(task, made) if isinstance(made, Exception) else made
        workers.start(islice(waiting, 1))


def _failure(task: Task, error: Exception) -> ZhengtuError:
    """Return what is told of a document whose part did not come back, or its own error."""
    match error:
        case ZhengtuError():
            return error
        case ProcessExpired():
            kind = OutOfTime if budget.ran_out_of_time(error.exitcode) else UnreadableDocument
            return kind(f"{task.path}: {budget.why_it_ended(error.exitcode)}")
        case DeadlinePassed():
            return UnreadableDocument(f"{task.path}: not read within {budget.CLOCK} s")
        case BrokenExecutor():
            return UnreadableDocument(f"{task.path}: its reader broke down; load it alone")
        case _:
            raise error
