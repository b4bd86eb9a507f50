"""What a document says of the order in a list: 列第一位者为牵头部门，其他部门参加，下同.

Who stands first leads; those behind may support. A rule that does not say 下同 in its sentence is
one of the item where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEADS = r"(?:(?:组织|[总主])?牵头|主办|主要责任|第一责任|主责|负总责)"
_BODIES = "(?:部门|单位|者|主体|[处科股]室|司局)"
RULED = (
    rf"(?:[该此本各]?项?(?:工作|任务|项?目|事项))?的?{LEADS}"
    r"(?:[或和及、]?(?:汇总|牵头|主办|主责|责任|负责|协调|组织))?"
    rf"的?{_BODIES}?(?:[或和及、](?:汇总|牵头|主办|主责|责任)?{_BODIES}|[（(]{_BODIES}[）)])?"
)
"""What one is said to be: 牵头部门, 该项工作的牵头或汇总单位."""

_SAME = (
    r"(?:(?:以下|下列|下述|其[余他])(?:各?[项条]|任务|工作)*[均皆都]?(?:[类相]?同此?|如此|照此(?:执行|办理)?)"
    r"|以?下[均皆]?同此?|[后余]同|[以依]此类推)"
)
ON = rf"(?:[，,；;。（(]?\s*{_SAME}[）)]?)"
"""Says that a rule holds from here on: 下同, 以下类同."""
_GOES_ON = re.compile(rf"[，,；;（(。]\s*{_SAME}(?=[）)，,；;。\s]|$)")

_BY_DUTY = r"按(?:照)?(?:各自)?的?职[责能](?:分工)?"
_BEHIND = (
    r"(?:其[他它余]|余(?=[为均])|(?:排|列|位)?在?(?:后面|其后|之后|后续)"
    r"|名?列其后|后列|列在?后面?(?=[的者为]))"
)
_REST = (
    rf"(?:[，,；;]\s*{_BEHIND}的?(?:有关|相关|责任)?(?:单位|部门|者)?(?:[或和及、](?:单位|部门))?(?:均|都)?"
    r"(?:(?P<answer>(?:为|是|系)(?:责任|承办|落实|实施)(?:单位|部门|者))"
    rf"|{_BY_DUTY}(?:分别)?(?:负责|落实|抓好落实|承担))"
    rf"|[，,；;]\s*各?(?:有关|相关)(?:单位|部门){_BY_DUTY}(?:分别)?(?:负责|落实)(?={ON}))?"
)
"""Says of those who do not lead that they answer for it, as they do anyway.

So do 有关部门按职责分工负责，下同: of every item they are those of the list.
"""

_PLACED = r"(?:排名|排列|排序|排|位列|位居|位于|位|列名|名列|列|居|署名|打头)?[在于]?"
_TOP = (
    rf"(?:{_PLACED}(?:第一[个家]?|首|最前面?)(?:位|名|列|个|家)?"
    "|(?:[排列]|排名|排序)在?前面?(?=[的者]))"
)
_LIST = (
    r"(?:(?:[有除凡][^，,。；;（()]{2,16}"
    r"|(?:[一同每某]+[项个件]?)?(?:(?:工作|任务|事项)[有由涉]|涉)[^，,、。；;（()]{2,16})[外的][，,]\s*)?"
    r"(?:(?:原则上|一般)?由)?"
    r"(?:(?:各|每一?)[项个条])?(?:工作|任务)?中?(?:以上|以下|上述)?(?:所列(?:出)?的?)?"
    r"(?:责任)?(?:部门|单位|各单位)?(?:名单)?(?:中[，,]?)?"
)
_FIRST = re.compile(
    rf"[，,；;。（(]?\s*(?:{_LIST}{_TOP}的?"
    rf"(?:者|各?(?:责任|承办|主要责任)?{_BODIES}(?:[或和及、]{_BODIES})?)?"
    rf"(?:均)?(?:(?:作为|即?[为是系]){RULED}"
    r"|(?<=[者门位的])(?:负责)?(?:牵头(?:负责)?|负总责)(?![部单])|承担(?:牵头|主体)(?:责任|职责))"
    rf"|{_LIST}(?:牵头|主办|主责){_BODIES}(?:均|都)?[排列居位](?:名|序)?[在于]?(?:第一|首)位?"
    rf"|(?:牵头|主办|主责){_BODIES}(?:均|都|即)*[为是系]{_LIST}{_TOP}的?{_BODIES})"
    rf"{_REST}(?P<on>{ON})?[）)]?"
)
"""Says that the first leads, or that who leads stands first: 牵头单位列首位."""

_HELP = "(?:配合|参与|参加|协办|协助|协作|协同)"
_OTHERS = re.compile(
    rf"[，,；;。\s]\s*(?:{_BEHIND}(?:列入|列名|列出)?的?|(?=各?(?:有关|相关)))(?:各?(?:责任|有关|相关)|各)?"
    rf"(?:{_BODIES}?(?:[或和及、]{_BODIES})?(?:均|都|则)?(?:作为|[为是系])"
    rf"|{_BODIES}(?:积极|密切|主动|做好|予以|给予|负责|共同|分别|{_BY_DUTY})*(?!.{{0,4}}由)"
    rf"|(?=.{{2,4}}(?:[，,；;。（()）]|$)))"
    rf"{_HELP}{_HELP}?{_BODIES}?(?P<on>{ON})?"
)
"""Says that those who do not lead support: 其他部门参加, 有关部门按职责参与."""

_SENTENCE = re.compile(r"[^。]*")

_SEVERAL = re.compile(r"(?:[多几数两二2]|若干)[个家]?(?:及?以上)?的?(?:责任|承办)?(?:部门|单位)")
"""Says that a rule is of work that several bodies answer for: 涉及多个部门的，…."""

_OF_ALL = re.compile(
    rf"{_SEVERAL.pattern}|各[项条]|每一?[项条]|(?:上述|以上)(?:任务|工作|事项|项目|内容)|(?:方案|分工表?|清单|任务表|附表|附件)[中里]"
)
"""Says that a rule is of all items: 分工方案中有多个部门负责的工作，…."""


@dataclass(frozen=True)
class OrderRule:
    """The first of a list leads; `text` is what is left without the rule.

    `goes_on`: it holds below too. `of_several`: who answers alone is not said to lead.
    """

    text: str
    others_support: bool
    goes_on: bool
    of_several: bool = False


def speaks_of_all(text: str) -> bool:
    """Tell whether the sentence of a rule on who stands first says that it is of all items.

    >>> speaks_of_all("（一）方案中有多个部门负责的工作，列第一位的为牵头部门。")
    True
    >>> speaks_of_all("（一）明确责任。上述任务中，列第一位的为牵头部门。")
    True
    >>> speaks_of_all("修桥。甲局、乙局负责，列第一位的为牵头部门。")
    False
    """
    first = _FIRST.search(text)
    return first is not None and _OF_ALL.search(_rule(text, first)) is not None


def _rule(text: str, first: re.Match[str]) -> str:
    """Return the sentence of the rule on who stands `first`, as far as it says that."""
    return text[text.rfind("。", 0, first.start() + 1) + 1 : first.end()]


def find_order_rule(text: str) -> OrderRule | None:
    """Return what `text` says of who stands first in a list, None if it says nothing.

    >>> find_order_rule("甲局、乙局。列首位者牵头，其余单位配合，以下类同")
    OrderRule(text='甲局、乙局', others_support=True, goes_on=True, of_several=False)
    >>> find_order_rule("甲局。一项任务涉及多个部门的，原则上由排名首位的部门牵头负责。下同")
    OrderRule(text='甲局', others_support=False, goes_on=True, of_several=True)
    >>> find_order_rule("各项任务责任单位中，排在首位的为牵头单位，下同")
    OrderRule(text='', others_support=False, goes_on=True, of_several=False)
    >>> find_order_rule("列首位的为牵头单位，其他为责任单位。其余单位要密切配合").others_support
    False
    >>> find_order_rule("列在首位的为牵头部门，有关部门按职责参与").others_support
    True
    """
    first = _FIRST.search(text)
    if first is None:
        return None
    others = _OTHERS.search(text, first.end())
    said = text[first.end() : others.start()] + text[others.end() :] if others else ""
    behind = said if others else text[first.end() :]
    sentence = _SENTENCE.match(behind)
    later = _GOES_ON.search(sentence[0]) if sentence else None
    on = bool(first["on"] or (others and others["on"]) or later)
    rest = behind.replace(later[0], "", 1) if later else behind
    of_several = _SEVERAL.search(_rule(text, first)) is not None
    support = others is not None and not first["answer"]
    return OrderRule(text[: first.start()] + rest, support, on, of_several)
