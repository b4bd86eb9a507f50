"""Whether a reading holds all that its question says: each weighty word is looked for in it.

The rules that read a question use its words up one by one, and a rule that uses up a word without
an effect would make an answer wrong that sounds sure. So what was read is compared with what was
said once more, by other means: as many negations, numbers, names, roles and orders as the question
has must stand in the reading. What does not is a doubt.
"""

from __future__ import annotations

import re
from itertools import pairwise

from queries.asking.doubts.audit_agents import unheard_of_agents
from queries.asking.doubts.counters import unanswered
from queries.asking.doubts.matters import lost_matters
from queries.asking.doubts.shapes import other_shapes
from queries.asking.readings.draft import ALONE, Draft
from queries.asking.readings.expected import EXPECTED, RESTATED
from queries.asking.readings.ranges import unheld_ranges
from queries.asking.readings.reading import (
    AGENT_FOCUSES,
    LEADING,
    PERSONAL,
    Clause,
    Condition,
    Reading,
)
from queries.asking.words.tokens import Token

_NEGATING = ("lt", "le", "ne")
_UNSAID = (
    EXPECTED,
    RESTATED,
    "frame",
    "one",
    "of those named",
    "title of the official",
    "part of the name",
)
_ORDERED = ("rank", "compare", "each", "average")


def unheard(draft: Draft, reading: Reading) -> list[str]:
    """Return the words of the question that the reading holds nothing of."""
    found = [
        *_negations(draft, reading),
        *_restrictions(draft, reading),
        *_numbers(draft, reading),
        *_names(draft, reading),
        *_roles(draft, reading),
        *_orders(draft, reading),
        *_left_out_of(reading),
        *_parts(draft, reading),
        *_contradictions(reading),
        *_said_twice(reading),
        *unheard_of_agents(draft, reading),
        *_both_annexes(draft, reading),
        *_figures_beside(draft, reading),
        *_counted_elsewhere(reading),
        *unanswered(draft, reading),
        *other_shapes(draft, reading),
        *lost_matters(draft, reading),
    ]
    return list(dict.fromkeys(found))


def _said_twice(reading: Reading) -> list[str]:
    """`A分管项数；A、B共同分管项数`: A twice in one role, where two numbers may be asked for."""
    held = [
        c
        for c in reading.conditions
        if c.slot == "agent" and not c.negated and not c.only and c.nodes
    ]
    return [
        one.nodes[0].label
        for one in held
        for other in held
        if one.roles == other.roles and other.every and set(one.nodes) < set(other.nodes)
    ]


def _said(draft: Draft, *kinds: str) -> list[str]:
    """Return the words of `kinds` that were used up; what is left over is said elsewhere."""
    return [
        t.text
        for i, t in enumerate(draft.tokens)
        if t.has(*kinds) and not draft.free(i) and not t.nodes and not t.has("phrase")
    ]


def _negations(draft: Draft, reading: Reading) -> list[str]:
    said = _said(draft, "neg", "except")
    if _denies_twice(draft):
        return said
    held = sum(_denies(c) for c in reading.all_conditions)
    held += sum(_denies(c) for c in reading.clauses) + bool(reading.excluded)
    held += sum(
        c.slot == "agents" and (c.comparator, c.number) == ("ge", 2) for c in reading.all_conditions
    )
    return said if len(said) > held + _turned(draft) else []


def _turned(draft: Draft) -> int:
    """Return how many exceptions leave out by number, which is said by the other bound."""
    outs = [i for i, t in enumerate(draft.tokens) if t.has("except") and not draft.free(i)]
    ends = {
        i: next((n for n, t in enumerate(draft.tokens) if n > i and t.has("exceptend")), i)
        for i in outs
    }
    return sum(any(t.has("lt", "le", "gt") for t in draft.tokens[i : ends[i]]) for i in outs)


def _denies_twice(draft: Draft) -> bool:
    """Tell whether one thing is denied twice: 不是陈力不管的, 不是没有X分管的."""
    used = sorted(draft.used.items())
    places = [i for i, (slot, _) in used if slot == "negation" and draft.tokens[i].has("neg")]
    places = [i for i in places if not draft.tokens[i].text.startswith(_NOR)]
    between = (list(draft.between(a, b)) for a, b in pairwise(places))
    return any(not any(t.has(*_BETWEEN_DENIALS) for t in one) for one in between)


_NOR = ("nor", "也", "亦", "又")
"""How a denial begins that goes on the one before: 既没有A，也没有B."""
_BETWEEN_DENIALS = ("and", "or", "but", "by", "noun", "theme", "phrase")


def _denies(held: Condition | Clause) -> int:
    none = held.comparator == "eq" and held.number == 0
    if isinstance(held, Condition) and held.negated:
        return max(1, len(held.nodes))
    bounds = ("ge", "le") if isinstance(held, Clause) and held.than else _NEGATING
    return int(held.negated) + int(held.comparator in bounds or none)


def _restrictions(draft: Draft, reading: Reading) -> list[str]:
    places = [i for i in range(len(draft.tokens)) if _is_restriction(draft, i)]
    said = [draft.tokens[i].text for i in places]
    held = sum(_restricts(c) for c in reading.all_conditions) + (reading.measure == "universal")
    held += sum(_restricts(c) for c in reading.clauses)
    again = [draft.tokens[i].text for i in places if _says_again(draft.tokens[i], reading)]
    telling = [word for word in said if word not in (*ALONE, *again)] or said[:1]
    return said if len(telling) > held else []


def _says_again(token: Token, reading: Reading) -> bool:
    """`只由X分管、没有第二位分管领导`: that nobody else is there, of those of whom it is said."""
    alone = {n.type for c in reading.all_conditions if c.only for n in c.nodes}
    other = "agency" if "领导" in token.text else "official" if _BODY.search(token.text) else ""
    return token.value("only") == "others" and bool(alone) and other not in alone


_BODY = re.compile("单位|部门|机构|[家局]")


def _is_restriction(draft: Draft, place: int) -> bool:
    token = draft.tokens[place]
    said_again = draft.used.get(place, ("", ""))[1] in ("once more", "one")
    return token.has("only") and not draft.free(place) and not token.nodes and not said_again


def _restricts(held: Condition | Clause) -> bool:
    return held.only or held.comparator == "eq"


def _numbers(draft: Draft, reading: Reading) -> list[str]:
    held = {c.number for c in reading.all_conditions if c.comparator}
    if reading.focus != "target":
        held |= {c.number for c in reading.clauses if c.comparator}
    held.add(reading.top)
    return unheld_ranges(draft, reading) + [
        token.text
        for place, token in enumerate(draft.tokens)
        if draft.used.get(place, ("", ""))[0] in ("number", "top", "nth")
        and (value := token.value("num") or token.value("nth"))
        and draft.used[place][1] not in _UNSAID
        and abs(int(value)) not in held
        and token.text != "一"
    ]


def _names(draft: Draft, reading: Reading) -> list[str]:
    nodes = {n.iri for c in reading.all_conditions for n in c.nodes}
    nodes |= {n.iri for n in (*reading.excluded, *reading.among, *reading.claimed)}
    nodes |= {clause.than.iri for clause in reading.clauses if clause.than is not None}
    words = {text for c in reading.all_conditions for text in c.texts}
    return [
        token.text
        for place, token in enumerate(draft.tokens)
        if draft.used.get(place, ("", ""))[0] in ("agent", "place", "category", "heading", "item")
        and token.nodes
        and token.text not in words
        and not _is_part_of_name(token, draft.used[place][0])
        and not nodes & {node.iri for node in token.nodes}
    ]


def _is_part_of_name(token: Token, slot: str) -> bool:
    """Tell whether a theme was taken for a part of the name of a category or heading."""
    return slot in ("category", "heading") and not token.named(slot)


def _roles(draft: Draft, reading: Reading) -> list[str]:
    """Return the words for roles of which nobody in the reading has any."""
    held = [c.roles for c in reading.all_conditions if c.roles]
    held += [c.roles for c in reading.clauses if c.roles]
    held += [reading.counted_roles] if reading.counted_roles else []
    if not held and reading.focus in AGENT_FOCUSES:
        return []
    return [
        draft.tokens[place].text
        for place, (slot, role) in draft.used.items()
        if slot == "role"
        and role in _MEANT
        and not _is_held(role, held, of_bodies=draft.tokens[place].has("rolenoun"))
    ]


def _is_held(role: str, held: list[tuple[str, ...]], *, of_bodies: bool) -> bool:
    """Tell whether somebody has just this role; of officials any word means 分管."""
    if any(set(roles) <= _MEANT[role] or set(roles) >= {*PERSONAL, *LEADING[:1]} for roles in held):
        return True
    personal = bool(held) and all(set(roles) <= set(PERSONAL) for roles in held)
    return personal and not (of_bodies and role != "supervising")


_MEANT: dict[str, set[str]] = {
    "lead": {"lead", "responsible"},
    "supporting": {"supporting"},
    "guiding": {"guiding"},
    "supervising": {*PERSONAL, *LEADING},
    "responsible": {*LEADING, *PERSONAL},
}


def _parts(draft: Draft, reading: Reading) -> list[str]:
    """Return the words for parts of items (内容, 时限) that the answer does not tell."""
    if reading.measure == "tell" or reading.focus not in (*AGENT_FOCUSES, "item"):
        return []
    return [
        draft.tokens[place].text
        for place, (slot, part) in draft.used.items()
        if slot == "asks" and part not in reading.asks
    ]


def _orders(draft: Draft, reading: Reading) -> list[str]:
    said = _said(draft, "most", "least", "nth")
    said = [word for word in said if word not in _VAGUE] or said
    ordered = reading.measure in _ORDERED or reading.focus == "target"
    if said and not (ordered and reading.order):
        return said
    averages = _said(draft, "average")
    return said[1:] + (averages if reading.measure != "average" else [])


_VAGUE = ("最重", "最繁重", "最忙", "最吃重", "最为繁重", "最累")
"""What says of somebody's load only what a number behind it says: 担子最重、条数最多."""


def _counted_elsewhere(reading: Reading) -> list[str]:
    """`只有一位领导的门类`: a number of agents may be meant of the category, not of its items."""
    if reading.focus not in ("category", "heading", "theme", "annex", "document"):
        return []
    return [f"{c.number}" for c in reading.conditions if c.slot == "agents"]


def _figures_beside(draft: Draft, reading: Reading) -> list[str]:
    """`GDP增速 牵头单位`: key words that ask for a number, too, which a body does not tell."""
    if reading.focus not in AGENT_FOCUSES:
        return []
    return [
        token.text
        for place, token in enumerate(draft.tokens[:-1])
        if token.has("alias")
        and token.text.endswith(("增速", "增长率"))
        and draft.tokens[place + 1].has("rolenoun")
    ]


def _contradictions(reading: Reading) -> list[str]:
    """Return what is both said and denied of the same things: no rows, for no good reason."""
    said = [(set(c.roles), c.conditions) for c in reading.clauses if not c.negated]
    denied = [(set(c.roles), c.conditions) for c in reading.clauses if c.negated]
    return ["…"] if any(one == other for one in said for other in denied) else []


def _both_annexes(draft: Draft, reading: Reading) -> list[str]:
    """Return what says that both annexes are meant, where work in either of them was looked for."""
    said = [t for t in draft.tokens if not (t.has("frame") or _COUNTED_IN.search(t.text))]
    named = [t.text for t in said if t.has("annex", "annexes") or _BOTH.match(t.text)]
    both = any(_BOTH.match(t) or _ALL.search(t) for t in named) or len(named) > 1
    every = both and any(_ALL.search(t.text) for t in said)
    held = sum(any(c.slot == "annex" for c in k.conditions) for k in reading.clauses)
    return named if every and reading.focus in AGENT_FOCUSES and held < len(_TABLES) else []


_BOTH = re.compile("附件.[和与、及]附件.[都均]|两个附件|两张附?表|两份附件|两附件|两个表")
_ALL = re.compile("都|均|同时|both")
_COUNTED_IN = re.compile("算[上进在]|计入|算$")
"""How a remark ends that says of which annexes the items are counted: 两个附件都算上."""
_TABLES = ("1", "2")


def _left_out_of(reading: Reading) -> list[str]:
    """Who has work that is not X may have work that is X: not what 没有…的 asks for.

    A category has no work of another one.
    """
    if reading.focus in ("item", "target") or len(reading.clauses) > 1:
        return []
    return [
        text
        for c in reading.conditions
        if c.negated and (c.slot != "agent" or reading.focus not in AGENT_FOCUSES)
        if not (c.slot == "category" and reading.focus in ("category", "heading"))
        for text in ([node.label for node in c.nodes] or list(c.texts))
    ]
