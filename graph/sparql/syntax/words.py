"""The words of the small languages that look-ups and counts are written in, as patterns.

They take all that they can and give nothing back, so that no text makes them try for long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 2_000
"""Characters of such a text at the most."""

SPACE, BLANK = r"[ \t\r\n]*+", r"[ \t\r\n]++"
VARIABLE = r"[?$][A-Za-z][A-Za-z0-9_]*+"
IRI = r"<(https?://[^<>\"{}|^`\\\x00-\x20]*+)>"
NAME = "[A-Za-z][A-Za-z0-9_-]*+|"
"""A prefix, also the empty one."""
TERM = r"(?:<https?://[^<>\"{}|^`\\\x00-\x20]*+>|(?:[A-Za-z][\w-]*+)?:[\w-]++)"
"""An IRI, or a name with a prefix."""
DECLARATION = rf"PREFIX{BLANK}({NAME}):{SPACE}{IRI}"
KEYWORDS = re.IGNORECASE | re.ASCII
"""How patterns of these words are compiled."""
_DECLARED = re.compile(DECLARATION, KEYWORDS)


def with_declared(prefixes: Mapping[str, str], prologue: str) -> dict[str, str]:
    """Return `prefixes` with those that a prologue declares.

    >>> with_declared({"x": "http://x/"}, "PREFIX y: <http://y/>")
    {'x': 'http://x/', 'y': 'http://y/'}
    """
    return {**prefixes, **dict(_DECLARED.findall(prologue))}


def iri_of(term: str, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that a `TERM` stands for, None where its prefix is not known.

    >>> iri_of("x:a", {"x": "http://x/"}), iri_of("<http://x/a>", {}), iri_of(":a", {})
    ('http://x/a', 'http://x/a', None)
    """
    if term.startswith("<"):
        return term[1:-1]
    name, _, local = term.partition(":")
    return prefixes[name] + local if name in prefixes else None
