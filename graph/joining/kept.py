"""The relations that are kept of a snapshot: made when an aggregate asked for them, then only read.

They stand beside the snapshots in a hidden folder, and may be deleted at any time. Where nothing
can be written there, the engine counts.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from graph.joining.plans import Key, Plan, read_plan
from graph.rewriting.sizes import Sizes

if TYPE_CHECKING:
    from graph.joining.relation import Relation

FOLDER = ".joined"
_FEWEST = 100
"""Statements of a property, or nodes of a class, from which on it is kept."""
_MOST = 2_000_000
_KNOWN = 256
_OPEN = 64


class Kept:
    """The relations of the snapshot whose `store` is at `path`, with what is known of its `sizes`;
    `prefixes` may be used undeclared."""

    def __init__(self, path: Path, store: Store, prefixes: Mapping[str, str], sizes: Sizes) -> None:
        path = path.resolve()
        self._snapshot, self._key = path.parents[1], path.name
        self._store, self._sizes = store, sizes
        self._prefixes = dict(prefixes)
        self._open: dict[Key, Relation] = {}
        self._plan = lru_cache(maxsize=_KNOWN)(self._read)

    def answer(self, text: str) -> QuerySolutions | tuple[Key, ...]:
        """Return the solutions of `text`, or what is not kept that it would take to count them:
        nothing for any other query."""
        plan = self._plan(text)
        if plan is None:
            return ()
        found = {key: own for key in plan.keys if (own := self._at(key))}
        if len(found) < len(plan.keys):
            return tuple(key for key in plan.keys if key not in found)
        from graph.joining.counting import TooMany, answer

        try:
            solutions = answer(plan, found)
        except TooMany:
            return ()
        if solutions is None:
            return ()
        results = parse_query_results(solutions.encode(), QueryResultsFormat.TSV)
        assert isinstance(results, QuerySolutions)  # noqa: S101 - as they are written
        return results

    def make(self, keys: Iterable[Key]) -> None:
        """Keep the relations of `keys` from now on, those that can be."""
        from graph.joining.relation import collect

        with suppress(OSError):
            self._remove_others()
        for key in keys:
            if not self._path(key).exists() and (found := collect(self._store, key)):
                with suppress(OSError):
                    self._save(found, self._path(key))

    def _save(self, relation: Relation, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=path.parent))
        try:
            relation.save(unfinished)
            unfinished.chmod(0o755)
            unfinished.rename(path)
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise

    def _remove_others(self) -> None:
        """Remove what is kept of snapshots that are gone."""
        home = self._snapshot.parent
        for folder in (home / FOLDER).iterdir():
            if not (home / folder.name).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def _at(self, key: Key) -> Relation | None:
        if key not in self._open:
            path = self._path(key)
            if not path.exists():
                return None
            from graph.joining.relation import opened

            try:
                found = opened(path)
            except (OSError, ValueError):
                return None  # it was deleted or damaged meanwhile
            if len(self._open) >= _OPEN:
                self._open.clear()
            self._open[key] = found
        return self._open[key]

    def _path(self, key: Key) -> Path:
        name = hashlib.sha256(" ".join((self._key, *key)).encode()).hexdigest()[:16]
        return self._snapshot.parent / FOLDER / self._snapshot.name / name

    def _read(self, text: str) -> Plan | None:
        """Return the plan of `text`, if the engine reads it and it counts neither little nor too
        much."""
        plan = read_plan(text, self._prefixes)
        if plan is None or not all(_FEWEST <= (self._size(k) or 0) <= _MOST for k in plan.keys):
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
