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
    "|(?:制[订定])?(?:出台|印发|公布|发布)(?!的)|拿出|开工|动工|启动|开馆|开园|开业|挂牌|揭牌|开放|开幕|办好|封顶|贯通|试?运[行营]|通水|通气|入住|到位|并网|通电|通航|达产|点火|供[暖热水气]|清零|销号|办结|摘牌|报[审批]|送审|消化(?![道科内率]))"
)
"""What is done by then: 6月完成可行性研究."""

_REACHED = re.compile("(?:全[面部]|基本|力争)*(?:实现|达到)")
"""What is so by the end of a month or a year: 年底实现村村通."""

_ASSURED, _NEAR = re.compile("(?:确保|力争|务必|保证|争取|务求)[于在到]?$"), 4
"""What stands before the end of a month by which something is so: 确保6月底群众满意."""

_BORDERS = tuple("。；;，,：:、\n\u3000 —－–●•·◆■▪○*）)】.．")
"""Signs behind which a clause begins: stops, marks of lists, brackets."""
_BORDER = re.escape("".join(_BORDERS))
_STOPS, _FEWEST_STEPS = tuple("。；;，,：:\n"), 3
"""What stands before a step of a schedule, and how many steps make one."""
_AIMED = r"(?:达到|达(?=\d)|突破|超过|不低于|不少于|实现|建成)(?!率|情况|后|的)"
_BY_YEAR = f"(?:全[面部]|基本|力争)*(?:{_AIMED}|(?:完成|形成)(?!率|情况|后|的)|{_DONE.pattern})"
_UNTIL = re.compile(
    rf"(?:^|(?<=[{_BORDER}])|(?<=确保)|(?<=力争)|(?<=争取)|(?<=务求))到(?P<year>20\d{{2}})年(?:年?[底末])?"
    r"(?![的底末前上下内初\d]|\s*\d{1,2}月)"
    r"|(?P<before>20\d{2})年[之以]?前(?!后|[^，。；;]{0,12}的)"
    rf"|(?:^|(?<=[{_BORDER}]))(?P<aim>20\d{{2}})年"
    r"(?![的底末前上下内初以起后\d]|度|\s*\d{1,2}月)"
    rf"(?=[^，,。；;：:\n]{{0,16}}?{_AIMED})|(?P<then>20\d{{2}}|明)年(?={_BY_YEAR})"
)
"""A year that is to be reached: 到2025年，建成十个; 2025年前建成; a later one: 2025年达到400家."""

_HELD = re.compile(
    '(?:开展|组织|做好|抓好|加强|强化|部署|进行)(?:[“"]?(?:元旦|春节|五一|中秋|国庆|端午|清明)节?[”"]?[、和及]?)*$'
)
"""What stands before feasts that say of which time something is: 开展春节、国庆节前专项检查."""

_YEARLY = re.compile("每|历年|当年|年度|考[核评]|评[价估选]")
"""What tells of the year before 次年 that it is none of its own: 当年收缴，次年3月底前拨付."""

_MADE_BEFORE = re.compile(
    "(?:(?:建成|建设|建造|修建|形成|投用|竣工|出生|成立|注册|登记|购置|颁布|出台|审批|批准|取得)的|建的)"
)
"""What stands behind a date that says of which time something is: 2000年底前建成的小区."""

_ALONE = re.compile(r"(?:^|[。；;\n])\s*$"), re.compile(r"\s*(?:[。；;\n]|$)")
"""What stands before and behind a sentence that is a date and no more: 修渠。2023年12月底。"""

_OVER = 1
"""Years before that of a document from which on work may still have its limit."""

_BY_THEN = frozenset({"年底前", "年末前", "年内", "底前"})
_YEAR_ENDS = frozenset({"年底", "年末", "底", "末"})


def find_limits(text: str, year: int | None) -> list[Deadline]:
    """Return the dates in running text that are said to be a limit: 底前, 前, 年内.

    Where the document states no `year`, only those that state their own.

    >>> [d.value for d in find_limits("2022年10月底前公布清单，5月1日举行", 2022)]
    ['2022-10']
    >>> [d.value for d in find_limits("到2025年，建成十个，力争到2026年百个。到2020年的水平", 2022)]
    ['2025', '2026']
    >>> [one.value for one in find_limits("——到2025年，建成十个。（2）到2026年，建成百个", 2022)]
    ['2025', '2026']
    >>> find_limits("于每年 3 月底前公布结果", 2022)
    []
    >>> [one.value for one in find_limits("确保11月底群众满意。6月底人口8万。7月底。", 2022)]
    ['2022-11', '2022-07']
    >>> [one.value for one in find_limits("年底前修8条，2025年前修20条。2000年前建的楼", 2022)]
    ['2022', '2025']
    >>> [one.value for one in find_limits("育企业，2025年省级以上达到400家。2022年达到300家", 2022)]
    ['2025']
    >>> [one.value for one in find_limits("今年打基础，明年建成，确保2024年投用", 2022)]
    ['2023', '2024']
    >>> [one.value for one in find_limits("11月底前开工，次年6月底前投用", 2022)]
    ['2022-11', '2023-06']
    >>> find_limits("考核结果于次年5月底前通报", 2022), find_limits("开展国庆节前检查", 2022)
    ([], [])
    >>> find_limits("去年底前已完成设计", 2022), find_limits("二〇二三年六月底前", 2022)[0].value
    ([], '2023-06')
    >>> find_limits("清理2004年5月1日以前形成的公文", 2008), find_limits("2000年底前建成的楼", None)
    ([], [])
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
    dates = [match for match in found if not _comes_again(match)]
    limits = [deadline_of(match, year or 0) for match in dates if year or tells_year(match)]
    limits = [limit for limit in limits if int(limit.value[:4]) >= (year or 0) - _OVER]
    taken = {limit.start for limit in limits}
    for match in _UNTIL.finditer(text):
        aim = _aim(match, year)
        if aim and match.start(match.lastgroup or 0) not in taken:
            limits.append(Deadline(str(aim), match[0], match.start()))
    return sorted(limits, key=lambda limit: limit.start)


def _aim(match: re.Match[str], year: int | None) -> int | None:
    """Return the year that a match of `_UNTIL` says is to be reached, None if it is over."""
    group = match.lastgroup or ""
    said = match[group]
    if said == "明":
        return year + 1 if year else None
    first = (year or 0) + (group in ("aim", "then"))
    return int(said) if int(said) >= first and (year or group not in ("aim", "then")) else None


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


def _comes_again(match: re.Match[str]) -> bool:
    """Tell whether a date is one of each year: 每年3月底前, 次年5月底前 where no year is told.

    The year before 次年 is told by a date before it.
    """
    before = match.string[: match.start()]
    if match["next"] in ("次年", "翌年"):
        return _YEARLY.search(before) is not None or next(dates_in(before), None) is None
    return _EACH_YEAR.search(before) is not None


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
    if match["feast"] and _HELD.search(match.string[: match.start()]):
        return False
    if tells_year(match) and _MADE_BEFORE.match(match.string, match.end()):
        return False
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
