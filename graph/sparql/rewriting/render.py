"""Write a query anew: what the engine answers rightly as it was, the rest in another way.

Inside `GRAPH ?g` the engine binds ?g by the triples it finds, and by nothing else: a pattern that
needs no triple leaves it unbound, a sub-select forgets it, MINUS takes it for a shared variable.
`GRAPH ?g {}` gives all graphs, and rightly; put in front, it binds ?g for what follows.
"""

from __future__ import annotations

from dataclasses import replace

from graph.sparql.rewriting.aggregates import counted, distinct_strings, has_values
from graph.sparql.rewriting.columns import Edit, edits_of, shows_nothing
from graph.sparql.rewriting.edges import Edges
from graph.sparql.rewriting.labels import is_split, misplaced
from graph.sparql.rewriting.paths import may_be_idle, written
from graph.sparql.rewriting.scope import NONE, bound_in, in_scope, node_names, sure
from graph.sparql.rewriting.traits import (
    Context,
    as_variable,
    begins_in_graph,
    blocks,
    counts_rows,
    describes_all,
    has_blank_end,
    has_hidden_node,
    has_named_blank,
    has_rewritten_blanks,
    joins_only,
    labels,
)
from graph.sparql.syntax.guard import position
from graph.sparql.syntax.tree import (
    Aggregate,
    Column,
    Concat,
    Exists,
    Expression,
    Graph,
    Group,
    Inner,
    Labelled,
    Node,
    Path,
    Select,
    Triples,
    Values,
)
from ontology.errors import QueryError, QueryRefused

UNIQUE = "?_zt_u"


class Renderer:
    """Renders the nodes of one `text`; `changed` says whether anything is written anew.

    `edges` knows afterwards which steps go through literals.
    """

    def __init__(self, text: str, edges: Edges) -> None:
        self._text = text
        self.edges = edges
        self.changed = False
        self._blanks = False

    def render(self, root: Select) -> str:
        has_names = "_:" in self._text
        is_doubtful = any(map(self.edges.doubts, blocks(root)))
        if is_doubtful and describes_all(self._text, root):
            what = "DESCRIBE * beside a path to a value that is known"
            raise self._refusal(root, what, "name what is described")
        self._blanks = is_doubtful or has_rewritten_blanks(root)
        self._blanks |= has_names and is_split(root)
        if self._blanks and has_names and (found := misplaced(root)):
            label, block = found
            message = f"the blank node {label} stands in two groups; write a variable for it"
            raise QueryError(message, *position(self._text, block.start))
        if self._blanks and shows_nothing(root):
            what = f"{root.form} * where there is no variable"
            raise self._refusal(root, what, "write a variable for one of the nodes")
        kinds = "/!" if is_doubtful else "/"  # a negated set becomes a pattern with a variable
        hidden = any(has_hidden_node(block, kinds) for block in blocks(root))
        if hidden and counts_rows(root):
            what = "COUNT(DISTINCT *) beside a blank node or a path of two steps or with !"
            way = "name what is counted"
            raise self._refusal(root, what, way)
        return self._text[: root.start] + self._node(root, Context()) + self._text[root.end :]

    def _node(self, node: Node, context: Context) -> str:  # noqa: PLR0911 - one for each kind
        match node:
            case Triples():
                return self._triples(node, context)
            case Concat():
                return self._concat(node, context)
            case Aggregate():
                return self._aggregate(node, context)
            case Labelled():
                return self._labelled(node, context)
            case Graph():
                return self._graph(node, context)
            case Group():
                return self._group(node, context)
            case Exists():
                return self._plain(node, replace(context, exists=True))
            case Select():
                return self._select(node, context)
        return self._plain(node, context)

    def _plain(self, node: Node, context: Context) -> str:
        """Write `node` as it was, but for its children."""
        written_, at = [], node.start
        for child in sorted(node.children(), key=lambda child: child.start):
            written_ += [self._text[at : child.start], self._node(child, context)]
            at = child.end
        return "".join((*written_, self._text[at : node.end]))

    def _refusal(self, node: Node, what: str, way: str) -> QueryRefused:
        message = f"{what} is not answered rightly here; {way}"
        return QueryRefused(message, *position(self._text, node.start))

    # Groups

    def _group(self, group: Group, context: Context) -> str:
        if context.graph_name:
            self._check_graph_variable(group, context)
        guard = context.guard if context.graph and not begins_in_graph(group) else ""
        self.changed |= bool(guard)
        pieces = ["{", f" {guard}" if guard else ""]
        at = group.start + 1
        for element in group.elements:
            inner = self._inner(element, group, context)
            written_ = "" if self._is_idle(element, group, context) else self._node(element, inner)
            if guard and isinstance(element, Select):
                written_ = f"{{ {written_} }}"
            pieces += [self._text[at : element.start], written_]
            at = element.end
        pieces.append(self._text[at : group.end])
        return "".join(pieces)

    def _inner(self, element: Node, group: Group, context: Context) -> Context:
        """Return the context of an element of `group`."""
        if isinstance(element, Expression):
            return context.around(in_scope(group), node_names(group))
        if isinstance(element, Inner) and element.kind == "OPTIONAL":
            return replace(context, left=context.left | in_scope(group))
        return context

    def _check_graph_variable(self, group: Group, context: Context) -> None:
        """Refuse GRAPH ?g around a use of ?g that the engine binds too early.

        Right is what is joined with the graph's name anyway.
        """
        name = context.graph_name
        for element in group.elements:
            if not joins_only(element, name):
                raise self._refusal(
                    element,
                    f"{name} inside GRAPH {name}, where it is not bound yet,",
                    f"use it behind the group: GRAPH {name} {{ … }} FILTER (… {name} …)",
                )

    def _is_idle(self, minus: Node, group: Group, context: Context) -> bool:
        """Tell whether an element of `group` is a MINUS that has no effect.

        Raises QueryRefused where the engine would compare variables that it should not.
        """
        if not isinstance(minus, Inner) or minus.kind != "MINUS":
            return False
        if not (context.graph_name or context.exists):
            return False
        before = [e for e in group.elements if e.start < minus.start]
        left = frozenset().union(*map(in_scope, before))
        shared = (left & in_scope(minus.group)) - {context.graph_name}
        surely = frozenset().union(*map(sure, before)) & sure(minus.group)
        if not shared:
            self.changed = True
            return True
        if (shared & surely) - context.outer - {context.graph_name}:
            return False
        where = "EXISTS" if context.exists else f"GRAPH {context.graph_name}"
        raise self._refusal(minus, f"MINUS inside {where}", "write FILTER NOT EXISTS { … } instead")

    # Graphs

    def _graph(self, graph: Graph, context: Context) -> str:
        inner = replace(context, graph=graph.name, nodes=NONE)
        head = self._text[graph.start : graph.group.start]
        return head + self._group(graph.group, inner)

    # Sub-selects

    def _select(self, select: Select, context: Context) -> str:
        name = context.graph_name
        if name and select.limited:
            raise self._refusal(
                select,
                f"LIMIT or OFFSET of a sub-select inside GRAPH {name}",
                f"put GRAPH {name} inside the sub-select, and {name} among its columns",
            )
        if name and select.aggregated and select.keys is None:
            return self._one_row_each(select, context)
        edits = edits_of(select, name, has_own=self._blanks)
        self.changed |= bool(edits)
        return self._edited(select, edits, context)

    def _edited(self, select: Select, edits: list[Edit], context: Context) -> str:
        children = sorted(select.children(), key=lambda child: child.start)
        places = [(c.start, c.end, self._child(c, select, context)) for c in children]
        pieces, at = [], select.start
        for start, end, piece in sorted([*edits, *places]):
            pieces += [self._text[at:start], piece]
            at = end
        return "".join((*pieces, self._text[at : select.end]))

    def _child(self, child: Node, select: Select, context: Context) -> str:
        if child is select.where:
            where = self._node(child, replace(context, unique=""))
            if not labels(select):
                return where
            self.changed = True
            return f"{where[:-1]} BIND(STRUUID() AS {UNIQUE}) }}"
        if isinstance(child, Values):
            return self._node(child, context)
        nodes = node_names(select.where) if select.where else NONE
        bound = sure(select.where) if select.where else NONE
        around = replace(context.around(bound_in(select), nodes), bound=bound)
        has_unique = isinstance(child, Column) and not (select.aggregated or select.keys)
        has_unique &= select.star is None
        return self._node(child, replace(around, unique=UNIQUE if has_unique else ""))

    def _one_row_each(self, select: Select, context: Context) -> str:
        """Write an aggregate without GROUP BY inside GRAPH ?g: one row for each graph.

        Graphs with solutions are grouped; for the others the aggregate is over nothing.
        """
        assert select.where is not None  # noqa: S101 - a sub-select has one
        name, where = context.graph_name, select.where
        if any(has_named_blank(block) for block in blocks(where)):
            what = f"an aggregate without GROUP BY over a blank node inside GRAPH {name}"
            raise self._refusal(select, what, "write a variable for the blank node")
        self.changed = True
        columns = [(select.shown, select.shown, f" {name}")]
        keys = [(where.end, where.end, f" GROUP BY {name}")]
        grouped = self._edited(select, [*columns, *keys], context)
        pattern = self._node(where, replace(context, exists=True, outer=frozenset({name})))
        head = self._text[select.start : where.start]
        over_nothing = f"{head} {{ FILTER (false) }} {self._text[where.end : select.end]}"
        none = f"{context.guard}FILTER NOT EXISTS {pattern} {{ {over_nothing} }}"
        return f"{{ {grouped} }} UNION {{ {none} }}"

    # Triples and expressions

    def _triples(self, block: Triples, context: Context) -> str:
        if context.exists:
            self._check_idle_ends(block, context)
        if not self._needs_writing(block):
            self.edges.note(block)
            return self._text[block.start : block.end]
        self.changed = True
        plain, others = [], []
        write = self.edges.written(block)
        for triple in block.triples:
            ends = replace(
                triple, subject=as_variable(triple.subject), value=as_variable(triple.value)
            )
            branches = written(ends, write)
            if len(branches) == 1:
                plain.append(branches[0])
            else:
                joined = " UNION ".join(
                    f"{{ {context.guard if 'NOT EXISTS' in branch else ''}{branch} }}"
                    for branch in branches
                )
                others.append(joined)
        return " . ".join((*plain, *others))

    def _needs_writing(self, block: Triples) -> bool:
        if self._blanks and has_blank_end(block):
            return True
        if self.edges.doubts(block):
            return True
        return any(len(written(triple)) > 1 for triple in block.triples)

    def _check_idle_ends(self, block: Triples, context: Context) -> None:
        """Refuse a path of no step in an EXISTS from a variable that may be no node here."""
        for triple in block.triples:
            if isinstance(triple.predicate, Path) and may_be_idle(triple.predicate):
                ends = {t.text for t in (triple.subject, triple.value) if t.kind == "var"}
                if doubtful := (ends & context.outer) - context.nodes:
                    raise self._refusal(
                        block,
                        f"a path that may have no step from or to {min(doubtful)} inside EXISTS",
                        "write the case of no step apart, with UNION",
                    )

    def _concat(self, concat: Concat, context: Context) -> str:
        """Take the strings of the values, without their languages."""
        start, end = concat.inner
        inner = self._text[start:end]
        behind = self._text[end : concat.end]
        if inner.upper().startswith("STR(") and inner.count("(") == 1:
            return self._plain(concat, context)
        self.changed = True
        return (
            distinct_strings(inner, behind)
            if concat.distinct
            else f"GROUP_CONCAT(STR({inner}){behind}"
        )

    def _aggregate(self, node: Aggregate, context: Context) -> str:
        """Write COUNT so that solutions without a value do not take away those of others."""
        start, end = node.inner
        inner = self._plain(Expression(start, end, NONE, node.parts), context)
        if node.var or has_values(inner):
            return self._plain(node, context)
        self.changed = True
        return counted(inner, distinct=node.distinct)

    def _labelled(self, node: Labelled, context: Context) -> str:
        """Write BNODE(x) so that x gives another node in each solution."""
        if not context.unique:
            raise self._refusal(
                node,
                "BNODE with an argument, but in the columns of a SELECT,",
                "use BNODE() once, in a BIND",
            )
        self.changed = True
        start, end = node.inner
        return f'BNODE(CONCAT("b", MD5(CONCAT({context.unique}, {self._text[start:end]}))))'
