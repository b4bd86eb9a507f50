"""Categories and headings that a question names by a part of their words: “绿色发展”那个门类."""

from __future__ import annotations

from queries.asking.draft import Draft
from queries.asking.phrases import PHRASE
from queries.asking.reading import Condition
from queries.asking.tokens import UNKNOWN, Node, Token

_KINDS = {"category": ("category",), "heading": ("heading",)}
_NEAR = 3
_MOST = 20


def named_in_part(draft: Draft, place: int, token: Token) -> Condition | None:
    """Return the category or heading whose name holds the words, if the question says it is one."""
    if not token.has("theme", PHRASE, UNKNOWN) and not token.named("theme"):
        return None
    said = _place_of_kind(draft, place)
    kind = draft.tokens[said].value("noun") if said is not None else None
    if said is None or kind is None or token.named(kind):
        return None
    cards = draft.index.cards_wording(token.text, _KINDS[kind], _MOST)
    nodes = [Node(c["iri"], c["type"], c["label"]) for c in cards if token.text in c["label"]]
    if not nodes:
        return None
    draft.use(said, "frame")
    return Condition(kind, tuple(nodes))


def _place_of_kind(draft: Draft, place: int) -> int | None:
    """Return where a noun close behind says what the words name."""
    for other in range(place + 1, min(place + 1 + _NEAR, len(draft.tokens))):
        if draft.tokens[other].value("noun") in _KINDS:
            return other
        if not draft.tokens[other].has("mark", "noise"):
            return None
    return None
