"""Who has a part in every one of some items: 招商局牵头的每一项里都有的另一个部门是谁.

The items are a question of their own; of those who have one of them, who has all is told.
"""

from __future__ import annotations

import re

from graph.index.entries.cards import Card
from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.answering.evaluating import rows_of_part
from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.nouns import is_agent_noun, is_item_noun
from queries.asking.words.numerals import NUMBER
from queries.asking.words.tokens import Node, Token

_ALL = "(?:都|均)(?!有[哪谁]|[由是][哪谁])"
_EVERY = re.compile(f"(?:每一?[项条件][^,。;?]{{0,8}}?|([项条件])\\1|{NUMBER}[项条件]){_ALL}")
"""`每一项都有哪些单位` asks for those of each, and not for who is in all."""
_OF_EACH = re.compile("分别|各自|各由|各有|依次")
_BESIDE = re.compile("一起|同时|共同|另一|另外|其他|还有|[跟和与]|署名|挂|出现|参与|列")
_LEADING = ("lead", "responsible")
_MOST = 30
"""Items of which it is told who has all."""
_ENDS = (",", ":", ";")


def tell_throughout(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return who has every item that is described, None if that is not asked."""
    said = "".join(token.text for token in draft.tokens)
    found = _EVERY.search(said)
    if found is None or draft.language != "zh" or _OF_EACH.search(said):
        return None
    if any(t.has("yesno", "neg") for t in draft.tokens):
        return None
    base = _described(draft, found.start())
    rest = draft.tokens[len(base) :]
    kind = _asked(draft, len(base))
    if not base or not kind or not _BESIDE.search("".join(t.text for t in rest)):
        return None
    named = {node.iri for token in base for node in token.nodes}
    if any(_restricts(token, named) for token in rest):
        return None
    cards = _items(draft, base, opened)
    if not 1 < len(cards) <= _MOST:
        return None
    held = [_agents(card, kind) for card in cards]
    shared = [iri for iri in held[0] if all(iri in one for one in held[1:]) and iri not in named]
    word = "领导" if kind == "officials" else "牵头单位"
    names = "、".join(held[0][iri] for iri in shared)
    places = "、".join(f"附件{c['order'][0]}第{c['order'][1]}行" for c in cards)
    told = f"{len(shared)} 个：{names}。" if shared else "没有。"
    nodes = tuple(Node(card["iri"], "task", "") for card in cards)
    return Told(f"这 {len(cards)} 项（{places}）每一项都有的其他{word}：{told}", nodes)


def _restricts(token: Token, named: set[str]) -> bool:
    """Tell whether a word says more of whom or what than who has a part: 在农村出现的另一个部门."""
    others = any(node.iri not in named for node in token.nodes)
    content = token.has("phrase", "unknown", "theme", "alias", "annex", "year")
    return (others or content) and _BESIDE.search(token.text) is None


def _described(draft: Draft, begin: int) -> list[Token]:
    """Return the words that describe the items: up to a comma, or to 每一项."""
    length = 0
    for place, token in enumerate(draft.tokens):
        if token.text in _ENDS and any(t.nodes or t.has("phrase") for t in draft.tokens[:place]):
            return draft.tokens[:place]
        if length <= begin < length + len(token.text):
            return draft.tokens[:place]
        length += len(token.text)
    return []


def _asked(draft: Draft, begin: int) -> str:
    """Return whom a question asks for behind `begin`: leaders or bodies, nothing if it is open."""
    for place in range(begin, len(draft.tokens)):
        token = draft.tokens[place]
        if token.value("noun") == "official" or token.value("rolenoun") == "supervising":
            return "officials"
        if is_agent_noun(draft, place):
            return "agencies"
    return ""


def _items(draft: Draft, base: list[Token], opened: OpenSnapshot) -> list[Card]:
    """Return the items that are described; works that are joined are each one of them."""
    words = [t for t in base if not t.has("num", "row", "noise", "mark") and not is_item_noun(t)]
    if any(map(is_agent, words)):
        sides = [words]
    else:
        sides = [[]]
        for token in words:
            sides = [*sides, []] if token.has("and") else [*sides[:-1], [*sides[-1], token]]
    found = [rows_of_part(draft, side, ("item",), opened) for side in sides]
    if len(sides) > 1 and any(len(rows) != 1 for rows in found):
        return []
    iris = [str(row["item"]) for rows in found for row in rows]
    return list(opened.index.cards_at(iris).values())


def _agents(card: Card, kind: str) -> dict[str, str]:
    return {
        agent["iri"]: agent["label"]
        for agent in card[kind]
        if kind == "officials" or agent["role"] in _LEADING
    }
