"""The rows of the registers of targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from loader.register_rows import Filled, Form, one_of

COMPARATORS = ("eq", "ge", "gt", "le", "lt", "about", "maintain", "above", "qualitative")
MEASURE_KINDS = ("count", "level", "share", "growthRate", "change")
UNIT_KINDS = ("count", "level", "money", "percent", "points", "times", "time", "rating")
WORD_KINDS = (
    *("growth", "decline", "reach", "lead"),
    *("verb", "deed", "time", "scope", "closing", "turn"),
    *("existing", "specification", "level", "rate", "quantity", "whole", "increment"),
)
NAME_KINDS = (
    *("name", "ordinal", "year", "mark", "code", "telephone", "number", "time", "set phrase"),
)


class _PatternForm(Form):
    """The form of a regular expression that compiles."""

    def fits(self, value: str) -> bool:
        try:
            re.compile(value)
        except re.error:
            return False
        return bool(value)


Pattern = Annotated[str, _PatternForm("", "a regular expression of Python")]


@dataclass(frozen=True)
class UnitRow:
    """A unit; `qudt` is the prefixed name of the unit to which `factor` leads."""

    unit: Filled
    kind: Annotated[str, one_of(*UNIT_KINDS)]
    qudt: Annotated[str, Form(r"|(?:unit|zt):[A-Za-z0-9_-]+", "unit: or zt: and a name")]
    factor: Annotated[str, Form(r"|\d+(?:\.\d+)?", "a number, or nothing")]
    least_chinese: Annotated[str, Form(r"|\d+", "a whole number, or nothing")]


@dataclass(frozen=True)
class ComparatorRow:
    word: Filled
    side: Annotated[str, one_of("before", "inside", "after")]
    comparator: Annotated[str, one_of(*COMPARATORS)]


@dataclass(frozen=True)
class WordRow:
    """A word that helps to find the measure or the kind of a target."""

    word: Filled
    kind: Annotated[str, one_of(*WORD_KINDS)]


@dataclass(frozen=True)
class NameRow:
    """A pattern of names, dates and marks; the numbers in it are no targets."""

    pattern: Pattern
    kind: Annotated[str, one_of(*NAME_KINDS)]
    example: Filled


@dataclass(frozen=True)
class WordingRow:
    """A promise without a number; `reference` and `baseline` are groups of its pattern."""

    pattern: Pattern
    comparator: Annotated[str, one_of(*COMPARATORS)]
    measure_kind: Annotated[str, one_of("", *MEASURE_KINDS)]
    example: Filled
