"""Questions whose second half leaves out what the first has said: X牵头几项？Y呢？"""

from __future__ import annotations

from dataclasses import replace

from queries.asking.cutting.phrases import PHRASE
from queries.asking.readings.draft import Draft
from queries.asking.understanding.asked import ENDS, NAMING, asks
from queries.asking.words.grammar import Sense
from queries.asking.words.printed import is_printed
from queries.asking.words.tokens import Token


def with_all_said(draft: Draft) -> list[Token]:
    """Return the parts of a question with what its second half leaves out."""
    return _alone_and_together(completed(draft))


def completed(draft: Draft) -> list[Token]:
    """`X牵头几项？Y呢？`: ask of Y what was asked of X."""
    tokens = draft.tokens
    ends = [i for i, t in enumerate(tokens) if t.has("mark") and t.text in ENDS and i]
    if not ends or not any(t.text == "呢" for t in tokens[ends[0] :]) or asks(tokens[ends[0] :]):
        return tokens
    if any(t.has("yesno", "role") for t in tokens[ends[0] :]):
        return tokens
    first, rest = tokens[: ends[0]], [t for t in tokens[ends[0] :] if t.text != "呢"]
    named = [i for i, t in enumerate(first) if t.has(*NAMING)]
    asked = [t for i, t in enumerate(first) if i not in named and not t.has("mark")]
    topic = [t for t in rest if t.has(*NAMING)]
    if len(topic) == 1 and len(named) == 1 and any(t.text == "的" for t in rest):
        topic = [_with_head(topic[0], first[named[0]], draft)]
    if not named or not topic or any(t.has("mark") for t in rest[1:-1]):
        return tokens
    before = [t for t in asked if first.index(t) < named[0]]
    after = [t for t in asked if first.index(t) > named[0]]
    return [*first, rest[0], *before, *topic, *after]


def _alone_and_together(tokens: list[Token]) -> list[Token]:
    """`X独家负责的和与别人共同负责的各几项`: both are asked for, one after the other."""
    alone = next((i for i, t in enumerate(tokens) if t.has("only")), None)
    each = next((i for i, t in enumerate(tokens) if t.has("every")), len(tokens))
    count = next((i for i, t in enumerate(tokens) if i > each and t.has("count")), None)
    others = [i for i, t in enumerate(tokens) if t.has("others")]
    if alone is None or count is None or len(others) != 1 or not alone < others[0] < each:
        return tokens
    [other] = others
    joint = other - 1 if tokens[other - 1].has("and") else other
    mark = replace(tokens[joint], text=",", senses=(Sense("mark", ","),))
    return [*tokens[:joint], tokens[count], mark, *tokens[other:each], *tokens[count:]]


def _with_head(topic: Token, named: Token, draft: Draft) -> Token:
    """`服务业重点项目多少个？工业的呢？`: the end of the words before belongs to what follows."""
    for start in range(1, len(named.text) - 1):
        whole = topic.text + named.text[start:]
        if named.has(PHRASE) and is_printed(whole, draft.index):
            return replace(topic, text=whole, senses=(Sense(PHRASE, whole),), nodes=())
    return topic
