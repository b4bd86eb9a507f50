"""What stands in brackets: a name said again, bodies of a type, a column, a translation."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.clause_parts import QUOTES
from queries.asking.cutting.frames import with_wanted
from queries.asking.readings.draft import is_agent
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import UNKNOWN, Token, taken_as

_BRACKETED = 4
_LISTED = 3
_TRANSLATED = 6


def with_brackets_read(tokens: list[Token]) -> list[Token]:
    """Return the tokens with what brackets say about the words before them.

    >>> with_brackets_read([])
    []
    """
    tokens = _with_asked_noun(_without_roles(_with_parts_translated(tokens)))
    tokens = _without_kinds(_with_bodies_told(_without_translated(tokens)))
    found = _without_types(_without_appositions(tokens))
    return _with_exceptions(_with_asked_column(found))


def _without_appositions(tokens: list[Token]) -> list[Token]:
    """`发展和改革委员会（发改委）`, `港区（太仓港）`: brackets say the name before them again."""
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        if token.text != ")" or len(found) < _BRACKETED or found[-3].text != "(":
            continue
        named, again = found[-4], found[-2]
        if _is_same(named, again):
            del found[-4:]
            shorter = again.named("place") and named.text.startswith(again.text)
            translated = named.text.isascii() and not again.text.isascii()
            text = again.text if shorter or translated else named.text
            found.append(replace(named, text=text, end=token.end))
    return found


def _with_parts_translated(tokens: list[Token]) -> list[Token]:
    """`section (门类)`: the part of the table is the one that the brackets say."""
    for place in range(len(tokens) - 3):
        noun, opening, other, closing = tokens[place : place + 4]
        translates = noun.text.isascii() and not other.text.isascii() and opening.text == "("
        parts = noun.value("noun") in _PARTS and other.value("noun") in _PARTS
        again = noun.value("noun") == "heading" and other.text == "项目"
        if translates and (parts or again) and closing.text == ")":
            said = replace(noun, end=closing.end, senses=(noun if again else other).senses)
            return [*tokens[:place], said, *tokens[place + 4 :]]
    return tokens


_PARTS = ("category", "heading")


def _without_roles(tokens: list[Token]) -> list[Token]:
    """`牵头（主要责任）单位`: brackets say the role once more within the name of a column."""
    for place, (role, opening) in enumerate(pairwise(tokens)):
        end = _closing(tokens, place + 1) if opening.text == "(" and role.has("role") else 0
        noun = tokens[end + 1 : end + 2]
        inner = tokens[place + 2 : end]
        again = bool(inner) and all(t.has("role", "noise") for t in inner)
        if end > place + 1 and again and noun and noun[0].value("noun") in ("agency", "official"):
            column = taken_as(noun[0], "rolenoun", role.value("role") or "any")
            return [*tokens[:place], column, *tokens[end + 2 :]]
    return tokens


def _with_asked_noun(tokens: list[Token]) -> list[Token]:
    """`由谁（哪个部门）负责`: brackets say who is meant."""
    for place in range(len(tokens) - 3):
        who, opening, asked, *noun = tokens[place : place + 5]
        told = who.has("who") and opening.text == "(" and asked.has("wh", "noun")
        held = [t for t in (asked, *noun) if t.value("noun") in ("agency", "official")][:1]
        end = _closing(tokens, place + 1)
        if told and held and end > place + 1:
            rest = [*tokens[: place + 1], *tokens[end + 1 :]]
            return with_wanted(rest, who, held[0])
    return tokens


def _without_kinds(tokens: list[Token]) -> list[Token]:
    """`多少项任务（工程）`: brackets add the other word for what is asked for."""
    for place in range(len(tokens) - 3):
        noun, opening, other, closing = tokens[place : place + 4]
        kinds = {noun.value("noun"), other.value("noun")}
        again = kinds == {"project"} or (noun.value("noun") == "item" and kinds <= _WORK)
        if again and opening.text == "(" and closing.text == ")":
            return [*tokens[: place + 1], *tokens[place + 4 :]]
    return tokens


_WORK = {"item", "project"}


def _with_bodies_told(tokens: list[Token]) -> list[Token]:
    """`卫生计生口（卫计委）`, `市监部门（市场监管局）`: brackets say which body a field means."""
    for place in range(len(tokens) - 3):
        field, opening, body, closing = tokens[place : place + 4]
        told = opening.text == "(" and closing.text == ")" and bool(body.named("agency"))
        same = {n.iri for n in body.nodes} >= {n.iri for n in field.nodes} != set()
        means = field.has("theme") or (is_agent(field) and field.text.endswith(_FIELDS))
        begin = place
        if field.has(UNKNOWN) and place and tokens[place - 1].has("theme"):
            begin, means = place - 1, field.text.endswith(_FIELDS)
        if told and means and not same:
            return [*tokens[:begin], body, *tokens[place + 4 :]]
    return tokens


_FIELDS = ("部门", "口", "系统", "条线", "战线", "那边")


def _is_same(named: Token, again: Token) -> bool:
    own, other = {n.iri for n in named.nodes}, {n.iri for n in again.nodes}
    is_place = is_agent(named) and again.nodes and not is_agent(again)
    return bool(own & other) or bool(is_place and not again.has("noun", "theme"))


def _without_types(tokens: list[Token]) -> list[Token]:
    """`镇（沙溪镇、浏河镇）`: the bodies of a type that are listed in brackets, any of them."""
    for place, token in enumerate(tokens):
        if not token.has("type") or token.nodes or not _is_at(tokens, place + 1, "("):
            continue
        end = _closing(tokens, place + 1)
        inner = tokens[place + 2 : end]
        if len(inner) < _LISTED or not all(_is_listed(t, n) for n, t in enumerate(inner)):
            continue
        either = [
            replace(t, senses=(Sense("or", ""),)) if n % 2 else t for n, t in enumerate(inner)
        ]
        return [*tokens[:place], *either, *tokens[end + 1 :]]
    return tokens


def _closing(tokens: list[Token], place: int) -> int:
    """Return the place of the bracket that closes the one at `place`, `place` if there is none."""
    return next((i for i in range(place + 1, len(tokens)) if tokens[i].text == ")"), place)


def _is_at(tokens: list[Token], place: int, *texts: str) -> bool:
    return 0 <= place < len(tokens) and tokens[place].text in texts


def _is_listed(token: Token, number: int) -> bool:
    return token.has("and", "or") if number % 2 else is_agent(token)


def _with_asked_column(tokens: list[Token]) -> list[Token]:
    """`归谁负责（主要责任单位）`: those of that column are asked for, and not whoever has it."""
    asked = [t for t in tokens if t.has("who")]
    column = next((t for t in tokens if t.has("column")), None)
    if column is None or len(asked) != 1 or not tokens.index(asked[0]) < tokens.index(column):
        return tokens
    role = Sense("rolenoun", column.value("column") or "")
    noun = replace(column, start=asked[0].start, end=asked[0].end, senses=(role,))
    found = with_wanted(tokens, asked[0], noun)
    return [replace(t, senses=(Sense("noise", ""),)) if t is column else t for t in found]


def _with_exceptions(tokens: list[Token]) -> list[Token]:
    """`（工程不算）`: what is left out stands before the word that leaves it out."""
    for place, token in enumerate(tokens):
        kind = tokens[place - 1] if place else token
        ends = place + 1 == len(tokens) or tokens[place + 1].has("mark")
        begins = place < _KIND or tokens[place - _KIND].has("mark")
        if token.has("except") and kind.value("noun") in _KINDS and ends and begins:
            return [*tokens[: place - 1], token, kind, *tokens[place + 1 :]]
    return tokens


_KIND = 2
_KINDS = ("project", "indicator")


def _without_translated(tokens: list[Token]) -> list[Token]:
    """`the bus route optimisation project (公交线路优化调整工程)`: words that the brackets say."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        named = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.text != "(" or named is None or named.text.isascii():
            continue
        last = place - 2 if tokens[place - 1].text in QUOTES else place - 1
        if not (named.nodes or named.has("phrase")) or not tokens[last].text.isascii():
            continue
        for other in range(last, max(place - _TRANSLATED, 0), -1):
            if tokens[other].has("noise") or not tokens[other].text.isascii():
                break
            if tokens[other].has(UNKNOWN, "theme"):
                found[other] = replace(tokens[other], senses=(Sense("noise", ""),))
    return _without_gloss(found)


def _without_gloss(tokens: list[Token]) -> list[Token]:
    """`the day-care project “爱心暑托班”`: the name in quotes says what is translated before it."""
    found = list(tokens)
    for place, (opening, named) in enumerate(pairwise(tokens)):
        if opening.text not in QUOTES or named.text.isascii() or not named.nodes:
            continue
        for other in range(max(place - 2, 0), place):
            gloss = tokens[other].value("gloss")
            if gloss and gloss in named.text:
                found[other] = replace(tokens[other], senses=(Sense("noise", ""),))
    return found
