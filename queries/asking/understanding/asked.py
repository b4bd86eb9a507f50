"""Whether a part of a question asks something by itself."""

from __future__ import annotations

from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.words.tokens import Token

ENDS = ",;?。.!"
ASKING = ("wh", "which", "who", "count", "asks")
NAMING = ("name", "phrase", "theme", "alias", "unknown", "number", "row", "annex")


def asks(tokens: list[Token]) -> bool:
    asking = (i for i, t in enumerate(tokens) if t.has(*ASKING) and not t.nodes)
    if any(not _is_where_words_stand(tokens, i) for i in asking):
        return True
    said = [t for t in tokens if not t.has("mark", "noise")]
    return bool(said) and said[-1].has("rolenoun") and not _states(tokens, said)


def _states(tokens: list[Token], said: list[Token]) -> bool:
    """`A为主要责任单位，…`, `所有分管领导里，…`: a part that says what the next one asks of."""
    within = bool(tokens) and tokens[-1].text.endswith(WITHIN)
    column = tokens.index(said[-1])
    listed = column > 0 and tokens[column - 1].text in ("在", "列入", "进", "入")
    before = said[-5:-2]
    named = bool(before) and any(is_agent(t) for t in before)
    called = named and said[-2].has("be") and not any(t.has(*ASKING) for t in before)
    return within or called or listed


def _is_where_words_stand(tokens: list[Token], place: int) -> bool:
    """`任务内容里写到“太仓港”`: the content is where the words are looked for."""
    behind = [t for t in tokens[place + 1 :] if not t.has("noise")]
    return tokens[place].has("asks") and bool(behind) and behind[0].has("mention")
