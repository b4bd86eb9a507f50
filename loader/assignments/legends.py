"""Signs that stand for roles, as a document explains them: ●为牵头单位，○为配合单位."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from loader.assignments.fields import PEOPLE, ROLES
from loader.assignments.labels import LABEL
from loader.assignments.plausibility import are_plausible
from loader.registers.registers import Registers
from loader.source import Source
from loader.texts.brackets import Bracket, find_brackets, split_outside
from loader.texts.units import split_list

SIGNS = "●○◎◉⊙■□◆◇▲△▼▽★☆√✓✔※＊*"
_EXPLAINED = re.compile(
    rf"[“\"'‘（(]?(?P<sign>[{re.escape(SIGNS)}])[”\"'’）)]?(?:号|标记|标识|符号)?的?(?:者|单位|部门)?"
    r"\s*(?:均?为|是|系|表示|代表|指|[：:＝=—－\-])?\s*[“\"'‘（(]?"
    r"(?P<word>[\u4e00-\u9fff]{2,6}?)(?:[”\"'’，,；;。、）)\s]|$|(?=[“\"'‘（(]?"
    rf"[{re.escape(SIGNS)}]))"
)
_OF_STRONG = ("word", "others")
_NAME = re.compile(r"[^、，,；;\s]+")
_FEWEST = 2
"""Signs that a legend explains at least."""

_WORDS = {"lead": "牵头", "supporting": "配合", "responsible": "承办", "guiding": "指导"}
"""A word that gives each role behind a name: A（牵头）."""


_STRONG = re.compile(
    r"(?:加粗|加黑|粗体|黑体)(?:字体?|显示|标注|标示|部分|字样|字)*的?(?:单位|部门|者)?"
    r"\s*(?:均?为|是|系|表示|[：:])\s*(?P<word>[\u4e00-\u9fff]{2,6}?)(?=[，,；;。、）)\s]|$)"
    r"(?:[，,；;]?\s*(?:其[余他它]|未加粗|不加粗)[^，,；;。]{0,6}?(?:均?为|是|系)\s*"
    r"(?P<others>[\u4e00-\u9fff]{2,6}?)(?=[，,；;。、）)\s]|$))?"
)
"""What a note says of bold print: 加粗的为牵头单位，其余为配合单位."""


@dataclass(frozen=True)
class Legend:
    """The roles of signs; empty where a document explains none.

    `strong` is the role of names in bold print, `others` that of those beside them, "" if untold.
    """

    roles: dict[str, str] = field(default_factory=dict)
    strong: str = ""
    others: str = ""

    @classmethod
    def of(cls, source: Source, registers: Registers) -> Legend:
        """Return the legend that lines and cells of `source` state, each in one place."""
        texts = [line.text for line in source.paragraphs()]
        texts += [cell.text for table in source.tables() for cell in table.cells()]
        signs = cls.in_texts((text for text in texts if set(text) & set(SIGNS)), registers)
        told = next((one for one in map(_STRONG.search, texts) if one), None)
        strong, others = (_role(told[name], registers) if told else "" for name in _OF_STRONG)
        return replace(signs, strong=strong, others=others if strong else "")

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

    def in_cell(self, text: str, strong: Sequence[str]) -> str:
        """Return a list of bodies with words in the place of signs, and of `strong` print.

        >>> Legend(strong="lead", others="supporting").in_cell("甲局、乙局\\n丙局", ["甲局"])
        '甲局（牵头）、乙局（配合）\\n丙局（配合）'
        """
        if not self.strong or not strong:
            return self.in_words(text)
        bold = {name for words in strong for name in _NAME.findall(words)}
        return _NAME.sub(lambda name: self._by_print(name[0], bold), text)

    def in_line(self, text: str, strong: Sequence[str], registers: Registers) -> str:
        """Return a line with words behind the names of bodies in `strong` print."""
        if not self.strong:
            return text
        label = LABEL.match(text)
        if label and self._are_others(label, registers):
            return f"{text[: label.start('rest')]}{self.in_cell(label['rest'], strong)}"
        if self.others and (listed := _list_of(text, strong, registers)):
            said = self.in_cell(listed.inner, strong)
            return f"{text[: listed.start + 1]}{said}{text[listed.end - 1 :]}"
        bold = dict.fromkeys(name for words in strong for name in _NAME.findall(words))
        for name in bold:
            if registers.ends_like_unit(name) and not registers.role_of_label(name):
                pattern = rf"{re.escape(name)}(?=[、，,；;。）)〕\]\s]|$)"
                text = re.sub(pattern, f"{name}（{_WORDS[self.strong]}）", text, count=1)
        return text

    def _are_others(self, label: re.Match[str], registers: Registers) -> bool:
        """Tell whether bodies behind a label, if not in bold print, have another role than that."""
        role = registers.role_of_label(label["label"])
        is_of_bodies = role in ROLES and role not in PEOPLE and "：" not in label["rest"]
        return is_of_bodies and bool(self.others) and ROLES[role or ""] != self.others

    def _by_print(self, name: str, bold: set[str]) -> str:
        role = self.strong if name in bold else self.others
        return f"{name}（{_WORDS[role]}）" if role in _WORDS else name

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


def _list_of(text: str, strong: Sequence[str], registers: Registers) -> Bracket | None:
    """Return the bracket that lists bodies and nothing else, one of them in `strong` print."""
    bold = {name for words in strong for name in _NAME.findall(words)}
    closed = (one for one in find_brackets(text) if one.is_closed)
    listed = (one for one in closed if bold & set(_NAME.findall(one.inner)))
    return next((one for one in listed if are_plausible(split_list(one.inner), registers)), None)


def _role(word: str | None, registers: Registers) -> str:
    """Return the role of bodies that a `word` of a note gives, "" if it gives none."""
    role = registers.role_of_label(word or "")
    return ROLES[role] if role in ROLES and role not in PEOPLE else ""
