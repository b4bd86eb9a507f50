"""What is asked of the nodes of a query before they are written anew."""

from __future__ import annotations

from dataclasses import dataclass

from graph.rewriting.paths import written
from graph.rewriting.scope import NONE, Names
from graph.rewriting.tree import (
    Expression,
    Filter,
    Group,
    Node,
    Select,
    Term,
    Triples,
    Union,
)


@dataclass(frozen=True)
class Context:
    """Where a node stands: in which GRAPH, and of an EXISTS, what stands around it.

    `outer` are variables of the query around an EXISTS, `nodes` those of them that are surely
    nodes of the same graph.
    """

    graph: Term | None = None
    exists: bool = False
    outer: Names = NONE
    nodes: Names = NONE

    @property
    def graph_name(self) -> str:
        """The variable of the GRAPH, or an empty string."""
        return self.graph.text if self.graph and self.graph.kind == "var" else ""

    @property
    def guard(self) -> str:
        return f"GRAPH {self.graph.text} {{}} " if self.graph else ""


def begins_in_graph(group: Group) -> bool:
    """Tell whether the first element of `group` finds its solutions in triples of the graph."""
    others = [e for e in group.elements if not isinstance(e, Filter)]
    return bool(others) and _is_in_graph(others[0])


def _is_in_graph(element: Node) -> bool:
    match element:
        case Triples():
            return True
        case Group():
            return True  # a group puts a guard in front of itself where it needs one
        case Union():
            return True
        case Select():
            return not (element.aggregated and element.keys is None)
    return False


def has_blank_end(block: Triples) -> bool:
    return any("blank" in (t.subject.kind, t.value.kind) for t in block.triples)


def as_variable(term: Term) -> Term:
    """Return a variable for a blank node: a name of one may not stand in two branches."""
    if term.kind != "blank":
        return term
    name = "".join(c if c.isalnum() else "_" for c in term.text[2:])
    return Term("var", f"?_zt_{name}")


def blocks(node: Node) -> list[Triples]:
    own = [node] if isinstance(node, Triples) else []
    return own + [block for child in node.children() for block in blocks(child)]


def has_rewritten_blanks(root: Select) -> bool:
    """Tell whether a blank node stands in a block that is written anew."""
    return any(
        has_blank_end(block) and any(len(written(triple)) > 1 for triple in block.triples)
        for block in blocks(root)
    )


def counts_rows(node: Node) -> bool:
    own = isinstance(node, Expression) and node.counts_rows
    return own or any(map(counts_rows, node.children()))
