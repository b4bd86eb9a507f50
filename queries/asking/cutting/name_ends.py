"""The last character of the names that are asked for: 名称末字为“局”的主要责任单位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

NAME_END = "nameend"
"""The class of such words: its value is the character."""
NAMES_ENDING = "名称末字为“"
"""How an answer begins on the bodies that are printed by such names."""
_COST = 0.2
_NAME = "(?:的?(?:名称|名字|名)(?:里|中)?的?)?"
_CHARACTER = '[“"]?(?P<character>[\u4e00-\u9fff])[”"]?字?'
_LAST = "(?:末字|末尾|尾字|末一字|最[后末]一?个?字)"
_ENDS = "(?:结尾|收尾|作结|结束|收束|煞尾)"
_FORMS = (
    re.compile(f"{_NAME}{_LAST}(?:都|均)?(?:是|为|带|用){_CHARACTER}(?=的|[,?。]|$|有)"),
    re.compile(f"{_NAME}[以用]{_CHARACTER}{_ENDS}(?=的|[,?。]|$)"),
)
_BODIES = re.compile("单位|部门|机构")
_OTHERS = re.compile("内容|文字|任务|工程|实事|项目|条目|事项|标题|门类|领导")


def name_end_tokens(text: str) -> Iterator[Token]:
    """Yield what a question on bodies, and on nothing else, says that their names end with.

    >>> [t.value("nameend") for t in name_end_tokens("名称末字为“局”的主要责任单位")]
    ['局']
    """
    if not _BODIES.search(text) or _OTHERS.search(text):
        return
    for form in _FORMS:
        for match in form.finditer(text):
            sense = Sense(NAME_END, match["character"])
            yield Token(match.start(), match.end(), match[0], (sense,), cost=_COST)
