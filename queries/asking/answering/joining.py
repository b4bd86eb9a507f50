"""Answers to several parts of one question, put together as one."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.answering.answer import REFUSED, STATUSES, Answer
from queries.asking.readings.reading import AGENT_FOCUSES
from queries.asking.sentences.remarks import OF_LETTER


def with_also(answer: Answer, more: Answer) -> Answer:
    """Add the answer to what else the question asks about the same items.

    Where the letter says it all (完成情况由谁督查) what has come about is not asked for.
    """
    if answer.status == REFUSED and OF_LETTER[more.language] in more.notes:
        return more
    rows = (*answer.rows, *more.rows) if _are_alike(answer, more) else answer.rows
    return replace(
        answer,
        status=max(answer.status, more.status, key=STATUSES.index),
        rows=rows,
        count=len(rows) or answer.count,
        sentence=(" " if answer.language == "en" else "").join([answer.sentence, more.sentence]),
        understood=tuple(sorted({*answer.understood, *more.understood}, key=lambda s: s.start)),
        not_understood=(*answer.not_understood, *more.not_understood),
        notes=tuple(dict.fromkeys([*answer.notes, *more.notes])),
        also=(*answer.also, more),
    )


def _are_alike(answer: Answer, more: Answer) -> bool:
    """Tell whether both have agents as rows: who leads, and who supervises."""
    readings = [r.reading for r in (answer, more)]
    return all(r is not None and r.focus in AGENT_FOCUSES for r in readings)
