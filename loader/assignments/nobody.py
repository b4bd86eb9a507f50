"""What stands where bodies are looked for and is the name of none, whatever the layout.

Figures are (县发改委、30), words of roles that no rule told from the names beside them, and a
person run together with bodies. Nor is a figure part of the name before it: 河口镇7.5万吨.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.assignments.fields import PERSONAL
from loader.assignments.posts_apart import is_of_post
from loader.drafts import Draft, Mentioned
from loader.registers.registers import Registers
from loader.report import Report
from loader.texts.figures import is_figure, split_quota
from loader.texts.led import is_glued

_NOBODY = "a figure or a word of a role among names, and no name of a body"
_RUN_TOGETHER = "a person and bodies run together, of whom none is told from the others"
_OF_POST = "the post of an official among names of bodies, whoever holds it"
_SWALLOWED = "other rows, or the work of one, where bodies are looked for: nothing in it is told"
_OF_QUOTA = "how much of the work falls to a body, and no part of its name"
_NO_WORK = "no work item: nobody is named who answers"

_OF_ROLE = re.compile(
    "(?P<before>.*?)(?:(?:主办|会办|协办|分办|独办|承办)(?![公事])|牵头)(?P<behind>.*)"
)
_BORDER = re.compile(r"[^\u4e00-\u9fff]+")


def without_nobody(
    drafts: Iterable[Draft], registers: Registers, report: Report
) -> Iterator[Draft]:
    """Yield `drafts` without what is no name among those who are named.

    Each is reported, and so is an item that names nobody else, or whose cells swallowed rows.
    """
    for draft in drafts:
        swallowed = next((one for one in draft.mentioned if _swallows(one)), None)
        if swallowed:
            report.add("unread", swallowed.where, swallowed.surface[:200], _SWALLOWED)
            report.add("unused", draft.text.cell, draft.text.text, _NO_WORK)
            continue
        mentioned = [_without_quota(one, registers, report) for one in draft.mentioned]
        others = [one for one in mentioned if _is_nobody(one, registers)]
        for one in others:
            report.add("unread", one.where, one.surface, _why(one.surface, registers))
        named = tuple(one for one in mentioned if one not in others)
        if named or not others:
            yield replace(draft, mentioned=named)
        else:
            report.add("unused", draft.text.cell, draft.text.text, _NO_WORK)


def _swallows(one: Mentioned) -> bool:
    """Tell whether a name of a body holds the title of a proposal, and with it another row."""
    return one.role not in PERSONAL and _PROPOSED.search(one.surface) is not None


_PROPOSED = re.compile("关于[^、，,]{4,}的(?:建议|提案|议案)")


def _why(name: str, registers: Registers) -> str:
    if is_of_post(name, registers):
        return _OF_POST
    return _RUN_TOGETHER if is_glued(name, registers.ends_like_unit) else _NOBODY


def _without_quota(one: Mentioned, registers: Registers, report: Report) -> Mentioned:
    """Return a body without the figure behind its name, which is reported."""
    name, quota = split_quota(one.surface)
    if not quota or one.role in PERSONAL or not (one.collective or registers.ends_like_unit(name)):
        return one
    report.add_once("unread", one.where, one.surface, _OF_QUOTA)
    return replace(one, surface=name)


def _is_nobody(one: Mentioned, registers: Registers) -> bool:
    is_body = one.role not in PERSONAL and not one.collective
    is_joint = is_body and joins_names(one.surface, registers)
    is_joint |= is_body and is_glued(one.surface, registers.ends_like_unit)
    is_joint |= one.role not in PERSONAL and is_of_post(one.surface, registers)
    return is_figure(one.surface) or is_joint


def joins_names(surface: str, registers: Registers) -> bool:
    """Tell whether `surface` is a word of a role before a name, or between two, and no body itself.

    An office may end in such a word: 市社会办.
    """
    found = _OF_ROLE.fullmatch(surface)
    if found is None:
        return False
    before, behind = (_BORDER.sub("", found[name]) for name in ("before", "behind"))
    is_name = len(behind) > 1 and registers.ends_like_unit(behind)
    return is_name and (not before or registers.ends_like_unit(before))
