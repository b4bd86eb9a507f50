"""A question in its clauses, and the classes of words that tell what a clause does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from queries.asking.words.tokens import Token

_ENDS = ",。;!?:()"
QUOTES = ("“", "”", '"')
ASKS = ("wh", "which", "who", "count", "yesno", "saved", "most", "least", "more", "rank")
ASKING = ("wh", "which", "who", "count", "yesno", "most", "least")
ASSIGNS = (
    "role",
    "rolenoun",
    "only",
    "except",
    "others",
    "mention",
    "mentionend",
    "annex",
    "annexes",
    "row",
    "rows",
    "number",
    "gt",
    "ge",
    "lt",
    "le",
    "share",
    "average",
)
CONTENT = (
    "rolenoun",
    "first",
    "rank",
    "most",
    "name",
    "theme",
    "phrase",
    "alias",
    "annex",
    "row",
    "rows",
    "number",
    "spot",
    "type",
    "saved",
)


def clauses_of(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the parts between marks; marks within quotes part nothing."""
    part: list[Token] = []
    quoted = False
    for token in tokens:
        if token.text in QUOTES:
            quoted = token.text == "“" or (token.text == '"' and not quoted)
        ends = token.has("mark") and (token.text in _ENDS or token.text in ".…~")
        if ends and not quoted:
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def text_of(clause: list[Token]) -> str:
    parts = [clause[0].text]
    for before, token in pairwise(clause):
        parts.append(" " + token.text if before.end < token.start else token.text)
    return "".join(parts)


def named_in(clauses: Iterable[list[Token]]) -> frozenset[str]:
    return frozenset(node.iri for clause in clauses for t in clause for node in t.nodes)
