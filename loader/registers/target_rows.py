"""The rows of the registers of targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from loader.registers.forms import Filled, Form, one_of

COMPARATORS = ("eq", "ge", "gt", "le", "lt", "about", "maintain", "above", "qualitative")
MEASURE_KINDS = ("count", "level", "share", "growthRate", "change")
UNIT_KINDS = (
    "count",
    "plain",
    "level",
    "money",
    "percent",
    "points",
    "times",
    "time",
    "ratio",
    "rating",
)
WORD_KINDS = {
    "growth": "before a number: so much more (增长)",
    "decline": "before a number: so much less (下降)",
    "reach": "before a number: it is to become that (达到, 提高到)",
    "vague": "before a number: too weak to make a target of a time or one thing (为)",
    "lead": "before a number, tells nothing (共, 每人每年)",
    "hope": "before a number that goes beyond the one before (力争)",
    "tail": "ends the words before a number, no part of a name",
    "verb": "before a name, no part of it (加快, 新增)",
    "deed": "a verb of delivery; what follows is what is measured",
    "increment": "a deed that adds: what it counts is not what there is (新增)",
    "opening": "before a name, no part of it, no verb (全年, 其中)",
    "scope": "opens a clause whose numbers say how many things are worked on (推进)",
    "closing": "ends a deed, not a thing (黑臭河道整治工程)",
    "turn": "after a number ends the name of what it counts (进行)",
    "existing": "beside a number: it is what exists (现状)",
    "extent": "alone before a number it is no name: how far the number reaches (全市)",
    "specification": "before a number: it is a design figure (建筑面积)",
    "level": "in a name: a number of things is a level, not a count (人均)",
    "rate": "ends the name of a rate of growth (增速)",
    "quantity": "ends the name of a quantity that can be kept stable (额)",
    "nominal": "after a verb makes the name of a quantity of it (化解率)",
    "whole": "a name that contains a verb and is not cut (增加值)",
    "per": "after a unit and a stroke (元/亩)",
    "service": "after a time makes a promise of it (5个工作日办结)",
}
"""The kinds of words, with what each tells where it stands."""

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
