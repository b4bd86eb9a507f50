"""The statements about one value, and about no other."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

_NODE = NamedNode("urn:zhengtu:any")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(
    {
        *(_XSD + name for name in ("string", "boolean", "date", "dateTime", "anyURI")),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    }
)
"""Datatypes of which the store finds every value alone."""

Node = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph


def matching(
    store: Store,
    subject: NamedNode | BlankNode | Triple | None,
    verb: NamedNode | None,
    value: Node,
    graph: GraphName | None,
) -> Iterable[Quad]:
    """Return the quads with `value` as their object; None stands for anything.

    A store on disk alone finds decimals with the integer -1, and 300 with 255: it looks for a value
    whose bytes end in 0xFF in too wide a range.
    """
    found = store.quads_for_pattern(subject, verb, value, graph)
    if not isinstance(value, Literal) or _is_found_alone(value):
        return found
    kept = _as_kept(value)
    return (quad for quad in found if quad.object == kept)


def _is_found_alone(value: Literal) -> bool:
    if value.datatype.value in _WHOLE:
        return True
    digits = value.value
    return digits.isascii() and digits.isdigit() and int(digits[-18:]) % 256 != 255


def _as_kept(value: Literal) -> Node:
    """Return `value` as a store gives it back: 255 for 0255."""
    store = Store()
    store.add(Quad(_NODE, _NODE, value))
    (quad,) = store
    found = quad.object
    assert isinstance(found, Literal)  # noqa: S101 - it was one
    return found
