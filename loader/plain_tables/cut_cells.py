"""Names of bodies in a stream of cells that a narrow column cut: 市政 / 府办 / 公厅.

Pieces of one name stand on lines below each other, as lines of cells do. So do names and how much
falls to each: 河口镇 / 7.5万吨.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.fields import ROLES
from loader.assignments.run_together import is_known
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.texts.figures import is_figure

_NO_FIGURES = frozenset({"number", "text", "category", "heading", "deadline", *ROLES})
"""Fields of columns that print no figures of their own."""

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


def with_quotas_beside(
    tokens: Sequence[Token], fields: Sequence[str | None], registers: Registers
) -> list[Token]:
    """Return `tokens`, a figure with its unit below a body in the cell of that, if no column is
    for figures.
    """
    if not {*fields} <= _NO_FIGURES or fields.count("text") > 1:
        return list(tokens)
    cells: list[Token] = []
    for token in tokens:
        last = cells[-1] if cells else None
        is_below = last is not None and token.line != last.line
        is_quota = is_below and is_figure(token.text) and token.text[-1:].isalpha()
        if last and is_quota and registers.ends_like_unit(last.text):
            cells[-1] = replace(_joined([last, token]), text=f"{last.text}（{token.text}）")
        else:
            cells.append(token)
    return cells


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
    parts = tuple(part for token in run for part in token.place.lines)
    text = "".join("".join(token.text.split()) for token in run)
    return replace(first, text=text, place=replace(first.place, parts=parts))
