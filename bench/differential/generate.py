"""Queries on small graphs, by chance from a seed. Rare constructs are frequent here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from pyoxigraph import NamedNode

from bench.differential.datasets import ABSENT, GRAPHS, LITERALS, MIXED, NODES, STEPS
from bench.differential.syntax import (
    Bind,
    Call,
    Element,
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
from ontology.standards import RDF

VARS = [Var(name) for name in "xxyyzzwwg"]
AGGREGATES = ["COUNT", "COUNT", "SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT", "SAMPLE"]


def scope(group: Group) -> set[str]:
    """Return the names of the variables that are in scope after `group`."""
    names: set[str] = set()
    for element in group.elements:
        names |= _scope_of(element)
    return names


def _scope_of(element: Element) -> set[str]:  # noqa: PLR0911 - one for each kind
    match element:
        case Triple(subject, predicate, value):
            found = [term for term in (subject, predicate, value) if isinstance(term, Var)]
            return {term.name for term in found if not term.is_blank}
        case Bind(_, var):
            return {var.name}
        case Optional(group):
            return scope(group)
        case Union(groups):
            return {name for group in groups for name in scope(group)}
        case Graph(name, group):
            return scope(group) | ({name.name} if isinstance(name, Var) else set())
        case Values(names, _):
            return {name.name for name in names}
        case Group():
            return scope(element)
        case Select():
            return set(columns_of(element))
    return set()


def columns_of(select: Select) -> list[str]:
    return [c.name if isinstance(c, Var) else c[1].name for c in select.columns]


@dataclass
class Maker:
    """Makes one query; `fresh` counts the variables that expressions are bound to."""

    random: Random
    fresh: int = 0
    in_exists: bool = field(default=False)

    def query(self) -> Select:
        chance = self.random.random()
        if chance < 0.1:
            makers = (self._reach, self._tally, self._sorted, self._extremes)
            return self.random.choice(makers)()
        return self.select(depth=0)

    def _tally(self) -> Select:
        """Return what counts over a tree of properties, and nothing else."""
        nodes, triples = [Var("x")], list[Element]()
        for name in "yzw"[: self.random.randint(1, 3)]:
            node, value = self.random.choice(nodes), Var(name)
            if self.random.random() < 0.2:
                triples.append(Triple(node, RDF.type, self.random.choice(NODES)))
                continue
            triples.append(Triple(node, self.random.choice(STEPS[:2]), value))
            nodes.append(value)
        keys = self.random.sample(nodes[1:], self.random.randint(0, len(nodes) - 1))
        columns: list[Var | tuple[Expression, Var]] = list(keys)
        for _ in range(self.random.randint(1, 2)):
            distinct = self.random.random() < 0.5
            columns.append((Call("COUNT", (self.random.choice(nodes),), distinct), self._fresh()))
        limit = self.random.randint(0, 3) if self.random.random() < 0.2 else None
        return Select(tuple(columns), Group(tuple(triples)), keys=tuple(keys), limit=limit)

    def _sorted(self) -> Select:
        """Return what sorts terms of many kinds, and may ask for the first of them alone."""
        limit = self.random.randint(1, 4) if self.random.random() < 0.6 else None
        offset = self.random.choice((0, 0, 1))
        order = ((self.random.random() < 0.4, Var("x")), (self.random.random() < 0.4, Var("y")))
        columns = (Var("x"), Var("y"))
        return Select(columns, self._mixed(), order=order, limit=limit, offset=offset)

    def _extremes(self) -> Select:
        """Return the least and the largest of terms of many kinds, all or by group."""
        low, high = (Call(name, (Var("x"),)) for name in ("MIN", "MAX"))
        columns = ((low, self._fresh()), (high, self._fresh()))
        keys = (Var("y"),) if self.random.random() < 0.5 else ()
        having = Call(">", (Call("COUNT", ()), LITERALS[0])) if keys else None
        return Select((*keys, *columns), self._mixed(), keys=keys, having=having)

    def _mixed(self) -> Group:
        names = (Var("x"), Var("y"))
        rows = [
            (self.random.choice(MIXED), self.random.choice(LITERALS[:2]))
            for _ in range(self.random.randint(0, 12))
        ]
        values: list[Element] = [Values(names, tuple(rows))]
        if self.random.random() < 0.3:
            values.append(Optional(Group((Triple(Var("x"), STEPS[0], Var("z")),))))
        if self.random.random() < 0.3:
            name = self.random.choice(("IN", "NOT IN"))
            values.append(Filter(Call(name, (Var(self.random.choice("xxyz")),))))
        return Group(tuple(values))

    def _reach(self) -> Select:
        """Return what asks for one end of a path alone, each once."""
        end, other = self.random.sample([Var("x"), Var("y")], 2)
        path = Path(self.random.choice("**?+"), (self.path(1),))
        ends = self.random.choice([(end, other), (other, end), (end, end), (end, NODES[0])])
        where = Group((Triple(ends[0], path, ends[1]),))
        if self.random.random() < 0.5:
            return Select((end,), where, distinct=True)
        return Select(((Call("COUNT", (end,), distinct=True), self._fresh()),), where)

    def select(self, depth: int) -> Select:
        where = self.group(depth)
        if self.random.random() < 0.3:
            return self._aggregated(where)
        known = sorted(scope(where))
        names = self.random.sample(known, self.random.randint(min(1, len(known)), len(known)))
        every = bool(known) and self.random.random() < 0.2
        names = known if every else names
        columns: list[Var | tuple[Expression, Var]] = [Var(name) for name in names]
        if not columns or (not every and self.random.random() < 0.2):
            columns.append((self.expression(known, 1), self._fresh()))
        distinct = self.random.random() < 0.3
        order = self._order(columns)
        limit = self.random.randint(0, 3) if self.random.random() < 0.15 else None
        offset = self.random.randint(1, 2) if self.random.random() < 0.1 else 0
        return Select(tuple(columns), where, distinct, (), None, order, limit, offset, every=every)

    def _order(
        self, columns: list[Var | tuple[Expression, Var]]
    ) -> tuple[tuple[bool, Expression], ...]:
        if self.random.random() > 0.2:
            return ()
        shown = [column for column in columns if isinstance(column, Var)]
        return tuple((self.random.random() < 0.4, var) for var in shown[:2])

    def _aggregated(self, where: Group) -> Select:
        known = sorted(scope(where))
        keys = [
            Var(n)
            for n in self.random.sample(known, min(len(known), self.random.choice((0, 1, 1, 2))))
        ]
        columns: list[Var | tuple[Expression, Var]] = list(keys)
        for _ in range(self.random.choice((1, 1, 2))):
            columns.append((self._aggregate(known), self._fresh()))
        having = None
        if self.random.random() < 0.2:
            having = Call(self.random.choice(("<", ">")), (self._aggregate(known), LITERALS[0]))
        return Select(tuple(columns), where, keys=tuple(keys), having=having)

    def _aggregate(self, known: list[str]) -> Expression:
        name = self.random.choice(AGGREGATES)
        distinct = self.random.random() < 0.3
        if not known or (name == "COUNT" and self.random.random() < 0.4):
            return Call("COUNT", (), distinct)
        inner: Expression = Var(self.random.choice(known))
        if name == "GROUP_CONCAT" and self.random.random() < 0.4:
            inner = Call("STR", (inner,))
        found = Call(name, (inner,), distinct)
        return Call("+", (found, LITERALS[0])) if self.random.random() < 0.1 else found

    def _fresh(self) -> Var:
        self.fresh += 1
        return Var(f"n{self.fresh}")

    def group(self, depth: int) -> Group:
        elements: list[Element] = []
        for _ in range(self.random.choice((1, 1, 2, 2, 3))):
            elements.append(self._element(depth, Group(tuple(elements))))
        return Group((*elements, *(self._typed() if self.random.random() < 0.2 else ())))

    def _typed(self) -> tuple[Triple, Triple]:
        """Return a triple beside the class that all such subjects often have."""
        subject = self.random.choice(VARS)
        value = self._term(subject=False)
        return Triple(subject, STEPS[0], value), Triple(subject, RDF.type, NODES[0])

    def _element(self, depth: int, before: Group) -> Element:
        simple: list[tuple[int, Callable[[], Element]]] = [
            (6, self._triple),
            (3, self._path),
            (2, lambda: Filter(self.condition(sorted(scope(before)) or ["x"], depth))),
            (1, lambda: Bind(self.expression(sorted(scope(before)), 1), self._fresh())),
            (2, self._values),
        ]
        nested: list[tuple[int, Callable[[], Element]]] = [
            (3, lambda: Graph(self._graph_name(), self.group(depth + 1))),
            (2, lambda: Optional(self.group(depth + 1))),
            (2, lambda: Minus(self.group(depth + 1))),
            (1, lambda: Union((self.group(depth + 1), self.group(depth + 1)))),
            (1, lambda: Group(self.group(depth + 1).elements)),
        ]
        if not self.in_exists:
            nested.append((2, lambda: self.select(depth + 1)))
        choices = simple if depth >= 3 else [*simple, *nested]
        weights = [weight for weight, _ in choices]
        return self.random.choices([make for _, make in choices], weights)[0]()

    def _graph_name(self) -> NamedNode | Var:
        names: list[NamedNode | Var] = [*map(Var, "gghhx"), *GRAPHS[:2], ABSENT[0]]  # type: ignore[list-item]
        return self.random.choice(names)

    def _term(self, *, subject: bool) -> Term:
        chance = self.random.random()
        if chance < 0.05:
            return Var(f"_:{self._fresh().name}")
        if chance < 0.65:
            return self.random.choice(VARS)
        if chance < 0.75:
            return self.random.choice(ABSENT[:1] if subject else ABSENT)
        return self.random.choice(NODES if subject else [*NODES, *LITERALS])

    def _triple(self) -> Element:
        step: Term = self.random.choice([*STEPS, *STEPS, *STEPS, Var("w")])
        return Triple(self._term(subject=True), step, self._term(subject=False))

    def _path(self) -> Element:
        return Triple(self._term(subject=True), self.path(0), self._term(subject=False))

    def path(self, depth: int) -> Path:
        kind = self.random.choice("*+?*?^/|!")
        count = 2 if kind in "/|" else 1
        if kind == "!":
            return Path("!", tuple(self._negatable() for _ in range(self.random.randint(1, 2))))
        deeper = depth < 2 and self.random.random() < 0.4
        parts = tuple(
            self.path(depth + 1) if deeper else self.random.choice(STEPS) for _ in range(count)
        )
        return Path(kind, parts)

    def _negatable(self) -> Path | NamedNode:
        step = self.random.choice(STEPS)
        return Path("^", (step,)) if self.random.random() < 0.3 else step

    def _values(self) -> Element:
        names = self.random.sample(list(dict.fromkeys(VARS)), self.random.choice((1, 1, 2)))
        terms = [*NODES, *LITERALS[:4], *ABSENT, *GRAPHS[:1], None]
        rows = [
            tuple(self.random.choice(terms) for _ in names)
            for _ in range(self.random.randint(0, 2))
        ]
        return Values(tuple(names), tuple(rows))

    def condition(self, known: list[str], depth: int) -> Expression:
        known = known or ["x"]
        chance = self.random.random()
        if chance < 0.25 and depth < 2 and not self.in_exists:
            return self._exists(depth)
        if chance < 0.4:
            return Call("BOUND", (Var(self.random.choice(known)),))
        if chance < 0.5:
            return Call("!", (self.condition(known, depth),))
        if chance < 0.65:
            both = (self.condition(known, depth), self.condition(known, depth))
            return Call(self.random.choice(("&&", "||")), both)
        if chance < 0.7:
            return Call("IN", (Var(self.random.choice(known)), *self.random.sample(NODES, 2)))
        operator = self.random.choice(("=", "=", "!=", "<", ">=", "sameTerm"))
        return Call(operator, (self.expression(known, 0), self.expression(known, 0)))

    def _exists(self, depth: int) -> Expression:
        self.in_exists = True
        group = self.group(depth + 1)
        self.in_exists = False
        return Exists(group, self.random.random() < 0.5)

    def expression(self, known: list[str], depth: int) -> Expression:
        chance = self.random.random()
        if depth and chance < 0.3:
            name = self.random.choice(("STR", "LANG", "DATATYPE", "isIRI", "STRLEN"))
            return Call(name, (self.expression(known, 0),))
        if depth and chance < 0.5:
            both = (self.expression(known, 0), self.expression(known, 0))
            return Call(self.random.choice(("+", "-", "COALESCE", "CONCAT")), both)
        if depth and chance < 0.6:
            parts = (self.condition(known, 3), self.expression(known, 0), self.expression(known, 0))
            return Call("IF", parts)
        if known and chance < 0.85:
            return Var(self.random.choice(known))
        return self.random.choice([*NODES, *LITERALS])
