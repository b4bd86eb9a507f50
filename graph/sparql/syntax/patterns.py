"""Read graph patterns, and the queries that stand in them or around them."""

from __future__ import annotations

from graph.sparql.syntax.expressions import ExpressionReader
from graph.sparql.syntax.tokens import END, NotUnderstood, Token, Tokens
from graph.sparql.syntax.tree import (
    Bind,
    Column,
    Expression,
    Filter,
    Graph,
    Group,
    Inner,
    Node,
    Select,
    Service,
    Term,
    Triple,
    Triples,
    Union,
    Values,
)
from graph.sparql.syntax.triples import TripleReader

_CLAUSES = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES", "}", END)


class PatternReader:
    """Reads groups and SELECTs from `tokens`."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.triples = TripleReader(tokens)
        self._expressions = ExpressionReader(tokens, self.group)

    def group(self) -> Group:
        """Read a group with its braces."""
        start = self.tokens.expect("{").start
        elements: list[Node] = []
        if self.tokens.sees("SELECT"):
            elements.append(self.select())
        while not self.tokens.took("}"):
            elements.append(self._element())
            while self.tokens.took("."):
                pass
        return Group(start, self.tokens.end, tuple(elements))

    def _element(self) -> Node:  # noqa: PLR0911 - one for each kind
        token = self.tokens.peek()
        match token.word:
            case "{":
                return self._union()
            case "OPTIONAL" | "MINUS":
                self.tokens.take()
                group = self.group()
                return Inner(token.start, group.end, token.word, group)
            case "GRAPH":
                return self._graph(token)
            case "SERVICE":
                return self._service(token)
            case "FILTER":
                self.tokens.take()
                found = self._expressions.read_constraint()
                return Filter(token.start, found.end, found.mentions, found.parts)
            case "BIND":
                return self._bind(token)
            case "VALUES":
                return self.values()
        return self._triples()

    def _triples(self) -> Triples:
        start = self.tokens.peek().start
        found: list[Triple] = []
        if not self.triples.at_triple():
            raise NotUnderstood(f"character {start}: no element of a group")
        while self.triples.at_triple():
            found += self.triples.read()
            end = self.tokens.end
            if not self.tokens.took("."):
                break
        return Triples(start, end, tuple(found))

    def _union(self) -> Node:
        groups = [self.group()]
        while self.tokens.took("UNION"):
            groups.append(self.group())
        if len(groups) == 1:
            return groups[0]
        return Union(groups[0].start, groups[-1].end, tuple(groups))

    def _graph(self, token: Token) -> Graph:
        self.tokens.take()
        name = self.triples.term()
        group = self.group()
        return Graph(token.start, group.end, name, group)

    def _service(self, token: Token) -> Service:
        self.tokens.take()
        silent = self.tokens.took("SILENT") is not None
        name = self.triples.term()
        group = self.group()
        return Service(token.start, group.end, name, group, silent)

    def _bind(self, token: Token) -> Bind:
        self.tokens.take()
        self.tokens.expect("(")
        found = self._expressions.read_until("AS")
        self.tokens.expect("AS")
        name = self._variable()
        self.tokens.expect(")")
        return Bind(token.start, self.tokens.end, found.mentions, found.parts, var=name)

    def _variable(self) -> str:
        return f"?{self.tokens.expect_kind('var').text[1:]}"

    def values(self) -> Values:
        """Read VALUES with its rows."""
        start = self.tokens.expect("VALUES").start
        bracketed = self.tokens.took("(") is not None
        names = [] if bracketed else [self._variable()]
        while bracketed and not self.tokens.took(")"):
            names.append(self._variable())
        self.tokens.expect("{")
        undefined: set[str] = set()
        while not self.tokens.took("}"):
            if bracketed:
                self.tokens.expect("(")
            for name in names:
                if self.tokens.took("UNDEF"):
                    undefined.add(name)
                else:
                    self.triples.term()
            if bracketed:
                self.tokens.expect(")")
        return Values(start, self.tokens.end, tuple(names), frozenset(undefined))

    def select(self) -> Select:
        """Read a SELECT up to the end of its modifiers."""
        start = self.tokens.expect("SELECT").start
        self.tokens.took("DISTINCT", "REDUCED")
        star = self.tokens.took("*")
        columns: list[Column] = []
        while self.tokens.peek().kind == "var" or self.tokens.sees("("):
            columns.append(self._column())
        shown = self.tokens.end
        default, named = self.datasets()
        self.tokens.took("WHERE")
        where = self.group()
        place = star.start if star else None
        return self._modified(
            Select(
                start,
                where.end,
                "SELECT",
                tuple(columns),
                where,
                star=place,
                shown=shown,
                default_graphs=default,
                named_graphs=named,
            )
        )

    def _column(self) -> Column:
        token = self.tokens.peek()
        if token.kind == "var":
            return Column(token.start, token.end, self._take_name())
        self.tokens.expect("(")
        expression = self._expressions.read_until("AS")
        self.tokens.expect("AS")
        name = self._variable()
        self.tokens.expect(")")
        return Column(token.start, self.tokens.end, name, expression)

    def _take_name(self) -> str:
        return f"?{self.tokens.take().text[1:]}"

    def datasets(self) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Read FROM and FROM NAMED."""
        default: list[Term] = []
        named: list[Term] = []
        while self.tokens.took("FROM"):
            graphs = named if self.tokens.took("NAMED") else default
            graphs.append(self.triples.term())
        return tuple(default), tuple(named)

    def _modified(self, select: Select) -> Select:
        """Read the clauses behind WHERE, and return `select` with them."""
        tail: list[Node] = []
        keys: int | None = None
        names: frozenset[str] = frozenset()
        limited = False
        if self.tokens.took("GROUP"):
            self.tokens.expect("BY")
            keys_found = self._conditions()
            tail.append(keys_found)
            keys, names = keys_found.end, keys_found.mentions
        for words in (("HAVING",), ("ORDER", "BY")):
            if self.tokens.took(words[0]):
                if len(words) > 1:
                    self.tokens.expect(words[1])
                tail.append(self._conditions())
        while self.tokens.took("LIMIT", "OFFSET"):
            self.tokens.expect_count()
            limited = True
        if self.tokens.sees("VALUES"):
            tail.append(self.values())
        return Select(
            select.start,
            self.tokens.end,
            select.form,
            select.columns,
            select.where,
            tuple(tail),
            star=select.star,
            shown=select.shown,
            keys=keys,
            key_names=names,
            limited=limited,
            default_graphs=select.default_graphs,
            named_graphs=select.named_graphs,
            templates=select.templates,
        )

    def _conditions(self) -> Expression:
        return self._expressions.read_conditions(*_CLAUSES)

    def query(self) -> Select:
        """Read a query of any form behind its prologue, to the end of the text."""
        token = self.tokens.peek()
        found = self.select() if token.word == "SELECT" else self._other(token)
        if self.tokens.peek().kind != "end":
            raise NotUnderstood(f"character {self.tokens.peek().start}: more than a query")
        return found

    def _other(self, token: Token) -> Select:
        self.tokens.expect("ASK", "CONSTRUCT", "DESCRIBE")
        star: int | None = None
        if token.word == "DESCRIBE":
            while not self.tokens.sees("FROM", "WHERE", "{", *_CLAUSES):
                star = self.tokens.peek().start if self.tokens.sees("*") else star
                self.tokens.take()
        template = token.word == "CONSTRUCT" and self.tokens.sees("{")
        templates = (self.template(),) if template else ()
        default, named = self.datasets()
        where = None
        if self.tokens.took("WHERE") or self.tokens.sees("{"):
            where = self.group()
        found = Select(token.start, self.tokens.end, token.word, (), where)
        return self._modified(
            Select(
                found.start,
                found.end,
                found.form,
                (),
                where,
                star=star,
                default_graphs=default,
                named_graphs=named,
                templates=templates,
            )
        )

    def template(self) -> Triples:
        """Read a template of triples with its braces."""
        start = self.tokens.expect("{").start
        found: list[Triple] = []
        while not self.tokens.took("}"):
            found += self.triples.read()
            self.tokens.took(".")
        return Triples(start, self.tokens.end, tuple(found))
