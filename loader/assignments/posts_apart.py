"""Posts of leaders run together with bodies, or standing where bodies are looked for.

县政协副主席县交通局 is one who leads and a body. A post alone is nobody's name, and neither is one
with other words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.assignments.fields import PERSONAL, ROLES
from loader.assignments.plausibility import is_plausible
from loader.assignments.run_together import with_leader_apart
from loader.drafts import Draft, Mentioned
from loader.registers.registers import Registers
from loader.report import Report
from loader.texts.people import OFFICIAL, WHOLE_NAME
from loader.texts.post_names import Posted, parted_at_post
from loader.texts.posts import POSTS, SURNAMES
from loader.texts.units import Unit

_OF_LEADER = "the post of an official, run together with the body behind it"


def with_posts_apart(
    drafts: Iterable[Draft], registers: Registers, report: Report
) -> Iterator[Draft]:
    """Yield `drafts`, bodies without the posts before them, which are reported."""
    for draft in drafts:
        named = [one for whole in draft.mentioned for one in _apart(whole, registers, report)]
        yield draft if named == [*draft.mentioned] else replace(draft, mentioned=tuple(named))


def _apart(one: Mentioned, registers: Registers, report: Report) -> Iterator[Mentioned]:
    posted = None if one.role in PERSONAL else parted_at_post(one.surface)
    if posted is None or not _is_body(posted.behind, registers):
        yield one
        return
    report.add("unread", one.where, posted.post, _OF_LEADER)
    *named, body = with_leader_apart("".join(posted.behind.split()), registers).split()
    led = _NAMED.match(posted.post)
    for name in [led["name"]] if led else named:
        yield replace(one, role=ROLES["supervising"], surface=name, collective=False)
    yield replace(one, surface=body)


_NAMED = re.compile(rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)[（(]?{POSTS}")
"""A leader by name and post: 王岩副县长.

Behind a post alone the name may stand: 副县长王岩县交通局.
"""


def _is_body(name: str, registers: Registers) -> bool:
    return bool(name) and is_plausible(Unit(name), registers)


def is_of_post(name: str, registers: Registers) -> bool:
    """Tell whether `name` is a post, or one with words behind it that are no body and no person.

    >>> from pathlib import Path
    >>> registers = Registers(Path("data/registers"))
    >>> names = ("县委常委", "县委书记加快进度", "县委常委办", "副县长王明")
    >>> [is_of_post(name, registers) for name in names]
    [True, True, False, False]
    """
    posted = parted_at_post(name)
    return posted is not None and not _is_body(posted.behind, registers) and not _is_person(posted)


def _is_person(posted: Posted) -> bool:
    is_named = WHOLE_NAME.fullmatch(posted.behind) or OFFICIAL.fullmatch("".join(posted))
    return bool(posted.behind and is_named)
