"""The names of a query: what they stand for, and the prefixes that it may use undeclared.

The engine takes a microsecond to read each of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from pyoxigraph import NamedNode


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


def resolved(text: str, prefixes: Mapping[str, str], bases: Iterable[str]) -> NamedNode:
    """Return the graph that an IRI or a prefixed name stands for; raises ValueError for none."""
    if text.startswith("<"):
        base = ""
        for one in bases:
            base = urljoin(base, one)
        return NamedNode(urljoin(base, text[1:-1]) if base else text[1:-1])
    prefix, _, name = text.partition(":")
    if prefix not in prefixes:
        raise ValueError(f"the prefix '{prefix}:' of a graph is not declared")
    return NamedNode(prefixes[prefix] + name.replace("\\", ""))
