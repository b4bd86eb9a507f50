"""Signs that stand for roles, as a document explains them: ●为牵头单位，○为配合单位."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from loader.assignments.fields import PEOPLE, ROLES
from loader.registers.registers import Registers
from loader.source import Source
from loader.texts.brackets import split_outside

SIGNS = "●○◎◉⊙■□◆◇▲△▼▽★☆√✓✔※＊*"
_EXPLAINED = re.compile(
    rf"[“\"'‘（(]?(?P<sign>[{re.escape(SIGNS)}])[”\"'’）)]?(?:号|标记|标识|符号)?的?(?:者|单位|部门)?"
    r"\s*(?:均?为|是|系|表示|代表|指|[：:＝=—－\-])?\s*[“\"'‘（(]?"
    r"(?P<word>[\u4e00-\u9fff]{2,6}?)(?:[”\"'’，,；;。、）)\s]|$|(?=[“\"'‘（(]?"
    rf"[{re.escape(SIGNS)}]))"
)
_FEWEST = 2
"""Signs that a legend explains at least."""

_WORDS = {"lead": "牵头", "supporting": "配合", "responsible": "承办", "guiding": "指导"}
"""A word that gives each role behind a name: A（牵头）."""


@dataclass(frozen=True)
class Legend:
    """The roles of signs; empty where a document explains none."""

    roles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, registers: Registers) -> Legend:
        """Return the legend that lines and cells of `source` state, each in one place."""
        texts = [line.text for line in source.paragraphs()]
        texts += [cell.text for table in source.tables() for cell in table.cells()]
        return cls.in_texts((text for text in texts if set(text) & set(SIGNS)), registers)

    @classmethod
    def in_texts(cls, texts: Iterable[str], registers: Registers) -> Legend:
        """Return the first legend of two signs and more that one of `texts` states.

        A list of bodies with signs is none: ●市教育局 ○市财政局.
        """
        for text in texts:
            found = {
                one["sign"]: role
                for one in _EXPLAINED.finditer(text)
                if (role := registers.role_of_label(one["word"])) in ROLES and role not in PEOPLE
            }
            if len(found) >= _FEWEST:
                return cls({sign: ROLES[role] for sign, role in found.items()})
        return cls()

    def in_words(self, text: str) -> str:
        """Return a list of bodies with words in the place of signs.

        >>> Legend({"△": "lead", "▲": "supporting"}).in_words("△甲局 ▲乙局、丙局")
        '甲局（牵头）、乙局（配合）、丙局'
        >>> Legend({"△": "lead", "▲": "supporting"}).in_words("甲局△、乙局")
        '甲局（牵头）、乙局'
        """
        if not set(text) & set(self.roles):
            return text
        signs = "".join(map(re.escape, self.roles))
        if text.lstrip()[:1] in self.roles:
            text = re.sub(rf"\s*[、，,；;]?\s*(?=[{signs}])", "、", text).lstrip("、")
        else:
            text = re.sub(rf"(?<=[{signs}])\s*[、，,；;]?\s*(?=\S)", "、", text)
        names = (name.strip() for name in split_outside(text, "、，,；;\n"))
        return "、".join(self._named(name) for name in names if name)

    def _named(self, name: str) -> str:
        sign = next((one for one in self.roles if one in (name[:1], name[-1:])), "")
        bare = name.strip("".join(self.roles)).strip()
        return f"{bare}（{_WORDS[self.roles[sign]]}）" if sign and bare else bare or name
