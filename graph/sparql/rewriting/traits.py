"""What is asked of the nodes of a query before they are written anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.sparql.rewriting.paths import written
from graph.sparql.rewriting.scope import NONE, Names, columns_of, mentioned
from graph.sparql.syntax.tree import (
    OWN_BLANK,
    Column,
    Expression,
    Filter,
    Graph,
    Group,
    Labelled,
    Node,
    Path,
    Select,
    Term,
    Triples,
    Union,
    Values,
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
    left: Names = NONE
    """Variables in front of an OPTIONAL, which its filters see, too."""
    bound: Names = NONE
    """Of an expression of a SELECT: the variables that every solution of its WHERE binds."""
    unique: str = ""
    """A variable that is another string in each solution, where there is one."""

    @property
    def graph_name(self) -> str:
        """The variable of the GRAPH, or an empty string."""
        return self.graph.text if self.graph and self.graph.kind == "var" else ""

    @property
    def guard(self) -> str:
        return f"GRAPH {self.graph.text} {{}} " if self.graph else ""

    def around(self, bound: Names, nodes: Names) -> Context:
        """Return the context of an EXISTS where `bound` may be bound, `nodes` of them to nodes."""
        return replace(self, outer=self.outer | self.left | bound, nodes=nodes)


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


def has_hidden_node(block: Triples, kinds: str) -> bool:
    """Tell whether a node of `block` has no variable: a blank one, or one in a path of `kinds`."""
    paths = (triple.predicate for triple in block.triples if isinstance(triple.predicate, Path))
    return has_blank_end(block) or any(_has_kind(path, kinds) for path in paths)


def _has_kind(path: Path, kinds: str) -> bool:
    return path.kind in kinds or any(_has_kind(part, kinds) for part in path.parts)


def joins_only(node: Node, name: str) -> bool:
    """Tell whether `name` stands in `node` only where it is joined with what is outside."""
    match node:
        case Triples() | Values():
            return True
        case Graph(_, _, graph, group) if graph.text == name:
            return name not in mentioned(group)
        case Group():
            return all(joins_only(element, name) for element in node.elements)
        case Select() if name in columns_of(node) and not (node.limited or node.aggregated):
            others = [*node.columns, *node.tail]
            unused = not any(name in mentioned(o) for o in others if not _is_column(o, name))
            return (
                unused and node.keys is None and bool(node.where and joins_only(node.where, name))
            )
    return name not in mentioned(node)


def _is_column(node: Node, name: str) -> bool:
    return isinstance(node, Column) and node.var == name and node.expression is None


def hidden_uses(node: Node, name: str = "") -> list[tuple[int, int, str]]:
    """Return the sub-selects inside GRAPH ?g that have a ?g of their own: places, and its name."""
    if isinstance(node, Graph):
        name = node.name.text if node.name.kind == "var" else ""
    if name and isinstance(node, Select) and name not in columns_of(node):
        return [(node.start, node.end, name)] if name in mentioned(node) else []
    return [found for child in node.children() for found in hidden_uses(child, name)]


def labels(select: Select) -> bool:
    """Tell whether a column of `select` has BNODE with an argument."""
    return any(_has_label(column) for column in select.columns)


def _has_label(node: Node) -> bool:
    return isinstance(node, Labelled) or any(map(_has_label, node.children()))


def has_named_blank(block: Triples) -> bool:
    ends = [term for t in block.triples for term in (t.subject, t.value)]
    return any(term.kind == "blank" and not term.text.startswith(OWN_BLANK) for term in ends)


def as_variable(term: Term) -> Term:
    """Return a variable for a blank node: a name of one may not stand in two branches."""
    if term.kind != "blank":
        return term
    if term.text.startswith(OWN_BLANK):
        return Term("var", f"?_zt_n{term.text.removeprefix(OWN_BLANK)}")
    label = term.text.removeprefix("_:")
    name = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in label)
    return Term("var", f"?_zt_b{name}")


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


def describes_all(text: str, query: Select) -> bool:
    """Tell whether `query` is a DESCRIBE of all variables."""
    shown = text[query.start : query.where.start] if query.where else ""
    return query.form == "DESCRIBE" and "*" in shown
