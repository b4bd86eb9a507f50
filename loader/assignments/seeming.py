"""Words that look like an assignment: a label of a role, or units before a verb that gives one.

They need not be one; what is read as work is told by other modules.
"""

from __future__ import annotations

import re
from itertools import islice

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.plausibility import is_plausible
from loader.texts.brackets import MARK
from loader.texts.units import Unit, split_list

_PIECES = re.compile(r"[^，,。；;：:！!？?\n（）()〔〕\[\]【】]+")
_LABEL = re.compile(
    r"(?:^|[。；;，,（(〔\[【\s])(?P<label>[^：:。，,；;（()）\s]{2,12})[：:](?=\s*\S)"
)
_NOUN = re.compile(r"人|同志|制(?![定作订造])")
"""What makes a noun of a role word: 负责人 is no assignment."""

_DUTY = re.compile(
    "[要应须需]?当?(?:认真|切实|严格)?按照?(?:各自)?的?(?:工作)?职[责能](?:分工)?|[要应须]?归口管理|(?:均|都)[为是](?:牵头|责任|配合|主办|协办|承办)(?:单位|部门)"
)
"""What is said of the duty of bodies without a verb of a role: 市水利局要按职责分工抓好落实."""

_STOP = re.compile("[。；;，,]")
"""What a sentence has and a title has not; a mark before it counts it: 一、市水利局负责供水。"""

_BEHIND = re.compile(r"[。；;][\s\u3000]*(?P<names>[^。；;：:（()）]{2,60})$")
"""What stands behind the last sentence of a line: 修桥3座。 市水利局."""

_MOST_WORDS = 20
"""Role words that are looked at between two marks; a sentence has no more."""
_FEWEST = 2
_LONGEST_LIST = 200
"""Characters before a role word among which the units that have the role are looked for."""


def find_assignment(text: str, reader: ClauseReader) -> str:
    """Return the words of `text` that give units a role, as it seems, or nothing.

    They are what stands behind a label, else all clauses that do.
    """
    registers = reader.registers
    for label in _LABEL.finditer(text):
        if registers.role_of_label(label["label"]) in ROLES:
            return text[label.start("label") :].strip()
    mark = MARK.match(text) if _STOP.search(text) else None
    pieces = _PIECES.finditer(text, mark.end() if mark else 0)
    given = [piece[0].strip() for piece in pieces if _gives_role(piece[0], reader)]
    return "；".join(given) or _named_behind(text, reader)


def names_only_bodies(text: str, reader: ClauseReader) -> bool:
    """Tell whether `text` lists two bodies or more, not all of them groups, and says no more."""
    named = _units(text, reader) if len(text) <= _LONGEST_LIST else []
    return len(named) >= _FEWEST and not all(one.collective for one in named)


def _named_behind(text: str, reader: ClauseReader) -> str:
    """Return the bodies that stand behind the last sentence of `text`, not only groups."""
    behind = _BEHIND.search(text)
    named = _units(behind["names"], reader) if behind else []
    return behind["names"] if behind and any(not one.collective for one in named) else ""


def _gives_role(piece: str, reader: ClauseReader) -> bool:
    """Tell whether units stand before a verb that gives a role, or before words on their duty."""
    for word in islice(reader.registers.role_word.finditer(piece), _MOST_WORDS):
        if _NOUN.match(piece, word.end()):
            continue
        before = piece[max(0, word.start() - _LONGEST_LIST) : word.end()]
        if _units(reader.split_verb(before)[0].rpartition("由")[2], reader):
            return True
    duty = _DUTY.search(piece)
    named = _units(piece[: duty.start()][-_LONGEST_LIST:], reader) if duty else []
    return any(not unit.collective for unit in named)


def _units(words: str, reader: ClauseReader) -> list[Unit]:
    """Return the units that `words` list, none if they say anything else."""
    listed = split_list(words.strip())
    return listed if all(is_plausible(unit, reader.registers) for unit in listed) else []
