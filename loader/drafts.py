"""A work item as a layout gives it, before anyone in it is identified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loader.entities import Place, Printed, Status
from loader.report import Report

_LONGEST = 20_000
"""Characters of a work item; the longest of real documents have 3,000."""

_MERE_FIGURE = re.compile(r"[\d\s.,，、。:：/／~\-—年月日号前底上下半季度第]+")
"""A date or a number, which is no work: a row whose cells slipped has it for its text."""


@dataclass(frozen=True)
class Mentioned:
    """Someone named in a role: the words, where they stand, and how they came to this item.

    `rule` is where the standing rule is stated that gives the role. `severally`: all of a list have
    it, each for its part (分别负责). `behind`: the list has these signs before it. `of_body`: a
    person who stands behind the body of which he is the head.
    """

    role: str
    surface: str
    where: Place
    status: Status = "explicit"
    is_open: bool = False
    collective: bool = False
    rule: Place | None = None
    severally: bool = False
    behind: str = ""
    of_body: bool = False


@dataclass(frozen=True)
class Draft:
    """One work item as it is laid out; `places` are all cells and paragraphs that it came from.

    `layout` names the way in which it was recognised, for the report.
    """

    layout: str
    annex: int
    text: Printed
    mentioned: tuple[Mentioned, ...]
    places: tuple[Place, ...]
    title: Printed | None = None
    annual_task: Printed | None = None
    number: str | None = None
    category: Printed | None = None
    heading: Printed | None = None
    deadlines: tuple[str, ...] = ()
    is_indicator: bool = False


def without_overlong(drafts: Iterable[Draft], report: Report) -> Iterator[Draft]:
    """Yield the drafts but those that swallowed a part of the document, which `report` names."""
    for draft in drafts:
        length = len(draft.text.text)
        if length > _LONGEST:
            message = f"an item of {length} characters, as none has; put each item on its own line"
            report.add("unused", draft.text.cell, draft.text.text, message)
        else:
            yield draft


def without_mere_figures(drafts: Iterable[Draft], report: Report) -> Iterator[Draft]:
    """Yield the drafts but those whose only words are a date or a number, which `report` names."""
    for draft in drafts:
        if draft.title or draft.annual_task or not _MERE_FIGURE.fullmatch(draft.text.text):
            yield draft
        else:
            message = "a row whose work is a figure: its cells slipped; set them apart"
            report.add("unused", draft.text.cell, draft.text.text, message)
