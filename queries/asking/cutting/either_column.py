"""A town that stands in the text or in the column of bodies: 正文或者责任单位写到“沙溪”的.

That is what a town without a role means anyway: what texts say of it, or its government has. So
the words for print and for the column go, as they would each restrict what is said together.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.asking.cutting.clause_parts import QUOTES
from queries.asking.words.tokens import Node, Token

_TEXT = ("正文", "内容", "文字", "原文", "正文里", "文字里", "任务内容", "内容和要求")
_LEADING = ("lead", "responsible")
_FILLING = ("noise", "mark", "only", "by")


def with_either_column(tokens: list[Token]) -> list[Token]:
    """Return the tokens without what says that a town is printed in one of two places."""
    for place in (i for i, t in enumerate(tokens) if t.has("or")):
        gone = _columns(tokens, place) or _clauses(tokens, place)
        if gone:
            town = next(t for t in tokens[place:] if _town(t))
            gone |= set(_print_words(tokens, _town(town)))
            return [t for i, t in enumerate(tokens) if i not in gone and not _quotes(tokens, i)]
    return tokens


def _town(token: Token) -> frozenset[Node]:
    """Return the town that a word names, which is its government, too."""
    both = token.named("place") and token.named("agency")
    return frozenset(token.named("place")) if both else frozenset()


def _columns(tokens: list[Token], place: int) -> set[int]:
    """`正文或者责任单位写到“X”`: return the places of all before the town, if it is so."""
    beside = [tokens[i] for i in (place - 1, place + 1) if 0 <= i < len(tokens)]
    texts = [t for t in beside if t.text in _TEXT]
    columns = [t for t in beside if t.value("rolenoun") in _LEADING]
    behind = tokens[place + 2 : place + 6]
    said = next((n for n, t in enumerate(behind) if t.has("have", "mention")), None)
    town = next((n for n, t in enumerate(behind) if _town(t)), None)
    if not texts or not columns or said is None or town is None or town < said:
        return set()
    return set(range(place - 1, place + 2 + town))


def _clauses(tokens: list[Token], place: int) -> set[int]:
    """`内容提到X，或把X镇列为主要责任单位`: return the places of the second, if it is so."""
    behind = [i for i in range(place + 1, len(tokens)) if not tokens[i].has(*_FILLING)][:2]
    before = [i for i in range(place) if _town(tokens[i])][-1:]
    if not before or len(behind) < len((place, before)):
        return set()
    again, role = (tokens[i] for i in behind)
    leads = role.value("role") in _LEADING
    between = tokens[before[0] + 1 : place]
    if not leads or _town(again) != _town(tokens[before[0]]) or not _said(tokens, before[0]):
        return set()
    return set(range(place, behind[1] + 1)) if all(t.has(*_FILLING) for t in between) else set()


def _said(tokens: list[Token], place: int) -> int | None:
    """Return where a word for print stands right before a town."""
    before = place - 1
    while before > 0 and (tokens[before].text in QUOTES or tokens[before].has("noise", "unknown")):
        before -= 1
    return before if before >= 0 and tokens[before].value("mention") == "words" else None


def _print_words(tokens: list[Token], town: frozenset[Node]) -> Iterator[int]:
    """Yield where it is said that a town is printed, and in what."""
    for place in (i for i, t in enumerate(tokens) if _town(t) == town):
        said = _said(tokens, place)
        if said is not None:
            yield said
            before = said - 1
            while before > 0 and tokens[before].has("noise") and tokens[before].text not in _TEXT:
                before -= 1
            yield from range(before, said) if tokens[before].text in _TEXT else ()


def _quotes(tokens: list[Token], place: int) -> bool:
    """Tell whether a mark quotes a town."""
    beside = tokens[max(place - 1, 0) : place + 2]
    return tokens[place].text in QUOTES and any(map(_town, beside))
