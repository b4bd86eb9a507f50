"""How a count is told: which columns it has, in which order its rows are, and how many of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from json.encoder import encode_basestring
from typing import NamedTuple

from graph.sparql.syntax.words import BLANK, KEYWORDS, SPACE, VARIABLE

_S, _B, _VAR = SPACE, BLANK, VARIABLE
_AS = rf"{_S}\){_B}AS{_B}"
_COUNT = rf"\({_S}COUNT{_S}\({_S}(?:DISTINCT{_B})?(?:{_VAR}|\*){_AS}{_VAR}{_S}\)"
_ORDER = rf"(?:{_VAR}|(?:ASC|DESC){_S}\({_S}{_VAR}{_S}\))"
TOLD = rf"(?P<told>(?:{_B}(?:{_VAR}|{_COUNT}))+)"
"""The columns behind SELECT: variables and counts."""
ORDERED = (
    rf"(?:ORDER{_B}BY(?P<order>(?:{_B}{_ORDER})+){_S})?"
    rf"(?:LIMIT{_B}(?P<limit>\d{{1,9}})(?![\w.]){_S})?"
)
_COLUMN = re.compile(rf"(DISTINCT{_B})?({_VAR}|\*){_AS}({_VAR})|({_VAR})", KEYWORDS)
_BY_ONE = re.compile(rf"{_B}(DESC)?[^?$]*({_VAR})[^?$]*", KEYWORDS)
_INTEGER = '"datatype":"http://www.w3.org/2001/XMLSchema#integer"'


class Form(NamedTuple):
    """How a count is told: its variables, each with whether it is the count; the direction of the
    order by count, if it has one; and how many rows at the most."""

    told: tuple[tuple[str, bool], ...]
    falls: bool | None = None
    limit: int | None = None


def form_of(
    found: re.Match[str], by: str | None, unique: Collection[str], bound: Collection[str]
) -> Form | None:
    """Return the form of a count of the rows of a pattern, by one of its variables if it has one;
    None for other columns or another order.

    `bound` are the variables of the pattern; of `unique` no two rows that are counted together
    have the same. `found` has matched `TOLD` and `ORDERED`.
    """
    told = dict[str, bool]()
    for distinct, what, alias, plain in _COLUMN.findall(found["told"]):
        counts = what == "*" or what[1:] in unique or (what[1:] in bound and not distinct)
        name = (plain or alias)[1:]
        if name in told or (name != by if plain else not counts or name in bound):
            return None
        told[name] = not plain
    order = _BY_ONE.fullmatch(found["order"]) if found["order"] else None
    if found["order"] and (order is None or not told.get(order[2][1:])):
        return None
    limit = int(found["limit"]) if found["limit"] else None
    return Form(tuple(told.items()), bool(order[1]) if order else None, limit)


def row_of(value: str, count: int) -> tuple[str, str]:
    """Return an IRI and its count as they are written in SPARQL 1.1 Query Results JSON."""
    return (
        f'{{"type":"uri","value":{encode_basestring(value)}}}',
        f'{{"type":"literal","value":"{count}",{_INTEGER}}}',
    )


def written(form: Form, values: list[tuple[str, str]]) -> tuple[bytes, int]:
    """Return the counts, the largest first, as the engine writes them, and how many they are."""
    rows = (values[::-1] if form.falls is False else values)[: form.limit]
    keyed = [(f"{encode_basestring(name)}:", is_count) for name, is_count in form.told]
    names = ",".join(encode_basestring(name) for name, _ in form.told)
    bindings = ",".join(
        ["{" + ",".join([key + row[is_count] for key, is_count in keyed]) + "}" for row in rows]
    )
    text = f'{{"head":{{"vars":[{names}]}},"results":{{"bindings":[{bindings}]}}}}'
    return text.encode(), len(rows)
