"""Those who help, named in words of their own before or behind the bracket of who answers, or
the date behind it.

修路8条，乙局配合。（甲局负责）      建校1所。（甲局负责）乙局配合。
架桥1座（甲局负责），9月底前完成。
"""

from __future__ import annotations

import re

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import OWNING, ROLES
from loader.assignments.plausibility import is_surely_body
from loader.assignments.shares import Clause, says_when

_BEHIND = re.compile("[。；;]?(?P<said>[^。；;（()）〔〕【】]{4,60})(?=[。；;]|$)")
"""A sentence right behind a bracket."""

_LIMIT = re.compile(r"[，,]\s*(?P<limit>[^，,。；;（）()]{2,16}?)(?=\s*(?:[。；;]|$))")
"""What may say by when behind a bracket, to the end of the sentence."""

_OF_GROUP = re.compile("各|有关|相关")
"""How the name of a group begins in such a sentence, and none of those whom all work is for."""


def helpers_behind(
    text: str, end: int, clause: Clause, reader: ClauseReader
) -> tuple[int, Clause] | None:
    """Return where a sentence ends behind a bracket that ends at `end`, if it says who helps.

    With it come these. `clause` is what the bracket says: nobody helps where nobody answers.
    """
    said = _BEHIND.match(text, end)
    told = reader.read(said["said"]) if said else Clause()
    owns = clause.is_assignment and {share.role for share in clause.shares} & OWNING
    if said is None or not (owns and told.is_assignment and told.only_helps):
        return None
    names = [share.unit.surface for share in told.shares]
    are_bodies = (_OF_GROUP.match(n) or is_surely_body(n, reader.registers) for n in names)
    return (said.end("said"), told) if all(are_bodies) else None


def limit_behind(
    text: str, end: int, clause: Clause, reader: ClauseReader
) -> tuple[int, Clause] | None:
    """Return where a sentence ends behind a bracket that ends at `end`, if it only says by when.

    With it comes the date: （A负责），9月底前完成。
    """
    said = _LIMIT.match(text, end)
    told = reader.for_brackets.read(said["limit"]) if said and clause.is_assignment else Clause()
    return (said.end("limit"), told) if said and says_when(told) else None


def helpers_before(before: str, clause: Clause, reader: ClauseReader) -> tuple[int, Clause] | None:
    """Return where the last words before a bracket begin if they name bodies that help, and these.

    `clause` is what the bracket says: those whom they help, and nobody else who does.
    """
    roles = {share.role for share in clause.shares}
    words = before.rstrip("。；; ")
    start = max(words.rfind(stop) for stop in "，,。；;") + 1
    said = reader.read(words[start:]) if start else Clause()
    if {share.role for share in said.shares} != {ROLES["supporting"]} or not said.is_assignment:
        return None
    are_bodies = all(is_surely_body(one.unit.surface, reader.registers) for one in said.shares)
    is_alone = bool(roles & OWNING) and ROLES["supporting"] not in roles
    return (start, said) if are_bodies and is_alone else None
