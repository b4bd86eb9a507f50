"""Words that texts begin or end with, signs in them, or all that they are: 以“完成”开头, 含“%”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.asking.readings.draft import is_agent
from queries.asking.words.grammar import Sense, words
from queries.asking.words.tokens import Token

EDGE = "edge"
"""The class of such words: its value says where they stand, the column if named, and `not`."""
COLUMNS = ("text", "title", "annual")
JOINT = "|"
"""What joins several of them, any of which will do."""

_COST = 0.3
_COLUMN = (
    '(?:[“"]?(?:(?P<text>内容[和与及]要求|(?:主要)?建设内容|(?:任务|条目|具体)?内容|正文)'
    "|(?P<title>(?<!项目)(?:工程|实事|事项)?(?:名称|标题|名字)|工程名)"
    '|(?P<annual>(?:2018年|年度|今年)的?(?:工作)?任务|工作任务|任务栏(?:的?内容)?))[”"]?(?:这?一?[列栏])?'
    "(?:里面?|中|的|原文|文字|表述|凡是?|都|均|是|有|当中)*)"
)
_COLUMN_EN = "(?:(?:(?P<title>titles?|names?)|(?P<text>texts?|contents?|wording)) (?:that )?)"
_QUOTED = '[“"](?P<quoted>[^“”"]{1,40})[”"]'
_OR = '[”"](?:、|和|与|及|或者?|,? ?or ?)[“"]'
_LIST = f'[“"](?P<quoted>[^“”"]{{1,40}}(?:{_OR}[^“”"]{{1,40}})*)[”"]'
_PARTS = re.compile(_OR)
_BARE = "(?P<bare>[\u4e00-\u9fff]{1,6}?)"
_AS = "(?:来|作为|作|为|打|做)?"
_CALLED = f"(?:这?[一两二三四五几]?个?(?:字样|词语|字|词))?{_AS}"
_BEGIN = "(?:开头|打头|起头|起首|开篇|起始|起笔|领起|开始)"
_END = "(?:结尾|收尾|收束|作结|煞尾|收笔|结束|末尾)"
_JUST = "(?:恰好?|正好|刚好|仅仅?|只|就|完全)(?:是|为|写着?|写的?是)*|等于|=|一字不差地?写着"
_PRINTS = "(?:出现|含有?|包含|带有?|[写印用]有|有|提到|使用)了?"
_CHARACTER = '[\u4e00-\u9fff](?=[”"]这?一?个?字)'
_SIGN = f'(?:[“"](?P<quoted>[^\\w\\s“”"]{{1,2}}|{_CHARACTER})[”"]|(?P<bare>%|百分号))'
_OF_SIGN = "(?:符号|标点|记号|号)?"


def _at(edge: str, word: str, first: str) -> tuple[tuple[str, str], ...]:
    """Return the forms of what stands at one end of a text: the words for it, and for its first."""
    return (
        (
            edge,
            f"{_COLUMN}?(?P<no>不是?|并?非|没有?)?(?:[以用]?{_LIST}{_CALLED}|[以用]{_BARE}(?:[一两二三四]个?[字词])?{_AS}){word}",
        ),
        (edge, f"{_COLUMN}?(?:{word}|{first})处?(?P<no>不)?(?:就是|是|为|写着|写的是){_QUOTED}"),
    )


_FORMS = tuple(
    (edge, re.compile(form))
    for edge, form in (
        *_at("begins", _BEGIN, "(?:第一|头|前|首)[一两二三四]?个?[字词]"),
        *_at("ends", _END, "(?:最后|末|尾)[一两二三四]?个?[字词]"),
        ("whole", f"{_COLUMN}(?P<no>不)?(?:{_JUST}){_QUOTED}"),
        ("holds", f"{_COLUMN}?(?P<no>不)?{_PRINTS}{_SIGN}{_CALLED}{_OF_SIGN}"),
        ("begins", f"{_COLUMN_EN}?(?:start|begin)(?:s|ning|ing)? with ?(?:the words? ?)?{_LIST}"),
        ("ends", f"{_COLUMN_EN}?end(?:s|ing)? (?:with|in) ?(?:the words? ?)?{_LIST}"),
    )
)


def edge_tokens(text: str, names: list[Token]) -> Iterator[Token]:
    """Yield what the question says that texts begin or end with, that is all of them, or a sign.

    >>> next((t.text, t.value("edge")) for t in edge_tokens("内容以“完成”两字开头的有几行", []))
    ('完成', 'begins text ')
    """
    agents = {(t.start, t.end) for t in names if is_agent(t)}
    for edge, form in _FORMS:
        for match in (m for m in (form.match(text, i) for i in range(len(text))) if m):
            groups = match.groupdict()
            group = "quoted" if groups["quoted"] else "bare"
            said = JOINT.join(_PARTS.split(match[group].replace("百分号", "%")))
            said = said.rstrip("。,;") or said
            if match.span(group) in agents or _is_of_names(text, match):
                continue
            if _is_of_bodies(said) or (group == "bare" and _asks(said)):
                continue
            column = next((name for name in COLUMNS if groups.get(name)), "")
            no = "not" if groups.get("no") else ""
            sense = Sense(EDGE, f"{edge} {column} {no}")
            yield Token(match.start(), match.end(), said, (sense,), cost=_COST)


def _is_of_names(text: str, match: re.Match[str]) -> bool:
    """Tell whether something is said of names, and not of texts: 名称以“镇”结尾的单位."""
    behind, before = text[match.end() :], text[: match.start()]
    return _NAMED_BEHIND.match(behind) is not None or _NAMED_BEFORE.search(before) is not None


_NAMED_BEHIND = re.compile("的?(?:主要责任|责任|牵头)?(?:单位|部门|机构|领导|主体)")
_NAMED_BEFORE = re.compile("(?:单位|部门|机构|领导)[一列栏中里的名称以用]*$")


def _is_of_bodies(said: str) -> bool:
    """Tell whether a word is how bodies are called: 以“镇”字结尾、被点名牵头的有哪几家."""
    return any(sense.kind == "type" for sense in words().get(said, ()))


def _asks(said: str) -> bool:
    """Tell whether words are none of a text: 以什么开头, 以数字开头."""
    asking = any(s.kind in ("wh", "which", "who") for s in words().get(said, ()))
    return asking or _NO_WORDS.match(said) is not None


_NO_WORDS = re.compile("[哪什啥何谁几]|数字|字母|标点|动词|名词|形容词|序号|汉字|拼音")
