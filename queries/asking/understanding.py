"""From the parts of a question to its structured query."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.binding import bind
from queries.asking.conditions import Found, find_conditions
from queries.asking.draft import Draft
from queries.asking.focus import Focus, find_focus, is_item_noun
from queries.asking.mentions import Binding, FocusClause, Quantity, roles_for
from queries.asking.quantities import find_quantities
from queries.asking.reading import (
    AGENT_FOCUSES,
    IMPERSONAL,
    LEADING,
    PERSONAL,
    Clause,
    Condition,
    Reading,
)
from queries.asking.tokens import Node

_KINDS = {"project": "project", "indicator": "indicator", "item": "task"}


def understand(draft: Draft) -> Reading:
    """Return the structured query of a question; what is doubtful goes to the draft's notes."""
    focus = find_focus(draft)
    quantities = find_quantities(draft, focus)
    compared = _comparison(draft, focus)
    _note_kinds(draft, focus)
    bound = bind(draft, focus, quantities)
    if focus.kind == "target":
        _use_words_of_names(draft)
    conditions = find_conditions(draft, identifies=_identifies(draft, focus))
    conditions = [*_bound_conditions(bound), *conditions]
    _use_leftover_words(draft, focus)
    if compared:
        return _compare(draft, bound, conditions)
    return _reading(draft, focus, bound, conditions, quantities)


def _use_words_of_names(draft: Draft) -> None:
    """`社区服务社会化项目多少个`: the word for a project belongs to what is counted."""
    for place in draft.find("noun"):
        before = draft.at(place - 1)
        if (
            is_item_noun(draft.tokens[place])
            and before is not None
            and before.has("phrase", "name")
        ):
            draft.use(place, "part of the name")


def _identifies(draft: Draft, focus: Focus) -> bool:
    """Tell whether words of a text say which item is meant, and not of what all items speak."""
    if focus.measure in ("tell", "exists"):
        return True
    return focus.kind != "item" or not any(
        is_item_noun(t) and t.value("noun") == "item" for t in draft.tokens
    )


def _bound_conditions(bound: Binding) -> list[Found]:
    return sorted(bound.conditions, key=lambda found: found[0])


def _comparison(draft: Draft, focus: Focus) -> bool:
    """Tell whether named things are compared by their numbers: A和B谁的任务多, A比B多几项."""
    words = draft.find("more", "difference")
    each = draft.find("every")
    agents = [t for t in draft.tokens if t.named("agency", "official") and not t.named("theme")]
    themes = [t for t in draft.tokens if t.named("theme") or t.has("theme")]
    several = len(agents) > 1 or len(themes) > 1
    ranked = focus.measure == "rank" and focus.top == 1 and several and focus.is_who
    if not several or not (words or each or ranked):
        return False
    for place in [*words, *each]:
        draft.use(place, "comparison")
    for place in draft.find("count", "wh", "who", "neg"):
        draft.use(place, "question word")
    return True


def _compare(draft: Draft, bound: Binding, conditions: list[Found]) -> Reading:
    """Count for each of the named things."""
    groups = [(p, c) for p, c in conditions if c.slot == "agent" and len(c.nodes) > 1]
    singles = [(p, c) for p, c in conditions if c.slot == "agent" and len(c.nodes) == 1]
    draft.notes.choices.clear()
    themes = [(p, c) for p, c in conditions if c.slot == "theme"]
    measure = "compare"
    if groups or len(singles) > 1:
        chosen = groups[:1] or singles
        nodes = tuple(dict.fromkeys(n for _, c in chosen for n in c.nodes))
        roles = next((c.roles for _, c in chosen if c.roles != IMPERSONAL), chosen[0][1].roles)
        kind = "official" if nodes[0].type == "official" else "agency"
        if kind == "agency" and bound.clauses:
            roles = bound.clauses[0].roles
        rest = tuple(c for p, c in conditions if (p, c) not in chosen)
        return Reading(kind, measure, (Clause(roles, rest),), among=nodes, order="most")
    nodes = tuple(n for _, c in themes for n in c.nodes)
    rest = tuple(c for p, c in conditions if (p, c) not in themes)
    if not nodes:
        draft.notes.doubts.append("comparison")
    return Reading("theme", measure, (Clause((), rest),), among=nodes, order="most")


def _note_kinds(draft: Draft, focus: Focus) -> None:
    """`任务、工程和指标各多少`: a number for each kind of item."""
    kinds = [t.value("noun") for t in draft.tokens if is_item_noun(t)]
    items = [i for i, t in enumerate(draft.tokens) if is_item_noun(t) and draft.free(i)]
    if len(set(kinds)) > 1 and "item" in kinds and _are_joined(draft, items):
        for place in items:
            draft.use(place, "kind", "any")
    if len(set(kinds)) > 1 and draft.find("every") and focus.measure in ("count", "list"):
        focus.kind, focus.measure = "kind", "each"
        for place in draft.find("every", "count"):
            draft.use(place, "each")
        for place in [i for i, t in enumerate(draft.tokens) if is_item_noun(t)]:
            draft.use(place, "kind")


def is_about_agents(focus: Focus) -> bool:
    return focus.kind in AGENT_FOCUSES or focus.kind == "item"


def _are_joined(draft: Draft, places: list[int]) -> bool:
    """Tell whether nouns stand side by side: 任务和工程."""
    return all(
        any(t.has("and", "or") for t in draft.between(a, b))
        and all(t.has("and", "or", "noise") for t in draft.between(a, b))
        for a, b in pairwise(places)
    )


def _use_leftover_words(draft: Draft, focus: Focus) -> None:
    """Use up the words that only frame what has been understood."""
    draft.had_each = bool(draft.find("every"))
    for place in draft.find(*_FRAMES):
        draft.use(place, "frame")
    if focus.measure in ("each", "compare", "rank", "average"):
        for place in draft.find("count", "average"):
            draft.use(place, "question word")
    if focus.kind == "target":
        for place in draft.find("count", "which", "wh", "gt", "ge", "lt", "le", "share"):
            draft.use(place, "question word")
    if focus.kind not in AGENT_FOCUSES and focus.kind != "item":
        for place in draft.find("involve", "mention"):
            draft.use(place, "relation")
    if focus.measure == "exists" or draft.language == "en":
        for place in draft.find("yesno"):
            draft.use(place, "question word")
    for place in draft.find("noun"):
        if _names_nothing(draft, place):
            draft.use(place, "frame")


_FRAMES = ("elaborates", "every", "now", "rank", "exceptend")


def _names_nothing(draft: Draft, place: int) -> bool:
    """Tell whether a noun only says what kind of thing a name before it is, or is this document."""
    token = draft.tokens[place]
    before = draft.before(place)
    named = before is not None and draft.tokens[before].has("phrase", "name")
    is_document = token.value("noun") == "document" and token.has("thisdoc")
    return is_document or (token.value("noun") == "programme" and named)


def _reading(
    draft: Draft,
    focus: Focus,
    bound: Binding,
    conditions: list[Found],
    quantities: list[Quantity],
) -> Reading:
    if focus.kind == "item" and any(c.slot == "annex" and len(c.texts) > 1 for _, c in conditions):
        focus.kind = "annex" if focus.measure == "each" or draft.had_each else focus.kind
    having = [q for q in quantities if q.kind in ("item", "project", "indicator")]
    themes = [q for q in quantities if q.kind == "theme"]
    if len(having) > 1:
        draft.notes.doubts.append("两个数目" if draft.language == "zh" else "two numbers")
    conditions += [
        (q.place, Condition("themes", comparator=q.comparator, number=q.number)) for q in themes
    ]
    if focus.kind in AGENT_FOCUSES:
        clauses = _agent_clauses(draft, focus, bound, conditions)
        if having and clauses:
            clauses = (
                replace(clauses[0], comparator=having[0].comparator, number=having[0].number),
                *clauses[1:],
            )
    else:
        number = having[0] if having and focus.kind != "item" else None
        clause = Clause((), tuple(c for _, c in conditions))
        if number is not None:
            clause = replace(clause, comparator=number.comparator, number=number.number)
        clauses = (clause,)
    reading = Reading(
        _focus_kind(focus, bound),
        focus.measure,
        clauses,
        excluded=_excluded(draft, focus, bound, conditions),
        types=focus.types,
        order=focus.order,
        top=focus.top,
        asks=focus.asks,
    )
    return _finished(draft, focus, reading, conditions)


def _focus_kind(focus: Focus, bound: Binding) -> str:
    if focus.kind != "agent":
        return focus.kind
    roles = {role for clause in bound.clauses for role in clause.roles}
    if focus.is_who and focus.order and not roles & {"lead", "supporting", "guiding"}:
        return "official"
    if focus.is_who and focus.order and roles >= set(PERSONAL) and roles - set(PERSONAL):
        return "official"
    if roles and roles <= set(PERSONAL):
        return "official"
    if roles and not roles & set(PERSONAL):
        return "agency"
    return "official" if not roles and focus.order else "agent"


def _excluded(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> tuple[Node, ...]:
    """Leave out what is excepted, and of who works with X, X."""
    if focus.kind not in AGENT_FOCUSES:
        return ()
    partners = [n for c in _partners(draft, focus, bound, conditions) for n in c.nodes]
    return tuple(dict.fromkeys([*bound.excluded, *bound.partners, *partners]))


def _partners(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> list[Condition]:
    """Return the agents of the kind asked for with whom the things asked for work."""
    if bound.clauses or not any(t.has("and") for t in draft.tokens):
        return []
    agents = [c for _, c in conditions if c.slot == "agent" and not c.negated]
    if focus.kind == "agent":
        return agents
    personal = focus.kind == "official"
    return [c for c in agents if all((n.type == "official") == personal for n in c.nodes)]


def _agent_clauses(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> tuple[Clause, ...]:
    found = sorted(bound.clauses, key=lambda clause: clause.place)
    found = _merged(focus, found)
    if not found:
        found = [FocusClause(_default_roles(draft, focus, bound, conditions), -1)]
    if all(clause.negated for clause in found):
        every = _default_any(focus)
        found = [FocusClause(every, -1), *found]
        own = tuple(c for _, c in conditions)
        return (Clause(every), *(c.clause(own) for c in found[1:]))
    if len(found) == 1 and any(t.has("but") for t in draft.tokens):
        found, conditions = _but_not(found[0], conditions)
    shares = _shares(found, conditions)
    clauses = [c.clause(own) for c, own in zip(found, shares, strict=True)]
    clauses.sort(key=lambda clause: clause.negated)
    return _without_joint_themes(clauses)


def _but_not(clause: FocusClause, conditions: list[Found]) -> tuple[list[FocusClause], list[Found]]:
    """`supervise agriculture but not environment`: who has the one and not the other."""
    themes = [(p, c) for p, c in conditions if c.slot == "theme"]
    left_out = [(p, c) for p, c in themes if c.negated]
    if not left_out or len(left_out) == len(themes):
        return [clause], conditions
    kept = [(p, c) for p, c in conditions if (p, c) not in left_out]
    place = left_out[0][0]
    first = FocusClause(clause.roles, min(p for p, _ in kept), clause.negated, clause.only)
    other = FocusClause(clause.roles, place, negated=True)
    return [first, other], [*kept, *((p, replace(c, negated=False)) for p, c in left_out)]


def _merged(focus: Focus, found: list[FocusClause]) -> list[FocusClause]:
    """Who leads and who supervises is never the same: such roles are asked for side by side."""
    personal = [set(clause.roles) <= set(PERSONAL) for clause in found]
    if focus.kind == "agent" and len(found) > 1 and any(personal) and not all(personal):
        roles = tuple(dict.fromkeys(role for clause in found for role in clause.roles))
        return [FocusClause(roles, found[0].place)]
    if len(found) > 1 and len(focus.roles) > 1:
        roles = tuple(dict.fromkeys(role for clause in found for role in clause.roles))
        return [FocusClause(roles, found[0].place)]
    return found


def _default_any(focus: Focus) -> tuple[str, ...]:
    if focus.kind == "official":
        return PERSONAL
    return IMPERSONAL if focus.kind == "agency" else PERSONAL + IMPERSONAL


def _default_roles(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> tuple[str, ...]:
    if focus.kind == "official":
        return PERSONAL
    partners = _partners(draft, focus, bound, conditions)
    if partners and focus.kind == "agency":
        return partners[0].roles
    if focus.kind == "agency":
        return IMPERSONAL if focus.order or focus.measure == "each" else LEADING
    return PERSONAL + LEADING


def _shares(found: list[FocusClause], conditions: list[Found]) -> list[tuple[Condition, ...]]:
    """Give each role the conditions that stand behind it; those before all roles belong to all."""
    if len(found) == 1:
        return [tuple(c for _, c in conditions)]
    before = [c for p, c in conditions if p < found[0].place]
    shares = []
    for place, clause in enumerate(found):
        end = found[place + 1].place if place + 1 < len(found) else 10_000
        own = [c for p, c in conditions if clause.place <= p < end]
        shares.append((*before, *own))
    if not any(share[len(before) :] for share in shares[:-1]) and shares[-1][len(before) :]:
        return [shares[-1] for _ in found]
    return [share if share[len(before) :] else shares[0] for share in shares]


def _without_joint_themes(clauses: list[Clause]) -> tuple[Clause, ...]:
    """`同时分管环境和农业的领导`: work of both themes, which need not be the same item."""
    if len(clauses) != 1:
        return tuple(clauses)
    clause = clauses[0]
    joint = next(
        (c for c in clause.conditions if c.slot == "theme" and c.every and len(c.nodes) > 1), None
    )
    if joint is None:
        return tuple(clauses)
    rest = tuple(c for c in clause.conditions if c is not joint)
    return tuple(
        replace(clause, conditions=(*rest, replace(joint, nodes=(node,)))) for node in joint.nodes
    )


def _finished(draft: Draft, focus: Focus, reading: Reading, conditions: list[Found]) -> Reading:
    if focus.measure == "share":
        at = focus.places[0] if draft.language == "zh" else len(draft.tokens)
        return replace(reading, base=tuple(c for p, c in conditions if p > at))
    if focus.kind == "item" and focus.measure == "rank":
        return _item_ranking(draft, focus, reading)
    if focus.measure == "average" and focus.kind == "item":
        return replace(reading, counted=focus.counted)
    return reading


def _item_ranking(draft: Draft, focus: Focus, reading: Reading) -> Reading:
    """Items are ranked by the number of their agents or themes."""
    if not focus.roles:
        draft.notes.doubts.append("ranking of items")
        return reading
    roles = roles_for(focus.roles[0], focus.counted)
    return replace(reading, counted=focus.counted, counted_roles=roles)
