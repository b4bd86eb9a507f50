"""Join large properties by reading each of them whole, where all of them are needed anyway.

    SELECT ?theme ?year (COUNT(?item) AS ?n)
    { ?item zt:theme ?theme ; zt:inDocument/zt:period ?year } GROUP BY ?theme ?year
    CONSTRUCT { ?item zt:leadAgency ?agency } { ?item zt:leadAgency ?agency ; zt:theme ?theme }

The engine reads one property and looks up the others for each of its subjects, at 4 to 8 µs each.
To read a statement takes it 0.2 µs where they are read one after the other, and to find its like in
a table less than one. It does that with sub-selects: so each pattern becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count

from graph.sparql.rewriting.sizes import Sizes
from graph.sparql.rewriting.types import AGGREGATES, iri_at
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.syntax.tree import Expression, Path, Prologue, Select, Term, Triple, Triples
from ontology.standards import RDF

_FEWEST = 100
"""Statements of the smallest property at the least: to look up so few takes as long as to read the
query, 0.1 to 0.2 ms."""
_MOST = 3_000_000
"""Statements of all of them at the most: tables take 150 to 450 bytes for each."""
_MOST_STEPS = 6
_TIMES = 8
"""How many times as many statements as the smallest the largest may have: at 14 to 18 times both
ways take as long."""
LONGEST = 4_000
_PER_ROW = 3
"""Statements that are read for a row that is wanted, at the most: to look one up takes as long."""
_KNOWN = 256
_PLAIN = re.compile(r"\{\s*[?$]\w+\s+[^\s{}]+\s+[?$]\w+\s*[;.]")
"""How such a pattern begins."""
_LIMIT = re.compile(r"LIMIT\s*(\d+)", re.IGNORECASE)
_MORE = ("FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "VALUES", "GRAPH", "SERVICE")
OURS = re.compile(r"[?$]step\d")


class Scanner:
    """Writes such queries anew on a store whose `sizes` are known.

    `prefixes` may be used undeclared.
    """

    def __init__(self, sizes: Sizes, prefixes: Mapping[str, str]) -> None:
        self._sizes, self._prefixes = sizes, prefixes
        self.scanned = lru_cache(maxsize=_KNOWN)(self._scanned)

    def _scanned(self, text: str) -> str:
        """Return `text`, written anew where that is quicker; its answer is the same."""
        return with_scans(text, self._prefixes, self._sizes)


def with_scans(text: str, prefixes: Mapping[str, str], sizes: Sizes) -> str:
    """Return `text` with a sub-select for each pattern, where all are large and all is wanted of
    them, and any other text as it is.

    >>> query = "SELECT ?o (COUNT(?s) AS ?n) { ?s <x:p> ?o ; <x:q>/<x:r> ?v } GROUP BY ?o"
    >>> with_scans(query, {}, Sizes(lambda verb: 9000, lambda kind: 9000))
    'SELECT ?o (COUNT(?s) AS ?n) { { SELECT * { ?s <x:p> ?o } } { SELECT * { ?s <x:q> ?step1 } } \
{ SELECT * { ?step1 <x:r> ?v } } } GROUP BY ?o'
    >>> with_scans(query, {}, Sizes(lambda verb: 9, lambda kind: 9)) == query
    True
    """
    if not _may_be_joined(text):
        return text
    try:
        prologue, query = read_query(text)
    except (NotUnderstood, RecursionError):
        return text
    block = _whole_pattern(query)
    if block is None or text.count("{") != 1 + len(query.templates):
        return text
    steps = list(steps_of(block.triples))
    known = Prologue(prologue.base, {**prefixes, **prologue.prefixes})
    found = [_size(step, known, sizes) for step in steps]
    wants_all = query.aggregated or not _wants_less(text[block.end :], found)
    if len(steps) > _MOST_STEPS or not is_tree(steps) or not _are_alike(found) or not wants_all:
        return text
    scans = " ".join(f"{{ SELECT * {{ {_written(step)} }} }}" for step in steps)
    return f"{text[: block.start]}{scans}{text[block.end :]}"


def _may_be_joined(text: str) -> bool:
    """Tell, at a glance, whether `text` may be such a query."""
    if len(text) > LONGEST or text.count("{") > 2 or OURS.search(text):
        return False
    if may_have(text, AGGREGATES):
        return True
    return _PLAIN.search(text) is not None and not may_have(text, _MORE)


def _wants_less(tail: str, sizes: list[int | None]) -> bool:
    """Tell whether the LIMIT in `tail`, if there is one, is soon reached by looking up."""
    limit = _LIMIT.search(tail)
    return limit is not None and sum(filter(None, sizes)) > _PER_ROW * int(limit[1])


def _whole_pattern(query: Select) -> Triples | None:
    """Return the triples that are all of the pattern of a query."""
    is_made = query.form == "CONSTRUCT" and query.templates
    if not is_made and (query.form != "SELECT" or query.star is not None):
        return None
    if query.default_graphs or query.named_graphs or _counts_rows(query) or not query.where:
        return None
    elements = query.where.elements
    block = elements[0] if len(elements) == 1 else None
    return block if isinstance(block, Triples) and len(block.triples) > 1 else None


def _counts_rows(query: Select) -> bool:
    """Tell whether COUNT(DISTINCT *) is in it, to which every variable matters."""
    parts = [column.expression for column in query.columns]
    parts += [part for part in query.tail if isinstance(part, Expression)]
    return any(part.counts_rows for part in parts if part)


def steps_of(triples: tuple[Triple, ...]) -> Iterator[Triple]:
    """Yield the triples, one for each step of a sequence."""
    numbers = count(1)
    for triple in triples:
        verb, node = triple.predicate, triple.subject
        parts = verb.parts if isinstance(verb, Path) and verb.kind == "/" else (verb,)
        for part in parts[:-1]:
            following = Term("var", f"?step{next(numbers)}")
            yield Triple(node, part, following)
            node = following
        yield Triple(node, parts[-1], triple.value)


def is_tree(steps: list[Triple]) -> bool:
    """Tell whether each step goes on from a node that is known to one that is not, so that none
    makes more rows than the engine would look up."""
    reached = {_name(steps[0].subject)}
    for step in steps:
        node, value = step.subject, step.value
        if node.kind != "var" or _name(node) not in reached:
            return False
        if value.kind == "var":
            if _name(value) in reached:
                return False
            reached.add(_name(value))
    return True


def _name(term: Term) -> str:
    return term.text[1:]


def _are_alike(sizes: list[int | None]) -> bool:
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes) or sum(known) > _MOST:
        return False
    return min(known) >= _FEWEST and max(known) <= _TIMES * min(known)


def _size(step: Triple, prologue: Prologue, sizes: Sizes) -> int | None:
    """Return how many statements are read for a step, None where that is not known."""
    verb = iri_at(step.predicate, prologue)
    try:
        if step.value.kind == "var" and verb and verb != RDF.type.value:
            return sizes.statements(verb)
        kind = iri_at(step.value, prologue)
        return sizes.entities(kind) if kind and verb == RDF.type.value else None
    except ValueError:
        return None  # it is no IRI, and the engine says what is wrong with it


def _written(step: Triple) -> str:
    verb = step.predicate
    return f"{step.subject.text} {verb.text if isinstance(verb, Term) else verb} {step.value.text}"
