"""Sentences on a rule that does not hold, or no longer: 列首位者牵头的做法今年起不再执行."""

from __future__ import annotations

import re
from collections.abc import Callable

_PAPER = "(?:方案|通知|文件|分工表?|分解表?|规定|规则|办法|做法|惯例|清单|计划|意见|安排|要求)"
_PAST = (
    "(?:去年|上一?年度?|前年|往年|历年|以往|以前|过去|此前|原先"
    "|原来?(?=的|方案|通知|文件|规定|办法|做法|分工))"
)
_OLD = rf"{_PAST}的?(?:[^，,。；;\n]{{0,14}}?{_PAPER}|[，,]?(?=[排列位]))"
_KEPT = (
    "(?:沿用|参照|比照|仿照|按照|依照|延续|继续|仍|同样|一样|一致|相同|不变|保持"
    "|今年|本年|本次|此次|现)"
)
_STOPPED = (
    "(?:不再(?:执行|适用|沿用|采用|采取|实行|施行|使用)|废止|作废|取消|停止(?:执行|使用|施行))"
)
_SINCE = (
    r"(?:[从自]?(?:今年|本年度?|明年|20\d{2}年|即日|本次|印发之日|本[方通文][案知件])"
    r"[^，,。；;\n]{0,6}?|现)"
)
_ENDS = rf"(?:{_SINCE}|已经?|均|一律|也|予以|一并|同时)*{_STOPPED}了?[，,]?"
_LAPSED = re.compile(
    rf"[^。；;\n]*?(?:[，,](?:{_SINCE}[，,]?)?(?:(?:该|此|这[一项条]?|上述|以上)(?:项|条|款)?{_PAPER}?)?|的{_PAPER})"
    rf"{_ENDS}"
    rf"|[^。；;\n]*?不再(?:执行|适用|沿用|采用|采取|实行|施行|按照?|以)[^。；;，,\n]+?的?(?:{_PAPER}|原则)?(?=[。；;，,\n]|$)"
    rf"|(?<![^。；;\n：:])(?![^。；;\n]*{_KEPT}){_OLD}[^。；;\n]*"
)
"""What is told of a rule that was stopped, or that stood in what an earlier year laid down."""


def without_lapsed(text: str, states_rule: Callable[[str], bool]) -> str:
    """Return `text` without the sentences on rules that do not hold.

    >>> def leads(words): return "牵头" in words
    >>> without_lapsed("去年的方案中，列首位者为牵头单位。甲局负责。", leads)
    '。甲局负责。'
    >>> without_lapsed("列末位者牵头的做法，今年起不再执行，列首位者牵头。", leads)
    '列首位者牵头。'
    >>> without_lapsed("沿用去年的办法，列首位者为牵头单位。", leads)
    '沿用去年的办法，列首位者为牵头单位。'
    """
    return _LAPSED.sub(lambda found: "" if states_rule(found[0]) else found[0], text)
