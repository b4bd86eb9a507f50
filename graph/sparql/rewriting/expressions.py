"""Expressions, put so that the engine works them out rightly: booleans, casts, patterns, constants.

A text that may have none of these is not read.
"""

from __future__ import annotations

from graph.sparql.rewriting.arithmetic import OWN, Numbers
from graph.sparql.rewriting.calls import (
    ARITHMETIC,
    CASTS,
    EITHER,
    VALUES_ALONE,
    is_boolean,
    is_ordered,
    may_be_boolean,
    seen_in,
    truth_is_sure,
)
from graph.sparql.rewriting.constants import Constant, constant, constant_at, iri_of_name, shown
from graph.sparql.rewriting.functions import FUNCTIONS, cast, nearest_double
from graph.sparql.rewriting.kinds import DATE, NONE, NUMBER, Kinds
from graph.sparql.rewriting.matching import with_patterns
from graph.sparql.rewriting.orders import extreme, keys_of, rank_of
from graph.sparql.rewriting.suspects import may_be_wrong
from graph.sparql.rewriting.types import AGGREGATES
from graph.sparql.syntax.guard import may_have, position
from graph.sparql.syntax.operations import (
    BOOLEAN,
    HOLDS,
    KIND,
    TERM,
    VALUE,
    Operation,
    bare,
    has_exists,
    read_operations,
)
from graph.sparql.syntax.tree import Prologue
from ontology.errors import QueryRefused
from ontology.standards import PREFIXES

_XSD = PREFIXES["xsd"]
_TRUTHS = (BOOLEAN, HOLDS)
_LONGEST = 20_000
"""Characters of an operand that is written several times."""


def with_right_expressions(text: str, kinds: Kinds = NONE) -> str:
    """Return the query `text` with its expressions written so that the engine works them out right.

    Where it compares a variable, `kinds` may say of what kind all its values are.

    Raises QueryRefused for what cannot be written so, NotUnderstood for what is no query.

    >>> with_right_expressions('SELECT (REPLACE(?x, "(a)", "$1b") AS ?y) { ?s ?p ?x }')
    'SELECT (REPLACE(?x, "(a)", "${1}b") AS ?y) { ?s ?p ?x }'
    """
    if not may_be_wrong(text):
        return text
    prologue, query = read_operations(text)
    return _Writer(text, prologue, kinds).written(query, KIND)


class _Writer:
    """Writes the operations of one `text`."""

    def __init__(self, text: str, prologue: Prologue, kinds: Kinds) -> None:
        self._text = text
        self._prologue = prologue
        self._numbers = Numbers(text, prologue)
        self._is_grouped = may_have(text, AGGREGATES)
        self._kinds = dict(kinds)
        # strings and IRIs would be looked up for each comparison
        self._alike = frozenset(name for name, kind in kinds if kind.startswith((DATE, NUMBER)))
        self._ordered = self._alike

    def written(self, node: Operation, counts: str) -> str:  # noqa: PLR0911 - one for each kind
        """Return `node`, of which its truth, its value or all `counts`."""
        match node.kind:
            case "place":
                return self.written(node.parts[0], node.name)
            case "column":
                return self._column(node)
            case "literal":
                return self._literal(node, counts)
            case "var":
                text = self._own(node)
                return self._truth(node, text) if counts in _TRUTHS else text
            case "op":
                return self._operator(node, counts)
            case "call":
                return self._call(node, counts)
            case "brackets":
                return self._with_parts(node, [self.written(node.parts[0], counts)])
            case "key":
                return self._order(node)
        return self._group(node)

    def _group(self, node: Operation) -> str:
        """Return a group, or the clauses of a SELECT, which know the names of its columns."""
        columns = (part.parts for part in node.parts if part.kind == "column")
        names = frozenset(var.name[1:] for found, var in columns if self._is_ordered(found))
        outer, self._ordered = self._ordered, self._alike | names
        text = self._with_parts(node, [self.written(part, KIND) for part in node.parts])
        self._ordered = outer
        return text

    def _is_ordered(self, node: Operation) -> bool:
        return is_ordered(node, self._text, self._prologue, self._ordered)

    def _order(self, node: Operation) -> str:
        """Return what ORDER BY sorts by so that the engine need not compare what it cannot."""
        if self._is_ordered(node.parts[0]):
            return self._with_parts(node, [self.written(node.parts[0], VALUE)])
        text = self.written(bare(node.parts[0]), VALUE)
        if has_exists(node):
            return rank_of(text, node.name, FUNCTIONS)
        self._check_length(node, text)
        return keys_of(text, node.name, FUNCTIONS)

    def _extreme(self, node: Operation, counts: str) -> str:
        """Return a MIN or MAX in the order of all terms."""
        inner = self.written(node.parts[0], KIND)
        var = bare(node.parts[0])
        kind = self._kinds.get(var.name[1:], "") if var.kind == "var" else ""
        text = extreme(node.name, inner, kind, FUNCTIONS)
        return self._truth(node, text) if counts in _TRUTHS else text

    def _column(self, node: Operation) -> str:
        """Return a column so that the engine, which looks into no COALESCE, sees its variables.

        Beside an aggregate it refuses those that are no keys.
        """
        text, seen = self.written(node.parts[0], node.name), sorted(seen_in(node.parts[0]))
        if not (self._is_grouped and seen) or text == self._own(node):
            return text
        return f"IF(true, {text}, {' + '.join(seen)})"

    def _own(self, node: Operation) -> str:
        return self._text[node.start : node.end]

    def _with_parts(self, node: Operation, parts: list[str]) -> str:
        """Return `node` as it stands, but with `parts` in place of its own."""
        pieces, at = [], node.start
        for part, text in zip(node.parts, parts, strict=True):
            pieces += [self._text[at : part.start], text]
            at = part.end
        return "".join((*pieces, self._text[at : node.end]))

    def _refusal(self, node: Operation, message: str) -> QueryRefused:
        return QueryRefused(message, *position(self._text, node.start))

    def _check_length(self, node: Operation, text: str) -> None:
        if len(text) > _LONGEST:
            name = node.name or "an expression"
            raise self._refusal(node, f"{name} is nested too deep; BIND what stands inside apart")

    # Constants

    def _literal(self, node: Operation, counts: str) -> str:
        text = self._own(node)
        found = constant_at(text, self._prologue)
        if found and found.is_changed:
            self._check(node, found, counts)
        is_simple = text[0] not in "\"'" or text[-1] in "\"'"
        return text if counts not in _TRUTHS or is_simple else self._truth(node, text)

    def _check(self, node: Operation, found: Constant, counts: str) -> None:
        """Refuse a constant that the engine keeps as another, where that makes a difference."""
        text, kept = self._own(node), shown(found.kept)
        if not found.is_of_its_datatype:
            name = found.datatype.removeprefix(_XSD)
            raise self._refusal(
                node, f"{text} is no xsd:{name}; write {kept} if you mean its value"
            )
        if counts == TERM or (counts == KIND and not found.has_kept_datatype):
            message = f"{text} is kept as {kept} here, and is not told from it; write {kept}"
            raise self._refusal(node, f"{message}, or compare by value: FILTER(?x = {text})")

    # Operators

    def _operator(self, node: Operation, counts: str) -> str:
        if node.name in ARITHMETIC:
            return self._arithmetic(node, counts)
        if node.name in ("<", ">", "<=", ">="):
            return self._comparison(node, counts)
        if node.name in ("IN", "NOT IN") and len(node.parts) == 1:
            truth = "true" if node.name == "NOT IN" else "false"
            return f"IF(isIRI({self.written(node.parts[0], VALUE)}), {truth}, {truth})"
        if node.name in ("=", "!=") and not any(map(self._numbers.is_short, node.parts)):
            texts = [self.written(part, VALUE) for part in node.parts]
            return self._with_parts(node, self._as_doubles(node, texts))
        inner = VALUE
        if node.name in ("&&", "||", "unary !"):
            inner = HOLDS if counts == HOLDS and node.name != "unary !" else BOOLEAN
        return self._with_parts(node, [self.written(part, inner) for part in node.parts])

    def _arithmetic(self, node: Operation, counts: str) -> str:
        """Return a sum or product as the engine works it out, or else as our own functions do."""
        text, own = self._both(node)
        whole = self._as_term(node, text, counts)
        if not self._numbers.may_run_out(node):
            return whole
        self._check_length(node, own)
        return f"COALESCE({whole}, {own})"

    def _both(self, node: Operation) -> tuple[str, str]:
        inner = bare(node)
        if inner.kind != "op" or inner.name not in ARITHMETIC:
            text = self.written(node, VALUE)
            return text, text
        texts, owns = zip(*map(self._both, inner.parts), strict=True)
        text = self._with_parts(inner, self._as_doubles(inner, [*texts]))
        name = inner.name.removeprefix("unary ")
        if len(owns) == 1:
            own = f"<{FUNCTIONS}product>({name}1, {owns[0]})"  # 0 - 0e0 is not -0e0
        else:
            own = f"<{FUNCTIONS}{OWN[name]}>({', '.join(owns)})"
        before, behind = self._text[node.start : inner.start], self._text[inner.end : node.end]
        return f"{before}{text}{behind}", own

    def _as_doubles(self, node: Operation, texts: list[str]) -> list[str]:
        """Return the operands of `node`, a decimal beside a double as the double nearest to it."""
        found = [*texts]
        others = node.parts[::-1] if len(node.parts) == 2 else ()
        for number, (part, other) in enumerate(zip(node.parts, others, strict=False)):
            if self._numbers.loses_digits(part, other):
                self._check_length(part, texts[number])
                found[number] = nearest_double(texts[number])
        return found

    def _as_term(self, node: Operation, text: str, counts: str) -> str:
        """Return the number `text` so that NaN is one term, where terms count."""
        if counts not in (KIND, TERM) or not self._numbers.may_be_worked_out_nan(node):
            return text
        self._check_length(node, text)
        return f'IF({text} = {text}, {text}, STRDT("NaN", DATATYPE({text})))'

    def _comparison(self, node: Operation, counts: str) -> str:
        parts = left, right = [self.written(part, VALUE) for part in node.parts]
        if not any(map(self._numbers.is_short, node.parts)):
            parts = left, right = self._as_doubles(node, parts)
        text = self._with_parts(node, parts)
        self._check_length(node, text)
        if any(map(is_boolean, node.parts)):
            return f" {node.name} ".join(map(self._as_number, node.parts, parts))
        ways = [text]
        if "=" in node.name and all(map(self._numbers.may_be_nan, node.parts)):
            ways = [f"IF({text}, {left} = {left}, false)"]  # NaN <= NaN is true to the engine
        if all(may_be_boolean(part, self._text, self._prologue) for part in node.parts):
            are_boolean = " && ".join(f"DATATYPE({part}) = <{_XSD}boolean>" for part in parts)
            numbers = f"<{_XSD}integer>({left}) {node.name} <{_XSD}integer>({right})"
            ways.append(f"IF({are_boolean}, {numbers}, 1/0)")
        may_be_nan = any(map(self._numbers.may_be_nan, node.parts))
        if counts != HOLDS and may_be_nan and all(map(self._numbers.may_be_number, node.parts)):
            ways.append(f"IF(isNumeric({left}) && isNumeric({right}), false, 1/0)")
        return ways[0] if len(ways) == 1 else f"COALESCE({', '.join(ways)})"

    def _as_number(self, node: Operation, text: str) -> str:
        """Return a boolean as 0 or 1, an error for any other term."""
        number = f"<{_XSD}integer>({text})"
        kind = f"DATATYPE({text}) = <{_XSD}boolean>"
        return number if is_boolean(node) else f"IF({kind}, {number}, 1/0)"

    def _truth(self, node: Operation, text: str) -> str:
        """Return the effective boolean value (17.2.2) of what `text` says.

        The engine has an error for a tagged string, and for "a"^^xsd:integer, which is false.
        """
        self._check_length(node, text)
        kinds = ", ".join(f"<{_XSD}{name}>" for name in ("boolean", "integer", "decimal"))
        kinds = f"{kinds}, <{_XSD}double>, <{_XSD}float>"
        ill_typed = f"DATATYPE({text}) NOT IN ({kinds}) && 1/0"
        # not !!: the engine takes that for the expression itself where it knows a boolean
        otherwise = f'IF(LANG({text}) != "", STR({text}) != "", {ill_typed})'
        return f"COALESCE(IF({text}, true, false), {otherwise})"

    # Calls

    def _call(self, node: Operation, counts: str) -> str:
        if node.name == "EXISTS":
            return self._with_parts(node, [self.written(node.parts[0], KIND)])
        if node.name in ("MIN", "MAX") and node.parts:
            return self._extreme(node, counts)
        name = node.name if node.name.isalpha() else iri_of_name(node.name, self._prologue)
        parts = [self.written(p, self._counts(name, n, counts)) for n, p in enumerate(node.parts)]
        if name in ("REGEX", "REPLACE"):
            parts = self._matching(node, name, parts)
        text = self._with_parts(node, parts)
        if name in CASTS and len(parts) == 1:
            text = self._cast(node, CASTS[name], text, parts[0])
        if counts in _TRUTHS:
            return text if truth_is_sure(name) else self._truth(node, text)
        return self._as_term(node, text, counts)

    def _counts(self, name: str, number: int, counts: str) -> str:
        """Return what counts of an argument of a function, of whose result `counts` does."""
        if name == "IF":
            return BOOLEAN if number == 0 else counts
        if name in EITHER:
            return VALUE if counts in _TRUTHS else counts
        if name == "DATATYPE":
            return KIND
        is_value = name in VALUES_ALONE or name in CASTS or (name == "SUBSTR" and number > 0)
        return VALUE if is_value else TERM

    def _cast(self, node: Operation, name: str, text: str, part: str) -> str:
        self._check_length(node, text)
        return cast(name, text, part, is_sure=not self._numbers.may_be_long(node.parts[0]))

    # Patterns

    def _matching(self, node: Operation, name: str, parts: list[str]) -> list[str]:
        """Return the arguments of REGEX or REPLACE in the dialect of the engine."""
        try:
            return with_patterns(name, parts, [*map(self._string, node.parts)])
        except QueryRefused as error:
            raise self._refusal(node, f"{name}: {error}") from None

    def _string(self, node: Operation) -> str | None:
        """Return the text of a string that is a constant, None for any other expression."""
        node = bare(node)
        text = self._own(node)
        if node.kind != "literal" or text[0] not in "\"'" or text[-1] not in "\"'":
            return None
        found = constant(text, f"{_XSD}string")
        return found.lexical if found else None
