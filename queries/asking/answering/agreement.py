"""Whether two work items name the same, or two agents have the same.

X在附件1和附件2的分管领导一样吗, A和B的牵头单位是否相同, A局和B局承担的任务是否重合.

What each side has is a question of its own; the two answers are held against each other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.answering.evaluating import rows_of_part
from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.nouns import is_agent_noun, is_item_noun
from queries.asking.readings.reading import AGENT_FOCUSES
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token

_SAME = re.compile(
    "(?P<not>不)?(?:一样|相同|一致|重合|同一(?:个?人|位|家|个|批))(?![多少])|(?P<differ>不同)"
)
_BOTH = re.compile("(?:两个|两份|2个)附件|两附件|两张表|两表")
_TWO = 2


class _Side(NamedTuple):
    """A work item, where it stands, and whom it names by their IRIs."""

    item: str
    place: str
    names: dict[str, str]


def tell_agreement(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return whether both sides name the same, None if a question does not ask that."""
    said = "".join(token.text for token in draft.tokens)
    found = _SAME.search(said)
    if found is None or draft.language != "zh" or not any(t.has("yesno") for t in draft.tokens):
        return None
    if any(t.has("count", "most", "least", "num", "total") for t in draft.tokens):
        return None
    agents = [t for t in draft.tokens if is_agent(t)]
    return (
        _same_items(draft, agents, found, opened) if agents else _same_agents(draft, found, opened)
    )


def _same_agents(draft: Draft, found: re.Match[str], opened: OpenSnapshot) -> Told | None:
    """Return whether two works name the same bodies or leaders, each being one item."""
    asked = [i for i in range(len(draft.tokens)) if is_agent_noun(draft, i)]
    if len(asked) != 1 or not all(map(_says_same, draft.tokens[asked[0] + 1 :])):
        return None
    sides = [_asked_of(draft, one, asked[0], opened) for one in _sides(draft, asked[0])]
    plain = [side for side in sides if side is not None]
    if len(sides) != _TWO or len(plain) != _TWO or plain[0].item == plain[1].item:
        return None
    first, second = plain
    word = draft.tokens[asked[0]].text
    told = _verdict(found, is_same=first.names.keys() == second.names.keys())
    told += "；".join(f"{s.place}的{word}是{'、'.join(s.names.values())}" for s in (first, second))
    return Told(f"{told}。", (Node(first.item, "task", ""), Node(second.item, "task", "")))


def _verdict(found: re.Match[str], *, is_same: bool) -> str:
    claims_same = not (found["not"] or found["differ"])
    return f"{'是' if is_same is claims_same else '否'}，{'相同' if is_same else '不同'}："


def _same_items(
    draft: Draft, agents: list[Token], found: re.Match[str], opened: OpenSnapshot
) -> Told | None:
    """Return whether two agents have the same items: 承担的任务是否重合, and not 任务数是否相同."""
    items = [t for t in draft.tokens if is_item_noun(t)]
    counts = any("数" in t.text for t in draft.tokens)
    if len(agents) != _TWO or len(items) != 1 or counts:
        return None
    rest = [t for t in draft.tokens if not is_agent(t) and not _says_same(t)]
    told = []
    for agent in agents:
        rows = rows_of_part(draft, [agent, *rest], ("item",), opened)
        told.append({str(row["item"]) for row in rows})
    first, second = told
    if not first or not second:
        return None
    words = [f"都有的 {len(first & second)} 项"] + [
        f"只有{agent.text}的 {len(own - other)} 项"
        for agent, own, other in zip(agents, told, told[::-1], strict=True)
    ]
    nodes = tuple(Node(iri, "task", "") for iri in sorted(first | second))
    return Told(f"{_verdict(found, is_same=first == second)}{'，'.join(words)}。", nodes)


def _says_same(token: Token) -> bool:
    """Tell a word that stands around two sides, or behind what is asked of them: 是不是同一个人."""
    return token.has(*_AROUND) or _SAME.search(token.text) is not None


_AROUND = ("yesno", "equal", "beyond", "be", "and", "only", "mark", "noise", "wh")


def _sides(draft: Draft, asked: int) -> list[list[Token]]:
    """Return the words of each side: one work in two annexes, or two works that are joined."""
    tokens = draft.tokens[:asked]
    annexes = [t for t in tokens if t.has("annex")]
    if not annexes and _BOTH.search("".join(t.text for t in tokens)):
        annexes = [replace(tokens[0], text=f"附件{n}", senses=(Sense("annex", n),)) for n in "12"]
        annexes = [replace(annex, nodes=()) for annex in annexes]
    content = [t for t in tokens if not t.has("mark", "noise", "yesno", "be")]
    if annexes and not any(t.has("row", "number") for t in tokens):
        content = [t for t in content if not t.has("annex")]
        subject = [t for t in content if not t.has("and")]
        return [[annex, *subject] for annex in annexes] if subject else []
    joints = [i for i, t in enumerate(content) if t.has("and")]
    return [content[: joints[0]], content[joints[0] + 1 :]] if len(joints) == 1 else []


def _asked_of(draft: Draft, side: list[Token], asked: int, opened: OpenSnapshot) -> _Side | None:
    """Return whom a side names, if it is one work item that is plainly meant."""
    rows = rows_of_part(draft, [*side, draft.tokens[asked]], AGENT_FOCUSES, opened) if side else []
    sources = {s["item"]: s for row in rows for s in row.get("sources", ())}
    if len(sources) != 1:
        return None
    [(item, source)] = sources.items()
    place = f"附件{source['annexNumber']}第{source['rowNumber']}行"
    return _Side(item, place, {str(row["thing"]): str(row["name"]) for row in rows})
