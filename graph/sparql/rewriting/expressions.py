"""Expressions, put so that the engine works them out rightly: booleans, casts, patterns, constants.

A text that may have none of these is not read.
"""

from __future__ import annotations

from graph.sparql.rewriting.calls import CASTS, EITHER, VALUES_ALONE, may_be_boolean, truth_is_sure
from graph.sparql.rewriting.constants import Constant, constant, constant_at, iri_of_name, shown
from graph.sparql.rewriting.functions import FUNCTIONS
from graph.sparql.rewriting.regexes import pattern_of, replacement_of
from graph.sparql.rewriting.suspects import may_be_wrong
from graph.sparql.syntax.guard import position
from graph.sparql.syntax.operations import BOOLEAN, KIND, TERM, VALUE, Operation, read_operations
from graph.sparql.syntax.tree import Prologue
from ontology.errors import QueryRefused
from ontology.standards import PREFIXES

_XSD = PREFIXES["xsd"]
_LONGEST = 20_000
"""Characters of an operand that is written several times."""


def with_right_expressions(text: str) -> str:
    """Return the query `text` with its expressions written so that the engine works them out right.

    Raises QueryRefused for what cannot be written so, NotUnderstood for what is no query.

    >>> with_right_expressions('SELECT (REPLACE(?x, "(a)", "$1b") AS ?y) { ?s ?p ?x }')
    'SELECT (REPLACE(?x, "(a)", "${1}b") AS ?y) { ?s ?p ?x }'
    """
    if not may_be_wrong(text):
        return text
    prologue, query = read_operations(text)
    return _Writer(text, prologue).written(query, KIND)


class _Writer:
    """Writes the operations of one `text`."""

    def __init__(self, text: str, prologue: Prologue) -> None:
        self._text = text
        self._prologue = prologue

    def written(self, node: Operation, counts: str) -> str:  # noqa: PLR0911 - one for each kind
        """Return `node`, of which its truth, its value or all `counts`."""
        match node.kind:
            case "place":
                return self.written(node.parts[0], node.name)
            case "literal":
                return self._literal(node, counts)
            case "var":
                text = self._own(node)
                return self._truth(node, text) if counts == BOOLEAN else text
            case "op":
                return self._operator(node)
            case "call":
                return self._call(node, counts)
            case "brackets":
                return self._with_parts(node, [self.written(node.parts[0], counts)])
        return self._with_parts(node, [self.written(part, KIND) for part in node.parts])

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
        return text if counts != BOOLEAN or is_simple else self._truth(node, text)

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

    def _operator(self, node: Operation) -> str:
        counts = BOOLEAN if node.name in ("&&", "||", "unary !") else VALUE
        parts = [self.written(part, counts) for part in node.parts]
        text = self._with_parts(node, parts)
        if node.name not in ("<", ">", "<=", ">="):
            return text
        if not all(may_be_boolean(part, self._text, self._prologue) for part in node.parts):
            return text
        self._check_length(node, text)
        left, right = parts
        are_boolean = " && ".join(f"DATATYPE({part}) = <{_XSD}boolean>" for part in parts)
        numbers = f"<{_XSD}integer>({left}) {node.name} <{_XSD}integer>({right})"
        return f"COALESCE({text}, IF({are_boolean}, {numbers}, 1/0))"

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
        name = node.name if node.name.isalpha() else iri_of_name(node.name, self._prologue)
        parts = [self.written(p, self._counts(name, n, counts)) for n, p in enumerate(node.parts)]
        if name in ("REGEX", "REPLACE"):
            parts = self._matching(node, name, parts)
        text = self._with_parts(node, parts)
        if name in CASTS and len(parts) == 1:
            text = self._cast(node, CASTS[name], text, parts[0])
        return self._truth(node, text) if counts == BOOLEAN and not truth_is_sure(name) else text

    def _counts(self, name: str, number: int, counts: str) -> str:
        """Return what counts of an argument of a function, of whose result `counts` does."""
        if name == "IF":
            return BOOLEAN if number == 0 else counts
        if name in EITHER:
            return VALUE if counts == BOOLEAN else counts
        if name == "DATATYPE":
            return KIND
        is_value = name in VALUES_ALONE or name in CASTS or (name == "SUBSTR" and number > 0)
        return VALUE if is_value else TERM

    def _cast(self, node: Operation, name: str, text: str, part: str) -> str:
        """Return a cast with what the engine does otherwise left to a function of our own."""
        self._check_length(node, text)
        own = f"<{FUNCTIONS}{name}>({part})"
        floating = f"DATATYPE({part}) IN (<{_XSD}double>, <{_XSD}float>)"
        match name:
            case "string":
                return f"IF(isLiteral({part}) && {floating}, {own}, {text})"
            case "decimal":
                return f"COALESCE(IF({floating}, 1/0, {text}), {own})"
            case "double" | "float":
                is_finite = f'ABS({text}) < "INF"^^<{_XSD}double>'
                return f"COALESCE(IF({is_finite}, {text}, 1/0), {own})"
        return f"COALESCE({text}, {own})"

    # Patterns

    def _matching(self, node: Operation, name: str, parts: list[str]) -> list[str]:
        """Return the arguments of REGEX or REPLACE in the dialect of the engine."""
        at = 3 if name == "REPLACE" else 2
        if len(parts) not in (at, at + 1):
            return parts
        texts = [*map(self._string, node.parts), ""]
        found = given = [*parts, '""']
        try:
            found = self._with_pattern(given, texts, at)
            if name == "REPLACE":
                found[2] = self._replacement(given, texts)
        except QueryRefused as error:
            raise self._refusal(node, f"{name}: {error}") from None
        return found[: len(parts)]

    def _with_pattern(self, parts: list[str], texts: list[str | None], at: int) -> list[str]:
        """Return `parts` with the pattern and the flags, which stand `at` the end."""
        pattern, flags, found = texts[1], texts[at], [*parts]
        replaces = at == 3
        if pattern is None or flags is None:
            function = "replaced" if replaces else "pattern"
            found[1] = f"<{FUNCTIONS}{function}>({parts[1]}, {parts[at]})"
            if flags is None or "x" in flags:
                found[at] = f"<{FUNCTIONS}flags>({parts[at]})"
            return found
        new, kept = pattern_of(pattern, flags, replaces=replaces)
        found[1] = parts[1] if new == pattern else _quoted(new)
        found[at] = parts[at] if kept == flags else _quoted(kept)
        return found

    def _replacement(self, parts: list[str], texts: list[str | None]) -> str:
        _, pattern, replacement, flags = texts[:4]
        if pattern is None or replacement is None or flags is None:
            return f"<{FUNCTIONS}replacement>({parts[2]}, {parts[1]}, {parts[3]})"
        new = replacement_of(replacement, pattern, flags)
        return parts[2] if new == replacement else _quoted(new)

    def _string(self, node: Operation) -> str | None:
        """Return the text of a string that is a constant, None for any other expression."""
        while node.kind == "brackets":
            node = node.parts[0]
        text = self._own(node)
        if node.kind != "literal" or text[0] not in "\"'" or text[-1] not in "\"'":
            return None
        found = constant(text, f"{_XSD}string")
        return found.lexical if found else None


def _quoted(text: str) -> str:
    for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(character, escape)
    return f'"{text}"'
