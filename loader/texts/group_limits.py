"""The titles of groups that say by when all work below them is to be done: 4月底前完成（3项）."""

from __future__ import annotations

import re

from loader.texts.deadlines import Deadline, find_deadlines
from loader.texts.outline import without_sign
from loader.texts.years import NUMERALS

_OPENS_GROUP = re.compile(
    r"(?:[^（()）]{0,24}[（(])?(?:计划|力争|确保|争取|必须|需|须|要|应|拟|在|于|到)*"
)
"""What stands before the date in the title of a group: a name and a bracket, or 力争."""

_CLOSES_GROUP = re.compile(
    r"(?:份|期间|之?前|以内|内)?(?:需|须|要|应|可|能|计划|力争|确保|集中|重点|全部|全面|基本|实质性)*"
    r"(?:完成|办结|落实|实施|推进|推动|见效|出台|启动|开工|动工|建成|竣工|投用|整改到位|到位|达标|兑现|销号)*的?"
    r"(?:(?:重点|主要|各项|改革|攻坚|民生|建设|工作|任务|事项|项目|目标|举措|措施|内容|清单|部分|类|工程|实事)*"
    r"(?:[（(]?共?计?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[项个件条类][）)]?)?)[）)]?[：:。]?"
)
"""What stands behind it: 完成的重点事项（3项）."""

_YEAR_OF_ENDS = re.compile("(?:完成|办结|落实到位|整改到位|建成|出台|销号)的")
"""What makes a limit of a year alone in a title: 2013年完成的任务（8项）."""

_MONTHS_OF = re.compile(r"(?<=季度|半年)[（(]\d{1,2}月?[—\-－~～至到]+\d{1,2}月[）)]")
"""What a title says of the months of its part of the year: 二季度（4—6月）."""

_YEAR_OF_GROUP = re.compile(
    rf"{_OPENS_GROUP.pattern}(?P<year>20\d{{2}})年度?(?P<rest>(?![底末内以之前]).*)"
)
"""The title of a group that names its year and no more: 2014年完成的任务（5项）."""

_FIGURE = rf"[{NUMERALS}十\d]"

_OF_SIGNATURE = re.compile(
    rf"[（(]?(?:{_FIGURE}{{4}}年{_FIGURE}{{1,2}}月(?:{_FIGURE}{{1,3}}日)?"
    rf"|{_FIGURE}{{1,2}}月{_FIGURE}{{1,3}}日)[）)]?"
)
"""The date of a letter: 2011年3月28日, 二〇一一年三月二十八日."""


def find_group_limits(title: str, year: int | None) -> list[Deadline]:
    """Return the date by which all work below `title` is to be done, if it says no more than that.

    A year alone is none unless work ends in it, nor is a day. Where the document states no
    `year`, the title must do so.

    >>> titles = "4月底前完成（3项）", "一季度（1—3月）", "降成本（2016年6月底前完成）", "十月"
    >>> [d.value for title in titles for d in find_group_limits(title, 2016)]
    ['2016-04', '2016-03', '2016-06', '2016-10']
    >>> [d.value for d in find_group_limits("2013年完成的任务（8项）", 2016)]
    ['2013']
    >>> find_group_limits("2016年重点工作", 2016) + find_group_limits("6月底前完成情况", 2016)
    []
    >>> find_group_limits("二〇一六年三月二十八日", 2016)
    []
    """
    words = _MONTHS_OF.sub("", without_sign("".join(title.split())))
    found = find_deadlines(words, year or 0)
    if len(found) != 1 or found[0].value.startswith("0000"):
        return []
    [limit] = found
    before, after = words[: limit.start], words[limit.start + len(limit.quote) :]
    is_vague = re.fullmatch(r"(?:20\d{2}年|年度内|全年)", limit.quote) and not (
        _YEAR_OF_ENDS.match(after)
    )
    is_day = re.fullmatch(_OF_SIGNATURE, words) is not None
    is_group = _OPENS_GROUP.fullmatch(before) and _CLOSES_GROUP.fullmatch(after)
    opened = sum((character in "（(") - (character in "）)") for character in before + after)
    return [limit] if is_group and not (opened or is_vague or is_day) else []


def year_of_group(title: str) -> int | None:
    """Return the year that the title of a group says its work is of, None if it tells none.

    Dates below it that name no year are of that one.

    >>> year_of_group("2014年完成的任务（5项）"), year_of_group("2015年重点工作")
    (2014, 2015)
    >>> year_of_group("2014年底前完成的任务"), year_of_group("（二）2014年工作情况")
    (None, None)
    """
    words = without_sign("".join(title.split()))
    found = _YEAR_OF_GROUP.fullmatch(words)
    return int(found["year"]) if found and _CLOSES_GROUP.fullmatch(found["rest"]) else None
