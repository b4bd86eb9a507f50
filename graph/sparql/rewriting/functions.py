"""Functions that the engine calls where it does not know better itself.

Rewriting puts them into a query for values that it cannot see: patterns that are no constants,
casts (17.5, XPath F&O 17.1) that the engine does otherwise, and decimals that it has no value for.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import lru_cache, partial
from typing import TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from graph.sparql.rewriting import orders
from graph.sparql.rewriting.arithmetic import LONGEST_EXACT, OWN
from graph.sparql.rewriting.regexes import pattern_of, replacement_of
from graph.sparql.rewriting.singles import DOUBLE, FLOATING, exact_float
from ontology.standards import PREFIXES

Value = NamedNode | BlankNode | Literal | Triple
_XSD = PREFIXES["xsd"]
FUNCTIONS = "urn:zhengtu:function:"
"""How the names of these functions begin."""
_DECIMAL, _INTEGER = f"{_XSD}decimal", f"{_XSD}integer"
_FIXED = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_WIDE = Context(prec=400)
_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_SPACE = " \t\r\n"
_FRACTION = Decimal("1e-18")
"""The smallest decimal that the engine knows."""
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")


def is_short(text: str) -> str:
    """Return an expression for whether the engine surely casts `text` to the nearest double."""
    return f"STRLEN(STR({text})) <= {LONGEST_EXACT} || DATATYPE({text}) != <{_DECIMAL}>"


def nearest_double(text: str) -> str:
    """Return the expression `text`, but for a decimal of many digits the double nearest to it."""
    return f"IF({is_short(text)}, {text}, <{FUNCTIONS}double>({text}))"


def cast(name: str, text: str, part: str, *, is_sure: bool) -> str:
    """Return the cast `text` of `part` to xsd:`name`, what the engine does otherwise left to us.

    `is_sure` says that `part` is no decimal of many digits.
    """
    own = f"<{FUNCTIONS}{name}>({part})"
    floating = f"DATATYPE({part}) IN (<{DOUBLE}>, <{_XSD}float>)"
    match name:
        case "string":
            return f"IF(isLiteral({part}) && {floating}, {own}, {text})"
        case "decimal" | "integer":
            return f"COALESCE(IF({floating}, 1/0, {text}), {own})"
        case "double" | "float":
            is_right = f'ABS({text}) < "INF"^^<{DOUBLE}>'
            if name == "double" and not is_sure:
                is_right = f"({is_short(part)}) && {is_right}"
            return f"COALESCE(IF({is_right}, {text}, 1/0), {own})"
    return f"COALESCE({text}, {own})"


def pattern(text: Value, flags: Value) -> Value | None:
    """Return what REGEX takes for the pattern `text`; raises QueryRefused for none."""
    if not (_is_string(text) and _is_string(flags)):
        return None
    return Literal(pattern_of(text.value, flags.value)[0])


def replaced(text: Value, flags: Value) -> Value | None:
    """Return what REPLACE takes for the pattern `text`; raises QueryRefused for none."""
    if not (_is_string(text) and _is_string(flags)):
        return None
    return Literal(pattern_of(text.value, flags.value, replaces=True)[0])


def kept_flags(text: Value) -> Value | None:
    """Return the flags that the engine is told with a pattern that was put into its dialect."""
    return Literal(text.value.replace("x", "")) if _is_string(text) else None


def replacement(text: Value, pattern: Value, flags: Value) -> Value | None:
    """Return what REPLACE takes for the replacement `text`; raises QueryRefused for none."""
    if not (_is_string(text) and _is_string(pattern) and _is_string(flags)):
        return None
    return Literal(replacement_of(text.value, pattern.value, flags.value))


def as_string(value: Value) -> Value | None:
    """Cast `value` to xsd:string: a double over a million has an exponent."""
    if not isinstance(value, Literal):
        return Literal(value.value) if isinstance(value, NamedNode) else None
    if value.datatype.value not in FLOATING or not _FLOAT.fullmatch(value.value):
        return Literal(value.value)
    return Literal(_written(value.value))


def as_double(value: Value, name: str) -> Value | None:
    """Cast `value` to xsd:double or xsd:float: `inf` is none, and the engine's INF is one.

    A decimal of many digits becomes the double nearest to it; to the engine it may be the next.
    """
    if isinstance(value, Literal) and value.datatype.value in FLOATING:
        is_one = _FLOAT.fullmatch(value.value) is not None
        return Literal(value.value, datatype=NamedNode(f"{_XSD}{name}")) if is_one else None
    if isinstance(value, Literal) and value.datatype.value == _DECIMAL:
        is_one = _FIXED.fullmatch(value.value) is not None
        return Literal(repr(float(value.value)), datatype=NamedNode(DOUBLE)) if is_one else None
    return _cast(value, name)


def as_decimal(value: Value) -> Value | None:
    """Cast a double to the decimal that is nearest to it, or a string with space around it.

    NaN and the infinite ones are none.
    """
    if not _is_floating(value):
        return _cast(value, "decimal")
    try:
        with localcontext(prec=400, rounding=ROUND_HALF_EVEN):
            exact = Decimal(exact_float(value.value, value.datatype.value)).quantize(_FRACTION)
    except (ValueError, ArithmeticError):
        return None
    return _decimal(exact)


def as_integer(value: Value) -> Value | None:
    """Cast a double to its whole part, which the engine misses by one, or a string as above."""
    if not _is_floating(value):
        return _cast(value, "integer")
    try:
        whole = int(exact_float(value.value, value.datatype.value))
    except (ValueError, ArithmeticError):
        return None
    is_kept = -(2**63) <= whole < 2**63
    return Literal(str(whole), datatype=NamedNode(_INTEGER)) if is_kept else None


def _is_floating(value: Value) -> TypeGuard[Literal]:
    return isinstance(value, Literal) and value.datatype.value in FLOATING


def worked_out(left: Value, right: Value, sign: str) -> Value | None:
    """Work out `left` + - * / `right`: a decimal is cut behind 18 digits (F&O 6.2)."""
    first, second = _exact(left), _exact(right)
    are_whole = _is_whole(left) and _is_whole(right) and sign != "/"
    if first is None or second is None or are_whole:
        return _by_engine(left, right, sign)
    try:
        with localcontext(prec=100, rounding=ROUND_DOWN):
            return _decimal(_OPERATORS[sign](first, second).quantize(_FRACTION))
    except ArithmeticError:
        return None


def _exact(value: Value) -> Decimal | None:
    if not isinstance(value, Literal) or value.datatype.value not in (_DECIMAL, _INTEGER):
        return None
    return Decimal(value.value) if _FIXED.fullmatch(value.value) else None


def _is_whole(value: Value) -> bool:
    return isinstance(value, Literal) and value.datatype.value == _INTEGER


def _by_engine(left: Value, right: Value, sign: str) -> Value | None:
    """Return what the engine works out, which may take the operands of a sum in any order."""
    found = f"?left {sign} ?right"
    if sign == "+":
        found = f"COALESCE({found}, ?left - (-?right), ?right - (-?left))"
    query = f"SELECT ({found} AS ?found) ?left ?right {{}}"
    given = {Variable("left"): left, Variable("right"): right}
    return next(iter(Store().query(query, substitutions=given)))["found"]  # type: ignore[arg-type,no-any-return]


def _decimal(number: Decimal) -> Literal | None:
    """Return a decimal of 18 digits behind the point; over 128 bits it is none."""
    is_kept = number.is_finite() and abs(number.scaleb(18, _WIDE)) < 2**127
    return Literal(_trimmed(number), datatype=NamedNode(_DECIMAL)) if is_kept else None


def _cast(value: Value, name: str) -> Value | None:
    """Cast a string without the space around it; the engine casts all others."""
    if not _is_string(value):
        return None
    text = value.value.strip(_SPACE)
    if name in ("double", "float"):
        return _cast_text(text, name) if _FLOAT.fullmatch(text) else None
    return None if text == value.value else _cast_text(text, name)


@lru_cache(maxsize=1024)
def _cast_text(text: str, name: str) -> Value | None:
    """Return what the engine makes of `text`."""
    query = f"SELECT (<{_XSD}{name}>(?text) AS ?cast) ?text {{}}"
    given = {Variable("text"): Literal(text)}
    return next(iter(Store().query(query, substitutions=given)))["cast"]  # type: ignore[arg-type,no-any-return]


def _is_string(value: Value) -> TypeGuard[Literal]:
    return isinstance(value, Literal) and value.datatype.value == f"{_XSD}string"


def _written(lexical: str) -> str:
    """Return a double as XPath writes it (F&O 17.1.2)."""
    if lexical in ("INF", "-INF", "NaN"):
        return lexical
    number = Decimal(lexical)
    if not number:
        return "-0" if number.is_signed() else "0"
    if Decimal("1e-6") <= abs(number) < Decimal("1e6"):
        return _trimmed(number)
    sign, digits, _ = number.normalize().as_tuple()
    figures = "".join(map(str, digits))
    return f"{'-' * sign}{figures[0]}.{figures[1:] or '0'}E{number.adjusted()}"


def _trimmed(number: Decimal) -> str:
    text = f"{number:f}" if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


BY_NAME: dict[str, Callable[..., Value | None]] = {
    f"{FUNCTIONS}pattern": pattern,
    f"{FUNCTIONS}replaced": replaced,
    f"{FUNCTIONS}flags": kept_flags,
    f"{FUNCTIONS}replacement": replacement,
    f"{FUNCTIONS}string": as_string,
    f"{FUNCTIONS}decimal": as_decimal,
    f"{FUNCTIONS}integer": as_integer,
    f"{FUNCTIONS}double": partial(as_double, name="double"),
    f"{FUNCTIONS}float": partial(as_double, name="float"),
    **{f"{FUNCTIONS}{n}": partial(worked_out, sign=sign) for sign, n in OWN.items()},
    **{f"{FUNCTIONS}{n}": partial(_cast, name=n) for n in ("boolean", "dateTime")},
    **{f"{FUNCTIONS}{n}": function for n, function in orders.BY_NAME.items()},
}
"""The functions by their IRIs."""
