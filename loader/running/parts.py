"""Parts of one item, each closed by a bracket of its own: they share its number and its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.drafts import Draft
from loader.entities import Printed
from loader.texts.outline import is_heading


def join_parts(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts of one paragraph; those without a number are parts of the item before.

    A part that stands alone says less than the item: its title is the heading of all of them. What
    counts in words (二是) is a part where the item has a mark of its own.
    """
    parts: list[Draft] = []
    for draft in drafts:
        if draft.number and parts and not (_counts(draft) and not _counts(parts[0])):
            yield from _of_item(parts)
            parts = []
        parts.append(draft)
    yield from _of_item(parts)


def _counts(draft: Draft) -> bool:
    """Tell whether a draft has no number but a word that counts: 一是."""
    return not draft.number or draft.number.endswith("是")


def _of_item(parts: list[Draft]) -> Iterator[Draft]:
    if len(parts) < 2:
        yield from parts
        return
    number, heading = parts[0].number, parts[0].heading
    heading = heading or (_title(parts[0].text) if number else None)
    for part in parts:
        yield replace(part, number=number, heading=heading)


def _title(text: Printed) -> Printed | None:
    """Return the title that opens the first part: 护好老树。给古樟挂牌."""
    title, _, words = text.text.partition("。")
    return replace(text, text=title) if words and is_heading(title) else None
