"""Rules for names that join several functions and stand in no row: 教科局 is 教育科学技术局.

Their words are the rows of function_words.csv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from loader.registers.body_rows import FunctionWordRow
from loader.registers.body_rules import BodyRule, key_of
from loader.registers.short_endings import ENDINGS, Ending
from ontology.values import fold_width

_SPELT = "0.8"
"""Confidence of a body whose name is spelt out."""


@dataclass(frozen=True)
class CompoundRules:
    """Makes the rules of names from the words for functions."""

    words: tuple[FunctionWordRow, ...]

    def rule(self, name: str) -> BodyRule | None:
        """Return the rule for a name made of words for functions only, or None.

        A word of one character counts only before another one: 教科局 yes, 教局 and 新经济局 no.
        """
        ending = next((short for short in ENDINGS if key_of(name).endswith(short)), "")
        stem = fold_width(name).removesuffix(ENDINGS[ending].full if ending else "")
        stem = stem.removesuffix(ending)
        parts = self._parts(stem) if ending else None
        if not parts or _is_doubtful(parts):
            return None
        return _compound(parts, stem, ENDINGS[ending])

    def _parts(self, stem: str) -> list[FunctionWordRow] | None:
        """Return the words that make up `stem`, longest first, or None if they do not."""
        if not stem:
            return []
        for end in range(len(stem), 0, -1):
            word = self._by_word.get(stem[:end])
            if word is None:
                continue
            rest = self._parts(re.sub(r"^[和与、]", "", stem[end:]))
            if rest is not None:
                return [word, *rest]
        return None

    @cached_property
    def _by_word(self) -> dict[str, FunctionWordRow]:
        return {row.word: row for row in self.words}


def _is_doubtful(parts: list[FunctionWordRow]) -> bool:
    """Tell whether the first word is of one character and none such follows it."""
    first, second = parts[0].word, parts[1].word if len(parts) > 1 else "  "
    return len(first) == 1 and len(second) > 1


def _compound(parts: list[FunctionWordRow], stem: str, ending: Ending) -> BodyRule:
    """Return the rule for the words `parts` of `stem`; joining words stay where all is spelt out.

    A name that is joined otherwise is another name, so its slug says so: with its first joints too
    where not only the last two words are joined. The body is one whether its name is short or not.
    """
    spelt = all(part.word == part.meaning for part in parts)
    words = re.sub("[与、]", "和", stem) if spelt else "".join(part.meaning for part in parts)
    joined = _joints(words, parts) if spelt else []
    return BodyRule(
        slug="-".join([*(part.slug for part in parts), *joined, ending.slug]),
        stem="",
        name=words + ending.full,
        name_en=" ".join([*(part.name_en for part in parts), ending.english]),
        pattern="{place}{name}",
        type=ending.type,
        line=next((part.line for part in parts if part.line), ""),
        confidence=_SPELT if spelt else "0.65",
        certainty=_SPELT,
        row="function_words.csv: " + ", ".join(part.word for part in parts),
    )


def _joints(words: str, parts: list[FunctionWordRow]) -> list[str]:
    """Return what a slug says of the joints of the spelt-out `words`: `he`, `he-1`."""
    rest, found = words, []
    for number, part in enumerate(parts):
        if number and rest.startswith("和"):
            found.append(number)
            rest = rest[1:]
        rest = rest.removeprefix(part.word)
    if found in ([], [len(parts) - 1]):
        return ["he"] * len(found)
    return ["he", *map(str, found)]
