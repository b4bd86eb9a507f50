"""Whether a work item says all words of a question, so that no other can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.index.entries.cards import Card
from queries.asking.readings.draft import IDLE, JOINS, Draft
from queries.asking.readings.light import is_light
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.placing import letters
from queries.asking.words.tokens import UNKNOWN, Token

_SLOTS = ("place", "theme", "agent", "kind", "category", "heading", "annex")
_PARTICLES = ("成", "到", "出", "时", "做", "改", "靠")
FEW_ITEMS = 3


def is_idle(token: Token) -> bool:
    """Tell whether a part of a question says nothing of what is asked for."""
    said = token.has(*IDLE, *JOINS, "now", "mention", "year", "frame") or token.text in _PARTICLES
    is_kind = is_item_noun(token) or token.value("noun") == "theme"
    return is_kind or (said and not token.nodes)


def printing_all(tokens: Iterable[Token], draft: Draft, more: Sequence[str] = ()) -> list[str]:
    """Return the few work items that print all words of `tokens`, none if these are many."""
    words = [*more, *(t.text for t in tokens if not is_idle(t) and not _is_light(t))]
    printing = [set(draft.printed(word).items) for word in words]
    every = set.intersection(*printing) if printing else set()
    return sorted(every) if len(every) <= FEW_ITEMS else []


def is_heard(token: Token, card: Card, draft: Draft, *, is_found: bool) -> bool:
    """Tell whether a work item prints a word, or was found by what the word means."""
    printed = f"{card['label'] or ''}{card['text']}{card['annual_task'] or ''}"
    if is_idle(token) or _is_light(token) or letters(token.text) in letters(printed):
        return True
    place = next((i for i, t in enumerate(draft.tokens) if t == token), None)
    return is_found and place is not None and draft.used.get(place, ("",))[0] in _SLOTS


def _is_light(token: Token) -> bool:
    """Tell whether a letter that stands nowhere turns no meaning; a longer verb may (取消)."""
    return token.has(UNKNOWN) and len(token.text) == 1 and is_light(token.text)
