"""A query as a tree, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode


@dataclass(frozen=True)
class Var:
    """A variable, or a blank node where the name begins with `_:`, which nothing shows."""

    name: str

    def __str__(self) -> str:
        return self.name if self.is_blank else f"?{self.name}"

    @property
    def is_blank(self) -> bool:
        return self.name.startswith("_:")


Term = NamedNode | Literal | Var


@dataclass(frozen=True)
class Call:
    """An operator, function or aggregate with its arguments; `distinct` for aggregates only."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False


@dataclass(frozen=True)
class Exists:
    group: Group
    negated: bool


Expression = Var | NamedNode | Literal | Call | Exists


@dataclass(frozen=True)
class Path:
    """A property path: `kind` is one of `^ / | * + ? !`, or `iri` for a single step."""

    kind: str
    parts: tuple[Path | NamedNode, ...]


@dataclass(frozen=True)
class Triple:
    subject: Term
    predicate: Term | Path
    value: Term


@dataclass(frozen=True)
class Filter:
    condition: Expression


@dataclass(frozen=True)
class Bind:
    expression: Expression
    var: Var


@dataclass(frozen=True)
class Optional:
    group: Group


@dataclass(frozen=True)
class Minus:
    group: Group


@dataclass(frozen=True)
class Union:
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Graph:
    name: NamedNode | Var
    group: Group


@dataclass(frozen=True)
class Values:
    names: tuple[Var, ...]
    rows: tuple[tuple[NamedNode | Literal | None, ...], ...]


@dataclass(frozen=True)
class Group:
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Select:
    """A SELECT; `columns` are variables, or an expression with the variable it is bound to."""

    columns: tuple[Var | tuple[Expression, Var], ...]
    where: Group
    distinct: bool = False
    keys: tuple[Expression, ...] = ()
    having: Expression | None = None
    order: tuple[tuple[bool, Expression], ...] = ()
    limit: int | None = None
    offset: int = 0
    every: bool = False
    """Whether it is written with * for its columns."""


Element = Triple | Filter | Bind | Optional | Minus | Union | Graph | Values | Group | Select

INFIX = frozenset({"=", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*"})


def write_select(select: Select, dataset: str = "") -> str:
    """Return `select` as SPARQL; `dataset` is written before WHERE."""
    shown = "*" if select.every else " ".join(map(_column, select.columns))
    words = ["SELECT", "DISTINCT" if select.distinct else "", shown, dataset, "WHERE"]
    words += [write_group(select.where)]
    if select.keys:
        words += ["GROUP BY", *(_key(key) for key in select.keys)]
    if select.having is not None:
        words.append(f"HAVING ({write(select.having)})")
    if select.order:
        words.append("ORDER BY")
        words += [f"{'DESC' if down else 'ASC'}({write(key)})" for down, key in select.order]
    words += [f"LIMIT {select.limit}"] if select.limit is not None else []
    words += [f"OFFSET {select.offset}"] if select.offset else []
    return " ".join(word for word in words if word)


def _column(column: Var | tuple[Expression, Var]) -> str:
    if isinstance(column, Var):
        return str(column)
    return f"({write(column[0])} AS {column[1]})"


def _key(key: Expression) -> str:
    return str(key) if isinstance(key, Var) else f"({write(key)})"


def write_group(group: Group) -> str:
    return "{ " + " ".join(map(_element, group.elements)) + " }"


def _element(element: Element) -> str:  # noqa: PLR0911 - one for each kind
    match element:
        case Triple(subject, predicate, value):
            return f"{subject} {_predicate(predicate)} {value} ."
        case Filter(condition):
            return f"FILTER ({write(condition)})"
        case Bind(expression, var):
            return f"BIND({write(expression)} AS {var})"
        case Optional(group):
            return f"OPTIONAL {write_group(group)}"
        case Minus(group):
            return f"MINUS {write_group(group)}"
        case Union(groups):
            return " UNION ".join(map(write_group, groups))
        case Graph(name, group):
            return f"GRAPH {name} {write_group(group)}"
        case Values(names, rows):
            return f"VALUES ({_spaced(names)}) {{ {' '.join(map(_row, rows))} }}"
        case Group():
            return write_group(element)
        case Select():
            return f"{{ {write_select(element)} }}"


def _row(row: Iterable[NamedNode | Literal | None]) -> str:
    return "(" + " ".join("UNDEF" if term is None else str(term) for term in row) + ")"


def _spaced(things: Iterable[object]) -> str:
    return " ".join(map(str, things))


def _predicate(predicate: Term | Path) -> str:
    return write_path(predicate) if isinstance(predicate, Path) else str(predicate)


def write_path(path: Path | NamedNode) -> str:
    if isinstance(path, NamedNode):
        return str(path)
    inner = [write_path(part) for part in path.parts]
    match path.kind:
        case "^":
            return f"^({inner[0]})"
        case "!":
            return f"!({'|'.join(map(_step, path.parts))})"
        case "*" | "+" | "?":
            return f"({inner[0]}){path.kind}"
        case _:
            return f"({path.kind.join(inner)})"


def _step(part: Path | NamedNode) -> str:
    return str(part) if isinstance(part, NamedNode) else f"^{part.parts[0]}"


def write(expression: Expression) -> str:
    match expression:
        case Exists(group, negated):
            return f"{'NOT ' if negated else ''}EXISTS {write_group(group)}"
        case Call(name, arguments, distinct):
            written = [write(argument) for argument in arguments]
            if name in INFIX:
                return f"({written[0]} {name} {written[1]})"
            if name == "!":
                return f"!({written[0]})"
            if name in ("IN", "NOT IN"):
                return f"({written[0]} {name} ({', '.join(written[1:])}))"
            return f"{name}({'DISTINCT ' if distinct else ''}{', '.join(written) or '*'})"
        case _:
            return str(expression)
