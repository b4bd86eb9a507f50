"""Words to search for inside a query: `?item zt:search "河道整治"`, with a score if one is wanted.

    SELECT * { (?item ?score) zt:search "黑臭河道" . ?item a zt:Task } ORDER BY DESC(?score)

No triple says that. The clause stands for the table of all that the keyword search finds, each with
its score: a query is still right with FILTER, LIMIT and counts, as no hit is left out. Before the
engine sees it, the clause is made a VALUES; its rows come when the rest has been looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from pyoxigraph import Literal, RdfFormat, parse

from graph.sparql.evaluate import Query
from graph.sparql.search_tables import Hits, table
from graph.sparql.syntax.guard import position, read_tokens
from ontology.errors import QueryRefused, QueryTooLong
from ontology.ids import rebase
from ontology.standards import PREFIXES
from ontology.terms import ZT

Token = tuple[str, str, int]
Find = Callable[[str], Hits]

MOST_CLAUSES = 20
"""Searches in one query: they are made before it has a process and a deadline of its own."""
_HINT = 'write ?item zt:search "words" or (?item ?score) zt:search "words"'


@dataclass(frozen=True)
class Clause:
    """A clause: what of the text it takes, where its table goes, its variables and words."""

    start: int
    end: int
    table_at: int
    variables: tuple[str, ...]
    words: str


def has_clauses(text: str) -> bool:
    """Tell whether `text` may have a clause; it is worth while to look then."""
    return "search" in text


def with_hits(query: Query, base_iri: str, find: Find) -> Query:
    """Return `query` with each clause as a table that `filled` fills, and what goes into these.

    Raises QueryRefused for a clause that is not understood, QueryTooLong for too many, and what
    `find` raises.
    """
    if query.hits or not has_clauses(query.text):
        return query
    clauses = list(islice(find_clauses(query.text, base_iri), MOST_CLAUSES + 1))
    if not clauses:
        return query
    if len(clauses) > MOST_CLAUSES:
        raise QueryTooLong(f"a query searches {MOST_CLAUSES} times at the most")
    text = _with_tables(query.text, clauses)
    hits = tuple(find(clause.words) for clause in clauses)
    return replace(query, text=text, hits=hits, asked=query.text)


def find_clauses(text: str, base_iri: str) -> Iterator[Clause]:
    """Yield the clauses of `text` in their order.

    >>> [found] = find_clauses('SELECT * { ?a zt:search "水" . }', "https://w3id.org/zhengtu/")
    >>> found.variables, found.words
    (('?a',), '水')
    """
    found = [token for token in read_tokens(text) if token[0] != "comment"]
    names = _names(found, base_iri)
    wanted = rebase(ZT.search.value, base_iri)
    template = _template(found)
    for at, (kind, written, start) in enumerate(found):
        if at not in template and _expanded(kind, written, names) == wanted:
            yield _clause(text, found, at, start)


def _template(found: list[Token]) -> range:
    """Return the numbers of the tokens of what a CONSTRUCT makes: triples, in which none search."""
    words = [word.upper() for _, word, _ in found]
    first = words.index("CONSTRUCT") + 1 if "CONSTRUCT" in words else len(words)
    is_made = words[first : first + 1] == ["{"]
    return range(first, words.index("}", first) if is_made and "}" in words[first:] else first)


def _names(found: list[Token], base_iri: str) -> dict[str, str]:
    names = {name: rebase(iri, base_iri) for name, iri in PREFIXES.items()}
    for (_, word, _), (_, name, _), (kind, iri, _) in zip(
        found, found[1:], found[2:], strict=False
    ):
        if word.upper() == "PREFIX" and kind == "iri":
            names[name.rstrip(":")] = iri[1:-1]
    return names


def _expanded(kind: str, written: str, names: dict[str, str]) -> str:
    if kind == "iri":
        return written[1:-1]
    if kind != "name":
        return ""
    prefix, _, local = written.partition(":")
    return names.get(prefix, "") + local


def _clause(text: str, found: list[Token], at: int, start: int) -> Clause:
    place = position(text, start)
    end, after = _end_of_words(found, at, place)
    words = _value(found[at + 1][1])
    before = found[at - 1]
    if before[1] == ")":
        return _with_score(found, at, place, Clause(0, end, 0, (), words), after)
    if before[0] == "variable" and _opens(found, at - 2):
        return _first(found, at, Clause(start, end, before[2], (before[1],), words), after)
    if before[1] in (";", "."):
        subject = found[_start_of_sentence(found, at - 1)]
        if subject[0] == "variable" and before[1] == ";":
            return Clause(start, end, subject[2], (subject[1],), words)
    raise QueryRefused(f"what zt:search finds must be a variable; {_HINT}", *place)


def _end_of_words(found: list[Token], at: int, place: tuple[int, int]) -> tuple[int, int]:
    """Return where the words end, and the number of the token behind them."""
    kinds = [token[0] for token in found[at + 1 : at + 3]]
    if not kinds or kinds[0] != "string":
        raise QueryRefused(f"zt:search takes words as they are; {_HINT}", *place)
    last = at + 1 + (kinds[1:] == ["language"])
    if found[last + 1 : last + 2] and found[last + 1][1] in (",", "^"):
        raise QueryRefused(f"zt:search takes one text; {_HINT}", *place)
    return found[last][2] + len(found[last][1]), last + 1


def _first(found: list[Token], at: int, clause: Clause, after: int) -> Clause:
    """Return a clause that begins its sentence: the rest of that goes on without it."""
    behind = after
    while behind < len(found) and found[behind][1] == ";":
        behind += 1
    if behind == after or found[behind][1] in (".", "}"):
        # nothing else is said of the subject
        end = found[behind][2] if behind != after else clause.end
        return replace(clause, start=found[at - 1][2], end=_dot(found, behind, end))
    return replace(clause, end=found[behind - 1][2] + 1)


def _with_score(
    found: list[Token], at: int, place: tuple[int, int], clause: Clause, after: int
) -> Clause:
    """Return a clause of the form `(?item ?score) zt:search "words"`."""
    opened = found[at - 4 : at]
    kinds = [token[0] for token in opened]
    if kinds != ["open", "variable", "variable", "close"] or not _opens(found, at - 5):
        raise QueryRefused(f"that is no clause of zt:search; {_HINT}", *place)
    if opened[1][1][1:] == opened[2][1][1:]:
        raise QueryRefused(f"no thing is its own score: name two variables; {_HINT}", *place)
    if found[after : after + 1] and found[after][1] == ";":
        raise QueryRefused(f"end the sentence of zt:search with a full stop; {_HINT}", *place)
    start, end = opened[0][2], _dot(found, after, clause.end)
    return replace(
        clause, start=start, end=end, table_at=start, variables=(opened[1][1], opened[2][1])
    )


def _dot(found: list[Token], at: int, end: int) -> int:
    """Return the end with the full stop that follows: a table has none."""
    return found[at][2] + 1 if at < len(found) and found[at][1] == "." else end


def _opens(found: list[Token], at: int) -> bool:
    """Tell whether a sentence begins behind token `at`."""
    return at >= 0 and found[at][1] in ("{", ".", "}", ")")


def _start_of_sentence(found: list[Token], at: int) -> int:
    """Return the number of the token that begins the sentence of token `at`."""
    depth = 0
    for number in range(at, -1, -1):
        kind, written, start = found[number]
        if depth == 0 and written == ")" and found[number + 1][0] == "variable":
            return number + 1  # a FILTER or BIND ends here
        depth += (kind == "close") - (kind == "open")
        is_dot = written == "." and not _in_number(found, number, start)
        if depth < 0 or (depth == 0 and is_dot) or (written == "}" and kind == "close"):
            return number + 1
    return 0


def _in_number(found: list[Token], number: int, start: int) -> bool:
    """Tell whether the dot at `start` stands in a number such as 2.5."""
    before, after = found[max(number - 1, 0)], found[min(number + 1, len(found) - 1)]
    are_digits = before[1].isdigit() and after[1].isdigit()
    return are_digits and before[2] + len(before[1]) == start == after[2] - 1


def _value(written: str) -> str:
    [quad] = parse(f"<x:s> <x:p> {written} .".encode(), format=RdfFormat.TURTLE)
    assert isinstance(quad.object, Literal)  # noqa: S101 - a string was written
    return quad.object.value


def _with_tables(text: str, clauses: list[Clause]) -> str:
    """Return `text` with the tables in it and without the clauses."""
    changes: list[tuple[int, int, str]] = []
    for number, clause in enumerate(clauses):
        new = f" {table(number, clause.variables)} "
        changes += [(clause.table_at, clause.table_at, new), (clause.start, clause.end, "")]
    for start, end, new in sorted(changes, key=lambda change: change[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text
