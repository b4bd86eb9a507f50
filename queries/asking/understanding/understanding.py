"""From the parts of a question to its structured query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from queries.asking.figures.bounds import bound_of, use_bound
from queries.asking.figures.figure_claims import use_claimed
from queries.asking.figures.figure_orders import ask_for_figures, compares_places
from queries.asking.figures.topics import use_deeds, use_target_nouns, use_topics
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.readings.reading import (
    AGENT_FOCUSES,
    PERSONAL,
    Clause,
    Condition,
    Notes,
    Reading,
)
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.binding import bind
from queries.asking.understanding.clauses import agent_clauses
from queries.asking.understanding.comparing import compare, is_comparison
from queries.asking.understanding.conditions import find_conditions
from queries.asking.understanding.focus import find_focus
from queries.asking.understanding.framing import names_nothing, says_column
from queries.asking.understanding.kinds import note_kinds
from queries.asking.understanding.left_out import excluded_nodes
from queries.asking.understanding.listed_first import listed_first, tell_lists_from_ranks
from queries.asking.understanding.mentions import Binding, Quantity, roles_for
from queries.asking.understanding.negating import with_company
from queries.asking.understanding.of_each import with_absence
from queries.asking.understanding.pairs import rank_pairs
from queries.asking.understanding.partly import use_partial_names
from queries.asking.understanding.parts_compared import compare_parts, compares_parts
from queries.asking.understanding.quantities import find_quantities
from queries.asking.understanding.shares import share_base
from queries.asking.understanding.surpassing import find_surpassed
from queries.asking.understanding.uniting import in_each_annex, of_one_value, united, wherever_named
from queries.asking.understanding.universals import read_claim
from queries.asking.understanding.unprinted import unprinted
from queries.asking.understanding.whom_asked import focus_kind, says_responsible


def understand(draft: Draft) -> Reading:
    """Return the structured query of a question; what is doubtful goes to the draft's notes."""
    use_partial_names(draft)
    tell_lists_from_ranks(draft)
    focus = find_focus(draft)
    use_bound(draft, focus)
    if focus.kind == "target":
        use_claimed(draft)
    quantities = find_quantities(draft, focus)
    surpassed = find_surpassed(draft, focus)
    compared = not compares_places(draft, focus) and is_comparison(draft, focus)
    parts_compared = not compared and compares_parts(draft, focus)
    note_kinds(draft, focus)
    ask_for_figures(draft, focus)
    if focus.kind == "target":
        use_deeds(draft)
        if bound_of(draft) is None:
            use_target_nouns(draft)
    if focus.kind not in AGENT_FOCUSES:
        for place in draft.find("annexes"):
            draft.use(place, "annex", "both")
    bound = bind(draft, focus, quantities)
    if focus.kind == "target":
        _use_words_of_names(draft)
    conditions = find_conditions(draft, identifies=_identifies(draft, focus))
    if focus.kind == "target":
        use_topics(draft)
        draft.notes = Notes(unknown=draft.notes.unknown)
    in_order = sorted(bound.conditions, key=lambda found: found[0])
    one = of_one_value(conditions) if len(bound.clauses) < _SEVERAL else conditions
    conditions = [*united(draft, in_order), *one]
    conditions = listed_first(draft, conditions)
    if focus.measure == "exists":
        conditions += unprinted(draft)
    _use_leftover_words(draft, focus)
    if compared:
        return compare(draft, focus, bound, conditions)
    if parts_compared:
        return compare_parts(draft, conditions)
    reading = _reading(draft, focus, bound, conditions, quantities)
    return reading if surpassed is None else surpassed.bounding(reading)


_SEVERAL = 2
"""Roles that are asked for, each with its own conditions: 附件1有任务而附件2没有的."""


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


def _use_leftover_words(draft: Draft, focus: Focus) -> None:
    """Use up the words that only frame what has been understood."""
    draft.had_each = bool(draft.find("every"))
    for kinds, meaning in _framing(draft, focus):
        for place in draft.find(*kinds):
            draft.use(place, "frame", meaning)
    for place in draft.find("noun"):
        again = _says_focus_again(draft, place, focus) or says_column(draft, place, focus)
        if again or names_nothing(draft, place):
            draft.use(place, "frame")


def _framing(draft: Draft, focus: Focus) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield classes of words that say nothing more in this question, each with what they are."""
    yield _FRAMES, "frame"
    if focus.measure in ("each", "compare", "rank", "average"):
        yield ("count", "average"), "question word"
    if focus.kind == "target":
        yield ("count", "which", "wh", "gt", "ge", "lt", "le", "share"), "question word"
        yield ("ormore", "orless"), "bound"
    if focus.kind != "item" or focus.measure == "exists":
        yield ("involve", "mention"), "relation"
    if any(slot == "only" for slot, _ in draft.used.values()):
        yield ("only",), "once more"
    if any(slot == "mentions" for slot, _ in draft.used.values()):
        yield ("mention",), "relation"
    if any(slot in ("mention", "text") for slot, _ in draft.used.values()):
        agents = any(slot == "agent" for slot, _ in draft.used.values())
        yield ("mentioned",) if agents else ("mentioned", "involve"), "relation"
    if any(slot == "count" for slot, _ in draft.used.values()):
        yield ("count",), "question word"
    if any(slot in ("category", "heading") for slot, _ in draft.used.values()):
        yield ("mention", "have"), "relation"
    if any(slot in ("agent", "agency type", "agentType") for slot, _ in draft.used.values()):
        yield ("mentionend",), "relation"
        if any(t.has("rolenoun") for t in draft.tokens) and not draft.find("phrase"):
            yield ("mention",), "relation"
    if "outcome" in focus.asks:
        yield ("gt", "ge", "lt", "le", "difference", "more"), "comparison with the target"
    if focus.measure == "exists" or draft.language == "en":
        yield ("yesno",), "question word"


_FRAMES = ("elaborates", "every", "now", "rank", "exceptend")


def _says_focus_again(draft: Draft, place: int, focus: Focus) -> bool:
    """`vice mayors or leaders`, `九个门类里，哪个门类`: a second noun for what is asked for."""
    if focus.kind in ("category", "heading") and draft.tokens[place].value("noun") == focus.kind:
        return bool(focus.places) and place not in focus.places
    before = draft.before(place, "and", "or")
    joined = any(t.has("and", "or") for t in draft.between(before or 0, place))
    return joined and before in focus.places and draft.tokens[place].value("noun") == focus.kind


def _reading(
    draft: Draft,
    focus: Focus,
    bound: Binding,
    conditions: list[Found],
    quantities: list[Quantity],
) -> Reading:
    if focus.kind == "item" and not focus.asks and (focus.measure == "each" or draft.had_each):
        parts = (c for _, c in conditions if c.slot in _PARTS and not c.negated)
        several = (c.slot for c in parts if len(c.texts if c.slot == "annex" else c.nodes) > 1)
        focus.kind = next(several, focus.kind)
    apart = focus.kind in AGENT_FOCUSES and len(bound.clauses) > 1
    once = list({c: (p, c) for p, c in conditions}.values())
    conditions = in_each_annex(conditions) if apart else once
    having = [q for q in quantities if q.kind in ("item", "project", "indicator")]
    themes = [q for q in quantities if q.kind == "theme"]
    if len(having) > 1:
        draft.notes.doubts.append("两个数目" if draft.language == "zh" else "two numbers")
    conditions += [
        (q.place, Condition("themes", comparator=q.comparator, number=q.number)) for q in themes
    ]
    if focus.kind in AGENT_FOCUSES:
        clauses = agent_clauses(draft, focus, bound, conditions)
        if having and clauses:
            clauses = (_over_number(clauses[0], having[0]), *clauses[1:])
    else:
        claims = focus.kind != "item" or focus.measure == "exists"
        number = having[0] if having and claims else None
        conditions = [(p, wherever_named(draft, focus, c)) for p, c in conditions]
        if focus.kind == "item" and focus.measure in ("list", "count"):
            conditions = with_company(conditions)
        clause = Clause((), tuple(c for _, c in conditions))
        if number is not None:
            clause = _over_number(clause, number)
        clauses = with_absence(draft, focus, clause, conditions)
    kind = focus_kind(draft, focus, bound)
    if kind == "agency" and focus.is_who and says_responsible(draft, focus):
        clauses = tuple(map(_of_bodies, clauses))
    reading = Reading(
        kind,
        focus.measure,
        tuple(dict.fromkeys(clauses)),
        excluded=excluded_nodes(draft, focus, bound, conditions),
        types=focus.types,
        order=focus.order,
        top=focus.top,
        nth=focus.nth,
        claimed=focus.claimed,
        asks=focus.asks,
    )
    return _finished(draft, focus, reading, conditions)


def _of_bodies(clause: Clause) -> Clause:
    """Return a clause of leaders and bodies as one of bodies."""
    roles = tuple(role for role in clause.roles if role not in PERSONAL)
    return replace(clause, roles=roles) if roles else clause


def _over_number(clause: Clause, number: Quantity) -> Clause:
    return replace(clause, comparator=number.comparator, number=number.number, most=number.most)


_PARTS = ("annex", "category", "heading")
"""Parts of a document, each of which may be asked about by itself: A和B下面各有几条."""


def _finished(draft: Draft, focus: Focus, reading: Reading, conditions: list[Found]) -> Reading:
    if focus.measure == "exists":
        return read_claim(draft, reading, conditions)
    if focus.measure == "share":
        return replace(reading, base=share_base(draft, focus.places[0], conditions))
    if focus.counted_role:
        of_agents = focus.counted in AGENT_FOCUSES
        roles = roles_for(focus.counted_role, focus.counted) if of_agents else ()
        return replace(reading, counted=focus.counted, counted_roles=roles)
    if focus.kind == "item" and focus.measure == "rank":
        return _item_ranking(draft, focus, reading)
    if focus.measure == "average" and focus.kind == "item":
        roles = roles_for(focus.roles[0], focus.counted) if focus.roles else ()
        return replace(reading, counted=focus.counted, counted_roles=roles)
    return rank_pairs(draft, reading)


def _item_ranking(draft: Draft, focus: Focus, reading: Reading) -> Reading:
    """Items are ranked by the number of their agents or themes."""
    if not focus.roles:
        said = [t.text for t in draft.tokens if t.has("rank", "rankup", "most", "least", "first")]
        draft.notes.doubts.extend(said)
        return replace(reading, measure="list")
    roles = roles_for(focus.roles[0], focus.counted)
    return replace(reading, counted=focus.counted, counted_roles=roles)
