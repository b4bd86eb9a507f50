"""The names of a query: what they stand for, and the prefixes that it may use undeclared.

The engine takes a microsecond to read each of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import NamedNode, QuerySolutions, Store

from graph.sparql.syntax.tree import Prologue


def mentioned(prefixes: Mapping[str, str], text: str) -> dict[str, str]:
    r"""Return those of `prefixes` that `text` may use: all of them where it may hide a name.

    >>> mentioned({"zt": "http://z/", "owl": "http://o/"}, "ASK { ?s zt:theme ?o }")
    {'zt': 'http://z/'}
    >>> len(mentioned({"zt": "http://z/", "owl": "http://o/"}, "ASK { ?s \\u007At:theme ?o }"))
    2
    """
    if "\\u" in text or "\\U" in text:
        return dict(prefixes)
    return {name: iri for name, iri in prefixes.items() if f"{name}:" in text}


def resolved(
    text: str, prologue: Prologue, prefixes: Mapping[str, str], base: str | None
) -> NamedNode:
    """Return what an IRI or a prefixed name stands for behind `prologue`, as the engine reads it.

    `prefixes` may be used undeclared. Raises ValueError for a text that stands for no IRI.

    >>> resolved("y:k", Prologue(text="BASE <http://x/a#b> PREFIX y: <?> "), {}, None)
    <NamedNode value=http://x/a?k>
    """
    question = f"{prologue.text}SELECT ({text} AS ?iri) {{}}"
    known = mentioned(prefixes, question)
    try:
        return _iri(question, tuple(known.items()), base or None)
    except SyntaxError:
        prefix = text.partition(":")[0]
        if not text.startswith("<") and prefix not in {*known, *prologue.prefixes}:
            raise ValueError(f"the prefix '{prefix}:' of a graph is not declared") from None
        raise ValueError(f"{text} is no IRI, or BASE and PREFIX make none of it") from None


@lru_cache(maxsize=256)
def _iri(question: str, prefixes: tuple[tuple[str, str], ...], base: str | None) -> NamedNode:
    found = Store().query(question, prefixes=dict(prefixes), base_iri=base)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - the query is a SELECT
    iri = next(found)[0]
    if isinstance(iri, NamedNode):
        return iri
    raise ValueError("the name of a graph is no IRI")
