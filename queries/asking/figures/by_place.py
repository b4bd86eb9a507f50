"""Numbers of several places in one question: 双凤镇、璜泾镇各新建几个站点."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.figures.asked import Asked
from queries.asking.figures.topics import Group, asks_for_number, topic_of
from queries.asking.readings.draft import Draft
from queries.asking.words.pieces import is_piece, words_of
from queries.asking.words.tokens import Token


def places_apart(draft: Draft) -> list[Token]:
    """Return the places of which each has a number of its own: 双凤镇、璜泾镇各新建几个."""
    found: list[Token] = []
    for before, joint, token in zip(draft.tokens, draft.tokens[1:], draft.tokens[2:], strict=False):
        slash = joint.text == "/" and bool(before.named("place") or token.named("place"))
        joins = slash or joint.has("and", "or")
        if joins and is_piece(before) and is_piece(token):
            found += [t for t in (before, token) if t not in found]
    named = sum(bool(t.named("place")) for t in found)
    return found if named > 1 and all(t.has("name", "phrase") for t in found) else []


def read_by_place(draft: Draft) -> Asked | None:
    """Return the numbers that are asked for, one of each place; None if it is not of places."""
    places = places_apart(draft)
    rest = tuple(t for t in draft.tokens if t not in places)
    if not places or not any(t.has("phrase", "alias") for t in rest):
        return None
    base = topic_of(
        Group(rest, tuple(t for t in rest if asks_for_number(t)), is_asked=True, end=""),
        draft.language,
    )
    words = [words_of(t) for t in places]
    topics = (
        replace(base, pieces=(word, *base.pieces), names=(word,), places=(word,), label=t.text)
        for word, t in zip(words, places, strict=True)
    )
    return Asked(tuple(topics), (), asks_sum=any(t.has("total") for t in draft.tokens))
