"""Prefixes that a query may use undeclared: the engine takes a microsecond to read each."""

from __future__ import annotations

from collections.abc import Mapping


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
