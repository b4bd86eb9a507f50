"""The complete answer to a free question, with what of the question was understood."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from queries.asking.readings.reading import Reading, Slot
from queries.asking.rows.tables import Row

ANSWERED, UNSURE, AMBIGUOUS, REFUSED = "answered", "unsure", "ambiguous", "refused"
STATUSES = (ANSWERED, UNSURE, AMBIGUOUS, REFUSED)
"""From the best to the worst."""


@dataclass(frozen=True)
class Answer:
    """The complete answer to a free question.

    `status`: answered; unsure, where something was assumed or not understood; ambiguous, where a
    name has several meanings; refused, where a part is unknown. `understood` gives each part of
    the question with what it was taken for; `notes` say what was assumed. Where `apart` is not 0,
    so many items are counted and neither rows nor the sources of rows. `also` are the answers
    to what else the question asks, such as 由谁分管 behind 有多少项.
    """

    question: str
    status: str
    sentence: str
    language: str
    snapshot: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    understood: tuple[Slot, ...] = ()
    not_understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[dict[str, str | int], ...] = ()
    saved_questions: tuple[str, ...] = ()
    sparql: str = ""
    count: int = 0
    apart: int = 0
    family: str = ""
    also: tuple[Answer, ...] = ()
    reading: Reading | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        hidden = ("reading", "understood", "also")
        shown = {k: v for k, v in vars(self).items() if k not in hidden}
        shown["understood"] = [slot.as_json() for slot in self.understood]
        return {**shown, "also": [answer.as_json() for answer in self.also]}

    def as_csv(self) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue()
