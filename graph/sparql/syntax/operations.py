"""Read the expressions of a query with their operators, and the constants of its patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from graph.sparql.syntax.read import read_prologue
from graph.sparql.syntax.tokens import END, NotUnderstood, Token, Tokens
from graph.sparql.syntax.tree import Prologue
from ontology.errors import QueryTooLong

HOLDS, BOOLEAN, VALUE, KIND, TERM = "holds", "boolean", "value", "kind", "term"
"""What counts of an expression where it stands: whether it is true, an error being as good as
false; its truth, its value, its datatype, or all of it, how it is written too."""

_COMPARED = ("=", "!=", "<", ">", "<=", ">=")
_MOST_KEYS = 100
"""Of ORDER BY: each is written as two, nested into each other, so that 1,500 end a process."""
_ENDS = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}", ")", END)


@dataclass(frozen=True)
class Operation:
    """A part of an expression, with its place in the text.

    `kind` is var, literal, iri, call, op, brackets, group (of a pattern), place, column, the place
    of a SELECT with its variable for a second part, or key, one of ORDER BY; `name` is that of the
    function or operator, of a place what counts there, of a key ASC or DESC.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    parts: tuple[Operation, ...] = ()
    distinct: bool = False


def read_operations(text: str) -> tuple[Prologue, Operation]:
    """Return the prologue of a query, and all of it as one group.

    Raises NotUnderstood for a text that is no query.
    """
    tokens = Tokens(text)
    prologue = read_prologue(tokens, Prologue())
    return prologue, OperationReader(tokens).whole()


class OperationReader:
    """Reads operations from `tokens`; what has no expression in it is passed over."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.passed: list[tuple[int, int]] = []
        """Where the patterns of SERVICE stand, which are not read."""

    def whole(self) -> Operation:
        """Read to the end of the text."""
        parts: list[Operation] = []
        while not self.tokens.sees(END):
            parts += [self._group()] if self.tokens.sees("{") else [*self._items()]
        return Operation("group", 0, len(self.tokens.text), parts=tuple(parts))

    def _group(self) -> Operation:
        """Read a group with its braces."""
        start = self.tokens.expect("{").start
        parts: list[Operation] = []
        while not self.tokens.took("}"):
            if self.tokens.sees(END):
                raise NotUnderstood("the query ends within a group")
            parts += [self._group()] if self.tokens.sees("{") else [*self._items()]
        return Operation("group", start, self.tokens.end, parts=tuple(parts))

    def _items(self) -> Iterator[Operation]:
        """Yield what stands behind the next word of a pattern or clause, if anything does."""
        token = self.tokens.peek()
        if token.kind in ("string", "number"):
            yield self._place(KIND, self._literal)
            return
        self.tokens.take()
        match token.word:
            case "FILTER":
                yield self._place(HOLDS, self._constraint)
            case "BIND":
                yield self._named()
            case "SELECT":
                self.tokens.took("DISTINCT", "REDUCED")
                yield from self._columns()
            case "SERVICE":
                self._pass_service()
            case "GROUP" | "ORDER" | "HAVING":
                yield from self._conditions(token.word)
            case "LIMIT" | "OFFSET":
                self.tokens.expect_count()

    def _pass_service(self) -> None:
        """Pass over SERVICE: what stands in it is meant for another engine."""
        self.tokens.took("SILENT")
        self.tokens.expect_kind("var", "iri", "name")
        group = self._group()
        self.passed.append((group.start, group.end))

    def _place(self, counts: str, read: Callable[[], Operation]) -> Operation:
        found = read()
        return Operation("place", found.start, found.end, counts, (found,))

    def _columns(self) -> Iterator[Operation]:
        while self.tokens.sees("(") or self.tokens.peek().kind == "var":
            if self.tokens.sees("("):
                yield self._column()
            else:
                self.tokens.take()

    def _column(self) -> Operation:
        self.tokens.expect("(")
        found = self.expression()
        self.tokens.expect("AS")
        token = self.tokens.expect_kind("var")
        self.tokens.expect(")")
        var = Operation("var", token.start, token.end, token.text)
        return Operation("column", found.start, found.end, KIND, (found, var))

    def _named(self) -> Operation:
        """Read an expression in brackets, which may have a name."""
        self.tokens.expect("(")
        found = self._place(KIND, self.expression)
        if self.tokens.took("AS"):
            self.tokens.expect_kind("var")
        self.tokens.expect(")")
        return found

    def _conditions(self, clause: str) -> Iterator[Operation]:
        if clause != "HAVING":
            self.tokens.expect("BY")
        if clause == "ORDER":
            yield from self._keys()
        while not self.tokens.sees(*_ENDS):
            if self.tokens.peek().kind == "var":
                self.tokens.take()
            elif clause == "GROUP" and self.tokens.sees("("):
                yield self._named()
            else:
                yield self._place(HOLDS if clause == "HAVING" else KIND, self._constraint)

    def _keys(self) -> Iterator[Operation]:
        for number in count(1):
            if self.tokens.sees(*_ENDS):
                return
            if number > _MOST_KEYS:
                raise QueryTooLong(f"ORDER BY has over {_MOST_KEYS} keys; CONCAT some of them")
            yield self._key()

    def _key(self) -> Operation:
        """Read what ORDER BY sorts by, with the word before it."""
        word = self.tokens.took("ASC", "DESC")
        found = self._constraint()
        start = word.start if word else found.start
        return Operation("key", start, found.end, word.word if word else "ASC", (found,))

    def _constraint(self) -> Operation:
        return self._primary(ends=True)

    # Expressions, from the operators that bind least

    def expression(self) -> Operation:
        return self._joined(("||",), self._and)

    def _and(self) -> Operation:
        return self._joined(("&&",), self._comparison)

    def _joined(self, marks: tuple[str, ...], read: Callable[[], Operation]) -> Operation:
        found = read()
        while mark := self.tokens.took(*marks):
            found = _operation(mark.word, found, read())
        return found

    def _comparison(self) -> Operation:
        left = self._sum()
        if mark := self.tokens.took(*_COMPARED):
            return _operation(mark.word, left, self._sum())
        negated = self.tokens.took("NOT")
        if negated or self.tokens.sees("IN"):
            self.tokens.expect("IN")
            parts, _ = self._arguments()
            end = self._end_of_operand()
            name = "NOT IN" if negated else "IN"
            return Operation("op", left.start, end, name, (left, *parts))
        return left

    def _sum(self) -> Operation:
        found = self._joined(("*", "/"), self._unary)
        while True:
            if mark := self.tokens.took("+", "-"):
                found = _operation(mark.word, found, self._joined(("*", "/"), self._unary))
            elif self.tokens.peek().kind == "number" and self.tokens.peek().text[0] in "+-":
                found = _operation("+", found, self._joined(("*", "/"), self._unary))
            else:
                return found

    def _unary(self) -> Operation:
        if mark := self.tokens.took("!", "+", "-"):
            inner = self._unary()
            return Operation("op", mark.start, inner.end, f"unary {mark.word}", (inner,))
        return self._primary()

    def _primary(self, *, ends: bool = False) -> Operation:
        """Read an operand; `ends` says that no operator may follow it."""
        token = self.tokens.peek()
        if token.word == "(":
            self.tokens.take()
            inner = self.expression()
            self.tokens.expect(")")
            found = Operation("brackets", token.start, self.tokens.end, parts=(inner,))
        elif token.kind == "var":
            self.tokens.take()
            found = Operation("var", token.start, token.end, token.text)
        elif token.kind in ("string", "number"):
            return self._literal(ends=ends)
        elif token.kind in ("iri", "name", "word"):
            found = self._call()
        else:
            raise NotUnderstood(f"character {token.start}: no operand")
        if not ends:
            self._end_of_operand()
        return found

    def _end_of_operand(self) -> int:
        end = self.tokens.end
        self.tokens.peek(operator=True)
        return end

    def _literal(self, *, ends: bool = True) -> Operation:
        token = self.tokens.take()
        following = self.tokens.peek(operator=True)
        if token.kind == "string" and following.kind == "language":
            self.tokens.take()
        elif token.kind == "string" and self.tokens.took("^^"):
            self.tokens.expect_kind("iri", "name")
        end = self.tokens.end
        if ends:
            self.tokens.reread()
        else:
            self.tokens.peek(operator=True)
        return Operation("literal", token.start, end)

    def _call(self) -> Operation:
        token = self.tokens.take()
        if token.word in ("TRUE", "FALSE"):
            return Operation("literal", token.start, token.end)
        if token.word == "NOT":
            self.tokens.expect("EXISTS")
        if token.word in ("NOT", "EXISTS"):
            group = self._group()
            return Operation("call", token.start, group.end, "EXISTS", (group,))
        if token.kind != "word" and self.tokens.peek(operator=True).word != "(":
            return Operation("iri", token.start, token.end, token.text)
        parts, distinct = self._arguments()
        name = token.word or token.text
        return Operation("call", token.start, self.tokens.end, name, parts, distinct)

    def _arguments(self) -> tuple[tuple[Operation, ...], bool]:
        self.tokens.expect("(")
        distinct = self.tokens.took("DISTINCT") is not None
        parts: list[Operation] = []
        self.tokens.took("*")
        while not self.tokens.took(")"):
            if self.tokens.took(";"):
                self._pass_separator()
                continue
            parts.append(self.expression())
            self.tokens.took(",")
        return tuple(parts), distinct

    def _pass_separator(self) -> Token:
        self.tokens.expect("SEPARATOR")
        self.tokens.expect("=")
        return self.tokens.expect_kind("string")


def bare(node: Operation) -> Operation:
    """Return `node` without the brackets around it."""
    while node.kind == "brackets":
        node = node.parts[0]
    return node


def has_exists(node: Operation) -> bool:
    """Tell whether `node` looks for triples wherever it is worked out."""
    return node.name == "EXISTS" or any(map(has_exists, node.parts))


def _operation(name: str, left: Operation, right: Operation) -> Operation:
    return Operation("op", left.start, right.end, name, (left, right))
