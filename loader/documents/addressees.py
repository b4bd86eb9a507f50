"""Whom a document addresses: names before a colon, on one line or on several."""

from __future__ import annotations

import re

from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets

BODY = r"(?:政府|办公室|办公厅|委员会|[委局厅部院会办署]|领导小组|指挥部|国务院)"
_ADDRESSED = re.compile(r"^(?P<names>[^。：:]{1,300})[：:]")
_ADDRESSEE = re.compile(
    r"^(?:各|国务院各|市|县|区|省|驻)|(?:政府|委员会|管委会|委办局|[局办])(?=[，、；]|$)"
)
_CHARGED = re.compile(r"^由|(?:牵头|负责|配合|[要应须])$|[以如]下")
"""What is said of bodies that are charged with the points below, and not addressed."""

_NAMES = re.compile(
    r"^(?![（(]|附件|第|关于)(?!.*的(?:通知|函|意见)$)[\u4e00-\u9fff（）()、，,]{3,200}$"
)
"""A line that holds nothing but names, as those of addressees that several lines share."""

_WHOLE = re.compile(rf"(?:{BODY}|部门|单位|企业|机构|公司|(?<!驻)[省市县区州镇乡])$")
_END = re.compile(rf"(?:{BODY}|公[室厅]|事处|政?府|员会|[门位])(?:[、，,]|$)")
_MOST_ADDRESSED = 6
_SHORTEST = 2


def find_addressees(lines: list[tuple[str, Paragraph]], places: dict[str, Paragraph]) -> str:
    """Return whom the document addresses, in a line that a colon ends or in several."""
    for position, (text, paragraph) in enumerate(lines[:_MOST_ADDRESSED]):
        if MARK.match(text):
            break
        match = _ADDRESSED.match(text)
        if match is None:
            continue
        above = [words for words, _ in lines[:position] if words]
        is_cut = all(_NAMES.match(words) for words in above)
        names = _joined([*(above if is_cut else []), match["names"]])
        if _are_addressed(match["names"]) or (above and is_cut and _are_addressed(names)):
            places["addressees"] = lines[0][1] if is_cut else paragraph
            return names
    return ""


def is_addressed(lines: list[tuple[str, Paragraph]]) -> bool:
    """Tell whether the first of `lines` says whom the document addresses: its title is above."""
    match = _ADDRESSED.match(lines[0][0]) if lines else None
    return match is not None and _are_addressed(match["names"])


def _are_addressed(names: str) -> bool:
    """Tell whether `names` before a colon are of addressees: nobody charged, no bracket open."""
    is_whole = all(bracket.is_closed for bracket in find_brackets(names))
    named = len(names) > _SHORTEST and _ADDRESSEE.search(names)
    return is_whole and bool(named) and not _CHARGED.search(names)


def _joined(lines: list[str]) -> str:
    """Return the names of addressees that stand on several lines, one of which may be cut.

    >>> _joined(["各区人民政府", "市教育局、市水务", "局、市财政局"])
    '各区人民政府、市教育局、市水务局、市财政局'
    """
    names = ""
    for line in lines:
        is_whole = _WHOLE.search(names) and not _END.match(line)
        names += f"、{line}" if is_whole else line
    return names
