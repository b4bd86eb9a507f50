"""Limits of work in running text: dates that are said to be one, among others that are not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loader.texts.deadlines import (
    FIRST_PLAN,
    Deadline,
    dates_in,
    deadline_of,
    in_figures,
    tells_year,
)

_EACH_YEAR = re.compile(r"每(?:个?年度?|[1-9一二三四五]年|学年)的?\s*$")
"""What stands before a date that comes again: 每年3月底前 ends no work."""

_DONE = re.compile(
    "(?:全[面部]|基本|正式|实现|主体|建设)*(?:完成|建成|竣工|完工|投入[使运试]|投用|投产|通车|交付|验收|启用|上线"
    "|(?:制[订定])?(?:出台|印发|公布|发布)(?!的)|拿出|开工|动工|启动|开馆|开园|开业|挂牌|揭牌|开放|开幕|办好|封顶|贯通|试?运[行营]|通水|通气|入住|到位|并网|通电|通航|达产|点火|供[暖热水气]|清零|销号|办结|摘牌)"
)
"""What is done by then: 6月完成可行性研究."""

_REACHED = re.compile("(?:全[面部]|基本|力争)*(?:实现|达到)")
"""What is so by the end of a month or a year: 年底实现村村通."""

_ASSURED, _NEAR = re.compile("(?:确保|力争|务必|保证|争取|务求)[于在到]?$"), 4
"""What stands before the end of a month by which something is so: 确保6月底群众满意."""

_BORDERS = tuple("。；;，,：:、\n\u3000 ")
_STOPS, _FEWEST_STEPS = tuple("。；;，,：:\n"), 3
"""What stands before a step of a schedule, and how many steps make one."""

_UNTIL = re.compile(
    rf"(?:^|(?<=[{''.join(_BORDERS)}])|(?<=确保)|(?<=力争)|(?<=争取)|(?<=务求))到(?P<year>20\d{{2}})年(?:年?[底末])?"
    r"(?![的底末前上下内初\d]|\s*\d{1,2}月)"
    r"|(?P<before>20\d{2})年[之以]?前(?!后|[^，。；;]{0,12}的)"
)
"""A year that is to be reached: 到2025年，建成十个; 2025年前建成."""

_ALONE = re.compile(r"(?:^|[。；;\n])\s*$"), re.compile(r"\s*(?:[。；;\n]|$)")
"""What stands before and behind a sentence that is a date and no more: 修渠。2023年12月底。"""

_BY_THEN = frozenset({"年底前", "年末前", "年内", "底前"})
_YEAR_ENDS = frozenset({"年底", "年末", "底", "末"})


def find_limits(text: str, year: int | None) -> list[Deadline]:
    """Return the dates in running text that are said to be a limit: 底前, 前, 年内.

    Where the document states no `year`, only those that state their own.

    >>> [d.value for d in find_limits("2022年10月底前公布清单，5月1日举行", 2022)]
    ['2022-10']
    >>> [d.value for d in find_limits("到2025年，建成十个，力争到2026年百个。到2020年的水平", 2022)]
    ['2025', '2026']
    >>> find_limits("于每年 3 月底前公布结果", 2022)
    []
    >>> [one.value for one in find_limits("确保11月底群众满意。6月底人口8万。7月底。", 2022)]
    ['2022-11', '2022-07']
    >>> [one.value for one in find_limits("年底前修8条，2025年前修20条。2000年前建的楼", 2022)]
    ['2022', '2025']
    >>> find_limits("去年底前已完成设计", 2022), find_limits("二〇二三年六月底前", 2022)[0].value
    ([], '2023-06')
    >>> steps = "第一季度定方案；第二季度完成招标；第三季度试运行；第四季度验收。"
    >>> [one.value for one in find_limits(steps, 2022)]
    ['2022-12']
    """
    text = in_figures(text)
    stated = list(dates_in(text))
    steps = _steps(stated)
    found = [match for match in stated if _is_limit(match) or _is_reached(match)]
    if steps:
        others = [match for match in found if match not in steps]
        found = sorted([*others, steps[-1]], key=lambda match: match.start())
    dates = [match for match in found if not _EACH_YEAR.search(text[: match.start()])]
    limits = [deadline_of(match, year or 0) for match in dates if year or tells_year(match)]
    taken = {limit.start for limit in limits}
    told = ((match["year"] or match["before"], match) for match in _UNTIL.finditer(text))
    limits += [
        Deadline(value, match[0], match.start())
        for value, match in told
        if int(value) >= (year or 0) and match.start(match.lastgroup or 0) not in taken
    ]
    return sorted(limits, key=lambda limit: limit.start)


def limits_without_year(text: str, year: int | None) -> list[Deadline]:
    """Return the limits in running text that cannot be dated: no `year` is known, none is stated.

    >>> [one.quote for one in limits_without_year("新建停车场8处，年底前启用。", None)]
    ['年底前']
    >>> limits_without_year("2007年底前启用。", None), limits_without_year("年底前启用。", 2007)
    ([], [])
    """
    if year is not None or find_limits(text, None):
        return []
    return find_limits(text, FIRST_PLAN)


def _steps(dates: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Return the quarters of a schedule, which each begin a clause: work ends with the last."""
    quarters = [match for match in dates if match["quarter"] and not match["ended"]]
    opening = [one for one in quarters if one.string[: one.start()].rstrip()[-1:] in ("", *_STOPS)]
    order = [deadline_of(match, 0).value for match in opening]
    is_schedule = len(order) >= _FEWEST_STEPS and order == sorted(set(order))
    return opening if is_schedule and len(opening) == len(quarters) else []


def _is_reached(match: re.Match[str]) -> bool:
    """Tell whether a clause begins with a date that is to be reached: 到6月底，."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return before[-1:] == "到" and before[:-1] in ("", *_BORDERS) and bool(match["month"])


def _is_limit(match: re.Match[str]) -> bool:
    by_then = match["month"] or match["half"] or match["quarter"] or match["whole"] in _YEAR_ENDS
    done = by_then and _DONE.match(match.string, match.end())
    if by_then and match[0].endswith(("底", "末")):
        done = done or _REACHED.match(match.string, match.end())
        done = done or (match if _stands_alone(match) else None)
        done = done or _ASSURED.search(match.string[max(0, match.start() - _NEAR) : match.start()])
    return (
        bool(done or match["feast"] or match["planned"])
        or (match["end"] or match["ended"] or "").endswith("前")
        or match["whole"] in _BY_THEN
    )


def _stands_alone(match: re.Match[str]) -> bool:
    """Tell whether a date is all of a sentence."""
    before, behind = _ALONE
    return bool(
        before.search(match.string[: match.start()]) and behind.match(match.string, match.end())
    )
