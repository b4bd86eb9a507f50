"""Words that stand in the title of a work item, as a column says it: 工程名称那一栏里含“改造”."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.cutting.phrases import PHRASE
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token, taken_as

_TITLES = ("名称", "名字", "标题", "名")
_NAMED = ("project", "item")


def with_titles(tokens: list[Token]) -> list[Token]:
    """Return the tokens with one for a column of titles and the verb of print behind it.

    What has a 工程名称 is a project: indicators have a title, too.

    >>> with_titles([])
    []
    """
    found = _with_words_quoted(_with_columns(tokens))
    projects = any(t.value("noun") == "project" for t in found)
    said = next((i for i, t in enumerate(found) if _is_of_projects(t, found[:i])), None)
    if said is None or projects:
        return found
    noun = replace(found[said], text="工程", senses=(Sense("noun", "project"),))
    return [*found[:said], noun, *found[said:]]


def _with_words_quoted(tokens: list[Token]) -> list[Token]:
    """`工程名称含“健康”`: the word itself, whatever theme it is the name of."""
    for place in range(len(tokens) - 3):
        title, opening, word, closing = tokens[place : place + 4]
        quoted = opening.text in _QUOTES and closing.text in _QUOTES
        if title.value("mention") == "title" and quoted and word.has("theme", "name"):
            return [*tokens[: place + 2], taken_as(word, PHRASE, word.text), *tokens[place + 3 :]]
    return tokens


_QUOTES = ("“", "”", '"')


def _is_of_projects(token: Token, before: list[Token]) -> bool:
    is_title = token.value("mention") == "title" and token.text.startswith("工程")
    return is_title and not _is_joined(before)


def _is_joined(before: list[Token]) -> bool:
    """`内容或工程名称中出现“消防”`: another column is named before it."""
    return any(t.has("or", "and") for t in before[-1:])


def _with_columns(tokens: list[Token]) -> list[Token]:
    for place in range(1, len(tokens)):
        noun, title = tokens[place - 1 : place + 1]
        named = title.text in _TITLES and noun.value("noun") in _NAMED
        if not named or _is_joined(tokens[: place - 1]):
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
