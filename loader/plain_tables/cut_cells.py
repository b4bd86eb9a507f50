"""Names of bodies in a stream of cells that a narrow column cut: 市政 / 府办 / 公厅.

Pieces of one name stand on lines below each other, as lines of cells do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.run_together import is_known
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers

_MOST_PIECES = 5
_LONGEST_PIECE = 5
"""Characters that stand beside each other in a narrow column at the most."""


def with_names_whole(tokens: Sequence[Token], registers: Registers) -> list[Token]:
    """Return `tokens`, pieces that make the name of a body that rules know as one cell.

    The first is none by itself, and none begins as names do but this one.
    """
    whole: list[Token] = []
    position = 0
    while position < len(tokens):
        length = _pieces(tokens[position : position + _MOST_PIECES], registers)
        run = tokens[position : position + length]
        whole.append(_joined(run) if length > 1 else run[0])
        position += length
    return whole


def _pieces(tokens: Sequence[Token], registers: Registers) -> int:
    """Return how many of `tokens` make one name: the most that do, else 1."""
    texts = ["".join(token.text.split()) for token in tokens]
    if is_known(texts[0], registers):
        return 1
    short = next((n for n, text in enumerate(texts) if len(text) > _LONGEST_PIECE), len(texts))
    lengths = range(short, 1, -1)
    return next((n for n in lengths if is_known("".join(texts[:n]), registers)), 1)


def _joined(run: Sequence[Token]) -> Token:
    first = run[0]
    parts = tuple(part for token in run for part in token.place.parts or (token.place,))
    text = "".join("".join(token.text.split()) for token in run)
    return replace(first, text=text, place=replace(first.place, parts=parts))
