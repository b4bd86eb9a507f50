"""Whether a reading holds how several agents are said to act: each, either, together or alone."""

from __future__ import annotations

from itertools import pairwise

from queries.asking.readings.draft import TOGETHER, Draft, is_agent
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.understanding.pairs import PAIRING


def unheard_of_agents(draft: Draft, reading: Reading) -> list[str]:
    """Return the words about agents that the reading holds nothing of."""
    return [
        *_said_twice(draft, reading),
        *_alternatives(draft, reading),
        *_alone_and_together(draft, reading),
        *_kinds_of_bodies_in_names(draft),
        *_besides(draft, reading),
        *_in_company(draft, reading),
        *_either_or(draft),
        *_each_of_them(draft, reading),
        *_one_of_several(draft, reading),
        *_where_from(draft),
    ]


def _where_from(draft: Draft) -> list[str]:
    """`我在教育局工作，顾建康分管几条`: nothing says that the work of the asker's body is meant."""
    clause = draft.tokens[:_CLAUSE]
    begin = [t.text for t in clause[:2]]
    if begin[:1] not in (["我"], ["我们"], ["咱们"], ["本人"]) or begin[1:] not in (["在"], ["是"]):
        return []
    ends = any(t.text == "," for t in clause[3:])
    return [t.text for t in clause[2:3] if ends and is_agent(t)]


_CLAUSE = 5
"""Tokens of a clause that only says where somebody is from, with the comma behind it."""


def _one_of_several(draft: Draft, reading: Reading) -> list[str]:
    """`A、B、C中只有一家`: one of those who are named, and not all of them with nobody beside."""
    several = any(c.only and len(c.nodes) > 1 for c in reading.all_conditions)
    said = (
        one.text + two.text
        for one, two in pairwise(t for t in draft.tokens if not t.has("have", "noise"))
        if one.has("only", "eq") and (two.value("num") == "1" or two.text in _ONE)
    )
    return list(said) if several else []


_ONE = ("一人", "一个人", "一家", "一位")


def _each_of_them(draft: Draft, reading: Reading) -> list[str]:
    """`A、B、C的家数分别是多少`: a number for each of several words, and not items."""
    said = [t.text for t in draft.tokens if t.text in ("分别", "respectively")]
    counts = any(t.has("count") or t.text.endswith("数") for t in draft.tokens)
    agents = any(c.slot in ("agent", "agents", "agentType", "annex") for c in reading.conditions)
    words = any(c.slot in ("text", "mention", "item", "named") for c in reading.conditions)
    figures = words and (reading.focus != "target" or draft.language == "en")
    return said[:1] if said and counts and figures and not agents and not reading.among else []


def _in_company(draft: Draft, reading: Reading) -> list[str]:
    """`统计局的搭档任务`: where one body is named, who works with it is said to be there."""
    agents = [c for c in reading.all_conditions if c.slot in ("agent", "agents", "agentType")]
    nodes = {node.iri for c in agents for node in c.nodes}
    counted = any(c.slot != "agent" or c.only for c in agents)
    if reading.focus != "item" or len(nodes) != 1 or counted:
        return []
    return [t.text for t in draft.tokens if t.text in _COMPANY]


_COMPANY = ("搭档", "联手", "携手", "合作", "联合", "搭伙", "结伴", "合伙")


def _either_or(draft: Draft) -> list[str]:
    """`X要么牵头、要么在内容里出现`: either of two things said of one, which no reading holds."""
    said = [t.text for t in draft.tokens if t.text == "要么"]
    named = [t for t in draft.tokens if t.named("agency", "group", "official")]
    return said[:1] if len(said) > 1 and len(named) < _TWO else []


def _besides(draft: Draft, reading: Reading) -> list[str]:
    """`分管卫生的领导还分管什么`: what else those have is asked for, and not who they are."""
    if reading.focus not in AGENT_FOCUSES:
        return []
    return [
        also.text + deed.text
        for also, deed in pairwise(draft.tokens)
        if also.text in ("还", "另外还", "另") and deed.has("role")
    ]


def _kinds_of_bodies_in_names(draft: Draft) -> list[str]:
    """`农业园区`: a kind of bodies right behind a theme may be the name of one that is unknown."""
    return [
        before.text + token.text
        for before, token in pairwise(draft.tokens)
        if token.has("type") and before.has("theme") and before.end == token.start
    ]


def _said_twice(draft: Draft, reading: Reading) -> list[str]:
    """`A牵头的和B牵头的`: of both, or of either? Only 同时, 又 and the like say it."""
    agents = [c for c in reading.conditions if c.slot == "agent" and not c.negated]
    agents = [] if reading.measure == "universal" else agents
    agents = [c for c in agents if reading.measure != "share" or c not in reading.base]
    pairs = [(a, b) for i, a in enumerate(agents) for b in agents[i + 1 :] if a.roles == b.roles]
    said = any(t.text in TOGETHER or t.text == "," for t in draft.tokens)
    return [] if said else [node.label for _, other in pairs for node in other.nodes]


def _alternatives(draft: Draft, reading: Reading) -> list[str]:
    """Return 或 between agents of which the reading asks for what both have: A牵头或B分管的."""
    if reading.focus != "item" or reading.measure == "exists":
        return []
    agents = [i for i, (slot, _) in sorted(draft.used.items()) if slot == "agent"]
    held = [{n.iri for n in c.nodes} for c in reading.conditions if not c.negated]
    found = []
    for one, other in pairwise(agents):
        words = [t.text for t in draft.between(one, other) if t.has("or")]
        named = [{n.iri for n in draft.tokens[i].nodes} for i in (one, other)]
        if words and all(any(own & h for h in held) for own in named):
            found += [] if any(named[0] & h and named[1] & h for h in held) else words
    return found


def _alone_and_together(draft: Draft, reading: Reading) -> list[str]:
    """`独家负责的和与别人共同负责的各几项`: of the two a reading about one alone holds only one."""
    held = reading.all_conditions
    said = [t.text for i, t in enumerate(draft.tokens) if _is_together(draft, i)]
    if said and _ranks_nobody_beside(reading):
        return said
    alone = any(c.only for c in held)
    several = any((c.slot, c.comparator, c.number) == ("agents", "ge", _TWO) for c in held)
    if several and any(c.only and not c.negated for c in held):
        return said or ["…"]
    several = any(len(c.nodes) > 1 or c.slot == "agents" for c in held)
    return said if said and not several and alone else []


_TWO = 2


def _ranks_nobody_beside(reading: Reading) -> bool:
    """`哪两位领导共同分管的任务最多`: pairs are ranked, where nobody is named beside them."""
    held = any(c.slot in ("agent", "agents") for c in reading.all_conditions)
    return reading.measure == "rank" and reading.focus in AGENT_FOCUSES and not held


def _is_together(draft: Draft, place: int) -> bool:
    """Tell whether a word says 共同 and no denial stands before it: 没有其他领导一起的."""
    denied = any(t.has("neg", "only") for t in draft.tokens[max(place - 4, 0) : place])
    return draft.tokens[place].text in PAIRING and not denied
