"""Who asks: 我是住建局的，我们局牵头几项; 双凤镇请教：我们镇牵头的由谁分管.

A clause in front says which body the asker is of; 我们局 behind it is that body. Nothing else of
what is asked does the clause say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from queries.asking.words.tokens import Token

_HAN = "\u4e00-\u9fff"
_SELF = "(?:我们?|咱们?|本人|这里|这边)(?:这边|这里)?(?:是|在|来自)"
_VERB = "(?:请教|咨询|打听|确认|核实|核对|求证|了解|知道|问)"
_ASKS = f"(?:想|要|来|请)?{_VERB}(?:一下|一声|个事|下|问)?[哈呀啊哦]?"
_BEGIN = "(?:您好|你好|老师好?|领导好)?[,。!:]?"
_INTRODUCED = re.compile(
    f"^{_BEGIN}(?:{_SELF}(?P<said>[{_HAN}]{{2,16}})[,。:]|(?P<asking>[{_HAN}]{{2,12}}?){_ASKS}[,:])"
)
"""A clause that says who asks, and ends with a mark."""
_OURS = re.compile(
    "(?:我们|咱们|咱|我|本)(?:这个|自己)?(?P<kind>镇|局|街道|委|办|区|中心|单位|公司|部门|科室)"
)
_WE = re.compile("我们|咱们")
_BODIES = ("agency", "group")
_ANY = ("单位", "部门", "公司", "科室", "中心")
"""Words for a body of any kind."""


def with_askers(text: str, tokens: list[Token], names: Iterable[Token]) -> list[Token]:
    """Return the tokens of the folded `text` without the clause that says who asks, and with that
    body for each 我们局 behind it. `names` are the words of the text that name something."""
    found = _INTRODUCED.match(text)
    if found is None or not _asks_on(text[found.end() :]):
        return tokens
    begin, end = found.span("said" if found["said"] else "asking")
    names = list(names)
    asker = _first_body(names, begin, end)
    named = {token.start for token in names}
    ours = list(_ours(text, found.end(), asker)) if asker else []
    ours = [(start, stop) for start, stop in ours if stop not in named]  # 我们璜泾
    if asker is None or not ours:
        return tokens
    rest = [t for t in tokens if t.start >= found.end()]
    kept = [t for t in rest if not any(t.start < stop and start < t.end for start, stop in ours)]
    meant = [replace(asker, start=start, end=stop) for start, stop in ours]
    return sorted([*kept, *meant], key=lambda token: token.start)


def _asks_on(rest: str) -> bool:
    return _OURS.search(rest) is not None or _WE.search(rest) is not None


def _first_body(names: Iterable[Token], begin: int, end: int) -> Token | None:
    """Return the body that a clause begins with, by its longest name."""
    bodies = [t for t in names if t.start == begin and t.end <= end and t.named(*_BODIES)]
    return max(bodies, key=lambda token: token.end, default=None)


def _ours(text: str, begin: int, asker: Token) -> Iterator[tuple[int, int]]:
    """Yield where 我们局 stands that is the asker's: a 局 is not a 镇."""
    for match in _OURS.finditer(text, begin):
        if match["kind"] in _ANY or match["kind"] in asker.text:
            yield match.span()
    taken = {match.start() for match in _OURS.finditer(text, begin)}
    for match in _WE.finditer(text, begin):
        if match.start() not in taken:
            yield match.span()
