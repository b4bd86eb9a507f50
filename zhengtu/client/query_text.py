"""The text of a query: its form, the values bound to it, and the pages of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.sparql.syntax.guard import read_tokens
from ontology.errors import UnknownValue
from zhengtu.client.terms import Prefixes, term_text

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_MODIFIERS = ("ORDER", "LIMIT", "OFFSET", "VALUES")


class Token(NamedTuple):
    """A token with the depth of brackets around it; a bracket is at the depth outside of it."""

    kind: str
    text: str
    start: int
    depth: int


def _tokens(query: str) -> list[Token]:
    found, depth = [], 0
    for kind, text, start in read_tokens(query):
        if kind == "comment":
            continue
        depth -= kind == "close"
        found.append(Token(kind, text, start, depth))
        depth += kind == "open"
    return found


def form_of(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT where it is none, for the server to say.

    >>> form_of("PREFIX ask: <http://ask/> # SELECT\\nask { ?s ?p ?o }")
    'ASK'
    """
    words = (token.text.upper() for token in _tokens(query) if token.kind == "word")
    return next((word for word in words if word in FORMS), "SELECT")


@dataclass(frozen=True)
class Bound:
    """A query with values inserted in one place; `original` is what the user wrote."""

    text: str
    original: str
    at: int = 0
    length: int = 0

    def offset_of(self, line: int, column: int) -> int:
        """Return where in the original text the place of the bound text is."""
        lines = self.text.split("\n")
        offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
        if offset <= self.at:
            return offset
        return max(self.at, offset - self.length)


def bind(query: str, values: Mapping[str, object], prefixes: Prefixes) -> Bound:
    """Bind variables: each is joined at the head of the outermost group; a list is any of its own.

    Raises UnknownValue for a variable that the query lacks, or a value that SPARQL lacks.

    >>> bind("ASK { ?s zt:rowNumber ?n }", {"n": [1, 2]}, {}).text
    'ASK { VALUES ?n { 1 2 } ?s zt:rowNumber ?n }'
    """
    if not values:
        return Bound(query, query)
    tokens = _tokens(query)
    known = {token.text[1:] for token in tokens if token.kind == "variable"}
    for name in values:
        if name not in known:
            has = ", ".join(f"?{k}" for k in sorted(known)) or "none"
            raise UnknownValue(f"the query has no variable ?{name}, only {has}", name)
    at = _head(tokens)
    blocks = (f" VALUES ?{n} {{ {_row(n, value, prefixes)} }}" for n, value in values.items())
    inserted = "".join(blocks)
    return Bound(query[:at] + inserted + query[at:], query, at, len(inserted))


def _row(name: str, value: object, prefixes: Prefixes) -> str:
    several = isinstance(value, Iterable) and not isinstance(value, str | bytes)
    values = list(value) if several and not hasattr(value, "n3") else [value]  # type: ignore[call-overload]
    if not values:
        raise UnknownValue(f"{name}: an empty list binds it to nothing", name)
    return " ".join(term_text(name, one, prefixes) for one in values)


def _head(tokens: list[Token]) -> int:
    """Return the offset behind the bracket that opens the outermost group, or a sub-select's."""
    opening = [i for i, t in enumerate(tokens) if t.text == "{"]
    where = [i for i, t in enumerate(tokens) if t.depth == 0 and t.text.upper() == "WHERE"]
    outer = [i for i in opening if tokens[i].depth == 0]
    template = any(t.depth == 0 and t.text.upper() == "CONSTRUCT" for t in tokens)
    if where:
        outer = [i for i in outer if i > where[0]]
        if template and tokens[where[0] - 1].text.upper() == "CONSTRUCT":
            outer = []
    elif template:
        outer = outer[1:]
    if not outer:
        raise UnknownValue("values can be bound only in a query with a WHERE { … }", "values")
    position = outer[0]
    while position + 1 < len(tokens) and tokens[position + 1].text.upper() == "SELECT":
        position = next(i for i in opening if i > position)
    return tokens[position].start + 1


@dataclass(frozen=True)
class Paged:
    """A SELECT cut into pages by a total order, so that pages are exact on a snapshot."""

    body: str
    tail: str
    offset: int
    limit: int | None

    def page(self, start: int, rows: int) -> str:
        """Return the query for `rows` rows from row `start` on."""
        if self.limit is not None:
            rows = min(rows, self.limit - start)
        return f"{self.body}\nLIMIT {rows} OFFSET {self.offset + start}\n{self.tail}"


def paged(query: str, columns: Iterable[str]) -> Paged:
    """Return the pages of `query`, whose answer has `columns`.

    What the query orders by itself stays; all columns break ties. Equal rows are alike.

    >>> paged("SELECT ?a { ?a ?b ?c } LIMIT 9", ["a"]).page(0, 5)
    'SELECT ?a { ?a ?b ?c } \\nORDER BY STR(?a) LANG(?a) DATATYPE(?a)\\nLIMIT 5 OFFSET 0\\n'
    """
    tokens = _tokens(query)
    end = max((t.start for t in tokens if t.text == "}" and t.depth == 0), default=-1)
    values = _outer(tokens, "VALUES")
    if values and values.start < end:
        end = max(
            t.start for t in tokens if t.text == "}" and t.depth == 0 and t.start < values.start
        )
    after = [t for t in tokens if t.start > end or (values and t.start >= values.start)]
    marks = {t.text.upper(): t for t in after if t.depth == 0 and t.text.upper() in _MODIFIERS}
    cut = min((t.start for name, t in marks.items() if name != "ORDER"), default=len(query))
    ties = " ".join(f"STR(?{name}) LANG(?{name}) DATATYPE(?{name})" for name in columns)
    order = "ORDER BY " if ties and "ORDER" not in marks else ""
    tail = query[marks["VALUES"].start :] if "VALUES" in marks else ""
    return Paged(
        f"{query[:cut]}\n{order}{ties}",
        tail,
        _number(after, marks.get("OFFSET")) or 0,
        _number(after, marks.get("LIMIT")),
    )


def _outer(tokens: list[Token], word: str) -> Token | None:
    """Return the last token `word` outside of all groups."""
    found = [t for t in tokens if t.depth == 0 and t.text.upper() == word]
    return found[-1] if found else None


def _number(tokens: list[Token], mark: Token | None) -> int | None:
    """Return the number that follows `mark`; its digits are tokens of their own."""
    if mark is None:
        return None
    digits, end = "", -1
    for token in tokens[tokens.index(mark) + 1 :]:
        if not token.text.isdigit() or (digits and token.start != end):
            break
        digits, end = digits + token.text, token.start + len(token.text)
    return int(digits) if digits else None
