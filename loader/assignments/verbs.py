"""The verbs that end the pieces of a clause and give their units a role: A、B按职责分工负责."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from loader.assignments.clause_words import AFTER, MANNER, TOGETHER
from loader.assignments.plausibility import are_plausible
from loader.registers.registers import Registers
from loader.texts.collectives import is_collective
from loader.texts.units import split_list

_SHARE = re.compile(
    "(?P<units>[^：:（(]{2,40}?)(?:具体)?(?P<verb>负责|指导|配合|协助)"
    "(?P<share>(?!人|同志|单位|部门|意见)[\u4e00-\u9fff]{2,12})$"
)
"""Bodies, and what their share of the work is: 各市政府负责征地拆迁, 市编办指导编制核定."""

_SHARE_BY = re.compile("[^，,、；;：:（(由]{2,14}(?<!自)由(?=.{2})")
"""What the share of bodies is, before them: 停车场由市城管局负责."""

_NO_SHARE = ("解释", "说明")
"""What somebody has to do with a document, and no share of the work: 市司法局负责解释."""

_FORMER = re.compile("原(?=[省市县区州盟旗国])")
"""Who had the work before, so that a verb behind says which it is: 原市水利局负责项目."""

_OFFICES = frozenset({"会办", "协办", "主办", "承办"})
"""Words of roles that the name of an office may end in: 区经协办."""

NO_OFFICE = "(?!(?<=安委)会办)"
"""Where the name of no office ends: 市安委会办 is that of a committee."""

_PLACE = re.compile("[省市县区州盟旗镇乡].")
"""Characters that are no body by themselves: 区社."""

_LONGEST_VERB = 100
"""Characters at the end of a piece among which its verb is looked for."""


@dataclass(frozen=True)
class VerbReader:
    """Finds the words of roles that end pieces, or stand in lists and as labels."""

    registers: Registers
    in_bracket: bool = False

    def split(self, piece: str) -> tuple[str, str | None]:
        """Return the units of `piece` and the role of the verb that ends it, if one does.

        `发展改革委、财政部按职责分工负责` → (`发展改革委、财政部`, `responsible`).
        """
        match = self._verb.search(piece, max(0, len(piece) - _LONGEST_VERB))
        if match is None or self._is_in_name(piece, match):
            return self._with_share(piece)
        words = self._words.finditer(piece, match.start("word"))
        roles = [self.registers.role_of_word(word[0]) for word in words]
        role = next((role for role in roles if role != "responsible"), "responsible")
        start = match.start() + (
            match["verb"][0] == "总" and self._is_body(piece[: match.start() + 1])
        )
        units = re.sub(
            r"^(?:(?:并|具体|主要|统一|(?:以上|上述)(?:各项)?(?:工作|任务)?)?均?由|请)",
            "",
            piece[:start].strip(),
        )
        if self.in_bracket and (share := _SHARE_BY.match(units)):
            units = units[share.end() :]
        units = units.removesuffix("负责")
        together = TOGETHER.match(units)
        if together and role == "responsible":
            return units[together.end() :], "supporting"
        return units, role

    def _with_share(self, piece: str) -> tuple[str, str | None]:
        """Return the units of a `piece` in brackets that says which share is theirs: A负责征地."""
        match = _SHARE.match(piece.strip()) if self.in_bracket else None
        if match and self._is_share(match):
            return match["units"], self.registers.role_of_word(match["verb"])
        return piece, None

    def _is_share(self, match: re.Match[str]) -> bool:
        """Tell whether bodies do a share of the work: in A配合B no share is told, but a body."""
        if match["share"].startswith(_NO_SHARE) or _FORMER.match(match["units"]):
            return False
        is_of_bodies = are_plausible(split_list(match["units"]), self.registers)
        return is_of_bodies and not self.registers.ends_like_unit(match["share"])

    def _is_in_name(self, piece: str, verb: re.Match[str]) -> bool:
        """Tell whether what looks like a verb ends the name of an office: 会办 in 区社会办."""
        before = re.split("[、，]", piece[: verb.start()])[-1]
        is_whole = not _PLACE.fullmatch(before) and self._is_body(before)
        if not before or is_whole or is_collective(before) or before.endswith("等"):
            return False
        return verb["verb"] in _OFFICES and self._is_body(piece)

    def _is_body(self, units: str) -> bool:
        """Tell whether the last of `units` is the name of a body: 全总 before 牵头."""
        return self.registers.ends_like_unit(re.split("[、，]", units)[-1])

    @cached_property
    def label(self) -> re.Pattern[str]:
        """The pattern of a role word set apart that a colon follows: 主办：市教育局  协办：…."""
        return re.compile(f"[\\s\u3000]({self.registers.role_word.pattern})[：:]")

    @cached_property
    def in_list(self) -> re.Pattern[str]:
        """The pattern of a role word that 、 or white space follows."""
        return re.compile(f"{self._verb_words}(?=、|\\s+\\S)")

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        """The pattern of a role word that ends a piece, with what goes round it."""
        return re.compile(f"(?P<verb>{self._verb_words})$")

    @cached_property
    def _verb_words(self) -> str:
        word = self._words.pattern
        return f"{NO_OFFICE}{MANNER}*(?P<word>{word})(?:{word}|{AFTER})*+"

    @cached_property
    def _words(self) -> re.Pattern[str]:
        registers = self.registers
        return registers.role_word_in_bracket if self.in_bracket else registers.role_word
