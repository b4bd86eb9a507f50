"""The answer to a query by chapter 18 of SPARQL 1.1: bags of solutions, no index, no plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from bench.differential.aggregates import fold, has_aggregate
from bench.differential.paths import Triples, path_pairs
from bench.differential.syntax import (
    Bind,
    Call,
    Exists,
    Expression,
    Filter,
    Graph,
    Group,
    Minus,
    Optional,
    Path,
    Select,
    Term,
    Triple,
    Union,
    Values,
    Var,
)
from bench.differential.values import (
    ExpressionError,
    Node,
    Solution,
    Undefined,
    evaluate,
    truth,
)

Bag = list[dict[str, Node]]


@dataclass(frozen=True)
class Dataset:
    default: Triples
    named: Mapping[NamedNode, Triples]


@dataclass(frozen=True)
class Brute:
    """Evaluates on `dataset`; `graph` is the active graph."""

    dataset: Dataset
    graph: Triples

    def select(self, select: Select) -> Bag:
        """Return the solutions of `select` in no order, before LIMIT and OFFSET."""
        found = self.group(select.where)
        if select.keys or any(map(_is_aggregate, select.columns)) or select.having is not None:
            rows = self._grouped(select, found)
        else:
            rows = [self._projected(select, solution) for solution in found]
        return _distinct(rows) if select.distinct else rows

    def _projected(self, select: Select, solution: Solution) -> dict[str, Node]:
        row: dict[str, Node] = dict(solution)
        for column in select.columns:
            if not isinstance(column, Var):
                self._extend(row, *column)
        names = {c.name if isinstance(c, Var) else c[1].name for c in select.columns}
        return {name: node for name, node in row.items() if name in names}

    def _extend(self, row: dict[str, Node], expression: Expression, var: Var) -> None:
        try:
            row[var.name] = evaluate(expression, row, self.exists)
        except ExpressionError:
            return

    def _grouped(self, select: Select, found: Bag) -> Bag:
        groups: dict[tuple[Node | None, ...], Bag] = {} if select.keys else {(): []}
        for solution in found:
            key = tuple(self._value(key, solution) for key in select.keys)
            groups.setdefault(key, []).append(solution)
        rows = []
        for key, members in groups.items():
            row = self._group_row(select, key, members)
            if row is not None:
                rows.append(row)
        return rows

    def _group_row(
        self, select: Select, key: tuple[Node | None, ...], members: Bag
    ) -> dict[str, Node] | None:
        named = zip(select.keys, key, strict=True)
        known = {k.name: v for k, v in named if isinstance(k, Var) and v is not None}

        def folded(expression: Expression) -> Expression:
            return fold(expression, members, self.exists)

        if select.having is not None and not self._holds(folded(select.having), known):
            return None
        row: dict[str, Node] = {}
        for column in select.columns:
            if isinstance(column, Var):
                row |= {column.name: known[column.name]} if column.name in known else {}
            else:
                try:
                    row[column[1].name] = evaluate(folded(column[0]), known | row, self.exists)
                except ExpressionError:
                    continue
        return row

    def _value(self, expression: Expression, solution: Solution) -> Node | None:
        try:
            return evaluate(expression, solution, self.exists)
        except ExpressionError:
            return None

    def _holds(self, condition: Expression, solution: Solution) -> bool:
        try:
            return truth(evaluate(condition, solution, self.exists))
        except ExpressionError:
            return False

    def exists(self, group: Group, solution: Solution) -> bool:
        """Tell whether `group` has a solution once the variables of `solution` are replaced."""
        return bool(self.group(_substituted_group(group, solution)))

    def group(self, group: Group) -> Bag:
        """Evaluate the elements in their order, then the filters of the group (18.2.2)."""
        rows: Bag = [{}]
        filters = []
        for element in group.elements:
            match element:
                case Filter(condition):
                    filters.append(condition)
                case Bind(expression, var):
                    for row in rows:
                        self._extend(row, expression, var)
                case Optional(inner):
                    rows = self._left_join(rows, inner)
                case Minus(inner):
                    rows = _minus(rows, self.group(inner))
                case _:
                    rows = _join(rows, self._element(element))
        return [row for row in rows if all(self._holds(condition, row) for condition in filters)]

    def _element(self, element: object) -> Bag:
        match element:
            case Triple():
                return list(self._triple(element))
            case Union(groups):
                return [row for group in groups for row in self.group(group)]
            case Graph(name, inner):
                return list(self._in_graphs(name, inner))
            case Values(names, rows):
                return [
                    {n.name: t for n, t in zip(names, row, strict=True) if t is not None}
                    for row in rows
                ]
            case Group():
                return self.group(element)
            case Select():
                return self._sliced(element)
        raise TypeError(element)

    def _sliced(self, select: Select) -> Bag:
        rows = self.select(select)
        if select.limit is None and not select.offset:
            return rows
        if select.limit == 0 or select.offset >= len(rows):
            return []
        if select.offset == 0 and select.limit is not None and select.limit >= len(rows):
            return rows
        raise Undefined

    def _triple(self, triple: Triple) -> Iterator[dict[str, Node]]:
        subject, predicate, value = triple.subject, triple.predicate, triple.value
        if isinstance(predicate, Path):
            pairs = path_pairs(self.graph, predicate, _constant(subject), _constant(value))
            for start, end in pairs:
                yield from _matched([(subject, start), (value, end)])
            return
        for found in self.graph:
            yield from _matched(list(zip((subject, predicate, value), found, strict=True)))

    def _in_graphs(self, name: NamedNode | Var, group: Group) -> Iterator[dict[str, Node]]:
        for graph, triples in self.dataset.named.items():
            if name == graph or isinstance(name, Var):
                rows = replace(self, graph=triples).group(group)
                own = {name.name: graph} if isinstance(name, Var) else {}
                yield from _join(rows, [own])

    def _left_join(self, rows: Bag, group: Group) -> Bag:
        """Join where it holds; the filters of the optional group see both sides."""
        conditions = [e.condition for e in group.elements if isinstance(e, Filter)]
        others = tuple(e for e in group.elements if not isinstance(e, Filter))
        right = self.group(Group(others))
        joined: Bag = []
        for row in rows:
            found = [
                both
                for both in _join([row], right)
                if all(self._holds(condition, both) for condition in conditions)
            ]
            joined += found or [row]
        return joined


def _is_aggregate(column: Var | tuple[Expression, Var]) -> bool:
    return not isinstance(column, Var) and has_aggregate(column[0])


def _distinct(rows: Bag) -> Bag:
    return list({frozenset(row.items()): row for row in rows}.values())


def _constant(term: Term) -> Node | None:
    return None if isinstance(term, Var) else term


def _matched(pairs: list[tuple[Term, Node]]) -> Iterator[dict[str, Node]]:
    row: dict[str, Node] = {}
    for term, node in pairs:
        if isinstance(term, Var):
            if row.setdefault(term.name, node) != node:
                return
        elif term != node:
            return
    yield {name: node for name, node in row.items() if not Var(name).is_blank}


def _compatible(left: Solution, right: Solution) -> bool:
    return all(left[name] == right[name] for name in left.keys() & right.keys())


def _join(left: Iterable[Solution], right: list[dict[str, Node]]) -> Bag:
    return [{**a, **b} for a in left for b in right if _compatible(a, b)]


def _minus(left: Bag, right: Bag) -> Bag:
    def stays(row: Solution) -> bool:
        return not any(row.keys() & other.keys() and _compatible(row, other) for other in right)

    return [row for row in left if stays(row)]


def _substituted_group(group: Group, solution: Solution) -> Group:
    return Group(tuple(_substituted(element, solution) for element in group.elements))


def _substituted(element: object, solution: Solution) -> object:  # noqa: PLR0911 - one for each kind
    """Return `element` with the variables of `solution` replaced (18.6, substitute)."""

    def term(one: Term) -> Term:
        return solution.get(one.name, one) if isinstance(one, Var) else one

    def inner(group: Group) -> Group:
        return _substituted_group(group, solution)

    match element:
        case Triple(subject, predicate, value):
            step = predicate if isinstance(predicate, Path) else term(predicate)
            return Triple(term(subject), step, term(value))
        case Filter(condition):
            return Filter(_substituted_expression(condition, solution))
        case Bind(expression, var) if var.name not in solution:
            return Bind(_substituted_expression(expression, solution), var)
        case Optional(group) | Minus(group):
            return type(element)(inner(group))
        case Union(groups):
            return Union(tuple(map(inner, groups)))
        case Graph(name, group):
            return Graph(term(name), inner(group))
        case Group():
            return inner(element)
        case Values(names, _) if not any(name.name in solution for name in names):
            return element
    raise Undefined


def _substituted_expression(expression: Expression, solution: Solution) -> Expression:
    match expression:
        case Var(name):
            return solution.get(name, expression)
        case Call("BOUND", (Var(name),)) if name in solution:
            return Call("isIRI", (NamedNode("http://e/a"),))
        case Call(_, arguments):
            replaced = tuple(_substituted_expression(a, solution) for a in arguments)
            return replace(expression, arguments=replaced)
        case Exists(group, _):
            return replace(expression, group=_substituted_group(group, solution))
        case _:
            return expression
