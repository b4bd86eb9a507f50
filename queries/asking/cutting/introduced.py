"""What the work of the asker names, and the question means by 这项工作.

`我在写河长制的材料，请问太仓这项工作由谁分管` asks of 河长制: the words beside it say what for.
"""

from __future__ import annotations

from dataclasses import replace

from queries.asking.cutting.clause_parts import clauses_of, text_of
from queries.asking.cutting.frame_patterns import patterns
from queries.asking.cutting.premises import points_at_frame
from queries.asking.readings.draft import is_unknown
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

FRAME = "frame"
_TOPICS = ("name", "theme", "phrase", "alias")


def with_introduced(tokens: list[Token], home: frozenset[str]) -> list[Token]:
    """Return the tokens with what is worked on alone of a clause that `这项工作` points back to.

    `home` are the places whose documents these are: 太仓这项工作 is of the place anyway.
    """
    clauses = list(clauses_of(tokens))
    if not points_at_frame(clauses[1:], home):
        return tokens
    clause = clauses[0]
    begin, end = _around(clause)
    if not any(t.nodes or t.has(*_TOPICS) or is_unknown(t) for t in clause[begin:end]):
        return tokens
    at = tokens.index(clause[0])
    parts = [*_framed(clause[:begin]), *clause[begin:end], *_framed(clause[end:])]
    rest = tokens[at + len(clause) :]
    return [*tokens[:at], *parts, *_without_home(rest, home)]


def _around(clause: list[Token]) -> tuple[int, int]:
    """Return where the words begin and end that say what is worked on; nothing if it is no work."""
    if patterns().working.fullmatch(text_of(clause)) is None:
        return 0, 0
    lengths = range(1, len(clause))
    begins = [n for n in lengths if patterns().begins_work.fullmatch(text_of(clause[:n]))]
    ends = [n for n in lengths if patterns().product.fullmatch(text_of(clause[n:]))]
    begin, end = max(begins, default=0), min(ends, default=0)
    return (begin, end) if 0 < begin < end else (0, 0)


def _framed(part: list[Token]) -> list[Token]:
    senses = (Sense("noise", ""), Sense(FRAME, ""))
    return [replace(t, senses=senses, nodes=()) for t in part]


def _without_home(tokens: list[Token], home: frozenset[str]) -> list[Token]:
    """`太仓2018年这项工作`: the place of the documents, right before what points back."""
    found = list(tokens)
    for n, token in enumerate(tokens):
        behind = [t.text for t in tokens[n + 1 : n + 4]]
        of_home = any(node.iri in home for node in token.nodes)
        if of_home and any(patterns().this.fullmatch(text) for text in behind):
            found[n] = replace(token, senses=(Sense("noise", "city"),), nodes=())
    return found
