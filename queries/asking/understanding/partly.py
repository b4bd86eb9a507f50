"""Categories and headings that a question names by a part of their words: “绿色发展”那个门类."""

from __future__ import annotations

import re

from queries.asking.cutting.phrases import PHRASE
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Condition
from queries.asking.words.tokens import UNKNOWN, Node, Token

_KINDS = {"category": ("category",), "heading": ("heading",)}
_NAMED = ("programme", "event", "facility")
_COLUMN = re.compile("[这那]?一?[栏块](?:目|里|中|下面)?")
_QUOTES = ("”", '"')
_NEAR = 4
_MOST = 20


def named_in_part(draft: Draft, place: int, token: Token) -> Condition | None:
    """Return the category or heading whose name holds the words, if the question says it is one."""
    if not token.has("theme", PHRASE, UNKNOWN) and not token.named("theme", *_NAMED):
        return None
    if (column := _in_column(draft, place)) is not None:
        return column
    said = _place_of_kind(draft, place)
    kind = draft.tokens[said].value("noun") if said is not None else None
    if said is None or kind is None or token.named(kind):
        return None
    nodes = _holding(draft, _whole(draft, place, kind)[1], kind)
    if not nodes:
        return None
    draft.use(said, "frame")
    return Condition(kind, nodes)


def _in_column(draft: Draft, place: int) -> Condition | None:
    """`乡村振兴那一栏里`: a column or block that is not named is a heading, or else a category."""
    behind = draft.at(place + 1)
    if behind is not None and behind.text in _QUOTES:
        behind = draft.at(place + 2)
    elif draft.tokens[place].has("theme"):
        return None
    if behind is None or not behind.has("noise") or not _COLUMN.fullmatch(behind.text):
        return None
    for kind in ("heading", "category"):
        if nodes := _holding(draft, _whole(draft, place, kind)[1], kind):
            return Condition(kind, nodes)
    return None


def use_partial_names(draft: Draft) -> None:
    """`推进绿色发展这一大门类`: 推进 is a part of the name, and no role."""
    for place, token in enumerate(draft.tokens):
        said = _place_of_kind(draft, place)
        kind = draft.tokens[said].value("noun") if said is not None else None
        unnamed = token.has("theme", PHRASE, UNKNOWN) and kind and not token.named(kind)
        if said is None or not kind or not unnamed or not _holding(draft, token.text, kind):
            continue
        draft.use(said, "frame")
        for before in range(_whole(draft, place, kind)[0], place):
            draft.use(before, "part of the name")


def _whole(draft: Draft, place: int, kind: str) -> tuple[int, str]:
    """Return where the part of a name begins that ends at a place, and its words."""
    first, text = place, draft.tokens[place].text
    while first and draft.tokens[first - 1].end == draft.tokens[first].start:
        longer = draft.tokens[first - 1].text + text
        if not _holding(draft, longer, kind):
            break
        first, text = first - 1, longer
    return first, text


def _holding(draft: Draft, text: str, kind: str) -> tuple[Node, ...]:
    """Return the categories or headings whose name holds the words."""
    cards = draft.index.cards_wording(text, _KINDS[kind], _MOST)
    return tuple(Node(c["iri"], c["type"], c["label"]) for c in cards if text in c["label"])


def _place_of_kind(draft: Draft, place: int) -> int | None:
    """Return where a noun close behind says what the words name."""
    for other in range(place + 1, min(place + 1 + _NEAR, len(draft.tokens))):
        if draft.tokens[other].value("noun") in _KINDS:
            return other
        if not draft.tokens[other].has("mark", "noise") and draft.tokens[other].text != "一":
            return None
    return None
