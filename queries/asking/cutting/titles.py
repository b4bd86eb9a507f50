"""Words that stand in the title of a work item, as a column says it: 工程名称那一栏里含“改造”."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

_TITLES = ("名称", "名字", "标题", "名")
_NAMED = ("project", "item")


def with_titles(tokens: list[Token]) -> list[Token]:
    """Return the tokens with one for a column of titles and the verb of print behind it.

    >>> with_titles([])
    []
    """
    for place in range(1, len(tokens)):
        noun, title = tokens[place - 1 : place + 1]
        if title.text not in _TITLES or noun.value("noun") not in _NAMED:
            continue
        behind = place + 1
        while behind < len(tokens) and _is_column(tokens[behind]):
            behind += 1
        verb = tokens[behind : behind + 1]
        if verb and verb[0].value("mention") == "words":
            sense = (Sense("mention", "title"),)
            printed = replace(noun, end=verb[0].end, text="工程名称含", senses=sense)
            return [*tokens[: place - 1], printed, *tokens[behind + 1 :]]
    return tokens


def _is_column(token: Token) -> bool:
    return token.has("noise") or (token.has("num") and token.text.startswith("一"))
