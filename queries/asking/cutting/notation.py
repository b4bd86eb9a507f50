"""Conditions as notes write them, and numbers that are compared with 比: 分管领导=X, 比十项还多."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.cutting.company import taken_as
from queries.asking.readings.draft import is_agent
from queries.asking.words.tokens import Token


def with_notation(tokens: list[Token]) -> list[Token]:
    """Give what notes say in signs, and what 比 says of a number, the words of sentences.

    >>> with_notation([])
    []
    """
    return _with_equations(_with_compared_numbers(_with_several(tokens)))


def _with_several(tokens: list[Token]) -> list[Token]:
    """`由多个领导分管的`, `好几家单位牵头`: at least two."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        noun = next((t for t in tokens[place + 1 :] if not t.has("noise")), None)
        agents = noun is not None and (
            noun.has("rolenoun") or noun.value("noun") in ("agency", "official")
        )
        had = [t for t in tokens[:place] if not t.has("noise")][-2:]
        columns = len(had) > 1 and had[0].has("rolenoun") and had[1].has("have")
        if token.has("several") and (agents or columns):
            found.append(replace(taken_as(token, "ge"), text="至少"))
            found.append(replace(taken_as(token, "num", "2"), text="两" + token.text[-1]))
        else:
            found.append(token)
    return found


def _with_equations(tokens: list[Token]) -> list[Token]:
    """`分管领导=X、Y`: they have that role, as X、Y分管 says."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        column, agents = tokens[place], _agents_behind(tokens, place + 2)
        if column.has("rolenoun") and agents and tokens[place + 1].text == _EQUALS:
            found += [*agents, taken_as(column, "role", column.value("rolenoun") or "")]
            place += 2 + len(agents)
        else:
            found.append(column)
            place += 1
    return found


_EQUALS = "="


def _agents_behind(tokens: list[Token], place: int) -> list[Token]:
    end = place
    while end < len(tokens) and (is_agent(tokens[end]) or tokens[end].has("and", "or")):
        end += 1
    while end > place and not is_agent(tokens[end - 1]):
        end -= 1
    return tokens[place:end]


def _with_compared_numbers(tokens: list[Token]) -> list[Token]:
    """`比十项还多`: over ten, `比5家少` under five."""
    for place, token in enumerate(tokens):
        more = place + 2
        while more < len(tokens) and tokens[more].text in _STILL:
            more += 1
        said = tokens[more] if more < len(tokens) else None
        compares = token.text == "比" and said is not None and said.text in _THAN
        if compares and said is not None and tokens[place + 1].has("num"):
            comparator = taken_as(replace(token, text="超过"), _THAN[said.text])
            return [*tokens[:place], comparator, tokens[place + 1], *tokens[more + 1 :]]
    return tokens


_STILL = ("还", "更", "要", "还要", "都", "都要")
_THAN = {"多": "gt", "少": "lt"}
