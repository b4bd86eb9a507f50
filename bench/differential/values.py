"""Values of expressions by chapter 17 of SPARQL 1.1, for the few types that generated data has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from bench.differential.syntax import Call, Exists, Expression, Group, Var

XSD = "http://www.w3.org/2001/XMLSchema#"
Node = NamedNode | Literal | BlankNode
Solution = Mapping[str, Node]
Exist = Callable[[Group, Solution], bool]

TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))
FALSE = Literal("false", datatype=NamedNode(XSD + "boolean"))


class ExpressionError(Exception):
    """A type error in the sense of SPARQL."""


class Undefined(Exception):
    """The specification leaves the answer open, so that there is nothing to compare."""


def boolean(value: bool) -> Literal:  # noqa: FBT001 - it is the value
    return TRUE if value else FALSE


def number(value: Decimal, kind: str) -> Literal:
    text = str(int(value)) if kind == "integer" else f"{value.normalize():f}"
    return Literal(text, datatype=NamedNode(XSD + kind))


def type_of(node: Node) -> str:
    """Return the local name of a literal's datatype, or an empty string."""
    return node.datatype.value.rsplit("#", 1)[-1] if isinstance(node, Literal) else ""


def numeric(node: Node) -> tuple[Decimal, str]:
    """Return a number and its type, `integer` or `decimal`."""
    if isinstance(node, Literal) and type_of(node) in ("integer", "decimal"):
        return Decimal(node.value), type_of(node)
    raise ExpressionError


def truth(node: Node) -> bool:
    """Return the effective boolean value (17.2.2)."""
    kind = type_of(node)
    if kind == "boolean":
        return node.value == "true"
    if kind == "string":
        return bool(node.value)
    return numeric(node)[0] != 0


def is_string(node: Node) -> bool:
    return type_of(node) in ("string", "langString")


def evaluate(expression: Expression, solution: Solution, exist: Exist) -> Node:
    """Return the value of `expression`; raises ExpressionError where it has none."""
    match expression:
        case Var(name):
            if name not in solution:
                raise ExpressionError
            return solution[name]
        case Exists(group, negated):
            return boolean(exist(group, solution) != negated)
        case Call("&&" | "||" | "IF" | "COALESCE" | "BOUND" | "IN" | "NOT IN"):
            return _lazy(expression, solution, exist)
        case Call(name, arguments):
            values = [evaluate(argument, solution, exist) for argument in arguments]
            return FUNCTIONS[name](*values)
        case _:
            return expression


def _lazy(call: Call, solution: Solution, exist: Exist) -> Node:
    """Evaluate what does not need the values of all its arguments."""
    attempts = [_attempt(argument, solution, exist) for argument in call.arguments]
    match call.name:
        case "&&" | "||":
            return _logical(attempts, decisive=call.name == "||")
        case "IF":
            chosen = attempts[1] if truth(_required(attempts[0])) else attempts[2]
            return _required(chosen)
        case "COALESCE":
            return _required(next((found for found in attempts if found is not None), None))
        case "BOUND":
            return boolean(attempts[0] is not None)
        case _:
            needle = _required(attempts[0])
            equal = [
                None if other is None else _attempt(Call("=", (needle, other)), {}, exist)
                for other in attempts[1:]
            ]
            found = _logical(equal, decisive=True)
            return boolean((found == TRUE) != (call.name == "NOT IN"))


def _attempt(expression: Expression, solution: Solution, exist: Exist) -> Node | None:
    try:
        return evaluate(expression, solution, exist)
    except ExpressionError:
        return None


def _required(node: Node | None) -> Node:
    if node is None:
        raise ExpressionError
    return node


def _logical(attempts: list[Node | None], *, decisive: bool) -> Node:
    """Return the value of || (or of &&): an error does not matter where another one decides."""
    values = []
    for attempt in attempts:
        try:
            values.append(None if attempt is None else truth(attempt))
        except ExpressionError:
            values.append(None)
    if decisive in values:
        return boolean(decisive)
    if None in values:
        raise ExpressionError
    return boolean(not decisive)


def equal(left: Node, right: Node) -> bool:
    """Tell whether two terms are equal (17.4.1.7)."""
    try:
        return numeric(left)[0] == numeric(right)[0]
    except ExpressionError:
        pass
    if left == right:
        return True
    if isinstance(left, Literal) and isinstance(right, Literal):
        known = {"string", "langString", "boolean", "integer", "decimal"}
        if {type_of(left), type_of(right)} <= known:
            return False
        raise ExpressionError
    return False


def _compare(left: Node, right: Node) -> int:
    """Return -1, 0 or 1 for two values that `<` is defined for."""
    kinds = {type_of(left), type_of(right)}
    if kinds <= {"integer", "decimal"} and kinds:
        a, b = numeric(left)[0], numeric(right)[0]
        return (a > b) - (a < b)
    if kinds in ({"string"}, {"boolean"}):
        return (left.value > right.value) - (left.value < right.value)
    raise Undefined  # an implementation may give an operator a meaning here (17.3.1)


def rank(node: Node | None) -> tuple[int, object, object]:
    """Return a key by which terms are ordered as 15.1 says, and literals of several kinds as ours
    are: numbers, what is ordered by how it is written, dates and times by datatype."""
    if node is None or not isinstance(node, Literal):
        return (0 if node is None else 2 if isinstance(node, NamedNode) else 1), str(node), ""
    kind = type_of(node)
    if kind in ("integer", "decimal"):
        return 3, Decimal(node.value), ""
    if kind in ("date", "gYear"):
        return 5, kind, [int(part) for part in node.value.split("-")]
    return 4, node.value, node.language or ""


def _arithmetic(operate: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., Node]:
    def function(left: Node, right: Node) -> Node:
        (a, kind), (b, other) = numeric(left), numeric(right)
        return number(operate(a, b), "decimal" if "decimal" in (kind, other) else "integer")

    return function


def _str(node: Node) -> Node:
    if isinstance(node, BlankNode):
        raise ExpressionError
    return Literal(node.value)


def _lang(node: Node) -> Node:
    if not isinstance(node, Literal):
        raise ExpressionError
    return Literal(node.language or "")


def _datatype(node: Node) -> Node:
    if not isinstance(node, Literal):
        raise ExpressionError
    return node.datatype


def _length(node: Node) -> Node:
    if not is_string(node):
        raise ExpressionError
    return number(Decimal(len(node.value)), "integer")


def concat(*nodes: Node) -> Node:
    """Return the strings put together; a language stays where all have it."""
    if not all(is_string(node) for node in nodes):
        raise ExpressionError
    languages = {node.language for node in nodes if isinstance(node, Literal)}
    text = "".join(node.value for node in nodes)
    return Literal(text, language=languages.pop() if len(languages) == 1 else None)


FUNCTIONS: dict[str, Callable[..., Node]] = {
    "=": lambda a, b: boolean(equal(a, b)),
    "!=": lambda a, b: boolean(not equal(a, b)),
    "<": lambda a, b: boolean(_compare(a, b) < 0),
    "<=": lambda a, b: boolean(_compare(a, b) <= 0),
    ">": lambda a, b: boolean(_compare(a, b) > 0),
    ">=": lambda a, b: boolean(_compare(a, b) >= 0),
    "!": lambda a: boolean(not truth(a)),
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "STR": _str,
    "LANG": _lang,
    "DATATYPE": _datatype,
    "STRLEN": _length,
    "CONCAT": concat,
    "sameTerm": lambda a, b: boolean(a == b),
    "isIRI": lambda a: boolean(isinstance(a, NamedNode)),
    "isLITERAL": lambda a: boolean(isinstance(a, Literal)),
}
