"""Figures that stand where bodies are looked for: they name nobody, whatever the layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.drafts import Draft
from loader.report import Report
from loader.texts.figures import is_figure

_NOBODY = "a figure, and the name of nobody"
_NO_WORK = "no work item: a figure stands where somebody would answer"


def without_figures(drafts: Iterable[Draft], report: Report) -> Iterator[Draft]:
    """Yield `drafts` without figures among those who are named: 县发改委、30.

    Each is reported, and so is an item that names nobody else.
    """
    for draft in drafts:
        figures = [one for one in draft.mentioned if is_figure(one.surface)]
        for one in figures:
            report.add("unread", one.where, one.surface, _NOBODY)
        named = tuple(one for one in draft.mentioned if one not in figures)
        if named or not figures:
            yield replace(draft, mentioned=named)
        else:
            report.add("unused", draft.text.cell, draft.text.text, _NO_WORK)
