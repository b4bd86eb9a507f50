"""Which kind of agents 谁 asks for, by what is said of them: leaders, bodies or both."""

from __future__ import annotations

from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import PERSONAL
from queries.asking.understanding.groups import JOINTLY
from queries.asking.understanding.mentions import Binding


def focus_kind(draft: Draft, focus: Focus, bound: Binding) -> str:
    """Return what a question asks for, which 谁 leaves open."""
    if focus.kind != "agent":
        return focus.kind
    beside = focus.is_who and not focus.wants_all and bound.excluded
    return _kind_beside(bound) if beside else _kind_of_who(draft, focus, bound)


def _kind_beside(bound: Binding) -> str:
    """`除了环保局还有谁负责`: beside a body others of its kind are asked for."""
    officials = {node.type == "official" for node in bound.excluded}
    if len(officials) > 1:
        return "agent"
    return "official" if officials == {True} else "agency"


def _kind_of_partner(draft: Draft, focus: Focus, bound: Binding) -> str:
    """`X那项，搭档是谁`, `跟X一起牵头的有谁`: those who work with a body are bodies."""
    agents = [c for _, c in bound.conditions if c.slot == "agent" and not c.negated]
    joint = any(t.text in JOINTLY for t in draft.tokens)
    said = {t.value("role") for t in draft.tokens if t.has("role")}
    if not (focus.is_who and joint and agents) or said & {"supervising", "responsible"}:
        return ""
    official = all(node.type == "official" for c in agents for node in c.nodes)
    return "official" if official else "agency"


def _says_main(draft: Draft, place: int) -> bool:
    """`谁承担主要责任最多`: main responsibility is that of bodies."""
    token, before = draft.tokens[place], draft.at(place - 1)
    main = "主要责任" in token.text or (before is not None and before.text == "主要")
    return token.has("role") and "责任" in token.text and main


def _kind_of_who(draft: Draft, focus: Focus, bound: Binding) -> str:
    """Return which kind 谁 asks for, by the roles that are spoken of."""
    if beside := _kind_of_partner(draft, focus, bound):
        return beside
    if focus.is_who and any(_says_main(draft, i) for i in range(len(draft.tokens))):
        return "agency"
    roles = {role for clause in bound.clauses for role in clause.roles}
    personal = roles & set(PERSONAL)
    of_bodies = bool(roles & {"lead", "supporting", "guiding"})
    all_personal = roles >= set(PERSONAL) and bool(roles - set(PERSONAL))
    if focus.is_who and focus.order and (all_personal or not of_bodies):
        return "official"
    if personal and roles <= set(PERSONAL):
        return "official"
    if (roles and not personal) or (focus.is_who and says_responsible(draft, focus)):
        return "agency"
    return "official" if not roles and focus.order else "agent"


def says_responsible(draft: Draft, focus: Focus) -> bool:
    """`X由谁负责`: the bodies, whose work it is, and not the leaders above them."""
    said = {t.value("role") for t in draft.tokens if t.has("role")}
    named = {t.value("noun") for t in draft.tokens} & {"agency", "official"}
    told = focus.wants_all or focus.order or named or draft.language != "zh"
    return said == {"responsible"} and not told
