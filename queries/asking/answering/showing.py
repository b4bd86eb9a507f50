"""What every answer shows of its question: the parts it understood, and those it did not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.opened import OpenSnapshot
from queries.asking.answering.answer import REFUSED, Answer
from queries.asking.cutting.introduced import FRAME
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Slot
from queries.asking.words.tokens import Token


@dataclass(frozen=True)
class Shown:
    """What every answer shows of its question."""

    question: str
    origin: tuple[int, ...]
    draft: Draft
    opened: OpenSnapshot

    def slots(self) -> tuple[Slot, ...]:
        frames = {i: (FRAME, t.text) for i, t in enumerate(self.draft.tokens) if t.has(FRAME)}
        used = sorted((frames | self.draft.used).items())
        return tuple(self._slot(self.draft.tokens[place], *taken) for place, taken in used)

    def _slot(self, token: Token, slot: str, meaning: str) -> Slot:
        start, end = self.origin[token.start], self.origin[token.end - 1] + 1
        return Slot(start, end, self.question[start:end], slot, meaning)

    def base(self, status: str, sentence: str) -> Answer:
        left = tuple(self.draft.tokens[i].text for i in self.draft.left_over())
        return Answer(
            self.question,
            status,
            sentence,
            self.draft.language,
            self.opened.snapshot.id,
            understood=self.slots(),
            not_understood=left,
        )

    def refusal(self, sentence: str, near: tuple[str, ...], saved: tuple[str, ...]) -> Answer:
        answer = self.base(REFUSED, sentence)
        return replace(answer, notes=near, saved_questions=saved)
