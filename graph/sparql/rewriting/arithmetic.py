"""What is known of a number before it is worked out: its digits, and whether it may be NaN.

The engine has no value for a decimal product of more than 18 digits behind the point, nor for many
quotients by a decimal; XPath F&O 6.2 rounds them. It takes a decimal of over 15 digits for a double
that may be the next to the nearest. To it a NaN that it worked out is another term
than one that is written, and a comparison with any is an error or true.
"""

from __future__ import annotations

import re
from math import inf

from graph.sparql.rewriting.calls import ARITHMETIC, CASTS
from graph.sparql.rewriting.constants import iri_of_name
from graph.sparql.syntax.operations import Operation, bare
from graph.sparql.syntax.tree import Prologue

OWN = {"+": "sum", "-": "difference", "*": "product", "/": "quotient"}
"""The operators of numbers, and the functions of our own that do the same."""

LONGEST_EXACT = 16
"""Characters of a decimal that the engine surely casts to the nearest double: 15 are digits."""

_MOST_DIGITS = 18
_WHOLE = frozenset(
    ("COUNT", "STRLEN", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "ROUND", "CEIL", "FLOOR")
)
_OF_THEIR_KIND = ("ABS", "SUM", "MIN", "MAX", "SAMPLE", "IF", "COALESCE")
"""Functions that give one of their arguments, or a number with no more digits."""
_FLOATING = frozenset((*_OF_THEIR_KIND, "ROUND", "CEIL", "FLOOR", "AVG"))
"""Functions that give a double if an argument is one."""
_NUMBERS = frozenset((*_WHOLE, *_FLOATING, "SECONDS", "RAND", "STRDT"))
_OF_TIME = frozenset(("NOW", "TIMEZONE", "STRDT", "MIN", "MAX", "SAMPLE", "IF", "COALESCE"))
"""Functions that may give a date, a time or a duration."""
_ROUNDING = ("ROUND", "CEIL", "FLOOR")
"""Functions that hand on a NaN as it is."""
_NUMBER = re.compile(r"[-+]?[.\d]+(?:[eE][-+]?\d+)?")


class Numbers:
    """Tells of the numbers of one query `text`."""

    def __init__(self, text: str, prologue: Prologue) -> None:
        self._text = text
        self._prologue = prologue

    def may_be_nan(self, node: Operation) -> bool:
        node = bare(node)
        return "NaN" in self._own(node) if node.kind == "literal" else self._may_float(node)

    def may_be_worked_out_nan(self, node: Operation) -> bool:
        """Tell whether `node` may be a NaN, and none that is written or stored."""
        node = bare(node)
        if node.name in ("SUM", "AVG"):
            return True
        if node.name not in ARITHMETIC and node.name not in _ROUNDING:
            return False
        if node.name == "unary -":
            return self._may_float(node)
        if any(map(self.may_be_worked_out_nan, node.parts)):
            return True
        are_two = len(node.parts) == 2 and node.name in ARITHMETIC
        return are_two and self._may_float(node) and not any(map(self._is_usual, node.parts))

    def _is_usual(self, node: Operation) -> bool:
        """Tell whether `node` is a number that makes no NaN of another."""
        written = self._own(bare(node))
        return _is_number(written) and 0 < abs(float(written)) < inf

    def may_be_number(self, node: Operation) -> bool:
        node = bare(node)
        match node.kind:
            case "literal":
                return "^^" in self._own(node) or _is_number(self._own(node))
            case "op":
                return node.name in ARITHMETIC
            case "call":
                return node.name in _NUMBERS or not node.name.isalpha()
        return node.kind == "var"

    def may_be_long(self, node: Operation) -> bool:
        """Tell whether `node` may be a decimal of more digits than a double surely keeps."""
        node = bare(node)
        match node.kind:
            case "literal":
                return len(self._own(node)) > LONGEST_EXACT and not self.is_double(node)
            case "call" if node.name.isalpha():
                return node.name not in _WHOLE
            case "call":
                iri = iri_of_name(node.name, self._prologue)
                return CASTS.get(iri, "decimal") in ("decimal", "string")
        return not self.is_double(node)

    def is_double(self, node: Operation) -> bool:
        """Tell whether `node` is a double, if it is a number."""
        node = bare(node)
        match node.kind:
            case "literal":
                written = self._own(node).lower()
                return written.rstrip(">").endswith("double") or (
                    _is_number(written) and "e" in written
                )
            case "op":
                return node.name in ARITHMETIC and any(map(self.is_double, node.parts))
            case "call" if node.name.isalpha():
                return node.name == "RAND"
            case "call":
                return CASTS.get(iri_of_name(node.name, self._prologue)) == "double"
        return False

    def loses_digits(self, node: Operation, beside: Operation) -> bool:
        """Tell whether `node` may become the wrong double `beside` a double."""
        return self.is_double(beside) and self.may_be_long(node)

    def is_short(self, node: Operation) -> bool:
        """Tell whether `node` is a literal that no decimal of many digits is nearest to."""
        node = bare(node)
        return node.kind == "literal" and len(self._own(node)) <= LONGEST_EXACT

    def may_run_out(self, node: Operation) -> bool:
        """Tell whether the engine may have no value for a product, quotient or sum in `node`."""
        node = bare(node)
        if node.kind != "op" or node.name not in ARITHMETIC:
            return False
        digits = sum(map(self._digits, node.parts))
        most = {"*": _MOST_DIGITS, "/": 0}.get(node.name, digits)
        is_of_time = node.name == "+" and all(map(self._may_be_time, node.parts))
        return digits > most or is_of_time or any(map(self.may_run_out, node.parts))

    def _may_be_time(self, node: Operation) -> bool:
        """Tell whether `node` may be a date, a time or a duration.

        The engine puts the operands of a sum into any order, and adds no date to a duration.
        """
        node = bare(node)
        match node.kind:
            case "literal":
                return "^^" in self._own(node) and not self.is_double(node)
            case "op":
                return node.name not in ("*", "/") and all(map(self._may_be_time, node.parts))
            case "call" if node.name.isalpha():
                return node.name in _OF_TIME
            case "call":
                return CASTS.get(iri_of_name(node.name, self._prologue), "dateTime") == "dateTime"
        return node.kind == "var"

    def _own(self, node: Operation) -> str:
        return self._text[node.start : node.end]

    def _may_float(self, node: Operation) -> bool:
        node = bare(node)
        match node.kind:
            case "literal":
                written = self._own(node).lower()
                return "^^" in written or (_is_number(written) and "e" in written)
            case "op":
                return node.name in ARITHMETIC and any(map(self._may_float, node.parts))
            case "call" if node.name.isalpha():
                if node.name not in _FLOATING:
                    return node.name in ("RAND", "STRDT")
                return any(map(self._may_float, node.parts))
            case "call":
                iri = iri_of_name(node.name, self._prologue)
                return CASTS.get(iri, "double") in ("double", "float")
        return node.kind == "var"

    def _digits(self, node: Operation) -> int:
        """Return how many digits `node` may have behind the point, if it is a decimal."""
        node = bare(node)
        match node.kind:
            case "literal":
                written = self._own(node)
                behind = len(written.partition(".")[2])
                return behind if _is_number(written) else _MOST_DIGITS
            case "op" if node.name in ARITHMETIC and node.name != "/":
                digits = [self._digits(part) for part in node.parts]
                return min(sum(digits) if node.name == "*" else max(digits), _MOST_DIGITS)
            case "call" if node.name in _WHOLE:
                return 0
            case "call" if node.name in _OF_THEIR_KIND:
                return max(map(self._digits, node.parts))
            case "call":
                iri = iri_of_name(node.name, self._prologue)
                return 0 if CASTS.get(iri) == "integer" else _MOST_DIGITS
        return _MOST_DIGITS


def _is_number(written: str) -> bool:
    return _NUMBER.fullmatch(written) is not None
