"""What a search asks for, and what meeting it scores: one statement for the engine and for arrays.

The engine reads a formula as a query. `scores` beside it reads it over the results that
were found already, with the scores of its leaves that are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy

from graph.index.entries.fields import TEXTS, path_of
from graph.index.search.held import Value, Wording
from graph.index.words.words import terms_of

Leaf = Wording | Value
"""What the engine scores by itself: by how rare it is, and how often and in how long a text."""

Within = Sequence[tantivy.Query]


@dataclass(frozen=True)
class Fixed:
    """Any of `values` is held, which scores the same for all."""

    values: tuple[Value, ...]
    score: float


@dataclass(frozen=True)
class Scaled:
    """What `part` scores, times `weight`."""

    part: Formula
    weight: float


@dataclass(frozen=True)
class Sum:
    """What `must` and `may` score together; without `must` one of `may` is met, none of `never`."""

    must: tuple[Formula, ...] = ()
    may: tuple[Formula, ...] = ()
    never: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class Best:
    """What the best part scores, and of the others a share."""

    parts: tuple[Formula, ...]
    share: float


@dataclass(frozen=True)
class Anything:
    """Every entry, which scores 1."""


Formula = Leaf | Fixed | Scaled | Sum | Best | Anything


def sum_of(parts: Iterable[Formula]) -> Formula:
    """Return what meets all of `parts`.

    >>> sum_of([Wording("河道")])
    Wording(text='河道')
    """
    found = tuple(parts)
    return found[0] if len(found) == 1 else Sum(must=found)


def either_of(parts: Iterable[Formula]) -> Formula:
    """Return what meets any of `parts`."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Sum(may=found)


def query_of(formula: Formula, schema: tantivy.Schema, within: Within = ()) -> tantivy.Query:
    """Return the query for what meets a formula, as far as `within` finds it too.

    `within` are queries without a score that must be met anyway. Where they find little they save
    work: what is looked for is only looked for there.
    """
    if isinstance(formula, Best):
        ways = [query_of(part, schema, within) for part in formula.parts]
        return tantivy.Query.disjunction_max_query(ways, formula.share)
    if isinstance(formula, Sum):
        return _boolean(formula, schema, within)
    own = _unit(formula, schema)
    return all_of([own, *within]) if within else own


def _boolean(formula: Sum, schema: tantivy.Schema, within: Within) -> tantivy.Query:
    of_may = () if formula.must else within
    clauses = [(tantivy.Occur.Must, query_of(part, schema, within)) for part in formula.must]
    clauses += [(tantivy.Occur.Should, query_of(part, schema, of_may)) for part in formula.may]
    clauses += [(tantivy.Occur.MustNot, query_of(part, schema)) for part in formula.never]
    return tantivy.Query.boolean_query(clauses)


def _unit(formula: Leaf | Fixed | Scaled | Anything, schema: tantivy.Schema) -> tantivy.Query:
    if isinstance(formula, Scaled):
        return tantivy.Query.boost_query(query_of(formula.part, schema), formula.weight)
    if isinstance(formula, Fixed):
        found = any_of([leaf_query(value, schema) for value in formula.values])
        return tantivy.Query.const_score_query(found, formula.score)
    if isinstance(formula, Anything):
        return tantivy.Query.all_query()
    return leaf_query(formula, schema)


def leaf_query(leaf: Leaf, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for what holds a wording as it stands, or one of some values."""
    if isinstance(leaf, Value):
        if leaf.field in TEXTS and len(leaf.values) == 1:
            return tantivy.Query.term_query(schema, leaf.field, leaf.values[0])
        return tantivy.Query.term_set_query(schema, path_of(leaf.field), list(leaf.values))
    terms, last = wording_terms(leaf.text)
    if last:
        patterns = [*map(re.escape, terms), re.escape(last) + ".?"]
        if not terms:
            return tantivy.Query.regex_query(schema, "pairs", patterns[0])
        return tantivy.Query.regex_phrase_query(schema, "pairs", list(patterns))
    if len(terms) == 1:
        return tantivy.Query.term_query(schema, "pairs", terms[0])
    return tantivy.Query.phrase_query(schema, "pairs", list(terms))


def wording_terms(text: str) -> tuple[list[str], str]:
    """Return the terms that hold `text`, and the character that a further one begins with.

    >>> wording_terms("河长制"), wording_terms("8%"), wording_terms("1+x")
    ((['河长', '长制'], ''), (['8', '%'], ''), (['1', '+'], 'x'))
    """
    *terms, last = terms_of(text)
    if not last.isalnum():
        return [*terms, last], ""
    return (terms, "") if terms and len(terms[-1]) > 1 else (terms, last)


def all_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def any_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
