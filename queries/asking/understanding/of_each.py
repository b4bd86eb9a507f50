"""Parts of documents in which each of several has something, or nobody: 哪些门类里A和B都分管."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import Clause, Condition
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.all_of_theirs import all_of_theirs
from queries.asking.understanding.groups import JOINTLY
from queries.asking.understanding.mentions import FocusClause

_PARTS = ("category", "heading", "theme", "annex")
_EACH = ("都", "均", "各", "各自", "皆", "全都", "分别")
_RANKED = ("most", "least", "rank", "rankup", "first", "nth")
_ON_ONE_ITEM = tuple(word for word in JOINTLY if word not in ("同时", "both", *_EACH))


def of_each(draft: Draft, kind: str, clause: Clause) -> tuple[Clause, ...]:
    """`A、B都有任务的门类`: what each of them has in it, which need be no work of both.

    共同 and 一起 say that it is the same.
    """
    joint = [c for c in clause.conditions if _is_of_several(c)]
    if kind not in _PARTS or len(joint) != 1 or clause.negated or not _says_each(draft):
        return (clause,)
    rest = tuple(c for c in clause.conditions if c is not joint[0])
    singles = (replace(joint[0], nodes=(node,), every=False) for node in joint[0].nodes)
    return tuple(replace(clause, conditions=(*rest, single)) for single in singles)


def _is_of_several(condition: Condition) -> bool:
    plain = not condition.negated and not condition.only
    return condition.slot == "agent" and condition.every and len(condition.nodes) > 1 and plain


def _says_each(draft: Draft) -> bool:
    if any(t.text in _ON_ONE_ITEM or t.has(*_RANKED) for t in draft.tokens):
        return False
    has = any(one.text == "同时" and two.has("have") for one, two in pairwise(draft.tokens))
    return has or any(t.text in _EACH for t in draft.tokens)


def with_absence(
    draft: Draft, focus: Focus, clause: Clause, conditions: list[Found]
) -> tuple[Clause, ...]:
    """`没有许超震的门类`: of what has some items, what has none with the condition."""
    absent = tuple(c for p, c in conditions if p in draft.absent)
    if focus.kind in ("category", "heading"):
        whole = all_of_theirs(draft, FocusClause(clause.roles, -1), conditions)
        if whole:
            return whole
    if focus.kind in ("item", "target") or not absent:
        return of_each(draft, focus.kind, clause)
    kept = tuple(c for c in clause.conditions if c not in absent)
    none = tuple(replace(c, negated=False) for c in absent)
    return (replace(clause, conditions=kept), Clause((), (*kept, *none), negated=True))


def each_by_itself(clauses: list[Clause]) -> tuple[Clause, ...]:
    """`同时分管环境和农业的领导`: work of both themes, which need not be the same item."""
    if len(clauses) != 1:
        return tuple(clauses)
    clause = clauses[0]
    joint = next((c for c in clause.conditions if _is_joint(c)), None)
    if joint is None:
        return tuple(clauses)
    rest = tuple(c for c in clause.conditions if c is not joint)
    singles = [replace(joint, nodes=(node,)) for node in joint.nodes]
    singles = singles or [replace(joint, texts=(text,)) for text in joint.texts]
    return tuple(replace(clause, conditions=(*rest, single)) for single in singles)


def _is_joint(condition: Condition) -> bool:
    several = len(condition.nodes) > 1 or len(condition.texts) > 1
    return condition.every and several and condition.slot in ("theme", "annex", "kind", "category")
