"""Space that the engine does not expect: between the name of some functions and their bracket."""

from __future__ import annotations

import re
from itertools import pairwise

from graph.sparql.syntax.guard import may_have, read_tokens

_NAMES = frozenset({"BNODE", "COALESCE", "CONCAT"})
_SPACED = re.compile(r"\b(?:bnode|coalesce|concat)[\s#]", re.IGNORECASE)


def closed_up(text: str) -> str:
    """Return `text` with such a space in front of the name; everything else stays in its place.

    >>> closed_up("SELECT (COALESCE (?a, 'concat (') AS ?b) {}")
    "SELECT ( COALESCE(?a, 'concat (') AS ?b) {}"
    """
    if not may_have(text, _NAMES) or _SPACED.search(text) is None:
        return text
    pieces, done = [], 0
    tokens = [token for token in read_tokens(text) if token[0] != "comment"]
    for (kind, word, start), (_, following, opened) in pairwise(tokens):
        if kind == "word" and word.upper() in _NAMES and following == "(":
            pieces += [text[done:start], text[start + len(word) : opened], word]
            done = opened
    return "".join([*pieces, text[done:]])
