"""Read a SPARQL Update into its operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.sparql.syntax.patterns import PatternReader
from graph.sparql.syntax.read import read_prologue
from graph.sparql.syntax.tokens import NotUnderstood, Token, Tokens
from graph.sparql.syntax.tree import Prologue, Term, Triple

DEFAULT, NAMED, ALL = "DEFAULT", "NAMED", "ALL"


@dataclass(frozen=True)
class Template:
    """A quad with variables; no `graph` stands for the default graph of its operation."""

    triple: Triple
    graph: Term | None = None


@dataclass(frozen=True)
class Change:
    """What is deleted and inserted for each solution of `where`, the text of a group.

    `within` is the graph of WITH. Data has no `where`.
    """

    prologue: Prologue
    delete: tuple[Template, ...] = ()
    insert: tuple[Template, ...] = ()
    where: str = ""
    within: Term | None = None
    using: tuple[Term, ...] = ()
    using_named: tuple[Term, ...] = ()
    deletes_where: bool = False
    """Whether `where` is what is deleted, as in DELETE WHERE."""


Target = Term | str
"""A graph, or one of DEFAULT, NAMED and ALL."""


@dataclass(frozen=True)
class Management:
    """CLEAR, DROP, CREATE, ADD, MOVE or COPY; the first three have only a `target`."""

    prologue: Prologue
    kind: str
    silent: bool
    target: Target
    source: Target | None = None


@dataclass(frozen=True)
class Load:
    """LOAD of `source` into a graph, empty for the default one, with its place in the text."""

    prologue: Prologue
    silent: bool
    source: str
    into: str
    place: tuple[int, int]


Operation = Change | Management | Load


def read_update(text: str) -> list[Operation]:
    """Return the operations of an update in their order.

    Raises NotUnderstood for a text that is none.
    """
    return list(_Reader(text).operations())


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = Tokens(text)
        self._patterns = PatternReader(self._tokens)

    def operations(self) -> Iterator[Operation]:
        prologue = Prologue()
        while True:
            prologue = read_prologue(self._tokens, prologue)
            if self._tokens.peek().kind == "end":
                return
            yield self._operation(prologue)
            if not self._tokens.took(";"):
                break
        if self._tokens.peek().kind != "end":
            raise NotUnderstood(f"character {self._tokens.peek().start}: more than an update")

    def _operation(self, prologue: Prologue) -> Operation:  # noqa: PLR0911 - one for each kind
        token = self._tokens.take()
        match token.word:
            case "INSERT" | "DELETE" if self._tokens.took("DATA"):
                data = tuple(self._quads())
                if token.word == "INSERT":
                    return Change(prologue, insert=data)
                return Change(prologue, delete=data)
            case "DELETE" if self._tokens.took("WHERE"):
                start = self._tokens.peek().start
                quads = tuple(self._quads())
                return Change(
                    prologue,
                    delete=quads,
                    where=self._text[start : self._tokens.end],
                    deletes_where=True,
                )
            case "INSERT" | "DELETE" | "WITH":
                return self._modify(prologue, token)
            case "CLEAR" | "DROP" | "CREATE":
                silent = self._tokens.took("SILENT") is not None
                return Management(prologue, token.word, silent, self._target())
            case "ADD" | "MOVE" | "COPY":
                silent = self._tokens.took("SILENT") is not None
                source = self._target()
                self._tokens.expect("TO")
                return Management(prologue, token.word, silent, self._target(), source)
            case "LOAD":
                return self._load(prologue, token)
        raise NotUnderstood(f"character {token.start}: no operation of an update")

    def _load(self, prologue: Prologue, token: Token) -> Load:
        silent = self._tokens.took("SILENT") is not None
        source, into = self._tokens.expect_kind("iri", "name").text, ""
        if self._tokens.took("INTO"):
            self._tokens.expect("GRAPH")
            into = self._tokens.expect_kind("iri", "name").text
        return Load(prologue, silent, source, into, (token.start, self._tokens.end))

    def _modify(self, prologue: Prologue, token: Token) -> Change:
        within: Term | None = None
        if token.word == "WITH":
            within = self._patterns.triples.term()
            token = self._tokens.expect("INSERT", "DELETE")
        delete: tuple[Template, ...] = ()
        insert: tuple[Template, ...] = ()
        if token.word == "DELETE":
            delete = tuple(self._quads())
        if token.word == "INSERT" or self._tokens.took("INSERT"):
            insert = tuple(self._quads())
        using: list[Term] = []
        named: list[Term] = []
        while self._tokens.took("USING"):
            graphs = named if self._tokens.took("NAMED") else using
            graphs.append(self._patterns.triples.term())
        self._tokens.expect("WHERE")
        group = self._patterns.group()
        where = self._text[group.start : group.end]
        return Change(prologue, delete, insert, where, within, tuple(using), tuple(named))

    def _quads(self) -> Iterator[Template]:
        """Read quads in braces."""
        self._tokens.expect("{")
        while not self._tokens.took("}"):
            if self._tokens.took("GRAPH"):
                name = self._patterns.triples.term()
                for triple in self._patterns.template().triples:
                    yield Template(triple, name)
            else:
                for triple in self._patterns.triples.read():
                    yield Template(triple)
            self._tokens.took(".")

    def _target(self) -> Target:
        if word := self._tokens.took(DEFAULT, NAMED, ALL):
            return word.word
        self._tokens.took("GRAPH")
        return self._patterns.triples.term()
