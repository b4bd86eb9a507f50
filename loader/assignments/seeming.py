"""Words that look like an assignment: a label of a role, or units before a verb that gives one.

They need not be one; what is read as work is told by other modules.
"""

from __future__ import annotations

import re
from itertools import islice

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.plausibility import is_plausible
from loader.texts.units import split_list

_PIECES = re.compile(r"[^，,。；;：:！!？?\n（）()〔〕\[\]【】]+")
_LABEL = re.compile(
    r"(?:^|[。；;，,（(〔\[【\s])(?P<label>[^：:。，,；;（()）\s]{2,12})[：:](?=\s*\S)"
)
_NOUN = re.compile(r"人|同志|制(?![定作订造])")
"""What makes a noun of a role word: 负责人 is no assignment."""

_MOST_WORDS = 20
"""Role words that are looked at between two marks; a sentence has no more."""
_LONGEST_LIST = 200
"""Characters before a role word among which the units that have the role are looked for."""


def find_assignment(text: str, reader: ClauseReader) -> str:
    """Return the first words of `text` that give units a role, as it seems, or nothing."""
    registers = reader.registers
    for label in _LABEL.finditer(text):
        if registers.role_of_label(label["label"]) in ROLES:
            return text[label.start("label") :].strip()
    for piece in _PIECES.finditer(text):
        for word in islice(registers.role_word.finditer(piece[0]), _MOST_WORDS):
            if _NOUN.match(piece[0], word.end()):
                continue
            before = piece[0][max(0, word.start() - _LONGEST_LIST) : word.end()]
            units = reader.split_verb(before)[0].rpartition("由")[2].strip()
            listed = split_list(units)
            if listed and all(is_plausible(unit, registers) for unit in listed):
                return piece[0].strip()
    return ""
