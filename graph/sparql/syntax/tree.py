"""What is read of a query: patterns in full, expressions only as far as patterns stand in them.

Every node has its place in the text, so that what is right is written as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field

OWN_BLANK = "[]"
"""How the texts of blank nodes begin that have no name in a query."""


@dataclass(frozen=True)
class Term:
    """A term of a triple: `kind` is var, iri, literal or blank; a variable's text has a `?`."""

    kind: str
    text: str

    @property
    def is_constant(self) -> bool:
        return self.kind in ("iri", "literal")


@dataclass(frozen=True)
class Path:
    """A path: `kind` is one of `^ / | * + ? !`, or `iri` with its `text`."""

    kind: str
    parts: tuple[Path, ...] = ()
    text: str = ""

    def __str__(self) -> str:
        match self.kind:
            case "iri":
                return self.text
            case "^":
                return f"^{self._inner()}"
            case "!":
                return f"!({'|'.join(map(str, self.parts))})"
            case "*" | "+" | "?":
                return f"{self._inner()}{self.kind}"
            case _:
                return f"({self.kind.join(map(str, self.parts))})"

    def _inner(self) -> str:
        inner = str(self.parts[0])
        plain = self.parts[0].kind in ("iri", "/", "|")
        return inner if plain else f"({inner})"


@dataclass(frozen=True)
class Triple:
    subject: Term
    predicate: Term | Path
    value: Term


@dataclass(frozen=True)
class Node:
    start: int
    end: int

    def children(self) -> tuple[Node, ...]:
        return ()


@dataclass(frozen=True)
class Triples(Node):
    triples: tuple[Triple, ...]


@dataclass(frozen=True)
class Concat(Node):
    """GROUP_CONCAT: `inner` is where its expression stands, behind DISTINCT."""

    distinct: bool
    inner: tuple[int, int]
    parts: tuple[Node, ...] = ()

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True)
class Aggregate(Node):
    """COUNT: `inner` is where its expression stands, `var` the variable if it is one."""

    name: str
    distinct: bool
    inner: tuple[int, int]
    parts: tuple[Node, ...] = ()
    var: str = ""

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True)
class Labelled(Node):
    """BNODE with an argument, which stands at `inner`."""

    inner: tuple[int, int]
    parts: tuple[Node, ...] = ()

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True)
class Exists(Node):
    group: Group

    def children(self) -> tuple[Node, ...]:
        return (self.group,)


@dataclass(frozen=True)
class Expression(Node):
    """An expression or several: the variables outside of groups, and what stands in it."""

    mentions: frozenset[str]
    parts: tuple[Node, ...]
    aggregates: bool = False
    counts_rows: bool = False
    """Whether COUNT(DISTINCT *) is in it."""

    def children(self) -> tuple[Node, ...]:
        return self.parts


@dataclass(frozen=True)
class Filter(Expression):
    pass


@dataclass(frozen=True)
class Bind(Expression):
    var: str = ""


@dataclass(frozen=True)
class Inner(Node):
    """OPTIONAL or MINUS with its group."""

    kind: str
    group: Group

    def children(self) -> tuple[Node, ...]:
        return (self.group,)


@dataclass(frozen=True)
class Union(Node):
    groups: tuple[Group, ...]

    def children(self) -> tuple[Node, ...]:
        return self.groups


@dataclass(frozen=True)
class Graph(Node):
    name: Term
    group: Group

    def children(self) -> tuple[Node, ...]:
        return (self.group,)


@dataclass(frozen=True)
class Service(Node):
    """SERVICE: whom to ask, what for, and whether a failure counts as one empty solution."""

    name: Term
    group: Group
    silent: bool

    def children(self) -> tuple[Node, ...]:
        return (self.group,)


@dataclass(frozen=True)
class Values(Node):
    names: tuple[str, ...]
    undefined: frozenset[str]


@dataclass(frozen=True)
class Group(Node):
    elements: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.elements


@dataclass(frozen=True)
class Column(Node):
    """A column of a SELECT: a variable, or an expression that is bound to one."""

    var: str
    expression: Expression | None = None

    def children(self) -> tuple[Node, ...]:
        return (self.expression,) if self.expression else ()


@dataclass(frozen=True)
class Select(Node):
    """A query of any form, or a sub-select; the columns of other forms are empty.

    `star` is where its * stands, `keys` where its GROUP BY ends, `shown` where its columns end.
    """

    form: str
    columns: tuple[Column, ...]
    where: Group | None
    tail: tuple[Node, ...] = ()
    star: int | None = None
    shown: int = 0
    keys: int | None = None
    key_names: frozenset[str] = frozenset()
    limited: bool = False
    default_graphs: tuple[Term, ...] = ()
    named_graphs: tuple[Term, ...] = ()
    templates: tuple[Node, ...] = ()

    def children(self) -> tuple[Node, ...]:
        where = (self.where,) if self.where else ()
        return (*self.columns, *where, *self.tail)

    @property
    def aggregated(self) -> bool:
        parts = [column.expression for column in self.columns]
        parts += [part for part in self.tail if isinstance(part, Expression)]
        return any(part.aggregates for part in parts if part)


@dataclass(frozen=True)
class Prologue:
    """BASE and PREFIX as they stand at one place: the base, and IRIs by prefix.

    Both are as they are written: an IRI may be relative to what `text` declares before it.
    """

    base: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    text: str = ""
