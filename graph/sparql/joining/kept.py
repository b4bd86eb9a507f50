"""The relations, and numbers of nodes, that are kept of a snapshot: made when an aggregate asked
for them, then only read.

They stand beside the snapshots in a hidden folder, and may be deleted at any time. Where nothing
can be written there, the engine counts.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from graph.sparql.joining.nodes import Nodes, Number, count_nodes, opened_number, read_nodes
from graph.sparql.joining.plans import Key, Plan, read_plan
from graph.sparql.rewriting.scans import LONGEST
from graph.sparql.rewriting.sizes import Sizes

if TYPE_CHECKING:
    from graph.sparql.joining.relation import Relation

FOLDER = ".joined"
_FEWEST = 100
"""Statements of a property, or nodes of a class, from which on it is kept."""
_UNFINISHED, _LONGEST = "unfinished-", 3_600
"""How a folder is called that is being written, and seconds after which nobody does any more."""
_KNOWN = 256
_OPEN = 64


class Most(NamedTuple):
    """Statements of a property, or nodes of a class, and rows of a join, at the most."""

    statements: int
    rows: int


MOST = Most(statements=2_000_000, rows=20_000_000)
"""To collect so many takes 20 s; a column of so many rows takes 80 MB."""
AT_ONCE = Most(statements=5_000, rows=10_000)
"""What takes less than to hand it to a process, 0.3 ms."""


def planned(text: str, prefixes: Mapping[str, str]) -> Plan | Nodes | None:
    """Return what is to be counted for `text`, None for a query that nothing is kept for."""
    return read_plan(text, prefixes) or (read_nodes(text) if len(text) <= LONGEST else None)


class Kept:
    """The relations of the snapshot whose `store` is at `path`, with what is known of its `sizes`;
    `prefixes` may be used undeclared. What is over `most` is left to others."""

    def __init__(
        self,
        path: Path,
        store: Store,
        prefixes: Mapping[str, str],
        sizes: Sizes,
        most: Most = MOST,
    ) -> None:
        path = path.resolve()
        self._snapshot, self._key = path.parents[1], path.name
        self._store, self._sizes, self._most = store, sizes, most
        self._prefixes = dict(prefixes)
        self._open: dict[Key, Relation] = {}
        self._numbers: dict[Key, Number] = {}
        self._plan = lru_cache(maxsize=_KNOWN)(self._read)

    def answer(self, text: str) -> QuerySolutions | tuple[Key, ...]:
        """Return the solutions of `text`, or what is not kept that it would take to count them:
        nothing for any other query."""
        found = self._counted(text)
        if isinstance(found, tuple):
            if found and not any(key.verb for key in found):  # nodes take as long anywhere
                self.make(found)
                found = self._counted(text)
            if isinstance(found, tuple):
                return found
        results = parse_query_results(found.encode(), QueryResultsFormat.TSV)
        assert isinstance(results, QuerySolutions)  # noqa: S101 - as they are written
        return results

    def written(self, text: str) -> tuple[bytes, int] | None:
        """Return the answer to `text` as JSON and its number of rows, None if it is not known."""
        found = self._counted(text)
        if isinstance(found, tuple):
            return None
        results = parse_query_results(found.encode(), QueryResultsFormat.TSV)
        body = results.serialize(format=QueryResultsFormat.JSON) or b""
        return body, found.count("\n") - 1

    def _counted(self, text: str) -> str | tuple[Key, ...]:
        """Return the solutions of `text` as TSV, or what is not kept for them."""
        plan = self._plan(text)
        if plan is None:
            return ()
        if isinstance(plan, Nodes):
            number = self._number(plan.key)
            return f"?{plan.name}\n{number.value}\n" if number else (plan.key,)
        found = {key: own for key in plan.keys if (own := self._at(key))}
        if len(found) < len(plan.keys):
            return tuple(key for key in plan.keys if key not in found)
        from graph.sparql.joining.counting import TooMany, answer

        try:
            return answer(plan, found, self._most.rows) or ()
        except TooMany:
            return ()

    def make_for(self, text: str) -> None:
        """Keep what it takes to count what `text` does."""
        if isinstance(lacking := self._counted(text), tuple):
            self.make(lacking)

    def make(self, keys: Iterable[Key]) -> None:
        """Keep the relations of `keys` from now on, those that can be."""
        from graph.sparql.joining.relation import collect

        with suppress(OSError):
            self._remove_others()
        for key in keys:
            found: Relation | Number | None = None
            if not key.verb and not self._number(key):
                found = self._numbers[key] = count_nodes(self._store, key.kind)
            elif not self._path(key).exists():
                found = collect(self._store, key)
            if found:
                with suppress(OSError):
                    self._save(found, self._path(key))

    def _save(self, found: Relation | Number, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=path.parent))
        try:
            found.save(unfinished)
            unfinished.chmod(0o755)
            unfinished.rename(path)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise

    def _remove_others(self) -> None:
        """Remove what is kept of snapshots that are gone, and what was never finished."""
        home, own = self._snapshot.parent, self._snapshot.name
        for unfinished in (home / FOLDER / own).glob(f"{_UNFINISHED}*"):
            if time.time() > unfinished.stat().st_mtime + _LONGEST:
                shutil.rmtree(unfinished, ignore_errors=True)
        for folder in (home / FOLDER).iterdir():
            if not (home / folder.name).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def _at(self, key: Key) -> Relation | None:
        if key not in self._open:
            path = self._path(key)
            if not path.exists():
                return None
            from graph.sparql.joining.relation import opened

            try:
                found = opened(path)
            except (OSError, ValueError, EOFError):
                return None  # it was deleted or damaged meanwhile
            if len(self._open) >= _OPEN:
                self._open.clear()
            self._open[key] = found
        return self._open[key]

    def _number(self, key: Key) -> Number | None:
        if key not in self._numbers:
            with suppress(OSError, ValueError):
                self._numbers[key] = opened_number(self._path(key))
        return self._numbers.get(key)

    def _path(self, key: Key) -> Path:
        name = hashlib.sha256(" ".join((self._key, *key)).encode()).hexdigest()[:16]
        return self._snapshot.parent / FOLDER / self._snapshot.name / name

    def _read(self, text: str) -> Plan | Nodes | None:
        """Return the plan of `text`, if the engine reads it and it counts neither little nor too
        much."""
        plan = planned(text, self._prefixes)
        sizes = [self._size(key) or 0 for key in plan.keys] if isinstance(plan, Plan) else [_FEWEST]
        if plan is None or min(sizes) < _FEWEST or max(sizes) > self._most.statements:
            return None
        try:
            Store().query(text, prefixes=self._prefixes)
        except (SyntaxError, ValueError, RuntimeError):
            return None
        return plan

    def _size(self, key: Key) -> int | None:
        try:
            return self._sizes.entities(key.kind) if key.kind else self._sizes.statements(key.verb)
        except ValueError:
            return None  # it is no IRI, and the engine says what is wrong with it


class Counter:
    """Answers one query from what is `kept`, and remembers what that `lacks`."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.lacks: tuple[Key, ...] = ()

    def answer(self, text: str) -> QuerySolutions | None:
        """Return the solutions of `text`, None where the engine must find them."""
        found = self._kept.answer(text)
        if isinstance(found, tuple):
            self.lacks = found
            return None
        return found
