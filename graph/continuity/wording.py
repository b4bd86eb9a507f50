"""What changed in the words of a work item, stretch by stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.continuity.items import ComparedItem, folded

_TOKEN = re.compile(r"\d+(?:[.,，]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_LONGEST = 4_000
"""Tokens of a text that are compared one by one: the comparison takes the square of them."""
_FIELDS = ("title", "text", "annual")


@dataclass(frozen=True)
class Edit:
    """A stretch that changed; one side is empty where words were added or left out."""

    field: str
    older: str
    newer: str


def compare_wording(older: ComparedItem, newer: ComparedItem) -> tuple[Edit, ...]:
    """Return what changed in title, text and annual task, white space and width aside.

    >>> a = ComparedItem("urn:a", "Task", 1, 1, "完成河道整治12公里。")
    >>> b = ComparedItem("urn:b", "Task", 1, 1, "完成河道整治9.5公里，绿化两岸。")
    >>> [(edit.older, edit.newer) for edit in compare_wording(a, b)]
    [('12', '9.5'), ('', '，绿化两岸')]
    """
    found = ((name, getattr(older, name), getattr(newer, name)) for name in _FIELDS)
    return tuple(edit for name, old, new in found for edit in _edits(name, old, new))


def says_the_same(older: ComparedItem, newer: ComparedItem) -> bool:
    """Tell whether two items have the same words; figures, marks and white space do not count."""
    return folded("|".join(older.texts)) == folded("|".join(newer.texts))


def _edits(name: str, older: str, newer: str) -> Iterator[Edit]:
    before, after = _tokens(older), _tokens(newer)
    if max(len(before), len(after)) > _LONGEST:
        if before != after:
            yield Edit(name, older, newer)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation != "equal":
            yield Edit(name, "".join(before[a:b]), "".join(after[c:d]))


def _tokens(text: str) -> list[str]:
    """Return figures and words as wholes, other characters one by one, without white space."""
    return [token for token in _TOKEN.findall(text) if not token.isspace()]
