"""Who asked for the work, beside a leader whose cell a row leaves out.

    主办单位 会办单位 编号 建议案由 领衔代表 督办领导
    县水利局 县财政局 01 关于治理清溪河的建议 郑金树 副县长 黄平
    县卫生局 县医保局 02 关于增设村卫生室的建议 谢梅

Each proposal was proposed by someone; of some no leader is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from loader.assignments.fields import PEOPLE
from loader.plain_tables.tokens import Token
from loader.texts.people import bare_name

_PROPOSER = "proposer"

FilledRow = tuple[list[Token], list[int]]
"""The cells of a row, and the columns of these."""


def with_proposers(fields: Sequence[str | None], rows: Sequence[FilledRow]) -> list[FilledRow]:
    """Return `rows`, a lone name without a post in the column of proposers."""
    people = [n for n, name in enumerate(fields) if name in PEOPLE]
    if _PROPOSER not in fields or len(people) != 1:
        return list(rows)
    proposer, leader = fields.index(_PROPOSER), people[0]
    return [(cells, _columns(cells, columns, proposer, leader)) for cells, columns in rows]


def _columns(
    cells: Sequence[Token], columns: Sequence[int], proposer: int, leader: int
) -> list[int]:
    """Return `columns`, that of a lone name the one of proposers if the order allows it."""
    named = [cell.text for cell, n in zip(cells, columns, strict=True) if n == leader]
    is_lone = proposer not in columns and len(named) == 1 and bare_name(named[0]) == named[0]
    between = range(min(proposer, leader) + 1, max(proposer, leader))
    if not is_lone or any(n in between for n in columns):
        return list(columns)
    return [proposer if n == leader else n for n in columns]
