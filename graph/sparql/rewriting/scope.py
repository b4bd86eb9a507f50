"""Which variables a pattern binds: perhaps (in scope), surely, or mentions at all."""

from __future__ import annotations

from collections.abc import Iterable

from graph.sparql.rewriting.paths import may_be_idle
from graph.sparql.syntax.tree import (
    Bind,
    Expression,
    Graph,
    Group,
    Inner,
    Node,
    Path,
    Select,
    Term,
    Triple,
    Triples,
    Union,
    Values,
)

Names = frozenset[str]
NONE: Names = frozenset()


def in_scope(node: Node) -> Names:  # noqa: PLR0911 - one for each kind
    """Return the variables that are in scope behind `node` (18.2.1)."""
    match node:
        case Triples(_, _, triples):
            return _names(triples)
        case Bind():
            return frozenset({node.var})
        case Inner(_, _, "MINUS") | Expression():
            return NONE
        case Graph(_, _, name, group):
            return in_scope(group) | _own(name)
        case Values(_, _, names, _):
            return frozenset(names)
        case Select():
            return columns_of(node)
    return _merged(map(in_scope, node.children()))


def sure(node: Node) -> Names:  # noqa: PLR0911 - one for each kind
    """Return the variables that every solution of `node` binds."""
    match node:
        case Triples(_, _, triples):
            return _names(triples)
        case Expression() | Inner():
            return NONE
        case Union(_, _, groups):
            return frozenset.intersection(*map(sure, groups))
        case Graph(_, _, name, group):
            return sure(group) | _own(name)
        case Values(_, _, names, undefined):
            return frozenset(names) - undefined
        case Select():
            kept = sure(node.where) if node.where and not node.aggregated else NONE
            if node.keys is not None and node.where:
                kept = node.key_names & sure(node.where)
            return columns_of(node) & kept
    return _merged(map(sure, node.children()))


def mentioned(node: Node) -> Names:
    """Return every variable that is written in `node`."""
    match node:
        case Triples(_, _, triples):
            return _names(triples)
        case Values(_, _, names, _):
            return frozenset(names)
    own: set[str] = set()
    if isinstance(node, Expression):
        own |= node.mentions
    if isinstance(node, Bind):
        own.add(node.var)
    if isinstance(node, Graph):
        own |= _own(node.name)
    if isinstance(node, Select):
        own |= {column.var for column in node.columns}
    return _merged(map(mentioned, node.children())) | own


def columns_of(select: Select) -> Names:
    """Return the variables that a SELECT projects."""
    if select.star is not None and select.where:
        behind = (part for part in select.tail if isinstance(part, Values))
        return _merged(map(in_scope, (select.where, *behind)))
    return frozenset(column.var for column in select.columns)


def bound_in(select: Select) -> Names:
    """Return the variables that may be bound where the expressions of a SELECT are evaluated."""
    values = (part for part in select.tail if isinstance(part, Values))
    parts = (*values, select.where) if select.where else values
    columns = frozenset(column.var for column in select.columns)
    return _merged(map(in_scope, parts)) | select.key_names | columns


def node_names(group: Group) -> Names:
    """Return the variables that stand as subject or object in triples of `group` itself.

    What a path of no step may lead from or to may be no node.
    """
    blocks = [element for element in group.elements if isinstance(element, Triples)]
    triples = (t for block in blocks for t in block.triples if not _may_be_idle(t))
    terms = (term for t in triples for term in (t.subject, t.value))
    return frozenset(term.text for term in terms if term.kind == "var")


def _may_be_idle(triple: Triple) -> bool:
    return isinstance(triple.predicate, Path) and may_be_idle(triple.predicate)


def _names(triples: Iterable[Triple]) -> Names:
    terms = (term for t in triples for term in (t.subject, t.predicate, t.value))
    return frozenset(t.text for t in terms if isinstance(t, Term) and t.kind == "var")


def _own(name: Term) -> Names:
    return frozenset({name.text}) if name.kind == "var" else NONE


def _merged(many: Iterable[Names]) -> Names:
    return frozenset().union(*many)
