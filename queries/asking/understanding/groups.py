"""Agents that have a role together, as a condition on work items."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import PLAIN, SUMS, TOGETHER, Draft
from queries.asking.readings.reading import PERSONAL, Condition
from queries.asking.understanding.mentions import (
    Binding,
    FocusClause,
    Mention,
    RoleWord,
    focus_roles,
    roles_for,
)

_AGENT_KINDS = ("official", "body")


def bind_group(found: Binding, word: RoleWord, mentions: list[Mention]) -> None:
    for mention in mentions:
        if mention.quantity is not None:
            roles = roles_for(word.role, mention.quantity.kind)
            found.conditions += [(word.place, c) for c in mention.quantity.conditions(roles)]
    asked = any(m.kind == "focus" for m in mentions)
    if asked:
        roles = focus_roles(word.role, found.focus)
        found.clauses.append(FocusClause(roles, word.place, word.negated, word.only))
    mentions = _bodies_apart(found, word, mentions)
    denied = _denied(found.draft, [m for m in mentions if m.kind == "agent"])
    for negated in (False, True):
        group = [m for m in mentions if m.kind == "agent" and (m.place in denied) is negated]
        for kind in _AGENT_KINDS:
            of_kind = [m for m in group if m.is_official == (kind == "official")]
            if of_kind:
                _bind_agents(found, word, of_kind, with_focus=asked)


def _bodies_apart(found: Binding, word: RoleWord, mentions: list[Mention]) -> list[Mention]:
    """`环保局有责、陈力却不分管`: what officials alone do is denied of them, and not of bodies.

    So is `教育局的任务并非顾建康独家分管`.

    `冯晋那边，公安局没份的`: what a comma parts from the one of whom it is denied is not denied.
    """
    agents = [m for m in mentions if m.kind == "agent"]
    if word.negated and (apart := _apart_by_comma(found.draft, word, agents)):
        bind_loose(found, apart)
        mentions = [m for m in mentions if m not in apart]
        agents = [m for m in agents if m not in apart]
    bodies = [m for m in agents if not m.is_official]
    restricts = (word.negated or word.only) and word.role == "supervising"
    if not restricts or len(bodies) in (0, len(agents)):
        return mentions
    bind_loose(found, bodies)
    return [m for m in mentions if m not in bodies]


def _apart_by_comma(draft: Draft, word: RoleWord, agents: list[Mention]) -> list[Mention]:
    """Return the agents that a comma parts from the last, where no 都 or 均 denies it of all."""
    if not agents or any(t.text in _OF_ALL for t in draft.between(agents[-1].place, word.place)):
        return []
    return [
        m for m in agents if any(t.text in ",;" for t in draft.between(m.place, agents[-1].place))
    ]


_OF_ALL = ("都", "均", "全", "全都", "皆", "也都")


def _bind_agents(
    found: Binding, word: RoleWord, mentions: list[Mention], *, with_focus: bool
) -> None:
    official = mentions[0].is_official
    if official and word.role in ("supporting", "guiding"):
        found.draft.notes.doubts.append(found.draft.tokens[word.place].text)
    roles = roles_for(word.role, "official" if official else "agency")
    negated = word.negated or mentions[0].negated
    condition = condition_on(found.draft, mentions, roles, replace(word, negated=negated))
    found.conditions.append((mentions[0].place, condition))
    if with_focus:
        found.partners.extend(n for m in mentions for n in m.nodes)


def bind_loose(found: Binding, mentions: list[Mention]) -> None:
    """Bind agents without a role: they may have any; a government that has none issued it all."""
    mentions = [m for m in mentions if not _is_issuer(found.draft, m)]
    denied = _denied(found.draft, mentions)
    for kind in _AGENT_KINDS:
        for negated in (False, True):
            group = [m for m in mentions if m.is_official == (kind == "official")]
            group = [m for m in group if (m.place in denied) is negated]
            if not group:
                continue
            said = _said_column(found.draft) if kind != "official" else None
            roles = PERSONAL if kind == "official" else roles_for(said or "any", "agency")
            word = RoleWord(group[0].place, said or "any", negated)
            found.conditions.append((group[0].place, condition_on(found.draft, group, roles, word)))


def narrow_to_column(found: Binding) -> None:
    """`哪些单位承担…（指主要责任单位）`: bodies whose role is wider are meant in that column."""
    role = _said_column(found.draft)
    if role is None:
        return
    official = role == "supervising"
    roles = roles_for(role, "official" if official else "agency")
    for number, (place, condition) in enumerate(found.conditions):
        alike = all((node.type == "official") is official for node in condition.nodes)
        if condition.slot == "agent" and alike and set(roles) < set(condition.roles):
            found.conditions[number] = (place, replace(condition, roles=roles))
    for clause in found.clauses:
        if set(roles) < set(clause.roles):
            clause.roles = roles
    if found.asks_for_agents and not found.clauses:
        found.clauses.append(FocusClause(roles, -1))


def _said_column(draft: Draft) -> str | None:
    """Return the role of the column in which the question says to look: （看主要责任单位一栏）."""
    for place in draft.find("column"):
        draft.use(place, "role", draft.tokens[place].value("column") or "")
    return next((role for t in draft.tokens if (role := t.value("column"))), None)


def _denied(draft: Draft, mentions: list[Mention]) -> set[int]:
    """Return the places of the agents that are denied: 没有A和B denies both, 有A没有B only B."""
    denied: set[int] = set()
    last = -1
    for mention in mentions:
        between = list(draft.between(last, mention.place))
        joined = last in denied and all(t.has("and", "or") for t in between)
        if mention.negated or joined:
            denied.add(mention.place)
        last = mention.place
    return denied


def condition_on(
    draft: Draft, mentions: list[Mention], roles: tuple[str, ...], word: RoleWord
) -> Condition:
    nodes = tuple(dict.fromkeys(n for m in mentions for n in m.nodes))
    every = len(mentions) > 1 and not _are_alternatives(draft, mentions)
    if word.negated:
        every = every and _is_denied_jointly(draft, mentions, word)
    if (
        every
        and not word.negated
        and not word.only
        and not any(t.text in TOGETHER for t in draft.tokens)
    ):
        between = [t for a, b in pairwise(mentions) for t in draft.between(a.place, b.place)]
        if any(t.text in PLAIN for t in between):
            summed = _are_summed(draft, mentions)
            draft.notes.choices.append("sum" if summed else "joint")
            every = not summed
    return Condition("agent", nodes, roles=roles, every=every, negated=word.negated, only=word.only)


def _are_summed(draft: Draft, mentions: list[Mention]) -> bool:
    """`A和B一共牵头几项`: how much both have in all, and not together."""
    behind = draft.tokens[mentions[-1].place :]
    total = any(t.has("total") and t.text not in _SHARED for t in behind)
    return total and any(t.has("count") for t in behind)


_SHARED = ("共", "共有")
"""Words for a total that may say that something is shared."""

LISTED_BESIDE = ("同列", "并列")
"""Words for those who stand in the same column."""

JOINTLY: tuple[str, ...] = ("并肩", "共同", "一起", "联合", "同时", "一道", "一同", "一齐")
JOINTLY += (
    "搭档",
    "合作",
    "联手",
    "协作",
    "携手",
    "搭伙",
    "结伴",
    "合伙",
    "联袂",
    "结对",
    "搭班子",
)
JOINTLY += ("在同一行里", "在同一项里", "在同一条里", "在同一行", "在同一项", "在同一条")
JOINTLY += ("jointly", "together", "both")
"""What makes 不由A和B牵头 deny that both do, and not that either does."""


def _is_denied_jointly(draft: Draft, mentions: list[Mention], word: RoleWord) -> bool:
    """`不由A和B共同牵头` denies that both do; `A、B均未列入` denies each of them."""
    first, last = mentions[0].place, max(mentions[-1].place, word.place)
    near = draft.tokens[max(first - 3, 0) : last + 1]
    each = any(
        t.text in ("均", "都", "全", "全都") for t in draft.between(mentions[-1].place, last)
    )
    return not each and any(t.text in JOINTLY for t in near)


def _are_alternatives(draft: Draft, mentions: list[Mention]) -> bool:
    between = (t for a, b in pairwise(mentions) for t in draft.between(a.place, b.place))
    at_once = any(t.text in JOINTLY for t in draft.tokens[: mentions[-1].place])
    each = [t for t in draft.tokens if t.text in _EACH or t.text.startswith("分别")]
    if any(not (at_once and t.has("which")) for t in each):
        return True
    if any(t.text in _UNITED or t.value("or") for t in draft.tokens):
        return True
    return any(t.has("or") or t.text in SUMS for t in between)


_EACH = ("各", "各自", "分别", "respectively")
"""What asks for the work of each by itself: A和B各承担了哪项工程."""


_UNITED: tuple[str, ...] = ("去掉重复", "去掉重复的", "去重", "去重后", "合并去重", "合并去重后")
_UNITED += ("重复的不算", "重复的只算一次")
"""What is said of what either has: nothing that only both have could be there twice."""


def _is_issuer(draft: Draft, mention: Mention) -> bool:
    """`市政府2018年的实事工程`: a government without work of its own, which is all its own."""
    governments = all(node.label.endswith("市人民政府") for node in mention.nodes)
    if not mention.nodes or not governments:
        return False
    if any(draft.index.is_held("agency", node.iri) for node in mention.nodes):
        return False
    draft.used[mention.place] = ("issuer", mention.nodes[0].label)
    return True
