"""One of two who are named, and not both: A和B只有一人分管, A、B中恰好一家牵头."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.words.tokens import Token, taken_as

_ONE = ("一人", "一个人", "一家", "一位", "一个")
_TWO = 2


def with_one_of_two(tokens: list[Token]) -> list[Token]:
    """Say `A和B只有一人分管` as 由A或B分管但不由A和B共同分管; of three nothing is said.

    >>> with_one_of_two([])
    []
    """
    for place in range(len(tokens) - _TWO):
        first, joint, second = tokens[place : place + 3]
        named = is_agent(first) and joint.has("and") and is_agent(second)
        if not named or (place > 1 and is_agent(tokens[place - _TWO])):
            continue
        role = _role_of_one(tokens, place + 3)
        if role is not None:
            begin = place - 1 if place and tokens[place - 1].has("by") else place
            said = _either_and_not_both(first, joint, second, tokens[role])
            return [*tokens[:begin], *said, *tokens[role + 1 :]]
    return tokens


def _role_of_one(tokens: list[Token], place: int) -> int | None:
    """Return the place of the role that one alone of those before `place` has, None if none is."""
    while place < len(tokens) and _counts_both(tokens[place]):
        place += 1
    if place >= len(tokens) or not _restricts(tokens[place]):
        return None
    said = [i for i in range(place + 1, len(tokens)) if not tokens[i].has("have")][:_TWO]
    if len(said) < _TWO or not tokens[said[1]].has("role"):
        return None
    one = tokens[said[0]]
    return said[1] if one.value("num") == "1" or one.text in _ONE else None


def _restricts(token: Token) -> bool:
    return token.has("only", "eq") and token.text not in _ONE


def _counts_both(token: Token) -> bool:
    """Tell a word for the two, or for being among them: 两人, 两家单位, 中."""
    noun = token.value("noun") in ("agency", "official")
    return noun or token.value("num") == "2" or token.text in (*WITHIN, "的")


def _either_and_not_both(first: Token, joint: Token, second: Token, role: Token) -> list[Token]:
    by = replace(taken_as(joint, "by"), text="由")
    either = replace(taken_as(joint, "or"), text="或")
    but = replace(taken_as(joint, "but"), text="但")
    denied = replace(taken_as(joint, "neg"), text="不由")
    both = replace(taken_as(joint, "and"), text="共同")
    return [by, first, either, second, role, but, denied, first, joint, second, both, role]
