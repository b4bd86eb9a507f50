"""Points that a line names by what they are called, read as points by number.

第一件实事，责任单位：市教育局      is  第一项，责任单位：市教育局
1号工程、3号工程由市建设局负责      is  第1、3项由市建设局负责
"""

from __future__ import annotations

import re

from loader.assignments.references import NEXT, NUMBER
from loader.texts.brackets import MARK

_WHAT = (
    "(?:(?:重点|民生|惠民|为民|重大)*"
    "(?:实事|好事|大事|工程|项目|任务|工作|事项|目标|行动|建议|提案))"
)
_UNIT = "[件号个]"
_EACH = rf"第?\s*{NUMBER}\s*(?:{_UNIT}{_WHAT}?)?"
_VERB = "(?:负责|牵头|承担|承办|主办|配合|协办|协助|参与)"
_LISTED = rf"{_EACH}(?:{NEXT}{_EACH})*"
_KEY = re.compile(
    rf"(?:^|(?<=[；;。：:])|(?<={_VERB}))\s*(?:(?P<first>{_LISTED})(?P<what>{_WHAT})?"
    rf"|(?:{_WHAT}|序号|编号)[之第]?(?P<behind>{_LISTED})(?!\s*(?:{_UNIT}|[项条年月日%％万亿])))"
    r"(?=\s*(?:[，,：:、由（(。；;]|$)|\s+[\u4e00-\u9fff])"
)
_POINT = rf"[（(]?{NUMBER}[）)]?"
_BEFORE_LABEL = re.compile(rf"第?{_POINT}(?:{NEXT}{_POINT})*[项条]\s*[，,：:]\s*")
_IN_BRACKET = re.compile(
    rf"^(?P<points>第{_POINT}(?:{NEXT}{_POINT})*[项条])\s*[（(](?P<said>[^（）()]{{5,}})[）)][。；;]?$"
)
_OF_PART = re.compile("[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")
_OTHER = re.compile(rf"第|{_UNIT}|{_WHAT}|\s")


def with_points_numbered(text: str) -> str:
    """Return `text`, points that it names by what they are called as points by number.

    >>> with_points_numbered("第一、二件实事，责任单位：市教育局")
    '第一、二项，责任单位：市教育局'
    >>> with_points_numbered("1号工程、3号工程由市建设局负责")
    '第1、3项由市建设局负责'
    >>> with_points_numbered("序号1—3：市建设局"), with_points_numbered("实事二，由甲局负责")
    ('第1—3项：市建设局', '第二项，由甲局负责')
    >>> with_points_numbered("3件实事由甲局负责"), with_points_numbered("第1项由甲局负责")
    ('3件实事由甲局负责', '第1项由甲局负责')
    """
    return _KEY.sub(_numbered, text)


def with_points_first(text: str) -> str:
    """Return `text`, which says of points who has them, without a mark or a bracket of its own.

    A numeral before 第1项 is none: it says in which part that stands.

    >>> with_points_first("2.第一件实事（牵头单位：市教育局）")
    '第一项，牵头单位：市教育局'
    >>> with_points_first("（一）项由甲局负责"), with_points_first("一、第1项由甲局负责")
    ('（一）项由甲局负责', '一、第1项由甲局负责')
    """
    mark = MARK.match(text)
    behind = text[mark.end() :] if mark else ""
    said = with_points_numbered(behind)
    is_of_line = said != behind or not (mark and _OF_PART.match(text))
    said = said if said.startswith("第") and is_of_line else with_points_numbered(text)
    return _IN_BRACKET.sub(r"\g<points>，\g<said>", said)


def names_points_first(text: str, start: int) -> bool:
    """Tell whether nothing but numbers of points stands in `text` before `start`.

    >>> text = "第一件实事，责任单位：市教育局；协办单位：市财政局。"
    >>> names_points_first(text, text.index("责任")), names_points_first(text, text.index("协办"))
    (True, False)
    """
    return _BEFORE_LABEL.fullmatch(with_points_numbered(text[:start])) is not None


def _numbered(found: re.Match[str]) -> str:
    """Return the points that were `found`, unless it is how many there are: 3件实事."""
    words = found[0]
    is_ordinal = "第" in words and re.search(f"{_UNIT}|{_WHAT}", words)
    is_numbered = "号" in words and re.search(_WHAT, words)
    if not (found["behind"] or is_ordinal or is_numbered):
        return words
    return f"第{_OTHER.sub('', found['behind'] or found['first'])}项"
