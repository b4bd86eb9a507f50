"""Carry out the operations of a SPARQL Update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QuerySolution,
    QuerySolutions,
    Store,
)

from graph.sparql.evaluate import Query, results_of
from graph.sparql.rewriting.constants import with_kept_constants
from graph.sparql.rewriting.datasets import Dataset
from graph.sparql.rewriting.prefixes import resolved
from graph.sparql.rewriting.spaces import closed_up
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.syntax.tree import Path, Prologue, Term
from graph.sparql.unknown_functions import UnknownFunctions
from graph.writing.editor import Editor, Name
from graph.writing.loading import Loaded, loaded_for, quads_of, target_of
from graph.writing.reading import BODY_BYTES, bounded
from graph.writing.requests import (
    ALL,
    DEFAULT,
    Change,
    Load,
    Management,
    Operation,
    Target,
    Template,
    read_update,
)
from ontology.errors import QueryError, RemoteError, UnknownName, UnknownValue

Node = NamedNode | BlankNode | Literal
Known = Mapping[str, Node]
"""Terms by the text they are written as, or by the name of their variable."""


class Updater:
    """Carries out updates with `editor`; `prefixes` may be used undeclared.

    `loaded` is what the LOADs name: nothing is fetched here. What is added is bounded for a server
    that takes `most_bytes` at once.
    """

    def __init__(
        self,
        editor: Editor,
        prefixes: dict[str, str],
        base: str | None,
        loaded: tuple[Loaded, ...] = (),
        most_bytes: int = BODY_BYTES,
    ) -> None:
        self._editor = editor
        self._prefixes = prefixes
        self._base = base
        self._loaded = loaded
        self._most_bytes = most_bytes

    def run(self, text: str, using: tuple[str, ...], using_named: tuple[str, ...]) -> None:
        """Carry out `text`; the graphs of the request take the place of USING.

        Raises QueryError for a text that is no update, and for a request that says both.
        """
        for operation in _read(closed_up(text), self._prefixes, self._base):
            self._operate(_with_using(operation, using, using_named))

    def _operate(self, operation: Operation) -> None:
        if isinstance(operation, Management):
            self._manage(operation)
            return
        if isinstance(operation, Load):
            self._load(operation)
            return
        known = self._constants(operation)
        within = self._graph(operation.within, known, DefaultGraph())
        rows = list(self._solutions(operation, within))

        def made(templates: Iterable[Template]) -> Iterator[Quad]:
            return (q for row in rows for q in self._made(templates, {**known, **row}, within))

        removed, added = made(operation.delete), bounded(made(operation.insert), self._most_bytes)
        self._editor.change(dict.fromkeys(removed), dict.fromkeys(added))

    def _solutions(self, change: Change, within: Name) -> Iterator[Known]:
        """Yield the solutions of the pattern, by the names of variables; one of none for data."""
        if not change.where:
            yield {}
            return
        dataset = [f"FROM {graph.text}" for graph in change.using]
        dataset += [f"FROM NAMED {graph.text}" for graph in change.using_named]
        text = f"{change.prologue.text} SELECT * {' '.join(dataset)} WHERE {change.where}"
        if change.deletes_where:  # it means what the store made of such constants, as DATA does
            text = with_kept_constants(text)
        is_within = not dataset and not isinstance(within, DefaultGraph)
        store, unknown = self._editor.store, UnknownFunctions()
        seen = Dataset(store, default=[within]) if is_within else None
        query = Query(text, base=self._base)
        found = results_of(store, query, self._prefixes, unknown, seen)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - the query is a SELECT
        names = [variable.value for variable in found.variables]
        solutions = list(found)
        unknown.check()
        for solution in solutions:
            yield _bound(solution, names)

    def _constants(self, change: Change) -> Known:
        """Return the terms that the templates write out, as the engine reads them."""
        templates = (*change.delete, *change.insert)
        terms = [term for template in templates for term in _terms(template)]
        terms += [change.within] if change.within else []
        texts = list(dict.fromkeys(term.text for term in terms if term.is_constant))
        if not texts:
            return {}
        rows = " ".join(map(_value, texts))  # columns would be nested into each other
        text = f"{change.prologue.text} SELECT ?c {{ VALUES ?c {{ {rows} }} }}"
        # asked directly: a query would be refused for a constant that the store writes otherwise
        found = Store().query(text, prefixes=self._prefixes, base_iri=self._base)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - the query is a SELECT
        nodes = {text: row["c"] for text, row in zip(texts, found, strict=True)}
        for text, node in nodes.items():
            self._check_datatype(text, node, change.prologue)
        return nodes

    def _check_datatype(self, text: str, node: Node, prologue: Prologue) -> None:
        """Refuse a literal that the engine takes for one of another datatype."""
        _, typed, datatype = text.rpartition("^^")
        if typed and text[0] in "\"'" and isinstance(node, Literal):
            wanted = self._resolved(datatype, prologue)
            if node.datatype != wanted:
                message = f"{text} would be kept as {node}; write it with that datatype"
                raise UnknownValue(message, "literal")

    def _resolved(self, text: str, prologue: Prologue) -> NamedNode:
        return resolved(text, prologue, self._prefixes, self._base)

    def _made(self, templates: Iterable[Template], values: Known, within: Name) -> Iterator[Quad]:
        """Yield the quads of a solution: those that lack no variable and are RDF."""
        blanks: dict[str, BlankNode] = {}

        def node(term: Term) -> Node | None:
            if term.kind == "blank":
                return blanks.setdefault(term.text, BlankNode())
            return values.get(term.text)

        for template in templates:
            triple = template.triple
            if isinstance(triple.predicate, Path):
                raise QueryError("a template has no property path")
            subject, value = node(triple.subject), node(triple.value)
            predicate = node(triple.predicate)
            graph = node(template.graph) if template.graph else within
            if isinstance(subject, Literal) or subject is None or value is None:
                continue
            if isinstance(predicate, NamedNode) and isinstance(graph, NamedNode | DefaultGraph):
                yield Quad(subject, predicate, value, graph)

    def _graph(self, term: Term | None, known: Known, default: Name) -> Name:
        if term is None:
            return default
        node = known.get(term.text)
        if not isinstance(node, NamedNode):
            raise QueryError(f"{term.text} does not name a graph")
        return node

    def _load(self, load: Load) -> None:
        """Add what was loaded; SILENT makes good that nothing was."""
        loaded = loaded_for(load, self._loaded, self._prefixes, self._base)
        graph = target_of(load, self._prefixes, self._base) or DefaultGraph()
        try:
            added = list(quads_of(loaded, graph, self._most_bytes))
        except RemoteError:
            if not load.silent:
                raise
            return
        if not loaded.error:
            self._editor.check_graph(graph)
            self._editor.change((), added)
        elif not load.silent:
            raise loaded.error

    # CLEAR, DROP, CREATE, ADD, MOVE, COPY

    def _manage(self, operation: Management) -> None:
        targets = self._names(operation.target, operation.prologue)
        if operation.kind == "CREATE":
            self._create(operation, targets[0])
        elif operation.source is None:
            self._clear(operation, targets)
        else:
            source = self._names(operation.source, operation.prologue)[0]
            self._transfer(operation, source, targets[0])

    def _names(self, target: Target, prologue: Prologue) -> list[Name]:
        if isinstance(target, Term):
            return [self._resolved(target.text, prologue)]
        if target == DEFAULT:
            return [DefaultGraph()]
        own = [] if target != ALL or self._editor.is_union else [DefaultGraph()]
        return [*own, *self._editor.graphs()]

    def _create(self, operation: Management, name: Name) -> None:
        """Take note of nothing: a graph is there when it states something."""
        self._editor.check_graph(name)
        if self._editor.holds(name) and not operation.silent:
            raise UnknownName(f"CREATE: {name} is there already; write CREATE SILENT")

    def _clear(self, operation: Management, names: list[Name]) -> None:
        if isinstance(operation.target, Term):
            self._require(operation, names[0])
        for name in names:
            self._editor.check_graph(name)
            self._editor.change(list(self._editor.quads(name)), ())

    def _transfer(self, operation: Management, source: Name, target: Name) -> None:
        self._require(operation, source)
        self._editor.check_graph(target)
        if source == target:
            return
        moved = list(self._editor.quads(source))
        if not moved and operation.silent:
            return
        if operation.kind != "ADD":
            self._editor.change(list(self._editor.quads(target)), ())
        copies = [Quad(q.subject, q.predicate, q.object, target) for q in moved]
        self._editor.change(moved if operation.kind == "MOVE" else (), copies)

    def _require(self, operation: Management, name: Name) -> None:
        is_named = not isinstance(name, DefaultGraph)
        if is_named and not operation.silent and not self._editor.holds(name):
            raise UnknownName(
                f"{operation.kind}: there is no graph {name}; write {operation.kind} SILENT"
            )


def _read(text: str, prefixes: dict[str, str], base: str | None) -> list[Operation]:
    """Return the operations of `text`; raises QueryError for a text that is no update."""
    try:
        operations = read_update(text)
    except (NotUnderstood, RecursionError) as error:
        if "LOAD" not in text.upper():
            _check_syntax(text, prefixes, base)
        raise QueryError(f"the update is not understood: {error}") from None
    loads = [operation.place for operation in operations if isinstance(operation, Load)]
    for start, end in reversed(loads):
        text = f"{text[:start]}CLEAR SILENT DEFAULT{text[end:]}"
    _check_syntax(text, prefixes, base)
    return operations


def _check_syntax(text: str, prefixes: dict[str, str], base: str | None) -> None:
    """Raise QueryError unless `text` is an update, by carrying it out on nothing."""
    try:
        Store().update(text, prefixes=prefixes, base_iri=base)
    except SyntaxError as error:
        raise QueryError(str(error)) from None
    except (ValueError, RuntimeError, OSError):
        return  # it is one that finds nothing to change


def _with_using(operation: Operation, using: tuple[str, ...], named: tuple[str, ...]) -> Operation:
    if not (using or named) or not isinstance(operation, Change):
        return operation
    if operation.within or operation.using or operation.using_named:
        raise QueryError("the update says WITH or USING itself; send no using-graph-uri beside it")
    graphs, others = ([Term("iri", f"<{iri}>") for iri in iris] for iris in (using, named))
    return replace(operation, using=tuple(graphs), using_named=tuple(others))


def _terms(template: Template) -> Iterator[Term]:
    triple = template.triple
    for term in (triple.subject, triple.predicate, triple.value, template.graph):
        if isinstance(term, Term):
            yield term


def _value(text: str) -> str:
    return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" if text == "a" else text


def _bound(solution: QuerySolution, names: list[str]) -> Known:
    return {f"?{name}": node for name in names if (node := solution[name]) is not None}
