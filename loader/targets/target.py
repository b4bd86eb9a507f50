"""What a text sets as a target, before it becomes triples."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Part = Literal["text", "annual_task"]
"""The literal of the item that is quoted: `zt:text` or `zt:annualTask`."""


@dataclass(frozen=True)
class Target:
    """One target; `start` and `end` are the offsets of `quote` in the literal `part`.

    `reference` are the words for what it is compared with; `baseline` is the year that a change
    is counted from, or of which a state is told; `period` the year by which it is to be reached,
    where the text says another than the document's. `normalized` is the number in the unit `qudt`.
    `deed` is the verb of delivery that goes with the measure: 申请 in 申请发明专利4200件.
    """

    quote: str
    start: int
    end: int
    comparator: str
    target_kind: str
    measure: str = ""
    value: Decimal | None = None
    unit_text: str = ""
    qudt: str = ""
    normalized: Decimal | None = None
    measure_kind: str = ""
    deed: str = ""
    reference: str = ""
    baseline: int | None = None
    period: int | None = None
    part: Part = "text"
