"""Whether two annexes both have something: 水利局在附件1和附件2里都当过主要责任单位吗.

What is claimed holds of each annex by itself, so each is asked about by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.answering.evaluating import rows_of_part
from queries.asking.figures.figure_claims import yes_or_no_words
from queries.asking.readings.draft import ALONE, Draft, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token, taken_as

_EACH = ("都", "均", "同时", "皆", "也都", "全都")
_ELSE = ("wh", "which", "who", "count", "neg", "except", "num", "most", "least", "more")
_AROUND = ("mark", "yesno", "annex", "annexes", "and", "be", "noise", "have", "every", "mention")
_TWO = 2


def tell_both(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return whether both annexes have what is spoken of, None if a question does not ask that."""
    tokens = draft.tokens
    asks = draft.language == "zh" and any(t.has("yesno") for t in tokens)
    if not asks or any(t.has(*_ELSE) and not t.has("yesno") for t in tokens):
        return None
    annexes, work = list(_annexes(tokens)), _work(tokens)
    if len(annexes) != _TWO or not work:
        return None
    sides = [_items(draft, [annex, *work], opened) for annex in annexes]
    if not any(sides):
        return None
    told = "，".join(
        f"{annex.text}有 {len(items)} 项" if items else f"{annex.text}没有"
        for annex, items in zip(annexes, sides, strict=True)
    )
    nodes = tuple(Node(iri, "task", "") for items in sides for iri in items)
    return Told(f"{yes_or_no_words(draft, holds=all(sides))}{told}。", nodes)


def _annexes(tokens: list[Token]) -> Iterator[Token]:
    """Yield the two annexes of each of which it is asked: 附件1和附件2都, 两个附件里都."""
    named = {t.value("annex"): t for t in tokens if t.has("annex")}
    both = next((t for t in tokens if t.value("annexes") == "both"), None)
    if len(named) == _TWO and any(t.text in _EACH for t in tokens):
        yield from named.values()
    elif both is not None and not named:
        for number in "12":
            yield replace(both, text=f"附件{number}", senses=(Sense("annex", number),))


def _work(tokens: list[Token]) -> list[Token]:
    """Return who has which role, or the words that are printed; nothing where more is said."""
    said = [t for t in tokens if t.nodes or not t.has(*_AROUND)]
    alone = [t for t in said if t.has("only") and t.text in ALONE]
    said = [t for t in said if t not in alone]
    if said and all(t.has("phrase", "name") and not is_agent(t) for t in said):
        return said
    agents = [t for t in said if is_agent(t)]
    roles = [t for t in said if t.has("role", "rolenoun")]
    items = [t for t in said if is_item_noun(t) and t.value("noun") == "item"]
    if len(agents) != 1 or len(roles) != 1 or len(said) != _TWO + len(items):
        return []
    role = taken_as(roles[0], "role", roles[0].value("role") or roles[0].value("rolenoun") or "any")
    return [agents[0], *alone, role, replace(taken_as(role, "noun", "item"), text="任务")]


def _items(draft: Draft, words: list[Token], opened: OpenSnapshot) -> list[str]:
    return sorted({str(row["item"]) for row in rows_of_part(draft, words, ("item",), opened)})
