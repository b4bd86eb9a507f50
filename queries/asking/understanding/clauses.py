"""What is said of the agents asked for: their roles, each with the conditions on its items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import ALONE, Draft
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.readings.reading import (
    IMPERSONAL,
    LEADING,
    PERSONAL,
    Clause,
    Condition,
)
from queries.asking.rows.selecting import select_items
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.all_of_theirs import all_of_theirs
from queries.asking.understanding.groups import JOINTLY
from queries.asking.understanding.left_out import partners_of
from queries.asking.understanding.mentions import Binding, FocusClause
from queries.asking.understanding.of_each import each_by_itself
from queries.asking.words.tokens import Token


def agent_clauses(
    draft: Draft, focus: Focus, bound: Binding, conditions: list[Found]
) -> tuple[Clause, ...]:
    found = sorted(bound.clauses, key=lambda clause: clause.place)
    found = _merged(focus, found)
    if (both := _alone_and_jointly(draft, focus, found, conditions)) is not None:
        return both
    found, conditions = _held_alone(draft, focus, found, conditions)
    if focus.top < _TWO and all(c.slot in _GENERAL for _, c in conditions):
        conditions = [*conditions, *_held_jointly(draft, focus, found)]
    if not found:
        found = [FocusClause(_default_roles(draft, focus, bound, conditions), -1)]
    if all(clause.negated for clause in found):
        own = tuple(c for _, c in conditions)
        there = _annexes_apart(draft, focus, conditions)
        some = _some_alone(found, own) or Clause(_default_any(focus), there)
        own = tuple(c for c in own if c not in there)
        return (some, *(c.clause(own) for c in found))
    if len(found) == 1 and (whole := all_of_theirs(draft, found[0], conditions)):
        return whole
    if len(found) == 1 and (absent := [c for p, c in conditions if p in draft.absent]):
        return _without(draft, found[0], [c for _, c in conditions], absent)
    if len(found) == 1 and (parts := _parts_apart(draft, conditions)):
        return tuple(found[0].clause(own) for own in parts)
    if len(found) == 1 and any(t.has("but") for t in draft.tokens):
        found, conditions = _but_not(found[0], conditions)
    shares = _shares(draft, found, conditions)
    clauses = [c.clause(own) for c, own in zip(found, shares, strict=True)]
    clauses = [_denied(c) for c in clauses] if len(clauses) > 1 else clauses
    clauses.sort(key=lambda clause: clause.negated)
    return each_by_itself(_of_each_agent(draft, clauses))


def _annexes_apart(draft: Draft, focus: Focus, conditions: list[Found]) -> tuple[Condition, ...]:
    """`未分管实事工程的附件1领导`: who has work in that annex, and no project anywhere."""
    of_kind = any(c.slot == "kind" for _, c in conditions)
    annexes = ((p, c) for p, c in conditions if c.slot == "annex" and not c.negated)
    return tuple(c for p, c in annexes if of_kind and draft.after(p) in focus.places)


def _some_alone(found: list[FocusClause], own: tuple[Condition, ...]) -> Clause | None:
    """`在附件1从来没有单独牵头过任务的单位`: who leads there, and nothing alone."""
    is_alone = len(found) == 1 and any(c.slot == "agents" for c in own)
    parts = tuple(c for c in own if c.slot == "annex")
    return Clause(found[0].roles, parts) if is_alone else None


def _parts_apart(draft: Draft, conditions: list[Found]) -> list[tuple[Condition, ...]]:
    """`综合指标和实事工程都管的领导`: no item is of both, and who has some of each is asked for."""
    slots = ("category", "kind")
    parts = sorted((p, c.slot) for p, c in conditions if c.slot in slots and not c.negated)
    if sorted(slot for _, slot in parts) != [*slots]:
        return []
    (first, _), (second, _) = parts
    between = draft.tokens[first + 1 : second]
    if not any(t.has("and", "but") or t.text in _TOO for t in between):
        return []
    rest = [c for _, c in conditions if c.slot not in (*slots, "annex")]
    return [(*rest, c) for _, c in conditions if c.slot in slots]


_TOO = ("又", "也", "还", "且")


def _held_alone(
    draft: Draft, focus: Focus, found: list[FocusClause], conditions: list[Found]
) -> tuple[list[FocusClause], list[Found]]:
    """`独自一人分管的事项最多的领导`: what counts are the items that nobody else has."""
    alone = any(
        t.has("only") and t.text in ALONE and not draft.free(i) for i, t in enumerate(draft.tokens)
    )
    held = next((c for c in found if c.only), None)
    alone = alone or focus.measure == "rank"
    if not alone or held is None or focus.kind not in ("official", "agency", "agent"):
        return found, conditions
    single = _company(focus, held, "eq", 1)
    found = [replace(c, only=False) if c is held else c for c in found]
    return found, [*conditions, (held.place, single)]


def _held_jointly(draft: Draft, focus: Focus, found: list[FocusClause]) -> list[Found]:
    """`共同分管任务最多的领导`: what counts are the items that somebody else has, too."""
    kinds = {"official": ("official",), "agency": ("agency", "group")}.get(focus.kind, ())
    if not kinds or any(t.named(*kinds) or t.has("pair") or "两" in t.text for t in draft.tokens):
        return []
    joint = [c for c in found if _says(draft, c, _WITH_OTHERS) and not c.negated]
    for clause in joint:
        draft.use(clause.place - 1, "jointly")
    return [(c.place, _company(focus, c, "ge", 2)) for c in joint[:1]]


_GENERAL = ("kind", "annex", "category", "theme", "year", "document")
"""What many items have in common; of a row or of words it is known whose they are."""


def _alone_and_jointly(
    draft: Draft, focus: Focus, found: list[FocusClause], conditions: list[Found]
) -> tuple[Clause, ...] | None:
    """`既有单独分管又有共同分管任务的领导`: who has both such items, which are never the same."""
    alone = [c for c in found if _says(draft, c, ALONE)]
    joint = [c for c in found if c not in alone and _says(draft, c, _WITH_OTHERS)]
    if not alone or not joint or any(c.negated for c in found):
        return None
    own = tuple(c for _, c in conditions if c.slot != "agents")
    both = ((alone[0], "eq", 1), (joint[0], "ge", 2))
    draft.use(joint[0].place - 1, "jointly")
    return tuple(Clause(c.roles, (*own, _company(focus, c, sign, n))) for c, sign, n in both)


_WITH_OTHERS = tuple(word for word in JOINTLY if word not in ("同时", "both"))


def _says(draft: Draft, clause: FocusClause, words: tuple[str, ...]) -> bool:
    before = draft.at(clause.place - 1) if clause.place > 0 else None
    return before is not None and before.text in words


def _company(focus: Focus, clause: FocusClause, sign: str, number: int) -> Condition:
    personal = focus.kind == "agent" and set(clause.roles) <= set(PERSONAL)
    kind = "official" if focus.kind == "official" or personal else "entry"
    return Condition("agents", texts=(kind,), roles=clause.roles, comparator=sign, number=number)


def _of_each_agent(draft: Draft, clauses: list[Clause]) -> list[Clause]:
    """`既归A管又归B管的单位`: work of both, where no 任务 says that it is the same work."""
    if len(clauses) != 1:
        return clauses
    clause = clauses[0]
    if any(is_item_noun(t) or t.text in _WITH_OTHERS for t in draft.tokens):
        _doubt_same_work(draft, clause)
        return clauses
    agents = [c for c in clause.conditions if c.slot == "agent" and not c.negated and not c.only]
    alike = len({(c.roles, len(c.nodes) > 1 and not c.every) for c in agents}) == 1
    if not alike or sum(len(c.nodes) for c in agents if len(c.nodes) == 1 or c.every) < _TWO:
        return clauses
    rest = tuple(c for c in clause.conditions if c not in agents)
    singles = [replace(c, nodes=(n,), every=False) for c in agents for n in c.nodes]
    return [replace(clause, conditions=(*rest, single)) for single in singles]


_TWO = 2


def _doubt_same_work(draft: Draft, clause: Clause) -> None:
    """`leaders with items of both A and B`: the same items, or some of each."""
    both = any(t.text in ("同时", "both") for t in draft.tokens)
    if both and any(c.slot == "agent" and c.every for c in clause.conditions):
        draft.notes.choices.append("joint")


def _without(
    draft: Draft, clause: FocusClause, conditions: list[Condition], absent: list[Condition]
) -> tuple[Clause, ...]:
    """`supervise no project`: who has the role, and in nothing of that kind."""
    kept = tuple(c for c in conditions if c not in absent)
    none = tuple(replace(c, negated=False) for c in absent)
    slots = {c.slot for c in none}
    slots |= {"kind"} if "annex" in slots else set()
    slots |= {"annex"} if _has_none(draft, kept, none) else set()
    shared = tuple(c for c in kept if c.slot not in slots)
    return (Clause(clause.roles, kept), Clause(clause.roles, (*shared, *none), negated=True))


def _has_none(draft: Draft, kept: tuple[Condition, ...], none: tuple[Condition, ...]) -> bool:
    """`附件1的领导里，谁没有工程`: nothing of the annex is of that kind, so it stands elsewhere."""
    annexes = [c for c in kept if c.slot == "annex" and not c.negated]
    kinds = [c for c in none if c.slot == "kind"]
    found = select_items((*annexes, *kinds), draft.index) if annexes and kinds else None
    return found is not None and not found.any()


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
    partners = partners_of(draft, focus, bound, conditions)
    if partners and focus.kind == "agency":
        return partners[0].roles
    if focus.kind == "agency":
        return IMPERSONAL if focus.order or focus.measure == "each" else LEADING
    return PERSONAL + LEADING


def _shares(
    draft: Draft, found: list[FocusClause], conditions: list[Found]
) -> list[tuple[Condition, ...]]:
    """Give each role the conditions that stand behind it; those before all roles belong to all."""
    if len(found) == 1:
        return [tuple(c for _, c in conditions)]
    before = [c for p, c in conditions if p < found[0].place]
    starts = [_beginning(draft, a, b) for a, b in pairwise([None, *found]) if b is not None]
    own = [
        [(p, c) for p, c in conditions if start <= p < end]
        for start, end in pairwise([*starts, len(draft.tokens)])
    ]
    shared = [[c for c in before if not _is_elsewhere(c, share)] for share in own]
    shared[0] = [c for c in before if c in shared[0] or _is_there(draft, c, own[0])]
    lent = own[0] if any(own[:-1]) or len(shared[-1]) < len(before) else own[-1]
    if lent is not own[0]:
        return [(*before, *_borrowed(lent, clause, found)) for clause in found]
    return [
        (*kept, *(c for _, c in share)) if share else (*before, *_borrowed(lent, clause, found))
        for clause, kept, share in zip(found, shared, own, strict=True)
    ]


def _borrowed(
    lent: list[Found], clause: FocusClause, found: list[FocusClause]
) -> Iterator[Condition]:
    """Yield the conditions that roles share; what stands at a role, as 单独, is of that alone."""
    places = {other.place for other in found if other is not clause}
    yield from (c for p, c in lent if p not in places)


def _denied(clause: Clause) -> Clause:
    """`没有在附件1里牵过头、却…`: not work elsewhere, but none there."""
    if clause.negated or not any(c.slot == "annex" and c.negated for c in clause.conditions):
        return clause
    plain = (replace(c, negated=False) if c.slot == "annex" else c for c in clause.conditions)
    return replace(clause, conditions=tuple(plain), negated=True)


def _is_elsewhere(condition: Condition, own: list[Found]) -> bool:
    """`附件1有任务、实事工程一个也没有`: what is said of one part of a document."""
    return condition.slot in _PARTS and any(c.slot in _PARTS for _, c in own)


def _is_there(draft: Draft, condition: Condition, own: list[Found]) -> bool:
    """`附件1里分管任务、没有分管工程的`: the first role is of that annex, which has such work."""
    if condition.slot in {c.slot for _, c in own}:
        return False
    mask = select_items((condition, *(c for _, c in own)), draft.index)
    return mask is not None and bool(mask.any())


_PARTS = ("annex", "kind")


def _beginning(draft: Draft, before: FocusClause | None, clause: FocusClause) -> int:
    """Return where what is said of a role begins: behind a comma or 但, else at the role."""
    if before is None:
        return clause.place
    tokens = draft.tokens
    between = range(clause.place - 1, before.place, -1)
    comma = (",", "、") if clause.negated else (",",)
    marks = [i for i in between if tokens[i].text in comma]
    but = next((i for i in between if tokens[i].has("but")), None)
    if but is None:
        return marks[0] if marks else clause.place
    leads = [i for i in marks if i < but and _is_place(tokens[i + 1 : but])]
    return leads[0] if leads else max([but, *marks[:1]])


def _is_place(tokens: list[Token]) -> bool:
    """`到了附件2却…`: words before 但 that say where, and nothing else."""
    return all(t.has("noise", "annex") or t.value("noun") == "project" for t in tokens)
