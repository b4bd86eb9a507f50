"""A sure answer to a question whose words are hardly ever meant as they were read is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queries.asking.answering.answer import ANSWERED, UNSURE, Answer
from queries.asking.doubts.plain import is_told_by_itself, plain_traits
from queries.asking.doubts.usage import is_unusual, traits
from queries.asking.words.tokens import Token

_UNUSUAL = {
    "zh": "没有把握：这样的问法很少按这里的理解来问，请看理解是否与本意相符。",
    "en": "Unsure: questions worded like this are seldom meant as this one was understood.",
}


def unsure_if_unusual(answer: Answer, tokens: Sequence[Token]) -> Answer:
    """Return `answer` to the question of `tokens` with that doubt, where there is no other."""
    if answer.status != ANSWERED or answer.reading is None:
        return answer
    if is_told_by_itself(answer.reading, answer.sentence):
        return answer
    found = traits(answer.reading)
    plain = plain_traits(tokens, answer.reading, found, answer.sentence, answer.rows)
    if not is_unusual(tokens, answer.reading, plain):
        return answer
    return replace(answer, status=UNSURE, notes=(_UNUSUAL[answer.language], *answer.notes))
