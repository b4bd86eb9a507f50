"""A sure answer to a question whose words are hardly ever meant as they were read is unsure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from queries.asking.answering.answer import ANSWERED, UNSURE, Answer
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.answering.showing import Shown
from queries.asking.doubts.plain import is_told_by_itself, plain_traits
from queries.asking.doubts.usage import is_unusual, role_traits, traits
from queries.asking.readings.reading import IMPERSONAL, Clause, Condition, Reading
from queries.asking.rows.tables import Row
from queries.asking.words.tokens import Token

LEAD = ("lead",)
_UNUSUAL = {
    "zh": "没有把握：这样的问法很少按这里的理解来问，请看理解是否与本意相符。",
    "en": "Unsure: questions worded like this are seldom meant as this one was understood.",
}


def unsure_if_unusual(answer: Answer, tokens: Sequence[Token], shown: Shown) -> Answer:
    """Return `answer` to the question of `tokens` with that doubt, where there is no other.

    A role that is hardly ever meant is no doubt where bodies have the same in any other.
    """
    if answer.status != ANSWERED or answer.reading is None:
        return answer
    reading = answer.reading
    if is_told_by_itself(reading, answer.sentence):
        return answer
    found = traits(reading)
    plain = plain_traits(tokens, reading, found, answer.sentence, answer.rows)
    if not is_unusual(tokens, reading, plain):
        return answer
    of_roles = frozenset(role_traits())
    if not is_unusual(tokens, reading, plain | of_roles) and _is_alike(answer, shown):
        return answer
    return replace(answer, status=UNSURE, notes=(_UNUSUAL[answer.language], *answer.notes))


def _is_alike(answer: Answer, shown: Shown) -> bool:
    """Tell whether an answer is the same if its bodies lead, and if they have any part.

    Collectives (各镇) are told apart anyway. What is claimed (任务一样吗) may be of something else.
    """
    if answer.reading is None or not answer.rows or answer.reading.claimed:
        return False
    told = _told(answer.rows)
    others = (_in_role(answer.reading, roles) for roles in (LEAD, IMPERSONAL))
    return all(
        _told(evaluate_reading(shown.draft, other, shown.opened).rows) == told
        for other in others
        if other != answer.reading
    )


def _told(rows: Iterable[Row]) -> list[tuple[object, ...]]:
    plain = (row for row in rows if row.get("class") != "group")
    return [(row.get("thing"), row.get("item"), row.get("items")) for row in plain]


def _in_role(reading: Reading, roles: tuple[str, ...]) -> Reading:
    """Return the reading with these roles wherever it speaks of those of bodies."""
    clauses = tuple(
        replace(
            _with_roles(clause, roles),
            conditions=tuple(_with_roles(c, roles) for c in clause.conditions),
        )
        for clause in reading.clauses
    )
    return replace(reading, clauses=clauses)


_Held = TypeVar("_Held", Clause, Condition)


def _with_roles(held: _Held, roles: tuple[str, ...]) -> _Held:
    of_bodies = bool(held.roles) and set(held.roles) <= set(IMPERSONAL)
    return replace(held, roles=roles) if of_bodies else held
