"""Read an aggregate that counts what a tree of properties reaches, and nothing else.

SELECT ?theme ?role (COUNT(*) AS ?n)
{ ?item zt:theme ?theme ; zt:hasAssignment/zt:role ?role } GROUP BY ?theme ?role
SELECT (AVG(?n) AS ?mean)
{ SELECT ?item (COUNT(?one) AS ?n) { ?item zt:hasAssignment ?one } GROUP BY ?item }
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from graph.sparql.rewriting.scans import LONGEST, OURS, is_tree, steps_of
from graph.sparql.rewriting.types import AGGREGATES, iri_at
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.syntax.tree import Column, Prologue, Select, Triple, Triples
from ontology.standards import RDF

_MOST_STEPS = 8
_VAR = r"[?$]\w+"
_BARE = re.compile(r"SELECT\s*", re.IGNORECASE)
_COUNT = re.compile(rf"COUNT\s*\(\s*(DISTINCT\s+)?({_VAR}|\*)\s*\)\s*", re.IGNORECASE)
_OF_COUNTS = re.compile(rf"(AVG|SUM|MIN|MAX)\s*\(\s*({_VAR})\s*\)\s*", re.IGNORECASE)
_TAIL = re.compile(
    rf"\s*(?:GROUP\s+BY(?P<groups>(?:\s*{_VAR})+)\s*)?"
    rf"(?:ORDER\s+BY\s*(?P<down>DESC|ASC)?[\s(]*(?P<by>{_VAR})[\s)]*)?"
    r"(?:LIMIT\s+(?P<limit>\d{1,9})\s*)?(?:OFFSET\s+(?P<offset>\d{1,9})\s*)?(?:#[^\n\r]*)?",
    re.IGNORECASE,
)


class Key(NamedTuple):
    """What is kept: the statements of a property, or, with a `kind`, the nodes of that class.

    Without a property it is the number of all nodes of a kind (see `nodes`).
    """

    verb: str
    kind: str = ""


class Step(NamedTuple):
    """From the variable `node` by what is kept to the variable `value`, none for a class."""

    node: str
    key: Key
    value: str


class Counted(NamedTuple):
    """A column: a variable that rows are grouped by, or a count of rows or of values of `of`."""

    name: str
    of: str = ""
    is_count: bool = False


class Counts(NamedTuple):
    """Counts over the rows of `steps`, by the variables `groups`; how they are ordered and cut.

    `order` is the name of a count, and whether it falls.
    """

    steps: tuple[Step, ...]
    groups: tuple[str, ...]
    columns: tuple[Counted, ...]
    order: tuple[str, bool] | None = None
    limit: int | None = None
    offset: int = 0


class Plan(NamedTuple):
    """Counts, or with `over` what is made of all of them: names with one of AVG, SUM, MIN, MAX."""

    counts: Counts
    over: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> list[Key]:
        """What must be kept for it."""
        return list(dict.fromkeys(step.key for step in self.counts.steps))


def read_plan(text: str, prefixes: Mapping[str, str]) -> Plan | None:
    """Return what `text` counts, None for any other query. It must be one that the engine reads.

    >>> plan = read_plan("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a x:C ; x:p ?o }", {"x": "x:"})
    >>> [step.key for step in plan.counts.steps][1], plan.counts.columns
    (Key(verb='x:p', kind=''), (Counted(name='n', of='o', is_count=True),))
    >>> read_plan("SELECT (MAX(?o) AS ?n) { ?s x:p ?o }", {"x": "x:"}) is None
    True
    """
    if len(text) > LONGEST or not may_have(text, AGGREGATES) or OURS.search(text):
        return None
    try:
        prologue, query = read_query(text)
    except (NotUnderstood, RecursionError):
        return None
    known = Prologue(prologue.base, {**prefixes, **prologue.prefixes})
    if query.form != "SELECT" or query.default_graphs or query.named_graphs or not query.where:
        return None
    elements = query.where.elements
    if len(elements) == 1 and isinstance(elements[0], Select):
        return _over(text, query, elements[0], known)
    counts = _counts(text, query, known, len(text))
    # of the first node it is not kept how it is written
    if counts is None or counts.steps[0].node in {c.name for c in counts.columns}:
        return None
    return Plan(counts)


def _over(text: str, query: Select, inner: Select, known: Prologue) -> Plan | None:
    """Read a query over all rows of another, `inner`, that counts."""
    counts = _counts(text, inner, known, inner.end)
    if counts is None or counts.order or counts.limit is not None or counts.offset:
        return None
    names = {column.name for column in counts.columns if column.is_count}
    found = [(c.var[1:], _written(text, c, _OF_COUNTS)) for c in query.columns]
    whole = _is_bare(text, query) and query.where and not text[query.where.end :].strip()
    if not whole or not all(made and made[2][1:] in names for _, made in found):
        return None
    if len(names) != 1 or len({name for name, _ in found}) < len(found):
        return None
    return Plan(counts, tuple((name, made[1].upper()) for name, made in found if made))


def _counts(text: str, query: Select, known: Prologue, end: int) -> Counts | None:
    steps = _steps(query, known)
    tail = _TAIL.fullmatch(text[query.where.end : end]) if query.where else None
    if steps is None or tail is None or not _is_bare(text, query):
        return None
    bound = {step.node for step in steps} | {step.value for step in steps if step.value}
    groups = tuple(name[1:] for name in re.findall(_VAR, tail["groups"] or ""))
    columns = [_column(text, column, bound, groups) for column in query.columns]
    found = tuple(column for column in columns if column)
    counts = {column.name for column in found if column.is_count}
    if not counts or len(found) < len(columns) or len({c.name for c in found}) < len(found):
        return None
    if not bound.issuperset(groups) or (tail["by"] and tail["by"][1:] not in counts):
        return None
    order = (tail["by"][1:], (tail["down"] or "").upper() == "DESC") if tail["by"] else None
    limit = int(tail["limit"]) if tail["limit"] else None
    return Counts(tuple(steps), groups, found, order, limit, int(tail["offset"] or 0))


def _is_bare(text: str, query: Select) -> bool:
    """Tell whether nothing stands between SELECT and its columns."""
    return bool(query.columns) and bool(_BARE.fullmatch(text[query.start : query.columns[0].start]))


def _column(text: str, column: Column, bound: set[str], groups: tuple[str, ...]) -> Counted | None:
    name = column.var[1:]
    if column.expression is None:
        return Counted(name) if name in groups else None
    found = _written(text, column, _COUNT)
    if found is None or name in bound or (found[1] and found[2] == "*"):
        return None
    of = found[2].lstrip("?$")
    if of != "*" and of not in bound:
        return None
    return Counted(name, of if found[1] else "", is_count=True)


def _written(text: str, column: Column, form: re.Pattern[str]) -> re.Match[str] | None:
    part = column.expression
    return form.fullmatch(text[part.start : part.end]) if part else None


def _steps(query: Select, known: Prologue) -> list[Step] | None:
    """Return the steps of the pattern, if it is a tree of properties and classes."""
    elements = query.where.elements if query.where else ()
    block = elements[0] if len(elements) == 1 else None
    if query.star is not None or not isinstance(block, Triples):
        return None
    triples = list(steps_of(block.triples))
    if not triples or len(triples) > _MOST_STEPS or not is_tree(triples):
        return None
    steps = [_step(triple, known) for triple in triples]
    return [step for step in steps if step] if all(steps) else None


def _step(triple: Triple, known: Prologue) -> Step | None:
    verb, node = iri_at(triple.predicate, known), triple.subject.text[1:]
    if not verb:
        return None
    if triple.value.kind == "var":
        return Step(node, Key(verb), triple.value.text[1:]) if verb != RDF.type.value else None
    kind = iri_at(triple.value, known)
    return Step(node, Key(verb, kind), "") if kind and verb == RDF.type.value else None
