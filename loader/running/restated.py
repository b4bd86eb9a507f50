"""Reports that restate each task and who answers for it, and tell apart what was done of it.

1.修建农村公路六百公里。（甲局牵头，乙局配合）
进展情况：已建成五百公里。

Elsewhere in a report on what was done the same words tell who did it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loader.documents.titles import looks_back, speaks_of_next
from loader.drafts import Draft
from loader.source import Paragraph, parts_of

_PROGRESS = re.compile(
    r"[【〔\[（(]?[^：:，。（）()【】]{0,6}(?:进展|完成|落实|推进|办理|执行|实施|整改)(?:情况|进度|结果)?[】〕\]）)：:]"
)
"""The label of a line of its own that tells what was done."""

_FEWEST = 2


def find_restated(drafts: Sequence[Draft], lines: Sequence[Paragraph]) -> list[Draft]:
    """Return those of `drafts` in or below which a line of `lines` tells apart what was done.

    None if a single one has such a line.
    """
    found = [draft for draft in drafts if any(map(_PROGRESS.match, _lines_of(draft, lines)))]
    return found if len(found) >= _FEWEST else []


def _lines_of(draft: Draft, lines: Sequence[Paragraph]) -> Iterator[str]:
    """Yield the lines of an item but its first, and the one behind them."""
    places = [part for place in draft.places for part in parts_of(place)]
    numbers = [one.number for one in places if isinstance(one, Paragraph)]
    of_item = [n for n, line in enumerate(lines) if line.number in numbers]
    if of_item:
        yield from (line.text for line in lines[of_item[0] + 1 : of_item[-1] + 2])


def stands_in_review(draft: Draft) -> bool:
    """Tell whether an item stands in a section that looks back, and says not what is next."""
    titles = (one.text for one in (draft.category, draft.heading) if one)
    return any(map(looks_back, titles)) and not speaks_of_next(draft.text.text)
