"""Standing rules: what a document says once and means for all that follows.

`排在第一位的部门为牵头部门，下同` makes the first unit of each list the lead;
`以下均需各区政府配合，不再列出` adds units to every item. They hold from where they are stated on,
and are never assumed where they are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loader.clauses import ClauseReader, Share

_LEADS = r"(?:总?牵头|主办|主要责任|第一责任|主责|负总责)"
_RULED = rf"{_LEADS}(?:[或和及、]?(?:汇总|牵头|主办|主责|责任))?"
_FIRST = re.compile(
    r"[，,；;。（(]?\s*(?:以上|以下)?(?:部门|单位|各单位)?(?:中)?"
    r"(?:排名?|列|位列|列名|排列)?在?(?:第一个?|首|最前面?)(?:位|名)?的?(?:者|部门|单位|责任单位)?"
    rf"(?:均)?(?:为|是|系){_RULED}的?(?:部门|单位|者)?"
    r"(?P<on>[，,；;]?\s*(?:以?下同|以下均同|下列同|其余同))?[）)]?"
)
_ALL = re.compile(
    r"[，,；;。]?\s*(?:以下|以上|具体|上述|各项)[^，。；]{0,8}?均?(?:需|须|由|涉及)(?:要)?"
    r"(?P<clause>[^。；;，,]*?)[，,]\s*(?:以下|后面)?不再"
    r"(?:一一|逐一|重复|另行|单独)?(?:列出|列明|注明|赘述|标注|列入|做分工|作分工|分工)(?:[，,]\s*下同)?"
)


@dataclass(frozen=True)
class Standing:
    """The rules that hold at a place of a document, and the text left without their statement."""

    text: str
    first_is_lead: bool = False
    first_goes_on: bool = False
    shares: tuple[Share, ...] = ()


def find_standing(text: str, reader: ClauseReader) -> Standing:
    """Return the standing rules that `text` states.

    `first_goes_on` is False for a rule in a bracket that does not say 下同.
    """
    everyone = _ALL.search(text)
    shares = tuple(reader.read(everyone["clause"], "supporting").shares) if everyone else ()
    left = text.replace(everyone[0], "") if everyone and shares else text
    first = _FIRST.search(left)
    if first is None:
        return Standing(left, shares=shares)
    without = left.replace(first[0], "")
    goes_on = first["on"] is not None
    return Standing(without, first_is_lead=True, first_goes_on=goes_on, shares=shares)
