"""Find what is looked up, within a number of statements that are read: a few hundred microseconds,
or up to three milliseconds in a process that does nothing else.

So it is done where the request came in. To hand a query over to a process of its own and back takes
longer than such a query; but nothing may run there that could take long, as the engine might with
anything but one pattern, or a tree of them (see `trees`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from json.encoder import encode_basestring

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
)

from graph.sparql.lookups.plans import Found, Lookup, Plan, Row
from graph.sparql.lookups.trees import MOST_READ, MOST_ROWS, Piece, Step, Tree, Walk
from graph.sparql.rows import RowCounter, full_rows
from graph.statements.describe import UNION
from graph.statements.matching import matching

_FEW = 6
_SURE = 8
"""Times in a row that there were too many, after which this is seen only once in as many times."""
_EMPTY_LAST = b"{}]}}"
"""Where an empty row stands before others, `full_rows` counts fewer than have their ends."""
_BINDINGS = b'"bindings":['
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class TooMuch(Exception):
    """More would have to be read, or told: it is a query like any other."""


class TooMany(TooMuch):
    """More fit the one pattern than are read here; elsewhere more may be."""


class _Reader:
    """Reads statements of `store`, so many in all and no more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left = MOST_READ

    def matches(self, step: Step, row: Row) -> Iterator[Row]:
        """Yield `row` with what each statement that fits `step` adds to it."""
        subject = None if step.subject is None else row[step.subject]
        verb = None if step.verb is None else row[step.verb]
        value = None if step.value is None else row[step.value]
        if isinstance(subject, Literal) or not isinstance(verb, NamedNode | None):
            return
        found = (
            self._store.quads_for_pattern(subject, verb, None, UNION)
            if value is None
            else matching(self._store, subject, verb, value, UNION)
        )
        added, same = step.added, step.same
        for quad in islice(found, self._left + 1):
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            if not same or all(quad[at] == quad[other] for at, other in same):
                yield (*row, *[quad[at] for at in added])


def answer(store: Store, lookup: Lookup) -> tuple[bytes, int]:
    """Return the answer as SPARQL 1.1 Query Results JSON, and its number of rows.

    Raises TooMuch where that takes long.
    """
    plan = lookup.plan
    if plan.told is None:
        return (
            b'{"head":{},"boolean":%s}' % (b"true" if _is_there(store, lookup) else b"false"),
            1,
        )
    if plan.scan:
        few = None if plan.habit.finds_many else _few(store, lookup)
        if few is None or _is_over(plan, len(few)):
            return _scan(store, lookup, plan.scan)
        return as_json(lookup, few), len(few)
    if plan.tree:
        found = _walk_bare(store, lookup, plan.tree) or _walk(store, lookup, plan.tree.whole)
        if found and _is_over(plan, found[1]):
            raise TooMuch
        if found:
            return found
    solutions = find(store, lookup)
    return as_json(lookup, solutions), len(solutions)


def _few(store: Store, lookup: Lookup) -> list[Row] | None:
    """Return the solutions of a look-up with one unknown, None where they are more than a few: the
    engine takes long to begin, and then less for each.

    Texts of one shape find many again and again, or never: there this is not tried.
    """
    (step,) = lookup.plan.steps
    if len(step.added) > 1:
        return None
    rows = list(islice(_Reader(store).matches(step, lookup.row), _FEW + 1))
    return rows if len(rows) <= _FEW else None


def _scan(store: Store, lookup: Lookup, text: tuple[Piece, ...]) -> tuple[bytes, int]:
    """Let the engine read and write many statements, which it does quicker than we.

    Of more than the limit it takes those that it would take for the whole query. Where there were
    too many the last time, it looks first whether there are: that takes a fifth of reading them.
    Where there were again and again, others answer most without a look.
    """
    habit, most = lookup.plan.habit, lookup.plan.most
    if habit.too_many:
        is_sure = habit.too_many > _SURE and habit.too_many % _SURE
        after = (*text[:-1], f" }} OFFSET {most} LIMIT 1")
        if is_sure or full_rows(_written(store, _filled(after, lookup))):
            habit.too_many += 1
            raise TooMany
    body = _written(store, _filled(text, lookup))
    rows = full_rows(body)
    habit.finds_many, habit.too_many = rows > _FEW, int(rows > most)
    if habit.too_many:
        raise TooMany
    return body, rows


def _walk_bare(store: Store, lookup: Lookup, tree: Tree) -> tuple[bytes, int] | None:
    """Read the leaves by themselves, and put the value of each into every row of the rest; None
    where one has none, or several."""
    if tree.bare is None:
        return None
    leaves = list[str]()
    for subject, verb, number in tree.leaves:
        start, step = lookup.row[subject], lookup.row[verb]
        if isinstance(start, Literal) or not isinstance(step, NamedNode):
            return None
        values = list(islice(store.quads_for_pattern(start, step, None, UNION), 2))
        if len(values) != 1 or isinstance(values[0].object, Triple):
            return None
        leaves.append(f"{encode_basestring(lookup.names[number])}:{_term(values[0].object)}")
    found = _walk(store, lookup, tree.bare)
    if found is None:
        return None
    body, rows = found
    end = _end(lookup, tree.bare.ends[0])
    first, grown = b"{" + end, b"{%s,%s" % (",".join(leaves).encode(), end)
    bindings = body.partition(_BINDINGS)[2].replace(first, grown)
    return _head(lookup).encode() + bindings, rows


def _walk(store: Store, lookup: Lookup, walk: Walk) -> tuple[bytes, int] | None:
    """Let the engine go from the constants to the ends of the tree, None where it did not get to
    all ends, or would find more."""
    body = _written(store, _filled(walk.text, lookup))
    rows = full_rows(body)
    if rows > MOST_ROWS or body.endswith(_EMPTY_LAST):
        return None
    begin = body.find(_BINDINGS)  # variables may be called as what stands before
    is_whole = all(body.count(_end(lookup, number), begin) == rows for number in walk.ends)
    return (body, rows) if is_whole else None


def _end(lookup: Lookup, number: int) -> bytes:
    """Return what stands in a result once for each time that a variable is bound."""
    return f'"{lookup.names[number]}":{{'.encode()


def _filled(text: tuple[Piece, ...], lookup: Lookup) -> str:
    _, row, names = lookup
    return "".join(
        [
            piece
            if isinstance(piece, str)
            else (str(row[piece]) if piece >= 0 else f"?{names[~piece]}")
            for piece in text
        ]
    )


def ask(store: Store, text: str, prefixes: dict[str, str] | None = None) -> tuple[bytes, int]:
    """Return what the engine answers to a SELECT as JSON, and the number of rows."""
    body = _written(store, text, prefixes)
    counter = RowCounter("application/sparql-results+json")
    counter.feed(body)
    return body, counter.rows()


def _written(store: Store, text: str, prefixes: dict[str, str] | None = None) -> bytes:
    found = store.query(text, prefixes=prefixes)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    return found.serialize(format=QueryResultsFormat.JSON) or b""


def _is_over(plan: Plan, rows: int) -> bool:
    """Tell whether there are more rows than may be told: which of them would be open."""
    return plan.limit is not None and rows > plan.limit


def find(store: Store, lookup: Lookup) -> list[Row]:
    """Return all solutions of `lookup`; raises TooMuch where that takes long."""
    plan, reader, rows = lookup.plan, _Reader(store), [lookup.row]
    for step in plan.steps:
        rows = [new for row in rows for new in reader.matches(step, row)]
    if (rows and plan.is_broad) or _is_over(plan, len(rows)):
        raise TooMuch
    return rows


def _is_there(store: Store, lookup: Lookup) -> bool:
    """Tell whether there is a solution; of the last step one statement is enough."""
    plan, reader, rows = lookup.plan, _Reader(store), [lookup.row]
    for step in plan.steps[:-1]:
        rows = [new for row in rows for new in reader.matches(step, row)]
    last = plan.steps[-1:]
    is_there = any(True for step in last for row in rows for _ in reader.matches(step, row))
    if plan.is_broad and (is_there or not last):
        raise TooMuch
    return is_there


def as_json(lookup: Lookup, rows: list[Row]) -> bytes:
    """Return the solutions in the format SPARQL 1.1 Query Results JSON, as the engine writes it.

    Raises TooMuch for a triple in the place of a term.

    >>> lookup = Lookup(Plan(((0, 0),), (), ()), (), ("a",))
    >>> as_json(lookup, [(Literal("水", language="zh"),)]).decode()
    '{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"水","xml:lang":"zh"}}]}}'
    """
    told, names = lookup.plan.told or (), lookup.names
    keyed = [(f"{encode_basestring(names[number])}:", place) for number, place in told]
    found = ["{" + ",".join([key + _term(row[at]) for key, at in keyed]) + "}" for row in rows]
    return (_head(lookup) + ",".join(found) + "]}}").encode()


def _head(lookup: Lookup) -> str:
    told = lookup.plan.told or ()
    names = ",".join([encode_basestring(lookup.names[number]) for number, _ in told])
    return '{"head":{"vars":[' + names + ']},"results":{"bindings":['


def _term(term: Found) -> str:
    value = term.value if isinstance(term, NamedNode | Literal | BlankNode) else None
    if value is None:
        raise TooMuch
    text = encode_basestring(value)
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{text}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{text}}}'
    if term.language:
        return f'{{"type":"literal","value":{text},"xml:lang":"{term.language}"}}'
    if term.datatype.value == _STRING:
        return f'{{"type":"literal","value":{text}}}'
    kind = encode_basestring(term.datatype.value)
    return f'{{"type":"literal","value":{text},"datatype":{kind}}}'
