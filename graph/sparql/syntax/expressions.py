"""Read an expression as far as it matters: its variables, its EXISTS groups, its aggregates."""

from __future__ import annotations

from collections.abc import Callable

from graph.sparql.syntax.tokens import NotUnderstood, Token, Tokens
from graph.sparql.syntax.tree import Aggregate, Concat, Exists, Expression, Group, Labelled, Node

AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_OPENING, _CLOSING = ("(", "["), (")", "]")


class ExpressionReader:
    """Reads expressions; `read_group` reads the group of an EXISTS."""

    def __init__(self, tokens: Tokens, read_group: Callable[[], Group]) -> None:
        self.tokens = tokens
        self._read_group = read_group

    def read_brackets(self) -> Expression:
        """Read an expression in brackets, the brackets included."""
        start = self.tokens.expect("(").start
        parts: list[Node] = []
        mentions: set[str] = set()
        found = self._scan(parts, mentions, (")",))
        self.tokens.expect(")")
        return Expression(start, self.tokens.end, frozenset(mentions), tuple(parts), *found)

    def read_until(self, *ends: str) -> Expression:
        """Read to one of the keywords or marks `ends` outside of brackets, without it."""
        start = self.tokens.peek().start
        parts: list[Node] = []
        mentions: set[str] = set()
        found = self._scan(parts, mentions, ends)
        return Expression(start, self.tokens.end, frozenset(mentions), tuple(parts), *found)

    def read_conditions(self, *ends: str) -> Expression:
        """Read what GROUP BY, HAVING or ORDER BY take, where operators stand in brackets only."""
        start = self.tokens.peek().start
        parts: list[Node] = []
        mentions: set[str] = set()
        found = self._scan(parts, mentions, ends, in_brackets=True)
        return Expression(start, self.tokens.end, frozenset(mentions), tuple(parts), *found)

    def read_constraint(self) -> Expression:
        """Read what FILTER takes: brackets, a call, or EXISTS."""
        if self.tokens.sees("("):
            return self.read_brackets()
        start = self.tokens.peek().start
        parts: list[Node] = []
        if self.tokens.sees("NOT", "EXISTS"):
            self.tokens.took("NOT")
            self.tokens.expect("EXISTS")
            parts.append(self._exists(start))
            return Expression(start, self.tokens.end, frozenset(), tuple(parts))
        self.tokens.expect_kind("word", "iri", "name")
        inner = self.read_brackets()
        return Expression(start, inner.end, inner.mentions, inner.parts, inner.aggregates)

    def _exists(self, start: int) -> Exists:
        group = self._read_group()
        return Exists(start, group.end, group)

    def _scan(
        self,
        parts: list[Node],
        mentions: set[str],
        ends: tuple[str, ...],
        *,
        in_brackets: bool = False,
    ) -> tuple[bool, bool]:
        """Read up to an end; tell whether there were aggregates, and a COUNT(DISTINCT *).

        With `in_brackets` no operator stands outside of brackets.
        """
        depth, aggregates, rows = 0, False, False
        before: Token | None = None
        while True:
            operator = _is_operand(before) and (depth > 0 or not in_brackets)
            token = self.tokens.peek(operator=operator)
            if not depth and token.word in ends:
                return aggregates, rows
            if token.kind == "end":
                raise NotUnderstood("the query ends within an expression")
            if token.word in ("GROUP_CONCAT", "EXISTS", "BNODE", "COUNT"):
                parts.append(special := self._special(token, mentions))
                aggregates |= token.word in AGGREGATES
                rows |= isinstance(special, Aggregate) and self._is_of_rows(special)
                before = Token("mark", ")", 0, 0)
                continue
            token = self.tokens.take(operator=operator)
            if token.kind == "var":
                mentions.add(f"?{token.text[1:]}")
            if token.word in ("{", "}"):
                raise NotUnderstood(f"character {token.start}: a brace in an expression")
            aggregates |= token.word in AGGREGATES
            depth += (token.word in _OPENING) - (token.word in _CLOSING)
            before = token

    def _special(self, token: Token, mentions: set[str]) -> Node:
        """Read what may have to be written in another way."""
        self.tokens.take()
        if token.word == "EXISTS":
            return self._exists(token.start)
        self.tokens.expect("(")
        if token.word == "GROUP_CONCAT":
            return self._concat(token.start, mentions)
        if token.word != "BNODE":
            return self._aggregate(token, mentions)
        if self.tokens.took(")"):
            return Expression(token.start, self.tokens.end, frozenset(), ())
        inner = self.read_until(")")
        mentions |= inner.mentions
        self.tokens.expect(")")
        return Labelled(token.start, self.tokens.end, (inner.start, inner.end), inner.parts)

    def _aggregate(self, token: Token, mentions: set[str]) -> Aggregate:
        distinct = self.tokens.took("DISTINCT") is not None
        inner = self.read_until(")")
        mentions |= inner.mentions
        self.tokens.expect(")")
        place = (inner.start, inner.end)
        text = self.tokens.text[inner.start : inner.end]
        var = f"?{text[1:]}" if text[:1] in ("?", "$") and text[1:].isidentifier() else ""
        return Aggregate(
            token.start, self.tokens.end, token.word, distinct, place, inner.parts, var
        )

    def _is_of_rows(self, aggregate: Aggregate) -> bool:
        start, end = aggregate.inner
        return aggregate.distinct and self.tokens.text[start:end] == "*"

    def _concat(self, start: int, mentions: set[str]) -> Concat:
        distinct = self.tokens.took("DISTINCT") is not None
        inner = self.read_until(")", ";")
        mentions |= inner.mentions
        if self.tokens.took(";"):
            self.tokens.expect("SEPARATOR")
            self.tokens.expect("=")
            self.tokens.expect_kind("string")
        self.tokens.expect(")")
        place = (inner.start, inner.end)
        return Concat(start, self.tokens.end, distinct, place, inner.parts)


def _is_operand(token: Token | None) -> bool:
    """Tell whether an operator follows `token`, so that `<` begins no IRI."""
    if token is None:
        return False
    return token.kind in ("var", "iri", "name", "string", "number", "language") or token.word in (
        *_CLOSING,
        "TRUE",
        "FALSE",
    )
